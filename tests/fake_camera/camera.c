/* A camera without hardware, for tests: preloaded into a program it adds /dev/video0, a Video4Linux camera whose every frame is
 * the content of a file. Linux on x86-64 only.
 *
 * Environment: FAKE_CAMERA_FRAME, the bytes of a frame; FAKE_CAMERA_FORMAT, YUYV or MJPG; FAKE_CAMERA_SIZE, such as 1280x720;
 * FAKE_CAMERA_SWITCH, a file whose first byte tells what it does now: r runs, s stalls, u is unplugged, b is busy, f is forbidden.
 *
 * One descriptor at a time; frames come 30 times a second. The v4l crate makes its ioctls by syscall(), so that is where they
 * are answered; Rust's own locks use the same function, so nothing on that path may allocate or lock. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { BUFFERS = 4 };
static int camera = -1, streaming, queued[BUFFERS], waiting;
static unsigned width, height, format, page_size, sequence;
static double next_due;
static DIR *listed;

static long raw(long n, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    if (result < 0 && result > -4096) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static char state(void) {
    char c = 'r';
    const char *path = getenv("FAKE_CAMERA_SWITCH");
    int fd = path ? (int)raw(SYS_open, (long)path, O_RDONLY, 0, 0, 0, 0) : -1;
    if (fd >= 0) {
        if (raw(SYS_read, fd, (long)&c, 1, 0, 0, 0) != 1) c = 'r';
        raw(SYS_close, fd, 0, 0, 0, 0, 0);
    }
    return c;
}

static unsigned frame_size(void) { return format == V4L2_PIX_FMT_MJPEG ? width * height : width * height * 2; }

static void configure(void) {
    const char *size = getenv("FAKE_CAMERA_SIZE"), *name = getenv("FAKE_CAMERA_FORMAT");
    if (!size || sscanf(size, "%ux%u", &width, &height) != 2) width = 640, height = 480;
    format = name && !strcmp(name, "MJPG") ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    page_size = (frame_size() + 4095) & ~4095u;
    streaming = 0, waiting = 0, sequence = 0;
}

static int refuse(int error) {
    errno = error;
    return -1;
}

static void describe(struct v4l2_format *f) {
    memset(&f->fmt, 0, sizeof f->fmt);
    f->fmt.pix.width = width, f->fmt.pix.height = height, f->fmt.pix.pixelformat = format;
    f->fmt.pix.field = V4L2_FIELD_NONE, f->fmt.pix.sizeimage = frame_size();
    f->fmt.pix.bytesperline = format == V4L2_PIX_FMT_MJPEG ? 0 : width * 2;
}

static int fill(struct v4l2_buffer *b) {
    unsigned index = (unsigned)queued[0], length = frame_size();
    const char *path = getenv("FAKE_CAMERA_FRAME");
    unsigned char *to = mmap(0, length, PROT_READ | PROT_WRITE, MAP_SHARED, camera, (off_t)index * page_size);
    int fd = path ? (int)raw(SYS_open, (long)path, O_RDONLY, 0, 0, 0, 0) : -1;
    long got = 0, part;
    if (to == MAP_FAILED) return refuse(EIO);
    while (fd >= 0 && got < length && (part = raw(SYS_read, fd, (long)(to + got), length - got, 0, 0, 0)) > 0) got += part;
    if (fd >= 0) raw(SYS_close, fd, 0, 0, 0, 0, 0);
    /* Like real drivers, leave something of an older frame behind the end of a compressed one. */
    if (got < length) memset(to + got, 0xd8, length - got);
    munmap(to, length);
    memmove(queued, queued + 1, sizeof queued - sizeof *queued);
    waiting--;
    b->index = index, b->bytesused = (unsigned)got, b->length = page_size, b->m.offset = index * page_size;
    b->flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC, b->field = V4L2_FIELD_NONE, b->sequence = sequence++;
    double t = now();
    b->timestamp.tv_sec = (long)t, b->timestamp.tv_usec = (long)((t - (long)t) * 1e6);
    next_due = next_due + 1.0 / 30 > t ? next_due + 1.0 / 30 : t;
    return 0;
}

static int answer(unsigned long request, void *arg) {
    if (state() == 'u') return refuse(ENODEV);
    switch (request) {
    case VIDIOC_QUERYCAP: {
        struct v4l2_capability *c = arg;
        memset(c, 0, sizeof *c);
        strcpy((char *)c->driver, "fake"), strcpy((char *)c->card, "Classroom camera"), strcpy((char *)c->bus_info, "test");
        c->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
        c->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    }
    case VIDIOC_ENUM_FMT: {
        struct v4l2_fmtdesc *f = arg;
        if (f->type != V4L2_BUF_TYPE_VIDEO_CAPTURE || f->index > 0) return refuse(EINVAL);
        strcpy((char *)f->description, "frames"), f->pixelformat = format, f->flags = 0;
        return 0;
    }
    case VIDIOC_ENUM_FRAMESIZES: {
        struct v4l2_frmsizeenum *f = arg;
        if (f->pixel_format != format || f->index > 0) return refuse(EINVAL);
        f->type = V4L2_FRMSIZE_TYPE_DISCRETE, f->discrete.width = width, f->discrete.height = height;
        return 0;
    }
    case VIDIOC_ENUM_FRAMEINTERVALS: {
        struct v4l2_frmivalenum *f = arg;
        if (f->index > 0) return refuse(EINVAL);
        f->type = V4L2_FRMIVAL_TYPE_DISCRETE, f->discrete.numerator = 1, f->discrete.denominator = 30;
        return 0;
    }
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
        describe(arg);
        return 0;
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM: {
        struct v4l2_streamparm *p = arg;
        memset(&p->parm, 0, sizeof p->parm);
        p->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
        p->parm.capture.timeperframe.numerator = 1, p->parm.capture.timeperframe.denominator = 30;
        return 0;
    }
    case VIDIOC_REQBUFS: {
        struct v4l2_requestbuffers *r = arg;
        waiting = 0;
        r->count = r->count ? BUFFERS : 0;
        return r->count ? ftruncate(camera, (off_t)BUFFERS * page_size) : 0;
    }
    case VIDIOC_QUERYBUF: {
        struct v4l2_buffer *b = arg;
        if (b->index >= BUFFERS) return refuse(EINVAL);
        b->length = page_size, b->m.offset = b->index * page_size;
        return 0;
    }
    case VIDIOC_QBUF: {
        struct v4l2_buffer *b = arg;
        if (b->index >= BUFFERS || waiting == BUFFERS) return refuse(EINVAL);
        queued[waiting++] = (int)b->index;
        return 0;
    }
    case VIDIOC_STREAMON:
        streaming = 1, next_due = now();
        return 0;
    case VIDIOC_STREAMOFF:
        streaming = 0, waiting = 0;
        return 0;
    case VIDIOC_DQBUF:
        if (!streaming || !waiting || state() != 'r' || now() < next_due) return refuse(EAGAIN);
        return fill(arg);
    default:
        return refuse(ENOTTY);
    }
}

long syscall(long n, ...) {
    va_list list;
    long a[6];
    va_start(list, n);
    for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
    va_end(list);
    if (n == SYS_ioctl && camera >= 0 && a[0] == camera) return answer((unsigned long)a[1], (void *)a[2]);
    return raw(n, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int ioctl(int fd, unsigned long request, ...) {
    va_list list;
    va_start(list, request);
    void *arg = va_arg(list, void *);
    va_end(list);
    return fd == camera && camera >= 0 ? answer(request, arg) : (int)raw(SYS_ioctl, fd, (long)request, (long)arg, 0, 0, 0);
}

static int open_any(const char *path, int flags, int mode) {
    if (!strcmp(path, "/sys/class/video4linux/video0/name") && state() != 'u') {
        int fd = memfd_create("name", 0);
        if (write(fd, "Classroom camera\n", 17) != 17) return refuse(EIO);
        lseek(fd, 0, SEEK_SET);
        return fd;
    }
    if (strcmp(path, "/dev/video0")) return (int)raw(SYS_openat, AT_FDCWD, (long)path, flags, mode, 0, 0);
    switch (state()) {
    case 'u': return refuse(ENOENT);
    case 'b': return refuse(EBUSY);
    case 'f': return refuse(EACCES);
    }
    if (camera >= 0) return refuse(EBUSY);
    configure();
    return camera = memfd_create("camera", 0);
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    int mode = va_arg(list, int);
    va_end(list);
    return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    int mode = va_arg(list, int);
    va_end(list);
    return open_any(path, flags, mode);
}

int close(int fd) {
    if (fd >= 0 && fd == camera) camera = -1, streaming = 0;
    return (int)raw(SYS_close, fd, 0, 0, 0, 0, 0);
}

struct pollfd {
    int fd;
    short events, revents;
};
enum { POLLIN = 1, POLLERR = 8, POLLHUP = 16 };

int poll(struct pollfd *fds, unsigned long count, int timeout) {
    if (camera < 0 || count != 1 || fds->fd != camera) return (int)raw(SYS_poll, (long)fds, (long)count, timeout, 0, 0, 0);
    double began = now();
    for (;;) {
        char is = state();
        fds->revents = 0;
        if (is == 'u') fds->revents = POLLERR | POLLHUP;
        else if (is == 'r' && streaming && waiting && now() >= next_due) fds->revents = POLLIN;
        if (fds->revents) return 1;
        if (timeout >= 0 && now() - began > timeout * 1e-3) return 0;
        usleep(2000);
    }
}

DIR *opendir(const char *path) {
    DIR *(*real)(const char *) = dlsym(RTLD_NEXT, "opendir");
    DIR *dir = real(path);
    if (!strcmp(path, "/dev") || !strcmp(path, "/dev/")) listed = dir;
    return dir;
}

/* Adds two names to /dev: the camera, and one without a number, such as some systems have. */
struct dirent64 *readdir64(DIR *dir) {
    static struct dirent64 more;
    static DIR *done;
    static int added;
    struct dirent64 *(*real)(DIR *) = dlsym(RTLD_NEXT, "readdir64");
    struct dirent64 *entry = real(dir);
    if (entry || dir != listed) return entry;
    if (done != dir) done = dir, added = 0;
    const char *odd = getenv("FAKE_CAMERA_ODD_NAME");
    if (added == 0) {
        added = 1;
        if (state() != 'u') {
            more.d_ino = 1, more.d_type = DT_CHR, strcpy(more.d_name, "video0");
            return &more;
        }
    }
    if (added == 1 && odd) {
        added = 2;
        more.d_ino = 2, more.d_type = DT_CHR, strcpy(more.d_name, odd);
        return &more;
    }
    listed = 0, done = 0;
    return 0;
}

//! A layer under SQLite that notes every write and every sync in a folder, and can say that the disk is full.
//!
//! It is the system's own layer with a few functions replaced: what it notes, it also does, except that a sync is only
//! noted (what would be lost without it is worked out from the notes). Files outside a watched folder are left to the
//! system's layer untouched, so other tests of the same program do not notice.

#![expect(unsafe_code, reason = "SQLite is told about its files through tables of C functions")]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError, atomic::AtomicPtr, atomic::Ordering};

use rusqlite::ffi;

/// What SQLite did to a file.
#[derive(Clone, Debug)]
pub enum Event {
    /// Bytes were written from an offset on.
    Write(PathBuf, usize, Vec<u8>),
    /// The file was cut to a size.
    Truncate(PathBuf, usize),
    /// Everything written so far has to be on the disk.
    Sync(PathBuf),
    /// The file was deleted.
    Delete(PathBuf),
}

#[derive(Debug)]
struct Notes {
    folder: PathBuf,
    events: Vec<Event>,
    /// Bytes that still fit on the disk.
    room: usize,
}

/// A watched folder; dropped, it is watched no longer.
#[derive(Debug)]
pub struct Recorder(Arc<Mutex<Notes>>);

static WATCHED: Mutex<Vec<Arc<Mutex<Notes>>>> = Mutex::new(Vec::new());
static SYSTEM: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(std::ptr::null_mut());

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Recorder {
    /// Watches the files that are opened in this folder from now on.
    pub fn watch(folder: &Path) -> Self {
        static REGISTERED: Once = Once::new();
        REGISTERED.call_once(register);
        let folder = folder.canonicalize().expect("the folder is there");
        let notes = Arc::new(Mutex::new(Notes { folder, events: Vec::new(), room: usize::MAX }));
        locked(&WATCHED).push(Arc::clone(&notes));
        Self(notes)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        locked(&self.0).events.len()
    }

    /// How many syncs there are.
    pub fn syncs(&self) -> usize {
        locked(&self.0).events.iter().filter(|e| matches!(e, Event::Sync(_))).count()
    }

    /// Everything so far.
    pub fn events(&self) -> Vec<Event> {
        locked(&self.0).events.clone()
    }

    /// From now on only so many bytes can be written.
    pub fn leave_room(&self, bytes: usize) {
        locked(&self.0).room = bytes;
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        locked(&WATCHED).retain(|w| !Arc::ptr_eq(w, &self.0));
    }
}

/// The functions of one open file: the system's, with ours in place of some.
#[repr(C)]
struct Patched {
    /// First, so that SQLite's pointer to the functions is a pointer to all of this.
    methods: ffi::sqlite3_io_methods,
    system: *const ffi::sqlite3_io_methods,
    path: PathBuf,
    notes: Arc<Mutex<Notes>>,
}

fn register() {
    // SAFETY: called once, by a test that has made no other layer the default. The system's layer is static; ours is a copy
    // of it that is never freed. Calling `sqlite3_initialize` again does nothing.
    unsafe {
        ffi::sqlite3_initialize();
        let system = ffi::sqlite3_vfs_find(std::ptr::null());
        SYSTEM.store(system, Ordering::SeqCst);
        let mut ours: ffi::sqlite3_vfs = std::ptr::read(system);
        ours.zName = c"recorder".as_ptr();
        ours.pNext = std::ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 1), ffi::SQLITE_OK);
    }
}

/// The path of a name from SQLite and the notes of its folder, where it is watched.
///
/// # Safety
/// `name` is null or a string that ends with a zero.
unsafe fn watched(name: *const c_char) -> Option<(PathBuf, Arc<Mutex<Notes>>)> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller vouches for the zero.
    let path = PathBuf::from(unsafe { CStr::from_ptr(name) }.to_str().ok()?);
    let all = locked(&WATCHED);
    let notes = all.iter().find(|n| path.starts_with(&locked(n).folder))?;
    Some((path, Arc::clone(notes)))
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite's own arguments, handed to the layer that they are meant for. When it succeeds, `pMethods` is a valid
    // table; ours lives until `close` frees it.
    unsafe {
        let system = SYSTEM.load(Ordering::SeqCst);
        let status = ((*system).xOpen.expect("the system opens files"))(system, name, file, flags, out);
        if let (ffi::SQLITE_OK, Some((path, notes))) = (status, watched(name)) {
            let mut methods = std::ptr::read((*file).pMethods);
            methods.xWrite = Some(write);
            methods.xTruncate = Some(truncate);
            methods.xSync = Some(sync);
            methods.xClose = Some(close);
            let patched = Patched { methods, system: (*file).pMethods, path, notes };
            (*file).pMethods = Box::into_raw(Box::new(patched)).cast();
        }
        status
    }
}

/// # Safety
/// `file` was opened by [`open`] and not closed, so its functions are a [`Patched`].
unsafe fn patched<'a>(file: *mut ffi::sqlite3_file) -> &'a Patched {
    // SAFETY: see above; `methods` is the first field of a `repr(C)` struct.
    unsafe { &*(*file).pMethods.cast::<Patched>() }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, count: c_int, at: i64) -> c_int {
    // SAFETY: SQLite hands over `count` readable bytes and a file that is open.
    unsafe {
        let this = patched(file);
        let slice = std::slice::from_raw_parts(bytes.cast::<u8>(), usize::try_from(count).unwrap_or(0));
        {
            let mut notes = locked(&this.notes);
            if notes.room < slice.len() {
                return ffi::SQLITE_FULL;
            }
            notes.room -= slice.len();
            notes.events.push(Event::Write(this.path.clone(), usize::try_from(at).unwrap_or(0), slice.to_vec()));
        }
        ((*this.system).xWrite.expect("files are written"))(file, bytes, count, at)
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: the file is open.
    unsafe {
        let this = patched(file);
        locked(&this.notes).events.push(Event::Truncate(this.path.clone(), usize::try_from(size).unwrap_or(0)));
        ((*this.system).xTruncate.expect("files are cut"))(file, size)
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: the file is open.
    let this = unsafe { patched(file) };
    locked(&this.notes).events.push(Event::Sync(this.path.clone()));
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the file is open; its functions came out of a box in `open`, and are not used after this.
    unsafe {
        let patched = Box::from_raw((*file).pMethods.cast_mut().cast::<Patched>());
        (*file).pMethods = patched.system;
        ((*patched.system).xClose.expect("files are closed"))(file)
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: SQLite's own arguments, handed to the layer that they are meant for.
    unsafe {
        if let Some((path, notes)) = watched(name) {
            locked(&notes).events.push(Event::Delete(path));
        }
        let system = SYSTEM.load(Ordering::SeqCst);
        ((*system).xDelete.expect("the system deletes files"))(system, name, sync)
    }
}

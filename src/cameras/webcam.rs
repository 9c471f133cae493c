//! Webcams over `nokhwa`, with what was found out about it heeded: frames are taken raw and decoded here, and a camera that stalls is
//! abandoned rather than waited for.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use nokhwa::utils::{ApiBackend, CameraFormat, CameraIndex, CameraInfo, FrameFormat, RequestedFormat, RequestedFormatType};
use nokhwa::{Camera, NokhwaError};

use super::{CameraError, Frame, Source, clock, pixels};

/// Formats that [`pixels`] decodes, the cheapest and cleanest first.
const FORMATS: [FrameFormat; 6] =
    [FrameFormat::GRAY, FrameFormat::NV12, FrameFormat::YUYV, FrameFormat::MJPEG, FrameFormat::RAWRGB, FrameFormat::RAWBGR];

/// The size that is wanted: larger costs time, smaller costs the back row.
const WANTED_PX: [f64; 2] = [1920.0, 1080.0];
/// Fewer frames a second make a sweep tiring; many more are wasted.
const LEAST_FPS: u32 = 10;
const MOST_FPS: u32 = 30;

/// Formats that are tried one after another before a camera counts as unusable.
const MAX_TRIES: usize = 4;

/// Patience with a camera that starts, and with one that runs.
const FIRST_FRAME_WITHIN: Duration = Duration::from_secs(10);
const FRAME_WITHIN: Duration = Duration::from_secs(3);

/// After so many broken frames or refusals in a row a camera counts as gone.
const MAX_REFUSALS: u32 = 20;

/// How long the system may take to ask whether cameras may be used.
const PERMISSION_WITHIN: Duration = Duration::from_secs(60);

/// A connected camera.
#[derive(Clone, Debug, PartialEq)]
pub struct WebcamInfo {
    /// As the system calls it; where several have the same name, numbered.
    pub name: String,
    index: CameraIndex,
}

/// The connected cameras in the system's order.
///
/// # Errors
/// [`CameraError::NoCamera`] where there is none.
pub fn list_webcams() -> Result<Vec<WebcamInfo>, CameraError> {
    let mut found = if cfg!(target_os = "linux") { numbered_nodes() } else { nokhwa::query(ApiBackend::Auto).unwrap_or_default() };
    found.sort_by_key(|camera| camera.index().as_index().unwrap_or(u32::MAX));
    let mut cameras: Vec<WebcamInfo> = Vec::new();
    for camera in found {
        let name = camera.human_name();
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\0');
        let name = if name.is_empty() { "Camera" } else { name };
        let same = cameras.iter().filter(|c| c.name == name || c.name.starts_with(&format!("{name} ("))).count();
        let name = if same == 0 { name.to_owned() } else { format!("{name} ({})", same + 1) };
        cameras.push(WebcamInfo { name, index: camera.index().clone() });
    }
    if cameras.is_empty() { Err(CameraError::NoCamera) } else { Ok(cameras) }
}

/// The cameras of Linux. nokhwa would panic on a name in `/dev` without a number, and list the second node that each
/// camera has, for data about its pictures; the kernel counts the nodes of a device from 0.
fn numbered_nodes() -> Vec<CameraInfo> {
    let Ok(names) = std::fs::read_dir("/dev") else { return Vec::new() };
    let number = |entry: std::fs::DirEntry| entry.file_name().to_str()?.strip_prefix("video")?.parse::<u32>().ok();
    let about = |n: u32, what: &str| std::fs::read_to_string(format!("/sys/class/video4linux/video{n}/{what}")).ok();
    let numbers = names.filter_map(Result::ok).filter_map(number);
    let gives_pictures = |n: &u32| about(*n, "index").is_none_or(|index| index.trim() == "0");
    numbers.filter(gives_pictures).map(|n| CameraInfo::new(&about(n, "name").unwrap_or_default(), "", "", CameraIndex::Index(n))).collect()
}

/// A connected camera as a source. Its first frame opens it.
///
/// nokhwa waits for a stalled camera without limit, so it is used on a thread of its own that is watched with a clock and, when this
/// is dropped, left behind: it ends, and closes the camera, with the next frame that still comes.
pub struct Webcam {
    info: WebcamInfo,
    frames: Option<Receiver<Result<Frame, CameraError>>>,
    last_frame: Option<Instant>,
}

impl Webcam {
    /// This camera, not yet opened.
    pub fn new(info: WebcamInfo) -> Self {
        Self { info, frames: None, last_frame: None }
    }

    fn start(&self) -> Result<Receiver<Result<Frame, CameraError>>, CameraError> {
        let (send, frames) = mpsc::sync_channel(1);
        let info = self.info.clone();
        let capture = move || {
            let outcome = Capture::open(&info).and_then(|mut capture| {
                loop {
                    let frame = capture.next_frame()?;
                    if send.send(Ok(frame)).is_err() {
                        return Ok(()); // nobody wants it any more
                    }
                }
            });
            if let Err(problem) = outcome {
                // Nor this.
                let _ = send.send(Err(problem));
            }
        };
        thread::Builder::new().name(format!("webcam: {}", self.info.name)).spawn(capture).map_err(CameraError::NoThread)?;
        Ok(frames)
    }
}

impl Source for Webcam {
    fn name(&self) -> String {
        self.info.name.clone()
    }

    /// Waits three seconds at most, for the first frame ten; then the camera [stalls](CameraError::Stalled) and may be asked again.
    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        let (frames, patience) = match self.frames.take() {
            Some(frames) => (frames, FRAME_WITHIN),
            None => (self.start()?, FIRST_FRAME_WITHIN),
        };
        let since = *self.last_frame.get_or_insert_with(clock::now);
        let outcome = frames.recv_timeout(patience);
        self.frames = Some(frames);
        match outcome {
            Ok(Ok(frame)) => {
                self.last_frame = Some(clock::now());
                Ok(frame)
            }
            Ok(Err(problem)) => Err(problem),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = clock::now().saturating_duration_since(since).as_secs();
                Err(CameraError::Stalled { camera: self.name(), seconds })
            }
            // Its thread panicked.
            Err(RecvTimeoutError::Disconnected) => Err(CameraError::Broken { camera: self.name(), source: "its reader stopped".into() }),
        }
    }
}

/// An open camera, on the thread that opened it.
struct Capture {
    name: String,
    camera: Camera,
    began: Instant,
    refusals: u32,
}

impl Capture {
    fn open(info: &WebcamInfo) -> Result<Self, CameraError> {
        let camera = open(info)?;
        Ok(Self { name: info.name.clone(), camera, began: clock::now(), refusals: 0 })
    }

    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        loop {
            let raw = match self.camera.frame() {
                Ok(raw) => raw,
                Err(problem) => {
                    self.refused(problem)?;
                    continue;
                }
            };
            let at = clock::now().saturating_duration_since(self.began);
            let size = [raw.resolution().width(), raw.resolution().height()];
            match pixels::gray(raw.source_frame_format(), size, raw.buffer()) {
                Some(picture) => {
                    self.refusals = 0;
                    return Ok(Frame { picture, at });
                }
                // The next one may be whole.
                None => self.refused(NokhwaError::ReadFrameError("broken frame".to_owned()))?,
            }
        }
    }

    /// One lost frame is nothing; a camera that has gone says so at once.
    fn refused(&mut self, problem: NokhwaError) -> Result<(), CameraError> {
        self.refusals += 1;
        match meaning(&self.name, problem) {
            CameraError::Broken { .. } if self.refusals < MAX_REFUSALS => Ok(()),
            meaning => Err(meaning),
        }
    }
}

fn open(info: &WebcamInfo) -> Result<Camera, CameraError> {
    let said = |e| meaning(&info.name, e);
    if !is_permitted() {
        return Err(CameraError::Forbidden { camera: info.name.clone() });
    }
    // Opened in whatever format it has, to hear which it knows.
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &FORMATS);
    let mut camera = Camera::new(info.index.clone(), any).map_err(said)?;
    let known = camera.compatible_camera_formats().map_err(said)?;
    for wanted in by_preference(&known).into_iter().take(MAX_TRIES) {
        if camera.camera_format() == wanted {
            break;
        }
        let exact = RequestedFormat::with_formats(RequestedFormatType::Exact(wanted), &FORMATS);
        // A driver that rounds the request counts as a refusal; the next best may suit it.
        if camera.set_camera_requset(exact).is_ok() {
            break;
        }
    }
    if !FORMATS.contains(&camera.camera_format().format()) {
        return Err(CameraError::Unusable { camera: info.name.clone() });
    }
    camera.open_stream().map_err(said)?;
    Ok(camera)
}

/// Asks the system, which may ask the user; where no permission is needed this returns at once.
fn is_permitted() -> bool {
    if nokhwa::nokhwa_check() {
        return true;
    }
    let (tell, told) = mpsc::sync_channel(1);
    nokhwa::nokhwa_initialize(move |granted| {
        // Nobody listens any more after a minute.
        let _ = tell.try_send(granted);
    });
    told.recv_timeout(PERMISSION_WITHIN).unwrap_or(false)
}

/// The camera's formats, best first: enough frames a second, then near the wanted size, then many frames, then easy to decode.
fn by_preference(known: &[CameraFormat]) -> Vec<CameraFormat> {
    let ease = |f: &CameraFormat| FORMATS.iter().position(|known| *known == f.format());
    let mut usable: Vec<CameraFormat> = known.iter().filter(|f| ease(f).is_some()).copied().collect();
    let cost = |f: &CameraFormat| {
        let away = |side: u32, wanted: f64| (f64::from(side.max(1)) / wanted).ln().abs();
        let size = away(f.width(), WANTED_PX[0]) + away(f.height(), WANTED_PX[1]);
        (f.frame_rate() < LEAST_FPS, (size * 1000.0) as u64, MOST_FPS.abs_diff(f.frame_rate().min(MOST_FPS)), ease(f))
    };
    usable.sort_by_key(cost);
    usable
}

/// What the system's words mean. Drivers give them as text only, so the numbers in it are what can be relied on.
fn meaning(camera: &str, problem: NokhwaError) -> CameraError {
    let camera = camera.to_owned();
    let text = problem.to_string();
    let says = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    if says(&["os error 16)", "busy", "in use", "0xC00D3704", "0x80070020"]) {
        CameraError::Busy { camera }
    } else if says(&["os error 13)", "os error 1)", "ermission", "denied", "0x80070005"]) {
        CameraError::Forbidden { camera }
    } else if says(&["os error 19)", "os error 2)", "os error 6)", "No such device", "0xC00D3EA2"]) {
        CameraError::Unplugged { camera }
    } else if says(&["Failed to Fufill", "FrameFormat"]) {
        CameraError::Unusable { camera }
    } else {
        CameraError::Broken { camera, source: problem.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(width: u32, height: u32, format: FrameFormat, fps: u32) -> CameraFormat {
        CameraFormat::new_from(width, height, format, fps)
    }

    #[test]
    fn full_hd_at_a_good_rate_comes_first() {
        use FrameFormat::{MJPEG, YUYV};
        let known = [
            format(640, 480, YUYV, 30),
            format(1920, 1080, YUYV, 5),
            format(1280, 720, YUYV, 10),
            format(1920, 1080, MJPEG, 30),
            format(3840, 2160, MJPEG, 30),
            format(1920, 1080, MJPEG, 15),
        ];
        let best = by_preference(&known);
        assert_eq!(best[..2], [format(1920, 1080, MJPEG, 30), format(1920, 1080, MJPEG, 15)]);
        assert_eq!(best.last(), Some(&format(1920, 1080, YUYV, 5)));
    }

    #[test]
    fn of_equal_sizes_and_rates_the_uncompressed_one_comes_first() {
        let known = [format(1280, 720, FrameFormat::MJPEG, 30), format(1280, 720, FrameFormat::YUYV, 60)];
        assert_eq!(by_preference(&known)[0].format(), FrameFormat::YUYV);
    }

    #[test]
    fn the_systems_words_are_understood() {
        let of = |text: &str| meaning("Camera", NokhwaError::OpenDeviceError("0".to_owned(), text.to_owned()));
        assert!(matches!(of("V4L2 Error: Device or resource busy (os error 16)"), CameraError::Busy { .. }));
        assert!(matches!(of("V4L2 Error: Permission denied (os error 13)"), CameraError::Forbidden { .. }));
        assert!(matches!(of("No such device (os error 19)"), CameraError::Unplugged { .. }));
        assert!(matches!(of("something else (os error 121)"), CameraError::Broken { .. }));
    }
}

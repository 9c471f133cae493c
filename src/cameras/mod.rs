//! Everything that gives pictures: webcams, photographs, the simulated room, recorded frames. With `app` and `cli` this is the rim of
//! the library: devices, files and clocks are read here.
//!
//! A [`Source`] blocks until its next [`Frame`]; a [`Feed`] runs one on a thread of its own and hands over the newest frame, so that
//! neither a slow reader nor a stalled camera makes anything else wait.
//!
//! ```
//! use std::time::Duration;
//! use quarterturn::cameras::{Feed, FeedState, Replay};
//!
//! let feed = Feed::start(Replay::every_frame([image::GrayImage::new(4, 3)], 15.0))?;
//! let frame = feed.wait(Duration::from_secs(60)).expect("one frame was recorded");
//! assert_eq!(frame.picture.dimensions(), (4, 3));
//! # Ok::<(), quarterturn::cameras::CameraError>(())
//! ```

mod clock;
mod error;
mod feed;
pub mod photo;
mod photos;
mod pixels;
mod replay;
mod simulated;
mod source;
mod webcam;

pub use error::CameraError;
pub use feed::{Feed, FeedState};
pub use photos::Photos;
pub use replay::Replay;
pub use simulated::SimulatedRoom;
pub use source::{Frame, Source};
pub use webcam::{Webcam, WebcamInfo, list_webcams};

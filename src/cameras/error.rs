//! Why there is no picture.

use std::io;
use std::path::PathBuf;

use super::photo::PhotoError;

/// Why a source gives no picture, in words for a teacher: where, what is true now, what to do next.
#[derive(Debug, thiserror::Error)]
pub enum CameraError {
    /// None is connected.
    #[error("No camera is connected. Plug one in, open photographs, or take the simulated room")]
    NoCamera,
    /// Another program holds it.
    #[error("No picture from {camera}. Another program may be using it, often a video call: close that program and try again")]
    Busy {
        /// Its name.
        camera: String,
    },
    /// The system keeps it from us.
    #[error(
        "No picture from {camera}. This computer does not let Quarterturn use it: allow it in the system's camera settings and try again"
    )]
    Forbidden {
        /// Its name.
        camera: String,
    },
    /// It was there and is not any more.
    #[error("{camera} is no longer connected. What was read is kept. Plug it in again, or choose another camera")]
    Unplugged {
        /// Its name.
        camera: String,
    },
    /// It is there and sends nothing. Pictures may come again.
    #[error("No picture from {camera} for {seconds} s. Check its cable, or choose another camera")]
    Stalled {
        /// Its name.
        camera: String,
        /// Seconds since its last picture.
        seconds: u64,
    },
    /// None of its picture formats is one of ours.
    #[error("{camera} sends no pictures that can be read here. Choose another camera, or open photographs")]
    Unusable {
        /// Its name.
        camera: String,
    },
    /// Anything else that keeps it from working.
    #[error("{camera} does not work. Unplug it, plug it in again and try again, or choose another camera")]
    Broken {
        /// Its name.
        camera: String,
        /// What the system or its driver says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// One opened photograph; the others still come.
    #[error("{file}: {source}", file = file.display())]
    Photo {
        /// The file.
        file: PathBuf,
        /// Why it gives no picture.
        source: PhotoError,
    },
    /// All pictures of a finite source were given.
    #[error("All pictures of {name} have been shown")]
    Finished {
        /// The source's name.
        name: String,
    },
    /// The system would not start a thread.
    #[error("The computer has no room for another task. Close other programs and try again")]
    NoThread(#[source] io::Error),
}

impl CameraError {
    /// Whether no more pictures can come without opening the source again.
    pub fn ends_the_source(&self) -> bool {
        !matches!(self, Self::Stalled { .. } | Self::Photo { .. })
    }
}

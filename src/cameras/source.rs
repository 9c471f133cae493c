//! What every camera is to the rest of the program.

use std::time::Duration;

use image::GrayImage;

use super::CameraError;

/// One picture of a source.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The right way up, never mirrored: a mirrored card shows a wrong answer.
    pub picture: GrayImage,
    /// When it was taken, counted from the source's first moment.
    pub at: Duration,
}

/// Gives pictures one after another. Used on a thread of its own, usually by a [`Feed`](super::Feed).
pub trait Source: Send {
    /// What a teacher calls it: "Ceiling camera", "Simulated room".
    fn name(&self) -> String;

    /// Waits for the next picture. After an error that [ends the source](CameraError::ends_the_source) it gives no more; after any
    /// other it may be asked again.
    fn next_frame(&mut self) -> Result<Frame, CameraError>;

    /// Whether frames that nobody took in time are to be dropped, as a camera's are. A source that is not live loses none: it waits.
    fn is_live(&self) -> bool {
        true
    }
}

impl Source for Box<dyn Source> {
    fn name(&self) -> String {
        (**self).name()
    }

    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        (**self).next_frame()
    }

    fn is_live(&self) -> bool {
        (**self).is_live()
    }
}

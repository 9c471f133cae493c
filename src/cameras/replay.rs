//! Frames given beforehand, so that a whole lesson runs in a test.

use std::collections::VecDeque;
use std::time::Duration;

use image::GrayImage;

use super::{CameraError, Frame, Source};

/// Gives the frames it was made with as fast as they are taken, and loses none.
pub struct Replay {
    steps: VecDeque<Result<Frame, CameraError>>,
}

impl Replay {
    /// These pictures, `fps` a second.
    pub fn every_frame(pictures: impl IntoIterator<Item = GrayImage>, fps: f64) -> Self {
        let frame = |(i, picture)| Ok(Frame { picture, at: Duration::from_secs_f64(i as f64 / fps) });
        Self { steps: pictures.into_iter().enumerate().map(frame).collect() }
    }

    /// These frames and mishaps.
    pub fn of(steps: impl IntoIterator<Item = Result<Frame, CameraError>>) -> Self {
        Self { steps: steps.into_iter().collect() }
    }
}

impl Source for Replay {
    fn name(&self) -> String {
        "Recording".to_owned()
    }

    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        self.steps.pop_front().unwrap_or_else(|| Err(CameraError::Finished { name: self.name() }))
    }

    fn is_live(&self) -> bool {
        false
    }
}

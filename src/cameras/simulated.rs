//! The simulated room as one more live camera.

use std::thread;
use std::time::{Duration, Instant};

use super::{CameraError, Frame, Source, clock};
use crate::room::Room;

/// Frames a second, as a modest webcam gives.
const FPS: u32 = 15;

/// A [`Room`] that is seen frame by frame from its first.
pub struct SimulatedRoom {
    room: Room,
    frame: u32,
    step: u32,
    is_paced: bool,
    began: Option<Instant>,
}

impl SimulatedRoom {
    /// Paced like a camera: 15 frames a second, later where rendering takes longer.
    pub fn new(room: Room) -> Self {
        Self { room, frame: 0, step: 1, is_paced: true, began: None }
    }

    /// As fast as frames are taken, and none is lost: for tests and benches.
    pub fn unpaced(room: Room) -> Self {
        Self::stepping(room, 1)
    }

    /// Unpaced, and of the room's frames only every `step`th.
    pub fn stepping(room: Room, step: u32) -> Self {
        Self { is_paced: false, step: step.max(1), ..Self::new(room) }
    }
}

impl Source for SimulatedRoom {
    fn name(&self) -> String {
        "Simulated room".to_owned()
    }

    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        let at = Duration::from_secs(1) / FPS * self.frame;
        let (picture, _) = self.room.render(u64::from(self.frame));
        self.frame += self.step;
        if self.is_paced {
            let began = *self.began.get_or_insert_with(clock::now);
            thread::sleep((began + at).saturating_duration_since(clock::now()));
        }
        Ok(Frame { picture, at })
    }

    fn is_live(&self) -> bool {
        self.is_paced
    }
}

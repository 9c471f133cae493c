//! Which cameras there are, and opening one.

use eframe::egui::Context;

use super::command::CameraChoice;
use super::eye::Eye;
use crate::cameras::{CameraError, Photos, SimulatedRoom, Webcam, WebcamInfo, list_webcams};
use crate::cards::{Answer, CardNumber, Deck};
use crate::room::{Room, RoomOptions};

/// Width and height of the simulated camera's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomPace {
    /// Frames as fast as they are read instead of 15 a second: for tests.
    pub unpaced: bool,
}

/// What a camera is opened for.
pub struct Wanted {
    /// The class's deck.
    pub deck: &'static Deck,
    /// The cards of its active students.
    pub cards: Vec<CardNumber>,
    /// What a make-believe class holds up.
    pub seats: Vec<(CardNumber, Answer)>,
    /// Seed of the make-believe room.
    pub seed: u64,
    /// Its pace.
    pub pace: RoomPace,
}

/// Starts the camera of this choice; `None` for no camera.
pub fn open(choice: &CameraChoice, wanted: Wanted, ctx: &Context) -> Option<Result<Eye, CameraError>> {
    let Wanted { deck, cards, seats, seed, pace } = wanted;
    Some(match choice {
        CameraChoice::Nothing => return None,
        CameraChoice::Room => Eye::start(
            move || {
                let room = Room::new(deck, seats, RoomOptions::lively(seed));
                Ok(if pace.unpaced { SimulatedRoom::unpaced(room) } else { SimulatedRoom::new(room) })
            },
            deck,
            cards,
            ctx,
        ),
        CameraChoice::Photos(files) => {
            let files = files.clone();
            Eye::start(move || Ok(Photos::new(files)), deck, cards, ctx)
        }
        CameraChoice::Webcam(info) => {
            let info = info.clone();
            Eye::start(move || Ok(Webcam::new(info)), deck, cards, ctx)
        }
    })
}

/// The webcams of this computer. May take a moment, so it is asked on a thread; none is an ordinary answer here.
pub fn webcams() -> Vec<WebcamInfo> {
    list_webcams().unwrap_or_default()
}

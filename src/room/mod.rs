//! The simulator: a class holding up cards before a camera, rendered with known truth. Tests, the demo and the window's simulated
//! camera use it.
//!
//! A [`Room`] is made once from a deck, its seats and [`RoomOptions`]; then each frame number gives one picture and the [`Truth`]
//! about it, always the same for the same number. Nothing here knows files, clocks or globals.
//!
//! Units: millimetres in the room (the camera at the origin looks along z, x right, y down), pixels in the picture (the centre of the
//! first one is 0, 0), and linear light from 0 to 1 until the sensor turns it into 8-bit gray.
//!
//! ```
//! use quarterturn::cards::{Answer, CardNumber, Deck};
//! use quarterturn::room::{Room, RoomOptions};
//!
//! let deck = Deck::named("quarter")?;
//! let seats = vec![(CardNumber(1), Answer::A), (CardNumber(2), Answer::C)];
//! let (picture, truth) = Room::new(deck, seats, RoomOptions { width: 640, height: 360, ..RoomOptions::default() }).render(0);
//! assert_eq!(picture.dimensions(), (640, 360));
//! assert_eq!(truth[1].answer, Answer::C);
//! # Ok::<(), quarterturn::cards::UnknownDeck>(())
//! ```

mod backdrop;
mod card;
mod geometry;
mod light;
mod motion;
mod options;
mod render;
mod rng;
mod seating;
mod sensor;

pub use options::RoomOptions;
pub use render::{Room, Truth};

//! Pixels in, reads out. No file, no clock, no thread-local and no global: the same picture gives the same reads on
//! every machine and on any number of threads.
//!
//! Conventions: pictures are 8-bit gray as the camera gives them (gamma applied), y runs down, and the centre of the
//! first pixel is (0, 0). The four corners of a code run clockwise from the top left of the *upright* face, so they
//! turn with the card.

mod accept;
mod bank;
mod banks;
mod blob;
mod corners;
mod finder;
mod fit;
mod follow;
mod glare;
mod grid;
mod homography;
mod hull;
pub mod kernels;
mod lattice;
mod line;
mod linear;
mod matcher;
mod outline;
mod point;
mod promise;
mod pyramid;
mod qr;
mod quad;
mod read;
mod reading;
mod scanner;
mod shade;
mod spread;
mod stacks;
mod stage;
mod sweep;
mod view;

pub use follow::Followed;
pub use point::Point;
pub use read::{Read, Scan, Sighting, answer_of};
pub use scanner::Scanner;
pub use stage::Stage;
pub use sweep::{Settled, Sweep};

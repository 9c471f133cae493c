//! Photographs from files, as gray pictures the right way up.
//!
//! [`load()`] and [`decode`] look at what a file holds, never at its name. A picture of more than [`MAX_PIXELS`] pixels is refused
//! before any of it is decoded, and so is one that would need more than 2 GB of memory; a picture cut short is refused, too, since
//! cards in its missing half would silently count as not held up. Whatever a decoder does with hostile bytes, its panics end here.
//!
//! ```no_run
//! # use quarterturn::cameras::photo;
//! for path in photo::list_folder("class 5b".as_ref())? {
//!     match photo::load(&path) {
//!         Ok(picture) => println!("{}: {} × {}", path.display(), picture.width(), picture.height()),
//!         Err(problem) => eprintln!("{}: {problem}", path.display()),
//!     }
//! }
//! # Ok::<(), photo::PhotoError>(())
//! ```

mod error;
mod folder;
mod jpeg;
mod kind;
mod load;
mod upright;

pub use error::PhotoError;
pub use folder::list_folder;
pub(super) use load::decode_frame;
pub use load::{MAX_PIXELS, decode, load};

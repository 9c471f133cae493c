//! What goes in and out besides the teacher's file: pictures with the cards drawn in.

mod annotate;

pub use annotate::annotate;

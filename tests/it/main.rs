//! One integration binary: every test that needs more than one part, or the program itself.

mod command_line;
mod house;
mod odd_pictures;
mod pictures;
mod room;
mod teachers_file;
mod window;

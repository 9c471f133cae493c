//! One integration binary: every test that needs more than one part, or the program itself.

mod backups;
mod cameras;
mod cards;
mod changed_pictures;
mod classroom;
mod command_line;
mod decks;
mod demo;
mod disk;
mod driver;
mod fuzzed_pictures;
mod house;
mod margins;
mod odd_pictures;
mod photographs;
mod pictures;
mod questions;
mod questions_window;
mod readers_page;
mod real_window;
mod room;
mod spoilt_file;
mod survival;
mod teachers_file;
mod upgrade;
mod window;

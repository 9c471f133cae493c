//! Quarterturn checks a whole class with paper cards and any camera, and shows which students to sit down with next.
//!
//! The parts, in the order in which they may use each other (a later part may use an earlier one, never the reverse):
//!
//! | part | responsible for |
//! |---|---|
//! | [`cards`] | what is printed: decks, codewords, quarter turns, faces, sheets |
//! | [`room`] | the simulator: a class holding up cards, with known truth |
//! | [`vision`] | pixels in, reads out |
//! | [`classroom`] | the domain: rosters, questions, askings, tallies |
//! | [`groups`] | whom to sit down with next, and why |
//! | [`store`] | the teacher's file (SQLite) |
//! | [`exchange`] | rosters and results in and out |
//! | [`cameras`] | webcams, photographs, the simulated room: everything that gives pictures |
//! | [`app`] | the window |
//! | [`cli`] | the command line |

pub mod app;
pub mod cameras;
pub mod cards;
pub mod classroom;
pub mod cli;
pub mod exchange;
pub mod groups;
pub mod room;
pub mod store;
pub mod vision;

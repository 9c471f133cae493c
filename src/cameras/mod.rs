//! Everything that gives pictures: photographs, webcams, the simulated room. The rim of the library: files, devices and clocks
//! are read here.

pub mod photo;

//! A disk that forgets: what a folder holds after a power cut at a given moment.
//!
//! [`Recorder`] notes what SQLite writes and syncs. [`after_power_cut`] plays the notes back up to a moment: what was
//! synced is there, and of what was not, each write got to the disk or did not or did by half, as chance has it.

mod recorder;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use recorder::{Event, Recorder};

/// Chance that is the same in every run.
pub struct Chance(u64);

impl Chance {
    /// Another seed is another chance.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// A file as it was synced last, and what was done to it since.
#[derive(Clone, Default)]
struct OnDisk {
    synced: Vec<u8>,
    unsynced: Vec<Event>,
}

/// The files of a folder before anything was noted.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = folder.canonicalize().expect("the folder is there");
    let paths = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    paths.filter(|p| p.is_file()).map(|p| (p.clone(), std::fs::read(&p).expect("a file"))).collect()
}

/// Writes into `folder` what the disk holds after the power went at the end of `events`.
pub fn after_power_cut(before: &[(PathBuf, Vec<u8>)], events: &[Event], chance: &mut Chance, folder: &Path) {
    let mut disk: BTreeMap<PathBuf, OnDisk> =
        before.iter().map(|(p, bytes)| (p.clone(), OnDisk { synced: bytes.clone(), ..OnDisk::default() })).collect();
    for event in events {
        match event {
            Event::Write(path, ..) | Event::Truncate(path, _) => disk.entry(path.clone()).or_default().unsynced.push(event.clone()),
            Event::Sync(path) => {
                let file = disk.entry(path.clone()).or_default();
                let waiting = std::mem::take(&mut file.unsynced);
                waiting.iter().for_each(|event| apply(&mut file.synced, event, usize::MAX));
            }
            Event::Delete(path) => drop(disk.remove(path)),
        }
    }
    // Half of the time nothing at all got there.
    let all_lost = chance.below(2) == 0;
    for (path, OnDisk { mut synced, unsynced }) in disk {
        for event in unsynced.iter().filter(|_| !all_lost) {
            match chance.below(3) {
                0 => {}
                1 => apply(&mut synced, event, usize::MAX),
                _ => apply(&mut synced, event, chance.below(4096)),
            }
        }
        std::fs::write(folder.join(path.file_name().expect("a name")), synced).expect("written");
    }
}

/// Does an event to a file's bytes, but writes at most so many.
fn apply(bytes: &mut Vec<u8>, event: &Event, most: usize) {
    match event {
        Event::Write(_, at, new) => {
            let new = &new[..new.len().min(most)];
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Event::Truncate(_, size) => bytes.resize(*size, 0),
        Event::Sync(_) | Event::Delete(_) => {}
    }
}

//! Opened photographs as a source: one after another, each once.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use super::{CameraError, Frame, Source, photo};

/// Photographs count as taken so far apart that none of them confirms another's reading.
const BETWEEN_PHOTOS: Duration = Duration::from_secs(60);

/// Photographs from files, in the order given. A file that cannot be read is an error of its own, and the next one follows.
pub struct Photos {
    files: VecDeque<PathBuf>,
    given: u32,
}

impl Photos {
    /// These files.
    pub fn new(files: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { files: files.into_iter().collect(), given: 0 }
    }

    /// Files still to come.
    pub fn left(&self) -> usize {
        self.files.len()
    }
}

impl Source for Photos {
    fn name(&self) -> String {
        "Photographs".to_owned()
    }

    fn next_frame(&mut self) -> Result<Frame, CameraError> {
        let Some(file) = self.files.pop_front() else { return Err(CameraError::Finished { name: self.name() }) };
        let picture = photo::load(&file).map_err(|source| CameraError::Photo { file, source })?;
        self.given += 1;
        Ok(Frame { picture, at: BETWEEN_PHOTOS * (self.given - 1) })
    }

    fn is_live(&self) -> bool {
        false
    }
}

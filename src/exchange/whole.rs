//! Files that are there as a whole or not at all.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::store::begin_file;

/// Writes a file into a new one beside it, which then takes its name: a full disk or a crash leaves the old file as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_whole_by(path, |file| file.write_all(bytes))
}

/// The same for what is too large to be in memory first: `write` writes it piece by piece.
pub(super) fn write_whole_by<E: From<std::io::Error>>(path: &Path, write: impl FnOnce(&mut File) -> Result<(), E>) -> Result<(), E> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = begin_file(folder)?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.pdf");
        for text in ["first", "second"] {
            write_whole(&path, text.as_bytes()).expect("written");
            assert_eq!(std::fs::read_to_string(&path).expect("the file"), text);
        }
        assert!(write_whole(&folder.path().join("no/such/a.pdf"), b"x").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}

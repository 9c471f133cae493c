//! Files in the making. They have a name of their own until they are whole, and only a crash leaves them.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

/// How the name of a file in the making begins.
pub const MAKING: &str = ".quarterturn-";
/// So many letters and digits follow.
const LETTERS: usize = 6;
/// What SQLite may put beside a database.
const BESIDE: [&str; 4] = ["", "-journal", "-wal", "-shm"];
/// Nobody writes on a file that was left alone for so long.
const LEFT_ALONE: Duration = Duration::from_hours(24);

/// A file in the making, in the folder in which it will be whole, for nobody but its owner. Those that a crash left there a
/// day ago or longer are cleared away.
pub fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    cleared(folder, named().tempfile_in(folder)?)
}

/// The same for a file that others may read, as any file of the user.
pub fn begin_open(folder: &Path) -> io::Result<NamedTempFile> {
    cleared(folder, named().make_in(folder, |path| File::create_new(path))?)
}

fn named() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(MAKING).rand_bytes(LETTERS);
    builder
}

fn cleared(folder: &Path, file: NamedTempFile) -> io::Result<NamedTempFile> {
    // That they stay is no reason not to go on.
    let _ = clear_away(folder, file.path());
    Ok(file)
}

/// Clears away what is older than `newest` by the clock of the disk itself.
fn clear_away(folder: &Path, newest: &Path) -> io::Result<()> {
    let now = std::fs::metadata(newest)?.modified()?;
    for entry in std::fs::read_dir(folder)?.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_in_the_making);
        // Of a link this is what the link itself is.
        let Ok(about) = entry.metadata() else { continue };
        let is_old = about.modified().is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > LEFT_ALONE));
        if is_ours && is_old && about.is_file() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn is_in_the_making(name: &str) -> bool {
    let Some((letters, rest)) = name.strip_prefix(MAKING).and_then(|rest| rest.split_at_checked(LETTERS)) else { return false };
    letters.bytes().all(|b| b.is_ascii_alphanumeric()) && BESIDE.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_ours_and_surely_left_is_cleared_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let leave = |name: &str, hours: u64| {
            let file = File::create_new(folder.path().join(name)).expect("a file");
            let now = file.metadata().and_then(|m| m.modified()).expect("a time");
            file.set_modified(now - Duration::from_hours(hours)).expect("a time");
        };
        let (ours, others) =
            ([".quarterturn-aB3xY9", ".quarterturn-aB3xY8-journal"], [".quarterturn-notes", "quarterturn-aB3xY9", "a.csv"]);
        ours.iter().chain(&others).for_each(|name| leave(name, 25));
        leave(".quarterturn-aB3xY7", 23);
        drop(begin(folder.path()).expect("a file"));
        let left = std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|e| e.file_name().into_string().expect("a name"));
        let left: std::collections::BTreeSet<String> = left.collect();
        assert_eq!(left, others.into_iter().chain([".quarterturn-aB3xY7"]).map(str::to_owned).collect());
    }
}

//! What the settings show of the backups. No egui here.

use std::path::PathBuf;

use jiff::civil::{Date, DateTime};

use crate::app::desk::{BackupList, KnownBackup};
use crate::store::BackupKind;

/// The backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupsModel {
    /// "The last one is from today, 14:05".
    pub last: String,
    /// Where they are.
    pub folder: String,
    /// Each of them, the newest first.
    pub rows: Vec<BackupRow>,
}

/// A backup that can be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRow {
    /// Where it is.
    pub path: PathBuf,
    /// "Today, 14:05".
    pub when: String,
    /// Why it is there, if not by the rule.
    pub why: &'static str,
}

impl BackupsModel {
    /// Of the list that the file's thread gave.
    pub fn of(list: &BackupList) -> Self {
        let last = list.all.iter().find(|b| b.kind == BackupKind::Rolling).and_then(|b| b.at);
        let row = |b: &KnownBackup| BackupRow {
            path: b.path.clone(),
            when: b.at.map_or_else(|| "Day not known".to_owned(), |at| when(at, list.today)),
            why: match b.kind {
                BackupKind::Rolling => "",
                BackupKind::BeforeUpgrade => "before an update of Quarterturn",
                BackupKind::SetAside => "as it was when a backup was restored",
            },
        };
        let mut known: Vec<&KnownBackup> = list.all.iter().collect();
        known.sort_by_key(|b| std::cmp::Reverse(b.at));
        Self {
            last: last
                .map_or_else(|| "There is none yet".to_owned(), |at| format!("The last one is from {}", lower(&when(at, list.today)))),
            folder: list.folder.display().to_string(),
            rows: known.into_iter().map(row).collect(),
        }
    }
}

/// A moment as a teacher says it: "Today, 14:05", "Monday 23 November, 14:05".
pub fn when(at: DateTime, today: Date) -> String {
    let time = at.strftime("%H:%M");
    let day = at.date();
    if day == today {
        format!("Today, {time}")
    } else if today.yesterday().is_ok_and(|y| y == day) {
        format!("Yesterday, {time}")
    } else if day.year() == today.year() {
        format!("{}, {time}", at.strftime("%A %-d %B"))
    } else {
        format!("{}, {time}", at.strftime("%-d %B %Y"))
    }
}

/// In the middle of a sentence.
pub fn lower(when: &str) -> String {
    if when.starts_with("Today") || when.starts_with("Yesterday") { when.to_lowercase() } else { when.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_moment_is_said_as_a_teacher_says_it() {
        let today = date(2026, 11, 25);
        let said = |y, m, d| when(date(y, m, d).at(8, 5, 0, 0), today);
        assert_eq!(said(2026, 11, 25), "Today, 08:05");
        assert_eq!(said(2026, 11, 24), "Yesterday, 08:05");
        assert_eq!(said(2026, 11, 23), "Monday 23 November, 08:05");
        assert_eq!(said(2025, 12, 1), "1 December 2025, 08:05");
    }

    #[test]
    fn the_last_backup_is_the_newest_that_was_made_by_itself() {
        let today = date(2026, 11, 25);
        let known =
            |kind, day: i8| KnownBackup { path: PathBuf::from(format!("{day}.db")), kind, at: Some(date(2026, 11, day).at(8, 5, 0, 0)) };
        let all = vec![known(BackupKind::Rolling, 24), known(BackupKind::Rolling, 20), known(BackupKind::SetAside, 25)];
        let model = BackupsModel::of(&BackupList { folder: PathBuf::from("backups"), today, all });
        assert_eq!(model.last, "The last one is from yesterday, 08:05");
        assert_eq!(
            model.rows.iter().map(|r| r.when.as_str()).collect::<Vec<_>>(),
            ["Today, 08:05", "Yesterday, 08:05", "Friday 20 November, 08:05"]
        );
        assert!(!model.rows[0].why.is_empty());
        let empty = BackupsModel::of(&BackupList { folder: PathBuf::from("backups"), today, all: vec![] });
        assert_eq!(empty.last, "There is none yet");
    }
}

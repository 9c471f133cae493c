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
    /// Where the file itself is.
    pub file: String,
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
        // Of those of one minute the second is said.
        let minute = |at: DateTime| at.strftime("%Y-%m-%d %H:%M").to_string();
        let of_minute = |at: DateTime| list.all.iter().filter_map(|b| b.at).filter(|other| minute(*other) == minute(at)).count();
        let to_the_second = |at: DateTime| if of_minute(at) > 1 { at.strftime(":%S%.f").to_string() } else { String::new() };
        let row = |b: &KnownBackup| BackupRow {
            path: b.path.clone(),
            when: b.at.map_or_else(|| "Day not known".to_owned(), |at| when(at, list.today) + &to_the_second(at)),
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
            file: list.file.display().to_string(),
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
        let list = |all| BackupList { file: PathBuf::from("school.db"), folder: PathBuf::from("backups"), today, all };
        let model = BackupsModel::of(&list(all));
        assert_eq!(model.last, "The last one is from yesterday, 08:05");
        assert_eq!(
            model.rows.iter().map(|r| r.when.as_str()).collect::<Vec<_>>(),
            ["Today, 08:05", "Yesterday, 08:05", "Friday 20 November, 08:05"]
        );
        assert!(!model.rows[0].why.is_empty());
        assert_eq!(BackupsModel::of(&list(Vec::new())).last, "There is none yet");
        let at_second = |second, milli: i32| KnownBackup {
            at: Some(date(2026, 11, 25).at(8, 5, second, milli * 1_000_000)),
            ..known(BackupKind::Rolling, 25)
        };
        let model = BackupsModel::of(&list(vec![at_second(7, 1), at_second(7, 0), known(BackupKind::Rolling, 20)]));
        let said: Vec<&str> = model.rows.iter().map(|r| r.when.as_str()).collect();
        assert_eq!(said, ["Today, 08:05:07.001", "Today, 08:05:07", "Friday 20 November, 08:05"]);
    }
}

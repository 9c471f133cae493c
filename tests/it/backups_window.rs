//! Backups in the window: made, restored, and offered where the file is damaged.

use quarterturn::store::{self, Backup, BackupKind, Health, Missing, Store};

use super::driver::{Desk, shows};

fn is_in_class(desk: &Desk, name: &str) -> bool {
    desk.students().iter().any(|s| s.name == name && s.active)
}

/// What was put aside for a backup.
fn aside(desk: &Desk) -> Option<Backup> {
    store::backups(&desk.file).expect("the folder").into_iter().find(|b| b.kind == BackupKind::SetAside)
}

#[test]
fn a_backup_is_made_and_restored_and_the_file_before_is_kept() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.press("Settings");
    window.press("Back up now");
    // The copy of the start may have waited until there was nothing else to copy.
    window.until("a backup", |h| shows(h, "Backed up") || shows(h, "Nothing to back up"));
    window.until_shown("The last one is from today");
    window.press("Classes");
    window.press("About Ben");
    window.press("Ben left the class");
    window.until_shown("27 students");
    window.press("Settings");
    window.press_first("Restore the backup of");
    window.until_shown("The file is as it was at the time of the backup");
    window.until_shown("28 students");
    assert!(is_in_class(&desk, "Ben"));
    assert!(aside(&desk).is_some());
    window.press("Go back");
    window.until_shown("27 students");
    assert!(!is_in_class(&desk, "Ben"));
}

#[test]
fn a_damaged_file_is_left_as_it_is_and_the_last_whole_backup_is_offered() {
    let desk = Desk::new();
    let mut window = desk.window();
    window.make_sample_class();
    window.press("Settings");
    window.press("Back up now");
    window.until("a backup with the class", |_| {
        store::newest_whole(&desk.file)
            .is_ok_and(|b| b.is_some_and(|b| Store::open(&b.path, Missing::Refuse).is_ok_and(|s| s.classes().is_ok_and(|c| c.len() == 1))))
    });
    drop(window);
    // A copy in the making still has the file open, and what lies beside it would mend what is spoilt here.
    let beside = std::path::PathBuf::from(format!("{}-wal", desk.file.display()));
    for _ in 0..6000 {
        if !beside.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(!beside.exists(), "the file is still open");
    // The first page of the file, where its tables are listed.
    let mut bytes = std::fs::read(&desk.file).expect("the file");
    bytes[100..1000].fill(0x5a);
    std::fs::write(&desk.file, &bytes).expect("damaged");

    let mut window = desk.window();
    window.until_shown("The teacher's file is damaged");
    assert!(window.shows("which is whole"));
    assert_eq!(std::fs::read(&desk.file).expect("the file"), bytes, "left as it is");
    window.press("Go on with the backup");
    window.until_shown("28 students");
    assert_eq!(store::check(&desk.file).expect("checked"), Health::Whole);
    assert_eq!(std::fs::read(aside(&desk).expect("kept").path).expect("the damaged file"), bytes);
}

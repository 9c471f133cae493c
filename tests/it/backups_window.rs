//! Backups in the window: made, restored, and offered where the file is damaged.

use std::path::Path;

use egui_kittest::kittest::{By, Queryable};
use quarterturn::store::{self, BackupKind, Health, Missing, Store};

use super::driver::{Driver, shows};

fn kinds(file: &Path) -> Vec<BackupKind> {
    store::backups(file).expect("the folder").into_iter().map(|b| b.kind).collect()
}

fn has_student(file: &Path, name: &str) -> bool {
    let store = Store::open(file, Missing::Refuse).expect("the file");
    let class = store.class_named("5b").expect("read").expect("the class").id;
    store.students(class).expect("students").iter().any(|s| s.name == name && s.active)
}

#[test]
fn a_backup_is_made_and_restored_and_the_file_before_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.until_shown("28 students");
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
    window.until_shown("Restore the backup of");
    window.0.query_all(By::new().label_contains("Restore the backup of")).next().expect("its button").scroll_to_me();
    window.0.run_steps(4);
    window.0.query_all(By::new().label_contains("Restore the backup of")).next().expect("its button").click();
    window.until_shown("The file is as it was at the time of the backup");
    window.until_shown("28 students");
    assert!(has_student(&file, "Ben"));
    assert!(kinds(&file).contains(&BackupKind::SetAside));
    window.press("Go back");
    window.until_shown("27 students");
    assert!(!has_student(&file, "Ben"));
}

#[test]
fn a_damaged_file_is_left_as_it_is_and_the_last_whole_backup_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("teacher.db");
    let mut window = Driver::open(&file);
    window.press("Try it with a sample class");
    window.until_shown("28 students");
    window.press("Settings");
    window.press("Back up now");
    window.until("a backup with the class", |_| {
        store::newest_whole(&file)
            .is_ok_and(|b| b.is_some_and(|b| Store::open(&b.path, Missing::Refuse).is_ok_and(|s| s.classes().is_ok_and(|c| c.len() == 1))))
    });
    drop(window);
    // The first page of the file, where its tables are listed.
    let mut bytes = std::fs::read(&file).expect("the file");
    bytes[100..1000].fill(0x5a);
    std::fs::write(&file, &bytes).expect("damaged");

    let mut window = Driver::open(&file);
    window.until_shown("The teacher's file is damaged");
    assert!(shows(&window.0, "which is whole"));
    assert_eq!(std::fs::read(&file).expect("the file"), bytes, "left as it is");
    window.press("Go on with the backup");
    window.until_shown("28 students");
    assert_eq!(store::check(&file).expect("checked"), Health::Whole);
    let aside = store::backups(&file).expect("the folder").into_iter().find(|b| b.kind == BackupKind::SetAside).expect("kept");
    assert_eq!(std::fs::read(aside.path).expect("the damaged file"), bytes);
}

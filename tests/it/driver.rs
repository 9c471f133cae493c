//! The window, driven by the names that a screen reader says; no display and no graphics card.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{DroppedFile, Event, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};
use quarterturn::app::{Window, WindowOptions};
use quarterturn::classroom::{AskingRecord, ClassId, Student};
use quarterturn::store::{Missing, Store};
use tempfile::TempDir;

/// Frames after which a test gives up: the threads have had minutes by then.
const MOST_FRAMES: usize = 20_000;

/// A teacher's desk: a folder of the test's own, with a teacher's file in it as soon as the window or the test makes one.
pub struct Desk {
    folder: TempDir,
    /// The teacher's file.
    pub file: PathBuf,
}

impl Desk {
    /// An empty one.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("teacher.db");
        Self { folder, file }
    }

    /// Another place in the folder.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let place = self.place(name);
        std::fs::write(&place, bytes).expect("the file can be written");
        place
    }

    /// Opens the window.
    pub fn window(&self) -> Driver<'static> {
        Driver::open(&self.file)
    }

    /// The teacher's file, new.
    pub fn new_store(&self) -> Store {
        Store::open(&self.file, Missing::Create).expect("a new file")
    }

    /// The teacher's file that is there.
    pub fn store(&self) -> Store {
        Store::open(&self.file, Missing::Refuse).expect("the file is there")
    }

    /// The last of the classes.
    pub fn class(&self) -> ClassId {
        self.store().classes().expect("classes").pop().expect("a class").id
    }

    /// Its students.
    pub fn students(&self) -> Vec<Student> {
        self.store().students(self.class()).expect("students")
    }

    /// What it was asked last.
    pub fn last_asking(&self) -> AskingRecord {
        self.store().askings(self.class()).expect("askings").pop().expect("an asking")
    }
}

/// The window in a harness.
pub struct Driver<'a>(pub Harness<'a, Window>);

impl Driver<'_> {
    fn open(file: &Path) -> Self {
        let file = file.to_path_buf();
        let options = WindowOptions { unpaced_room: true };
        let harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_max_steps(64)
            .build_eframe(|cc| Window::new(&cc.egui_ctx, file, options).expect("the window opens"));
        Self(harness)
    }

    /// Draws frames until a condition holds: the file and the reader work on threads of their own.
    #[track_caller]
    pub fn until(&mut self, what: &str, holds: impl Fn(&Harness<'_, Window>) -> bool) {
        for _ in 0..MOST_FRAMES {
            if holds(&self.0) {
                return;
            }
            std::thread::park_timeout(std::time::Duration::from_millis(4));
            self.0.step();
        }
        panic!("{what} did not come about");
    }

    /// Presses a button, once it is there and can be pressed.
    #[track_caller]
    pub fn press(&mut self, label: &str) {
        self.press_any(label, || By::new().role(Role::Button).label(label));
    }

    /// Presses the first button whose name contains these words.
    #[track_caller]
    pub fn press_first(&mut self, words: &str) {
        self.press_any(words, || By::new().role(Role::Button).label_contains(words));
    }

    #[track_caller]
    fn press_any<'b>(&mut self, words: &str, by: impl Fn() -> By<'b>) {
        let can_be_pressed = |h: &Harness<'_, Window>| h.query_all(by()).next().is_some_and(|node| !node.accesskit_node().is_disabled());
        loop {
            self.until(&format!("the button “{words}”"), can_be_pressed);
            // A teacher would scroll to what is further down.
            self.0.query_all(by()).next().expect("it is there").scroll_to_me();
            self.0.run_steps(4);
            // News may have taken it away meanwhile.
            if can_be_pressed(&self.0) {
                self.0.query_all(by()).next().expect("it is there").click();
                return self.0.run_steps(3);
            }
        }
    }

    /// Scrolls to a button, once it is there.
    #[track_caller]
    pub fn scroll_to(&mut self, label: &str) {
        self.until(&format!("the button “{label}”"), |h| h.query_by_role_and_label(Role::Button, label).is_some());
        self.0.get_by_role_and_label(Role::Button, label).scroll_to_me();
        self.0.run_steps(8);
    }

    /// Whether a button is there that cannot be pressed now.
    pub fn is_disabled(&self, label: &str) -> bool {
        self.0.get_by_role_and_label(Role::Button, label).accesskit_node().is_disabled()
    }

    /// Puts a text into a field at the place of its cursor.
    #[track_caller]
    pub fn fill(&mut self, field: &str, text: &str) {
        self.until(&format!("the field “{field}”"), |h| {
            h.query_by_role_and_label(Role::TextInput, field).is_some()
                || h.query_by_role_and_label(Role::MultilineTextInput, field).is_some()
        });
        let harness = &mut self.0;
        let node = harness
            .query_by_role_and_label(Role::TextInput, field)
            .unwrap_or_else(|| harness.get_by_role_and_label(Role::MultilineTextInput, field));
        node.focus();
        harness.run_steps(2);
        harness.event(Event::Paste(text.to_owned()));
        harness.run_steps(2);
    }

    /// Waits for something whose name contains these words.
    #[track_caller]
    pub fn until_shown(&mut self, words: &str) {
        self.until(&format!("“{words}”"), |h| shows(h, words));
    }

    /// Whether something on the screen has a name that contains these words.
    pub fn shows(&self, words: &str) -> bool {
        shows(&self.0, words)
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.0.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) {
        self.0.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }

    /// Goes on to the next field.
    pub fn leave_field(&mut self) {
        self.0.key_press_modifiers(Modifiers::NONE, Key::Tab);
        self.0.run_steps(3);
    }

    /// Drops a file on the window, as the system does it.
    pub fn drop_file(&mut self, file: &Path) {
        self.0.input_mut().dropped_files.push(Arc::new(Dropped(file.to_path_buf())));
        self.0.run_steps(2);
    }
}

/// What a teacher does in several steps.
impl Driver<'_> {
    /// Makes the sample class, 5b.
    #[track_caller]
    pub fn make_sample_class(&mut self) {
        self.press("Try it with a sample class");
        self.until_shown("28 students, cards 1 to 28");
    }

    /// Makes a class of these students, in a file that has classes already.
    #[track_caller]
    pub fn make_class(&mut self, name: &str, students: &[&str]) {
        self.press("Other classes");
        self.press("New class");
        self.fill("Name of the class", name);
        self.fill("Paste the names here, one a line", &students.join("\n"));
        self.press(&format!("Make the class with {} students", students.len()));
    }

    /// Adds the starter sets and waits for the first of them, fractions.
    #[track_caller]
    pub fn add_starter_sets(&mut self) {
        self.press("Questions");
        self.press("Add the starter sets");
        self.until_shown("Which fraction is as much as 2/3?");
    }

    /// Makes a set for questions.
    #[track_caller]
    pub fn make_set(&mut self, name: &str, folder: &str) {
        self.press("Questions");
        self.press("New set");
        self.fill("Name of the set", name);
        self.fill("Folder", folder);
        self.press("Make the set");
        self.until_shown("There are no questions in this set yet");
    }

    /// Starts a lesson, or goes on with one, in which answers come by hand.
    #[track_caller]
    pub fn teach_without_camera(&mut self) {
        self.press("Start lesson");
        self.press("Choose the camera");
        self.press("No camera");
    }

    /// Reads, and takes one answer by hand.
    #[track_caller]
    pub fn read_one_answer(&mut self, says: &str) {
        self.press("Start reading");
        self.press("By hand");
        self.press(says);
        self.until_shown("1 of 28 answered");
    }

    /// Goes through the steps of a closed question to the next one.
    #[track_caller]
    pub fn close_and_go_on(&mut self) {
        for step in ["Close question", "Show the chart", "Show the right answer", "Next question"] {
            self.press(step);
        }
    }
}

/// A file as the system drops it on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

/// Whether something on the screen has a name that contains these words; for [`Driver::until`].
pub fn shows(harness: &Harness<'_, Window>, words: &str) -> bool {
    harness.query_all(By::new().label_contains(words)).next().is_some()
}

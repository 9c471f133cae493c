//! The window, driven by the names that a screen reader says; no display and no graphics card.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, Queryable};
use quarterturn::app::{Window, WindowOptions};

/// Frames after which a test gives up: the threads have had minutes by then.
const MOST_FRAMES: usize = 20_000;

/// The window in a harness.
pub struct Driver<'a>(pub Harness<'a, Window>);

impl Driver<'_> {
    /// Opens it on this teacher's file.
    pub fn open(file: &Path) -> Self {
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

    /// Presses a button, once it is there.
    #[track_caller]
    pub fn press(&mut self, label: &str) {
        self.until(&format!("the button “{label}”"), |h| h.query_by_role_and_label(Role::Button, label).is_some());
        // A teacher would scroll to what is further down.
        self.0.get_by_role_and_label(Role::Button, label).scroll_to_me();
        self.0.run_steps(4);
        self.0.get_by_role_and_label(Role::Button, label).click();
        self.0.run_steps(3);
    }

    /// Scrolls to a button, once it is there.
    #[track_caller]
    pub fn scroll_to(&mut self, label: &str) {
        self.until(&format!("the button “{label}”"), |h| h.query_by_role_and_label(Role::Button, label).is_some());
        self.0.get_by_role_and_label(Role::Button, label).scroll_to_me();
        self.0.run_steps(8);
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
}

/// Whether something on the screen has a name that contains these words.
pub fn shows(harness: &Harness<'_, Window>, words: &str) -> bool {
    harness.query_all(By::new().label_contains(words)).next().is_some()
}

//! What a teacher can change about a class as a whole.

use super::command::Command;
use super::desk::Order;
use super::state::{AboutForm, Forms};
use super::widgets::ToastKind;
use super::window::Window;
use crate::classroom::{Class, ClassId};

impl Window {
    /// Opens the page about the class that is shown.
    pub(super) fn open_about_class(&mut self) {
        self.state.forms = Forms { about: Some(AboutForm::default()), ..Forms::default() };
        // The sets that can wait for it.
        self.offer_all_sets();
    }

    /// Keeps what the class that is shown is about.
    pub(super) fn change_class(&mut self, class: Class) {
        if let Some(before) = self.state.current().cloned().filter(|before| before.id == class.id && *before != class) {
            // Shown at once: the next field is changed in what was changed here.
            for known in self.state.classes.iter_mut().flatten().filter(|c| c.id == class.id) {
                known.clone_from(&class);
            }
            self.change(Order::ChangeClass(class), Order::ChangeClass(before));
        }
    }

    /// Puts the class that is shown away, with all its answers.
    pub(super) fn put_class_away(&mut self) {
        let Some(class) = self.state.current().cloned() else { return };
        self.change(Order::ChangeClass(Class { archived: true, ..class.clone() }), Order::ChangeClass(class.clone()));
        let next = "It is kept with all its answers. The menu of classes takes it out again.".to_owned();
        self.toast(ToastKind::Good, format!("{} is put away", class.name), next, Some(("Undo".to_owned(), Command::Undo)));
    }

    /// Takes a class out again, and opens it.
    pub(super) fn take_class_out(&mut self, id: ClassId) {
        let Some(class) = self.state.away.iter().find(|c| c.id == id).cloned() else { return };
        self.change(Order::ChangeClass(Class { archived: false, ..class.clone() }), Order::ChangeClass(class));
        self.open_class(id);
    }
}

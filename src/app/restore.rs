//! Going back to a backup, and what the window says of backups and of a damaged file.

use super::command::{Command, Screen};
use super::desk::{News, Order};
use super::news::sentence;
use super::state::State;
use super::widgets::{Toast, ToastKind};
use super::window::Window;
use crate::store::Made;

impl Window {
    /// Tries once more to open a file that could not be used, for instance once another window on it is closed.
    pub(super) fn open_again(&mut self) {
        self.state.unusable = None;
        for order in [Order::OpenAgain, Order::Classes, Order::Backups] {
            self.desk.order(order);
        }
    }

    /// News about the file as a whole.
    pub(super) fn hear_of_file(&mut self, news: News) {
        match news {
            News::Backups(list) => self.state.backups = Some(list),
            News::BackedUp(made) => {
                let (what, next) = match made {
                    Made::New(path) => ("Backed up", path.display().to_string()),
                    Made::Unchanged(_) => ("Nothing to back up", "Nothing has changed since the last backup.".to_owned()),
                };
                self.toast(ToastKind::Good, what.to_owned(), next, None);
            }
            News::NotBackedUp(why) => {
                let action = Some(("Backups".to_owned(), Command::Go(Screen::Settings)));
                self.toast(ToastKind::Warn, "No backup was made".to_owned(), sentence(&why), action);
            }
            News::Restored(aside) => {
                self.eye = None;
                self.texture = None;
                let old = std::mem::take(&mut self.state);
                let action = aside.map(|path| ("Go back".to_owned(), Command::Restore(path)));
                let next = if action.is_some() { "The file as it was before is kept among the backups." } else { "" };
                let toast = Toast {
                    kind: ToastKind::Warn,
                    what: "The file is as it was at the time of the backup".to_owned(),
                    next: next.to_owned(),
                    action,
                    since: self.ctx.input(|i| i.time),
                };
                self.state = State { look: old.look, size: old.size, webcams: old.webcams, toasts: vec![toast], ..State::default() };
                self.desk.order(Order::Classes);
                self.desk.order(Order::Backups);
            }
            News::NotRestored(why) => {
                self.toast(ToastKind::Bad, "The backup was not restored".to_owned(), format!("{}.", sentence(&why)), None);
                self.desk.order(Order::Backups);
            }
            News::Unusable(why) => self.state.unusable = Some(why),
            _ => {}
        }
    }
}

//! Questions to the teacher: only before what nothing can bring back. The safe choice is filled, has the keyboard, and is on Esc.

use eframe::egui::{Align, Context, Frame, Id, Layout, Modal};

use super::names::whole_name;
use crate::app::command::{Command, Commands};
use crate::app::state::{Dialog, State};
use crate::app::students::StudentChange;
use crate::app::theme::{self, Tokens, Weight};
use crate::app::widgets::{Button, paragraph};

/// What a dialog asks.
#[derive(Debug, PartialEq)]
struct DialogModel {
    title: String,
    text: String,
    /// What happens, and its words.
    sure: (String, Command),
    /// Whether it takes something away.
    is_danger: bool,
    /// The words of the safe choice.
    safe: String,
}

impl DialogModel {
    /// Of the dialog that is open; nothing where what it asks about is gone.
    fn of(state: &State) -> Option<Self> {
        match state.dialog.as_ref()? {
            Dialog::Erase(id) => {
                let student = state.student(*id)?;
                let name = whole_name(student, &state.students);
                let answers = state.askings.iter().filter(|a| a.answers.iter().any(|given| given.student == *id)).count();
                let answers = match answers {
                    0 => "Everything known of this student goes".to_owned(),
                    1 => "1 answer in this class and everything else known of this student go".to_owned(),
                    n => format!("{n} answers in this class and everything else known of this student go"),
                };
                Some(Self {
                    title: format!("Erase {name} for good?"),
                    text: format!(
                        "{answers}, from the backups too. Nothing can bring it back. Who only leaves the class keeps all answers."
                    ),
                    sure: (format!("Erase {name}"), Command::Student(StudentChange::Erase(*id))),
                    is_danger: true,
                    safe: format!("Keep {name}"),
                })
            }
        }
    }
}

/// Draws the dialog over the screen while it is open.
pub fn dialog_ui(ctx: &Context, state: &mut State, send: &mut Commands) {
    if state.dialog.is_none() {
        return;
    }
    let Some(model) = DialogModel::of(state) else {
        state.dialog = None;
        return;
    };
    let t = Tokens::of_context(ctx);
    let frame = Frame::new().fill(t.c.surface).stroke(t.edge()).corner_radius(16.0).inner_margin(theme::S24);
    let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ctx, |ui| {
        ui.set_width((theme::FORM_WIDTH * t.scale.min(1.4)).min(ctx.content_rect().width() - 2.0 * theme::S48));
        ui.spacing_mut().item_spacing.y = theme::S12;
        paragraph(ui, &model.title, Weight::SemiBold, theme::HEADING, t.c.ink);
        paragraph(ui, &model.text, Weight::Regular, theme::BODY, t.c.soft);
        ui.add_space(theme::S8);
        ui.with_layout(Layout::right_to_left(Align::Center).with_main_wrap(true), |ui| {
            let safe = Button::primary(&model.safe).key("Esc").show(ui);
            if ui.memory(|m| m.focused().is_none()) {
                safe.request_focus();
            }
            if safe.clicked() {
                send.send(Command::CloseDialog);
            }
            let (words, command) = &model.sure;
            let sure = if model.is_danger { Button::danger(words) } else { Button::plain(words) };
            if sure.show(ui).clicked() {
                send.send(command.clone());
            }
        });
    });
    if modal.should_close() {
        send.send(Command::CloseDialog);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardNumber;
    use crate::classroom::{Student, StudentId};

    #[test]
    fn a_dialog_names_whom_it_is_about() {
        let mut state = State { dialog: Some(Dialog::Erase(StudentId(1))), ..State::default() };
        assert_eq!(DialogModel::of(&state), None, "nobody is there");
        state.students = vec![Student::new(StudentId(1), "Ada Novak", CardNumber(1))];
        let model = DialogModel::of(&state).expect("a dialog");
        assert_eq!((model.title.as_str(), model.safe.as_str()), ("Erase Ada Novak for good?", "Keep Ada Novak"));
        assert!(model.is_danger);
        state.students.push(Student::new(StudentId(2), "Ada Novak", CardNumber(7)));
        let model = DialogModel::of(&state).expect("a dialog");
        assert_eq!((model.title.as_str(), model.sure.0.as_str()), ("Erase Ada Novak 1 for good?", "Erase Ada Novak 1"));
    }
}

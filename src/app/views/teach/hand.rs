//! Answers by hand: everybody with the four letters. While answers are hidden, a tick says only that there is one.

use eframe::egui::{Ui, vec2};

use super::model::TeachModel;
use crate::app::command::{Command, Commands};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, choice, ends, icon, line, truncated};

/// Draws the list.
pub fn hand_ui(ui: &mut Ui, model: &TeachModel, answers_shown: bool, send: &mut Commands) {
    let t = Tokens::of(ui);
    line(ui, "Enter answers by hand", Weight::SemiBold, theme::BODY, t.c.ink);
    ui.spacing_mut().item_spacing = vec2(theme::S8, 0.0);
    for (student, name, given) in &model.everybody {
        let left = |ui: &mut Ui| {
            if given.is_some() {
                icon(ui, icons::CHECK_CIRCLE_FILL, true, 17.0, t.c.good.strong);
            } else {
                ui.add_space(t.px(17.0) + theme::S8);
            }
            truncated(ui, name, Weight::Medium, theme::BODY, t.c.ink);
        };
        ends(ui, t.tall(theme::TARGET), left, |ui| {
            for (answer, _) in model.shown() {
                let label = answer.letter().to_string();
                if choice(ui, answers_shown && *given == Some(answer), &label, &format!("{name} answers {answer}")).clicked() {
                    send.send(Command::ByHand(*student, answer));
                }
            }
            if given.is_none() {
                // As wide as the button, so that the letters stand below each other.
                ui.add_space(t.tall(theme::TARGET));
            } else if Button::quiet("").icon(icons::X).name(&format!("No answer of {name}")).show(ui).clicked() {
                send.send(Command::Strike(*student));
            }
        });
    }
}

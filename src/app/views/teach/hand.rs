//! Answers by hand: everybody with the four letters. While answers are hidden, a tick says only that there is one.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::model::TeachModel;
use crate::app::command::{Command, Commands};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, choice, icon, line, truncated};

/// Draws the list.
pub fn hand_ui(ui: &mut Ui, model: &TeachModel, answers_shown: bool, send: &mut Commands) {
    let t = Tokens::of(ui);
    line(ui, "Enter answers by hand", Weight::SemiBold, theme::BODY, t.c.ink);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (student, name, given) in &model.everybody {
        ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::S8;
            if given.is_none() {
                ui.add_space(t.tall(theme::TARGET) + theme::S8);
            } else if Button::quiet("").icon(icons::X).name(&format!("No answer of {name}")).show(ui).clicked() {
                send.send(Command::Strike(*student));
            }
            let shown: Vec<_> = model.shown().map(|(a, _)| a).collect();
            for answer in shown.into_iter().rev() {
                let label = answer.letter().to_string();
                if choice(ui, answers_shown && *given == Some(answer), &label, &format!("{name} answers {answer}")).clicked() {
                    send.send(Command::ByHand(*student, answer));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if given.is_some() {
                    icon(ui, icons::CHECK_CIRCLE_FILL, true, 17.0, t.c.good.strong);
                } else {
                    ui.add_space(t.px(17.0) + theme::S8);
                }
                truncated(ui, name, Weight::Medium, theme::BODY, t.c.ink);
            });
        });
    }
}

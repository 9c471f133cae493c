//! A closed question: the bars at the left, what to do next at the right.

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::bars::bars_ui;
use super::model::TeachModel;
use crate::app::command::{Command, Commands};
use crate::app::lesson::{Lesson, Step};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, badge, line, marked, paragraph, rule, truncated};

/// Draws the card with the bars.
pub fn chart_ui(ui: &mut Ui, model: &TeachModel, step: Step, lesson: &Lesson, send: &mut Commands) {
    let t = Tokens::of(ui);
    let height = ui.available_height();
    t.card(theme::S32).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S32);
        ui.spacing_mut().item_spacing.y = theme::S8;
        let counted = format!("{} of {} answered", model.answered, model.expected);
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                line(ui, &counted, Weight::Regular, theme::CAPTION, t.c.soft);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    marked(ui, &model.question, Weight::SemiBold, theme::HEADING, t.c.ink);
                });
            });
        });
        let footer = t.tall(theme::TARGET) + theme::S24 + theme::S12;
        let room = (ui.available_height() - footer).max(160.0);
        let room = room.min(ui.available_height().max(160.0));
        ui.allocate_ui_with_layout(vec2(ui.available_width(), room), Layout::top_down(Align::Min), |ui| {
            ui.set_min_height(room);
            bars_ui(ui, model, step, room);
        });
        rule(ui);
        ui.add_space(theme::S8);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = if lesson.who { "Hide names" } else { "Who?" };
            let glyph = if lesson.who { icons::EYE_SLASH } else { icons::EYE };
            let nameless = lesson.nameless.then_some("This question was asked without names");
            if Button::plain(label).icon(glyph).key("N").width(140.0).unless(nameless).show(ui).clicked() {
                send.send(Command::ToggleWho);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let words = model.silent().unwrap_or_else(|| "Everybody answered".to_owned());
                truncated(ui, &words, Weight::Regular, theme::BODY, t.c.soft);
            });
        });
    });
}

/// Draws what stands beside it.
pub fn side_ui(ui: &mut Ui, lesson: &Lesson, model: &TeachModel, step: Step, send: &mut Commands) {
    let t = Tokens::of(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S12;
        let width = ui.available_width();
        if Button::plain("Ask again").icon(icons::ARROWS_CLOCKWISE).key("A").width(width).show(ui).clicked() {
            send.send(Command::AskAgain);
        }
        if let (Step::Right, Some(gain)) = (step, &model.gain) {
            paragraph(ui, gain, Weight::SemiBold, theme::BODY, t.c.ink);
        }
        if lesson.who {
            who_ui(ui, model);
        } else {
            paragraph(
                ui,
                "Let the students talk about it in pairs, then ask again, if many chose something else.",
                Weight::Regular,
                theme::CAPTION,
                t.c.soft,
            );
        }
    });
}

fn who_ui(ui: &mut Ui, model: &TeachModel) {
    let t = Tokens::of(ui);
    ui.add_space(theme::S4);
    line(ui, "Who chose what", Weight::SemiBold, theme::BODY, t.c.ink);
    for (answer, _) in model.shown() {
        let names = &model.who[answer.index()];
        ui.horizontal_top(|ui| {
            ui.add_space(theme::S4);
            badge(ui, answer, 14.0);
            ui.add_space(theme::S4);
            ui.vertical(|ui| {
                ui.add_space(3.0);
                let words = if names.is_empty() { "Nobody".to_owned() } else { names.join(", ") };
                let colour = if names.is_empty() { t.c.soft } else { t.c.ink };
                paragraph(ui, &words, Weight::Regular, theme::BODY, colour);
            });
        });
    }
    let silent = model.missing.len();
    if silent > 0 {
        let names: Vec<&str> = model.missing.iter().map(|m| m.name.as_str()).collect();
        paragraph(ui, &format!("No answer: {}", names.join(", ")), Weight::Regular, theme::CAPTION, t.c.soft);
    }
}

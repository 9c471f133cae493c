//! Beside the picture while cards are read: the question, the counter, who is missing.

use eframe::egui::{Align, Frame, Layout, Margin, Popup, ScrollArea, Ui, vec2};

use super::super::picture::picture_ui;
use super::hand;
use super::model::{MOST_ROWS, TeachModel};
use crate::app::command::{Command, Commands};
use crate::app::lesson::Lesson;
use crate::app::questions::Library;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, badge, chip, icon, line, marked, paragraph, ring, rule, truncated};
use crate::classroom::markup::plain;

/// So many chips at most; then "and 5 more".
const MOST_CHIPS: usize = 14;

/// Longest side of the question's picture, and of an option's.
const PICTURE: f32 = 200.0;
const OPTION_PICTURE: f32 = 84.0;

/// Draws it.
pub fn asking_ui(ui: &mut Ui, library: &Library, lesson: &Lesson, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S8;
        // A question that stands on the board is called by its number anyway.
        if model.question != model.caption {
            line(ui, &model.caption, Weight::Medium, theme::CAPTION, t.c.soft);
        }
        marked(ui, &model.question, Weight::SemiBold, theme::QUESTION, t.c.ink);
        if let Some(picture) = lesson.record.as_ref().and_then(|r| r.question.picture.as_ref()) {
            picture_ui(ui, library, picture, PICTURE);
        }
        options_ui(ui, library, lesson, model);
        ui.add_space(theme::S4);
        rule(ui);
        ui.add_space(theme::S8);
        counter_ui(ui, model);
        ui.add_space(theme::S8);
        if lesson.hand {
            hand::hand_ui(ui, model, lesson.answers_shown, send);
        } else {
            missing_ui(ui, model, send);
        }
    });
}

fn options_ui(ui: &mut Ui, library: &Library, lesson: &Lesson, model: &TeachModel) {
    if model.options.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    ui.add_space(theme::S4);
    let all: Vec<_> = model.shown().collect();
    let two = all.iter().all(|(_, text)| plain(text).chars().count() <= 24) && t.scale < 1.5;
    let width = if two { ui.available_width() / 2.0 } else { ui.available_width() };
    for row in all.chunks(if two { 2 } else { 1 }) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (answer, text) in row {
                ui.allocate_ui_with_layout(vec2(width, t.tall(theme::TARGET)), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(width);
                    badge(ui, *answer, 14.0);
                    ui.add_space(theme::S12);
                    let choice = lesson.record.as_ref().and_then(|r| r.question.options.get(answer.index()));
                    match choice.and_then(|c| c.picture.as_ref()) {
                        // Beside a picture there is no room for many words; its tooltip has them.
                        Some(picture) if text.is_empty() => picture_ui(ui, library, picture, OPTION_PICTURE),
                        _ => {
                            marked(ui, text, Weight::Medium, theme::PRIMARY, t.c.ink);
                        }
                    }
                });
            }
        });
    }
}

fn counter_ui(ui: &mut Ui, model: &TeachModel) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ring(ui, model.answered, model.expected, 126.0);
        ui.add_space(theme::S4);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = theme::S4;
            ui.add_space(t.tall(28.0));
            let all = model.expected > 0 && model.answered == model.expected;
            let words = if all { model.counted() } else { format!("of {} answered", model.expected) };
            paragraph(ui, &words, Weight::SemiBold, theme::HEADING + 1.0, t.c.ink);
            for note in &model.notes {
                paragraph(ui, note, Weight::Regular, theme::BODY, t.c.soft);
            }
        });
    });
}

fn missing_ui(ui: &mut Ui, model: &TeachModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    if !model.missing.is_empty() {
        line(ui, "Still missing", Weight::SemiBold, theme::BODY, t.c.ink);
    }
    if model.missing.len() <= MOST_ROWS {
        for missing in &model.missing {
            let frame =
                Frame::new().fill(t.c.surface).stroke(t.line()).corner_radius(theme::ROUND_CONTROL).inner_margin(Margin::symmetric(14, 2));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = theme::S8;
                    if Button::quiet("Mark absent").name(&format!("Mark {} absent", missing.name)).show(ui).clicked() {
                        send.send(Command::SetAbsent(missing.student, true));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let (glyph, colour) = if missing.warn { (icons::WARNING, t.c.warn.strong) } else { (icons::HAND_PALM, t.c.soft) };
                        icon(ui, glyph, false, 19.0, colour);
                        ui.scope(|ui| {
                            ui.set_max_width(ui.available_width() * 0.5);
                            truncated(ui, &missing.name, Weight::SemiBold, theme::BODY, t.c.ink);
                        });
                        truncated(ui, missing.why, Weight::Regular, theme::CAPTION, t.c.soft);
                    });
                });
            });
        }
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
            for missing in model.missing.iter().take(MOST_CHIPS) {
                let name = chip(ui, false, false, &missing.name, &missing.name);
                Popup::menu(&name).show(|ui| {
                    let words = format!("Mark {} absent", missing.name);
                    if Button::quiet(&words).icon(icons::USER_MINUS).left().show(ui).clicked() {
                        send.send(Command::SetAbsent(missing.student, true));
                    }
                });
            }
            let more = model.missing.len().saturating_sub(MOST_CHIPS);
            if more > 0 {
                line(ui, &format!("and {more} more"), Weight::Regular, theme::CAPTION, t.c.soft);
            }
        });
    }
    if !model.absent.is_empty() {
        ui.add_space(theme::S4);
        line(ui, "Absent today", Weight::Medium, theme::CAPTION, t.c.soft);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
            for (student, name) in &model.absent {
                if Button::quiet(name).icon(icons::X).name(&format!("{name} is here after all")).show(ui).clicked() {
                    send.send(Command::SetAbsent(*student, false));
                }
            }
        });
    }
}

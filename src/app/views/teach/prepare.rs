//! Writing a question.

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use super::model::TeachModel;
use crate::app::state::Lesson;
use crate::app::theme::{self, Tokens, Weight};
use crate::app::widgets::{badge, chip, field, line, paragraph};
use crate::cards::Answer;

/// Draws the form.
pub fn prepare_ui(ui: &mut Ui, lesson: &mut Lesson, model: &TeachModel) {
    let t = Tokens::of(ui);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S8;
        // Room for the focus ring beside the fields.
        ui.set_max_width(ui.available_width() - 4.0);
        line(ui, &model.caption, Weight::Medium, theme::CAPTION, t.c.soft);
        paragraph(ui, "What do you ask?", Weight::SemiBold, theme::QUESTION, t.c.ink);
        field(ui, "Question", &mut lesson.draft.text, "Or leave it empty: it stands on the board", 2);
        ui.add_space(theme::S12);
        line(ui, "Options", Weight::SemiBold, theme::BODY, t.c.ink);
        for answer in Answer::ALL {
            let i = answer.index();
            ui.horizontal(|ui| {
                ui.add_space(theme::S4);
                badge(ui, answer, 15.0);
                ui.add_space(theme::S4);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let right = lesson.draft.right[i];
                    if chip(ui, right, true, "Right", &format!("{answer} is right")).clicked() {
                        lesson.draft.right[i] = !right;
                    }
                    field(ui, &format!("Option {answer}"), &mut lesson.draft.options[i], "", 1);
                });
            });
        }
        ui.add_space(theme::S4);
        let hint = "Two to four options, or none where they stand on the board. Mark what is right; nobody sees it before you show it.";
        paragraph(ui, hint, Weight::Regular, theme::CAPTION, t.c.soft);
        let hint = format!("{} students are expected to answer.", model.expected);
        line(ui, &hint, Weight::Regular, theme::CAPTION, t.c.soft);
    });
}

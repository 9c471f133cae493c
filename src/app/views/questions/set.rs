//! The set that is shown: its name, and its questions in order.

use eframe::egui::{Id, Popup, Rect, ScrollArea, Sense, Ui, vec2};

use super::model::{QuestionModel, counted};
use super::question::question_ui;
use crate::app::command::{Command, Commands};
use crate::app::questions::{OpenSet, QuestionsCommand};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, paragraph, rule, tag, truncated};
use crate::classroom::Question;
use crate::exchange::questions::SetFormat;

/// A set with more questions than this is drawn only where it can be seen.
const MANY: usize = 40;

/// Draws it.
pub fn set_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let Some(open) = state.library.open.clone() else {
        let words = "Choose a set at the left to see its questions.";
        paragraph(ui, words, Weight::Regular, theme::BODY, t.c.soft);
        return;
    };
    header_ui(ui, &open, send);
    ui.add_space(theme::S12);
    ScrollArea::vertical().id_salt(open.id.0).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S16;
        for (i, question) in open.set.questions.iter().enumerate() {
            let place = sparing(ui, &open.set.questions, i, |ui| {
                let model = QuestionModel::of(&state.library, i + 1, question);
                question_ui(ui, &model, &state.library, send);
            });
            if state.library.at == Some(i) && std::mem::take(&mut state.library.reveal) {
                ui.scroll_to_rect(place, None);
            }
        }
        if open.set.questions.is_empty() {
            paragraph(ui, "There are no questions in this set yet.", Weight::Regular, theme::BODY, t.c.soft);
        }
        // Room for the news, which stand over the end of the list.
        ui.add_space(theme::S8);
    });
}

fn header_ui(ui: &mut Ui, open: &OpenSet, send: &mut Commands) {
    let t = Tokens::of(ui);
    let left = |ui: &mut Ui| {
        ui.scope(|ui| {
            let count = if t.scale > 1.4 { 0.0 } else { 110.0 };
            ui.set_max_width((ui.available_width() - count).max(80.0));
            truncated(ui, &open.set.name, Weight::SemiBold, theme::HEADING, t.c.ink);
        });
        if open.set.archived {
            tag(ui, "Put away");
        }
        if ui.available_width() > 90.0 * t.scale {
            truncated(ui, &counted(open.set.questions.len()), Weight::Regular, theme::CAPTION, t.c.soft);
        }
    };
    ends(ui, t.tall(theme::TARGET), left, |ui| {
        let label = if t.scale > 1.4 { "" } else { "New question" };
        if Button::plain(label).icon(icons::PLUS).name("New question").show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::NewQuestion));
        }
        let menu = Button::plain("More").trailing(icons::CARET_DOWN).name("More about this set").show(ui);
        Popup::menu(&menu).show(|ui| menu_ui(ui, open, send));
    });
}

fn menu_ui(ui: &mut Ui, open: &OpenSet, send: &mut Commands) {
    let width = 260.0 * Tokens::of(ui).scale.min(1.6);
    ui.set_width(width);
    ui.spacing_mut().item_spacing.y = theme::S4;
    let archive = if open.set.archived { "Take out again" } else { "Put away" };
    for (label, icon, command) in [
        ("Name and folder", icons::FOLDER, QuestionsCommand::PlaceSet),
        ("Duplicate set", icons::COPY, QuestionsCommand::CopySet),
        (archive, icons::ARCHIVE, QuestionsCommand::SetArchived(!open.set.archived)),
        ("Delete set", icons::TRASH, QuestionsCommand::DeleteSet),
    ] {
        if Button::quiet(label).icon(icon).left().width(width).show(ui).clicked() {
            send.send(Command::Questions(command));
        }
    }
    rule(ui);
    for (label, format) in [
        ("Save for a colleague", SetFormat::Set),
        ("Save for Moodle (GIFT)", SetFormat::Gift),
        ("Save as a table (CSV)", SetFormat::Csv),
        ("Save as a table (XLSX)", SetFormat::Xlsx),
    ] {
        if Button::quiet(label).icon(icons::UPLOAD_SIMPLE).left().width(width).show(ui).clicked() {
            send.send(Command::Questions(QuestionsCommand::SaveSet(format)));
        }
    }
}

/// Draws one of many questions only where it can be seen: its height is known from the last time. Gives its place.
pub fn sparing(ui: &mut Ui, all: &[Question], index: usize, draw: impl FnOnce(&mut Ui)) -> Rect {
    if all.len() <= MANY {
        return ui.scope(draw).response.rect;
    }
    let id = Id::unique(("height of a question", index));
    let state = (all.as_ptr() as usize, ui.available_width(), Tokens::of(ui).scale);
    let known: Option<((usize, f32, f32), f32)> = ui.ctx().data(|d| d.get_temp(id));
    if let Some((_, height)) = known.filter(|(then, _)| *then == state) {
        let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
        if !ui.is_rect_visible(place) {
            return ui.allocate_exact_size(place.size(), Sense::hover()).0;
        }
    }
    let place = ui.scope(draw).response.rect;
    ui.ctx().data_mut(|d| d.insert_temp(id, (state, place.height())));
    place
}

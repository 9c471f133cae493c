//! The frame of the screen.

use eframe::egui::{Align, Align2, CentralPanel, Frame, Layout, Margin, Panel, Rect, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use super::super::news::news_ui;
use super::model::{counted, not_yet as lesson_not_yet};
use super::{form, import, list, set};
use crate::app::command::{Command, Commands};
use crate::app::questions::{LibraryForm, QuestionsCommand};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, line, paragraph, truncated};

/// Width of the list of sets.
const LIST_WIDTH: f32 = 320.0;

/// Draws it.
pub fn questions_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let has_bar = state.library.form.is_some() || !state.library.is_empty && state.library.sets.is_some();
    if has_bar {
        action_bar(ui, state, send);
    }
    news_ui(ui, state, send);
    let page = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 40, right: 40, top: 24, bottom: 24 });
    CentralPanel::default().frame(page).show(ui, |ui| {
        if state.library.sets.is_none() {
            return;
        }
        if state.library.is_empty && state.library.form.is_none() {
            return empty_ui(ui, send);
        }
        let whole = ui.available_rect_before_wrap();
        let gap = theme::S32;
        let left_width = (LIST_WIDTH * t.scale.min(1.3)).min(whole.width() * 0.4).round();
        let left = Rect::from_min_size(whole.min, vec2(left_width, whole.height()));
        let right = Rect::from_min_max(whole.min + vec2(left_width + gap, 0.0), whole.max);
        let layout = Layout::top_down(Align::Min);
        ui.scope_builder(UiBuilder::new().id_salt("sets").max_rect(left).layout(layout), |ui| list::list_ui(ui, state, send));
        ui.scope_builder(UiBuilder::new().id_salt("set").max_rect(right).layout(layout), |ui| match state.library.form {
            Some(LibraryForm::Set(_)) => form::set_form_ui(ui, state),
            Some(LibraryForm::Question(_)) => form::question_form_ui(ui, state, send),
            Some(LibraryForm::Import(_)) => import::import_ui(ui, state),
            None => set::set_ui(ui, state, send),
        });
        if ui.input(|i| !i.raw.hovered_files.is_empty()) {
            drop_ui(ui, right, matches!(state.library.form, Some(LibraryForm::Question(_))));
        }
    });
}

/// Where a file that is dragged over the window will go.
fn drop_ui(ui: &Ui, place: Rect, is_picture: bool) {
    let t = Tokens::of(ui);
    let stroke = Stroke::new(theme::STROKE_STRONG, t.c.info.strong);
    ui.painter().rect(place, theme::ROUND_CARD, t.c.info.ground, stroke, StrokeKind::Inside);
    let words = if is_picture { "Drop the picture for this question" } else { "Drop the file to look into it" };
    ui.painter().text(place.center(), Align2::CENTER_CENTER, words, t.font(Weight::SemiBold, theme::HEADING), t.c.ink);
}

fn action_bar(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let library = &state.library;
    let frame = Frame::new().fill(t.c.surface).inner_margin(Margin::symmetric(40, 0));
    let taken;
    let (label, glyph, not_yet) = match &library.form {
        Some(LibraryForm::Import(form)) => {
            taken = format!("Take {}", counted(form.list.questions.len()));
            let label = if form.list.questions.is_empty() { "Take questions" } else { &taken };
            (label, icons::CHECK, form.place().err().map(str::to_owned))
        }
        Some(LibraryForm::Set(form)) => {
            let label = if form.set.is_some() { "Keep name and folder" } else { "Make the set" };
            (label, icons::CHECK, form.place(library.sets.as_deref().unwrap_or_default()).err().map(str::to_owned))
        }
        Some(LibraryForm::Question(form)) => {
            (if form.at.is_some() { "Keep the question" } else { "Add the question" }, icons::CHECK, form.question().err())
        }
        None => ("Start lesson", icons::PLAY, lesson_not_yet(state).map(str::to_owned)),
    };
    Panel::bottom("actions").exact_size(t.tall(theme::ACTION_BAR)).resizable(false).frame(frame).show(ui, |ui| {
        let left = |ui: &mut Ui| {
            if library.form.is_some() {
                let cancel = Button::quiet("Cancel").key("Esc").show(ui).clicked();
                truncated(ui, not_yet.as_deref().unwrap_or_default(), Weight::Regular, theme::CAPTION, t.c.soft);
                return cancel.then_some(Command::Questions(QuestionsCommand::CancelForm));
            }
            let undo = !state.undo.is_empty() && Button::quiet("Undo").icon(icons::ARROW_U_UP_LEFT).key("Ctrl Z").show(ui).clicked();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let works = |name: &str| format!("Class {name} works through this set");
                let words = not_yet.clone().or_else(|| state.current().map(|c| works(&c.name)));
                truncated(ui, &words.unwrap_or_default(), Weight::Regular, theme::CAPTION, t.c.soft);
            });
            undo.then_some(Command::Undo)
        };
        let right = |ui: &mut Ui| {
            // While something is typed the space bar writes a space.
            let key = if library.form.is_some() { "Ctrl Enter" } else { "Space" };
            let button = Button::primary(label).icon(glyph).key(key).width(250.0).unless(not_yet.as_deref());
            let command = if library.form.is_some() { QuestionsCommand::TakeForm } else { QuestionsCommand::Teach };
            button.show(ui).clicked().then_some(Command::Questions(command))
        };
        let height = ui.available_height();
        let (first, next) = ends(ui, height, left, right);
        for command in first.into_iter().chain(next) {
            send.send(command);
        }
    });
}

/// No set yet: what to do.
fn empty_ui(ui: &mut Ui, send: &mut Commands) {
    let t = Tokens::of(ui);
    line(ui, "Questions", Weight::SemiBold, theme::TITLE, t.c.ink);
    ui.add_space(theme::S12);
    t.card(theme::S32).show(ui, |ui| {
        ui.set_width(ui.available_width().min(theme::FORM_WIDTH * t.scale.min(1.3)));
        line(ui, "No questions yet", Weight::SemiBold, theme::HEADING, t.c.ink);
        let words = "Questions that you ask more than once live in sets, and sets in folders. Three sets of ours show how it goes: fractions, \
                     forces, and what plants live on.";
        paragraph(ui, words, Weight::Regular, theme::BODY, t.c.soft);
        ui.add_space(theme::S8);
        ui.horizontal_wrapped(|ui| {
            if Button::primary("Add the starter sets").icon(icons::PLUS).show(ui).clicked() {
                send.send(Command::Questions(QuestionsCommand::Starters));
            }
            if Button::plain("New set").icon(icons::NOTE_PENCIL).show(ui).clicked() {
                send.send(Command::Questions(QuestionsCommand::NewSet));
            }
            if Button::plain("Import questions").icon(icons::DOWNLOAD_SIMPLE).show(ui).clicked() {
                send.send(Command::Questions(QuestionsCommand::ChooseFile));
            }
        });
        ui.add_space(theme::S4);
        let words = "Import takes Moodle (GIFT and XML), Aiken, CSV, XLSX, ODS, and a set from a colleague. You can also drop the file here.";
        paragraph(ui, words, Weight::Regular, theme::CAPTION, t.c.soft);
    });
}

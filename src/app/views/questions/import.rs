//! What a file of questions holds, before anything of it is taken.

use eframe::egui::{Frame, Margin, ScrollArea, Stroke, Ui};

use super::form::title_ui;
use super::model::{NoticeModel, QuestionModel, counted, notices};
use super::question::offered_ui;
use super::set::sparing;
use crate::app::questions::{ImportForm, Library, LibraryForm};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{choice, field, icon, line, paragraph};
use crate::exchange::questions::Loss;

/// Most notices that are shown; nobody reads more.
const MOST_NOTICES: usize = 100;

/// Draws it.
pub fn import_ui(ui: &mut Ui, state: &mut State) {
    // Out of the state while it is drawn: skills and pictures are in there, too.
    let Some(LibraryForm::Import(mut form)) = state.library.form.take() else { return };
    let library = &state.library;
    title_ui(ui, &format!("What is in {}", form.file));
    let all = form.list.clone();
    ScrollArea::vertical().id_salt("import").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::S16;
        place_ui(ui, library, &mut form);
        notices_ui(ui, &notices(&all.notices));
        for (i, question) in all.questions.iter().enumerate() {
            sparing(ui, &all.questions, i, |ui| offered_ui(ui, &QuestionModel::of(library, i + 1, question), library));
        }
        ui.add_space(theme::S8);
    });
    state.library.form = Some(LibraryForm::Import(form));
}

/// How many come in, and where they go.
fn place_ui(ui: &mut Ui, library: &Library, form: &mut ImportForm) {
    let t = Tokens::of(ui);
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S8;
        let left_out = form.list.notices.iter().filter(|n| n.loss == Loss::Question).count();
        let words = match (form.list.questions.len(), left_out) {
            (0, _) => "Nothing can come in".to_owned(),
            (n, 0) => format!("{} can come in", counted(n)),
            (n, left_out) => format!("{} can come in, {left_out} left out", counted(n)),
        };
        paragraph(ui, &words, Weight::SemiBold, theme::ROW_TITLE, t.c.ink);
        paragraph(
            ui,
            "Nothing is kept before you take it. A set of this name takes in what it has not yet.",
            Weight::Regular,
            theme::CAPTION,
            t.c.soft,
        );
        paragraph(ui, "Into the set", Weight::Medium, theme::CAPTION, t.c.soft);
        field(ui, "Into the set", &mut form.name, "Name of the set", 1);
        paragraph(ui, "In the folder", Weight::Medium, theme::CAPTION, t.c.soft);
        field(ui, "In the folder", &mut form.folder, "For example Maths/Year 5; empty for none", 1);
        if let Some(open) = &library.open {
            let folder = open.set.folder.to_string();
            let here = form.name == open.set.name && form.folder == folder;
            let label = format!("Into {}", open.set.name);
            if choice(ui, here, &label, &label).clicked() {
                form.name.clone_from(&open.set.name);
                form.folder = folder;
            }
        }
    });
}

fn notices_ui(ui: &mut Ui, all: &[NoticeModel]) {
    if all.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    let stroke = if t.c.outlined { Stroke::new(2.0, t.c.warn.strong) } else { Stroke::NONE };
    Frame::new().fill(t.c.warn.ground).stroke(stroke).corner_radius(12.0).inner_margin(Margin::symmetric(18, 14)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S8;
        ui.spacing_mut().interact_size.y = 0.0;
        paragraph(ui, "What cannot be carried over", Weight::SemiBold, theme::BODY, t.c.ink);
        for notice in all.iter().take(MOST_NOTICES) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = theme::S8;
                let glyph = if notice.whole { icons::WARNING } else { icons::INFO };
                icon(ui, glyph, false, 18.0, t.c.warn.strong);
                ui.vertical(|ui| {
                    paragraph(ui, &format!("{}: {}", notice.place, notice.text), Weight::Regular, theme::CAPTION, t.c.ink);
                });
            });
        }
        if all.len() > MOST_NOTICES {
            line(ui, &format!("And {} more", all.len() - MOST_NOTICES), Weight::Regular, theme::CAPTION, t.c.ink);
        }
    });
}

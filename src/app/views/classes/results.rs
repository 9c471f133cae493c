//! The form for saving results, in place of the cards.

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::results_model::ResultsModel;
use crate::app::clock;
use crate::app::command::{Command, Commands};
use crate::app::exports::Export;
use crate::app::results::{Period, ResultsForm, SheetForm};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, choice, field, icon, line, paragraph, rule};
use crate::exchange::Cell;

/// Draws it.
pub fn results_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let Some(form) = &state.forms.results else { return };
    let model = ResultsModel::of(state, form, clock::today());
    let busy = state.saving.map(|_| "A file is being saved");
    ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
        if Button::quiet("Done").icon(icons::CHECK).key("Esc").show(ui).clicked() {
            send.send(Command::CancelForm);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            line(ui, "Save the results", Weight::SemiBold, theme::HEADING, t.c.ink);
        });
    });
    ui.add_space(theme::S12);
    let height = ui.available_height();
    let Some(form) = &mut state.forms.results else { return };
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S24);
        // What is found and the button stay in sight.
        let below = t.tall(theme::TARGET) + t.px(theme::BODY * theme::LINE_HEIGHT * 2.0) + theme::S24;
        let room = (ui.available_height() - below).max(120.0);
        ScrollArea::vertical().id_salt("results").max_height(room).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
            ui.spacing_mut().interact_size.y = t.tall(theme::CHIP);
            // Room for the focus ring and for the bar that scrolls.
            ui.set_max_width((ui.available_width() - theme::S12).min(theme::FORM_WIDTH * t.scale));
            table_ui(ui, form);
            names_ui(ui, form);
            days_ui(ui, form);
        });
        rule(ui);
        found_ui(ui, &model);
        let words = if form.all_answers { "Save the answers" } else { "Save the scoresheet" };
        let button = Button::plain(words).icon(icons::UPLOAD_SIMPLE).unless(model.not_yet.or(busy));
        if button.show(ui).clicked()
            && let Some(choice) = model.choice
        {
            send.send(Command::Save(Export::Results(choice)));
        }
    });
}

fn label(ui: &mut Ui, words: &str) {
    let t = Tokens::of(ui);
    ui.add_space(theme::S8);
    line(ui, words, Weight::SemiBold, theme::BODY, t.c.ink);
}

fn about(ui: &mut Ui, words: &str) {
    let t = Tokens::of(ui);
    paragraph(ui, words, Weight::Regular, theme::CAPTION, t.c.soft);
}

/// One of several values of a field.
fn choices<T: PartialEq + Copy>(ui: &mut Ui, value: &mut T, all: &[(T, &str)]) {
    ui.horizontal_wrapped(|ui| {
        for (one, words) in all {
            if choice(ui, *value == *one, words, words).clicked() {
                *value = *one;
            }
        }
    });
}

fn table_ui(ui: &mut Ui, form: &mut ResultsForm) {
    label(ui, "What");
    choices(ui, &mut form.all_answers, &[(false, "Scoresheet"), (true, "Every answer")]);
    if form.all_answers {
        return about(ui, "A row for each answer, with its time and how it came in, as a CSV table.");
    }
    about(ui, "A row for each student, a column for each question.");
    label(ui, "As");
    let all = [
        (SheetForm::Xlsx, "Workbook"),
        (SheetForm::Csv(Cell::Letter), "Table of letters"),
        (SheetForm::Csv(Cell::Mark), "Table of 1 and 0"),
    ];
    choices(ui, &mut form.form, &all);
    about(
        ui,
        match form.form {
            SheetForm::Xlsx => "XLSX: the letters, right and wrong ones set apart.",
            SheetForm::Csv(Cell::Letter) => "CSV: the letters.",
            SheetForm::Csv(Cell::Mark) => "CSV: 1 for right, 0 for wrong.",
        },
    );
}

fn names_ui(ui: &mut Ui, form: &mut ResultsForm) {
    label(ui, "Names");
    choices(ui, &mut form.made_up, &[(false, "As they are"), (true, "Made up")]);
    about(
        ui,
        if form.made_up {
            "For whoever must not know who is who: no cards, another order, and other names each time."
        } else {
            "With the numbers of the cards."
        },
    );
}

fn days_ui(ui: &mut Ui, form: &mut ResultsForm) {
    label(ui, "Days");
    let all = [(Period::All, "All"), (Period::Last(7), "Last 7 days"), (Period::Last(30), "Last 30 days"), (Period::Typed, "From and to")];
    choices(ui, &mut form.period, &all);
    if form.period != Period::Typed {
        return;
    }
    let half = ((ui.available_width() - theme::S12) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::S12;
        for (name, text) in [("First day", &mut form.from), ("Last day", &mut form.to)] {
            ui.vertical(|ui| {
                ui.set_width(half);
                ui.spacing_mut().item_spacing.y = theme::S4;
                let t = Tokens::of(ui);
                line(ui, name, Weight::Medium, theme::CAPTION, t.c.soft);
                field(ui, name, text, "For example 2026-09-01", 1);
            });
        }
    });
    about(ui, "Without a first day from the beginning, without a last day up to now.");
}

/// What will be saved, or why nothing can be.
fn found_ui(ui: &mut Ui, model: &ResultsModel) {
    let t = Tokens::of(ui);
    ui.horizontal_top(|ui| {
        icon(ui, icons::INFO, false, 20.0, t.c.info.strong);
        paragraph(ui, model.not_yet.unwrap_or(&model.found), Weight::Regular, theme::BODY, t.c.ink);
    });
}

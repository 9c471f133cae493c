//! The form for names: pasted, or brought in from a file, with a preview of what they will do.

use eframe::egui::{self, ScrollArea, Ui};

use super::model::{FormModel, form_model};
use crate::app::command::{Command, Commands};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, area, field, icon, line, paragraph};

/// Where the form stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the page of the first start, with its own primary button.
    Welcome,
    /// In place of the table; the primary is in the action bar.
    Table,
}

/// Draws the open form in a card.
pub fn form_ui(ui: &mut Ui, state: &mut State, send: &mut Commands, place: Place) {
    let t = Tokens::of(ui);
    let Some(form) = &state.forms.names else { return };
    let model = form_model(state, form);
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S8;
        let Some(form) = &mut state.forms.names else { return };
        let title = match form.class {
            Some(_) if place == Place::Welcome => "Your first class",
            Some(_) => "A new class",
            None => "More names",
        };
        line(ui, title, Weight::SemiBold, theme::HEADING, t.c.ink);
        if let Some(name) = &mut form.class {
            line(ui, "Name of the class", Weight::Medium, theme::CAPTION, t.c.soft);
            ui.scope(|ui| {
                ui.set_max_width(260.0 * t.scale.min(1.4));
                field(ui, "Name of the class", name, "For example 5b", 1);
            });
            ui.add_space(theme::S4);
        }
        line(ui, "Names, one a line", Weight::Medium, theme::CAPTION, t.c.soft);
        ui.columns(2, |columns| {
            let height = if place == Place::Welcome { 208.0 } else { (columns[0].available_height() - 90.0).max(180.0) };
            area(&mut columns[0], "Paste the names here, one a line", &mut form.text, height);
            ScrollArea::vertical().id_salt("will do").max_height(height).show(&mut columns[1], |ui| {
                // Columns justify their text; a short line pulled apart is hard to read.
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| preview_ui(ui, &model));
            });
        });
        ui.add_space(theme::S4);
        ui.horizontal_wrapped(|ui| {
            if place == Place::Welcome {
                let label = if model.not_yet.is_some() { "Make the class" } else { &model.button };
                if Button::primary(label).icon(icons::CHECK).unless(model.not_yet).show(ui).clicked() {
                    send.send(Command::TakeForm);
                }
            }
            if Button::plain("Bring in a file").icon(icons::DOWNLOAD_SIMPLE).show(ui).clicked() {
                send.send(Command::ChooseRoster);
            }
            if place == Place::Table {
                if Button::quiet("Cancel").key("Esc").show(ui).clicked() {
                    send.send(Command::CancelForm);
                }
            } else {
                line(ui, "or drop one here: CSV or text", Weight::Regular, theme::CAPTION, t.c.soft);
            }
        });
    });
}

fn preview_ui(ui: &mut Ui, model: &FormModel) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing = egui::vec2(theme::S8, theme::S4);
    ui.spacing_mut().interact_size.y = 0.0;
    if model.added.is_empty() && model.changed.is_empty() && model.problems.is_empty() && model.unchanged == 0 {
        paragraph(
            ui,
            "Each name gets the lowest free card. Numbers and columns from a list are understood.",
            Weight::Regular,
            theme::CAPTION,
            t.c.soft,
        );
        return;
    }
    for problem in &model.problems {
        ui.horizontal_top(|ui| {
            icon(ui, icons::WARNING, false, 18.0, t.c.warn.strong);
            paragraph(ui, problem, Weight::Regular, theme::CAPTION, t.c.ink);
        });
    }
    for change in &model.changed {
        paragraph(ui, change, Weight::Regular, theme::CAPTION, t.c.ink);
    }
    if model.unchanged > 0 {
        let words =
            if model.unchanged == 1 { "1 name is here already".to_owned() } else { format!("{} names are here already", model.unchanged) };
        line(ui, &words, Weight::Regular, theme::CAPTION, t.c.soft);
    }
    for (card, name) in &model.added {
        ui.horizontal(|ui| {
            ui.scope(|ui| {
                ui.set_min_width(t.px(30.0));
                line(ui, &card.to_string(), Weight::SemiBold, theme::CAPTION, t.c.soft);
            });
            crate::app::widgets::truncated(ui, name, Weight::Medium, theme::CAPTION, t.c.ink);
        });
    }
}

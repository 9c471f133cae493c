//! The form for a class list: names or a table pasted, or a file, with a preview of what it will do.

use eframe::egui::{self, Align, Layout, Popup, Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::list_model::{ListModel, NewModel, list_model};
use crate::app::command::{Command, Commands};
use crate::app::state::{NamesForm, State};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, area, field, icon, line, paragraph, truncated};
use crate::cards::Deck;

/// Where the form stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the page of the first start, with its own primary button.
    Welcome,
    /// In place of the class; the primary is in the action bar.
    Screen,
}

/// Our own deck, as it is offered.
const OUR_OWN: &str = "Our own, to print";

/// Height of a line about a column.
const COLUMN: f32 = 28.0;

/// So many rows are shown of each kind at most; no class is larger.
const MOST_ROWS: usize = 120;

/// Draws the open form in a card; with large text it may be higher than its room.
pub fn form_ui(ui: &mut Ui, state: &mut State, send: &mut Commands, place: Place, outer: f32) {
    let t = Tokens::of(ui);
    let Some(form) = &state.forms.names else { return };
    let model = list_model(state, form);
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::S8;
        let Some(form) = &mut state.forms.names else { return };
        let title = match form.class {
            Some(_) if place == Place::Welcome => "Your first class",
            Some(_) => "A new class",
            None => "Add names, or bring the list up to date",
        };
        paragraph(ui, title, Weight::SemiBold, theme::HEADING, t.c.ink);
        if let Some(name) = &mut form.class {
            let stacked = t.scale >= 1.5 || ui.available_width() < 560.0;
            let layout = if stacked { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Min) };
            ui.with_layout(layout, |ui| {
                ui.vertical(|ui| {
                    ui.set_max_width(260.0 * t.scale.min(1.4));
                    line(ui, "Name of the class", Weight::Medium, theme::CAPTION, t.c.soft);
                    field(ui, "Name of the class", name, "For example 5b", 1);
                });
                ui.add_space(if stacked { theme::S4 } else { theme::S16 });
                ui.vertical(|ui| deck_ui(ui, &mut form.deck));
            });
            ui.add_space(theme::S4);
        }
        if t.scale >= 1.5 || ui.available_width() < 640.0 {
            let room = vec2(ui.available_width(), t.px(180.0) + model.columns.len() as f32 * t.tall(COLUMN));
            ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| list_ui(ui, form, &model, send));
            ui.add_space(theme::S8);
            preview_ui(ui, &model);
        } else {
            let taken = t.tall(theme::TARGET) + theme::S24 * 2.0 + theme::S32;
            let above = ui.min_rect().height();
            let height = if place == Place::Welcome { 236.0 * t.scale } else { (outer - above - taken).max(220.0) };
            halves(ui, height, form, &model, send);
        }
        ui.add_space(theme::S4);
        ui.horizontal_wrapped(|ui| {
            if place == Place::Welcome {
                let label = if model.not_yet.is_some() { "Make the class" } else { &model.button };
                if Button::primary(label).icon(icons::CHECK).unless(model.not_yet).show(ui).clicked() {
                    send.send(Command::TakeForm);
                }
            }
            if Button::plain("Import a list").icon(icons::DOWNLOAD_SIMPLE).show(ui).clicked() {
                send.send(Command::ChooseRoster);
            }
            line(ui, "or drop a file here: CSV, XLSX, ODS or text", Weight::Regular, theme::CAPTION, t.c.soft);
            if place == Place::Screen && Button::quiet("Cancel").key("Esc").show(ui).clicked() {
                send.send(Command::CancelForm);
            }
        });
    });
}

/// Which cards the class holds up.
fn deck_ui(ui: &mut Ui, deck: &mut Option<&'static str>) {
    let t = Tokens::of(ui);
    line(ui, "Cards", Weight::Medium, theme::CAPTION, t.c.soft);
    let title = deck.and_then(|name| Deck::named(name).ok()).map_or(OUR_OWN, Deck::title);
    let menu = Button::plain(title).trailing(icons::CARET_DOWN).name(&format!("Cards: {title}")).show(ui);
    Popup::menu(&menu).show(|ui| {
        let width = 260.0 * t.scale.min(1.4);
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = theme::S4;
        for choice in Deck::all() {
            let own = choice.name() == Deck::QUARTER;
            if Button::quiet(if own { OUR_OWN } else { choice.title() }).left().width(width).show(ui).clicked() {
                *deck = (!own).then_some(choice.name());
            }
        }
    });
}

/// What goes in at the left, what it will do at the right.
fn halves(ui: &mut Ui, height: f32, form: &mut NamesForm, model: &ListModel, send: &mut Commands) {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let half = ((whole.width() - theme::S24) / 2.0).floor();
    let left = Rect::from_min_size(whole.min, vec2(half, height));
    let right = Rect::from_min_max(whole.min + vec2(half + theme::S24, 0.0), whole.max);
    let layout = Layout::top_down(Align::Min);
    ui.scope_builder(UiBuilder::new().id_salt("list").max_rect(left).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.y = theme::S8;
        list_ui(ui, form, model, send);
    });
    ui.scope_builder(UiBuilder::new().id_salt("will do").max_rect(right).layout(layout), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| preview_ui(ui, model));
    });
}

/// The pasted text or the file's name, and how its columns were understood.
fn list_ui(ui: &mut Ui, form: &mut NamesForm, model: &ListModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let row = t.tall(COLUMN);
    let columns = if model.columns.is_empty() { 0.0 } else { (model.columns.len() as f32 + 1.0) * row + theme::S12 };
    match &form.file {
        Some(file) => {
            ui.horizontal(|ui| {
                icon(ui, icons::DOWNLOAD_SIMPLE, false, 20.0, t.c.soft);
                truncated(ui, file, Weight::SemiBold, theme::BODY, t.c.ink);
            });
            if Button::quiet("Paste names instead").icon(icons::USER_PLUS).show(ui).clicked() {
                send.send(Command::PasteInstead);
            }
            columns_ui(ui, model, row, ui.available_height());
        }
        None => {
            truncated(ui, "Names, one a line, or cells from a spreadsheet", Weight::Medium, theme::CAPTION, t.c.soft);
            // The columns get their room, but the text keeps the larger part.
            let room = ui.available_height();
            let columns = columns.min(room * 0.45);
            if area(ui, "Paste the names here, one a line", &mut form.text, room - columns - theme::S4).changed() {
                form.read_text();
            }
            columns_ui(ui, model, row, columns);
        }
    }
}

fn columns_ui(ui: &mut Ui, model: &ListModel, row: f32, height: f32) {
    if model.columns.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    ScrollArea::vertical().id_salt("columns").max_height(height).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(theme::S12, 0.0);
        ui.spacing_mut().interact_size.y = row;
        line(ui, "How the columns were understood", Weight::SemiBold, theme::CAPTION, t.c.ink);
        for (head, holds) in &model.columns {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), row), egui::Sense::hover());
            let middle = rect.left() + rect.width() * 0.45;
            let (left, right) = rect.split_left_right_at_x(middle);
            let layout = Layout::left_to_right(Align::Center);
            ui.scope_builder(UiBuilder::new().max_rect(left).layout(layout), |ui| {
                truncated(ui, head, Weight::Medium, theme::CAPTION, t.c.ink);
            });
            ui.scope_builder(UiBuilder::new().max_rect(right).layout(layout), |ui| {
                match holds {
                    Some(words) => {
                        icon(ui, icons::CHECK, false, 15.0, t.c.good.strong);
                        truncated(ui, words, Weight::Regular, theme::CAPTION, t.c.ink);
                    }
                    None => {
                        truncated(ui, "passed over, not kept", Weight::Regular, theme::CAPTION, t.c.soft);
                    }
                };
            });
        }
    });
}

fn preview_ui(ui: &mut Ui, model: &ListModel) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S4);
    ui.spacing_mut().interact_size.y = 0.0;
    if model.summary.is_empty() && model.problems.is_empty() {
        let hint = "Each name gets the lowest free card. Numbers and columns from a list are understood: card, home language, level, \
                    what helps, tags, notes, keep apart, keep together.";
        paragraph(ui, hint, Weight::Regular, theme::CAPTION, t.c.soft);
        return;
    }
    if !model.summary.is_empty() {
        paragraph(ui, &model.summary, Weight::SemiBold, theme::BODY, t.c.ink);
        ui.add_space(theme::S4);
    }
    let said = model.problems.iter().map(|p| (p, icons::WARNING, t.c.warn.strong));
    let said = said.chain(model.notes.iter().map(|n| (n, icons::INFO, t.c.info.strong)));
    for (text, glyph, colour) in said.take(MOST_ROWS) {
        ui.horizontal_top(|ui| {
            icon(ui, glyph, false, 18.0, colour);
            paragraph(ui, text, Weight::Regular, theme::CAPTION, t.c.ink);
        });
    }
    part(ui, "Changed", &model.changed);
    part(ui, "In groups", &model.rules);
    if !model.added.is_empty() {
        heading(ui, "New");
    }
    for NewModel { card, name, more } in model.added.iter().take(MOST_ROWS) {
        ui.horizontal(|ui| {
            ui.scope(|ui| {
                ui.set_min_width(t.px(30.0));
                line(ui, &card.to_string(), Weight::SemiBold, theme::CAPTION, t.c.soft);
            });
            if more.is_empty() {
                truncated(ui, name, Weight::Medium, theme::CAPTION, t.c.ink);
            } else {
                ui.scope(|ui| {
                    ui.set_max_width(ui.available_width() * 0.6);
                    truncated(ui, name, Weight::Medium, theme::CAPTION, t.c.ink);
                });
                truncated(ui, more, Weight::Regular, theme::CAPTION, t.c.soft);
            }
        });
    }
}

fn part(ui: &mut Ui, title: &str, texts: &[String]) {
    if texts.is_empty() {
        return;
    }
    heading(ui, title);
    let t = Tokens::of(ui);
    for text in texts.iter().take(MOST_ROWS) {
        paragraph(ui, text, Weight::Regular, theme::CAPTION, t.c.ink);
    }
}

fn heading(ui: &mut Ui, title: &str) {
    let t = Tokens::of(ui);
    ui.add_space(theme::S4);
    line(ui, title, Weight::Medium, theme::HEAD, t.c.soft);
}

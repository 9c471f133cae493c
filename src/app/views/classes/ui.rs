//! Drawing the screen of classes.

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Popup, ScrollArea, Ui, UiBuilder, vec2};

use super::super::news::news_ui;
use super::list_model::list_model;
use super::model::ClassesModel;
use super::{about, form, print, profile, results, table, welcome};
use crate::app::command::{Command, Commands};
use crate::app::exports::Export;
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, line, truncated};

/// Draws it.
pub fn classes_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    match &state.classes {
        None => {
            CentralPanel::default().frame(Frame::new().fill(t.c.bg)).show(ui, |_| {});
            return;
        }
        Some(classes) if classes.is_empty() => return welcome::welcome_ui(ui, state, send),
        Some(_) => {}
    }
    let model = ClassesModel::of(state);
    action_bar(ui, state, &model, send);
    news_ui(ui, state, send);
    let page = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 40, right: 40, top: 24, bottom: 24 });
    CentralPanel::default().frame(page).show(ui, |ui| {
        if state.forms.names.is_some() {
            header_ui(ui, state, &model, false, send);
            ui.add_space(theme::S12);
            let room = ui.available_height();
            ScrollArea::vertical().show(ui, |ui| form::form_ui(ui, state, send, form::Place::Screen, room));
            return;
        }
        let wide = is_wide(ui);
        let gap = theme::S32;
        let left_width = if wide { ((ui.available_width() - gap) * 0.49).round() } else { ui.available_width() };
        let whole = ui.available_rect_before_wrap();
        let left = eframe::egui::Rect::from_min_size(whole.min, vec2(left_width, whole.height()));
        let layout = Layout::top_down(Align::Min);
        // One column has room for one of the two.
        if !wide && beside_ui(ui, state, send) {
            return;
        }
        ui.scope_builder(UiBuilder::new().max_rect(left).layout(layout), |ui| left_ui(ui, state, &model, !wide, send));
        if wide {
            let right = eframe::egui::Rect::from_min_max(whole.min + vec2(left_width + gap, 0.0), whole.max);
            ui.scope_builder(UiBuilder::new().max_rect(right).layout(layout), |ui| {
                if !beside_ui(ui, state, send) {
                    print::print_ui(ui, state, send);
                }
            });
        }
    });
}

/// Whether the cards to print have room beside the list.
fn is_wide(ui: &Ui) -> bool {
    ui.available_width() >= 820.0 * Tokens::of(ui).scale.min(1.3)
}

/// What was opened about the class, in place of its cards; false where nothing was.
fn beside_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) -> bool {
    if state.forms.profile.is_some() {
        profile::profile_ui(ui, state, send);
    } else if state.forms.about.is_some() {
        about::about_ui(ui, state, send);
    } else if state.forms.results.is_some() {
        results::results_ui(ui, state, send);
    } else {
        return false;
    }
    true
}

fn left_ui(ui: &mut Ui, state: &mut State, model: &ClassesModel, prints: bool, send: &mut Commands) {
    let t = Tokens::of(ui);
    header_ui(ui, state, model, prints && !model.here.is_empty(), send);
    ui.add_space(theme::S12);
    if model.here.is_empty() && model.left.is_empty() && state.loaded {
        t.card(theme::S24).show(ui, |ui| {
            ui.set_width(ui.available_width());
            line(ui, "Nobody is in this class yet", Weight::SemiBold, theme::HEADING, t.c.ink);
            if Button::plain("Add the first names").icon(icons::USER_PLUS).show(ui).clicked() {
                send.send(Command::PasteNames);
            }
        });
    } else {
        table::table_ui(ui, model, &mut state.forms, send);
    }
}

fn header_ui(ui: &mut Ui, state: &mut State, model: &ClassesModel, prints: bool, send: &mut Commands) {
    let t = Tokens::of(ui);
    let height = t.tall(theme::TARGET);
    // With large text the icon stands alone, so that the title keeps its room.
    let large = t.scale > 1.4;
    let has_form = state.forms.names.is_some();
    let busy = state.saving.map(|_| "A file is being saved");
    let left = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = theme::S4;
        ui.scope(|ui| {
            // A long name takes the room of how many there are.
            ui.set_max_width((ui.available_width() - t.tall(theme::TARGET) - theme::S8).max(80.0));
            let size = if model.title.chars().count() > 14 { theme::HEADING } else { theme::TITLE };
            truncated(ui, &model.title, Weight::SemiBold, size, t.c.ink);
        });
        let menu = Button::quiet("").icon(icons::CARET_DOWN).name("Other classes").show(ui);
        Popup::menu(&menu).show(|ui| menu_ui(ui, state, send));
        if !large && ui.available_width() > 120.0 {
            ui.add_space(theme::S4);
            truncated(ui, &model.about, Weight::Regular, theme::CAPTION, t.c.soft);
        }
    };
    let right = |ui: &mut Ui| {
        if has_form {
            return None;
        }
        // Without room for the sheets beside the list their button stands here.
        let is_printed = prints && Button::plain("").icon(icons::PRINTER).name("Save PDF to print").unless(busy).show(ui).clicked();
        let label = if large { "" } else { "Add names" };
        let adds = Button::plain(label).icon(icons::USER_PLUS).name("Add names").show(ui).clicked();
        is_printed.then_some(Command::Save(Export::Cards)).or(adds.then_some(Command::PasteNames))
    };
    if let Some(command) = ends(ui, height, left, right).1 {
        send.send(command);
    }
}

fn menu_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let width = 250.0 * Tokens::of(ui).scale.min(1.6);
    ui.set_width(width);
    ui.spacing_mut().item_spacing.y = theme::S4;
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for class in state.classes.iter().flatten() {
            let here = Some(class.id) == state.class;
            let glyph = if here { icons::CHECK } else { icons::USERS };
            if Button::quiet(&class.name).icon(glyph).name(&format!("Open class {}", class.name)).left().width(width).show(ui).clicked() {
                send.send(Command::OpenClass(class.id));
            }
        }
        about::away_ui(ui, state, width, send);
    });
    crate::app::widgets::rule(ui);
    if Button::quiet("New class").icon(icons::PLUS).left().width(width).show(ui).clicked() {
        send.send(Command::NewClass);
    }
    if Button::quiet("Import a list").icon(icons::DOWNLOAD_SIMPLE).left().width(width).show(ui).clicked() {
        send.send(Command::ChooseRoster);
    }
    let busy = state.saving.map(|_| "A file is being saved");
    for (words, command) in [("Save the class list", Command::Save(Export::ClassList)), ("Save the results", Command::ChooseResults)] {
        if Button::quiet(words).icon(icons::UPLOAD_SIMPLE).left().width(width).unless(busy).show(ui).clicked() {
            send.send(command);
        }
    }
    if Button::quiet("About this class").icon(icons::INFO).left().width(width).show(ui).clicked() {
        send.send(Command::AboutClass);
    }
}

fn action_bar(ui: &mut Ui, state: &mut State, model: &ClassesModel, send: &mut Commands) {
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.c.surface).inner_margin(Margin::symmetric(40, 0));
    Panel::bottom("actions").exact_size(t.tall(theme::ACTION_BAR)).resizable(false).frame(frame).show(ui, |ui| {
        let left = |ui: &mut Ui| {
            let undo = !state.undo.is_empty() && Button::quiet("Undo").icon(icons::ARROW_U_UP_LEFT).key("Ctrl Z").show(ui).clicked();
            if state.forms.names.is_none() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    truncated(ui, &model.start_note, Weight::Regular, theme::CAPTION, t.c.soft);
                });
            }
            undo
        };
        let right = |ui: &mut Ui| match &state.forms.names {
            Some(form) => {
                let model = list_model(state, form);
                let button = Button::primary(&model.button).icon(icons::CHECK).key("Space").width(250.0);
                button.unless(model.not_yet).show(ui).clicked().then_some(Command::TakeForm)
            }
            None => {
                let button = Button::primary(model.start).icon(icons::PLAY).key("Space").width(250.0);
                button.unless(model.not_yet).show(ui).clicked().then_some(Command::StartLesson)
            }
        };
        let height = ui.available_height();
        let (undo, next) = ends(ui, height, left, right);
        for command in undo.then_some(Command::Undo).into_iter().chain(next) {
            send.send(command);
        }
    });
}

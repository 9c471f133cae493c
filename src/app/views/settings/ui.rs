//! Drawing the settings: one column.

use std::cmp::Ordering;

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, ScrollArea, Ui, vec2};

use super::super::news::news_ui;
use super::model::{BackupRow, BackupsModel};
use crate::app::command::{Command, Commands};
use crate::app::exports::Export;
use crate::app::state::State;
use crate::app::theme::{self, Look, Tokens, Weight, icons};
use crate::app::widgets::{Button, choice, line, paragraph, rule, truncated};

/// Draws them.
pub fn settings_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    news_ui(ui, state, send);
    let page = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 40, right: 40, top: 24, bottom: 24 });
    CentralPanel::default().frame(page).show(ui, |ui| {
        line(ui, "Settings", Weight::SemiBold, theme::TITLE, t.c.ink);
        ui.add_space(theme::S4);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            // With room for shadow and focus ring.
            ui.set_max_width((theme::FORM_WIDTH * t.scale.min(1.5)).min(ui.available_width() - theme::S12));
            card(ui, "How it looks", |ui| look_ui(ui, state, send));
            ui.add_space(theme::S4);
            card(ui, "Backups", |ui| backups_ui(ui, state, send));
            ui.add_space(theme::S4);
            card(ui, "Your file", |ui| file_ui(ui, state, send));
        });
    });
}

fn card(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
        line(ui, title, Weight::SemiBold, theme::HEADING, t.c.ink);
        ui.add_space(theme::S4);
        add(ui);
    });
}

fn look_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.spacing_mut().interact_size.y = t.tall(theme::CHIP);
    line(ui, "Colours", Weight::Medium, theme::CAPTION, t.c.soft);
    ui.horizontal_wrapped(|ui| {
        for look in Look::ALL {
            if choice(ui, state.look == look, look.name(), look.name()).clicked() {
                send.send(Command::SetLook(look));
            }
        }
    });
    ui.add_space(theme::S4);
    line(ui, &format!("Text size {} %", state.size.percent()), Weight::Medium, theme::CAPTION, t.c.soft);
    ui.horizontal_wrapped(|ui| {
        for (label, name, ordering) in [
            ("Smaller", "Smaller text", Ordering::Less),
            ("100 %", "Text at 100 %", Ordering::Equal),
            ("Larger", "Larger text", Ordering::Greater),
        ] {
            if choice(ui, false, label, name).clicked() {
                send.send(Command::TextSize(ordering));
            }
        }
    });
}

fn file_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let about = "Classes, questions and answers are in one file on this computer. Close Quarterturn and copy it to take all along.";
    paragraph(ui, about, Weight::Regular, theme::BODY, t.c.soft);
    let file = state.backups.as_ref().map(|b| BackupsModel::of(b).file).unwrap_or_default();
    paragraph(ui, &file, Weight::SemiBold, theme::BODY, t.c.ink);
    ui.add_space(theme::S4);
    let busy = state.saving.map(|_| "A file is being saved");
    if Button::plain("Save everything as text").icon(icons::UPLOAD_SIMPLE).unless(busy).show(ui).clicked() {
        send.send(Command::Save(Export::Everything));
    }
    let about = "For other programs: a ZIP with a table of each kind of thing. Names of students are in it.";
    paragraph(ui, about, Weight::Regular, theme::CAPTION, t.c.soft);
}

fn backups_ui(ui: &mut Ui, state: &State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let model = state.backups.as_ref().map(BackupsModel::of).unwrap_or_default();
    let about = "Quarterturn copies your file by itself when it opens and after each lesson, and keeps the newest copies and one a week.";
    paragraph(ui, about, Weight::Regular, theme::BODY, t.c.soft);
    paragraph(ui, &model.last, Weight::SemiBold, theme::BODY, t.c.ink);
    paragraph(ui, &format!("They are in {}", model.folder), Weight::Regular, theme::CAPTION, t.c.soft);
    ui.add_space(theme::S4);
    if Button::plain("Back up now").icon(icons::DOWNLOAD_SIMPLE).show(ui).clicked() {
        send.send(Command::BackUp);
    }
    if model.rows.is_empty() {
        return;
    }
    ui.add_space(theme::S8);
    line(ui, "Go back to a backup", Weight::SemiBold, theme::BODY, t.c.ink);
    let plainly = "Everything is then as it was at that time. The file as it is now is kept in this list, so you can come back to it.";
    paragraph(ui, plainly, Weight::Regular, theme::BODY, t.c.soft);
    for row in &model.rows {
        rule(ui);
        row_ui(ui, row, send);
    }
}

fn row_ui(ui: &mut Ui, row: &BackupRow, send: &mut Commands) {
    let t = Tokens::of(ui);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
        let name = format!("Restore the backup of {}", super::model::lower(&row.when));
        if Button::quiet("Restore").icon(icons::ARROW_COUNTER_CLOCKWISE).name(&name).show(ui).clicked() {
            send.send(Command::Restore(row.path.clone()));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::S12;
            truncated(ui, &row.when, Weight::Medium, theme::BODY, t.c.ink);
            truncated(ui, row.why, Weight::Regular, theme::CAPTION, t.c.soft);
        });
    });
}

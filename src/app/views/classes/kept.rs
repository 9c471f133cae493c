//! What pages about a student or a class are made of: fields that are kept when they are left, menus of names.

use eframe::egui::{Key, Popup, Response, ScrollArea, Ui};

use crate::app::state::Editing;
use crate::app::theme::{self, Tokens, Weight};
use crate::app::widgets::{Button, field, line};

/// The name of a field.
pub fn label(ui: &mut Ui, words: &str) {
    let t = Tokens::of(ui);
    ui.add_space(theme::S4);
    line(ui, words, Weight::Medium, theme::CAPTION, t.c.soft);
}

/// A field that shows what is kept; its text when it was changed and left.
pub fn kept(ui: &mut Ui, editing: &mut Editing, name: &str, value: &str, hint: &str, rows: usize) -> Option<String> {
    let mut text = match editing {
        Some((field, text)) if field == name => text.clone(),
        _ => value.to_owned(),
    };
    let response = field(ui, name, &mut text, hint, rows);
    if response.has_focus() {
        *editing = Some((name.to_owned(), text));
        return None;
    }
    if response.lost_focus() {
        *editing = None;
        let is_taken_back = ui.input(|i| i.key_pressed(Key::Escape));
        return (!is_taken_back && text != value).then_some(text);
    }
    None
}

/// A menu of names under a button; the one that was chosen.
pub fn menu<T: Copy>(button: &Response, names: &[(T, String)], words: &str) -> Option<T> {
    let mut chosen = None;
    Popup::menu(button).show(|ui| {
        let width = 260.0 * Tokens::of(ui).scale.min(1.5);
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (id, name) in names {
                if Button::quiet(name).name(&format!("{words} {name}")).left().width(width).show(ui).clicked() {
                    chosen = Some(*id);
                }
            }
        });
    });
    chosen
}

//! The first start: one large field for names.

use eframe::egui::{self, Align, CentralPanel, Frame, Layout, ScrollArea, Ui};

use super::super::news::news_ui;
use super::{about, form};
use crate::app::command::{Command, Commands};
use crate::app::state::{NamesForm, State};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, line, mark, paragraph};

/// Draws it.
pub fn welcome_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    state.forms.names.get_or_insert_with(NamesForm::new_class);
    news_ui(ui, state, send);
    CentralPanel::default().frame(Frame::new().fill(t.c.bg)).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let width = (ui.available_width() - 2.0 * theme::S32).min(880.0);
            let side = ((ui.available_width() - width) / 2.0).max(theme::S32);
            Frame::new().inner_margin(egui::Margin::symmetric(side as i8, theme::S32 as i8)).show(ui, |ui| {
                mark(ui, 56.0);
                ui.add_space(theme::S4);
                paragraph(ui, "Welcome. Let us read some cards.", Weight::SemiBold, theme::WELCOME, t.c.ink);
                let promise = "Everything stays on this computer. No account, no internet, no devices for the students.";
                paragraph(ui, promise, Weight::Regular, theme::ROW_TITLE, t.c.soft);
                ui.add_space(theme::S12);
                form::form_ui(ui, state, send, form::Place::Welcome, ui.available_height());
                about::away_ui(ui, state, 280.0 * t.scale.min(1.6), send);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if Button::quiet("Try it with a sample class").icon(icons::PLAY).show(ui).clicked() {
                        send.send(Command::SampleClass);
                    }
                    line(ui, "28 make-believe students in a make-believe room", Weight::Regular, theme::CAPTION, t.c.soft);
                });
            });
        });
    });
}

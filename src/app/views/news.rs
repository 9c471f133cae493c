//! News for the teacher at the bottom left, above the buttons, in a strip of their own: they cover nothing of any screen.

use eframe::egui::{Frame, Margin, Panel, Ui, vec2};

use crate::app::command::{Commands, Screen};
use crate::app::state::State;
use crate::app::theme::{self, Tokens};
use crate::app::widgets::toasts;

/// Lower than this many points, or with text larger than that, there is room for one piece of news at a time.
const LOW: f32 = 640.0;
const LARGE: f32 = 1.3;

/// Makes room for them; called when the buttons have theirs and the page has not.
pub fn news_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    if state.toasts.is_empty() {
        // As many as the strip takes: else what has the keyboard, or is being pressed, would lose it whenever news come or go.
        ui.skip_ahead_auto_ids(1);
        return;
    }
    let t = Tokens::of(ui);
    let most = if t.scale > LARGE || ui.ctx().content_rect().height() < LOW { 1 } else { usize::MAX };
    // In line with the page.
    let side = match state.screen {
        Screen::Teach => 24,
        Screen::Groups => 32,
        Screen::Classes | Screen::Questions | Screen::Settings => 40,
    };
    let frame = Frame::new().fill(t.c.bg).inner_margin(Margin { left: side, right: side, top: 0, bottom: 16 });
    Panel::bottom("news").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        let width = theme::TOAST_WIDTH.min(ui.available_width());
        let shown = ui.allocate_ui(vec2(width, 0.0), |ui| toasts(ui, &mut state.toasts, most));
        if let Some(command) = shown.inner {
            send.send(command);
        }
    });
}

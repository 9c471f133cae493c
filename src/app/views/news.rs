//! News for the teacher at the bottom left, above the buttons: over the end of a list or a page, which can be scrolled; in a lesson,
//! where every part of the screen may be needed, in a strip of their own.

use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Order, Panel, Ui, vec2};

use crate::app::command::{Commands, Screen};
use crate::app::state::State;
use crate::app::theme::{self, Tokens};
use crate::app::widgets::toasts;

/// Lower than this many points, or with text larger than that, a lesson has room for one piece of news at a time.
const LOW: f32 = 640.0;
const LARGE: f32 = 1.3;

/// Draws them over a screen, unless that has made room for them.
pub fn news_ui(ui: &Ui, state: &mut State, send: &mut Commands) {
    if state.toasts.is_empty() || state.screen == Screen::Teach && state.lesson.is_some() {
        return;
    }
    let has_bar = !matches!(state.screen, Screen::Groups | Screen::Settings);
    let above = if has_bar { Tokens::of(ui).tall(theme::ACTION_BAR) + theme::S16 } else { theme::S24 };
    let left = theme::RAIL + theme::S24;
    let ctx: &Context = ui.ctx();
    let width = theme::TOAST_WIDTH.min(ctx.content_rect().width() - left - theme::S48);
    Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::LEFT_BOTTOM, vec2(left, -above)).show(ctx, |ui| {
        ui.set_width(width);
        if let Some(command) = toasts(ui, &mut state.toasts, usize::MAX) {
            send.send(command);
        }
    });
}

/// Makes room for them in a lesson, above its buttons.
pub fn strip_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    if state.toasts.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    let most = if t.scale > LARGE || ui.ctx().content_rect().height() < LOW { 1 } else { usize::MAX };
    let frame = Frame::new().fill(t.c.bg).inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 16 });
    Panel::bottom("news").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        let width = theme::TOAST_WIDTH.min(ui.available_width());
        let shown = ui.allocate_ui(vec2(width, 0.0), |ui| toasts(ui, &mut state.toasts, most));
        if let Some(command) = shown.inner {
            send.send(command);
        }
    });
}

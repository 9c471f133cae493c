//! Chips: chosen, free, or a tag that only says something.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Align2, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::theme::{self, Tokens, Weight};
use super::{Base, focus_ring, lay_out};

/// A chip that can be chosen; `check` shows a check in it while it is. `name` is what a screen reader says.
pub fn chip(ui: &mut Ui, chosen: bool, check: bool, label: &str, name: &str) -> Response {
    draw(ui, Some(chosen), check, label, name)
}

/// One of several choices of which one is on.
pub fn choice(ui: &mut Ui, chosen: bool, label: &str, name: &str) -> Response {
    draw(ui, Some(chosen), false, label, name)
}

/// A sunken tag.
pub fn tag(ui: &mut Ui, label: &str) -> Response {
    draw(ui, None, false, label, label)
}

fn draw(ui: &mut Ui, chosen: Option<bool>, check: bool, label: &str, name: &str) -> Response {
    let t = Tokens::of(ui);
    let on = chosen == Some(true);
    let colour = if on { t.c.on_primary } else { t.c.ink };
    // A long name is cut with … where even a row of its own is too short for it.
    let mut job = LayoutJob::simple_singleline(label.to_owned(), t.font(Weight::SemiBold, theme::CAPTION), colour);
    job.wrap = TextWrapping::truncate_at_width((ui.max_rect().width() - 48.0).max(60.0));
    let words = lay_out(ui.painter(), job, Base::LeftToRight);
    let tick = check.then(|| ui.painter().layout_no_wrap(theme::icons::CHECK.to_owned(), t.font(Weight::Icon, 16.0), colour));
    // Its room is there before it is: what stands beside the chip stays where it is.
    let extra = tick.as_ref().map_or(0.0, |g| g.size().x + 6.0);
    let height = t.tall(theme::CHIP);
    let size = vec2((words.size().x + extra + 24.0).max(height), height);
    let (rect, response) = ui.allocate_exact_size(size, if chosen.is_some() { Sense::click() } else { Sense::hover() });
    let hot = response.hovered() && chosen.is_some();
    let (fill, stroke) = match chosen {
        None => (t.c.sunken, if t.c.outlined { t.edge() } else { Stroke::NONE }),
        Some(true) => (t.c.primary, Stroke::NONE),
        Some(false) => (if hot { t.c.sunken } else { t.c.surface }, t.edge()),
    };
    ui.painter().rect(rect, height / 2.0, fill, stroke, StrokeKind::Inside);
    let tick = tick.filter(|_| on);
    let mut x = rect.center().x - (words.size().x + if tick.is_some() { extra } else { 0.0 }) / 2.0;
    if let Some(tick) = tick {
        ui.painter().galley(Align2::LEFT_CENTER.anchor_size(pos2(x, rect.center().y), tick.size()).min, tick, colour);
        x += extra;
    }
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(pos2(x, rect.center().y), words.size()).min, words, colour);
    focus_ring(ui, &response, height / 2.0);
    response.widget_info(|| match chosen {
        Some(on) => WidgetInfo::selected(Role::Button, true, on, name),
        None => WidgetInfo::labeled(Role::Label, true, name),
    });
    response
}

//! The counter: a ring in ink with the number in it.

use std::f32::consts::{FRAC_PI_2, TAU};

use eframe::egui::{Align2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::super::theme::{self, Tokens, Weight};

/// `count` of `of` as a ring `size` points across (times the text size).
pub fn ring(ui: &mut Ui, count: usize, of: usize, size: f32) -> Response {
    let t = Tokens::of(ui);
    let size = t.tall(size);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    let painter = ui.painter();
    let (centre, width) = (rect.center(), size * 0.08);
    let radius = size / 2.0 - width / 2.0 - 1.0;
    let track = if t.c.outlined { t.c.sunken } else { t.c.line };
    painter.circle_stroke(centre, radius, Stroke::new(width, track));
    let part = if of == 0 { 0.0 } else { (count as f32 / of as f32).min(1.0) };
    // Grows to a new count in the time of a tick; screens that show no motion set the animation time to 0.
    let part = ui.ctx().animate_value_with_time(response.id.with("part"), part, theme::TICK_SECONDS);
    if part > 0.0 {
        let steps = (part * 90.0).ceil().max(2.0) as usize;
        let at = |k: usize| centre + Vec2::angled(-FRAC_PI_2 + TAU * part * k as f32 / steps as f32) * radius;
        painter.add(Shape::line((0..=steps).map(at).collect(), Stroke::new(width, t.c.ink)));
        painter.circle_filled(at(0), width / 2.0, t.c.ink);
        painter.circle_filled(at(steps), width / 2.0, t.c.ink);
    }
    let font = Weight::Bold.at((size * 0.3).round());
    painter.text(centre, Align2::CENTER_CENTER, count, font, t.c.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, format!("{count} of {of} answered")));
    response
}

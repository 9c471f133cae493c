//! The mark: a dark rounded card whose four sides are short strokes in the answers' colours.

use eframe::egui::{Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::super::theme::Colours;

/// Draws the mark, `size` points across.
pub fn mark(ui: &mut Ui, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    let (ground, [top, right, bottom, left]) = Colours::MARK;
    let painter = ui.painter();
    painter.rect_filled(rect, size * 0.22, ground);
    let (out, long, thick) = (size * 0.27, size * 0.31, size * 0.1);
    let stroke = |offset: Vec2, size: Vec2, colour| {
        painter.rect_filled(Rect::from_center_size(rect.center() + offset, size), 1.0, colour);
    };
    stroke(vec2(0.0, -out), vec2(long, thick), top);
    stroke(vec2(out, 0.0), vec2(thick, long), right);
    stroke(vec2(0.0, out), vec2(long, thick), bottom);
    stroke(vec2(-out, 0.0), vec2(thick, long), left);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Quarterturn"));
    response
}

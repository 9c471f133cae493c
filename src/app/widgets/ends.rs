//! A row with two ends: the right one keeps its width, the left one takes the rest.

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

/// Draws a row of this height, or of a greater one where its ends need it. The left end comes first, as it is read: Tab follows the order
/// in which things are drawn. So the width of the right end must be known before it is there: it is remembered, and where it turns out
/// to be another one the frame is laid out once more before anybody sees it. What stands there must not depend on how much room there is.
pub fn ends<L, R>(ui: &mut Ui, height: f32, left: impl FnOnce(&mut Ui) -> L, right: impl FnOnce(&mut Ui) -> R) -> (L, R) {
    let room = ui.available_rect_before_wrap();
    let room = Rect::from_min_size(room.min, vec2(room.width(), height));
    let id = ui.next_auto_id().with("right end");
    let gap = ui.spacing().item_spacing.x;
    let known: Option<f32> = ui.ctx().data(|d| d.get_temp(id));
    let split = (room.right() - known.unwrap_or(0.0)).max(room.left());
    let layout = Layout::left_to_right(Align::Center);
    let mut end = |place: Rect| ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    let mut left_ui = end(room.with_max_x((split - gap).max(room.left())));
    let first = left(&mut left_ui);
    let start = if known.is_some() { split } else { room.left() };
    let mut right_ui = end(Rect::from_min_max(pos2(start, room.top()), room.max));
    let second = right(&mut right_ui);
    let width = right_ui.min_rect().width();
    if known.is_none_or(|known| (width - known).abs() > 0.5) {
        ui.ctx().data_mut(|d| d.insert_temp(id, width));
        ui.ctx().request_discard("the right end of a row has another width");
    }
    let bottom = room.bottom().max(left_ui.min_rect().bottom()).max(right_ui.min_rect().bottom());
    ui.advance_cursor_after_rect(room.with_max_y(bottom));
    (first, second)
}

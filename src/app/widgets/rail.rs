//! The rail at the left: one word a screen.

use eframe::egui::{Align2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::theme::{self, Tokens, Weight, icons};
use super::{focus_ring, mark};

/// A place in the rail.
pub struct Place<'a> {
    /// Its word.
    pub label: &'a str,
    /// Its icon.
    pub icon: &'a str,
    /// Whether it is open.
    pub here: bool,
}

/// Draws the rail, the last place at its bottom, and says which was pressed.
pub fn rail(ui: &mut Ui, places: &[Place<'_>]) -> Option<usize> {
    let mut pressed = None;
    let (bottom, top) = places.split_last()?;
    ui.spacing_mut().item_spacing.y = theme::S12;
    ui.vertical_centered(|ui| {
        ui.add_space(theme::S24);
        mark(ui, 36.0);
        ui.add_space(theme::S12);
        for (i, place) in top.iter().enumerate() {
            if entry(ui, place).clicked() {
                pressed = Some(i);
            }
        }
    });
    let last = ui.with_layout(eframe::egui::Layout::bottom_up(eframe::egui::Align::Center), |ui| {
        ui.add_space(theme::S12);
        entry(ui, bottom)
    });
    if last.inner.clicked() { Some(top.len()) } else { pressed }
}

fn entry(ui: &mut Ui, place: &Place<'_>) -> Response {
    let Place { label, icon, here } = *place;
    let t = Tokens::of(ui);
    let width = ui.available_width();
    let (outer, response) = ui.allocate_exact_size(vec2(width, t.tall(64.0)), Sense::click());
    let rect = outer.shrink2(vec2(8.0, 0.0));
    let painter = ui.painter();
    if here {
        painter.rect(rect, 12.0, t.c.surface, t.line(), StrokeKind::Inside);
        let tab = Rect::from_center_size(pos2(outer.left() + 1.5, outer.center().y), vec2(4.0, 38.0));
        painter.rect_filled(tab, 2.0, t.c.ink);
    } else if response.hovered() {
        painter.rect(rect, 12.0, t.c.ink.gamma_multiply(0.06), Stroke::NONE, StrokeKind::Inside);
    }
    let colour = if here { t.c.ink } else { t.c.soft };
    // The filled face means "here"; only places have one, the rest keep their outline.
    let fill = here && [icons::USERS, icons::QUESTION, icons::USERS_THREE].contains(&icon);
    let font = t.font(if fill { Weight::IconFill } else { Weight::Icon }, 24.0);
    let middle = rect.center().y;
    painter.text(pos2(rect.center().x, middle - t.tall(11.0)), Align2::CENTER_CENTER, icon, font, colour);
    let size = theme::HEAD.min(theme::HEAD * 82.0 / (13.0 * t.scale * 5.2));
    let font = Weight::SemiBold.at((theme::HEAD * t.scale).min(size * t.scale).max(theme::HEAD));
    painter.text(pos2(rect.center().x, middle + t.tall(17.0)), Align2::CENTER_CENTER, label, font, colour);
    focus_ring(ui, &response, 12.0);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, label));
    response
}

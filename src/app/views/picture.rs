//! Small pictures of questions.

use eframe::egui::{Align2, Image, Role, Sense, Ui, WidgetInfo, vec2};

use crate::app::questions::{Library, Thumb};
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::classroom::Picture;

/// Draws a picture of a question, `most` points at its longest side, or a sign in its place.
pub fn picture_ui(ui: &mut Ui, library: &Library, picture: &Picture, most: f32) {
    let t = Tokens::of(ui);
    let shows = if picture.description.is_empty() { "Picture".to_owned() } else { format!("Picture: {}", picture.description) };
    let thumb = library.thumbs.get(&picture.id);
    let mut response = match thumb {
        Some(Thumb::Shown(texture)) => {
            let image = Image::new(texture).max_size(vec2(most, most)).corner_radius(theme::ROUND_ROW).alt_text(&shows);
            ui.add(image)
        }
        _ => {
            let (rect, response) = ui.allocate_exact_size(vec2(t.px(72.0), t.px(56.0)), Sense::hover());
            ui.painter().rect_filled(rect, theme::ROUND_ROW, t.c.sunken);
            let glyph = if matches!(thumb, Some(Thumb::Unreadable)) { icons::WARNING } else { icons::IMAGE };
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, glyph, t.font(Weight::Icon, 22.0), t.c.soft);
            response
        }
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &shows));
    if matches!(thumb, Some(Thumb::Unreadable)) {
        response = response.on_hover_text("This picture cannot be shown");
    }
    if !picture.description.is_empty() {
        response.on_hover_text(&picture.description);
    }
}

//! Text, icons, dividers, fields and the focus ring.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Color32, Response, Sense, Stroke, StrokeKind, TextEdit, TextWrapMode, Ui, vec2};

use super::super::theme::{self, Tokens, Weight};
use super::bidi::{Base, field_layouter, label};

fn job(t: &Tokens, text: &str, weight: Weight, size: f32, colour: Color32) -> LayoutJob {
    let font = t.font(weight, size);
    let format =
        TextFormat { line_height: Some((font.size * theme::LINE_HEIGHT).round()), font_id: font, color: colour, ..TextFormat::default() };
    LayoutJob::single_section(text.to_owned(), format)
}

/// One line that is never broken.
pub fn line(ui: &mut Ui, text: &str, weight: Weight, size: f32, colour: Color32) -> Response {
    let t = Tokens::of(ui);
    label(ui, job(&t, text, weight, size, colour), TextWrapMode::Extend, Base::LeftToRight)
}

/// One line, cut with … where it is longer than the room; the whole text as a tooltip.
pub fn truncated(ui: &mut Ui, text: &str, weight: Weight, size: f32, colour: Color32) -> Response {
    let t = Tokens::of(ui);
    label(ui, job(&t, text, weight, size, colour), TextWrapMode::Truncate, Base::LeftToRight)
}

/// Text over as many lines as it needs.
pub fn paragraph(ui: &mut Ui, text: &str, weight: Weight, size: f32, colour: Color32) -> Response {
    let t = Tokens::of(ui);
    label(ui, job(&t, text, weight, size, colour), TextWrapMode::Wrap, Base::LeftToRight)
}

/// An icon beside its words: it has no name of its own.
pub fn icon(ui: &mut Ui, glyph: &str, fill: bool, size: f32, colour: Color32) {
    let t = Tokens::of(ui);
    let font = t.font(if fill { Weight::IconFill } else { Weight::Icon }, size);
    let (rect, _) = ui.allocate_exact_size(vec2(font.size, font.size), Sense::hover());
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, glyph, font, colour);
}

/// A divider across the room.
pub fn rule(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, t.line());
}

/// Draws the focus ring if the widget has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, corner: f32) {
    if response.has_focus() {
        let t = Tokens::of(ui);
        let stroke = Stroke::new(theme::STROKE_FOCUS, t.c.focus);
        ui.painter().rect_stroke(response.rect.expand(theme::STROKE_FOCUS), corner + theme::STROKE_FOCUS, stroke, StrokeKind::Middle);
    }
}

/// A text field of full width with an accessible name.
pub fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, rows: usize) -> Response {
    let t = Tokens::of(ui);
    let font = t.font(Weight::Regular, theme::BODY);
    let hint = egui::RichText::new(hint).font(font.clone()).color(t.c.soft);
    let id = ui.make_persistent_id(name);
    let mut layouter = field_layouter(id, font.clone(), t.c.ink);
    let edit = match rows {
        1 => TextEdit::singleline(text).layouter(&mut layouter),
        _ => TextEdit::multiline(text).desired_rows(rows),
    };
    let edit = edit.font(font).hint_text(hint).margin(vec2(14.0, 11.0)).desired_width(f32::INFINITY).text_color(t.c.ink);
    let response = ui.add(edit.id(id));
    let label = name.to_owned();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    response
}

/// A text field of this height in which longer text scrolls; its name is also its hint.
pub fn area(ui: &mut Ui, name: &str, text: &mut String, height: f32) -> Response {
    let t = Tokens::of(ui);
    let frame = egui::Frame::new().fill(t.c.surface).corner_radius(theme::ROUND_CONTROL);
    let shown = frame.show(ui, |ui| {
        let scroll = egui::ScrollArea::vertical().id_salt(name).max_height(height).min_scrolled_height(height).auto_shrink(false);
        let edit = |ui: &mut Ui| {
            let font = t.font(Weight::Regular, theme::BODY);
            let hint = egui::RichText::new(name).font(font.clone()).color(t.c.soft);
            let inside = egui::Frame::new().inner_margin(vec2(14.0, 11.0));
            let edit = TextEdit::multiline(text).font(font).hint_text(hint).frame(inside).text_color(t.c.ink).id_salt(name);
            ui.add(edit.desired_width(f32::INFINITY).min_size(vec2(0.0, height)))
        };
        scroll.show(ui, edit).inner
    });
    let response = shown.inner;
    // Painted last, so that scrolled text keeps its frame.
    let stroke = if response.has_focus() { Stroke::new(2.0, t.c.focus) } else { t.edge() };
    ui.painter().rect_stroke(shown.response.rect, theme::ROUND_CONTROL, stroke, StrokeKind::Inside);
    let label = name.to_owned();
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    response
}

//! One bar of the chart: badge, option, track of the whole class, count, per cent.

use eframe::egui::{Align2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::theme::{self, Tokens, Weight};
use super::{Base, lay_out, marked_job, paint_badge};
use crate::cards::Answer;
use crate::classroom::markup::plain;

/// What a bar shows.
pub struct Bar<'a> {
    /// The answer.
    pub answer: Answer,
    /// The option's words; may be empty.
    pub option: &'a str,
    /// How many chose it.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// Marked as right.
    pub right: bool,
    /// Drawn back, because others are right.
    pub faded: bool,
    /// 0 to 1: how far the bar has grown; 0 also hides count and per cent.
    pub grown: f32,
}

/// Draws it over the whole width, `height` high.
pub fn bar(ui: &mut Ui, bar: &Bar<'_>, height: f32) -> Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let percent = (bar.count * 100 + bar.of / 2).checked_div(bar.of).unwrap_or(0);
    let y = rect.center().y;
    let radius = t.tall(20.0).min(height * 0.3);
    let painter = ui.painter();
    // Only shapes fade: figures and words stay readable.
    let mut shapes = painter.clone();
    shapes.multiply_opacity(if bar.faded { 0.45 } else { 1.0 });
    paint_badge(&shapes, &t, pos2(rect.left() + 24.0, y), radius, bar.answer);

    let numbers = t.px(56.0) + t.px(64.0);
    let option_left = rect.left() + 24.0 + radius + 16.0;
    let option_width = if bar.option.is_empty() { 0.0 } else { (rect.width() * 0.24).max(72.0) };
    if !bar.option.is_empty() {
        let mut job = marked_job(&t, bar.option, Weight::Medium, theme::BODY, t.c.ink, option_width - 12.0);
        job.wrap.max_rows = 2;
        let galley = lay_out(painter, job, Base::FirstStrong);
        painter.galley(pos2(option_left, y - galley.size().y / 2.0), galley, t.c.ink);
    }
    let track_left = option_left + option_width;
    let track_height = t.tall(42.0).min(height * 0.6);
    let track = Rect::from_min_max(
        pos2(track_left, y - track_height / 2.0),
        pos2((rect.right() - numbers).max(track_left + 20.0), y + track_height / 2.0),
    );
    let outline = if t.c.outlined { Stroke::new(theme::STROKE, t.c.edge) } else { Stroke::NONE };
    shapes.rect(track, theme::ROUND_ROW, t.c.sunken, outline, StrokeKind::Inside);
    let part = if bar.of == 0 { 0.0 } else { bar.count as f32 / bar.of as f32 };
    if bar.count > 0 && bar.grown > 0.0 {
        let width = (track.width() * part * bar.grown).max(theme::ROUND_ROW * 2.0);
        let filled = Rect::from_min_size(track.min, vec2(width, track.height()));
        shapes.rect_filled(filled, theme::ROUND_ROW, t.c.answer(bar.answer).shape);
    }
    if bar.grown > 0.0 {
        let x = track.right() + 18.0;
        painter.text(pos2(x, y), Align2::LEFT_CENTER, bar.count, t.font(Weight::Bold, 24.0), t.c.ink);
        painter.text(pos2(x + t.px(42.0), y), Align2::LEFT_CENTER, format!("{percent} %"), t.font(Weight::Regular, theme::BODY), t.c.soft);
    }
    if bar.right {
        paint_right(ui, &t, rect, track);
    }
    response.widget_info(|| {
        let right = if bar.right { ", right answer" } else { "" };
        let counted = if bar.grown > 0.0 { format!(": {} of {}, {percent} %", bar.count, bar.of) } else { String::new() };
        let option = if bar.option.is_empty() { String::new() } else { format!(" {}", plain(bar.option)) };
        WidgetInfo::labeled(Role::Meter, true, format!("{}{option}{counted}{right}", bar.answer))
    });
    response
}

/// Outline, check and the words: right is never said by colour alone. Where the words would cover the figures, as with large
/// text, the check stands alone at the end of the track.
fn paint_right(ui: &Ui, t: &Tokens, rect: Rect, track: Rect) {
    let painter = ui.painter();
    let frame = rect.shrink2(vec2(-10.0, 8.0));
    painter.rect_stroke(frame, 12.0, Stroke::new(theme::STROKE_STRONG, t.c.good.strong), StrokeKind::Middle);
    let words = painter.layout_no_wrap("Right answer".to_owned(), t.font(Weight::SemiBold, theme::CAPTION), t.c.good.strong);
    let icon = painter.layout_no_wrap(theme::icons::CHECK_CIRCLE_FILL.to_owned(), t.font(Weight::IconFill, 17.0), t.c.good.strong);
    let size = vec2(words.size().x + icon.size().x + 28.0, t.tall(27.0));
    let pill = Rect::from_center_size(pos2(frame.right() - 22.0 - size.x / 2.0, frame.top()), size);
    if pill.bottom() > rect.center().y - t.px(15.0) {
        let radius = (track.height() * 0.28).min(t.px(11.0));
        let centre = pos2(track.right() - radius - 8.0, track.center().y);
        painter.circle_filled(centre, radius, t.c.good.strong);
        painter.text(centre, Align2::CENTER_CENTER, theme::icons::CHECK, Weight::Icon.at(radius * 1.3), t.c.good.ground);
        return;
    }
    painter.rect(pill, size.y / 2.0, t.c.good.ground, Stroke::new(1.5, t.c.good.strong), StrokeKind::Middle);
    let y = pill.center().y;
    painter.galley(pos2(pill.left() + 9.0, y - icon.size().y / 2.0), icon.clone(), t.c.good.strong);
    painter.galley(pos2(pill.left() + 16.0 + icon.size().x, y - words.size().y / 2.0), words, t.c.good.strong);
}

//! An answer's letter in its shape: circle, square, diamond, triangle.

use std::f32::consts::TAU;

use eframe::egui::{Align2, Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::super::theme::{Tokens, Weight};
use crate::cards::Answer;

/// A badge of the given radius (12 at least) as a widget named by its letter.
pub fn badge(ui: &mut Ui, answer: Answer, radius: f32) -> Response {
    let t = Tokens::of(ui);
    let radius = t.px(radius);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(radius * 2.0), Sense::hover());
    paint_badge(ui.painter(), &t, rect.center(), radius, answer);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, answer.letter()));
    response
}

/// Paints a badge; the shapes are sized to look equally large.
pub fn paint_badge(painter: &Painter, t: &Tokens, centre: Pos2, radius: f32, answer: Answer) {
    let colours = t.c.answer(answer);
    let points = |corners: &[Vec2], round: f32| rounded(&corners.iter().map(|v| centre + *v * radius).collect::<Vec<_>>(), round * radius);
    match answer {
        Answer::A => {
            painter.circle_filled(centre, radius, colours.shape);
        }
        Answer::B => {
            let s = 0.88;
            let square = points(&[vec2(-s, -s), vec2(s, -s), vec2(s, s), vec2(-s, s)], 0.16);
            painter.add(Shape::convex_polygon(square, colours.shape, Stroke::NONE));
        }
        Answer::C => {
            let s = 1.16;
            let diamond = points(&[vec2(0.0, -s), vec2(s, 0.0), vec2(0.0, s), vec2(-s, 0.0)], 0.16);
            painter.add(Shape::convex_polygon(diamond, colours.shape, Stroke::NONE));
        }
        Answer::D => {
            let triangle = points(&[vec2(0.0, -1.1), vec2(1.25, 0.92), vec2(-1.25, 0.92)], 0.16);
            painter.add(Shape::convex_polygon(triangle, colours.shape, Stroke::NONE));
        }
    }
    let (size, drop) = match answer {
        Answer::D => (0.88, 0.3),
        _ => (1.08, 0.0),
    };
    let font = Weight::Bold.at((radius * size).round());
    painter.text(centre + vec2(0.0, radius * drop), Align2::CENTER_CENTER, answer.letter(), font, colours.letter);
}

/// A convex polygon with its corners rounded: egui draws polygons with sharp ones.
fn rounded(corners: &[Pos2], radius: f32) -> Vec<Pos2> {
    let n = corners.len();
    let mut out = Vec::with_capacity(n * 6);
    for i in 0..n {
        let (before, here, after) = (corners[(i + n - 1) % n], corners[i], corners[(i + 1) % n]);
        let (a, b) = ((before - here).normalized(), (after - here).normalized());
        let half = (a.dot(b).clamp(-1.0, 1.0)).acos() / 2.0;
        let (reach, depth) = (radius / half.tan(), radius / half.sin());
        let centre = here + (a + b).normalized() * depth;
        let (start, end) = ((here + a * reach - centre).angle(), (here + b * reach - centre).angle());
        let turn = (end - start + TAU / 2.0).rem_euclid(TAU) - TAU / 2.0;
        out.extend((0..=5).map(|k| centre + Vec2::angled(start + turn * k as f32 / 5.0) * radius));
    }
    out
}

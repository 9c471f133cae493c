//! The small letters A to D in a printed square's quiet zone, as outlines for picture and PDF alike.
//!
//! Each stands at the middle of its side and reads upright where that side is up, so the holder sees which answer is
//! shown. On a square of 139 mm they are 3 mm high: too small to read from the next desk.

use super::{Answer, QuarterTurn};

/// Height of a letter as a part of the square's side: 3 mm of 139 mm.
const HEIGHT: f32 = 3.0 / 139.0;
/// Width of its strokes as a part of the square's side: 0.4 mm of 139 mm.
const STROKE: f32 = 0.4 / 139.0;
/// Corners of the dot that rounds a stroke's ends.
const ROUND: usize = 8;

/// Strokes as lines of corners, the letter 1 high and its top left at the origin.
fn strokes(answer: Answer) -> &'static [&'static [[f32; 2]]] {
    match answer {
        Answer::A => &[&[[0.0, 1.0], [0.39, 0.0], [0.78, 1.0]], &[[0.14, 0.64], [0.64, 0.64]]],
        Answer::B => &[
            &[[0.0, 0.46], [0.0, 0.0], [0.42, 0.0], [0.58, 0.11], [0.58, 0.35], [0.42, 0.46]],
            &[[0.0, 0.46], [0.46, 0.46], [0.65, 0.6], [0.65, 0.86], [0.46, 1.0], [0.0, 1.0], [0.0, 0.46]],
        ],
        Answer::C => &[&[[0.72, 0.22], [0.52, 0.0], [0.24, 0.0], [0.0, 0.26], [0.0, 0.74], [0.24, 1.0], [0.52, 1.0], [0.72, 0.78]]],
        Answer::D => &[&[[0.0, 0.0], [0.38, 0.0], [0.68, 0.28], [0.68, 0.72], [0.38, 1.0], [0.0, 1.0], [0.0, 0.0]]],
    }
}

/// The outlines of all four letters, each wound the same way, for a square whose quiet zone is `quiet` of its side.
/// Filled together (nonzero) they are the letters; coordinates are parts of the side, the origin at the top left.
pub(super) fn outlines(quiet: f32) -> Vec<Vec<[f32; 2]>> {
    Answer::ALL.into_iter().flat_map(|answer| outlines_of(answer, quiet)).collect()
}

fn outlines_of(answer: Answer, quiet: f32) -> Vec<Vec<[f32; 2]>> {
    let strokes = strokes(answer);
    let width = strokes.iter().flat_map(|s| s.iter()).map(|p| p[0]).fold(0.0, f32::max);
    // The strokes' middles lie half a stroke inside the letter's height.
    let scale = HEIGHT - STROKE;
    let at = |[x, y]: [f32; 2]| onto_side(answer, [0.5 + (x - width / 2.0) * scale, quiet / 2.0 + (y - 0.5) * scale]);
    let mut outlines = Vec::new();
    for stroke in strokes {
        let points: Vec<[f32; 2]> = stroke.iter().map(|&p| at(p)).collect();
        outlines.extend(points.windows(2).map(|pair| bar(pair[0], pair[1])));
        outlines.extend(points.iter().map(|&p| dot(p)));
    }
    outlines
}

/// A point of the top side, carried to the side that is up when `answer` is shown.
fn onto_side(answer: Answer, point: [f32; 2]) -> [f32; 2] {
    (0..QuarterTurn::from(answer).count()).fold(point, |[x, y], _| [1.0 - y, x])
}

fn bar([x0, y0]: [f32; 2], [x1, y1]: [f32; 2]) -> Vec<[f32; 2]> {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let half = STROKE / 2.0 / dx.hypot(dy);
    let (nx, ny) = (-dy * half, dx * half);
    vec![[x0 - nx, y0 - ny], [x1 - nx, y1 - ny], [x1 + nx, y1 + ny], [x0 + nx, y0 + ny]]
}

fn dot([x, y]: [f32; 2]) -> Vec<[f32; 2]> {
    let corner = |i: usize| (i as f32 + 0.5) / ROUND as f32 * std::f32::consts::TAU;
    (0..ROUND).map(|i| [x + STROKE / 2.0 * corner(i).cos(), y + STROKE / 2.0 * corner(i).sin()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_outlines_are_wound_the_same_way() {
        for outline in outlines(0.1) {
            let doubled: f32 = (0..outline.len())
                .map(|i| {
                    let ([x0, y0], [x1, y1]) = (outline[i], outline[(i + 1) % outline.len()]);
                    (x0 - 0.5) * (y1 - 0.5) - (x1 - 0.5) * (y0 - 0.5)
                })
                .sum();
            assert!(doubled > 0.0, "{outline:?}");
        }
    }

    #[test]
    fn each_letter_stands_in_the_middle_of_the_quiet_zone_of_its_side() {
        let quiet = 0.08;
        let middles = [[0.5, quiet / 2.0], [1.0 - quiet / 2.0, 0.5], [0.5, 1.0 - quiet / 2.0], [quiet / 2.0, 0.5]];
        for (answer, middle) in Answer::ALL.into_iter().zip(middles) {
            for [x, y] in outlines_of(answer, quiet).concat() {
                let away = (x - middle[0]).abs().max((y - middle[1]).abs());
                assert!(away <= HEIGHT / 2.0 + 1e-6, "{answer}: {x} {y}");
            }
        }
    }
}

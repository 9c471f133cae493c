//! Where the corners of a card that was read lie, to a fraction of a pixel.
//!
//! Alignment ends when a card is known, and its samples are too few to tell where a sharp edge lies between two of them. So the
//! border of a large card is measured once more: the step from black to white, at many places along each side, gives four
//! straight lines, which cross at the corners.

use super::Point;
use super::homography::Homography;
use super::kernels::{self, Isa};
use super::line::Line;
use super::point::sides;
use super::pyramid::Level;
use crate::cards::Layout;

/// Pixels a module should have: fewer, and its alignment is as good; many more are slow to go through.
const LEAST_MODULE_PX: f32 = 3.0;
const MODULE_PX: f32 = 8.0;
/// Places along a side, between its corners, and samples across it at each, a module in all.
const PLACES: usize = 24;
const ACROSS: usize = 16;
/// Samples at either end of them that tell what black and white are there.
const END: usize = 3;
/// A step that is lower than this part of the usual one is a thumb, or glare.
const STEP: f32 = 0.5;
/// Places that are farther from the line than this many times the usual distance are not on it, and fewer places than this
/// make no line.
const ASTRAY: f32 = 2.5;
const FEWEST: usize = PLACES / 2;
/// Measured twice, since the first time the side may lie beside the middle of the samples.
const ROUNDS: usize = 2;
/// How far a corner may move, in modules.
const FARTHEST: f32 = 0.6;

/// The outer black corners of a card with a border, given as its alignment has left them; `None` where they stay as they are.
pub fn exact(isa: Isa, levels: &[Level], layout: Layout, black: &[Point; 4]) -> Option<[Point; 4]> {
    let module = sides(black).into_iter().fold(f32::INFINITY, f32::min) / layout.black();
    if module < LEAST_MODULE_PX {
        return None;
    }
    let level = &levels[((module / MODULE_PX).max(1.0).log2().round() as usize).min(levels.len() - 1)];
    let across = Across::of(layout);
    let mut corners = black.map(|p| level.level_from_picture(p));
    for _ in 0..ROUNDS {
        let map = Homography::from_square(&corners)?;
        let mut lines = [Line::default(); 4];
        for (turn, line) in lines.iter_mut().enumerate() {
            *line = across.upper_side(isa, level, &map.source_turned(turn as u8))?;
        }
        for (i, corner) in corners.iter_mut().enumerate() {
            *corner = lines[(i + 3) % 4].crossing(&lines[i])?;
        }
    }
    let corners = corners.map(|p| level.picture_from_level(p));
    let moved = corners.iter().zip(black).map(|(a, b)| a.distance(*b)).fold(0.0, f32::max);
    (moved < FARTHEST * module).then_some(corners)
}

/// Samples across the upper side of a black square, place after place, outwards from half a module inside.
struct Across {
    /// Side of a module, the black square's running from −1 to 1.
    module: f32,
    across: [f32; PLACES * ACROSS],
    down: [f32; PLACES * ACROSS],
}

impl Across {
    fn of(layout: Layout) -> Self {
        let module = 2.0 / layout.black();
        let across = std::array::from_fn(|i| along(i / ACROSS, module));
        let down = std::array::from_fn(|i| out((i % ACROSS) as f32, module));
        Self { module, across, down }
    }

    /// The line along the upper side of the black square that a map lays into the picture.
    fn upper_side(&self, isa: Isa, level: &Level, map: &Homography) -> Option<Line> {
        let Self { module, across, down } = self;
        let mut tones = [0.0; PLACES * ACROSS];
        if !kernels::sample(isa, &level.pixels, level.width, &map.0, across, down, &mut tones) {
            return None;
        }
        // A lens mixes light, and gray values are about its square root: as they stand, white would look wider than it is. Smaller
        // levels mix gray values.
        if level.scale == 1.0 {
            tones.iter_mut().for_each(|t| *t *= *t);
        }
        let ends = |tones: &[f32]| [&tones[..END], &tones[ACROSS - END..]].map(|end| end.iter().sum::<f32>() / END as f32);
        let step = |tones: &[f32]| ends(tones)[1] - ends(tones)[0];
        let usual = median(tones.chunks_exact(ACROSS).map(step).collect());
        let edge = |(place, tones): (usize, &[f32])| {
            let [black, white] = ends(tones);
            // How much of the way is black, whatever the blur.
            let dark: f32 = tones.iter().map(|t| ((white - t) / (white - black)).clamp(0.0, 1.0)).sum();
            map.apply(along(place, *module), out(dark - 0.5, *module))
        };
        let clear = |(_, tones): &(usize, &[f32])| step(tones) > (STEP * usual).max(1.0);
        let points: Vec<Point> = tones.chunks_exact(ACROSS).enumerate().filter(clear).map(edge).collect();
        if points.len() < FEWEST {
            return None;
        }
        let rough = Line::through(&points);
        let far = median(points.iter().map(|p| rough.beyond(*p).abs()).collect());
        let near: Vec<Point> = points.into_iter().filter(|p| rough.beyond(*p).abs() <= ASTRAY * far + 0.05).collect();
        (near.len() >= FEWEST).then(|| Line::through(&near))
    }
}

/// How far along its side a place lies: between the corners, a module off.
fn along(place: usize, module: f32) -> f32 {
    (2.0 * (place as f32 + 0.5) / PLACES as f32 - 1.0) * (1.0 - module)
}

/// How far out a sample lies.
fn out(sample: f32, module: f32) -> f32 {
    -1.0 + module * (0.5 - (sample + 0.5) / ACROSS as f32)
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::{CardNumber, Code, Deck};
    use crate::vision::Scanner;
    use image::{GrayImage, Luma, imageops};

    #[test]
    fn a_large_card_is_outlined_where_its_black_ends() {
        let deck = Deck::named(Deck::QUARTER).expect("our own deck");
        let Code::Grid { layout, .. } = deck.code() else { panic!("a grid") };
        let mut scanner = Scanner::new(deck, deck.cards().take(40));
        for (px, within) in [(120u32, 0.3f32), (360, 0.5), (1080, 1.5)] {
            for card in 1..=12 {
                let face = deck.face(CardNumber(card)).expect("a card").picture(px);
                let mut room = GrayImage::from_pixel(2 * px, 2 * px, Luma([255]));
                imageops::overlay(&mut room, &face, i64::from(px / 3), i64::from(px / 4));
                let reads = scanner.scan(&room).reads;
                assert_eq!((reads.len(), reads[0].card), (1, CardNumber(card)));
                assert!(reads[0].confidence > 0.95, "nothing is clearer than that: {}", reads[0].confidence);
                let (wide, inset) = (face.width() as f32, face.width() as f32 * layout.quiet / layout.square());
                let [left, top] = [px / 3, px / 4].map(|at| at as f32 + inset - 0.5);
                let [right, bottom] = [left, top].map(|at| at + wide - 2.0 * inset);
                for (corner, (x, y)) in reads[0].corners.iter().zip([(left, top), (right, top), (right, bottom), (left, bottom)]) {
                    let off = corner.distance(Point::new(x, y));
                    assert!(off < within, "{px} px, card {card}: {off} px");
                }
            }
        }
    }

    #[test]
    fn a_thumb_on_the_border_does_not_bend_it() {
        // Black from 20 to 79, white from 35 to 64 within, light around; a thumb over the end of the upper side.
        let tone = |x: u32, y: u32| {
            let within = |from: u32, to: u32| (from..=to).contains(&x) && (from..=to).contains(&y);
            let thumb = (x as f32 - 68.0).hypot(y as f32 - 16.0) < 9.0;
            if thumb {
                120
            } else if within(20, 79) && !within(35, 64) {
                30
            } else {
                210
            }
        };
        let pixels = (0..100 * 100).map(|i| tone(i % 100, i / 100)).collect();
        let levels = [Level { width: 100, height: 100, pixels, scale: 1.0, margin: 0 }];
        let rough = [(21.5, 18.0), (81.0, 20.5), (77.5, 80.0), (19.0, 78.0)].map(|(x, y)| Point::new(x, y));
        let layout = Layout { modules: 4, border: 1.0, quiet: 1.0 };
        let found = exact(Isa::best(), &levels, layout, &rough).expect("four sides");
        for (corner, (x, y)) in found.iter().zip([(19.5, 19.5), (79.5, 19.5), (79.5, 79.5), (19.5, 79.5)]) {
            assert!(corner.distance(Point::new(x, y)) < 0.5, "{found:?}");
        }
    }
}

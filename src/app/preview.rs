//! The camera's picture as the teacher sees it: the room darkened to about a third and without colour, the cards bright.

use eframe::egui::{Color32, ColorImage};
use image::GrayImage;

use crate::vision::{Point, Read};

/// Widest preview in pixels; larger pictures are made smaller.
const WIDEST: u32 = 1280;

/// Light left in the room, of 256.
const ROOM: u32 = 84;

/// How much wider than the code's black square the bright part is: the card's white rim.
const RIM: f32 = 1.32;

/// A darkened copy of the picture with the read cards bright. The scale says how many preview pixels one picture pixel is.
pub fn darkened(picture: &GrayImage, reads: &[Read]) -> (ColorImage, f32) {
    let (width, height) = picture.dimensions();
    let step = width.div_ceil(WIDEST).max(1);
    let (w, h) = ((width / step).max(1), (height / step).max(1));
    let pixels = picture.as_raw();
    let at = |x: u32, y: u32| u32::from(pixels[((y * step).min(height - 1) * width + (x * step).min(width - 1)) as usize]);
    let mut out = Vec::with_capacity((w * h) as usize);
    for y in 0..h {
        for x in 0..w {
            // A breath of blue, so that the darkened room does not look brown beside the page.
            let v = at(x, y) * ROOM / 256;
            out.push(Color32::from_rgb((v + 10) as u8, (v + 12) as u8, (v + 18) as u8));
        }
    }
    let scale = 1.0 / step as f32;
    for read in reads {
        let quad = grown(&read.corners, RIM).map(|p| Point::new(p.x * scale, p.y * scale));
        let (left, right) = (min(&quad, |p| p.x), max(&quad, |p| p.x));
        let (top, bottom) = (min(&quad, |p| p.y), max(&quad, |p| p.y));
        for y in (top.floor().max(0.0) as u32)..(bottom.ceil().clamp(0.0, h as f32) as u32) {
            for x in (left.floor().max(0.0) as u32)..(right.ceil().clamp(0.0, w as f32) as u32) {
                if inside(&quad, x as f32, y as f32) {
                    let v = at(x, y) as u8;
                    out[(y * w + x) as usize] = Color32::from_gray(v);
                }
            }
        }
    }
    (ColorImage::new([w as usize, h as usize], out), scale)
}

/// The corners moved away from their centre.
pub fn grown(corners: &[Point; 4], by: f32) -> [Point; 4] {
    let sum = corners.iter().fold(Point::default(), |s, c| Point::new(s.x + c.x, s.y + c.y));
    let centre = Point::new(sum.x / 4.0, sum.y / 4.0);
    corners.map(|c| Point::new(centre.x + (c.x - centre.x) * by, centre.y + (c.y - centre.y) * by))
}

fn min(quad: &[Point; 4], of: impl Fn(&Point) -> f32) -> f32 {
    quad.iter().map(of).fold(f32::INFINITY, f32::min)
}

fn max(quad: &[Point; 4], of: impl Fn(&Point) -> f32) -> f32 {
    quad.iter().map(of).fold(f32::NEG_INFINITY, f32::max)
}

/// Whether a point lies in a convex quadrilateral, whichever way round its corners run.
fn inside(quad: &[Point; 4], x: f32, y: f32) -> bool {
    let side = |i: usize| {
        let (a, b) = (quad[i], quad[(i + 1) % 4]);
        (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
    };
    let sides = [side(0), side(1), side(2), side(3)];
    sides.iter().all(|s| *s >= 0.0) || sides.iter().all(|s| *s <= 0.0)
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;
    use crate::cards::{Answer, CardNumber};

    #[test]
    fn the_room_is_dark_and_a_read_card_bright() {
        let picture = GrayImage::from_pixel(40, 40, Luma([200]));
        let corners = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)].map(|(x, y)| Point::new(x, y));
        let read = Read { card: CardNumber(1), answer: Answer::A, corners, confidence: 1.0, duplicate: false };
        let (preview, scale) = darkened(&picture, &[read]);
        assert_eq!(scale, 1.0);
        assert_eq!(preview[(15, 15)], Color32::from_gray(200));
        assert!(preview[(30, 30)].r() < 100);
    }

    #[test]
    fn a_large_picture_becomes_a_preview_of_bearable_size() {
        let (preview, scale) = darkened(&GrayImage::new(4000, 3000), &[]);
        assert_eq!((preview.size, scale), ([1000, 750], 0.25));
    }
}

//! A picture with its cards outlined and named, for people to check a reading by eye.

use ab_glyph::{FontRef, PxScale};
use image::{GrayImage, Rgb, RgbImage};
use imageproc::drawing::{draw_filled_rect_mut, draw_text_mut, text_size};
use imageproc::rect::Rect;

use crate::cards::Answer;
use crate::vision::{Point, Read};

/// Atkinson Hyperlegible Next: Latin letters and digits. A character it lacks is drawn as an empty box.
const FONT: &[u8] = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf");

/// Letters and outlines are this part of the picture's height, and at least [`MIN_TEXT_PX`] high.
const TEXT_PER_HEIGHT: f32 = 1.0 / 45.0;
const MIN_TEXT_PX: f32 = 13.0;
/// Width of an outline in parts of the text's height.
const LINE_PER_TEXT: f32 = 0.14;

const LABEL: Rgb<u8> = Rgb([0x14, 0x17, 0x1f]);
/// For a card that stands in the picture twice.
const WARN: Rgb<u8> = Rgb([0xff, 0xcb, 0x73]);

/// The answers' colours on dark ground; the letter always stands beside the colour.
fn colour(answer: Answer) -> Rgb<u8> {
    match answer {
        Answer::A => Rgb([0x6f, 0xa3, 0xf5]),
        Answer::B => Rgb([0xf0, 0x8c, 0x2e]),
        Answer::C => Rgb([0x74, 0xec, 0xc4]),
        Answer::D => Rgb([0xeb, 0xbd, 0xf3]),
    }
}

/// The picture in colour, every read card outlined in its answer's colour (amber where the same card stands there twice), and under it
/// the text that `label` gives; usually number and answer.
///
/// ```
/// # use quarterturn::{cards::{Answer, CardNumber}, exchange::annotate, vision::{Point, Read}};
/// let corners = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)].map(|(x, y)| Point::new(x, y));
/// let read = Read { card: CardNumber(7), answer: Answer::A, corners, confidence: 0.9, duplicate: false };
/// let picture = annotate(&image::GrayImage::new(200, 100), &[read], |r| format!("{} {}", r.card, r.answer));
/// assert_ne!(picture.get_pixel(20, 40), picture.get_pixel(40, 40)); // the outline's left side
/// ```
pub fn annotate(picture: &GrayImage, reads: &[Read], label: impl Fn(&Read) -> String) -> RgbImage {
    let font = FontRef::try_from_slice(FONT).expect("the font is part of the program");
    let mut out = RgbImage::from_fn(picture.width(), picture.height(), |x, y| Rgb([picture.get_pixel(x, y).0[0]; 3]));
    let text_px = (picture.height() as f32 * TEXT_PER_HEIGHT).max(MIN_TEXT_PX);
    let colour = |read: &Read| if read.duplicate { WARN } else { colour(read.answer) };
    for read in reads {
        for i in 0..4 {
            line(&mut out, read.corners[i], read.corners[(i + 1) % 4], text_px * LINE_PER_TEXT, colour(read));
        }
    }
    // Labels after all outlines, so that no neighbour crosses one out.
    for read in reads {
        write_under(&mut out, read, &label(read), &font, text_px, colour(read));
    }
    out
}

fn write_under(out: &mut RgbImage, read: &Read, text: &str, font: &FontRef<'_>, text_px: f32, colour: Rgb<u8>) {
    let scale = PxScale::from(text_px);
    let (text_width, _) = text_size(scale, font, text);
    let pad = (text_px * 0.25).ceil();
    let (width, height) = (text_width as f32 + 2.0 * pad, text_px + pad);
    let lowest = read.corners.iter().map(|c| c.y).fold(f32::MIN, f32::max);
    // Inside the picture even where the card stands at its rim.
    let within = |at: f32, length: f32, room: u32| at.min(room as f32 - length).max(0.0).round() as i32;
    let left = within(read.centre().x - width / 2.0, width, out.width());
    let top = within(lowest + pad, height, out.height());
    draw_filled_rect_mut(out, Rect::at(left, top).of_size((width as u32).max(1), (height as u32).max(1)), LABEL);
    draw_text_mut(out, colour, left + pad as i32, top + (pad / 2.0) as i32, scale, font, text);
}

/// A line with round ends, smoothed at its rim.
fn line(out: &mut RgbImage, from: Point, to: Point, thickness_px: f32, colour: Rgb<u8>) {
    let radius = thickness_px / 2.0;
    let span = |a: f32, b: f32, room: u32| {
        let low = (a.min(b) - radius - 1.0).max(0.0) as u32;
        let high = (a.max(b) + radius + 2.0).max(0.0) as u32;
        low..high.min(room)
    };
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length_squared = (dx * dx + dy * dy).max(f32::EPSILON);
    for y in span(from.y, to.y, out.height()) {
        for x in span(from.x, to.x, out.width()) {
            let (px, py) = (x as f32 - from.x, y as f32 - from.y);
            let along = ((px * dx + py * dy) / length_squared).clamp(0.0, 1.0);
            let distance = (px - along * dx).hypot(py - along * dy);
            let cover = (radius - distance + 0.5).clamp(0.0, 1.0);
            let pixel = out.get_pixel_mut(x, y);
            for (channel, new) in pixel.0.iter_mut().zip(colour.0) {
                *channel = (f32::from(*channel) * (1.0 - cover) + f32::from(new) * cover).round() as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::CardNumber;

    fn read_at(corners: [(f32, f32); 4]) -> Read {
        let corners = corners.map(|(x, y)| Point::new(x, y));
        Read { card: CardNumber(12), answer: Answer::B, corners, confidence: 1.0, duplicate: false }
    }

    #[test]
    fn outline_and_label_lie_on_and_under_the_card_and_nowhere_else() {
        let read = read_at([(100.0, 50.0), (140.0, 50.0), (140.0, 90.0), (100.0, 90.0)]);
        let picture = annotate(&GrayImage::from_pixel(240, 160, image::Luma([200])), &[read], |r| format!("{} {}", r.card, r.answer));
        assert_eq!(*picture.get_pixel(120, 50), colour(Answer::B));
        assert_eq!(*picture.get_pixel(120, 70), Rgb([200; 3]));
        assert_eq!(*picture.get_pixel(10, 10), Rgb([200; 3]));
        let label = (95..120).flat_map(|y| (100..140).map(move |x| (x, y))).map(|(x, y)| *picture.get_pixel(x, y));
        let (dark, written) = label.fold((0, 0), |(d, w), p| (d + u32::from(p == LABEL), w + u32::from(p.0[0] > 120 && p.0[2] < 100)));
        assert!(dark > 100 && written > 10, "{dark} dark and {written} written pixels");
    }

    #[test]
    fn cards_beyond_the_rim_do_no_harm() {
        let far = read_at([(-1e9, -1e9), (1e9, -5.0), (1e9, 1e9), (f32::NAN, 3.0)]);
        let picture = annotate(&GrayImage::new(3, 2), &[far], |_| "a rather long name".to_owned());
        assert_eq!(picture.dimensions(), (3, 2));
    }
}

//! Samples a card from a picture, decides which card it is, and aligns it to that card's template.

use super::bank::{Bank, Light, PARAMETERS};
use super::banks::{Aspect, Pair};
use super::homography::Homography;
use super::kernels::{self, Isa};
use super::pyramid::Level;
use crate::cards::appearance::{SAMPLES, Samples, turned_once};
use crate::cards::distance::dot;

/// Bilinear samples of the printed square; `None` where the card leaves the picture by more than a pixel.
pub fn sample(isa: Isa, level: &Level, image_from_card: &Homography) -> Option<Samples> {
    let mut out = [0.0; SAMPLES];
    kernels::sample(isa, &level.pixels, level.width, &image_from_card.0, &mut out).then_some(out)
}

/// One picture of a card, ready to be compared.
#[derive(Clone, Debug)]
pub struct View {
    /// Light taken out.
    pub signal: Samples,
    /// Its length.
    pub length: f32,
    /// Mean gray value.
    pub mean: f32,
}

impl View {
    /// Prepares samples.
    pub fn new(light: &Light, samples: &Samples) -> Self {
        let signal = light.removed(samples);
        Self { signal, length: dot(&signal, &signal).sqrt(), mean: samples.iter().sum::<f32>() / SAMPLES as f32 }
    }
}

/// The best and the second-best card and turn at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Index of the best card.
    pub word: usize,
    /// Counter-clockwise quarter turns from upright.
    pub turn: u8,
    /// Its correlation, −1 to 1.
    pub score: f32,
    /// The best correlation of any other card or turn.
    pub second: f32,
}

/// Compares a view with every card in every turn; `scores` is scratch space.
pub fn decide(isa: Isa, banks: &Pair, aspect: Aspect, view: &View, scores: &mut Vec<f32>) -> Decision {
    let count = banks.lying(aspect).units.len();
    scores.resize(count, 0.0);
    let mut best = Decision { word: 0, turn: 0, score: -1.0, second: -1.0 };
    let mut signal = view.signal;
    for quarters in 0..4u8 {
        kernels::dots(isa, &signal, &banks.lying(aspect.turned(quarters)).units, scores);
        for (word, &score) in scores.iter().enumerate() {
            let score = score / view.length.max(1e-6);
            if score > best.score {
                // The picture turned counter-clockwise `quarters` times looks upright, so the card lies turned by the rest.
                best = Decision { word, turn: (4 - quarters) % 4, score, second: best.score };
            } else if score > best.second {
                best.second = score;
            }
        }
        if quarters < 3 {
            signal = turned_once(&signal);
        }
    }
    best
}

/// One step of alignment: the map that explains the view better, for a card that lies upright in it.
pub fn step(bank: &Bank, word: usize, view: &View, image_from_card: &Homography) -> Option<Homography> {
    let gain = bank.gain(word, view);
    if gain <= 0.0 {
        return None;
    }
    let gains = bank.gains(word);
    let q: [f32; PARAMETERS] = std::array::from_fn(|p| dot(&view.signal, &gains[p]) / gain);
    let small = Homography([1.0 + q[0], q[1], q[2], q[3], 1.0 + q[4], q[5], q[6], q[7], 1.0]);
    if q.iter().any(|v| v.abs() > 0.5) {
        return None;
    }
    Some(image_from_card.after(&small.inverse()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::appearance::Blur;
    use crate::cards::{Code, Deck, QuarterTurn};
    use crate::vision::Point;
    use crate::vision::banks::Banks;

    #[test]
    fn a_displaced_start_is_aligned_and_the_turn_is_known() {
        let deck = Deck::named("quarter").expect("our deck");
        let Code::Grid { layout, words, .. } = deck.code() else { panic!("a grid") };
        let words = &words[..12];
        let mut banks = Banks::new(*layout, words.to_vec());
        let (pair, aspect) = banks.near(Blur { across: 0.04, down: 0.04 });
        let bank = pair.lying(aspect);
        // A face of 20 px in a picture of its own, turned counter-clockwise once, seen from its true corners and beside.
        let face = deck.face(crate::cards::CardNumber(4)).expect("card 4").picture(720);
        let turned = image::imageops::rotate270(&face);
        let small = image::imageops::resize(&turned, 20, 20, image::imageops::FilterType::Triangle);
        let mut picture = image::GrayImage::from_pixel(40, 40, image::Luma([255]));
        image::imageops::overlay(&mut picture, &small, 10, 10);
        let level = Level { width: 40, height: 40, pixels: picture.into_raw(), scale: 1.0, margin: 0 };
        let corners = [(9.9, 9.2), (29.9, 9.0), (30.0, 29.1), (10.1, 29.3)].map(|(x, y)| Point::new(x, y));
        let light = Light::new();
        let mut map = Homography::from_square(&corners).expect("convex");
        let mut view = View::new(&light, &sample(Isa::best(), &level, &map).expect("inside"));
        let first = decide(Isa::best(), &pair, aspect, &view, &mut Vec::new());
        assert_eq!((first.word, QuarterTurn::new(first.turn)), (3, QuarterTurn::new(1)));
        map = map.source_turned(4 - first.turn);
        for _ in 0..4 {
            view = View::new(&light, &sample(Isa::best(), &level, &map).expect("inside"));
            map = step(bank, 3, &view, &map).expect("a step");
        }
        let last = decide(Isa::best(), &pair, aspect, &view, &mut Vec::new());
        assert!(last.score > first.score && last.turn == 0, "{first:?} {last:?}");
        // The upright face's top left corner lies at the bottom left now.
        let corner = map.apply(-1.0, -1.0);
        assert!((corner.x - 9.5).abs() < 0.2 && (corner.y - 29.5).abs() < 0.2, "{corner:?}");
    }
}

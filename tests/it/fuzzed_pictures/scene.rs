//! Random pictures: a texture or two, and cards stuck on them, most of them damaged.

use image::{GrayImage, Luma, imageops};
use proptest::prelude::*;
use quarterturn::cards::{Answer, CardNumber, Deck};

/// One picture, as few numbers: so that a failing one can be made smaller.
#[derive(Clone, Debug)]
pub struct Scene {
    width: u32,
    height: u32,
    ground: Texture,
    /// Another texture on the right of this part of the width.
    beside: (f32, Texture),
    /// Cards stuck on it.
    pub stickers: Vec<Sticker>,
    blur_px: f32,
}

#[derive(Clone, Copy, Debug)]
enum Texture {
    Plain(u8),
    Noise {
        seed: u64,
        grain: u32,
        tones: [u8; 2],
    },
    /// Light and dark, across or slanted.
    Stripes {
        period: f32,
        slant: f32,
        tones: [u8; 2],
    },
    Board {
        side: u32,
        tones: [u8; 2],
    },
    /// Squares in squares.
    Rings {
        step: u32,
        tones: [u8; 2],
    },
    /// Small squares in rows, each a little off its place.
    Squares {
        side: u32,
        gap: u32,
        seed: u64,
        tones: [u8; 2],
    },
    /// Random codes in dark frames: some may be a card of ours, or as good as one where they are small.
    Frames {
        side: u32,
        gap: u32,
        seed: u64,
        tones: [u8; 2],
    },
    Gradient {
        across: f32,
        down: f32,
    },
}

/// A card on the picture.
#[derive(Clone, Copy, Debug)]
pub struct Sticker {
    card: usize,
    /// Its middle in parts of the picture.
    at: [f32; 2],
    side_px: f32,
    /// Turned clockwise.
    degrees: f32,
    /// Height as a part of the width, before it is turned.
    squeeze: f32,
    damage: Damage,
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    None,
    /// Of so many of 256 pixels the tone is random.
    Noise {
        seed: u64,
        share: u8,
    },
    /// A part of the square, from its left, is of one tone.
    Cut {
        part: f32,
        tone: u8,
    },
    /// Rectangles of one tone each.
    Blots {
        seed: u64,
        count: u32,
    },
    Inverted,
    Mirrored,
}

/// Where a card lies.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    middle: [f32; 2],
    side: f32,
}

impl Place {
    /// Whether a point is near its middle.
    pub fn holds(&self, [x, y]: [f32; 2]) -> bool {
        (x - self.middle[0]).hypot(y - self.middle[1]) < 0.25 * self.side + 1.0
    }
}

/// A number that looks random, of a seed and a place (SplitMix64's last steps).
fn random(seed: u64, x: u32, y: u32) -> u64 {
    let z = seed.wrapping_add(u64::from(x) << 32 | u64::from(y)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

impl Texture {
    fn tone(self, x: u32, y: u32, [width, height]: [u32; 2]) -> u8 {
        let of = |tones: [u8; 2], second: bool| tones[usize::from(second)];
        match self {
            Self::Plain(tone) => tone,
            Self::Noise { seed, grain, tones: [low, high] } => {
                let (low, high) = (low.min(high), low.max(high));
                low + (random(seed, x / grain, y / grain) % (u64::from(high - low) + 1)) as u8
            }
            Self::Stripes { period, slant, tones } => of(tones, ((x as f32 + slant * y as f32) / period).rem_euclid(1.0) < 0.5),
            Self::Board { side, tones } => of(tones, (x / side + y / side).is_multiple_of(2)),
            Self::Rings { step, tones } => {
                let from_middle = (x.abs_diff(width / 2)).max(y.abs_diff(height / 2));
                of(tones, (from_middle / step).is_multiple_of(2))
            }
            Self::Squares { side, gap, seed, tones } => {
                let pitch = side + gap;
                let slip = random(seed, x / pitch, y / pitch);
                let [dx, dy] = [slip % u64::from(gap + 1), (slip >> 20) % u64::from(gap + 1)].map(|s| s as u32);
                let inside = |v: u32, slip: u32| (slip..slip + side).contains(&(v % pitch));
                of(tones, inside(x, dx) && inside(y, dy))
            }
            Self::Frames { side, gap, seed, tones } => {
                let pitch = side + gap;
                let [u, v] = [x % pitch, y % pitch];
                let depth = u.min(v).min(side.saturating_sub(u.max(v) + 1));
                let module = (side / 8).max(1);
                let is_dark = u < side && v < side && (depth < module || random(seed, x / module, y / module).is_multiple_of(2));
                of(tones, is_dark)
            }
            Self::Gradient { across, down } => {
                (128.0 + across * (x as f32 / width as f32 - 0.5) + down * (y as f32 / height as f32 - 0.5)).clamp(0.0, 255.0) as u8
            }
        }
    }
}

impl Damage {
    /// The tone at a place of the square (0 to 1 from its top left corner) and a pixel of the picture.
    fn tone(self, face: &GrayImage, [u, v]: [f32; 2], [x, y]: [u32; 2]) -> u8 {
        let cells = face.width();
        let printed = |u: f32| {
            let cell = |part: f32| ((part * cells as f32) as u32).min(cells - 1);
            face.get_pixel(cell(u), cell(v)).0[0]
        };
        match self {
            Self::None => printed(u),
            Self::Noise { seed, share } => {
                let random = random(seed, x, y);
                if random as u8 >= share { printed(u) } else { (random >> 32) as u8 }
            }
            Self::Cut { part, tone } => {
                if u < part {
                    tone
                } else {
                    printed(u)
                }
            }
            Self::Blots { seed, count } => {
                let blot = (0..count).find_map(|i| {
                    let part = |k: u32| (random(seed, i, k) % 1000) as f32 / 1000.0;
                    let ([left, top], [width, height]) = ([part(0), part(1)], [0.3 * part(2), 0.3 * part(3)]);
                    ((left..left + width).contains(&u) && (top..top + height).contains(&v)).then(|| random(seed, i, 4) as u8)
                });
                blot.unwrap_or_else(|| printed(u))
            }
            Self::Inverted => 255 - printed(u),
            Self::Mirrored => printed(1.0 - u),
        }
    }
}

impl Scene {
    /// The picture with cards of this deck.
    pub fn draw(&self, deck: &Deck) -> GrayImage {
        let size = [self.width, self.height];
        let (part, beside) = self.beside;
        let mut picture = GrayImage::from_fn(self.width, self.height, |x, y| {
            let texture = if x as f32 >= part * self.width as f32 { beside } else { self.ground };
            Luma([texture.tone(x, y, size)])
        });
        for sticker in &self.stickers {
            sticker.draw(&mut picture, deck);
        }
        if self.blur_px > 0.2 && self.width > 0 && self.height > 0 { imageops::blur(&picture, self.blur_px) } else { picture }
    }

    /// Whether cards can be in it that nobody stuck on.
    pub fn holds_random_codes(&self) -> bool {
        [self.ground, self.beside.1].iter().any(|texture| matches!(texture, Texture::Frames { .. }))
    }

    /// What may be read: the cards that are neither mirrored nor inverted, with the answer they show. Near half a quarter turn
    /// two answers are true.
    pub fn truth(&self, deck: &Deck) -> Vec<(CardNumber, Answer, Place)> {
        let cards: Vec<CardNumber> = deck.cards().collect();
        let readable = self.stickers.iter().filter(|s| !matches!(s.damage, Damage::Inverted | Damage::Mirrored));
        readable
            .flat_map(|s| {
                let place = Place { middle: s.middle([self.width, self.height]), side: s.side_px };
                // Clockwise by a quarter turn, the left side comes up: A becomes D.
                let turned = |slack: f32| Answer::ALL[(((-s.degrees + slack) / 90.0).round() as i32).rem_euclid(4) as usize];
                [turned(-8.0), turned(8.0)].map(|answer| (cards[s.card % cards.len()], answer, place))
            })
            .collect()
    }
}

impl Sticker {
    fn middle(&self, [width, height]: [u32; 2]) -> [f32; 2] {
        [self.at[0] * width as f32, self.at[1] * height as f32]
    }

    fn draw(&self, picture: &mut GrayImage, deck: &Deck) {
        let cards: Vec<CardNumber> = deck.cards().collect();
        let Some(face) = deck.face(cards[self.card % cards.len()]) else { return };
        // The smallest picture of a face has a pixel for each of its cells.
        let face = face.picture(1);
        let (width, height) = picture.dimensions();
        let [middle_x, middle_y] = self.middle([width, height]);
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let reach = 0.75 * self.side_px;
        let span = |middle: f32, end: u32| (middle - reach).max(0.0) as u32..((middle + reach).max(0.0) as u32 + 1).min(end);
        for y in span(middle_y, height) {
            for x in span(middle_x, width) {
                let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
                let u = (cos * dx + sin * dy) / self.side_px + 0.5;
                let v = (cos * dy - sin * dx) / (self.side_px * self.squeeze) + 0.5;
                if (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                    picture.put_pixel(x, y, Luma([self.damage.tone(&face, [u, v], [x, y])]));
                }
            }
        }
    }
}

fn texture() -> impl Strategy<Value = Texture> {
    let tones = || any::<[u8; 2]>();
    prop_oneof![
        any::<u8>().prop_map(Texture::Plain),
        (any::<u64>(), 1..12_u32, tones()).prop_map(|(seed, grain, tones)| Texture::Noise { seed, grain, tones }),
        (1.5..60.0_f32, -2.0..2.0_f32, tones()).prop_map(|(period, slant, tones)| Texture::Stripes { period, slant, tones }),
        (1..50_u32, tones()).prop_map(|(side, tones)| Texture::Board { side, tones }),
        (1..30_u32, tones()).prop_map(|(step, tones)| Texture::Rings { step, tones }),
        (1..20_u32, 1..12_u32, any::<u64>(), tones()).prop_map(|(side, gap, seed, tones)| Texture::Squares { side, gap, seed, tones }),
        (6..80_u32, 2..30_u32, any::<u64>(), tones()).prop_map(|(side, gap, seed, tones)| Texture::Frames { side, gap, seed, tones }),
        (-400.0..400.0_f32, -400.0..400.0_f32).prop_map(|(across, down)| Texture::Gradient { across, down }),
    ]
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        2 => Just(Damage::None),
        2 => (any::<u64>(), any::<u8>()).prop_map(|(seed, share)| Damage::Noise { seed, share }),
        1 => (0.0..1.0_f32, any::<u8>()).prop_map(|(part, tone)| Damage::Cut { part, tone }),
        3 => (any::<u64>(), 1..8_u32).prop_map(|(seed, count)| Damage::Blots { seed, count }),
        1 => Just(Damage::Inverted),
        1 => Just(Damage::Mirrored),
    ]
}

fn sticker() -> impl Strategy<Value = Sticker> {
    (0..30_usize, [0.0..1.0_f32, 0.0..1.0_f32], 5.0..250.0_f32, 0.0..360.0_f32, 0.4..1.0_f32, damage())
        .prop_map(|(card, at, side_px, degrees, squeeze, damage)| Sticker { card, at, side_px, degrees, squeeze, damage })
}

/// Sizes: tiny, thin, flat, as a thumbnail, and now and then as a webcam's.
fn size() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        3 => (0..=40_u32, 0..=40_u32),
        1 => (0..=3_u32, 1..4000_u32),
        1 => (1..4000_u32, 0..=3_u32),
        1 => (4..=24_u32, 24..3000_u32),
        1 => (24..3000_u32, 4..=24_u32),
        6 => (40..=400_u32, 40..=400_u32),
        2 => (500..=1300_u32, 400..=800_u32),
    ]
}

pub fn scene() -> impl Strategy<Value = Scene> {
    let stickers = prop_oneof![1 => Just(Vec::new()), 2 => prop::collection::vec(sticker(), 1..6)];
    let beside = (0.0..1.5_f32, texture());
    (size(), texture(), beside, stickers, prop_oneof![Just(0.0), 0.3..2.0_f32])
        .prop_map(|((width, height), ground, beside, stickers, blur_px)| Scene { width, height, ground, beside, stickers, blur_px })
}

//! The roles of colours and their values in each look.

use eframe::egui::Color32;

use crate::cards::Answer;

/// An answer's colour and that of the letter on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnswerColour {
    /// Fills the shape and the bar.
    pub shape: Color32,
    /// The letter in the shape.
    pub letter: Color32,
}

/// A state's strong colour, for icons and small headings, and the ground behind its text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tint {
    /// Icon and small heading.
    pub strong: Color32,
    /// Ground; text on it is ink.
    pub ground: Color32,
}

/// All roles. Contrast of every pair that is used is computed in this file's tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colours {
    /// Whether light text stands on dark ground.
    pub dark: bool,
    /// Whether tints and tracks are drawn with outlines.
    pub outlined: bool,
    /// The page.
    pub bg: Color32,
    /// Cards and bars on the page.
    pub surface: Color32,
    /// What lies lower than the page: the rail, tracks, tags.
    pub sunken: Color32,
    /// Text.
    pub ink: Color32,
    /// Second text.
    pub soft: Color32,
    /// Outline of what can be pressed.
    pub edge: Color32,
    /// Divider, only decoration.
    pub line: Color32,
    /// The one filled button.
    pub primary: Color32,
    /// Text on it.
    pub on_primary: Color32,
    /// Ring around what has the keyboard.
    pub focus: Color32,
    /// A to D.
    answers: [AnswerColour; 4],
    /// Done, read.
    pub good: Tint,
    /// Look here.
    pub warn: Tint,
    /// Went wrong.
    pub bad: Tint,
    /// Worth knowing.
    pub info: Tint,
    /// Shadow under cards; transparent where there is none.
    pub shadow: Color32,
    /// Shadow under what floats.
    pub deep_shadow: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn answer(shape: u32, letter: u32) -> AnswerColour {
    AnswerColour { shape: hex(shape), letter: hex(letter) }
}

const fn tint(strong: u32, ground: u32) -> Tint {
    Tint { strong: hex(strong), ground: hex(ground) }
}

impl Colours {
    /// Ink on paper.
    pub const LIGHT: Self = Self {
        dark: false,
        outlined: false,
        bg: hex(0xF5F3EE),
        surface: hex(0xFFFFFF),
        sunken: hex(0xECE9E2),
        ink: hex(0x1B2130),
        soft: hex(0x464E5D),
        edge: hex(0x837C6F),
        line: hex(0xDFDBD2),
        primary: hex(0x1F2A44),
        on_primary: hex(0xFFFFFF),
        focus: hex(0x6A3FD0),
        answers: [answer(0x123A85, 0xFFFFFF), answer(0xBF6D00, 0x0B0F14), answer(0x1B937C, 0x0B0F14), answer(0xB93DC0, 0xFFFFFF)],
        good: tint(0x1C6B3C, 0xE2F1E6),
        warn: tint(0x7A4B00, 0xFBEFD3),
        bad: tint(0xA3261B, 0xFBE6E2),
        info: tint(0x1F4E8C, 0xE4EDF8),
        shadow: Color32::from_black_alpha(13),
        deep_shadow: Color32::from_black_alpha(61),
    };

    /// Chalk on slate.
    pub const DARK: Self = Self {
        dark: true,
        outlined: false,
        bg: hex(0x14171F),
        surface: hex(0x1D222D),
        sunken: hex(0x0F1218),
        ink: hex(0xF1EFEA),
        soft: hex(0xB4BAC7),
        edge: hex(0x7E8799),
        line: hex(0x343B49),
        primary: hex(0xF1EFEA),
        on_primary: hex(0x171B24),
        focus: hex(0xB9A2FF),
        answers: [answer(0x6FA3F5, 0x0B0F14), answer(0xF08C2E, 0x0B0F14), answer(0x74ECC4, 0x0B0F14), answer(0xEBBDF3, 0x0B0F14)],
        good: tint(0x86D9A0, 0x1B3325),
        warn: tint(0xFFCB73, 0x382B12),
        bad: tint(0xFF9E92, 0x40211D),
        info: tint(0x9CC6FF, 0x1B2D45),
        shadow: Color32::TRANSPARENT,
        deep_shadow: Color32::TRANSPARENT,
    };

    /// Black on white, outlines instead of tints.
    pub const HIGH_CONTRAST: Self = Self {
        dark: false,
        outlined: true,
        bg: hex(0xFFFFFF),
        surface: hex(0xFFFFFF),
        sunken: hex(0xF2F2F2),
        ink: hex(0x000000),
        soft: hex(0x1F1F1F),
        edge: hex(0x000000),
        line: hex(0x000000),
        primary: hex(0x000000),
        on_primary: hex(0xFFFFFF),
        focus: hex(0x5A00D6),
        answers: [answer(0x0A2A66, 0xFFFFFF), answer(0x7A4100, 0xFFFFFF), answer(0x0B5F50, 0xFFFFFF), answer(0x8A0F96, 0xFFFFFF)],
        good: tint(0x00441B, 0xFFFFFF),
        warn: tint(0x5C3600, 0xFFFFFF),
        bad: tint(0x8A0000, 0xFFFFFF),
        info: tint(0x002F75, 0xFFFFFF),
        shadow: Color32::TRANSPARENT,
        deep_shadow: Color32::TRANSPARENT,
    };

    /// The mark, the same in every look: its ground, and one stroke a side in the answers' colours on dark.
    pub const MARK: (Color32, [Color32; 4]) = (hex(0x1F2A44), [hex(0x6FA3F5), hex(0xF08C2E), hex(0x3FC49B), hex(0xD98BE3)]);

    /// Paper and print in a preview of a sheet, the same in every look.
    pub const PAPER: (Color32, Color32) = (hex(0xFFFFFF), hex(0x000000));

    /// On the darkened picture: read and kept, not readable, not of this class; and the labels' ground and text.
    pub const MARKS: PreviewColours = PreviewColours {
        read: hex(0xFFFFFF),
        tick: hex(0x86D9A0),
        on_tick: hex(0x12301D),
        amber: hex(0xFFCB73),
        gray: hex(0xB4BAC7),
        label: Color32::from_rgba_premultiplied(13, 15, 20, 235),
        on_label: hex(0xFFFFFF),
        room: hex(0x23262F),
    };

    /// The colours of an answer.
    pub fn answer(&self, answer: Answer) -> AnswerColour {
        self.answers[answer.index()]
    }
}

/// What is drawn over the camera's picture; the picture is dark in every look, so these are the same in all.
#[derive(Clone, Copy, Debug)]
pub struct PreviewColours {
    /// Outline of a card that is read.
    pub read: Color32,
    /// Ground of the tick.
    pub tick: Color32,
    /// The tick itself.
    pub on_tick: Color32,
    /// Seen but not counted.
    pub amber: Color32,
    /// Not of this class.
    pub gray: Color32,
    /// Ground of a name.
    pub label: Color32,
    /// The name.
    pub on_label: Color32,
    /// Where there is no picture yet.
    pub room: Color32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    /// WCAG 2 contrast ratio.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn looks() -> [(&'static str, Colours); 3] {
        [("light", Colours::LIGHT), ("dark", Colours::DARK), ("high contrast", Colours::HIGH_CONTRAST)]
    }

    /// Worst ratio of a colour against the three grounds.
    fn worst(c: &Colours, colour: Color32) -> f64 {
        [c.bg, c.surface, c.sunken].into_iter().map(|g| contrast(colour, g)).fold(f64::INFINITY, f64::min)
    }

    #[track_caller]
    fn at_least(what: &str, look: &str, ratio: f64, floor: f64) {
        // Floors are written with one decimal.
        assert!(ratio >= floor - 0.05, "{what} in {look}: {ratio:.2} is under {floor}");
    }

    /// The measured ratios of the design, worst of the three grounds, for light, dark and high contrast.
    #[test]
    fn every_role_keeps_its_contrast_on_every_ground() {
        type Role = fn(&Colours) -> Color32;
        let floors: [(&str, Role, [f64; 3]); 8] = [
            ("ink", |c| c.ink, [13.3, 13.9, 18.8]),
            ("soft", |c| c.soft, [6.9, 8.2, 14.7]),
            ("edge", |c| c.edge, [3.4, 4.4, 18.8]),
            ("focus", |c| c.focus, [5.4, 7.3, 7.8]),
            ("A", |c| c.answer(Answer::A).shape, [8.8, 6.2, 12.2]),
            ("B", |c| c.answer(Answer::B).shape, [3.2, 6.4, 7.3]),
            ("C", |c| c.answer(Answer::C).shape, [3.1, 11.0, 6.8]),
            ("D", |c| c.answer(Answer::D).shape, [3.9, 9.9, 7.2]),
        ];
        for (what, role, by_look) in floors {
            for ((look, colours), floor) in looks().into_iter().zip(by_look) {
                at_least(what, look, worst(&colours, role(&colours)), floor);
            }
        }
    }

    #[test]
    fn text_on_filled_ground_can_be_read() {
        let letters = [[10.7, 7.5, 13.7], [4.9, 7.8, 8.1], [5.0, 13.3, 7.6], [4.7, 12.0, 8.1]];
        for (i, (look, c)) in looks().into_iter().enumerate() {
            at_least("text on primary", look, contrast(c.primary, c.on_primary), [14.3, 15.0, 21.0][i]);
            for answer in Answer::ALL {
                let a = c.answer(answer);
                at_least(&format!("letter {answer}"), look, contrast(a.shape, a.letter), letters[answer.index()][i]);
            }
            for (name, tint, floor) in [
                ("good", c.good, [5.6, 8.0, 11.4]),
                ("warn", c.warn, [6.5, 9.2, 10.6]),
                ("bad", c.bad, [6.1, 7.3, 10.1]),
                ("info", c.info, [7.0, 7.9, 12.6]),
            ] {
                at_least(&format!("{name} on its tint"), look, contrast(tint.strong, tint.ground), floor[i]);
                at_least(&format!("ink on {name}"), look, contrast(c.ink, tint.ground), 4.5);
            }
        }
    }

    #[test]
    fn names_over_the_dark_picture_can_be_read() {
        let marks = Colours::MARKS;
        at_least("name on its label", "preview", contrast(marks.on_label, marks.label), 7.0);
        at_least("tick", "preview", contrast(marks.tick, marks.on_tick), 4.5);
        for (what, colour) in [("read", marks.read), ("amber", marks.amber), ("gray", marks.gray)] {
            at_least(what, "preview", contrast(colour, marks.room), 3.0);
        }
    }
}

//! Text in boxes: shaped, broken into lines, made smaller until it fits.

use std::collections::BTreeSet;

use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, Layout};

use super::fonts::FAMILIES;
use super::{Fonts, Side, Text};

/// Smallest height of type in mm, which a teacher reads when dealing out the cards; text that does not fit even so is cut
/// off at its box by the one who draws.
const SMALLEST: f32 = 3.0;
/// By how much type is made smaller at a time.
const SMALLER: f32 = 0.9;
/// Distance of base lines, as a part of the type's height.
const LINES: f32 = 1.2;

/// Something that is printed otherwise than asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// No font has these characters; boxes are printed for them.
    NoGlyphs {
        /// The text they are in.
        text: String,
        /// The characters.
        characters: String,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::NoGlyphs { text, characters } = self;
        write!(f, "no font here has ‘{characters}’ of “{text}”; install a font that has it, such as one of Google's Noto fonts")
    }
}

/// Shapes a text into its box, in mm.
pub(super) fn set(text: &Text, fonts: &mut Fonts) -> Layout<()> {
    let [width, tall] = text.size;
    let mut height = text.height;
    loop {
        // Words are broken only when even small type does not help: a name in pieces is hard to read.
        let layout = shape(text, height, false, fonts);
        if layout.width() <= width && layout.height() <= tall {
            return layout;
        }
        if height <= SMALLEST {
            return shape(text, height, true, fonts);
        }
        height = (height * SMALLER).max(SMALLEST);
    }
}

fn shape(text: &Text, height: f32, break_words: bool, fonts: &mut Fonts) -> Layout<()> {
    let families = FAMILIES.map(FontFamilyName::named);
    let mut builder = fonts.shaping.ranged_builder(&mut fonts.found, &text.text, 1.0, false);
    builder.push_default(StyleProperty::FontFamily(FontFamily::List((&families[..]).into())));
    builder.push_default(StyleProperty::FontSize(height));
    builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(LINES)));
    builder.push_default(StyleProperty::FontWeight(if text.strong { FontWeight::SEMI_BOLD } else { FontWeight::NORMAL }));
    if break_words {
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
    }
    let mut layout = builder.build(&text.text);
    layout.break_all_lines(Some(text.size[0]));
    let alignment = match text.side {
        Side::Left => Alignment::Left,
        Side::Middle => Alignment::Center,
        Side::Right => Alignment::Right,
    };
    layout.align(alignment, AlignmentOptions::default());
    layout
}

/// The characters that no font has.
pub(super) fn missing(text: &Text, layout: &Layout<()>) -> Option<Warning> {
    let mut characters = BTreeSet::new();
    for run in layout.lines().flat_map(|line| line.runs()) {
        for cluster in run.visual_clusters().filter(|c| c.glyphs().any(|g| g.id == 0)) {
            characters.extend(text.text.get(cluster.text_range()).unwrap_or_default().chars().filter(|c| !c.is_control()));
        }
    }
    (!characters.is_empty()).then(|| Warning::NoGlyphs { text: text.text.clone(), characters: characters.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use parley::fontique::{Collection, CollectionOptions};

    fn shipped() -> Fonts {
        Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: false }))
    }

    fn named(name: &str) -> Text {
        Text { text: name.to_owned(), at: [0.0; 2], size: [26.0, 100.0], height: 5.0, side: Side::Left, strong: true }
    }

    #[test]
    fn latin_greek_and_cyrillic_names_are_in_the_shipped_fonts() {
        let mut fonts = shipped();
        for name in ["Zoë Čapek", "Nguyễn Thị Hạnh", "Ελένη Παπαδοπούλου", "Александра Їжакевич"]
        {
            let text = named(name);
            let layout = set(&text, &mut fonts);
            assert_eq!(missing(&text, &layout), None);
            assert!(layout.width() <= 26.0 && layout.height() <= 100.0, "{name}: {} × {}", layout.width(), layout.height());
        }
    }

    #[test]
    fn characters_that_no_font_has_are_named() {
        let text = named("Lu ꡀꡁ");
        let layout = set(&text, &mut shipped());
        let warning = missing(&text, &layout).expect("no shipped font has these");
        assert_eq!(warning, Warning::NoGlyphs { text: "Lu ꡀꡁ".to_owned(), characters: "ꡀꡁ".to_owned() });
        assert!(warning.to_string().contains("‘ꡀꡁ’ of “Lu ꡀꡁ”"));
    }

    #[test]
    fn a_long_word_is_made_smaller_but_stays_readable_and_is_then_broken_to_fit() {
        let mut fonts = shipped();
        let smallest = |layout: &Layout<()>| layout.lines().flat_map(|l| l.runs()).map(|r| r.font_size()).fold(f32::MAX, f32::min);
        let layout = set(&named("Papadimitriou"), &mut fonts);
        assert_eq!(layout.lines().count(), 1);
        assert!((SMALLEST..5.0).contains(&smallest(&layout)), "{}", smallest(&layout));
        for name in ["Wolfeschlegelsteinhausen".to_owned(), "W".repeat(60)] {
            let layout = set(&named(&name), &mut fonts);
            assert!(layout.lines().count() > 1 && layout.width() <= 26.0);
            assert!((smallest(&layout) - SMALLEST).abs() < 0.01);
        }
    }
}

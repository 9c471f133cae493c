//! The fonts that are shipped, one family a weight.
//!
//! In each family our digits stand first (equal width, no slash in the zero), then Atkinson Hyperlegible Next, then Inter for scripts
//! that it lacks, then signs of maths; other scripts come from the system, and a letter that no font has is the empty box of the
//! digits. Icons have families of their own: other fonts use the same private code points.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak};

/// Weight of text: 400 for reading, 500 names, 600 titles and buttons, 700 numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
    /// 700.
    Bold,
    /// Outlined icons: actions.
    Icon,
    /// Filled icons: what is on, and states.
    IconFill,
}

impl Weight {
    fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Medium => "medium",
            Self::SemiBold => "semibold",
            Self::Bold => "bold",
            Self::Icon => "icon",
            Self::IconFill => "icon-fill",
        }
    }

    /// The family of this weight.
    pub fn family(self) -> FontFamily {
        FontFamily::Name(self.name().into())
    }

    /// This weight at a size in points.
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }
}

/// Size of our digits beside Atkinson's capitals.
const DIGIT_SCALE: f32 = 0.93;

macro_rules! font {
    ($file:literal) => {
        include_bytes!(concat!("../../../assets/fonts/", $file))
    };
}

/// All fonts of the window.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let mut add = |name: &str, bytes: &'static [u8], tweak: FontTweak| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    };
    let plain = FontTweak::default;
    let digits = || FontTweak { scale: DIGIT_SCALE, ..FontTweak::default() };
    add("atkinson-400", font!("AtkinsonHyperlegibleNext_400Regular.ttf"), plain());
    add("atkinson-500", font!("AtkinsonHyperlegibleNext_500Medium.ttf"), plain());
    add("atkinson-600", font!("AtkinsonHyperlegibleNext_600SemiBold.ttf"), plain());
    add("atkinson-700", font!("AtkinsonHyperlegibleNext_700Bold.ttf"), plain());
    add("inter-400", font!("Inter_400Regular.ttf"), plain());
    add("inter-600", font!("Inter_600SemiBold.ttf"), plain());
    add("digits-400", font!("QuarterturnDigits_400Regular.ttf"), digits());
    add("digits-500", font!("QuarterturnDigits_500Medium.ttf"), digits());
    add("digits-600", font!("QuarterturnDigits_600SemiBold.ttf"), digits());
    add("digits-700", font!("QuarterturnDigits_700Bold.ttf"), digits());
    add("maths", font!("NotoSansMath_Signs.ttf"), plain());
    add("phosphor", font!("Phosphor.ttf"), plain());
    add("phosphor-fill", font!("Phosphor-Fill.ttf"), plain());

    let mut family = |family: FontFamily, stack: &[&str]| {
        fonts.families.insert(family, stack.iter().map(|&f| f.to_owned()).collect());
    };
    let regular = ["digits-400", "atkinson-400", "inter-400", "maths"];
    family(FontFamily::Proportional, &regular);
    family(FontFamily::Monospace, &regular);
    family(Weight::Regular.family(), &regular);
    family(Weight::Medium.family(), &["digits-500", "atkinson-500", "inter-400", "maths"]);
    family(Weight::SemiBold.family(), &["digits-600", "atkinson-600", "inter-600", "maths"]);
    family(Weight::Bold.family(), &["digits-700", "atkinson-700", "inter-600", "maths"]);
    family(Weight::Icon.family(), &["phosphor"]);
    family(Weight::IconFill.family(), &["phosphor-fill"]);
    fonts
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Color32, Context, RawInput};

    use super::*;

    #[test]
    fn a_letter_that_no_font_has_is_seen_as_a_box() {
        let ctx = Context::default();
        ctx.set_fonts(definitions());
        let mut drawn = ctx.run_ui(RawInput::default(), |ui| {
            for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold, Weight::Bold] {
                let galley = ui.painter().layout_no_wrap("민अ".to_owned(), weight.at(16.0), Color32::BLACK);
                let seen: Vec<bool> = galley.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| !glyph.uv_rect.is_nothing()).collect();
                assert_eq!(seen, [true, true], "{weight:?}");
            }
        });
        drawn.textures_delta.clear();
    }
}

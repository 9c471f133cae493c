//! What the teacher may choose about looks.

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    HighContrast,
}

impl Look {
    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];

    /// Its name in the menu.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "Like the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::HighContrast => "High contrast",
        }
    }
}

/// Text size, 100 to 200 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextSize(u16);

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl TextSize {
    const STEP: u16 = 25;

    /// One step larger, up to 200 %.
    pub fn larger(self) -> Self {
        Self((self.0 + Self::STEP).min(200))
    }

    /// One step smaller, down to 100 %.
    pub fn smaller(self) -> Self {
        Self((self.0 - Self::STEP).max(100))
    }

    /// By how much text is larger than at 100 %.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// In per cent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_grows_from_100_to_200_per_cent_and_no_further() {
        let mut size = TextSize::default();
        assert_eq!(size.smaller(), size);
        for _ in 0..9 {
            size = size.larger();
        }
        assert_eq!(size.percent(), 200);
        assert_eq!(size.smaller().percent(), 175);
    }
}

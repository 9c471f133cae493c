//! Papers, and how they are cut.

/// A printer's paper, upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// ISO 216: 210 × 297 mm.
    #[default]
    A4,
    /// ANSI: 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Width and height in mm.
    pub fn size_mm(self) -> [f32; 2] {
        match self {
            Self::A4 => [210.0, 297.0],
            Self::Letter => [215.9, 279.4],
        }
    }
}

/// How many cards a sheet is cut into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PerPage {
    /// The whole sheet, for large rooms.
    One,
    /// Cut across into halves.
    #[default]
    Two,
    /// Cut across and down into quarters, for small rooms.
    Four,
}

impl PerPage {
    /// Columns and rows of cards.
    pub fn grid(self) -> [usize; 2] {
        match self {
            Self::One => [1, 1],
            Self::Two => [1, 2],
            Self::Four => [2, 2],
        }
    }

    /// Cards on a sheet.
    pub fn count(self) -> usize {
        let [columns, rows] = self.grid();
        columns * rows
    }

    /// Sheets needed for so many cards.
    pub fn sheets(self, cards: usize) -> usize {
        cards.div_ceil(self.count())
    }
}

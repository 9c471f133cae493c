//! A square of black and white modules, and how it turns.

use super::QuarterTurn;

/// The code modules of one card, row by row from the top left of the upright face; a set bit is a white module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codeword {
    bits: u64,
    side: u8,
}

impl Codeword {
    /// A codeword of `side` × `side` modules; the module at row 0, column 0 is the highest of the `side²` bits.
    ///
    /// `None` where the side is not 1 to 8 or bits lie outside the square.
    pub fn new(side: u8, bits: u64) -> Option<Self> {
        let fits = matches!(side, 1..=7) && bits >> (side * side) == 0 || side == 8;
        fits.then_some(Self { bits, side })
    }

    /// Modules in a row.
    pub fn side(self) -> usize {
        usize::from(self.side)
    }

    /// The bits, as given to [`Codeword::new`].
    pub fn bits(self) -> u64 {
        self.bits
    }

    /// Whether a module is white.
    pub fn is_white(self, row: usize, column: usize) -> bool {
        let n = self.side();
        self.bits >> (n * n - 1 - (row * n + column)) & 1 == 1
    }

    /// The modules as they stand when the card has been turned counter-clockwise.
    ///
    /// ```
    /// # use quarterturn::cards::{Codeword, QuarterTurn};
    /// let upright = Codeword::new(2, 0b01_00).unwrap();        // white at the top right
    /// assert_eq!(upright.turned(QuarterTurn::new(1)).bits(), 0b10_00); // now at the top left
    /// ```
    #[must_use]
    pub fn turned(self, turn: QuarterTurn) -> Self {
        (0..turn.count()).fold(self, |word, _| word.turned_once())
    }

    fn turned_once(self) -> Self {
        let n = self.side();
        let mut bits = 0;
        for row in 0..n {
            for column in 0..n {
                // Counter-clockwise: the right column becomes the top row.
                bits = bits << 1 | u64::from(self.is_white(column, n - 1 - row));
            }
        }
        Self { bits, ..self }
    }

    /// The modules as a mirror shows them, left and right exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let n = self.side();
        let mut bits = 0;
        for row in 0..n {
            for column in 0..n {
                bits = bits << 1 | u64::from(self.is_white(row, n - 1 - column));
            }
        }
        Self { bits, ..self }
    }

    /// The pairs of neighbouring modules that differ, as a part of all pairs, 0 to 1.
    pub fn changes(self) -> f32 {
        let n = self.side();
        let differ = |a: (usize, usize), b: (usize, usize)| usize::from(self.is_white(a.0, a.1) != self.is_white(b.0, b.1));
        let pairs = (0..n).flat_map(|i| (0..n - 1).map(move |k| differ((i, k), (i, k + 1)) + differ((k, i), (k + 1, i))));
        pairs.sum::<usize>() as f32 / (2 * n * (n - 1)).max(1) as f32
    }

    /// Number of modules in which two codewords of the same side differ.
    pub fn hamming(self, other: Self) -> u32 {
        (self.bits ^ other.bits).count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_turns_and_two_mirrors_give_the_same_word() {
        let word = Codeword::new(5, 0x12a_55f3).expect("25 bits");
        assert_eq!(word.turned(QuarterTurn::new(1)).turned(QuarterTurn::new(3)), word);
        assert_eq!(word.mirrored().mirrored(), word);
        assert_ne!(word.mirrored(), word);
    }

    #[test]
    fn bits_outside_the_square_are_refused() {
        assert_eq!(Codeword::new(2, 16), None);
        assert_eq!(Codeword::new(9, 0), None);
        assert!(Codeword::new(8, u64::MAX).is_some());
    }
}

//! Answers and the quarter turns that show them.

use serde::{Deserialize, Serialize};

/// One of the four answers: the side of the card that is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// The upright card.
    A,
    /// The side on the right of the upright card is up.
    B,
    /// The side at the bottom of the upright card is up.
    C,
    /// The side on the left of the upright card is up.
    D,
}

impl Answer {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// 0 for A to 3 for D.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The capital letter.
    pub fn letter(self) -> char {
        ['A', 'B', 'C', 'D'][self.index()]
    }

    /// The answer of a letter in either case.
    ///
    /// ```
    /// # use quarterturn::cards::Answer;
    /// assert_eq!(Answer::from_letter('c'), Some(Answer::C));
    /// assert_eq!(Answer::from_letter('E'), None);
    /// ```
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.letter() == letter.to_ascii_uppercase())
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.letter())
    }
}

/// How often the sheet was turned by 90° counter-clockwise, as the camera sees it, from its upright position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuarterTurn(u8);

impl QuarterTurn {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self(0), Self(1), Self(2), Self(3)];

    /// The turn after `count` quarter turns; full turns do not count.
    pub fn new(count: u8) -> Self {
        Self(count % 4)
    }

    /// 0 to 3.
    pub fn count(self) -> u8 {
        self.0
    }
}

impl From<QuarterTurn> for Answer {
    fn from(turn: QuarterTurn) -> Self {
        Self::ALL[turn.0 as usize]
    }
}

impl From<Answer> for QuarterTurn {
    fn from(answer: Answer) -> Self {
        Self(answer as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_turn_brings_the_next_side_up() {
        // Sides of an upright card, clockwise from the top: turning counter-clockwise brings the right one up first.
        for (turn, answer) in QuarterTurn::ALL.into_iter().zip([Answer::A, Answer::B, Answer::C, Answer::D]) {
            assert_eq!(Answer::from(turn), answer);
            assert_eq!(QuarterTurn::from(answer), turn);
        }
        assert_eq!(QuarterTurn::new(7).count(), 3);
    }
}

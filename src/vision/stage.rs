//! The stages in which a picture is read.

/// A stage, in the order in which they pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The picture and its halves are made.
    Pyramid,
    /// Dark squares are found, or dark hulls for cards without a border.
    Candidates,
    /// All of them are outlined, and compared with the cards.
    Places,
    /// Contours are looked at that no candidate led to.
    Outlines,
    /// Places with a spot of glare are looked at once more.
    Glare,
    /// Places that show no card are looked at as a mirror would show one.
    Mirror,
    /// It is settled what stands, and large cards have their corners.
    Reads,
}

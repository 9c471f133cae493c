//! Classes and the students in them.

use serde::{Deserialize, Serialize};

use crate::cards::CardNumber;

/// Identifies a class for good, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassId(pub i64);

/// Identifies a student for good, whatever the name or card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudentId(pub i64);

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its identity.
    pub id: ClassId,
    /// Its name, unique among classes.
    pub name: String,
    /// The name of the deck that its cards are of.
    pub deck: String,
}

/// A student of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// Its identity.
    pub id: StudentId,
    /// The name, in any script.
    pub name: String,
    /// The card in hand; unique among the active students of a class.
    pub card: CardNumber,
    /// False once the student has left the class.
    pub active: bool,
}

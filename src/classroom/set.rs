//! Sets of questions, in folders.

use super::Question;

/// Identifies a set for good, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub i64);

/// Where a set lies: folders in folders. Nothing is the top.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folder(Vec<String>);

impl Folder {
    /// The folder of a text such as `Maths/Fractions`; spaces around names and empty names are dropped.
    ///
    /// ```
    /// # use quarterturn::classroom::Folder;
    /// let folder = Folder::parse(" Maths / Fractions/");
    /// assert_eq!(folder.to_string(), "Maths/Fractions");
    /// assert_eq!(Folder::parse("/"), Folder::default());
    /// ```
    pub fn parse(text: &str) -> Self {
        Self(text.split('/').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect())
    }

    /// The names from the top down.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl std::fmt::Display for Folder {
    /// The names with `/` between.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("/"))
    }
}

/// Questions to be asked one after the other; any class can work through them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionSet {
    /// Its name, unique in its folder.
    pub name: String,
    /// Where it lies.
    pub folder: Folder,
    /// Its questions in order. A question may be in several sets.
    pub questions: Vec<Question>,
    /// Whether it was put away: kept, but no longer offered.
    pub archived: bool,
}

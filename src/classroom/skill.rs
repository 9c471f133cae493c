//! Skills, and the curriculum that groups them in units and lessons.

/// Longest code, in characters.
const LONGEST_CODE: usize = 60;

/// What a skill is called in files and tables, for instance `5.NF.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillCode(String);

impl SkillCode {
    /// What a code must be like, in words.
    pub const RULE: &str = "write 1 to 60 letters and digits, without brackets, quotes, + ; , or \\";

    /// A code of 1 to 60 characters that files of questions can name; spaces around it are dropped.
    ///
    /// ```
    /// # use quarterturn::classroom::SkillCode;
    /// assert_eq!(SkillCode::parse(" 5.NF.1 ").map(|c| c.to_string()), Some("5.NF.1".to_owned()));
    /// assert_eq!(SkillCode::parse("a+b"), None); // a table of answers means two skills by this
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_whole = (1..=LONGEST_CODE).contains(&text.chars().count());
        (is_whole && !text.contains(|c: char| c.is_control() || matches!(c, '+' | ';' | ',' | '[' | ']' | '<' | '>' | '"' | '`' | '\\')))
            .then(|| Self(text.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SkillCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something to be learnt.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Skill {
    /// Its code, unique among all.
    pub code: SkillCode,
    /// What it is, in words; may be empty.
    pub name: String,
}

/// What is taught in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curriculum {
    /// Its name.
    pub name: String,
    /// Its units in order.
    pub units: Vec<Unit>,
}

/// A unit of a curriculum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// School days planned for it, where somebody said how many; often more than it has lessons.
    pub days: Option<u16>,
    /// Its lessons in order.
    pub lessons: Vec<UnitLesson>,
}

/// A lesson as a curriculum plans it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitLesson {
    /// Its name.
    pub name: String,
    /// What is taught in it. A skill may come up in several lessons.
    pub skills: Vec<SkillCode>,
}

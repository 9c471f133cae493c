//! Questions and their right answers.

use super::{Picture, SkillCode};
use crate::cards::Answer;

/// The right answers of a question; none make it a survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key(u8);

impl Key {
    /// A survey's key: nothing is right or wrong.
    pub const SURVEY: Self = Self(0);

    /// The key with these answers.
    pub fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self(answers.into_iter().fold(0, |bits, a| bits | 1 << a.index()))
    }

    /// The key of a text such as `C` or `ac`; spaces and commas may stand between. The error is the first letter that is
    /// no answer.
    ///
    /// ```
    /// # use quarterturn::{cards::Answer, classroom::Key};
    /// assert_eq!(Key::parse("a, c"), Ok(Key::of([Answer::A, Answer::C])));
    /// assert_eq!(Key::parse("E"), Err('E'));
    /// ```
    pub fn parse(text: &str) -> Result<Self, char> {
        let letters = text.chars().filter(|c| !c.is_whitespace() && *c != ',');
        letters.map(|c| Answer::from_letter(c).ok_or(c)).collect::<Result<Vec<_>, _>>().map(Self::of)
    }

    /// The keys of a quiz on paper, number by number, with commas between: letters, or a hyphen where nothing is right or
    /// wrong. The error is the first part that is no key.
    ///
    /// ```
    /// # use quarterturn::{cards::Answer, classroom::Key};
    /// assert_eq!(Key::list("C, -"), Ok(vec![Key::of([Answer::C]), Key::SURVEY]));
    /// assert_eq!(Key::list("C,X"), Err("X"));
    /// ```
    pub fn list(text: &str) -> Result<Vec<Self>, &str> {
        let one = |part: &str| match part {
            "-" => Some(Self::SURVEY),
            "" => None,
            letters => Self::parse(letters).ok(),
        };
        text.split(',').map(str::trim).map(|part| one(part).ok_or(part)).collect()
    }

    /// Whether an answer is right.
    pub fn contains(self, answer: Answer) -> bool {
        self.0 >> answer.index() & 1 == 1
    }

    /// Whether nothing is right or wrong.
    pub fn is_survey(self) -> bool {
        self == Self::SURVEY
    }

    /// How many answers are right.
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The right answers in order.
    pub fn answers(self) -> impl Iterator<Item = Answer> {
        Answer::ALL.into_iter().filter(move |&a| self.contains(a))
    }
}

impl std::fmt::Display for Key {
    /// The letters without anything between.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.answers().try_for_each(|a| write!(f, "{a}"))
    }
}

/// Most options: a card has four sides.
pub const MOST_OPTIONS: usize = 4;

/// Most questions of a quiz on paper.
pub const MOST_NUMBERED: usize = 200;

/// Identifies a question for good, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub i64);

/// A question as it is put to a class.
///
/// Every text is kept as it was written: Markdown, with TeX maths between `$…$` or `$$…$$` (`\(…\)` and `\[…\]` mean the
/// same); a line break is a line break. Any of it may be missing: a question that stands on the board is a key alone, `Question { key, ..default }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    /// What the teacher calls it in lists; empty where its text is name enough.
    pub name: String,
    /// What is asked; empty where it stands on the board.
    pub text: String,
    /// The picture it is about.
    pub picture: Option<Picture>,
    /// Whether the options are a choice, or true and false.
    pub form: Form,
    /// Options A, B and so on: two to four, or none where they stand on the board.
    pub options: Vec<Choice>,
    /// What is right; nothing makes it a survey.
    pub key: Key,
    /// What it asks for: all of these are needed.
    pub skills: Vec<SkillCode>,
    /// For the teacher alone.
    pub notes: String,
    /// Where it is from.
    pub source: String,
}

/// What kind of options a question has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// One or more of up to four.
    #[default]
    Choice,
    /// A is “true”, B is “false”, whatever their texts in whatever language.
    TrueFalse,
}

/// One option of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// What it shows.
    pub picture: Option<Picture>,
    /// What somebody may believe who chooses it; for wrong options only. The same words on several questions mean the same.
    pub misconception: Option<String>,
}

impl From<&str> for Choice {
    /// An option that is text alone.
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// Why a question cannot be put to a class. The words follow on the question's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// One option is no choice.
    #[error("has only one option; write two to four, or none where they stand on the board")]
    OneOption,
    /// A card has four sides.
    #[error("has {0} options, but a card has only four sides; leave some out, or make two questions of it")]
    TooManyOptions(usize),
    /// An option says and shows nothing.
    #[error("has nothing for option {0}; write something, or leave the option out")]
    EmptyOption(Answer),
    /// An option is right that the question does not have.
    #[error("has no option {0}, yet {0} is marked as right")]
    RightWithoutOption(Answer),
    /// True/false has just these two.
    #[error("is true/false, so it needs these two options; it has {0}")]
    NotTwo(usize),
    /// True/false cannot be both.
    #[error("is true/false, yet both are marked as right")]
    BothRight,
    /// Nothing is wrong about a right option.
    #[error("names a misconception for option {0}, which is right")]
    RightMisconception(Answer),
}

impl Question {
    /// The options with their letters.
    pub fn lettered(&self) -> impl Iterator<Item = (Answer, &Choice)> {
        Answer::ALL.into_iter().zip(&self.options)
    }

    /// What an answer says, if the question has that option and it is more than a letter.
    pub fn option_text(&self, answer: Answer) -> Option<&str> {
        self.options.get(answer.index()).map(|c| c.text.as_str()).filter(|t| !t.is_empty())
    }

    /// Whether all of it but the key stands on the board, so that nothing here tells it from another.
    pub fn stands_on_board(&self) -> bool {
        [&self.name, &self.text].into_iter().all(String::is_empty) && self.picture.is_none() && self.options.is_empty()
    }

    /// Every picture in it, the question's own first.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.picture.iter().chain(self.options.iter().filter_map(|c| c.picture.as_ref()))
    }

    /// Whether it can be put to a class.
    pub fn check(&self) -> Result<(), QuestionError> {
        let count = self.options.len();
        match (self.form, count) {
            (Form::TrueFalse, 2) if self.key.count() > 1 => return Err(QuestionError::BothRight),
            (Form::TrueFalse, 2) | (Form::Choice, 0 | 2..=MOST_OPTIONS) => {}
            (Form::TrueFalse, _) => return Err(QuestionError::NotTwo(count)),
            (Form::Choice, 1) => return Err(QuestionError::OneOption),
            (Form::Choice, _) => return Err(QuestionError::TooManyOptions(count)),
        }
        if let Some(right) = self.key.answers().find(|a| count > 0 && a.index() >= count) {
            return Err(QuestionError::RightWithoutOption(right));
        }
        for (answer, choice) in self.lettered() {
            if choice.text.trim().is_empty() && choice.picture.is_none() {
                return Err(QuestionError::EmptyOption(answer));
            }
            if choice.misconception.is_some() && self.key.contains(answer) {
                return Err(QuestionError::RightMisconception(answer));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(options: &[&str], key: &str) -> Question {
        let key = Key::parse(key).expect("letters");
        Question { options: options.iter().map(|&t| t.into()).collect(), key, ..Question::default() }
    }

    #[test]
    fn a_key_alone_or_nothing_at_all_is_a_question() {
        assert_eq!(question(&[], "D").check(), Ok(()));
        assert_eq!(Question::default().check(), Ok(()));
    }

    #[test]
    fn what_no_card_can_answer_is_said() {
        let check = |options: &[&str], key| question(options, key).check();
        assert_eq!(check(&["1", "2"], "AB"), Ok(()));
        assert_eq!(check(&["1"], "A"), Err(QuestionError::OneOption));
        assert_eq!(check(&["1", "2", "3", "4", "5"], "A"), Err(QuestionError::TooManyOptions(5)));
        assert_eq!(check(&["1", " "], "A"), Err(QuestionError::EmptyOption(Answer::B)));
        assert_eq!(check(&["1", "2"], "AC"), Err(QuestionError::RightWithoutOption(Answer::C)));
    }

    #[test]
    fn true_and_false_are_two_and_not_both() {
        let check = |options: &[&str], key| Question { form: Form::TrueFalse, ..question(options, key) }.check();
        assert_eq!(check(&["Wahr", "Falsch"], "B"), Ok(()));
        assert_eq!(check(&["Wahr", "Falsch"], ""), Ok(()));
        assert_eq!(check(&["Wahr", "Falsch"], "AB"), Err(QuestionError::BothRight));
        assert_eq!(check(&["Wahr"], "A"), Err(QuestionError::NotTwo(1)));
    }

    #[test]
    fn only_wrong_options_have_misconceptions() {
        let mut question = question(&["5/6", "2/5"], "A");
        question.options[1].misconception = Some("adds tops and bottoms".to_owned());
        assert_eq!(question.check(), Ok(()));
        question.key = Key::of([Answer::B]);
        assert_eq!(question.check(), Err(QuestionError::RightMisconception(Answer::B)));
    }
}

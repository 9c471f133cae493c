//! Everything the window knows. Views read it through their models; only [`apply`](super::apply) and the news change it.

use std::collections::BTreeSet;

use super::command::{CameraChoice, Command, Screen};
use super::desk::{BackupList, GivenAnswer, Order, Unusable};
use super::dialogs::FileFor;
use super::exports::Export;
use super::questions::{Library, SetRun};
use super::theme::{Look, TextSize};
use super::widgets::Toast;
use crate::cameras::WebcamInfo;
use crate::cards::sheet::{Paper, PerPage, SheetCard, SheetOptions};
use crate::cards::{Answer, CardNumber, Deck};
use crate::classroom::{AskingRecord, Class, ClassId, Key, Pair, PairRule, Question, Student, StudentId};
use crate::exchange::roster::{self, RosterList};
use crate::vision::Read;

/// The whole state.
#[derive(Default)]
pub struct State {
    /// Which screen is open.
    pub screen: Screen,
    /// Which colours.
    pub look: Look,
    /// How large the text is.
    pub size: TextSize,
    /// All classes; `None` until the file has been read.
    pub classes: Option<Vec<Class>>,
    /// The class that is shown.
    pub class: Option<ClassId>,
    /// Its students, those who left included, by card.
    pub students: Vec<Student>,
    /// Rules about two of them in groups.
    pub pairs: Vec<Pair>,
    /// Who of them is absent today.
    pub absent: BTreeSet<StudentId>,
    /// Its askings, the oldest first.
    pub askings: Vec<AskingRecord>,
    /// Whether students and askings of the class are here.
    pub loaded: bool,
    /// Why the teacher's file cannot be used.
    pub unusable: Option<Unusable>,
    /// The backups, once they were asked for.
    pub backups: Option<BackupList>,
    /// The class that was made as a sample in this run.
    pub sample: Option<ClassId>,
    /// What is being typed.
    pub forms: Forms,
    /// How cards are printed.
    pub print: PrintChoice,
    /// The file that is being saved.
    pub saving: Option<Export>,
    /// The question that waits for the teacher.
    pub dialog: Option<Dialog>,
    /// The form for a file's place, where the system has no file dialog.
    pub place: Option<PlaceForm>,
    /// Sets of questions.
    pub library: Library,
    /// The lesson, while there is one.
    pub lesson: Option<Lesson>,
    /// The camera last used in this run.
    pub camera: Option<CameraChoice>,
    /// Webcams found.
    pub webcams: Vec<WebcamInfo>,
    /// Groups: names and reasons are unfolded.
    pub reasons_shown: bool,
    /// Groups: the group and student whose reason is shown.
    pub member: Option<(usize, StudentId)>,
    /// News for the teacher.
    pub toasts: Vec<Toast<Command>>,
    /// What takes the last changes back.
    pub undo: Vec<Order>,
    /// Answers that the file did not take.
    pub unkept: Vec<GivenAnswer>,
}

impl State {
    /// The class that is shown.
    pub fn current(&self) -> Option<&Class> {
        self.classes.iter().flatten().find(|c| Some(c.id) == self.class)
    }

    /// The students who have not left.
    pub fn active(&self) -> impl Iterator<Item = &Student> {
        self.students.iter().filter(|s| s.active)
    }

    /// A student of the class.
    pub fn student(&self, id: StudentId) -> Option<&Student> {
        self.students.iter().find(|s| s.id == id)
    }

    /// The rule about two students, if there is one.
    pub fn rule_about(&self, one: StudentId, other: StudentId) -> Option<PairRule> {
        self.pairs.iter().find(|p| (p.one, p.other) == (one.min(other), one.max(other))).map(|p| p.rule)
    }

    /// What would be printed for the class; `None` without students.
    pub fn sheets(&self) -> Option<SheetOptions> {
        let deck = Deck::named(&self.current()?.deck).ok()?;
        let mut cards: Vec<SheetCard> = self.active().map(|s| SheetCard { card: s.card, name: Some(s.name.clone()) }).collect();
        cards.sort_by_key(|c| c.card);
        let PrintChoice { per_page, paper } = self.print;
        (!cards.is_empty()).then_some(SheetOptions { deck, paper, per_page, cards })
    }

    /// The asking that was never closed, if it is the newest.
    pub fn unfinished(&self) -> Option<&AskingRecord> {
        self.askings.last().filter(|a| a.closed_at.is_none())
    }
}

/// The form for a file's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceForm {
    /// What the file is for.
    pub what: FileFor,
    /// The place as typed.
    pub text: String,
}

/// A question to the teacher, before what nothing can bring back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Erase this student for good?
    Erase(StudentId),
}

/// What is being typed, before it becomes a command.
#[derive(Default)]
pub struct Forms {
    /// The form for names is open: for a new class, or for the class that is there.
    pub names: Option<NamesForm>,
    /// The new name of the class while it is being changed.
    pub class_name: Option<String>,
    /// The page about a student that is open.
    pub profile: Option<ProfileForm>,
    /// The cell of the table that has the keyboard, and its text.
    pub cell: Option<(StudentId, Cell, String)>,
    /// The cell that takes the keyboard next.
    pub focus: Option<(StudentId, Cell)>,
}

/// The page about a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileForm {
    /// Who.
    pub student: StudentId,
    /// The field that has the keyboard, by its name, and its text.
    pub editing: Option<(String, String)>,
}

impl ProfileForm {
    /// The page about this student.
    pub fn new(student: StudentId) -> Self {
        Self { student, editing: None }
    }
}

/// A column of the table of students.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The card's number.
    Card,
    /// The name.
    Name,
}

/// The form for a class list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesForm {
    /// For a new class: its name. Otherwise the list goes into the class that is there.
    pub class: Option<String>,
    /// The deck of the new class; `None` for our own.
    pub deck: Option<&'static str>,
    /// The pasted text; empty where the list is a file's.
    pub text: String,
    /// The file's name, if the list is one's.
    pub file: Option<String>,
    /// What was understood of either.
    pub list: RosterList,
}

impl NamesForm {
    /// The deck of the new class.
    pub fn new_deck(&self) -> &'static str {
        self.deck.unwrap_or(Deck::QUARTER)
    }

    /// An empty form for a new class.
    pub fn new_class() -> Self {
        Self { class: Some(String::new()), ..Self::default() }
    }

    /// Understands the text anew.
    pub fn read_text(&mut self) {
        self.file = None;
        self.list = roster::read_text(&self.text);
    }
}

/// How cards are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrintChoice {
    /// Cards on each sheet.
    pub per_page: PerPage,
    /// The paper.
    pub paper: Paper,
}

/// What a lesson is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A question is being written.
    Preparing,
    /// The file is being told.
    Opening,
    /// Cards are read.
    Asking,
    /// Closed, and how much is shown.
    Closed(Step),
}

/// How much of a closed question is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Only how many answered.
    Closed,
    /// The bars.
    Chart,
    /// And what is right.
    Right,
}

/// A lesson.
pub struct Lesson {
    /// Which question of this lesson, from 1.
    pub number: usize,
    /// What it is doing.
    pub phase: Phase,
    /// The question being written.
    pub draft: Draft,
    /// The keys of a quiz on paper while they are typed.
    pub quiz: Option<String>,
    /// The set that the lesson works through.
    pub run: Option<SetRun>,
    /// The asking: what the file is known to hold.
    pub record: Option<AskingRecord>,
    /// The asking before, when the same question is asked again.
    pub before: Option<AskingRecord>,
    /// Who changed their mind.
    pub changed: BTreeSet<StudentId>,
    /// Who is not there today.
    pub absent: BTreeSet<StudentId>,
    /// Answers are shown in the picture.
    pub answers_shown: bool,
    /// Names by option are shown.
    pub who: bool,
    /// The list for answers by hand is open.
    pub hand: bool,
    /// Where pictures come from.
    pub camera: CameraChoice,
    /// What is seen.
    pub seen: Seen,
    /// Sentence about what was kept when an unfinished lesson goes on.
    pub resumed: Option<String>,
}

/// What the camera showed last.
#[derive(Default)]
pub struct Seen {
    /// Size of the preview in its own pixels; `None` before the first picture.
    pub size: Option<[usize; 2]>,
    /// Preview pixels for one pixel of the picture.
    pub scale: f32,
    /// Cards in the picture, corners in pixels of the picture.
    pub reads: Vec<Read>,
    /// Numbers seen in two places.
    pub conflicts: Vec<CardNumber>,
    /// Cards held up mirrored.
    pub mirrored: usize,
    /// Why no picture comes: a title and what to do.
    pub lost: Option<(String, String)>,
    /// The camera is being opened, for so long that it is said.
    pub opening: bool,
    /// All photographs were read.
    pub finished: bool,
}

impl Lesson {
    /// A lesson at its first question.
    pub fn new(camera: CameraChoice) -> Self {
        Self {
            number: 1,
            phase: Phase::Preparing,
            draft: Draft::default(),
            quiz: None,
            run: None,
            record: None,
            before: None,
            changed: BTreeSet::new(),
            absent: BTreeSet::new(),
            answers_shown: false,
            who: false,
            hand: false,
            camera,
            seen: Seen::default(),
            resumed: None,
        }
    }
}

impl Lesson {
    /// The question that is asked next: of the set, or the one being written. Or what is missing, in words.
    pub fn next_question(&self) -> Result<Question, &'static str> {
        match self.run.as_ref().and_then(SetRun::question) {
            Some(question) => Ok(question.clone()),
            None if self.quiz.is_some() => Err("Take in the quiz first, or cancel it"),
            None => self.draft.question(self.number),
        }
    }
}

/// A question being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is asked; empty where it stands on the board.
    pub text: String,
    /// The options' texts; all empty where they stand on the board.
    pub options: [String; 4],
    /// What is right; nothing makes a survey.
    pub right: [bool; 4],
}

impl Draft {
    /// The question, or what is missing, in words.
    pub fn question(&self, number: usize) -> Result<Question, &'static str> {
        let text = self.text.trim();
        let mut options: Vec<String> = self.options.iter().map(|o| o.trim().to_owned()).collect();
        while options.last().is_some_and(String::is_empty) {
            options.pop();
        }
        if options.iter().any(String::is_empty) {
            return Err("An option in between is empty. Fill it in or move the others up");
        }
        if options.len() == 1 {
            return Err("Give at least two options, or leave all empty and write them on the board");
        }
        let right: Vec<Answer> = Answer::ALL.into_iter().filter(|a| self.right[a.index()]).collect();
        if !options.is_empty() && right.iter().any(|a| a.index() >= options.len()) {
            return Err("An option without text is marked as right");
        }
        let text = if text.is_empty() { format!("Question {number}") } else { text.to_owned() };
        let options = options.iter().map(|o| o.as_str().into()).collect();
        Ok(Question { text, options, key: Key::of(right), ..Question::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(options: [&str; 4], right: [bool; 4]) -> Draft {
        Draft { text: " How much? ".to_owned(), options: options.map(str::to_owned), right }
    }

    #[test]
    fn options_may_all_stand_on_the_board() {
        let question = draft([""; 4], [false, false, true, false]).question(3).expect("a question");
        assert_eq!((question.text.as_str(), question.options.len(), question.key.to_string().as_str()), ("How much?", 0, "C"));
        assert_eq!(Draft::default().question(3).expect("a question").text, "Question 3");
    }

    #[test]
    fn an_unfinished_question_says_what_is_missing() {
        assert!(draft(["1", "", "", ""], [false; 4]).question(1).is_err());
        assert!(draft(["1", "", "2", ""], [false; 4]).question(1).is_err());
        assert!(draft(["1", "2", "", ""], [false, false, true, false]).question(1).is_err());
        assert_eq!(draft(["1", "2", "", ""], [false, true, false, false]).question(1).expect("a question").options.len(), 2);
    }
}

//! Everything the window knows. Views read it through their models; only [`apply`](super::apply) and the news change it.

use std::collections::BTreeSet;

use super::command::{CameraChoice, Command, Screen};
use super::desk::{BackupList, GivenAnswer, Order, Unusable};
use super::dialogs::FileFor;
use super::exports::Export;
use super::lesson::Lesson;
use super::questions::{Library, SetChange};
use super::results::ResultsForm;
use super::theme::{Look, TextSize};
use super::widgets::Toast;
use crate::cameras::WebcamInfo;
use crate::cards::Deck;
use crate::cards::sheet::{Paper, PerPage, SheetCard, SheetOptions};
use crate::classroom::{AskingRecord, Class, ClassId, Pair, PairRule, Student, StudentId};
use crate::exchange::roster::{self, RosterList};

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
    /// Those that were put away.
    pub away: Vec<Class>,
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
    /// How many of them in the lesson that goes on.
    pub asked: usize,
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
    /// Webcams found; `None` until they were looked for.
    pub webcams: Option<Vec<WebcamInfo>>,
    /// Groups: names and reasons are unfolded.
    pub reasons_shown: bool,
    /// Groups: the group and student whose reason is shown.
    pub member: Option<(usize, StudentId)>,
    /// News for the teacher.
    pub toasts: Vec<Toast<Command>>,
    /// What takes the last changes back.
    pub undo: Vec<Order>,
    /// What makes those changes of sets again that were taken back last: a question written is not lost to one Undo too many.
    pub redo: Vec<SetChange>,
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

    /// Why no lesson can start now with the class that is shown.
    pub fn lesson_not_yet(&self) -> Option<&'static str> {
        if self.current().is_none() {
            Some("Make a class first, under Classes")
        } else if !self.loaded {
            Some("The class is being opened")
        } else if self.active().next().is_none() {
            Some("Add names to the class first")
        } else {
            None
        }
    }

    /// The asking that was never closed, if it is the newest. One without names cannot go on: nobody knows who has answered.
    pub fn unfinished(&self) -> Option<&AskingRecord> {
        self.askings.last().filter(|a| a.closed_at.is_none() && a.counts.is_none())
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
    /// The page about a student that is open.
    pub profile: Option<ProfileForm>,
    /// The page about the class is open.
    pub about: Option<AboutForm>,
    /// What of the results is to be saved, while that is chosen.
    pub results: Option<ResultsForm>,
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
    /// The field that has the keyboard.
    pub editing: Editing,
}

/// The field that has the keyboard, by its name, and its text.
pub type Editing = Option<(String, String)>;

impl ProfileForm {
    /// The page about this student.
    pub fn new(student: StudentId) -> Self {
        Self { student, editing: None }
    }
}

/// The page about a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutForm {
    /// The field that has the keyboard.
    pub editing: Editing,
    /// What of the timetable is not understood.
    pub problem: Option<String>,
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

//! The teacher's file on a thread of its own: orders in, news out. The window never waits for the disk, and shows an answer as counted
//! only when the news say that it is kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use eframe::egui::Context;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::backups::{Asked, Backups};
use super::questions::{self, SetNews, SetOrder};
use super::students::StudentChange;
use super::{AppError, clock};
use crate::cards::{Answer, CardNumber, Deck};
use crate::classroom::roster::{self, Plan, Row};
use crate::classroom::{AnswerSource, AskingId, AskingRecord, Class, ClassId, Pair, Question, Student, StudentId};
use crate::store::{self, Backup, BackupKind, Erased, Made, Missing, OneWindow, Store, StoreError, erase_student};

/// Orders or news under way at most; more are kept on the window's side until there is room.
const UNDER_WAY: usize = 256;

/// One change or question to the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// The list of classes.
    Classes,
    /// Students and askings of a class.
    Load(ClassId),
    /// A class with these students.
    MakeClass {
        /// Its name.
        name: String,
        /// Its deck.
        deck: &'static str,
        /// Its students.
        rows: Vec<Row>,
    },
    /// Rows of a list, into a class that is there.
    AddRows {
        /// Where.
        class: ClassId,
        /// What.
        rows: Vec<Row>,
    },
    /// Another name for a class.
    RenameClass(ClassId, String),
    /// Another name for a student.
    RenameStudent(ClassId, StudentId, String),
    /// Another card.
    SetCard(ClassId, StudentId, CardNumber),
    /// Left or back.
    SetActive(ClassId, StudentId, bool),
    /// Another change to a student, with the class that is shown.
    Student(ClassId, StudentChange),
    /// A question is asked.
    Open {
        /// Of whom.
        class: ClassId,
        /// What.
        question: Question,
        /// When.
        at: Timestamp,
    },
    /// An answer.
    Answer(GivenAnswer),
    /// No more answers.
    Close(ClassId, AskingId, Timestamp),
    /// Answers again.
    Reopen(ClassId, AskingId),
    /// The lesson of a class is over.
    EndLesson(ClassId, Timestamp),
    /// Something about sets of questions.
    Sets(SetOrder),
    /// The list of backups.
    Backups,
    /// Make one now.
    BackUp,
    /// Put this one in the place of the file, and go on with it.
    Restore(PathBuf),
}

/// An answer to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenAnswer {
    /// To which asking.
    pub asking: AskingId,
    /// By whom.
    pub student: StudentId,
    /// What.
    pub answer: Answer,
    /// How it came in.
    pub source: AnswerSource,
    /// How sure the reader is.
    pub confidence: Option<f32>,
    /// When.
    pub at: Timestamp,
}

/// What the desk says.
#[derive(Debug)]
pub enum News {
    /// All classes.
    Classes(Vec<Class>),
    /// A class as the file has it now.
    Loaded(Box<Loaded>),
    /// A class was made.
    Made(ClassId, Plan),
    /// Names were brought in.
    Added(ClassId, Plan),
    /// About sets of questions.
    Sets(SetNews),
    /// A student is in this class now, with this card.
    Moved(StudentId, ClassId, CardNumber),
    /// A student is being erased from this file of so many.
    Erasing(StudentId, usize, usize),
    /// A student is erased.
    Erased(StudentId, Erased),
    /// An asking is open.
    Opened(Box<AskingRecord>),
    /// This answer is on the disk.
    Kept(GivenAnswer),
    /// An order was not carried out.
    Failed {
        /// Which.
        order: Box<Order>,
        /// Why, in words for a teacher.
        why: String,
    },
    /// The backups that there are.
    Backups(BackupList),
    /// What came of the backup that the teacher asked for.
    BackedUp(Made),
    /// No backup was made, for this reason.
    NotBackedUp(String),
    /// The file is a backup's now; the one before is kept there.
    Restored(Option<PathBuf>),
    /// The file is as it was, for this reason.
    NotRestored(String),
    /// The file cannot be used at all.
    Unusable(Unusable),
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// In words for a teacher.
    pub why: String,
    /// The newest whole backup, where one would help, and when it was made here.
    pub backup: Option<KnownBackup>,
    /// The day here.
    pub today: Date,
}

/// The backups of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupList {
    /// Where they are.
    pub folder: PathBuf,
    /// The day here.
    pub today: Date,
    /// Each of them.
    pub all: Vec<KnownBackup>,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownBackup {
    /// Where it is.
    pub path: PathBuf,
    /// Why it is there.
    pub kind: BackupKind,
    /// When it was made, by the clock here.
    pub at: Option<DateTime>,
}

impl KnownBackup {
    fn of(backup: Backup) -> Self {
        Self { path: backup.path, kind: backup.kind, at: backup.at.map(clock::here) }
    }
}

/// What the file holds of a class.
#[derive(Debug)]
pub struct Loaded {
    /// The class.
    pub class: ClassId,
    /// Its students, those who left included.
    pub students: Vec<Student>,
    /// Rules about two of them.
    pub pairs: Vec<Pair>,
    /// Who is absent today.
    pub absent: BTreeSet<StudentId>,
    /// What was asked.
    pub askings: Vec<AskingRecord>,
}

/// The window's side of the thread.
pub struct Desk {
    /// Both ends of the talk and the thread itself; nothing once the desk is being closed.
    talk: Option<(SyncSender<Order>, Receiver<News>, JoinHandle<()>)>,
    waiting: Vec<Order>,
    gone: bool,
}

impl Desk {
    /// Opens the file, making it if it is missing, on a thread of its own.
    pub fn open(path: PathBuf, ctx: &Context) -> Result<Self, AppError> {
        let (orders, inbox) = sync_channel(UNDER_WAY);
        let (outbox, news) = sync_channel(UNDER_WAY);
        let ctx = ctx.clone();
        let tell = move |news: News| {
            // The window is gone: nobody wants to know any more.
            let _ = outbox.send(news);
            ctx.request_repaint();
        };
        let (tell_of_backups, file) = (tell.clone(), path.clone());
        let backups = Backups::begin(path.clone(), move |asked, made| match made {
            Ok(made) => {
                if asked == Asked::ByTeacher {
                    tell_of_backups(News::BackedUp(made));
                }
                tell_of_backups(backup_list(&file));
            }
            Err(problem) => tell_of_backups(News::NotBackedUp(in_words(&problem))),
        })?;
        let work = move || {
            loop {
                let claimed = OneWindow::claim(&path).and_then(|window| Ok((window, Store::open(&path, Missing::Create)?)));
                let backup = match claimed {
                    Ok((_window, store)) => serve(store, &path, &inbox, &backups, &tell),
                    Err(problem) => {
                        tell(News::Unusable(unusable(&path, &problem)));
                        // Nothing else can be done with it.
                        inbox.iter().find_map(|order| if let Order::Restore(backup) = order { Some(backup) } else { None })
                    }
                };
                let Some(backup) = backup else { return };
                // The file is closed here, and nobody else's window can have it meanwhile.
                match store::restore(&path, &backup, clock::now()) {
                    Ok(aside) => tell(News::Restored(aside)),
                    Err(problem) => tell(News::NotRestored(in_words(&problem))),
                }
            }
        };
        let thread = thread::Builder::new().name("teacher's file".to_owned()).spawn(work).map_err(AppError::NoThread)?;
        Ok(Self { talk: Some((orders, news, thread)), waiting: Vec::new(), gone: false })
    }

    /// Hands over an order; it is kept here while the desk is busy.
    pub fn order(&mut self, order: Order) {
        self.waiting.push(order);
        self.hand_over();
    }

    fn hand_over(&mut self) {
        let Some((orders, ..)) = &self.talk else { return };
        let mut waiting = std::mem::take(&mut self.waiting).into_iter();
        for order in waiting.by_ref() {
            match orders.try_send(order) {
                Ok(()) => {}
                Err(TrySendError::Full(order)) => {
                    self.waiting.push(order);
                    break;
                }
                Err(TrySendError::Disconnected(_)) => self.gone = true,
            }
        }
        self.waiting.extend(waiting);
    }

    /// What has been said since the last call.
    pub fn news(&mut self) -> Vec<News> {
        let mut all = Vec::new();
        while let Some((_, news, _)) = &self.talk {
            match news.try_recv() {
                Ok(news) => all.push(news),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.gone = true;
                    break;
                }
            }
        }
        self.hand_over();
        all
    }

    /// Whether orders can still be carried out.
    pub fn is_gone(&self) -> bool {
        self.gone
    }
}

impl Drop for Desk {
    /// Waits until every order is carried out and the file is closed: what a teacher saw is in it, and another window may
    /// open it.
    fn drop(&mut self) {
        if let Some((orders, news, thread)) = self.talk.take() {
            // Nobody listens any more, so that the desk never waits for room to tell.
            drop(news);
            for order in self.waiting.drain(..) {
                if orders.send(order).is_err() {
                    break;
                }
            }
            drop(orders);
            // A desk that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Carries out orders until the window is closed, or a backup is to take the place of the file.
fn serve(mut store: Store, file: &Path, inbox: &Receiver<Order>, backups: &Backups, tell: &impl Fn(News)) -> Option<PathBuf> {
    backups.ask(Asked::ByItself);
    for order in inbox {
        match order {
            Order::Restore(backup) => return Some(backup),
            Order::BackUp => backups.ask(Asked::ByTeacher),
            Order::Backups => tell(backup_list(file)),
            order => {
                let ends_lesson = matches!(order, Order::EndLesson(..));
                carry_out(&mut store, file, order, tell);
                if ends_lesson {
                    backups.ask(Asked::ByItself);
                }
            }
        }
    }
    None
}

fn backup_list(file: &Path) -> News {
    match store::backups(file) {
        Ok(all) => News::Backups(BackupList {
            folder: store::folder_of(file),
            today: clock::today(),
            all: all.into_iter().map(KnownBackup::of).collect(),
        }),
        Err(problem) => News::NotBackedUp(in_words(&problem)),
    }
}

/// Why a file cannot be used, and the backup to go on with where it is damaged.
fn unusable(file: &Path, problem: &StoreError) -> Unusable {
    let is_damaged = matches!(problem, StoreError::Damaged(_) | StoreError::NotOurs(_));
    let backup = if is_damaged { store::newest_whole(file).ok().flatten() } else { None };
    Unusable { why: in_words(problem), backup: backup.map(KnownBackup::of), today: clock::today() }
}

/// A failure in words for the window, which has buttons where the command line has commands.
fn in_words(problem: &StoreError) -> String {
    match problem {
        StoreError::Damaged(what) => format!("the teacher's file is damaged: {what}"),
        other => other.to_string(),
    }
}

fn carry_out(store: &mut Store, file: &Path, order: Order, tell: &impl Fn(News)) {
    let done = match &order {
        Order::Student(class, change) => change_student(store, file, *class, change, tell),
        other => attempt(store, other),
    };
    match done {
        Ok(news) => news.into_iter().for_each(tell),
        Err(problem) => tell(News::Failed { order: Box::new(order), why: in_words(&problem) }),
    }
}

fn attempt(store: &mut Store, order: &Order) -> Result<Vec<News>, StoreError> {
    let class = match order {
        Order::Sets(order) => return Ok(vec![News::Sets(questions::attempt(store, order)?)]),
        Order::Classes => return Ok(vec![News::Classes(store.classes()?)]),
        // These are for whoever has more than the open file.
        Order::Backups | Order::BackUp | Order::Restore(_) => return Ok(Vec::new()),
        Order::Answer(given) => {
            let GivenAnswer { asking, student, answer, source, confidence, at } = given.clone();
            store.record_answer(asking, student, answer, source, confidence, at)?;
            return Ok(vec![News::Kept(given.clone())]);
        }
        Order::MakeClass { name, deck, rows } => {
            let cards = printable(Some(deck));
            let (id, plan) = store.make_class(name, deck, || roster::plan(&[], &[], rows, &cards))?;
            return Ok(vec![News::Classes(store.classes()?), loaded(store, id)?, News::Made(id, plan)]);
        }
        Order::AddRows { class, rows } => {
            let plan = bring_in(store, *class, rows)?;
            return Ok(vec![loaded(store, *class)?, News::Added(*class, plan)]);
        }
        Order::Open { class, question, at } => {
            let id = store.open_asking(*class, question, *at)?;
            return Ok(vec![News::Opened(Box::new(store.asking(id)?))]);
        }
        Order::RenameClass(class, name) => {
            store.rename_class(*class, name)?;
            return Ok(vec![News::Classes(store.classes()?)]);
        }
        Order::Load(class) | Order::Student(class, _) => *class,
        Order::RenameStudent(class, student, name) => {
            store.rename_student(*student, name)?;
            *class
        }
        Order::SetCard(class, student, card) => {
            store.set_card(*class, *student, *card)?;
            *class
        }
        Order::SetActive(class, student, active) => {
            store.set_active(*class, *student, *active)?;
            *class
        }
        Order::Close(class, asking, at) => {
            store.close_asking(*asking, *at)?;
            *class
        }
        Order::EndLesson(class, at) => {
            if let Some(lesson) = store.last_lesson(*class)?.filter(|l| l.ended_at.is_none()) {
                store.end_lesson(lesson.id, *at)?;
            }
            *class
        }
        Order::Reopen(class, asking) => {
            store.reopen_asking(*asking)?;
            *class
        }
    };
    Ok(vec![loaded(store, class)?])
}

fn change_student(
    store: &mut Store,
    file: &Path,
    class: ClassId,
    change: &StudentChange,
    tell: &impl Fn(News),
) -> Result<Vec<News>, StoreError> {
    let mut news = Vec::new();
    match change {
        StudentChange::Known(student, known) => store.change_profile(*student, |profile| known.put(profile))?,
        StudentChange::Pair(one, other, rule) => store.set_pair(*one, *other, *rule)?,
        StudentChange::Absent(student, day, absent) => store.set_absent(*student, *day, *absent)?,
        StudentChange::Swap(one, other) => store.swap_cards(class, *one, *other)?,
        StudentChange::Move { student, from, to, card } => {
            let card = match card {
                Some(card) => *card,
                None => lowest_free(store, *to)?,
            };
            store.move_student(*student, *from, *to, card)?;
            if *from == class {
                news.push(News::Moved(*student, *to, card));
            }
        }
        StudentChange::Erase(student) => {
            let erased = erase_student(file, *student, |number, count| tell(News::Erasing(*student, number, count)))?;
            news.push(News::Erased(*student, erased));
        }
    }
    news.push(loaded(store, class)?);
    Ok(news)
}

/// The lowest card of a class that nobody holds.
fn lowest_free(store: &Store, class: ClassId) -> Result<CardNumber, StoreError> {
    let deck = store.classes()?.into_iter().find(|c| c.id == class).map(|c| c.deck);
    let held: BTreeSet<CardNumber> = store.students(class)?.iter().filter(|s| s.active).map(|s| s.card).collect();
    let free = printable(deck.as_deref()).into_iter().find(|card| !held.contains(card));
    free.ok_or_else(|| StoreError::Refused("all cards of that class are given out; take one back there first".to_owned()))
}

fn loaded(store: &Store, class: ClassId) -> Result<News, StoreError> {
    Ok(News::Loaded(Box::new(Loaded {
        class,
        students: store.students(class)?,
        pairs: store.pairs(class)?,
        absent: store.absent(class, clock::today())?,
        askings: store.askings(class)?,
    })))
}

fn bring_in(store: &mut Store, class: ClassId, rows: &[Row]) -> Result<Plan, StoreError> {
    let deck = store.classes()?.into_iter().find(|c| c.id == class).map(|c| c.deck);
    let cards = printable(deck.as_deref());
    store.bring_into(class, |students, pairs| roster::plan(students, pairs, rows, &cards))
}

/// The cards of a deck that can be given out; none of a deck that is not known here.
fn printable(deck: Option<&str>) -> Vec<CardNumber> {
    deck.and_then(|name| Deck::named(name).ok()).map(|d| d.usable().collect()).unwrap_or_default()
}

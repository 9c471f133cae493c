//! The teacher's file on a thread of its own: orders in, news out. The window never waits for the disk, and shows an answer as counted
//! only when the news say that it is kept.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use eframe::egui::Context;
use jiff::Timestamp;

use super::backups::Backups;
use super::questions::{self, SetNews, SetOrder};
use super::{AppError, clock};
use crate::cards::{Answer, CardNumber, Deck};
use crate::classroom::roster::{self, Plan, Row};
use crate::classroom::{AnswerSource, AskingId, AskingRecord, Class, ClassId, Pair, Question, Student, StudentId};
use crate::store::{Missing, OneWindow, Store, StoreError};

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
    /// No backup was made, for this reason.
    NotBackedUp(String),
    /// The file cannot be used at all.
    Unusable(String),
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
        let tell_of_backups = tell.clone();
        let backups = Backups::begin(path.clone(), move |why| tell_of_backups(News::NotBackedUp(why)))?;
        let work = move || {
            let claimed = OneWindow::claim(&path).and_then(|window| Ok((window, Store::open(&path, Missing::Create)?)));
            match claimed {
                Ok((_window, mut store)) => {
                    backups.ask();
                    for order in inbox {
                        let ends_lesson = matches!(order, Order::EndLesson(..));
                        carry_out(&mut store, order, &tell);
                        if ends_lesson {
                            backups.ask();
                        }
                    }
                }
                Err(problem) => tell(News::Unusable(problem.to_string())),
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

fn carry_out(store: &mut Store, order: Order, tell: &impl Fn(News)) {
    match attempt(store, &order) {
        Ok(news) => news.into_iter().for_each(tell),
        Err(problem) => tell(News::Failed { order: Box::new(order), why: problem.to_string() }),
    }
}

fn attempt(store: &mut Store, order: &Order) -> Result<Vec<News>, StoreError> {
    let class = match order {
        Order::Sets(order) => return Ok(vec![News::Sets(questions::attempt(store, order)?)]),
        Order::Classes => return Ok(vec![News::Classes(store.classes()?)]),
        Order::Answer(given) => {
            let GivenAnswer { asking, student, answer, source, confidence, at } = given.clone();
            store.record_answer(asking, student, answer, source, confidence, at)?;
            return Ok(vec![News::Kept(given.clone())]);
        }
        Order::MakeClass { name, rows } => {
            let cards = printable(Some(Deck::QUARTER));
            let (id, plan) = store.make_class(name, Deck::QUARTER, || roster::plan(&[], &[], rows, &cards))?;
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
        Order::Load(class) => *class,
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

//! What the threads report, taken into the state and put into words.

use super::command::{CameraChoice, Command, Screen};
use super::desk::{GivenAnswer, Loaded, News, Order};
use super::dialogs::Outcome;
use super::lesson::Phase;
use super::state::{Forms, NamesForm, PlaceForm};
use super::students::StudentChange;
use super::widgets::ToastKind;
use super::window::Window;
use crate::cameras::CameraError;
use crate::classroom::roster::{Change, Plan};
use crate::classroom::{AskingRecord, ClassId, StudentAnswer};

impl Window {
    /// News from the teacher's file.
    pub(super) fn hear(&mut self, news: News) {
        match news {
            News::Classes { here: classes, away, first } => {
                self.state.away = away;
                let known = |id: ClassId| classes.iter().any(|c| c.id == id);
                let keep = self.state.class.filter(|id| known(*id));
                self.state.classes = Some(classes);
                if let (None, Some(first)) = (keep, first) {
                    self.open_class(first);
                }
            }
            News::Loaded(loaded) => {
                if self.state.class == Some(loaded.class) {
                    let Loaded { class: _, students, pairs, absent, askings, asked } = *loaded;
                    self.state.students = students;
                    self.state.pairs = pairs;
                    self.state.absent = absent;
                    self.state.askings = askings;
                    self.state.asked = asked;
                    self.state.loaded = true;
                }
            }
            News::Made(class, plan) => {
                if self.state.sample == Some(ClassId(0)) {
                    self.state.sample = Some(class);
                }
                self.open_class(class);
                self.said_added(class, &plan);
            }
            News::Added(class, plan) => {
                self.state.forms = Forms::default();
                self.said_added(class, &plan);
            }
            News::Sets(news) => self.hear_of_sets(news),
            News::Moved(student, to, card) => self.said_moved(student, to, card),
            News::Erasing(student, number, count) => self.said_erasing(student, number, count),
            News::Erased(student, erased) => self.said_erased(student, &erased),
            News::Opened(record) => self.opened(*record),
            News::Kept(given) => self.kept(given),
            News::Struck(asking, student) => {
                if let Some(record) = self.state.lesson.as_mut().and_then(|l| l.record.as_mut()).filter(|r| r.id == asking) {
                    record.answers.retain(|a| a.student != student);
                }
            }
            News::Failed { order, why } => self.failed(*order, &why),
            other => self.hear_of_file(other),
        }
    }

    fn said_added(&mut self, class: ClassId, plan: &Plan) {
        let added: Vec<u16> =
            plan.changes.iter().filter_map(|c| if let Change::Add { card, .. } = c { Some(card.0) } else { None }).collect();
        let name = self.state.classes.iter().flatten().find(|c| c.id == class).map_or("the class", |c| c.name.as_str()).to_owned();
        let changed = plan.counts().1 + plan.pairs.len();
        let count = match (added.len(), changed) {
            (0, 0) => format!("Nobody new in {name}"),
            (0, 1) => format!("1 change in {name}"),
            (0, n) => format!("{n} changes in {name}"),
            (1, 0) => format!("1 name added to {name}"),
            (n, 0) => format!("{n} names added to {name}"),
            (n, m) => format!("{n} added to {name}, {m} changed"),
        };
        let cards = match (added.first(), added.last()) {
            (Some(first), Some(last)) if usize::from(last - first) + 1 == added.len() && added.len() > 1 => {
                format!("Cards {first} to {last} given out in this order.")
            }
            (Some(only), _) if added.len() == 1 => format!("Card {only} given out."),
            _ => String::new(),
        };
        let problems: Vec<_> = plan.problems.iter().chain(&plan.notes).collect();
        match problems.as_slice() {
            [] => self.toast(ToastKind::Good, count, cards, None),
            [first, rest @ ..] => {
                let more = if rest.is_empty() { String::new() } else { format!(" And {} more.", rest.len()) };
                self.toast(ToastKind::Warn, count, format!("Line {}: {}.{more}", first.line, first.text), None);
            }
        }
    }

    fn opened(&mut self, mut record: AskingRecord) {
        let Some(lesson) = &mut self.state.lesson else { return };
        // As long as it is asked, the window knows who has answered, and forgets it afterwards.
        lesson.nameless = record.counts.take().is_some();
        lesson.answers_shown &= !lesson.nameless;
        if let Some(run) = &mut lesson.run {
            run.note(&record.question);
        }
        lesson.number = record.number;
        lesson.record = Some(record);
        lesson.phase = Phase::Asking;
        lesson.changed.clear();
        lesson.who = false;
        lesson.resumed = None;
        match lesson.camera {
            // The make-believe class holds up answers to this question.
            CameraChoice::Room => self.use_camera(CameraChoice::Room),
            _ => {
                if let Some(eye) = &mut self.eye {
                    eye.read_anew();
                }
            }
        }
    }

    fn kept(&mut self, given: GivenAnswer) {
        let Some(lesson) = &mut self.state.lesson else { return };
        let Some(record) = lesson.record.as_mut().filter(|r| r.id == given.asking) else { return };
        let GivenAnswer { student, answer, source, at, .. } = given;
        match record.answers.iter_mut().find(|a| a.student == student) {
            Some(known) => {
                if known.answer != answer {
                    lesson.changed.insert(student);
                }
                *known = StudentAnswer { student, answer, source, at };
            }
            None => record.answers.push(StudentAnswer { student, answer, source, at }),
        }
        if lesson.absent.remove(&student) {
            // Who answers is here.
            self.set_absent(student, false);
        }
    }

    fn failed(&mut self, order: Order, why: &str) {
        if let Order::Sets(order) = order {
            return self.set_order_failed(order, why);
        }
        let what = match &order {
            Order::Answer(given) => {
                self.state.unkept.push(given.clone());
                "An answer was not kept".to_owned()
            }
            Order::Strike(..) => "The answer still counts".to_owned(),
            Order::MakeClass { name, .. } => format!("The class {name} was not made"),
            Order::AddRows { .. } => "The names were not added".to_owned(),
            Order::Open { .. } | Order::AskAgain(..) => {
                if let Some(lesson) = &mut self.state.lesson {
                    lesson.record = lesson.before.take();
                    lesson.phase = if lesson.record.is_some() { Phase::Closed(super::lesson::Step::Closed) } else { Phase::Preparing };
                }
                "The question was not started".to_owned()
            }
            Order::Classes | Order::Load(_) => "The class cannot be shown".to_owned(),
            Order::RenameClass(..) | Order::RenameStudent(..) => "The name was not changed".to_owned(),
            Order::ChangeClass(..) => "The class was not changed".to_owned(),
            Order::SetCard(..) => "The card was not changed".to_owned(),
            Order::SetActive(..) | Order::Student(_, StudentChange::Move { .. }) => "The class list was not changed".to_owned(),
            Order::Student(_, StudentChange::Swap(..)) => "The cards were not swapped".to_owned(),
            Order::Student(_, StudentChange::Erase(_)) => "The student was not erased".to_owned(),
            Order::Student(..) => "What is known of the student was not changed".to_owned(),
            Order::Close(..) | Order::Reopen(..) => "The question is shown, but its end was not kept".to_owned(),
            Order::Backups | Order::BackUp | Order::Restore(_) | Order::OpenAgain => "The backups cannot be shown".to_owned(),
            Order::EndLesson(class, _) => {
                self.desk.order(Order::Load(*class));
                "The end of the lesson was not kept".to_owned()
            }
            Order::Sets(_) => return,
        };
        // A change that failed needs no undo.
        let is_undoable = |change: &StudentChange| !matches!(change, StudentChange::Erase(_));
        if matches!(
            order,
            Order::RenameClass(..) | Order::ChangeClass(..) | Order::RenameStudent(..) | Order::SetCard(..) | Order::SetActive(..)
        ) || matches!(&order, Order::Student(_, change) if is_undoable(change))
        {
            self.state.undo.pop();
        }
        let action = matches!(order, Order::Answer(_)).then(|| ("Try again".to_owned(), Command::KeepAgain));
        self.toast(ToastKind::Bad, what, sentence(why), action);
    }

    /// A job came back.
    pub(super) fn finish(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Roster { file, list: Ok(list) } => {
                if list.rows.is_empty() {
                    let next = match list.problems.first() {
                        Some(first) => format!("Line {}: {}.", first.line, first.text),
                        None => "Choose a file with one name a line: CSV, XLSX, ODS or text.".to_owned(),
                    };
                    return self.toast(ToastKind::Bad, format!("No names found in {file}"), next, None);
                }
                let open = self.state.forms.names.take();
                let is_new = open.as_ref().map_or(self.state.class.is_none(), |f| f.class.is_some());
                let deck = open.as_ref().and_then(|f| f.deck);
                let named = open.and_then(|f| f.class).filter(|n| !n.trim().is_empty());
                let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
                let class = is_new.then(|| named.unwrap_or(stem));
                let form = NamesForm { class, deck, text: String::new(), file: Some(file), list };
                self.state.forms = Forms { names: Some(form), ..Forms::default() };
                self.state.screen = Screen::Classes;
            }
            Outcome::Roster { file, list: Err(why) } => {
                self.toast(ToastKind::Bad, format!("{file} was not read"), sentence(&why), None);
            }
            Outcome::Photos(files) => {
                if self.state.screen == Screen::Teach && !files.is_empty() {
                    self.use_camera(CameraChoice::Photos(files));
                }
            }
            Outcome::Saved(what, result) => self.saved(what, result),
            Outcome::QuestionFile { file, read } => self.take_question_file(&file, read),
            Outcome::Picture { file, read } => self.take_picture(&file, read),
            Outcome::SetSaved(result) => self.set_saved(result),
            Outcome::Thumbs(made) => self.take_thumbs(made),
            Outcome::Webcams(found) => {
                let first = found.first().cloned().map(CameraChoice::Webcam);
                let is_waiting =
                    self.state.webcams.is_none() && self.state.lesson.as_ref().is_some_and(|l| l.camera == CameraChoice::Nothing);
                self.state.webcams = Some(found);
                // The lesson began before anybody knew of a webcam.
                if let Some(webcam) = first.filter(|_| is_waiting) {
                    self.use_camera(webcam);
                }
            }
            Outcome::Nothing => self.state.saving = None,
            Outcome::NoDialog { what, place } => {
                self.state.saving = None;
                self.state.place = Some(PlaceForm { what, text: place });
            }
        }
    }

    /// A photograph that cannot be read; the others go on.
    pub(super) fn say_photo_problem(&mut self, problem: &CameraError) {
        if let CameraError::Photo { file, source } = problem {
            let name = file.file_name().map_or_else(|| file.display().to_string(), |n| n.to_string_lossy().into_owned());
            let what = format!("{name} was not read");
            if let Some(lesson) = &mut self.state.lesson {
                lesson.photo_news.push(what.clone());
            }
            self.toast(ToastKind::Bad, what, sentence(&source.to_string()), None);
        }
    }

    /// Photographs are done with, and so is what was said of them.
    pub(super) fn withdraw_photo_news(&mut self) {
        let old = self.state.lesson.as_mut().map(|lesson| std::mem::take(&mut lesson.photo_news)).unwrap_or_default();
        self.state.toasts.retain(|t| !old.contains(&t.what));
    }
}

/// Why no picture comes: where, and what may help.
pub(super) fn lost(camera: &str, why: &CameraError) -> (String, String) {
    match why {
        CameraError::NoCamera => {
            ("No camera is connected".to_owned(), "Plug one in, open photographs, or take the simulated room".to_owned())
        }
        CameraError::Busy { .. } => (format!("No picture from {camera}"), "Another program may be using it, often a video call".to_owned()),
        CameraError::Forbidden { .. } => (
            format!("No picture from {camera}"),
            "This computer does not let Quarterturn use it. Allow it in the system's camera settings".to_owned(),
        ),
        CameraError::Unplugged { .. } => {
            (format!("{camera} is no longer connected"), "Plug it in again, or take another camera".to_owned())
        }
        other => (format!("No picture from {camera}"), sentence(&other.to_string())),
    }
}

/// With a capital first letter.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_camera_says_where_and_what_may_help() {
        let busy = CameraError::Busy { camera: "Ceiling camera".to_owned() };
        let (what, next) = lost("Ceiling camera", &busy);
        assert_eq!(what, "No picture from Ceiling camera");
        assert_eq!(next, "Another program may be using it, often a video call");
        let unplugged = CameraError::Unplugged { camera: "Desk camera".to_owned() };
        assert_eq!(lost("Desk camera", &unplugged).0, "Desk camera is no longer connected");
    }

    #[test]
    fn reasons_begin_with_a_capital() {
        assert_eq!(sentence("the disk is full"), "The disk is full");
        assert_eq!(sentence(""), "");
    }
}

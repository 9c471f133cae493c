//! The one place that carries out what views ask for.

use std::cmp::Ordering;
use std::path::PathBuf;

use super::cameras::{self, RoomPace, Wanted};
use super::command::{CameraChoice, Command, Screen};
use super::desk::{GivenAnswer, Order};
use super::dialogs::FileFor;
use super::lesson::{Lesson, Phase, Seen, Step};
use super::questions::SetOrder;
use super::results::ResultsForm;
use super::state::{Forms, NamesForm, ProfileForm};
use super::theme::TextSize;
use super::widgets::{Toast, ToastKind};
use super::window::Window;
use super::{clock, dialogs, exports, sample};
use crate::cards::{CardNumber, Deck};
use crate::classroom::{AnswerSource, ClassId, Key, Student};
use crate::store::Names;

/// Undo goes back so far.
const MOST_UNDO: usize = 100;

impl Window {
    /// Carries out one command.
    pub(super) fn apply(&mut self, command: Command) {
        match command {
            Command::Go(screen) => {
                self.state.screen = screen;
                if screen == Screen::Questions {
                    self.enter_questions();
                }
                if screen == Screen::Settings {
                    self.desk.order(Order::Backups);
                }
                if screen == Screen::Classes {
                    // The command line may have changed them beside this window.
                    self.desk.order(Order::Classes);
                    if let Some(class) = self.state.class {
                        self.desk.order(Order::Load(class));
                    }
                }
            }
            Command::Questions(command) => self.apply_to_questions(command),
            Command::BackUp => self.desk.order(Order::BackUp),
            Command::Restore(backup) => self.desk.order(Order::Restore(backup)),
            Command::OpenAgain => self.open_again(),
            Command::SetLook(look) => self.state.look = look,
            Command::TextSize(Ordering::Greater) => self.state.size = self.state.size.larger(),
            Command::TextSize(Ordering::Less) => self.state.size = self.state.size.smaller(),
            Command::TextSize(Ordering::Equal) => self.state.size = TextSize::default(),
            Command::Undo => {
                self.withdraw_undo();
                if let Some(order) = self.state.undo.pop() {
                    match &order {
                        Order::Sets(SetOrder::Change(change)) => self.state.redo.push(change.reversed()),
                        _ => self.state.redo.clear(),
                    }
                    self.foresee(&order);
                    self.desk.order(order);
                }
            }
            Command::Redo => {
                if let Some(change) = self.state.redo.pop() {
                    let left = std::mem::take(&mut self.state.redo);
                    let back = Order::Sets(SetOrder::Change(change.reversed()));
                    self.change(Order::Sets(SetOrder::Change(change)), back);
                    self.state.redo = left;
                }
            }
            Command::ToggleReasons => {
                self.state.reasons_shown = !self.state.reasons_shown;
                self.state.member = None;
            }
            Command::SelectMember(member) => self.state.member = member,
            _ => self.apply_to_class(command),
        }
    }

    fn apply_to_class(&mut self, command: Command) {
        match command {
            Command::OpenClass(class) => self.open_class(class),
            Command::NewClass => {
                self.state.forms = Forms { names: Some(NamesForm::new_class()), ..Forms::default() };
            }
            Command::CancelForm => self.state.forms = Forms::default(),
            Command::PasteNames => self.state.forms.names = Some(NamesForm::default()),
            Command::TakeForm => self.take_form(),
            Command::PasteInstead => {
                if let Some(form) = &mut self.state.forms.names {
                    form.read_text();
                }
            }
            Command::SampleClass => self.make_sample(),
            Command::ChooseRoster => {
                self.jobs.choose_roster();
            }
            Command::RenameClass(name) => {
                let name = name.trim().to_owned();
                if let Some(class) = self.state.current().filter(|c| c.name != name && !name.is_empty()) {
                    let (id, old) = (class.id, class.name.clone());
                    self.change(Order::RenameClass(id, name), Order::RenameClass(id, old));
                }
            }
            Command::AboutClass => self.open_about_class(),
            Command::ChangeClass(fact) => self.change_class(fact),
            Command::PutClassAway => self.put_class_away(),
            Command::TakeClassOut(class) => self.take_class_out(class),
            Command::RenameStudent(student, name) => {
                if let (Some(class), Some(known)) = (self.state.class, self.state.student(student)) {
                    let old = known.name.clone();
                    self.change(Order::RenameStudent(class, student, name), Order::RenameStudent(class, student, old));
                }
            }
            Command::SetCard(student, card) => {
                if let (Some(class), Some(known)) = (self.state.class, self.state.student(student)) {
                    let old = known.card;
                    self.change(Order::SetCard(class, student, card), Order::SetCard(class, student, old));
                }
            }
            Command::SetActive(student, active) => {
                if let (Some(class), Some(known)) = (self.state.class, self.state.student(student)) {
                    let name = known.name.clone();
                    self.state.forms.profile = None;
                    self.change(Order::SetActive(class, student, active), Order::SetActive(class, student, !active));
                    if !active {
                        let next = "The answers given so far are kept.".to_owned();
                        self.toast(ToastKind::Good, format!("{name} left the class"), next, Some(("Undo".to_owned(), Command::Undo)));
                    }
                }
            }
            Command::SetPrint(choice) => self.state.print = choice,
            Command::Save(what) => exports::save(self, what),
            Command::ChooseResults => self.state.forms = Forms { results: Some(ResultsForm::default()), ..Forms::default() },
            Command::OpenProfile(student) => self.state.forms = Forms { profile: Some(ProfileForm::new(student)), ..Forms::default() },
            Command::CloseProfile => self.state.forms.profile = None,
            Command::Student(change) => self.change_student(change),
            Command::Ask(dialog) => {
                // The safe choice takes the keyboard.
                self.ctx.memory_mut(|m| m.focused().into_iter().for_each(|id| m.surrender_focus(id)));
                self.state.dialog = Some(dialog);
            }
            Command::CloseDialog => self.state.dialog = None,
            Command::TakePlace => self.take_place(),
            Command::CancelPlace => self.state.place = None,
            Command::StartLesson => self.start_lesson(),
            _ => self.apply_to_lesson(command),
        }
    }

    fn apply_to_lesson(&mut self, command: Command) {
        match command {
            Command::LeaveLesson => self.leave_lesson(),
            Command::LookForWebcams => self.look_for_webcams(),
            Command::ChoosePhotos => {
                self.jobs.choose_photos();
            }
            Command::ChooseCamera(choice) => self.use_camera(choice),
            Command::TryAgain => {
                if let Some(choice) = self.state.lesson.as_ref().map(|l| l.camera.clone()) {
                    self.look_for_webcams();
                    self.use_camera(choice);
                }
            }
            Command::StartReading => self.start_reading(),
            Command::AskAgain => self.ask_again(),
            Command::SetAbsent(student, absent) => self.set_absent(student, absent),
            Command::ByHand(student, answer) => {
                if let Some(record) = self.state.lesson.as_ref().and_then(|l| l.record.as_ref()) {
                    let (asking, at) = (record.id, clock::now());
                    self.desk.order(Order::Answer(GivenAnswer {
                        asking,
                        student,
                        answer,
                        source: AnswerSource::Hand,
                        confidence: None,
                        at,
                    }));
                }
            }
            Command::Strike(student) => {
                if let Some(record) = self.state.lesson.as_ref().and_then(|l| l.record.as_ref()) {
                    self.desk.order(Order::Strike(record.id, student, clock::now()));
                }
            }
            Command::KeepAgain => {
                for given in std::mem::take(&mut self.state.unkept) {
                    self.desk.order(Order::Answer(given));
                }
            }
            Command::CloseQuestion => self.close_question(),
            Command::Reopen => self.reopen(),
            other => {
                if let Some(lesson) = &mut self.state.lesson {
                    apply_to_view(lesson, &other);
                }
            }
        }
    }

    /// Carries out a change and remembers what takes it back.
    pub(super) fn change(&mut self, order: Order, back: Order) {
        self.remember(back);
        self.foresee(&order);
        self.desk.order(order);
    }

    /// Remembers what takes the last change back.
    pub(super) fn remember(&mut self, back: Order) {
        self.withdraw_undo();
        // What was taken back before this change does not fit behind it.
        self.state.redo.clear();
        self.state.undo.push(back);
        if self.state.undo.len() > MOST_UNDO {
            self.state.undo.remove(0);
        }
    }

    /// What the news offer to undo is no longer the last change: the offer must not undo something else.
    fn withdraw_undo(&mut self) {
        self.state.toasts.retain(|t| t.action.as_ref().is_none_or(|(_, c)| *c != Command::Undo));
    }

    pub(super) fn toast(&mut self, kind: ToastKind, what: String, next: String, action: Option<(String, Command)>) {
        let since = self.ctx.input(|i| i.time);
        // The same news twice in a row is said once.
        self.state.toasts.retain(|t| t.what != what);
        self.state.toasts.push(Toast { kind, what, next, action, since });
        self.ctx.request_repaint();
    }

    pub(super) fn open_class(&mut self, class: ClassId) {
        self.state.forms = Forms::default();
        // What was changed in another class is out of sight, but sets belong to none, and a class itself is in every list.
        self.state.undo.retain(|order| matches!(order, Order::Sets(_) | Order::ChangeClass(..)));
        if self.state.undo.is_empty() {
            self.withdraw_undo();
        }
        self.state.member = None;
        if self.state.class != Some(class) {
            self.state.students.clear();
            self.state.pairs.clear();
            self.state.absent.clear();
            self.state.askings.clear();
            self.state.loaded = false;
        }
        self.state.class = Some(class);
        self.desk.order(Order::Load(class));
    }

    fn take_form(&mut self) {
        let Some(form) = self.state.forms.names.clone() else { return };
        let (deck, rows) = (form.new_deck(), form.list.rows);
        match (form.class, self.state.class) {
            (Some(name), _) => self.desk.order(Order::MakeClass { name: name.trim().to_owned(), deck, rows }),
            (None, Some(class)) => self.desk.order(Order::AddRows { class, rows }),
            (None, None) => {}
        }
    }

    fn make_sample(&mut self) {
        let taken = |name: &str| self.state.classes.iter().flatten().any(|c| c.name == name);
        let name = if taken(sample::CLASS) { format!("{} (sample)", sample::CLASS) } else { sample::CLASS.to_owned() };
        if !taken(&name) {
            self.state.sample = Some(ClassId(0)); // Until the file says its number.
            self.desk.order(Order::MakeClass { name, deck: Deck::QUARTER, rows: sample::rows() });
        }
    }

    pub(super) fn start_lesson(&mut self) {
        if self.state.lesson_not_yet().is_some() {
            return;
        }
        self.state.forms = Forms::default();
        let first_webcam = self.state.webcams.iter().flatten().next().cloned().map(CameraChoice::Webcam);
        let is_sample = self.state.sample == self.state.class;
        let room = || if is_sample { Some(CameraChoice::Room) } else { None };
        let camera = self.state.camera.clone().or_else(room).or(first_webcam).unwrap_or(CameraChoice::Nothing);
        let mut lesson = Lesson::new(self.state.asked + 1, camera.clone());
        lesson.absent = self.state.active().map(|s| s.id).filter(|id| self.state.absent.contains(id)).collect();
        if let Some(record) = self.state.unfinished().cloned() {
            let count = record.answers.len();
            let answers = if count == 1 { "1 answer is".to_owned() } else { format!("{count} answers are") };
            lesson.resumed = Some(format!("Going on where you were: {answers} kept."));
            lesson.number = record.number;
            lesson.record = Some(record);
            lesson.phase = Phase::Asking;
        } else if is_sample && self.state.askings.is_empty() {
            lesson.draft = sample::draft();
        }
        self.state.lesson = Some(lesson);
        self.state.screen = Screen::Teach;
        self.offer_sets();
        self.use_camera(camera);
    }

    fn leave_lesson(&mut self) {
        self.withdraw_photo_news();
        self.eye = None;
        self.texture = None;
        self.state.lesson = None;
        self.state.screen = Screen::Classes;
        if let Some(class) = self.state.class {
            // What was asked in the lesson is known here again when the file has told it.
            self.state.loaded = false;
            self.desk.order(Order::EndLesson(class, clock::now()));
        }
    }

    /// Opens a camera for the lesson; while a question is asked it is read from the first picture on.
    pub(super) fn use_camera(&mut self, choice: CameraChoice) {
        self.withdraw_photo_news();
        self.eye = None;
        let deck = self.state.current().and_then(|c| Deck::named(&c.deck).ok());
        let cards: Vec<CardNumber> = self.state.active().map(|s| s.card).collect();
        let present: Vec<Student> = self.state.active().cloned().collect();
        let Some(lesson) = &mut self.state.lesson else { return };
        if !matches!(choice, CameraChoice::Nothing) {
            self.state.camera = Some(choice.clone()).filter(|c| !matches!(c, CameraChoice::Photos(_)));
        }
        lesson.camera = choice.clone();
        // The last picture stays while the next camera opens; photographs wait until they are read.
        let size = lesson.seen.size.filter(|_| !matches!(choice, CameraChoice::Photos(_)));
        lesson.seen = Seen { size, scale: lesson.seen.scale, ..Seen::default() };
        let Some(deck) = deck else {
            lesson.seen.lost = Some(("This class has a deck that is not known here".to_owned(), "Enter answers by hand".to_owned()));
            return;
        };
        let record = lesson.record.as_ref();
        let (key, options, seed) =
            record.map_or((Key::default(), 0, 1), |r| (r.question.key, r.question.options.len(), question_seed(&r.question.text)));
        let seats = sample::answers(present.iter().filter(|s| !lesson.absent.contains(&s.id)), key, options, seed, lesson.before.is_some());
        let wanted = Wanted { deck, cards, seats, seed, pace: RoomPace { unpaced: self.options.unpaced_room } };
        match cameras::open(&choice, wanted, &self.ctx) {
            Some(Ok(mut eye)) => {
                if lesson.phase == Phase::Asking {
                    eye.read_anew();
                }
                self.eye = Some(eye);
            }
            Some(Err(problem)) => lesson.seen.lost = Some((format!("No picture from {}", choice.name()), problem.to_string())),
            None => {
                self.texture = None;
                lesson.seen = Seen::default();
            }
        }
    }

    fn start_reading(&mut self) {
        let (Some(class), Some(lesson)) = (self.state.class, &mut self.state.lesson) else { return };
        if lesson.phase != Phase::Preparing {
            return;
        }
        if let Ok(question) = lesson.next_question() {
            lesson.phase = Phase::Opening;
            lesson.before = None;
            let names = if lesson.nameless { Names::Anonymous } else { Names::Kept };
            self.desk.order(Order::Open { class, question, names, at: clock::now() });
        }
    }

    fn ask_again(&mut self) {
        let (Some(class), Some(lesson)) = (self.state.class, &mut self.state.lesson) else { return };
        if !matches!(lesson.phase, Phase::Closed(_)) {
            return;
        }
        if let Some(record) = lesson.record.take() {
            lesson.phase = Phase::Opening;
            let names = if lesson.nameless { Names::Anonymous } else { Names::Kept };
            self.desk.order(Order::AskAgain(class, record.id, names, clock::now()));
            lesson.before = Some(record);
        }
    }

    fn close_question(&mut self) {
        let (Some(class), Some(lesson)) = (self.state.class, &mut self.state.lesson) else { return };
        let Some(record) = lesson.record.as_mut().filter(|_| lesson.phase == Phase::Asking) else { return };
        let at = clock::now();
        record.closed_at = Some(at);
        lesson.phase = Phase::Closed(Step::Closed);
        lesson.hand = false;
        lesson.resumed = None;
        self.desk.order(Order::Close(class, record.id, at));
        if let Some(eye) = &mut self.eye {
            eye.rest();
        }
    }

    fn reopen(&mut self) {
        let (Some(class), Some(lesson)) = (self.state.class, &mut self.state.lesson) else { return };
        let Some(record) = lesson.record.as_mut().filter(|_| matches!(lesson.phase, Phase::Closed(_))) else { return };
        record.closed_at = None;
        lesson.phase = Phase::Asking;
        lesson.who = false;
        self.desk.order(Order::Reopen(class, record.id));
        if let Some(eye) = &mut self.eye {
            eye.read_anew();
        }
    }

    /// Uses the place that was typed instead of a file dialog.
    fn take_place(&mut self) {
        let Some(form) = self.state.place.take() else { return };
        let path = dialogs::typed(&form.text);
        match form.what {
            FileFor::Save(what) => exports::save_in(self, what, path),
            FileFor::Photos => self.take_photos(vec![path]),
            FileFor::Roster => {
                self.jobs.run("read a class list", move || dialogs::read_roster(path));
            }
            FileFor::Questions => self.read_questions(path),
            FileFor::Picture => self.read_picture(path),
            FileFor::Set(format) => self.save_set_in(format, path),
        }
    }

    /// Files dropped on the window, or chosen: photographs in a lesson, questions among the questions, a class list elsewhere.
    pub(super) fn take_files(&mut self, files: Vec<PathBuf>) {
        if self.state.screen == Screen::Teach {
            self.take_photos(files);
        } else if self.state.screen == Screen::Questions {
            files.into_iter().take(1).for_each(|file| self.take_dropped(file));
        } else if let Some(file) = files.into_iter().next() {
            self.jobs.run("read a class list", move || dialogs::read_roster(file));
        }
    }

    fn take_photos(&mut self, files: Vec<PathBuf>) {
        self.jobs.run("look for photographs", move || dialogs::look_into(files));
    }
}

fn apply_to_view(lesson: &mut Lesson, command: &Command) {
    match command {
        Command::NextStep => {
            if let Phase::Closed(step) = lesson.phase {
                lesson.phase = Phase::Closed(match step {
                    Step::Closed => Step::Chart,
                    Step::Chart | Step::Right => Step::Right,
                });
            }
        }
        Command::NextQuestion => {
            if matches!(lesson.phase, Phase::Closed(_)) {
                lesson.number += 1;
                lesson.phase = Phase::Preparing;
                lesson.record = None;
                lesson.nameless = false;
                lesson.before = None;
                lesson.draft = super::lesson::Draft::default();
                if let Some(run) = &mut lesson.run {
                    run.go_on();
                }
                lesson.changed.clear();
                lesson.who = false;
                lesson.answers_shown = false;
            }
        }
        Command::ToggleNames if lesson.phase == Phase::Preparing => lesson.nameless = !lesson.nameless,
        Command::ToggleAnswers => lesson.answers_shown = !lesson.answers_shown && !lesson.nameless,
        Command::ToggleWho => lesson.who = !lesson.who && !lesson.nameless,
        Command::ToggleHand => lesson.hand = !lesson.hand,
        _ => {}
    }
}

/// A seed that is the same whenever the same question is asked.
fn question_seed(text: &str) -> u64 {
    text.bytes().fold(7, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

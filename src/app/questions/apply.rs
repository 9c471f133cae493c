//! Carrying out what the screen of questions asks for.

use std::sync::Arc;

use super::command::QuestionsCommand;
use super::form::{LibraryForm, QuestionForm, SetForm, quiz_keys};
use super::order::{SetChange, SetOrder};
use crate::app::clock;
use crate::app::command::Command;
use crate::app::desk::Order;
use crate::app::widgets::ToastKind;
use crate::app::window::Window;
use crate::classroom::{QuestionSet, SetId};

impl Window {
    /// Carries out one command.
    pub(in crate::app) fn apply_to_questions(&mut self, command: QuestionsCommand) {
        let library = &mut self.state.library;
        match command {
            QuestionsCommand::Search(words) => {
                library.search = words;
                self.list_sets();
            }
            QuestionsCommand::ToggleArchived => library.archived_shown = !library.archived_shown,
            QuestionsCommand::Open(id) => {
                self.leave_form();
                self.open_set(id);
            }
            QuestionsCommand::Starters => self.desk.order(Order::Sets(SetOrder::Starters)),
            QuestionsCommand::NewSet => {
                self.show_form(LibraryForm::Set(SetForm::default()));
            }
            QuestionsCommand::PlaceSet => {
                if let Some(open) = &library.open {
                    let (name, folder) = (open.set.name.clone(), open.set.folder.to_string());
                    let form = SetForm { set: Some(open.id), name, folder };
                    self.show_form(LibraryForm::Set(form));
                }
            }
            QuestionsCommand::CopySet => {
                if let Some(open) = &library.open {
                    self.desk.order(Order::Sets(SetOrder::Copy(open.id)));
                }
            }
            QuestionsCommand::ChooseFile => self.choose_questions(),
            QuestionsCommand::ChoosePicture(answer) => {
                if let Some(LibraryForm::Question(form)) = &mut library.form {
                    form.picture_for = answer;
                    self.choose_picture();
                }
            }
            QuestionsCommand::SaveSet(format) => self.save_set(format),
            QuestionsCommand::Teach => self.teach_set(),
            QuestionsCommand::Use(id) => self.use_set(id),
            QuestionsCommand::ToggleQuiz => {
                if let Some(lesson) = &mut self.state.lesson {
                    lesson.quiz = if lesson.quiz.is_some() { None } else { Some(String::new()) };
                }
            }
            QuestionsCommand::TakeQuiz => {
                let typed = self.state.lesson.as_ref().and_then(|l| l.quiz.as_deref());
                if let (Some(class), Some(Ok(keys)), Some(lesson)) = (self.state.class, typed.map(quiz_keys), &mut self.state.lesson) {
                    // A quiz begins a lesson of its own.
                    lesson.number = 1;
                    self.desk.order(Order::Sets(SetOrder::BeginQuiz(class, keys, clock::now())));
                }
            }
            QuestionsCommand::Next(at) => {
                if let Some(run) = self.state.lesson.as_mut().and_then(|l| l.run.as_mut()) {
                    (run.at, run.own) = (at, false);
                }
            }
            QuestionsCommand::WriteOwn(own) => {
                if let Some(run) = self.state.lesson.as_mut().and_then(|l| l.run.as_mut()) {
                    run.own = own;
                }
            }
            QuestionsCommand::SetArchived(archived) => self.archive_set(archived),
            QuestionsCommand::DeleteSet => {
                if let Some(open) = &library.open {
                    self.desk.order(Order::Sets(SetOrder::Delete(open.id)));
                }
            }
            QuestionsCommand::TakeForm => self.take_library_form(),
            QuestionsCommand::CancelForm => (library.form, library.take_when_shown) = (None, false),
            QuestionsCommand::BackToForm => {
                if let Some(form) = library.left.take() {
                    if let LibraryForm::Question(question) = &form
                        && let Some(set) = question.set
                    {
                        self.open_set(set);
                    }
                    // What it was at first no longer matters: it was changed.
                    self.state.library.form_was = None;
                    self.state.library.form = Some(form);
                }
            }
            other => self.apply_to_question(other),
        }
    }

    fn apply_to_question(&mut self, command: QuestionsCommand) {
        let library = &mut self.state.library;
        let Some(open) = library.open.clone() else { return };
        let known = |at: usize| at < open.set.questions.len();
        match command {
            QuestionsCommand::NewQuestion => self.show_form(LibraryForm::Question(Box::new(QuestionForm::new(open.id)))),
            QuestionsCommand::EditQuestion(at) => {
                if let Some(question) = open.set.questions.get(at) {
                    library.at = Some(at);
                    self.show_form(LibraryForm::Question(Box::new(QuestionForm::of(open.id, at, question))));
                }
            }
            QuestionsCommand::Select(at) => {
                library.at = Some(at).filter(|at| known(*at));
                library.reveal = true;
            }
            QuestionsCommand::Move(from, to) if known(from) && known(to) && from != to => {
                library.at = Some(to);
                library.reveal = true;
                self.change_set(|set| {
                    let question = set.questions.remove(from);
                    set.questions.insert(to, question);
                });
            }
            QuestionsCommand::CopyQuestion(at) if known(at) => {
                library.at = Some(at + 1);
                library.reveal = true;
                self.change_set(|set| set.questions.insert(at + 1, set.questions[at].clone()));
            }
            QuestionsCommand::DeleteQuestion(at) if known(at) => {
                library.at = None;
                self.change_set(|set| {
                    set.questions.remove(at);
                });
                let undo = Some(("Undo".to_owned(), Command::Undo));
                let next = "What was asked of it stays in the results.".to_owned();
                self.toast(ToastKind::Good, format!("Question {} deleted", at + 1), next, undo);
            }
            _ => {}
        }
    }

    /// The screen was opened: other programs may have changed the sets meanwhile.
    pub(in crate::app) fn enter_questions(&mut self) {
        self.list_sets();
        if let Some(id) = self.state.library.chosen {
            self.desk.order(Order::Sets(SetOrder::Open(id)));
        }
    }

    pub(super) fn list_sets(&mut self) {
        let words = self.state.library.search.trim().to_owned();
        self.desk.order(Order::Sets(SetOrder::List(words)));
    }

    pub(super) fn open_set(&mut self, id: SetId) {
        let library = &mut self.state.library;
        if library.chosen != Some(id) {
            library.chosen = Some(id);
            library.at = None;
            // The set before stays until this one is here: nothing flickers.
            self.desk.order(Order::Sets(SetOrder::Open(id)));
        }
    }

    /// Starts a lesson with the set that is shown.
    fn teach_set(&mut self) {
        let Some(id) = self.state.library.open.as_ref().map(|o| o.id) else { return };
        self.leave_form();
        self.start_lesson();
        match &self.state.lesson {
            None => {}
            // A question that was cut short comes first, with its answers.
            Some(lesson) if lesson.record.is_some() => {
                let next = "Then choose the set under “Use a set”.".to_owned();
                self.toast(ToastKind::Warn, "First the question that was still open".to_owned(), next, None);
            }
            Some(_) => self.use_set(id),
        }
    }

    /// The lesson takes its questions from a set from now on.
    fn use_set(&mut self, id: SetId) {
        if let (Some(class), Some(lesson)) = (self.state.class, &mut self.state.lesson) {
            // A set begins a lesson of its own.
            lesson.number = 1;
            self.desk.order(Order::Sets(SetOrder::Begin(class, id, clock::now())));
        }
    }

    /// All sets are offered, whatever was searched for.
    pub(in crate::app) fn offer_all_sets(&mut self) {
        self.state.library.search.clear();
        self.list_sets();
    }

    /// A lesson has begun: it goes on with its set if it was cut short, and others can be chosen.
    pub(in crate::app) fn offer_sets(&mut self) {
        self.offer_all_sets();
        if let Some(class) = self.state.class {
            self.desk.order(Order::Sets(SetOrder::Resume(class, clock::now())));
        }
    }

    /// Changes the set that is shown, here at once and in the file as soon as may be.
    fn change_set(&mut self, change: impl FnOnce(&mut QuestionSet)) {
        let Some(open) = &self.state.library.open else { return };
        let mut to = (*open.set).clone();
        change(&mut to);
        if to != *open.set {
            let change = SetChange { set: open.id, from: open.set.clone(), to: Arc::new(to), pictures: open.pictures.clone() };
            let back = change.reversed();
            self.change(Order::Sets(SetOrder::Change(change)), Order::Sets(SetOrder::Change(back)));
        }
    }

    /// Shows at once what an order will make of the set that is shown.
    pub(in crate::app) fn foresee(&mut self, order: &Order) {
        if let (Order::Sets(SetOrder::Change(change)), Some(open)) = (order, &mut self.state.library.open)
            && open.id == change.set
        {
            open.set = change.to.clone();
        }
    }

    fn archive_set(&mut self, archived: bool) {
        let Some(name) = self.state.library.open.as_ref().map(|o| o.set.name.clone()) else { return };
        self.change_set(|set| set.archived = archived);
        if archived {
            let next = "It is kept, but no longer offered.".to_owned();
            self.toast(ToastKind::Good, format!("{name} put away"), next, Some(("Undo".to_owned(), Command::Undo)));
        }
    }

    pub(super) fn show_form(&mut self, form: LibraryForm) {
        self.leave_form();
        self.state.library.form_was = Some(form.clone());
        self.state.library.form = Some(form);
        self.state.library.form_is_new = true;
    }

    /// A form gives way to something else; what was typed into it can be had back.
    pub(super) fn leave_form(&mut self) {
        let library = &mut self.state.library;
        library.take_when_shown = false;
        if let Some(form) = library.form.take()
            && library.form_was.as_ref() != Some(&form)
        {
            library.left = Some(form);
            let back = Some(("Go on with it".to_owned(), Command::Questions(QuestionsCommand::BackToForm)));
            self.toast(ToastKind::Warn, "What you typed is not kept yet".to_owned(), String::new(), back);
        }
    }

    fn take_library_form(&mut self) {
        let library = &mut self.state.library;
        match library.form.clone() {
            Some(LibraryForm::Set(form)) => {
                let Ok((name, folder)) = form.place(library.sets.as_deref().unwrap_or_default()) else { return };
                if form.set.is_none() {
                    let set = QuestionSet { name, folder, ..QuestionSet::default() };
                    // The form stays until the file has it.
                    self.desk.order(Order::Sets(SetOrder::Add(Arc::new(set))));
                } else if form.set == library.open.as_ref().map(|o| o.id) {
                    library.form = None;
                    self.change_set(|set| (set.name, set.folder) = (name, folder));
                }
            }
            Some(LibraryForm::Import(form)) => self.bring_in(&form),
            Some(LibraryForm::Question(form)) if form.set == library.open.as_ref().map(|o| o.id) => {
                let Some(open) = &mut library.open else { return };
                let album = form.album.clone();
                if let Ok((changed, at)) = form.into_set(&open.set) {
                    if !album.is_empty() {
                        Arc::make_mut(&mut open.pictures).extend(album.iter().map(|(id, bytes)| (*id, bytes.clone())));
                    }
                    library.form = None;
                    library.at = Some(at);
                    library.reveal = true;
                    self.change_set(|set| *set = changed);
                }
            }
            Some(LibraryForm::Question(form)) if form.set.is_some() && form.set == library.chosen => library.take_when_shown = true,
            _ => {}
        }
    }

    /// The set of the form is shown now: what waited for it is done.
    pub(super) fn take_waiting_form(&mut self) {
        if std::mem::take(&mut self.state.library.take_when_shown) {
            self.take_library_form();
        }
    }
}

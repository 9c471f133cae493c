//! What the threads report about sets.

use std::collections::BTreeSet;

use eframe::egui::{ColorImage, TextureOptions};

use super::form::{LibraryForm, SetForm};
use super::order::{OpenSet, SetNews, SetOrder};
use super::state::Thumb;
use super::thumbs::{self, Album};
use crate::app::command::Command;
use crate::app::desk::Order;
use crate::app::dialogs::Outcome;
use crate::app::news::sentence;
use crate::app::widgets::ToastKind;
use crate::app::window::Window;
use crate::classroom::{PictureId, Question, SetId};

impl Window {
    /// News about sets.
    pub(in crate::app) fn hear_of_sets(&mut self, news: SetNews) {
        match news {
            SetNews::Sets { words, entries } => {
                let library = &mut self.state.library;
                // An answer to what is no longer asked.
                if words != library.search.trim() {
                    return;
                }
                if words.is_empty() {
                    library.is_empty = entries.is_empty();
                }
                let first = entries.iter().find(|e| !e.archived).map(|e| e.id);
                library.sets = Some(entries);
                if let (None, Some(first)) = (library.chosen, first) {
                    self.open_set(first);
                }
            }
            SetNews::Opened(id, open, skills) => {
                if self.state.library.chosen == Some(id) {
                    self.state.library.skills = skills;
                    match open {
                        Some(open) => {
                            self.show_set(open);
                            self.take_waiting_form();
                        }
                        None => self.close_set(id),
                    }
                }
            }
            SetNews::Started(added, first) => {
                let next = "You find them under “Starter sets”. Change them as you like.".to_owned();
                let what = if added == 0 { "The starter sets are here already".to_owned() } else { format!("{added} questions added") };
                self.toast(ToastKind::Good, what, next, None);
                self.state.library.search.clear();
                self.list_sets();
                if let Some(first) = first {
                    self.open_set(first);
                }
            }
            SetNews::Made(id) => {
                if matches!(self.state.library.form, Some(LibraryForm::Set(SetForm { set: None, .. }))) {
                    self.state.library.form = None;
                }
                // Another form was opened meanwhile, for another set.
                self.leave_form();
                self.state.library.search.clear();
                self.list_sets();
                self.open_set(id);
                self.remember(Order::Sets(SetOrder::Unmake(id)));
            }
            SetNews::BroughtIn { set, name, added: (added, of), undo } => {
                if matches!(self.state.library.form, Some(LibraryForm::Import(_))) {
                    self.state.library.form = None;
                }
                self.leave_form();
                let library = &mut self.state.library;
                library.search.clear();
                // The set may be the one that is shown, with more in it now.
                library.chosen = None;
                self.list_sets();
                self.open_set(set);
                self.said_brought_in(&name, added, of, *undo);
            }
            SetNews::Gone(id) => self.close_set(id),
            SetNews::Deleted(deleted) => {
                self.close_set(deleted.id);
                let (what, next) = (format!("{} deleted", deleted.set.name), "What was asked of it stays in the results.".to_owned());
                self.remember(Order::Sets(SetOrder::BringBack(deleted)));
                self.toast(ToastKind::Good, what, next, Some(("Undo".to_owned(), Command::Undo)));
            }
            SetNews::BroughtBack(id) => {
                self.state.library.search.clear();
                self.list_sets();
                self.open_set(id);
            }
            SetNews::Running(class, run) => {
                if let (Some((run, pictures)), Some(lesson)) = (run, &mut self.state.lesson)
                    && self.state.class == Some(class)
                {
                    lesson.work_through(run);
                    self.make_small(Album::Set(pictures));
                }
            }
            SetNews::Kept => self.list_sets(),
        }
    }

    fn said_brought_in(&mut self, name: &str, added: usize, of: usize, undo: SetOrder) {
        let what = match added {
            0 => format!("Nothing new for {name}"),
            1 => format!("1 question added to {name}"),
            n => format!("{n} questions added to {name}"),
        };
        let next = match of - added {
            0 => String::new(),
            1 => "1 was in it already.".to_owned(),
            n => format!("{n} were in it already."),
        };
        let action = (added > 0).then(|| ("Undo".to_owned(), Command::Undo));
        if added > 0 {
            self.remember(Order::Sets(undo));
        }
        self.toast(ToastKind::Good, what, next, action);
    }

    fn show_set(&mut self, open: OpenSet) {
        let pictures = open.pictures.clone();
        self.state.library.open = Some(open);
        self.make_small(Album::Set(pictures));
    }

    /// Makes the pictures small that are shown and not small yet, and lets go of those that are shown no more.
    pub(super) fn make_small(&mut self, album: Album) {
        let library = &mut self.state.library;
        let shown = library.open.iter().flat_map(|o| &o.set.questions);
        let offered = match &library.form {
            Some(LibraryForm::Import(form)) => form.list.questions.as_slice(),
            _ => &[],
        };
        let typed = match &library.form {
            Some(LibraryForm::Question(form)) => form.album.keys().copied().collect(),
            _ => Vec::new(),
        };
        let asked = self.state.lesson.iter().filter_map(|l| l.run.as_ref()).flat_map(|r| &r.set.questions);
        let here: BTreeSet<PictureId> = shown.chain(offered).chain(asked).flat_map(Question::pictures).map(|p| p.id).chain(typed).collect();
        library.thumbs.retain(|id, _| here.contains(id));
        let missing: Vec<PictureId> =
            here.into_iter().filter(|id| !library.thumbs.contains_key(id) && album.pictures().contains_key(id)).collect();
        if !missing.is_empty() {
            library.thumbs.extend(missing.iter().map(|id| (*id, Thumb::Coming)));
            self.jobs.run("make pictures small", move || Outcome::Thumbs(thumbs::small(&missing, album.pictures())));
        }
    }

    /// The set is no longer in the file.
    pub(super) fn close_set(&mut self, id: SetId) {
        let library = &mut self.state.library;
        if library.chosen == Some(id) {
            library.chosen = None;
            library.open = None;
        }
        self.list_sets();
    }

    /// Small pictures are here.
    pub(in crate::app) fn take_thumbs(&mut self, made: Vec<(PictureId, Option<ColorImage>)>) {
        for (id, picture) in made {
            let thumb = picture.map_or(Thumb::Unreadable, |picture| {
                Thumb::Shown(self.ctx.load_texture(format!("picture {id}"), picture, TextureOptions::LINEAR))
            });
            // Those of a set that was left meanwhile are not kept.
            if let Some(waiting) = self.state.library.thumbs.get_mut(&id) {
                *waiting = thumb;
            }
        }
    }

    /// An order about sets was not carried out.
    pub(in crate::app) fn set_order_failed(&mut self, order: SetOrder, why: &str) {
        let what = match &order {
            SetOrder::List(_) => "The sets cannot be shown",
            SetOrder::Open(_) => "The set cannot be shown",
            SetOrder::Starters => "The starter sets were not added",
            SetOrder::Add(_) | SetOrder::Copy(_) => "The set was not made",
            SetOrder::Begin(..) | SetOrder::BeginQuiz(..) | SetOrder::Resume(..) => "The lesson could not take these questions",
            SetOrder::BringIn(..) => "The questions were not added",
            SetOrder::Delete(_) => "The set was not deleted",
            SetOrder::BringBack(_) => "The set could not be brought back",
            SetOrder::Unmake(_) | SetOrder::Change(_) => "The set was not changed",
        };
        if let SetOrder::Change(change) = &order {
            // A change that failed needs no undo, and the set is shown as the file has it.
            if self.state.undo.last() == Some(&Order::Sets(SetOrder::Change(change.reversed()))) {
                self.state.undo.pop();
            }
            self.desk.order(Order::Sets(SetOrder::Open(change.set)));
            self.list_sets();
        }
        self.toast(ToastKind::Bad, what.to_owned(), sentence(why), None);
        if matches!(order, SetOrder::BringBack(_)) {
            // It can be had back as soon as what was in the way is gone.
            self.remember(Order::Sets(order));
        }
    }
}

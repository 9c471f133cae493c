//! What the threads report about sets.

use eframe::egui::{ColorImage, TextureOptions};

use super::order::{OpenSet, SetNews, SetOrder};
use super::state::Thumb;
use super::thumbs;
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
                        Some(open) => self.show_set(open),
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
                self.state.library.form = None;
                self.state.library.search.clear();
                self.list_sets();
                self.open_set(id);
                self.remember(Order::Sets(SetOrder::Delete(id)));
            }
            SetNews::Gone(id) => self.close_set(id),
            SetNews::Kept => self.list_sets(),
        }
    }

    fn show_set(&mut self, open: OpenSet) {
        let library = &mut self.state.library;
        let here: std::collections::BTreeSet<PictureId> = open.set.questions.iter().flat_map(Question::pictures).map(|p| p.id).collect();
        library.thumbs.retain(|id, _| here.contains(id));
        let missing: Vec<PictureId> = here.into_iter().filter(|id| !library.thumbs.contains_key(id)).collect();
        let pictures = open.pictures.clone();
        library.open = Some(open);
        if !missing.is_empty() {
            library.thumbs.extend(missing.iter().map(|id| (*id, Thumb::Coming)));
            self.jobs.run("make pictures small", move || Outcome::Thumbs(thumbs::small(&missing, &pictures)));
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
            SetOrder::Delete(_) | SetOrder::Change(_) => "The set was not changed",
        };
        if let SetOrder::Change(change) = order {
            // A change that failed needs no undo, and the set is shown as the file has it.
            if self.state.undo.last() == Some(&Order::Sets(SetOrder::Change(change.reversed()))) {
                self.state.undo.pop();
            }
            self.desk.order(Order::Sets(SetOrder::Open(change.set)));
            self.list_sets();
        }
        self.toast(ToastKind::Bad, what.to_owned(), sentence(why), None);
    }
}

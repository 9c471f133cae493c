//! What a teacher can change about a class as a whole.

use super::command::Command;
use super::desk::Order;
use super::state::{AboutForm, Forms};
use super::widgets::ToastKind;
use super::window::Window;
use crate::classroom::{Class, ClassId, Hour, SetId};

/// One thing that a class is about. One by one, so that two changes shortly after each other both stay.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassFact {
    /// What is taught.
    Subject(String),
    /// Term or school year.
    Term(String),
    /// When it meets.
    Timetable(Vec<Hour>),
    /// The set waits for it, last of all.
    Waits(SetId),
    /// The set waits no longer.
    WaitsNoLonger(SetId),
    /// The set goes before the one before it.
    Earlier(SetId),
    /// All sets that wait: what takes the changes to them back.
    Queue(Vec<SetId>),
    /// Whether it is put away.
    Archived(bool),
}

impl ClassFact {
    /// Puts it into a class.
    pub fn put(&self, class: &mut Class) {
        let place = |queue: &[SetId], set: &SetId| queue.iter().position(|waiting| waiting == set);
        match self {
            Self::Subject(text) => class.subject.clone_from(text),
            Self::Term(text) => class.term.clone_from(text),
            Self::Timetable(hours) => class.timetable.clone_from(hours),
            Self::Waits(set) => {
                if place(&class.queue, set).is_none() {
                    class.queue.push(*set);
                }
            }
            Self::WaitsNoLonger(set) => class.queue.retain(|waiting| waiting != set),
            Self::Earlier(set) => {
                if let Some(at) = place(&class.queue, set).filter(|at| *at > 0) {
                    class.queue.swap(at, at - 1);
                }
            }
            Self::Queue(queue) => class.queue.clone_from(queue),
            Self::Archived(away) => class.archived = *away,
        }
    }

    /// What takes it back.
    fn before(&self, class: &Class) -> Self {
        match self {
            Self::Subject(_) => Self::Subject(class.subject.clone()),
            Self::Term(_) => Self::Term(class.term.clone()),
            Self::Timetable(_) => Self::Timetable(class.timetable.clone()),
            Self::Waits(_) | Self::WaitsNoLonger(_) | Self::Earlier(_) | Self::Queue(_) => Self::Queue(class.queue.clone()),
            Self::Archived(_) => Self::Archived(class.archived),
        }
    }
}

impl Window {
    /// Opens the page about the class that is shown.
    pub(super) fn open_about_class(&mut self) {
        self.state.forms = Forms { about: Some(AboutForm::default()), ..Forms::default() };
        // The sets that can wait for it.
        self.offer_all_sets();
    }

    /// Keeps what the class that is shown is about.
    pub(super) fn change_class(&mut self, fact: ClassFact) {
        let Some(id) = self.state.class else { return };
        let Some(known) = self.state.classes.iter_mut().flatten().find(|c| c.id == id) else { return };
        let (before, unchanged) = (fact.before(known), known.clone());
        // Shown at once.
        fact.put(known);
        if *known != unchanged {
            self.change(Order::ChangeClass(id, fact), Order::ChangeClass(id, before));
        }
    }

    /// Puts the class that is shown away, with all its answers.
    pub(super) fn put_class_away(&mut self) {
        let Some(class) = self.state.current().cloned() else { return };
        self.change_archived(class.id, true);
        let next = "It is kept with all its answers. The menu of classes takes it out again.".to_owned();
        self.toast(ToastKind::Good, format!("{} is put away", class.name), next, Some(("Undo".to_owned(), Command::Undo)));
    }

    /// Takes a class out again, and opens it.
    pub(super) fn take_class_out(&mut self, id: ClassId) {
        self.change_archived(id, false);
        self.open_class(id);
    }

    fn change_archived(&mut self, id: ClassId, away: bool) {
        self.change(Order::ChangeClass(id, ClassFact::Archived(away)), Order::ChangeClass(id, ClassFact::Archived(!away)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_made_on_an_old_picture_of_the_class_loses_nothing() {
        let [a, b, c] = [1, 2, 3].map(SetId);
        let mut class = Class { queue: vec![a], ..Class::new(ClassId(1), "5b", "quarter") };
        // All three were sent by a window that had seen only the first set.
        for fact in [ClassFact::Waits(b), ClassFact::Subject("Maths".to_owned()), ClassFact::Waits(c)] {
            fact.put(&mut class);
        }
        assert_eq!((class.queue.clone(), class.subject.as_str()), (vec![a, b, c], "Maths"));
        ClassFact::Earlier(c).put(&mut class);
        ClassFact::Earlier(a).put(&mut class);
        ClassFact::Waits(a).put(&mut class);
        ClassFact::WaitsNoLonger(b).put(&mut class);
        assert_eq!(class.queue, [a, c]);
    }

    #[test]
    fn every_change_can_be_taken_back() {
        let [a, b] = [1, 2].map(SetId);
        let class = Class { queue: vec![a, b], subject: "Maths".to_owned(), ..Class::new(ClassId(1), "5b", "quarter") };
        let facts = [
            ClassFact::Subject("Physics".to_owned()),
            ClassFact::Term("autumn".to_owned()),
            ClassFact::Earlier(b),
            ClassFact::WaitsNoLonger(a),
            ClassFact::Archived(true),
        ];
        for fact in facts {
            let mut changed = class.clone();
            fact.put(&mut changed);
            assert_ne!(changed, class, "{fact:?}");
            fact.before(&class).put(&mut changed);
            assert_eq!(changed, class, "{fact:?}");
        }
    }
}

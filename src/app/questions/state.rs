//! What the window knows of sets and questions.

use std::collections::BTreeMap;

use eframe::egui::TextureHandle;

use super::form::LibraryForm;
use super::order::OpenSet;
use crate::classroom::{PictureId, SetId, SkillCode};
use crate::store::SetEntry;

/// The screen's state.
#[derive(Default)]
pub struct Library {
    /// The sets that were found; `None` until the file has been read.
    pub sets: Option<Vec<SetEntry>>,
    /// Whether there is any set at all, put away or not.
    pub is_empty: bool,
    /// The words searched for.
    pub search: String,
    /// Sets that were put away are listed, too.
    pub archived_shown: bool,
    /// The set that is to be shown.
    pub chosen: Option<SetId>,
    /// The set that is shown.
    pub open: Option<OpenSet>,
    /// Which of its questions the keys are about, from 0.
    pub at: Option<usize>,
    /// That question is to be brought into sight.
    pub reveal: bool,
    /// What is being typed.
    pub form: Option<LibraryForm>,
    /// The form was just opened: its first field takes the keyboard.
    pub form_is_new: bool,
    /// The form as it was when it was opened: what differs from it would be lost.
    pub form_was: Option<LibraryForm>,
    /// The form is taken as soon as its set is shown.
    pub take_when_shown: bool,
    /// A form that was left with something in it.
    pub left: Option<LibraryForm>,
    /// Names of skills.
    pub skills: BTreeMap<SkillCode, String>,
    /// The pictures of the set that is shown, small.
    pub thumbs: BTreeMap<PictureId, Thumb>,
}

/// A small picture.
pub enum Thumb {
    /// It is being made.
    Coming,
    /// It cannot be shown.
    Unreadable,
    /// Here it is.
    Shown(TextureHandle),
}

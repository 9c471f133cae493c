//! Questions from files and sets into files, off the window's thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::form::{ImportForm, LibraryForm};
use super::thumbs::Album;
use crate::app::command::Command;
use crate::app::desk::Order;
use crate::app::dialogs::{FileFor, Outcome, new_place, safe_name};
use crate::app::news::sentence;
use crate::app::questions::{QuestionsCommand, SetOrder};
use crate::app::widgets::ToastKind;
use crate::app::window::Window;
use crate::classroom::{Folder, Picture, PictureId};
use crate::exchange::questions::{QuestionFile, SetFile, SetFormat, read_picture, read_question_file, write_set};
use crate::exchange::write_whole;

/// Reads a file of questions.
fn read(path: &Path) -> Outcome {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    Outcome::QuestionFile { file, read: read_question_file(path, None).map(Box::new).map_err(|e| e.to_string()) }
}

/// Reads a picture for a question.
fn picture(path: &Path) -> Outcome {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    Outcome::Picture { file, read: read_picture(path).map_err(|e| e.to_string()) }
}

impl Window {
    /// Asks for a file with questions.
    pub(super) fn choose_questions(&self) {
        self.jobs.choose(FileFor::Questions, read);
    }

    /// Asks for a picture for the question that is typed.
    pub(super) fn choose_picture(&self) {
        self.jobs.choose(FileFor::Picture, picture);
    }

    pub(in crate::app) fn read_picture(&mut self, path: PathBuf) {
        self.jobs.run("read a picture", move || picture(&path));
    }

    /// A file dropped on the screen: a picture while a question is typed, else questions.
    pub(in crate::app) fn take_dropped(&mut self, path: PathBuf) {
        if matches!(self.state.library.form, Some(LibraryForm::Question(_))) {
            self.read_picture(path);
        } else {
            self.read_questions(path);
        }
    }

    /// A picture was read: it goes to the question, or the option, that asked for it.
    pub(in crate::app) fn take_picture(&mut self, file: &str, read: Result<(PictureId, Vec<u8>), String>) {
        match (read, &mut self.state.library.form) {
            (Err(why), _) => self.toast(ToastKind::Bad, format!("{file} was not taken"), sentence(&why), None),
            (Ok((id, bytes)), Some(LibraryForm::Question(form))) => {
                let picture = Picture { id, description: String::new() };
                Arc::make_mut(&mut form.album).insert(id, bytes);
                match form.picture_for {
                    Some(answer) => form.options[answer.index()].picture = Some(picture),
                    None => form.picture = Some(picture),
                }
                let album = form.album.clone();
                self.make_small(Album::Set(album));
            }
            // The form was left meanwhile.
            (Ok(_), _) => {}
        }
    }

    pub(in crate::app) fn read_questions(&mut self, path: PathBuf) {
        self.jobs.run("read questions", move || read(&path));
    }

    /// A file of questions was read: what is in it is shown before anything is kept.
    pub(in crate::app) fn take_question_file(&mut self, file: &str, read: Result<Box<QuestionFile>, String>) {
        let read = match read {
            Ok(read) => *read,
            Err(why) => return self.toast(ToastKind::Bad, format!("{file} was not read"), sentence(&why), None),
        };
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        let (folder, name) = read.set.unwrap_or((Folder::default(), stem));
        for skill in &read.list.skills {
            self.state.library.skills.entry(skill.code.clone()).or_insert_with(|| skill.name.clone());
        }
        let list = Arc::new(read.list);
        let form = ImportForm { file: file.to_owned(), list: list.clone(), name, folder: folder.to_string() };
        self.show_form(LibraryForm::Import(form));
        self.make_small(Album::File(list));
    }

    /// Takes the questions of the file.
    pub(super) fn bring_in(&mut self, form: &ImportForm) {
        if let Ok((folder, name)) = form.place() {
            // The form stays until the file has them.
            self.desk.order(Order::Sets(SetOrder::BringIn(folder, name, form.list.clone())));
        }
    }

    /// Asks where to save the set that is shown, and writes it there.
    pub(super) fn save_set(&mut self, format: SetFormat) {
        let Some((name, write)) = self.writer(format) else { return };
        self.jobs.save(FileFor::Set(format), &format!("{}.{}", safe_name(&name), format.ending()), write);
    }

    /// Writes the set that is shown to a place that was typed.
    pub(in crate::app) fn save_set_in(&mut self, format: SetFormat, path: PathBuf) {
        let Some((_, write)) = self.writer(format) else { return };
        self.jobs.run("save a set", move || match new_place(path, format.ending()) {
            Ok(path) => write(path),
            Err(why) => Outcome::SetSaved(Err(why)),
        });
    }

    /// The name of the set that is shown, and what writes it to a place.
    fn writer(&self, format: SetFormat) -> Option<(String, impl FnOnce(PathBuf) -> Outcome + Send + 'static)> {
        let library = &self.state.library;
        let open = library.open.clone()?;
        let codes = open.set.questions.iter().flat_map(|q| &q.skills);
        let skills = library.skills.iter().filter(|(code, _)| codes.clone().any(|c| c == *code));
        let skills = skills.map(|(code, name)| crate::classroom::Skill { code: code.clone(), name: name.clone() }).collect();
        let name = open.set.name.clone();
        let write = move |path: PathBuf| {
            let file = SetFile { set: (*open.set).clone(), skills, pictures: (*open.pictures).clone() };
            let path = if path.extension().is_some() { path } else { path.with_extension(format.ending()) };
            let written = write_set(&file, format).map_err(|e| e.to_string()).and_then(|(bytes, missing)| {
                write_whole(&path, &bytes).map_err(|e| format!("it cannot be written there ({e}). Choose another folder"))?;
                Ok((path, missing))
            });
            Outcome::SetSaved(written)
        };
        Some((name, write))
    }

    /// The set was written, or not.
    pub(in crate::app) fn set_saved(&mut self, result: Result<(PathBuf, Vec<String>), String>) {
        match result {
            Ok((path, missing)) if missing.is_empty() => {
                self.toast(ToastKind::Good, "The set is saved".to_owned(), path.display().to_string(), None);
            }
            Ok((path, missing)) => {
                let first = missing.first().map(|m| sentence(m)).unwrap_or_default();
                let more = if missing.len() > 1 { format!(" And {} more.", missing.len() - 1) } else { String::new() };
                let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
                self.toast(
                    ToastKind::Warn,
                    format!("{name} is saved, but not everything has a place in it"),
                    format!("{first}.{more}"),
                    None,
                );
            }
            Err(why) => {
                let again = Command::Questions(QuestionsCommand::SaveSet(SetFormat::Set));
                let again = ("Save for a colleague".to_owned(), again);
                self.toast(ToastKind::Bad, "The set was not saved".to_owned(), sentence(&why), Some(again));
            }
        }
    }
}

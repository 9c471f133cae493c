//! Files that the window writes: cards to print, class lists, results, everything about a student. Each is made on a thread of its
//! own and is there as a whole or not at all.

use std::path::{Path, PathBuf};

use parley::fontique::{Collection, CollectionOptions};

use super::clock;
use super::command::Command;
use super::dialogs::{FileFor, Outcome, new_place, safe_name};
use super::news::sentence;
use super::results::{ResultsChoice, ResultsTable};
use super::widgets::ToastKind;
use super::window::Window;
use crate::cards::sheet::{Fonts, write_pdf};
use crate::classroom::StudentId;
use crate::exchange::{self, write_whole};
use crate::store::{Missing, Store};

/// A file that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The cards of the class as PDF.
    Cards,
    /// The class list with all that is known, as CSV.
    ClassList,
    /// Who answered what.
    Results(ResultsChoice),
    /// Everything about one student, as JSON.
    Student(StudentId),
    /// The whole file as text.
    Everything,
}

/// Makes the file at a place; the error says why not.
type Write = Box<dyn FnOnce(&Path) -> Result<(), String> + Send>;

impl Export {
    /// Title of the dialog that asks for a place, the kind of file, and how its name may end, the usual ending first.
    pub fn words(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Cards => ("Save PDF to print", "PDF", &["pdf"]),
            Self::ClassList => ("Save the class list", "Table", &["csv"]),
            Self::Results(choice) => choice.words(),
            Self::Student(_) => ("Save everything about this student", "JSON", &["json"]),
            Self::Everything => ("Save everything", "ZIP", &["zip"]),
        }
    }

    fn ending(self) -> &'static str {
        self.words().2.first().copied().unwrap_or_default()
    }

    /// What it is called in a sentence.
    fn called(self) -> &'static str {
        match self {
            Self::Cards => "The PDF",
            Self::ClassList => "The class list",
            Self::Results(choice) => choice.called(),
            Self::Student(_) => "The file about the student",
            Self::Everything => "The file with everything",
        }
    }
}

/// Asks where to save a file and writes it.
pub(super) fn save(window: &mut Window, what: Export) {
    let Some((name, write)) = prepare(window, what).filter(|_| window.state.saving.is_none()) else { return };
    let started = window.jobs.save(FileFor::Save(what), &name, move |path| Outcome::Saved(what, finish(what, path, write)));
    window.state.saving = started.then_some(what);
}

/// Writes a file to a place that was typed: no dialog has asked whether a file there may go.
pub(super) fn save_in(window: &mut Window, what: Export, path: PathBuf) {
    let Some((_, write)) = prepare(window, what).filter(|_| window.state.saving.is_none()) else { return };
    let started = window
        .jobs
        .run("save a file", move || Outcome::Saved(what, new_place(path, what.ending()).and_then(|path| finish(what, path, write))));
    window.state.saving = started.then_some(what);
}

fn finish(what: Export, path: PathBuf, write: Write) -> Result<PathBuf, String> {
    let path = if path.extension().is_some() { path } else { path.with_extension(what.ending()) };
    write(&path)?;
    Ok(path)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write_whole(path, bytes).map_err(|e| format!("it cannot be written there ({e}). Choose another folder"))
}

/// The file's name, and what makes it; nothing where there is nothing to write.
fn prepare(window: &Window, what: Export) -> Option<(String, Write)> {
    let state = &window.state;
    let class = state.current().map(|c| c.name.as_str());
    let (stem, write): (String, Write) = match what {
        Export::Everything => {
            let (file, now) = (window.data.clone(), clock::now());
            let write = move |path: &Path| {
                let mut store = Store::open(&file, Missing::Refuse).map_err(|e| e.to_string())?;
                exchange::export_everything(&mut store, path, now).map_err(|e| e.to_string())
            };
            ("Everything".to_owned(), Box::new(write))
        }
        Export::Cards => {
            let options = state.sheets()?;
            let write = move |path: &Path| {
                let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: true }));
                let (pdf, _) = write_pdf(&options, &mut fonts).map_err(|e| e.to_string())?;
                put(path, &pdf)
            };
            (format!("Cards {}", class?), Box::new(write))
        }
        Export::ClassList => {
            let (students, pairs) = (state.students.clone(), state.pairs.clone());
            let write = move |path: &Path| {
                let csv = exchange::roster::roster_csv(&students, &pairs).map_err(|e| e.to_string())?;
                put(path, csv.as_bytes())
            };
            (format!("Class {}", class?), Box::new(write))
        }
        Export::Results(choice) => {
            let (students, askings) = (state.students.clone(), state.askings.clone());
            let (of_class, file) = (state.class, window.data.clone());
            let write = move |path: &Path| match choice.table {
                ResultsTable::Scoresheet(form) => put(path, &choice.scoresheet(&students, &askings, form, path)?),
                ResultsTable::Answers => put(path, &choice.answers(&file, of_class)?),
            };
            (format!("{} {}", choice.stem(), class?), Box::new(write))
        }
        Export::Student(id) => {
            let (name, file) = (&state.student(id)?.name, window.data.clone());
            let write = move |path: &Path| {
                let store = Store::open(&file, Missing::Refuse).map_err(|e| e.to_string())?;
                let about = store.about(id).map_err(|e| e.to_string())?;
                put(path, serde_json::to_string_pretty(&about).expect("texts and booleans are always JSON").as_bytes())
            };
            (format!("About {name}"), Box::new(write))
        }
    };
    Some((format!("{}.{}", safe_name(&stem), what.ending()), write))
}

impl Window {
    /// A file was written, or was not.
    pub(super) fn saved(&mut self, what: Export, result: Result<PathBuf, String>) {
        self.state.saving = None;
        match result {
            Ok(path) => {
                if matches!(what, Export::Results(_)) {
                    self.state.forms.results = None;
                }
                let advice = if what == Export::Cards { ". Print at 100 %, on matt paper." } else { "" };
                self.toast(ToastKind::Good, format!("{} is saved", what.called()), format!("{}{advice}", path.display()), None);
            }
            Err(why) => {
                let again = Some(("Save again".to_owned(), Command::Save(what)));
                self.toast(ToastKind::Bad, format!("{} was not saved", what.called()), sentence(&why), again);
            }
        }
    }
}

//! The system's own file dialogs and other slow things, each on a named thread; the window goes on meanwhile.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use eframe::egui::{ColorImage, Context};
use rfd::AsyncFileDialog;

use super::exports::Export;
use crate::cameras::{WebcamInfo, photo};
use crate::classroom::PictureId;
use crate::exchange::questions::{QuestionFile, SetFormat};
use crate::exchange::roster::{self, RosterList};

/// What a job brought back.
#[derive(Debug)]
pub enum Outcome {
    /// A class list was read.
    Roster {
        /// The file's name.
        file: String,
        /// What was understood of it, or why it cannot be read.
        list: Result<RosterList, String>,
    },
    /// Photographs were chosen.
    Photos(Vec<PathBuf>),
    /// A file was written there, or why not.
    Saved(Export, Result<PathBuf, String>),
    /// Webcams were looked for.
    Webcams(Vec<WebcamInfo>),
    /// A file of questions was read.
    QuestionFile {
        /// The file's name.
        file: String,
        /// What is in it, or why it cannot be read.
        read: Result<Box<QuestionFile>, String>,
    },
    /// A picture for a question was read.
    Picture {
        /// The file's name.
        file: String,
        /// The picture, or why it cannot be taken.
        read: Result<(PictureId, Vec<u8>), String>,
    },
    /// A set was written there, with what has no place in the file, or why not.
    SetSaved(Result<(PathBuf, Vec<String>), String>),
    /// Pictures of questions were made small; nothing where one cannot be shown.
    Thumbs(Vec<(PictureId, Option<ColorImage>)>),
    /// Nothing was chosen.
    Nothing,
    /// The system has no file dialog to show.
    NoDialog {
        /// What for.
        what: FileFor,
        /// A place to begin with.
        place: String,
    },
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFor {
    /// Names come from it.
    Roster,
    /// A photograph is opened.
    Photos,
    /// This is saved in it.
    Save(Export),
    /// Questions come from it.
    Questions,
    /// A picture of a question comes from it.
    Picture,
    /// A set is saved in it.
    Set(SetFormat),
}

impl FileFor {
    /// Title of the dialog, name of the kind of file and how its name may end.
    fn words(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Roster => ("Choose a class list", "Class lists", &["csv", "xlsx", "ods", "txt", "tsv"]),
            Self::Photos => ("Open photographs", "Pictures", &["jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif", "pgm"]),
            Self::Save(what) => what.words(),
            Self::Questions => ("Import questions", "Questions", &["qtset", "csv", "tsv", "txt", "gift", "xml", "xlsx", "ods", "zip"]),
            Self::Picture => ("Choose a picture", "Pictures", &["png", "jpg", "jpeg", "gif", "webp", "bmp"]),
            Self::Set(SetFormat::Set) => ("Save the set", "Set of questions", &["qtset"]),
            Self::Set(SetFormat::Gift) => ("Save for Moodle", "GIFT", &["gift", "txt"]),
            Self::Set(SetFormat::Csv) => ("Save as a table", "Table", &["csv"]),
            Self::Set(SetFormat::Xlsx) => ("Save as a table", "Workbook", &["xlsx"]),
        }
    }

    fn dialog(self) -> AsyncFileDialog {
        let (title, kind, endings) = self.words();
        AsyncFileDialog::new().set_title(title).add_filter(kind, endings)
    }
}

/// Nobody sees a dialog and closes it in less.
const AT_ONCE: Duration = Duration::from_millis(300);

/// Jobs under way.
pub struct Jobs {
    outbox: SyncSender<Outcome>,
    inbox: Receiver<Outcome>,
    ctx: Context,
}

impl Jobs {
    /// None yet.
    pub fn new(ctx: &Context) -> Self {
        let (outbox, inbox) = sync_channel(32);
        Self { outbox, inbox, ctx: ctx.clone() }
    }

    /// Runs a job on a thread of this name. False: the system would not start one.
    pub fn run(&self, name: &str, job: impl FnOnce() -> Outcome + Send + 'static) -> bool {
        let (outbox, ctx) = (self.outbox.clone(), self.ctx.clone());
        let work = move || {
            let outcome = job();
            // The window may be gone by now.
            let _ = outbox.send(outcome);
            ctx.request_repaint();
        };
        thread::Builder::new().name(name.to_owned()).spawn(work).is_ok()
    }

    /// Jobs that have come back.
    pub fn done(&self) -> Vec<Outcome> {
        self.inbox.try_iter().collect()
    }

    /// Asks for a file with names and reads it.
    pub fn choose_roster(&self) -> bool {
        let dialog = FileFor::Roster.dialog();
        // Made here: some systems want their dialogs made on the window's thread.
        let (since, chosen) = (super::clock::started(), dialog.pick_file());
        self.run("choose a class list", move || match wait(chosen) {
            Some(file) => read_roster(file.path().to_path_buf()),
            None => nothing(since, FileFor::Roster, ""),
        })
    }

    /// Asks for photographs.
    pub fn choose_photos(&self) -> bool {
        let dialog = FileFor::Photos.dialog();
        let (since, chosen) = (super::clock::started(), dialog.pick_files());
        self.run("choose photographs", move || match wait(chosen) {
            Some(files) => Outcome::Photos(files.iter().map(|f| f.path().to_path_buf()).collect()),
            None => nothing(since, FileFor::Photos, ""),
        })
    }

    /// Asks for a file and reads it with `read`.
    pub fn choose(&self, what: FileFor, read: impl FnOnce(&Path) -> Outcome + Send + 'static) -> bool {
        let (since, chosen) = (super::clock::started(), what.dialog().pick_file());
        self.run("choose a file", move || match wait(chosen) {
            Some(file) => read(file.path()),
            None => nothing(since, what, ""),
        })
    }

    /// Asks where to save a file, which `write` then writes. `name` is offered.
    pub fn save(&self, what: FileFor, name: &str, write: impl FnOnce(PathBuf) -> Outcome + Send + 'static) -> bool {
        let dialog = what.dialog().set_file_name(name);
        let name = name.to_owned();
        let (since, chosen) = (super::clock::started(), dialog.save_file());
        self.run("save a file", move || match wait(chosen) {
            Some(file) => write(file.path().to_path_buf()),
            None => nothing(since, what, &name),
        })
    }
}

/// Nothing was chosen: by the teacher, or because Linux has no dialog to show, which the dialogs do not tell apart.
fn nothing(since: Instant, what: FileFor, name: &str) -> Outcome {
    let has_always_one = cfg!(any(windows, target_os = "macos"));
    if has_always_one || since.elapsed() > AT_ONCE {
        return Outcome::Nothing;
    }
    let home = home();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let free = |n: u32| if n == 1 { name.to_owned() } else { format!("{stem} {n}.{ending}") };
    let name = (1..100).map(free).find(|n| n.is_empty() || !home.join(n).exists()).unwrap_or_default();
    Outcome::NoDialog { what, place: home.join(name).to_string_lossy().into_owned() }
}

fn home() -> PathBuf {
    std::env::home_dir().unwrap_or_default()
}

/// A place as typed: quotes around it do not count, and it begins in the user's folder.
pub fn typed(text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']);
    home().join(text.strip_prefix("~/").unwrap_or(text))
}

/// A name that every system takes for a file.
pub fn safe_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || " -_()".contains(c) { c } else { '_' }).collect()
}

/// A place that was typed for a new file: no dialog has asked whether a file there may go.
pub fn new_place(path: PathBuf, ending: &str) -> Result<PathBuf, String> {
    let path = if path.extension().is_some() { path } else { path.with_extension(ending) };
    if path.exists() { Err("there is something of this name already. Choose another name".to_owned()) } else { Ok(path) }
}

/// Photographs, with the pictures of a folder in its place. One without any stays, so that something is said of it.
pub fn look_into(files: Vec<PathBuf>) -> Outcome {
    let of = |file: PathBuf| match photo::list_folder(&file) {
        Ok(pictures) if !pictures.is_empty() => pictures,
        _ => vec![file],
    };
    Outcome::Photos(files.into_iter().flat_map(of).collect())
}

/// Reads a class list.
pub fn read_roster(path: PathBuf) -> Outcome {
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let unreadable = |e: std::io::Error| format!("It cannot be opened ({e}). Check that it is there and may be read");
    let list = match std::fs::metadata(&path) {
        Ok(about) if !about.is_file() => Err("It is no file. Choose the class list itself".to_owned()),
        Ok(about) if about.len() > roster::LARGEST_BYTES => {
            Err("It is far too large for a class list. Choose the file with the names, saved as CSV".to_owned())
        }
        Ok(_) => std::fs::read(&path).map_err(unreadable).and_then(|bytes| roster::read_bytes(&bytes).map_err(|e| e.to_string())),
        Err(e) => Err(unreadable(e)),
    };
    Outcome::Roster { file, list }
}

/// Waits for a future on this thread.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = TaskContext::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

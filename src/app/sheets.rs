//! Printing the cards of a class.

use std::path::PathBuf;

use parley::fontique::{Collection, CollectionOptions};

use super::dialogs::{FileFor, Outcome, new_place, safe_name};
use super::window::Window;
use crate::cards::sheet::{Fonts, SheetOptions, write_pdf};
use crate::exchange::write_whole;

/// Asks where to save the PDF and writes it on a thread of its own.
pub(super) fn save(window: &mut Window) {
    let Some(options) = window.state.sheets().filter(|_| !window.state.printing) else { return };
    let class = window.state.current().map_or_else(String::new, |c| c.name.clone());
    let name = format!("Cards {}.pdf", safe_name(&class));
    window.state.printing = window.jobs.save(FileFor::Sheets, &name, move |path| Outcome::Sheets(write(&options, path)));
}

/// Writes the PDF to a place that was typed.
pub(super) fn save_in(window: &mut Window, path: PathBuf) {
    let Some(options) = window.state.sheets().filter(|_| !window.state.printing) else { return };
    let job = move || Outcome::Sheets(new_place(path, "pdf").and_then(|path| write(&options, path)));
    window.state.printing = window.jobs.run("save the cards", job);
}

/// Makes the PDF; the file is there as a whole or not at all.
fn write(options: &SheetOptions, path: PathBuf) -> Result<PathBuf, String> {
    let path = if path.extension().is_some() { path } else { path.with_extension("pdf") };
    let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: true }));
    let (pdf, _) = write_pdf(options, &mut fonts).map_err(|e| e.to_string())?;
    write_whole(&path, &pdf).map_err(|e| format!("it cannot be written there ({e}). Choose another folder"))?;
    Ok(path)
}

//! Printing the cards of a class.

use std::path::PathBuf;

use parley::fontique::{Collection, CollectionOptions};

use super::dialogs::Outcome;
use super::window::Window;
use crate::cards::sheet::{Fonts, SheetOptions, write_pdf};
use crate::exchange::write_whole;

/// Asks where to save the PDF and writes it on a thread of its own.
pub(super) fn save(window: &mut Window) {
    let Some(options) = window.state.sheets().filter(|_| !window.state.printing) else { return };
    let class = window.state.current().map_or_else(String::new, |c| c.name.clone());
    let safe: String = class.chars().map(|c| if c.is_alphanumeric() || " -_()".contains(c) { c } else { '_' }).collect();
    window.state.printing = window.jobs.save_sheets(&format!("Cards {safe}.pdf"), move |path| write(&options, path));
}

/// Writes the PDF to a place that was typed: no dialog has asked whether a file there may go.
pub(super) fn save_in(window: &mut Window, path: PathBuf) {
    let Some(options) = window.state.sheets().filter(|_| !window.state.printing) else { return };
    window.state.printing = window.jobs.run("save the cards", move || {
        let path = if path.extension().is_some() { path } else { path.with_extension("pdf") };
        let taken = path.exists();
        let taken = taken.then(|| "there is something of this name already. Choose another name".to_owned());
        Outcome::Sheets(taken.map_or_else(|| write(&options, path), Err))
    });
}

/// Makes the PDF; the file is there as a whole or not at all.
fn write(options: &SheetOptions, path: PathBuf) -> Result<PathBuf, String> {
    let path = if path.extension().is_some() { path } else { path.with_extension("pdf") };
    let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: true }));
    let (pdf, _) = write_pdf(options, &mut fonts).map_err(|e| e.to_string())?;
    write_whole(&path, &pdf).map_err(|e| format!("it cannot be written there ({e}). Choose another folder"))?;
    Ok(path)
}

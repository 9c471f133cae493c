//! Tables of questions out.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Column;
use crate::classroom::{Form, Picture, Question};
use crate::exchange::ExchangeError;
use crate::exchange::grid::csv_text;
use crate::exchange::questions::Export;
use crate::exchange::questions::list::{Pictures, called, picture_ending};

/// Writes questions as CSV (RFC 4180, UTF-8). Pictures have no place in it, which is said.
pub fn write_csv(questions: &[Question]) -> Result<Export, ExchangeError> {
    Ok(Export { text: csv(questions, &|_| String::new())?, missing: without_pictures(questions) })
}

/// Writes questions as CSV whose pictures lie beside it, in files named by [`file_name`].
pub fn write_csv_with_pictures(questions: &[Question], pictures: &Pictures) -> Result<String, ExchangeError> {
    csv(questions, &|picture| {
        let Some(bytes) = pictures.get(&picture.id) else { return String::new() };
        let name = file_name(picture, bytes);
        match picture.description.is_empty() {
            true => name,
            false => format!("![{}]({name})", picture.description),
        }
    })
}

/// What the file of a picture is called.
pub fn file_name(picture: &Picture, bytes: &[u8]) -> String {
    let id = picture.id.to_string();
    format!("pictures/{}.{}", &id[..20], picture_ending(bytes).unwrap_or("bin"))
}

/// Writes questions as an XLSX workbook, all cells as text: a spreadsheet makes no dates of fractions. Gives the file, and
/// what has no place in it.
pub fn write_xlsx(questions: &[Question]) -> Result<(Vec<u8>, Vec<String>), ExchangeError> {
    let failed = |e: XlsxError| ExchangeError::NotWritten(e.to_string());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (text, bold) = (Format::new().set_num_format("@").set_text_wrap(), Format::new().set_bold());
    for (i, column) in (0..).zip(Column::all()) {
        let width = if matches!(column, Column::Text | Column::Notes) { 50.0 } else { 16.0 };
        sheet.set_column_width(i, width).and_then(|s| s.set_column_format(i, &text)).map_err(failed)?;
        sheet.write_string_with_format(0, i, column.to_string(), &bold).map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    for (row, question) in (1..).zip(questions) {
        for (i, column) in (0..).zip(Column::all()) {
            let cell = cell(question, column, &|_| String::new());
            if !cell.is_empty() {
                sheet.write_string_with_format(row, i, cell, &text).map_err(failed)?;
            }
        }
    }
    Ok((book.save_to_buffer().map_err(failed)?, without_pictures(questions)))
}

fn without_pictures(questions: &[Question]) -> Vec<String> {
    let with = questions.iter().filter(|q| q.pictures().next().is_some());
    with.map(|q| format!("{}: a table has no pictures; send the set as one file instead", called(q))).collect()
}

fn csv(questions: &[Question], picture: &dyn Fn(&Picture) -> String) -> Result<String, ExchangeError> {
    csv_text(|out| {
        out.row(Column::all().map(|c| c.to_string()))?;
        questions.iter().try_for_each(|question| out.row(Column::all().map(|column| cell(question, column, picture))))
    })
}

fn cell(question: &Question, column: Column, picture: &dyn Fn(&Picture) -> String) -> String {
    let option = |answer: crate::cards::Answer| question.options.get(answer.index());
    match column {
        Column::Name => question.name.clone(),
        Column::Kind => match question.form {
            Form::Choice => String::new(),
            Form::TrueFalse => "true/false".to_owned(),
        },
        Column::Text => question.text.clone(),
        Column::Picture => question.picture.as_ref().map(picture).unwrap_or_default(),
        Column::Option(answer) => option(answer).map(|o| o.text.clone()).unwrap_or_default(),
        Column::OptionPicture(answer) => option(answer).and_then(|o| o.picture.as_ref()).map(picture).unwrap_or_default(),
        Column::Right => question.key.to_string(),
        Column::Misconception(answer) => option(answer).and_then(|o| o.misconception.clone()).unwrap_or_default(),
        Column::Skills => question.skills.iter().map(|s| s.as_str()).collect::<Vec<_>>().join("; "),
        Column::Notes => question.notes.clone(),
        Column::Source => question.source.clone(),
    }
}

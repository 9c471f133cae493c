//! Tables of questions in.

use super::{Column, is_numbered};
use crate::cards::Answer;
use crate::classroom::{Choice, Form, Key, Picture, Question};
use crate::exchange::ExchangeError;
use crate::exchange::grid::{self, Grid, Row};
use crate::exchange::questions::list::{Files, Place, QuestionList, called, shown};

/// Words for true/false in the column `kind`, lower case.
const TRUE_FALSE: [&str; 9] =
    ["true/false", "truefalse", "tf", "t/f", "wahr/falsch", "richtig/falsch", "vrai/faux", "verdadero/falso", "vero/falso"];
/// Words for a choice.
const CHOICE: [&str; 7] = ["", "choice", "multiple choice", "mc", "auswahl", "survey", "umfrage"];
const TRUE: [&str; 6] = ["true", "t", "wahr", "vrai", "verdadero", "vero"];
const FALSE: [&str; 5] = ["false", "f", "falsch", "faux", "falso"];

/// Understands a table given as text, with any delimiter. `files` looks up pictures by the names in the table.
///
/// ```
/// # use quarterturn::exchange::questions::read_table_text;
/// let list = read_table_text("question;A;B;right\n1/2 + 1/3 = ?;2/5;5/6;B\n", &|_| None).expect("columns");
/// assert_eq!(list.questions[0].key.to_string(), "B");
/// ```
pub fn read_table_text(text: &str, files: Files) -> Result<QuestionList, ExchangeError> {
    read_grid(&grid_of(text), files)
}

/// Understands the first sheet of a workbook; nothing where the bytes are none.
pub fn read_table_workbook(bytes: &[u8], files: Files) -> Result<Option<QuestionList>, ExchangeError> {
    grid::read_workbook(bytes)?.map(|grid| read_grid(&grid, files)).transpose()
}

/// Whether a text begins with the names of columns.
pub fn has_columns(text: &str) -> bool {
    let start: String = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with("sep=")).unwrap_or_default().into();
    grid_of(&start).rows.first().is_some_and(is_header)
}

/// Split by the delimiter between the names of the columns: the texts of questions hold all of them.
fn grid_of(text: &str) -> Grid {
    grid::read_csv_split(text, |text| {
        let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
        let known = |d: u8| header.split(char::from(d)).filter(|w| Column::of(w.trim_matches('"')).is_some()).count();
        [b'\t', b'|', b';', b','].into_iter().max_by_key(|&d| known(d)).unwrap_or(b',')
    })
}

fn is_header(row: &Row) -> bool {
    let columns: Vec<Column> = row.cells.iter().filter_map(|c| Column::of(c)).collect();
    let has = |column| columns.contains(&column);
    has(Column::Text) && columns.len() > 1 || has(Column::Option(Answer::A)) && has(Column::Option(Answer::B)) || has(Column::Right)
}

fn read_grid(grid: &Grid, files: Files) -> Result<QuestionList, ExchangeError> {
    let mut list = QuestionList::default();
    let Some(header) = grid.rows.first() else { return Ok(list) };
    if !is_header(header) {
        return Err(ExchangeError::NoColumns { line: header.line });
    }
    let columns: Vec<Option<Column>> = header.cells.iter().map(|word| Column::of(word)).collect();
    let is_numbered = header.cells.iter().any(|word| is_numbered(word));
    for (i, word) in header.cells.iter().enumerate() {
        let place = Place { line: header.line, column: i + 1 };
        let mut cells = grid.rows[1..].iter().filter_map(|r| r.cells.get(i)).map(|c| c.trim());
        // Numbers under nothing count the rows.
        let is_empty = cells.all(|c| c.is_empty() || word.trim().is_empty() && c.parse::<u32>().is_ok());
        match columns[i] {
            None if !is_empty => {
                list.do_without(place, format!("the column “{}” is not known and was left out; see docs/questions.md", shown(word)))
            }
            Some(column) if columns[..i].contains(&Some(column)) => {
                list.do_without(place, format!("there are two columns “{column}”; the first one counts"))
            }
            _ => {}
        }
    }
    for row in &grid.rows[1..] {
        let cells = Cells { row, columns: &columns, is_numbered };
        if columns.iter().flatten().any(|&c| !cells.text(c).is_empty()) {
            match question(&mut list, &cells, files) {
                Ok(question) => list.take(cells.place(Column::Text), question),
                Err((place, text)) => list.leave_out(place, text),
            }
        }
        if let Some((i, extra)) = row.cells.iter().enumerate().skip(columns.len()).find(|(_, c)| !c.trim().is_empty()) {
            let text = format!("“{}” stands in no column; put texts that hold the delimiter in quotes", shown(extra));
            list.do_without(Place { line: row.line, column: i + 1 }, text);
        }
    }
    for (line, text) in &grid.problems {
        list.leave_out(Place { line: *line, column: 1 }, text.clone());
    }
    for cell in grid.odd.iter().filter(|c| columns.get(c.column - 1).copied().flatten().is_some()) {
        list.do_without(Place { line: cell.line, column: cell.column }, cell.text);
    }
    list.notices.sort_by_key(|n| n.place);
    Ok(list.finish())
}

/// A row with the meaning of its cells.
struct Cells<'a> {
    row: &'a Row,
    columns: &'a [Option<Column>],
    /// Whether options are told by their numbers.
    is_numbered: bool,
}

impl Cells<'_> {
    fn text(&self, column: Column) -> String {
        let at = self.columns.iter().position(|c| *c == Some(column));
        let cell = at.and_then(|i| self.row.cells.get(i)).map(|c| c.trim()).unwrap_or_default();
        if cell.contains('\r') { cell.replace("\r\n", "\n").replace('\r', "\n") } else { cell.to_owned() }
    }

    fn place(&self, column: Column) -> Place {
        let at = self.columns.iter().position(|c| *c == Some(column)).unwrap_or(0);
        Place { line: self.row.line, column: at + 1 }
    }
}

fn question(list: &mut QuestionList, cells: &Cells, files: Files) -> Result<Question, (Place, String)> {
    let mut question =
        Question { name: cells.text(Column::Name).replace('\n', " "), text: cells.text(Column::Text), ..Question::default() };
    let kind = cells.text(Column::Kind).to_lowercase();
    if TRUE_FALSE.contains(&kind.as_str()) {
        question.form = Form::TrueFalse;
    } else if !CHOICE.contains(&kind.as_str()) {
        let text = format!("{}: expected “true/false” or nothing as its kind, found “{}”", called(&question), shown(&kind));
        return Err((cells.place(Column::Kind), text));
    }
    question.picture = picture(list, cells, Column::Picture, files);
    question.options = options(list, cells, question.form, files);
    question.key = key(cells, &question)?;
    for answer in Answer::ALL {
        let column = Column::Misconception(answer);
        let text = cells.text(column);
        match question.options.get_mut(answer.index()) {
            _ if text.is_empty() => {}
            Some(option) => option.misconception = Some(text),
            None => list.do_without(cells.place(column), format!("{} has no option {answer} to have a misconception", called(&question))),
        }
    }
    let skills = cells.text(Column::Skills);
    question.skills = list.skills(cells.place(Column::Skills), skills.split([';', '+', ',']).filter(|s| !s.trim().is_empty()));
    question.notes = cells.text(Column::Notes);
    question.source = cells.text(Column::Source);
    Ok(question)
}

fn options(list: &mut QuestionList, cells: &Cells, form: Form, files: Files) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    for answer in Answer::ALL {
        let picture = picture(list, cells, Column::OptionPicture(answer), files);
        options.push(Choice { text: cells.text(Column::Option(answer)), picture, misconception: None });
    }
    if form == Form::TrueFalse {
        for (option, word) in options.iter_mut().zip(["True", "False"]) {
            if option.text.is_empty() && option.picture.is_none() {
                option.text = word.to_owned();
            }
        }
    }
    while options.last().is_some_and(|o| o.text.is_empty() && o.picture.is_none()) {
        options.pop();
    }
    options
}

fn key(cells: &Cells, question: &Question) -> Result<Key, (Place, String)> {
    let text = cells.text(Column::Right);
    let word = text.to_lowercase();
    if question.form == Form::TrueFalse {
        if TRUE.contains(&word.as_str()) {
            return Ok(Key::of([Answer::A]));
        }
        if FALSE.contains(&word.as_str()) {
            return Ok(Key::of([Answer::B]));
        }
    }
    if cells.is_numbered
        && let Some(numbers) =
            text.split([',', ';', ' ']).filter(|n| !n.is_empty()).map(|n| n.parse::<usize>().ok()).collect::<Option<Vec<_>>>()
        && let Some(answers) = numbers.iter().map(|n| Answer::ALL.get(n.wrapping_sub(1)).copied()).collect::<Option<Vec<_>>>()
    {
        return Ok(Key::of(answers));
    }
    Key::parse(&text).map_err(|letter| {
        let expected = if question.form == Form::TrueFalse { "TRUE or FALSE" } else { "letters from A to D, for instance C or AC" };
        (cells.place(Column::Right), format!("{}: expected {expected} as right, found “{letter}”", called(question)))
    })
}

/// The picture that a cell names: `name.png`, or `![what it shows](name.png)`.
fn picture(list: &mut QuestionList, cells: &Cells, column: Column, files: Files) -> Option<Picture> {
    let cell = cells.text(column);
    if cell.is_empty() {
        return None;
    }
    let inside = cell.strip_prefix("![").and_then(|c| c.strip_suffix(')'));
    let (description, name) = inside.and_then(|c| c.rsplit_once("](")).unwrap_or(("", &cell));
    let place = cells.place(column);
    match files(name) {
        Some(bytes) => list.picture(place, name, description, bytes),
        None => {
            list.do_without(place, format!("the picture “{}” was not found beside the file; put it there, or in by hand", shown(name)));
            None
        }
    }
}

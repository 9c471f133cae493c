//! `quarterturn export`: results for other programs.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::erase::Who;
use super::{CliError, Context, import, output, record};
use crate::exchange::{self, Cell, Scoresheet};
use crate::store::{Missing, Store};

/// What to export.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Every student's last answer in every asking
    Answers {
        /// Print CSV
        #[arg(long, required = true)]
        csv: bool,
        /// Only this class
        #[arg(long, value_name = "NAME")]
        class: Option<String>,
    },
    /// Everything in the teacher's file, for other programs and for `import`
    Everything {
        /// Where to write it, for instance everything.zip
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Everything about one student, as JSON
    Student {
        #[command(flatten)]
        who: Who,
    },
    /// A class's scoresheet: a row per student, a column per question asked
    Scoresheet {
        /// The class
        #[arg(long, value_name = "NAME")]
        class: String,
        /// Only what was asked from this day on, for instance 2026-09-01
        #[arg(long, value_name = "DAY")]
        from: Option<Date>,
        /// Only what was asked up to this day
        #[arg(long, value_name = "DAY")]
        to: Option<Date>,
        /// Where to write it, as .xlsx or .csv; left out: printed as CSV
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// In CSV, 1 for right and 0 for wrong instead of the letters
        #[arg(long)]
        marks: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Answers { csv: _, class } => answers(class.as_deref(), context),
        Command::Everything { out } => everything(out, context),
        Command::Student { who } => student(who, context),
        Command::Scoresheet { class, from, to, out, marks } => scoresheet(class, (*from, *to), out.as_deref(), *marks, context),
    }
}

fn answers(class: Option<&str>, context: &Context) -> Result<(), CliError> {
    let (store, class) = match class {
        Some(name) => record::open_class(context, name).map(|(store, class)| (store, Some(class.id)))?,
        None => (Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?, None),
    };
    let rows = store.results(class).map_err(CliError::store)?;
    output::print(&exchange::results_csv(&rows).map_err(|e| CliError::failed(format!("the table cannot be made: {e}")))?)
}

fn student(who: &Who, context: &Context) -> Result<(), CliError> {
    let (store, student) = who.find(context)?;
    let about = store.about(student.id).map_err(CliError::store)?;
    let text = serde_json::to_string_pretty(&about).expect("texts and booleans are always JSON");
    output::print(&(text + "\n"))
}

fn everything(out: &Path, context: &Context) -> Result<(), CliError> {
    let mut store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    exchange::export_everything(&mut store, out, record::now()).map_err(|e| import::failure(e, out))
}

fn scoresheet(
    class: &str,
    (from, to): (Option<Date>, Option<Date>),
    out: Option<&Path>,
    marks: bool,
    context: &Context,
) -> Result<(), CliError> {
    let is_workbook = match out.and_then(Path::extension).map(|e| e.to_ascii_lowercase()) {
        Some(ending) if ending == "xlsx" => true,
        Some(ending) if ending == "csv" => false,
        None if out.is_none() => false,
        _ => return Err(CliError::unusable("a scoresheet is written as .xlsx or .csv; end the name of the file so")),
    };
    let (store, class) = record::open_class(context, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let zone = TimeZone::system();
    let starts = |day: Date| day.to_zoned_datetime(zone.clone()).map(|z| z.timestamp());
    let unusable = |e: jiff::Error| CliError::unusable(format!("there is no such day in the calendar: {e}"));
    let from = from.map(starts).transpose().map_err(unusable)?.unwrap_or(Timestamp::MIN);
    let before = to.map(|day| day.tomorrow().and_then(starts)).transpose().map_err(unusable)?.unwrap_or(Timestamp::MAX);
    let askings = store.askings_between(class.id, from, before).map_err(CliError::store)?;
    let sheet = Scoresheet::new(&students, &askings, &zone);
    if is_workbook && let Some(path) = out {
        return output::write_whole(path, &sheet.xlsx().map_err(CliError::failed)?);
    }
    let text = sheet.csv(if marks { Cell::Mark } else { Cell::Letter }).map_err(CliError::failed)?;
    match out {
        Some(path) => output::write_whole(path, text.as_bytes()),
        None => output::print(&text),
    }
}

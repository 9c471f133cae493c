//! `quarterturn export`: results for other programs.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::student::Who;
use super::{CliError, Context, import, output, record};
use crate::exchange::{self, Cell, ExchangeError, Scoresheet};
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
        /// Made-up names and no cards, for whoever must not know who is who; each time others
        #[arg(long)]
        pseudonyms: bool,
    },
    /// A class list as CSV, with all that is known of the students; `class import` takes it in again
    Class {
        /// The class
        #[arg(long, value_name = "NAME")]
        class: String,
        /// Where to write it; left out: printed
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
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
        /// Made-up names and no cards, for whoever must not know who is who; each time others
        #[arg(long)]
        pseudonyms: bool,
        /// In CSV, 1 for right and 0 for wrong instead of the letters
        #[arg(long)]
        marks: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Answers { csv: _, class, pseudonyms } => answers(class.as_deref(), *pseudonyms, context),
        Command::Class { class, out } => class_list(class, out.as_deref(), context),
        Command::Everything { out } => everything(out, context),
        Command::Student { who } => student(who, context),
        Command::Scoresheet { class, from, to, out, pseudonyms, marks } => {
            let sheet = scoresheet(class, (*from, *to), context)?;
            write(if *pseudonyms { sheet.pseudonymised(seed()) } else { sheet }, out.as_deref(), *marks)
        }
    }
}

fn answers(class: Option<&str>, pseudonyms: bool, context: &Context) -> Result<(), CliError> {
    let store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    let class = class.map(|name| record::any_class(&store, name)).transpose()?.map(|class| class.id);
    let out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    exchange::write_results(&store, class, pseudonyms.then(seed), out).map_err(|e| match e {
        ExchangeError::Store(e) => CliError::store(e),
        e => CliError::failed(e),
    })
}

fn class_list(class: &str, out: Option<&Path>, context: &Context) -> Result<(), CliError> {
    let (store, class) = record::open_class(context, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let pairs = store.pairs(class.id).map_err(CliError::store)?;
    let text = exchange::roster::roster_csv(&students, &pairs).map_err(CliError::failed)?;
    out.map_or_else(|| output::print(&text), |path| output::write_whole(path, text.as_bytes()))
}

fn student(who: &Who, context: &Context) -> Result<(), CliError> {
    let (store, _, student) = who.find(context)?;
    let about = store.about(student.id).map_err(CliError::store)?;
    let text = serde_json::to_string_pretty(&about).expect("texts and booleans are always JSON");
    output::print(&(text + "\n"))
}

fn everything(out: &Path, context: &Context) -> Result<(), CliError> {
    let mut store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    exchange::export_everything(&mut store, out, record::now()).map_err(|e| import::failure(e, out))
}

/// A number that nobody knows and that is forgotten afterwards.
fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

fn scoresheet(class: &str, (from, to): (Option<Date>, Option<Date>), context: &Context) -> Result<Scoresheet, CliError> {
    let store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    let class = record::any_class(&store, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let zone = TimeZone::system();
    let starts = |day: Date| day.to_zoned_datetime(zone.clone()).map(|z| z.timestamp());
    let unusable = |e: jiff::Error| CliError::unusable(format!("there is no such day in the calendar: {e}"));
    let from = from.map(starts).transpose().map_err(unusable)?.unwrap_or(Timestamp::MIN);
    let before = to.map(|day| day.tomorrow().and_then(starts)).transpose().map_err(unusable)?.unwrap_or(Timestamp::MAX);
    let askings = store.askings_between(class.id, from, before).map_err(CliError::store)?;
    Ok(Scoresheet::new(&students, &askings, &zone))
}

fn write(sheet: Scoresheet, out: Option<&Path>, marks: bool) -> Result<(), CliError> {
    let text = || sheet.csv(if marks { Cell::Mark } else { Cell::Letter }).map_err(CliError::failed);
    let Some(path) = out else { return output::print(&text()?) };
    match path.extension().map(|e| e.to_ascii_lowercase()) {
        Some(ending) if ending == "xlsx" => output::write_whole(path, &sheet.xlsx().map_err(CliError::failed)?),
        Some(ending) if ending == "csv" => output::write_whole(path, text()?.as_bytes()),
        _ => Err(CliError::unusable("a scoresheet is written as .xlsx or .csv; end the name of the file so")),
    }
}

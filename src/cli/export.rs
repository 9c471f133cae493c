//! `quarterturn export`: results for other programs.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::student::Who;
use super::{CliError, Context, import, output, record};
use crate::classroom::Days;
use crate::exchange::{self, Cell, ExchangeError, Pseudonyms, Scoresheet};
use crate::store::ResultsOf;

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
        #[command(flatten)]
        days: DaysArgs,
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
        #[command(flatten)]
        days: DaysArgs,
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

/// Which days are meant.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct DaysArgs {
    /// Only what was asked from this day on, for instance 2026-09-01
    #[arg(long, value_name = "DAY", value_parser = record::day)]
    from: Option<Date>,
    /// Only what was asked up to this day
    #[arg(long, value_name = "DAY", value_parser = record::day)]
    to: Option<Date>,
}

impl DaysArgs {
    /// The first moment of these days, and the first after them.
    fn moments(self, zone: &TimeZone) -> Result<(Timestamp, Timestamp), CliError> {
        let days = Days { from: self.from, to: self.to };
        if days.is_backwards() {
            return Err(CliError::unusable("--from is after --to; there is no day between"));
        }
        days.moments(zone).map_err(|_| CliError::unusable("--from and --to: this is too far from today; write days of this century"))
    }
}

/// Runs the command.
pub fn run(command: &Command, context: &Context) -> Result<(), CliError> {
    match command {
        Command::Answers { csv: _, class, days, pseudonyms } => answers(class.as_deref(), *days, *pseudonyms, context),
        Command::Class { class, out } => class_list(class, out.as_deref(), context),
        Command::Everything { out } => everything(out, context),
        Command::Student { who } => student(who, context),
        Command::Scoresheet { class, days, out, pseudonyms, marks } => {
            let sheet = scoresheet(class, *days, context)?;
            write(if *pseudonyms { sheet.pseudonymised(Pseudonyms::any_seed()) } else { sheet }, out.as_deref(), *marks)
        }
    }
}

fn answers(class: Option<&str>, days: DaysArgs, pseudonyms: bool, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let class = class.map(|name| record::any_class(&store, name)).transpose()?.map(|class| class.id);
    let (from, before) = days.moments(&TimeZone::system())?;
    let which = ResultsOf { class, from, before };
    say_nameless(store.count_nameless(which).map_err(CliError::store)?);
    let out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    exchange::write_results(&store, which, pseudonyms.then(Pseudonyms::any_seed), out).map_err(|e| match e {
        ExchangeError::Store(e) => CliError::store(e),
        e => CliError::failed(e),
    })
}

fn class_list(class: &str, out: Option<&Path>, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let class = record::known_class(&store, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let pairs = store.pairs(class.id).map_err(CliError::store)?;
    let text = exchange::roster::roster_csv(&students, &pairs).map_err(CliError::failed)?;
    out.map_or_else(|| output::print(&text), |path| output::write_whole(path, text.as_bytes()))
}

fn student(who: &Who, context: &Context) -> Result<(), CliError> {
    let store = context.store_to_read()?;
    let (_, student) = who.find(&store)?;
    let about = store.about(student.id).map_err(CliError::store)?;
    let text = serde_json::to_string_pretty(&about).expect("texts and booleans are always JSON");
    output::print(&(text + "\n"))
}

fn everything(out: &Path, context: &Context) -> Result<(), CliError> {
    let mut store = context.store_to_read()?;
    exchange::export_everything(&mut store, out, record::now()).map_err(|e| import::failure(e, out))
}

fn scoresheet(class: &str, days: DaysArgs, context: &Context) -> Result<Scoresheet, CliError> {
    let store = context.store_to_read()?;
    let class = record::any_class(&store, class)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    let zone = TimeZone::system();
    let (from, before) = days.moments(&zone)?;
    let askings = store.askings_between(class.id, from, before).map_err(CliError::store)?;
    say_nameless(askings.iter().filter(|a| a.counts.is_some()).count());
    Ok(Scoresheet::new(&students, &askings, &zone))
}

/// What was asked without names has no place in a table of students.
fn say_nameless(askings: usize) {
    if askings > 0 {
        eprintln!("{askings} asked without names left out: of these only counts are kept");
    }
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

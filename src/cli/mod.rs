//! The command line: thin, prints what the parts return. Results go to stdout, diagnostics to stderr; exit status 0 =
//! done, 2 = unusable arguments or input, 1 = failed.

mod asking;
mod backup;
mod cards;
mod check;
mod class;
mod context;
mod curriculum;
mod decks;
mod demo;
mod erase;
mod error;
mod export;
mod import;
mod numbers;
mod output;
mod question;
mod quiz;
mod record;
mod scan;
mod student;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use context::Context;
use error::CliError;

/// Checks a whole class with paper cards and any camera. Without a command it opens the window.
#[derive(Debug, Parser)]
#[command(name = "quarterturn", version)]
struct Cli {
    /// The teacher's file; left out: QUARTERTURN_DATA, else the usual place for a user's data
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the cards to print
    Cards(cards::Args),
    /// List the decks: how many cards each has and how far apart they are
    Decks(decks::Args),
    /// Read the cards in pictures
    Scan(scan::Args),
    /// Bring class lists in, and list classes
    #[command(subcommand)]
    Class(class::Command),
    /// Bring sets of questions in, and send them out
    #[command(subcommand)]
    Question(question::Command),
    /// Bring curricula in: units, lessons, and the skills taught in them
    #[command(subcommand)]
    Curriculum(curriculum::Command),
    /// Record the answers of one asking from lines `card answer`
    Record(record::Args),
    /// Take in a quiz on paper from lines `number card answer`
    Quiz(quiz::Args),
    /// Say how many chose what when a class was last asked
    Tally(asking::Which),
    /// Put a student's answer right; what was there before is kept, too
    Correct(asking::CorrectArgs),
    /// Say what is known of students, move them, swap cards, note absence
    #[command(subcommand)]
    Student(Box<student::Command>),
    /// Print results for other programs
    #[command(subcommand)]
    Export(export::Command),
    /// Make a new teacher's file of everything that another one holds, as `export everything` wrote it
    Import(import::Args),
    /// Show the whole story with a simulated class, and leave the files it made
    Demo(demo::Args),
    /// Copy the teacher's file now, beside it; the window does so by itself
    Backup(backup::BackupArgs),
    /// Go on with a backup; the file as it is now is kept
    Restore(backup::RestoreArgs),
    /// Erase a student for good
    #[command(subcommand)]
    Erase(erase::Command),
    /// Say whether the teacher's file is whole
    Check,
}

/// Runs the program with its arguments.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(problem) => {
            // Help and version are no errors; clap says which is which.
            if !problem.use_stderr() || problem.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                let status = if problem.use_stderr() { 2 } else { 0 };
                return ExitCode::from(if problem.print().is_ok() { status } else { 1 });
            }
            eprintln!("quarterturn: {}", in_one_line(&problem));
            return ExitCode::from(2);
        }
    };
    let context = Context::new(cli.data);
    let outcome = match cli.command {
        None => context.data().and_then(|data| crate::app::run(data).map_err(CliError::failed)),
        Some(Command::Cards(args)) => cards::run(&args, &context),
        Some(Command::Decks(args)) => decks::run(&args),
        Some(Command::Scan(args)) => scan::run(&args, &context),
        Some(Command::Class(command)) => class::run(&command, &context),
        Some(Command::Question(command)) => question::run(&command, &context),
        Some(Command::Curriculum(command)) => curriculum::run(&command, &context),
        Some(Command::Record(args)) => record::run(&args, &context),
        Some(Command::Quiz(args)) => quiz::run(&args, &context),
        Some(Command::Tally(which)) => asking::tally(&which, &context),
        Some(Command::Correct(args)) => asking::correct(&args, &context),
        Some(Command::Student(command)) => student::run(&command, &context),
        Some(Command::Export(command)) => export::run(&command, &context),
        Some(Command::Import(args)) => import::run(&args, &context),
        Some(Command::Demo(args)) => demo::run(&args),
        Some(Command::Backup(args)) => backup::back_up(&args, &context),
        Some(Command::Restore(args)) => backup::restore(&args, &context),
        Some(Command::Erase(command)) => erase::run(&command, &context),
        Some(Command::Check) => check::run(&context),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            if let Some(line) = problem.line() {
                eprintln!("quarterturn: {}", output::plain(line));
            }
            ExitCode::from(problem.status())
        }
    }
}

/// What is wrong with the arguments, without the usage that clap prints below it.
fn in_one_line(problem: &clap::Error) -> String {
    let text = problem.render().to_string();
    let said = text.lines().map(str::trim).take_while(|l| !l.starts_with("Usage:") && !l.starts_with("For more"));
    // How a value could begin with a hyphen all the same helps nobody who wrote a number below nothing.
    let said = said.filter(|l| !l.is_empty() && !l.starts_with("tip: to pass"));
    let line = said.collect::<Vec<_>>().join(" ");
    format!("{}; `--help` behind a command tells what it takes", line.trim_start_matches("error: "))
}

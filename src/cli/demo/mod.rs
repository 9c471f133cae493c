//! `quarterturn demo`: the whole story without a camera or a display. Makes a class, prints its deck, lets a simulated room answer,
//! reads it, keeps the answers, shows tally and groups, and compares with what was really held up.

mod class;

use std::path::{Path, PathBuf};

use image::GrayImage;
use jiff::tz::TimeZone;
use parley::fontique::{Collection, CollectionOptions};

use super::numbers::whole;
use super::record::now;
use super::{CliError, output};
use crate::cameras::{SimulatedRoom, Source};
use crate::cards::sheet::{self, Fonts, Paper, PerPage, SheetCard, SheetOptions};
use crate::cards::{Answer, CardNumber, Deck};
use crate::classroom::roster::{self, Change};
use crate::classroom::{AnswerSource, AskingRecord, Class, Question, Student, Tally};
use crate::room::{Room, RoomOptions};
use crate::store::{Missing, ResultsOf, Store};
use crate::vision::{Read, Scanner, Settled, Sweep};
use crate::{exchange, groups};

/// Of the simulated camera's frames, so many apart are read: two and a half a second.
const READ_EVERY: u64 = 6;
/// The question stays open for so many frames at least, until every changed mind is up again, and at most, should a card never be read.
const LEAST_FRAMES: u64 = 150;
const MOST_FRAMES: u64 = 240;
/// Within so many frames all cards are up.
const RAISED_WITHIN: u64 = 30;

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Put the files into the folder DIR; left out: a new folder for temporary files
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Another number makes another room
    #[arg(long, value_name = "N", default_value_t = 5, allow_negative_numbers = true, value_parser = whole(0_u64..=u64::MAX))]
    seed: u64,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<(), CliError> {
    let folder = folder(args.out.as_deref())?;
    let deck = Deck::named(Deck::QUARTER).map_err(CliError::unusable)?;
    let mut files = Vec::new();

    let database = folder.join("class-5b.db");
    let (mut store, class) = make_class(&database, deck)?;
    let students = store.students(class.id).map_err(CliError::store)?;
    say(&format!("Class {}: {} students, a card each", class.name, students.len()));
    files.push(database);

    files.push(print_deck(&folder, deck, &students)?);
    say("Deck printed: two cards a page, with names");

    let (mut read, mut missed, mut wrong) = (0, 0, 0);
    let checks = class::checks();
    for (number, (question, held)) in (1..).zip(&checks) {
        say(&format!("Question {number} of {}: {}", checks.len(), question.text));
        let room = Room::new(deck, held.iter().copied(), room_options(args.seed + number));
        let asked = ask(&mut store, &class, &students, deck, question, room)?;
        let picture = folder.join(format!("question-{number}.png"));
        write_picture(&picture, &asked, &students)?;
        files.push(picture);
        for &(card, answer) in held {
            match asked.settled.iter().find(|s| s.card == card) {
                Some(settled) if settled.answer == answer => read += 1,
                Some(settled) => {
                    wrong += 1;
                    say(&format!("  WRONG: card {card} held up {answer} and was read as {}", settled.answer));
                }
                None => missed += 1,
            }
        }
    }

    let askings = store.askings(class.id).map_err(CliError::store)?;
    let results = folder.join("answers.csv");
    let mut csv = Vec::new();
    exchange::write_results(&store, ResultsOf { class: Some(class.id), ..ResultsOf::default() }, None, &mut csv)
        .map_err(CliError::failed)?;
    output::write_whole(&results, &csv)?;
    files.push(results);
    drop(store); // the database is one whole file again

    let mut text = String::new();
    askings.iter().for_each(|asking| text += &tally(&students, asking));
    text += &suggestions(&students, &askings);
    text += &format!("Compared with what was held up: {read} right, {missed} not read, {wrong} wrong.\n\nFiles:\n");
    for file in &files {
        text += &format!("{}\n", file.display());
    }
    output::print(&text)?;
    if wrong > 0 { Err(CliError::failed(format!("{wrong} answers were read wrong; please report this"))) } else { Ok(()) }
}

/// Progress is for people and goes where it does not disturb the result.
fn say(line: &str) {
    eprintln!("{line}");
}

fn folder(wanted: Option<&Path>) -> Result<PathBuf, CliError> {
    let problem =
        |e: std::io::Error| CliError::unusable(format!("the folder for the demo's files cannot be made: {e}; name another one with --out"));
    let folder = match wanted {
        Some(folder) => {
            output::make_folder(folder, "--out")?;
            folder.to_owned()
        }
        None => tempfile::Builder::new().prefix("quarterturn-demo-").tempdir().map_err(problem)?.keep(),
    };
    std::path::absolute(folder).map_err(problem)
}

fn make_class(database: &Path, deck: &Deck) -> Result<(Store, Class), CliError> {
    if database.exists() {
        return Err(CliError::unusable(format!(
            "there is a demo already; name another folder with --out, or delete it: {}",
            database.display()
        )));
    }
    let mut store = Store::open(database, Missing::Create).map_err(CliError::store)?;
    let id = store.create_class(class::NAME, deck.name()).map_err(CliError::store)?;
    let add = |(name, card): (&str, CardNumber)| Change::add(roster::tidy_name(name), card);
    store.change_roster(id, &class::students().map(add).collect::<Vec<_>>()).map_err(CliError::store)?;
    Ok((store, Class::new(id, class::NAME, deck.name())))
}

fn print_deck(folder: &Path, deck: &'static Deck, students: &[Student]) -> Result<PathBuf, CliError> {
    let cards = students.iter().map(|s| SheetCard { card: s.card, name: Some(s.name.clone()) }).collect();
    let options = SheetOptions { deck, paper: Paper::A4, per_page: PerPage::Two, cards };
    // The shipped fonts have all letters of the demo's names.
    let mut fonts = Fonts::with(Collection::new(CollectionOptions { shared: false, system_fonts: false }));
    let (pdf, _) = sheet::write_pdf(&options, &mut fonts).map_err(CliError::failed)?;
    let file = folder.join("cards-5b.pdf");
    output::write_whole(&file, &pdf)?;
    Ok(file)
}

fn room_options(seed: u64) -> RoomOptions {
    RoomOptions { raise_over_frames: RAISED_WITHIN, rest_every_frames: 0, ..RoomOptions::lively(seed) }
}

/// What one question brought.
struct Asked {
    settled: Vec<Settled>,
    /// The last picture, and what was read in it.
    picture: GrayImage,
    reads: Vec<Read>,
}

/// Opens an asking, reads the room until everybody is read, and stores each answer as it settles.
fn ask(
    store: &mut Store,
    class: &Class,
    students: &[Student],
    deck: &'static Deck,
    question: &Question,
    room: Room,
) -> Result<Asked, CliError> {
    let asking = store.open_asking(class.id, question, now()).map_err(CliError::store)?;
    let mut scanner = Scanner::new(deck, students.iter().map(|s| s.card));
    let mut camera = SimulatedRoom::stepping(room, READ_EVERY as u32);
    let mut sweep = Sweep::new();
    let mut counted = 0;
    loop {
        let frame = camera.next_frame().map_err(CliError::failed)?;
        let scan = scanner.scan_following(&frame.picture, &sweep.followed());
        for settled in sweep.observe(frame.at, &scan) {
            let Some(student) = students.iter().find(|s| s.card == settled.card) else { continue };
            let kept = store.record_answer(asking, student.id, settled.answer, AnswerSource::Card, Some(settled.confidence), now());
            kept.map_err(CliError::store)?;
        }
        let settled = sweep.settled();
        if settled.len() > counted {
            counted = settled.len();
            say(&format!("  {counted} of {} answered", students.len()));
        }
        let frames = sweep.frames() * READ_EVERY;
        if frames >= MOST_FRAMES || frames >= LEAST_FRAMES && counted == students.len() {
            store.close_asking(asking, now()).map_err(CliError::store)?;
            return Ok(Asked { settled, picture: frame.picture, reads: scan.reads });
        }
    }
}

fn write_picture(file: &Path, asked: &Asked, students: &[Student]) -> Result<(), CliError> {
    let name = |card: CardNumber| students.iter().find(|s| s.card == card).map_or("", |s| s.name.as_str());
    let picture = exchange::annotate(&asked.picture, &asked.reads, |r| format!("{} {} {}", r.card, name(r.card), r.answer));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).map_err(|e| CliError::failed(format!("the picture cannot be made: {e}")))?;
    output::write_whole(file, png.get_ref())
}

fn tally(students: &[Student], asking: &AskingRecord) -> String {
    let tally = Tally::of(students, asking);
    let mut text = format!("{}\n", asking.question.text);
    for answer in Answer::ALL {
        let count = tally.counts[answer.index()];
        let mark = if asking.question.key.contains(answer) { "  right" } else { "" };
        let option = asking.question.option_text(answer).unwrap_or_default();
        text += &format!("  {answer} {option:<5} {count:>3}  {}{mark}\n", "█".repeat(count));
    }
    text += &format!("  {} of {} answered", tally.answered, tally.expected);
    if let Some(right) = tally.right {
        text += &format!(", {right} right");
    }
    text + "\n\n"
}

fn suggestions(students: &[Student], askings: &[AskingRecord]) -> String {
    let mut text = "Whom to sit down with:\n".to_owned();
    for group in groups::suggest(students, askings, &TimeZone::system()) {
        text += &format!("  {} ({}). {}\n", group.title, group.students.len(), group.reason);
        for member in &group.students {
            let name = students.iter().find(|s| s.id == member.student).map_or("", |s| s.name.as_str());
            text += &format!("    {name}: {}\n", member.reason);
        }
    }
    text + "\n"
}

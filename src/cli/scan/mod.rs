//! `quarterturn scan`: reads the cards in pictures.

mod keep;
mod report;
mod sequence;

use std::path::{Path, PathBuf};
use std::time::Instant;

use image::GrayImage;
use rayon::prelude::*;

use keep::Asking;

use super::numbers::{CARDS, whole};
use super::{CliError, Context, output};
use crate::cameras::photo;
use crate::cards::{CardNumber, Deck};
use crate::exchange;
use crate::vision::{Followed, Read, Scan, Scanner};

/// Arguments of `scan`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print a table with commas: image, card, answer, confidence, duplicate, centre
    #[arg(long)]
    csv: bool,
    /// The deck that the cards are of (`quarterturn decks` lists them)
    #[arg(long, value_name = "NAME")]
    deck: Option<String>,
    /// Only the cards 1 to N are in use; others are not reported
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole(CARDS))]
    count: Option<u16>,
    /// How many pictures are read at the same time; left out: as many as the machine has cores
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole(1_u16..=256))]
    threads: Option<u16>,
    /// Write the picture with its cards outlined to FILE.png (one picture only)
    #[arg(long, value_name = "FILE.png", conflicts_with = "sequence")]
    annotate: Option<PathBuf>,
    /// The pictures are frames of one sweep over the room, in order
    #[arg(long, conflicts_with = "csv")]
    sequence: bool,
    /// Frames per second of a sequence
    #[arg(long, value_name = "FPS", default_value_t = 15.0, allow_negative_numbers = true, requires = "sequence")]
    fps: f64,
    /// Keep the answers for this class of the teacher's file, as one asking
    #[arg(long, value_name = "NAME", requires = "question", conflicts_with_all = ["count", "sequence"])]
    class: Option<String>,
    /// What is asked
    #[arg(long, value_name = "TEXT", requires = "class")]
    question: Option<String>,
    /// The right answers, for instance C or AC; left out: a survey
    #[arg(long, value_name = "LETTERS", requires = "class")]
    key: Option<String>,
    /// Keep only how many chose what, and nothing of any student
    #[arg(long, requires = "class")]
    anonymous: bool,
    /// Pictures, or folders of pictures
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
}

/// One picture's outcome.
struct Page {
    path: PathBuf,
    outcome: Result<Scanned, String>,
}

struct Scanned {
    width: u32,
    height: u32,
    detect_ms: f64,
    scan: Scan,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let asking = match (&args.class, &args.question) {
        (Some(class), Some(question)) => Some(Asking::prepare(context, class, question, args.key.as_deref())?),
        _ => None,
    };
    let named = args.deck.as_deref().or(asking.as_ref().map(Asking::deck)).unwrap_or(Deck::QUARTER);
    let deck = Deck::named(named).map_err(CliError::unusable)?;
    let cards: Vec<CardNumber> = match (&asking, args.count) {
        (Some(asking), _) => asking.cards()?,
        (None, Some(count)) => deck.usable().filter(|c| c.0 <= count).collect(),
        (None, None) => deck.cards().collect(),
    };
    let paths = pictures(&args.images)?;
    if args.annotate.is_some() && paths.len() != 1 {
        return Err(CliError::unusable(format!("--annotate takes one picture, not {}; give it one at a time", paths.len())));
    }
    if let (Some(file), [picture]) = (&args.annotate, paths.as_slice()) {
        may_be_annotated(picture, file)?;
    }
    if args.sequence {
        return sequence::run(args, deck, &cards, &paths);
    }
    let pages = read_all(args, deck, &cards, paths)?;
    for page in &pages {
        say_problems(page);
    }
    if !args.json && !args.csv {
        say_nothing_read(&pages, deck);
    }
    let mut all_kept = true;
    if let Some(asking) = asking {
        all_kept = asking.keep(&pages, args.anonymous, !args.json)?;
    }
    if args.json {
        output::print(&report::json(&pages))?;
    } else if args.csv {
        output::print(&report::csv(&pages)?)?;
    } else if args.class.is_none() {
        output::print(&report::table(&pages))?;
    }
    if all_kept && pages.iter().all(|p| p.outcome.is_ok()) { Ok(()) } else { Err(CliError::SaidAlready) }
}

/// The pictures that were named, folders opened up in order.
fn pictures(named: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut all = Vec::new();
    for path in named {
        if path.is_dir() {
            let found = photo::list_folder(path).map_err(|e| CliError::unusable(format!("{}: {e}", path.display())))?;
            if found.is_empty() {
                return Err(CliError::unusable(format!("there are no pictures in this folder; name another one: {}", path.display())));
            }
            all.extend(found);
        } else {
            all.push(path.clone());
        }
    }
    Ok(all)
}

fn read_all(args: &Args, deck: &'static Deck, cards: &[CardNumber], paths: Vec<PathBuf>) -> Result<Vec<Page>, CliError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.map_or(0, usize::from))
        .thread_name(|i| format!("scan {i}"))
        .build()
        .map_err(|e| CliError::failed(format!("no threads to read with: {e}")))?;
    let annotate = args.annotate.as_deref();
    pool.install(|| {
        paths
            .into_par_iter()
            .map_init(
                || Scanner::new(deck, cards.iter().copied()),
                |scanner, path| {
                    let outcome = match photo::load(&path) {
                        Ok(picture) => {
                            let scanned = timed(scanner, &picture, &[]);
                            if let Some(file) = annotate {
                                write_annotated(file, &picture, &scanned.scan.reads)?;
                            }
                            Ok(scanned)
                        }
                        Err(problem) => Err(problem.to_string()),
                    };
                    Ok(Page { path, outcome })
                },
            )
            .collect()
    })
}

#[expect(clippy::disallowed_methods, reason = "detect_ms is measured here, at the rim")]
fn timed(scanner: &mut Scanner, picture: &GrayImage, followed: &[Followed]) -> Scanned {
    let start = Instant::now();
    let scan = scanner.scan_following(picture, followed);
    Scanned { width: picture.width(), height: picture.height(), detect_ms: start.elapsed().as_secs_f64() * 1e3, scan }
}

/// The annotated picture is a PNG, and does not take the place of the photograph.
fn may_be_annotated(picture: &Path, file: &Path) -> Result<(), CliError> {
    if !file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png")) {
        return Err(CliError::unusable(format!("--annotate writes a PNG; name a file that ends in .png, not {}", file.display())));
    }
    let is_same = matches!((picture.canonicalize(), file.canonicalize()), (Ok(one), Ok(other)) if one == other);
    if is_same {
        let place = file.display();
        return Err(CliError::unusable(format!("--annotate would overwrite the picture itself; name another file than {place}")));
    }
    Ok(())
}

fn write_annotated(file: &Path, picture: &GrayImage, reads: &[Read]) -> Result<(), CliError> {
    let mut png = std::io::Cursor::new(Vec::new());
    exchange::annotate(picture, reads, |r| format!("{} {}", r.card, r.answer))
        .write_to(&mut png, image::ImageFormat::Png)
        .map_err(|e| CliError::failed(format!("the annotated picture cannot be made: {e}")))?;
    output::write_whole(file, png.get_ref())
}

/// Where pictures show no card at all, the cards may be of another deck.
fn say_nothing_read(pages: &[Page], deck: &Deck) {
    let mut read = pages.iter().filter_map(|p| p.outcome.as_ref().ok()).peekable();
    if read.peek().is_some() && read.all(|s| s.scan.reads.is_empty() && s.scan.mirrored.is_empty()) {
        let name = deck.name();
        eprintln!(
            "no card of the deck “{name}” was read; if the cards are of another deck, name it with --deck (`quarterturn decks` lists them)"
        );
    }
}

fn say_problems(page: &Page) {
    let name = page.path.display();
    match &page.outcome {
        Err(problem) => eprintln!("{name}: {problem}"),
        Ok(scanned) => {
            if let Some(mirrored) = mirrored(scanned.scan.mirrored.len()) {
                eprintln!("{name}: {mirrored}");
            }
        }
    }
}

/// What is said of so many mirrored cards.
fn mirrored(cards: usize) -> Option<String> {
    let mirrored = match cards {
        0 => return None,
        1 => "1 card is mirrored and was not read".to_owned(),
        n => format!("{n} cards are mirrored and were not read"),
    };
    Some(format!("{mirrored}; switch off the mirror picture of the camera, or flip the picture"))
}

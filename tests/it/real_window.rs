//! The program in a real window, drawn by the real graphics path on a display without a screen (Xvfb).
//!
//! Everything else about the window is tested by accessible names, without a display; this only shows that it opens and what it is built with.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a slow machine may take until the window is drawn; reached only when it never is.
const PATIENCE: Duration = Duration::from_secs(120);
/// Colours on a drawn screen: text and icons are smoothed, so there are many. An empty display has one.
const COLOURS_OF_A_DRAWN_SCREEN: usize = 40;

#[test]
fn the_window_opens_on_a_real_display_and_draws_something() {
    let folder = tempfile::tempdir().expect("a folder for the test's files");
    let Some(display) = Display::open(folder.path()) else {
        println!("skipped: Xvfb is not here (Debian: apt-get install xvfb)");
        return;
    };
    let data = folder.path().join("term.db");
    let names = folder.path().join("names.csv");
    fs::write(&names, "name\nAda\nBen\nChiara\n").expect("the class list can be written");
    let made = program(&data).args(["class", "import", "5b"]).arg(&names).output().expect("the program starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let log = folder.path().join("log");
    let mut window = Ended(
        program(&data)
            .env("DISPLAY", format!(":{}", display.number))
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).expect("a file for what the program says"))
            .spawn()
            .expect("the program starts"),
    );
    let log_text = || fs::read_to_string(&log).unwrap_or_default();
    let pause = Duration::from_millis(100);
    let mut waited = Duration::ZERO;
    loop {
        let ended = window.0.try_wait().expect("the program can be asked");
        assert!(ended.is_none(), "the program ended ({ended:?}) and said: {}", log_text());
        let colours = display.colours();
        if colours >= COLOURS_OF_A_DRAWN_SCREEN {
            break;
        }
        assert!(waited < PATIENCE, "after {waited:?} the display shows {colours} colours; the program said: {}", log_text());
        std::thread::sleep(pause);
        waited += pause;
    }
}

/// Without this feature the window has a clipboard of its own, which no other program fills or sees: names copied from a spreadsheet
/// could not be pasted. A test without a display cannot tell the difference, so the manifest is read.
#[test]
fn the_window_shares_the_clipboard_of_the_system() {
    let manifest = include_str!("../../Cargo.toml");
    let window = manifest.lines().find(|line| line.starts_with("eframe = ")).expect("the window is drawn with eframe");
    assert!(window.contains("\"clipboard\""), "{window}");
}

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarterturn"));
    command.arg("--data").arg(data);
    command
}

/// Ends a program that this test started, also when the test fails.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Both fail only if it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display without a screen, whose pixels lie in a file.
struct Display {
    number: u32,
    pixels: std::path::PathBuf,
    _server: Ended,
}

impl Display {
    /// Opens one under a free number; `None` where there is no Xvfb.
    fn open(folder: &Path) -> Option<Self> {
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut server = Ended(server);
        let mut answer = String::new();
        BufReader::new(server.0.stdout.take().expect("its output is a pipe")).read_line(&mut answer).expect("Xvfb says its number");
        let number = answer.trim().parse().unwrap_or_else(|_| panic!("Xvfb said {answer:?} where its display's number was expected"));
        Some(Self { number, pixels: folder.join("Xvfb_screen0"), _server: server })
    }

    /// How many different colours it shows now.
    fn colours(&self) -> usize {
        let mut bytes = Vec::new();
        fs::File::open(&self.pixels).and_then(|mut file| file.read_to_end(&mut bytes)).expect("Xvfb keeps its pixels in a file");
        // An X window dump: big-endian words of a header, then a colour map of 12 bytes an entry, then the pixels.
        let word = |at: usize| u32::from_be_bytes(bytes[at * 4..at * 4 + 4].try_into().expect("four bytes")) as usize;
        let (header, colour_map) = (word(0), word(19) * 12);
        let mut pixels: Vec<&[u8]> = bytes[header + colour_map..].chunks_exact(4).map(|p| &p[..3]).collect();
        pixels.sort_unstable();
        pixels.dedup();
        pixels.len()
    }
}

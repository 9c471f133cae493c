//! The program in a real window, drawn by the real graphics path on a display without a screen (Xvfb).
//!
//! Everything else about the window is tested by accessible names, without a display; this shows that it opens, and what passes
//! between it and other programs.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a slow machine may take until the window is drawn; reached only when it never is.
const PATIENCE: Duration = Duration::from_secs(120);
/// Colours on a drawn screen: text and icons are smoothed, so there are many. An empty display has one.
const COLOURS_OF_A_DRAWN_SCREEN: usize = 40;

/// Where the first start has its fields and its button, in a window of 1280 × 800.
const NAME_OF_THE_CLASS: [&str; 2] = ["370", "322"];
const NAMES: [&str; 2] = ["450", "480"];
const MAKE_THE_CLASS: [&str; 2] = ["345", "631"];

#[test]
fn the_window_opens_on_a_real_display_and_takes_names_that_another_program_copied() {
    let folder = tempfile::tempdir().expect("a folder for the test's files");
    let Some(display) = Display::open(folder.path()) else {
        println!("skipped: Xvfb is not here (Debian: apt-get install xvfb)");
        return;
    };
    let data = folder.path().join("term.db");
    let log = folder.path().join("log");
    let mut window = Ended(
        program(&data)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).expect("a file for what the program says"))
            .spawn()
            .expect("the program starts"),
    );
    let mut until = |what: &str, holds: &mut dyn FnMut() -> bool| {
        let pause = Duration::from_millis(100);
        let mut waited = Duration::ZERO;
        while !holds() {
            let said = || fs::read_to_string(&log).unwrap_or_default();
            let ended = window.0.try_wait().expect("the program can be asked");
            assert!(ended.is_none(), "the program ended ({ended:?}) and said: {}", said());
            assert!(waited < PATIENCE, "{what} did not come about in {waited:?}; the program said: {}", said());
            std::thread::sleep(pause);
            waited += pause;
        }
    };
    until("a drawn screen", &mut || display.colours() >= COLOURS_OF_A_DRAWN_SCREEN);

    let Some(_copied) = display.copy("Ada\nBen\nΧιάρα\n") else {
        println!("skipped: xclip or xdotool is not here (Debian: apt-get install xclip xdotool)");
        return;
    };
    let has_the_class = || {
        let listed = program(&data).args(["class", "list"]).output().expect("the program starts");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        ["5b", "Ada", "Ben", "Χιάρα"].iter().all(|name| listed.contains(name))
    };
    display.hands(&["search", "--name", "Quarterturn", "windowfocus"]);
    display.type_at(NAME_OF_THE_CLASS, &["type", "5b"]);
    display.type_at(NAMES, &["key", "ctrl+v"]);
    display.type_at(MAKE_THE_CLASS, &[]);
    until("the class", &mut || has_the_class());
}

/// Without this feature the window has a clipboard of its own, which no other program fills or sees: names copied from a spreadsheet
/// could not be pasted. Where the test above is skipped, this is left of it: the manifest is read.
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
    name: String,
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
        let number: u32 = answer.trim().parse().unwrap_or_else(|_| panic!("Xvfb said {answer:?} where its display's number was expected"));
        Some(Self { name: format!(":{number}"), pixels: folder.join("Xvfb_screen0"), _server: server })
    }

    /// Another program that has copied a text, for as long as it runs; `None` where the tools for this are missing.
    fn copy(&self, text: &str) -> Option<Ended> {
        Command::new("xdotool").arg("version").output().ok()?;
        let xclip = Command::new("xclip")
            .args(["-selection", "clipboard", "-quiet"])
            .env("DISPLAY", &self.name)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut xclip = Ended(xclip.ok()?);
        xclip.0.stdin.take().expect("its input is a pipe").write_all(text.as_bytes()).expect("it reads");
        Some(xclip)
    }

    /// Keyboard and mouse; what they do is seen by what comes of it.
    fn hands(&self, order: &[&str]) {
        Command::new("xdotool").args(order).env("DISPLAY", &self.name).output().expect("xdotool starts");
    }

    /// Presses at a place; in the field that is there, replaces what stands in it.
    fn type_at(&self, place: [&str; 2], order: &[&str]) {
        let pause = ["sleep", "0.2"];
        self.hands(&[&["mousemove"], &place[..], &["click", "1"], &pause].concat());
        if !order.is_empty() {
            self.hands(&[&["key", "ctrl+a"], &pause[..], order, &pause].concat());
        }
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

//! The house rules that a compiler does not check. Each rule is a small function from a file's path and text to what is
//! wrong with it; each is shown, further down, to find a bad sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The parts of the library, each of which may use those before it.
const PARTS: [&str; 10] = ["cards", "room", "vision", "classroom", "groups", "store", "exchange", "cameras", "app", "cli"];

/// The parts that know no file, no clock, no environment and no terminal.
const CORE: [&str; 5] = ["cards", "room", "vision", "classroom", "groups"];

/// The test layer between SQLite and the disk, which is made of C functions.
const BENEATH_SQLITE: &str = "tests/it/disk/recorder.rs";

/// Lines from which on a file is surely more than one idea.
const LONGEST_FILE: usize = 700;

struct File {
    /// Relative to the package, with `/`.
    path: String,
    text: String,
}

// ---------------------------------------------------------------------------------------------------- the rules, applied

fn check(what: &str, files: &[File], rule: impl Fn(&File) -> Vec<String>) {
    assert!(!files.is_empty(), "no files to check for “{what}”");
    let found: Vec<String> = files.iter().flat_map(rule).collect();
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn no_part_uses_a_later_part() {
    check("a part may only use parts before it in src/lib.rs", &sources("src"), backward_paths);
}

#[test]
fn every_source_file_is_reached_by_a_mod_line() {
    let files: Vec<File> = ["src", "tests"].into_iter().flat_map(sources).collect();
    let unreached = unreached(&files);
    assert!(unreached.is_empty(), "no mod line reaches:\n  {}", unreached.join("\n  "));
}

#[test]
fn every_unfinished_place_names_its_issue() {
    check("write the issue's number behind it, as #12", &all_sources(), unfinished_without_issue);
}

#[test]
fn colours_stand_in_the_theme_only() {
    check("colours belong into src/app/theme", &sources("src"), raw_colours);
}

#[test]
fn unsafe_code_stands_in_the_kernels_only() {
    check("only src/vision/kernels may, and the test layer beneath SQLite", &all_sources(), unsafe_outside_kernels);
}

#[test]
fn the_core_knows_no_file_clock_environment_or_terminal() {
    check("hand it in as an argument instead", &sources("src"), outside_world_in_core);
}

#[test]
fn only_cameras_may_depend_on_one_operating_system() {
    check("portable outside src/cameras", &sources("src"), one_system_only);
}

#[test]
fn files_stay_short() {
    check("split it by idea", &all_sources(), too_long);
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    check("such a path or host exists on one machine only", &everything(), machine_places);
}

#[test]
fn the_parts_listed_here_are_those_of_the_library() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs is there");
    let declared: BTreeSet<String> = mod_lines(&code_only(&lib)).into_iter().collect();
    assert_eq!(declared, PARTS.map(str::to_owned).into());
}

// --------------------------------------------------------------------------------------------------------------- the rules

fn backward_paths(file: &File) -> Vec<String> {
    let Some(own) = rank_of(&file.path) else { return Vec::new() };
    let code = code_only(&file.text);
    let inner_modules = code.find("mod tests {").map_or(usize::MAX, |at| line_of(&code, at));
    let mut found = Vec::new();
    for (line, path) in paths_from_root(&code, depth(&file.path), inner_modules) {
        if let Some(other) = PARTS.iter().position(|part| *part == path)
            && other > own
        {
            found.push(format!("{}:{line}: `{}` uses `{path}`, a later part", file.path, PARTS[own]));
        }
    }
    found
}

fn unreached(files: &[File]) -> Vec<String> {
    let mut reached: BTreeSet<String> = ["src/lib.rs", "src/main.rs", "tests/it/main.rs"].map(str::to_owned).into();
    for file in files {
        let folder = match file.path.rsplit_once('/') {
            Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
            _ => file.path.trim_end_matches(".rs").to_owned(),
        };
        for name in mod_lines(&code_only(&file.text)) {
            reached.insert(format!("{folder}/{name}.rs"));
            reached.insert(format!("{folder}/{name}/mod.rs"));
        }
    }
    files.iter().map(|f| f.path.clone()).filter(|path| !reached.contains(path)).collect()
}

fn unfinished_without_issue(file: &File) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let named = |rest: &str| rest.split_once('#').is_some_and(|(_, number)| number.starts_with(|c: char| c.is_ascii_digit()));
    lines_where(file, &file.text, |line| {
        marks.iter().find(|mark| words(line).any(|(at, word)| word == **mark && !named(&line[at..]))).copied()
    })
}

fn raw_colours(file: &File) -> Vec<String> {
    if file.path.starts_with("src/app/theme") {
        return Vec::new();
    }
    let code = code_only(&file.text);
    lines_where(file, product(&code), |line| {
        let made = line.split("Color32::").skip(1).any(|rest| {
            let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
            if name.starts_with("from_") {
                // Made of numbers written here; the pixels of a camera's picture are none of the theme's business.
                rest[name.len()..].trim_start_matches('(').trim_start().starts_with(|c: char| c.is_ascii_digit())
            } else {
                // `TRANSPARENT` is no colour, and `PLACEHOLDER` means "the theme's".
                name.starts_with(|c: char| c.is_ascii_uppercase()) && !matches!(name.as_str(), "TRANSPARENT" | "PLACEHOLDER")
            }
        });
        if made { Some("Color32::") } else { line.contains("hex_color!").then_some("hex_color!") }
    })
}

/// What stands before the tests.
fn product(code: &str) -> &str {
    &code[..code.find("#[cfg(test)]").unwrap_or(code.len())]
}

fn unsafe_outside_kernels(file: &File) -> Vec<String> {
    if file.path.starts_with("src/vision/kernels/") || file.path == BENEATH_SQLITE {
        return Vec::new();
    }
    let mark = concat!("un", "safe");
    lines_where(file, &code_only(&file.text), |line| words(line).any(|(_, word)| word == mark).then_some(mark))
}

fn outside_world_in_core(file: &File) -> Vec<String> {
    if !CORE.iter().any(|part| file.path.starts_with(&format!("src/{part}/")) || file.path == format!("src/{part}.rs")) {
        return Vec::new();
    }
    const OUTSIDE: [&str; 24] = [
        "std::fs",
        "fs::read",
        "fs::write",
        "File::open",
        "File::create",
        "std::net",
        "std::process",
        "std::env",
        "env::var",
        "env::temp_dir",
        "SystemTime",
        "Instant",
        "Timestamp::now",
        "Zoned::now",
        "io::stdin",
        "io::stdout",
        "io::stderr",
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "dbg!",
        "thread_local!",
        "static mut",
    ];
    let code = code_only(&file.text);
    lines_where(file, product(&code), |line| OUTSIDE.into_iter().find(|outside| contains_path(line, outside)))
}

fn one_system_only(file: &File) -> Vec<String> {
    if file.path.starts_with("src/cameras/") {
        return Vec::new();
    }
    lines_where(file, &code_only(&file.text), |line| ["os::unix", "os::windows", "os::linux"].into_iter().find(|name| line.contains(name)))
}

fn too_long(file: &File) -> Vec<String> {
    let lines = file.text.lines().count();
    if lines > LONGEST_FILE { vec![format!("{}: {lines} lines, at most {LONGEST_FILE}", file.path)] } else { Vec::new() }
}

fn machine_places(file: &File) -> Vec<String> {
    // Written in two halves, so that this file does not break its own rule.
    let places = [
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("C:\\Us", "ers"),
        concat!("/mn", "t/"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("registry.npm", "js.org"),
        concat!("py", "pi.org"),
        concat!("deb.deb", "ian.org"),
        concat!("proxy.go", "lang.org"),
        concat!("artifact", "ory"),
    ];
    lines_where(file, &file.text, |line| {
        // With a folder of this package before it, as what cargo makes has, it is no place of its own.
        let stands_alone = |place: &&&str| {
            line.match_indices(**place)
                .any(|(at, _)| !(place.starts_with('/') && line[..at].ends_with(|c: char| is_word(c) || c == '.' || c == '}')))
        };
        let registry = line.strip_prefix("source = ").filter(|source| !source.contains("github.com/rust-lang/crates.io-index"));
        places.iter().find(stands_alone).copied().or(registry.map(|_| "a source that is not the public one"))
    })
}

// ------------------------------------------------------------------------------------------------------------ reading Rust

/// The source with comments and the contents of strings and characters blanked out; lines stay where they are.
fn code_only(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (kept, blanked) = if rest.starts_with("//") {
            (0, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (0, end_of_block_comment(rest))
        } else if let Some(length) = raw_string(rest).filter(|_| !out.ends_with(is_word)) {
            (0, length)
        } else if first == '"' {
            (0, end_of_quoted(rest, '"'))
        } else if first == '\'' && is_character(rest) {
            (0, end_of_quoted(rest, '\''))
        } else {
            (first.len_utf8(), 0)
        };
        out.push_str(&rest[..kept]);
        out.extend(rest[kept..kept + blanked].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[kept + blanked..];
    }
    out
}

fn end_of_block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if text[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of the raw string that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len();
    Some(body.find(&close).map_or(text.len(), |at| start + at + close.len()))
}

fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether the quote here opens a character, not a lifetime.
fn is_character(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of a line with the places where they begin.
fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = line.as_ptr() as usize;
    line.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(move |w| (w.as_ptr() as usize - start, w))
}

/// Whether `path` stands in the line and is not the end or the beginning of a longer word.
fn contains_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(is_word) && !line[at + path.len()..].starts_with(is_word))
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Names that follow `crate::`, or as many `super::` as lead to the crate's root, with their lines; groups included.
fn paths_from_root(code: &str, depth: usize, inner_modules_from: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut note = |at: usize, rest: &str| found.extend(first_names(rest).into_iter().map(|name| (line_of(code, at), name)));
    for (at, start) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with(|c| is_word(c) || c == '$')) {
        note(at, &code[at + start.len()..]);
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with(|c| is_word(c) || c == ':')) {
        let rest = code[at..].trim_start_matches("super::");
        let ups = (code.len() - at - rest.len()) / "super::".len();
        if ups >= depth + usize::from(line_of(code, at) >= inner_modules_from) {
            note(at, rest);
        }
    }
    found
}

/// The first name of a path, or of each path of a group in braces.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| is_word(*c)).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut names, mut expects_name) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            _ if expects_name && is_word(c) => {
                names.push(name(&group[at..]));
                expects_name = false;
            }
            _ => {}
        }
    }
    names
}

/// How many `super` lead from a file's own module to the crate's root.
fn depth(path: &str) -> usize {
    let folders = path.matches('/').count() - 1;
    folders + usize::from(!path.ends_with("/mod.rs"))
}

fn rank_of(path: &str) -> Option<usize> {
    let first = path.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    PARTS.iter().position(|part| *part == first)
}

/// Modules declared in files of their own: `mod name;` with any visibility.
fn mod_lines(code: &str) -> Vec<String> {
    let declared = code.lines().filter_map(|line| line.trim().strip_suffix(';'));
    declared
        .filter_map(|line| line.rsplit_once("mod "))
        .filter(|(before, name)| is_visibility(before.trim()) && name.chars().all(is_word))
        .map(|(_, name)| name.to_owned())
        .collect()
}

fn is_visibility(text: &str) -> bool {
    text.is_empty() || text == "pub" || (text.starts_with("pub(") && text.ends_with(')'))
}

fn lines_where<'a>(file: &File, text: &str, finds: impl Fn(&str) -> Option<&'a str>) -> Vec<String> {
    text.lines().enumerate().filter_map(|(i, line)| finds(line).map(|what| format!("{}:{}: {what}", file.path, i + 1))).collect()
}

// ------------------------------------------------------------------------------------------------------------------- files

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<File> {
    let mut files = Vec::new();
    walk(&root().join(folder), &mut files);
    files.retain(|f| f.path.ends_with(".rs"));
    files
}

fn all_sources() -> Vec<File> {
    ["src", "tests", "benches", "examples"].into_iter().filter(|folder| root().join(folder).is_dir()).flat_map(sources).collect()
}

/// Every tracked text file; in a copy without git every text file, except what cargo makes.
fn everything() -> Vec<File> {
    let mut files = Vec::new();
    walk(root(), &mut files);
    let tracked = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).stderr(Stdio::null()).output();
    if let Ok(listed) = tracked
        && listed.status.success()
    {
        let listed = String::from_utf8_lossy(&listed.stdout);
        let listed: BTreeSet<&str> = listed.split('\0').collect();
        files.retain(|f| listed.contains(f.path.as_str()));
    }
    files
}

fn walk(folder: &Path, files: &mut Vec<File>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a folder's entry can be read").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            // `.git` and what cargo builds, also under another name, which cargo marks.
            if name != ".git" && !path.join("CACHEDIR.TAG").exists() && name != "target" {
                walk(&path, files);
            }
        } else if name != ".git"
            && let Ok(text) = fs::read_to_string(&path)
        {
            let relative = path.strip_prefix(root()).expect("the walk starts at the root");
            files.push(File { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

// -------------------------------------------------------------------------------------------- each rule finds a bad sample

mod samples {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_backward_path_is_found_in_every_way_to_write_it() {
        let bad = |path: &str, text: &str| assert_eq!(backward_paths(&file(path, text)).len(), 1, "{path}: {text}");
        bad("src/vision/scan.rs", "use crate::store::Store;");
        bad("src/vision/scan.rs", "fn f() { crate::cli::run(); }");
        bad("src/vision/scan.rs", "use crate::{cards::{Deck, Face}, app};");
        bad("src/vision/scan.rs", "use super::super::groups::suggest;");
        bad("src/vision/mod.rs", "use super::groups::suggest;");
        bad("src/vision/kernels/rows.rs", "use super::super::super::groups::suggest;");
        bad("src/app/mod.rs", "use crate::cli;");
        bad("src/cards/mod.rs", "mod tests { use crate::room::Room; }");
    }

    #[test]
    fn a_forward_path_is_no_backward_path() {
        let good = |path: &str, text: &str| assert_eq!(backward_paths(&file(path, text)), [""; 0], "{path}: {text}");
        good(
            "src/vision/scan.rs",
            "use crate::{cards::Deck, vision::Point};\nuse super::groups::Inner; // crate::store\n/// [`crate::app`]",
        );
        good("src/vision/scan.rs", "mod tests {\n use super::super::groups;\n}\nfn f() -> &'static str { \"crate::store\" }");
        good("src/cli/mod.rs", "use crate::app::open;");
        good("src/main.rs", "quarterturn::cli::run()");
        good("src/vision/scan.rs", "macro_rules! m { () => { $crate::store } }\nlet mycrate::store = 1;");
    }

    #[test]
    fn a_file_without_a_mod_line_is_found() {
        let files = [
            file("src/lib.rs", "pub mod cards;\n// mod stray;\nmod inline { }"),
            file("src/cards/mod.rs", "pub(crate) mod face;\nmod deck;"),
            file("src/cards/face.rs", "mod inner;"),
            file("src/cards/face/inner.rs", ""),
            file("src/cards/deck/mod.rs", ""),
            file("src/cards/stray.rs", ""),
            file("src/stray.rs", ""),
        ];
        assert_eq!(unreached(&files), ["src/cards/stray.rs", "src/stray.rs"]);
    }

    #[test]
    fn an_unfinished_place_without_an_issue_is_found() {
        let todo = concat!("TO", "DO");
        assert_eq!(
            unfinished_without_issue(&file("src/a.rs", &format!("// {todo}: later\n// {todo}(#12): later\nlet {todo}S = 1;"))),
            [format!("src/a.rs:1: {todo}")]
        );
        assert_eq!(unfinished_without_issue(&file("src/a.rs", &format!("// #3, {todo}: later"))).len(), 1);
    }

    #[test]
    fn a_raw_colour_outside_the_theme_is_found() {
        let bad = "ui.label(a, Color32::from_rgb(1, 2, 3));\nlet red = egui::Color32::RED;\nlet h = hex_color!(x);";
        assert_eq!(raw_colours(&file("src/app/views/teach.rs", bad)).len(), 3);
        assert_eq!(raw_colours(&file("src/app/theme/palette.rs", bad)), [""; 0]);
        assert_eq!(raw_colours(&file("src/app/views/teach.rs", "fn f(c: Color32) { g(Color32::TRANSPARENT) } // Color32::RED")), [""; 0]);
        assert_eq!(raw_colours(&file("src/app/preview.rs", "Color32::from_gray(pixel)\n#[cfg(test)]\nColor32::from_gray(200)")), [""; 0]);
    }

    #[test]
    fn unsafe_code_outside_the_kernels_is_found() {
        let bad = concat!("un", "safe { f() }");
        assert_eq!(unsafe_outside_kernels(&file("src/vision/scan.rs", bad)).len(), 1);
        assert_eq!(unsafe_outside_kernels(&file("src/vision/kernels/avx2.rs", bad)), [""; 0]);
        assert_eq!(unsafe_outside_kernels(&file("src/vision/scan.rs", concat!("#[expect(un", "safe_code)]"))), [""; 0]);
    }

    #[test]
    fn a_core_part_that_touches_the_outside_world_is_found() {
        let bad = |text: &str| assert_eq!(outside_world_in_core(&file("src/groups/rules.rs", text)).len(), 1, "{text}");
        bad("use std::fs;");
        bad("let now = std::time::Instant::now();");
        bad("if std::env::var(name).is_ok() {}");
        bad("println!();");
        bad("eprintln!();");
        bad("let t = jiff::Timestamp::now();");
        let good = "let offset::Instantly = 1;\nconst ROOT: &str = env!(\"CARGO\");\n#[cfg(test)]\nmod tests { use std::fs; }";
        assert_eq!(outside_world_in_core(&file("src/groups/rules.rs", good)), [""; 0]);
        assert_eq!(outside_world_in_core(&file("src/store/open.rs", "use std::fs;")), [""; 0]);
    }

    #[test]
    fn code_for_one_operating_system_is_found() {
        assert_eq!(one_system_only(&file("src/store/open.rs", "use std::os::unix::fs::PermissionsExt;")).len(), 1);
        assert_eq!(one_system_only(&file("src/cameras/webcam.rs", "use std::os::unix::fs::PermissionsExt;")), [""; 0]);
    }

    #[test]
    fn a_long_file_is_found() {
        assert_eq!(too_long(&file("src/a.rs", &"\n".repeat(LONGEST_FILE + 1))).len(), 1);
        assert_eq!(too_long(&file("src/a.rs", &"\n".repeat(LONGEST_FILE))), [""; 0]);
    }

    #[test]
    fn a_place_of_one_machine_is_found() {
        let bad = |text: &str| assert_eq!(machine_places(&file("README.md", text)).len(), 1, "{text}");
        bad(concat!("see /wo", "rk/main"));
        bad(concat!("\"/tm", "p/x\""));
        bad(concat!("cd /ho", "me/anna/quarterturn"));
        bad(concat!("https://index.crates", ".io/x"));
        bad("source = \"registry+https://mirror.example/index\"");
        let good =
            concat!("target/tm", "p/x, $HOME/wo", "rk/, homework/\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"");
        assert_eq!(machine_places(&file("README.md", good)), [""; 0]);
    }

    #[test]
    fn comments_strings_and_characters_are_no_code() {
        let source = "a /* b /* c */ d */ e // f\n\"g \\\" h\" i r#\"j \" k\"# l '\\'' m '\"' n 'o str";
        let words: String = code_only(source).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words, "a e i l m n 'o str");
        assert_eq!(code_only(source).matches('\n').count(), 1);
    }
}

//! Draws the table of recall against distance in `docs/reader.md` as `docs/reach.svg`.
//!
//! `cargo run --example plot_reach`, after the table was changed. A test says when the two differ.

use std::fmt::Write as _;
use std::path::Path;

/// About so many cards stand behind each figure of the table: they make the bands of 95 % confidence.
const CARDS: f32 = 214.0;

/// The picture, and the box of the plot in it: left, top, right, bottom.
const SIZE: [f32; 2] = [760.0, 480.0];
const PLOT: [f32; 4] = [64.0, 104.0, 740.0, 420.0];

/// Colours on white and on black, chosen to differ for colour-blind eyes too, and dashes.
const LINES: [[&str; 3]; 5] = [
    ["#c8500a", "#ff9d5c", "none"],
    ["#0b6cb8", "#63b3ff", "9 4"],
    ["#0a7f5a", "#4cd6a3", "2 3"],
    ["#8a4a9e", "#d69be6", "10 3 2 3"],
    ["#555555", "#bbbbbb", "5 5"],
];

/// One reader's row: its name, and metres with cards read in per cent.
type Row = (String, Vec<[f32; 2]>);

fn main() -> std::io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = std::fs::read_to_string(docs.join("reader.md"))?;
    let Some(rows) = rows(&page) else { return Err(std::io::Error::other("docs/reader.md has no table that begins with “| | 4 m”")) };
    std::fs::write(docs.join("reach.svg"), plot(&rows))
}

/// The rows of the first table whose columns are metres. A row that measures a reader once more (`the same, …`) is left out.
pub fn rows(page: &str) -> Option<Vec<Row>> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let numbers = |cells: &[String]| cells.iter().map(|c| c.trim_end_matches(" m").parse::<f32>().ok()).collect::<Option<Vec<_>>>();
    let mut table = page.lines().skip_while(|l| !l.starts_with("| | 4 m")).take_while(|l| l.starts_with('|'));
    let metres = numbers(&cells(table.next()?)[1..])?;
    let row = |line: &str| {
        let cells = cells(line);
        Some((cells[0].clone(), metres.iter().zip(numbers(&cells[1..])?).map(|(&m, p)| [m, p]).collect()))
    };
    table.skip(1).filter(|l| !l.starts_with("| the same")).map(row).collect()
}

/// The picture. It brings its own ground, dark where the reader's screen is.
pub fn plot(rows: &[Row]) -> String {
    let ends = |pick: fn(f32, f32) -> f32, none: f32| rows.iter().flat_map(|r| &r.1).map(|p| p[0]).fold(none, pick);
    let (nearest, farthest) = (ends(f32::min, f32::MAX), ends(f32::max, 0.0));
    let [left, top, right, bottom] = PLOT;
    let x = |metres: f32| left + (right - left) * (metres - nearest) / (farthest - nearest);
    let y = |per_cent: f32| bottom - (bottom - top) * per_cent / 100.0;
    let mut svg = head(rows);
    let mut put = |line: std::fmt::Arguments| svg.write_fmt(line).and_then(|()| svg.write_char('\n')).expect("a string takes all");
    for per_cent in [0, 25, 50, 75, 100] {
        let at = y(per_cent as f32);
        put(format_args!("<path class=\"grid\" d=\"M{left} {at:.1}H{right}\"/>"));
        put(format_args!("<text text-anchor=\"end\" x=\"{:.1}\" y=\"{:.1}\">{per_cent} %</text>", left - 8.0, at + 5.0));
    }
    for &[metres, _] in rows.first().map_or(&[][..], |r| &r.1) {
        put(format_args!("<path class=\"grid\" d=\"M{:.1} {bottom}v5\"/>", x(metres)));
        put(format_args!("<text text-anchor=\"middle\" x=\"{:.1}\" y=\"{:.1}\">{metres}</text>", x(metres), bottom + 22.0));
    }
    let middle = (left + right) / 2.0;
    put(format_args!("<text text-anchor=\"middle\" x=\"{middle}\" y=\"{}\">distance of the cards in metres</text>", SIZE[1] - 14.0));
    put(format_args!("<text x=\"14\" y=\"{:.1}\">cards read in one frame</text>", top - 18.0));
    // The first reader last, so that it lies above the others.
    for (i, (name, points)) in rows.iter().enumerate().rev() {
        let place = |[metres, per_cent]: [f32; 2]| format!("{:.1} {:.1}", x(metres), y(per_cent));
        let line: Vec<String> = points.iter().map(|&p| place(p)).collect();
        let edge = |end: usize| points.iter().map(move |&[metres, p]| [metres, interval(p)[end]]);
        let band: Vec<String> = edge(0).chain(edge(1).rev()).map(place).collect();
        put(format_args!("<path class=\"band b{i}\" d=\"M{}Z\"/>", band.join("L")));
        put(format_args!("<path class=\"line l{i}\" d=\"M{}\"/>", line.join("L")));
        let [from, at] = [14.0 + 370.0 * (i % 2) as f32, 20.0 + 22.0 * (i / 2) as f32];
        put(format_args!("<path class=\"line l{i}\" d=\"M{from} {at}h44\"/>"));
        put(format_args!("<text x=\"{}\" y=\"{}\">{}</text>", from + 54.0, at + 5.0, name.replace('&', "&amp;").replace('<', "&lt;")));
    }
    svg + "</svg>\n"
}

fn head(rows: &[Row]) -> String {
    let [width, height] = SIZE;
    let colours = |column: usize| {
        let class = |i: usize| format!(".l{i}{{stroke:{0}}}.b{i}{{fill:{0}}}", LINES[i % LINES.len()][column]);
        (0..rows.len()).map(class).collect::<String>()
    };
    let dashes: String = (0..rows.len()).map(|i| format!(".l{i}{{stroke-dasharray:{}}}", LINES[i % LINES.len()][2])).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <title>Cards read in one frame, by distance</title>\n\
         <style>\n\
         text{{font:15px system-ui,sans-serif;fill:#1f2328}}.ground{{fill:#ffffff}}.grid{{stroke:#c4c9d0;fill:none}}\n\
         .line{{fill:none;stroke-width:2.2;stroke-linejoin:round}}.l0{{stroke-width:3.6}}.band{{opacity:.13}}{dashes}\n\
         {light}\n\
         @media (prefers-color-scheme:dark){{text{{fill:#e6edf3}}.ground{{fill:#0d1117}}.grid{{stroke:#3d444d}}.band{{opacity:.2}}{dark}}}\n\
         </style>\n\
         <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n",
        light = colours(0),
        dark = colours(1),
    )
}

/// Wilson's interval of 95 % for a share in per cent (JASA 1927).
fn interval(per_cent: f32) -> [f32; 2] {
    let (share, z2) = (per_cent / 100.0, 1.96_f32.powi(2));
    let middle = share + z2 / (2.0 * CARDS);
    let half = (z2 * (share * (1.0 - share) / CARDS + z2 / (4.0 * CARDS * CARDS))).sqrt();
    [middle - half, middle + half].map(|end| 100.0 * end / (1.0 + z2 / CARDS))
}

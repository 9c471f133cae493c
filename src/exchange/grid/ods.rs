//! The first sheet of an ODS document. Read here and not by calamine, which believes how often a cell says it is repeated
//! and makes a hundred million of it.

use std::io::{Cursor as Bytes, Read};

use roxmltree::Node;

use super::{Collector, DATE, Grid, MOST_COLUMNS, MOST_ROWS};
use crate::exchange::{ExchangeError, xml};

/// Most bytes of the document's text: in memory it takes several times as much.
const LARGEST_CONTENT: u64 = 16 << 20;

/// Reads it.
pub fn read(bytes: &[u8]) -> Result<Grid, ExchangeError> {
    let damaged = |e: String| ExchangeError::Workbook(format!("it is damaged ({e})"));
    let mut archive = zip::ZipArchive::new(Bytes::new(bytes)).map_err(|e| damaged(e.to_string()))?;
    let content = archive.by_name("content.xml").map_err(|e| damaged(e.to_string()))?;
    let mut text = String::new();
    content
        .take(LARGEST_CONTENT + 1)
        .read_to_string(&mut text)
        .map_err(|_| ExchangeError::Workbook("it is damaged, or has a password".to_owned()))?;
    if text.len() as u64 > LARGEST_CONTENT {
        return Err(ExchangeError::Workbook("it is too large".to_owned()));
    }
    let document = xml::parse(&text).map_err(|e| damaged(e.to_string()))?;
    let table = document.descendants().find(|n| n.tag_name().name() == "table");
    let table = table.ok_or_else(|| ExchangeError::Workbook("it holds no sheets".to_owned()))?;
    let mut collector = Collector::default();
    let mut row = 0;
    // Rows may stand in groups.
    for line in table.descendants().filter(|n| n.tag_name().name() == "table-row") {
        let times = repeated(line, "number-rows-repeated");
        // The same row many times fills up a sheet: once is enough, and it counts as many.
        if !read_row(line, row, &mut collector) || row > MOST_ROWS * 50 {
            break;
        }
        row += times;
    }
    Ok(collector.grid)
}

fn read_row(line: Node, row: usize, collector: &mut Collector) -> bool {
    let mut column = 0;
    for cell in line.children().filter(|n| matches!(n.tag_name().name(), "table-cell" | "covered-table-cell")) {
        let times = repeated(cell, "number-columns-repeated");
        if attribute(cell, "value-type") == Some("date") {
            collector.odd(row, column, DATE);
        } else {
            let text = cell_text(cell);
            if !text.is_empty() {
                for i in 0..times.min(MOST_COLUMNS) {
                    if !collector.put(row, column + i, text.clone()) {
                        return false;
                    }
                }
            }
        }
        column += times;
        if column >= MOST_COLUMNS {
            break;
        }
    }
    true
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// How often something says it is repeated; at least once, and no more than a sheet has.
fn repeated(node: Node, name: &str) -> usize {
    attribute(node, name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 1 << 20)
}

/// A cell's paragraphs; a number as it is shown.
fn cell_text(cell: Node) -> String {
    let mut paragraphs = Vec::new();
    for paragraph in cell.children().filter(|n| n.tag_name().name() == "p") {
        let mut text = String::new();
        for node in paragraph.descendants() {
            match node.tag_name().name() {
                _ if node.is_text() => text.push_str(node.text().unwrap_or_default()),
                "s" => text.extend(std::iter::repeat_n(' ', attribute(node, "c").and_then(|n| n.parse().ok()).unwrap_or(1usize).min(100))),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            }
        }
        paragraphs.push(text);
    }
    paragraphs.join("\n")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn book(rows: &str) -> Vec<u8> {
        let mut out = zip::ZipWriter::new(Bytes::new(Vec::new()));
        out.start_file("content.xml", zip::write::SimpleFileOptions::default()).expect("a file");
        let xml = "<o xmlns:table='t' xmlns:text='x' xmlns:office='f'>";
        out.write_all(format!("{xml}<table:table>{rows}</table:table><table:table/></o>").as_bytes()).expect("text");
        out.finish().expect("a zip").into_inner()
    }

    fn check(rows: &str, expected: &[(usize, &[&str])]) -> Grid {
        let grid = read(&book(rows)).expect("a sheet");
        let found: Vec<(usize, Vec<&str>)> = grid.rows.iter().map(|r| (r.line, r.cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> = expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
        assert_eq!(found, expected, "{rows}");
        grid
    }

    #[test]
    fn cells_are_read_where_they_stand() {
        let row = "<table:table-row><table:table-cell><text:p>Ada<text:s text:c='2'/>N</text:p><text:p>x</text:p></table:table-cell>
            <table:table-cell table:number-columns-repeated='2'/><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row>";
        check(row, &[(1, &["Ada  N\nx", "", "", "3"])]);
        let empty = "<table:table-row table:number-rows-repeated='4'><table:table-cell/></table:table-row>";
        check(&format!("{empty}{row}"), &[(5, &["Ada  N\nx", "", "", "3"])]);
        let date = "<table:table-row><table:table-cell office:value-type='date'><text:p>1.2.</text:p></table:table-cell></table:table-row>";
        assert_eq!(check(date, &[]).odd.len(), 1);
    }

    #[test]
    fn what_is_said_to_be_repeated_forever_takes_no_memory() {
        let cell = "<table:table-cell table:number-columns-repeated='4000000000'><text:p>long</text:p></table:table-cell>";
        let row = format!("<table:table-row table:number-rows-repeated='4000000000'>{cell}</table:table-row>");
        let grid = read(&book(&row.repeat(50))).expect("a sheet");
        assert!(grid.rows.len() <= MOST_ROWS && grid.rows.iter().all(|r| r.cells.len() <= MOST_COLUMNS));
    }
}

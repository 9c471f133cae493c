//! What `docs/reader.md` shows is what it says.

#[expect(dead_code, reason = "its `main` writes the file")]
#[path = "../../examples/plot_reach.rs"]
mod plot_reach;

#[test]
fn the_plot_of_recall_against_distance_shows_the_table_above_it() {
    let rows = plot_reach::rows(include_str!("../../docs/reader.md")).expect("a table of cards read by distance");
    assert!(rows.len() >= 2 && rows.iter().all(|(_, points)| points.len() >= 5), "{rows:?}");
    let drawn = include_str!("../../docs/reach.svg").replace("\r\n", "\n");
    assert!(drawn == plot_reach::plot(&rows), "the table was changed since: cargo run --example plot_reach");
}

//! Finds dark quadrilaterals by their outlines: large cards in any roll, and cards seen so aslant that the finder's four
//! edges miss them.
//!
//! The classic way: local threshold, borders (Suzuki and Abe 1985, by `imageproc`), polygons (Douglas and Peucker), then
//! straight lines through each side's pixels, whose crossings are the corners.

use image::{GrayImage, Luma};
use imageproc::contours::{BorderType, find_contours};
use imageproc::filter::box_filter;
use imageproc::geometry::{approximate_polygon_dp, contour_area};

use super::Point;
use super::line::Line;
use super::pyramid::Level;

/// Radius in pixels of the surroundings whose mean a dark pixel must stay below, and by how many gray levels.
const RADIUS: u32 = 14;
const BELOW: u8 = 5;
/// Least area of a quadrilateral, in pixels.
const LEAST_AREA: f64 = 90.0;
/// Shortest side in pixels.
const LEAST_SIDE: f32 = 6.0;
/// How far a side may bend, as a part of the outline's length.
const BEND: f64 = 0.03;

/// Outer corners of dark quadrilaterals in pixels of the level, clockwise.
pub fn outlines(level: &Level) -> Vec<[Point; 4]> {
    let Some(picture) = GrayImage::from_raw(level.width as u32, level.height as u32, level.pixels.clone()) else { return Vec::new() };
    // Dark is foreground, and nothing touches the picture's rim.
    let mut dark = box_filter(&picture, RADIUS, RADIUS);
    dark.iter_mut().zip(picture.as_raw()).for_each(|(mean, pixel)| *mean = if *pixel < mean.saturating_sub(BELOW) { 255 } else { 0 });
    let (w, h) = dark.dimensions();
    for (x, y) in (0..w).flat_map(|x| [(x, 0), (x, h - 1)]).chain((0..h).flat_map(|y| [(0, y), (w - 1, y)])) {
        dark.put_pixel(x, y, Luma([0]));
    }
    let mut found = Vec::new();
    for contour in find_contours::<i32>(&dark) {
        let points = &contour.points;
        if contour.border_type != BorderType::Outer || points.len() < 20 || contour_area(points) < LEAST_AREA {
            continue;
        }
        let polygon = approximate_polygon_dp(points, BEND * points.len() as f64, true);
        if polygon.len() != 4 {
            continue;
        }
        let places: Vec<usize> = polygon.iter().filter_map(|p| points.iter().position(|q| q == p)).collect();
        if places.len() == 4 {
            let outline: Vec<Point> = points.iter().map(|p| Point::new(p.x as f32, p.y as f32)).collect();
            found.extend(corners(&outline, &places));
        }
    }
    found
}

/// The crossings of the lines through the four sides, half a pixel further out than the border pixels' centres.
fn corners(outline: &[Point], places: &[usize]) -> Option<[Point; 4]> {
    let n = outline.len();
    let middle = outline.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x / n as f32, s.y + p.y / n as f32));
    let mut lines = Vec::with_capacity(4);
    for side in 0..4 {
        let (from, to) = (places[side], places[(side + 1) % 4]);
        let length = (to + n - from) % n;
        // Corners are rounded by the blur.
        let trim = length / 6;
        let pixels: Vec<Point> = (trim..=length - trim).map(|k| outline[(from + k) % n]).collect();
        let (a, b) = (outline[from], outline[to]);
        if pixels.len() < 3 || a.distance(b) < LEAST_SIDE {
            return None;
        }
        let line = Line::through(&pixels);
        // Half a pixel away from the middle.
        let out = if line.beyond(middle) < 0.0 { 0.5 } else { -0.5 };
        lines.push(Line { far: line.far + out, ..line });
    }
    let mut corners = [Point::default(); 4];
    for (i, corner) in corners.iter_mut().enumerate() {
        *corner = lines[(i + 3) % 4].crossing(&lines[i])?;
    }
    let area: f32 = (0..4).map(|i| corners[i].x * corners[(i + 1) % 4].y - corners[(i + 1) % 4].x * corners[i].y).sum();
    if area < 0.0 {
        corners.reverse();
    }
    Some(corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_on_its_tip_is_found() {
        // |x - 40| + |y - 40| < 20 is dark.
        let pixels = (0..80 * 80).map(|i| if (i % 80i32 - 40).abs() + (i / 80 - 40).abs() < 20 { 30 } else { 220 }).collect();
        let level = Level { width: 80, height: 80, pixels, scale: 1.0, ..Level::default() };
        let found = outlines(&level);
        assert_eq!(found.len(), 1);
        for tip in [(40.0, 20.5), (59.5, 40.0), (40.0, 59.5), (20.5, 40.0)] {
            let nearest = found[0].iter().map(|c| c.distance(Point::new(tip.0, tip.1))).fold(f32::INFINITY, f32::min);
            assert!(nearest < 1.0, "{found:?}");
        }
    }

    #[test]
    fn triangles_stripes_and_light_squares_are_no_outlines() {
        for dark in [
            (|x: i32, y: i32| x + y < 60 && x > 10 && y > 10) as fn(i32, i32) -> bool,
            |x, _| x % 9 < 3,
            |x, y| !((20..40).contains(&x) && (20..40).contains(&y)),
        ] {
            let pixels = (0..80 * 80).map(|i| if dark(i % 80, i / 80) { 30 } else { 220 }).collect();
            let level = Level { width: 80, height: 80, pixels, scale: 1.0, ..Level::default() };
            let found = outlines(&level);
            assert!(found.is_empty(), "{found:?}");
        }
    }
}

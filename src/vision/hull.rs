//! Finds dark patches with four corners whatever is notched into their sides: cards without a border.
//!
//! The corner modules of such a card are black, so the convex hull of its dark patch is the square. Local threshold, borders
//! (Suzuki and Abe 1985) and hulls (Graham 1972) by `imageproc`; then the hull's sides are given up one by one, always that
//! whose neighbours meet with the least new area, until four are left: that also undoes what blur has taken off the corners.

use image::GrayImage;
use imageproc::contours::{BorderType, find_contours};
use imageproc::contrast::adaptive_threshold;
use imageproc::geometry::convex_hull;

use super::Point;
use super::pyramid::Level;

/// Least and greatest extent of a patch in pixels; what is larger is found where it has shrunk to that.
const EXTENT: std::ops::RangeInclusive<i32> = 5..=40;
/// Radii in pixels of the surroundings whose mean a dark pixel must stay below, and by how many gray levels.
const RADII: [u32; 2] = [14, 7];
const BELOW: i32 = 4;
/// From the middle of the outermost pixels to where they end.
const HALF_PIXEL: f32 = 0.5;

/// Outer corners of dark patches in pixels of the level, clockwise.
pub fn hulls(level: &Level) -> Vec<[Point; 4]> {
    let Some(picture) = GrayImage::from_raw(level.width as u32, level.height as u32, level.pixels.clone()) else { return Vec::new() };
    let mut found = Vec::new();
    for radius in RADII {
        let mut dark = adaptive_threshold(&picture, radius, BELOW);
        dark.pixels_mut().for_each(|p| p.0[0] = 255 - p.0[0]);
        for contour in find_contours::<i32>(&dark) {
            let points = contour.points;
            if contour.border_type != BorderType::Outer || points.len() < 8 {
                continue;
            }
            let extent = |axis: fn(&imageproc::point::Point<i32>) -> i32| {
                let values = points.iter().map(axis);
                values.clone().max().unwrap_or(0) - values.min().unwrap_or(0) + 1
            };
            if EXTENT.contains(&extent(|p| p.x)) && EXTENT.contains(&extent(|p| p.y)) {
                let hull = convex_hull(points).into_iter().map(|p| Point::new(p.x as f32, p.y as f32)).collect();
                found.extend(corners(hull));
            }
        }
    }
    found
}

/// The four corners around a convex outline, clockwise; `None` for one that is no quadrilateral.
fn corners(mut hull: Vec<Point>) -> Option<[Point; 4]> {
    while hull.len() > 4 {
        let n = hull.len();
        let without = |i: usize| {
            let [a, b, c, d] = [n - 1, 0, 1, 2].map(|k| hull[(i + k) % n]);
            let tip = crossing(a, b, d, c)?;
            Some((i, tip, twice_area(b, tip, c).abs()))
        };
        let (i, tip, _) = (0..n).filter_map(without).min_by(|a, b| a.2.total_cmp(&b.2))?;
        hull[i] = tip;
        hull.remove((i + 1) % n);
    }
    let corners: [Point; 4] = hull.try_into().ok()?;
    let [a, b, c, d] = corners;
    let clockwise = twice_area(a, b, c) + twice_area(a, c, d) > 0.0;
    Some(widened(&if clockwise { corners } else { [d, c, b, a] }))
}

/// A quadrilateral whose corners lie half a pixel farther out along both sides.
fn widened(corners: &[Point; 4]) -> [Point; 4] {
    let unit = |from: Point, to: Point| {
        let length = from.distance(to).max(1e-3);
        [(to.x - from.x) / length, (to.y - from.y) / length]
    };
    std::array::from_fn(|i| {
        let here = corners[i];
        let [a, b] = [unit(corners[(i + 3) % 4], here), unit(corners[(i + 1) % 4], here)];
        Point::new(here.x + HALF_PIXEL * (a[0] + b[0]), here.y + HALF_PIXEL * (a[1] + b[1]))
    })
}

/// Where the way from a over b and the way from d over c meet beyond b and c.
fn crossing(a: Point, b: Point, d: Point, c: Point) -> Option<Point> {
    let ([ux, uy], [vx, vy]) = ([b.x - a.x, b.y - a.y], [c.x - d.x, c.y - d.y]);
    let det = ux * vy - uy * vx;
    if det.abs() < 1e-6 {
        return None;
    }
    let [wx, wy] = [c.x - b.x, c.y - b.y];
    let (s, t) = ((wx * vy - wy * vx) / det, (wx * uy - wy * ux) / det);
    (s >= 0.0 && t >= 0.0).then(|| Point::new(b.x + s * ux, b.y + s * uy))
}

fn twice_area(a: Point, b: Point, c: Point) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(dark: impl Fn(i32, i32) -> bool) -> Level {
        let pixels = (0..80 * 80).map(|i| if dark(i % 80, i / 80) { 30 } else { 220 }).collect();
        Level { width: 80, height: 80, pixels, scale: 1.0, ..Level::default() }
    }

    #[test]
    fn a_square_is_found_whatever_is_notched_into_its_sides() {
        // 15 px from 20 to 35, a notch of 3 px in each side.
        let notched = |x: i32, y: i32| {
            let within = |from: i32, to: i32, v: i32| (20 + from..20 + to).contains(&v);
            let in_rim = |v: i32| within(0, 3, v) || within(12, 15, v);
            let notch = within(6, 9, x) && in_rim(y) || within(3, 6, y) && in_rim(x);
            within(0, 15, x) && within(0, 15, y) && !notch
        };
        let found = hulls(&level(notched));
        assert!(!found.is_empty());
        for tip in [(19.5, 19.5), (34.5, 19.5), (34.5, 34.5), (19.5, 34.5)] {
            for corners in &found {
                let nearest = corners.iter().map(|c| c.distance(Point::new(tip.0, tip.1))).fold(f32::INFINITY, f32::min);
                assert!(nearest < 1.2, "{corners:?}");
            }
        }
    }

    #[test]
    fn what_is_too_small_or_too_large_gives_nothing() {
        assert!(hulls(&level(|x, y| (20..24).contains(&x) && (20..24).contains(&y))).is_empty());
        assert!(hulls(&level(|x, y| (15..65).contains(&x) && (15..65).contains(&y))).is_empty());
        assert!(hulls(&level(|_, _| false)).is_empty());
    }
}

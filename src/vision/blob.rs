//! The outline of the dark patch around a candidate, whatever its roll and slant.
//!
//! Threshold, flood, then straight lines through the places where the outermost gray values cross the threshold: their
//! crossings are the corners. What is printed inside does not matter, as long as the border is whole; and all candidates
//! inside one card lead to the same outline.

use super::Point;
use super::finder::Candidate;
use super::kernels::{self, Isa};
use super::line::Line;
use super::pyramid::Level;

/// Pixels on each side of the middle; a square of 14 px on its tip fits in. Rows are the bits of a number.
const REACH: usize = 15;
const SIDE: usize = 2 * REACH + 1;
/// Least and most dark pixels.
const AREA: std::ops::RangeInclusive<u32> = 16..=420;
/// Greatest distance of the outermost points from their side's line, in pixels, on average.
const BEND: f32 = 0.45;
/// Points nearer than this part of a side to its end are rounded by the blur.
const TRIM: f32 = 0.14;

/// A dark patch, with the picture around it.
#[derive(Debug)]
pub struct Blob {
    /// Row by row, with one light pixel to make 32.
    pixels: [[u8; 32]; SIDE],
    rows: [u32; SIDE],
    threshold: f32,
    corner: [isize; 2],
}

impl Blob {
    /// The dark pixels that hang together with these places, which are given from the candidate's middle; `None` where
    /// they leave the surroundings or are too few.
    pub fn around(isa: Isa, level: &Level, at: Candidate, threshold: f32, seeds: &[[isize; 2]]) -> Option<Self> {
        let corner = [at.x as isize - REACH as isize, at.y as isize - REACH as isize];
        let mut pixels = [[u8::MAX; 32]; SIDE];
        let (mut dark, mut rows) = ([0u32; SIDE], [0u32; SIDE]);
        let inside = at.x >= REACH && at.x + REACH < level.width;
        for (y, out) in pixels.iter_mut().enumerate() {
            let row = level.row((at.y + y).saturating_sub(REACH).min(level.height - 1));
            if inside {
                out[..SIDE].copy_from_slice(&row[at.x - REACH..=at.x + REACH]);
            } else {
                out[..SIDE].iter_mut().enumerate().for_each(|(x, p)| *p = row[(at.x + x).saturating_sub(REACH).min(level.width - 1)]);
            }
        }
        kernels::dark_bits(isa, &pixels, threshold.clamp(0.0, 254.0) as u8, &mut dark);
        for &[x, y] in seeds {
            let [x, y] = [x, y].map(|v| (v + REACH as isize).clamp(0, SIDE as isize - 1) as usize);
            rows[y] |= dark[y] & 1 << x;
        }
        flood(&dark, &mut rows);
        let edge = rows[0] | rows[SIDE - 1] | rows.iter().fold(0, |all, r| all | r) & (1 | 1 << (SIDE - 1));
        let count = rows.iter().map(|r| r.count_ones()).sum();
        (edge == 0 && AREA.contains(&count)).then_some(Self { pixels, rows, threshold, corner })
    }

    /// Left, top, right and bottom pixel on the level: what tells it from other blobs.
    pub fn bounds(&self) -> [isize; 4] {
        let all = self.rows.iter().fold(0, |all, r| all | r);
        let first = self.rows.iter().position(|&r| r != 0).unwrap_or(0);
        let last = self.rows.iter().rposition(|&r| r != 0).unwrap_or(0);
        let [x, y] = self.corner;
        [x + all.trailing_zeros() as isize, y + first as isize, x + 31 - all.leading_zeros() as isize, y + last as isize]
    }

    /// Its corners in pixels of the level.
    pub fn corners(&self) -> Corners {
        let points = self.outermost();
        let Some(rough) = rough_corners(&points) else { return Corners::default() };
        let place = |p: Point| Point::new(p.x + self.corner[0] as f32, p.y + self.corner[1] as f32);
        Corners { outline: outline(&points, &rough).map(|o| o.map(place)), rough: Some(rough.map(place)) }
    }

    /// Where the outermost dark pixel of each row and column, from either side, turns light.
    fn outermost(&self) -> Vec<Crossing> {
        let mut points = Vec::with_capacity(4 * SIDE);
        let cross = |light: u8, dark: u8| {
            let (light, dark) = (f32::from(light), f32::from(dark));
            ((light - self.threshold) / (light - dark).max(1.0)).clamp(0.0, 1.0)
        };
        let (mut above, mut seen) = ([usize::MAX; SIDE], [0usize; SIDE]);
        for (y, &row) in self.rows.iter().enumerate().filter(|(_, r)| **r != 0) {
            let (left, right) = (row.trailing_zeros() as usize, 31 - row.leading_zeros() as usize);
            let p = &self.pixels[y];
            let from_left = left as f32 - 1.0 + cross(p[left - 1], p[left]);
            let from_right = right as f32 + 1.0 - cross(p[right + 1], p[right]);
            points.extend([from_left, from_right].map(|x| Crossing { at: Point::new(x, y as f32), along_row: true }));
            for x in (left..=right).filter(|x| row >> x & 1 == 1) {
                if above[x] == usize::MAX {
                    above[x] = y;
                }
                seen[x] = y;
            }
        }
        for x in (0..SIDE).filter(|&x| above[x] != usize::MAX) {
            let (top, bottom) = (above[x], seen[x]);
            let from_top = top as f32 - 1.0 + cross(self.pixels[top - 1][x], self.pixels[top][x]);
            let from_bottom = bottom as f32 + 1.0 - cross(self.pixels[bottom + 1][x], self.pixels[bottom][x]);
            points.extend([from_top, from_bottom].map(|y| Crossing { at: Point::new(x as f32, y), along_row: false }));
        }
        points
    }
}

/// The corners of a dark patch, clockwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Corners {
    /// Where its sides cross; `None` where they are not four straight ones.
    pub outline: Option<[Point; 4]>,
    /// Its outermost points.
    rough: Option<[Point; 4]>,
}

impl Corners {
    /// Four more outlines for a patch that has lost one corner, as under a spot of glare: the other three make a parallelogram.
    pub fn completed(&self) -> impl Iterator<Item = [Point; 4]> {
        self.rough.into_iter().flat_map(|rough| {
            (0..4).map(move |lost| {
                let [before, opposite, after] = [3, 2, 1].map(|i| rough[(lost + i) % 4]);
                let mut corners = rough;
                corners[lost] = Point::new(before.x + after.x - opposite.x, before.y + after.y - opposite.y);
                corners
            })
        })
    }
}

/// The crossings of the four sides through these points, near these corners.
fn outline(points: &[Crossing], rough: &[Point; 4]) -> Option<[Point; 4]> {
    let mut lines = [Line::default(); 4];
    for (i, line) in lines.iter_mut().enumerate() {
        *line = side(points, rough[i], rough[(i + 1) % 4])?;
    }
    let mut corners = [Point::default(); 4];
    for (i, corner) in corners.iter_mut().enumerate() {
        *corner = lines[(i + 3) % 4].crossing(&lines[i])?;
        if corner.distance(rough[i]) > 3.0 {
            return None;
        }
    }
    Some(corners)
}

/// A place where the gray value crosses the threshold.
struct Crossing {
    at: Point,
    /// Found along a row, so exact for steep sides.
    along_row: bool,
}

/// Lets the set pixels grow over all dark ones that touch them.
fn flood(dark: &[u32; SIDE], rows: &mut [u32; SIDE]) {
    loop {
        let before = *rows;
        for y in (0..SIDE).chain((0..SIDE).rev()) {
            let near = rows[y] | rows[y.saturating_sub(1)] | rows[(y + 1).min(SIDE - 1)];
            let mut here = near & dark[y];
            loop {
                let grown = (here | here << 1 | here >> 1) & dark[y];
                if grown == here {
                    break;
                }
                here = grown;
            }
            rows[y] = here;
        }
        if *rows == before {
            return;
        }
    }
}

/// The point farthest from the middle, the one farthest from that, and the farthest on both sides of the line between,
/// clockwise.
fn rough_corners(points: &[Crossing]) -> Option<[Point; 4]> {
    let n = points.len() as f32;
    let middle = points.iter().fold(Point::default(), |s, c| Point::new(s.x + c.at.x / n, s.y + c.at.y / n));
    let farthest = |f: &dyn Fn(Point) -> f32| points.iter().map(|c| c.at).max_by(|a, b| f(*a).total_cmp(&f(*b)));
    let square = |a: Point, b: Point| (a.x - b.x).powi(2) + (a.y - b.y).powi(2);
    let a = farthest(&|p| square(p, middle))?;
    let c = farthest(&|p| square(p, a))?;
    let beside = |p: Point| (c.x - a.x) * (p.y - a.y) - (c.y - a.y) * (p.x - a.x);
    // To the left of the way from a to c first: y runs down, so that is clockwise.
    let b = farthest(&|p| -beside(p))?;
    let d = farthest(&|p| beside(p))?;
    let wide = square(a, c).sqrt();
    (wide > 4.0 && -beside(b) > wide && beside(d) > wide).then_some([a, b, c, d])
}

/// The line through the points of the side between two rough corners.
fn side(points: &[Crossing], from: Point, to: Point) -> Option<Line> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = from.distance(to);
    if length < 3.0 {
        return None;
    }
    let (ux, uy) = (dx / length, dy / length);
    let steep = dy.abs() > dx.abs();
    let (mut n, mut sx, mut sy, mut sxx, mut sxy) = (0.0f32, 0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let on_side = |c: &&Crossing| {
        let (px, py) = (c.at.x - from.x, c.at.y - from.y);
        let (along, off) = ((px * ux + py * uy) / length, (px * uy - py * ux).abs());
        c.along_row == steep && along > TRIM && along < 1.0 - TRIM && off < 0.12 * length + 0.8
    };
    // Steep sides as x by y, flat ones as y by x.
    let pair = |c: &Crossing| if steep { (c.at.y, c.at.x) } else { (c.at.x, c.at.y) };
    for c in points.iter().filter(on_side) {
        let (x, y) = pair(c);
        (n, sx, sy, sxx, sxy) = (n + 1.0, sx + x, sy + y, sxx + x * x, sxy + x * y);
    }
    let spread = n * sxx - sx * sx;
    if n < 2.0 || spread < 1e-3 {
        return None;
    }
    let slope = (n * sxy - sx * sy) / spread;
    let start = (sy - slope * sx) / n;
    let off: f32 = points.iter().filter(on_side).map(pair).map(|(x, y)| (y - start - slope * x).abs()).sum::<f32>() / n;
    if off > BEND {
        return None;
    }
    let long = (slope * slope + 1.0).sqrt();
    let [nx, ny] = if steep { [1.0, -slope] } else { [-slope, 1.0] };
    Some(Line { nx: nx / long, ny: ny / long, far: start / long })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dark square of this side, turned by an angle, around (30, 30), with soft edges and a white hole.
    fn turned(side: f32, angle: f32) -> Level {
        let (sin, cos) = angle.sin_cos();
        let dark = |x: f32, y: f32| {
            let (u, v) = ((x - 30.0) * cos + (y - 30.0) * sin, (y - 30.0) * cos - (x - 30.0) * sin);
            let outside = u.abs().max(v.abs()) - side / 2.0;
            let hole = 1.5 - u.abs().max(v.abs());
            (0.5 - outside).clamp(0.0, 1.0) * (0.5 - hole).clamp(0.0, 1.0)
        };
        let pixels = (0..3600).map(|i| (200.0 - 160.0 * dark((i % 60) as f32, (i / 60) as f32)) as u8).collect();
        Level { width: 60, height: 60, pixels, scale: 1.0, margin: 0 }
    }

    #[test]
    fn corners_are_found_at_any_roll() {
        for degrees in [0.0f32, 10.0, 20.0, 33.0, 45.0, 70.0] {
            let level = turned(13.0, degrees.to_radians());
            let blob = Blob::around(Isa::best(), &level, Candidate { x: 31, y: 29, level: 0 }, 120.0, &[[3, 2]]).expect("a blob");
            let corners = blob.corners().outline.expect("four sides");
            for turn in 0..4 {
                let angle = (degrees + 45.0 + 90.0 * turn as f32).to_radians();
                let far = 6.5 * std::f32::consts::SQRT_2;
                let corner = Point::new(30.0 + far * angle.cos(), 30.0 + far * angle.sin());
                let nearest = corners.iter().map(|c| c.distance(corner)).fold(f32::INFINITY, f32::min);
                assert!(nearest < 0.7, "{degrees}°: {corner:?} in {corners:?}");
            }
            let area: f32 = (0..4).map(|i| (corners[i], corners[(i + 1) % 4])).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
            assert!(area > 0.0, "clockwise: {corners:?}");
        }
    }

    #[test]
    fn what_reaches_beyond_the_surroundings_is_no_blob() {
        let pixels = (0..3600).map(|i| if i % 60 > 20 { 30 } else { 200 }).collect();
        let level = Level { width: 60, height: 60, pixels, scale: 1.0, margin: 0 };
        assert!(Blob::around(Isa::best(), &level, Candidate { x: 30, y: 30, level: 0 }, 120.0, &[[0, 0]]).is_none());
    }
}

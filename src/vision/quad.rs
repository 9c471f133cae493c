//! From a candidate's middle to four corners, exact to a fraction of a pixel.

use super::Point;
use super::finder::Candidate;
use super::pyramid::Level;

/// Half widths in pixels at which a side may lie.
const NEAREST: usize = 2;
const FARTHEST: usize = 8;
/// Middle rows of the two segments of a side, from the candidate's middle.
const ARM: usize = 2;
/// … in the patch of pixels around it.
const ARMS: [usize; 2] = [REACH - ARM, REACH + ARM];

/// Where the two halves of one side lie: distances outwards from the middle.
#[derive(Clone, Copy, Debug)]
struct Side {
    before: f32,
    after: f32,
}

/// Slopes at each distance outwards along the half sides before and after the middle.
type Profiles = [[i32; OUT]; 2];
const OUT: usize = FARTHEST + 3;
/// Pixels on each side of the middle that slopes are made of.
const REACH: usize = OUT;
const PATCH: usize = 2 * REACH + 1;

/// What four edges around a candidate show.
#[derive(Debug)]
pub struct Edges {
    /// Two outlines in pixels of the level, clockwise from the top left: one through the half sides as they lie, one with
    /// sides parallel to the picture's.
    pub outlines: [[Point; 4]; 2],
    /// Mean gray values of the dark and of the light side of the edges.
    pub sides: [f32; 2],
    /// Places just inside the edges, from the candidate's middle.
    pub inside: [[isize; 2]; 8],
}

/// Finds the four edges around a candidate.
pub fn edges(level: &Level, at: Candidate) -> Edges {
    let patch = patch(level, at);
    let (mut left, mut right, mut top, mut bottom): (Profiles, Profiles, Profiles, Profiles) = Default::default();
    for (half, &middle) in ARMS.iter().enumerate() {
        let (mut column, mut row) = ([0i32; PATCH], [0i32; PATCH]);
        for i in 0..PATCH {
            for k in middle - 1..=middle + 1 {
                column[i] += i32::from(patch[k][i]);
                row[i] += i32::from(patch[i][k]);
            }
        }
        for out in 0..OUT {
            let outwards =
                |sums: &[i32; PATCH]| (sums[REACH + 1 + out] - sums[REACH + out - 1], sums[REACH - 1 - out] - sums[REACH + 1 - out]);
            (right[half][out], left[half][out]) = outwards(&column);
            (bottom[half][out], top[half][out]) = outwards(&row);
        }
    }
    let [left, right] = opposite(&left, &right);
    let [top, bottom] = opposite(&top, &bottom);
    let (cx, cy, arm) = (at.x as f32, at.y as f32, ARM as f32);
    // Each side as its place at the middle and its change per pixel along it.
    let line = |s: Side, sign: f32| (sign * (s.before + s.after) / 2.0, sign * (s.after - s.before) / (2.0 * arm));
    let (l, r, t, b) = (line(left, -1.0), line(right, 1.0), line(top, -1.0), line(bottom, 1.0));
    let meet = |v: (f32, f32), h: (f32, f32)| {
        // x = v0 + v1 y and y = h0 + h1 x.
        let px = (v.0 + v.1 * h.0) / (1.0 - v.1 * h.1);
        Point::new(cx + px, cy + h.0 + h.1 * px)
    };
    let flat = |s: (f32, f32)| (s.0, 0.0);
    let corners = |l, t, r, b| [meet(l, t), meet(r, t), meet(r, b), meet(l, b)];
    let outlines = [corners(l, t, r, b), corners(flat(l), flat(t), flat(r), flat(b))];
    let arms = [-(ARM as isize), ARM as isize];
    let near = |s: Side, half: usize| if half == 0 { s.before } else { s.after }.round() as isize;
    let mut inside = [[0; 2]; 8];
    let mut sums = [0.0; 2];
    for half in 0..2 {
        let (arm, at) = (arms[half], |x: isize, y: isize| patch[(REACH as isize + y) as usize][(REACH as isize + x) as usize]);
        for (side, (s, dx, dy)) in [(left, -1, 0), (top, 0, -1), (right, 1, 0), (bottom, 0, 1)].into_iter().enumerate() {
            let place = |out: isize| if dx != 0 { [dx * out, arm] } else { [arm, dy * out] };
            let (dark, light) = (place(near(s, half) - 1), place(near(s, half) + 1));
            inside[2 * side + half] = dark;
            sums[0] += f32::from(at(dark[0], dark[1]));
            sums[1] += f32::from(at(light[0], light[1]));
        }
    }
    Edges { outlines, sides: sums.map(|s| s / 8.0), inside }
}

/// The pixels around a candidate; beyond the picture its outermost ones go on.
fn patch(level: &Level, at: Candidate) -> [[u8; PATCH]; PATCH] {
    let mut patch = [[0; PATCH]; PATCH];
    let inside = at.x >= REACH && at.x + REACH < level.width;
    for (i, out) in patch.iter_mut().enumerate() {
        let row = level.row((at.y + i).saturating_sub(REACH).min(level.height - 1));
        if inside {
            out.copy_from_slice(&row[at.x - REACH..=at.x + REACH]);
        } else {
            *out = std::array::from_fn(|k| row[(at.x + k).saturating_sub(REACH).min(level.width - 1)]);
        }
    }
    patch
}

/// Finds two opposite sides. The pair of distances with the strongest weaker side wins, as in the finder; then each half
/// slips on its own.
fn opposite(first: &Profiles, second: &Profiles) -> [Side; 2] {
    let strength = |side: &Profiles| -> [i32; FARTHEST + 1] {
        let slipped = |p: &[i32; OUT], out: usize| p[out - 1].max(p[out]).max(p[out + 1]);
        std::array::from_fn(|out| if out < NEAREST { 0 } else { slipped(&side[0], out) + slipped(&side[1], out) })
    };
    let strengths = [strength(first), strength(second)];
    let mut best = (i32::MIN, 0, 0);
    for a in NEAREST..=FARTHEST {
        for b in NEAREST.max(a.saturating_sub(1))..=FARTHEST.min(a + 1) {
            best = best.max((strengths[0][a].min(strengths[1][b]), a, b));
        }
    }
    let (_, a, b) = best;
    let half = |p: &[i32; OUT], out: usize| {
        let peak = (out - 1..=out + 1).max_by_key(|&o| p[o]).unwrap_or(out);
        let (before, here, after) = (p[peak - 1] as f32, p[peak] as f32, p[peak + 1] as f32);
        let bend = before - 2.0 * here + after;
        let shift = if bend < -0.5 { (0.5 * (before - after) / bend).clamp(-0.75, 0.75) } else { 0.0 };
        peak as f32 + shift
    };
    [(first, a), (second, b)].map(|(side, out)| Side { before: half(&side[0], out), after: half(&side[1], out) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dark parallelogram with exact coverage in x: left edge at `left + lean * (y - 30)`.
    fn leaning(left: f32, width: f32, lean: f32, top: usize, bottom: usize) -> Level {
        let mut pixels = vec![200u8; 60 * 60];
        for y in top..bottom {
            let from = left + lean * (y as f32 - 30.0);
            for x in 0..60 {
                let covered = ((x as f32 + 0.5).min(from + width) - (x as f32 - 0.5).max(from)).clamp(0.0, 1.0);
                pixels[y * 60 + x] = (200.0 - 160.0 * covered).round() as u8;
            }
        }
        Level { width: 60, height: 60, pixels, scale: 1.0, margin: 0 }
    }

    #[test]
    fn corners_are_found_to_a_fraction_of_a_pixel() {
        let level = leaning(24.3, 11.2, 0.12, 25, 36);
        let [corners, _] = edges(&level, Candidate { x: 30, y: 30, level: 0 }).outlines;
        // Pixel rows 25 to 35 are dark: edges at 24.5 and 35.5.
        for (corner, (x, y)) in corners.into_iter().zip([
            (24.3 - 0.12 * 5.5, 24.5),
            (35.5 - 0.12 * 5.5, 24.5),
            (35.5 + 0.12 * 5.5, 35.5),
            (24.3 + 0.12 * 5.5, 35.5),
        ]) {
            assert!((corner.x - x).abs() < 0.5 && (corner.y - y).abs() < 0.4, "{corners:?}");
        }
    }
}

//! From a candidate's middle to four corners, exact to a fraction of a pixel.

use super::Point;
use super::finder::Candidate;
use super::pyramid::Level;

/// Half widths in pixels at which a side may lie.
const NEAREST: usize = 2;
const FARTHEST: usize = 8;
/// Middle rows of the two segments of a side, from the candidate's middle.
const ARM: isize = 2;

/// Where the two halves of one side lie: distances outwards from the middle.
#[derive(Clone, Copy, Debug)]
struct Side {
    before: f32,
    after: f32,
}

/// Two outlines of the dark square around a candidate, in pixels of its level, clockwise from the top left: one through
/// the half sides as they lie, one with sides parallel to the picture's.
pub fn outlines(level: &Level, at: Candidate) -> [[Point; 4]; 2] {
    let (x, y) = (at.x as isize, at.y as isize);
    let along = |row: isize, column: isize| -> i32 {
        (-1..=1).map(|k| i32::from(pixel(level, column + 1, row + k)) - i32::from(pixel(level, column - 1, row + k))).sum()
    };
    let down = |column: isize, row: isize| -> i32 {
        (-1..=1).map(|k| i32::from(pixel(level, column + k, row + 1)) - i32::from(pixel(level, column + k, row - 1))).sum()
    };
    let [left, right] = opposite(&|half, out| -along(y + half * ARM, x - out), &|half, out| along(y + half * ARM, x + out));
    let [top, bottom] = opposite(&|half, out| -down(x + half * ARM, y - out), &|half, out| down(x + half * ARM, y + out));
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
    [corners(l, t, r, b), corners(flat(l), flat(t), flat(r), flat(b))]
}

/// Finds two opposite sides: slopes are given by half (-1 or 1) and distance outwards. The pair of distances with the
/// strongest weaker side wins, as in the finder; then each half slips on its own.
fn opposite(first: &dyn Fn(isize, isize) -> i32, second: &dyn Fn(isize, isize) -> i32) -> [Side; 2] {
    const COUNT: usize = FARTHEST + 3;
    let profile =
        |slope: &dyn Fn(isize, isize) -> i32, half: isize| -> [i32; COUNT] { std::array::from_fn(|out| slope(half, out as isize)) };
    let slopes = [[profile(first, -1), profile(first, 1)], [profile(second, -1), profile(second, 1)]];
    let slipped = |p: &[i32; COUNT], out: usize| p[out - 1].max(p[out]).max(p[out + 1]);
    let strength = |side: &[[i32; COUNT]; 2], out: usize| slipped(&side[0], out) + slipped(&side[1], out);
    let mut best = (i32::MIN, 0, 0);
    for a in NEAREST..=FARTHEST {
        for b in NEAREST.max(a.saturating_sub(1))..=FARTHEST.min(a + 1) {
            let weaker = strength(&slopes[0], a).min(strength(&slopes[1], b));
            best = best.max((weaker, a, b));
        }
    }
    let (_, a, b) = best;
    let half = |p: &[i32; COUNT], out: usize| {
        let peak = (out - 1..=out + 1).max_by_key(|&o| p[o]).unwrap_or(out);
        let (before, here, after) = (p[peak - 1] as f32, p[peak] as f32, p[peak + 1] as f32);
        let bend = before - 2.0 * here + after;
        let shift = if bend < -0.5 { (0.5 * (before - after) / bend).clamp(-0.75, 0.75) } else { 0.0 };
        peak as f32 + shift
    };
    [(0, a), (1, b)].map(|(side, out)| Side { before: half(&slopes[side][0], out), after: half(&slopes[side][1], out) })
}

fn pixel(level: &Level, x: isize, y: isize) -> u8 {
    let x = x.clamp(0, level.width as isize - 1) as usize;
    let y = y.clamp(0, level.height as isize - 1) as usize;
    level.pixels[y * level.width + x]
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
        let [corners, _] = outlines(&level, Candidate { x: 30, y: 30, level: 0 });
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

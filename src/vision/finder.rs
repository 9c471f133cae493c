//! Finds dark squares on white, down to six pixels wide: four edges that vote for their middle.
//!
//! On every level of the pyramid only squares of about 6 to 14 px are looked for; larger ones are found where they have
//! shrunk to that. A side is two short segments, 3 px each, on both sides of its middle, and each may lie a pixel off:
//! that allows for about 15° of roll or shear. The response at a pixel is the weakest of the four sides around it, so
//! lines, corners and blobs that lack one side give nothing. The idea of edges voting for a regular polygon's centre is
//! Loy and Barnes's (IROS 2004), the box features are Viola and Jones's (CVPR 2001).

use std::ops::Range;

use super::kernels::{self, Isa};
use super::pyramid::Level;

/// Half widths in pixels that are tried; each side's slip makes them cover 2 px more and less of width. The smallest
/// only matters where nothing finer exists, on level 0.
const RADII: [usize; 3] = [4, 6, 3];

/// Least response, in gray levels of contrast times [`WEIGHT`]. Recall hardly changes between 12 and 27, but below 25 the
/// noise of dark pictures alone gives thousands of candidates.
const LEAST_CONTRAST: i16 = 27;
/// Pixels that make up a side.
const WEIGHT: i16 = 6;

/// Columns that are worked on at once, so that what is kept of their rows stays near the processor, and how many of them
/// at a seam lack what lies beyond it.
const TILE: usize = 640;
const SEAM: usize = 16;
/// Rows kept of each kind; a power of two above twice the greatest radius and its slip.
const KEPT: usize = 32;

/// The middle of what may be a card's black square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Column on its level.
    pub x: usize,
    /// Row on its level.
    pub y: usize,
    /// Which level.
    pub level: usize,
}

/// Finds candidates; keeps its buffers between pictures.
#[derive(Debug, Default)]
pub struct Finder {
    width: usize,
    rows: Vec<Kept>,
    response: [Vec<i16>; 3],
    sides: [Vec<i16>; 4],
}

/// What is kept of one row: slopes along it with their greatest neighbours and the greatest of their negatives; slopes
/// down the columns, with the same summed over the two halves of a side.
#[derive(Clone, Debug, Default)]
struct Kept {
    along: Vec<i16>,
    along_rising: Vec<i16>,
    along_falling: Vec<i16>,
    down: Vec<i16>,
    down_rising: Vec<i16>,
    down_falling: Vec<i16>,
}

impl Kept {
    fn new(width: usize) -> Self {
        let row = || vec![0; width];
        Self { along: row(), along_rising: row(), along_falling: row(), down: row(), down_rising: row(), down_falling: row() }
    }
}

impl Finder {
    /// Appends the candidates of one level.
    pub fn find(&mut self, isa: Isa, level: &Level, index: usize, found: &mut Vec<Candidate>) {
        let radii = &RADII[..];
        let mut from = 0;
        loop {
            let columns = from..(from + TILE).min(level.width);
            let last = columns.end == level.width;
            // What the seam cuts off belongs to the neighbour.
            let own = if from == 0 { 0 } else { from + SEAM }..if last { level.width } else { columns.end - SEAM };
            self.find_in(isa, level, columns, radii, |x, y| {
                if own.contains(&x) {
                    found.push(Candidate { x, y, level: index });
                }
            });
            if last {
                return;
            }
            from += TILE - 2 * SEAM;
        }
    }

    /// The candidates of some columns.
    fn find_in(&mut self, isa: Isa, level: &Level, columns: Range<usize>, radii: &[usize], mut found: impl FnMut(usize, usize)) {
        self.resize(columns.len());
        let reach = RADII[1] + 2;
        for next in 0..level.height {
            self.prepare(isa, level, &columns, next);
            // Row `next` completes everything that the response of the row `reach` above needs.
            if next >= 2 * reach {
                self.respond(isa, next - reach, radii);
                if next > 2 * reach + 1 {
                    self.collect(next - reach - 1, |x| found(columns.start + x, next - reach - 1));
                }
            }
        }
    }

    fn resize(&mut self, width: usize) {
        if self.width != width {
            self.width = width;
            self.rows = (0..KEPT).map(|_| Kept::new(width)).collect();
            self.response = std::array::from_fn(|_| vec![0; width]);
            self.sides = std::array::from_fn(|_| vec![0; width]);
        }
    }

    /// Computes what one more row of pixels makes known: slopes along rows `y-2..=y`, kept under `y - 2`, and slopes
    /// down at row `y - 1`, whose greatest neighbours are kept under `y - 2`.
    fn prepare(&mut self, isa: Isa, level: &Level, columns: &Range<usize>, y: usize) {
        if y < 2 {
            return;
        }
        let row = |y: usize| &level.row(y)[columns.clone()];
        let kept = &mut self.rows[(y - 2) % KEPT];
        kernels::slope_along(isa, [row(y - 2), row(y - 1), row(y)], &mut kept.along);
        kernels::spread_row(isa, &kept.along, &mut kept.along_rising, &mut kept.along_falling);
        kernels::slope_down(isa, row(y - 2), row(y), &mut self.rows[(y - 1) % KEPT].down);
        if y >= 4 {
            let rows = [3, 2, 1].map(|back| &self.rows[(y - back) % KEPT].down[..]);
            let [rising, falling, ..] = &mut self.sides;
            kernels::spread_rows(isa, rows, rising, falling);
            let kept = &mut self.rows[(y - 2) % KEPT];
            kernels::add_beside(isa, rising, &mut kept.down_rising);
            kernels::add_beside(isa, falling, &mut kept.down_falling);
        }
    }

    fn respond(&mut self, isa: Isa, y: usize, radii: &[usize]) {
        let [left, right, along, down] = &mut self.sides;
        let (upper, lower) = (&self.rows[(y - 3) % KEPT], &self.rows[(y + 1) % KEPT]);
        kernels::add_rows(isa, &upper.along_falling, &lower.along_falling, left);
        kernels::add_rows(isa, &upper.along_rising, &lower.along_rising, right);
        along.fill(0);
        down.fill(0);
        for &radius in radii {
            kernels::pair_along(isa, left, right, radius, along);
            let (top, bottom) = (&self.rows[(y - radius) % KEPT], &self.rows[(y + radius) % KEPT]);
            kernels::pair_down(isa, &top.down_falling, &bottom.down_rising, down);
        }
        kernels::least_of(isa, along, down, &mut self.response[y % 3]);
    }

    /// Local maxima of row `y`, whose neighbours above and below are known.
    fn collect(&self, y: usize, mut found: impl FnMut(usize)) {
        const STEP: usize = 32;
        let [above, here, below] = [y - 1, y, y + 1].map(|r| &self.response[r % 3][..]);
        for (chunk, values) in here.chunks(STEP).enumerate() {
            if values.iter().copied().fold(0, i16::max) < LEAST_CONTRAST * WEIGHT {
                continue;
            }
            for x in (chunk * STEP).max(1)..(chunk * STEP + values.len()).min(self.width - 1) {
                let value = here[x];
                let later = [here[x + 1], below[x - 1], below[x], below[x + 1]];
                let earlier = [here[x - 1], above[x - 1], above[x], above[x + 1]];
                let greatest = value >= LEAST_CONTRAST * WEIGHT && later.iter().chain(&earlier).all(|&v| value >= v);
                // Of equal neighbours the first counts, and every fourth: where black and white are clipped, a plateau may
                // reach from a square's middle to those of squares inside it.
                if greatest && ((x % 2 == 1 && y % 2 == 1) || earlier.iter().all(|&v| value > v)) {
                    found(x);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(width: usize, height: usize, black: impl Fn(usize, usize) -> bool) -> Level {
        let pixels = (0..width * height).map(|i| if black(i % width, i / width) { 40 } else { 200 }).collect();
        Level { width, height, pixels, scale: 1.0, margin: 0 }
    }

    fn find(level: &Level) -> Vec<Candidate> {
        let mut found = Vec::new();
        Finder::default().find(Isa::best(), level, 0, &mut found);
        found
    }

    #[test]
    fn a_square_is_found_at_its_middle_whatever_its_size() {
        for side in 6..=14 {
            let found = find(&level(64, 60, |x, y| (20..20 + side).contains(&x) && (25..25 + side).contains(&y)));
            let near = |c: &Candidate| c.x.abs_diff(20 + side / 2) <= 2 && c.y.abs_diff(25 + side / 2) <= 2;
            assert!(found.iter().any(near), "side {side}: {found:?}");
        }
    }

    #[test]
    fn stripes_edges_and_a_light_square_give_nothing() {
        assert_eq!(find(&level(64, 60, |x, _| x % 12 < 6)), []);
        assert_eq!(find(&level(64, 60, |x, y| x > 30 && y > 20)), []);
        assert_eq!(find(&level(64, 60, |x, y| !((20..30).contains(&x) && (25..35).contains(&y)))), []);
    }
}

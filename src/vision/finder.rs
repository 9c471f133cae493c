//! Finds dark squares on white, down to six pixels wide: four edges that vote for their middle.
//!
//! On every level of the pyramid only squares of about 6 to 14 px are looked for; larger ones are found where they have
//! shrunk to that. A side is two short segments, 3 px each, on both sides of its middle, and each may lie a pixel off:
//! that allows for about 15° of roll or shear. The response at a pixel is the weakest of the four sides around it, so
//! lines, corners and blobs that lack one side give nothing. The idea of edges voting for a regular polygon's centre is
//! Loy and Barnes's (IROS 2004), the box features are Viola and Jones's (CVPR 2001).

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

/// How far from a middle its square reaches, with slip and slope.
const REACH: usize = RADII[1] + 2;
/// Rows of slopes along and down the picture that the response of one row needs.
const ALONG: usize = 5;
const DOWN: usize = 2 * RADII[1] + 1;

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
    /// Greatest slopes along the rows, and the greatest of their negatives, by their first row of three.
    along: Rings<ALONG>,
    /// The same down the columns, summed over the two halves of a side, by their middle row.
    down: Rings<DOWN>,
    /// Slopes down the columns.
    slopes: Ring<3>,
    response: Ring<3>,
    scratch: [Vec<i16>; 2],
}

/// The last rows of some kind, by their number.
#[derive(Debug)]
struct Ring<const N: usize>([Vec<i16>; N]);

impl<const N: usize> Default for Ring<N> {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Vec::new()))
    }
}

impl<const N: usize> Ring<N> {
    fn resize(&mut self, width: usize) {
        self.0.iter_mut().for_each(|row| row.resize(width, 0));
    }

    fn row(&self, y: usize) -> &[i16] {
        &self.0[y % N]
    }

    fn row_mut(&mut self, y: usize) -> &mut [i16] {
        &mut self.0[y % N]
    }
}

/// Rows of rising and of falling slopes.
#[derive(Debug, Default)]
struct Rings<const N: usize> {
    rising: Ring<N>,
    falling: Ring<N>,
}

impl<const N: usize> Rings<N> {
    fn resize(&mut self, width: usize) {
        self.rising.resize(width);
        self.falling.resize(width);
    }
}

impl Finder {
    /// Appends the candidates of one level.
    pub fn find(&mut self, isa: Isa, level: &Level, index: usize, found: &mut Vec<Candidate>) {
        self.resize(level.width);
        let row = |y: usize| level.row(y);
        for y in 1..level.height.saturating_sub(1) {
            // Everything is made known when the last row of pixels that it needs comes.
            kernels::slope_down(isa, row(y - 1), row(y + 1), self.slopes.row_mut(y));
            if y < 3 {
                continue;
            }
            let rows = [y - 2, y - 1, y].map(|y| self.slopes.row(y));
            kernels::spread_beside(isa, rows, self.down.rising.row_mut(y - 1), self.down.falling.row_mut(y - 1));
            // The row that the lowest side of the response needs.
            let Some(middle) = (y + 1).checked_sub(REACH) else { continue };
            if middle >= 2 {
                let [slopes, _] = &mut self.scratch;
                kernels::slope_along(isa, [row(middle + 1), row(middle + 2), row(middle + 3)], slopes);
                kernels::spread_row(isa, slopes, self.along.rising.row_mut(middle + 1), self.along.falling.row_mut(middle + 1));
            }
            if middle >= REACH {
                self.respond(isa, middle);
                if middle > REACH + 1 {
                    self.collect(middle - 1, |x| found.push(Candidate { x, y: middle - 1, level: index }));
                }
            }
        }
    }

    fn resize(&mut self, width: usize) {
        if self.width != width {
            self.width = width;
            self.along.resize(width);
            self.down.resize(width);
            self.slopes.resize(width);
            self.response.resize(width);
            self.scratch.iter_mut().for_each(|row| row.resize(width, 0));
        }
    }

    /// The response of a row.
    fn respond(&mut self, isa: Isa, y: usize) {
        let [left, right] = &mut self.scratch;
        let Rings { rising, falling } = &self.along;
        kernels::add_rows(isa, falling.row(y - 3), falling.row(y + 1), left);
        kernels::add_rows(isa, rising.row(y - 3), rising.row(y + 1), right);
        let (tops, bottoms) = (RADII.map(|r| self.down.falling.row(y - r)), RADII.map(|r| self.down.rising.row(y + r)));
        kernels::weakest_side(isa, left, right, tops, bottoms, RADII, self.response.row_mut(y));
    }

    /// Local maxima of row `y`, whose neighbours above and below are known.
    fn collect(&self, y: usize, mut found: impl FnMut(usize)) {
        const STEP: usize = 32;
        let [above, here, below] = [y - 1, y, y + 1].map(|r| self.response.row(r));
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

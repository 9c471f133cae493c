//! A picture and its halves.

use image::GrayImage;

use super::Point;
use super::homography::Homography;
use super::kernels::{self, Isa};

/// One picture of the pyramid: rows without gaps.
///
/// Pixel (x, y) of level n covers the 2ⁿ × 2ⁿ pixels of level 0 whose mean lies at (x + ½) 2ⁿ − ½, since centres lie at
/// whole numbers on every level. A small level has a margin around these pixels, which repeats the outermost ones, so
/// that a card which fills the picture is found like any other.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Pixels in a row, margins included.
    pub width: usize,
    /// Rows, margins included.
    pub height: usize,
    /// Pixels of margin on each side.
    pub margin: usize,
    /// Gray values, row by row.
    pub pixels: Vec<u8>,
    /// Pixels of level 0 along one pixel of this level.
    pub scale: f32,
}

impl Level {
    /// A row of pixels.
    pub fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..(y + 1) * self.width]
    }

    /// A place on this level in pixels of the picture.
    pub fn picture_from_level(&self, p: Point) -> Point {
        let [x, y] = [p.x, p.y].map(|v| (v - self.margin as f32 + 0.5) * self.scale - 0.5);
        Point::new(x, y)
    }

    /// The map from another level's pixels to this one's.
    pub fn map_from(&self, other: &Self) -> Homography {
        let ratio = other.scale / self.scale;
        let shift = (0.5 - other.margin as f32) * ratio - 0.5 + self.margin as f32;
        Homography([ratio, 0.0, shift, 0.0, ratio, shift, 0.0, 0.0, 1.0])
    }

    /// A place of the picture on this level.
    pub fn level_from_picture(&self, p: Point) -> Point {
        let [x, y] = [p.x, p.y].map(|v| (v + 0.5) / self.scale - 0.5 + self.margin as f32);
        Point::new(x, y)
    }
}

/// Smallest side of a level, without its margin: a card that fills it has a black square of about six pixels.
const SMALLEST: usize = 7;
/// Levels with a shorter side than this have a margin.
const SMALL: usize = 64;
/// What the finder needs around the middle of the largest square.
const MARGIN: usize = 12;

impl Level {
    /// Takes its size, without the margin, and makes room for the pixels.
    fn resize(&mut self, width: usize, height: usize, scale: f32) {
        self.margin = if width.min(height) < SMALL { MARGIN } else { 0 };
        (self.width, self.height, self.scale) = (width + 2 * self.margin, height + 2 * self.margin, scale);
        self.pixels.resize(self.width * self.height, 0);
    }

    /// Its size without margins.
    fn inner_size(&self) -> [usize; 2] {
        [self.width, self.height].map(|side| side - 2 * self.margin)
    }

    fn inner_mut(&mut self, y: usize) -> &mut [u8] {
        let start = (y + self.margin) * self.width;
        &mut self.pixels[start + self.margin..start + self.width - self.margin]
    }

    /// Repeats the outermost pixels into the margin.
    fn fill_margin(&mut self) {
        let (margin, width, height) = (self.margin, self.width, self.height);
        if margin == 0 {
            return;
        }
        for row in self.pixels.chunks_exact_mut(width).skip(margin).take(height - 2 * margin) {
            let (first, last) = (row[margin], row[width - 1 - margin]);
            row[..margin].fill(first);
            row[width - margin..].fill(last);
        }
        for y in 0..margin {
            self.pixels.copy_within(margin * width..(margin + 1) * width, y * width);
            self.pixels.copy_within((height - 1 - margin) * width..(height - margin) * width, (height - 1 - y) * width);
        }
    }
}

/// Fills `levels` with the picture and its halves, keeping the buffers of an earlier picture. The picture has pixels.
pub fn build(isa: Isa, picture: &GrayImage, levels: &mut Vec<Level>) {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut wanted = 1;
    while (width >> wanted) >= SMALLEST && (height >> wanted) >= SMALLEST {
        wanted += 1;
    }
    levels.resize_with(wanted, Level::default);
    levels[0].resize(width, height, 1.0);
    for (y, row) in picture.as_raw().chunks_exact(width).enumerate() {
        levels[0].inner_mut(y).copy_from_slice(row);
    }
    levels[0].fill_margin();
    for n in 1..wanted {
        let (done, rest) = levels.split_at_mut(n);
        let (fine, coarse) = (&done[n - 1], &mut rest[0]);
        let ([width, height], margin) = (fine.inner_size(), fine.margin);
        // An odd last pixel is halved with the margin's, where there is one; else it is left out.
        let half = |side: usize| if margin > 0 { side.div_ceil(2) } else { side / 2 };
        let (width, height) = (half(width), half(height));
        coarse.resize(width, height, fine.scale * 2.0);
        let row = |y: usize| &fine.row(y + margin)[margin..margin + 2 * width];
        for y in 0..height {
            kernels::halve_row(isa, row(2 * y), row(2 * y + 1), coarse.inner_mut(y));
        }
        coarse.fill_margin();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_holds_the_means_of_blocks_of_four() {
        let picture = GrayImage::from_fn(67, 65, |x, y| image::Luma([(3 * x + y) as u8]));
        let mut levels = Vec::new();
        build(Isa::best(), &picture, &mut levels);
        let sizes: Vec<_> = levels.iter().map(Level::inner_size).collect();
        assert_eq!(sizes, [[67, 65], [33, 32], [17, 16], [9, 8]]);
        // Pixels 3 x + y at (4, 6), (5, 6), (4, 7), (5, 7): 18, 21, 19, 22, their mean 20.
        assert_eq!(levels[1].row(MARGIN + 3)[MARGIN + 2], 20);
    }

    #[test]
    fn a_margin_repeats_the_outermost_pixels() {
        let picture = GrayImage::from_fn(9, 8, |x, y| image::Luma([(10 * x + y) as u8]));
        let mut levels = Vec::new();
        build(Isa::best(), &picture, &mut levels);
        let level = &levels[0];
        let at = |x: usize, y: usize| level.row(y)[x];
        assert_eq!((level.width, level.height), (9 + 24, 8 + 24));
        assert_eq!([at(0, 0), at(32, 0), at(0, 31), at(32, 31)], [0, 80, 7, 87]);
        assert_eq!([at(3, 12 + 5), at(12 + 4, 2), at(12 + 4, 12 + 5)], [5, 40, 45]);
    }
}

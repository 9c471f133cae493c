//! A picture and its halves.

use image::GrayImage;

use super::kernels::{self, Isa};

/// One picture of the pyramid: rows without gaps.
///
/// Pixel (x, y) of level n covers the 2ⁿ × 2ⁿ pixels of level 0 whose mean lies at (x + ½) 2ⁿ − ½, since centres lie at
/// whole numbers on every level.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
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
}

/// Smallest side of a level: nothing smaller holds a card.
const SMALLEST: usize = 24;

/// Fills `levels` with the picture and its halves, keeping the buffers of an earlier picture.
pub fn build(isa: Isa, picture: &GrayImage, levels: &mut Vec<Level>) {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut wanted = 1;
    while (width >> wanted) >= SMALLEST && (height >> wanted) >= SMALLEST {
        wanted += 1;
    }
    levels.resize_with(wanted, Level::default);
    let first = &mut levels[0];
    (first.width, first.height, first.scale) = (width, height, 1.0);
    first.pixels.clear();
    first.pixels.extend_from_slice(picture.as_raw());
    for n in 1..wanted {
        let (done, rest) = levels.split_at_mut(n);
        let (fine, coarse) = (&done[n - 1], &mut rest[0]);
        (coarse.width, coarse.height, coarse.scale) = (fine.width / 2, fine.height / 2, fine.scale * 2.0);
        coarse.pixels.resize(coarse.width * coarse.height, 0);
        for (y, out) in coarse.pixels.chunks_exact_mut(coarse.width).enumerate() {
            kernels::halve_row(isa, fine.row(2 * y), fine.row(2 * y + 1), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_holds_the_means_of_blocks_of_four() {
        let picture = GrayImage::from_fn(51, 49, |x, y| image::Luma([(3 * x + y) as u8]));
        let mut levels = Vec::new();
        build(Isa::best(), &picture, &mut levels);
        assert_eq!(levels.iter().map(|l| (l.width, l.height)).collect::<Vec<_>>(), [(51, 49), (25, 24)]);
        // Pixels 3 x + y at (4, 6), (5, 6), (4, 7), (5, 7): 18, 21, 19, 22, their mean 20.
        assert_eq!(levels[1].row(3)[2], 20);
    }
}

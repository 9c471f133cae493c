//! Turning a stored picture the way its camera was held (EXIF 2.32, tag 274).

use image::GrayImage;
use image::metadata::Orientation::{
    self, FlipHorizontal, FlipVertical, NoTransforms, Rotate90, Rotate90FlipH, Rotate180, Rotate270, Rotate270FlipH,
};

/// Pixels of the squares in which a turn by 90° walks, so that both pictures stay in the cache.
const BLOCK_PX: usize = 64;

/// The picture as it is to be seen.
///
/// `Rotate90`, seen as rows of pixels:
/// ```text
/// 1 2 3  →  4 1
/// 4 5 6     5 2
///           6 3
/// ```
pub(super) fn turned(mut stored: GrayImage, orientation: Orientation) -> GrayImage {
    let width = stored.width() as usize;
    match orientation {
        NoTransforms => stored,
        Rotate180 => {
            stored.reverse();
            stored
        }
        FlipHorizontal => {
            stored.chunks_exact_mut(width).for_each(<[u8]>::reverse);
            stored
        }
        FlipVertical => {
            stored.reverse();
            turned(stored, FlipHorizontal)
        }
        Rotate90FlipH => transposed(&stored),
        Rotate90 => turned(transposed(&stored), FlipHorizontal),
        Rotate270 => turned(transposed(&stored), FlipVertical),
        Rotate270FlipH => turned(transposed(&stored), Rotate180),
    }
}

/// Rows and columns exchanged.
fn transposed(stored: &GrayImage) -> GrayImage {
    let (width, height) = (stored.width() as usize, stored.height() as usize);
    let mut out = GrayImage::new(stored.height(), stored.width());
    let (from, to): (&[u8], &mut [u8]) = (stored, &mut out);
    for top in (0..height).step_by(BLOCK_PX) {
        for left in (0..width).step_by(BLOCK_PX) {
            for x in left..(left + BLOCK_PX).min(width) {
                let row = &mut to[x * height..][..height];
                for y in top..(top + BLOCK_PX).min(height) {
                    row[y] = from[y * width + x];
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_orientation_turns_as_the_image_crate_does() {
        let picture = GrayImage::from_fn(131, 70, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
        for orientation in (1..=8).filter_map(Orientation::from_exif) {
            let mut expected = image::DynamicImage::from(picture.clone());
            expected.apply_orientation(orientation);
            assert_eq!(turned(picture.clone(), orientation), expected.into_luma8(), "{orientation:?}");
        }
    }
}

//! Raw frames of webcams to gray.

use image::{DynamicImage, GrayImage, RgbImage};
use nokhwa::utils::FrameFormat;

use super::photo;

/// The gray picture of a raw frame; `None` where it is broken or shorter than its size says. Bytes after it do not matter: buffers
/// are as long as the largest frame.
///
/// YUYV, two pixels: `Y0 U Y1 V` → `Y0 Y1`. NV12 begins with all of Y.
pub(super) fn gray(format: FrameFormat, [width, height]: [u32; 2], bytes: &[u8]) -> Option<GrayImage> {
    let count = width as usize * height as usize;
    match format {
        FrameFormat::MJPEG => photo::decode_frame(bytes).ok(),
        FrameFormat::GRAY | FrameFormat::NV12 => GrayImage::from_raw(width, height, bytes.get(..count)?.to_vec()),
        FrameFormat::YUYV => GrayImage::from_raw(width, height, bytes.get(..2 * count)?.chunks_exact(2).map(|pair| pair[0]).collect()),
        FrameFormat::RAWRGB => Some(DynamicImage::from(rgb([width, height], bytes)?).into_luma8()),
        FrameFormat::RAWBGR => {
            let mut picture = rgb([width, height], bytes)?;
            picture.pixels_mut().for_each(|p| p.0.reverse());
            Some(DynamicImage::from(picture).into_luma8())
        }
    }
}

fn rgb([width, height]: [u32; 2], bytes: &[u8]) -> Option<RgbImage> {
    RgbImage::from_raw(width, height, bytes.get(..3 * width as usize * height as usize)?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_gives_its_luma() {
        let of = |format, bytes: &[u8]| gray(format, [2, 2], bytes).map(GrayImage::into_raw);
        assert_eq!(of(FrameFormat::YUYV, &[1, 128, 2, 128, 3, 128, 4, 128, 99]), Some(vec![1, 2, 3, 4]));
        assert_eq!(of(FrameFormat::NV12, &[1, 2, 3, 4, 128, 128]), Some(vec![1, 2, 3, 4]));
        assert_eq!(of(FrameFormat::GRAY, &[1, 2, 3, 4]), Some(vec![1, 2, 3, 4]));
        let red = [[255, 0, 0]; 4].concat();
        let [as_rgb, as_bgr] = [FrameFormat::RAWRGB, FrameFormat::RAWBGR].map(|f| of(f, &red).expect("four pixels")[0]);
        assert!(as_rgb > as_bgr, "red is brighter than blue: {as_rgb}, {as_bgr}");
    }

    #[test]
    fn short_and_broken_frames_are_none() {
        for format in
            [FrameFormat::YUYV, FrameFormat::NV12, FrameFormat::GRAY, FrameFormat::RAWRGB, FrameFormat::RAWBGR, FrameFormat::MJPEG]
        {
            assert!(gray(format, [2, 2], &[0xff, 0xd8, 0xff]).is_none(), "{format}");
        }
    }
}

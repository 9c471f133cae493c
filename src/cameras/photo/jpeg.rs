//! JPEG to gray: the luma plane alone where the picture has one.

use image::GrayImage;
use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::PhotoError;
use super::load::{check_size, turn_for};

/// The picture as stored and how it must be turned. Bytes after the end marker do not matter.
pub(crate) fn decode(bytes: &[u8]) -> Result<(GrayImage, Orientation), PhotoError> {
    // The decoder fills what is missing with gray and says nothing.
    let Extent::Whole { is_progressive } = extent(bytes) else { return Err(PhotoError::CutShort) };
    let options = DecoderOptions::default().set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(meaning)?;
    let (width, height) = decoder.dimensions().ok_or(PhotoError::CutShort)?;
    let (width, height) = (u32::try_from(width).unwrap_or(u32::MAX), u32::try_from(height).unwrap_or(u32::MAX));
    check_size(width, height)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif)).unwrap_or(Orientation::NoTransforms);
    let has_luma = match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) => true,
        Some(ColorSpace::RGB | ColorSpace::YCCK | ColorSpace::CMYK) => false,
        other => return Err(PhotoError::Unsupported { format: "JPEG", source: format!("colours {other:?}").into() }),
    };
    // Per pixel: the result, colours where they must be converted, and for progressive pictures all coefficients at once.
    let bytes_per_pixel = if has_luma { 1 } else { 4 } + if is_progressive { 8 } else { 0 };
    let _turn = turn_for(u64::from(width) * u64::from(height) * bytes_per_pixel);
    decoder.set_options(options.jpeg_set_out_colorspace(if has_luma { ColorSpace::Luma } else { ColorSpace::RGB }));
    let pixels = decoder.decode().map_err(meaning)?;
    let gray = if has_luma {
        GrayImage::from_raw(width, height, pixels)
    } else {
        image::RgbImage::from_raw(width, height, pixels).map(|rgb| image::DynamicImage::from(rgb).into_luma8())
    };
    let gray = gray.ok_or_else(|| PhotoError::Damaged("fewer pixels than the header says".into()))?;
    Ok((gray, orientation))
}

fn meaning(error: DecodeErrors) -> PhotoError {
    match error {
        DecodeErrors::ExhaustedData => PhotoError::CutShort,
        DecodeErrors::Unsupported(_) => PhotoError::Unsupported { format: "JPEG", source: format!("{error:?}").into() },
        _ => PhotoError::Damaged(format!("{error:?}").into()),
    }
}

/// How far the bytes go.
#[derive(Debug, PartialEq)]
enum Extent {
    Cut,
    Whole { is_progressive: bool },
}

/// Whether the picture runs to its end marker (ITU-T T.81, annex B): marker segments are stepped over by their length, so that a
/// thumbnail inside one cannot lend its end marker, and coded data is searched for the next marker.
fn extent(bytes: &[u8]) -> Extent {
    const END: u8 = 0xd9;
    const PROGRESSIVE: u8 = 0xc2;
    let (mut at, mut is_progressive) = (2, false);
    loop {
        // Between segments: a marker, after any number of fill bytes. Whatever else stands here is stepped over.
        let Some(skip) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == 0xff)) else { return Extent::Cut };
        at += skip + 1;
        match bytes.get(at) {
            None => return Extent::Cut,
            Some(&END) => return Extent::Whole { is_progressive },
            Some(0xff) => {}
            // A stuffed 0xff of the coded data, a restart, or a marker without a segment.
            Some(0x00 | 0x01 | 0xd0..=0xd8) => at += 1,
            // A segment. A scan's coded data follows its one, and the search above runs over it.
            Some(&marker) => {
                is_progressive |= marker == PROGRESSIVE;
                let Some(&[high, low]) = bytes.get(at + 1..at + 3) else { return Extent::Cut };
                at += 1 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_marker_of_a_thumbnail_does_not_count() {
        let thumbnail = b"\xff\xd8\xff\xe1\x00\x06\xff\xd9..";
        assert_eq!(extent(thumbnail), Extent::Cut);
        let coded = b"\xff\xda\x00\x02coded\xff\x00\xff\xd0data\xff".as_slice();
        assert_eq!(extent(&[thumbnail, coded].concat()), Extent::Cut);
        assert_eq!(extent(&[thumbnail, coded, b"\xff\xd9"].concat()), Extent::Whole { is_progressive: false });
        assert_eq!(extent(b"\xff\xd8\xff\xc2\0\x02\xff\xd9"), Extent::Whole { is_progressive: true });
    }
}

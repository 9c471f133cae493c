//! JPEG to gray: the luma plane alone where the picture has one.

use image::GrayImage;
use image::metadata::Orientation;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::PhotoError;
use super::load::check_size;

/// The picture as stored and how it must be turned. Bytes after the end marker do not matter.
pub(crate) fn decode(bytes: &[u8]) -> Result<(GrayImage, Orientation), PhotoError> {
    // The decoder fills what is missing with gray and says nothing.
    if !is_whole(bytes) {
        return Err(PhotoError::CutShort);
    }
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

/// Whether the picture runs to its end marker (ITU-T T.81, annex B): marker segments are stepped over by their length, so that a
/// thumbnail inside one cannot lend its end marker, and coded data is searched for the next marker.
fn is_whole(bytes: &[u8]) -> bool {
    const END: u8 = 0xd9;
    let mut at = 2;
    loop {
        // Between segments: a marker, after any number of fill bytes. Whatever else stands here is stepped over.
        let Some(skip) = bytes.get(at..).and_then(|rest| rest.iter().position(|&b| b == 0xff)) else { return false };
        at += skip + 1;
        match bytes.get(at) {
            None => return false,
            Some(&END) => return true,
            Some(0xff) => continue,
            // A stuffed 0xff of the coded data, a restart, or a marker without a segment.
            Some(0x00 | 0x01 | 0xd0..=0xd8) => at += 1,
            // A segment. A scan's coded data follows its one, and the search above runs over it.
            Some(_) => {
                let Some(&[high, low]) = bytes.get(at + 1..at + 3) else { return false };
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
        assert!(!is_whole(thumbnail));
        assert!(is_whole(&[thumbnail, b"\xff\xda\x00\x02coded\xff\x00\xff\xd0data\xff\xff\xd9".as_slice()].concat()));
        assert!(!is_whole(&[thumbnail, b"\xff\xda\x00\x02coded\xff\x00\xff\xd0data\xff".as_slice()].concat()));
    }
}

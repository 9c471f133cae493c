//! From a file or its bytes to a gray picture the right way up.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use image::codecs::pnm::PnmDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, Luma};

use super::kind::{HEAD_BYTES, Kind, sniff};
use super::{PhotoError, jpeg, upright};

/// Pixels of the largest picture that is opened: 120 megapixels, above any phone that a teacher is likely to hold.
pub const MAX_PIXELS: u64 = 120_000_000;

/// Pixels of the longest side; a panorama still fits.
const MAX_SIDE_PX: u32 = 100_000;

/// What a decoder may allocate: 120 megapixels of four 16-bit channels. The gray picture and the step to it come on top, below 2 GB.
const MAX_DECODER_BYTES: u64 = 1 << 30;

/// A picture that takes more than this is decoded while no other such is, so that several threads together stay near one's memory.
const HEAVY_BYTES: u64 = 200 << 20;

static HEAVY: Mutex<()> = Mutex::new(());

/// Bytes of the longest JPEG, which is held in memory while it is decoded.
const MAX_JPEG_BYTES: u64 = 300 << 20;

/// The picture in a file, turned as its camera says and made gray. Transparent parts become white; of several pictures in a file the
/// first is taken.
///
/// ```no_run
/// let picture = quarterturn::cameras::photo::load("class.jpg".as_ref())?;
/// # Ok::<(), quarterturn::cameras::photo::PhotoError>(())
/// ```
pub fn load(path: &Path) -> Result<GrayImage, PhotoError> {
    // Asked before opening: opening a pipe would wait for its other end.
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(PhotoError::Folder);
    }
    if !about.is_file() {
        return Err(PhotoError::NotAFile);
    }
    read(BufReader::with_capacity(1 << 16, File::open(path)?), about.len())
}

/// The picture in the bytes of a file; see [`load`].
pub fn decode(bytes: &[u8]) -> Result<GrayImage, PhotoError> {
    if sniff(&bytes[..bytes.len().min(HEAD_BYTES)])? == Kind::Jpeg {
        return contained(|| jpeg::decode(bytes)).map(upright);
    }
    read(Cursor::new(bytes), bytes.len() as u64)
}

/// One JPEG of a camera's film, whose orientation is the camera's own; bytes after its end do not matter.
pub(crate) fn decode_frame(bytes: &[u8]) -> Result<GrayImage, PhotoError> {
    contained(|| jpeg::decode(bytes)).map(|(picture, _)| picture)
}

fn read(mut file: impl BufRead + Seek, length: u64) -> Result<GrayImage, PhotoError> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    file.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let picture = match sniff(&head)? {
        Kind::Jpeg if length > MAX_JPEG_BYTES => return Err(PhotoError::TooHeavy),
        Kind::Jpeg => {
            let mut bytes = Vec::with_capacity(usize::try_from(length).map_err(|_| PhotoError::TooHeavy)?);
            file.take(MAX_JPEG_BYTES).read_to_end(&mut bytes)?;
            contained(|| jpeg::decode(&bytes))?
        }
        Kind::Pnm => contained(|| pnm(file))?,
        Kind::Other(format, name) => contained(|| {
            let (picture, orientation) = stored(file, format, name)?;
            Ok((gray(picture), orientation))
        })?,
    };
    Ok(upright(picture))
}

fn upright((picture, orientation): (GrayImage, Orientation)) -> GrayImage {
    upright::turned(picture, orientation)
}

/// The one boundary at which decoders' panics end: they parse hostile bytes, and a bug in one must cost a picture, not the lesson.
fn contained<T>(decode: impl FnOnce() -> Result<T, PhotoError>) -> Result<T, PhotoError> {
    // Unwind safe: all state is the closure's own and dropped with it.
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(PhotoError::DecoderFailed))
}

pub(super) fn check_size(width: u32, height: u32) -> Result<(), PhotoError> {
    if width == 0 || height == 0 {
        return Err(PhotoError::Damaged("no pixels".into()));
    }
    let fits = u64::from(width) * u64::from(height) <= MAX_PIXELS && width.max(height) <= MAX_SIDE_PX;
    if fits { Ok(()) } else { Err(PhotoError::TooLarge { width, height }) }
}

/// To be held while a picture that takes so many bytes is decoded; waits where it is a heavy one and another is under way.
pub(super) fn turn_for(bytes: u64) -> Option<MutexGuard<'static, ()>> {
    // What a panicking decoder leaves behind it is no concern of this lock.
    (bytes > HEAVY_BYTES).then(|| HEAVY.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The picture as stored and how it must be turned.
fn stored(file: impl BufRead + Seek, format: ImageFormat, name: &'static str) -> Result<(DynamicImage, Orientation), PhotoError> {
    let said = |e| PhotoError::from_decoder(name, e);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    let mut reader = ImageReader::with_format(file, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(said)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if decoder.total_bytes() > MAX_DECODER_BYTES {
        return Err(PhotoError::TooHeavy);
    }
    // The gray picture and the step to it are at most as large again.
    let _turn = turn_for(2 * decoder.total_bytes());
    // A broken note on the orientation is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(said)?, orientation))
}

/// PGM and its relatives, whose white may be any number up to 65535.
fn pnm(mut file: impl BufRead + Seek) -> Result<(GrayImage, Orientation), PhotoError> {
    let said = |e| PhotoError::from_decoder("PGM", e);
    let (_, header) = PnmDecoder::new(&mut file).map_err(said)?.into_inner();
    let white = header.maximal_sample().max(1);
    file.rewind()?;
    let (picture, orientation) = stored(file, ImageFormat::Pnm, "PGM")?;
    let scaled = |v: u32| ((v.min(white) * 255 + white / 2) / white) as u8;
    let picture = match picture {
        DynamicImage::ImageLuma8(gray) if matches!(white, 1 | 255) => gray,
        DynamicImage::ImageLuma16(deep) => {
            GrayImage::from_fn(deep.width(), deep.height(), |x, y| Luma([scaled(u32::from(deep.get_pixel(x, y).0[0]))]))
        }
        other if matches!(white, 1 | 255 | 65535) => gray(other),
        DynamicImage::ImageRgb16(deep) => {
            let luma = DynamicImage::from(deep).into_luma16();
            GrayImage::from_fn(luma.width(), luma.height(), |x, y| Luma([scaled(u32::from(luma.get_pixel(x, y).0[0]))]))
        }
        other => {
            let mut gray = gray(other);
            gray.iter_mut().for_each(|v| *v = scaled(u32::from(*v)));
            gray
        }
    };
    Ok((picture, orientation))
}

/// Luma as the `image` crate weighs it (Rec. 709), over white where the picture is transparent.
fn gray(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let veiled = picture.into_luma_alpha8();
    let over_white = |[luma, alpha]: [u8; 2]| {
        let (luma, alpha) = (u16::from(luma), u16::from(alpha));
        ((luma * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let (width, height) = veiled.dimensions();
    let pixels = veiled.into_raw().chunks_exact(2).map(|p| over_white([p[0], p[1]])).collect();
    GrayImage::from_raw(width, height, pixels).expect("one value per pixel of the picture it came from")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_decoder_becomes_an_error() {
        let nothing = Vec::<u8>::new();
        assert!(matches!(contained(|| Ok(nothing[0])), Err(PhotoError::DecoderFailed)));
    }
}

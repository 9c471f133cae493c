//! Small pictures of questions, made off the window's thread.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use eframe::egui::ColorImage;
use image::{ImageReader, Limits};

use crate::classroom::PictureId;
use crate::exchange::questions::{Pictures, QuestionList};

/// Longest side of a small picture in pixels.
const LONGEST_PX: u32 = 640;
/// Largest side that is decoded, and most bytes for it: a question's picture is no poster.
const LARGEST_SIDE_PX: u32 = 12_000;
const MOST_BYTES: u64 = 256 << 20;

/// Pictures by their identity, of a set or of a file.
pub enum Album {
    /// Of a set.
    Set(Arc<Pictures>),
    /// Of a file that was read.
    File(Arc<QuestionList>),
}

impl Album {
    /// The pictures.
    pub fn pictures(&self) -> &Pictures {
        match self {
            Self::Set(pictures) => pictures,
            Self::File(list) => &list.pictures,
        }
    }
}

/// Makes these pictures small; nothing where one cannot be shown.
pub fn small(wanted: &[PictureId], album: &Pictures) -> Vec<(PictureId, Option<ColorImage>)> {
    wanted.iter().map(|id| (*id, album.get(id).and_then(|bytes| decode(bytes)))).collect()
}

fn decode(bytes: &[u8]) -> Option<ColorImage> {
    // The one boundary at which decoders' panics end: the bytes may come from anywhere.
    let picture = catch_unwind(AssertUnwindSafe(|| {
        let mut limits = Limits::default();
        limits.max_image_width = Some(LARGEST_SIDE_PX);
        limits.max_image_height = Some(LARGEST_SIDE_PX);
        limits.max_alloc = Some(MOST_BYTES);
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        reader.limits(limits);
        reader.decode().ok()
    }))
    .ok()
    .flatten()?;
    let picture = if picture.width().max(picture.height()) > LONGEST_PX { picture.thumbnail(LONGEST_PX, LONGEST_PX) } else { picture };
    let picture = picture.into_rgba8();
    let size = [picture.width() as usize, picture.height() as usize];
    Some(ColorImage::from_rgba_unmultiplied(size, picture.as_raw()))
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    #[test]
    fn a_large_picture_becomes_small_and_what_is_none_stays_away() {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::new(2000, 1000).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let bytes = bytes.into_inner();
        let cut = bytes[..bytes.len() / 2].to_vec();
        let ids = [&bytes, &cut].map(|b| PictureId::of(b));
        let made = small(&ids, &[bytes, cut].map(|b| (PictureId::of(&b), b)).into());
        assert_eq!(made[0].1.as_ref().map(|p| p.size), Some([640, 320]));
        assert!(made[1].1.is_none());
        assert!(small(&ids[..1], &Pictures::new())[0].1.is_none());
    }
}

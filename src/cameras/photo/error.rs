//! Why a file gives no picture.

use std::error::Error;
use std::io;

/// Why a file gives no picture, in words for a teacher: what is true, and what to do next. The file's name is not part of it.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// Nothing has this name.
    #[error("there is no file of this name; check whether it was moved or renamed")]
    Missing,
    /// A folder where a file was expected.
    #[error("this is a folder; open the photographs in it")]
    Folder,
    /// A device, a pipe or the like.
    #[error("this is not an ordinary file; open a photograph")]
    NotAFile,
    /// The system does not let us read it.
    #[error("this file may not be opened with your account; copy it to a folder of your own, or ask its owner")]
    Forbidden,
    /// The disk, the stick or the network failed.
    #[error("the file cannot be read from its disk; copy it to this computer and try again")]
    Unreadable(#[source] io::Error),
    /// No bytes.
    #[error("the file is empty; copy it again from the camera or phone")]
    Empty,
    /// A known kind of file that is not opened here.
    #[error("this is {what}, which cannot be opened here; {advice}")]
    Foreign {
        /// The kind of file with its article.
        what: &'static str,
        /// How to come to a picture.
        advice: &'static str,
    },
    /// Nothing known.
    #[error("this is not a picture that can be opened; JPEG, PNG, WebP, BMP, TIFF, GIF and PGM work")]
    NotAPicture,
    /// The beginning is right and the end is missing.
    #[error("the end of the picture is missing; copy it again from the camera or phone")]
    CutShort,
    /// The content contradicts itself.
    #[error("the picture is damaged; copy it again from the camera or phone, or open it in a picture program and save it as JPEG")]
    Damaged(#[source] Box<dyn Error + Send + Sync>),
    /// A rare variety of a format.
    #[error("this rare kind of {format} cannot be opened; open it in a picture program and save it as JPEG")]
    Unsupported {
        /// The format's name.
        format: &'static str,
        /// What the decoder says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// More than [`super::MAX_PIXELS`] pixels.
    #[error(
        "the picture says it is {width} × {height} pixels; at most 120 megapixels, and 100,000 pixels a side, can be opened; save it smaller"
    )]
    TooLarge {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Decoding it would take more memory than we allow.
    #[error("the picture needs too much memory; open it in a picture program and save it as JPEG")]
    TooHeavy,
    /// The decoder panicked: a bug in it, set off by damaged bytes.
    #[error("the picture is damaged in a way that stopped its decoder; open it in a picture program and save it as JPEG")]
    DecoderFailed,
}

impl From<io::Error> for PhotoError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::UnexpectedEof => Self::CutShort,
            _ => Self::Unreadable(error),
        }
    }
}

impl PhotoError {
    /// What an error of the `image` crate means for this format.
    pub(super) fn from_decoder(format: &'static str, error: image::ImageError) -> Self {
        use image::ImageError::{IoError, Limits, Unsupported};
        match error {
            // Said first: the chain of causes leaves out the outermost one.
            IoError(e) if e.kind() == io::ErrorKind::UnexpectedEof => Self::CutShort,
            _ if ends_early(&error) => Self::CutShort,
            // Formats report their own inconsistencies as I/O errors without a code of the system's.
            IoError(e) if e.raw_os_error().is_some() => e.into(),
            Limits(_) => Self::TooHeavy,
            Unsupported(_) => Self::Unsupported { format, source: error.into() },
            _ => Self::Damaged(error.into()),
        }
    }
}

/// Whether the bytes ended before the picture did, wherever in the chain of causes that is said.
fn ends_early(error: &image::ImageError) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(e) = cause {
        if let Some(io) = e.downcast_ref::<io::Error>()
            && io.kind() == io::ErrorKind::UnexpectedEof
        {
            return true;
        }
        cause = e.source();
    }
    false
}

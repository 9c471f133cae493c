//! Pictures of questions: named by what they hold, so that the same picture is kept once and a question stays small.

use sha2::{Digest, Sha256};

/// Identifies a picture by its bytes: their SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PictureId([u8; 32]);

impl PictureId {
    /// The identity of a picture file's bytes.
    ///
    /// ```
    /// # use quarterturn::classroom::PictureId;
    /// let id = PictureId::of(b"bytes");
    /// assert_eq!(PictureId::parse(&id.to_string()), Some(id));
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The identity with this hash.
    pub fn from_bytes(hash: [u8; 32]) -> Self {
        Self(hash)
    }

    /// The hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The identity of 64 hexadecimal digits, as it displays itself.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().as_chunks::<2>().0) {
            let digit = |d: u8| char::from(d).to_digit(16).map(|v| v as u8);
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl std::fmt::Display for PictureId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl std::fmt::Debug for PictureId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PictureId({self})")
    }
}

/// A picture in a question or an option. Its bytes are kept apart from the question, under this identity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Which one.
    pub id: PictureId,
    /// What it shows, for whoever does not see it; may be empty.
    pub description: String,
}

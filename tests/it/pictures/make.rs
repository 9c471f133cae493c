//! Bytes of picture files, good and bad.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, imageops};
use quarterturn::cards::{CardNumber, Deck};

/// The picture of these tests, as in `tests/data/pictures`.
pub const SIZE: (u32, u32) = (320, 260);
pub const CARD: u16 = 5;
/// A pixel in the card's black border.
pub const BLACK: (u32, u32) = (156, 79);

/// The card on white.
pub fn card() -> GrayImage {
    let deck = Deck::named(super::DECK).expect("a deck");
    let face = deck.face(CardNumber(CARD)).expect("in the deck").picture(1);
    let face = imageops::resize(&face, 132, 132, imageops::FilterType::Triangle);
    let mut picture = GrayImage::from_pixel(SIZE.0, SIZE.1, Luma([255]));
    imageops::replace(&mut picture, &face, 90, 60);
    picture
}

pub fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("the format holds such pictures");
    bytes.into_inner()
}

pub fn jpeg() -> Vec<u8> {
    encoded(card(), ImageFormat::Jpeg)
}

/// A file of `tests/data/pictures`.
pub fn stored(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pictures").join(name)).expect(name)
}

/// An EXIF block that holds an orientation, and a thumbnail's end marker to trip over.
fn exif(orientation: u16) -> Vec<u8> {
    let mut block = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    block.extend(orientation.to_be_bytes());
    block.extend(b"\0\0\0\0\0\0\xff\xd8\xff\xd9");
    block
}

/// The card stored so that the orientation turns it upright.
fn stored_for(orientation: u8) -> DynamicImage {
    let undo = match orientation {
        6 => 8,
        8 => 6,
        own_inverse => own_inverse,
    };
    let mut picture = DynamicImage::from(card());
    picture.apply_orientation(Orientation::from_exif(undo).expect("1 to 8"));
    picture
}

pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

pub fn oriented_jpeg(orientation: u8) -> Vec<u8> {
    let jpeg = encoded(stored_for(orientation), ImageFormat::Jpeg);
    with_segment(&jpeg, 0xe1, &[b"Exif\0\0".as_slice(), &exif(u16::from(orientation))].concat())
}

pub fn oriented_png(orientation: u8) -> Vec<u8> {
    let png = encoded(stored_for(orientation), ImageFormat::Png);
    let after_header = 8 + 25;
    [&png[..after_header], &chunk(b"eXIf", &exif(u16::from(orientation))), &png[after_header..]].concat()
}

/// A PNG chunk with its length and checksum.
pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), content].concat();
    let mut crc = u32::MAX;
    for byte in &body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    [&(content.len() as u32).to_be_bytes(), body.as_slice(), &(!crc).to_be_bytes()].concat()
}

pub fn png(width: u32, height: u32, depth_and_colour: [u8; 2], chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), depth_and_colour.as_slice(), &[0, 0, 0]].concat();
    let mut file = [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header)].concat();
    chunks.iter().for_each(|c| file.extend(c));
    file.extend(chunk(b"IEND", b""));
    file
}

/// A white picture; its data are stored without compression.
pub fn one_bit_png(width: u32, height: u32) -> Vec<u8> {
    let row: Vec<u8> = [0].into_iter().chain((0..width.div_ceil(8)).map(|_| 0xff)).collect();
    let raw = row.repeat(height as usize);
    let (mut a, mut b) = (1u32, 0u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    let mut zlib = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = raw.chunks(65535).collect();
    for (i, block) in blocks.iter().enumerate() {
        let length = block.len() as u16;
        zlib.push(u8::from(i + 1 == blocks.len()));
        zlib.extend(length.to_le_bytes());
        zlib.extend((!length).to_le_bytes());
        zlib.extend(*block);
    }
    zlib.extend((b << 16 | a).to_be_bytes());
    png(width, height, [1, 0], &[chunk(b"IDAT", &zlib)])
}

/// A TIFF whose one directory has these fields: tag, type (3 = 16 bit, 4 = 32 bit), value.
pub fn tiff(fields: &[(u16, u16, u32)], data: &[u8]) -> Vec<u8> {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    file.extend((fields.len() as u16).to_le_bytes());
    for (tag, kind, value) in fields {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(1u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file.extend(data);
    file
}

/// One strip of gray samples; `sample_format` 1 = whole numbers, 3 = floating point.
pub fn gray_tiff(width: u32, height: u32, bits: u32, sample_format: u32, data: &[u8]) -> Vec<u8> {
    let fields = 10;
    let at = 8 + 2 + 12 * fields + 4;
    tiff(
        &[
            (256, 4, width),
            (257, 4, height),
            (258, 3, bits),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, at),
            (277, 3, 1),
            (278, 4, height),
            (279, 4, data.len() as u32),
            (339, 3, sample_format),
        ],
        data,
    )
}

/// One small picture in each format.
pub fn small_in_every_format() -> Vec<(&'static str, Vec<u8>)> {
    let small = imageops::thumbnail(&card(), 40, 30);
    use ImageFormat::{Bmp, Gif, Jpeg, Png, Pnm, Tiff, WebP};
    let rgba = DynamicImage::from(small.clone()).into_rgba8();
    let mut all: Vec<_> = [("jpeg", Jpeg), ("png", Png), ("bmp", Bmp), ("tiff", Tiff), ("pgm", Pnm)]
        .map(|(name, format)| (name, encoded(small.clone(), format)))
        .into();
    all.extend([("gif", encoded(rgba.clone(), Gif)), ("webp", encoded(rgba, WebP))]);
    all.extend(["progressive.jpg", "cmyk.jpg", "lossy.webp", "fax.tif", "lzw.tif", "rle.bmp", "interlaced.png"].map(|n| (n, stored(n))));
    all
}

/// Numbers for changing bytes: a plain linear congruential generator (Knuth's MMIX), the same on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }
}

//! Odd files that must be read.

use image::ImageFormat::{Bmp, Gif, Jpeg, Png, Pnm, Tiff, WebP};
use image::{DynamicImage, GrayImage, RgbaImage};

use super::Case;
use super::make::{self, card, encoded};

pub fn cases() -> Vec<Case> {
    let gray = card();
    let colour = DynamicImage::from(gray.clone());
    let jpeg = make::jpeg();
    let mut all = vec![
        Case::good("gray.jpg", jpeg.clone()),
        Case::good("rgb.jpg", encoded(colour.to_rgb8(), Jpeg)),
        Case::good("gray.png", encoded(gray.clone(), Png)),
        Case::good("rgb.png", encoded(colour.to_rgb8(), Png)),
        Case::good("gray-16-bit.png", encoded(colour.to_luma16(), Png)),
        Case::good("rgb-16-bit.png", encoded(colour.to_rgb16(), Png)),
        Case::good("transparent.png", encoded(on_glass(&gray), Png)),
        Case::good("transparent-16-bit.png", encoded(DynamicImage::from(on_glass(&gray)).to_rgba16(), Png)),
        Case::good("transparent.webp", encoded(on_glass(&gray), WebP)),
        Case::good("rgb.bmp", encoded(colour.to_rgb8(), Bmp)),
        Case::good("gray.tiff", encoded(gray.clone(), Tiff)),
        Case::good("gray-16-bit.tiff", encoded(colour.to_luma16(), Tiff)),
        Case::good("float-with-nan.tiff", encoded(floats_with_nan(&colour), Tiff)),
        Case::good("rgba.gif", encoded(colour.to_rgba8(), Gif)),
        Case::good("binary.pgm", encoded(gray.clone(), Pnm)),
        Case::good("text.pgm", plain_pgm(&gray)),
        Case::good("65535.pgm", deep_pgm(&gray, 65535)),
        Case::good("1023.pgm", deep_pgm(&gray, 1023)),
        Case::good("100.pgm", deep_pgm(&gray, 100)),
        // Names do not count, nor their absence.
        Case::good("really-a-png.jpg", encoded(gray.clone(), Png)),
        Case::good("really-a-jpeg.png", jpeg.clone()),
        Case::good("no-ending", jpeg.clone()),
        // What stands after the end marker belongs to nobody; two end markers are no worse.
        Case::good("trailing-bytes.jpg", [jpeg.as_slice(), b"trailing\xff\xd8\xff\xe0 bytes of another picture"].concat()),
        Case::good("two-ends.jpg", [jpeg.as_slice(), b"\xff\xd9"].concat()),
        Case::good("long-comment.jpg", make::with_segment(&jpeg, 0xfe, &[b'x'; 60_000])),
        Case::good(
            "orientation-99.jpg",
            make::with_segment(&jpeg, 0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0c\0\0\0\0\0\0"),
        ),
        Case::good("broken-exif.jpg", make::with_segment(&jpeg, 0xe1, b"Exif\0\0MM\0*\xff\xff\xff\xff")),
    ];
    for name in [
        "progressive.jpg",
        "cmyk.jpg",
        "colour.jpg",
        "lossy.webp",
        "one-bit.png",
        "interlaced.png",
        "palette.png",
        "fax.tif",
        "lzw.tif",
        "rle.bmp",
        "animated.gif",
    ] {
        all.push(Case::good(name, make::stored(name)));
    }
    all
}

/// The card's black alone, on nothing: transparent pixels are black, too, and must become white.
fn on_glass(gray: &GrayImage) -> RgbaImage {
    RgbaImage::from_fn(gray.width(), gray.height(), |x, y| image::Rgba([0, 0, 0, 255 - gray.get_pixel(x, y).0[0]]))
}

/// The last row is not a number.
fn floats_with_nan(colour: &DynamicImage) -> image::Rgb32FImage {
    let mut picture = colour.to_rgb32f();
    let last = picture.height() - 1;
    (0..picture.width()).for_each(|x| picture.put_pixel(x, last, image::Rgb([f32::NAN; 3])));
    picture
}

fn plain_pgm(gray: &GrayImage) -> Vec<u8> {
    let numbers: Vec<String> = gray.pixels().map(|p| p.0[0].to_string()).collect();
    format!("P2\n# a comment\n{} {}\n255\n{}\n", gray.width(), gray.height(), numbers.join(" ")).into_bytes()
}

/// White is `white`; above 255 each sample takes two bytes.
fn deep_pgm(gray: &GrayImage, white: u32) -> Vec<u8> {
    let mut file = format!("P5\n{} {}\n{white}\n", gray.width(), gray.height()).into_bytes();
    for pixel in gray.pixels() {
        let value = u32::from(pixel.0[0]) * white / 255;
        file.extend(&value.to_be_bytes()[if white > 255 { 2 } else { 3 }..]);
    }
    file
}

//! Files that must be refused.

use image::DynamicImage;
use image::ImageFormat::{Bmp, Gif, Png, Pnm, Tiff, WebP};

use super::Case;
use super::make::{self, card, chunk, encoded, gray_tiff, png};

const CUT: &str = "end of the picture is missing";
const DAMAGED: &str = "damaged";
const LARGE: &str = "at most 120 megapixels";
const NO_PICTURE: &str = "not a picture";

pub fn cases() -> Vec<Case> {
    [foreign(), cut(), bombs(), garbled()].into_iter().flatten().collect()
}

/// Other kinds of files: recognised by content, and told what to do.
fn foreign() -> Vec<Case> {
    let media = |brand: &[u8; 4]| [b"\0\0\0\x18ftyp".as_slice(), brand, b"\0\0\0\0mif1heic", &[0; 200]].concat();
    let raw = make::tiff(&[(254, 4, 1), (256, 4, 160), (257, 4, 120)], &[0; 64]);
    vec![
        Case::bad("empty.jpg", vec![], "empty"),
        Case::bad("letter.jpg", b"Dear parents, on Friday we go to the zoo.".to_vec(), NO_PICTURE),
        Case::bad("zeros.png", vec![0; 5000], NO_PICTURE),
        Case::bad("one-byte.gif", vec![0xff], NO_PICTURE),
        Case::bad("phone.heic", media(b"heic"), "Most Compatible"),
        Case::bad("phone.jpg", media(b"mif1"), "HEIC"),
        Case::bad("web.avif", media(b"avif"), "AVIF"),
        Case::bad("film.mp4", media(b"isom"), "video"),
        Case::bad("film.mov", media(b"qt  "), "video"),
        Case::bad("camera.cr3", media(b"crx "), "raw photograph"),
        Case::bad("film.avi", b"RIFF\0\0\0\0AVI LIST".to_vec(), "video"),
        Case::bad("film.mkv", b"\x1a\x45\xdf\xa3\x01\0\0\0".to_vec(), "video"),
        Case::bad("sound.wav", b"RIFF\0\0\0\0WAVEfmt ".to_vec(), NO_PICTURE),
        Case::bad("sheet.pdf", b"%PDF-1.7\n%\xe2\xe3".to_vec(), "a PDF"),
        Case::bad("letter.docx", b"PK\x03\x04\x14\0".to_vec(), "office document"),
        Case::bad("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "SVG"),
        Case::bad("page.html", b"<!DOCTYPE html><img>".to_vec(), "web page"),
        Case::bad("layers.psd", b"8BPS\0\x01".to_vec(), "Photoshop"),
        Case::bad("new.jxl", b"\xff\x0a\xfa\x7f".to_vec(), "JPEG XL"),
        Case::bad("raw.dng", raw, "raw photograph"),
    ]
}

/// Files whose end is missing, as after a broken copy.
fn cut() -> Vec<Case> {
    let rgba = DynamicImage::from(card()).into_rgba8();
    let jpeg = make::oriented_jpeg(1);
    let parts = |bytes: &[u8], share: f64| bytes[..(bytes.len() as f64 * share) as usize].to_vec();
    let mut all = Vec::new();
    for kept in [3, 4, 11, 20, 60, 200, jpeg.len() / 4, jpeg.len() / 2, jpeg.len() * 9 / 10, jpeg.len() - 2, jpeg.len() - 1] {
        all.push(Case::bad(format!("cut-after-{kept}.jpg"), jpeg[..kept].to_vec(), CUT));
    }
    all.push(Case::bad("cut.progressive.jpg", parts(&make::stored("progressive.jpg"), 0.6), CUT));
    for (name, bytes) in [
        ("png", encoded(card(), Png)),
        ("bmp", encoded(rgba.clone(), Bmp)),
        ("tiff", encoded(card(), Tiff)),
        ("gif", encoded(rgba.clone(), Gif)),
        ("webp", encoded(rgba, WebP)),
        ("pgm", encoded(card(), Pnm)),
        ("lossy.webp", make::stored("lossy.webp")),
        ("fax.tif", make::stored("fax.tif")),
        ("lzw.tif", make::stored("lzw.tif")),
        ("rle.bmp", make::stored("rle.bmp")),
        ("interlaced.png", make::stored("interlaced.png")),
    ] {
        for percent in [15, 50, 90] {
            all.push(Case::bad(format!("cut-at-{percent}.{name}"), parts(&bytes, f64::from(percent) / 100.0), "copy it again"));
        }
    }
    all
}

/// Small files that claim to be huge.
fn bombs() -> Vec<Case> {
    let jpeg_header = |width: u16, height: u16| {
        let [w, h] = [width.to_be_bytes(), height.to_be_bytes()];
        [
            b"\xff\xd8\xff\xc0\0\x11\x08".as_slice(),
            &h,
            &w,
            b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0\0\xff\xd9",
        ]
        .concat()
    };
    let bmp_header = |width: i32, height: i32| {
        let head = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice();
        [head, &width.to_le_bytes(), &height.to_le_bytes(), b"\x01\0\x18\0", &[0; 24], &[0; 64]].concat()
    };
    let gif_header = |side: u16| {
        let s = side.to_le_bytes();
        [b"GIF89a".as_slice(), &s, &s, b"\0\0\0,\0\0\0\0", &s, &s, b"\0\x02\x02\x4c\x01\0;"].concat()
    };
    // 14 bits each for width and height, both one less.
    let webp_header = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xfe\xbf\xff\x0f\0\0\0\0\0\0\0\0\0".to_vec();
    vec![
        Case::bad("bomb.jpg", jpeg_header(65_500, 65_500), LARGE),
        Case::bad("bomb.png", png(60_000, 60_000, [8, 6], &[chunk(b"IDAT", &[0x78, 0x9c])]), LARGE),
        Case::bad("bomb-largest.png", png(i32::MAX as u32, i32::MAX as u32, [16, 6], &[chunk(b"IDAT", &[])]), ""),
        Case::bad("bomb-ribbon.png", png(100_001, 1, [1, 0], &[chunk(b"IDAT", &[0x78, 0x9c])]), LARGE),
        Case::bad("bomb-121.png", png(11_000, 11_000, [1, 0], &[chunk(b"IDAT", &[0x78, 0x9c])]), LARGE),
        Case::bad("bomb.gif", gif_header(65_535), LARGE),
        Case::bad("bomb.bmp", bmp_header(60_000, 60_000), LARGE),
        Case::bad("bomb-upside-down.bmp", bmp_header(60_000, i32::MIN), ""),
        Case::bad("bomb.webp", webp_header, LARGE),
        Case::bad("bomb.tiff", gray_tiff(u32::MAX, u32::MAX, 8, 1, b"x"), ""),
        Case::bad("bomb-60000.tiff", gray_tiff(60_000, 60_000, 8, 1, b"x"), LARGE),
        Case::bad("bomb-120-megapixels-of-floats.tiff", gray_tiff(12_000, 9_999, 64, 3, b"x"), ""),
        Case::bad("bomb-strip.tiff", gray_tiff(10_000, 10_000, 8, 1, b"x"), ""),
        Case::bad("bomb.pgm", b"P5 60000 60000 255\nxxxx".to_vec(), LARGE),
        Case::bad("bomb-100-megapixels.pgm", b"P5 10000 10000 65535\nxxxx".to_vec(), ""),
        Case::bad("bomb-digits.pgm", b"P5 99999999999999999999 1 255\n".to_vec(), ""),
        Case::bad("bomb-endless-number.pgm", [b"P5 ".as_slice(), &[b'1'; 100_000]].concat(), ""),
        Case::bad("bomb-profile.png", png(4, 4, [8, 0], &[chunk(b"iCCP", &[b"x\0\0".as_slice(), &deflated_zeros(400_000)].concat())]), ""),
    ]
}

/// Right beginnings, wrong insides.
fn garbled() -> Vec<Case> {
    let noise: Vec<u8> = {
        let mut random = make::Random(3);
        (0..4000).map(|_| random.below(255) as u8).collect()
    };
    let after = |head: &[u8]| [head, &noise].concat();
    let mut wrong_sum = encoded(card(), Png);
    let in_data = wrong_sum.len() / 2;
    wrong_sum[in_data] ^= 0x55;
    let mut loop_tiff = make::tiff(&[(256, 4, 5)], &[]);
    let next = loop_tiff.len() - 4;
    loop_tiff[next] = 8;
    vec![
        Case::bad("garbage-after-header.jpg", after(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), ""),
        Case::bad(
            "garbage-and-end.jpg",
            [after(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0").as_slice(), b"\xff\xd9"].concat(),
            "",
        ),
        Case::bad("begin-and-end.jpg", b"\xff\xd8\xff\xd9".to_vec(), ""),
        Case::bad("no-rows.jpg", b"\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\x10\x01\x01\x11\0\xff\xd9".to_vec(), ""),
        Case::bad("garbage.png", after(b"\x89PNG\r\n\x1a\n"), ""),
        Case::bad("wrong-sum.png", wrong_sum, DAMAGED),
        Case::bad("no-columns.png", png(0, 5, [8, 0], &[chunk(b"IDAT", &[])]), ""),
        Case::bad("no-data.png", png(5, 5, [8, 0], &[]), ""),
        Case::bad("odd-depth.png", png(5, 5, [7, 0], &[chunk(b"IDAT", &[])]), ""),
        Case::bad("no-palette.png", png(5, 5, [8, 3], &[chunk(b"IDAT", &[0x78, 0x9c])]), ""),
        Case::bad("garbage.gif", after(b"GIF89a"), ""),
        Case::bad("no-frame.gif", b"GIF89a\x05\0\x05\0\0\0\0;".to_vec(), ""),
        Case::bad("garbage.bmp", after(b"BM"), ""),
        Case::bad("garbage.webp", after(b"RIFF\x10\x10\0\0WEBPVP8 "), ""),
        Case::bad("garbage.tiff", after(b"II*\0\x08\0\0\0"), ""),
        Case::bad("directory-beyond-the-end.tiff", b"II*\0\xff\xff\xff\x7f".to_vec(), ""),
        Case::bad("endless-directories.tiff", loop_tiff, ""),
        Case::bad("gray-floats.tiff", gray_tiff(4, 4, 32, 3, &[0; 64]), "rare kind of TIFF"),
        Case::bad("nothing-but-a-header.pgm", b"P5\n".to_vec(), ""),
        Case::bad("no-rows.pgm", b"P5 5 0 255\n".to_vec(), ""),
        Case::bad("minus.pgm", b"P5 -5 5 255\nxxxxxxxxxxxxxxxxxxxxxxxxx".to_vec(), ""),
        Case::bad("white-0.pgm", b"P5 2 2 0\nxxxx".to_vec(), ""),
        Case::bad("white-70000.pgm", b"P5 2 2 70000\nxxxxxxxx".to_vec(), ""),
        Case::bad("letters.pgm", b"P2 2 2 255\none two three four".to_vec(), ""),
    ]
}

/// A zlib stream of stored blocks of zeros: small enough to write, too large for a colour profile of a 4 × 4 picture.
fn deflated_zeros(length: usize) -> Vec<u8> {
    let zeros = vec![0u8; length];
    let mut stream = vec![0x78, 0x01];
    for block in zeros.chunks(65535) {
        let size = block.len() as u16;
        stream.push(0);
        stream.extend(size.to_le_bytes());
        stream.extend((!size).to_le_bytes());
        stream.extend(block);
    }
    stream
}

//! The printed square of one card: its code as black rectangles, the small letters as outlines.

use image::{GrayImage, Luma};
use qrcode::{EcLevel, QrCode};

use super::{CardNumber, Codeword, Layout, letters};

/// Everything black inside the printed square. Lengths are parts of the square's side, the origin at its top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Black rectangles as `[left, top, right, bottom]`, each 0 to 1.
    black: Vec<[f32; 4]>,
    /// Smallest length of the design, by which pictures of it are sized.
    grain: f32,
    /// Width of the white zone around the code.
    quiet: f32,
}

/// White modules around a QR symbol; ISO/IEC 18004 asks for four.
const QR_QUIET: usize = 4;

impl Face {
    pub(super) fn of_word(word: Codeword, layout: Layout) -> Self {
        let (square, n) = (layout.square(), word.side());
        let (rim, inner) = (layout.quiet, layout.quiet + layout.border);
        let (far, far_inner) = (square - rim, square - inner);
        // The border as four bars without overlap, then each run of black modules in a row as one bar.
        let mut black =
            vec![[rim, rim, far, inner], [rim, far_inner, far, far], [rim, inner, inner, far_inner], [far_inner, inner, far, far_inner]];
        black.extend(runs(n, |row, column| !word.is_white(row, column)).map(|r| r.map(|v| v + inner)));
        let scaled = black.into_iter().map(|r| r.map(|v| v / square)).collect();
        // Quarter modules, as the border and quiet zone of our own layout are.
        Self { black: scaled, grain: 0.25 / square, quiet: rim / square }
    }

    pub(super) fn of_qr(card: CardNumber) -> Self {
        let code = QrCode::with_error_correction_level(format!("QT{card}"), EcLevel::Q).expect("a few characters fit every version");
        let (n, modules) = (code.width(), code.to_colors());
        let square = (n + 2 * QR_QUIET) as f32;
        let black = runs(n, |row, column| modules[row * n + column] == qrcode::Color::Dark)
            .map(|r| r.map(|v| (v + QR_QUIET as f32) / square))
            .collect();
        Self { black, grain: 1.0 / square, quiet: QR_QUIET as f32 / square }
    }

    /// Black rectangles as `[left, top, right, bottom]`, parts of the square's side.
    pub fn black(&self) -> &[[f32; 4]] {
        &self.black
    }

    /// Outlines of the small letters A to D in the quiet zone, corner by corner, parts of the square's side; all filled
    /// black by the nonzero rule.
    pub fn letters(&self) -> Vec<Vec<[f32; 2]>> {
        letters::outlines(self.quiet)
    }

    /// Width of the white zone around the code, as a part of the square's side.
    pub fn quiet(&self) -> f32 {
        self.quiet
    }

    /// Smallest length of the design, as a part of the square's side.
    pub fn grain(&self) -> f32 {
        self.grain
    }

    /// The upright square in black and white, letters included, at least `min_px` wide, each edge of the code on a
    /// pixel's rim.
    pub fn picture(&self, min_px: u32) -> GrayImage {
        let cells = (1.0 / self.grain).round() as u32;
        let px = cells * min_px.div_ceil(cells).max(1);
        let mut picture = GrayImage::from_pixel(px, px, Luma([255]));
        for bar in &self.black {
            let [left, top, right, bottom] = bar.map(|v| (v * px as f32).round() as u32);
            for y in top..bottom {
                for x in left..right {
                    picture.put_pixel(x, y, Luma([0]));
                }
            }
        }
        for outline in self.letters() {
            fill(&mut picture, &outline);
        }
        picture
    }
}

/// Blackens the pixels whose middle is inside a convex outline that is wound clockwise as seen.
fn fill(picture: &mut GrayImage, outline: &[[f32; 2]]) {
    let px = picture.width() as f32;
    let corners: Vec<[f32; 2]> = outline.iter().map(|c| c.map(|v| v * px)).collect();
    let span = |axis: usize| {
        let (least, most) = corners.iter().fold((px, 0.0f32), |(a, b), c| (a.min(c[axis]), b.max(c[axis])));
        least.floor().max(0.0) as u32..most.ceil().min(px) as u32
    };
    for y in span(1) {
        for x in span(0) {
            let (mx, my) = (x as f32 + 0.5, y as f32 + 0.5);
            let mut sides = corners.iter().zip(corners.iter().cycle().skip(1));
            if sides.all(|(a, b)| (b[0] - a[0]) * (my - a[1]) - (b[1] - a[1]) * (mx - a[0]) >= 0.0) {
                picture.put_pixel(x, y, Luma([0]));
            }
        }
    }
}

/// Runs of black modules in each row as rectangles in modules.
fn runs(n: usize, is_black: impl Fn(usize, usize) -> bool) -> impl Iterator<Item = [f32; 4]> {
    let mut found = Vec::new();
    for row in 0..n {
        let mut column = 0;
        while column < n {
            let start = column;
            while column < n && is_black(row, column) {
                column += 1;
            }
            if column > start {
                found.push([start as f32, row as f32, column as f32, row as f32 + 1.0]);
            }
            column += 1;
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_face_is_drawn_module_by_module() {
        let layout = Layout { modules: 2, border: 1.0, quiet: 1.0 };
        let word = Codeword::new(2, 0b01_10).expect("four bits");
        let picture = Face::of_word(word, layout).picture(24);
        assert_eq!(picture.dimensions(), (24, 24));
        let rows: Vec<String> =
            (0..6).map(|r| (0..6).map(|c| if picture.get_pixel(c * 4 + 2, r * 4 + 2).0[0] == 0 { '#' } else { '.' }).collect()).collect();
        assert_eq!(rows, ["......", ".####.", ".##.#.", ".#.##.", ".####.", "......"]);
    }
}

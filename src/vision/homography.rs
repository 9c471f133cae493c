//! Plane projective maps between a card and a picture.

use super::Point;

/// A map of the plane, as the nine numbers of a 3 × 3 matrix, row by row.
///
/// Names say target from source: `image_from_card` maps a card's points to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homography(pub [f32; 9]);

impl Homography {
    /// The map that takes the corners of the square from −1 to 1 to these, clockwise from the top left.
    ///
    /// Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), section 2.2.3. `None` where three of the
    /// corners stand in a line or the outline is not convex.
    pub fn from_square(corners: &[Point; 4]) -> Option<Self> {
        let [p0, p1, p2, p3] = *corners;
        let (dx1, dx2, dx3) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x);
        let (dy1, dy2, dy3) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y);
        let det = dx1 * dy2 - dx2 * dy1;
        if det.abs() < 1e-6 {
            return None;
        }
        let (g, h) = ((dx3 * dy2 - dx2 * dy3) / det, (dx1 * dy3 - dx3 * dy1) / det);
        // The denominators at the four corners must share their sign.
        if 1.0 + g <= 0.05 || 1.0 + h <= 0.05 || 1.0 + g + h <= 0.05 {
            return None;
        }
        let unit = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x, p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y, g, h, 1.0];
        // Unit coordinates are (u + 1) / 2 and (v + 1) / 2.
        let shift = [0.5, 0.0, 0.5, 0.0, 0.5, 0.5, 0.0, 0.0, 1.0];
        Some(Self(product(&unit, &shift)).normal())
    }

    /// Where a point of the source goes.
    #[inline]
    pub fn apply(&self, u: f32, v: f32) -> Point {
        let m = &self.0;
        let w = 1.0 / (m[6] * u + m[7] * v + m[8]);
        Point::new((m[0] * u + m[1] * v + m[2]) * w, (m[3] * u + m[4] * v + m[5]) * w)
    }

    /// Where the corners of the square from −1 to 1 go.
    pub fn square(&self) -> [Point; 4] {
        [self.apply(-1.0, -1.0), self.apply(1.0, -1.0), self.apply(1.0, 1.0), self.apply(-1.0, 1.0)]
    }

    /// The map that applies `first` and then `self`.
    #[must_use]
    pub fn after(&self, first: &Self) -> Self {
        Self(product(&self.0, &first.0)).normal()
    }

    /// The map back; `None` where it is singular.
    pub fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let adjugate = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        let det = a * adjugate[0] + b * adjugate[3] + c * adjugate[6];
        (det.abs() > 1e-9).then(|| Self(adjugate).normal())
    }

    /// The map with source and target of `self`, the source turned: the top left corner's place is taken by the corner
    /// that is `quarters` places further clockwise.
    #[must_use]
    pub fn source_turned(&self, quarters: u8) -> Self {
        let (c, s) = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)][usize::from(quarters % 4)];
        self.after(&Self([c, -s, 0.0, s, c, 0.0, 0.0, 0.0, 1.0]))
    }

    fn normal(self) -> Self {
        let last = self.0[8];
        if last.abs() < 1e-12 { self } else { Self(self.0.map(|v| v / last)) }
    }
}

fn product(a: &[f32; 9], b: &[f32; 9]) -> [f32; 9] {
    std::array::from_fn(|i| (0..3).map(|k| a[i / 3 * 3 + k] * b[k * 3 + i % 3]).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Point; 4] = [Point::new(10.0, 5.0), Point::new(30.0, 7.0), Point::new(28.0, 29.0), Point::new(8.0, 24.0)];

    fn near(a: Point, b: Point) -> bool {
        (a.x - b.x).abs() < 1e-3 && (a.y - b.y).abs() < 1e-3
    }

    #[test]
    fn corners_go_where_they_were_asked_to() {
        let map = Homography::from_square(&CORNERS).expect("convex");
        for ((u, v), corner) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].into_iter().zip(CORNERS) {
            assert!(near(map.apply(u, v), corner));
        }
        let back = map.inverse().expect("regular");
        assert!(near(back.apply(30.0, 7.0), Point::new(1.0, -1.0)));
    }

    #[test]
    fn turning_the_source_moves_the_corners_along() {
        let map = Homography::from_square(&CORNERS).expect("convex");
        assert!(near(map.source_turned(1).apply(-1.0, -1.0), CORNERS[1]));
        assert!(near(map.source_turned(3).apply(-1.0, -1.0), CORNERS[3]));
    }

    #[test]
    fn a_bow_tie_is_refused() {
        let [a, b, c, d] = CORNERS;
        assert_eq!(Homography::from_square(&[a, c, b, d]), None);
    }
}

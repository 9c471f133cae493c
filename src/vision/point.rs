//! Points in a picture, and outlines of four.

/// A place in a picture in pixels; the centre of the first pixel is (0, 0), y runs down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// How far away another point is. A picture is too small for the squares to overflow, so they need no `hypot`, which is slow.
    pub fn distance(self, other: Self) -> f32 {
        let (dx, dy) = (self.x - other.x, self.y - other.y);
        (dx * dx + dy * dy).sqrt()
    }
}

/// The mean of the corners.
pub fn middle(corners: &[Point; 4]) -> Point {
    let sum = corners.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x, s.y + p.y));
    Point::new(sum.x / 4.0, sum.y / 4.0)
}

/// Area of an outline in square pixels.
pub fn area(corners: &[Point; 4]) -> f32 {
    let twice: f32 = (0..4).map(|i| (corners[i], corners[(i + 1) % 4])).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    twice.abs() / 2.0
}

/// Lengths of the sides of an outline, the one from the first corner to the second first.
pub fn sides(corners: &[Point; 4]) -> [f32; 4] {
    std::array::from_fn(|i| corners[i].distance(corners[(i + 1) % 4]))
}

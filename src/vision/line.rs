//! Straight lines in a picture.

use super::Point;

/// The points with `nx` x + `ny` y = `far`, where (`nx`, `ny`) is 1 long.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    pub nx: f32,
    pub ny: f32,
    pub far: f32,
}

impl Line {
    /// The line that lies nearest to some points, by total least squares.
    pub fn through(points: &[Point]) -> Self {
        let n = points.len().max(1) as f32;
        let mean = points.iter().fold(Point::default(), |s, p| Point::new(s.x + p.x / n, s.y + p.y / n));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for p in points {
            let (dx, dy) = (p.x - mean.x, p.y - mean.y);
            (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy);
        }
        let along = 0.5 * (2.0 * xy).atan2(xx - yy);
        let (nx, ny) = (-along.sin(), along.cos());
        Self { nx, ny, far: nx * mean.x + ny * mean.y }
    }

    /// How far a point lies from it, on the side that the normal shows to if positive.
    pub fn beyond(&self, p: Point) -> f32 {
        self.nx * p.x + self.ny * p.y - self.far
    }

    /// Where two lines cross; `None` where they run nearly alike.
    pub fn crossing(&self, other: &Self) -> Option<Point> {
        let det = self.nx * other.ny - self.ny * other.nx;
        let cross = || Point::new((self.far * other.ny - other.far * self.ny) / det, (self.nx * other.far - other.nx * self.far) / det);
        (det.abs() > 1e-3).then(cross)
    }
}

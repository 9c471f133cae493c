//! Where a sheet's points appear in the picture.

use crate::cards::QuarterTurn;

/// How a sheet is held, in radians: turned around its upright axis, then leant, then rolled. The answers' quarter turns are not part
/// of it: a *held* sheet is one that has been turned already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pose {
    pub(super) yaw: f32,
    pub(super) pitch: f32,
    pub(super) roll: f32,
}

/// A plane projective map; rows of a 3 × 3 matrix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Homography(pub(super) [[f64; 3]; 3]);

fn product(a: [[f64; 3]; 3], b: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|r| std::array::from_fn(|c| (0..3).map(|k| a[r][k] * b[k][c]).sum()))
}

impl Homography {
    /// From a held sheet's millimetres (origin in its middle, x right and y down) to pixels. `centre` is where its
    /// middle is in the room, `focal_px` the camera's focal length, `middle` the principal point.
    pub(super) fn image_from_held(centre: [f64; 3], pose: Pose, focal_px: f64, middle: [f64; 2]) -> Self {
        let turn = |angle: f32| f64::from(angle).sin_cos();
        let ((sy, cy), (sp, cp), (sr, cr)) = (turn(pose.yaw), turn(pose.pitch), turn(pose.roll));
        let yaw = [[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]];
        let pitch = [[1.0, 0.0, 0.0], [0.0, cp, -sp], [0.0, sp, cp]];
        let roll = [[cr, -sr, 0.0], [sr, cr, 0.0], [0.0, 0.0, 1.0]];
        let rotation = product(roll, product(pitch, yaw));
        let placed: [[f64; 3]; 3] = std::array::from_fn(|r| [rotation[r][0], rotation[r][1], centre[r]]);
        let camera = [[focal_px, 0.0, middle[0]], [0.0, focal_px, middle[1]], [0.0, 0.0, 1.0]];
        Self(product(camera, placed))
    }

    pub(super) fn apply(&self, point: [f64; 2]) -> [f64; 2] {
        let row = |r: [f64; 3]| r[0] * point[0] + r[1] * point[1] + r[2];
        let [x, y, w] = self.0.map(row);
        [x / w, y / w]
    }

    /// The way back. A sheet seen edge-on has none.
    pub(super) fn inverse(&self) -> Option<Self> {
        let m = &self.0;
        let minor = |r: usize, c: usize| {
            let (r1, r2, c1, c2) = ((r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3);
            m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
        };
        let determinant: f64 = (0..3).map(|c| m[0][c] * minor(0, c)).sum();
        let inverse = std::array::from_fn(|r| std::array::from_fn(|c| minor(c, r) / determinant));
        (determinant.abs() > f64::EPSILON).then_some(Self(inverse))
    }
}

/// Where a point of the upright sheet comes to lie when the sheet has been turned, counter-clockwise as the camera sees it.
///
/// `[1, 0]`, the right side, comes to the top, which is `[0, -1]`, by one quarter turn.
pub(super) fn held_from_upright(turn: QuarterTurn, point: [f32; 2]) -> [f32; 2] {
    (0..turn.count()).fold(point, |[x, y], _| [y, -x])
}

/// The way back.
pub(super) fn upright_from_held(turn: QuarterTurn, [x, y]: [f32; 2]) -> [f32; 2] {
    match turn.count() {
        0 => [x, y],
        1 => [-y, x],
        2 => [-x, -y],
        _ => [y, -x],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pose: Pose) -> Homography {
        Homography::image_from_held([0.0, 0.0, 1000.0], pose, 1000.0, [320.0, 240.0])
    }

    #[test]
    fn an_upright_sheet_at_one_metre_is_as_large_in_pixels_as_in_millimetres() {
        assert_eq!(map(Pose::default()).apply([-70.0, 30.0]), [250.0, 270.0]);
    }

    #[test]
    fn one_quarter_turn_brings_the_right_side_up() {
        assert_eq!(held_from_upright(QuarterTurn::new(1), [70.0, 0.0]), [0.0, -70.0]);
        for turn in QuarterTurn::ALL {
            assert_eq!(upright_from_held(turn, held_from_upright(turn, [3.0, -5.0])), [3.0, -5.0]);
        }
    }

    #[test]
    fn there_and_back_is_nothing() {
        let there = map(Pose { yaw: 0.5, pitch: -0.3, roll: 0.2 });
        let [x, y] = there.inverse().expect("not edge-on").apply(there.apply([12.0, -34.0]));
        assert!((x - 12.0).abs() < 1e-6 && (y + 34.0).abs() < 1e-6, "{x} {y}");
    }
}

//! One held card in the picture.

use super::geometry::{Homography, held_from_upright, upright_from_held};
use super::light::Light;
use super::motion::Shown;
use super::seating::{Glare, Hold, Lighting, Student};
use crate::cards::{CardNumber, Deck, QuarterTurn};

/// An A5 sheet and the printed square in its middle.
pub(super) const SHEET_MM: [f32; 2] = [148.0, 210.0];
pub(super) const SQUARE_MM: f32 = 139.0;
/// What stands under the square (number and name), as one gray bar.
const CAPTION_MM: [f32; 4] = [-20.0, 82.0, 20.0, 88.0];

/// Light that comes back from ink, paper and small gray print.
const INK: f32 = 0.04;
const PAPER: f32 = 0.86;
const CAPTION: f32 = 0.35;

const THUMB_RADIUS_MM: f32 = 8.5;
/// What a hand adds around the sheet.
const HAND_MM: f32 = 28.0;

/// How far a card goes down when its arm rests, and how much it leans forward then.
const LOWERED_MM: f32 = 330.0;
const LOWERED_RAD: f32 = 0.9;

/// Below this width of the square each pixel is sampled 8 × 8 times instead of 4 × 4: then modules are as small as pixels.
const SMALL_PX: f32 = 45.0;

/// A printed square as cells that are wholly ink or paper.
#[derive(Clone, Debug)]
pub(super) struct Print {
    cells: Vec<bool>,
    side: usize,
    quiet: f32,
}

impl Print {
    pub(super) fn of(deck: &Deck, card: CardNumber) -> Option<Self> {
        let face = deck.face(card)?;
        // The smallest picture of a face is the one whose cells are its own grain.
        let picture = face.picture(1);
        Some(Self { cells: picture.pixels().map(|p| p.0[0] == 0).collect(), side: picture.width() as usize, quiet: face.quiet() })
    }

    /// What comes back from a point of the upright sheet.
    fn reflects(&self, [x, y]: [f32; 2]) -> f32 {
        let cell = |v: f32| (v / SQUARE_MM + 0.5) * self.side as f32;
        let (column, row) = (cell(x), cell(y));
        if column >= 0.0 && row >= 0.0 && column < self.side as f32 && row < self.side as f32 {
            return if self.cells[row as usize * self.side + column as usize] { INK } else { PAPER };
        }
        let [left, top, right, bottom] = CAPTION_MM;
        if (left..right).contains(&x) && (top..bottom).contains(&y) { CAPTION } else { PAPER }
    }
}

/// The camera for one frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) focal_px: f32,
    /// Where the middle of the room appears; it sways.
    pub(super) middle: [f64; 2],
    pub(super) defocus_px: f32,
}

/// Draws the card as it is shown and gives the code's outer black corners, clockwise from the top left of the upright face.
///
/// `None` where nothing of it can be seen; corners outside the picture are the caller's to judge.
pub(super) fn draw(canvas: &mut Light, student: &Student, print: &Print, shown: Shown, view: View) -> Option<[[f32; 2]; 4]> {
    if shown.lift < 0.02 {
        return None;
    }
    let down = 1.0 - shown.lift;
    let [x, y, z] = student.centre_mm;
    let mut pose = student.pose;
    pose.pitch += down * LOWERED_RAD;
    let image_from_held =
        Homography::image_from_held([x, y + f64::from(down * LOWERED_MM), z], pose, f64::from(view.focal_px), view.middle);
    let turn = QuarterTurn::from(shown.answer);
    let half = if turn.count() % 2 == 0 { SHEET_MM } else { [SHEET_MM[1], SHEET_MM[0]] }.map(|side| side / 2.0);
    let in_image = |p: [f32; 2]| image_from_held.apply(p.map(f64::from)).map(|v| v as f32);

    let reach = half.map(|h| h + HAND_MM);
    let around = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]].map(|[sx, sy]: [f32; 2]| in_image([sx * reach[0], sy * reach[1]]));
    let margin = (3.0 * view.defocus_px).ceil() + 1.0;
    let bound = |axis: usize, room: usize| {
        let low = around.iter().map(|p| p[axis]).fold(f32::MAX, f32::min) - margin;
        let high = around.iter().map(|p| p[axis]).fold(f32::MIN, f32::max) + margin;
        (low.max(0.0) as usize).min(room)..(high.max(0.0).ceil() as usize + 1).min(room)
    };
    let (columns, rows) = (bound(0, canvas.width), bound(1, canvas.height));
    if columns.is_empty() || rows.is_empty() {
        return None;
    }
    let held_from_image = image_from_held.inverse()?;
    let samples = if SQUARE_MM * view.focal_px / (z as f32) < SMALL_PX { 8 } else { 4 };
    let look = Look { half, turn, print, thumbs: thumbs(student.hold, half), lighting: student.lighting, glare: student.glare };
    let (light, cover) = look.sampled([columns.start, rows.start], [columns.len(), rows.len()], samples, &held_from_image);
    let (light, cover) = (light.blurred(view.defocus_px), cover.blurred(view.defocus_px));
    for (row, y) in rows.enumerate() {
        let target = &mut canvas.row_mut(y)[columns.clone()];
        for ((pixel, light), cover) in target.iter_mut().zip(light.row(row)).zip(cover.row(row)) {
            *pixel = *pixel * (1.0 - cover) + light;
        }
    }

    let code = SQUARE_MM * (0.5 - print.quiet);
    let upright = [[-code, -code], [code, -code], [code, code], [-code, code]];
    Some(upright.map(|corner| in_image(held_from_upright(turn, corner))))
}

/// A thumb as a line with a round end, from outside the sheet to its tip's middle.
type Thumb = [[f32; 2]; 2];

fn thumbs(hold: Hold, [half_width, half_height]: [f32; 2]) -> Vec<Thumb> {
    let tip = |half: f32, reach_mm: f32| half - reach_mm + THUMB_RADIUS_MM;
    match hold {
        Hold::Behind => Vec::new(),
        Hold::Sides { low, reach_mm } => (0..2)
            .map(|i| {
                let (side, y) = (if i == 0 { -1.0 } else { 1.0 }, low[i] * half_height);
                [[side * (half_width + 25.0), y + 15.0], [side * tip(half_width, reach_mm[i]), y]]
            })
            .collect(),
        Hold::Below { aside, reach_mm } => {
            let x = aside * half_width;
            vec![[[x + 8.0, half_height + 25.0], [x, tip(half_height, reach_mm)]]]
        }
    }
}

/// Everything that decides the light at a point of the held sheet.
struct Look<'a> {
    half: [f32; 2],
    turn: QuarterTurn,
    print: &'a Print,
    thumbs: Vec<Thumb>,
    lighting: Lighting,
    glare: Option<Glare>,
}

impl Look<'_> {
    /// Light (times cover) and cover of a patch of the picture, each pixel the mean of `samples`² points of it.
    fn sampled(
        &self,
        [left, top]: [usize; 2],
        [width, height]: [usize; 2],
        samples: usize,
        held_from_image: &Homography,
    ) -> (Light, Light) {
        let (mut light, mut cover) = (Light::new(width, height, 0.0), Light::new(width, height, 0.0));
        let step = 1.0 / samples as f64;
        let share = 1.0 / (samples * samples) as f32;
        let dx = held_from_image.0.map(|row| (row[0] * step) as f32);
        for line in 0..height * samples {
            let y = top as f64 - 0.5 + (line as f64 + 0.5) * step;
            let x = left as f64 - 0.5 + 0.5 * step;
            // Exact at the line's beginning; along the line single precision is plenty.
            let start = held_from_image.0.map(|row| (row[0] * x + row[1] * y + row[2]) as f32);
            let (lights, covers) = (light.row_mut(line / samples), cover.row_mut(line / samples));
            for i in 0..width * samples {
                let [u, v, w]: [f32; 3] = std::array::from_fn(|k| start[k] + dx[k] * i as f32);
                if let Some(tone) = self.tone([u / w, v / w]) {
                    lights[i / samples] += tone * share;
                    covers[i / samples] += share;
                }
            }
        }
        (light, cover)
    }

    /// `None` beside sheet and hands.
    fn tone(&self, [x, y]: [f32; 2]) -> Option<f32> {
        let Lighting { level, slope, shadow, skin } = self.lighting;
        let is_thumb = self.thumbs.iter().any(|&[from, to]| distance_squared([x, y], from, to) < THUMB_RADIUS_MM * THUMB_RADIUS_MM);
        let is_sheet = x.abs() < self.half[0] && y.abs() < self.half[1];
        if !is_thumb && !is_sheet {
            return None;
        }
        let reflected = if is_thumb { skin } else { self.print.reflects(upright_from_held(self.turn, [x, y])) };
        let along = |v: f32, half: f32| (v / half).clamp(-1.0, 1.0);
        let lit = level * (1.0 + slope[0] * along(x, self.half[0]) + slope[1] * along(y, self.half[1]));
        let shade = shadow.map_or(1.0, |(normal, offset, left)| if x * normal[0] + y * normal[1] > offset { left } else { 1.0 });
        let mirrored = self.glare.filter(|_| !is_thumb).map_or(0.0, |spot| spot.at([x, y]));
        Some(reflected * lit * shade + mirrored)
    }
}

fn distance_squared([x, y]: [f32; 2], [ax, ay]: [f32; 2], [bx, by]: [f32; 2]) -> f32 {
    let (dx, dy) = (bx - ax, by - ay);
    let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (x - ax - along * dx).powi(2) + (y - ay - along * dy).powi(2)
}

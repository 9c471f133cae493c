//! The room without its cards: walls, windows, desks, and students behind the cards they hold.

use super::RoomOptions;
use super::light::Light;
use super::rng::Rng;
use super::seating::{Student, focal_px};

/// Draws the room with `margin` pixels more on each side, so that a swaying camera never sees its end.
pub(super) fn draw(students: &[Student], options: &RoomOptions, margin: usize) -> Light {
    let (width, height) = (options.width as usize + 2 * margin, options.height as usize + 2 * margin);
    let mut picture = Light::new(width, height, 0.0);
    let (w, h) = (width as f32, height as f32);
    let floor = h * 0.42;
    picture.paint([0.0, 0.0, w, h], |x, y| {
        // The wall gets darker away from the window side, the floor towards the camera.
        let wall = 0.34 - 0.12 * x / w + 0.05 * y / h;
        let ground = 0.2 - 0.1 * (y - floor) / h;
        (if y < floor { wall } else { ground }, 1.0)
    });
    let mut rng = Rng::new(options.seed, u64::MAX);
    for i in 0..3 {
        window(&mut picture, [w * (0.08 + 0.31 * i as f32), h * 0.01, w * (0.28 + 0.31 * i as f32), h * 0.17], &mut rng);
    }
    // From the last row, which is where the list begins.
    for student in students {
        person(&mut picture, student, focal_px(options), margin as f32, options);
    }
    picture.blurred(options.defocus_px.max(0.6))
}

fn window(picture: &mut Light, [left, top, right, bottom]: [f32; 4], rng: &mut Rng) {
    let (frame, sky) = ((right - left) * 0.03, rng.between(0.75, 1.1));
    fill(picture, [left, top, right, bottom], 0.12);
    let middle = (left + right) / 2.0;
    for (from, to) in [(left + frame, middle - frame / 2.0), (middle + frame / 2.0, right - frame)] {
        fill(picture, [from, top + frame, to, bottom - frame], sky);
        // Trees before the sky.
        let crown = bottom - (bottom - top) * rng.between(0.2, 0.5);
        fill(picture, [from, crown, to, bottom - frame], sky * 0.35);
    }
}

fn person(picture: &mut Light, student: &Student, focal: f32, margin: f32, options: &RoomOptions) {
    let mut rng = Rng::new(student.looks, 0);
    let [x, y, z] = student.centre_mm.map(|v| v as f32);
    let scale = focal / (z + 150.0); // behind the card
    let at_x = margin + (options.width as f32 - 1.0) / 2.0 + scale * (x + rng.between(-50.0, 50.0));
    let at_y = margin + (options.height as f32 - 1.0) / 2.0 + scale * y;
    let light = student.lighting.level;
    let (skin, hair) = (student.lighting.skin * light, rng.between(0.02, 0.2) * light);
    let (cloth, stripe) = (rng.between(0.03, 0.5) * light, rng.between(0.03, 0.5) * light);
    let (is_striped, period) = (rng.happens(0.4), rng.between(25.0, 70.0) * scale);
    // A desk, then shoulders, then the head.
    let desk = at_y + 210.0 * scale;
    fill(picture, [at_x - 330.0 * scale, desk, at_x + 330.0 * scale, desk + 30.0 * scale], 0.33 * light);
    let (shoulder, half) = (at_y - 60.0 * scale, 210.0 * scale);
    picture.paint([at_x - half, shoulder, at_x + half, desk], |px, py| {
        let round = 70.0 * scale;
        let (dx, dy) = ((px - at_x).abs() - (half - round), shoulder + round - py);
        let inside = if dx > 0.0 && dy > 0.0 { round - dx.hypot(dy) } else { (half - (px - at_x).abs()).min(py - shoulder) };
        // Fine stripes melt into one tone.
        let wave = (0.5 + 0.25 * period * ((py - shoulder) * std::f32::consts::TAU / period).sin()).clamp(0.0, 1.0);
        let tone = if is_striped { cloth + (stripe - cloth) * wave } else { cloth };
        (tone, inside.min(desk - py) + 0.5)
    });
    let (head_y, radius) = (at_y - 150.0 * scale, [85.0 * scale, 112.0 * scale]);
    picture.paint([at_x - radius[0], head_y - radius[1], at_x + radius[0], head_y + radius[1]], |px, py| {
        let from_middle = ((px - at_x) / radius[0]).hypot((py - head_y) / radius[1]);
        let tone = if py < head_y - 0.3 * radius[1] { hair } else { skin };
        (tone, (1.0 - from_middle) * radius[0] + 0.5)
    });
}

fn fill(picture: &mut Light, area: [f32; 4], tone: f32) {
    let [left, top, right, bottom] = area;
    picture
        .paint(area, |x, y| (tone, ((x - left).min(right - x) + 0.5).clamp(0.0, 1.0) * ((y - top).min(bottom - y) + 0.5).clamp(0.0, 1.0)));
}

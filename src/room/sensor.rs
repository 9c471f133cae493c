//! From light on the sensor to the picture's 8-bit gray.

use image::GrayImage;

use super::light::Light;
use super::rng::Rng;

/// Spread of the noise in the dark, in parts of that at white.
const DARK_NOISE: f32 = 0.4;
/// Steps of the tone curve's table.
const STEPS: usize = 4096;
/// Random numbers kept; each row begins at another of them.
const NOISES: usize = 1 << 16;

/// Noise and tone curve, made once.
#[derive(Clone, Debug)]
pub(super) struct Sensor {
    exposure: f32,
    noise: f32,
    noises: Vec<f32>,
    tones: Vec<u8>,
}

impl Sensor {
    pub(super) fn new(exposure: f32, noise: f32, seed: u64) -> Self {
        let mut rng = Rng::new(seed, u64::MAX - 1);
        let tone = |step: usize| (255.0 * (step as f32 / (STEPS - 1) as f32).powf(1.0 / 2.2) + 0.5) as u8;
        let noises = (0..NOISES).map(|_| rng.normal()).collect();
        Self { exposure, noise, noises, tones: (0..STEPS).map(tone).collect() }
    }

    /// The picture of one frame. Noise grows with the square root of the light, as that of photons does.
    pub(super) fn expose(&self, light: &Light, rng: &mut Rng) -> GrayImage {
        let mut picture = GrayImage::new(light.width as u32, light.height as u32);
        let dark = (DARK_NOISE * self.noise).powi(2);
        let shot = self.noise * self.noise;
        for (y, row) in picture.chunks_exact_mut(light.width).enumerate() {
            let start = rng.below(NOISES);
            for (i, (pixel, light)) in row.iter_mut().zip(light.row(y)).enumerate() {
                let light = (light * self.exposure).clamp(0.0, 1.0);
                let noisy = light + self.noises[(start + i) % NOISES] * (dark + shot * light).sqrt();
                *pixel = self.tones[(noisy.clamp(0.0, 1.0) * (STEPS - 1) as f32 + 0.5) as usize];
            }
        }
        picture
    }
}

//! Pictures in linear light.

/// A picture in linear light, row by row.
#[derive(Clone, Debug)]
pub(super) struct Light {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<f32>,
}

impl Light {
    pub(super) fn new(width: usize, height: usize, tone: f32) -> Self {
        Self { width, height, pixels: vec![tone; width * height] }
    }

    pub(super) fn row(&self, y: usize) -> &[f32] {
        &self.pixels[y * self.width..][..self.width]
    }

    pub(super) fn row_mut(&mut self, y: usize) -> &mut [f32] {
        &mut self.pixels[y * self.width..][..self.width]
    }

    /// Lays paint over the pixels of a box `[left, top, right, bottom]`; `paint` gives tone and cover of each.
    pub(super) fn paint(&mut self, area: [f32; 4], paint: impl Fn(f32, f32) -> (f32, f32)) {
        let span = |low: f32, high: f32, room: usize| {
            ((low.floor().max(0.0) as usize).min(room), ((high.ceil() + 1.0).max(0.0) as usize).min(room))
        };
        let (left, right) = span(area[0], area[2], self.width);
        let (top, bottom) = span(area[1], area[3], self.height);
        for y in top..bottom {
            for (x, pixel) in self.row_mut(y).iter_mut().enumerate().take(right).skip(left) {
                let (tone, cover) = paint(x as f32, y as f32);
                *pixel += (tone - *pixel) * cover.clamp(0.0, 1.0);
            }
        }
    }

    /// The picture through a lens that spreads each point as a Gaussian; the rim is continued.
    pub(super) fn blurred(&self, sigma_px: f32) -> Self {
        if sigma_px < 0.1 {
            return self.clone();
        }
        let radius = (3.0 * sigma_px).ceil() as usize;
        let raw: Vec<f32> = (0..=2 * radius).map(|i| (-0.5 * ((i as f32 - radius as f32) / sigma_px).powi(2)).exp()).collect();
        let sum: f32 = raw.iter().sum();
        let kernel: Vec<f32> = raw.iter().map(|k| k / sum).collect();
        let mut across = Self::new(self.width, self.height, 0.0);
        let mut padded = vec![0.0; self.width + 2 * radius];
        for y in 0..self.height {
            let row = self.row(y);
            padded[radius..radius + self.width].copy_from_slice(row);
            padded[..radius].fill(row[0]);
            padded[radius + self.width..].fill(row[self.width - 1]);
            let out = across.row_mut(y);
            for (shift, weight) in kernel.iter().enumerate() {
                out.iter_mut().zip(&padded[shift..]).for_each(|(o, v)| *o += weight * v);
            }
        }
        let mut down = Self::new(self.width, self.height, 0.0);
        for y in 0..self.height {
            for (shift, weight) in kernel.iter().enumerate() {
                let from = (y + shift).saturating_sub(radius).min(self.height - 1);
                down.row_mut(y).iter_mut().zip(across.row(from)).for_each(|(o, v)| *o += weight * v);
            }
        }
        down
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_spreads_light_and_keeps_its_sum() {
        let mut picture = Light::new(21, 15, 0.0);
        picture.row_mut(7)[10] = 1.0;
        let blurred = picture.blurred(1.0);
        assert!((blurred.pixels.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        assert!((blurred.row(7)[10] - 0.159).abs() < 0.01); // 1 / (2 π σ²)
        assert!((blurred.row(7)[11] - blurred.row(6)[10]).abs() < 1e-6);
    }
}

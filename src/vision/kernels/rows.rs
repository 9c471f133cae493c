//! The bodies of the kernels, in plain Rust. `inline(always)`, so that each caller compiles them for its own machine.

use crate::cards::appearance::{GRID, Samples};

#[inline(always)]
pub fn halve_row(a: &[u8], b: &[u8], out: &mut [u8]) {
    for ((o, a), b) in out.iter_mut().zip(a.as_chunks::<2>().0).zip(b.as_chunks::<2>().0) {
        *o = ((u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]) + 2) / 4) as u8;
    }
}

#[inline(always)]
pub fn slope_along(rows: [&[u8]; 3], out: &mut [i16]) {
    let n = out.len();
    if n < 3 {
        return out.fill(0);
    }
    let [a, b, c] = rows.map(|r| &r[..n]);
    let (left, right) = ([&a[..n - 2], &b[..n - 2], &c[..n - 2]], [&a[2..], &b[2..], &c[2..]]);
    let inside = &mut out[1..n - 1];
    for x in 0..n - 2 {
        let before = i16::from(left[0][x]) + i16::from(left[1][x]) + i16::from(left[2][x]);
        let after = i16::from(right[0][x]) + i16::from(right[1][x]) + i16::from(right[2][x]);
        inside[x] = after - before;
    }
    out[0] = 0;
    out[n - 1] = 0;
}

#[inline(always)]
pub fn slope_down(above: &[u8], below: &[u8], out: &mut [i16]) {
    let n = out.len();
    if n < 3 {
        return out.fill(0);
    }
    let (above, below) = (&above[..n], &below[..n]);
    let (a, b) = ([&above[..n - 2], &above[1..n - 1], &above[2..]], [&below[..n - 2], &below[1..n - 1], &below[2..]]);
    let inside = &mut out[1..n - 1];
    for x in 0..n - 2 {
        let before = i16::from(a[0][x]) + i16::from(a[1][x]) + i16::from(a[2][x]);
        let after = i16::from(b[0][x]) + i16::from(b[1][x]) + i16::from(b[2][x]);
        inside[x] = after - before;
    }
    out[0] = 0;
    out[n - 1] = 0;
}

#[inline(always)]
pub fn spread_row(row: &[i16], rising: &mut [i16], falling: &mut [i16]) {
    let n = row.len();
    if n < 3 {
        for x in 0..n {
            let near = &row[x.saturating_sub(1)..(x + 2).min(n)];
            rising[x] = near.iter().copied().max().unwrap_or(0);
            falling[x] = -near.iter().copied().min().unwrap_or(0);
        }
        return;
    }
    let (rising, falling) = (&mut rising[..n], &mut falling[..n]);
    for x in 1..n - 1 {
        rising[x] = row[x - 1].max(row[x]).max(row[x + 1]);
        falling[x] = -row[x - 1].min(row[x]).min(row[x + 1]);
    }
    rising[0] = row[0].max(row[1]);
    falling[0] = -row[0].min(row[1]);
    rising[n - 1] = row[n - 2].max(row[n - 1]);
    falling[n - 1] = -row[n - 2].min(row[n - 1]);
}

#[inline(always)]
pub fn spread_rows(rows: [&[i16]; 3], rising: &mut [i16], falling: &mut [i16]) {
    let n = rising.len();
    let [a, b, c] = rows.map(|r| &r[..n]);
    let falling = &mut falling[..n];
    for x in 0..n {
        rising[x] = a[x].max(b[x]).max(c[x]);
        falling[x] = -a[x].min(b[x]).min(c[x]);
    }
}

#[inline(always)]
pub fn add_rows(a: &[i16], b: &[i16], out: &mut [i16]) {
    for ((o, a), b) in out.iter_mut().zip(a).zip(b) {
        *o = a + b;
    }
}

#[inline(always)]
pub fn pair_along(left: &[i16], right: &[i16], radius: usize, out: &mut [i16]) {
    let n = out.len();
    if n <= 2 * radius {
        return;
    }
    let inside = &mut out[radius..n - radius];
    for ((o, l), r) in inside.iter_mut().zip(&left[..n - 2 * radius]).zip(&right[2 * radius..n]) {
        *o = (*o).max((*l).min(*r));
    }
}

#[inline(always)]
pub fn add_beside(row: &[i16], out: &mut [i16]) {
    let n = out.len();
    if n <= 4 {
        return out.fill(0);
    }
    let (left, right) = (&row[..n - 4], &row[4..n]);
    for ((o, l), r) in out[2..n - 2].iter_mut().zip(left).zip(right) {
        *o = l + r;
    }
    out[..2].fill(0);
    out[n - 2..].fill(0);
}

#[inline(always)]
pub fn pair_down(top: &[i16], bottom: &[i16], out: &mut [i16]) {
    for ((o, t), b) in out.iter_mut().zip(top).zip(bottom) {
        *o = (*o).max((*t).min(*b));
    }
}

#[inline(always)]
pub fn least_of(a: &[i16], b: &[i16], out: &mut [i16]) -> i16 {
    let mut greatest = i16::MIN;
    for ((o, a), b) in out.iter_mut().zip(a).zip(b) {
        *o = (*a).min(*b);
        greatest = greatest.max(*o);
    }
    greatest
}

#[inline(always)]
pub fn dots(one: &Samples, many: &[Samples], out: &mut [f32]) {
    for (o, other) in out.iter_mut().zip(many) {
        let mut sums = [0.0f32; 16];
        for (x, y) in one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0) {
            for i in 0..16 {
                sums[i] += x[i] * y[i];
            }
        }
        *o = sums.iter().sum();
    }
}

#[inline(always)]
pub fn sample(pixels: &[u8], width: usize, image_from_card: &[f32; 9], out: &mut Samples) -> bool {
    let height = pixels.len() / width.max(1);
    if width < 2 || height < 2 {
        return false;
    }
    let m = image_from_card;
    let (most_x, most_y) = ((width - 1) as f32, (height - 1) as f32);
    let at = |i: usize| (2 * i + 1) as f32 / GRID as f32 - 1.0;
    let columns: [f32; GRID] = std::array::from_fn(at);
    for (y, row) in out.as_chunks_mut::<GRID>().0.iter_mut().enumerate() {
        let v = at(y);
        let (x0, y0, w0) = (m[1] * v + m[2], m[4] * v + m[5], m[7] * v + m[8]);
        let (mut xs, mut ys) = ([0.0f32; GRID], [0.0f32; GRID]);
        let mut outside = 0.0f32;
        for i in 0..GRID {
            let w = 1.0 / (m[6] * columns[i] + w0);
            let (x, y) = ((m[0] * columns[i] + x0) * w, (m[3] * columns[i] + y0) * w);
            outside = outside.max(-x).max(-y).max(x - most_x).max(y - most_y);
            // Also turns what is not a number into one.
            xs[i] = x.max(0.0).min(most_x - 0.001);
            ys[i] = y.max(0.0).min(most_y - 0.001);
        }
        if outside >= 1.0 {
            return false;
        }
        let (mut places, mut fx, mut fy) = ([0u32; GRID], [0.0f32; GRID], [0.0f32; GRID]);
        for i in 0..GRID {
            let (ix, iy) = (xs[i] as i32, ys[i] as i32);
            (fx[i], fy[i]) = (xs[i] - ix as f32, ys[i] - iy as f32);
            places[i] = iy as u32 * width as u32 + ix as u32;
        }
        let mut corners = [[0.0f32; GRID]; 4];
        for i in 0..GRID {
            let place = places[i] as usize;
            let (top, bottom) = (&pixels[place..place + 2], &pixels[place + width..place + width + 2]);
            for (c, value) in corners.iter_mut().zip([top[0], top[1], bottom[0], bottom[1]]) {
                c[i] = f32::from(value);
            }
        }
        for i in 0..GRID {
            let top = corners[0][i] + fx[i] * (corners[1][i] - corners[0][i]);
            let bottom = corners[2][i] + fx[i] * (corners[3][i] - corners[2][i]);
            row[i] = top + fy[i] * (bottom - top);
        }
    }
    true
}

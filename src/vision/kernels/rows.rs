//! The bodies of the kernels, in plain Rust. `inline(always)`, so that each caller compiles them for its own machine.

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
pub fn spread_beside(rows: [&[i16]; 3], rising: &mut [i16], falling: &mut [i16]) {
    let n = rising.len();
    let falling = &mut falling[..n];
    if n <= 4 {
        rising.fill(0);
        return falling.fill(0);
    }
    let [a, b, c] = rows.map(|r| &r[..n - 4]);
    let [d, e, f] = rows.map(|r| &r[4..n]);
    let (up, down) = (&mut rising[2..n - 2], &mut falling[2..n - 2]);
    for x in 0..n - 4 {
        up[x] = a[x].max(b[x]).max(c[x]) + d[x].max(e[x]).max(f[x]);
        down[x] = -(a[x].min(b[x]).min(c[x]) + d[x].min(e[x]).min(f[x]));
    }
    for ends in [rising, falling] {
        ends[..2].fill(0);
        ends[n - 2..].fill(0);
    }
}

#[inline(always)]
pub fn add_rows(a: &[i16], b: &[i16], out: &mut [i16]) {
    for ((o, a), b) in out.iter_mut().zip(a).zip(b) {
        *o = a + b;
    }
}

#[inline(always)]
pub fn weakest_side(left: &[i16], right: &[i16], tops: [&[i16]; 3], bottoms: [&[i16]; 3], radii: [usize; 3], out: &mut [i16]) {
    let n = out.len();
    let reach = radii[0].max(radii[1]).max(radii[2]);
    let ends = if n > 2 * reach { [0..reach, n - reach..n] } else { [0..n, n..n] };
    for x in ends.into_iter().flatten() {
        let within = radii.into_iter().filter(|&r| x >= r && x + r < n);
        let along = within.map(|r| left[x - r].min(right[x + r])).fold(0, i16::max);
        let down = tops.iter().zip(&bottoms).map(|(t, b)| t[x].min(b[x])).fold(0, i16::max);
        out[x] = along.min(down);
    }
    if n <= 2 * reach {
        return;
    }
    let inside = &mut out[reach..n - reach];
    let m = inside.len();
    let (left, right) = (radii.map(|r| &left[reach - r..][..m]), radii.map(|r| &right[reach + r..][..m]));
    let (tops, bottoms) = (tops.map(|t| &t[reach..][..m]), bottoms.map(|b| &b[reach..][..m]));
    for x in 0..m {
        let along = left[0][x].min(right[0][x]).max(left[1][x].min(right[1][x])).max(left[2][x].min(right[2][x]));
        let down = tops[0][x].min(bottoms[0][x]).max(tops[1][x].min(bottoms[1][x])).max(tops[2][x].min(bottoms[2][x]));
        inside[x] = along.min(down).max(0);
    }
}

/// See [`super::dots`].
pub fn dots(signals: [&[[i16; 2]]; 2], packed: &[[i16; 16]], out: [&mut [[i32; 8]]; 2]) {
    for (signal, out) in signals.into_iter().zip(out) {
        for (group, out) in packed.chunks_exact(signal.len().max(1)).zip(out) {
            *out = [0; 8];
            for (templates, [low, high]) in group.iter().zip(signal) {
                for (sum, [a, b]) in out.iter_mut().zip(templates.as_chunks::<2>().0) {
                    *sum += i32::from(*low) * i32::from(*a) + i32::from(*high) * i32::from(*b);
                }
            }
        }
    }
}

/// See [`super::dark_bits`].
pub fn dark_bits(rows: &[[u8; 32]], limit: u8, out: &mut [u32]) {
    for (out, row) in out.iter_mut().zip(rows) {
        *out = row.iter().enumerate().fold(0, |bits, (x, &p)| bits | u32::from(p <= limit) << x);
    }
}

#[inline(always)]
pub fn weighted(a: &[f32], b: &[f32], w: &[f32]) -> [f32; 2] {
    let (mut both, mut own) = ([0.0f32; 8], [0.0f32; 8]);
    for ((a, b), w) in a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0).zip(w.as_chunks::<8>().0) {
        for i in 0..8 {
            let weighted = w[i] * a[i];
            both[i] += weighted * b[i];
            own[i] += weighted * a[i];
        }
    }
    [both.iter().sum(), own.iter().sum()]
}

#[inline(always)]
pub fn without(samples: &[f32], bases: [&[f32]; 3], out: &mut [f32]) {
    let along = bases.map(|b| {
        let mut sums = [0.0f32; 16];
        for (x, y) in samples.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
            for i in 0..16 {
                sums[i] += x[i] * y[i];
            }
        }
        sums.iter().sum::<f32>()
    });
    let [a, b, c] = bases;
    for ((((o, x), a), b), c) in out.iter_mut().zip(samples).zip(a).zip(b).zip(c) {
        *o = x - along[0] * a - along[1] * b - along[2] * c;
    }
}

#[inline(always)]
pub fn round_to(values: &[f32], scale: f32, out: &mut [i16]) {
    for (o, v) in out.iter_mut().zip(values) {
        *o = (v * scale).round_ties_even() as i16;
    }
}

/// The greater of two; the second where one is not a number. One instruction, unlike `f32::max`.
#[inline(always)]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser of two; the second where one is not a number.
#[inline(always)]
fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Samples that are worked on at once.
const LANES: usize = 16;

#[inline(always)]
pub fn sample(pixels: &[u8], width: usize, image_from_card: &[f32; 9], across: &[f32], down: &[f32], out: &mut [f32]) -> bool {
    let height = pixels.len() / width.max(1);
    if width < 2 || height < 2 {
        return false;
    }
    let m = image_from_card;
    let (most_x, most_y) = ((width - 1) as f32, (height - 1) as f32);
    let points = across.as_chunks::<LANES>().0.iter().zip(down.as_chunks::<LANES>().0);
    for (out, (us, vs)) in out.as_chunks_mut::<LANES>().0.iter_mut().zip(points) {
        let (mut places, mut fx, mut fy) = ([0u32; LANES], [0.0f32; LANES], [0.0f32; LANES]);
        let mut outside = [0.0f32; LANES];
        for i in 0..LANES {
            let (u, v) = (us[i], vs[i]);
            let w = 1.0 / (m[6] * u + m[7] * v + m[8]);
            let (x, y) = ((m[0] * u + m[1] * v + m[2]) * w, (m[3] * u + m[4] * v + m[5]) * w);
            outside[i] = greater(greater(-x, -y), greater(x - most_x, y - most_y));
            // Also turns what is not a number into one.
            let (x, y) = (lesser(greater(x, 0.0), most_x - 0.001), lesser(greater(y, 0.0), most_y - 0.001));
            // SAFETY: both lie between 0 and the picture's size.
            #[expect(unsafe_code, reason = "the checked cast takes as long as all the rest")]
            let (ix, iy) = unsafe { (x.to_int_unchecked::<i32>(), y.to_int_unchecked::<i32>()) };
            (fx[i], fy[i]) = (x - ix as f32, y - iy as f32);
            places[i] = (iy as u32).wrapping_mul(width as u32).wrapping_add(ix as u32);
        }
        let farthest = outside.iter().copied().fold(0.0, greater);
        let last = places.iter().copied().fold(0, u32::max);
        if farthest >= 1.0 || last as usize + width + 2 > pixels.len() {
            return false;
        }
        let (mut top, mut bottom) = ([0u16; LANES], [0u16; LANES]);
        for i in 0..LANES {
            let place = places[i] as usize;
            // SAFETY: the greatest place, and with it this one, has two pixels in its row and in the next.
            #[expect(unsafe_code, reason = "checked once for all lanes")]
            let pair = |from: usize| unsafe { u16::from_le_bytes([*pixels.get_unchecked(from), *pixels.get_unchecked(from + 1)]) };
            (top[i], bottom[i]) = (pair(place), pair(place + width));
        }
        for i in 0..LANES {
            let [a, b, c, d] = [top[i] & 255, top[i] >> 8, bottom[i] & 255, bottom[i] >> 8].map(f32::from);
            let (t, b) = (a + fx[i] * (b - a), c + fx[i] * (d - c));
            out[i] = t + fy[i] * (b - t);
        }
    }
    true
}

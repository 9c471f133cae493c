//! Loops over pixels, compiled once for the plain machine and once for AVX2, chosen when the program runs.
//!
//! Every kernel is written once, in `rows.rs`, in plain Rust over slices that the compiler turns into vectors. Integers
//! and a fixed order of sums make both builds give the same bits, so the same picture gives the same reads everywhere.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod rows;

/// What 1 is in the whole numbers of a unit vector: two products of such vectors fit into 32 bits.
pub const UNIT: f32 = 16384.0;

/// An instruction set that this machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isa(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Isa {
    /// What every machine has.
    pub const PLAIN: Self = Self(Kind::Plain);

    /// All that this machine has, the plain one first.
    pub fn available() -> Vec<Self> {
        let mut all = vec![Self::PLAIN];
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
            all.push(Self(Kind::Avx2));
        }
        all
    }

    /// The fastest that this machine has.
    pub fn best() -> Self {
        Self::available().pop().unwrap_or(Self::PLAIN)
    }
}

/// Declares kernels: for each a function that takes the instruction set first and runs the body built for it.
macro_rules! kernels {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)?;)*) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name(isa: Isa, $($arg: $type),*) $(-> $out)? {
                match isa.0 {
                    Kind::Plain => rows::$name($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Kind::Avx2 => {
                        #[target_feature(enable = "avx2")]
                        fn wide($($arg: $type),*) $(-> $out)? {
                            rows::$name($($arg),*)
                        }
                        // SAFETY: `Kind::Avx2` is made only where the processor was asked and has AVX2.
                        #[expect(unsafe_code, reason = "calling a function built for AVX2 after asking the processor")]
                        unsafe { wide($($arg),*) }
                    }
                }
            }
        )*
    };
}

kernels! {
    /// Mean of each 2 × 2 block of two rows, rounded: `out[i] = (a[2i] + a[2i+1] + b[2i] + b[2i+1] + 2) / 4`.
    fn halve_row(a: &[u8], b: &[u8], out: &mut [u8]);
    /// Sum over three rows of the central difference along the row: `out[x] = Σ rows[k][x+1] - rows[k][x-1]`, 0 at both ends.
    fn slope_along(rows: [&[u8]; 3], out: &mut [i16]);
    /// Difference of two rows summed over three columns: `out[x] = Σ below[x+k] - above[x+k]`, k = -1..=1, 0 at both ends.
    fn slope_down(above: &[u8], below: &[u8], out: &mut [i16]);
    /// Greatest of each value and its two neighbours in the row, of the values and of their negatives.
    fn spread_row(row: &[i16], rising: &mut [i16], falling: &mut [i16]);
    /// Greatest of three rows two columns before and two columns after, added up, of the values and of their negatives; 0 in the
    /// two columns at each end.
    fn spread_beside(rows: [&[i16]; 3], rising: &mut [i16], falling: &mut [i16]);
    /// `out[x] = a[x] + b[x]`.
    fn add_rows(a: &[i16], b: &[i16], out: &mut [i16]);
    /// The weakest side of the strongest square around each column, at least 0: `out[x] = min(max min(left[x - radius], right[x +
    /// radius]), max min(top[x], bottom[x]))`, each the greatest of all radii and of 0. The rows of top and bottom are those of
    /// each radius; a radius that goes beyond an end is left out.
    fn weakest_side(left: &[i16], right: &[i16], tops: [&[i16]; 3], bottoms: [&[i16]; 3], radii: [usize; 3], out: &mut [i16]);
    /// Bilinear samples of a picture, its rows `width` long, at the points (`across`, `down`) that the nine numbers of a
    /// homography lay into it. False where one lies outside the picture by more than a pixel.
    fn sample(pixels: &[u8], width: usize, image_from_card: &[f32; 9], across: &[f32], down: &[f32], out: &mut [f32]) -> bool;
    /// Samples less their parts along three orthonormal vectors.
    fn without(samples: &[f32], bases: [&[f32]; 3], out: &mut [f32]);
    /// `out[i] = values[i] * scale`, rounded.
    fn round_to(values: &[f32], scale: f32, out: &mut [i16]);
    /// Σ w a b and Σ w a a.
    fn weighted(a: &[f32], b: &[f32], w: &[f32]) -> [f32; 2];
}

/// Declares kernels that AVX2 needs in a version of their own.
macro_rules! own_kernels {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?);)*) => {
        $(
            $(#[$doc])*
            pub fn $name(isa: Isa, $($arg: $type),*) {
                match isa.0 {
                    Kind::Plain => rows::$name($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Kind::Avx2 => {
                        // SAFETY: `Kind::Avx2` is made only where the processor was asked and has AVX2.
                        #[expect(unsafe_code, reason = "calling a function built for AVX2 after asking the processor")]
                        unsafe { avx2::$name($($arg),*) }
                    }
                }
            }
        )*
    };
}

own_kernels! {
    /// Dot products of two vectors with many of their length, packed by [`pack`]; `out[k][g][w]` is that of the `k`th with
    /// word `8 g + w`.
    fn dots(signals: [&[[i16; 2]]; 2], packed: &[[i16; 16]], out: [&mut [[i32; 8]]; 2]);
    /// Which pixels of each row are no lighter than a limit: bit x of `out[y]` for `rows[y][x]`.
    fn dark_bits(rows: &[[u8; 32]], limit: u8, out: &mut [u32]);
}

/// Vectors for [`dots`]: eight at a time, two values of each after another, so that one instruction multiplies and adds
/// up for all eight. Words beyond the last are 0.
pub fn pack<const N: usize>(vectors: &[[i16; N]]) -> Vec<[i16; 16]> {
    let mut packed = Vec::with_capacity(vectors.len().div_ceil(8) * N / 2);
    for group in vectors.chunks(8) {
        for pair in (0..N).step_by(2) {
            packed.push(std::array::from_fn(|i| group.get(i / 2).map_or(0, |v| v[pair + i % 2])));
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that look random.
    fn noise(n: usize, seed: u32) -> Vec<u8> {
        (0..n as u32).map(|i| (i.wrapping_add(seed).wrapping_mul(2_654_435_761) >> 13) as u8).collect()
    }

    #[test]
    fn dot_products_are_exact_on_every_instruction_set() {
        let vectors: Vec<[i16; 32]> = (0..11).map(|k| std::array::from_fn(|i| (i as i16 * 37 + k * 91) % 2048 - 1024)).collect();
        let packed = pack(&vectors);
        for isa in Isa::available() {
            let mut out = [vec![[7; 8]; 2], vec![[7; 8]; 2]];
            let [a, b] = &mut out;
            dots(isa, [&vectors[3], &vectors[8]].map(|v| v.as_chunks::<2>().0), &packed, [a, b]);
            for (signal, out) in [3, 8].into_iter().zip(&out) {
                for (w, vector) in vectors.iter().enumerate() {
                    let exact: i32 = vector.iter().zip(&vectors[signal]).map(|(&x, &y)| i32::from(x) * i32::from(y)).sum();
                    assert_eq!(out.as_flattened()[w], exact, "{isa:?}, {signal} with {w}");
                }
                assert_eq!(out.as_flattened()[11..], [0; 5]);
            }
        }
    }

    #[test]
    fn dark_pixels_become_bits() {
        let rows: Vec<[u8; 32]> = (0..5).map(|k| noise(32, k * 77).try_into().expect("32 pixels")).collect();
        for isa in Isa::available() {
            let mut bits = [0; 5];
            dark_bits(isa, &rows, 100, &mut bits);
            for (row, bits) in rows.iter().zip(bits) {
                assert!((0..32).all(|x| (bits >> x & 1 == 1) == (row[x] <= 100)), "{isa:?}");
            }
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        for isa in Isa::available() {
            for width in 0..70 {
                let rows: Vec<Vec<u8>> = (0..3).map(|k| noise(width, 1000 * k)).collect();
                let three = [&rows[0][..], &rows[1][..], &rows[2][..]];
                let mut pairs = [vec![7i16; width + 1], vec![7i16; width + 1]];
                for (set, out) in [Isa::PLAIN, isa].into_iter().zip(&mut pairs) {
                    slope_along(set, three, &mut out[..width]);
                }
                assert_eq!(pairs[0], pairs[1], "slope_along, {isa:?}, width {width}");
                assert_eq!(pairs[0][width], 7, "wrote past the end");
                let slopes = pairs[0].clone();
                let row: Vec<i16> = slopes[..width].to_vec();
                let back: Vec<i16> = row.iter().rev().copied().collect();
                let sides = ([&row[..], &back, &row], [&back[..], &back, &row]);
                let mut weakest = vec![-1i16; width];
                weakest_side(isa, &row, &back, sides.0, sides.1, [4, 6, 3], &mut weakest);
                for x in 0..width {
                    let within = [4, 6, 3].into_iter().filter(|&r| x >= r && x + r < width);
                    let along = within.map(|r| row[x - r].min(back[x + r])).fold(0, i16::max);
                    let down = sides.0.iter().zip(sides.1).map(|(t, b)| t[x].min(b[x])).fold(0, i16::max);
                    assert_eq!(weakest[x], along.min(down), "weakest_side, {isa:?}, column {x} of {width}");
                }
                let (mut up, mut down) = (vec![7i16; width], vec![7i16; width]);
                spread_beside(isa, [&row, &back, &row], &mut up, &mut down);
                for x in 0..width {
                    let greatest = |x: usize, sign: i16| [sign * row[x], sign * back[x]].into_iter().max().unwrap_or(0);
                    let beside = |sign: i16| if x < 2 || x + 2 >= width { 0 } else { greatest(x - 2, sign) + greatest(x + 2, sign) };
                    assert_eq!((up[x], down[x]), (beside(1), beside(-1)), "spread_beside, {isa:?}, column {x} of {width}");
                }
                let (mut up, mut down) = (vec![0i16; width], vec![0i16; width]);
                spread_row(isa, &slopes[..width], &mut up, &mut down);
                for x in 0..width {
                    let near = &slopes[x.saturating_sub(1)..(x + 2).min(width)];
                    assert_eq!(Some(&up[x]), near.iter().max());
                    assert_eq!(Some(-down[x]), near.iter().min().copied());
                }
            }
        }
    }
}

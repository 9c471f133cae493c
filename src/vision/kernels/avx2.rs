//! What the compiler does not turn into AVX2 by itself.

use std::arch::x86_64::*;

/// See [`super::dots`].
#[target_feature(enable = "avx2")]
pub fn dots(signals: [&[[i16; 2]]; 2], packed: &[[i16; 16]], out: [&mut [[i32; 8]]; 2]) {
    let [first, second] = signals;
    let [out_first, out_second] = out;
    let groups = packed.chunks_exact(first.len().max(1));
    for ((group, a), b) in groups.zip(out_first).zip(out_second) {
        let mut sums = [_mm256_setzero_si256(); 2];
        for ((templates, x), y) in group.iter().zip(first).zip(second) {
            // SAFETY: an array of 16 numbers of 16 bits is 256 bits long, and any alignment will do.
            #[expect(unsafe_code, reason = "a load that the compiler cannot know to be within bounds")]
            let templates = unsafe { _mm256_loadu_si256(std::ptr::from_ref(templates).cast::<__m256i>()) };
            for (sum, [low, high]) in sums.iter_mut().zip([x, y]) {
                let pair = i32::from(*low) & 0xffff | i32::from(*high) << 16;
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(_mm256_set1_epi32(pair), templates));
            }
        }
        for (out, sum) in [a, b].into_iter().zip(sums) {
            // SAFETY: an array of 8 numbers of 32 bits is 256 bits long, and any alignment will do.
            #[expect(unsafe_code, reason = "a store that the compiler cannot know to be within bounds")]
            unsafe {
                _mm256_storeu_si256(std::ptr::from_mut(out).cast::<__m256i>(), sum);
            }
        }
    }
}

/// See [`super::dark_bits`].
#[target_feature(enable = "avx2")]
pub fn dark_bits(rows: &[[u8; 32]], limit: u8, out: &mut [u32]) {
    let limit = _mm256_set1_epi8(limit as i8);
    for (out, row) in out.iter_mut().zip(rows) {
        // SAFETY: an array of 32 bytes is 256 bits long, and any alignment will do.
        #[expect(unsafe_code, reason = "a load that the compiler cannot know to be within bounds")]
        let row = unsafe { _mm256_loadu_si256(std::ptr::from_ref(row).cast::<__m256i>()) };
        *out = _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(row, limit), row)) as u32;
    }
}

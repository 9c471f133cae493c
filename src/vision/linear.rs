//! Small systems of linear equations.

/// Inverse of a positive definite matrix, by Gauss and Jordan.
pub fn inverse<const N: usize>(mut m: [[f32; N]; N]) -> [[f32; N]; N] {
    let mut out: [[f32; N]; N] = std::array::from_fn(|i| std::array::from_fn(|j| f32::from(i == j)));
    for i in 0..N {
        let pivot = m[i][i];
        m[i].iter_mut().chain(&mut out[i]).for_each(|v| *v /= pivot);
        for j in (0..N).filter(|&j| j != i) {
            let factor = m[j][i];
            for k in 0..N {
                m[j][k] -= factor * m[i][k];
                out[j][k] -= factor * out[i][k];
            }
        }
    }
    out
}

/// What a positive definite matrix takes to a vector.
pub fn solution<const N: usize>(m: [[f32; N]; N], vector: [f32; N]) -> [f32; N] {
    inverse(m).map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solution_solves() {
        let m = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]];
        let x = solution(m, [1.0, -2.0, 0.7]);
        let back = m.map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum::<f32>());
        assert!(back.iter().zip([1.0, -2.0, 0.7]).all(|(a, b)| (a - b).abs() < 1e-5), "{back:?}");
    }
}

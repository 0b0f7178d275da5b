//! The two inner loops: whitening rows by a Kalman filter and adding up their cross products, with the widest
//! instructions that the processor has. What the numbers mean is left to `gls`.

use pulp::{Arch, Simd, WithSimd};

/// Rows are padded with zeros to a multiple of this, so that blocks of `TALL` × `WIDE` vectors leave no rest for vectors
/// of 1, 2 or 4 numbers.
pub(super) const PADDING: usize = 12;
/// Rows multiplied at a time, so that they stay in the nearest cache.
pub(super) const ROWS_AT_ONCE: usize = 48;

const TALL: usize = 3;
const WIDE: usize = 3;

/// One day of the Kalman filter, the same for every column.
#[derive(Debug, Clone, Copy)]
pub(super) struct FilterStep {
    /// `1 / √F`
    pub(super) scale: f64,
    /// `P / F`
    pub(super) gain: f64,
    /// `φ` to the power of the days until the next row
    pub(super) decay: f64,
}

/// Puts whitened rows into `whitened`; `state` holds the filter's mean for every column between calls.
pub(super) struct Whiten<'a, R> {
    /// The row of each day, as long as `state`.
    pub(super) row: R,
    pub(super) days: &'a [usize],
    pub(super) steps: &'a [FilterStep],
    pub(super) state: &'a mut [f64],
    pub(super) whitened: &'a mut [f64],
}

impl<'a, R: Fn(usize) -> &'a [f64]> WithSimd for Whiten<'_, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let stride = self.state.len();
        let (state, _) = S::as_mut_simd_f64s(self.state);
        let days = self.days.iter().zip(self.steps);
        for (whitened, (&day, step)) in self.whitened.chunks_exact_mut(stride).zip(days) {
            let (row, _) = S::as_simd_f64s((self.row)(day));
            let (whitened, _) = S::as_mut_simd_f64s(whitened);
            let scale = simd.splat_f64s(step.scale);
            let gain = simd.splat_f64s(step.gain);
            let decay = simd.splat_f64s(step.decay);
            for ((value, mean), out) in row.iter().zip(state.iter_mut()).zip(whitened) {
                let surprise = simd.sub_f64s(*value, *mean);
                *out = simd.mul_f64s(surprise, scale);
                *mean = simd.mul_f64s(decay, simd.mul_add_e_f64s(gain, surprise, *mean));
            }
        }
    }
}

/// Adds the cross products of the columns of `rows` to the lower triangle of `gram`, both `stride` wide. Above the
/// diagonal of `gram` some entries come out too; nobody reads them.
pub(super) struct AddProducts<'a> {
    pub(super) rows: &'a [f64],
    pub(super) stride: usize,
    pub(super) gram: &'a mut [f64],
}

impl WithSimd for AddProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let width = WIDE * S::F64_LANES;
        let Self { rows, stride, gram } = self;
        for top in (0..stride).step_by(TALL) {
            for left in (0..top + TALL).step_by(width) {
                let mut sums = [[simd.splat_f64s(0.0); WIDE]; TALL];
                for row in rows.chunks_exact(stride) {
                    let (right, _) = S::as_simd_f64s(&row[left..left + width]);
                    for (sums, value) in sums.iter_mut().zip(&row[top..top + TALL]) {
                        let value = simd.splat_f64s(*value);
                        for (sum, other) in sums.iter_mut().zip(right) {
                            *sum = simd.mul_add_e_f64s(value, *other, *sum);
                        }
                    }
                }
                for (at, sums) in sums.iter().enumerate() {
                    let start = (top + at) * stride + left;
                    let (cells, _) = S::as_mut_simd_f64s(&mut gram[start..start + width]);
                    for (cell, sum) in cells.iter_mut().zip(sums) {
                        *cell = simd.add_f64s(*cell, *sum);
                    }
                }
            }
        }
    }
}

/// The cross products of the columns of `rows`, `stride` wide, as [`AddProducts`] leaves them.
pub(super) fn gram_of(rows: &[f64], stride: usize) -> Vec<f64> {
    let arch = Arch::new();
    let mut gram = vec![0.0; stride * stride];
    for rows in rows.chunks(ROWS_AT_ONCE * stride) {
        arch.dispatch(AddProducts {
            rows,
            stride,
            gram: &mut gram,
        });
    }
    gram
}

/// The inner product of two rows of equal length.
#[inline(always)] // into a caller that is compiled for the processor's instructions
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    // Eight sums side by side: in a single one each addition would wait for the one before.
    let mut sums = [0.0; 8];
    let (ones, one_rest) = one.as_chunks::<8>();
    let (others, other_rest) = other.as_chunks::<8>();
    for (one, other) in ones.iter().zip(others) {
        for at in 0..8 {
            sums[at] += one[at] * other[at];
        }
    }
    let rest: f64 = one_rest.iter().zip(other_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

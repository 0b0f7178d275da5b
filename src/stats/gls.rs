//! Generalised least squares for a day-by-day series whose noise is AR(1) plus white noise: whitening by a Kalman filter
//! (Harvey 1989, §3.4), normal equations, Cholesky. Which columns and days go in is left to the callers.

use std::collections::HashMap;

use pulp::Arch;

use super::baseline::{Baseline, MOST_TAILS};
use super::column::Column;
use super::kernel::{AddProducts, FilterStep, ROWS_AT_ONCE, Whiten, dot};
use super::student::upper_quantile;

/// A column whose pivot is at most this share of its own squared norm says nothing that those before it do not.
const SMALLEST_PIVOT: f64 = 1e-8;

/// How much one day carries over to the next: `corr(d) = (1 − c)·φ^d` for `d ≥ 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// `φ`, carry-over from one day to the next, from 0 to 0.99.
    pub phi: f64,
    /// `c`, the share of noise that does not carry over at all, from 0 to 0.95.
    pub c: f64,
}

impl Noise {
    /// No carry-over: every day by itself.
    pub const NONE: Self = Self { phi: 0.0, c: 0.0 };
}

/// A least-squares fit after whitening: baseline, perhaps a window, then the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// Residual sum of squares of the whitened outcome.
    pub(super) rss: f64,
    /// `ln|X*ᵀX*|`
    pub(super) log_determinant: f64,
    /// Sum of `ln F` over the rows.
    pub(super) log_variances: f64,
    /// Coefficient of the last column before the outcome.
    pub(super) beta: f64,
    /// `[(X*ᵀX*)⁻¹]` of that column.
    pub(super) variance_factor: f64,
}

/// Room for one fit at a time, used again by the next; one for each thread.
#[derive(Debug)]
pub struct Workspace {
    arch: Arch,
    gram: Vec<f64>,
    block: Vec<f64>,
    state: Vec<f64>,
    steps: Vec<FilterStep>,
    inverse_diagonal: Vec<f64>,
    quantiles: HashMap<(usize, u64), f64>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            arch: Arch::new(),
            gram: Vec::new(),
            block: Vec::new(),
            state: Vec::new(),
            steps: Vec::new(),
            inverse_diagonal: Vec::new(),
            quantiles: HashMap::new(),
        }
    }
}

impl Workspace {
    /// The baseline columns that say something of their own on `rows`, chosen without whitening, in their order.
    ///
    /// With `column`, also the share of its variance that they explain; a constant is wholly explained.
    pub(super) fn choose(
        &mut self,
        baseline: &Baseline,
        rows: &[usize],
        column: Option<&Column>,
    ) -> (Vec<bool>, f64) {
        let columns = baseline.columns();
        self.plain_gram(baseline, rows, column);
        let mut kept = vec![true; columns];
        self.factor(baseline.stride(), columns, |at, pivot, norm| {
            kept[at] = pivot > SMALLEST_PIVOT * norm;
            kept[at]
        });
        let Some(column) = column.filter(|column| !column.is_constant) else {
            return (kept, 1.0);
        };
        let total = rows
            .iter()
            .map(|&day| column.values[day].powi(2))
            .sum::<f64>();
        let left = self.pivot(baseline.stride(), columns);
        (kept, 1.0 - left / total)
    }

    /// Fits `outcome` on the kept baseline columns and, if there is one, `window`, whitened by `noise` on `rows`.
    ///
    /// None if a pivot leaves nothing to divide by, or says that the window adds nothing.
    pub(super) fn fit(
        &mut self,
        baseline: &Baseline,
        kept: &[bool],
        rows: &[usize],
        window: Option<&Column>,
        outcome: &Column,
        noise: Noise,
    ) -> Option<Fit> {
        let tails: Vec<&Column> = window.into_iter().chain([outcome]).collect();
        let log_variances = self.whitened_gram(baseline, rows, &tails, noise);
        let stride = baseline.stride();
        let columns = baseline.columns() + tails.len() - 1;
        let shift_back = window.map(|window| self.norm_before_shift(stride, columns - 1, window));
        let mut sound = true;
        let mut log_determinant = 0.0;
        self.factor(stride, columns, |at, pivot, norm| {
            if kept.get(at) == Some(&false) {
                return false;
            }
            let least = match shift_back {
                Some(norm) if at + 1 == columns => SMALLEST_PIVOT * norm,
                _ => f64::EPSILON * norm,
            };
            sound &= pivot > least;
            log_determinant += pivot.ln();
            true
        });
        let outcome_norm = self.gram[columns * stride + columns];
        let rss = self.pivot(stride, columns);
        let last = columns - 1;
        let inverse = self.inverse_diagonal[last];
        let row = &self.gram[columns * stride..];
        sound.then_some(Fit {
            // What is left of an outcome that the columns explain wholly is rounding; it may come out below 0.
            rss: rss.max(f64::EPSILON * outcome_norm),
            log_determinant,
            log_variances,
            beta: row[last] * inverse,
            variance_factor: inverse * inverse,
        })
    }

    /// The coefficients of the baseline columns in the fit that was made last, without a window; dropped ones as 0.
    pub(super) fn coefficients(&self, baseline: &Baseline) -> Vec<f64> {
        let (stride, columns) = (baseline.stride(), baseline.columns());
        let mut found = self.gram[columns * stride..columns * stride + columns].to_vec();
        for at in (0..columns).rev() {
            found[at] *= self.inverse_diagonal[at];
            let known = found[at];
            for (before, factor) in found[..at].iter_mut().zip(&self.gram[at * stride..]) {
                *before -= known * factor;
            }
        }
        found
    }

    /// The correlation of two columns after whitening and without what the kept baseline columns explain of either.
    ///
    /// None where one of them is explained wholly.
    pub(super) fn residual_correlation(
        &mut self,
        baseline: &Baseline,
        kept: &[bool],
        rows: &[usize],
        pair: &[Column; 2],
        noise: Noise,
    ) -> Option<f64> {
        let [one, other] = pair;
        self.whitened_gram(baseline, rows, &[one, other], noise);
        let (stride, first) = (baseline.stride(), baseline.columns());
        let second = first + 1;
        let mut sound = !one.is_constant && !other.is_constant;
        self.factor(stride, second, |at, pivot, norm| match kept.get(at) {
            Some(kept) => *kept,
            None => {
                sound &= pivot > SMALLEST_PIVOT * norm;
                true
            }
        });
        let norm = self.gram[second * stride + second];
        let along = self.gram[second * stride + first];
        let across = self.pivot(stride, second).max(0.0);
        let left = along * along + across;
        (sound && left > SMALLEST_PIVOT * norm).then(|| along / left.sqrt())
    }

    /// The cross products of the baseline columns and `column` on `rows`, not whitened.
    fn plain_gram(&mut self, baseline: &Baseline, rows: &[usize], column: Option<&Column>) {
        let (stride, columns) = (baseline.stride(), baseline.columns());
        let whole = baseline.whole_gram();
        if 2 * rows.len() < baseline.days() {
            self.add_rows(baseline, rows, &[], None);
        } else {
            // Most days are in use: taking the others out of the sum over all days is less work.
            let mut others = Vec::with_capacity(baseline.days() - rows.len());
            let mut used = rows.iter().peekable();
            for day in 0..baseline.days() {
                if used.next_if_eq(&&day).is_none() {
                    others.push(day);
                }
            }
            self.add_rows(baseline, &others, &[], None);
            for (cell, all) in self.gram.iter_mut().zip(whole) {
                *cell = all - *cell;
            }
        }
        let Some(column) = column else { return };
        let products = &mut self.gram[columns * stride..(columns + 1) * stride];
        products.fill(0.0);
        let mut norm = 0.0;
        for &day in rows {
            let value = column.values[day];
            norm += value * value;
            for (product, cell) in products.iter_mut().zip(baseline.row(day)) {
                *product += value * cell;
            }
        }
        products[columns] = norm;
    }

    /// The cross products of baseline columns and tails after whitening; returns the sum of `ln F`.
    fn whitened_gram(
        &mut self,
        baseline: &Baseline,
        rows: &[usize],
        tails: &[&Column],
        noise: Noise,
    ) -> f64 {
        let mut steps = std::mem::take(&mut self.steps);
        let log_variances = filter_steps(rows, noise, &mut steps);
        self.add_rows(baseline, rows, tails, Some(&steps));
        self.steps = steps;
        log_variances
    }

    fn add_rows(
        &mut self,
        baseline: &Baseline,
        rows: &[usize],
        tails: &[&Column],
        steps: Option<&[FilterStep]>,
    ) {
        let (stride, columns) = (baseline.stride(), baseline.columns());
        refill(&mut self.gram, stride * stride);
        refill(&mut self.block, stride * ROWS_AT_ONCE);
        refill(&mut self.state, stride);
        refill(&mut self.inverse_diagonal, stride);
        let mut means = [0.0; MOST_TAILS];
        for (block_at, days) in rows.chunks(ROWS_AT_ONCE).enumerate() {
            let block = &mut self.block[..days.len() * stride];
            if let Some(steps) = steps {
                let steps = &steps[block_at * ROWS_AT_ONCE..];
                self.arch.dispatch(Whiten {
                    row: |day| baseline.row(day),
                    days,
                    steps,
                    state: &mut self.state,
                    whitened: block,
                });
                for (at, (tail, mean)) in tails.iter().zip(&mut means).enumerate() {
                    let cells = block.iter_mut().skip(columns + at).step_by(stride);
                    whiten_tail(tail, days, steps, mean, cells);
                }
            } else {
                for (row, &day) in block.chunks_exact_mut(stride).zip(days) {
                    row.copy_from_slice(baseline.row(day));
                }
            }
            self.arch.dispatch(AddProducts {
                rows: block,
                stride,
                gram: &mut self.gram,
            });
        }
    }

    /// The whitened squared norm that the window would have without its shift: pivots are judged against that.
    fn norm_before_shift(&self, stride: usize, at: usize, window: &Column) -> f64 {
        let shift = window.relative_shift();
        let level = self.gram[0];
        let with_level = self.gram[at * stride];
        self.gram[at * stride + at] + 2.0 * shift * with_level + shift * shift * level
    }

    /// Turns the first `columns` columns of the Gram matrix into its Cholesky factor and divides the rows below by it.
    /// `keep` is told index, pivot and squared norm of each column and says whether it stays.
    fn factor(
        &mut self,
        stride: usize,
        columns: usize,
        mut keep: impl FnMut(usize, f64, f64) -> bool,
    ) {
        let below = stride.min(columns + MOST_TAILS);
        let (gram, inverse_diagonal) = (&mut self.gram, &mut self.inverse_diagonal);
        self.arch.dispatch(|| {
            for at in 0..below {
                let (above, row) = gram.split_at_mut(at * stride);
                for (before, other) in above.chunks_exact(stride).take(columns).enumerate() {
                    let product = dot(&row[..before], &other[..before]);
                    row[before] = (row[before] - product) * inverse_diagonal[before];
                }
                if at < columns {
                    let norm = row[at];
                    let pivot = norm - dot(&row[..at], &row[..at]);
                    let stays = keep(at, pivot, norm);
                    inverse_diagonal[at] = if stays { pivot.sqrt().recip() } else { 0.0 };
                }
            }
        });
    }

    /// Above which a t-distributed number lies with chance `tail`; kept, since the same few are asked for again and again.
    pub(super) fn quantile(&mut self, free_days: usize, tail: f64) -> f64 {
        let key = (free_days, tail.to_bits());
        *self
            .quantiles
            .entry(key)
            .or_insert_with(|| upper_quantile(free_days, tail))
    }

    /// What is left of column `at`'s squared norm after the columns factored before it.
    fn pivot(&self, stride: usize, at: usize) -> f64 {
        let row = &self.gram[at * stride..];
        row[at] - dot(&row[..at], &row[..at])
    }
}

/// The filter on exactly these rows: `a = 0, P = 1 − c` at the start; on a row `F = P + c`, output `(v − a)/√F`,
/// `a += P·(v − a)/F`, `P = P·c/F`; each day on, `a = φa` and `P = φ²P + (1 − c)(1 − φ²)`.
fn filter_steps(rows: &[usize], noise: Noise, steps: &mut Vec<FilterStep>) -> f64 {
    let Noise { phi, c } = noise;
    let (squared, fresh) = (phi * phi, (1.0 - c) * (1.0 - phi * phi));
    let mut variance = 1.0 - c;
    let mut log_variances = 0.0;
    steps.clear();
    for (at, &day) in rows.iter().enumerate() {
        let surprise = variance + c;
        log_variances += surprise.ln();
        let gain = variance / surprise;
        variance = variance * c / surprise;
        let mut decay = 1.0;
        for _ in day..*rows.get(at + 1).unwrap_or(&(day + 1)) {
            decay *= phi;
            variance = squared * variance + fresh;
        }
        steps.push(FilterStep {
            scale: surprise.sqrt().recip(),
            gain,
            decay,
        });
    }
    log_variances
}

/// The filter of one column, as `Whiten` runs it on all those of the baseline.
fn whiten_tail<'a>(
    tail: &Column,
    days: &[usize],
    steps: &[FilterStep],
    mean: &mut f64,
    cells: impl Iterator<Item = &'a mut f64>,
) {
    for (cell, (&day, step)) in cells.zip(days.iter().zip(steps)) {
        let surprise = tail.values[day] - *mean;
        *cell = surprise * step.scale;
        *mean = step.decay * (*mean + step.gain * surprise);
    }
}

fn refill(room: &mut Vec<f64>, length: usize) {
    room.clear();
    room.resize(length, 0.0);
}

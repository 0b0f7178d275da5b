//! How strongly a series carries over from day to day: restricted maximum likelihood on the baseline alone
//! (Pinheiro & Bates 2000, §5.3, `corExp` with a nugget), by a grid and a pattern search.

use std::collections::HashMap;
use std::f64::consts::TAU;
use std::sync::atomic::{AtomicBool, Ordering};

use super::baseline::Baseline;
use super::column::Column;
use super::gls::{Fit, Noise, Workspace};

/// A fit needs at least this many logged days …
pub const FEWEST_DAYS: usize = 35;
/// … and at least this many more than there are columns.
pub const FEWEST_FREE_DAYS: usize = 20;

/// The grid of the search is counted in its smallest steps, so that the same place is the same key.
const SMALLEST_PHI: f64 = 0.04 / 128.0;
const SMALLEST_C: f64 = 0.1 / 128.0;
const HIGHEST_PHI: i32 = 3168; // 0.99
const HIGHEST_C: i32 = 1216; // 0.95
const COARSE: i32 = 256;
const COARSE_PHIS: i32 = 13;
const COARSE_CS: i32 = 5;
const FIRST_STEP: i32 = 128;
const MOST_MOVES: usize = 6;
const SMALLEST_GAIN: f64 = 1e-9;

/// How a series carries over, and how well that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct NoiseFit {
    /// The carry-over.
    pub noise: Noise,
    /// The restricted log-likelihood.
    pub log_likelihood: f64,
    /// Logged days that it stands on.
    pub days: usize,
    /// Baseline columns that say something of their own on those days.
    pub columns: usize,
}

/// Why there is no fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFit {
    /// Too few logged days for the columns there are.
    FewDays {
        /// Logged days.
        days: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The baseline explains the series wholly: it follows weekdays or time.
    InStepWithTime,
    /// The caller wants it no more.
    Cancelled,
}

/// Finds the carry-over of `series` on the baseline's columns alone, without any habit: with the habit in, small samples
/// drift to 6–7 % false alarms.
///
/// # Errors
/// Says why there is none.
pub fn fit_noise(
    workspace: &mut Workspace,
    baseline: &Baseline,
    series: &[f64],
    cancelled: &AtomicBool,
) -> Result<NoiseFit, NoFit> {
    let rows = baseline.rows_with(&[series]);
    let outcome = Column::on_rows(series, &rows);
    let (kept, explained) = workspace.choose(baseline, &rows, Some(&outcome));
    let columns = kept.iter().filter(|kept| **kept).count();
    let needed = needed_days(columns);
    if rows.len() < needed {
        return Err(NoFit::FewDays {
            days: rows.len(),
            needed,
        });
    }
    if explained > 1.0 - 1e-8 {
        return Err(NoFit::InStepWithTime);
    }
    let free = (rows.len() - columns) as f64;
    let mut search = Search {
        known: HashMap::new(),
        evaluate: |noise| {
            if cancelled.load(Ordering::Relaxed) {
                return f64::INFINITY;
            }
            let fit = workspace.fit(baseline, &kept, &rows, None, &outcome, noise);
            fit.map_or(f64::INFINITY, |fit| restricted_deviance(&fit, free))
        },
    };
    let (best, deviance) = search.minimum();
    if cancelled.load(Ordering::Relaxed) {
        return Err(NoFit::Cancelled);
    }
    if !deviance.is_finite() {
        return Err(NoFit::InStepWithTime);
    }
    // The outcome was scaled; its likelihood is that of the numbers as they were logged.
    let deviance = deviance + free * 2.0 * outcome.scale.ln();
    Ok(NoiseFit {
        noise: best,
        log_likelihood: log_likelihood(deviance, free),
        days: rows.len(),
        columns,
    })
}

/// How many days a fit with so many columns takes.
pub fn needed_days(columns: usize) -> usize {
    FEWEST_DAYS.max(FEWEST_FREE_DAYS + columns)
}

/// `(n − p)·ln RSS + ld + ln|X*ᵀX*|`
pub(super) fn restricted_deviance(fit: &Fit, free: f64) -> f64 {
    free * fit.rss.ln() + fit.log_variances + fit.log_determinant
}

/// `−½[(n − p)(ln 2π + 1 + ln(RSS/(n − p))) + ld + ln|X*ᵀX*|]`
fn log_likelihood(restricted_deviance: f64, free: f64) -> f64 {
    -0.5 * (restricted_deviance + free * (TAU.ln() + 1.0 - free.ln()))
}

/// A search for the lowest value over the box of `φ` and `c`.
struct Search<F> {
    known: HashMap<(i32, i32), f64>,
    evaluate: F,
}

impl<F: FnMut(Noise) -> f64> Search<F> {
    fn minimum(&mut self) -> (Noise, f64) {
        let grid = (0..COARSE_PHIS)
            .flat_map(|phi| (0..COARSE_CS).map(move |c| (phi * COARSE, c * COARSE)));
        let mut best = ((0, 0), f64::INFINITY);
        for place in grid {
            best = self.better(best, place);
        }
        let mut step = FIRST_STEP;
        while step >= 1 {
            for _ in 0..MOST_MOVES {
                let (phi, c) = best.0;
                let around = [-step, 0, step];
                let neighbours = around
                    .into_iter()
                    .flat_map(|more| around.map(|c_more| (phi + more, c + c_more)));
                let mut nearest = ((0, 0), f64::INFINITY);
                for place in neighbours.filter(|place| *place != (phi, c)) {
                    if (0..=HIGHEST_PHI).contains(&place.0) && (0..=HIGHEST_C).contains(&place.1) {
                        nearest = self.better(nearest, place);
                    }
                }
                if nearest.1 >= best.1 - SMALLEST_GAIN {
                    break;
                }
                best = nearest;
            }
            step /= 2;
        }
        (noise_at(best.0), best.1)
    }

    /// `place` if it is lower than the best so far; the first of equals stays.
    fn better(&mut self, best: ((i32, i32), f64), (phi, c): (i32, i32)) -> ((i32, i32), f64) {
        // Without carry-over it does not matter how much of it is noise.
        let place = if phi == 0 { (0, 0) } else { (phi, c) };
        let evaluate = &mut self.evaluate;
        let value = *self
            .known
            .entry(place)
            .or_insert_with(|| evaluate(noise_at(place)));
        if value < best.1 { (place, value) } else { best }
    }
}

fn noise_at((phi, c): (i32, i32)) -> Noise {
    Noise {
        phi: f64::from(phi) * SMALLEST_PHI,
        c: f64::from(c) * SMALLEST_C,
    }
}

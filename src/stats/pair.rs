//! One habit against one outcome: a test for each window, and the correction for looking at several.

use super::baseline::Baseline;
use super::column::Column;
use super::gls::{Fit, Noise, Workspace};
use super::noise::{FEWEST_DAYS, FEWEST_FREE_DAYS, needed_days};
use super::student::upper_tail;
use super::window::Window;

/// A window whose variance is explained by the baseline to this share or more is not tested.
const MOST_EXPLAINED: f64 = 0.8;
/// Intervals that are asked for together hold together at this level.
const MISSES: f64 = 0.05;

/// What came of one window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WindowResult {
    /// It was tested.
    Tested(WindowTest),
    /// It could not be.
    Skipped(Skip),
}

impl WindowResult {
    /// The test, if there is one.
    pub fn test(&self) -> Option<&WindowTest> {
        match self {
            Self::Tested(test) => Some(test),
            Self::Skipped(_) => None,
        }
    }
}

/// Why a window was not tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// Too few days have both the outcome and the window.
    FewDays {
        /// Days with both.
        days: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The window follows weekdays, slow waves or what is adjusted for; nothing of its own is left.
    InStepWithTime {
        /// Days with both.
        days: usize,
    },
}

/// The outcome's difference for one unit more of the habit's mean in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindowTest {
    /// Days with both the outcome and the window.
    pub days: usize,
    /// Degrees of freedom.
    pub free_days: usize,
    /// Difference of the outcome, in its unit, for one unit of the habit.
    pub beta: f64,
    /// Standard error of `beta`.
    pub se: f64,
    /// `beta / se`
    pub t: f64,
    /// Two-sided, of this window alone. Not to be shown: see `corrected`.
    pub p: f64,
    /// Interval of `beta`, simultaneous over all windows that are asked for together.
    pub interval: Interval,
}

/// From the lowest to the highest value that the data fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The interval for a habit's change by `swing`.
    pub fn scaled(self, swing: f64) -> Self {
        Self {
            low: self.low * swing,
            high: self.high * swing,
        }
    }

    /// Half of its length.
    pub fn half_width(self) -> f64 {
        0.5 * (self.high - self.low)
    }

    /// Whether it lies within `±most`, ends included.
    pub fn is_within(self, most: f64) -> bool {
        self.low >= -most && self.high <= most
    }

    /// From the lower of both lower ends to the higher of both upper ones.
    pub fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// Tests `habit` against `outcome` in each of `windows`; their intervals hold simultaneously.
pub fn test_windows(
    workspace: &mut Workspace,
    baseline: &Baseline,
    outcome: &[f64],
    habit: &[f64],
    noise: Noise,
    windows: &[Window],
) -> Vec<WindowResult> {
    let tail = MISSES / (2.0 * windows.len() as f64);
    windows
        .iter()
        .map(|window| {
            let means = window.means(habit);
            test_means(workspace, baseline, outcome, &means, noise, tail)
        })
        .collect()
}

/// The lowest p-value times the number of windows looked at, skipped ones among them (Bonferroni), and where it is; the
/// first of equals.
pub fn corrected(results: &[WindowResult]) -> Option<(usize, f64)> {
    let tested = results.iter().enumerate();
    let (best, test) = tested
        .filter_map(|(at, result)| Some((at, result.test()?)))
        .reduce(|best, next| if next.1.p < best.1.p { next } else { best })?;
    Some((best, (results.len() as f64 * test.p).min(1.0)))
}

fn test_means(
    workspace: &mut Workspace,
    baseline: &Baseline,
    outcome: &[f64],
    means: &[f64],
    noise: Noise,
    tail: f64,
) -> WindowResult {
    let rows = baseline.rows_with(&[outcome, means]);
    let days = rows.len();
    let window = Column::on_rows(means, &rows);
    let (kept, explained) = workspace.choose(baseline, &rows, Some(&window));
    let columns = 1 + kept.iter().filter(|kept| **kept).count();
    if days < FEWEST_DAYS || days < FEWEST_FREE_DAYS + columns {
        let needed = needed_days(columns);
        return WindowResult::Skipped(Skip::FewDays { days, needed });
    }
    if explained >= MOST_EXPLAINED {
        return WindowResult::Skipped(Skip::InStepWithTime { days });
    }
    let outcome = Column::on_rows(outcome, &rows);
    workspace
        .fit(baseline, &kept, &rows, Some(&window), &outcome, noise)
        .map(|fit| {
            let free_days = days - columns;
            let quantile = workspace.quantile(free_days, tail);
            WindowTest::new(
                &fit,
                days,
                free_days,
                quantile,
                outcome.scale / window.scale,
            )
        })
        .filter(WindowTest::is_finite)
        .map_or(
            WindowResult::Skipped(Skip::InStepWithTime { days }),
            WindowResult::Tested,
        )
}

impl WindowTest {
    /// `unit` turns the coefficient into one between numbers as they were logged.
    fn new(fit: &Fit, days: usize, free_days: usize, quantile: f64, unit: f64) -> Self {
        let error = (fit.rss / free_days as f64 * fit.variance_factor).sqrt();
        let t = fit.beta / error;
        let half_width = quantile * error;
        Self {
            days,
            free_days,
            beta: fit.beta * unit,
            se: error * unit,
            t,
            p: 2.0 * upper_tail(free_days, t.abs()),
            interval: Interval {
                low: (fit.beta - half_width) * unit,
                high: (fit.beta + half_width) * unit,
            },
        }
    }

    fn is_finite(&self) -> bool {
        let Interval { low, high } = self.interval;
        [self.beta, self.se, self.t, self.p, low, high]
            .iter()
            .all(|number| number.is_finite())
    }
}

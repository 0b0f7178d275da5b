//! Where a series is heading, and what it was before and after a marker: generalised least squares with the noise of the
//! series itself. When that may be spoken of is said here; how is not.

use std::sync::atomic::AtomicBool;

use super::baseline::Baseline;
use super::column::Column;
use super::gls::{Noise, Workspace};
use super::lowess::smooth;
use super::noise::{NoFit, fit_noise};
use super::options::DayRange;
use super::pair::Interval;
use super::student::{upper_quantile, upper_tail};
use super::study::{Subject, number, range_values, smallest_difference};
use crate::domain::{Day, Journal, SpanId, SpanKind};

/// A slope is told for so many days.
pub const SLOPE_DAYS: f64 = 30.0;
/// From the first to the last logged day it takes so many days to speak of a trend.
pub const FEWEST_TREND_DAYS: usize = 60;
/// Below so many days, drift cannot be told from strong carry-over.
pub const SURE_TREND_DAYS: usize = 120;
const STRONG_CARRY_OVER: f64 = 0.8;
/// Logged days that a marker needs on either side.
pub const FEWEST_DAYS_EACH_SIDE: usize = 14;
const TAIL: f64 = 0.025;

/// The logged days of one tracker or item in a range that holds no running day, taken out of a journal, so that its trend
/// can be worked out on another thread.
#[derive(Debug, Clone)]
pub struct TrendSeries {
    range: DayRange,
    /// One value a day; NaN is not logged.
    values: Vec<f64>,
    smallest_difference: f64,
    markers: Vec<(SpanId, Day)>,
}

/// Where a series is heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The slope, for one day.
    pub slope: Slope,
    /// From the first to the last logged day.
    pub span_days: usize,
    /// What may be said.
    pub reading: TrendReading,
}

/// What may be said of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendReading {
    /// Nothing to speak of: the interval holds 0, the span is short, or it comes to less than what matters.
    Nothing,
    /// Heading up or down.
    Heading,
    /// Too early to tell drift from carry-over.
    TooEarly,
}

/// A coefficient with its noise and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The coefficient: for one day, or from before to after.
    pub beta: f64,
    /// Its standard error.
    pub se: f64,
    /// `beta / se`
    pub t: f64,
    /// Two-sided.
    pub p: f64,
    /// 95 % interval of `beta`.
    pub interval: Interval,
    /// The noise that was fitted with it.
    pub noise: Noise,
    /// Logged days.
    pub days: usize,
    /// Degrees of freedom.
    pub free_days: usize,
    /// Level where the column is 0, over a whole week.
    pub level: f64,
}

/// A series before and after a marker.
#[derive(Debug, Clone, PartialEq)]
pub struct BeforeAfter {
    /// Level before it.
    pub before: f64,
    /// Level from its day on.
    pub after: f64,
    /// 95 % interval of the difference.
    pub interval: Interval,
    /// Logged days before it.
    pub days_before: usize,
    /// Logged days from its day on.
    pub days_after: usize,
}

impl TrendSeries {
    /// Takes out of the journal what a trend needs; all logged days count.
    pub fn of(journal: &Journal, subject: Subject, range: DayRange) -> Self {
        let markers = journal.spans().into_iter();
        let markers = markers.filter(|span| span.kind == SpanKind::Marker);
        let markers = markers.map(|span| (span.id, span.start)).collect();
        let Some(tracker) = journal.tracker(subject.tracker) else {
            return Self {
                range,
                values: vec![f64::NAN; range.days()],
                smallest_difference: 1.0,
                markers,
            };
        };
        let days = range_values(journal, tracker, subject.item, range);
        let values: Vec<f64> = days.into_iter().map(number).collect();
        Self {
            smallest_difference: smallest_difference(journal, tracker, &values),
            range,
            values,
            markers,
        }
    }

    /// Where it is heading.
    ///
    /// # Errors
    /// Says why that can't be said.
    pub fn trend(&self) -> Result<Trend, NoFit> {
        Trend::of_values(&self.values, self.range, self.smallest_difference)
    }

    /// What it was before and from each marker on, in the range as far as the neighbouring markers. Left out are markers
    /// with fewer than 14 logged days on a side, and with too few days for a fit.
    pub fn before_and_after(&self) -> Vec<(SpanId, BeforeAfter)> {
        let of_marker = |(marker, day): &(SpanId, Day)| {
            let range = self.between_markers(*day)?;
            let part = self.range.indices(range.first, range.last);
            let marker_at = range.index_of(*day)?;
            let values = self.values.get(part)?;
            let found = BeforeAfter::of_values(values, range.first_weekday(), marker_at)?;
            Some((*marker, found))
        };
        self.markers.iter().filter_map(of_marker).collect()
    }

    /// The smooth value on every logged day.
    pub fn smooth(&self) -> Vec<(Day, f64)> {
        let logged: Vec<(f64, f64)> = self
            .values
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_nan())
            .map(|(day, value)| (day as f64, *value))
            .collect();
        let smooth = smooth(&logged);
        let days = logged.iter().map(|(day, _)| self.range.day(*day as usize));
        days.zip(smooth).collect()
    }

    /// The part of the range around a marker's day that holds no other marker.
    fn between_markers(&self, day: Day) -> Option<DayRange> {
        let markers = || self.markers.iter().map(|(_, start)| *start);
        let first = markers().filter(|other| *other < day).max();
        let next = markers().filter(|other| *other > day).min();
        let last = next.and_then(|next| next.pred_opt());
        let range = self.range;
        Some(DayRange {
            first: first.map_or(range.first, |first| first.max(range.first)),
            last: last.map_or(range.last, |last| last.min(range.last)),
        })
        .filter(|range| range.first <= day && day <= range.last)
    }
}

impl Trend {
    pub(super) fn of_values(values: &[f64], range: DayRange, smallest: f64) -> Result<Self, NoFit> {
        let day = (0..values.len()).map(|day| day as f64).collect();
        let slope = Slope::fit(values, range.first_weekday(), day)?;
        let logged = || values.iter().map(|value| !value.is_nan());
        let first = logged().position(|logged| logged).unwrap_or(0);
        let last = logged().rposition(|logged| logged).unwrap_or(first);
        let span_days = last - first + 1;
        Ok(Self {
            reading: reading(&slope, span_days, smallest),
            slope,
            span_days,
        })
    }

    /// The difference in 30 days, with its 95 % interval.
    pub fn per_30_days(&self) -> (f64, Interval) {
        (
            self.slope.beta * SLOPE_DAYS,
            self.slope.interval.scaled(SLOPE_DAYS),
        )
    }
}

fn reading(slope: &Slope, span_days: usize, smallest: f64) -> TrendReading {
    let Interval { low, high } = slope.interval;
    if span_days < SURE_TREND_DAYS && slope.noise.phi > STRONG_CARRY_OVER {
        TrendReading::TooEarly
    } else if (low > 0.0 || high < 0.0)
        && span_days >= FEWEST_TREND_DAYS
        && (slope.beta * span_days as f64).abs() >= smallest
    {
        TrendReading::Heading
    } else {
        TrendReading::Nothing
    }
}

impl BeforeAfter {
    pub(super) fn of_values(
        values: &[f64],
        first_weekday: usize,
        marker_at: usize,
    ) -> Option<Self> {
        let logged = |days: &[f64]| days.iter().filter(|value| !value.is_nan()).count();
        let (days_before, days_after) =
            (logged(&values[..marker_at]), logged(&values[marker_at..]));
        if days_before.min(days_after) < FEWEST_DAYS_EACH_SIDE {
            return None;
        }
        let step = (0..values.len())
            .map(|day| f64::from(u8::from(day >= marker_at)))
            .collect();
        let slope = Slope::fit(values, first_weekday, step).ok()?;
        Some(Self {
            before: slope.level,
            after: slope.level + slope.beta,
            interval: slope.interval,
            days_before,
            days_after,
        })
    }
}

impl Slope {
    /// Fits level, weekdays and `column` with the noise of the same model.
    pub(super) fn fit(
        values: &[f64],
        first_weekday: usize,
        column: Vec<f64>,
    ) -> Result<Self, NoFit> {
        let baseline = Baseline::with_one_column(first_weekday, column);
        let mut workspace = Workspace::default();
        let noise_fit = fit_noise(&mut workspace, &baseline, values, &AtomicBool::new(false))?;
        Self::with_noise(&mut workspace, &baseline, values, noise_fit.noise)
            .ok_or(NoFit::InStepWithTime)
    }

    pub(super) fn with_noise(
        workspace: &mut Workspace,
        baseline: &Baseline,
        values: &[f64],
        noise: Noise,
    ) -> Option<Self> {
        let rows = baseline.rows_with(&[values]);
        let outcome = Column::on_rows(values, &rows);
        let (kept, _) = workspace.choose(baseline, &rows, None);
        let columns = kept.iter().filter(|kept| **kept).count();
        let free_days = rows.len().checked_sub(columns).filter(|free| *free > 0)?;
        if kept.last() != Some(&true) {
            return None;
        }
        let fit = workspace.fit(baseline, &kept, &rows, None, &outcome, noise)?;
        let level = workspace.coefficients(baseline)[0] * outcome.scale + outcome.shift;
        let beta = fit.beta * outcome.scale;
        let se = (fit.rss / free_days as f64 * fit.variance_factor).sqrt() * outcome.scale;
        let half_width = upper_quantile(free_days, TAIL) * se;
        let t = beta / se;
        let slope = Self {
            beta,
            se,
            t,
            p: 2.0 * upper_tail(free_days, t.abs()),
            interval: Interval {
                low: beta - half_width,
                high: beta + half_width,
            },
            noise,
            days: rows.len(),
            free_days,
            level,
        };
        let numbers = [beta, se, t, half_width, level];
        numbers
            .iter()
            .all(|number| number.is_finite())
            .then_some(slope)
    }
}

//! The columns that stand for time itself: level, weekdays, slow waves, and what else is adjusted for.

use std::f64::consts::PI;

use super::kernel::{PADDING, gram_of};

/// The most columns that a fit puts behind a baseline at once: a window and the outcome.
pub(super) const MOST_TAILS: usize = 2;

/// Waves slower than this are taken out.
const SLOWEST_WAVE_DAYS: usize = 60;

/// The columns of every day of a range, one row for each day, logged or not.
///
/// In this order: 1; six weekday columns, sum to zero; `cos(πk(t+½)/T)` for `k = 1 … K` (a discrete cosine basis as in
/// Friston et al. 2002, NeuroImage 16:484); adjusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    days: usize,
    columns: usize,
    stride: usize,
    /// Row after row, each with room for three more columns and zeros up to `stride`.
    cells: Vec<f64>,
    /// Whether every adjuster is known on that day.
    usable: Vec<bool>,
    /// Cross products of the columns over all days.
    whole_gram: Vec<f64>,
}

impl Baseline {
    /// The columns of `days` days, the first of which is weekday `first_weekday` (0 is Monday). A day on which an
    /// adjuster is NaN is not used at all.
    pub fn new(days: usize, first_weekday: usize, adjusters: &[&[f64]]) -> Self {
        let waves = (2 * days / SLOWEST_WAVE_DAYS).max(1);
        let mut columns = level_and_weekdays(days, first_weekday);
        columns.extend((1..=waves).map(|k| wave(days, k)));
        columns.extend(adjusters.iter().map(|adjuster| adjuster.to_vec()));
        Self::of_columns(days, &columns)
    }

    /// Level, weekdays and one more column, for a trend or a step.
    pub fn with_one_column(first_weekday: usize, column: Vec<f64>) -> Self {
        let days = column.len();
        let mut columns = level_and_weekdays(days, first_weekday);
        columns.push(column);
        Self::of_columns(days, &columns)
    }

    /// How many days the range has.
    pub fn days(&self) -> usize {
        self.days
    }

    /// How many columns there are before any is dropped.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Length of a row with its room.
    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// A day's row, room included.
    pub(super) fn row(&self, day: usize) -> &[f64] {
        &self.cells[day * self.stride..(day + 1) * self.stride]
    }

    pub(super) fn whole_gram(&self) -> &[f64] {
        &self.whole_gram
    }

    /// The days on which all of `series` and every adjuster are known.
    pub(super) fn rows_with(&self, series: &[&[f64]]) -> Vec<usize> {
        let known = |day: &usize| self.usable[*day] && series.iter().all(|one| !one[*day].is_nan());
        (0..self.days).filter(known).collect()
    }

    fn of_columns(days: usize, columns: &[Vec<f64>]) -> Self {
        let stride = (columns.len() + MOST_TAILS).next_multiple_of(PADDING);
        let mut cells = vec![0.0; days * stride];
        let mut usable = vec![true; days];
        for (at, column) in columns.iter().enumerate() {
            for (day, &value) in column.iter().enumerate() {
                if value.is_nan() {
                    usable[day] = false;
                } else {
                    cells[day * stride + at] = value;
                }
            }
        }
        Self {
            days,
            columns: columns.len(),
            stride,
            whole_gram: gram_of(&cells, stride),
            cells,
            usable,
        }
    }
}

fn level_and_weekdays(days: usize, first_weekday: usize) -> Vec<Vec<f64>> {
    let mut columns = vec![vec![1.0; days]];
    columns.extend((0..6).map(|weekday| {
        let on = |day: usize| match (day + first_weekday) % 7 {
            6 => -1.0,
            other if other == weekday => 1.0,
            _ => 0.0,
        };
        (0..days).map(on).collect()
    }));
    columns
}

fn wave(days: usize, k: usize) -> Vec<f64> {
    let turn = PI * k as f64 / days as f64;
    (0..days)
        .map(|day| (turn * (day as f64 + 0.5)).cos())
        .collect()
}

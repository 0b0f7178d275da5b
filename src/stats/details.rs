//! What is worked out for one pair when someone looks at it: the reverse direction, habits that travel along, the delay
//! curve, the days behind it.

use std::sync::atomic::AtomicBool;

use super::column::Column;
use super::gls::Workspace;
use super::insights::{Insights, Pair};
use super::noise::{FEWEST_DAYS, fit_noise};
use super::pair::{WindowResult, corrected, test_windows};
use super::study::Subject;
use super::window::{LAST_DELAY_DAYS, REVERSE_WINDOWS, WINDOWS, Window};
use crate::domain::Day;

/// The reverse direction is spoken of up to this p-value.
const REVERSE_P: f64 = 0.05;
/// Habits travel along from this correlation of residuals on.
const FELLOW_CORRELATION: f64 = 0.3;

/// Whether the skin goes before the habit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reverse {
    /// Corrected for three windows; stands outside the family of pairs.
    pub p_corrected: f64,
    /// Whether the skin may be changing the habit.
    pub is_found: bool,
}

/// A habit that goes along with another one on the same days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fellow {
    /// The other habit.
    pub habit: Subject,
    /// Whether there was more of it on days with more of the first one; else less.
    pub is_more: bool,
}

/// A day behind a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayBehind {
    /// The symptom's day.
    pub day: Day,
    /// The habit's mean in the window before it.
    pub habit: f64,
    /// The symptom on that day.
    pub symptom: f64,
}

impl Insights {
    /// The test of the reverse direction, for links and hints. None for other pairs, where it cannot be tested, and where
    /// it was cancelled.
    pub fn reverse(&self, pair: &Pair, cancelled: &AtomicBool) -> Option<Reverse> {
        let (habit, symptom) = self.series_of_found(pair)?;
        let mut workspace = Workspace::default();
        let baseline = &self.study.baseline;
        let fit = fit_noise(&mut workspace, baseline, habit, cancelled).ok()?;
        let results = test_windows(
            &mut workspace,
            baseline,
            habit,
            symptom,
            fit.noise,
            &REVERSE_WINDOWS,
        );
        let (_, p_corrected) = corrected(&results)?;
        Some(Reverse {
            p_corrected,
            is_found: p_corrected <= REVERSE_P,
        })
    }

    /// The habits that travel along with a link or a hint, closest first.
    pub fn fellows(&self, pair: &Pair) -> Vec<Fellow> {
        let found = || {
            Some((
                self.series_of_found(pair)?,
                pair.best?,
                self.outcome(pair.symptom)?,
            ))
        };
        let Some(((habit, symptom), best, outcome)) = found() else {
            return Vec::new();
        };
        let Some(fit) = &outcome.fit else {
            return Vec::new();
        };
        let window = WINDOWS[best];
        let own = window.means(habit);
        let baseline = &self.study.baseline;
        let mut workspace = Workspace::default();
        let taken = [pair.habit.tracker, pair.symptom.tracker];
        let others = self.study.habits.iter();
        let others = others.filter(|other| !taken.contains(&other.subject.tracker));
        let mut fellows: Vec<(f64, Fellow)> = others
            .filter_map(|other| {
                let means = window.means(&other.values);
                let rows = baseline.rows_with(&[symptom, &own, &means]);
                if rows.len() < FEWEST_DAYS {
                    return None;
                }
                let (kept, _) = workspace.choose(baseline, &rows, None);
                let columns = [Column::on_rows(&own, &rows), Column::on_rows(&means, &rows)];
                let correlation =
                    workspace.residual_correlation(baseline, &kept, &rows, &columns, fit.noise)?;
                let fellow = Fellow {
                    habit: other.subject,
                    is_more: correlation > 0.0,
                };
                (correlation.abs() >= FELLOW_CORRELATION).then_some((correlation.abs(), fellow))
            })
            .collect();
        fellows.sort_by(|one, other| other.0.total_cmp(&one.0));
        fellows.into_iter().map(|(_, fellow)| fellow).collect()
    }

    /// The delay curve: the habit 0 to 14 days before, one day at a time. Its bands hold together over all fifteen; no
    /// verdict is taken from it. Empty where the outcome has no noise fit.
    pub fn delay_curve(&self, pair: &Pair) -> Vec<WindowResult> {
        let fit = self
            .outcome(pair.symptom)
            .and_then(|outcome| outcome.fit.as_ref());
        let (Some(fit), Some((habit, symptom))) = (fit, self.series(pair)) else {
            return Vec::new();
        };
        let delays: Vec<Window> = (0..=LAST_DELAY_DAYS).map(Window::single).collect();
        let mut workspace = Workspace::default();
        let baseline = &self.study.baseline;
        test_windows(&mut workspace, baseline, symptom, habit, fit.noise, &delays)
    }

    /// The days that have both the symptom and the habit's mean in `window`, earliest first.
    pub fn days_behind(&self, pair: &Pair, window: Window) -> Vec<DayBehind> {
        let Some((habit, symptom)) = self.series(pair) else {
            return Vec::new();
        };
        let means = window.means(habit);
        self.study
            .baseline
            .rows_with(&[symptom, &means])
            .into_iter()
            .map(|at| DayBehind {
                day: self.study.range.day(at),
                habit: means[at],
                symptom: symptom[at],
            })
            .collect()
    }

    fn series(&self, pair: &Pair) -> Option<(&[f64], &[f64])> {
        let habit = self.study.habit(pair.habit)?;
        let symptom = self.study.symptom(pair.symptom)?;
        Some((&habit.values, &symptom.values))
    }

    fn series_of_found(&self, pair: &Pair) -> Option<(&[f64], &[f64])> {
        pair.class.is_found().then(|| self.series(pair)).flatten()
    }
}

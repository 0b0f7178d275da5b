//! What may be said of a pair: why there is not enough to go on, and which of five classes it is in. Words are made
//! elsewhere.

use super::pair::{Interval, Skip, WindowResult, WindowTest};
use super::study::Series;
use super::window::SHORT_WINDOWS;

/// From the first to the last day with both logged it takes so many days.
pub const FEWEST_SPAN_DAYS: usize = 42;
/// A habit has to be away from its usual value on so many logged days.
pub const FEWEST_AWAY_DAYS: usize = 10;
/// A yes/no habit has to change so many times.
pub const FEWEST_CHANGES: usize = 4;
/// An outcome needs so many different values …
pub const FEWEST_VALUES: usize = 3;
/// … and no single one of them on more than this share of its days.
const MOST_OF_ONE_VALUE: f64 = 0.9;
/// More days than this are too many to wait for.
pub const LONGEST_WAIT_DAYS: usize = 730;
const LINKED_RATE: f64 = 0.05;
const HINT_RATE: f64 = 0.2;

/// What is said of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 0: not enough data.
    NotEnough,
    /// 1: linked.
    Linked,
    /// 2: a hint, worth testing.
    Hint,
    /// 3: nothing big on the same and the next two days.
    NothingBig,
    /// 4: cannot tell yet.
    CannotTell,
}

impl Class {
    /// Its number, from 0 to 4.
    pub fn number(self) -> u8 {
        match self {
            Self::NotEnough => 0,
            Self::Linked => 1,
            Self::Hint => 2,
            Self::NothingBig => 3,
            Self::CannotTell => 4,
        }
    }

    /// Whether a link is claimed or hinted at.
    pub fn is_found(self) -> bool {
        matches!(self, Self::Linked | Self::Hint)
    }
}

/// Why there is not enough to go on, and what would mend it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gap {
    /// Too few days from the first to the last one with both logged.
    ShortSpan {
        /// Days there are.
        days: usize,
        /// Days it takes.
        needed: usize,
    },
    /// The outcome has too few logged days.
    FewSymptomDays {
        /// Days there are.
        days: usize,
        /// Days it takes.
        needed: usize,
    },
    /// The outcome is yes/no; only ratings and amounts are tested.
    YesNoSymptom,
    /// The outcome has fewer than three different values.
    FewSymptomValues {
        /// Values there are.
        values: usize,
        /// Values it takes.
        needed: usize,
    },
    /// The outcome has one value on nearly all of its days.
    SteadySymptom {
        /// That value.
        value: f64,
        /// On how many days.
        days: usize,
        /// Of how many.
        of_days: usize,
    },
    /// The outcome follows weekdays or time and nothing else.
    SymptomInStepWithTime,
    /// The habit hardly ever differs from its usual value.
    SteadyHabit {
        /// The usual value.
        value: f64,
        /// On how many days it was another.
        days: usize,
        /// Days it takes.
        needed: usize,
    },
    /// The habit was started or stopped and kept; only an experiment can tell.
    FewChanges {
        /// Changes there are.
        changes: usize,
        /// Changes it takes.
        needed: usize,
    },
    /// Too few days with both logged for the same and the next two days.
    FewDays {
        /// Days there are, at best.
        days: usize,
        /// Days it takes.
        needed: usize,
    },
    /// The habit follows weekdays, slow waves or what is adjusted for.
    HabitInStepWithTime,
}

/// What would bring an answer that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// So many days with both logged would narrow the range to the smallest difference that matters.
    MoreDays {
        /// Days in all, those there are among them.
        days: usize,
    },
    /// It would take so many days that an experiment is the better way.
    TooManyDays {
        /// Days in all.
        days: usize,
    },
    /// The range is narrow already, but reaches past the smallest difference that matters.
    ReachesPast,
}

/// What is wrong with an outcome by itself, whatever the habit; the number of its days is judged with its noise fit.
pub(super) fn symptom_gap(symptom: &Series) -> Option<Gap> {
    let usual = Usual::of(&symptom.values);
    if symptom.is_yes_no {
        return Some(Gap::YesNoSymptom);
    }
    if usual.values < FEWEST_VALUES {
        return Some(Gap::FewSymptomValues {
            values: usual.values,
            needed: FEWEST_VALUES,
        });
    }
    (usual.days as f64 > MOST_OF_ONE_VALUE * usual.of_days as f64).then_some(Gap::SteadySymptom {
        value: usual.value,
        days: usual.days,
        of_days: usual.of_days,
    })
}

/// Whether the days with both logged are too near to each other.
pub(super) fn span_gap(habit: &Series, symptom: &Series) -> Option<Gap> {
    let both = || {
        habit
            .values
            .iter()
            .zip(&symptom.values)
            .map(|(x, y)| !x.is_nan() && !y.is_nan())
    };
    let first = both().position(|both| both);
    let days = first.map_or(0, |first| {
        let last = habit.values.len() - 1 - both().rev().position(|both| both).unwrap_or(0);
        last - first + 1
    });
    (days < FEWEST_SPAN_DAYS).then_some(Gap::ShortSpan {
        days,
        needed: FEWEST_SPAN_DAYS,
    })
}

/// What is wrong with a habit by itself.
pub(super) fn habit_gap(habit: &Series) -> Option<Gap> {
    let usual = Usual::of(&habit.values);
    let away = usual.of_days - usual.days;
    if away < FEWEST_AWAY_DAYS {
        return Some(Gap::SteadyHabit {
            value: usual.value,
            days: away,
            needed: FEWEST_AWAY_DAYS,
        });
    }
    let logged: Vec<f64> = logged(&habit.values).collect();
    let changes = logged.windows(2).filter(|pair| pair[0] != pair[1]).count();
    (habit.is_yes_no && changes < FEWEST_CHANGES).then_some(Gap::FewChanges {
        changes,
        needed: FEWEST_CHANGES,
    })
}

/// Whether none of the short windows could be tested, and why.
pub(super) fn window_gap(windows: &[WindowResult]) -> Option<Gap> {
    let short = || windows.iter().take(SHORT_WINDOWS);
    if short().any(|window| window.test().is_some()) {
        return None;
    }
    let skips = short().filter_map(|window| match window {
        WindowResult::Skipped(skip) => Some(*skip),
        WindowResult::Tested(_) => None,
    });
    let fullest = skips.max_by_key(|skip| match skip {
        // A window with enough days that is skipped all the same says more than one with too few.
        Skip::InStepWithTime { days } => (true, *days),
        Skip::FewDays { days, .. } => (false, *days),
    });
    Some(match fullest {
        Some(Skip::FewDays { days, needed }) => Gap::FewDays { days, needed },
        Some(Skip::InStepWithTime { .. }) | None => Gap::HabitInStepWithTime,
    })
}

/// The class of an eligible pair.
pub(super) fn class(q: f64, windows: &[WindowResult], swing: f64, smallest: f64) -> Class {
    let short = &windows[..SHORT_WINDOWS.min(windows.len())];
    let within = |window: &WindowResult| {
        window
            .test()
            .is_some_and(|test| test.interval.scaled(swing).is_within(smallest))
    };
    if q <= LINKED_RATE {
        Class::Linked
    } else if q <= HINT_RATE {
        Class::Hint
    } else if short.iter().all(within) {
        Class::NothingBig
    } else {
        Class::CannotTell
    }
}

/// What would settle a pair of class 4: `N = ⌈n·(h/MID)²⌉` with the widest short window's `n` and half-width `h`.
pub(super) fn outlook(windows: &[WindowResult], swing: f64, smallest: f64) -> Option<Outlook> {
    let widest = widest_short(windows)?;
    let ratio = widest.interval.half_width() * swing / smallest;
    if ratio <= 1.0 {
        return Some(Outlook::ReachesPast);
    }
    let days = (widest.days as f64 * ratio * ratio).ceil() as usize;
    Some(if days > LONGEST_WAIT_DAYS {
        Outlook::TooManyDays { days }
    } else {
        Outlook::MoreDays { days }
    })
}

/// The short window whose interval is widest; the first of equals.
pub(super) fn widest_short(windows: &[WindowResult]) -> Option<&WindowTest> {
    let short = windows.iter().take(SHORT_WINDOWS);
    short.filter_map(WindowResult::test).reduce(|widest, next| {
        if next.interval.half_width() > widest.interval.half_width() {
            next
        } else {
            widest
        }
    })
}

/// From the lowest to the highest bound of the short windows that were tested, for a change by `swing`.
pub(super) fn hull(windows: &[WindowResult], swing: f64) -> Option<Interval> {
    let short = windows.iter().take(SHORT_WINDOWS);
    short
        .filter_map(WindowResult::test)
        .map(|test| test.interval.scaled(swing))
        .reduce(Interval::hull)
}

/// A habit's usual change: from its tenth to its ninetieth percentile (type 7), or where that is nothing the median of
/// what is not 0; yes/no is 1. None without any change to speak of.
pub(super) fn swing(habit: &Series) -> Option<f64> {
    let mut sorted: Vec<f64> = logged(&habit.values).collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.is_empty() {
        return None;
    }
    if habit.is_yes_no {
        return Some(1.0);
    }
    let swing = quantile(&sorted, 0.9) - quantile(&sorted, 0.1);
    if swing > 0.0 {
        return Some(swing);
    }
    let mut amounts: Vec<f64> = sorted
        .iter()
        .map(|x| x.abs())
        .filter(|x| *x > 0.0)
        .collect();
    amounts.sort_by(f64::total_cmp);
    (!amounts.is_empty()).then(|| quantile(&amounts, 0.5))
}

/// Quantile of type 7 (Hyndman & Fan 1996) of sorted numbers.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// A series' most frequent value.
struct Usual {
    value: f64,
    days: usize,
    of_days: usize,
    values: usize,
}

impl Usual {
    /// The lowest of equally frequent values.
    fn of(series: &[f64]) -> Self {
        let mut sorted: Vec<f64> = logged(series).collect();
        sorted.sort_by(f64::total_cmp);
        let mut usual = Self {
            value: 0.0,
            days: 0,
            of_days: sorted.len(),
            values: 0,
        };
        for run in sorted.chunk_by(|one, other| one == other) {
            usual.values += 1;
            if run.len() > usual.days {
                (usual.value, usual.days) = (run[0], run.len());
            }
        }
        usual
    }
}

fn logged(series: &[f64]) -> impl Iterator<Item = f64> + '_ {
    // Adding 0 turns −0 into 0.
    series
        .iter()
        .filter(|value| !value.is_nan())
        .map(|value| value + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_7() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&sorted, 0.0), 1.0);
        assert_eq!(quantile(&sorted, 0.5), 3.0);
        assert!((quantile(&sorted, 0.9) - 6.8).abs() < 1e-12);
    }
}

//! How often an aim was met on the days before today, gaps kept apart from success and failure; words are made in `ui`.

#[cfg(test)]
mod tests;

use chrono::{Duration, Weekday};

use crate::domain::{
    Bound, Day, DayValue, Journal, Period, Target, Tracker, day_value, day_values, days_between,
    week_start,
};

/// How the days before today went for one tracker. The running day is in none of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Adherence {
    /// The days before today, earliest first.
    pub days: Vec<AdherenceDay>,
    /// The weeks that hold one of `days` and a weekly target, earliest first; each is judged on all its days.
    pub weeks: Vec<AdherenceWeek>,
    /// On how many days there was any of it, for advice without an amount.
    pub presence: Presence,
}

impl Adherence {
    /// How the days went, counted.
    pub fn day_counts(&self) -> DayCounts {
        let count = |verdict| {
            self.days
                .iter()
                .filter(|day| day.verdict == verdict)
                .count()
        };
        DayCounts {
            met: count(DayVerdict::Met),
            missed: count(DayVerdict::Missed),
            cannot_tell: count(DayVerdict::CannotTell),
            paused: count(DayVerdict::Paused),
            skipped: count(DayVerdict::Skipped),
            no_aim: count(DayVerdict::NoAim),
        }
    }

    /// How the weeks went, counted.
    pub fn week_counts(&self) -> WeekCounts {
        let count = |verdict| {
            self.weeks
                .iter()
                .filter(|week| week.verdict == verdict)
                .count()
        };
        WeekCounts {
            met: count(WeekVerdict::Met),
            missed: count(WeekVerdict::Missed),
            cannot_tell: count(WeekVerdict::CannotTell),
        }
    }
}

/// What a day or week is measured against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Against {
    /// The person's own aims, each on the days on which it was in force.
    OwnAims,
    /// One target on every day, such as a sourced figure.
    Target(Target),
}

impl Against {
    fn on(self, journal: &Journal, tracker: &Tracker, day: Day) -> Option<Target> {
        match self {
            Self::OwnAims => journal.aim_on(tracker.id, day).and_then(|aim| aim.target),
            Self::Target(target) => Some(target),
        }
    }
}

/// One day of one tracker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdherenceDay {
    /// The day.
    pub day: Day,
    /// What was logged.
    pub value: DayValue,
    /// What that means.
    pub verdict: DayVerdict,
}

/// What a day means for the target in force on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayVerdict {
    /// Logged, and on the good side.
    Met,
    /// Logged, and not on the good side.
    Missed,
    /// Not logged: neither success nor failure.
    CannotTell,
    /// In a pause: neither helps nor hurts, whatever was logged.
    Paused,
    /// Skipped: neither helps nor hurts.
    Skipped,
    /// No target was in force.
    NoAim,
    /// Logged under a weekly target: the week is judged, not the day.
    Weekly,
    /// Not over yet.
    Running,
}

/// One week of one tracker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdherenceWeek {
    /// The week's first day.
    pub first: Day,
    /// The first weekly target in force in the week.
    pub target: Target,
    /// The sum over the days that count, in the tracker's unit.
    pub sum: f64,
    /// How many days count: over, logged, not paused, not skipped, under a weekly target.
    pub counted_days: usize,
    /// What that means.
    pub verdict: WeekVerdict,
}

/// What a week means for its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeekVerdict {
    /// At least: reached, however many days are open. At most: all seven days count and the sum stayed within.
    Met,
    /// At least: all seven days count and the sum fell short. At most: exceeded, however many days are open.
    Missed,
    /// Over, undecided: a day is not logged, or was paused or skipped.
    CannotTell,
    /// No day could count: all were paused or skipped.
    Paused,
    /// Not over yet and undecided.
    Running,
}

/// On how many logged days there was any of it. Paused and skipped days are in neither number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Presence {
    /// Logged days with more than the lowest value.
    pub present: usize,
    /// Logged days.
    pub logged: usize,
}

/// Days by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is named by its verdict")]
pub struct DayCounts {
    pub met: usize,
    pub missed: usize,
    pub cannot_tell: usize,
    pub paused: usize,
    pub skipped: usize,
    pub no_aim: usize,
}

impl DayCounts {
    /// Days that were decided: the whole of which `met` is the part.
    pub fn decided(self) -> usize {
        self.met + self.missed
    }
}

/// Weeks by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is named by its verdict")]
pub struct WeekCounts {
    pub met: usize,
    pub missed: usize,
    pub cannot_tell: usize,
}

impl WeekCounts {
    /// Weeks that were decided: the whole of which `met` is the part.
    pub fn decided(self) -> usize {
        self.met + self.missed
    }
}

/// How the last `window_days` days before `today` went.
pub fn adherence(
    journal: &Journal,
    tracker: &Tracker,
    against: Against,
    today: Day,
    window_days: u32,
    first_weekday: Weekday,
) -> Adherence {
    let (first, last) = (
        today - Duration::days(i64::from(window_days)),
        today - Duration::days(1),
    );
    let values = day_values(journal, tracker, first, last);
    let value_of = |day: Day| {
        values
            .binary_search_by_key(&day, |(logged, _)| *logged)
            .map_or(DayValue::NotLogged, |at| values[at].1)
    };
    let days: Vec<AdherenceDay> = days_between(first, last)
        .map(|day| {
            let value = value_of(day);
            AdherenceDay {
                day,
                value,
                verdict: verdict(journal, tracker, against, day, value),
            }
        })
        .collect();
    let mut starts: Vec<Day> = days
        .iter()
        .map(|day| week_start(day.day, first_weekday))
        .collect();
    starts.dedup();
    let weeks = starts
        .into_iter()
        .filter_map(|start| week(journal, tracker, against, start, today))
        .collect();
    let presence = presence(journal, tracker, &days);
    Adherence {
        days,
        weeks,
        presence,
    }
}

/// The verdict on one day; today and later days are running.
pub fn verdict_on(
    journal: &Journal,
    tracker: &Tracker,
    against: Against,
    day: Day,
    today: Day,
) -> DayVerdict {
    if day >= today {
        DayVerdict::Running
    } else {
        verdict(
            journal,
            tracker,
            against,
            day,
            day_value(journal, tracker, day),
        )
    }
}

/// The verdict on a day that is over.
fn verdict(
    journal: &Journal,
    tracker: &Tracker,
    against: Against,
    day: Day,
    value: DayValue,
) -> DayVerdict {
    let Some(target) = against.on(journal, tracker, day) else {
        return DayVerdict::NoAim;
    };
    if journal.is_paused(day) {
        return DayVerdict::Paused;
    }
    match (value, target.period) {
        (DayValue::NotLogged, _) => DayVerdict::CannotTell,
        (DayValue::Skipped, _) => DayVerdict::Skipped,
        (DayValue::Recorded { .. }, Period::Week) => DayVerdict::Weekly,
        (DayValue::Recorded { number, .. }, Period::Day)
            if target.bound.holds(number, target.amount) =>
        {
            DayVerdict::Met
        }
        (DayValue::Recorded { .. }, Period::Day) => DayVerdict::Missed,
    }
}

/// The week from `start` on, judged on its days before `today`; none if no weekly target was in force in it.
fn week(
    journal: &Journal,
    tracker: &Tracker,
    against: Against,
    start: Day,
    today: Day,
) -> Option<AdherenceWeek> {
    let end = start + Duration::days(6);
    let days: Vec<Day> = days_between(start, end.min(today - Duration::days(1))).collect();
    let weekly = |target: &Target| target.period == Period::Week;
    let target = days
        .iter()
        .find_map(|day| against.on(journal, tracker, *day).filter(weekly))?;
    let (mut sum, mut counted_days, mut set_aside) = (0.0, 0, 0);
    for day in days {
        let value = day_value(journal, tracker, day);
        match verdict(journal, tracker, against, day, value) {
            DayVerdict::Weekly => {
                sum += value.number().unwrap_or_default();
                counted_days += 1;
            }
            DayVerdict::Paused | DayVerdict::Skipped => set_aside += 1,
            _ => {}
        }
    }
    let sum = (sum * 1e6_f64).round() / 1e6;
    let verdict = week_verdict(target, sum, counted_days, set_aside, end < today);
    Some(AdherenceWeek {
        first: start,
        target,
        sum,
        counted_days,
        verdict,
    })
}

fn week_verdict(
    target: Target,
    sum: f64,
    counted_days: usize,
    set_aside: usize,
    is_over: bool,
) -> WeekVerdict {
    let holds = target.bound.holds(sum, target.amount);
    // More days can only add to a sum: an amount once reached stays reached, a limit once broken stays broken.
    let is_decided = counted_days > 0 && holds == (target.bound == Bound::AtLeast);
    if is_decided || counted_days == 7 {
        return if holds {
            WeekVerdict::Met
        } else {
            WeekVerdict::Missed
        };
    }
    match (is_over, set_aside) {
        (false, _) => WeekVerdict::Running,
        (true, 7) => WeekVerdict::Paused,
        (true, _) => WeekVerdict::CannotTell,
    }
}

fn presence(journal: &Journal, tracker: &Tracker, days: &[AdherenceDay]) -> Presence {
    let (lowest, _) = tracker.kind.bounds();
    let logged: Vec<f64> = days
        .iter()
        .filter(|day| !journal.is_paused(day.day))
        .filter_map(|day| day.value.number())
        .collect();
    Presence {
        present: logged.iter().filter(|number| **number > lowest).count(),
        logged: logged.len(),
    }
}

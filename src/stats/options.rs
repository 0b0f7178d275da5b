//! What a run looks at: which days, what is left out, what is adjusted for.

use chrono::{Datelike, Duration};

use crate::domain::{Day, ItemId, Journal, TrackerId, Value};

/// No range is longer, so that one entry in a wrong century does not ask for hours of work.
pub const LONGEST_RANGE_DAYS: i64 = 7_305;

/// The choices of a run. The default is the last 365 days, with copied values, pauses and short treatments left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Which days.
    pub range: RangeChoice,
    /// What is left out.
    pub leave_out: LeaveOut,
    /// Trackers that are adjusted for. They are tested neither as habit nor as outcome meanwhile.
    pub adjusters: Vec<TrackerId>,
    /// Items that are looked at by themselves too, each against every counterpart of its tracker.
    pub items: Vec<(TrackerId, ItemId)>,
}

/// Which days a run looks at. The running day is in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RangeChoice {
    /// So many days up to the last one with a recorded entry, or from the first such day if that is later.
    LastDays(u32),
    /// From the first to the last day with a recorded entry.
    All,
    /// From a day to a day. Without a first one 365 days; without a last one up to the last recorded day.
    Between {
        /// The first day.
        from: Option<Day>,
        /// The last day.
        to: Option<Day>,
    },
}

impl Default for RangeChoice {
    fn default() -> Self {
        Self::LastDays(USUAL_DAYS)
    }
}

const USUAL_DAYS: u32 = 365;

/// What is left out; each is a switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LeaveOut {
    /// A habit's day if any entry behind it was copied and not confirmed.
    pub copied: bool,
    /// Habits and outcomes on days of a pause.
    pub pauses: bool,
    /// Outcomes on days of a treatment that has ended and lasted 28 days or less.
    pub short_treatments: bool,
}

impl Default for LeaveOut {
    fn default() -> Self {
        Self {
            copied: true,
            pauses: true,
            short_treatments: true,
        }
    }
}

/// The days of a run, both ends included; every civil day counts, logged or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl DayRange {
    /// The range that is meant by `choice`. None if no day before `today` has a recorded entry, or the first day would
    /// come after the last.
    pub fn choose(journal: &Journal, choice: RangeChoice, today: Day) -> Option<Self> {
        let yesterday = today.pred_opt()?;
        let (first, last) = recorded_days(journal, yesterday)?;
        let back_from = |last: Day, days: u32| {
            let earliest = last.checked_sub_signed(Duration::days(i64::from(days.max(1)) - 1));
            earliest.map_or(first, |earliest| earliest.max(first))
        };
        let (first, last) = match choice {
            RangeChoice::LastDays(days) => (back_from(last, days), last),
            RangeChoice::All => (first, last),
            RangeChoice::Between { from, to } => {
                let last = to.map_or(last, |to| to.min(yesterday));
                (from.unwrap_or_else(|| back_from(last, USUAL_DAYS)), last)
            }
        };
        let longest = last.checked_sub_signed(Duration::days(LONGEST_RANGE_DAYS - 1));
        let first = longest.map_or(first, |longest| first.max(longest));
        (first <= last).then_some(Self { first, last })
    }

    /// How many days it has.
    pub fn days(self) -> usize {
        usize::try_from((self.last - self.first).num_days() + 1).unwrap_or(0)
    }

    /// How many days after the first `day` is, if it is in the range.
    pub fn index_of(self, day: Day) -> Option<usize> {
        let at = usize::try_from((day - self.first).num_days()).ok()?;
        (at < self.days()).then_some(at)
    }

    /// The day that comes `index` days after the first.
    pub fn day(self, index: usize) -> Day {
        self.first + Duration::days(index as i64)
    }

    /// The indices of the days from `start` to `end` that are in the range.
    pub fn indices(self, start: Day, end: Day) -> std::ops::Range<usize> {
        let (start, end) = (start.max(self.first), end.min(self.last));
        match (self.index_of(start), self.index_of(end)) {
            (Some(start), Some(end)) if start <= end => start..end + 1,
            _ => 0..0,
        }
    }

    /// The weekday of the first day; 0 is Monday, whatever the setting for weeks.
    pub(super) fn first_weekday(self) -> usize {
        self.first.weekday().num_days_from_monday() as usize
    }
}

/// The first and the last day up to `last` on which any tracker has a recorded entry.
fn recorded_days(journal: &Journal, last: Day) -> Option<(Day, Day)> {
    let ends = journal.trackers().into_iter().filter_map(|tracker| {
        let mut days = journal
            .entries_between(tracker.id, Day::MIN, last)
            .filter(|(_, entry)| entry.value != Value::Skipped)
            .map(|(key, _)| key.day);
        let first = days.next()?;
        Some((first, days.next_back().unwrap_or(first)))
    });
    ends.reduce(|(first, last), (low, high)| (first.min(low), last.max(high)))
}

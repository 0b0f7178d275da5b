//! What days of a tracker come to, counted in words; leaves drawing them to the parts of the screen.

use std::collections::BTreeMap;

use crate::domain::{
    Bound, Completeness, Day, DayValue, Direction, Journal, Kind, Period, RatingScale, Target,
    Tracker, completeness, day_values, days_between,
};
use crate::ui::words::{Words, count};

/// Over how many logged days the latest are counted.
pub const RECENT_DAYS: usize = 21;

/// How much of a stretch of days is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LoggedDays {
    /// Days with a recorded number.
    pub recorded: usize,
    /// Days that say it did not apply.
    pub skipped: usize,
    /// Days that count: from the first logged one on, without pauses and without the running day.
    pub days: usize,
    /// The longest run of days without anything logged.
    pub longest_gap_days: usize,
}

impl LoggedDays {
    /// Counts `days`, given in order, each with whether it is paused.
    pub fn of(days: impl IntoIterator<Item = (DayValue, bool)>) -> Self {
        let mut found = Self::default();
        let mut gap_days = 0;
        for (value, is_paused) in days {
            if !value.is_logged() {
                if !is_paused && found.recorded + found.skipped > 0 {
                    found.days += 1;
                    gap_days += 1;
                    found.longest_gap_days = found.longest_gap_days.max(gap_days);
                }
                continue;
            }
            gap_days = 0;
            found.days += 1;
            if value == DayValue::Skipped {
                found.skipped += 1;
            } else {
                found.recorded += 1;
            }
        }
        found
    }

    /// "Logged on 290 of 365 days, longest gap 10 days".
    pub fn sentence(self) -> String {
        let logged = self.recorded + self.skipped;
        if logged == 0 {
            return "Nothing logged in this time".to_owned();
        }
        let mut text = format!("Logged on {logged} of {}", count(self.days, "day", "days"));
        if self.skipped > 0 {
            text.push_str(&format!(", {} of them skipped", self.skipped));
        }
        if self.longest_gap_days > 0 {
            let gap = count(self.longest_gap_days, "day", "days");
            text.push_str(&format!(", longest gap {gap}"));
        }
        text
    }
}

/// How much of a tracker is logged from `first` to `last`, both before the running day.
pub fn logged_days(journal: &Journal, tracker: &Tracker, first: Day, last: Day) -> LoggedDays {
    let values: BTreeMap<Day, DayValue> = day_values(journal, tracker, first, last)
        .into_iter()
        .collect();
    // Days from before the first entry were not left out: the tracker was not followed yet.
    let began = journal
        .entries_of(tracker.id)
        .next()
        .map(|(key, _)| key.day);
    let start = began.map_or(first, |began| began.max(first));
    LoggedDays::of(days_between(start, last).map(|day| {
        let value = values.get(&day).copied().unwrap_or_default();
        (value, journal.is_paused(day))
    }))
}

/// "Itch: 4 or more on 14 of the last 21 logged days"; none where no number was recorded up to `last`.
pub fn recent_sentence(
    journal: &Journal,
    tracker: &Tracker,
    last: Day,
    words: Words,
) -> Option<String> {
    let earliest = journal.entries_of(tracker.id).next()?.0.day;
    let mut recent: Vec<(Day, f64)> = day_values(journal, tracker, earliest, last)
        .into_iter()
        .filter_map(|(day, value)| Some((day, value.number()?)))
        .collect();
    recent.drain(..recent.len().saturating_sub(RECENT_DAYS));
    if recent.is_empty() {
        return None;
    }
    let of_days = |found: usize| {
        let noun = count(recent.len(), "logged day", "logged days");
        format!("on {found} of the last {noun}")
    };
    let counted = |holds: &dyn Fn(Day, f64) -> bool| {
        of_days(
            recent
                .iter()
                .filter(|(day, number)| holds(*day, *number))
                .count(),
        )
    };
    let said = match &tracker.kind {
        Kind::YesNo => format!("yes {}", counted(&|_, number| number > 0.0)),
        Kind::Scale(scale) if scale.direction == Direction::Neither => {
            let (level, times) = most_frequent(&recent)?;
            format!("most often {}, {}", words.number(level), of_days(times))
        }
        Kind::Scale(scale) => {
            let from = noted_level(scale);
            let number = words.number(from);
            format!(
                "{number} or more {}",
                counted(&|_, level| level >= from - 1e-9)
            )
        }
        Kind::Amount(amount) => match daily_target(journal, tracker, last) {
            Some(target) => {
                let aim = words.amount(target.amount, &amount.unit);
                let bound = match target.bound {
                    Bound::AtLeast => "at least",
                    Bound::AtMost => "at most",
                };
                let met = counted(&|_, number| target.bound.holds(number, target.amount));
                format!("{bound} {aim} {met}")
            }
            None => format!("some {}", counted(&|_, number| number > 0.0)),
        },
    };
    Some(format!("{}: {said}", tracker.name))
}

/// How complete the days from `first` to `last` are, both before the running day; none where nothing was logged.
pub fn completeness_sentence(journal: &Journal, first: Day, last: Day) -> Option<String> {
    let counts: Vec<(Completeness, bool)> = days_between(first, last)
        .map(|day| (completeness(journal, day), journal.is_paused(day)))
        .skip_while(|(count, _)| count.logged == 0)
        .collect();
    let whole = counts.iter().filter(|(day, _)| day.is_complete()).count();
    let logged = LoggedDays::of(counts.into_iter().map(|(day, is_paused)| {
        let value = if day.logged > 0 {
            DayValue::Recorded {
                number: 1.0,
                copied: false,
            }
        } else {
            DayValue::NotLogged
        };
        (value, is_paused)
    }));
    (logged.recorded > 0).then(|| {
        let days = count(whole, "day", "days");
        format!("{}. Every daily tracker on {days}", logged.sentence())
    })
}

/// The aim per day of an amount in force on `day`.
pub fn daily_target(journal: &Journal, tracker: &Tracker, day: Day) -> Option<Target> {
    let target = journal.aim_on(tracker.id, day)?.target?;
    (target.period == Period::Day).then_some(target)
}

/// The level from which a day is counted: where the second word above the lowest begins ("moderate"), else the middle.
fn noted_level(scale: &RatingScale) -> f64 {
    let middle = (scale.lowest + scale.highest) / 2.0;
    let named = scale.words.iter().map(|word| word.from);
    named
        .filter(|from| *from > scale.lowest && *from <= middle)
        .reduce(f64::max)
        .or_else(|| scale.levels().find(|level| *level >= middle))
        .unwrap_or(scale.highest)
}

/// The number that occurs most often, the latest of them where several do, and how often.
fn most_frequent(days: &[(Day, f64)]) -> Option<(f64, usize)> {
    let times = |wanted: f64| {
        days.iter()
            .filter(|(_, number)| (number - wanted).abs() < 1e-9)
            .count()
    };
    days.iter()
        .map(|(_, number)| (*number, times(*number)))
        .max_by_key(|(_, times)| *times)
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample::{self, CARE, FOOD, ITCH, day};
    use super::*;
    use crate::domain::{Edit, Entry, EntryKey, Settings};

    fn words() -> Words {
        Words::of(&Settings::default())
    }

    fn log(journal: &mut Journal, tracker: crate::domain::TrackerId, on: &str, entry: Entry) {
        let key = EntryKey::own(tracker, day(on));
        journal.apply(Edit::log(key, entry)).unwrap();
    }

    fn tracker(journal: &Journal, id: crate::domain::TrackerId) -> Tracker {
        journal.tracker(id).unwrap().clone()
    }

    #[test]
    fn gaps_begin_after_the_first_logged_day_and_pauses_are_none() {
        let logged = DayValue::Recorded {
            number: 0.0,
            copied: false,
        };
        let none = DayValue::NotLogged;
        let days = [
            (none, false),
            (logged, false),
            (none, false),
            (none, true),
            (none, false),
            (DayValue::Skipped, false),
            (none, false),
        ];
        let found = LoggedDays::of(days);
        assert_eq!(
            found.sentence(),
            "Logged on 2 of 5 days, 1 of them skipped, longest gap 2 days"
        );
        assert_eq!(
            LoggedDays::default().sentence(),
            "Nothing logged in this time"
        );
    }

    #[test]
    fn a_tracker_counts_from_its_first_entry_on() {
        let mut journal = sample::empty_journal();
        log(&mut journal, ITCH, "2026-11-10", Entry::typed(0.0));
        log(&mut journal, ITCH, "2026-11-12", Entry::typed(5.0));
        let itch = tracker(&journal, ITCH);
        let found = logged_days(&journal, &itch, day("2026-01-01"), day("2026-11-20"));
        assert_eq!(
            found.sentence(),
            "Logged on 2 of 11 days, longest gap 8 days"
        );
    }

    #[test]
    fn recent_days_are_counted_by_what_they_measure() {
        let mut journal = sample::empty_journal();
        for (index, level) in [3.0, 4.0, 9.0, 0.0].into_iter().enumerate() {
            let on = format!("2026-11-{:02}", 10 + index);
            log(&mut journal, ITCH, &on, Entry::typed(level));
            log(&mut journal, FOOD, &on, Entry::typed(level));
        }
        log(&mut journal, ITCH, "2026-11-15", Entry::skipped());
        log(&mut journal, CARE, "2026-11-15", Entry::typed(0.0));
        let check = |id, expected: Option<&str>| {
            let tracker = tracker(&journal, id);
            let said = recent_sentence(&journal, &tracker, day("2026-11-20"), words());
            assert_eq!(said.as_deref(), expected);
        };
        check(ITCH, Some("Itch: 4 or more on 2 of the last 4 logged days"));
        check(
            FOOD,
            Some("Fermented food: some on 3 of the last 4 logged days"),
        );
        check(CARE, Some("Skincare: yes on 0 of the last 1 logged day"));
        check(sample::SLEEP, None);
    }

    #[test]
    fn at_most_the_latest_21_days_count() {
        let mut journal = sample::empty_journal();
        for on in days_between(day("2026-10-01"), day("2026-11-15")) {
            let level = if on < day("2026-11-01") { 9.0 } else { 1.0 };
            let key = EntryKey::own(ITCH, on);
            journal.apply(Edit::log(key, Entry::typed(level))).unwrap();
        }
        let itch = tracker(&journal, ITCH);
        let said = recent_sentence(&journal, &itch, day("2026-11-20"), words());
        assert_eq!(
            said.as_deref(),
            Some("Itch: 4 or more on 6 of the last 21 logged days")
        );
    }

    #[test]
    fn an_aim_a_day_is_what_amounts_are_counted_against() {
        let mut journal = sample::empty_journal();
        sample::set_aim(&mut journal, sample::WATER, 2000.0);
        log(
            &mut journal,
            sample::WATER,
            "2026-11-10",
            Entry::typed(2000.0),
        );
        log(&mut journal, sample::WATER, "2026-11-11", Entry::typed(0.0));
        let water = tracker(&journal, sample::WATER);
        assert_eq!(
            recent_sentence(&journal, &water, day("2026-11-20"), words()).as_deref(),
            Some("Water: at least 2 L on 1 of the last 2 logged days")
        );
    }

    #[test]
    fn completeness_counts_whole_days() {
        let mut journal = sample::empty_journal();
        let (first, last) = (day("2026-11-01"), day("2026-11-12"));
        assert_eq!(completeness_sentence(&journal, first, last), None);
        log(&mut journal, ITCH, "2026-11-10", Entry::typed(0.0));
        for tracker in journal
            .active_trackers()
            .into_iter()
            .cloned()
            .collect::<Vec<_>>()
        {
            log(&mut journal, tracker.id, "2026-11-12", Entry::skipped());
        }
        assert_eq!(
            completeness_sentence(&journal, first, last).as_deref(),
            Some("Logged on 2 of 3 days, longest gap 1 day. Every daily tracker on 1 day")
        );
    }
}

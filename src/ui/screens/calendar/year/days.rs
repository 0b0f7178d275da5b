//! What each day of a year looks like for one tracker or for completeness; computed once for a journal, then kept.

use crate::domain::{
    Bound, Completeness, Day, DayValue, Direction, Journal, Kind, Role, Tracker, TrackerId,
    completeness, day_values, days_between,
};
use crate::ui::theme::{HABIT, Ramp, Tokens};
use crate::ui::words::Words;

use super::super::summary;

/// What the days are coloured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    /// How many of the daily trackers are logged.
    Completeness,
    /// The value of one tracker.
    Tracker(TrackerId),
}

/// How one day is drawn. The states differ in shape, not in colour alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    /// Nothing logged.
    NotLogged,
    /// Said not to apply.
    Skipped,
    /// The lowest there is: 0, no.
    Lowest,
    /// Something, from 0 to 1 of the ramp.
    Some(f32),
}

/// One day of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct YearDay {
    pub(super) day: Day,
    pub(super) mark: Mark,
    /// A pause covers it.
    pub(super) paused: bool,
}

/// Which of the three hues the days take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Hue {
    Severity,
    HigherIsBetter,
    Neutral,
}

impl Hue {
    pub(in super::super) fn ramp(self, tokens: &Tokens) -> &Ramp {
        match self {
            Self::Severity => &tokens.severity,
            Self::HigherIsBetter => &tokens.higher_is_better,
            Self::Neutral => &tokens.neutral,
        }
    }

    pub(in super::super) fn of(tracker: &Tracker) -> Self {
        match (&tracker.kind, tracker.role) {
            (Kind::Scale(scale), _) => match scale.direction {
                Direction::LowerIsBetter => Self::Severity,
                Direction::HigherIsBetter => Self::HigherIsBetter,
                Direction::Neither => Self::Neutral,
            },
            (_, Role::Symptom) => Self::Severity,
            (_, Role::Habit) if usize::from(tracker.colour) == HABIT => Self::HigherIsBetter,
            (_, Role::Habit | Role::Context) => Self::Neutral,
        }
    }
}

/// A stretch of days with what is said about it.
#[derive(Debug, Clone)]
pub(super) struct YearDays {
    pub(super) days: Vec<YearDay>,
    pub(super) hue: Hue,
    /// What the strongest colour stands for, and the lowest.
    pub(super) ends: [String; 2],
    /// The counts in words.
    pub(super) sentences: Vec<String>,
}

impl YearDays {
    /// The days from `first` to `last`; those after `today` are not among them.
    pub(super) fn of(
        journal: &Journal,
        topic: Topic,
        first: Day,
        last: Day,
        today: Day,
        words: Words,
    ) -> Self {
        let last = last.min(today);
        let tracker = match topic {
            Topic::Completeness => None,
            Topic::Tracker(id) => journal.tracker(id),
        };
        match tracker {
            Some(tracker) => Self::of_tracker(journal, tracker, first, last, today, words),
            None => Self::of_completeness(journal, first, last, today),
        }
    }

    fn of_completeness(journal: &Journal, first: Day, last: Day, today: Day) -> Self {
        let days = days_between(first, last).map(|day| YearDay {
            day,
            mark: completeness_mark(completeness(journal, day)),
            paused: journal.is_paused(day),
        });
        let counted = last.min(before(today));
        Self {
            days: days.collect(),
            hue: Hue::HigherIsBetter,
            ends: ["little".to_owned(), "every daily tracker".to_owned()],
            sentences: summary::completeness_sentence(journal, first, counted)
                .into_iter()
                .collect(),
        }
    }

    fn of_tracker(
        journal: &Journal,
        tracker: &Tracker,
        first: Day,
        last: Day,
        today: Day,
        words: Words,
    ) -> Self {
        let values = day_values(journal, tracker, first, last);
        let top = top_of(journal, tracker, &values, today);
        let mut found = values.into_iter().peekable();
        let days = days_between(first, last).map(|day| {
            let value = found
                .next_if(|(at, _)| *at == day)
                .map_or(DayValue::NotLogged, |(_, value)| value);
            YearDay {
                day,
                mark: mark_of(&tracker.kind, value, top),
                paused: journal.is_paused(day),
            }
        });
        let days = days.collect();
        let counted = last.min(before(today));
        let recent = summary::recent_sentence(journal, tracker, counted, words);
        let logged = summary::logged_days(journal, tracker, first, counted);
        Self {
            days,
            hue: Hue::of(tracker),
            ends: ends_of(tracker, top, words),
            sentences: recent.into_iter().chain([logged.sentence()]).collect(),
        }
    }

    /// The day at an index of the calendar, if it has come.
    pub(super) fn get(&self, day: Day) -> Option<&YearDay> {
        let first = self.days.first()?.day;
        let index = usize::try_from((day - first).num_days()).ok()?;
        self.days.get(index)
    }
}

/// The day in words: "Friday 20 November, 4, moderate, paused".
pub(super) fn spoken(
    journal: &Journal,
    topic: Topic,
    day: Day,
    today: Day,
    words: Words,
) -> String {
    let date = words.weekday_and_day(day, today);
    if day > today {
        return format!("{date}, still to come");
    }
    let value = match topic {
        Topic::Completeness => {
            let count = completeness(journal, day);
            if count.logged == 0 {
                "nothing logged".to_owned()
            } else {
                format!("{} of {} logged", count.logged, count.expected)
            }
        }
        Topic::Tracker(id) => journal.tracker(id).map_or_else(String::new, |tracker| {
            let value = journal.value_on(id, day);
            let copied = matches!(value, DayValue::Recorded { copied: true, .. });
            let words = words.value(tracker, value);
            if copied {
                format!("{words}, copied and not confirmed")
            } else {
                words
            }
        }),
    };
    let running = if day == today { ", running" } else { "" };
    let paused = if journal.is_paused(day) {
        ", paused"
    } else {
        ""
    };
    format!("{date}{running}, {value}{paused}")
}

fn before(day: Day) -> Day {
    day.pred_opt().unwrap_or(day)
}

fn completeness_mark(count: Completeness) -> Mark {
    if count.logged == 0 {
        Mark::NotLogged
    } else {
        Mark::Some(count.share())
    }
}

fn mark_of(kind: &Kind, value: DayValue, top: f64) -> Mark {
    match value {
        DayValue::NotLogged => Mark::NotLogged,
        DayValue::Skipped => Mark::Skipped,
        DayValue::Recorded { number, .. } => {
            let lowest = kind.bounds().0;
            let share = fraction(number, lowest, top);
            if number <= lowest {
                Mark::Lowest
            } else {
                // What is more than nothing is never drawn like nothing.
                Mark::Some(share.max(0.1))
            }
        }
    }
}

/// How far `number` lies on the way from `lowest` to `top`, 0 to 1.
pub(in super::super) fn fraction(number: f64, lowest: f64, top: f64) -> f32 {
    if top > lowest {
        ((number - lowest) / (top - lowest)).clamp(0.0, 1.0) as f32
    } else {
        1.0
    }
}

/// The number that takes the strongest colour: the highest level; for amounts the aim, or what 19 of 20 days stay under.
fn top_of(journal: &Journal, tracker: &Tracker, values: &[(Day, DayValue)], today: Day) -> f64 {
    match &tracker.kind {
        Kind::Scale(scale) => scale.highest,
        Kind::YesNo => 1.0,
        Kind::Amount(_) => match summary::daily_target(journal, tracker, today) {
            Some(target) if target.bound == Bound::AtLeast && target.amount > 0.0 => target.amount,
            _ => percentile_95(values.iter().filter_map(|(_, value)| value.number())),
        },
    }
}

/// The nearest-rank 95th percentile of what is above 0; 0 where nothing is.
fn percentile_95(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.filter(|number| *number > 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * 95).div_ceil(100);
    rank.checked_sub(1)
        .and_then(|index| sorted.get(index))
        .copied()
        .unwrap_or(0.0)
}

fn ends_of(tracker: &Tracker, top: f64, words: Words) -> [String; 2] {
    match &tracker.kind {
        Kind::YesNo => ["no".to_owned(), "yes".to_owned()],
        Kind::Scale(scale) => [scale.lowest, scale.highest].map(|level| {
            let word = scale.word(level);
            format!("{} {word}", words.number(level))
                .trim_end()
                .to_owned()
        }),
        Kind::Amount(_) if top <= 0.0 => [words.number(0.0), "some".to_owned()],
        Kind::Amount(amount) => [
            words.number(0.0),
            format!("{} or more", words.amount(top, &amount.unit)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample::{self, FOOD, ITCH, day};
    use super::*;
    use crate::domain::{Edit, Entry, EntryKey, Settings};

    fn year(journal: &Journal, topic: Topic) -> YearDays {
        let words = Words::of(&Settings::default());
        let (first, last) = (day("2026-11-01"), day("2026-12-31"));
        YearDays::of(journal, topic, first, last, day("2026-11-21"), words)
    }

    #[test]
    fn zero_skipped_and_not_logged_are_three_marks() {
        let mut journal = sample::empty_journal();
        for (on, entry) in [
            ("2026-11-02", Entry::typed(0.0)),
            ("2026-11-03", Entry::skipped()),
            ("2026-11-04", Entry::typed(10.0)),
        ] {
            let key = EntryKey::own(ITCH, day(on));
            journal.apply(Edit::log(key, entry)).unwrap();
        }
        let found = year(&journal, Topic::Tracker(ITCH));
        let mark = |on: &str| found.get(day(on)).map(|day| day.mark);
        assert_eq!(mark("2026-11-01"), Some(Mark::NotLogged));
        assert_eq!(mark("2026-11-02"), Some(Mark::Lowest));
        assert_eq!(mark("2026-11-03"), Some(Mark::Skipped));
        assert_eq!(mark("2026-11-04"), Some(Mark::Some(1.0)));
        assert_eq!(mark("2026-11-21"), Some(Mark::NotLogged));
        assert_eq!(mark("2026-11-22"), None, "days to come are not there");
        assert_eq!(mark("2026-10-31"), None);
    }

    #[test]
    fn amounts_are_seen_against_their_aim_or_what_is_usual() {
        let mut journal = sample::empty_journal();
        for number in 1..=20_u32 {
            let on = day("2026-11-01") + chrono::Duration::days(i64::from(number) - 1);
            let key = EntryKey::own(FOOD, on);
            let amount = if number == 20 {
                90.0
            } else {
                f64::from(number)
            };
            journal.apply(Edit::log(key, Entry::typed(amount))).unwrap();
        }
        let found = year(&journal, Topic::Tracker(FOOD));
        assert_eq!(found.ends[1], "19 servings or more");
        assert_eq!(found.get(day("2026-11-20")).unwrap().mark, Mark::Some(1.0));
        sample::set_aim(&mut journal, FOOD, 4.0);
        let found = year(&journal, Topic::Tracker(FOOD));
        assert_eq!(found.ends[1], "4 servings or more");
        assert_eq!(found.get(day("2026-11-02")).unwrap().mark, Mark::Some(0.5));
    }

    #[test]
    fn a_day_says_its_date_and_value() {
        let mut journal = sample::empty_journal();
        let key = EntryKey::own(ITCH, day("2026-11-20"));
        journal.apply(Edit::log(key, Entry::typed(4.0))).unwrap();
        let words = Words::of(&Settings::default());
        let said = |topic, on: &str| spoken(&journal, topic, day(on), day("2026-11-21"), words);
        let itch = Topic::Tracker(ITCH);
        assert_eq!(said(itch, "2026-11-20"), "Friday 20 November, 4, moderate");
        assert_eq!(
            said(itch, "2026-11-21"),
            "Saturday 21 November, running, not logged"
        );
        assert_eq!(
            said(Topic::Completeness, "2026-11-20"),
            "Friday 20 November, 1 of 5 logged"
        );
    }
}

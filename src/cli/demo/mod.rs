//! A made-up journal, the same for the same last day, number of days and seed; opening or writing it is the command's.
//!
//! The person has eczema, follows the usual set with vegetables and fruit, movement, calm and processed food, and
//! logs most days. Two links are built in, and nothing else of what they do reaches their skin:
//!
//! - **Fermented food and dryness**: dryness is 1.2 points lower for every serving by which the mean of the days one
//!   to three before was higher.
//! - **Sleep and itch**: itch is 0.9 points higher on the day after every hour of sleep less.
//!
//! Skin overall is made of itch (0.4), dryness (0.4) and redness (0.2), so both links show up there, weaker. Water,
//! sugar, processed food, vegetables and fruit, stress, movement and calm have no link with any symptom; several have
//! a weekly rhythm. Each symptom carries over from day to day (φ 0.7). Hydrocortisone takes 1.5 points off itch and
//! 1 off redness while it lasts.
//!
//! Every 214 days bring a treatment of 14 days (from day 60), ten days without any entry (from day 95), a new shampoo
//! (day 118) and a holiday of nine days (from day 140) with few entries. Besides, 3 % of days are left out, 4 % of
//! values on the others, and about 2 % of movement and calm are skipped.

mod course;
mod large;
mod record;

pub use large::generate_large;

use course::Course;

use crate::domain::{Day, Journal};

/// Days of a journal unless one says otherwise: seven months.
pub const USUAL_DAYS: u32 = 214;
/// The most days a made-up journal has: ten years.
pub const MOST_DAYS: u32 = 3_653;
/// The seed unless one says otherwise.
pub const USUAL_SEED: u64 = 1;

/// A made-up journal of `days` whole days up to `last_day`, and a few entries on the day after, which still runs.
pub fn generate(last_day: Day, days: u32, seed: u64) -> Journal {
    let days = days.clamp(1, MOST_DAYS);
    let mut random = fastrand::Rng::with_seed(seed);
    let course = Course::run(last_day, days, &mut random);
    record::record(&course, &mut random)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{DayValue, SpanKind, Value, days_between};
    use crate::transfer::{DayRange, Dialect, write_days, write_entries};

    fn last_day() -> Day {
        "2026-11-20".parse().unwrap()
    }

    fn usual() -> Journal {
        generate(last_day(), USUAL_DAYS, USUAL_SEED)
    }

    fn exports(journal: &Journal) -> Vec<u8> {
        let mut out = Vec::new();
        write_entries(journal, DayRange::default(), Dialect::Plain, &mut out).unwrap();
        write_days(journal, DayRange::default(), Dialect::Plain, &mut out).unwrap();
        out
    }

    /// FNV-1a, which needs no crate and stays what it is.
    fn digest(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    #[test]
    fn the_same_seed_makes_the_same_journal() {
        assert_eq!(usual(), usual());
        assert_ne!(usual(), generate(last_day(), USUAL_DAYS, 2));
        assert_eq!(digest(&exports(&usual())), DIGEST);
    }

    /// Changes only when the made-up journal is meant to change.
    const DIGEST: u64 = 6_237_288_058_005_109_412;

    #[test]
    fn days_are_left_out_and_zero_and_skipped_occur() {
        let journal = usual();
        let (first, last) = journal.entry_range().unwrap();
        assert_eq!(last, last_day().succ_opt().unwrap(), "the running day");
        let logged: BTreeSet<Day> = journal.entries().map(|(key, _)| key.day).collect();
        let open: Vec<_> = days_between(first, last)
            .filter(|day| !logged.contains(day))
            .collect();
        assert!((10..40).contains(&open.len()), "{} days open", open.len());
        let mut run = 0;
        let longest = days_between(first, last)
            .map(|day| {
                run = if logged.contains(&day) { 0 } else { run + 1 };
                run
            })
            .max();
        assert!(
            (10..=13).contains(&longest.unwrap()),
            "a gap of about ten days: {longest:?}"
        );
        let count = |value: Value| {
            let entries = journal.entries();
            entries.filter(|(_, entry)| entry.value == value).count()
        };
        assert!(count(Value::Recorded(0.0)) > 20);
        assert!((3..40).contains(&count(Value::Skipped)));
    }

    #[test]
    fn it_holds_all_that_a_journal_can() {
        let journal = usual();
        assert!(journal.settings().is_demo());
        for kind in [SpanKind::Treatment, SpanKind::Pause, SpanKind::Marker] {
            assert!(
                journal.spans().iter().any(|span| span.kind == kind),
                "{kind:?}"
            );
        }
        assert!(journal.notes().count() > 10);
        let water = journal.tracker_by_uid("water").unwrap();
        assert!(journal.aims_of(water.id).len() > 1, "a changed aim");
        let itch = journal.tracker_by_uid("itch").unwrap();
        assert!(
            journal
                .entries_of(itch.id)
                .any(|(key, _)| key.item.is_some())
        );
        let running = last_day().succ_opt().unwrap();
        let states = journal.trackers().into_iter();
        let states: Vec<_> = states
            .map(|tracker| journal.value_on(tracker.id, running).is_logged())
            .collect();
        assert!(states.contains(&true) && states.contains(&false));
    }

    #[test]
    fn any_number_of_days_makes_a_journal() {
        for days in [0, 1, 2, 30, 61, 143, 500] {
            let journal = generate(last_day(), days, 7);
            let (first, _) = journal.entry_range().unwrap();
            assert!(first >= last_day() - chrono::Duration::days(i64::from(days.max(1)) - 1));
        }
    }

    /// The slope of a symptom on the mean of a habit over the days `from..=to` before it.
    fn slope(journal: &Journal, symptom: &str, habit: &str, from: i64, to: i64) -> f64 {
        let tracker = |key: &str| journal.tracker_by_uid(key).unwrap().id;
        let (symptom, habit) = (tracker(symptom), tracker(habit));
        let (first, last) = journal.entry_range().unwrap();
        let pairs: Vec<(f64, f64)> = days_between(first, last)
            .filter_map(|day| {
                let DayValue::Recorded { number: y, .. } = journal.value_on(symptom, day) else {
                    return None;
                };
                let before: Option<Vec<f64>> = (from..=to)
                    .map(|lag| {
                        let day = day - chrono::Duration::days(lag);
                        journal.value_on(habit, day).number()
                    })
                    .collect();
                let before = before?;
                Some((before.iter().sum::<f64>() / before.len() as f64, y))
            })
            .collect();
        let count = pairs.len() as f64;
        let mean_x = pairs.iter().map(|(x, _)| x).sum::<f64>() / count;
        let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / count;
        let cross: f64 = pairs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        let square: f64 = pairs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
        cross / square
    }

    #[test]
    fn ten_years_show_the_two_links_and_no_others() {
        let journal = generate(last_day(), MOST_DAYS, 3);
        let check =
            |symptom: &str, habit: &str, (from, to): (i64, i64), expected: f64, within: f64| {
                let slope = slope(&journal, symptom, habit, from, to);
                assert!(
                    (slope - expected).abs() < within,
                    "{symptom} on {habit}: {slope}"
                );
            };
        check("dryness", "fermented_food", (1, 3), -1.2, 0.2);
        check("itch", "sleep", (1, 1), -0.9, 0.2);
        for symptom in ["itch", "dryness", "redness"] {
            check(symptom, "water", (1, 1), 0.0, 0.000_3);
            for habit in ["sugar", "processed_food", "stress", "plants"] {
                check(symptom, habit, (1, 1), 0.0, 0.12);
            }
        }
    }
}

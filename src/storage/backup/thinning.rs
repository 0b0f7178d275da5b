//! Which backups are no longer needed: a pure function of when and what for they were made.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDateTime};

use super::Reason;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// A backup as thinning sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// When it was made.
    pub moment: NaiveDateTime,
    /// What for.
    pub reason: Reason,
    /// Whether it is whole, as far as one knows.
    pub is_good: bool,
}

/// The indices of the backups that may go.
///
/// Kept are the newest of each of the last 7 days, 4 weeks and 12 months that have one; those made before a restore or
/// an import as long as their day is one of the 7; all made before a migration or by hand; and what is not whole, for
/// a person to look at. Days without a backup do not count, so a long pause makes none go.
pub fn surplus(backups: &[Mark]) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..backups.len())
        .filter(|index| backups[*index].is_good && is_thinned(backups[*index].reason))
        .collect();
    newest_first.sort_by_key(|index| std::cmp::Reverse((backups[*index].moment, *index)));
    let moments = || {
        newest_first
            .iter()
            .map(|index| (*index, backups[*index].moment))
    };
    let mut kept: BTreeSet<usize> =
        newest_of_each(moments(), DAYS, |moment| (moment.year(), moment.ordinal()));
    let last_days: BTreeSet<_> = kept
        .iter()
        .map(|index| backups[*index].moment.date())
        .collect();
    kept.extend(newest_of_each(moments(), WEEKS, |moment| {
        let week = moment.iso_week();
        (week.year(), week.week())
    }));
    kept.extend(newest_of_each(moments(), MONTHS, |moment| {
        (moment.year(), moment.month())
    }));
    newest_first.retain(|index| {
        let backup = backups[*index];
        let guards_a_step = backup.reason != Reason::Daily;
        let is_recent = last_days.contains(&backup.moment.date());
        !(kept.contains(index) || guards_a_step && is_recent)
    });
    newest_first
}

fn is_thinned(reason: Reason) -> bool {
    match reason {
        Reason::Daily | Reason::Restore | Reason::Import => true,
        Reason::Migration { .. } | Reason::ByHand => false,
    }
}

/// The first of each of the first `most` periods; the moments come newest first.
fn newest_of_each<P: Ord>(
    moments: impl Iterator<Item = (usize, NaiveDateTime)>,
    most: usize,
    period: impl Fn(NaiveDateTime) -> P,
) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut newest = BTreeSet::new();
    for (index, moment) in moments {
        if seen.len() < most && seen.insert(period(moment)) {
            newest.insert(index);
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, NaiveDate};
    use proptest::prelude::*;

    use super::*;

    const NONE: [usize; 0] = [];

    fn at(day: &str, hour: u32) -> NaiveDateTime {
        let day: NaiveDate = day.parse().unwrap();
        day.and_hms_opt(hour, 0, 0).unwrap()
    }

    fn mark(day: &str, hour: u32, reason: Reason) -> Mark {
        Mark {
            moment: at(day, hour),
            reason,
            is_good: true,
        }
    }

    /// What is left after a backup was made and thinned on each of these days.
    fn lived(days: impl Iterator<Item = NaiveDateTime>) -> Vec<Mark> {
        let mut kept: Vec<Mark> = Vec::new();
        for moment in days {
            kept.push(Mark {
                moment,
                reason: Reason::Daily,
                is_good: true,
            });
            let gone = surplus(&kept);
            let mut index = 0;
            kept.retain(|_| {
                index += 1;
                !gone.contains(&(index - 1))
            });
        }
        kept
    }

    #[test]
    fn two_years_of_days_leave_days_weeks_and_months() {
        let first = at("2025-01-01", 8);
        let kept = lived((0..700).map(|day| first + Duration::days(day)));
        let dates: Vec<_> = kept
            .iter()
            .map(|mark| mark.moment.date().to_string())
            .collect();
        let expected = [
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            "2026-11-15",
            "2026-11-22",
            "2026-11-25",
            "2026-11-26",
            "2026-11-27",
            "2026-11-28",
            "2026-11-29",
            "2026-11-30",
            "2026-12-01",
        ];
        assert_eq!(dates, expected);
    }

    #[test]
    fn a_long_pause_makes_none_go() {
        let first = at("2026-01-01", 8);
        let before: Vec<_> = (0..7).map(|day| first + Duration::days(day)).collect();
        let kept = lived(before.iter().copied().chain([at("2028-06-01", 8)]));
        assert!(kept.len() >= 7, "{kept:?}");
    }

    #[test]
    fn what_guards_a_step_stays_a_week_and_what_was_asked_for_stays() {
        let mut marks = vec![
            mark("2024-01-01", 8, Reason::Migration { version: 1 }),
            mark("2024-01-02", 8, Reason::ByHand),
            mark("2026-03-10", 9, Reason::Restore),
            mark("2026-03-10", 10, Reason::Import),
            mark("2026-03-10", 12, Reason::Daily),
        ];
        assert_eq!(surplus(&marks), NONE);
        for day in 11..=17 {
            marks.push(mark(&format!("2026-03-{day}"), 8, Reason::Daily));
        }
        let mut gone = surplus(&marks);
        gone.sort_unstable();
        assert_eq!(gone, [2, 3, 4]);
    }

    #[test]
    fn what_is_not_whole_takes_no_place_and_is_left_alone() {
        let mut marks: Vec<_> = (1..=9)
            .map(|day| mark(&format!("2026-03-0{day}"), 8, Reason::Daily))
            .collect();
        for broken in &mut marks[1..] {
            broken.is_good = false;
        }
        assert_eq!(surplus(&marks), NONE);
    }

    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        let reason = prop_oneof![
            6 => Just(Reason::Daily),
            1 => Just(Reason::Restore),
            1 => Just(Reason::Import),
            1 => Just(Reason::ByHand),
            1 => (1..9_u32).prop_map(|version| Reason::Migration { version }),
        ];
        let mark = (0..20_000_i64, reason, proptest::bool::weighted(0.8));
        proptest::collection::vec(mark, 0..120).prop_map(|marks| {
            let marks = marks.into_iter();
            marks
                .map(|(hours, reason, is_good)| Mark {
                    moment: at("2025-01-01", 0) + Duration::hours(hours),
                    reason,
                    is_good,
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn the_newest_good_one_always_stays(marks in marks()) {
            let gone: BTreeSet<_> = surplus(&marks).into_iter().collect();
            let newest = (0..marks.len())
                .filter(|index| marks[*index].is_good)
                .max_by_key(|index| marks[*index].moment);
            if let Some(newest) = newest {
                let moment = marks[newest].moment;
                let stays = (0..marks.len())
                    .any(|index| marks[index].moment == moment && marks[index].is_good && !gone.contains(&index));
                prop_assert!(stays);
            }
            for index in &gone {
                prop_assert!(is_thinned(marks[*index].reason) && marks[*index].is_good);
            }
        }

        #[test]
        fn thinning_twice_takes_no_more(marks in marks()) {
            let gone: BTreeSet<_> = surplus(&marks).into_iter().collect();
            let left: Vec<_> = (0..marks.len())
                .filter(|index| !gone.contains(index))
                .map(|index| marks[index])
                .collect();
            prop_assert_eq!(surplus(&left), Vec::<usize>::new());
            let daily = left.iter().filter(|mark| mark.reason == Reason::Daily && mark.is_good).count();
            prop_assert!(daily <= DAYS + WEEKS + MONTHS);
        }
    }
}

//! Which backups are no longer needed: a pure function of when and what for they were made.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDateTime};

use super::Reason;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// The furthest that a journey sets a wall clock back.
const WIDEST_JOURNEY: Duration = Duration::hours(26);

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

/// When backups are thinned, and for which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thinning {
    /// The wall clock.
    pub now: NaiveDateTime,
    /// The index of the one that was just made, whatever its date.
    pub made: Option<usize>,
}

/// Whether something is dated so far ahead that no journey explains it.
pub(super) fn is_from_future(moment: NaiveDateTime, now: NaiveDateTime) -> bool {
    moment - now > WIDEST_JOURNEY
}

/// The indices of the backups that may go.
///
/// Kept are the newest of each of the last 7 days, 4 weeks and 12 months that have one; those made before a restore or
/// an import as long as their day is one of the 7; all made before a migration or by hand; what is not whole, for
/// a person to look at; and the one that was just made. Days without a backup do not count, so a long pause makes none go.
///
/// Those dated in the future take no place from the others. They are thinned among themselves in the same way, for it
/// may be that the clock is wrong now, and not then.
pub fn surplus(backups: &[Mark], thinning: Thinning) -> Vec<usize> {
    let (future, past): (Vec<usize>, Vec<usize>) = (0..backups.len())
        .filter(|index| backups[*index].is_good && is_thinned(backups[*index].reason))
        .partition(|index| is_from_future(backups[*index].moment, thinning.now));
    let mut gone = surplus_among(backups, past);
    gone.extend(surplus_among(backups, future));
    gone.retain(|index| Some(*index) != thinning.made);
    gone
}

/// Those of some backups that are in none of their last days, weeks and months.
fn surplus_among(backups: &[Mark], mut newest_first: Vec<usize>) -> Vec<usize> {
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
    use chrono::NaiveDate;
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

    /// Thinned after all of them were made.
    fn surplus_later(backups: &[Mark]) -> Vec<usize> {
        let now = backups.iter().map(|mark| mark.moment).max();
        let now = now.unwrap_or_default();
        surplus(backups, Thinning { now, made: None })
    }

    fn without(backups: &[Mark], gone: &[usize]) -> Vec<Mark> {
        (0..backups.len())
            .filter(|index| !gone.contains(index))
            .map(|index| backups[index])
            .collect()
    }

    /// What is left after a backup was made and thinned on each of these days.
    fn lived(days: impl Iterator<Item = NaiveDateTime>) -> Vec<Mark> {
        let mut kept: Vec<Mark> = Vec::new();
        for now in days {
            kept.push(Mark {
                moment: now,
                reason: Reason::Daily,
                is_good: true,
            });
            let made = Some(kept.len() - 1);
            let gone = surplus(&kept, Thinning { now, made });
            kept = without(&kept, &gone);
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
        assert_eq!(surplus_later(&marks), NONE);
        for day in 11..=17 {
            marks.push(mark(&format!("2026-03-{day}"), 8, Reason::Daily));
        }
        let mut gone = surplus_later(&marks);
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
        assert_eq!(surplus_later(&marks), NONE);
    }

    #[test]
    fn a_few_hours_ahead_are_no_future() {
        let now = at("2026-11-21", 8);
        for (hours, expected) in [(0, false), (26, false), (27, true), (-100, false)] {
            let moment = now + Duration::hours(hours);
            assert_eq!(is_from_future(moment, now), expected, "{hours}");
        }
    }

    #[test]
    fn a_clock_that_runs_wild_and_comes_back_costs_no_backup_of_today() {
        let first = at("2026-01-01", 8);
        let day = |number: i64| first + Duration::days(number);
        // Ten right days, twenty in a far future, ten in 1970, twenty right ones again.
        let wild = (0..20).map(|number| at("2071-03-01", 8) + Duration::days(number));
        let fallen = (0..10).map(|number| at("1970-01-01", 8) + Duration::days(number));
        let lived = lived(
            (0..10)
                .map(day)
                .chain(wild)
                .chain(fallen)
                .chain((10..30).map(day)),
        );
        let last_days: Vec<_> = (23..30).map(day).collect();
        for moment in last_days {
            let is_there = lived.iter().any(|mark| mark.moment == moment);
            assert!(is_there, "{moment} is gone: {lived:?}");
        }
    }

    fn now() -> NaiveDateTime {
        at("2026-01-01", 12)
    }

    /// Up to two years before and after now.
    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        let reason = prop_oneof![
            6 => Just(Reason::Daily),
            1 => Just(Reason::Restore),
            1 => Just(Reason::Import),
            1 => Just(Reason::ByHand),
            1 => (1..9_u32).prop_map(|version| Reason::Migration { version }),
        ];
        let mark = (-17_000..17_000_i64, reason, proptest::bool::weighted(0.8));
        proptest::collection::vec(mark, 0..120).prop_map(|marks| {
            let marks = marks.into_iter();
            marks
                .map(|(hours, reason, is_good)| Mark {
                    moment: now() + Duration::hours(hours),
                    reason,
                    is_good,
                })
                .collect()
        })
    }

    /// Marks, and which of them was just made, if any.
    fn marks_and_made() -> impl Strategy<Value = (Vec<Mark>, Option<usize>)> {
        (marks(), proptest::option::of(0..120_usize)).prop_map(|(marks, made)| {
            let made = made.filter(|made| *made < marks.len());
            (marks, made)
        })
    }

    fn is_future(mark: &Mark) -> bool {
        is_from_future(mark.moment, now())
    }

    proptest! {
        #[test]
        fn the_one_just_made_and_the_newest_good_of_now_always_stay((marks, made) in marks_and_made()) {
            let gone = surplus(&marks, Thinning { now: now(), made });
            if let Some(made) = made {
                prop_assert!(!gone.contains(&made));
            }
            for of_future in [false, true] {
                let newest = marks
                    .iter()
                    .filter(|mark| mark.is_good && is_future(mark) == of_future)
                    .map(|mark| mark.moment)
                    .max();
                if let Some(moment) = newest {
                    let stays = (0..marks.len())
                        .any(|index| marks[index].moment == moment && marks[index].is_good && !gone.contains(&index));
                    prop_assert!(stays);
                }
            }
            for index in &gone {
                prop_assert!(is_thinned(marks[*index].reason) && marks[*index].is_good);
            }
        }

        #[test]
        fn those_of_now_are_thinned_as_if_those_of_the_future_were_not_there(marks in marks()) {
            let thinning = Thinning { now: now(), made: None };
            for of_future in [false, true] {
                let chosen: Vec<usize> = (0..marks.len())
                    .filter(|index| is_future(&marks[*index]) == of_future)
                    .collect();
                let alone: Vec<Mark> = chosen.iter().map(|index| marks[*index]).collect();
                let gone_alone: BTreeSet<usize> =
                    surplus(&alone, thinning).into_iter().map(|index| chosen[index]).collect();
                let gone: BTreeSet<usize> = surplus(&marks, thinning)
                    .into_iter()
                    .filter(|index| chosen.contains(index))
                    .collect();
                prop_assert_eq!(gone, gone_alone);
            }
        }

        #[test]
        fn what_is_kept_besides_the_one_just_made_depends_not_on_it((marks, made) in marks_and_made()) {
            let mut gone = surplus(&marks, Thinning { now: now(), made: None });
            gone.retain(|index| Some(*index) != made);
            prop_assert_eq!(surplus(&marks, Thinning { now: now(), made }), gone);
        }

        #[test]
        fn thinning_twice_takes_no_more_and_few_are_left(marks in marks()) {
            let thinning = Thinning { now: now(), made: None };
            let left = without(&marks, &surplus(&marks, thinning));
            prop_assert_eq!(surplus(&left, thinning), Vec::<usize>::new());
            for of_future in [false, true] {
                let daily = left.iter().filter(|mark| {
                    mark.reason == Reason::Daily && mark.is_good && is_future(mark) == of_future
                });
                prop_assert!(daily.count() <= DAYS + WEEKS + MONTHS);
            }
        }
    }
}

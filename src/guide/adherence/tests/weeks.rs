//! Aims per week over gaps, pauses and changes.

use super::*;

#[test]
fn the_running_day_counts_in_no_week() {
    let build = |running: &str| {
        let mut journal = journal("2026-11-16", &format!("30 30 30 30 20 {running}"));
        aim(
            &mut journal,
            "2026-01-01",
            Some(target(Bound::AtLeast, 150.0, Period::Week)),
        );
        of(&journal, 5)
    };
    assert_eq!(build("500"), build("-"));
    assert_eq!(build("500").weeks[0].verdict, WeekVerdict::Running);
}

/// Checks the week from Monday 9 November to Sunday 15 November, which is over.
fn check_week(entries: &str, bound: Bound, expected: WeekVerdict) {
    let mut journal = journal("2026-11-09", entries);
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(bound, 150.0, Period::Week)),
    );
    let weeks = of(&journal, 12).weeks;
    assert_eq!(weeks[0].first, day("2026-11-09"));
    assert_eq!(weeks[0].verdict, expected, "{bound:?} {entries}");
}

#[test]
fn at_least_a_week_is_met_once_reached_and_missed_only_if_all_days_are_logged() {
    use WeekVerdict::{CannotTell, Met, Missed, Paused};
    for (entries, expected) in [
        ("150 - - - - - -", Met),
        ("75 75 - s - - 0", Met),
        ("30 30 30 30 29 0 0", Missed),
        ("0 0 0 0 0 0 0", Missed),
        ("30 30 30 30 29 0 -", CannotTell),
        ("30 30 30 30 29 0 s", CannotTell),
        ("- - - - - - -", CannotTell),
        ("s s s s s s s", Paused),
    ] {
        check_week(entries, Bound::AtLeast, expected);
    }
}

#[test]
fn at_most_a_week_is_broken_once_exceeded_and_met_only_if_all_days_are_logged() {
    use WeekVerdict::{CannotTell, Met, Missed, Paused};
    for (entries, expected) in [
        ("151 - - - - - -", Missed),
        ("100 - - 51 s - -", Missed),
        ("150 0 0 0 0 0 0", Met),
        ("0 0 0 0 0 0 0", Met),
        ("150 0 0 0 0 0 -", CannotTell),
        ("10 0 0 0 0 0 s", CannotTell),
        ("- - - - - - -", CannotTell),
        ("s s s s s s s", Paused),
    ] {
        check_week(entries, Bound::AtMost, expected);
    }
}

#[test]
fn paused_days_add_nothing_to_a_week_and_take_nothing_from_it() {
    let week = |entries: &str, bound: Bound| {
        let mut journal = journal("2026-11-09", entries);
        aim(
            &mut journal,
            "2026-01-01",
            Some(target(bound, 150.0, Period::Week)),
        );
        span(
            &mut journal,
            SpanKind::Pause,
            "2026-11-14",
            Some("2026-11-15"),
        );
        of(&journal, 12).weeks[0]
    };
    use WeekVerdict::{CannotTell, Met, Missed};
    assert_eq!(
        week("20 20 20 20 20 200 200", Bound::AtLeast).verdict,
        CannotTell
    );
    assert_eq!(week("50 50 50 0 0 0 0", Bound::AtLeast).verdict, Met);
    assert_eq!(
        week("20 20 20 20 20 200 200", Bound::AtMost).verdict,
        CannotTell
    );
    assert_eq!(week("50 50 50 1 0 0 0", Bound::AtMost).verdict, Missed);
    let counted = week("20 20 20 20 20 200 200", Bound::AtLeast);
    assert_eq!((counted.sum, counted.counted_days), (100.0, 5));
}

#[test]
fn a_week_is_judged_on_all_its_days_even_where_the_window_starts_within() {
    let mut journal = journal("2026-11-09", "150 0 0 0 0 0 0");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 150.0, Period::Week)),
    );
    let weeks = of(&journal, 8).weeks;
    assert_eq!(weeks.len(), 2);
    assert_eq!(
        (weeks[0].verdict, weeks[1].verdict),
        (WeekVerdict::Met, WeekVerdict::Running)
    );
    assert_eq!(
        of(&journal, 8).week_counts(),
        WeekCounts {
            met: 1,
            ..WeekCounts::default()
        }
    );
}

#[test]
fn weeks_start_on_the_chosen_weekday() {
    let mut journal = journal("2026-11-08", "100 50 0 0 0 0 0");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 150.0, Period::Week)),
    );
    let first_week = |first_weekday: Weekday| {
        let tracker = journal.tracker(TRACKER).unwrap();
        adherence(
            &journal,
            tracker,
            Against::OwnAims,
            today(),
            13,
            first_weekday,
        )
        .weeks[0]
    };
    assert_eq!(first_week(Weekday::Sun).first, day("2026-11-08"));
    assert_eq!(first_week(Weekday::Sun).verdict, WeekVerdict::Met);
    assert_eq!(first_week(Weekday::Mon).first, day("2026-11-02"));
    assert_eq!(first_week(Weekday::Mon).verdict, WeekVerdict::CannotTell);
}

#[test]
fn the_running_week_is_decided_as_soon_as_it_can_be() {
    let running = |entries: &str, bound: Bound| {
        let mut journal = journal("2026-11-16", entries);
        aim(
            &mut journal,
            "2026-01-01",
            Some(target(bound, 150.0, Period::Week)),
        );
        of(&journal, 5).weeks[0].verdict
    };
    assert_eq!(running("100 50", Bound::AtLeast), WeekVerdict::Met);
    assert_eq!(
        running("100 49 0 0 0", Bound::AtLeast),
        WeekVerdict::Running
    );
    assert_eq!(running("100 51", Bound::AtMost), WeekVerdict::Missed);
    assert_eq!(running("0 0 0 0 0", Bound::AtMost), WeekVerdict::Running);
}

#[test]
fn a_weekly_aim_that_changes_within_a_week_holds_from_then_on() {
    let mut journal = journal("2026-11-02", "20 20 20 20 20 20 20 20 20 20 20 20 20 20");
    aim(
        &mut journal,
        "2026-11-04",
        Some(target(Bound::AtLeast, 140.0, Period::Week)),
    );
    aim(
        &mut journal,
        "2026-11-12",
        Some(target(Bound::AtLeast, 300.0, Period::Week)),
    );
    let weeks = of(&journal, 19).weeks;
    // Two days lay before the first aim, so that the first week can't be missed.
    assert_eq!(
        (weeks[0].counted_days, weeks[0].verdict),
        (5, WeekVerdict::CannotTell)
    );
    assert_eq!(
        (weeks[1].target.amount, weeks[1].verdict),
        (140.0, WeekVerdict::Met)
    );
    assert_eq!(weeks[2].target.amount, 300.0);
}

#[test]
fn days_under_a_weekly_aim_are_not_judged_one_by_one() {
    let mut journal = journal("2026-11-16", "0 200 - s 30");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 150.0, Period::Week)),
    );
    use DayVerdict::{CannotTell, Skipped, Weekly};
    assert_eq!(
        verdicts(&journal, 5),
        [Weekly, Weekly, CannotTell, Skipped, Weekly]
    );
    assert_eq!(of(&journal, 5).day_counts().decided(), 0);
}

//! Each case of the rule on aims over gaps.

mod weeks;

use super::*;
use crate::domain::{
    Aim, AimId, AmountScale, Edit, Entry, EntryKey, Kind, Origin, Role, Span, SpanId, SpanKind,
    TrackerId, Value,
};

const TRACKER: TrackerId = TrackerId(1);

/// A Saturday; weeks in these tests start on Monday unless they say otherwise.
fn today() -> Day {
    day("2026-11-21")
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn target(bound: Bound, amount: f64, period: Period) -> Target {
    Target {
        bound,
        amount,
        period,
    }
}

/// A journal with one tracker, its entries from `first` on (a number, `-` not logged, `s` skipped).
fn journal(first: &str, entries: &str) -> Journal {
    let mut journal = Journal::default();
    let tracker = Tracker {
        id: TRACKER,
        uid: "movement".to_owned(),
        name: "Movement".to_owned(),
        role: Role::Habit,
        kind: Kind::Amount(AmountScale {
            unit: "min".to_owned(),
            step: 5.0,
            ceiling: 1440.0,
        }),
        list: None,
        section: "Body".to_owned(),
        position: 1,
        colour: 0,
        daily_from: None,
        archived_from: None,
        copyable: true,
    };
    journal.apply(Edit::put_tracker(tracker)).unwrap();
    for (offset, word) in entries.split_whitespace().enumerate() {
        let key = EntryKey::own(TRACKER, day(first) + Duration::days(offset as i64));
        let value = match word {
            "-" => continue,
            "s" => Value::Skipped,
            number => Value::Recorded(number.parse().unwrap()),
        };
        journal
            .apply(Edit::log(
                key,
                Entry {
                    value,
                    origin: Origin::Typed,
                },
            ))
            .unwrap();
    }
    journal
}

fn aim(journal: &mut Journal, from: &str, target: Option<Target>) {
    let id = journal.next_aim_id();
    let AimId(number) = id;
    let uid = format!("aim {number}");
    let aim = Aim {
        id,
        uid,
        tracker: TRACKER,
        from: day(from),
        target,
        source: "own".to_owned(),
    };
    journal.apply(Edit::put_aim(aim)).unwrap();
}

fn span(journal: &mut Journal, kind: SpanKind, start: &str, end: Option<&str>) {
    let id = journal.next_span_id();
    let SpanId(number) = id;
    let span = Span {
        id,
        uid: format!("span {number}"),
        kind,
        label: "Holiday".to_owned(),
        dose: String::new(),
        start: day(start),
        end: end.map(day),
    };
    journal.apply(Edit::put_span(span)).unwrap();
}

fn of(journal: &Journal, window_days: u32) -> Adherence {
    let tracker = journal.tracker(TRACKER).unwrap();
    adherence(
        journal,
        tracker,
        Against::OwnAims,
        today(),
        window_days,
        Weekday::Mon,
    )
}

fn verdicts(journal: &Journal, window_days: u32) -> Vec<DayVerdict> {
    of(journal, window_days)
        .days
        .iter()
        .map(|day| day.verdict)
        .collect()
}

#[test]
fn a_day_is_met_or_missed_only_if_it_is_logged() {
    let mut journal = journal("2026-11-16", "30 29 - s 0");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 30.0, Period::Day)),
    );
    use DayVerdict::{CannotTell, Met, Missed, Skipped};
    assert_eq!(
        verdicts(&journal, 5),
        [Met, Missed, CannotTell, Skipped, Missed]
    );
    let counts = of(&journal, 5).day_counts();
    assert_eq!(
        counts,
        DayCounts {
            met: 1,
            missed: 2,
            cannot_tell: 1,
            skipped: 1,
            ..DayCounts::default()
        }
    );
    assert_eq!(counts.decided(), 3);
}

#[test]
fn at_most_a_day_takes_zero_for_success_and_a_gap_for_neither() {
    let mut journal = journal("2026-11-16", "0 2 3 - s");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtMost, 2.0, Period::Day)),
    );
    use DayVerdict::{CannotTell, Met, Missed, Skipped};
    assert_eq!(
        verdicts(&journal, 5),
        [Met, Met, Missed, CannotTell, Skipped]
    );
}

#[test]
fn a_pause_neither_helps_nor_hurts_and_other_spans_do_nothing() {
    let mut journal = journal("2026-11-16", "40 10 - 40 10");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 30.0, Period::Day)),
    );
    span(
        &mut journal,
        SpanKind::Pause,
        "2026-11-16",
        Some("2026-11-18"),
    );
    span(&mut journal, SpanKind::Treatment, "2026-11-19", None);
    span(
        &mut journal,
        SpanKind::Marker,
        "2026-11-20",
        Some("2026-11-20"),
    );
    use DayVerdict::{Met, Missed, Paused};
    assert_eq!(verdicts(&journal, 5), [Paused, Paused, Paused, Met, Missed]);
    assert_eq!(
        of(&journal, 5).presence,
        Presence {
            present: 2,
            logged: 2
        }
    );
}

#[test]
fn an_open_pause_lasts() {
    let mut journal = journal("2026-11-16", "40 40 40 40 40");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 30.0, Period::Day)),
    );
    span(&mut journal, SpanKind::Pause, "2026-11-18", None);
    assert_eq!(of(&journal, 5).day_counts().met, 2);
    assert_eq!(of(&journal, 5).day_counts().paused, 3);
}

#[test]
fn the_running_day_counts_nowhere() {
    let without = {
        let mut journal = journal("2026-11-16", "40 0 - 40 10");
        aim(
            &mut journal,
            "2026-01-01",
            Some(target(Bound::AtLeast, 30.0, Period::Day)),
        );
        journal
    };
    let mut with = without.clone();
    with.apply(Edit::log(
        EntryKey::own(TRACKER, today()),
        Entry::typed(500.0),
    ))
    .unwrap();
    assert_eq!(of(&with, 5), of(&without, 5));
    let tracker = with.tracker(TRACKER).unwrap();
    assert_eq!(
        verdict_on(&with, tracker, Against::OwnAims, today(), today()),
        DayVerdict::Running
    );
    let yesterday = today() - Duration::days(1);
    assert_eq!(
        verdict_on(&with, tracker, Against::OwnAims, yesterday, today()),
        DayVerdict::Missed
    );
}

#[test]
fn a_changed_aim_leaves_last_months_adherence_as_it_was() {
    let mut journal = journal("2026-10-01", "30 20 30 10 40 - 30 30 20 30");
    aim(
        &mut journal,
        "2026-01-01",
        Some(target(Bound::AtLeast, 30.0, Period::Day)),
    );
    let before = |journal: &Journal| {
        let tracker = journal.tracker(TRACKER).unwrap();
        adherence(
            journal,
            tracker,
            Against::OwnAims,
            day("2026-11-01"),
            31,
            Weekday::Mon,
        )
    };
    let last_month = before(&journal);
    assert_eq!(last_month.day_counts().met, 6);
    aim(
        &mut journal,
        "2026-11-01",
        Some(target(Bound::AtLeast, 60.0, Period::Day)),
    );
    assert_eq!(before(&journal), last_month);
    aim(&mut journal, "2026-11-10", None);
    assert_eq!(before(&journal), last_month);
}

#[test]
fn each_day_is_judged_by_the_aim_of_that_day() {
    let mut journal = journal("2026-11-15", "30 30 30 30 30 30");
    aim(
        &mut journal,
        "2026-11-16",
        Some(target(Bound::AtLeast, 20.0, Period::Day)),
    );
    aim(
        &mut journal,
        "2026-11-18",
        Some(target(Bound::AtLeast, 40.0, Period::Day)),
    );
    aim(&mut journal, "2026-11-20", None);
    use DayVerdict::{Met, Missed, NoAim};
    assert_eq!(
        verdicts(&journal, 6),
        [NoAim, Met, Met, Missed, Missed, NoAim]
    );
}

#[test]
fn without_an_amount_the_days_with_any_of_it_count() {
    let journal = journal("2026-11-16", "1 0 - s 3");
    let adherence = of(&journal, 30);
    assert_eq!(
        adherence.presence,
        Presence {
            present: 2,
            logged: 3
        }
    );
    assert_eq!(adherence.days.len(), 30);
    assert!(
        adherence
            .days
            .iter()
            .all(|day| day.verdict == DayVerdict::NoAim)
    );
    assert!(adherence.weeks.is_empty());
}

#[test]
fn a_sourced_figure_can_stand_in_for_an_aim() {
    let journal = journal("2026-11-16", "30 29 - 31 0");
    let tracker = journal.tracker(TRACKER).unwrap();
    let figure = Against::Target(target(Bound::AtLeast, 30.0, Period::Day));
    let adherence = adherence(&journal, tracker, figure, today(), 5, Weekday::Mon);
    assert_eq!(
        (adherence.day_counts().met, adherence.day_counts().decided()),
        (2, 4)
    );
}

#[test]
fn nothing_is_counted_where_nothing_was_asked() {
    let journal = journal("2026-11-16", "");
    let adherence = of(&journal, 0);
    assert!(adherence.days.is_empty() && adherence.weeks.is_empty());
    assert_eq!(adherence.presence, Presence::default());
}

//! Ways in which people log: each gives a finite answer or the right reason.

use super::*;
use crate::domain::{Span, SpanId, SpanKind};

const YEAR: usize = 365;

/// Itch that is 2 points higher two days after `habit` is 1 higher.
fn itch_after(habit: &[f64], seed: u64) -> Vec<f64> {
    let own = course(seed, habit.len(), 0.5);
    let rating = |day: usize| {
        let before = if day < 2 { 0.0 } else { habit[day - 2] };
        (3.0 + 2.0 * before + own[day]).round().clamp(0.0, 10.0)
    };
    (0..habit.len()).map(rating).collect()
}

/// 0 or 1, at random.
fn sweets(seed: u64, days: usize) -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..days)
        .map(|_| f64::from(u8::from(random.bool())))
        .collect()
}

fn only(values: &[f64], is_logged: impl Fn(usize) -> bool) -> Vec<f64> {
    let on = |(day, value): (usize, &f64)| if is_logged(day) { *value } else { NAN };
    values.iter().enumerate().map(on).collect()
}

fn check_found(pair: &Pair) {
    assert_eq!(pair.class, Class::Linked, "{pair:?}");
    assert_eq!(WINDOWS[pair.best.unwrap()], Window::single(2));
    assert!((pair.difference().unwrap() - 2.0).abs() < 0.7, "{pair:?}");
}

#[test]
fn monday_to_friday_only() {
    let habit = sweets(1, YEAR);
    let itch = itch_after(&habit, 2);
    let is_weekday = |day: usize| day % 7 < 5;
    let diary = Diary::new()
        .habit("sweets", amount(), &only(&habit, is_weekday))
        .symptom("itch", scale(), &only(&itch, is_weekday));
    let insights = diary.examine();
    check_finite(&insights);
    check_found(&insights.pairs[0]);
    // Two of six weekday columns say nothing on five days a week.
    let fit = insights.outcomes[0].fit.as_ref().unwrap();
    assert_eq!(fit.columns, 19 - 2);
}

#[test]
fn a_hundred_days_of_a_year() {
    let habit = sweets(3, YEAR);
    let itch = itch_after(&habit, 4);
    let together = |day: usize| (130..230).contains(&day);
    let ends = |day: usize| together(day) || day == 0 || day == YEAR - 1;
    let diary = Diary::new()
        .habit("sweets", amount(), &only(&habit, together))
        .habit("anchor", amount(), &only(&habit, ends))
        .symptom("itch", scale(), &only(&itch, together));
    let insights = diary.examine();
    assert_eq!(insights.study.range.days(), YEAR);
    check_finite(&insights);
    check_found(&insights.pairs[0]);

    let mut random = fastrand::Rng::with_seed(6);
    let mut scattered: Vec<usize> = (0..YEAR).collect();
    random.shuffle(&mut scattered);
    scattered.truncate(100);
    let is_logged = |day: usize| scattered.contains(&day);
    let diary = Diary::new()
        .habit("sweets", amount(), &only(&habit, is_logged))
        .symptom("itch", scale(), &only(&itch, is_logged));
    let insights = diary.examine();
    check_finite(&insights);
    // Few days have the habit two days before, or the mean of a week.
    let pair = &insights.pairs[0];
    assert!(
        pair.is_eligible() || matches!(pair.gap, Some(Gap::FewDays { .. })),
        "{pair:?}"
    );
}

#[test]
fn water_to_the_millilitre() {
    let sweets = sweets(7, YEAR);
    let mut random = fastrand::Rng::with_seed(8);
    let water: Vec<f64> = sweets
        .iter()
        .map(|on| (1500.0 + 700.0 * on + 100.0 * random.f64()).round())
        .collect();
    let diary = Diary::new().habit("water", amount(), &water).symptom(
        "itch",
        scale(),
        &itch_after(&sweets, 9),
    );
    let insights = diary.examine();
    check_finite(&insights);
    check_found(&insights.pairs[0]);
    let swing = insights.pairs[0].swing.unwrap();
    assert!((700.0..900.0).contains(&swing));
}

#[test]
fn a_habit_started_once_and_kept() {
    let itch = rated(10, YEAR, 0.7, 4.0);
    let kept: Vec<f64> = (0..YEAR)
        .map(|day| f64::from(u8::from(day >= 150)))
        .collect();
    let pair = |kind: Kind| {
        let diary = Diary::new()
            .habit("kept", kind, &kept)
            .symptom("itch", scale(), &itch);
        diary.pair("kept", "itch")
    };
    let few_changes = Gap::FewChanges {
        changes: 1,
        needed: 4,
    };
    assert_eq!(pair(Kind::YesNo).gap, Some(few_changes));
    // As an amount it may be looked at, but slow waves explain nearly all of it.
    assert_eq!(pair(amount()).gap, Some(Gap::HabitInStepWithTime));
}

#[test]
fn a_long_open_treatment_is_adjusted_for() {
    let habit = sweets(11, YEAR);
    let start = 200;
    let mut itch = itch_after(&habit, 12);
    itch[start..]
        .iter_mut()
        .for_each(|value| *value = (*value - 3.0).max(0.0));
    let diary = Diary::new()
        .habit("sweets", amount(), &habit)
        .symptom("itch", scale(), &itch);
    let treatment = Span {
        id: SpanId(1),
        uid: "ointment".to_owned(),
        kind: SpanKind::Treatment,
        label: "Ointment".to_owned(),
        dose: String::new(),
        start: diary.day(start),
        end: None,
    };
    let plain = diary.examine();
    let diary = diary.edit(Edit::put_span(treatment));
    let insights = diary.examine();
    check_finite(&insights);
    assert_eq!(insights.study.adjusted_treatments, [SpanId(1)]);
    check_found(&insights.pairs[0]);
    let columns = |insights: &Insights| insights.outcomes[0].fit.as_ref().unwrap().columns;
    assert_eq!(columns(&insights), columns(&plain) + 1);

    // One that covers the whole range is the level itself, and one over nothing but a day that was never logged says nothing.
    let whole = Span {
        id: SpanId(2),
        uid: "tablets".to_owned(),
        start: diary.day(0) - Duration::days(400),
        ..diary.journal.span(SpanId(1)).unwrap().clone()
    };
    let insights = diary.edit(Edit::put_span(whole)).examine();
    check_finite(&insights);
    assert_eq!(insights.study.adjusted_treatments.len(), 2);
    assert_eq!(columns(&insights), columns(&plain) + 1);
    check_found(&insights.pairs[0]);
}

#[test]
fn sixty_clear_days_and_then_a_flare() {
    let habit = sweets(13, 120);
    let mut itch = rated(14, 120, 0.6, 6.0);
    itch[..60].fill(0.0);
    let diary = Diary::new()
        .habit("sweets", amount(), &habit)
        .symptom("itch", scale(), &itch);
    let insights = diary.examine();
    check_finite(&insights);
    assert!(insights.pairs[0].is_eligible());
    // The flare's first days: one value on nearly all days yet.
    let diary = Diary::new()
        .habit("sweets", amount(), &habit[..65])
        .symptom("itch", scale(), &itch[..65]);
    let gap = diary.pair("sweets", "itch").gap;
    assert!(
        matches!(gap, Some(Gap::SteadySymptom { value: 0.0, .. })),
        "{gap:?}"
    );
}

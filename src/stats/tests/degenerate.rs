//! Diaries that hold nothing to learn from, or hardly anything: the right reason or a finite answer, never NaN, never a
//! panic.

use std::sync::atomic::Ordering;

use proptest::prelude::*;

use super::*;

const YEAR: usize = 365;

/// The class 0 reason of `habit` against `symptom`.
fn gap(habit: (Kind, &[f64]), symptom: (Kind, &[f64])) -> Option<Gap> {
    let diary = Diary::new()
        .habit("habit", habit.0, habit.1)
        .symptom("itch", symptom.0, symptom.1);
    let insights = diary.examine();
    check_finite(&insights);
    insights.pairs[0].gap
}

fn itch() -> Vec<f64> {
    rated(1, YEAR, 0.7, 4.0)
}

#[test]
fn a_habit_that_never_varies_says_so() {
    let steady = |days, value| {
        Some(Gap::SteadyHabit {
            value,
            days,
            needed: 10,
        })
    };
    assert_eq!(
        gap((amount(), &[5.0; YEAR]), (scale(), &itch())),
        steady(0, 5.0)
    );
    let mut habit = vec![5.0; YEAR];
    habit
        .iter_mut()
        .step_by(40)
        .take(9)
        .for_each(|value| *value = 2.0);
    assert_eq!(gap((amount(), &habit), (scale(), &itch())), steady(9, 5.0));
    // Zeros with and without a sign are one value.
    let zeros: Vec<f64> = (0..YEAR)
        .map(|day| if day % 2 == 0 { 0.0 } else { -0.0 })
        .collect();
    assert_eq!(gap((amount(), &zeros), (scale(), &itch())), steady(0, 0.0));
}

#[test]
fn an_outcome_that_hardly_varies_says_so() {
    let habit = rated(2, YEAR, 0.3, 3.0);
    let of = |values: &[f64]| gap((amount(), &habit), (scale(), values));
    let few = |values| Some(Gap::FewSymptomValues { values, needed: 3 });
    assert_eq!(of(&[0.0; YEAR]), few(1));
    let two: Vec<f64> = itch()
        .iter()
        .map(|value| f64::from(u8::from(*value > 4.0)))
        .collect();
    assert_eq!(of(&two), few(2));
    let mut stuck = vec![0.0; YEAR];
    stuck
        .iter_mut()
        .step_by(11)
        .enumerate()
        .for_each(|(at, value)| *value = (at % 4) as f64);
    let found = of(&stuck);
    assert!(
        matches!(
            found,
            Some(Gap::SteadySymptom {
                value: 0.0,
                of_days: 365,
                ..
            })
        ),
        "{found:?}"
    );
    let yes_no = gap((amount(), &habit), (Kind::YesNo, &two));
    assert_eq!(yes_no, Some(Gap::YesNoSymptom));
    let pattern: Vec<f64> = (0..YEAR)
        .map(|day| [1.0, 5.0, 2.0, 8.0, 3.0, 0.0, 4.0][day % 7])
        .collect();
    assert_eq!(of(&pattern), Some(Gap::SymptomInStepWithTime));
}

#[test]
fn too_few_days_are_counted() {
    let itch = itch();
    let habit = rated(2, YEAR, 0.3, 3.0);
    let short = |days: usize| gap((amount(), &habit[..days]), (scale(), &itch[..days]));
    assert_eq!(
        short(1),
        Some(Gap::ShortSpan {
            days: 1,
            needed: 42
        })
    );
    assert_eq!(
        short(2),
        Some(Gap::ShortSpan {
            days: 2,
            needed: 42
        })
    );
    assert_eq!(
        short(41),
        Some(Gap::ShortSpan {
            days: 41,
            needed: 42
        })
    );
    assert_eq!(short(42), None);

    let every = |step: usize, values: &[f64]| -> Vec<f64> {
        let on = |(day, value): (usize, &f64)| if day % step == 0 { *value } else { NAN };
        values.iter().enumerate().map(on).collect()
    };
    // 365 days have 19 columns before a habit comes in, so that 39 days of the outcome are needed, 40 with a habit.
    let found = gap((amount(), &habit), (scale(), &every(10, &itch)));
    assert_eq!(
        found,
        Some(Gap::FewSymptomDays {
            days: 37,
            needed: 39
        })
    );
    let found = gap((amount(), &every(10, &habit)), (scale(), &itch));
    assert_eq!(
        found,
        Some(Gap::FewDays {
            days: 37,
            needed: 40
        })
    );
    // Never on the same day.
    let mut odd = every(2, &itch);
    odd.insert(0, NAN);
    let found = gap((amount(), &every(2, &habit)), (scale(), &odd));
    assert_eq!(
        found,
        Some(Gap::ShortSpan {
            days: 0,
            needed: 42
        })
    );
}

#[test]
fn nothing_logged_is_nothing_to_study() {
    let options = Options::default();
    let diary = Diary::new().habit("habit", amount(), &[NAN; 80]);
    assert!(Study::new(&diary.journal, diary.today(), &options).is_none());
    // A first value on the running day is not over yet.
    let diary = Diary::new().symptom("itch", scale(), &[3.0]);
    assert!(Study::new(&diary.journal, diary.first, &options).is_none());
    let diary = diary.habit("habit", amount(), &[NAN; 100]);
    let insights = diary.examine();
    assert_eq!(
        insights.pairs[0].gap,
        Some(Gap::ShortSpan {
            days: 0,
            needed: 42
        })
    );
    assert_eq!(insights.pairs_examined, 0);
}

#[test]
fn one_value_in_a_year_is_too_few() {
    let itch = itch();
    let habit = rated(2, YEAR, 0.3, 3.0);
    let mut one = vec![NAN; YEAR];
    one[200] = 4.0;
    let short = |days| Some(Gap::ShortSpan { days, needed: 42 });
    assert_eq!(gap((amount(), &one), (scale(), &itch)), short(1));
    assert_eq!(gap((amount(), &habit), (scale(), &one)), short(1));
    assert_eq!(gap((amount(), &one), (scale(), &one)), short(1));
    let none = [NAN; YEAR];
    assert_eq!(gap((Kind::YesNo, &none), (scale(), &itch)), short(0));
    assert_eq!(gap((amount(), &habit), (scale(), &none)), short(0));
    // Two values far apart are many days, but hardly any are logged.
    one[20] = 2.0;
    let few = Some(Gap::FewSymptomDays {
        days: 2,
        needed: 35,
    });
    assert_eq!(gap((amount(), &habit), (scale(), &one)), few);
}

#[test]
fn what_runs_in_step_with_time_is_not_tested() {
    let itch = itch();
    let in_step = Some(Gap::HabitInStepWithTime);
    let trend: Vec<f64> = (0..YEAR).map(|day| day as f64).collect();
    assert_eq!(gap((amount(), &trend), (scale(), &itch)), in_step);
    let weekday: Vec<f64> = (0..YEAR)
        .map(|day| f64::from(u8::from(day % 7 == 2)))
        .collect();
    assert_eq!(gap((amount(), &weekday), (scale(), &itch)), in_step);
    assert_eq!(gap((Kind::YesNo, &weekday), (scale(), &itch)), in_step);
}

#[test]
fn twins_and_strange_amounts_get_finite_answers() {
    let itch = itch();
    let habit = rated(2, YEAR, 0.3, 3.0);
    let changed =
        |change: fn(f64) -> f64| -> Vec<f64> { habit.iter().map(|value| change(*value)).collect() };
    let diary = Diary::new()
        .habit("one", amount(), &habit)
        .habit("twin", amount(), &habit)
        .habit("large", amount(), &changed(|value| 1e6 + 1e4 * value))
        .habit("huge", amount(), &changed(|value| 1e8 * value))
        .habit("all but steady", amount(), &changed(|value| 1e6 + value))
        .habit("itch itself", amount(), &itch)
        .symptom("itch", scale(), &itch);
    let insights = diary.examine();
    check_finite(&insights);
    let of = |name: &str| {
        insights
            .pair(diary.subject(name), diary.subject("itch"))
            .unwrap()
    };
    let one = of("one");
    assert_eq!(one.windows, of("twin").windows);
    check_close(
        of("large").difference().unwrap(),
        one.difference().unwrap(),
        1e-6,
        "large",
    );
    check_close(
        of("huge").difference().unwrap(),
        one.difference().unwrap(),
        1e-6,
        "huge",
    );
    // It varies by so little of its own size that this drowns in rounding.
    assert_eq!(of("all but steady").gap, Some(Gap::HabitInStepWithTime));
    // A habit that is the symptom under another name is the strongest link there can be.
    let itself = of("itch itself");
    assert_eq!(itself.class, Class::Linked);
    check_close(itself.best_test().unwrap().beta, 1.0, 1e-6, "itself");
    let fellows = insights.fellows(itself);
    assert!(fellows.is_empty(), "{fellows:?}");
}

#[test]
fn a_rare_yes_is_examined() {
    let mut random = fastrand::Rng::with_seed(5);
    let rare: Vec<f64> = (0..YEAR)
        .map(|_| f64::from(u8::from(random.f64() < 0.1)))
        .collect();
    let diary = Diary::new()
        .habit("treat", Kind::YesNo, &rare)
        .symptom("itch", scale(), &itch());
    let insights = diary.examine();
    check_finite(&insights);
    assert!(insights.pairs[0].is_eligible());
    assert_eq!(insights.pairs[0].swing, Some(1.0));
}

#[test]
fn work_that_is_wanted_no_more_ends() {
    let diary = Diary::new()
        .habit("habit", amount(), &rated(2, YEAR, 0.3, 3.0))
        .symptom("itch", scale(), &itch());
    let cancelled = AtomicBool::new(false);
    let progress = |_: f32| cancelled.store(true, Ordering::Relaxed);
    let watch = Watch {
        progress: &progress,
        cancelled: &cancelled,
    };
    assert!(Insights::examine(diary.study(&Options::default()), watch).is_none());
}

/// Values that diaries can hold: none, zeros of both signs, ratings, large and tiny amounts.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => Just(NAN),
        2 => Just(0.0),
        1 => Just(-0.0),
        6 => (0_u8..=10).prop_map(f64::from),
        1 => Just(1e6),
        1 => 0.0..1e9_f64,
        1 => Just(1e-9),
    ]
}

/// A day's value that follows its pattern now and then.
fn values(days: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![
        proptest::collection::vec(value(), days),
        (value(), value(), 1_usize..30).prop_map(move |(one, other, step)| {
            (0..days)
                .map(|day| if day % step == 0 { other } else { one })
                .collect()
        }),
        (value(), value(), 0..days).prop_map(move |(one, other, turn)| {
            (0..days)
                .map(|day| if day < turn { one } else { other })
                .collect()
        }),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(amount()), Just(scale()), Just(Kind::YesNo)]
}

/// What a kind can hold of `values`.
fn fitted(kind: &Kind, values: &[f64]) -> Vec<f64> {
    let (lowest, highest) = kind.bounds();
    let fit = |value: &f64| match kind {
        Kind::Amount(_) => value.clamp(lowest, highest),
        _ => value.clamp(lowest, highest).round(),
    };
    values.iter().map(fit).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_diary_breaks_a_run(
        first in 0_i64..7, (days, habits, symptoms) in (1_usize..140).prop_flat_map(|days| {
            let series = || proptest::collection::vec((kind(), values(days)), 1..4);
            (Just(days), series(), series())
        }),
    ) {
        let mut diary = Diary::from("2026-01-05");
        diary.first += Duration::days(first);
        for (at, (kind, values)) in habits.iter().enumerate() {
            diary = diary.habit(&format!("habit {at}"), kind.clone(), &fitted(kind, values));
        }
        for (at, (kind, values)) in symptoms.iter().enumerate() {
            diary = diary.symptom(&format!("symptom {at}"), kind.clone(), &fitted(kind, values));
        }
        prop_assert_eq!(diary.days, days);
        let options = Options { range: RangeChoice::All, ..Options::default() };
        if Study::new(&diary.journal, diary.today(), &options).is_some() {
            let insights = diary.examine_with(&options);
            check_finite(&insights);
            prop_assert_eq!(insights.pairs.len(), habits.len() * symptoms.len());
            for outcome in &insights.outcomes {
                let series = TrendSeries::of(&diary.journal, outcome.symptom, insights.study.range);
                prop_assert!(series.smooth().iter().all(|(_, value)| value.is_finite()));
                if let Ok(trend) = series.trend() {
                    prop_assert!(trend.slope.p.is_finite() && trend.slope.se.is_finite());
                }
            }
        }
    }

    #[test]
    fn no_points_break_the_smooth_line(values in proptest::collection::vec(-1e6..1e6_f64, 0..80)) {
        let points: Vec<(f64, f64)> = (0..).map(f64::from).zip(values).collect();
        prop_assert!(smooth(&points).iter().all(|value| value.is_finite()));
    }
}

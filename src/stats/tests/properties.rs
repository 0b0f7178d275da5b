//! What must not change a test: whole weeks, constants, weekday patterns, slow waves, units.

use super::*;

const NOISE: Noise = Noise { phi: 0.78, c: 0.27 };

/// The tests of the windows that are not skipped.
fn results(baseline: &Baseline, y: &[f64], x: &[f64]) -> Vec<WindowTest> {
    let mut workspace = Workspace::default();
    let results = test_windows(&mut workspace, baseline, y, x, NOISE, &WINDOWS);
    results
        .iter()
        .filter_map(WindowResult::test)
        .copied()
        .collect()
}

fn fixture() -> (Vec<f64>, Vec<f64>) {
    (column("itch"), column("sugar_servings"))
}

/// β, SE, t and p of both are the same.
fn check_same(one: &[WindowTest], other: &[WindowTest], tolerance: f64) {
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        check_close(one.beta, other.beta, tolerance, "beta");
        check_close(one.se, other.se, tolerance, "se");
        check_close(one.t, other.t, tolerance, "t");
        check_close(one.p, other.p, tolerance, "p");
    }
}

#[test]
fn whole_weeks_change_nothing() {
    let insights = |first: &str| {
        let (y, x) = fixture();
        let diary = Diary::from(first)
            .habit("sugar", amount(), &x)
            .symptom("itch", scale(), &y);
        diary.examine().pairs
    };
    let monday = insights("2024-01-01");
    assert_eq!(monday, insights("2024-01-08"));
    assert_eq!(monday, insights("2031-03-03"));
    assert_ne!(monday, insights("2024-01-02"));
}

#[test]
fn what_time_itself_explains_changes_nothing() {
    let (y, x) = fixture();
    let baseline = Baseline::new(200, 0, &[]);
    let plain = results(&baseline, &y, &x);
    assert_eq!(plain.len(), WINDOWS.len());
    let with = |more: &dyn Fn(usize) -> f64| -> Vec<f64> {
        y.iter()
            .enumerate()
            .map(|(day, value)| value + more(day))
            .collect()
    };
    check_same(&results(&baseline, &with(&|_| 1000.0), &x), &plain, 1e-7);
    let pattern = [3.0, -1.0, 0.5, 8.0, 2.0, -7.0, 0.1];
    check_same(
        &results(&baseline, &with(&|day| pattern[day % 7]), &x),
        &plain,
        1e-7,
    );
    for k in 1..=6 {
        let turn = std::f64::consts::PI * f64::from(k) / 200.0;
        let wave = |day: usize| 20.0 * (turn * (day as f64 + 0.5)).cos();
        check_same(&results(&baseline, &with(&wave), &x), &plain, 1e-7);
    }
    // A wave quicker than those taken out does change it.
    let quick = |day: usize| 20.0 * (std::f64::consts::PI * 9.0 * (day as f64 + 0.5) / 200.0).cos();
    assert!((results(&baseline, &with(&quick), &x)[2].beta / plain[2].beta - 1.0).abs() > 0.01);
}

#[test]
fn twice_the_habit_is_half_the_difference() {
    let (y, x) = fixture();
    let baseline = Baseline::new(200, 0, &[]);
    let plain = results(&baseline, &y, &x);
    let doubled: Vec<f64> = x.iter().map(|value| 2.0 * value).collect();
    for (twice, once) in results(&baseline, &y, &doubled).iter().zip(&plain) {
        check_close(2.0 * twice.beta, once.beta, 1e-10, "beta");
        check_close(2.0 * twice.se, once.se, 1e-10, "se");
        check_close(twice.t, once.t, 1e-10, "t");
        check_close(twice.p, once.p, 1e-9, "p");
    }
}

#[test]
fn a_lone_window_is_no_better_for_days_of_others() {
    // The filter runs on exactly the rows in use: days without the habit are left out before whitening, not after.
    let (y, mut x) = fixture();
    x[100..].fill(NAN);
    let baseline = Baseline::new(200, 0, &[]);
    let mut workspace = Workspace::default();
    let windows = [Window::single(0)];
    let some = test_windows(&mut workspace, &baseline, &y, &x, NOISE, &windows);
    let mut y_cut = y.clone();
    y_cut[100..].fill(NAN);
    let cut = test_windows(&mut workspace, &baseline, &y_cut, &x, NOISE, &windows);
    assert_eq!(some, cut);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    #[test]
    fn a_constant_and_a_unit_never_matter(
        seed in 0_u64..1000, days in 60_usize..250, shift in -1e4..1e4_f64, unit in 1e-3..1e6_f64,
    ) {
        let y = rated(seed, days, 0.7, 4.0);
        let x = course(seed + 1, days, 0.3);
        let baseline = Baseline::new(days, seed as usize % 7, &[]);
        let plain = results(&baseline, &y, &x);
        proptest::prop_assert!(plain.len() >= SHORT_WINDOWS);
        let y_moved: Vec<f64> = y.iter().map(|value| value + shift).collect();
        check_same(&results(&baseline, &y_moved, &x), &plain, 1e-6);
        let x_scaled: Vec<f64> = x.iter().map(|value| value * unit).collect();
        for (scaled, plain) in results(&baseline, &y, &x_scaled).iter().zip(&plain) {
            check_close(scaled.beta * unit, plain.beta, 1e-8, "beta");
            check_close(scaled.t, plain.t, 1e-8, "t");
        }
    }
}

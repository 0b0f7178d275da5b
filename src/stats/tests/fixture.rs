//! The fixture of 200 days, reproduced: noise as R's nlme has it, all windows, corrections, verdicts, trend, LOWESS,
//! seven-day mean, and the textbook case of Benjamini and Hochberg.

use super::*;

const HABITS: [&str; 5] = [
    "sugar_servings",
    "kefir_servings",
    "stress",
    "water_ml",
    "sleep_h",
];
const OUTCOMES: [&str; 2] = ["itch", "overall"];

fn number(json: &Json) -> f64 {
    json.as_f64().unwrap()
}

fn numbers(json: &Json) -> Vec<f64> {
    json.as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_f64().unwrap_or(NAN))
        .collect()
}

fn outcome(name: &str) -> Json {
    expected()["gls_ar1_noise"]["outcomes"][name].clone()
}

fn listed_noise(outcome: &Json) -> Noise {
    Noise {
        phi: number(&outcome["nlme"]["phi"]),
        c: number(&outcome["nlme"]["nugget"]),
    }
}

fn baseline() -> Baseline {
    Baseline::new(200, 0, &[])
}

fn check_test(test: &WindowTest, expected: &Json, what: &str) {
    assert_eq!(test.days as f64, number(&expected["n"]), "{what}");
    for (found, key) in [
        (test.beta, "beta"),
        (test.se, "se"),
        (test.t, "t"),
        (test.p, "p"),
    ] {
        check_close(found, number(&expected[key]), 1e-6, what);
    }
}

#[test]
fn the_noise_is_that_of_nlme() {
    for name in OUTCOMES {
        let expected = outcome(name);
        let mut workspace = Workspace::default();
        let never = AtomicBool::new(false);
        let fit = fit_noise(&mut workspace, &baseline(), &column(name), &never).unwrap();
        assert_eq!(fit.days as f64, number(&expected["n"]));
        for source in ["nlme", "reference_search"] {
            let expected = &expected[source];
            let c = if source == "nlme" { "nugget" } else { "c" };
            assert!(
                (fit.noise.phi - number(&expected["phi"])).abs() <= 0.002,
                "{name} {source}"
            );
            assert!(
                (fit.noise.c - number(&expected[c])).abs() <= 0.004,
                "{name} {source}"
            );
            let likelihood = number(&expected["reml_loglik"]);
            assert!(
                (fit.log_likelihood - likelihood).abs() <= 1e-4,
                "{name} {source}"
            );
        }
    }
}

#[test]
fn all_sixty_windows_and_all_delays_come_out() {
    let mut checked = 0;
    for name in OUTCOMES {
        let expected = outcome(name);
        let noise = listed_noise(&expected);
        let delays: Vec<Window> = (0..=LAST_DELAY_DAYS).map(Window::single).collect();
        for habit in HABITS {
            let expected = &expected["habits"][habit];
            let mut workspace = Workspace::default();
            let mut test = |windows: &[Window]| {
                let (y, x) = (column(name), column(habit));
                test_windows(&mut workspace, &baseline(), &y, &x, noise, windows)
            };
            let results = test(&WINDOWS);
            for (at, result) in results.iter().enumerate() {
                let (test, expected) = (result.test().unwrap(), &expected["windows"][at]);
                let what = format!("{habit} {name} {at}");
                check_test(test, expected, &what);
                assert_eq!(test.free_days as f64, number(&expected["df"]), "{what}");
                check_close(test.interval.low, number(&expected["ci"][0]), 1e-6, &what);
                check_close(test.interval.high, number(&expected["ci"][1]), 1e-6, &what);
                checked += 1;
            }
            for (at, result) in test(&delays).iter().enumerate() {
                let expected = &expected["single_lags_0_14"][at];
                check_test(
                    result.test().unwrap(),
                    expected,
                    &format!("{habit} {name} lag {at}"),
                );
            }
            let (best, p) = corrected(&results).unwrap();
            let Window { nearest, farthest } = WINDOWS[best];
            assert_eq!(
                numbers(&expected["best"]),
                [nearest as f64, farthest as f64]
            );
            check_close(p, number(&expected["p_corrected"]), 1e-6, habit);
        }
    }
    assert_eq!(checked, 60);
}

#[test]
fn rates_of_false_discovery_are_those_of_the_fixture_and_of_the_textbook() {
    let gls = expected()["gls_ar1_noise"].clone();
    let textbook = expected()["bh_textbook"].clone();
    for (p, q) in [
        (&gls["p_corrected"], &gls["q_bh"]),
        (&textbook["p"], &textbook["q"]),
    ] {
        let found = false_discovery_rates(&numbers(p));
        for (found, expected) in found.iter().zip(numbers(q)) {
            check_close(*found, expected, 1e-6, "q");
        }
    }
    let rejected = false_discovery_rates(&numbers(&textbook["p"]));
    assert_eq!(rejected.iter().filter(|q| **q <= 0.05).count(), 4);
    assert!(false_discovery_rates(&[]).is_empty());
}

#[test]
fn a_journal_of_the_fixture_gives_its_verdicts() {
    let mut diary = Diary::new();
    for habit in HABITS {
        diary = diary.habit(habit, amount(), &column(habit));
    }
    for name in OUTCOMES {
        diary = diary.symptom(name, scale(), &column(name));
    }
    let insights = diary.examine();
    assert_eq!(insights.pairs_examined, 10);
    assert_eq!(insights.study.range.days(), 200);
    for (key, expected) in expected()["verdicts_mid1"].as_object().unwrap() {
        let (habit, symptom) = key.split_once("->").unwrap();
        let pair = insights
            .pair(diary.subject(habit), diary.subject(symptom))
            .unwrap();
        assert_eq!(
            f64::from(pair.class.number()),
            number(&expected["class"]),
            "{key}"
        );
        let Window { nearest, farthest } = WINDOWS[pair.best.unwrap()];
        let best = numbers(&expected["best_window"]);
        assert_eq!(best, [nearest as f64, farthest as f64], "{key}");
        check_close(
            pair.swing.unwrap(),
            number(&expected["swing_p90_p10"]),
            1e-12,
            key,
        );
        // The search stops a hair away from nlme's optimum, which shows in the fourth figure of these.
        let difference = number(&expected["effect_per_swing"]);
        check_close(pair.difference().unwrap(), difference, 1e-3, key);
        let range = pair.interval_best().unwrap();
        check_close(range.low, number(&expected["ci"][0]), 1e-3, key);
        check_close(range.high, number(&expected["ci"][1]), 1e-3, key);
        check_close(pair.q.unwrap(), number(&expected["q"]), 1e-2, key);
    }
}

#[test]
fn verdicts_follow_from_the_listed_noise_to_the_last_figure() {
    for (key, expected) in expected()["verdicts_mid1"].as_object().unwrap() {
        let (habit, symptom) = key.split_once("->").unwrap();
        let noise = listed_noise(&outcome(symptom));
        let mut workspace = Workspace::default();
        let (y, x) = (column(symptom), column(habit));
        let results = test_windows(&mut workspace, &baseline(), &y, &x, noise, &WINDOWS);
        let (best, _) = corrected(&results).unwrap();
        let test = results[best].test().unwrap();
        let swing = number(&expected["swing_p90_p10"]);
        check_close(
            test.beta * swing,
            number(&expected["effect_per_swing"]),
            1e-6,
            key,
        );
        let range = test.interval.scaled(swing);
        check_close(range.low, number(&expected["ci"][0]), 1e-6, key);
        check_close(range.high, number(&expected["ci"][1]), 1e-6, key);
    }
}

#[test]
fn the_trend_is_that_of_nlme() {
    let expected = expected()["gls_trend_overall"].clone();
    let values = column("overall");
    let noise = Noise {
        phi: number(&expected["phi"]),
        c: number(&expected["nugget"]),
    };
    let days: Vec<f64> = (0..values.len()).map(|day| day as f64).collect();
    let trend_baseline = Baseline::with_one_column(0, days.clone());
    let mut workspace = Workspace::default();
    let slope = Slope::with_noise(&mut workspace, &trend_baseline, &values, noise).unwrap();
    assert_eq!(slope.days as f64, number(&expected["n"]));
    for (found, key) in [
        (slope.beta, "slope_per_day"),
        (slope.se, "se"),
        (slope.t, "t"),
        (slope.p, "p"),
    ] {
        check_close(found, number(&expected[key]), 1e-6, key);
    }
    let own = Slope::fit(&values, 0, days).unwrap();
    assert!((own.noise.phi - noise.phi).abs() <= 0.002);
    assert!((own.noise.c - noise.c).abs() <= 0.004);

    let range = DayRange {
        first: day("2024-01-01"),
        last: day("2024-07-18"),
    };
    let trend = Trend::of_values(&values, range, 1.0).unwrap();
    assert_eq!(trend.reading, TrendReading::Heading);
    assert_eq!(trend.span_days, 200);
    assert_eq!(
        Trend::of_values(&values, range, 3.0).unwrap().reading,
        TrendReading::Nothing
    );
    let (per_30_days, interval) = trend.per_30_days();
    assert!((per_30_days + 0.30).abs() < 0.01 && interval.low < -0.4 && interval.high < -0.1);
}

#[test]
fn the_smooth_line_is_that_of_r() {
    let expected = expected()["lowess_overall_frac0.2_it3_delta0"].clone();
    let values = column("overall");
    let points: Vec<(f64, f64)> = values
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.is_nan())
        .map(|(day, value)| (day as f64, *value))
        .collect();
    let days: Vec<f64> = points.iter().map(|point| point.0).collect();
    assert_eq!(days, numbers(&expected["day"]));
    for found in [lowess(&points, 0.2), smooth(&points)] {
        for (found, expected) in found.iter().zip(numbers(&expected["fit"])) {
            check_close(*found, expected, 1e-8, "lowess");
        }
    }
}

#[test]
fn the_mean_of_seven_days_comes_out_on_every_day() {
    let logged: Vec<(i32, f64)> = (0..)
        .zip(column("overall"))
        .filter(|(_, value)| !value.is_nan())
        .collect();
    let expected = numbers(&expected()["rolling_mean7_trailing_min4_overall"]);
    assert_eq!(expected.len(), 200);
    for (day, expected) in (0..).zip(expected) {
        match TrailingWeek::up_to(day, &logged) {
            Some(week) => check_close(week.mean(), expected, 1e-9, "mean"),
            None => assert!(expected.is_nan(), "day {day}"),
        }
    }
}

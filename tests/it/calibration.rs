//! A short run of the example `calibration`: false alarms and ranges keep what is promised, as far as a few made-up diaries
//! can tell, and the count does not hang on the number of threads. The long run's counts are checked beside the tables.

#[path = "../../examples/calibration/scenarios.rs"]
mod scenarios;
#[path = "../../examples/calibration/world.rs"]
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use scenarios::Laboratory;

const SEED: u64 = 7;
/// So improbable is a count that fails, if the true share is at the end of what is allowed.
const CHANCE: f64 = 1e-3;

fn laboratory(threads: usize) -> Laboratory<'static> {
    Laboratory {
        seed: SEED,
        threads,
        progress: &|_| {},
    }
}

/// The chance of `hits` or fewer of `runs`, each with `share`.
fn at_most(hits: usize, runs: usize, share: f64) -> f64 {
    let mut term = (1.0 - share).powi(runs as i32);
    let mut sum = term;
    for hit in 1..=hits {
        term *= (runs - hit + 1) as f64 / hit as f64 * share / (1.0 - share);
        sum += term;
    }
    sum
}

/// Whether `hits` of `runs` could come from a share between these.
fn fits(hits: usize, runs: usize, [lowest, highest]: [f64; 2]) -> bool {
    let not_fewer = at_most(hits, runs, lowest) > CHANCE;
    let not_more = hits == 0 || 1.0 - at_most(hits - 1, runs, highest) > CHANCE;
    not_fewer && not_more
}

#[test]
fn the_bounds_are_those_of_the_binomial() {
    assert!((at_most(1, 2, 0.5) - 0.75).abs() < 1e-12);
    assert!((at_most(10, 10, 0.3) - 1.0).abs() < 1e-12);
    // What a plain correlation would give, and a test that never speaks.
    assert!(!fits(36, 120, [0.035, 0.065]) && !fits(0, 240, [0.035, 0.065]));
    assert!(fits(6, 120, [0.035, 0.065]));
}

#[test]
fn chance_alone_gives_an_alarm_in_one_of_twenty() {
    let laboratory = laboratory(2);
    let mut all = (0, 0);
    for phi in [0.0, 0.9] {
        let cell = laboratory.one_delay(120, 60, phi);
        let (hits, runs) = (cell.hits(), cell.results.len());
        assert!(
            runs == 120 && fits(hits, runs, [0.035, 0.065]),
            "{phi}: {hits}"
        );
        all = (all.0 + hits, all.1 + runs);
    }
    assert!(fits(all.0, all.1, [0.035, 0.065]), "{all:?}");
    let cell = laboratory.six_windows(60, 60, [0.3, 0.8]);
    let hits = cell.hits();
    assert!(fits(hits, cell.results.len(), [0.0, 0.05]), "{hits}");
}

#[test]
fn ranges_hold_a_true_link() {
    let cell = laboratory(2).true_link(80, 60, 0.5, 0.4);
    let held = cell.results.iter().filter(|(_, holds)| *holds).count();
    assert!(fits(held, cell.results.len(), [0.91, 0.96]), "{held}");
    let sum: f64 = cell.results.iter().map(|(found, _)| found).sum();
    let mean = sum / cell.results.len() as f64;
    assert!((0.25..0.45).contains(&mean), "{mean}");
}

#[test]
fn strong_links_are_found_among_sixty_pairs() {
    let cell = laboratory(2).journals(1, 90, 4, 1.5);
    for journal in &cell.results {
        assert_eq!(journal.iter().filter(|(_, is_true)| *is_true).count(), 4);
    }
    let rates = cell.results.iter().flatten();
    let found = rates.filter(|(rate, is_true)| *is_true && *rate <= 0.05);
    assert!(found.count() >= 3);
}

#[test]
fn the_count_does_not_hang_on_the_number_of_threads() {
    let count = |threads| {
        let cell = laboratory(threads).six_windows(12, 60, [0.9, 0.9]);
        (cell.results, cell.not_tested)
    };
    let one = count(1);
    assert!(one.1 > 0, "some diaries cannot be tested");
    assert_eq!(one, count(3));
    let told = AtomicUsize::new(0);
    let other = Laboratory {
        seed: SEED + 1,
        threads: 2,
        progress: &|made| {
            told.fetch_add(made, Ordering::Relaxed);
        },
    };
    let cell = other.one_delay(6, 60, 0.5);
    assert_eq!(told.into_inner(), cell.results.len() + cell.not_tested);
}

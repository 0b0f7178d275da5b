//! What made-up diaries are tested for: false alarms of one delay, of six windows, of whole journals; true links that are
//! found; ranges that hold the truth. The tests are those of the program; counting is left to the caller.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use biota::stats::{
    Baseline, NoiseFit, SHORT_WINDOWS, WINDOWS, Window, WindowResult, Workspace, corrected,
    false_discovery_rates, fit_noise, test_windows,
};
use fastrand::Rng;

use super::world::{lived, logged, pull_of};

/// A test is an alarm up to this p-value.
const LEVEL: f64 = 0.05;
/// A cell in which hardly any diary can be tested is given up after so many diaries for each that was asked for.
const MOST_TRIES: usize = 20;
/// Habits and symptoms of a whole journal.
const HABITS: usize = 12;
const SYMPTOMS: usize = 5;
/// Carry-over of the series of a whole journal, one of these each.
const CARRY_OVERS: [f64; 4] = [0.0, 0.5, 0.8, 0.9];
/// Carry-over of a habit that is truly linked.
const HABIT_CARRY_OVER: f64 = 0.3;

/// Where diaries are made and tested.
pub struct Laboratory<'a> {
    /// Another number makes other diaries.
    pub seed: u64,
    /// How many threads work; the diaries are the same for any number.
    pub threads: usize,
    /// Told how many diaries were made since it was told last, from any thread.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// What came of the diaries of one cell.
pub struct Cell<T> {
    /// Of each diary that could be tested.
    pub results: Vec<T>,
    /// How many more could not.
    pub not_tested: usize,
}

impl Cell<bool> {
    /// How many results are yes.
    pub fn hits(&self) -> usize {
        self.results.iter().filter(|hit| **hit).count()
    }
}

impl Laboratory<'_> {
    /// One delay of a day, nothing links the two: whether that is an alarm all the same.
    pub fn one_delay(&self, runs: usize, days: usize, phi: f64) -> Cell<bool> {
        let cell = place(1, days, [phi, phi]);
        self.cell(cell, runs, |diary| {
            let habit = diary.series(days, phi, &[]);
            let symptom = diary.series(days, phi, &[]);
            let results = diary.test(&habit, &symptom, &[Window::single(1)])?;
            results[0].test().map(|test| test.p <= LEVEL)
        })
    }

    /// Six windows, nothing links the two: whether the correction for six lets an alarm through.
    pub fn six_windows(&self, runs: usize, days: usize, phis: [f64; 2]) -> Cell<bool> {
        let cell = place(2, days, phis);
        self.cell(cell, runs, |diary| {
            let habit = diary.series(days, phis[0], &[]);
            let symptom = diary.series(days, phis[1], &[]);
            let results = diary.test(&habit, &symptom, &WINDOWS)?;
            eligible(&results).map(|p| p <= LEVEL)
        })
    }

    /// A true link of `difference` points a day after each point of the habit: what the delay's test finds, and whether
    /// its 95 % range holds the truth.
    pub fn true_link(
        &self,
        runs: usize,
        days: usize,
        phi: f64,
        difference: f64,
    ) -> Cell<(f64, bool)> {
        let cell = place(3, days, [phi, difference]);
        self.cell(cell, runs, |diary| {
            let habit = lived(&mut diary.random, days, HABIT_CARRY_OVER, &[]);
            let symptom = diary.series(days, phi, &pull_of(&habit, difference));
            let habit = logged(&mut diary.random, &habit);
            let results = diary.test(&habit, &symptom, &[Window::single(1)])?;
            let test = results[0].test()?;
            let range = test.interval.low..=test.interval.high;
            Some((test.beta, range.contains(&difference)))
        })
    }

    /// Whole journals of 12 habits and 5 symptoms, of which the first `links` are truly linked, habit by symptom, by
    /// `difference` points: of each pair the rate of false discovery and whether it is a true link.
    pub fn journals(
        &self,
        runs: usize,
        days: usize,
        links: usize,
        difference: f64,
    ) -> Cell<Vec<(f64, bool)>> {
        let cell = place(4, days, [links as f64, difference]);
        self.cell(cell, runs, |diary| {
            let any = |random: &mut Rng| CARRY_OVERS[random.usize(..CARRY_OVERS.len())];
            let mut habits = Vec::with_capacity(HABITS);
            let mut pulls = Vec::with_capacity(links);
            for at in 0..HABITS {
                let phi = any(&mut diary.random);
                let habit = lived(&mut diary.random, days, phi, &[]);
                if at < links {
                    pulls.push(pull_of(&habit, difference));
                }
                habits.push(logged(&mut diary.random, &habit));
            }
            let (mut p, mut is_true) = (Vec::new(), Vec::new());
            for at in 0..SYMPTOMS {
                let phi = any(&mut diary.random);
                let pull = pulls.get(at).map_or(&[][..], Vec::as_slice);
                let symptom = diary.series(days, phi, pull);
                let Some(fit) = diary.fit(&symptom) else {
                    continue;
                };
                for (habit_at, habit) in habits.iter().enumerate() {
                    let results = diary.test_with(&fit, habit, &symptom, &WINDOWS);
                    if let Some(corrected) = eligible(&results) {
                        p.push(corrected);
                        is_true.push(at < links && habit_at == at);
                    }
                }
            }
            Some(false_discovery_rates(&p).into_iter().zip(is_true).collect())
        })
    }

    /// Makes diaries until `runs` of them could be tested, each from a seed of its own.
    fn cell<T: Send>(
        &self,
        cell: u64,
        runs: usize,
        run: impl Fn(&mut Diary) -> Option<T> + Sync,
    ) -> Cell<T> {
        let mut found = Cell {
            results: Vec::with_capacity(runs),
            not_tested: 0,
        };
        let mut made = 0;
        while found.results.len() < runs && made < MOST_TRIES * runs {
            // As many as are missing: never one too many, so that the count does not hang on the number of threads.
            let missing = runs - found.results.len();
            for result in self.round(cell, made, missing, &run) {
                match result {
                    Some(result) => found.results.push(result),
                    None => found.not_tested += 1,
                }
            }
            made += missing;
        }
        found
    }

    /// The diaries from `first` on, `count` of them, in their order.
    fn round<T: Send>(
        &self,
        cell: u64,
        first: usize,
        count: usize,
        run: &(impl Fn(&mut Diary) -> Option<T> + Sync),
    ) -> Vec<Option<T>> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut workspace = Workspace::default();
            let mut results = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= count {
                    return results;
                }
                let seed = mixed(mixed(mixed(self.seed) ^ cell) ^ (first + at) as u64);
                let mut random = Rng::with_seed(seed);
                let first_weekday = random.usize(..7);
                let mut diary = Diary {
                    random,
                    first_weekday,
                    baseline: None,
                    workspace: &mut workspace,
                };
                results.push((at, run(&mut diary)));
                (self.progress)(1);
            }
        };
        let mut results: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..self.threads.max(1))
                .map(|_| scope.spawn(work))
                .collect();
            let results = threads.into_iter().map(|thread| match thread.join() {
                Ok(results) => results,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            results.flatten().collect()
        });
        results.sort_by_key(|(at, _)| *at);
        results.into_iter().map(|(_, result)| result).collect()
    }
}

/// One made-up diary.
struct Diary<'a> {
    random: Rng,
    first_weekday: usize,
    baseline: Option<Baseline>,
    workspace: &'a mut Workspace,
}

impl Diary<'_> {
    /// Ratings with gaps.
    fn series(&mut self, days: usize, phi: f64, pull: &[f64]) -> Vec<f64> {
        let lived = lived(&mut self.random, days, phi, pull);
        logged(&mut self.random, &lived)
    }

    fn fit(&mut self, symptom: &[f64]) -> Option<NoiseFit> {
        let weekday = self.first_weekday;
        let baseline = self
            .baseline
            .get_or_insert_with(|| Baseline::new(symptom.len(), weekday, &[]));
        fit_noise(self.workspace, baseline, symptom, &AtomicBool::new(false)).ok()
    }

    fn test(
        &mut self,
        habit: &[f64],
        symptom: &[f64],
        windows: &[Window],
    ) -> Option<Vec<WindowResult>> {
        let fit = self.fit(symptom)?;
        Some(self.test_with(&fit, habit, symptom, windows))
    }

    fn test_with(
        &mut self,
        fit: &NoiseFit,
        habit: &[f64],
        symptom: &[f64],
        windows: &[Window],
    ) -> Vec<WindowResult> {
        self.baseline.as_ref().map_or_else(Vec::new, |baseline| {
            test_windows(self.workspace, baseline, symptom, habit, fit.noise, windows)
        })
    }
}

/// The corrected p-value of a pair that would be examined: one of its short windows could be tested.
fn eligible(results: &[WindowResult]) -> Option<f64> {
    let mut short = results.iter().take(SHORT_WINDOWS);
    let is_eligible = short.any(|window| window.test().is_some());
    corrected(results).filter(|_| is_eligible).map(|(_, p)| p)
}

/// A number for a cell, from what it is about and not from where it stands in a table.
fn place(scenario: u64, days: usize, numbers: [f64; 2]) -> u64 {
    numbers
        .iter()
        .fold(mixed(scenario) ^ days as u64, |place, number| {
            mixed(place) ^ number.to_bits()
        })
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): neighbouring numbers become far apart.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

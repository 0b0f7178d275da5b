//! Insights of a year beside the readable Python reference in one run, and of a decade with progress and an end on demand.
//! Wall times, the best of several, since other programs on the machine are no work of insights.
//!
//! The reference needs `python3` with numpy and scipy; `PYTHON` names another one.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use biota::domain::{
    AmountScale, Day, Direction, Entry, EntryKey, Journal, JournalParts, Kind, RatingScale, Role,
    SKIN_SECTION, Tracker, TrackerId,
};
use biota::stats::{Insights, LONGEST_RANGE_DAYS, Options, RangeChoice, Study, Watch};
use serde::Deserialize;

const HABITS: usize = 20;
const OUTCOMES: usize = 10;
const YEAR: usize = 365;
const DECADE: usize = 3_650;
/// What a year and a decade may take on two processors.
const YEAR_LIMIT: Duration = Duration::from_millis(100);
const DECADE_LIMIT: Duration = Duration::from_secs(5);
/// So many times as fast as the reference it has to be.
const REFERENCE_LIMIT: f64 = 100.0;
/// Work that is wanted no more may go on for so long.
const END_LIMIT: Duration = Duration::from_millis(100);
/// The reference works on some outcomes and habits, and is scaled up: all of them take about a minute.
const SOME_OUTCOMES: usize = 2;
const SOME_HABITS: usize = 10;
const YEAR_RUNS: usize = 40;
const DECADE_RUNS: usize = 5;
const ENDS: usize = 12;

fn main() -> ExitCode {
    let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("{HABITS} habits, {OUTCOMES} outcomes, {processors} processors");
    let mut is_within = true;
    let mut check = |what: &str, is_met: bool| {
        println!("{:>52}: {}", what, if is_met { "yes" } else { "no" });
        is_within &= is_met;
    };

    let year = Table::new(YEAR);
    let (insights, best) = measure("a year", &year, YEAR_RUNS);
    check(&format!("within {YEAR_LIMIT:?}"), best <= YEAR_LIMIT);
    match reference(&year) {
        Ok(reference) => {
            let seconds = reference.seconds();
            let ratio = seconds / best.as_secs_f64();
            println!(
                "{:>52}: {seconds:.1} s ({:.2} s an outcome, {:.1} ms a pair, from {SOME_OUTCOMES} outcomes and {} pairs)",
                "the reference, one processor",
                reference.fit_seconds,
                1e3 * reference.pair_seconds,
                reference.found.len()
            );
            println!("{:>52}: {ratio:.0}", "times as fast");
            check("at least 100 times", ratio >= REFERENCE_LIMIT);
            check("the same answers", reference.agrees_with(&insights));
        }
        Err(missing) => println!("{:>52}: not measured, {missing}", "the reference"),
    }

    let decade = Table::new(DECADE);
    let (_, best) = measure("a decade", &decade, DECADE_RUNS);
    check(&format!("within {DECADE_LIMIT:?}"), best <= DECADE_LIMIT);
    let longest = ends(&decade, best);
    println!(
        "{:>52}: {longest:.1?}",
        format!("longest of {ENDS} ends on demand")
    );
    check(&format!("within {END_LIMIT:?}"), longest <= END_LIMIT);
    if is_within {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The insights and the best time of `runs`, printed with the median and how progress was told.
fn measure(name: &str, table: &Table, runs: usize) -> (Insights, Duration) {
    let journal = table.journal();
    let never = AtomicBool::new(false);
    let mut found = None;
    let mut times = Vec::new();
    let mut longest_silence = Duration::MAX;
    let mut told = 0;
    for _ in 0..runs {
        let start = Instant::now();
        let last = Mutex::new((start, Duration::ZERO, 0));
        let progress = |_: f32| {
            let mut last = last
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let now = Instant::now();
            *last = (now, last.1.max(now - last.0), last.2 + 1);
        };
        found = examine(&journal, table.days, &progress, &never);
        times.push(start.elapsed());
        let (_, silence, count) = last.into_inner().unwrap_or((start, Duration::MAX, 0));
        longest_silence = longest_silence.min(silence);
        told = count;
    }
    times.sort();
    let (best, median) = (times[0], times[times.len() / 2]);
    println!(
        "{name:>52}: best {best:.1?}, median {median:.1?} of {runs}; progress told {told} times, silent for {longest_silence:.1?} \
         at most"
    );
    let Some(insights) = found else {
        unreachable!("nobody ended the work")
    };
    assert_eq!(insights.pairs_examined, HABITS * OUTCOMES);
    (insights, best)
}

/// What the program does when someone opens Insights, series from the journal included.
fn examine(
    journal: &Journal,
    days: usize,
    progress: &(dyn Fn(f32) + Sync),
    cancelled: &AtomicBool,
) -> Option<Insights> {
    assert!(days as i64 <= LONGEST_RANGE_DAYS);
    let options = Options {
        range: RangeChoice::All,
        ..Options::default()
    };
    let study = Study::new(journal, day(days), &options)?;
    Insights::examine(
        study,
        Watch {
            progress,
            cancelled,
        },
    )
}

/// The longest time that work went on after it was ended, at moments spread over what it `takes`.
fn ends(table: &Table, takes: Duration) -> Duration {
    let journal = table.journal();
    let journal = &journal;
    let end = |at: usize| {
        let cancelled = AtomicBool::new(false);
        let wait = takes.mul_f64((at as f64 + 0.5) / (ENDS as f64 + 1.0));
        thread::scope(|scope| {
            let work = scope.spawn(|| {
                let found = examine(journal, table.days, &|_| {}, &cancelled);
                (found.is_none(), Instant::now())
            });
            thread::sleep(wait);
            let ended = Instant::now();
            cancelled.store(true, Ordering::Relaxed);
            match work.join() {
                Ok((true, returned)) => returned - ended,
                // It was done before.
                Ok((false, _)) => Duration::ZERO,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    };
    (0..ENDS).map(end).max().unwrap_or_default()
}

/// What the reference took and found.
#[derive(Deserialize)]
struct Reference {
    fit_seconds: f64,
    pair_seconds: f64,
    found: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    outcome: usize,
    habit: usize,
    phi: f64,
    c: f64,
    best: usize,
    p_corrected: f64,
}

impl Reference {
    /// All outcomes and pairs, scaled up from some.
    fn seconds(&self) -> f64 {
        OUTCOMES as f64 * self.fit_seconds + (OUTCOMES * HABITS) as f64 * self.pair_seconds
    }

    fn agrees_with(&self, insights: &Insights) -> bool {
        self.found.iter().all(|found| {
            let outcome = &insights.outcomes[found.outcome];
            let pair = &insights.pairs[found.outcome * HABITS + found.habit];
            let (Some(fit), Some(p)) = (&outcome.fit, pair.p_corrected) else {
                return false;
            };
            (fit.noise.phi - found.phi).abs() < 1e-9
                && (fit.noise.c - found.c).abs() < 1e-9
                && pair.best == Some(found.best)
                && (p / found.p_corrected - 1.0).abs() < 1e-6
        })
    }
}

/// Runs the reference on `table`; what is missing, if it cannot be run.
fn reference(table: &Table) -> Result<Reference, String> {
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/insights");
    let file = env::temp_dir().join(format!("biota-insights-{}.csv", std::process::id()));
    fs::write(&file, table.text()).map_err(|error| error.to_string())?;
    let counts = [HABITS, OUTCOMES, SOME_OUTCOMES, SOME_HABITS].map(|count| count.to_string());
    let output = Command::new(&python)
        .arg("-B")
        .arg(folder.join("time_reference.py"))
        .arg(&file)
        .args(counts)
        .env("OPENBLAS_NUM_THREADS", "1")
        .output();
    // Left behind, it would do no harm.
    let _ = fs::remove_file(&file);
    let output = output.map_err(|error| format!("{python} cannot be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or_default();
        return Err(format!(
            "{python} with numpy and scipy is needed ({last}); PYTHON names another one"
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

/// Made-up values: habits, then outcomes, a tenth of the days not logged. Every third outcome goes along with a habit.
struct Table {
    days: usize,
    columns: Vec<Vec<f64>>,
}

impl Table {
    fn new(days: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(20);
        let mut columns = Vec::with_capacity(HABITS + OUTCOMES);
        for at in 0..HABITS + OUTCOMES {
            let phi = if at < HABITS { 0.3 } else { 0.7 };
            let mut level = normal(&mut random);
            let column: Vec<f64> = (0..days)
                .map(|day| {
                    level = phi * level + (1.0_f64 - phi * phi).sqrt() * normal(&mut random);
                    let linked = at >= HABITS && at % 3 == 0 && day > 0;
                    let pull = if linked {
                        0.3 * columns_at(&columns, at - HABITS, day - 1)
                    } else {
                        0.0
                    };
                    (5.0 + 2.0 * level + pull).round().clamp(0.0, 10.0)
                })
                .collect();
            columns.push(column);
        }
        for column in &mut columns {
            // The ends stay, so that the range is as long as it should be.
            for value in &mut column[1..days - 1] {
                if random.f64() < 0.1 {
                    *value = f64::NAN;
                }
            }
        }
        Self { days, columns }
    }

    fn journal(&self) -> Journal {
        let trackers: Vec<Tracker> = (1..).take(self.columns.len()).map(tracker).collect();
        let mut entries = Vec::new();
        for (tracker, column) in trackers.iter().zip(&self.columns) {
            for (at, value) in column.iter().enumerate() {
                if !value.is_nan() {
                    entries.push((EntryKey::own(tracker.id, day(at)), Entry::typed(*value)));
                }
            }
        }
        Journal::from_parts(JournalParts {
            trackers,
            entries,
            ..JournalParts::default()
        })
    }

    /// One row a day, nothing in a cell for what was not logged.
    fn text(&self) -> String {
        let cell = |value: f64| {
            if value.is_nan() {
                String::new()
            } else {
                value.to_string()
            }
        };
        let row = |day: usize| {
            let cells: Vec<String> = self
                .columns
                .iter()
                .map(|column| cell(column[day]))
                .collect();
            cells.join(",") + "\n"
        };
        (0..self.days).map(row).collect()
    }
}

fn columns_at(columns: &[Vec<f64>], column: usize, day: usize) -> f64 {
    columns[column][day] - 5.0
}

/// A day, counted from a Monday on.
fn day(at: usize) -> Day {
    Day::from_ymd_opt(2016, 1, 4).unwrap_or_default() + chrono::Duration::days(at as i64)
}

fn tracker(number: i64) -> Tracker {
    let is_habit = number <= HABITS as i64;
    let kind = if is_habit {
        Kind::Amount(AmountScale {
            unit: "servings".to_owned(),
            step: 1.0,
            ceiling: 100.0,
        })
    } else {
        Kind::Scale(RatingScale {
            lowest: 0.0,
            highest: 10.0,
            step: 1.0,
            direction: Direction::LowerIsBetter,
            question: String::new(),
            words: Vec::new(),
        })
    };
    Tracker {
        id: TrackerId(number),
        uid: format!("tracker-{number}"),
        name: format!("Tracker {number}"),
        role: if is_habit { Role::Habit } else { Role::Symptom },
        kind,
        list: None,
        section: SKIN_SECTION.to_owned(),
        position: number,
        colour: 0,
        daily_from: None,
        archived_from: None,
        copyable: true,
    }
}

/// A normal number (Box & Muller 1958).
fn normal(random: &mut fastrand::Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.f64()).cos()
}

//! How often insights find what is not there, and how often their range holds what is: made-up diaries through the very
//! code that the program runs. Prints the tables of `docs/calibration.md`.
//!
//! `cargo run --release --example calibration -- --write` makes the counts that are part of the program and the tables of
//! the document anew.

mod scenarios;
mod world;

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use biota::phrases::{AlarmCell, Calibration, ClaimCell, LinkCell, RangeCell};
use clap::Parser;
use scenarios::{Cell, Laboratory};

/// Make diaries whose truth is known, and count false alarms and ranges that hold the truth
#[derive(Debug, Parser)]
struct Arguments {
    /// Diaries for each cell of one delay, of six stretches and of ranges
    #[arg(long, default_value_t = 10_000)]
    diaries: usize,
    /// Whole journals of 60 pairs for each cell
    #[arg(long, default_value_t = 2_000)]
    journals: usize,
    /// Another number makes other diaries
    #[arg(long, default_value_t = 20_261_121)]
    seed: u64,
    /// Threads; the counts are the same for any number
    #[arg(long)]
    threads: Option<usize>,
    /// Keep the counts in assets/calibration.toml and the tables in docs/calibration.md
    #[arg(long)]
    write: bool,
}

const LENGTHS: [usize; 3] = [60, 120, 365];
const CARRY_OVERS: [f64; 4] = [0.0, 0.5, 0.8, 0.9];
/// Carry-over of habit and symptom for six windows.
const PAIRS: [[f64; 2]; 3] = [[0.3, 0.5], [0.3, 0.8], [0.9, 0.9]];
const JOURNAL_LENGTHS: [usize; 2] = [90, 180];
const LINKS: usize = 4;
const LINK_DIFFERENCE: f64 = 0.45;
/// Days, carry-over of the symptom, true difference.
const TRUE_LINKS: [(usize, f64, f64); 6] = [
    (60, 0.5, 0.4),
    (60, 0.8, 0.4),
    (120, 0.5, 0.4),
    (120, 0.8, 0.4),
    (365, 0.5, 0.3),
    (365, 0.8, 0.3),
];
/// Rates of false discovery up to which something is claimed.
const RATES: [f64; 3] = [0.05, 0.1, 0.2];

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let progress = Progress::new(&arguments);
    let laboratory = Laboratory {
        seed: arguments.seed,
        threads: arguments.threads.unwrap_or(processors),
        progress: &|made| progress.add(made),
    };
    let calibration = calibrate(&laboratory, &arguments);
    progress.end();
    let tables = calibration.markdown();
    print!("{tables}");
    if arguments.write {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::write(root.join("assets/calibration.toml"), text(&calibration))?;
        let document = root.join("docs/calibration.md");
        let written = with_tables(&fs::read_to_string(&document)?, &tables)?;
        fs::write(document, written)?;
    }
    Ok(())
}

fn calibrate(laboratory: &Laboratory, arguments: &Arguments) -> Calibration {
    let (diaries, journals) = (arguments.diaries, arguments.journals);
    let lengths_with = |phis: &[[f64; 2]]| -> Vec<(usize, [f64; 2])> {
        let of = |days| phis.iter().map(move |phis| (days, *phis));
        LENGTHS.into_iter().flat_map(of).collect()
    };
    Calibration {
        seed: arguments.seed,
        date: chrono::Utc::now().date_naive(),
        one_delay: lengths_with(&CARRY_OVERS.map(|phi| [phi, phi]))
            .into_iter()
            .map(|(days, phis)| alarms(days, phis, &laboratory.one_delay(diaries, days, phis[0])))
            .collect(),
        six_windows: lengths_with(&PAIRS)
            .into_iter()
            .map(|(days, phis)| alarms(days, phis, &laboratory.six_windows(diaries, days, phis)))
            .collect(),
        no_links: JOURNAL_LENGTHS
            .map(|days| claims(days, &laboratory.journals(journals, days, 0, 0.0)))
            .into(),
        true_links: JOURNAL_LENGTHS
            .map(|days| {
                links(
                    days,
                    &laboratory.journals(journals, days, LINKS, LINK_DIFFERENCE),
                )
            })
            .into(),
        ranges: TRUE_LINKS
            .map(|link| ranges(laboratory, diaries, link))
            .into(),
    }
}

fn alarms(days: usize, [habit_phi, symptom_phi]: [f64; 2], cell: &Cell<bool>) -> AlarmCell {
    AlarmCell {
        days,
        habit_phi,
        symptom_phi,
        diaries: cell.results.len(),
        alarms: cell.hits(),
        not_tested: cell.not_tested,
    }
}

/// Of each pair the rate of false discovery and whether it is a true link.
type Rates = Vec<(f64, bool)>;

fn claims(days: usize, cell: &Cell<Rates>) -> ClaimCell {
    let with_claims = RATES.map(|most| {
        let claims = |journal: &&Rates| journal.iter().any(|(rate, _)| *rate <= most);
        cell.results.iter().filter(claims).count()
    });
    ClaimCell {
        days,
        journals: cell.results.len(),
        with_claims,
    }
}

fn links(days: usize, cell: &Cell<Rates>) -> LinkCell {
    let share_of = |share: fn(usize, usize) -> f64| {
        RATES.map(|most| {
            let shares = cell.results.iter().map(|journal| {
                let claims = journal.iter().filter(|(rate, _)| *rate <= most);
                let (claims, links) = claims.fold((0, 0), |(claims, links), (_, is_true)| {
                    (claims + 1, links + usize::from(*is_true))
                });
                share(claims, links)
            });
            mean_with_error(&shares.collect::<Vec<f64>>())
        })
    };
    LinkCell {
        days,
        journals: cell.results.len(),
        found: share_of(|_, links| links as f64 / LINKS as f64),
        chance: share_of(|claims, links| (claims - links) as f64 / claims.max(1) as f64),
    }
}

fn ranges(
    laboratory: &Laboratory,
    diaries: usize,
    (days, symptom_phi, difference): (usize, f64, f64),
) -> RangeCell {
    let cell = laboratory.true_link(diaries, days, symptom_phi, difference);
    let sum: f64 = cell.results.iter().map(|(found, _)| found).sum();
    RangeCell {
        days,
        symptom_phi,
        difference,
        diaries: cell.results.len(),
        held: cell.results.iter().filter(|(_, holds)| *holds).count(),
        not_tested: cell.not_tested,
        mean_difference: rounded(sum / cell.results.len().max(1) as f64),
    }
}

/// The mean and its standard error.
fn mean_with_error(numbers: &[f64]) -> [f64; 2] {
    let count = numbers.len().max(2) as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let spread: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    [mean, (spread / (count - 1.0) / count).sqrt()].map(rounded)
}

/// To as many figures as are worth keeping.
fn rounded(number: f64) -> f64 {
    (number * 1e5).round() / 1e5
}

/// The calibration as `assets/calibration.toml` holds it, one line a cell.
fn text(calibration: &Calibration) -> String {
    let mut text = format!(
        "# Written by `cargo run --release --example calibration -- --write`; read by src/phrases/calibration.\n\
         seed = {}\ndate = \"{}\"\n",
        calibration.seed, calibration.date
    );
    let alarm = |cell: &AlarmCell| {
        format!(
            "days = {}, habit_phi = {:?}, symptom_phi = {:?}, diaries = {}, alarms = {}, not_tested = {}",
            cell.days, cell.habit_phi, cell.symptom_phi, cell.diaries, cell.alarms, cell.not_tested
        )
    };
    put(&mut text, "one_delay", &calibration.one_delay, alarm);
    put(&mut text, "six_windows", &calibration.six_windows, alarm);
    put(&mut text, "no_links", &calibration.no_links, |cell| {
        let ClaimCell {
            days,
            journals,
            with_claims,
        } = cell;
        format!("days = {days}, journals = {journals}, with_claims = {with_claims:?}")
    });
    put(&mut text, "true_links", &calibration.true_links, |cell| {
        let LinkCell {
            days,
            journals,
            found,
            chance,
        } = cell;
        format!("days = {days}, journals = {journals}, found = {found:?}, chance = {chance:?}")
    });
    put(&mut text, "ranges", &calibration.ranges, |cell| {
        format!(
            "days = {}, symptom_phi = {:?}, difference = {:?}, diaries = {}, held = {}, not_tested = {}, mean_difference = {:?}",
            cell.days,
            cell.symptom_phi,
            cell.difference,
            cell.diaries,
            cell.held,
            cell.not_tested,
            cell.mean_difference
        )
    });
    text
}

fn put<T>(text: &mut String, name: &str, cells: &[T], line: impl Fn(&T) -> String) {
    text.push_str(&format!("\n{name} = [\n"));
    for cell in cells {
        let _ = writeln!(text, "  {{ {} }},", line(cell));
    }
    text.push_str("]\n");
}

/// `document` with `tables` between its marks.
fn with_tables(document: &str, tables: &str) -> io::Result<String> {
    let marks = ["<!-- tables -->\n", "<!-- end of tables -->"];
    let places = marks.map(|mark| document.find(mark));
    let [Some(start), Some(end)] = places else {
        return Err(io::Error::other(
            "docs/calibration.md has no marks for its tables",
        ));
    };
    Ok(format!(
        "{}{}\n{tables}\n{}",
        &document[..start],
        marks[0].trim_end(),
        &document[end..]
    ))
}

/// Tells on a terminal how far the work is.
struct Progress {
    total: usize,
    made: AtomicUsize,
    is_shown: bool,
}

impl Progress {
    fn new(arguments: &Arguments) -> Self {
        let cells = LENGTHS.len() * (CARRY_OVERS.len() + PAIRS.len()) + TRUE_LINKS.len();
        Self {
            // Diaries that cannot be tested come on top; a whole journal takes as long as many diaries.
            total: cells * arguments.diaries + 2 * JOURNAL_LENGTHS.len() * arguments.journals,
            made: AtomicUsize::new(0),
            is_shown: io::stderr().is_terminal(),
        }
    }

    fn add(&self, made: usize) {
        let before = self.made.fetch_add(made, Ordering::Relaxed);
        if self.is_shown && before / 100 != (before + made) / 100 {
            eprint!("\r{} diaries of about {}", before + made, self.total);
        }
    }

    fn end(&self) {
        if self.is_shown {
            eprintln!(
                "\r{} diaries in all       ",
                self.made.load(Ordering::Relaxed)
            );
        }
    }
}

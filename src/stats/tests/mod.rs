//! Tests of the whole of `stats`, and journals made for them.

mod degenerate;
mod fixture;
mod patterns;
mod properties;
mod removals;

use std::sync::atomic::AtomicBool;

use chrono::Duration;
use serde_json::Value as Json;

use super::*;
use crate::domain::{
    AmountScale, Day, Direction, Edit, Entry, EntryKey, Journal, Kind, RatingScale, Role,
    SKIN_SECTION, Tracker, TrackerId,
};

const NAN: f64 = f64::NAN;

fn expected() -> Json {
    let text = include_str!("../../../tests/fixtures/statistics/expected.json");
    serde_json::from_str(text).unwrap()
}

/// A column of the fixture's 200 days.
fn column(name: &str) -> Vec<f64> {
    let text = include_str!("../../../tests/fixtures/statistics/journal_fixture.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|other| other == name)
        .unwrap();
    let cell = |row: csv::StringRecord| match &row[at] {
        "" => NAN,
        number => number.parse().unwrap(),
    };
    reader.records().map(|row| cell(row.unwrap())).collect()
}

fn check_close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let gap = (found - expected).abs() / expected.abs().max(1e-300);
    assert!(gap <= tolerance, "{what}: {found} for {expected}");
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn scale() -> Kind {
    Kind::Scale(RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction: Direction::LowerIsBetter,
        question: String::new(),
        words: Vec::new(),
    })
}

fn amount() -> Kind {
    Kind::Amount(AmountScale {
        unit: "ml".to_owned(),
        step: 1.0,
        ceiling: 1e9,
    })
}

/// A journal of made-up trackers that all begin on the same day.
struct Diary {
    journal: Journal,
    first: Day,
    days: usize,
}

impl Diary {
    /// The first day is a Monday.
    fn new() -> Self {
        Self::from("2024-01-01")
    }

    fn from(first: &str) -> Self {
        Self {
            journal: Journal::default(),
            first: day(first),
            days: 0,
        }
    }

    fn habit(self, name: &str, kind: Kind, values: &[f64]) -> Self {
        self.with(name, Role::Habit, "Body", kind, values)
    }

    fn symptom(self, name: &str, kind: Kind, values: &[f64]) -> Self {
        self.with(name, Role::Symptom, SKIN_SECTION, kind, values)
    }

    fn with(mut self, name: &str, role: Role, section: &str, kind: Kind, values: &[f64]) -> Self {
        let id = self.journal.next_tracker_id();
        let tracker = Tracker {
            id,
            uid: name.to_owned(),
            name: name.to_owned(),
            role,
            kind,
            list: None,
            section: section.to_owned(),
            position: id.0,
            colour: 0,
            daily_from: None,
            archived_from: None,
            copyable: true,
        };
        let mut edits = vec![Edit::put_tracker(tracker)];
        for (at, value) in values
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_nan())
        {
            edits.push(Edit::log(
                EntryKey::own(id, self.day(at)),
                Entry::typed(*value),
            ));
        }
        self.days = self.days.max(values.len());
        self.edit(Edit::Batch(edits))
    }

    fn edit(mut self, edit: Edit) -> Self {
        self.journal.apply(edit).unwrap();
        self
    }

    fn day(&self, at: usize) -> Day {
        self.first + Duration::days(at as i64)
    }

    /// The running day, on which nothing is logged.
    fn today(&self) -> Day {
        self.day(self.days)
    }

    fn subject(&self, name: &str) -> Subject {
        Subject::whole(self.id(name))
    }

    fn id(&self, name: &str) -> TrackerId {
        self.journal.tracker_by_uid(name).unwrap().id
    }

    fn study(&self, options: &Options) -> Study {
        Study::new(&self.journal, self.today(), options).unwrap()
    }

    fn examine(&self) -> Insights {
        self.examine_with(&Options::default())
    }

    fn examine_with(&self, options: &Options) -> Insights {
        let watch = Watch {
            progress: &|share| assert!((0.0..=1.0).contains(&share)),
            cancelled: &AtomicBool::new(false),
        };
        Insights::examine(self.study(options), watch).unwrap()
    }

    fn pair(&self, habit: &str, symptom: &str) -> Pair {
        let insights = self.examine();
        let found = insights.pair(self.subject(habit), self.subject(symptom));
        found.unwrap().clone()
    }
}

/// Every number that a person could see is one.
fn check_finite(insights: &Insights) {
    for pair in &insights.pairs {
        assert_eq!(pair.is_eligible(), pair.q.is_some(), "{pair:?}");
        assert_eq!(
            pair.is_eligible(),
            pair.class != Class::NotEnough,
            "{pair:?}"
        );
        let ranges = [
            pair.likely_range(),
            pair.interval_best(),
            pair.interval_short(),
        ];
        let ends = ranges
            .into_iter()
            .flatten()
            .flat_map(|range| [range.low, range.high]);
        let others = [pair.p_corrected, pair.q, pair.swing, pair.difference()];
        for number in ends.chain(others.into_iter().flatten()) {
            assert!(number.is_finite(), "{pair:?}");
        }
        for test in pair.windows.iter().filter_map(WindowResult::test) {
            assert!((0.0..=1.0).contains(&test.p), "{pair:?}");
            assert!(
                test.se > 0.0 && test.t.is_finite() && test.beta.is_finite(),
                "{pair:?}"
            );
        }
        let cancelled = AtomicBool::new(false);
        if let Some(reverse) = insights.reverse(pair, &cancelled) {
            assert!((0.0..=1.0).contains(&reverse.p_corrected));
        }
        insights.fellows(pair);
        insights.delay_curve(pair);
    }
}

/// Made-up diaries: an AR(1) course with a seed, mean 0 and variance 1.
fn course(seed: u64, days: usize, phi: f64) -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut normal = move || {
        let radius = (-2.0 * (1.0 - random.f64()).ln()).sqrt();
        radius * (std::f64::consts::TAU * random.f64()).cos()
    };
    let mut level = normal();
    let fresh = (1.0 - phi * phi).sqrt();
    (0..days)
        .map(|_| {
            let now = level;
            level = phi * level + fresh * normal();
            now
        })
        .collect()
}

/// A course as a rating from 0 to 10 around `middle`.
fn rated(seed: u64, days: usize, phi: f64, middle: f64) -> Vec<f64> {
    let rating = |value: f64| (middle + 2.0 * value).round().clamp(0.0, 10.0);
    course(seed, days, phi).into_iter().map(rating).collect()
}

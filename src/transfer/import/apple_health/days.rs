//! The days that records of health data come to: sleep without its overlaps, drinks, minutes, the period.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Record;
use super::moment::Moment;
use crate::domain::{Day, DecimalMark, add_amounts, day_of};
use crate::import::{Collector, Foreign, Shape, Stream, TrackerTarget, counted, unit_factor};

/// A pause in sleep up to so long belongs to the same night.
const NIGHT_PAUSE_SECONDS: i64 = 3 * 3600;

/// And no night is longer, as one who is ill may doze for days.
const NIGHT_SECONDS: i64 = 18 * 3600;

/// So many records are told apart; a watch makes some 50,000 of these kinds a year.
const MOST_RECORDS: usize = 3_000_000;

const SLEEP: &str = "HKCategoryTypeIdentifierSleepAnalysis";
const WATER: &str = "HKQuantityTypeIdentifierDietaryWater";
const MINDFUL: &str = "HKCategoryTypeIdentifierMindfulSession";
const EXERCISE: &str = "HKQuantityTypeIdentifierAppleExerciseTime";
const PERIOD: &str = "HKCategoryTypeIdentifierMenstrualFlow";

const FOLLOWED: [&str; 5] = [SLEEP, WATER, MINDFUL, EXERCISE, PERIOD];

/// Whether the attributes of a record name a type that is followed.
pub(super) fn is_followed(attributes: &[u8]) -> bool {
    // `type` comes first in every export there was; elsewhere it is looked for.
    let Some(at) = attributes
        .windows(6)
        .position(|window| window == b"type=\"")
    else {
        return false;
    };
    let kind = &attributes[at + 6..];
    FOLLOWED
        .iter()
        .any(|followed| kind.starts_with(followed.as_bytes()))
}

/// What is kept while the file goes by.
#[derive(Debug)]
pub(super) struct Days {
    day_start_minutes: u32,
    sleep: Vec<Interval>,
    mindful: Vec<Interval>,
    water: BTreeMap<Day, f64>,
    exercise: BTreeMap<Day, f64>,
    period: BTreeMap<Day, f64>,
    /// Records that stand there twice count once.
    seen: HashSet<u64>,
    repeated: usize,
    problems: Collector,
}

#[derive(Debug, Clone, Copy)]
struct Interval {
    start: i64,
    end: Moment,
}

impl Days {
    pub(super) fn new(day_start_minutes: u32) -> Self {
        Self {
            day_start_minutes,
            sleep: Vec::new(),
            mindful: Vec::new(),
            water: BTreeMap::new(),
            exercise: BTreeMap::new(),
            period: BTreeMap::new(),
            seen: HashSet::new(),
            repeated: 0,
            problems: Collector::default(),
        }
    }

    /// Takes a record.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub(super) fn take(&mut self, record: &Record) -> Result<(), String> {
        let (start, end) = record.times()?;
        let mut hasher = DefaultHasher::new();
        record.hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            self.repeated += 1;
            return Ok(());
        }
        let day = day_of(start.local(), self.day_start_minutes);
        let interval = Interval {
            start: start.seconds,
            end,
        };
        match record.kind.as_str() {
            // In bed and awake are no sleep; older exports write "Asleep" alone, newer ones the stages.
            SLEEP if is_asleep(&record.value) => self.sleep.push(interval),
            MINDFUL => self.mindful.push(interval),
            WATER => add(&mut self.water, day, amount(record, "ml")?),
            EXERCISE => add(&mut self.exercise, day, amount(record, "min")?),
            PERIOD => {
                let flow = f64::from(!record.value.ends_with("None"));
                let so_far = self.period.entry(start.date()).or_insert(flow);
                *so_far = so_far.max(flow);
            }
            _ => {}
        }
        Ok(())
    }

    /// Why there are more records than are read, if there are.
    pub(super) fn beyond(&self) -> Option<String> {
        (self.seen.len() > MOST_RECORDS).then(|| {
            let most = counted(MOST_RECORDS);
            format!("it holds more than {most} records of sleep, water and exercise")
        })
    }

    pub(super) fn problem(&mut self, part: &str, line: u32, text: String) {
        self.problems.problem_in(part, line, text);
    }

    /// The streams of all days.
    pub(super) fn finish(self, title: &str) -> Foreign {
        let mut collector = Collector::new("apple-health", title);
        if self.repeated > 0 {
            let records = if self.repeated == 1 {
                "record stands"
            } else {
                "records stand"
            };
            collector.remark(format!(
                "{} {records} there more than once and counted once.",
                self.repeated
            ));
        }
        let hours = nights(self.sleep);
        let minutes = sessions(self.mindful, self.day_start_minutes);
        put(
            &mut collector,
            ("sleep", "Sleep", "h"),
            TrackerTarget::of("sleep"),
            hours,
        );
        put(
            &mut collector,
            ("water", "Water", "ml"),
            TrackerTarget::of("water"),
            self.water,
        );
        let mut meditation = TrackerTarget::of("calm");
        meditation.item = Some("Meditation".to_owned());
        put(
            &mut collector,
            ("mindful", "Mindful minutes", "min"),
            meditation,
            minutes,
        );
        put(
            &mut collector,
            ("exercise", "Exercise", "min"),
            TrackerTarget::of("movement"),
            self.exercise,
        );
        let period = collector.stream("period", || {
            Stream::new("period", "Period", Shape::YesNo).hinting(TrackerTarget::of("period"))
        });
        for (day, flow) in self.period {
            collector.number(period, day, 0, flow);
        }
        let mut foreign = collector.finish();
        foreign.problems.extend(self.problems.finish().problems);
        foreign
    }
}

fn is_asleep(value: &str) -> bool {
    value
        .strip_prefix("HKCategoryValueSleepAnalysisAsleep")
        .is_some()
}

fn amount(record: &Record, unit: &str) -> Result<f64, String> {
    let number = super::super::numbers::parse_number(&record.value, Some(DecimalMark::Point))?;
    let factor = unit_factor(&record.unit, unit)
        .ok_or_else(|| format!("{} cannot be counted in {unit}", record.unit))?;
    if number < 0.0 {
        return Err(format!("{number} is less than nothing"));
    }
    Ok(number * factor)
}

fn add(days: &mut BTreeMap<Day, f64>, day: Day, number: f64) {
    let sum = days.entry(day).or_default();
    *sum = add_amounts(*sum, number);
}

fn put(
    collector: &mut Collector,
    (key, name, unit): (&str, &str, &str),
    target: TrackerTarget,
    days: BTreeMap<Day, f64>,
) {
    let stream = collector.stream(key, || {
        Stream::new(key, name, Shape::Amount)
            .with_unit(unit)
            .hinting(target)
    });
    for (day, number) in days {
        collector.number(stream, day, 0, (number * 1e3).round() / 1e3);
    }
}

/// Intervals of several sources that overlap, united, in their order.
fn united(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_by_key(|interval| (interval.start, interval.end.seconds));
    let mut united: Vec<Interval> = Vec::new();
    for interval in intervals {
        match united.last_mut() {
            Some(last) if interval.start <= last.end.seconds => {
                if interval.end.seconds > last.end.seconds {
                    last.end = interval.end;
                }
            }
            _ => united.push(interval),
        }
    }
    united
}

/// Hours of sleep. A night, its pauses included, belongs to the day one wakes up.
fn nights(intervals: Vec<Interval>) -> BTreeMap<Day, f64> {
    let mut days = BTreeMap::new();
    let united = united(intervals);
    let mut nights: Vec<Vec<Interval>> = Vec::new();
    for part in united {
        match nights.last_mut() {
            Some(night) if is_of(night, part) => night.push(part),
            _ => nights.push(vec![part]),
        }
    }
    for night in nights {
        let seconds: i64 = night.iter().map(|part| part.end.seconds - part.start).sum();
        if let Some(last) = night.last() {
            add(&mut days, last.end.date(), seconds as f64 / 3600.0);
        }
    }
    days
}

fn is_of(night: &[Interval], part: Interval) -> bool {
    let (Some(first), Some(last)) = (night.first(), night.last()) else {
        return false;
    };
    part.start - last.end.seconds <= NIGHT_PAUSE_SECONDS
        && part.end.seconds - first.start <= NIGHT_SECONDS
}

/// Minutes of sessions, on the day they end.
fn sessions(intervals: Vec<Interval>, day_start_minutes: u32) -> BTreeMap<Day, f64> {
    let mut days = BTreeMap::new();
    for part in united(intervals) {
        let day = day_of(part.end.local(), day_start_minutes);
        let minutes = (part.end.seconds - part.start) as f64 / 60.0;
        add(&mut days, day, minutes);
    }
    days
}

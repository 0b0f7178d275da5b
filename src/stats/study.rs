//! Series from a journal: habits, outcomes and adjusters day by day, and what was left out of them. Tests nothing.

use chrono::Duration;

use super::baseline::Baseline;
use super::options::{DayRange, Options};
use crate::domain::{
    Day, DayValue, ItemId, Journal, Kind, Role, Span, SpanId, SpanKind, Tracker, TrackerId,
    day_values, item_values,
};

/// A treatment that has ended and lasted so many days or less is left out of outcomes; a longer one is adjusted for.
pub const LONGEST_SHORT_TREATMENT_DAYS: i64 = 28;

/// One tracker, or one item of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The tracker.
    pub tracker: TrackerId,
    /// The item, or none for the whole tracker.
    pub item: Option<ItemId>,
}

impl Subject {
    /// The whole tracker.
    pub fn whole(tracker: TrackerId) -> Self {
        Self {
            tracker,
            item: None,
        }
    }
}

/// The values of one subject on every day of the range; NaN is not logged.
#[derive(Debug, Clone)]
pub struct Series {
    /// Whose values.
    pub subject: Subject,
    /// One value a day, after what is left out.
    pub values: Vec<f64>,
    /// Whether it is yes/no, as 1 and 0.
    pub is_yes_no: bool,
    /// For an outcome, the smallest difference that matters.
    pub smallest_difference: f64,
}

impl Series {
    /// Whether both are the same, days that were not logged among them.
    fn is_same(&self, other: &Self) -> bool {
        let bits = |values: &[f64]| {
            values
                .iter()
                .map(|value| value.to_bits())
                .collect::<Vec<_>>()
        };
        self.subject == other.subject
            && self.is_yes_no == other.is_yes_no
            && self.smallest_difference == other.smallest_difference
            && bits(&self.values) == bits(&other.values)
    }
}

/// What a run works on.
#[derive(Debug, Clone)]
pub struct Study {
    /// The choices.
    pub options: Options,
    /// The range in use.
    pub range: DayRange,
    /// Habits, contexts and gut symptoms, as what may go with an outcome.
    pub habits: Vec<Series>,
    /// Symptoms, as outcomes.
    pub symptoms: Vec<Series>,
    /// Treatments that are adjusted for.
    pub adjusted_treatments: Vec<SpanId>,
    /// What there is in the range that the switches leave out or let in.
    pub left_out: LeftOut,
    pub(super) baseline: Baseline,
}

/// What there is in the range that the switches leave out or let in, counted whether they do or not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeftOut {
    /// Values of habits that were copied and not confirmed.
    pub copied_values: usize,
    /// Pauses, and how many days of each are in the range.
    pub pauses: Vec<(SpanId, usize)>,
    /// Ended treatments of 28 days or less, and how many days of each are in the range.
    pub short_treatments: Vec<(SpanId, usize)>,
}

impl Study {
    /// Takes from the journal what a run needs. None if there is no day to look at.
    pub fn new(journal: &Journal, today: Day, options: &Options) -> Option<Self> {
        let range = DayRange::choose(journal, options.range, today)?;
        let spans = Spans::of(journal, range, today);
        let leave_out = options.leave_out;
        let no_days = vec![false; range.days()];
        let paused = leave_out.pauses.then_some(&spans.paused);
        let paused = paused.unwrap_or(&no_days);
        let treated = leave_out.short_treatments.then_some(&spans.treated);
        let treated = treated.unwrap_or(&no_days);

        let mut copied_values = 0;
        let (mut habits, mut symptoms) = (Vec::new(), Vec::new());
        for (tracker, subject) in subjects(journal, options) {
            let days = range_values(journal, tracker, subject.item, range);
            if is_habit(tracker) {
                let series = series(journal, tracker, subject, &days, |at, copied| {
                    copied_values += usize::from(copied);
                    paused[at] || (copied && leave_out.copied)
                });
                habits.push(series);
            }
            if tracker.role == Role::Symptom {
                let left_out = |at: usize, _| paused[at] || treated[at];
                symptoms.push(series(journal, tracker, subject, &days, left_out));
            }
        }
        let mut adjusters = spans.adjusters;
        for tracker in options
            .adjusters
            .iter()
            .filter_map(|id| journal.tracker(*id))
        {
            let days = range_values(journal, tracker, None, range);
            adjusters.push(days.iter().map(|day| number(*day)).collect());
        }
        let columns: Vec<&[f64]> = adjusters.iter().map(Vec::as_slice).collect();
        Some(Self {
            options: options.clone(),
            range,
            baseline: Baseline::new(range.days(), range.first_weekday(), &columns),
            habits,
            symptoms,
            adjusted_treatments: spans.adjusted,
            left_out: LeftOut {
                copied_values,
                pauses: spans.pauses,
                short_treatments: spans.short_treatments,
            },
        })
    }

    /// Whether a run over `other` would find the same.
    pub fn is_same(&self, other: &Self) -> bool {
        let are_same = |one: &[Series], other: &[Series]| {
            let is_same = |(one, other): (&Series, &Series)| one.is_same(other);
            one.len() == other.len() && one.iter().zip(other).all(is_same)
        };
        self.options == other.options
            && self.range == other.range
            && self.adjusted_treatments == other.adjusted_treatments
            && self.left_out == other.left_out
            && self.baseline == other.baseline
            && are_same(&self.habits, &other.habits)
            && are_same(&self.symptoms, &other.symptoms)
    }

    /// The habit's series.
    pub fn habit(&self, subject: Subject) -> Option<&Series> {
        self.habits.iter().find(|series| series.subject == subject)
    }

    /// The outcome's series.
    pub fn symptom(&self, subject: Subject) -> Option<&Series> {
        self.symptoms
            .iter()
            .find(|series| series.subject == subject)
    }

    /// Every pair as places in `habits` and `symptoms`, outcome by outcome; nothing is paired with its own tracker.
    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (symptom_at, symptom) in self.symptoms.iter().enumerate() {
            for (habit_at, habit) in self.habits.iter().enumerate() {
                if habit.subject.tracker != symptom.subject.tracker {
                    pairs.push((habit_at, symptom_at));
                }
            }
        }
        pairs
    }
}

/// The values of a tracker or an item on every day of `range`, nothing left out.
pub(super) fn range_values(
    journal: &Journal,
    tracker: &Tracker,
    item: Option<ItemId>,
    range: DayRange,
) -> Vec<DayValue> {
    let DayRange { first, last } = range;
    let logged = match item {
        Some(item) => item_values(journal, tracker, item, first, last),
        None => day_values(journal, tracker, first, last),
    };
    let mut values = vec![DayValue::NotLogged; range.days()];
    for (day, value) in logged {
        if let Some(at) = range.index_of(day) {
            values[at] = value;
        }
    }
    values
}

/// The number of a day; skipped counts as not logged.
pub(super) fn number(value: DayValue) -> f64 {
    value.number().unwrap_or(f64::NAN)
}

/// The smallest difference that matters: the person's own, else a tenth of the scale, else a tenth of the logged values'
/// own range.
pub(super) fn smallest_difference(journal: &Journal, tracker: &Tracker, values: &[f64]) -> f64 {
    let own = journal.settings().smallest_difference(&tracker.uid);
    own.unwrap_or_else(|| {
        let (low, high) = match &tracker.kind {
            Kind::Scale(scale) => (scale.lowest, scale.highest),
            Kind::Amount(_) | Kind::YesNo => values
                .iter()
                .filter(|value| !value.is_nan())
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
                    (low.min(value), high.max(value))
                }),
        };
        let tenth = (high - low) / 10.0;
        if tenth > 0.0 && tenth.is_finite() {
            tenth
        } else {
            1.0
        }
    })
}

fn is_habit(tracker: &Tracker) -> bool {
    tracker.role != Role::Symptom || tracker.is_gut_symptom()
}

/// Every tracker that is not adjusted for, then the items that are asked for.
fn subjects<'a>(journal: &'a Journal, options: &Options) -> Vec<(&'a Tracker, Subject)> {
    let tested = |id: &TrackerId| !options.adjusters.contains(id);
    let trackers = journal.trackers().into_iter();
    let mut subjects: Vec<_> = trackers
        .filter(|tracker| tested(&tracker.id))
        .map(|tracker| (tracker, Subject::whole(tracker.id)))
        .collect();
    for &(id, item) in options.items.iter().filter(|(id, _)| tested(id)) {
        let subject = Subject {
            tracker: id,
            item: Some(item),
        };
        let known = subjects.iter().any(|(_, other)| *other == subject);
        if let (Some(tracker), false) = (journal.tracker(id), known) {
            subjects.push((tracker, subject));
        }
    }
    subjects
}

/// The numbers of `days`; `is_left_out` is told the place of a recorded day and whether it was copied.
fn series(
    journal: &Journal,
    tracker: &Tracker,
    subject: Subject,
    days: &[DayValue],
    mut is_left_out: impl FnMut(usize, bool) -> bool,
) -> Series {
    let value = |(at, day): (usize, &DayValue)| match *day {
        DayValue::Recorded { number, copied } if !is_left_out(at, copied) => number,
        _ => f64::NAN,
    };
    let values: Vec<f64> = days.iter().enumerate().map(value).collect();
    Series {
        subject,
        smallest_difference: smallest_difference(journal, tracker, &values),
        values,
        is_yes_no: tracker.kind == Kind::YesNo,
    }
}

/// What treatments and pauses mean for the days of a range.
struct Spans {
    paused: Vec<bool>,
    treated: Vec<bool>,
    adjusters: Vec<Vec<f64>>,
    adjusted: Vec<SpanId>,
    pauses: Vec<(SpanId, usize)>,
    short_treatments: Vec<(SpanId, usize)>,
}

impl Spans {
    fn of(journal: &Journal, range: DayRange, today: Day) -> Self {
        let none = vec![false; range.days()];
        let mut found = Self {
            paused: none.clone(),
            treated: none,
            adjusters: Vec::new(),
            adjusted: Vec::new(),
            pauses: Vec::new(),
            short_treatments: Vec::new(),
        };
        for span in journal.spans() {
            let days = range.indices(span.start, span.end.unwrap_or(range.last));
            if days.is_empty() {
                continue;
            }
            match span.kind {
                SpanKind::Marker => {}
                SpanKind::Pause => {
                    found.pauses.push((span.id, days.len()));
                    found.paused[days].fill(true);
                }
                SpanKind::Treatment if is_short(span, today) => {
                    found.short_treatments.push((span.id, days.len()));
                    found.treated[days].fill(true);
                }
                SpanKind::Treatment => {
                    let mut column = vec![0.0; range.days()];
                    column[days].fill(1.0);
                    found.adjusters.push(column);
                    found.adjusted.push(span.id);
                }
            }
        }
        found
    }
}

/// Whether a treatment has ended and lasted 28 days or less.
fn is_short(span: &Span, today: Day) -> bool {
    let most = Duration::days(LONGEST_SHORT_TREATMENT_DAYS - 1);
    span.end
        .is_some_and(|end| end < today && end - span.start <= most)
}

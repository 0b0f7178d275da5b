//! What the statistics found in the journal, as screens see it; working it out is left to the app.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::TrackerId;
use crate::domain::{Day, SpanId};
use crate::stats::{
    BeforeAfter, DayRange, Fellow, Insights, Pair, Reverse, Subject, Trend, WindowResult,
};

/// The latest findings, and how far newer ones are.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was found last; of an earlier state of the journal while newer findings are worked out.
    pub report: Option<Arc<Report>>,
    /// Delay curves by place in the report's pairs; they come one after another.
    pub curves: HashMap<usize, Vec<WindowResult>>,
    /// The share that is done, 0 to 1, while something is worked out.
    pub progress: Option<f32>,
    /// The person stopped the run that would have worked out newer ones.
    pub is_stopped: bool,
    /// There is no day to look at yet.
    pub is_empty: bool,
    /// The trends that were asked for last.
    pub trends: Arc<Trends>,
}

/// Where trackers are heading over a range of days.
#[derive(Debug, Default)]
pub struct Trends {
    /// What they were worked out for; none before anything was asked.
    pub of: Option<TrendsAsked>,
    /// What was found.
    pub readings: HashMap<Subject, TrendReadings>,
}

/// What trends are to be worked out for.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendsAsked {
    /// The days; the running one is not among them.
    pub range: DayRange,
    /// The trackers and items.
    pub subjects: Vec<Subject>,
}

/// What was found of one tracker or item over a range of days.
#[derive(Debug, Default)]
pub struct TrendReadings {
    /// Where it is heading; none with too few days.
    pub trend: Option<Trend>,
    /// What it was before and from each marker on.
    pub markers: Vec<(SpanId, BeforeAfter)>,
    /// The smooth value on every logged day.
    pub smooth: Vec<(Day, f64)>,
}

/// One finished run.
#[derive(Debug)]
pub struct Report {
    /// The run.
    pub insights: Insights,
    /// What else was worked out for links and hints, by place in its pairs.
    pub details: HashMap<usize, PairDetails>,
}

/// What else is worked out for a link or a hint.
#[derive(Debug, Default)]
pub struct PairDetails {
    /// Whether the symptom goes before the habit.
    pub reverse: Option<Reverse>,
    /// What travels along with the habit.
    pub fellows: Vec<Fellow>,
}

impl Report {
    /// The pairs of a habit as a whole.
    pub fn pairs_of(&self, habit: TrackerId) -> impl Iterator<Item = (usize, &Pair)> {
        let is_of = move |pair: &Pair| pair.habit.tracker == habit && pair.habit.item.is_none();
        self.insights
            .pairs
            .iter()
            .enumerate()
            .filter(move |(_, pair)| is_of(pair))
    }
}

#[cfg(test)]
impl Findings {
    /// Nothing found, for tests of screens that show no findings.
    pub fn none() -> &'static Self {
        static NONE: std::sync::LazyLock<Findings> = std::sync::LazyLock::new(Findings::default);
        &NONE
    }
}

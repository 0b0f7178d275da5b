//! What the statistics found in the journal, as screens see it; working it out is left to the app.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::TrackerId;
use crate::stats::{Fellow, Insights, Pair, Reverse, WindowResult};

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

//! How often insights find what is not there, and how often their range holds what is: counts from made-up diaries
//! (`assets/calibration.toml`, written by the example `calibration`). How they read is said in `tables`.

mod tables;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Day;
pub use tables::CalibrationTable;

static EMBEDDED: LazyLock<Calibration> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the asset is part of the program and a test parses it"
    )]
    Calibration::parse(include_str!("../../../assets/calibration.toml"))
        .expect("the calibration can be read")
});

/// What was counted, when, and from which seed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The seed of all diaries.
    pub seed: u64,
    /// The day of the count.
    pub date: Day,
    /// One delay, nothing links the two.
    pub one_delay: Vec<AlarmCell>,
    /// Six windows, nothing links the two.
    pub six_windows: Vec<AlarmCell>,
    /// Whole journals without any link.
    pub no_links: Vec<ClaimCell>,
    /// Whole journals with four true links.
    pub true_links: Vec<LinkCell>,
    /// The 95 % range of one delay, where there is a true link.
    pub ranges: Vec<RangeCell>,
}

/// Diaries in which nothing links habit and symptom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlarmCell {
    /// Days of a diary.
    pub days: usize,
    /// Carry-over of the habit.
    pub habit_phi: f64,
    /// Carry-over of the symptom.
    pub symptom_phi: f64,
    /// Diaries that could be tested …
    pub diaries: usize,
    /// … of which so many gave an alarm at 5 %.
    pub alarms: usize,
    /// Diaries that could not be tested.
    pub not_tested: usize,
}

/// Journals in which nothing links any habit and any symptom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimCell {
    /// Days of a journal.
    pub days: usize,
    /// Journals …
    pub journals: usize,
    /// … of which so many claim anything at a rate of false discovery of 0.05, 0.10 and 0.20.
    pub with_claims: [usize; 3],
}

/// Journals with four true links.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkCell {
    /// Days of a journal.
    pub days: usize,
    /// Journals.
    pub journals: usize,
    /// The mean share of true links that are found at a rate of 0.05, 0.10 and 0.20, each with its standard error.
    pub found: [[f64; 2]; 3],
    /// The mean share of claims that are chance, 0 where there is no claim, each with its standard error.
    pub chance: [[f64; 2]; 3],
}

/// Diaries with a true link.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangeCell {
    /// Days of a diary.
    pub days: usize,
    /// Carry-over of the symptom.
    pub symptom_phi: f64,
    /// The true difference, in points for a point.
    pub difference: f64,
    /// Diaries that could be tested …
    pub diaries: usize,
    /// … of which so many have a range that holds the true difference.
    pub held: usize,
    /// Diaries that could not be tested.
    pub not_tested: usize,
    /// The mean of the differences that were found.
    pub mean_difference: f64,
}

impl Calibration {
    /// The calibration that is part of the program, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a calibration.
    ///
    /// # Errors
    /// Says in technical words what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

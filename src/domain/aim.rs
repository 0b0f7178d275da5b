//! The person's own targets, each from a day on.

use super::{Day, TrackerId};

/// An aim's number within one journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AimId(pub i64);

/// A target from a day on; the one in force is the latest that has begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Number within the journal.
    pub id: AimId,
    /// Stable name across journals.
    pub uid: String,
    /// The tracker it is for.
    pub tracker: TrackerId,
    /// First day it holds.
    pub from: Day,
    /// The target; none means that from this day on there is no aim.
    pub target: Option<Target>,
    /// Where it comes from: a health body, an article, or `own`.
    pub source: String,
}

/// How much, at least or at most, in which time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// At least or at most.
    pub bound: Bound,
    /// In the tracker's unit.
    pub amount: f64,
    /// Per day or per week.
    pub period: Period,
}

/// Which side of the amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// That much or more.
    AtLeast,
    /// That much or less.
    AtMost,
}

impl Bound {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }

    /// The bound of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::AtLeast, Self::AtMost]
            .into_iter()
            .find(|bound| bound.key() == key)
    }

    /// Whether `value` is on the good side of `amount`.
    pub fn holds(self, value: f64, amount: f64) -> bool {
        match self {
            Self::AtLeast => value >= amount - 1e-9,
            Self::AtMost => value <= amount + 1e-9,
        }
    }
}

/// Over which time an aim is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Each day by itself.
    Day,
    /// The sum of a week.
    Week,
}

impl Period {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The period of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Day, Self::Week]
            .into_iter()
            .find(|period| period.key() == key)
    }
}

//! What insights say, in sentences for people: shared by the window and the commands. Works out nothing.
//!
//! It is a module of its own because neither of the two may import the other, `stats` knows no words, and a sentence about
//! a link has to be the same wherever it is read.

mod calibration;
mod gaps;
mod names;
mod pairs;
mod ranges;
mod run;
#[cfg(test)]
mod tests;
mod treatments;
mod trends;

pub use calibration::{AlarmCell, Calibration, CalibrationTable, ClaimCell, LinkCell, RangeCell};
pub use pairs::{Card, class_word};
pub use run::{examined, left_out, method};
pub use treatments::KEEP_USING;
pub use trends::TrendWords;

use crate::domain::Journal;
use crate::words::Style;

/// Whose journal is spoken of, and how numbers are written.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// The journal that the insights are of.
    pub journal: &'a Journal,
    /// How its person writes numbers.
    pub style: &'a dyn Style,
}

/// A sentence whose figures may be shown in bold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(pub Vec<Piece>);

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are shown in bold.
    pub is_strong: bool,
}

impl Phrase {
    fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    fn and(mut self, text: impl Into<String>) -> Self {
        self.push(text.into(), false);
        self
    }

    fn strong(mut self, text: impl Into<String>) -> Self {
        self.push(text.into(), true);
        self
    }

    fn push(&mut self, text: String, is_strong: bool) {
        if !text.is_empty() {
            self.0.push(Piece { text, is_strong });
        }
    }

    /// The sentence without emphasis.
    pub fn text(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }
}

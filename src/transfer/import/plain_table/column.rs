//! What the fields of a column are: numbers, hours, yes and no, a few words, or text.

use std::collections::HashSet;

use super::stream;
use crate::import::{Combine, Shape, Stream};
use crate::transfer::import::numbers::parse_number;

/// More different texts than this are no choice of words.
const MOST_WORDS: usize = 12;

/// Longer texts are no words.
const LONGEST_WORD: usize = 24;

const YES: [&str; 9] = ["yes", "y", "true", "x", "✓", "✔", "ja", "oui", "sí"];
const NO: [&str; 6] = ["no", "n", "false", "nein", "non", "✗"];
const SKIPPED: [&str; 4] = ["skipped", "skip", "n/a", "na"];

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) shape: Shape,
    is_clock: bool,
}

impl Column {
    /// Text, whatever it looks like.
    pub(super) const TEXT: Self = Self {
        shape: Shape::Text,
        is_clock: false,
    };

    /// The stream of a column or of a name.
    pub(super) fn stream(self, key: &str, name: &str) -> Stream {
        let made = stream(key, name, self.shape, if self.is_clock { "h" } else { "" });
        match self.shape {
            Shape::Text => made.combined(Combine::Last),
            _ => made,
        }
    }
}

/// Looks at all fields of a column; empty ones say nothing.
pub(super) fn shape_of<'a>(fields: impl Iterator<Item = &'a str>, decimal_comma: bool) -> Column {
    let (mut numbers, mut clocks, mut answers, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut words: HashSet<&str> = HashSet::new();
    let mut skipped = 0_usize;
    let mut is_short = true;
    for field in fields.map(str::trim).filter(|field| !is_blank(field)) {
        if is_skipped(field) {
            skipped += 1;
            continue;
        }
        // "NaN" and "inf" are meant as numbers, which is why they are problems and no words.
        let is_number = parse_number(field, decimal_comma).is_ok();
        if is_number || field.parse::<f64>().is_ok() {
            numbers += 1;
            clocks += usize::from(field.contains(':'));
        } else if yes_or_no(field).is_some() {
            answers += 1;
        } else {
            others += 1;
        }
        if words.len() <= MOST_WORDS {
            words.insert(field);
        }
        is_short &= field.chars().count() <= LONGEST_WORD;
    }
    let texts = answers + others;
    let shape = if numbers >= texts && numbers + skipped > 0 {
        Shape::Amount
    } else if others == 0 && answers > 0 {
        Shape::YesNo
    } else if is_short && words.len() <= MOST_WORDS && texts >= words.len() * 2 {
        Shape::Words
    } else {
        Shape::Text
    };
    Column {
        shape,
        is_clock: clocks * 2 > numbers,
    }
}

/// Whether a field says nothing: a dash stands for what was not logged, not for a no.
pub(super) fn is_blank(field: &str) -> bool {
    field.is_empty() || matches!(field, "-" | "–" | "—")
}

/// Whether a field says "not applicable".
pub(super) fn is_skipped(field: &str) -> bool {
    SKIPPED.iter().any(|word| word.eq_ignore_ascii_case(field))
}

/// 1 for yes, 0 for no.
pub(super) fn yes_or_no(field: &str) -> Option<f64> {
    let small = field.to_lowercase();
    if YES.contains(&small.as_str()) || small == "1" {
        Some(1.0)
    } else if NO.contains(&small.as_str()) || small == "0" {
        Some(0.0)
    } else {
        None
    }
}

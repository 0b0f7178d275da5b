//! What the fields of a column are: numbers, hours, yes and no, a few words, or text.

use std::collections::HashSet;

use super::stream;
use crate::domain::DecimalMark;
use crate::import::{Combine, Shape, Stream};
use crate::transfer::import::numbers::{Marks, is_meant_as_number};

/// More different texts than this are no choice of words.
const MOST_WORDS: usize = 12;

/// Longer texts are no words.
const LONGEST_WORD: usize = 24;

const YES: [&str; 9] = ["yes", "y", "true", "x", "✓", "✔", "ja", "oui", "sí"];
const NO: [&str; 6] = ["no", "n", "false", "nein", "non", "✗"];
const SKIPPED: [&str; 3] = ["skipped", "skip", "n/a"];

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) shape: Shape,
    /// The mark before decimals; none where numbers that can be read in two ways stay open.
    pub(super) decimals: Option<DecimalMark>,
    is_clock: bool,
}

impl Column {
    /// Text, whatever it looks like.
    pub(super) const TEXT: Self = Self {
        shape: Shape::Text,
        decimals: None,
        is_clock: false,
    };

    /// The stream of a column or of a name.
    pub(super) fn stream(self, key: &str, name: &str) -> Stream {
        if self.shape == Shape::Amount
            && !self.is_clock
            && let Some((name, lowest, highest)) = rated(name)
        {
            let shape = Shape::Scale { lowest, highest };
            return stream(key, name, shape, "").combined(Combine::Highest);
        }
        let made = stream(key, name, self.shape, if self.is_clock { "h" } else { "" });
        match self.shape {
            Shape::Text => made.combined(Combine::Last),
            _ => made,
        }
    }
}

/// What the fields of a column look like, seen one after the other; empty ones say nothing.
#[derive(Debug, Default)]
pub(super) struct Looks {
    pub(super) marks: Marks,
    numbers: usize,
    clocks: usize,
    answers: usize,
    others: usize,
    skipped: usize,
    words: HashSet<String>,
    has_long: bool,
}

impl Looks {
    /// Takes a field into account.
    pub(super) fn see(&mut self, field: &str, line: u32) {
        let field = field.trim();
        if is_blank(field) {
            return;
        }
        if is_skipped(field) {
            self.skipped += 1;
            return;
        }
        if is_meant_as_number(field) {
            self.numbers += 1;
            self.clocks += usize::from(field.contains(':'));
            self.marks.see(field, line);
        } else if yes_or_no(field).is_some() {
            self.answers += 1;
        } else {
            self.others += 1;
        }
        self.has_long |= field.chars().nth(LONGEST_WORD).is_some();
        if !self.has_long && self.words.len() <= MOST_WORDS && !self.words.contains(field) {
            self.words.insert(field.to_owned());
        }
    }

    /// What all of them are; `decimals` is the mark before decimals.
    pub(super) fn column(&self, decimals: Option<DecimalMark>) -> Column {
        let texts = self.answers + self.others;
        let words = self.words.len();
        let shape = if self.numbers >= texts && self.numbers + self.skipped > 0 {
            Shape::Amount
        } else if self.others == 0 && self.answers > 0 {
            Shape::YesNo
        } else if !self.has_long && words <= MOST_WORDS && texts >= words * 2 {
            Shape::Words
        } else {
            Shape::Text
        };
        Column {
            shape,
            decimals,
            is_clock: self.clocks * 2 > self.numbers,
        }
    }
}

/// "Stress 1-5", "Itch (0–10)": the name and its levels.
fn rated(name: &str) -> Option<(&str, f64, f64)> {
    let inner = name.trim().trim_end_matches([')', ']']);
    let digits =
        |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (rest, highest) = inner.split_at(inner.len() - digits(inner));
    let rest = rest.trim_end();
    let rest = rest
        .strip_suffix(['-', '–', '/'])
        .or_else(|| rest.strip_suffix("to"))?;
    let rest = rest.trim_end();
    let (name, lowest) = rest.split_at(rest.len() - digits(rest));
    let name = name.trim_end_matches(['(', '[']).trim();
    let (lowest, highest): (u32, u32) = (lowest.parse().ok()?, highest.parse().ok()?);
    let is_scale = lowest <= 1 && (3..=10).contains(&highest) && !name.is_empty();
    is_scale.then(|| (name, f64::from(lowest), f64::from(highest)))
}

/// Whether a field says nothing: a dash, or what statistics programs write for a missing value, is no "no".
pub(super) fn is_blank(field: &str) -> bool {
    field.is_empty() || matches!(field, "-" | "–" | "—" | "NA" | "na")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_in_a_name_are_seen() {
        for (name, expected) in [
            ("Stress 1-5", Some(("Stress", 1.0, 5.0))),
            ("Itch (0–10)", Some(("Itch", 0.0, 10.0))),
            ("Pain [0 to 4]", Some(("Pain", 0.0, 4.0))),
            ("Water (oz)", None),
            ("Omega 3-6", None),
            ("Vitamin B12", None),
            ("2024-10", None),
            ("1-5", None),
        ] {
            assert_eq!(rated(name), expected, "{name}");
        }
    }
}

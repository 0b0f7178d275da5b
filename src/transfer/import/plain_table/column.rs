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
const SKIPPED: [&str; 3] = ["skipped", "skip", "n/a"];

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

//! Words that stand for levels: moods, strengths, yes and no.

use std::collections::BTreeMap;

use crate::domain::Kind;

/// Moods as Daylio names them at first, from best to worst.
const MOODS: [&str; 5] = ["rad", "good", "meh", "bad", "awful"];

/// Strengths in their order; any of them may be missing.
const STRENGTHS: &[(&str, f64)] = &[
    ("none", 0.0),
    ("no", 0.0),
    ("low", 0.25),
    ("light", 0.25),
    ("mild", 0.25),
    ("slight", 0.25),
    ("medium", 0.5),
    ("moderate", 0.5),
    ("high", 0.75),
    ("strong", 0.75),
    ("heavy", 0.75),
    ("severe", 0.75),
    ("very high", 1.0),
    ("very severe", 1.0),
    ("extreme", 1.0),
    ("unbearable", 1.0),
];

const YES: [&str; 7] = ["yes", "y", "true", "x", "✓", "ja", "oui"];
const NO: [&str; 5] = ["no", "n", "false", "nein", "non"];

/// Numbers 1 to 5 for moods. Where all but one are known, the last one is the one that is missing; those that
/// cannot be known are left for the person to say.
pub fn mood_levels(words: &[String]) -> BTreeMap<String, f64> {
    let level = |word: &str| {
        let place = MOODS
            .iter()
            .position(|mood| *mood == word.trim().to_lowercase())?;
        Some(5.0 - place as f64)
    };
    let mut numbers: BTreeMap<String, f64> = words
        .iter()
        .filter_map(|word| Some((word.clone(), level(word)?)))
        .collect();
    let unknown: Vec<&String> = words.iter().filter(|word| level(word).is_none()).collect();
    let free: Vec<f64> = (1..=5)
        .map(f64::from)
        .filter(|number| !numbers.values().any(|taken| taken == number))
        .collect();
    if let ([word], [number]) = (unknown.as_slice(), free.as_slice()) {
        numbers.insert((*word).clone(), *number);
    }
    numbers
}

/// Numbers of a measure for the words that are known, where they are most of what stands there; none otherwise. The few
/// others are for the person to say. Each word comes with how often it stands there.
pub(super) fn numbers(
    (words, counts): (&[String], &[usize]),
    kind: &Kind,
) -> Option<BTreeMap<String, f64>> {
    let (lowest, highest) = kind.bounds();
    let number = |word: &str| match kind {
        Kind::YesNo | Kind::Amount(_) if YES.contains(&word) => Some(1.0),
        Kind::YesNo | Kind::Amount(_) if NO.contains(&word) => Some(0.0),
        Kind::Scale(_) => {
            let (_, part) = STRENGTHS.iter().find(|(name, _)| *name == word)?;
            Some((lowest + part * (highest - lowest)).round())
        }
        _ => None,
    };
    let mut numbers = BTreeMap::new();
    let (mut known, mut all) = (0, 0);
    for (place, word) in words.iter().enumerate() {
        let count = counts.get(place).copied().unwrap_or(0);
        all += count;
        if let Some(number) = number(&word.trim().to_lowercase()) {
            known += count;
            numbers.insert(word.clone(), number);
        }
    }
    (known * 2 > all).then_some(numbers)
}

//! Finds words and tags in notes of any script without regard to case; leaves showing them to the part.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::{Day, Journal, same_name, tags};

/// About how many characters of a note stand before and after the first match.
const BEFORE_CHARACTERS: usize = 60;
const AFTER_CHARACTERS: usize = 220;

/// A note in which everything that was looked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) day: Day,
    /// A part of the note on one line.
    pub(super) excerpt: String,
    /// Byte ranges of what matched within the excerpt, in order, none within another.
    pub(super) matches: Vec<Range<usize>>,
}

/// The notes that hold every word of `query`, latest first. A word with `#` is the beginning of a tag.
pub(super) fn find(journal: &Journal, query: &str) -> Vec<Hit> {
    let terms: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let terms: Vec<String> = terms.into_iter().filter(|term| term != "#").collect();
    let notes = journal.notes().rev();
    notes
        .filter_map(|(day, text)| hit(day, text, &terms))
        .collect()
}

/// Every tag of all notes with the number of notes that have it, most frequent first.
pub(super) fn tag_counts(journal: &Journal) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (_, text) in journal.notes() {
        for tag in tags(text) {
            // The latest spelling is the one that is shown.
            let entry = counts.entry(tag.to_lowercase()).or_default();
            *entry = (tag.to_owned(), entry.1 + 1);
        }
    }
    let mut sorted: Vec<_> = counts.into_values().collect();
    sorted.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    sorted
}

fn hit(day: Day, text: &str, terms: &[String]) -> Option<Hit> {
    let folded = Folded::of(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let of_note = tags(text);
    for term in terms {
        let is_tag = |name: &str| {
            of_note.iter().any(|tag| {
                let start: String = tag
                    .to_lowercase()
                    .chars()
                    .take(name.chars().count())
                    .collect();
                same_name(&start, name)
            })
        };
        if term.strip_prefix('#').is_some_and(|name| !is_tag(name)) {
            return None;
        }
        let places = folded.places(term);
        if places.is_empty() {
            return None;
        }
        found.extend(places);
    }
    Some(excerpt(day, text, merged(found)))
}

/// Ranges in order, those that touch joined.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// A text in lower case that knows where each byte came from: folding may change lengths.
struct Folded {
    text: String,
    /// For each byte of `text`, the byte of the original at which its character starts and ends.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len());
        for (at, character) in original.char_indices() {
            let place = (at, at + character.len_utf8());
            for lower in character.to_lowercase() {
                text.push(lower);
                origins.extend(std::iter::repeat_n(place, lower.len_utf8()));
            }
        }
        Self { text, origins }
    }

    fn places(&self, term: &str) -> Vec<Range<usize>> {
        let matches = self.text.match_indices(term);
        matches
            .filter_map(|(at, found)| {
                let (start, _) = self.origins.get(at)?;
                let (_, end) = self.origins.get(at + found.len().checked_sub(1)?)?;
                Some(*start..*end)
            })
            .collect()
    }
}

fn excerpt(day: Day, text: &str, matches: Vec<Range<usize>>) -> Hit {
    let anchor = matches.first().map_or(0, |first| first.start);
    let start = text[..anchor]
        .char_indices()
        .rev()
        .nth(BEFORE_CHARACTERS - 1)
        .map_or(0, |(at, _)| at);
    let end = text[anchor..]
        .char_indices()
        .nth(AFTER_CHARACTERS)
        .map_or(text.len(), |(at, _)| anchor + at);
    let mut shown = String::new();
    if start > 0 {
        shown.push('…');
    }
    let shift = shown.len();
    // A line break is one byte like the space that stands for it, so ranges keep their places.
    shown.push_str(&text[start..end].replace(['\n', '\r', '\t'], " "));
    let last = shown.len();
    if end < text.len() {
        shown.push('…');
    }
    let matches = matches.into_iter().filter(|range| range.start < end);
    let matches = matches
        .map(|range| range.start - start + shift..(range.end - start + shift).min(last))
        .collect();
    Hit {
        day,
        excerpt: shown,
        matches,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample::{self, day};
    use super::*;
    use crate::domain::Edit;

    fn journal(notes: &[(&str, &str)]) -> Journal {
        let mut journal = sample::empty_journal();
        for (on, text) in notes {
            let text = Some((*text).to_owned());
            journal.apply(Edit::Note { day: day(on), text }).unwrap();
        }
        journal
    }

    #[track_caller]
    fn check(query: &str, expected: &[(&str, &[&str])]) {
        let journal = journal(&[
            ("2026-11-01", "New shampoo, scalp a bit tight. #Travel"),
            ("2026-11-02", "Slept badly.\nScalp tight again #été"),
            ("2026-11-03", "キムチを食べた #旅行"),
            ("2026-11-04", "КЕФИР issue#travel"),
        ]);
        let found = find(&journal, query);
        let said: Vec<(String, Vec<&str>)> = found
            .iter()
            .map(|hit| {
                let matches = hit.matches.iter().map(|range| &hit.excerpt[range.clone()]);
                (hit.day.to_string(), matches.collect())
            })
            .collect();
        let expected: Vec<(String, Vec<&str>)> = expected
            .iter()
            .map(|(day, matches)| ((*day).to_owned(), matches.to_vec()))
            .collect();
        assert_eq!(said, expected, "{query}");
    }

    #[test]
    fn words_are_found_in_any_script_and_case() {
        check(
            "SCALP",
            &[("2026-11-02", &["Scalp"]), ("2026-11-01", &["scalp"])],
        );
        check(
            "tight scalp",
            &[
                ("2026-11-02", &["Scalp", "tight"]),
                ("2026-11-01", &["scalp", "tight"]),
            ],
        );
        check("кефир", &[("2026-11-04", &["КЕФИР"])]);
        check("食べ", &[("2026-11-03", &["食べ"])]);
        check("nowhere", &[]);
    }

    #[test]
    fn tags_are_found_as_tags() {
        check("#travel", &[("2026-11-01", &["#Travel"])]);
        check("#tra", &[("2026-11-01", &["#Tra"])]);
        check("#ÉTÉ", &[("2026-11-02", &["#été"])]);
        check("#旅", &[("2026-11-03", &["#旅"])]);
        check("#shampoo", &[]);
    }

    #[test]
    fn letters_whose_lower_case_is_longer_keep_their_place() {
        let journal = journal(&[("2026-11-01", "İzmir ẞ kefir")]);
        let found = find(&journal, "kefir");
        assert_eq!(&found[0].excerpt[found[0].matches[0].clone()], "kefir");
    }

    #[test]
    fn long_notes_are_cut_around_the_match() {
        let long = format!("{}kefir{}", "é ".repeat(500), " ü".repeat(500));
        let journal = journal(&[("2026-11-01", &long)]);
        let hit = &find(&journal, "kefir")[0];
        assert!(hit.excerpt.starts_with('…') && hit.excerpt.ends_with('…'));
        assert_eq!(&hit.excerpt[hit.matches[0].clone()], "kefir");
        assert!(hit.excerpt.chars().count() < 300);
    }

    #[test]
    fn tags_are_counted_without_regard_to_case() {
        let journal = journal(&[
            ("2026-11-01", "#travel #food"),
            ("2026-11-02", "#Travel and #travel"),
        ]);
        let counts = tag_counts(&journal);
        assert_eq!(counts, [("Travel".to_owned(), 2), ("food".to_owned(), 1)]);
    }
}

//! What an import comes to, for reading on a terminal.

use crate::cli::words::table;
use crate::domain::{Journal, StarterCatalogue};
use crate::import::{Foreign, Mapping, Plan, Target, TrackerTarget};

/// What is told of.
pub(super) struct Outcome<'a> {
    pub(super) foreign: &'a Foreign,
    pub(super) mapping: &'a Mapping,
    pub(super) plan: &'a Plan,
    pub(super) journal: &'a Journal,
    pub(super) is_dry: bool,
}

/// What was recognised, where it goes, and the numbers.
pub(super) fn text(outcome: &Outcome<'_>) -> String {
    let mut text = format!("{}\n\n", outcome.foreign.title);
    text.push_str(&table(&rows(outcome)));
    text.push('\n');
    for remark in &outcome.foreign.remarks {
        text.push_str(remark);
        text.push('\n');
    }
    for sentence in sentences(outcome) {
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

fn rows(outcome: &Outcome<'_>) -> Vec<Vec<String>> {
    let streams = outcome.foreign.streams.iter().zip(&outcome.plan.outlooks);
    streams
        .map(|(stream, outlook)| {
            let name = if stream.unit.is_empty() {
                stream.name.clone()
            } else {
                format!("{} ({})", stream.name, stream.unit)
            };
            let target = outcome.mapping.streams.get(&stream.key);
            vec![
                name.replace(char::is_control, " "),
                counted(outlook.days, "day", "days"),
                target_text(target, outcome.journal),
            ]
        })
        .collect()
}

/// "to Water × 29.57", "to the note", "left out".
fn target_text(target: Option<&Target>, journal: &Journal) -> String {
    match target {
        None | Some(Target::LeaveOut) => "left out".to_owned(),
        Some(Target::Note) => "to the note of the day".to_owned(),
        Some(Target::Tag { tag }) => format!("to the note of the day, as #{tag}"),
        Some(Target::Tracker(by)) => {
            let mut text = format!("to {}", tracker_name(by, journal));
            if let Some(item) = &by.item {
                text.push_str(&format!(", {item}"));
            }
            if by.factor != 1.0 {
                text.push_str(&format!(" × {}", rounded(by.factor)));
            }
            if by.offset != 0.0 {
                let sign = if by.offset < 0.0 { "−" } else { "+" };
                text.push_str(&format!(" {sign} {}", rounded(by.offset.abs())));
            }
            text
        }
    }
}

fn tracker_name(by: &TrackerTarget, journal: &Journal) -> String {
    if let Some(tracker) = journal.tracker_by_uid(&by.tracker) {
        return tracker.name.clone();
    }
    let starter = StarterCatalogue::embedded().tracker(&by.tracker);
    let name = starter
        .map(|starter| starter.name.clone())
        .or_else(|| by.new.as_ref().map(|new| new.name.clone()));
    name.map_or_else(|| by.tracker.clone(), |name| format!("{name} (new)"))
}

fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// "1 entry", "2 entries".
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn sentences(outcome: &Outcome<'_>) -> Vec<String> {
    let counts = &outcome.plan.counts;
    let mut sentences = Vec::new();
    let (done, add) = if outcome.is_dry {
        ("would be ", "Would add")
    } else {
        ("", "Added")
    };
    let entries = |number: usize| counted(number, "entry", "entries");
    if outcome.plan.edit.is_empty() {
        sentences.push("There is nothing new to import.".to_owned());
    } else {
        let mut added = format!("{add} {}", entries(counts.added));
        if let Some((first, last)) = counts.days {
            added.push_str(&format!(", {first} to {last}"));
        }
        sentences.push(format!("{added}."));
    }
    let mut say = |count: usize, what: &str| {
        if count > 0 {
            sentences.push(format!("{} {what}", entries(count)));
        }
    };
    let verb = if counts.known == 1 { "was" } else { "were" };
    say(counts.known, &format!("{verb} known already."));
    say(
        counts.updated,
        &format!("of an earlier import {done}brought up to date."),
    );
    say(counts.replaced, &format!("of your own {done}replaced."));
    say(
        outcome.plan.kept(),
        "of your own differ from the file and stay; --take-theirs replaces them.",
    );
    say(
        counts.covered,
        "left out: those days have it already, as a whole or in parts.",
    );
    if counts.open_words > 0 {
        let values = counted(counts.open_words, "value is", "values are");
        sentences.push(format!(
            "{values} left out until their words have numbers in the mapping."
        ));
    }
    if counts.notes > 0 {
        let notes = counted(counts.notes, "note gets", "notes get");
        sentences.push(format!("{notes} text."));
    }
    if !counts.trackers.is_empty() {
        sentences.push(format!("New trackers: {}.", counts.trackers.join(", ")));
    }
    if !counts.items.is_empty() {
        sentences.push(format!("New items: {}.", counts.items.join(", ")));
    }
    let problems = outcome.plan.problems.count;
    if problems > 0 {
        sentences.push(format!("{}.", counted(problems, "problem", "problems")));
    }
    sentences
}

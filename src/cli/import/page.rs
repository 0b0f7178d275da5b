//! What an import comes to, for reading on a terminal.

use crate::cli::terminal::printable;
use crate::cli::words::table;
use crate::domain::{Journal, StarterCatalogue};
use crate::import::{Foreign, LeftOut, Mapping, Outlook, Plan, Target, TrackerTarget};

/// So many names of what is made are told.
const SHOWN_NAMES: usize = 50;

/// So many things are listed.
const SHOWN_ROWS: usize = 200;

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
    let more = outcome.foreign.streams.len().saturating_sub(SHOWN_ROWS);
    if more > 0 {
        text.push_str(&format!("and {more} more\n"));
    }
    text.push('\n');
    for remark in &outcome.foreign.remarks {
        text.push_str(&printable(remark));
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
        .take(SHOWN_ROWS)
        .map(|(stream, outlook)| {
            let name = if stream.unit.is_empty() {
                stream.name.clone()
            } else {
                format!("{} ({})", stream.name, stream.unit)
            };
            let target = outcome.mapping.streams.get(&stream.key);
            vec![
                name,
                counted(outlook.days, "day", "days"),
                target_text(target, outlook, outcome.journal),
            ]
        })
        .collect()
}

/// "to Water × 29.57", "to the note", "left out".
fn target_text(target: Option<&Target>, outlook: &Outlook, journal: &Journal) -> String {
    if let Some(LeftOut::Because(reason)) = &outlook.left_out {
        return format!("left out: {reason}");
    }
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
    if counts.added + counts.updated + counts.replaced + counts.notes == 0 {
        sentences.push(nothing(outcome.plan).to_owned());
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
    if counts.left_out > 0 {
        let values = counted(counts.left_out, "value is", "values are");
        sentences.push(format!("{values} left out, for the reasons above."));
    }
    if counts.notes > 0 {
        let notes = counted(counts.notes, "note gets", "notes get");
        sentences.push(format!("{notes} text."));
    }
    if !counts.trackers.is_empty() {
        sentences.push(format!("New trackers: {}.", names(&counts.trackers)));
    }
    if !counts.items.is_empty() {
        sentences.push(format!("New items: {}.", names(&counts.items)));
    }
    let problems = outcome.plan.problems.count;
    if problems > 0 {
        sentences.push(format!("{}.", counted(problems, "problem", "problems")));
    }
    sentences
}

/// What is said where nothing is imported: that all is known, if it is.
fn nothing(plan: &Plan) -> &'static str {
    match (plan.leaves_out(), plan.counts.known) {
        (false, _) => "There is nothing new to import.",
        (true, 0) => "Nothing of it can be imported as it is.",
        (true, _) => "There is nothing new in what can be imported.",
    }
}

/// "Tea, Milk and 12 more".
fn names(names: &[String]) -> String {
    let shown = names.iter().take(SHOWN_NAMES);
    let shown: Vec<_> = shown.map(|name| printable(name)).collect();
    let more = names.len().saturating_sub(SHOWN_NAMES);
    if more > 0 {
        format!("{} and {more} more", shown.join(", "))
    } else {
        shown.join(", ")
    }
}

//! `biota show`: a day as text, or as JSON for programs.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::arguments::ShowArguments;
use super::days::{parse_day, today};
use super::failure::Failure;
use super::log::parts;
use super::open::load;
use super::words::{Words, table};
use crate::domain::{
    Day, DayValue, Entry, EntryKey, Journal, Origin, Span, SpanKind, Tracker, Value,
};

/// Prints the day.
pub(super) fn run(
    arguments: &ShowArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let journal = load(path)?;
    let today = today(&journal, now);
    let words = Words::of(&journal, today);
    let day = parse_day(&arguments.on, words)?;
    if arguments.json {
        let page = DayPage::new(&journal, day);
        let text = serde_json::to_string_pretty(&page)
            .map_err(|error| Failure::Failed(format!("The day could not be written: {error}.")))?;
        writeln!(out, "{text}")?;
    } else {
        write!(out, "{}", text(&journal, day, words))?;
    }
    Ok(())
}

/// Trackers that stood on Today that day, and put away ones that were logged all the same.
fn trackers_on(journal: &Journal, day: Day) -> Vec<&Tracker> {
    let mut trackers = journal.trackers();
    trackers.retain(|tracker| {
        tracker.is_shown_on(day) || journal.entries_on(tracker.id, day).next().is_some()
    });
    trackers
}

fn spans_on(journal: &Journal, day: Day) -> Vec<&Span> {
    let mut spans = journal.spans();
    spans.retain(|span| span.covers(day));
    spans
}

fn text(journal: &Journal, day: Day, words: Words) -> String {
    let mut text = words.day(day) + "\n";
    let trackers = trackers_on(journal, day);
    let mut sections: Vec<&str> = Vec::new();
    for tracker in &trackers {
        if !sections.contains(&tracker.section.as_str()) {
            sections.push(&tracker.section);
        }
    }
    let mut rows = Vec::new();
    for section in sections {
        rows.push(vec![String::new()]);
        rows.push(vec![section.to_owned()]);
        for tracker in trackers.iter().filter(|other| other.section == section) {
            let value = journal.value_on(tracker.id, day);
            let mut said = words.style.value(tracker, value);
            let parts = parts(journal, tracker.id, day, words);
            if !parts.is_empty() {
                said.push_str(&format!(" ({})", parts.join(", ")));
            }
            if matches!(value, DayValue::Recorded { copied: true, .. }) {
                said.push_str(", copied");
            }
            rows.push(vec![format!("  {}", tracker.name), said]);
        }
    }
    text.push_str(&table(&rows));
    let spans = spans_on(journal, day);
    if !spans.is_empty() {
        text.push_str("\nOngoing\n");
    }
    for span in spans {
        text.push_str(&format!("  {}\n", span_text(span, words)));
    }
    if let Some(note) = journal.note(day) {
        text.push_str("\nNote\n");
        for line in note.lines() {
            text.push_str(format!("  {line}").trim_end());
            text.push('\n');
        }
    }
    text
}

fn span_text(span: &Span, words: Words) -> String {
    let dose = match span.dose.as_str() {
        "" => String::new(),
        dose => format!(", {dose}"),
    };
    let when = match (span.kind, span.end) {
        (SpanKind::Marker, _) => String::new(),
        (_, Some(end)) => format!(", {} to {}", words.day(span.start), words.day(end)),
        (_, None) => format!(", since {}", words.day(span.start)),
    };
    format!("{}{dose} ({}{when})", span.label, span.kind.key())
}

/// A day as programs read it.
#[derive(Debug, Serialize)]
struct DayPage<'a> {
    day: Day,
    trackers: Vec<TrackerPage<'a>>,
    note: Option<&'a str>,
    spans: Vec<SpanPage<'a>>,
}

#[derive(Debug, Serialize)]
struct TrackerPage<'a> {
    key: &'a str,
    name: &'a str,
    role: &'static str,
    kind: &'static str,
    section: &'a str,
    unit: Option<&'a str>,
    /// `not_logged`, `recorded` or `skipped`, of the whole day.
    state: &'static str,
    /// What the own entry and the items come to.
    value: Option<serde_json::Number>,
    /// How the entries came, where they all came the same way.
    origin: Option<&'static str>,
    own: Option<EntryPage>,
    items: Vec<ItemPage<'a>>,
}

#[derive(Debug, Serialize)]
struct EntryPage {
    state: &'static str,
    value: Option<serde_json::Number>,
    origin: &'static str,
}

#[derive(Debug, Serialize)]
struct ItemPage<'a> {
    key: &'a str,
    name: &'a str,
    #[serde(flatten)]
    entry: EntryPage,
}

#[derive(Debug, Serialize)]
struct SpanPage<'a> {
    kind: &'static str,
    label: &'a str,
    dose: &'a str,
    start: Day,
    end: Option<Day>,
}

impl<'a> DayPage<'a> {
    fn new(journal: &'a Journal, day: Day) -> Self {
        let trackers = trackers_on(journal, day);
        let spans = spans_on(journal, day).into_iter();
        Self {
            day,
            trackers: trackers
                .into_iter()
                .map(|tracker| TrackerPage::new(journal, tracker, day))
                .collect(),
            note: journal.note(day),
            spans: spans
                .map(|span| SpanPage {
                    kind: span.kind.key(),
                    label: &span.label,
                    dose: &span.dose,
                    start: span.start,
                    end: span.end,
                })
                .collect(),
        }
    }
}

impl<'a> TrackerPage<'a> {
    fn new(journal: &'a Journal, tracker: &'a Tracker, day: Day) -> Self {
        let entries: Vec<(EntryKey, Entry)> = journal.entries_on(tracker.id, day).collect();
        let value = journal.value_on(tracker.id, day);
        let origins = || entries.iter().map(|(_, entry)| entry.origin);
        let origin = origins()
            .next()
            .filter(|first| origins().all(|it| it == *first));
        let own = entries.iter().find(|(key, _)| key.item.is_none());
        Self {
            key: &tracker.uid,
            name: &tracker.name,
            role: tracker.role.key(),
            kind: tracker.kind.key(),
            section: &tracker.section,
            unit: Some(tracker.kind.unit()).filter(|unit| !unit.is_empty()),
            state: match value {
                DayValue::NotLogged => "not_logged",
                DayValue::Skipped => "skipped",
                DayValue::Recorded { .. } => "recorded",
            },
            value: value.number().and_then(json_number),
            origin: origin.map(Origin::key),
            own: own.map(|(_, entry)| EntryPage::new(*entry)),
            items: entries
                .iter()
                .filter_map(|(key, entry)| {
                    let item = journal.item(key.item?)?;
                    Some(ItemPage {
                        key: &item.uid,
                        name: &item.name,
                        entry: EntryPage::new(*entry),
                    })
                })
                .collect(),
        }
    }
}

impl EntryPage {
    fn new(entry: Entry) -> Self {
        Self {
            state: entry.value.state_key(),
            value: match entry.value {
                Value::Recorded(number) => json_number(number),
                Value::Skipped => None,
            },
            origin: entry.origin.key(),
        }
    }
}

/// 500 rather than 500.0.
fn json_number(number: f64) -> Option<serde_json::Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        Some((number as i64).into())
    } else {
        serde_json::Number::from_f64(number)
    }
}

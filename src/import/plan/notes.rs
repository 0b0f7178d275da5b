//! The text that a file brings into the notes of days: free text, named values, tags.

use std::collections::BTreeMap;

use super::groups::{Groups, StreamTarget};
use crate::domain::{Day, DecimalMark, format_quantity};
use crate::import::{Foreign, ForeignRecord, ForeignValue, Shape, Stream};

/// So many lines of a day are looked through for one that is there already.
const COMPARED: usize = 1_000;

/// The text for each day.
pub(super) fn texts(foreign: &Foreign, groups: &Groups, today: Day) -> BTreeMap<Day, String> {
    let mut lines: BTreeMap<Day, Vec<String>> = BTreeMap::new();
    let mut tags: BTreeMap<Day, Vec<String>> = BTreeMap::new();
    for record in foreign.records.iter().filter(|record| record.day <= today) {
        let place = record.stream as usize;
        let stream = &foreign.streams[place];
        let (list, text) = match &groups.targets[place] {
            StreamTarget::Note => (&mut lines, line(stream, record)),
            StreamTarget::Tag(tag) if is_there(record) => (&mut tags, Some(format!("#{tag}"))),
            _ => continue,
        };
        let Some(text) = text else { continue };
        let of_day = list.entry(record.day).or_default();
        // Thousands of lines of one day are compared with the last ones alone.
        let start = of_day.len().saturating_sub(COMPARED);
        if !of_day[start..].contains(&text) {
            of_day.push(text);
        }
    }
    for (day, tags) in tags {
        lines.entry(day).or_default().push(tags.join(" "));
    }
    lines
        .into_iter()
        .map(|(day, lines)| (day, lines.join("\n")))
        .collect()
}

fn is_there(record: &ForeignRecord) -> bool {
    match record.value {
        ForeignValue::Number(number) => number != 0.0,
        ForeignValue::Word(_) => true,
        ForeignValue::Skipped => false,
    }
}

/// A line of a note: free text as it is, anything else behind its name.
fn line(stream: &Stream, record: &ForeignRecord) -> Option<String> {
    let value = match record.value {
        ForeignValue::Number(_) if stream.shape == Shape::YesNo => {
            return is_there(record).then(|| stream.name.clone());
        }
        ForeignValue::Number(number) => format_quantity(number, &stream.unit, DecimalMark::Point),
        // As the reader took it: a note of Biota's own has its blanks.
        ForeignValue::Word(word) => stream.words.get(word as usize)?.clone(),
        ForeignValue::Skipped => "skipped".to_owned(),
    };
    if value.is_empty() {
        None
    } else if stream.shape == Shape::Text {
        Some(value)
    } else {
        Some(format!("{}: {value}", stream.name))
    }
}

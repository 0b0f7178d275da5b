//! A table with a column for each tracker.

use super::column::{Column, Looks};
use super::{Dated, put};
use crate::import::Collector;
use crate::transfer::import::error::ImportError;
use crate::transfer::import::input::Progress;

/// Reads the columns but that of the dates.
pub(super) fn read(
    dated: &Dated<'_>,
    collector: &mut Collector,
    progress: &Progress,
) -> Result<(), ImportError> {
    let header = dated.table.header();
    let note = dated.written.note;
    let mut looks: Vec<Looks> = header.iter().map(|_| Looks::default()).collect();
    let days = dated.look(collector, progress, |_, line, record| {
        for (place, looks) in looks.iter_mut().enumerate() {
            if place != dated.date && Some(place) != note {
                looks.see(&record[place], line);
            }
        }
    })?;
    let mut columns = Vec::with_capacity(header.len());
    let mut nameless = 0;
    for (place, looks) in looks.into_iter().enumerate() {
        let name = dated.written.text(&header[place]);
        if place == dated.date {
            continue;
        }
        if name.trim().is_empty() {
            nameless += 1;
            continue;
        }
        let column = if Some(place) == note {
            Column::TEXT
        } else {
            dated.written.column(&looks)
        };
        looks.marks.tell(&name, column.decimals, collector);
        // A tracker may be called as the note is.
        let is_of_note = Some(place) != note && note.is_some_and(|note| header[note] == name);
        let key = if is_of_note {
            format!("{name} ({})", place + 1)
        } else {
            name.to_string()
        };
        let stream = collector.stream(&key, || column.stream(&key, &name));
        columns.push((place, name, stream, column));
    }
    if nameless > 0 {
        let columns = if nameless == 1 {
            "1 column has no name and is left out.".to_owned()
        } else {
            format!("{nameless} columns have no name and are left out.")
        };
        collector.remark(columns);
    }
    dated.again(
        &days,
        collector,
        progress,
        |collector, (day, line), record| {
            for (place, name, stream, column) in &columns {
                let field = dated.written.text(&record[*place]);
                if Some(*place) == note {
                    if !field.is_empty() {
                        collector.word(*stream, day, line, &field);
                    }
                    continue;
                }
                put(
                    collector,
                    (*stream, column),
                    (day, line),
                    (name, field.trim()),
                );
            }
        },
    )
}

//! Writing an archive: the same journal makes the same bytes, but for the moment it was made on.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use chrono::NaiveDateTime;
use serde_json::{Value as Json, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::entries::sorted_entries;
use super::super::sheet::{DayRange, Dialect, ExportError, Sheet};
use super::columns::{
    AIMS, ENTRIES, ITEMS, LISTS, MANIFEST, NOTES, PARTS, SETTINGS, SPANS, TOMBSTONES, TRACKERS,
    header,
};
use super::manifest::{Manifest, checksum};
use crate::domain::{
    Archive, Cell, Day, DecimalMark, Entry, EntryKey, Journal, Kind, Tracker, Value, format_exact,
};

/// Writes everything that a journal file holds.
///
/// # Errors
/// Where `out` takes no more.
pub fn write_archive(
    archive: &Archive,
    made_on: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut parts = Vec::with_capacity(PARTS.len());
    for part in PARTS {
        parts.push((part, content(archive, part)?));
    }
    let sums: BTreeMap<String, String> = parts
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), checksum(bytes)))
        .collect();
    let manifest = Manifest::new(made_on, archive.journal.holdings(), sums);
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // One moment, one kind of permissions, one level, so that equal journals make equal bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    for (name, bytes) in std::iter::once((MANIFEST, manifest)).chain(parts) {
        zip.start_file(name, options).map_err(into_io)?;
        zip.write_all(&bytes)?;
    }
    let bytes = zip.finish().map_err(into_io)?.into_inner();
    Ok(out.write_all(&bytes)?)
}

fn into_io(error: zip::result::ZipError) -> std::io::Error {
    match error {
        zip::result::ZipError::Io(error) => error,
        other => std::io::Error::other(other.to_string()),
    }
}

fn content(archive: &Archive, part: &'static str) -> Result<Vec<u8>, ExportError> {
    if part == SETTINGS {
        return Ok(settings(archive)?);
    }
    let mut bytes = Vec::new();
    fill(Table::new(&mut bytes, part, archive)?, part)?;
    Ok(bytes)
}

fn fill<W: Write>(mut table: Table<'_, W>, part: &str) -> Result<(), ExportError> {
    match part {
        TRACKERS => trackers(&mut table)?,
        LISTS => lists(&mut table)?,
        ITEMS => items(&mut table)?,
        AIMS => aims(&mut table)?,
        ENTRIES => entries(&mut table)?,
        NOTES => notes(&mut table)?,
        SPANS => spans(&mut table)?,
        TOMBSTONES => tombstones(&mut table)?,
        _ => {}
    }
    table.sheet.finish()
}

/// The rows of one part.
struct Table<'a, W: Write> {
    sheet: Sheet<W>,
    archive: &'a Archive,
}

impl<'a, W: Write> Table<'a, W> {
    fn new(out: W, part: &str, archive: &'a Archive) -> Result<Self, ExportError> {
        let mut sheet = Sheet::new(out, Dialect::Plain)?;
        for column in header(part) {
            sheet.field(column)?;
        }
        sheet.end_row()?;
        Ok(Self { sheet, archive })
    }

    fn journal(&self) -> &'a Journal {
        &self.archive.journal
    }

    /// Ends a row with the time its cell was changed.
    fn row(&mut self, cell: &Cell, fields: &[&str]) -> Result<(), ExportError> {
        for field in fields {
            self.sheet.field(field)?;
        }
        let changed_at = self.archive.changed_at.get(cell);
        self.sheet.field(changed_at.map_or("", String::as_str))?;
        self.sheet.end_row()
    }
}

fn trackers<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let journal = table.journal();
    let mut trackers = journal.trackers();
    trackers.sort_by_key(|tracker| tracker.id);
    for tracker in trackers {
        let list = tracker.list.and_then(|list| journal.list(list));
        let [
            unit,
            step,
            ceiling,
            lowest,
            highest,
            direction,
            question,
            words,
        ] = measure(tracker);
        table.row(
            &Cell::Tracker(tracker.id),
            &[
                &tracker.id.0.to_string(),
                &tracker.uid,
                &tracker.name,
                tracker.role.key(),
                tracker.kind.key(),
                &unit,
                &step,
                &ceiling,
                &lowest,
                &highest,
                &direction,
                &question,
                &words,
                list.map_or("", |list| &list.uid),
                &tracker.section,
                &tracker.position.to_string(),
                &tracker.colour.to_string(),
                &day(tracker.daily_from),
                &day(tracker.archived_from),
                flag(tracker.copyable),
            ],
        )?;
    }
    Ok(())
}

/// From unit to words, empty where the kind has none.
fn measure(tracker: &Tracker) -> [String; 8] {
    let mut fields: [String; 8] = Default::default();
    match &tracker.kind {
        Kind::Amount(amount) => {
            fields[0].clone_from(&amount.unit);
            fields[1] = number(amount.step);
            fields[2] = number(amount.ceiling);
        }
        Kind::Scale(scale) => {
            fields[1] = number(scale.step);
            fields[3] = number(scale.lowest);
            fields[4] = number(scale.highest);
            scale.direction.key().clone_into(&mut fields[5]);
            fields[6].clone_from(&scale.question);
            let words = scale.words.iter();
            let words: Json = words
                .map(|word| json!([number(word.from), word.word]))
                .collect();
            fields[7] = words.to_string();
        }
        Kind::YesNo => {}
    }
    fields
}

fn lists<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    for list in table.journal().lists() {
        table.row(
            &Cell::List(list.id),
            &[
                &list.id.0.to_string(),
                &list.uid,
                &list.name,
                list.content.key(),
            ],
        )?;
    }
    Ok(())
}

fn items<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let journal = table.journal();
    for item in journal.items() {
        let labels = item.labels.iter();
        let labels: Json = labels
            .map(|label| {
                json!([
                    label.from.to_string(),
                    label.strains,
                    number(label.cfu_per_dose)
                ])
            })
            .collect();
        table.row(
            &Cell::Item(item.id),
            &[
                &item.id.0.to_string(),
                &item.uid,
                journal.list(item.list).map_or("", |list| &list.uid),
                &item.name,
                &item.position.to_string(),
                flag(item.archived),
                &item.serving,
                item.culture.key(),
                &item.brand,
                &number(item.per_tap),
                &labels.to_string(),
            ],
        )?;
    }
    Ok(())
}

fn aims<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let journal = table.journal();
    for aim in journal.aims() {
        let tracker = journal.tracker(aim.tracker);
        let target = aim.target;
        table.row(
            &Cell::Aim(aim.id),
            &[
                &aim.id.0.to_string(),
                &aim.uid,
                tracker.map_or("", |tracker| &tracker.uid),
                &aim.from.to_string(),
                target.map_or("", |target| target.bound.key()),
                &target.map_or_else(String::new, |target| number(target.amount)),
                target.map_or("", |target| target.period.key()),
                &aim.source,
            ],
        )?;
    }
    Ok(())
}

fn entries<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let journal = table.journal();
    for (key, entry) in sorted_entries(journal, DayRange::default()) {
        entry_row(table, key, entry)?;
    }
    Ok(())
}

fn entry_row<W: Write>(
    table: &mut Table<'_, W>,
    key: EntryKey,
    entry: Entry,
) -> Result<(), ExportError> {
    let journal = table.journal();
    let Some(tracker) = journal.tracker(key.tracker) else {
        return Ok(());
    };
    let item = key.item.and_then(|item| journal.item(item));
    let value = match entry.value {
        Value::Recorded(recorded) => number(recorded),
        Value::Skipped => String::new(),
    };
    table.row(
        &Cell::Entry(key),
        &[
            &key.day.to_string(),
            &tracker.name,
            item.map_or("", |item| &item.name),
            &value,
            tracker.kind.unit(),
            entry.value.state_key(),
            entry.origin.key(),
            &tracker.uid,
            item.map_or("", |item| &item.uid),
        ],
    )
}

fn notes<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    for (day, text) in table.journal().notes() {
        table.row(&Cell::Note(day), &[&day.to_string(), text])?;
    }
    Ok(())
}

fn spans<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let mut spans = table.journal().spans();
    spans.sort_by_key(|span| span.id);
    for span in spans {
        table.row(
            &Cell::Span(span.id),
            &[
                &span.id.0.to_string(),
                &span.uid,
                span.kind.key(),
                &span.label,
                &span.dose,
                &span.start.to_string(),
                &day(span.end),
            ],
        )?;
    }
    Ok(())
}

fn tombstones<W: Write>(table: &mut Table<'_, W>) -> Result<(), ExportError> {
    let mut tombstones: Vec<_> = table.archive.tombstones.iter().collect();
    tombstones.sort();
    for stone in tombstones {
        for field in [
            &stone.table,
            &stone.key,
            &stone.item_key,
            &stone.day,
            &stone.deleted_at,
        ] {
            table.sheet.field(field)?;
        }
        table.sheet.end_row()?;
    }
    Ok(())
}

fn settings(archive: &Archive) -> Result<Vec<u8>, std::io::Error> {
    let pairs = archive.journal.settings().pairs().iter();
    let settings: serde_json::Map<String, Json> = pairs
        .map(|(key, value)| {
            let changed_at = archive.changed_at.get(&Cell::Setting(key.clone()));
            let changed_at = changed_at.map_or("", String::as_str);
            (
                key.clone(),
                json!({ "value": value, "changed_at": changed_at }),
            )
        })
        .collect();
    Ok(serde_json::to_vec_pretty(&settings)?)
}

fn number(number: f64) -> String {
    format_exact(number, DecimalMark::Point)
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn flag(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

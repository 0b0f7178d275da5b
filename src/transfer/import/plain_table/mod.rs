//! Any table with a date: a column for each tracker, or a row for each value.

mod column;
mod layout;

use std::collections::BTreeMap;

use csv::StringRecord;

use self::column::{Column, is_skipped, shape_of};
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::numbers::{parse_number, short};
use super::table::Table;
use super::{Importer, dates};
use crate::domain::Day;
use crate::import::{Collector, DateForm, Foreign, Shape, Stream, TableForm, TableLayout};

/// So many rows are kept as they stand, for looking at.
const FIRST_ROWS: usize = 8;

/// Any table.
pub(super) struct PlainTable;

impl Importer for PlainTable {
    fn title(&self) -> &'static str {
        "Table (CSV)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.header.len() >= 2
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        let (layout, is_date_open) = match &input.reading.table {
            Some(layout) => (layout.clone(), false),
            None => layout::guess(&table, input.reading.date_order)?,
        };
        let mut collector = Collector::new("table", self.title());
        collector.foreign_mut().form = form_of(table.header());
        collector.foreign_mut().is_date_open = is_date_open;
        read_table(&table, &layout, None, collector, progress)
    }
}

/// Reads a table by a layout. A column called `note` is text, whatever stands in it.
pub(super) fn read_table(
    table: &Table,
    layout: &TableLayout,
    note: Option<&str>,
    mut collector: Collector,
    progress: &Progress,
) -> Result<Foreign, ImportError> {
    let date = table.needed(&layout.date)?;
    let foreign = collector.foreign_mut();
    foreign.table = Some(layout.clone());
    foreign.columns = table.header().to_vec();
    let mut dated = Dated {
        date,
        form: layout.date_form,
        fields: Fields::default(),
        first_rows: Vec::new(),
        has_time: false,
    };
    table.rows(progress, &mut collector, |collector, line, row| {
        dated.take(collector, line, row);
    })?;
    collector.foreign_mut().first_rows = std::mem::take(&mut dated.first_rows);
    match &layout.form {
        TableForm::Wide => wide(table, &dated, layout, note, &mut collector),
        TableForm::Long { name, value } => {
            let columns = (table.needed(name)?, table.needed(value)?);
            long(table, &dated, layout, columns, &mut collector);
        }
    }
    advance(progress, 0)?;
    Ok(collector.finish())
}

/// The rows that have a date, all fields in one text.
#[derive(Debug)]
struct Dated {
    date: usize,
    form: DateForm,
    fields: Fields,
    first_rows: Vec<Vec<String>>,
    has_time: bool,
}

#[derive(Debug, Default)]
struct Fields {
    text: String,
    /// The end of each field.
    ends: Vec<usize>,
    days: Vec<(Day, u32)>,
    width: usize,
}

impl Fields {
    fn get(&self, row: usize, column: usize) -> &str {
        let at = row * self.width + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    fn rows(&self) -> impl Iterator<Item = (usize, Day, u32)> + '_ {
        let days = self.days.iter().enumerate();
        days.map(|(row, (day, line))| (row, *day, *line))
    }
}

impl Dated {
    fn take(&mut self, collector: &mut Collector, line: u32, row: &StringRecord) {
        if self.first_rows.len() < FIRST_ROWS {
            self.first_rows
                .push(row.iter().map(str::to_owned).collect());
        }
        let text = &row[self.date];
        let Some(day) = parse_date(text, self.form) else {
            collector.problem(line, no_date(text));
            return;
        };
        self.has_time |= text.contains(':');
        let width = collector.foreign_mut().columns.len();
        self.fields.width = width;
        for field in row.iter().take(width) {
            self.fields.text.push_str(field);
            self.fields.ends.push(self.fields.text.len());
        }
        self.fields.days.push((day, line));
    }
}

/// What is said of a date that is none.
pub(super) fn no_date(text: &str) -> String {
    if text.trim().is_empty() {
        "a date was expected, but the field is empty".to_owned()
    } else {
        format!("there is no day “{}”", short(text))
    }
}

fn wide(
    table: &Table,
    dated: &Dated,
    layout: &TableLayout,
    note: Option<&str>,
    collector: &mut Collector,
) {
    for (place, name) in table.header().iter().enumerate() {
        if place == dated.date {
            continue;
        }
        let fields = dated
            .fields
            .rows()
            .map(|(row, ..)| dated.fields.get(row, place));
        let column = if note == Some(name.as_str()) {
            Column::TEXT
        } else {
            shape_of(fields, layout.decimal_comma)
        };
        if name.trim().is_empty() {
            collector.remark(format!("Column {} has no name and is left out.", place + 1));
            continue;
        }
        let stream = collector.stream(name, || column.stream(name, name));
        for (row, day, line) in dated.fields.rows() {
            let field = dated.fields.get(row, place).trim();
            put(
                collector,
                (stream, &column),
                (day, line),
                (name, field),
                layout.decimal_comma,
            );
        }
    }
}

/// Rows by place, with their day and line.
type Rows = Vec<(usize, Day, u32)>;

fn long(
    table: &Table,
    dated: &Dated,
    layout: &TableLayout,
    (name_at, value_at): (usize, usize),
    collector: &mut Collector,
) {
    let unit_at = table.column("unit");
    let mut by_name: BTreeMap<&str, BTreeMap<&str, Rows>> = BTreeMap::new();
    for (row, day, line) in dated.fields.rows() {
        let unit = unit_at.map_or("", |at| dated.fields.get(row, at).trim());
        match dated.fields.get(row, name_at).trim() {
            "" => collector.problem(
                line,
                format!("a name was expected in “{}”", table.header()[name_at]),
            ),
            name => {
                let of_name = by_name.entry(name).or_default();
                of_name.entry(unit).or_default().push((row, day, line));
            }
        }
    }
    let has_units = |units: &BTreeMap<_, _>| units.len() > 1;
    let series = by_name.into_iter().flat_map(|(name, units)| {
        let is_parted = has_units(&units);
        let parts = units.into_iter();
        parts.map(move |(unit, rows)| (name, unit, is_parted, rows))
    });
    for (name, unit, is_parted, rows) in series {
        let fields = rows
            .iter()
            .map(|(row, ..)| dated.fields.get(*row, value_at));
        let column = shape_of(fields, layout.decimal_comma);
        // The same thing in two units is two streams, each with its own conversion.
        let key = if is_parted {
            format!("{name} ({unit})")
        } else {
            name.to_owned()
        };
        let stream = collector.stream(&key, || {
            let stream = column.stream(&key, name);
            if stream.unit.is_empty() {
                stream.with_unit(unit)
            } else {
                stream
            }
        });
        for (row, day, line) in rows {
            let field = dated.fields.get(row, value_at).trim();
            put(
                collector,
                (stream, &column),
                (day, line),
                (name, field),
                layout.decimal_comma,
            );
        }
    }
}

/// Puts a field where it belongs; an empty one is not logged.
fn put(
    collector: &mut Collector,
    (stream, column): (u32, &Column),
    (day, line): (Day, u32),
    (name, field): (&str, &str),
    decimal_comma: bool,
) {
    if column::is_blank(field) {
        return;
    }
    match column.shape {
        Shape::Text | Shape::Words => collector.word(stream, day, line, field),
        _ if is_skipped(field) => collector.skipped(stream, day, line),
        Shape::YesNo => match column::yes_or_no(field) {
            Some(number) => collector.number(stream, day, line, number),
            None => {
                let field = short(field);
                collector.problem(line, format!("{name}: “{field}” is neither yes nor no"));
            }
        },
        Shape::Amount | Shape::Scale { .. } => match parse_number(field, decimal_comma) {
            Ok(number) => collector.number(stream, day, line, number),
            Err(reason) => collector.problem(line, format!("{name}: {reason}")),
        },
    }
}

/// Tables with the same columns are read the same way.
fn form_of(header: &[String]) -> String {
    // FNV-1a: the same on every machine and in every version.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in header.join("\u{1f}").to_lowercase().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// A stream of a plain table.
fn stream(key: &str, name: &str, shape: Shape, unit: &str) -> Stream {
    Stream::new(key, name, shape).with_unit(unit)
}

/// The form of the dates of a column: as the first rows have it, and all rows where those can be read in two ways.
pub(super) fn date_form(
    table: &Table,
    column: usize,
    order: Option<crate::domain::DateOrder>,
) -> Option<(DateForm, bool)> {
    let first = layout::samples(&table.first_rows(layout::SAMPLES), column);
    let (form, is_open) = dates::guess_form(first.iter().map(String::as_str), order)?;
    if !is_open {
        return Some((form, false));
    }
    let all = layout::samples(&table.first_rows(usize::MAX), column);
    dates::guess_form(all.iter().map(String::as_str), order)
}

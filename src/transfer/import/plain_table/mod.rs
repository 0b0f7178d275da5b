//! Any table with a date: a column for each tracker, or a row for each value.

mod column;
mod layout;
mod long;
mod wide;

use std::borrow::Cow;

use csv::StringRecord;

use self::column::{Column, is_skipped};
use super::Importer;
use super::dates::{self, guess_form_of_all, parse_date};
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{parse_number, short};
use super::table::{Row, Table};
use crate::domain::{DateOrder, Day, DecimalMark};
use crate::import::{
    Collector, DateForm, Foreign, Shape, Stream, TableForm, TableLayout, fingerprint,
};
use crate::transfer::guard::unguarded;

/// So many rows are kept as they stand, for looking at.
const FIRST_ROWS: usize = 8;

/// Of a field so many letters are kept for looking at.
const FIRST_LETTERS: usize = 60;

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
        let written = Written::by_anyone(input.reading.decimals);
        read_table(&table, &layout, written, collector, progress)
    }
}

/// Who has written a table, and so how much of it is certain.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    /// The mark before decimals where the numbers do not tell, as the person has said.
    said: Option<DecimalMark>,
    /// The mark before decimals that Biota has written; none where others wrote the table.
    own: Option<DecimalMark>,
    /// The place of the column with the note of the day, which is text whatever it looks like, to the last blank.
    note: Option<usize>,
    /// Whether texts may have a sign before them that keeps a spreadsheet from taking them for formulas.
    is_guarded: bool,
}

impl Written {
    pub(super) fn by_anyone(said: Option<DecimalMark>) -> Self {
        Self {
            said,
            ..Self::default()
        }
    }

    /// Biota's own form, the note in the last column.
    pub(super) fn by_biota(table: &Table, said: Option<DecimalMark>) -> Self {
        Self {
            said,
            own: Some(super::biota_days::mark_of(table)),
            note: table.header().len().checked_sub(1),
            is_guarded: table.is_for_spreadsheet(),
        }
    }

    /// The text without its guard.
    fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.is_guarded {
            unguarded(text)
        } else {
            Cow::Borrowed(text)
        }
    }

    fn column(&self, looks: &column::Looks) -> Column {
        let marks = &looks.marks;
        looks.column(match self.own {
            Some(own) => marks.decimals_of_own(own, self.said),
            None => marks.decimals(self.said),
        })
    }
}

/// Reads a table by a layout. All of it is gone through twice: once to see what its columns are, once for their values.
pub(super) fn read_table(
    table: &Table,
    layout: &TableLayout,
    written: Written,
    mut collector: Collector,
    progress: &Progress,
) -> Result<Foreign, ImportError> {
    let date = table.needed(&layout.date)?;
    let foreign = collector.foreign_mut();
    foreign.table = Some(layout.clone());
    foreign.columns = table.header().to_vec();
    let dated = Dated {
        table,
        date,
        form: layout.date_form,
        written,
    };
    match &layout.form {
        TableForm::Wide => wide::read(&dated, &mut collector, progress)?,
        TableForm::Long { name, value } => {
            let columns = (table.needed(name)?, table.needed(value)?);
            long::read(&dated, columns, &mut collector, progress)?;
        }
    }
    // Column after column, as a table is looked at.
    let records = &mut collector.foreign_mut().records;
    records.sort_by_key(|record| record.stream);
    Ok(collector.finish())
}

/// A table and where its dates are.
struct Dated<'a> {
    table: &'a Table,
    date: usize,
    form: DateForm,
    written: Written,
}

/// The days of the rows that have as many fields as the header; none where the date is none.
type Days = Vec<Option<Day>>;

impl Dated<'_> {
    /// Goes through the rows for the first time: what is wrong with dates and lengths is said, the first ones are kept.
    fn look(
        &self,
        collector: &mut Collector,
        progress: &Progress,
        mut row: impl FnMut(&mut Collector, u32, &StringRecord),
    ) -> Result<Days, ImportError> {
        let (mut days, mut first_rows) = (Days::new(), Vec::new());
        self.table
            .rows(progress, collector, |collector, line, record| {
                if first_rows.len() < FIRST_ROWS {
                    first_rows.push(record.iter().map(beginning).collect());
                }
                let day = parse_date(&record[self.date], self.form);
                days.push(day);
                match day {
                    Some(_) => row(collector, line, record),
                    None => collector.problem(line, no_date(&record[self.date])),
                }
            })?;
        collector.foreign_mut().first_rows = first_rows;
        Ok(days)
    }

    /// Goes through the rows that have a date once more.
    fn again(
        &self,
        days: &Days,
        collector: &mut Collector,
        progress: &Progress,
        mut row: impl FnMut(&mut Collector, (Day, u32), &StringRecord),
    ) -> Result<(), ImportError> {
        let mut days = days.iter();
        self.table.walk(progress, |found| {
            if let Row::Whole(line, record) = found
                && let Some(Some(day)) = days.next()
            {
                row(collector, (*day, line), record);
            }
            !collector.is_beyond()
        })
    }
}

fn beginning(field: &str) -> String {
    match field.char_indices().nth(FIRST_LETTERS) {
        Some((at, _)) => field[..at].to_owned(),
        None => field.to_owned(),
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

/// Puts a field where it belongs; an empty one is not logged.
fn put(
    collector: &mut Collector,
    (stream, column): (u32, &Column),
    (day, line): (Day, u32),
    (name, field): (&str, &str),
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
                let (name, field) = (short(name), short(field));
                collector.problem(line, format!("{name}: “{field}” is neither yes nor no"));
            }
        },
        Shape::Amount | Shape::Scale { .. } => match parse_number(field, column.decimals) {
            Ok(number) => collector.number(stream, day, line, number),
            Err(fault) => {
                let reason = String::from(fault);
                collector.problem(line, format!("{}: {reason}", short(name)));
            }
        },
    }
}

/// Tables with the same columns are read the same way.
fn form_of(header: &[String]) -> String {
    format!(
        "{:016x}",
        fingerprint(&header.join("\u{1f}").to_lowercase())
    )
}

/// A stream of a plain table.
fn stream(key: &str, name: &str, shape: Shape, unit: &str) -> Stream {
    Stream::new(key, name, shape).with_unit(unit)
}

/// The form of the dates of a column: as the first rows have it, and all rows where those can be read in two ways.
pub(super) fn date_form(
    table: &Table,
    column: usize,
    order: Option<DateOrder>,
) -> Option<(DateForm, bool)> {
    let first = layout::samples(&table.first_rows(layout::SAMPLES), column);
    let (form, is_open) = dates::guess_form(first.iter().map(String::as_str), order)?;
    if !is_open {
        return Some((form, false));
    }
    guess_form_of_all(table.records(), column, order)
}

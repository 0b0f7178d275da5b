//! Biota's own days form: one row a day, a column a tracker, the note at the end.

use super::Importer;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::plain_table::read_table;
use super::table::Table;
use crate::import::{Collector, Combine, DateForm, Foreign, TableForm, TableLayout};

/// The days form.
pub(super) struct BiotaDays;

impl Importer for BiotaDays {
    fn title(&self) -> &'static str {
        "Biota, one row a day"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.header.len() >= 2
            && head.header.first().is_some_and(|name| name == "date")
            && head.header.last().is_some_and(|name| name == "note")
            // A table of somebody's own may be headed just so.
            && (head.first_row.first()).is_none_or(|date| {
                parse_date(date, DateForm::YearFirst).is_some()
            })
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        let layout = TableLayout {
            date: table.header()[0].clone(),
            date_form: DateForm::YearFirst,
            // Written for spreadsheets of people with a decimal comma, fields are parted by semicolons.
            decimal_comma: table.delimiter() == b';',
            form: TableForm::Wide,
        };
        let collector = Collector::new("biota-days", self.title());
        let note = table.header().last().map(String::as_str);
        let mut foreign = read_table(&table, &layout, note, collector, progress)?;
        foreign.table = None;
        for stream in &mut foreign.streams {
            // A day that stands there twice does not come to twice as much.
            stream.combine = Combine::Last;
            stream.name = unguarded(&stream.name).to_owned();
            for word in &mut stream.words {
                *word = unguarded(word).to_owned();
            }
        }
        Ok(foreign)
    }
}

/// Text without the mark that keeps a spreadsheet from taking it for a formula.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

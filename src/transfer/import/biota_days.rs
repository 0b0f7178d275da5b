//! Biota's own days form: one row a day, a column a tracker, the note at the end.

use super::Importer;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::plain_table::{Written, read_table};
use super::table::Table;
use crate::domain::DecimalMark;
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
            form: TableForm::Wide,
        };
        let collector = Collector::new("biota-days", self.title());
        let written = Written::by_biota(&table, input.reading.decimals);
        let mut foreign = read_table(&table, &layout, written, collector, progress)?;
        foreign.table = None;
        for stream in &mut foreign.streams {
            // A day that stands there twice does not come to twice as much.
            stream.combine = Combine::Last;
        }
        Ok(foreign)
    }
}

/// The mark before decimals: written for spreadsheets of people with a decimal comma, fields are parted by semicolons.
pub(super) fn mark_of(table: &Table) -> DecimalMark {
    if table.delimiter() == b';' {
        DecimalMark::Comma
    } else {
        DecimalMark::Point
    }
}

//! The rows of a table and their cells: each is what is asked for, or names itself in an error.

use std::cell::{Cell, RefCell};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::super::error::{Fault, LoadError};
use super::super::salvage::LostRow;
use super::parse_day;
use crate::domain::Day;

/// A row takes at least this much of its file.
const BYTES_OF_ROW: u64 = 4;

/// Where rows are read from, and what becomes of those that have no meaning.
pub(in crate::storage) struct Rows<'a> {
    connection: &'a Connection,
    /// None if the first of them ends the reading.
    unreadable: Option<RefCell<Vec<LostRow>>>,
}

impl<'a> Rows<'a> {
    /// Every row has a meaning, or nothing is read.
    pub(in crate::storage) fn of(connection: &'a Connection) -> Self {
        Self {
            connection,
            unreadable: None,
        }
    }

    /// Rows without meaning are left out and noted.
    pub(in crate::storage) fn forgiving(connection: &'a Connection) -> Self {
        Self {
            connection,
            unreadable: Some(RefCell::default()),
        }
    }

    /// What was left out.
    pub(in crate::storage) fn unreadable(self) -> Vec<LostRow> {
        self.unreadable.map(RefCell::into_inner).unwrap_or_default()
    }

    pub(super) fn load<T>(
        &self,
        table: &'static str,
        sql: &str,
        mut read: impl FnMut(&Cells) -> Result<T, LoadError>,
    ) -> Result<Vec<T>, LoadError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        let (room, taken) = (self.room()?, Cell::new(0));
        while let Some(row) = rows.next()? {
            taken.set(taken.get() + BYTES_OF_ROW);
            let cells = Cells {
                table,
                row,
                taken: &taken,
            };
            let row = read(&cells);
            if taken.get() > room {
                return Err(LoadError::Fault(Fault::Damaged(format!(
                    "{table} has more rows than its file has room for"
                ))));
            }
            match (row, &self.unreadable) {
                (Ok(row), _) => found.push(row),
                (Err(error @ LoadError::Unknown { .. }), Some(unreadable)) => {
                    unreadable.borrow_mut().push(left_out(error));
                }
                (Err(error), _) => return Err(error),
            }
        }
        Ok(found)
    }

    /// How much one table can hold: a tree of pages that leads into itself has rows without end. Twice the file, for
    /// there are letters that take more room when they are read.
    fn room(&self) -> Result<u64, LoadError> {
        let number = |sql: &str| -> rusqlite::Result<i64> {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_row([], |row| row.get(0))
        };
        let pages = number("PRAGMA page_count")?.unsigned_abs();
        let bytes = pages.saturating_mul(number("PRAGMA page_size")?.unsigned_abs());
        Ok(bytes.saturating_mul(2))
    }
}

fn left_out(error: LoadError) -> LostRow {
    let why = error.to_string();
    match error {
        LoadError::Unknown { table, row, .. } => LostRow {
            table: table.to_owned(),
            row,
            why,
        },
        _ => LostRow {
            table: String::new(),
            row: String::new(),
            why,
        },
    }
}

/// The cells of one row; a cell that does not hold what is asked for names itself in the error.
pub(super) struct Cells<'a> {
    table: &'static str,
    row: &'a Row<'a>,
    /// How much of the file was read so far, as far as it was kept.
    taken: &'a Cell<u64>,
}

impl Cells<'_> {
    fn cell(&self, index: usize) -> Result<ValueRef<'_>, LoadError> {
        Ok(self.row.get_ref(index)?)
    }

    pub(super) fn filled(&self, index: usize) -> bool {
        !matches!(self.row.get_ref(index), Ok(ValueRef::Null))
    }

    pub(super) fn bytes(&self, index: usize) -> Result<&[u8], LoadError> {
        match self.cell(index)? {
            ValueRef::Text(bytes) => Ok(bytes),
            _ => Err(self.unknown(index)),
        }
    }

    pub(super) fn text(&self, index: usize) -> Result<String, LoadError> {
        let bytes = self.bytes(index)?;
        self.taken.set(self.taken.get() + bytes.len() as u64);
        let text = std::str::from_utf8(bytes);
        Ok(text.map_err(|_| self.unknown(index))?.to_owned())
    }

    pub(super) fn integer(&self, index: usize) -> Result<i64, LoadError> {
        match self.cell(index)? {
            ValueRef::Integer(integer) => Ok(integer),
            _ => Err(self.unknown(index)),
        }
    }

    pub(super) fn number(&self, index: usize) -> Result<f64, LoadError> {
        match self.cell(index)? {
            ValueRef::Real(number) if number.is_finite() => Ok(number),
            _ => Err(self.unknown(index)),
        }
    }

    pub(super) fn flag(&self, index: usize) -> Result<bool, LoadError> {
        match self.integer(index)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.unknown(index)),
        }
    }

    pub(super) fn day(&self, index: usize) -> Result<Day, LoadError> {
        parse_day(self.bytes(index)?).ok_or_else(|| self.unknown(index))
    }

    pub(super) fn key<T>(
        &self,
        index: usize,
        from_key: fn(&str) -> Option<T>,
    ) -> Result<T, LoadError> {
        let word = std::str::from_utf8(self.bytes(index)?).ok();
        word.and_then(from_key).ok_or_else(|| self.unknown(index))
    }

    pub(super) fn unknown(&self, index: usize) -> LoadError {
        let show = |index: usize| match self.row.get_ref(index) {
            Ok(ValueRef::Null) => "nothing".to_owned(),
            Ok(ValueRef::Integer(integer)) => integer.to_string(),
            Ok(ValueRef::Real(number)) => number.to_string(),
            Ok(ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            Ok(ValueRef::Blob(bytes)) => format!("{} bytes", bytes.len()),
            Err(error) => error.to_string(),
        };
        let key_columns = if self.table == "entry" { 3 } else { 1 };
        let row: Vec<_> = (0..key_columns).map(show).collect();
        let column = self.row.as_ref().column_name(index).unwrap_or_default();
        LoadError::Unknown {
            table: self.table,
            row: row.join(" "),
            column: column.to_owned(),
            value: show(index),
        }
    }
}

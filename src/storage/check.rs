//! Whether a journal file is sound, and what it holds, without changing it.

use std::path::Path;

use rusqlite::Connection;

use super::backup;
use super::error::{Fault, LoadError, OpenError};
use super::file::{self, Found};
use super::load::{load_journal, parse_day};
use super::migrations;
use super::store::open_read_only;
use crate::domain::Day;

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckReport {
    /// The file's version.
    pub version: u32,
    /// What SQLite finds wrong, in its own words; broken references among them.
    pub problems: Vec<String>,
    /// What this program cannot make sense of, if anything.
    pub unreadable: Option<LoadError>,
    /// The number of rows of every table, by its name.
    pub counts: Vec<(String, u64)>,
    /// The first day with an entry.
    pub oldest_day: Option<Day>,
    /// The last day with an entry.
    pub newest_day: Option<Day>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.unreadable.is_none()
    }
}

/// Checks the journal at `path`, also while a window has it open.
///
/// # Errors
/// If it is so far gone, or so foreign, that SQLite cannot open it.
pub fn check(path: &Path) -> Result<CheckReport, OpenError> {
    if matches!(file::look(path)?, Found::Missing) {
        return Err(OpenError::Missing);
    }
    let mut connection = open_read_only(&path.canonicalize()?)?;
    // One transaction, so that all figures are of one moment.
    let transaction = connection.transaction()?;
    let version = migrations::version(&transaction)?;
    // Damage may stop the check itself; that is a finding. Any other trouble says nothing about the journal.
    let mut problems =
        backup::problems(&transaction).or_else(|error| match Fault::from(error) {
            Fault::Damaged(text) => Ok(vec![text]),
            other => Err(OpenError::from(other)),
        })?;
    let unreadable = load_journal(&transaction).err();
    let counts = backup::counts(&transaction).unwrap_or_else(|error| {
        problems.push(error.to_string());
        Vec::new()
    });
    let (oldest_day, newest_day) = day_range(&transaction).unwrap_or_else(|error| {
        problems.push(error.to_string());
        (None, None)
    });
    Ok(CheckReport {
        version,
        problems,
        unreadable,
        counts,
        oldest_day,
        newest_day,
    })
}

fn day_range(connection: &Connection) -> rusqlite::Result<(Option<Day>, Option<Day>)> {
    let day = |text: Option<String>| text.and_then(|text| parse_day(text.as_bytes()));
    connection.query_row("SELECT min(day), max(day) FROM entry", [], |row| {
        Ok((day(row.get(0)?), day(row.get(1)?)))
    })
}

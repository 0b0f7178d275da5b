//! Whether a journal file is sound, and what it holds, without changing it.

use std::path::Path;

use super::backup::{self, holdings_of};
use super::connection::{check_log, open_to_look};
use super::error::{Fault, LoadError, OpenError};
use super::file::{self, Found};
use super::load::load_sealed;
use super::migrations::{self, NEWEST_VERSION};
use crate::domain::Holdings;

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckReport {
    /// The file's version.
    pub version: u32,
    /// What SQLite finds wrong, in its own words; broken references among them.
    pub problems: Vec<String>,
    /// What this program cannot make sense of, if anything.
    pub unreadable: Option<LoadError>,
    /// The number of rows of every table with content, by its name.
    pub counts: Vec<(String, u64)>,
    /// What that comes to.
    pub holdings: Holdings,
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
    let path = path.canonicalize()?;
    check_log(&path)?;
    let mut connection = open_to_look(&path)?;
    // One transaction, so that all figures are of one moment.
    let transaction = connection.transaction()?;
    let version = migrations::version(&transaction)?;
    // Damage may stop the check itself; that is a finding. Any other trouble says nothing about the journal.
    let mut problems =
        backup::problems(&transaction).or_else(|error| match Fault::from(error) {
            Fault::Damaged(text) => Ok(vec![text]),
            other => Err(OpenError::from(other)),
        })?;
    // An older version is read once it is brought up to date.
    let unreadable = match version {
        NEWEST_VERSION => load_sealed(&transaction).err(),
        _ => None,
    };
    let mut counts = backup::counts(&transaction).unwrap_or_else(|error| {
        problems.push(error.to_string());
        Vec::new()
    });
    // What the program says to itself is no content.
    counts.retain(|(table, _)| table != "seal");
    let holdings = holdings_of(&transaction).unwrap_or_else(|error| {
        problems.push(error.to_string());
        Holdings::default()
    });
    Ok(CheckReport {
        version,
        problems,
        unreadable,
        counts,
        holdings,
    })
}

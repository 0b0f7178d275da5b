//! The content of a file that is to be restored, read under all defences: nothing of its schema or free pages comes along.

use std::path::Path;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params_from_iter};

use super::backup::{broken_references, problems};
use super::connection::{configure, open_for_content};
use super::error::OpenError;
use super::file::{self, Found, OpenHere};
use super::load::load_archive;
use super::migrations::{self, MIGRATIONS, NEWEST_VERSION};
use super::schema;
use crate::domain::{Archive, Holdings};

/// What a file gives when it is restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restorable {
    /// What the journal will hold.
    pub holdings: Holdings,
    /// What Biota did not make and is not taken over, in words for people.
    pub left_out: Vec<String>,
}

/// What restoring the file at `path` would give. Nothing is written to it or beside it.
///
/// # Errors
/// Why it cannot be restored.
pub fn restorable(path: &Path) -> Result<Restorable, OpenError> {
    let (archive, left_out) = content_of(path)?;
    Ok(Restorable {
        holdings: archive.journal.holdings(),
        left_out,
    })
}

/// All that a journal of any known version holds, and what strangers put beside it.
pub(super) fn content_of(path: &Path) -> Result<(Archive, Vec<String>), OpenError> {
    if matches!(file::look(path)?, Found::Missing) {
        return Err(OpenError::Missing);
    }
    let path = path.canonicalize()?;
    let _here = OpenHere::note(&path);
    let mut connection = open_for_content(&path)?;
    // One transaction, so that schema and tables are of one moment.
    let transaction = connection.transaction()?;
    let comparison = schema::compare(&transaction)?;
    if let Some(fault) = comparison.spoilt {
        return Err(OpenError::ForeignSchema(fault));
    }
    // A check goes over foreign indexes as well, so it is for files without any.
    let problems = if comparison.added.is_empty() {
        problems(&transaction)?
    } else {
        broken_references(&transaction)?
    };
    if let Some(problem) = problems.into_iter().next() {
        return Err(OpenError::Damaged(problem));
    }
    let version = migrations::version(&transaction)?;
    if version == 0 {
        return Err(OpenError::Damaged("it was never filled".to_owned()));
    }
    let archive = if version == NEWEST_VERSION {
        load_archive(&transaction)?
    } else {
        load_older(&transaction, version)?
    };
    Ok((archive, comparison.added))
}

/// Takes the rows of an older version into a schema of this program's own making, and brings that up to date.
fn load_older(source: &Connection, version: u32) -> Result<Archive, OpenError> {
    let mut own = Connection::open_in_memory()?;
    configure(&mut own, || u64::MAX)?;
    own.execute_batch("PRAGMA foreign_keys = OFF")?;
    for migration in MIGRATIONS.iter().filter(|step| step.version <= version) {
        own.execute_batch(migration.sql)?;
    }
    own.pragma_update(None, "user_version", version)?;
    for table in tables(&own)? {
        copy_rows(source, &own, &table).map_err(|error| {
            match error.sqlite_error_code() {
                // A row that its own table does not take.
                Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    OpenError::Damaged(error.to_string())
                }
                _ => error.into(),
            }
        })?;
    }
    migrations::migrate(&mut own, None, MIGRATIONS)?;
    Ok(load_archive(&own)?)
}

fn tables(own: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = own.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

fn copy_rows(source: &Connection, own: &Connection, table: &str) -> rusqlite::Result<()> {
    // Computed columns are not stored.
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
    let mut statement = own.prepare(sql)?;
    let columns = statement.query_map([table], |row| row.get(0))?;
    let columns: Vec<String> = columns.collect::<rusqlite::Result<_>>()?;
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut insertion = own.prepare(&format!("INSERT INTO {table} ({names}) VALUES ({places})"))?;
    let mut statement = source.prepare(&format!("SELECT {names} FROM {table}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..columns.len()).map(|index| Ok(ToSqlOutput::Borrowed(row.get_ref(index)?)));
        let cells: Vec<_> = cells.collect::<rusqlite::Result<_>>()?;
        insertion.execute(params_from_iter(cells))?;
    }
    Ok(())
}

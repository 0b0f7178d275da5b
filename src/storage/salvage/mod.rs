//! Saving what can be read of a damaged journal into a new one, and saying what was lost. The damaged one stays as it is.

mod assemble;
mod pages;
mod record;
mod rows;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::error::{Fault, Foreign, OpenError};
use super::file::{self, Found as FoundFile};
use super::load::{self, Rows};
use super::migrations::{self, MIGRATIONS, NEWEST_VERSION};
use super::store::Store;
use crate::domain::{Archive, Holdings, Settings};

pub use assemble::Placeholders;

use pages::Pages;
pub(super) use pages::has_gap;
use record::RawRow;
use rows::Found;
use shape::Shape;

/// What was saved and what was lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// What the new journal holds.
    pub holdings: Holdings,
    /// Rows that were there and could not be taken over.
    pub lost: Vec<LostRow>,
    /// Pages and cells that could not be read; what stood there is not known.
    pub broken: usize,
    /// Trackers, lists and items of which only the number was left.
    pub made_up: usize,
    /// Whether what was saved comes to what was written, so that nothing is missing and no number is another.
    pub is_whole: bool,
}

/// A row that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostRow {
    /// Its table.
    pub table: String,
    /// Its first values.
    pub row: String,
    /// Why, in technical words.
    pub why: String,
}

/// Why nothing was saved. Nothing was written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RecoverError {
    /// What stands there is no journal, or of a newer version.
    #[error("the source: {0}")]
    Source(OpenError),
    /// Not a single row could be read.
    #[error("nothing can be read")]
    Nothing,
    /// The new journal could not be written.
    #[error("the place: {0}")]
    Place(OpenError),
}

/// Reads all that can be read of the journal at `path`, whatever became of it, and writes it to a new journal at
/// `target`.
///
/// # Errors
/// If nothing can be read or nothing be written.
pub fn recover(
    path: &Path,
    target: &Path,
    placeholders: &Placeholders,
) -> Result<Recovered, RecoverError> {
    let (archive, recovered) = salvage(&pages_of(path)?, placeholders)?;
    Store::create_from(target, &archive).map_err(RecoverError::Place)?;
    Ok(recovered)
}

/// The settings of a journal that cannot be opened, as far as they can be read; among them is where its backups lie.
pub fn recover_settings(path: &Path) -> Settings {
    let read = || {
        let found = Found::in_pages(&pages_of(path).ok()?);
        let rows = found.of_table.get("setting")?.iter();
        let pairs = rows.filter_map(|row| match row.values.as_slice() {
            [Value::Text(key), Value::Text(value), _] => Some((key.clone(), value.clone())),
            _ => None,
        });
        Some(Settings::from_pairs(pairs))
    };
    read().unwrap_or_default()
}

/// Whether there is a journal in the file at `path` of which something can be saved. Writes nothing.
pub fn is_recoverable(path: &Path) -> bool {
    let none = Placeholders::numbered();
    pages_of(path).is_ok_and(|pages| salvage(&pages, &none).is_ok())
}

/// Tries to save the journal that these bytes and those of a log may be. Writes nothing.
///
/// # Errors
/// If nothing can be read.
pub fn recover_bytes(
    file: Vec<u8>,
    log: &[u8],
    placeholders: &Placeholders,
) -> Result<Recovered, RecoverError> {
    salvage(&Pages::of(file, log), placeholders).map(|(_, recovered)| recovered)
}

fn pages_of(path: &Path) -> Result<Pages, RecoverError> {
    match file::look(path) {
        Ok(FoundFile::Journal { version }) if version > NEWEST_VERSION => {
            let newer = OpenError::NewerVersion {
                file: version,
                program: NEWEST_VERSION,
            };
            return Err(RecoverError::Source(newer));
        }
        // The first page may be lost, or the file, with a log left.
        Ok(_)
        | Err(
            OpenError::NotAJournal(Foreign::OtherFile)
            | OpenError::EmptyFile
            | OpenError::Damaged(_),
        ) => {}
        // One wrong bit makes a journal look like the database of another program.
        Err(error @ OpenError::NotAJournal(Foreign::OtherDatabase)) => {
            let pages = read_pages(path)?;
            return if Found::in_pages(&pages).is_of_a_journal() {
                Ok(pages)
            } else {
                Err(RecoverError::Source(error))
            };
        }
        Err(error) => return Err(RecoverError::Source(error)),
    }
    read_pages(path)
}

fn read_pages(path: &Path) -> Result<Pages, RecoverError> {
    Pages::read(path).map_err(|fault| RecoverError::Source(fault.into()))
}

fn salvage(
    pages: &Pages,
    placeholders: &Placeholders,
) -> Result<(Archive, Recovered), RecoverError> {
    let found = Found::in_pages(pages);
    let broken = found.broken;
    let mut lost = Vec::new();
    let of_memory = |error: rusqlite::Error| RecoverError::Place(Fault::from(error).into());
    let table = gather(&found, &mut lost).map_err(of_memory)?;
    drop(found);
    let seal = sealed(&table);
    let rows = Rows::forgiving(&table);
    let parts = load::load_parts(&rows);
    let changed_at = load::load_changes(&rows);
    let tombstones = load::load_tombstones(&rows);
    let (Ok(parts), Ok(changed_at), Ok(tombstones)) = (parts, changed_at, tombstones) else {
        return Err(RecoverError::Nothing);
    };
    lost.extend(rows.unreadable());
    let (journal, made_up) = assemble::assemble(parts, placeholders, &mut lost);
    let holdings = journal.holdings();
    if holdings.trackers == 0 && holdings.days == 0 {
        return Err(RecoverError::Nothing);
    }
    lost.sort_by(|one, other| (&one.table, &one.row).cmp(&(&other.table, &other.row)));
    lost.dedup();
    let recovered = Recovered {
        is_whole: seal == Some(journal.fingerprint()),
        holdings,
        lost,
        broken,
        made_up,
    };
    let archive = Archive {
        journal,
        changed_at,
        tombstones,
    };
    Ok((archive, recovered))
}

/// Puts the rows that were found into tables that ask nothing of one another.
fn gather(found: &Found, lost: &mut Vec<LostRow>) -> rusqlite::Result<Connection> {
    let mut table = Connection::open_in_memory()?;
    // A schema that was embedded and tested migrates in memory unless there is none.
    migrations::migrate(&mut table, None, MIGRATIONS).map_err(|_| rusqlite::Error::InvalidQuery)?;
    table.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM seal;")?;
    let transaction = table.transaction()?;
    let mut shapes = Shape::of(&transaction)?;
    // Whether an entry was deleted is told by what it belongs to.
    shapes.sort_by_key(|shape| shape.table == "entry");
    for shape in &shapes {
        let mut insertion = transaction.prepare(&shape.insertion())?;
        for row in found.of_table.get(&shape.table).into_iter().flatten() {
            let why = match shape.values(row) {
                None => "not what a row of this table looks like".to_owned(),
                Some(values) => match insertion.execute(params_from_iter(values)) {
                    Ok(_) => continue,
                    Err(error) => error.to_string(),
                },
            };
            lost.push(lost_row(&shape.table, row, why));
        }
    }
    for shape in &shapes {
        let mut insertion = transaction.prepare(&shape.insertion())?;
        for row in &found.loose {
            if let Some(values) = shape.values(row)
                && !is_buried(&transaction, &shape.table, &values)?
            {
                // What is there already is the same row or a newer one.
                let _ = insertion.execute(params_from_iter(values));
            }
        }
    }
    transaction.commit()?;
    Ok(table)
}

/// Whether a row was deleted; pages that nothing leads to may be older than that.
fn is_buried(table: &Connection, name: &str, values: &[Value]) -> rusqlite::Result<bool> {
    let exists = |sql: &str, values: &[&Value]| {
        let mut statement = table.prepare_cached(sql)?;
        statement.exists(params_from_iter(values))
    };
    match (name, values) {
        ("entry", [tracker, day, item, ..]) => exists(
            "SELECT 1 FROM tombstone WHERE table_name = 'entry' AND day = ?2
             AND key = (SELECT uid FROM tracker WHERE id = ?1)
             AND item_uid = coalesce((SELECT uid FROM item WHERE id = ?3), '')",
            &[tracker, day, item],
        ),
        ("note", [day, ..]) => exists(
            "SELECT 1 FROM tombstone WHERE table_name = 'note' AND day = ?1",
            &[day],
        ),
        ("setting", [key, ..]) => exists(
            "SELECT 1 FROM tombstone WHERE table_name = 'setting' AND key = ?1",
            &[key],
        ),
        ("list" | "item" | "tracker" | "span" | "aim", [_, uid, ..]) => table
            .prepare_cached("SELECT 1 FROM tombstone WHERE table_name = ?1 AND key = ?2")?
            .exists(params![name, uid]),
        _ => Ok(false),
    }
}

fn sealed(table: &Connection) -> Option<u64> {
    let sql = "SELECT fingerprint FROM seal";
    let seal: i64 = table.query_row(sql, [], |row| row.get(0)).ok()?;
    Some(seal.cast_unsigned())
}

fn lost_row(table: &str, row: &RawRow, why: String) -> LostRow {
    let show = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text.chars().take(40).collect(),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    };
    let number = row.number.map(|number| number.to_string());
    let values = row.values.iter().take(3).map(show);
    LostRow {
        table: table.to_owned(),
        row: number
            .into_iter()
            .chain(values)
            .collect::<Vec<_>>()
            .join(" "),
        why,
    }
}

/// How many rows of each table were lost.
pub fn lost_by_table(lost: &[LostRow]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for row in lost {
        *counts.entry(row.table.as_str()).or_default() += 1;
    }
    counts
}

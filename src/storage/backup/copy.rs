//! Copies of a journal that are opened and compared before they count.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::super::connection::{address, connect};
use super::super::error::{BackupError, Fault, OpenError};
use super::super::file::{self, Draft};
use super::super::load::load_sealed;
use super::super::migrations::{self, NEWEST_VERSION};
use super::super::schema;
use super::Reason;
use crate::files::{clear_old_drafts, odd_at};

/// Copies the journal at `path` beside itself, under a name that says what for.
pub(in crate::storage) fn keep_beside(
    connection: &Connection,
    path: &Path,
    reason: Reason,
) -> Result<PathBuf, BackupError> {
    let word = reason.word();
    let first = file::beside(path, &format!(".{word}"));
    let later = (2..).map(|number| file::beside(path, &format!(".{word}-{number}")));
    let mut targets = std::iter::once(first).chain(later);
    loop {
        let Some(target) = targets.next() else {
            return Err(Fault::Io("no free name for the copy".to_owned()).into());
        };
        if target.symlink_metadata().is_err() && copy(connection, &target)? {
            return Ok(target);
        }
    }
}

/// The copies that were left beside the journal at `path`, and what each was made for.
pub(super) fn left_beside(path: &Path) -> Vec<(PathBuf, Reason)> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Vec::new();
    };
    let prefix = format!("{name}.");
    let files = std::fs::read_dir(file::folder_of(path))
        .into_iter()
        .flatten();
    let mut found: Vec<_> = files
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let rest = name.to_str()?.strip_prefix(&prefix)?;
            let reason = reason_beside(rest)?;
            // A link, a pipe or a folder was not left by Biota.
            let is_plain = odd_at(&entry.path()).is_ok_and(|odd| odd.is_none());
            is_plain.then(|| (entry.path(), reason))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

/// What stands behind the journal's name, with or without a number at its end.
fn reason_beside(rest: &str) -> Option<Reason> {
    let numbered = || {
        let (word, number) = rest.rsplit_once('-')?;
        number.parse::<u32>().ok()?;
        Reason::from_word(word)
    };
    // "version-2" is a reason as it stands; "version-2-3" is the third copy of one.
    Reason::from_word(rest).or_else(numbered)
}

/// Removes what copying left behind when the machine lost its power, a day or more ago.
pub(super) fn remove_leftovers(folder: &Path) {
    if let Ok(now) = file::time_of(folder) {
        clear_old_drafts(folder, now);
    }
}

/// Writes a compact copy and checks it; it appears at `target` whole or not at all. False if a file stands there.
pub(in crate::storage) fn copy(
    connection: &Connection,
    target: &Path,
) -> Result<bool, BackupError> {
    Ok(file::publish(copy_to_draft(connection, target)?, target)?)
}

/// Writes a compact copy, checked, to a file without a name yet in the folder of `target`.
fn copy_to_draft(connection: &Connection, target: &Path) -> Result<Draft, BackupError> {
    check_before_copying(connection)?;
    let draft = file::draft(target)?;
    let before = counts(connection).map_err(OpenError::from)?;
    write_copy(connection, draft.path()).map_err(Fault::from)?;
    let after = counts(connection).map_err(OpenError::from)?;
    let copy = connect(draft.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(of_copy)?;
    if let Some(problem) = problems(&copy).map_err(Fault::from)?.first() {
        return Err(Fault::Damaged(format!("the copy: {problem}")).into());
    }
    // Another program may write meanwhile; the copy is of before or of after.
    let copied = counts(&copy).map_err(Fault::from)?;
    if copied != before && copied != after {
        return Err(Fault::Damaged("the copy lacks rows".to_owned()).into());
    }
    check_seal(&copy).map_err(|error| match check_seal(connection) {
        Err(of_journal) => BackupError::Journal(of_journal),
        Ok(()) => of_copy(error),
    })?;
    Ok(draft)
}

fn write_copy(connection: &Connection, target: &Path) -> rusqlite::Result<()> {
    let name = address(target, "");
    connection.execute("VACUUM INTO ?1", [name]).map(|_| ())
}

/// A tree of pages that leads into itself would fill the disk with its copy.
fn check_before_copying(connection: &Connection) -> Result<(), OpenError> {
    schema::check(connection)?;
    let mut check = connection.prepare("PRAGMA quick_check(1)")?;
    let found: String = check.query_row([], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(OpenError::Damaged(found))
    }
}

/// A copy of what is not what Biota wrote is no backup. Older versions have no seal.
fn check_seal(connection: &Connection) -> Result<(), OpenError> {
    if migrations::version(connection)? == NEWEST_VERSION {
        load_sealed(connection)?;
    }
    Ok(())
}

fn of_copy(error: OpenError) -> BackupError {
    BackupError::Fault(match error {
        OpenError::DiskFull => Fault::DiskFull,
        OpenError::Busy => Fault::Busy,
        OpenError::Permission => Fault::Permission,
        OpenError::Io(text) => Fault::Io(text),
        other => Fault::Damaged(format!("the copy: {other}")),
    })
}

/// What SQLite finds wrong with a journal, in its own words; nothing if it is sound.
pub(in crate::storage) fn problems(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut problems: Vec<String> = connection
        .prepare("PRAGMA integrity_check")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    problems.retain(|line| line != "ok");
    problems.extend(broken_references(connection)?);
    Ok(problems)
}

/// The rows that belong to something that is not there, in words.
pub(in crate::storage) fn broken_references(
    connection: &Connection,
) -> rusqlite::Result<Vec<String>> {
    let mut broken = connection.prepare("PRAGMA foreign_key_check")?;
    let references = broken.query_map([], |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} refers to no {parent}"))
    })?;
    references.collect()
}

/// The number of rows of every table, by its name. Counted one by one: `count(*)` is one step, which no limit ends.
pub(in crate::storage) fn counts(connection: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    let tables: Vec<String> = connection
        .prepare(
            "SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut counts = Vec::with_capacity(tables.len());
    for table in tables {
        let quoted = table.replace('"', "\"\"");
        let count: i64 =
            connection.query_row(&format!("SELECT count(1) FROM \"{quoted}\""), [], |row| {
                row.get(0)
            })?;
        counts.push((table, count.unsigned_abs()));
    }
    Ok(counts)
}

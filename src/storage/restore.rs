//! Putting a backup or an archive in the place of a journal: what was there is kept, and the change is one rename.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::OpenFlags;

use super::backup::{BackupFolder, Reason, keep_before};
use super::choice::keep_choice;
use super::connection::connect;
use super::content::content_of;
use super::error::{Fault, Foreign, OpenError, RestoreError};
use super::file::{self, Draft, Found};
use super::load::load_sealed;
use super::lock::{UseLock, WindowLock};
use super::store::fill_draft;
use crate::domain::Archive;

/// What is put in a journal's place.
#[derive(Debug, Clone, PartialEq)]
pub enum RestoreSource {
    /// A backup, or any other journal file.
    File(PathBuf),
    /// An archive that was read.
    Archive(Box<Archive>),
}

/// Puts `source` in the place of the journal at `place` and returns where the one that was there is kept, if there was
/// one: in `backups`, or beside the journal where that folder is away, or byte for byte where it is damaged.
///
/// No window may have the journal open. Whatever fails, and whenever the power goes, one of the two journals stands whole
/// at `place`.
///
/// # Errors
/// Says whether source or place is at fault; the journal is then as it was.
pub fn restore(
    place: &Path,
    source: &RestoreSource,
    backups: Option<&BackupFolder>,
    moment: NaiveDateTime,
) -> Result<Option<PathBuf>, RestoreError> {
    let place = match file::look(place) {
        Ok(Found::Missing) => std::path::absolute(place).map_err(Fault::from)?,
        // A file of another format may be a journal whose first page is lost: it is kept as it lies.
        Err(OpenError::NotAJournal(Foreign::OtherFile) | OpenError::EmptyFile) | Ok(_) => {
            place.canonicalize().map_err(Fault::from)?
        }
        Err(
            error @ (OpenError::NotAJournal(_)
            | OpenError::Permission
            | OpenError::Beside { .. }
            | OpenError::LinkToNothing { .. }),
        ) => {
            return Err(RestoreError::Place(error));
        }
        Err(_) => place.canonicalize().map_err(Fault::from)?,
    };
    if let RestoreSource::File(path) = source
        && path.canonicalize().is_ok_and(|path| path == place)
        && !has_something_added(path)
    {
        return Err(RestoreError::SameFile);
    }
    let chosen = backups.and_then(BackupFolder::chosen_path);
    let draft = filled(&place, source, chosen)?;
    let _window = WindowLock::take(&place).map_err(RestoreError::Place)?;
    let _alone = UseLock::alone(&place).map_err(RestoreError::Place)?;
    file::make_private(&place);
    let kept = keep_present(&place, backups, moment)?;
    file::publish_over(draft, &place)?;
    Ok(kept)
}

/// A journal that is restored from itself loses what strangers put beside its content, and nothing else.
fn has_something_added(path: &Path) -> bool {
    content_of(path).is_ok_and(|(_, left_out)| !left_out.is_empty())
}

/// The new journal under no name yet: a file of this program's own making, filled with the content and read once. Its
/// backups will lie where this computer's do.
fn filled(
    place: &Path,
    source: &RestoreSource,
    chosen: Option<&str>,
) -> Result<Draft, RestoreError> {
    let of_file;
    let archive = match source {
        RestoreSource::Archive(archive) => archive,
        RestoreSource::File(path) => {
            (of_file, _) = content_of(path).map_err(RestoreError::Source)?;
            &of_file
        }
    };
    let draft = file::draft(place)?;
    fill_draft(&draft, archive).map_err(RestoreError::Place)?;
    let connection = connect(draft.path(), OpenFlags::SQLITE_OPEN_READ_WRITE);
    let mut connection = connection.map_err(RestoreError::Place)?;
    let journal = load_sealed(&connection).map_err(|error| RestoreError::Place(error.into()))?;
    keep_choice(&mut connection, journal, chosen).map_err(RestoreError::Place)?;
    connection
        .close()
        .map_err(|(_, error)| Fault::from(error))?;
    Ok(draft)
}

/// Keeps what stands at `place`, and leaves no log there that would be played into the next journal.
fn keep_present(
    place: &Path,
    backups: Option<&BackupFolder>,
    moment: NaiveDateTime,
) -> Result<Option<PathBuf>, RestoreError> {
    let kept = match file::look(place) {
        Ok(Found::Missing) | Err(OpenError::EmptyFile) => keep_log_alone(place, moment)?,
        Err(OpenError::NotAJournal(_) | OpenError::Damaged(_)) => {
            Some(keep_as_it_lies(place, moment)?)
        }
        _ => match keep_sound(place, backups, moment) {
            Err(RestoreError::Place(
                error @ (OpenError::Damaged(_)
                | OpenError::Altered
                | OpenError::Unreadable(_)
                | OpenError::ForeignSchema(_)),
            )) => {
                log::warn!("the present journal is kept byte for byte: {error}");
                Some(keep_as_it_lies(place, moment)?)
            }
            other => Some(other?),
        },
    };
    for suffix in ["-wal", "-journal", "-shm"] {
        file::remove(&file::beside(place, suffix))?;
    }
    Ok(kept)
}

/// A checked copy of a sound journal, whose log is then folded into its file.
fn keep_sound(
    place: &Path,
    backups: Option<&BackupFolder>,
    moment: NaiveDateTime,
) -> Result<PathBuf, RestoreError> {
    let of_place = |error: OpenError| RestoreError::Place(error);
    let kept = keep_before(place, Reason::Restore, backups, moment).map_err(of_place)?;
    // Not before the journal is known to be sound: opened for writing, SQLite clears away a log that it cannot read.
    let connection = connect(place, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(of_place)?;
    let fold = || {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let sql = "PRAGMA journal_mode = DELETE";
        connection.query_row(sql, [], |row| row.get::<_, String>(0))
    };
    let mode = fold().map_err(|error| of_place(error.into()))?;
    if mode != "delete" {
        return Err(of_place(OpenError::Busy));
    }
    connection
        .close()
        .map_err(|(_, error)| of_place(error.into()))?;
    Ok(kept)
}

/// A damaged journal and its log, byte for byte, beside its place.
fn keep_as_it_lies(place: &Path, moment: NaiveDateTime) -> Result<PathBuf, RestoreError> {
    let kept = free_name(place, "damaged", moment);
    file::keep_bytes(place, &kept)?;
    keep_logs(place, &kept)?;
    Ok(kept)
}

/// A log without its journal may hold the last entries of one.
fn keep_log_alone(place: &Path, moment: NaiveDateTime) -> Result<Option<PathBuf>, RestoreError> {
    let kept = free_name(place, "lost", moment);
    Ok(keep_logs(place, &kept)?.then_some(kept))
}

fn keep_logs(place: &Path, kept: &Path) -> Result<bool, RestoreError> {
    let mut found = false;
    for suffix in ["-wal", "-journal"] {
        let log = file::beside(place, suffix);
        if !file::is_empty_or_missing(&log) {
            // A copy: a log with a second name is one that nobody may write to.
            file::keep_copy(&log, &file::beside(kept, suffix))?;
            found = true;
        }
    }
    Ok(found)
}

fn free_name(place: &Path, word: &str, moment: NaiveDateTime) -> PathBuf {
    let stem = format!(".{word}-{}", moment.format("%Y-%m-%d-%H%M%S"));
    let is_free = |path: &PathBuf| {
        ["", "-wal", "-journal"]
            .iter()
            .all(|suffix| file::beside(path, suffix).symlink_metadata().is_err())
    };
    let base = file::room_behind(place, &stem);
    let first = file::beside(&base, &stem);
    let later = (2..1_000_u32).map(|number| file::beside(&base, &format!("{stem}-{number}")));
    std::iter::once(first.clone())
        .chain(later)
        .find(is_free)
        .unwrap_or(first)
}

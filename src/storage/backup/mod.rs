//! Backups in a folder of their own: making one, listing them, letting old ones go. When one is due is the caller's.

mod copy;
mod keep;
mod name;
mod thinning;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension};

use super::check::check;
use super::connection::open_to_look;
use super::error::{BackupError, Fault, OpenError};
use super::file::{self, Found, OpenHere};
use super::load::parse_day;
use crate::domain::{Day, Holdings};
use crate::files::{link_to_nothing, make_private};

pub(super) use copy::{broken_references, copy, counts, keep_beside, problems};
pub use keep::keep_before;
pub use name::Reason;
pub use thinning::{Mark, Thinning, surplus};

/// The folder in which the backups of one journal lie; those of other journals may lie beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFolder {
    folder: PathBuf,
    journal: PathBuf,
    is_made: bool,
}

/// One backup, as far as its name and its size tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, on the wall clock.
    pub moment: NaiveDateTime,
    /// What it was made for.
    pub reason: Reason,
    /// The size of the file.
    pub bytes: u64,
}

impl Backup {
    /// Whether it is dated so far ahead of `now` that the clock was wrong when it was made, or is wrong now.
    pub fn is_from_future(&self, now: NaiveDateTime) -> bool {
        thinning::is_from_future(self.moment, now)
    }
}

impl BackupFolder {
    /// A folder that a person chose. Where it is missing (a stick that is not plugged in), it is not made.
    pub fn chosen(folder: PathBuf, journal: &Path) -> Self {
        Self {
            folder,
            journal: resolved(journal),
            is_made: false,
        }
    }

    /// The usual folder, which is made when the first backup is.
    pub fn usual(folder: PathBuf, journal: &Path) -> Self {
        Self {
            is_made: true,
            ..Self::chosen(folder, journal)
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Where it is, if a person chose it and its name can be kept as text.
    pub(super) fn chosen_path(&self) -> Option<&str> {
        self.folder.to_str().filter(|_| !self.is_made)
    }

    /// Copies the journal as it is on disk, checks the copy, and lets go of backups that are no longer needed.
    /// The copy appears whole or not at all; works beside a writing window.
    ///
    /// # Errors
    /// Whether the folder or the journal is at fault. What is there stays as it was.
    pub fn make(&self, reason: Reason, moment: NaiveDateTime) -> Result<Backup, BackupError> {
        if matches!(file::look(&self.journal)?, Found::Missing) {
            return Err(BackupError::Journal(OpenError::Missing));
        }
        let _here = OpenHere::note(&self.journal);
        let connection = open_to_look(&self.journal)?;
        self.prepare()?;
        let (path, moment) = self.place(reason, moment, |target| copy(&connection, target))?;
        let bytes = fs::metadata(&path).map_err(Fault::from)?.len();
        if reason == Reason::Daily {
            self.thin(&path, moment);
        }
        Ok(Backup {
            path,
            moment,
            reason,
            bytes,
        })
    }

    /// Takes over the copies that were left beside the journal, and returns how many there were.
    ///
    /// # Errors
    /// The first copy that could not be taken over; it stays where it is.
    pub fn collect_copies(&self) -> Result<usize, BackupError> {
        let left = copy::left_beside(&self.journal);
        if left.is_empty() {
            return Ok(0);
        }
        self.prepare()?;
        for (old, reason) in &left {
            file::look(old)?;
            let moment = file::written_at(old)?;
            let connection = open_to_look(old)?;
            self.place(*reason, moment, |target| copy(&connection, target))?;
            drop(connection);
            fs::remove_file(old).map_err(Fault::from)?;
        }
        Ok(left.len())
    }

    /// The backups of this journal, newest first.
    ///
    /// # Errors
    /// If the folder is missing or cannot be read.
    pub fn list(&self) -> Result<Vec<Backup>, BackupError> {
        let tag = name::tag(&self.journal);
        let mut backups = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(of_folder)? {
            let entry = entry.map_err(Fault::from)?;
            let file_name = entry.file_name();
            let parsed = file_name
                .to_str()
                .and_then(|text| name::parse(text, &self.journal, &tag));
            let (Some((moment, reason)), Ok(metadata)) = (parsed, entry.metadata()) else {
                continue;
            };
            if metadata.is_file() {
                backups.push(Backup {
                    path: entry.path(),
                    moment,
                    reason,
                    bytes: metadata.len(),
                });
            }
        }
        backups.sort_by(|one, other| (other.moment, &other.path).cmp(&(one.moment, &one.path)));
        Ok(backups)
    }

    /// The newest backup that is sound all through, with what it holds. One that is dated in the future is taken only
    /// where there is no other.
    ///
    /// # Errors
    /// If the folder is missing or cannot be read.
    pub fn newest_good(
        &self,
        now: NaiveDateTime,
    ) -> Result<Option<(Backup, Holdings)>, BackupError> {
        let sound = |backup: Backup| {
            let report = check(&backup.path).ok()?;
            report.is_sound().then_some((backup, report.holdings))
        };
        let mut backups = self.list()?;
        backups.sort_by_key(|backup| backup.is_from_future(now));
        Ok(backups.into_iter().find_map(sound))
    }

    /// Whether the day that begins at `start` has no backup yet.
    ///
    /// # Errors
    /// If the folder cannot be read; a folder that is not made yet is empty.
    pub fn is_due(&self, start: NaiveDateTime) -> Result<bool, BackupError> {
        let backups = match self.list() {
            Err(BackupError::FolderMissing) if self.is_made => Vec::new(),
            other => other?,
        };
        // A backup from a future day (a clock that was wrong) does not stand in for today's.
        let day = start..start + Duration::days(1);
        Ok(!backups
            .iter()
            .any(|backup| backup.reason == Reason::Daily && day.contains(&backup.moment)))
    }

    fn prepare(&self) -> Result<(), BackupError> {
        match fs::metadata(&self.folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(BackupError::NotAFolder),
            // Nothing is made on a disk that is away.
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && self.is_made
                    && link_to_nothing(&self.folder).is_none() =>
            {
                file::make_private_folder(&self.folder)?;
            }
            Err(error) => return Err(of_folder(error)),
        }
        copy::remove_leftovers(&self.folder);
        for backup in self.list().unwrap_or_default() {
            if !make_private(&backup.path).unwrap_or(false) {
                log::warn!("others can read {}", backup.path.display());
            }
        }
        Ok(())
    }

    /// Gives what `fill` makes the first free name from `moment` on.
    fn place(
        &self,
        reason: Reason,
        mut moment: NaiveDateTime,
        fill: impl Fn(&Path) -> Result<bool, BackupError>,
    ) -> Result<(PathBuf, NaiveDateTime), BackupError> {
        loop {
            let target = self
                .folder
                .join(name::file_name(&self.journal, reason, moment));
            if target.symlink_metadata().is_err() && fill(&target)? {
                return Ok((target, moment));
            }
            moment += Duration::seconds(1);
        }
    }

    /// A backup that cannot be removed only takes up room, so that is no failure.
    fn thin(&self, made: &Path, now: NaiveDateTime) {
        let Ok(backups) = self.list() else { return };
        let marks: Vec<_> = backups
            .iter()
            .map(|backup| Mark {
                moment: backup.moment,
                reason: backup.reason,
                // All were checked when they were written; whether they were cut off since shows in their header.
                is_good: backup.path == made || file::look(&backup.path).is_ok(),
            })
            .collect();
        let thinning = Thinning {
            now,
            made: backups.iter().position(|backup| backup.path == made),
        };
        for index in surplus(&marks, thinning) {
            if let Err(error) = fs::remove_file(&backups[index].path) {
                log::warn!("an old backup was not removed: {error}");
            }
        }
    }
}

/// What a journal or backup at `path` holds, whatever version wrote it; nothing is written to it or beside it.
///
/// # Errors
/// If it cannot be opened, or is of a newer version.
pub fn holdings(path: &Path) -> Result<Holdings, OpenError> {
    if matches!(file::look(path)?, Found::Missing) {
        return Err(OpenError::Missing);
    }
    let connection = open_to_look(&path.canonicalize()?)?;
    Ok(holdings_of(&connection)?)
}

pub(super) fn holdings_of(connection: &Connection) -> rusqlite::Result<Holdings> {
    let number = |sql: &str| {
        let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        Ok::<_, rusqlite::Error>(usize::try_from(count).unwrap_or_default())
    };
    let day = |sql: &str| {
        let text: Option<Option<String>> =
            connection.query_row(sql, [], |row| row.get(0)).optional()?;
        let day: Option<Day> = text.flatten().and_then(|text| parse_day(text.as_bytes()));
        Ok::<_, rusqlite::Error>(day)
    };
    Ok(Holdings {
        days: number("SELECT count(1) FROM (SELECT day FROM entry UNION SELECT day FROM note)")?,
        entries: number("SELECT count(1) FROM entry")?,
        notes: number("SELECT count(1) FROM note")?,
        trackers: number("SELECT count(1) FROM tracker")?,
        oldest_day: day(
            "SELECT min(day) FROM (SELECT day FROM entry UNION ALL SELECT day FROM note)",
        )?,
        newest_day: day(
            "SELECT max(day) FROM (SELECT day FROM entry UNION ALL SELECT day FROM note)",
        )?,
    })
}

fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        // A journal that is not there still has one place, however it is written.
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    })
}

fn of_folder(error: std::io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::NotFound => BackupError::FolderMissing,
        ErrorKind::NotADirectory => BackupError::NotAFolder,
        _ => BackupError::Fault(error.into()),
    }
}

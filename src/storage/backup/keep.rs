//! A copy before a change that goes over the whole journal, wherever there is room for it.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::super::connection::open_to_look;
use super::super::error::{BackupError, Fault, OpenError};
use super::super::file::{self, OpenHere};
use super::{BackupFolder, Reason, keep_beside};

/// Copies the journal at `place` and checks the copy, before it is changed all over for `reason`; returns where the copy
/// is. A folder that is away must not bar the change: the copy is then made beside the journal, from where
/// [`BackupFolder::collect_copies`] takes it over.
///
/// # Errors
/// If the journal cannot be read, is damaged, or the copy cannot be written anywhere. Nothing is left behind then.
pub fn keep_before(
    place: &Path,
    reason: Reason,
    folder: Option<&BackupFolder>,
    moment: NaiveDateTime,
) -> Result<PathBuf, OpenError> {
    match folder.map(|folder| folder.make(reason, moment)) {
        Some(Ok(backup)) => Ok(backup.path),
        Some(Err(BackupError::Journal(error))) => Err(error),
        Some(Err(BackupError::Fault(Fault::Damaged(text)))) => Err(OpenError::Damaged(text)),
        away => {
            if let Some(Err(error)) = away {
                log::warn!("a copy is made beside the journal: {error}");
            }
            file::look(place)?;
            let _here = OpenHere::note(place);
            let connection = open_to_look(place)?;
            Ok(keep_beside(&connection, place, reason)?)
        }
    }
}

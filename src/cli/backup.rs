//! `biota backup`: a checked copy of the journal, and where copies lie.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Surroundings;
use super::arguments::BackupArguments;
use super::failure::{Failure, not_opened, say_done};
use super::words::size;
use crate::domain::Settings;
use crate::storage::{BackupError, BackupFolder, Fault, Reason, holdings};

/// Makes the copy and says where it is.
pub(super) fn run(
    arguments: &BackupArguments,
    path: &Path,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let folder = match &arguments.folder {
        Some(folder) => BackupFolder::chosen(folder.clone(), path),
        None => folder_of(path, super::open::load(path)?.settings(), surroundings)?,
    };
    let backup = folder
        .make(Reason::ByHand, surroundings.now)
        .map_err(|error| not_backed_up(&error, path, folder.path()))?;
    let holds = holdings(&backup.path).map_err(|error| not_opened(&error, &backup.path))?;
    let text = format!(
        "Copied {} {} and {} {} to {} ({}). The copy was checked.\n",
        holds.entries,
        if holds.entries == 1 {
            "entry"
        } else {
            "entries"
        },
        holds.notes,
        if holds.notes == 1 { "note" } else { "notes" },
        backup.path.display(),
        size(backup.bytes),
    );
    say_done(out, &text)
}

/// The folder where the backups of the journal at `path` lie.
pub(super) fn folder_of(
    path: &Path,
    settings: &Settings,
    surroundings: &Surroundings,
) -> Result<BackupFolder, Failure> {
    if let Some(chosen) = settings.backup_folder() {
        return Ok(BackupFolder::chosen(PathBuf::from(chosen), path));
    }
    let usual = surroundings.default_backups.clone().ok_or_else(|| {
        Failure::Failed(
            "This account has no home folder for backups. Name a folder: biota backup DIR."
                .to_owned(),
        )
    })?;
    Ok(BackupFolder::usual(usual, path))
}

/// The failure of copying the journal at `path` into `folder`.
pub(super) fn not_backed_up(error: &BackupError, path: &Path, folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::Failed(match error {
        BackupError::FolderMissing => format!(
            "The folder {folder} is not there. If it is on a stick or a share, connect it, then try again."
        ),
        BackupError::NotAFolder => format!("{folder} is a file, not a folder."),
        BackupError::Journal(error) => return not_opened(error, path),
        BackupError::Fault(fault) => {
            let why = match fault {
                Fault::Busy => "another program is using the journal".to_owned(),
                Fault::DiskFull => "the disk is full".to_owned(),
                Fault::ReadOnly => "that place can only be read".to_owned(),
                Fault::Permission => "that place may not be written".to_owned(),
                Fault::Damaged(detail) => format!("the copy did not pass its check ({detail})"),
                Fault::Gone => "the journal was moved or deleted just now".to_owned(),
                Fault::Io(detail) => detail.clone(),
            };
            format!("No backup was made in {folder}: {why}. The journal itself is unchanged.")
        }
    })
}

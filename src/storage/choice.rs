//! The folder for backups is a choice made on this computer: a journal that comes from elsewhere does not bring its own.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::connection::open_to_look;
use super::error::OpenError;
use super::file::{self, Found};
use super::restore::RestoreSource;
use super::save;
use crate::domain::{Edit, Journal, setting_key};

/// Longer than any path.
const LONGEST: usize = 16_384;

/// The folder for backups that a backup or an archive names, to be shown when it is restored.
pub fn named_backup_folder(source: &RestoreSource) -> Option<String> {
    match source {
        RestoreSource::Archive(archive) => archive
            .journal
            .settings()
            .backup_folder()
            .map(str::to_owned),
        RestoreSource::File(path) => read(path).ok().flatten(),
    }
    .filter(|folder| !folder.is_empty() && folder.len() <= LONGEST)
}

fn read(path: &Path) -> Result<Option<String>, OpenError> {
    if matches!(file::look(path)?, Found::Missing) {
        return Ok(None);
    }
    let connection = open_to_look(&path.canonicalize()?)?;
    let sql = "SELECT value FROM setting WHERE key = ?1";
    let found = connection.query_row(sql, [setting_key::BACKUP_FOLDER], |row| row.get(0));
    Ok(found.optional()?)
}

/// Makes the choice of this computer that of a journal which is to take a place here.
pub(super) fn keep_choice(
    connection: &mut Connection,
    mut journal: Journal,
    chosen: Option<&str>,
) -> Result<(), OpenError> {
    let key = setting_key::BACKUP_FOLDER;
    if journal.settings().get(key) == chosen {
        return Ok(());
    }
    let edit = Edit::Setting {
        key: key.to_owned(),
        value: chosen.map(str::to_owned),
    };
    journal
        .apply(edit.clone())
        .map_err(|rejected| OpenError::Io(rejected.to_string()))?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    save::write(&transaction, &edit, journal.fingerprint())?;
    Ok(transaction.commit()?)
}

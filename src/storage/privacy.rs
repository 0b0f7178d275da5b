//! Which of a journal's files other accounts of the computer may read or write.

use std::path::{Path, PathBuf};

use super::backup::BackupFolder;
use super::file;
use crate::files::{is_of_this_account, is_private, resolved};

/// A file that another account may read or write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// The file.
    pub file: PathBuf,
    /// Whether it belongs to another account, so that this one may not change that.
    pub is_others: bool,
}

/// Those among the journal at `path`, what lies beside it while it is in use, and its backups. The next who writes makes
/// them private where that can be done.
pub fn exposed(path: &Path, backups: Option<&BackupFolder>) -> Vec<Exposed> {
    let mut files = file::own_files(&resolved(path));
    let listed = backups.and_then(|folder| folder.list().ok());
    files.extend(listed.into_iter().flatten().map(|backup| backup.path));
    files
        .into_iter()
        .filter(|file| !is_private(file))
        .map(|file| Exposed {
            is_others: !is_of_this_account(&file),
            file,
        })
        .collect()
}

//! A journal on disk with a folder for its backups.

use std::path::{Path, PathBuf};

use biota::domain::Journal;
use biota::storage::{BackupFolder, Store};
use tempfile::TempDir;

/// A journal in a folder of its own, within one that goes with it.
pub struct Place {
    folder: TempDir,
    pub journal: PathBuf,
}

impl Place {
    pub fn with(journal: &Journal) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/journal.biota");
        Store::create_new(&path, journal).unwrap();
        Self {
            journal: path,
            folder,
        }
    }

    /// Something beside the journal's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The usual folder of its backups.
    pub fn backups(&self) -> BackupFolder {
        BackupFolder::usual(self.path("backups"), &self.journal)
    }
}

/// The names of what lies in a folder, in their order, but for locks.
pub fn names_in(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with("-use") && !name.ends_with("-window"))
        .collect();
    names.sort();
    names
}

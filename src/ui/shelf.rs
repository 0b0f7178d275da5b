//! What screens see of the journal's files and its backups; reading folders and files is the app's.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::domain::Holdings;

/// The backups of the open journal, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// Where they lie; none for a journal that is not backed up, such as the made-up one.
    pub folder: Option<PathBuf>,
    /// Whether that is the usual place rather than a chosen one.
    pub is_usual: bool,
    /// Whether something is under way.
    pub is_busy: bool,
    /// Why there is no newer backup, or why the folder cannot be read, as a sentence.
    pub trouble: Option<String>,
    /// Newest first, and those that are dated in the future after all others.
    pub backups: Vec<ShelvedBackup>,
    /// Which of the journal's files other accounts can read, as a sentence.
    pub readable_by_others: Option<String>,
}

/// One backup.
#[derive(Debug, Clone, PartialEq)]
pub struct ShelvedBackup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, on the wall clock.
    pub moment: NaiveDateTime,
    /// What for, in two or three words.
    pub occasion: String,
    /// The size of the file.
    pub bytes: u64,
    /// What it holds; none if it cannot be read.
    pub holdings: Option<Holdings>,
    /// Whether it is dated so far ahead that a clock was wrong.
    pub is_from_future: bool,
}

impl Shelf {
    /// That of a journal which is not backed up.
    pub const NONE: &Self = &Self {
        folder: None,
        is_usual: true,
        is_busy: false,
        trouble: None,
        backups: Vec::new(),
        readable_by_others: None,
    };
}

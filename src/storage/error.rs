//! What can go wrong with a journal file, one variant for each sentence that people need.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::lock::Holder;
use super::schema::{SchemaError, SchemaFault};
use crate::domain::Rejected;
use crate::files::Odd;

/// What SQLite or the file system answered, told apart as far as a person can act on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Another program held the journal longer than the time waited.
    #[error("held by another program")]
    Busy,
    /// No space is left.
    #[error("no space left")]
    DiskFull,
    /// The journal can be read only.
    #[error("read-only")]
    ReadOnly,
    /// The file or its folder may not be used.
    #[error("no permission")]
    Permission,
    /// What is in the file is not what was written to it.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The file was moved, replaced or deleted while it was open.
    #[error("moved, replaced or deleted while open")]
    Gone,
    /// Reading or writing failed for another reason.
    #[error("{0}")]
    Io(String),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        let text = error.to_string();
        let extended = error.sqlite_error().map(|error| error.extended_code);
        if extended == Some(rusqlite::ffi::SQLITE_READONLY_DBMOVED) {
            return Self::Gone;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::CannotOpen) if too_many_files_are_open() => {
                Self::Io("too many files are open".to_owned())
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::Permission,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TooBig) => {
                Self::Damaged(text)
            }
            // Nothing ends a statement but the budget of its connection.
            Some(ErrorCode::OperationInterrupted) => {
                Self::Damaged("reading it takes more than its size allows".to_owned())
            }
            _ => Self::Io(text),
        }
    }
}

/// SQLite says of a file that it cannot be opened, not why. The null device can always be opened but for this.
fn too_many_files_are_open() -> bool {
    #[cfg(unix)]
    {
        const OF_SYSTEM: i32 = 23;
        const OF_PROCESS: i32 = 24;
        let why = std::fs::File::open("/dev/null").err();
        let number = why.and_then(|error| error.raw_os_error());
        matches!(number, Some(OF_SYSTEM | OF_PROCESS))
    }
    #[cfg(not(unix))]
    false
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::PermissionDenied => Self::Permission,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::InvalidFilename => Self::Io("the name is too long for this disk".to_owned()),
            _ => Self::Io(error.to_string()),
        }
    }
}

/// What stands where a journal was expected. Nothing was written to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A folder.
    Folder,
    /// A pipe, a device or the like.
    SpecialFile,
    /// A database of another program.
    OtherDatabase,
    /// A file of another format: text, a picture, an archive.
    OtherFile,
}

/// Why a journal was not opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum OpenError {
    /// Another window has it open.
    #[error("open in another window: {by:?}")]
    Locked {
        /// Where, as far as that window has said.
        by: Option<Holder>,
    },
    /// Written by a newer program.
    #[error("file version {file}, program version {program}")]
    NewerVersion {
        /// The file's version.
        file: u32,
        /// The newest version this program knows.
        program: u32,
    },
    /// Written by an older program; opening it for writing brings it up to date.
    #[error("file version {file} waits for migration to {program}")]
    OlderVersion {
        /// The file's version.
        file: u32,
        /// The newest version this program knows.
        program: u32,
    },
    /// Something else stands there.
    #[error("not a journal: {0:?}")]
    NotAJournal(Foreign),
    /// A file without a single byte.
    #[error("empty file")]
    EmptyFile,
    /// Beside the journal, where a plain file of its own belongs, is something that would be written through.
    #[error("{}: {odd:?}", file.display())]
    Beside {
        /// Where.
        file: PathBuf,
        /// What is there.
        odd: Odd,
    },
    /// It is a link, or lies behind one, at whose end nothing is: a disk that is not connected.
    #[error("a link to {}, where nothing is", to.display())]
    LinkToNothing {
        /// Where the link leads.
        to: PathBuf,
    },
    /// The name is one of those that belong to another journal while it is in use.
    #[error("the name belongs to another journal")]
    NameOfAnother,
    /// A journal that cannot be read any more.
    #[error("damaged: {0}")]
    Damaged(String),
    /// No such file.
    #[error("no such file")]
    Missing,
    /// The journal is gone, but a log that belongs to it is still there; a new journal would take up its content.
    #[error("the log of a lost journal is there")]
    StrayLog,
    /// A new journal was to be made where a file is already.
    #[error("a file is there already")]
    AlreadyThere,
    /// The file or its folder may not be used.
    #[error("no permission")]
    Permission,
    /// Another program held the journal longer than the time waited.
    #[error("held by another program")]
    Busy,
    /// No space is left.
    #[error("no space left")]
    DiskFull,
    /// What is stored has no meaning for this program.
    #[error(transparent)]
    Unreadable(LoadError),
    /// It can be read, but is not what was written: a failing disk, or another program.
    #[error("not what was written")]
    Altered,
    /// Another program changed its schema. Nothing in it was run.
    #[error("not Biota's schema: {0}")]
    ForeignSchema(SchemaFault),
    /// Reading or writing failed for another reason.
    #[error("{0}")]
    Io(String),
}

impl From<SchemaError> for OpenError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Fault(fault) => fault.into(),
            SchemaError::Foreign(fault) => Self::ForeignSchema(fault),
        }
    }
}

impl From<Fault> for OpenError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Busy => Self::Busy,
            Fault::DiskFull => Self::DiskFull,
            Fault::ReadOnly | Fault::Permission => Self::Permission,
            Fault::Damaged(text) => Self::Damaged(text),
            Fault::Gone => Self::Missing,
            Fault::Io(text) => Self::Io(text),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Fault::from(error).into()
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            Self::Missing
        } else {
            Fault::from(error).into()
        }
    }
}

impl From<LoadError> for OpenError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Fault(fault) => fault.into(),
            LoadError::NewerVersion { file, program } => Self::NewerVersion { file, program },
            LoadError::Altered => Self::Altered,
            LoadError::ForeignSchema(fault) => Self::ForeignSchema(fault),
            unreadable @ LoadError::Unknown { .. } => Self::Unreadable(unreadable),
        }
    }
}

/// Why a backup was not made or found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BackupError {
    /// The folder is not there: a stick that is not plugged in, a share that is not mounted.
    #[error("the folder is missing")]
    FolderMissing,
    /// Something else stands where the folder should be.
    #[error("not a folder")]
    NotAFolder,
    /// The journal to be copied could not be read.
    #[error("the journal: {0}")]
    Journal(#[from] OpenError),
    /// The copy could not be written, or was not what it should be.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<BackupError> for OpenError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Journal(error) => error,
            BackupError::Fault(fault) => fault.into(),
            away @ (BackupError::FolderMissing | BackupError::NotAFolder) => {
                Self::Io(away.to_string())
            }
        }
    }
}

/// Why nothing was put in a journal's place. The journal there is as it was.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RestoreError {
    /// What was to be restored cannot be read.
    #[error("the source: {0}")]
    Source(OpenError),
    /// It is the journal itself.
    #[error("the source is the journal itself")]
    SameFile,
    /// The journal that is there is in use, or its place may not be written to.
    #[error("the place: {0}")]
    Place(OpenError),
    /// The file system or SQLite answered with something else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a journal could not be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// A stored value has no meaning for this program.
    #[error("{table}: a value of {column} has no meaning")]
    Unknown {
        /// The table.
        table: &'static str,
        /// The row, by its key.
        row: String,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// Every row can be read, but they do not come to what was written.
    #[error("not what was written")]
    Altered,
    /// Another program changed the schema since it was opened.
    #[error("not Biota's schema: {0}")]
    ForeignSchema(SchemaFault),
    /// A newer program has migrated the file since it was opened.
    #[error("file version {file}, program version {program}")]
    NewerVersion {
        /// The file's version.
        file: u32,
        /// The newest version this program knows.
        program: u32,
    },
    /// The file could not be read.
    #[error(transparent)]
    Fault(Fault),
}

impl From<SchemaError> for LoadError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Fault(fault) => Self::Fault(fault),
            SchemaError::Foreign(fault) => Self::ForeignSchema(fault),
        }
    }
}

impl From<rusqlite::Error> for LoadError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Why an edit was not saved. The file is as it was before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SaveError {
    /// Another program wrote since the journal was loaded.
    #[error("changed by another program since it was loaded")]
    Outdated,
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a change was not kept. Journal and file are as they were before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CommitError {
    /// The journal does not take it.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// Another program held the journal longer than the time waited.
    #[error("held by another program")]
    Busy,
    /// No space is left.
    #[error("no space left")]
    DiskFull,
    /// The journal can be read only.
    #[error("read-only")]
    ReadOnly,
    /// The file or its folder may not be used any more.
    #[error("no permission")]
    Permission,
    /// What is in the file is not what was written to it.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The file was moved, replaced or deleted while it was open.
    #[error("moved, replaced or deleted while open")]
    Gone,
    /// Another program wrote what this one cannot read.
    #[error(transparent)]
    Unreadable(LoadError),
    /// Reading or writing failed for another reason.
    #[error("{0}")]
    Io(String),
}

impl From<Fault> for CommitError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Busy => Self::Busy,
            Fault::DiskFull => Self::DiskFull,
            Fault::ReadOnly => Self::ReadOnly,
            Fault::Permission => Self::Permission,
            Fault::Damaged(text) => Self::Damaged(text),
            Fault::Gone => Self::Gone,
            Fault::Io(text) => Self::Io(text),
        }
    }
}

impl From<LoadError> for CommitError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Fault(fault) => fault.into(),
            unreadable => Self::Unreadable(unreadable),
        }
    }
}

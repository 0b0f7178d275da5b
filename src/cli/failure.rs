//! How a command ends when it does not do what was asked, and the sentences for a journal that cannot be used.

use std::io;
use std::path::Path;

use crate::domain::Rejected;
use crate::storage::{Fault, Foreign, LoadError, OpenError, SaveError};
use crate::transfer::ExportError;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// What was asked cannot be meant: exit code 2.
    Refused(String),
    /// It failed on the way: exit code 1.
    Failed(String),
    /// Whoever reads standard output wants no more: exit code 0.
    PipeClosed,
}

impl From<io::Error> for Failure {
    /// For what is written to standard output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::PipeClosed
        } else {
            Self::Failed(format!("The output could not be written: {error}."))
        }
    }
}

/// The failure of a change that the journal does not take.
pub(super) fn rejected(rejected: &Rejected) -> Failure {
    Failure::Refused(match rejected {
        Rejected::DayOutOfRange => "Biota keeps days from 1900 to 2199.".to_owned(),
        Rejected::NameTaken => "That name is taken.".to_owned(),
        Rejected::Name(_) => {
            "A name is one line of up to 80 characters, without space at its ends.".to_owned()
        }
        other => format!("The journal does not take this: {other}."),
    })
}

/// The failure of opening the journal at `path`.
pub(super) fn not_opened(error: &OpenError, path: &Path) -> Failure {
    let path = path.display();
    let sentence = match error {
        OpenError::Missing => format!("There is no journal at {path} yet. biota log makes one."),
        OpenError::Locked { .. } => format!("{path} is open in another window."),
        OpenError::NewerVersion { file, program } => format!(
            "{path} was written by a newer Biota (version {file} of the file, this program knows {program}). A newer program can open it."
        ),
        OpenError::OlderVersion { .. } => format!(
            "{path} was written by an older Biota. Opening it once in the window, or logging a value, brings it up to date."
        ),
        OpenError::NotAJournal(foreign) => {
            let what = match foreign {
                Foreign::Folder => "a folder",
                Foreign::SpecialFile => "no ordinary file",
                Foreign::OtherDatabase => "a database of another program",
                Foreign::OtherFile => "a file of another format",
            };
            format!("{path} is {what}, not a journal.")
        }
        OpenError::EmptyFile => format!("{path} is an empty file, not a journal."),
        OpenError::Damaged(detail) => format!(
            "{path} is damaged: {detail}. Nothing was written to it. biota restore puts a backup in its place; the window also saves what can be read."
        ),
        OpenError::StrayLog => format!(
            "There is no journal at {path}, but the write-ahead log of one is next to that place. Put the journal back, or move the file ending in -wal away."
        ),
        OpenError::AlreadyThere => format!("{path} is there already and was left as it is."),
        OpenError::Permission => format!("{path} may not be used: permission denied."),
        OpenError::Busy => format!("Another program is writing to {path}. Try again in a moment."),
        OpenError::DiskFull => format!("There is no space left for {path}."),
        OpenError::Unreadable(detail) => {
            format!("{path} has something in it that this Biota cannot read: {detail}.")
        }
        OpenError::Altered => format!(
            "{path} does not hold what Biota wrote: it is damaged, or another program changed it. biota restore puts a backup in its place."
        ),
        OpenError::Io(detail) => format!("{path} could not be opened: {detail}."),
    };
    Failure::Failed(sentence)
}

/// The failure of reading the journal at `path`.
pub(super) fn not_loaded(error: LoadError, path: &Path) -> Failure {
    not_opened(&error.into(), path)
}

/// The failure of saving to the journal at `path`.
pub(super) fn not_saved(error: &SaveError, path: &Path) -> Failure {
    let path = path.display();
    Failure::Failed(match error {
        SaveError::Outdated | SaveError::Fault(Fault::Busy) => {
            format!(
                "Another program is writing to {path}, and nothing was logged. Try again in a moment."
            )
        }
        SaveError::Fault(Fault::DiskFull) => {
            format!("There is no space left for {path}, and nothing was changed.")
        }
        SaveError::Fault(Fault::ReadOnly | Fault::Permission) => {
            format!("{path} may not be written to, and nothing was changed.")
        }
        SaveError::Fault(Fault::Gone) => {
            format!("{path} was moved or deleted just now, and nothing was changed.")
        }
        SaveError::Fault(Fault::Damaged(detail)) => {
            format!("{path} is damaged, and nothing was changed: {detail}.")
        }
        SaveError::Fault(Fault::Io(detail)) => {
            format!("{path} could not be written, and nothing was changed: {detail}.")
        }
    })
}

/// The failure of writing an export to `path`.
pub(super) fn not_exported(error: &ExportError, path: &Path) -> Failure {
    let (path, detail) = (path.display(), error.io());
    Failure::Failed(match error {
        ExportError::Write(_) => {
            format!("{path} could not be written: {detail}. What was there before is unchanged.")
        }
        ExportError::Folder(_) => format!("No file can be made at {path}: {detail}."),
        ExportError::Replace(_) => format!("{path} cannot be replaced: {detail}."),
    })
}

//! How a command ends when it does not do what was asked, and the sentences for a journal that cannot be used.

use std::io::{self, Write};
use std::path::Path;

use crate::domain::Rejected;
use crate::files::Odd;
use crate::storage::{Fault, Foreign, LoadError, OpenError, SaveError, SchemaFault};
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
    /// It is done and kept, but could not be said: exit code 0, or a script would do it again.
    Unsaid(io::Error),
}

/// Says what was done and kept.
pub(super) fn say_done(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::PipeClosed,
        _ => Failure::Unsaid(error),
    })
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
    let path = path.display().to_string();
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
        OpenError::Beside { file, odd } => beside(file, *odd),
        OpenError::LinkToNothing { to } => to_nothing(&path, to),
        OpenError::NameOfAnother => format!(
            "The name {path} belongs to a file of another journal. Nothing was made. Choose another file."
        ),
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
        OpenError::ForeignSchema(fault) => {
            let way_out = match fault {
                SchemaFault::Added(_) => {
                    "With this file itself it takes over the content and leaves that out."
                }
                SchemaFault::Changed(_) | SchemaFault::Missing(_) => {
                    "The window also saves what can be read."
                }
            };
            format!(
                "{path} was changed by another program: {fault}. Nothing in it was run. biota restore FILE puts a backup in its place. {way_out}"
            )
        }
        OpenError::Io(detail) => format!("{path} could not be opened: {detail}."),
    };
    Failure::Failed(sentence)
}

/// The failure of reading the journal at `path`.
pub(super) fn not_loaded(error: LoadError, path: &Path) -> Failure {
    not_opened(&error.into(), path)
}

/// The failure of saving to the journal at `path`; `done` says what was not: "logged".
pub(super) fn not_saved(error: &SaveError, done: &str, path: &Path) -> Failure {
    let path = path.display();
    Failure::Failed(match error {
        SaveError::Outdated | SaveError::Fault(Fault::Busy) => {
            format!(
                "Another program is writing to {path}, and nothing was {done}. Try again in a moment."
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

/// Something else is where a file belongs that the journal has beside it.
fn beside(file: &Path, odd: Odd) -> String {
    let what = match odd {
        Odd::Link => "a link",
        Odd::Folder => "a folder",
        Odd::Special => "no ordinary file",
        // It may hold the last entries, so it is not to be moved away.
        Odd::SecondName => {
            return format!(
                "{} has a second name elsewhere, and what is there would be changed with it, so nothing was done. Copy it, give the copy this name, then try again.",
                file.display()
            );
        }
    };
    format!(
        "{} is {what}. Biota has a file of its own there and writes to nothing else, so nothing was done. Move it away, then try again.",
        file.display()
    )
}

fn to_nothing(path: &str, to: &Path) -> String {
    format!(
        "{path} points to {}, which is not there. If it is on a disk or a share, connect it, then try again. Nothing was changed.",
        to.display()
    )
}

/// The failure of writing an export to `path`.
pub(super) fn not_exported(error: &ExportError, path: &Path) -> Failure {
    let path = path.display().to_string();
    match error {
        ExportError::Write(detail) => Failure::Failed(format!(
            "{path} could not be written: {detail}. What was there before is unchanged."
        )),
        ExportError::Folder(detail) => {
            Failure::Failed(format!("No file can be made at {path}: {detail}."))
        }
        ExportError::Replace(detail) => {
            Failure::Failed(format!("{path} cannot be replaced: {detail}."))
        }
        ExportError::OfJournal => of_journal(&path),
        ExportError::LinkToNothing(to) => Failure::Failed(to_nothing(&path, to)),
    }
}

/// The refusal to write over a journal or what belongs to one.
pub(super) fn of_journal(path: &str) -> Failure {
    Failure::Refused(format!(
        "{path} is the journal itself or belongs to one, and is left as it is. Choose another file."
    ))
}

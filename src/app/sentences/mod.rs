//! What the window says when something with the journal's file goes wrong.

mod rescue;

use std::path::Path;

use crate::files::Odd;
use crate::storage::{
    BackupError, CommitError, Exposed, Fault, Foreign, Holder, LoadError, OpenError, Reason,
};
use crate::ui::words::{Words, capitalised, count, refusal};

pub use rescue::{
    backup_holds, no_archive, no_source, not_recovered, not_restored, placeholders, recovered,
};

/// Why a change was not kept.
pub fn not_kept(error: &CommitError, what: &str, words: Words) -> String {
    if let CommitError::Rejected(rejected) = error {
        return format!("Not kept ({what}). {}", refusal(rejected, words, ""));
    }
    format!(
        "Not kept ({what}): {}. Nothing else was changed.",
        why(error)
    )
}

/// What keeps a change from being saved, within a sentence.
fn why(error: &CommitError) -> &'static str {
    match error {
        CommitError::Rejected(_) => "the journal does not take it",
        CommitError::Busy => "another program is using the journal",
        CommitError::DiskFull => "the disk is full",
        CommitError::ReadOnly => "the journal can only be read",
        CommitError::Permission => "the journal's file or folder may not be written",
        CommitError::Damaged(_) => "the journal's file is damaged",
        CommitError::Gone => "the journal's file was moved, replaced or deleted",
        CommitError::Unreadable(LoadError::Altered) => {
            "the journal's file no longer holds what Biota wrote: another program changed it, or the disk failed"
        }
        CommitError::Unreadable(_) => "another program wrote something this version cannot read",
        CommitError::Io(_) => "the disk did not answer as it should",
    }
}

/// How many changes are not saved, and why.
pub fn unsaved(changes: usize, reason: Option<&CommitError>) -> String {
    let what = count(changes, "change is", "changes are");
    match reason {
        Some(error) => format!("{what} not saved yet: {}. Biota keeps trying.", why(error)),
        None => format!("{what} not saved yet. Biota keeps trying."),
    }
}

/// What the question says before the window closes.
pub fn before_closing(reason: Option<&CommitError>) -> String {
    match reason {
        Some(error) => format!("This is not saved: {}.", why(error)),
        None => "This is not saved.".to_owned(),
    }
}

/// A change that waited to be saved, and that another program was before.
pub fn overtaken(what: &str) -> String {
    let what = capitalised(what);
    format!(
        "{what} was not saved, and another program has changed it meanwhile. What that program wrote is kept."
    )
}

/// Why the journal was not read again after another program wrote to it.
pub fn not_read_again(error: &CommitError) -> String {
    match error {
        CommitError::Unreadable(LoadError::Altered) => {
            "Another program changed the journal's file, and it no longer holds what Biota wrote. Nothing of it was taken over or overwritten. Close and open Biota to see what can be done.".to_owned()
        }
        _ => "Another program changed the journal, and it could not be read again. Close and open Biota.".to_owned(),
    }
}

/// What the page for a journal that could not be opened says: what happened, in a few words, and what it means.
pub fn trouble(error: &OpenError) -> (&'static str, String) {
    let (title, text) = match error {
        OpenError::Locked { by } => {
            let whom = by.as_ref().map_or_else(String::new, whereabouts);
            let text = format!(
                "Go on in that window, or close it and try again.{whom} Commands such as “biota log” work beside it."
            );
            return ("This journal is open in another window", text);
        }
        OpenError::NewerVersion { file, program } => {
            let text = format!(
                "Its format is version {file}; this program knows up to {program}. Install the newer Biota to open it. Nothing was changed."
            );
            return ("This journal was written by a newer Biota", text);
        }
        OpenError::Beside { file, odd } => {
            let what = match odd {
                Odd::Link => "a link",
                Odd::Folder => "a folder",
                Odd::Special => "no ordinary file",
                // It may hold the last entries, so it is not to be moved away.
                Odd::SecondName => {
                    let text = format!(
                        "{} has a second name elsewhere, and what is there would be changed with it. Copy it, give the copy this name, then try again. Nothing was changed.",
                        file.display()
                    );
                    return ("A file of the journal has a second name", text);
                }
            };
            let text = format!(
                "{} is {what}. Biota has a file of its own there and writes to nothing else. Move it away, then try again. Nothing was changed.",
                file.display()
            );
            return ("Something is in the place of a file of the journal", text);
        }
        OpenError::LinkToNothing { to } => {
            let text = format!(
                "It points to {}, which is not there. If that is on a disk or a share, connect it, then try again. Nothing was changed.",
                to.display()
            );
            return ("The journal is not where its link points", text);
        }
        OpenError::NotAJournal(Foreign::Folder) => (
            "A folder stands where the journal should be",
            "Name a file, not a folder. Nothing was changed.",
        ),
        OpenError::NotAJournal(Foreign::OtherDatabase) => (
            "This is the database of another program",
            "Biota did not write this file and leaves it alone. Name another file.",
        ),
        OpenError::NotAJournal(_) => (
            "This file is no journal",
            "Biota did not write this file and leaves it alone. Name another file.",
        ),
        OpenError::EmptyFile => (
            "This file is empty",
            "It holds not a single byte, so it is no journal. It may be what is left of one after a full disk. Look for a copy, or move it away to start anew. Nothing was changed.",
        ),
        OpenError::Damaged(_) => (
            "This journal is damaged",
            "Its file is not what was written: a disk or a stick failed, or another program wrote to it. Nothing was changed.",
        ),
        OpenError::Unreadable(_) | OpenError::OlderVersion { .. } => (
            "This journal cannot be read",
            "Its file holds something this version does not know. Another program may have written it. Nothing was changed.",
        ),
        OpenError::Altered => (
            "This journal is not as Biota wrote it",
            "Each line of it can be read, but together they are not what was written: the disk failed, or another program changed the file. Nothing was changed here.",
        ),
        OpenError::NameOfAnother => (
            "This name belongs to another journal",
            "A file of this name is made beside that journal while it is in use. Nothing was made. Choose another name.",
        ),
        OpenError::ForeignSchema(fault) => {
            let text = format!(
                "Its content may be as you left it, but its form is not the one that Biota gave it: {fault}. Nothing in it was run, and nothing was changed. Restore a backup, or save what can be read."
            );
            return ("Another program changed this journal", text);
        }
        OpenError::Permission => (
            "This journal may not be opened",
            "The file or its folder belongs to someone else or is read-only. Allow reading and writing for yourself, then try again.",
        ),
        OpenError::Busy => (
            "This journal is in use",
            "Another program is writing to it at this moment. Try again.",
        ),
        OpenError::DiskFull => (
            "The disk is full",
            "There is no room to open the journal safely. Make some room, then try again. Nothing was changed.",
        ),
        OpenError::StrayLog => (
            "The journal is gone, but its log is still there",
            "Beside the place of the journal lies a file ending in “-wal” or “-journal”. It belongs to a journal that was moved or deleted, and may hold its last entries. Bring that journal back, or move the log away, then try again. Nothing was changed.",
        ),
        OpenError::Missing | OpenError::AlreadyThere => (
            "The journal's file has changed its place",
            "It was there a moment ago, or came into being meanwhile. Try again.",
        ),
        OpenError::Io(_) => (
            "The journal could not be opened",
            "The disk did not answer as it should. Try again; if it stays so, copy the file to another disk.",
        ),
    };
    (title, text.to_owned())
}

/// The journal's file is another one now.
pub const REPLACED: &str = "Another file stands where the journal was. Nothing is written to it. What you see here is kept in a file of its own when you open the other one.";

/// The journal's file is no longer there.
pub const DELETED: &str = "The journal's file was moved or deleted. All you see here can be written back to its place. If you moved it yourself, close Biota instead.";

/// Where the other window is, as far as it has said.
fn whereabouts(holder: &Holder) -> String {
    let mut text = format!(" It is process {}", holder.process);
    for (word, place) in [("on", &holder.host), ("on display", &holder.display)] {
        if !place.is_empty() {
            text.push_str(&format!(" {word} {place}"));
        }
    }
    text + "."
}

/// Which of the journal's files other accounts can read; none if all are private.
pub fn readable_by_others(exposed: &[Exposed]) -> Option<String> {
    let first = exposed.iter().find(|exposed| exposed.is_others);
    let first = first.or(exposed.first())?;
    let more = match exposed.len() - 1 {
        0 => String::new(),
        more => format!(
            " and {} of the journal",
            count(more, "more file", "more files")
        ),
    };
    let why = if first.is_others {
        "It belongs to another account, which alone can change that."
    } else {
        "The disk it is on does not let Biota change that; another disk may."
    };
    Some(format!(
        "Others on this computer can read {}{more}. {why}",
        first.file.display()
    ))
}

/// What a backup was made for, in two or three words.
pub fn occasion(reason: Reason) -> String {
    match reason {
        Reason::Daily => "daily".to_owned(),
        Reason::Migration { version } => format!("before an update, version {version}"),
        Reason::Restore => "before a restore".to_owned(),
        Reason::Import => "before an import".to_owned(),
        Reason::ByHand => "by hand".to_owned(),
    }
}

/// Why no backup was made in `folder`.
pub fn not_backed_up(error: &BackupError, folder: &Path) -> String {
    let folder = folder.display();
    match error {
        BackupError::FolderMissing => format!(
            "The backup folder {folder} is not there now. Biota goes on trying; your journal is safe where it is."
        ),
        BackupError::NotAFolder => {
            format!("{folder} is a file, so no backup was made. Choose a folder in Settings.")
        }
        BackupError::Journal(
            OpenError::Altered
            | OpenError::Damaged(_)
            | OpenError::ForeignSchema(_)
            | OpenError::Unreadable(_),
        ) => {
            "No backup was made: the journal's file is not what Biota wrote to it. The backups there are stay. Close Biota and open it again to see what can be done."
                .to_owned()
        }
        BackupError::Journal(_) => {
            "The journal's file could not be read for a backup. Biota goes on trying.".to_owned()
        }
        BackupError::Fault(fault) => {
            let why = match fault {
                Fault::Busy => "another program is using the journal",
                Fault::DiskFull => "the disk is full",
                Fault::ReadOnly => "the folder can only be read",
                Fault::Permission => "the folder may not be written",
                Fault::Damaged(_) => "the copy did not pass its check",
                Fault::Gone => "the journal's file was moved or deleted",
                Fault::Io(_) => "the disk did not answer as it should",
            };
            format!(
                "No backup was made in {folder}: {why}. Biota goes on trying; your journal is unchanged."
            )
        }
    }
}

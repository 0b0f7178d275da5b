//! `biota restore`: puts a backup or an archive in the journal's place, after showing what that changes.

use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::Surroundings;
use super::arguments::RestoreArguments;
use super::backup::folder_of;
use super::failure::{Failure, not_opened};
use super::words::table;
use crate::domain::{Holdings, Journal, Settings};
use crate::storage::{
    Access, Fault, OpenError, RestoreError, RestoreSource, Store, holdings, restore,
};
use crate::transfer::{ArchiveError, is_archive, read_archive};

/// Shows what the file holds against what is there, asks, and restores it.
pub(super) fn run(
    arguments: &RestoreArguments,
    path: &Path,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let (source, found) = source_of(&arguments.file)?;
    let present = match holdings(path) {
        Ok(present) => Present::Holds(present),
        Err(OpenError::Missing) => Present::Missing,
        Err(_) => Present::Unreadable,
    };
    write!(out, "{}", comparison(&found, &present))?;
    if !arguments.yes {
        writeln!(out)?;
        write!(out, "Restore it? Your journal as it is now is kept. [y/N] ")?;
        out.flush()?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer)?;
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            return Err(Failure::Refused(
                "Nothing was changed. biota restore FILE --yes restores without asking.".to_owned(),
            ));
        }
    }
    let settings = Store::open(path, Access::Read)
        .ok()
        .and_then(|mut store| store.load().ok())
        .map_or_else(Settings::default, |journal: Journal| {
            journal.settings().clone()
        });
    let backups = folder_of(path, &settings, surroundings).ok();
    let kept = restore(path, &source, backups.as_ref(), surroundings.now)
        .map_err(|error| not_restored(&error, &arguments.file, path))?;
    writeln!(out, "Restored {}.", arguments.file.display())?;
    if let Some(kept) = kept {
        writeln!(
            out,
            "The journal that was there is kept as {}. Restoring that takes this back.",
            kept.display()
        )?;
    }
    Ok(())
}

/// What stands at the journal's place now.
enum Present {
    Holds(Holdings),
    Missing,
    Unreadable,
}

/// Finds out from the content what a file is, and what it holds.
fn source_of(file: &Path) -> Result<(RestoreSource, Holdings), Failure> {
    if is_archive(file) {
        let opened = File::open(file).map_err(|error| {
            Failure::Failed(format!("{} could not be read: {error}.", file.display()))
        })?;
        let (archive, _) = read_archive(opened).map_err(|error| not_an_archive(&error, file))?;
        let holds = archive.journal.holdings();
        return Ok((RestoreSource::Archive(Box::new(archive)), holds));
    }
    let holds = holdings(file).map_err(|error| source_not_opened(&error, file))?;
    Ok((RestoreSource::File(PathBuf::from(file)), holds))
}

fn comparison(found: &Holdings, present: &Present) -> String {
    let now = |figure: fn(&Holdings) -> String| match present {
        Present::Holds(holds) => figure(holds),
        Present::Missing => "none".to_owned(),
        Present::Unreadable => "cannot be read".to_owned(),
    };
    let row = |name: &str, figure: fn(&Holdings) -> String| {
        vec![name.to_owned(), figure(found), now(figure)]
    };
    table(&[
        vec![
            String::new(),
            "this file".to_owned(),
            "your journal now".to_owned(),
        ],
        row("days", |holds| holds.days.to_string()),
        row("entries", |holds| holds.entries.to_string()),
        row("notes", |holds| holds.notes.to_string()),
        row("newest day", |holds| {
            holds
                .newest_day
                .map_or_else(|| "none".to_owned(), |day| day.to_string())
        }),
    ])
}

fn source_not_opened(error: &OpenError, file: &Path) -> Failure {
    match error {
        OpenError::Missing => Failure::Refused(format!("There is no file {}.", file.display())),
        OpenError::NotAJournal(_) | OpenError::EmptyFile | OpenError::NewerVersion { .. } => {
            match not_opened(error, file) {
                Failure::Failed(sentence) => Failure::Refused(sentence),
                other => other,
            }
        }
        OpenError::Damaged(detail) => Failure::Refused(format!(
            "{} is damaged and cannot be restored: {detail}. Try an older backup.",
            file.display()
        )),
        other => not_opened(other, file),
    }
}

/// The failure of reading `file` as an archive.
pub(super) fn not_an_archive(error: &ArchiveError, file: &Path) -> Failure {
    let file = file.display();
    Failure::Refused(match error {
        ArchiveError::NotAnArchive => format!("{file} is not an archive that Biota wrote."),
        ArchiveError::NewerVersion {
            file: version,
            program,
        } => format!(
            "{file} was written by a newer Biota (version {version} of the archive, this program knows {program}). A newer program can read it."
        ),
        ArchiveError::OutsidePath(name) => format!(
            "{file} has a part named “{name}”, which leads out of its folder. Biota did not write it."
        ),
        ArchiveError::TooLarge(part) => {
            format!("{file} is refused: its part {part} unpacks to more than any journal.")
        }
        ArchiveError::MissingPart(part) => {
            format!("{file} is not whole: its part {part} is missing.")
        }
        ArchiveError::Changed(part) => {
            format!("{file} is damaged or was changed: its part {part} is not what was written.")
        }
        ArchiveError::Row { part, line, why } => {
            format!("{file} cannot be read: {part}, line {line}: {why}.")
        }
        ArchiveError::Io(detail) => format!("{file} could not be read: {detail}."),
    })
}

pub(super) fn not_restored(error: &RestoreError, file: &Path, path: &Path) -> Failure {
    let unchanged = "Nothing was changed.";
    match error {
        RestoreError::Source(error) => source_not_opened(error, file),
        RestoreError::SameFile => Failure::Refused(format!(
            "{} is the journal itself. Name a backup or an archive.",
            file.display()
        )),
        RestoreError::Place(OpenError::Locked { .. }) => Failure::Failed(format!(
            "{} is open in a window. Close it, or restore there in Settings. {unchanged}",
            path.display()
        )),
        RestoreError::Place(error) => not_opened(error, path),
        RestoreError::Fault(fault) => {
            let why = match fault {
                Fault::Busy => "another program is using the journal".to_owned(),
                Fault::DiskFull => "the disk is full".to_owned(),
                Fault::ReadOnly => "that place can only be read".to_owned(),
                Fault::Permission => "that place may not be written".to_owned(),
                Fault::Gone => "the journal was moved or deleted just now".to_owned(),
                Fault::Damaged(detail) | Fault::Io(detail) => detail.clone(),
            };
            Failure::Failed(format!(
                "{} was not restored: {why}. {unchanged}",
                file.display()
            ))
        }
    }
}

//! `biota restore`: puts a backup or an archive in the journal's place, after showing what that changes.

use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::Surroundings;
use super::arguments::RestoreArguments;
use super::backup::folder_of;
use super::failure::{Failure, not_opened, say_done};
use super::words::table;
use crate::domain::{Holdings, Settings};
use crate::import::counted;
use crate::storage::{
    Access, BackupFolder, Fault, OpenError, Restorable, RestoreError, RestoreSource, Store,
    holdings, named_backup_folder, recover_settings, restorable, restore,
};
use crate::transfer::{ArchiveError, is_archive, read_archive};

/// Longer than any answer.
const LONGEST_ANSWER: u64 = 1_000;

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
    let compared = write!(
        out,
        "{}{}",
        comparison(&found.holdings, &present),
        left_out(&found)
    );
    if !arguments.yes {
        compared.and_then(|()| ask(out)).map_err(|error| {
            Failure::Failed(format!(
                "Nothing was changed: the question could not be shown ({error})."
            ))
        })?;
        if !is_yes(std::io::stdin().lock()) {
            return Err(Failure::Refused(
                "Nothing was changed. biota restore FILE --yes restores without asking.".to_owned(),
            ));
        }
    }
    let backups = folder_of(path, &settings_at(path), surroundings).ok();
    let named = named_backup_folder(&source);
    let kept = restore(path, &source, backups.as_ref(), surroundings.now)
        .map_err(|error| not_restored(&error, &arguments.file, path))?;
    let mut text = format!("Restored {}.\n", arguments.file.display());
    if let Some(kept) = kept {
        let way_back = if restorable(&kept).is_ok() {
            "Restoring that takes this back."
        } else {
            "It is not sound, so it cannot be restored; keep it if it has something you miss."
        };
        text.push_str(&format!(
            "The journal that was there is kept as {}. {way_back}\n",
            kept.display()
        ));
    }
    text.push_str(&other_folder(named.as_deref(), backups.as_ref()));
    say_done(out, &text)
}

/// A line for each thing that comes along no more.
fn left_out(found: &Restorable) -> String {
    let line = |object: &_| format!("Biota did not make the {object}: it is left out.\n");
    found.left_out.iter().map(line).collect()
}

fn ask(out: &mut dyn Write) -> std::io::Result<()> {
    write!(
        out,
        "\nRestore it? Your journal as it is now is kept. [y/N] "
    )?;
    out.flush()
}

/// Reads one short line; whatever cannot be read as yes is no.
fn is_yes(input: impl BufRead) -> bool {
    let mut answer = Vec::new();
    let read = input.take(LONGEST_ANSWER).read_until(b'\n', &mut answer);
    let text = String::from_utf8_lossy(&answer).trim().to_lowercase();
    read.is_ok() && matches!(text.as_str(), "y" | "yes")
}

/// The settings of the journal that is there, as far as they can be read.
fn settings_at(path: &Path) -> Settings {
    let opened = Store::open(path, Access::Read).map_err(drop);
    let loaded = opened.and_then(|mut store| store.load().map_err(drop));
    match loaded {
        Ok(journal) => journal.settings().clone(),
        Err(()) => recover_settings(path),
    }
}

/// A line about the folder that a restored journal names, unless it is the one of this computer.
pub(super) fn other_folder(named: Option<&str>, backups: Option<&BackupFolder>) -> String {
    let own = backups.map(BackupFolder::path);
    match named {
        Some(named) if own != Some(Path::new(named)) => {
            let here = own.map_or_else(String::new, |own| format!(" to {}", own.display()));
            format!(
                "Backups of that journal went to {named}. Here they go{here} as before; another folder is chosen in Settings.\n"
            )
        }
        _ => String::new(),
    }
}

/// What stands at the journal's place now.
enum Present {
    Holds(Holdings),
    Missing,
    Unreadable,
}

/// Finds out from the content what a file is, and what it holds.
fn source_of(file: &Path) -> Result<(RestoreSource, Restorable), Failure> {
    if is_archive(file) {
        let opened = File::open(file).map_err(|error| {
            Failure::Failed(format!("{} could not be read: {error}.", file.display()))
        })?;
        let (archive, _) = read_archive(opened).map_err(|error| not_an_archive(&error, file))?;
        let found = Restorable {
            holdings: archive.journal.holdings(),
            left_out: Vec::new(),
        };
        return Ok((RestoreSource::Archive(Box::new(archive)), found));
    }
    let found = restorable(file).map_err(|error| source_not_opened(&error, file))?;
    Ok((RestoreSource::File(PathBuf::from(file)), found))
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
        OpenError::ForeignSchema(fault) => Failure::Refused(format!(
            "{} was changed by another program and cannot be restored: {fault}. Nothing in it was run. Try another backup.",
            file.display()
        )),
        OpenError::Altered => Failure::Refused(format!(
            "{} does not hold what Biota wrote and cannot be restored. Try an older backup.",
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
        ArchiveError::TooManyFiles(count) => {
            format!(
                "{file} is refused: it has {} files, more than any archive of a journal.",
                counted(*count)
            )
        }
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

//! An archive of Biota's own where there is no journal yet, or an empty one: it becomes the journal, equal in every row.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::cli::Surroundings;
use crate::cli::arguments::ImportArguments;
use crate::cli::backup::folder_of;
use crate::cli::failure::{Failure, not_opened};
use crate::cli::open::load;
use crate::cli::restore::{not_an_archive, not_restored};
use crate::cli::terminal::shown_path;
use crate::domain::{Journal, StarterCatalogue};
use crate::storage::{RestoreSource, Store, restore};
use crate::transfer::{ArchiveError, is_archive, read_archive};

/// Makes the journal at `path` from an archive; false where there is anything in the journal, or the file is no archive.
pub(super) fn take_whole(
    arguments: &ImportArguments,
    path: &Path,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<bool, Failure> {
    let file = &arguments.file;
    if arguments.mapping.is_some() || !is_archive(file) {
        return Ok(false);
    }
    let present = if path.symlink_metadata().is_ok() {
        Some(load(path)?)
    } else {
        None
    };
    if present.as_ref().is_some_and(|journal| !is_empty(journal)) {
        return Ok(false);
    }
    let opened = File::open(file).map_err(|error| {
        Failure::Failed(format!("{} could not be read: {error}.", shown_path(file)))
    })?;
    let archive = match read_archive(opened) {
        Ok((archive, _)) => archive,
        // A zip of another program is read as what it is.
        Err(ArchiveError::NotAnArchive | ArchiveError::OutsidePath(_)) => return Ok(false),
        Err(error) => return Err(not_an_archive(&error, file)),
    };
    let holds = archive.journal.holdings();
    match &present {
        _ if arguments.dry_run => {}
        None => Store::create_from(path, &archive).map_err(|error| not_opened(&error, path))?,
        Some(journal) => {
            let backups = folder_of(path, journal.settings(), surroundings).ok();
            let source = RestoreSource::Archive(Box::new(archive));
            restore(path, &source, backups.as_ref(), surroundings.now)
                .map_err(|error| not_restored(&error, file, path))?;
        }
    }
    if arguments.json {
        let report = serde_json::json!({
            "file": file.display().to_string(),
            "source": "biota-archive",
            "dry_run": arguments.dry_run,
            "added": holds.entries,
            "notes": holds.notes,
            "first_day": holds.oldest_day.map(|day| day.to_string()),
            "last_day": holds.newest_day.map(|day| day.to_string()),
        });
        writeln!(out, "{report:#}")?;
    } else {
        let verb = if arguments.dry_run {
            "Would make"
        } else {
            "Made"
        };
        writeln!(
            out,
            "{verb} the journal {} with {} entries on {} days, whole as it was.",
            shown_path(path),
            holds.entries,
            holds.days
        )?;
    }
    Ok(true)
}

/// Nothing was logged in it and nothing made by hand: what it has came with its beginning.
fn is_empty(journal: &Journal) -> bool {
    let starters = StarterCatalogue::embedded();
    journal.entry_count() == 0
        && journal.notes().next().is_none()
        && journal.spans().is_empty()
        && journal
            .trackers()
            .iter()
            .all(|tracker| starters.tracker(&tracker.uid).is_some())
}

//! An archive of Biota's own where there is no journal yet, or an empty one: it becomes the journal, equal in every row.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::cli::Surroundings;
use crate::cli::arguments::ImportArguments;
use crate::cli::backup::folder_of;
use crate::cli::failure::{Failure, not_opened, rejected, say_done};
use crate::cli::open::load;
use crate::cli::restore::{not_an_archive, not_restored, other_folder};
use crate::cli::terminal::shown_path;
use crate::domain::{Edit, Journal, Settings, StarterCatalogue, setting_key};
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
    let (mut archive, named) = match read_archive(opened) {
        Ok((archive, _)) => {
            let named = archive
                .journal
                .settings()
                .backup_folder()
                .map(str::to_owned);
            (archive, named)
        }
        // A zip of another program is read as what it is.
        Err(ArchiveError::NotAnArchive | ArchiveError::OutsidePath(_)) => return Ok(false),
        Err(error) => return Err(not_an_archive(&error, file)),
    };
    let holds = archive.journal.holdings();
    let settings = present
        .as_ref()
        .map_or_else(Settings::default, |journal| journal.settings().clone());
    let backups = folder_of(path, &settings, surroundings).ok();
    match &present {
        _ if arguments.dry_run => {}
        None => {
            // Where backups go is a choice of this computer, and none was made yet.
            let no_choice = Edit::Setting {
                key: setting_key::BACKUP_FOLDER.to_owned(),
                value: None,
            };
            let made = archive.journal.apply(no_choice);
            made.map_err(|error| rejected(&error))?;
            Store::create_from(path, &archive).map_err(|error| not_opened(&error, path))?;
        }
        Some(_) => {
            let source = RestoreSource::Archive(Box::new(archive));
            restore(path, &source, backups.as_ref(), surroundings.now)
                .map_err(|error| not_restored(&error, file, path))?;
        }
    }
    let text = if arguments.json {
        let report = serde_json::json!({
            "file": file.display().to_string(),
            "source": "biota-archive",
            "dry_run": arguments.dry_run,
            "added": holds.entries,
            "notes": holds.notes,
            "first_day": holds.oldest_day.map(|day| day.to_string()),
            "last_day": holds.newest_day.map(|day| day.to_string()),
        });
        format!("{report:#}\n")
    } else {
        let verb = if arguments.dry_run {
            "Would make"
        } else {
            "Made"
        };
        format!(
            "{verb} the journal {} with {} entries on {} days, whole as it was.\n{}",
            shown_path(path),
            holds.entries,
            holds.days,
            other_folder(named.as_deref(), backups.as_ref())
        )
    };
    if arguments.dry_run {
        out.write_all(text.as_bytes())?;
    } else {
        say_done(out, &text)?;
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

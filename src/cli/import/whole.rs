//! An archive of Biota's own where there is no journal yet: it becomes the journal, whole and equal in every row.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::cli::arguments::ImportArguments;
use crate::cli::failure::{Failure, not_opened};
use crate::cli::restore::not_an_archive;
use crate::storage::Store;
use crate::transfer::{ArchiveError, is_archive, read_archive};

/// Makes the journal at `path` from an archive; false where there is a journal, or the file is no archive.
pub(super) fn take_whole(
    arguments: &ImportArguments,
    path: &Path,
    out: &mut dyn Write,
) -> Result<bool, Failure> {
    let file = &arguments.file;
    if path.symlink_metadata().is_ok() || arguments.mapping.is_some() || !is_archive(file) {
        return Ok(false);
    }
    let opened = File::open(file).map_err(|error| {
        Failure::Failed(format!("{} could not be read: {error}.", file.display()))
    })?;
    let archive = match read_archive(opened) {
        Ok((archive, _)) => archive,
        // A zip of another program is read as what it is.
        Err(ArchiveError::NotAnArchive | ArchiveError::OutsidePath(_)) => return Ok(false),
        Err(error) => return Err(not_an_archive(&error, file)),
    };
    let holds = archive.journal.holdings();
    if !arguments.dry_run {
        Store::create_from(path, &archive).map_err(|error| not_opened(&error, path))?;
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
            path.display(),
            holds.entries,
            holds.days
        )?;
    }
    Ok(true)
}

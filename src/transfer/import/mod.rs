//! Reading files of other programs and of Biota itself into one form. What becomes of it is `import`'s to plan.

mod dates;
mod error;
mod input;
mod numbers;
mod table;
mod text;
mod zip_file;

mod apple_health;
mod bearable;
mod biota_archive;
mod biota_days;
mod biota_entries;
mod daylio_backup;
mod daylio_csv;
mod flaredown;
mod loop_backup;
mod loop_zip;
mod plain_table;

use std::path::Path;

pub use error::ImportError;
pub use input::{Progress, Reading};

use crate::import::Foreign;
use input::{Head, Input};

/// A kind of file that can be read.
pub trait Importer: Sync {
    /// What people call it.
    fn title(&self) -> &'static str;

    /// Whether a file that begins like this is one; found out from the content, never from the name.
    fn recognises(&self, head: &Head) -> bool;

    /// Reads the file whole or not at all.
    ///
    /// # Errors
    /// Where the file cannot be read to its end, or reading was cancelled. What is wrong with single rows is among
    /// the problems of what was read.
    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError>;
}

/// All that can be read, the most particular first; a plain table takes what is left.
const IMPORTERS: [&dyn Importer; 11] = [
    &biota_archive::BiotaArchive,
    &apple_health::AppleHealth,
    &loop_backup::LoopBackup,
    &loop_zip::LoopZip,
    &daylio_backup::DaylioBackup,
    &daylio_csv::DaylioCsv,
    &bearable::Bearable,
    &flaredown::Flaredown,
    &biota_entries::BiotaEntries,
    &biota_days::BiotaDays,
    &plain_table::PlainTable,
];

/// Reads the file at `path`, whatever kind it is.
///
/// # Errors
/// Where it is of no kind that can be read, cannot be read to its end, or reading was cancelled.
pub fn read_foreign(
    path: &Path,
    reading: &Reading,
    progress: &Progress,
) -> Result<Foreign, ImportError> {
    let head = Head::of(path)?;
    if is_journal(&head) {
        return Err(ImportError::Journal);
    }
    let importer = IMPORTERS
        .iter()
        .find(|importer| importer.recognises(&head))
        .ok_or(ImportError::NotRecognised)?;
    let input = Input {
        path,
        head: &head,
        reading,
    };
    let foreign = importer.read(&input, progress);
    if progress.is_cancelled() {
        return Err(ImportError::Cancelled);
    }
    let mut foreign = foreign?;
    if let Some(reason) = foreign.beyond.take() {
        return Err(ImportError::broken("", 0, reason));
    }
    foreign.decimals = reading.decimals;
    if foreign.title.is_empty() {
        foreign.title = importer.title().to_owned();
    }
    Ok(foreign)
}

/// Whether the file is a database that says it is a journal of ours.
fn is_journal(head: &Head) -> bool {
    const DATABASE: &[u8] = b"SQLite format 3\0";
    const APPLICATION_ID_AT: usize = 68;
    let is_ours = |bytes: &[u8]| bytes.starts_with(b"BIOT");
    head.bytes.starts_with(DATABASE) && head.bytes.get(APPLICATION_ID_AT..).is_some_and(is_ours)
}

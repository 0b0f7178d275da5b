//! Files in and out, one file a format; knows the journal in memory and nothing of screens, commands or SQLite.

mod archive;
mod days;
mod entries;
#[cfg(test)]
mod example;
mod guard;
pub mod import;
mod sheet;
mod write_file;
mod zip_count;

pub use archive::{
    ARCHIVE_VERSION, ArchiveError, ArchiveOrigin, is_archive, read_archive, write_archive,
};
pub use days::{days_written, write_days};
pub use entries::write_entries;
pub use sheet::{DayRange, Dialect, ExportError};
pub use write_file::write_file;

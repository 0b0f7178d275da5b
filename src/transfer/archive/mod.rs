//! The archive: a zip of everything but the undo history, each part with its checksum. Which journal it goes to or
//! comes from is left to others.

mod columns;
mod manifest;
mod read;
mod row;
mod rows;
mod write;

pub use read::{ArchiveError, ArchiveOrigin, is_archive, read_archive};
pub use write::write_archive;

/// The version that this program writes, and the newest it reads.
pub const ARCHIVE_VERSION: u32 = 1;

#[cfg(test)]
mod tests;

//! Reading an archive: nothing of it is believed before its checksums, its limits and every row are checked.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use chrono::NaiveDateTime;
use zip::ZipArchive;
use zip::result::ZipError;

use super::super::zip_count::too_many_files;
use super::ARCHIVE_VERSION;
use super::columns::{MANIFEST, PARTS};
use super::manifest::{Manifest, checksum};
use super::rows::journal_of;
use crate::domain::Archive;

/// All parts of an archive together unpack to no more, however large it is itself.
const MOST_BYTES: u64 = 512 << 20;

/// So much they may unpack to, however small it is.
const ROOM_BYTES: u64 = 64 << 20;

/// And to so many times its size: rows of numbers are packed to a tenth.
const MOST_RATIO: u64 = 40;

/// Which program made an archive, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveOrigin {
    /// On the wall clock of where it was made; none where that cannot be read.
    pub made_on: Option<NaiveDateTime>,
    /// The program's version.
    pub program_version: String,
}

/// Why an archive was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// A file of another format, or a zip of something else.
    #[error("not an archive of ours")]
    NotAnArchive,
    /// Written by a newer program.
    #[error("archive version {file}, program version {program}")]
    NewerVersion {
        /// The archive's version.
        file: u32,
        /// The newest version this program knows.
        program: u32,
    },
    /// A name in it leads out of its folder.
    #[error("a part lies outside: {0}")]
    OutsidePath(String),
    /// It holds more files than any archive of ours.
    #[error("{0} files")]
    TooManyFiles(usize),
    /// It unpacks to more than any journal, with this part.
    #[error("{0} unpacks to too much")]
    TooLarge(String),
    /// A part is missing.
    #[error("{0} is missing")]
    MissingPart(String),
    /// A part is not what was written: cut off, overwritten, changed by hand.
    #[error("{0} is not what was written")]
    Changed(String),
    /// A row of a part has no meaning.
    #[error("{part}, line {line}: {why}")]
    Row {
        /// The part.
        part: String,
        /// Its line, the header being 1.
        line: u64,
        /// What is wrong, in technical words.
        why: String,
    },
    /// The file could not be read.
    #[error("{0}")]
    Io(String),
}

/// Whether the file at `path` begins like an archive, whatever its name is.
pub fn is_archive(path: &Path) -> bool {
    let mut start = [0; 2];
    path.is_file()
        && File::open(path).is_ok_and(|mut file| file.read_exact(&mut start).is_ok())
        && start == *b"PK"
}

/// Reads an archive whole, or says why not.
///
/// # Errors
/// See [`ArchiveError`]; the archive is then no use as it is.
pub fn read_archive(mut file: impl Read + Seek) -> Result<(Archive, ArchiveOrigin), ArchiveError> {
    if let Some(count) = too_many_files(&mut file).map_err(io)? {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        return Err(ArchiveError::TooManyFiles(count));
    }
    let size = file.seek(SeekFrom::End(0)).map_err(io)?;
    let mut room = (size.saturating_mul(MOST_RATIO)).clamp(ROOM_BYTES, MOST_BYTES);
    let mut zip = ZipArchive::new(file).map_err(|error| match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => io(error),
        _ => ArchiveError::NotAnArchive,
    })?;
    check_names(&mut zip)?;
    let manifest = manifest(&mut zip, &mut room)?;
    let mut parts = BTreeMap::new();
    for part in PARTS {
        let bytes = content(&mut zip, part, &mut room)?;
        if manifest.sha256.get(part) != Some(&checksum(&bytes)) {
            return Err(ArchiveError::Changed(part.to_owned()));
        }
        parts.insert(part, bytes);
    }
    drop(zip);
    let archive = journal_of(parts)?;
    if manifest.counts != archive.journal.holdings().into() {
        return Err(ArchiveError::Changed(MANIFEST.to_owned()));
    }
    let origin = ArchiveOrigin {
        made_on: manifest.made_on.parse().ok(),
        program_version: manifest.program_version,
    };
    Ok((archive, origin))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn io(error: std::io::Error) -> ArchiveError {
    ArchiveError::Io(error.to_string())
}

fn check_names<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(), ArchiveError> {
    for index in 0..zip.len() {
        let part = zip
            .by_index_raw(index)
            .map_err(|_| ArchiveError::NotAnArchive)?;
        let name = part
            .name()
            .map_err(|_| ArchiveError::NotAnArchive)?
            .into_owned();
        // Nothing is unpacked to a disk here; who unpacks it elsewhere is warned all the same.
        if name.starts_with('/') || name.contains(['\\', ':', '\0']) || has_parent(&name) {
            return Err(ArchiveError::OutsidePath(name));
        }
    }
    Ok(())
}

fn has_parent(name: &str) -> bool {
    name.split('/').any(|step| step == "..")
}

fn manifest<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    room: &mut u64,
) -> Result<Manifest, ArchiveError> {
    let bytes = content(zip, MANIFEST, room).map_err(|error| match error {
        ArchiveError::MissingPart(_) => ArchiveError::NotAnArchive,
        other => other,
    })?;
    // A newer manifest may have other fields, so its version is looked at first.
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|_| ArchiveError::Changed(MANIFEST.to_owned()))?;
    let version = value
        .get("format_version")
        .and_then(serde_json::Value::as_u64);
    if let Some(version) = version
        && version > u64::from(ARCHIVE_VERSION)
        && value.get("format").is_some()
    {
        return Err(ArchiveError::NewerVersion {
            file: u32::try_from(version).unwrap_or(u32::MAX),
            program: ARCHIVE_VERSION,
        });
    }
    let manifest: Manifest =
        serde_json::from_value(value).map_err(|_| ArchiveError::NotAnArchive)?;
    if manifest.is_ours() && manifest.format_version > 0 {
        Ok(manifest)
    } else {
        Err(ArchiveError::NotAnArchive)
    }
}

/// A part as a whole, as far as there is room for what all parts unpack to.
fn content<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    name: &str,
    room: &mut u64,
) -> Result<Vec<u8>, ArchiveError> {
    let changed = || ArchiveError::Changed(name.to_owned());
    let part = zip.by_name(name).map_err(|error| match error {
        ZipError::FileNotFound => ArchiveError::MissingPart(name.to_owned()),
        _ => changed(),
    })?;
    let mut bytes = Vec::new();
    // What a zip says about sizes is not believed.
    part.take(*room + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| changed())?;
    *room = room
        .checked_sub(bytes.len() as u64)
        .ok_or_else(|| ArchiveError::TooLarge(name.to_owned()))?;
    Ok(bytes)
}

//! The file that is read: its beginning for recognising it, its bytes with progress and cancel.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::error::ImportError;
use super::table;
use super::text::{Text, decode};
use super::zip_file::ZipFile;
use crate::domain::{DateOrder, DecimalMark};
pub use crate::import::Progress;
use crate::import::TableLayout;

/// So much of a file is looked at to recognise it.
const HEAD_BYTES: usize = 64 * 1024;

/// Files that are read as a whole may have so many megabytes.
const MOST_MEGABYTES: u64 = 128;

/// Rows are gone through up to so often, which counts as progress like reading.
const PASSES: u64 = 2;

/// How the person wants files to be read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How a plain table is read; guessed where none is given.
    pub table: Option<TableLayout>,
    /// In which order the person writes dates, for those that could be read in two.
    pub date_order: Option<DateOrder>,
    /// Which mark stands before decimals, where the file does not tell.
    pub decimals: Option<DecimalMark>,
    /// When a day starts, for moments that no program has put to a day.
    pub day_start_minutes: u32,
}

/// A reader that counts what it reads and fails once it is to stop.
pub(super) struct Counted<'a, R> {
    inner: R,
    progress: &'a Progress,
}

impl<'a, R: Read> Counted<'a, R> {
    pub(super) fn new(inner: R, progress: &'a Progress) -> Self {
        Self { inner, progress }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if self.progress.advance(count as u64) {
            Ok(count)
        } else {
            Err(io::Error::other("cancelled"))
        }
    }
}

impl<R: io::Seek> io::Seek for Counted<'_, R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// The beginning of a file.
#[derive(Debug, Default)]
pub struct Head {
    /// The first bytes.
    pub(super) bytes: Vec<u8>,
    /// The first fields of a table, small letters, without blanks around.
    pub(super) header: Vec<String>,
    /// The fields of the row below.
    pub(super) first_row: Vec<String>,
    /// The names of the files in an archive.
    pub(super) names: Vec<String>,
}

impl Head {
    pub(super) fn of(path: &Path) -> Result<Self, ImportError> {
        let data = std::fs::metadata(path)?;
        if data.is_dir() {
            return Err(ImportError::Folder);
        }
        // A pipe or a device has no end that could be known.
        if !data.is_file() {
            return Err(ImportError::NotRecognised);
        }
        let mut bytes = Vec::new();
        File::open(path)?
            .take(HEAD_BYTES as u64)
            .read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Err(ImportError::Empty);
        }
        let names = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            ZipFile::open(path)?.names()
        } else {
            Vec::new()
        };
        let (header, first_row) = if names.is_empty() {
            first_rows(&bytes)
        } else {
            (Vec::new(), Vec::new())
        };
        Ok(Self {
            bytes,
            header,
            first_row,
            names,
        })
    }

    /// Whether the table has all these columns.
    pub(super) fn has_columns(&self, columns: &[&str]) -> bool {
        columns
            .iter()
            .all(|column| self.header.iter().any(|header| header == column))
    }
}

fn first_rows(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let text = decode(bytes.to_vec()).map(|decoded| decoded.text);
    let rows = text.and_then(|text| table::header_and_row(&text).ok());
    let (header, row) = rows.unwrap_or_default();
    let header = header.iter().map(|field| field.trim().to_lowercase());
    (header.collect(), row)
}

/// A file that is to be read.
#[derive(Debug)]
pub struct Input<'a> {
    pub(super) path: &'a Path,
    pub(super) head: &'a Head,
    pub(super) reading: &'a Reading,
}

impl Input<'_> {
    /// The whole text, whatever its encoding.
    pub(super) fn text(&self, progress: &Progress) -> Result<Text, ImportError> {
        let file = File::open(self.path)?;
        let size = file.metadata()?.len();
        if size > MOST_MEGABYTES << 20 {
            return Err(ImportError::TooLarge {
                part: "it".to_owned(),
                most_megabytes: MOST_MEGABYTES,
            });
        }
        progress.expect(size * (1 + PASSES));
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        Counted::new(file, progress).read_to_end(&mut bytes)?;
        decode(bytes).ok_or(ImportError::NotRecognised)
    }
}

/// Says how much more was read.
///
/// # Errors
/// Where it is to stop.
pub(super) fn advance(progress: &Progress, bytes: u64) -> Result<(), ImportError> {
    if progress.advance(bytes) {
        Ok(())
    } else {
        Err(ImportError::Cancelled)
    }
}

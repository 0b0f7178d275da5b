//! Zip archives of strangers: no name outside its folder, no file that swells beyond measure.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::error::ImportError;
use super::text::{Text, decode};
use crate::domain::visible;
use crate::import::counted;
use crate::transfer::zip_count::{MOST_FILES, too_many_files};

/// A part that is read as a whole may have so many megabytes unpacked.
const MOST_MEGABYTES: u64 = 64;

/// What an honest text comes to, packed to so little, at most.
const MOST_RATIO: u64 = 200;

/// And all texts of an archive together.
const MOST_RATIO_OF_ALL: u64 = 40;

/// Whatever it comes to packed, so much may be unpacked as wholes.
const ROOM_BYTES: u64 = 64 << 20;

/// And no more than this.
const MOST_ROOM_BYTES: u64 = 256 << 20;

const SWELLS: &str = "it unpacks to far more than such a file can hold, and was not read";

/// An archive.
pub(super) struct ZipFile {
    archive: zip::ZipArchive<BufReader<File>>,
    names: Vec<String>,
    /// How many bytes may still be unpacked as wholes.
    room: u64,
}

impl ZipFile {
    pub(super) fn open(path: &Path) -> Result<Self, ImportError> {
        let mut file = File::open(path)?;
        if let Some(count) = too_many_files(&mut file)? {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            return Err(ImportError::broken("", 0, too_many(count)));
        }
        let packed = file.metadata()?.len();
        let archive = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
        let mut names = Vec::new();
        for name in archive.file_names() {
            let name = name.map_err(broken)?.into_owned();
            if !is_inside(&name) {
                let name = visible(&name);
                let text = format!(
                    "the archive holds a file outside its folder, “{name}”, and was not read"
                );
                return Err(ImportError::broken("", 0, text));
            }
            names.push(name);
        }
        Ok(Self {
            archive,
            names,
            room: packed
                .saturating_mul(MOST_RATIO_OF_ALL)
                .clamp(ROOM_BYTES, MOST_ROOM_BYTES),
        })
    }

    /// The names of the files, in the order of the archive.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    /// How large a part is when it is unpacked, as the archive says.
    pub(super) fn size(&mut self, name: &str) -> Result<u64, ImportError> {
        Ok(self.archive.by_name(name).map_err(broken)?.size())
    }

    /// A part as a stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<impl Read + use<'_>, ImportError> {
        let part = self.archive.by_name(name).map_err(broken)?;
        let packed = part.compressed_size();
        Ok(Swelling {
            most: packed.saturating_mul(MOST_RATIO).max(ROOM_BYTES),
            read: 0,
            inner: part,
        })
    }

    /// A part as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Text, ImportError> {
        let bytes = self.bytes(name)?;
        decode(bytes).ok_or_else(|| ImportError::broken(name, 0, "text was expected"))
    }

    /// A part as a whole.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.stream(name)?
            .take((MOST_MEGABYTES << 20) + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| ImportError::broken(name, 0, error.to_string()))?;
        let Some(room) = self.room.checked_sub(bytes.len() as u64) else {
            return Err(ImportError::broken(name, 0, SWELLS));
        };
        self.room = room;
        if bytes.len() as u64 > MOST_MEGABYTES << 20 {
            return Err(ImportError::TooLarge {
                part: name.to_owned(),
                most_megabytes: MOST_MEGABYTES,
            });
        }
        Ok(bytes)
    }
}

/// What is said of an archive with more files than are read.
pub(super) fn too_many(files: usize) -> String {
    let most = usize::try_from(MOST_FILES).unwrap_or(usize::MAX);
    format!(
        "the archive holds {} files; up to {} are read",
        counted(files),
        counted(most)
    )
}

struct Swelling<R> {
    inner: R,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Swelling<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        if self.read > self.most {
            return Err(std::io::Error::other(SWELLS));
        }
        Ok(count)
    }
}

fn is_inside(name: &str) -> bool {
    let is_absolute = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    !is_absolute && !name.split(['/', '\\']).any(|part| part == "..")
}

fn broken(error: zip::result::ZipError) -> ImportError {
    match error {
        zip::result::ZipError::Io(error) => error.into(),
        other => ImportError::broken("", 0, format!("the archive cannot be unpacked: {other}")),
    }
}

//! The file itself: what stands at a path, making it private, making it appear whole. Leaves its content to SQLite.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Local, NaiveDateTime};
use tempfile::NamedTempFile;

use super::error::{Fault, Foreign, OpenError};
#[cfg(all(test, unix))]
use super::tests::disk::doing;

/// `BIOT`; also set by the first migration.
pub(super) const APPLICATION_ID: u32 = 0x4249_4F54;

const DRAFT_PREFIX: &str = ".biota-";
const DRAFT_SUFFIX: &str = ".part";

const MAGIC: &[u8] = b"SQLite format 3\0";
const VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;
const HEADER_BYTES: usize = 100;
/// No program will ever have as many.
const MOST_VERSIONS: u32 = 10_000;

/// What stands at a path.
pub(super) enum Found {
    /// Nothing.
    Missing,
    /// A journal of this version, as far as its header says.
    Journal { version: u32 },
    /// A journal that this process has open already.
    OpenHere,
}

/// Looks at the file without SQLite, which could write to a file that is not ours.
pub(super) fn look(path: &Path) -> Result<Found, OpenError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Found::Missing);
        }
        Err(error) => return Err(error.into()),
    };
    if metadata.is_dir() {
        return Err(OpenError::NotAJournal(Foreign::Folder));
    }
    if !metadata.is_file() {
        return Err(OpenError::NotAJournal(Foreign::SpecialFile));
    }
    if metadata.len() == 0 {
        return Err(OpenError::EmptyFile);
    }
    if OpenHere::covers(path) {
        return Ok(Found::OpenHere);
    }
    let mut header = Vec::with_capacity(HEADER_BYTES);
    File::open(path)?
        .take(HEADER_BYTES as u64)
        .read_to_end(&mut header)?;
    if !header.starts_with(MAGIC) {
        return Err(OpenError::NotAJournal(Foreign::OtherFile));
    }
    let number = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|four| four.try_into().ok());
        bytes.map(u32::from_be_bytes)
    };
    match (number(APPLICATION_ID_AT), number(VERSION_AT)) {
        (Some(APPLICATION_ID), Some(version)) if version > MOST_VERSIONS => Err(
            OpenError::Damaged(format!("version {version} in the header")),
        ),
        (Some(APPLICATION_ID), Some(version)) => Ok(Found::Journal { version }),
        (Some(_), _) => Err(OpenError::NotAJournal(Foreign::OtherDatabase)),
        (None, _) => Err(OpenError::Damaged("header cut off".to_owned())),
    }
}

/// One thing that is done to the file system beside what SQLite does.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(all(test, unix)),
    expect(dead_code, reason = "tests alone read it")
)]
pub(super) enum Step<'a> {
    Create(&'a Path),
    Sync(&'a Path),
    SyncFolder(&'a Path),
    Rename { from: &'a Path, to: &'a Path },
    Copy { to: &'a Path },
    Remove(&'a Path),
}

/// Does one step; under test it is noted, and may fail.
#[cfg(not(all(test, unix)))]
fn doing<T>(_step: Step<'_>, work: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    work()
}

/// A new private file in the folder of `path`, to be filled and then given its name by [`publish`].
pub(super) fn draft(path: &Path) -> Result<NamedTempFile, Fault> {
    let folder = folder_of(path);
    make_private_folder(folder)?;
    // tempfile makes files that only their owner may read.
    let draft = tempfile::Builder::new()
        .prefix(DRAFT_PREFIX)
        .suffix(DRAFT_SUFFIX)
        .tempfile_in(folder)?;
    doing(Step::Create(draft.path()), || Ok(()))?;
    Ok(draft)
}

/// Whether a file is one that [`draft`] made.
pub(super) fn is_draft_name(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(DRAFT_PREFIX.as_bytes()) && name.ends_with(DRAFT_SUFFIX.as_bytes())
}

/// The present, as the file system that holds `folder` has it.
pub(super) fn time_of(folder: &Path) -> Result<SystemTime, Fault> {
    let probe = tempfile::Builder::new()
        .prefix(DRAFT_PREFIX)
        .suffix(DRAFT_SUFFIX)
        .tempfile_in(folder)?;
    Ok(probe.as_file().metadata()?.modified()?)
}

/// When the file at `path` was last written, on the wall clock.
pub(super) fn written_at(path: &Path) -> Result<NaiveDateTime, Fault> {
    let modified: DateTime<Local> = fs::metadata(path)?.modified()?.into();
    Ok(modified.naive_local())
}

/// Gives a filled draft its name, whole and on disk; false if a file stands there already.
pub(super) fn publish(draft: NamedTempFile, path: &Path) -> Result<bool, Fault> {
    sync_file(draft.as_file(), draft.path())?;
    let from = draft.path().to_owned();
    let step = Step::Rename {
        from: &from,
        to: path,
    };
    match doing(step, || {
        draft
            .persist_noclobber(path)
            .map_err(|refused| refused.error)
    }) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    // A name that may be gone after a loss of power is none yet.
    if let Err(fault) = sync_folder(folder_of(path)) {
        let _ = fs::remove_file(path);
        return Err(fault);
    }
    Ok(true)
}

/// `path` with something put behind its file name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

pub(super) fn is_empty_or_missing(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |file| file.len() == 0)
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

pub(super) fn make_private_folder(folder: &Path) -> Result<(), Fault> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

fn sync_file(file: &File, path: &Path) -> Result<(), Fault> {
    Ok(doing(Step::Sync(path), || file.sync_all())?)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), Fault> {
    Ok(doing(Step::SyncFolder(folder), || {
        File::open(folder)?.sync_all()
    })?)
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), Fault> {
    Ok(())
}

/// Gives a filled draft the name of a file that is there, which it replaces in one step.
pub(super) fn publish_over(draft: NamedTempFile, path: &Path) -> Result<(), Fault> {
    sync_file(draft.as_file(), draft.path())?;
    let from = draft.path().to_owned();
    let step = Step::Rename {
        from: &from,
        to: path,
    };
    doing(step, || {
        draft.persist(path).map_err(|refused| refused.error)
    })?;
    // It is done and cannot be taken back. Whichever of the two a loss of power leaves is whole.
    if let Err(fault) = sync_folder(folder_of(path)) {
        log::warn!("the new name was not waited for: {fault}");
    }
    Ok(())
}

/// Keeps what stands at `path` under the name `kept` as well, byte for byte, on disk when this returns.
pub(super) fn keep_bytes(path: &Path, kept: &Path) -> Result<(), Fault> {
    // A second name takes no room; not every file system has them.
    let step = Step::Copy { to: kept };
    if doing(step, || fs::hard_link(path, kept)).is_err() {
        copy_bytes(path, kept)?;
    }
    sync_folder(folder_of(kept))
}

/// Copies a file byte for byte and waits for its bytes.
pub(super) fn copy_bytes(from: &Path, to: &Path) -> Result<(), Fault> {
    doing(Step::Copy { to }, || fs::copy(from, to))?;
    sync_file(&File::open(to)?, to)
}

/// Removes a file, on disk when this returns; it is no fault if there is none.
pub(super) fn remove(path: &Path) -> Result<(), Fault> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    doing(Step::Remove(path), || fs::remove_file(path))?;
    sync_folder(folder_of(path))
}

/// Says, as long as it lives, that this process has a journal open.
///
/// On Unix a process loses all its locks on a file as soon as it closes any descriptor of it, also one that SQLite knows
/// nothing of; another program would then take a journal for unused that is not. So a journal that is open here is
/// never opened a second time but by SQLite.
#[derive(Debug)]
pub(super) struct OpenHere(Identity);

static OPEN_HERE: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

impl OpenHere {
    /// From now on.
    pub(super) fn note(path: &Path) -> Option<Self> {
        let identity = identity(path)?;
        Self::list().push(identity);
        Some(Self(identity))
    }

    fn covers(path: &Path) -> bool {
        cfg!(unix) && identity(path).is_some_and(|found| Self::list().contains(&found))
    }

    fn list() -> MutexGuard<'static, Vec<Identity>> {
        OPEN_HERE.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OpenHere {
    fn drop(&mut self) {
        let mut list = Self::list();
        if let Some(index) = list.iter().position(|found| *found == self.0) {
            list.swap_remove(index);
        }
    }
}

/// What tells a file from another that took its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some(Identity(metadata.dev(), metadata.ino()))
}

/// Where an open file can be neither moved nor deleted, its path tells enough.
#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    path.exists().then_some(Identity(0, 0))
}

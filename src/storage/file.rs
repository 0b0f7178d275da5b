//! The journal's file: what is at a path and beside it, making it private, making it appear whole. Leaves its content to SQLite.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Local, NaiveDateTime};

use super::error::{Fault, Foreign, OpenError};
#[cfg(all(test, unix))]
use super::tests::disk::doing;
use crate::files::{self, link_to_nothing, odd_at, resolved};
pub(super) use crate::files::{Draft, Identity, beside, folder_of, identity};

/// `BIOT`; also set by the first migration.
pub(super) const APPLICATION_ID: u32 = 0x4249_4F54;

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

/// Looks at the file, and at what SQLite would open beside it, without SQLite, which could write to a file that is not
/// ours, or wait for one that is none.
pub(super) fn look(path: &Path) -> Result<Found, OpenError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            // A journal on a disk that is away is not one that is yet to be made.
            if let Some(to) = link_to_nothing(path) {
                return Err(OpenError::LinkToNothing { to });
            }
            check_beside(path)?;
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
    check_beside(path)?;
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

/// What SQLite would open beside the journal at `path` must be plain files of one name: it would write to what has another
/// name as well, and wait for ever at a pipe.
fn check_beside(path: &Path) -> Result<(), OpenError> {
    let path = resolved(path);
    for suffix in ["-wal", "-shm", "-journal"] {
        let file = beside(&path, suffix);
        if let Some(odd) = odd_at(&file)? {
            return Err(OpenError::Beside { file, odd });
        }
    }
    Ok(())
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
pub(super) fn draft(path: &Path) -> Result<Draft, Fault> {
    let folder = folder_of(path);
    make_private_folder(folder)?;
    let draft = Draft::in_folder(folder)?;
    doing(Step::Create(draft.path()), || Ok(()))?;
    Ok(draft)
}

/// The present, as the file system that holds `folder` has it.
pub(super) fn time_of(folder: &Path) -> Result<SystemTime, Fault> {
    let probe = Draft::in_folder(folder)?;
    Ok(probe.as_file().metadata()?.modified()?)
}

/// When the file at `path` was last written, on the wall clock.
pub(super) fn written_at(path: &Path) -> Result<NaiveDateTime, Fault> {
    let modified: DateTime<Local> = fs::metadata(path)?.modified()?.into();
    Ok(modified.naive_local())
}

/// Gives a filled draft its name, whole and on disk; false if a file stands there already.
pub(super) fn publish(draft: Draft, path: &Path) -> Result<bool, Fault> {
    sync_file(draft.as_file(), draft.path())?;
    let from = draft.path().to_owned();
    let step = Step::Rename {
        from: &from,
        to: path,
    };
    match doing(step, || draft.persist_noclobber(path)) {
        Ok(()) => {}
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

pub(super) fn is_empty_or_missing(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |file| file.len() == 0)
}

pub(super) fn make_private_folder(folder: &Path) -> Result<(), Fault> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            Fault::Io("a file is there in place of its folder".to_owned())
        }
        _ => error.into(),
    })
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
pub(super) fn publish_over(draft: Draft, path: &Path) -> Result<(), Fault> {
    sync_file(draft.as_file(), draft.path())?;
    let from = draft.path().to_owned();
    let step = Step::Rename {
        from: &from,
        to: path,
    };
    doing(step, || draft.persist(path))?;
    // It is done and cannot be taken back. Whichever of the two a loss of power leaves is whole.
    if let Err(fault) = sync_folder(folder_of(path)) {
        log::warn!("the new name was not waited for: {fault}");
    }
    Ok(())
}

/// Keeps what is at `path` under the name `kept` as well, byte for byte, on disk when this returns. Nothing may have that
/// name yet.
pub(super) fn keep_bytes(path: &Path, kept: &Path) -> Result<(), Fault> {
    // A second name takes no room; not every file system has them.
    let step = Step::Copy { to: kept };
    if doing(step, || fs::hard_link(path, kept)).is_err() {
        keep_copy(path, kept)?;
    }
    if !files::make_private(kept)? {
        log::warn!("others can read {}", kept.display());
    }
    sync_folder(folder_of(kept))
}

/// Copies a file byte for byte to a new private one, on disk when this returns. Nothing may have that name yet.
pub(super) fn keep_copy(from: &Path, kept: &Path) -> Result<(), Fault> {
    let draft = draft(kept)?;
    copy_bytes(from, &draft)?;
    if publish(draft, kept)? {
        Ok(())
    } else {
        Err(std::io::Error::from(ErrorKind::AlreadyExists).into())
    }
}

/// Fills a draft with the bytes of a file.
pub(super) fn copy_bytes(from: &Path, draft: &Draft) -> Result<(), Fault> {
    let step = Step::Copy { to: draft.path() };
    doing(step, || {
        std::io::copy(&mut File::open(from)?, &mut draft.as_file())
    })?;
    Ok(())
}

/// As many bytes as a name may have on most disks.
pub(super) const LONGEST_NAME: usize = 255;
/// What may come behind a name: a number and "-journal".
const ROOM_BEHIND: usize = 14;

/// `path` with its file name cut where it would leave no room for `suffix` and what may come behind it.
pub(super) fn room_behind(path: &Path, suffix: &str) -> PathBuf {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return path.to_owned();
    };
    let room = LONGEST_NAME.saturating_sub(suffix.len() + ROOM_BEHIND);
    path.with_file_name(&name[..name.floor_char_boundary(room)])
}

/// The journal at `path` and what lies beside it while it is in use, whether or not it is there.
pub(super) fn own_files(path: &Path) -> Vec<PathBuf> {
    let own = files::BESIDE.iter().map(|suffix| beside(path, suffix));
    std::iter::once(path.to_owned()).chain(own).collect()
}

/// Takes from other accounts what they may do with the journal at `path` and the files beside it. What belongs to another
/// account stays as it is; [`super::exposed`] names it.
pub(super) fn make_private(path: &Path) {
    // Whoever opened it here has done it, and its locks would be lost.
    if OpenHere::covers(path) {
        return;
    }
    for file in own_files(path) {
        // Beside the journal, what has another name as well is another file, too.
        let is_others = odd_at(&file).is_ok_and(|odd| odd.is_some());
        if is_others && file != path {
            continue;
        }
        match files::make_private(&file) {
            Ok(true) => {}
            Ok(false) => log::warn!("others can read {}", file.display()),
            Err(error) => log::warn!("others can read {}: {error}", file.display()),
        }
    }
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

    pub(super) fn covers(path: &Path) -> bool {
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

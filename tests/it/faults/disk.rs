//! A disk below one folder that can be told to take nothing, for the file system that stands between SQLite and the real one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No space is left; half of what is written arrives.
    Full,
    /// It does not answer.
    Io,
    /// Nothing may be written any more.
    ReadOnly,
}

/// What was done to a file; nobody asks for it here.
#[expect(
    dead_code,
    reason = "the shared file system tells more than is asked here"
)]
pub(super) enum Op {
    Create(PathBuf),
    Write(PathBuf, usize, Vec<u8>),
    Truncate(PathBuf, usize),
    Sync(PathBuf),
    Remove(PathBuf),
    SyncFolder,
}

/// What lies below one folder.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    fault: Mutex<Option<Fault>>,
}

static WATCHED: Mutex<Vec<Arc<Disk>>> = Mutex::new(Vec::new());

fn watched() -> MutexGuard<'static, Vec<Arc<Disk>>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk that a file lies on, if it is watched.
pub(super) fn of(path: &Path) -> Option<Arc<Disk>> {
    let disks = watched();
    let is_on = |disk: &&Arc<Disk>| path.starts_with(&disk.folder);
    disks.iter().find(is_on).cloned()
}

impl Disk {
    /// Watches what SQLite does below `folder` from now on; files that are open already are not watched.
    pub(super) fn watch(folder: &Path) -> Arc<Self> {
        super::vfs::install();
        let disk = Arc::new(Self {
            folder: folder.canonicalize().unwrap(),
            fault: Mutex::default(),
        });
        watched().push(Arc::clone(&disk));
        disk
    }

    /// Fails like this from now on, or not at all.
    pub(super) fn set(&self, fault: Option<Fault>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// How a step fails now.
    pub(super) fn fails(&self) -> Option<Fault> {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes no notes.
    #[expect(clippy::unused_self, reason = "the shared file system tells its disk")]
    pub(super) fn note(&self, _op: impl FnOnce() -> Op) {}
}

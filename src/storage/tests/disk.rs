//! A disk that notes every step, can fail at any of them, and can be looked at as if the power had gone after any.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::file::Step;

/// What was done to a file or a folder.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Create(PathBuf),
    Write(PathBuf, usize, Vec<u8>),
    Truncate(PathBuf, usize),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    SyncFolder,
    /// Something was reported as done.
    Mark,
}

/// How a step fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No space is left; half of what is written arrives.
    Full,
    /// The disk does not answer.
    Io,
    /// Nothing may be written any more.
    ReadOnly,
}

#[derive(Debug, Clone, Copy)]
struct Plan {
    fault: Fault,
    at: usize,
    /// From then on every step fails.
    lasts: bool,
}

#[derive(Debug, Default)]
struct Inner {
    notes: bool,
    ops: Vec<Op>,
    plan: Option<Plan>,
    steps: usize,
    failed: bool,
}

/// What lies below one folder.
#[derive(Debug)]
pub(super) struct Disk {
    folder: PathBuf,
    inner: Mutex<Inner>,
}

static WATCHED: Mutex<Vec<Arc<Disk>>> = Mutex::new(Vec::new());

fn watched() -> MutexGuard<'static, Vec<Arc<Disk>>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The disk that a file lies on, if it is watched.
pub(super) fn of(path: &Path) -> Option<Arc<Disk>> {
    let disks = watched();
    disks
        .iter()
        .find(|disk| path.starts_with(&disk.folder))
        .cloned()
}

/// Stands for the file system where it is not SQLite that writes.
pub(in crate::storage) fn doing<T>(
    step: Step<'_>,
    work: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    let path = match step {
        Step::Create(path) | Step::Sync(path) | Step::SyncFolder(path) | Step::Remove(path) => path,
        Step::Rename { to, .. } | Step::Copy { to } => to,
    };
    let Some(disk) = of(path) else { return work() };
    if let Some(fault) = disk.fails() {
        return Err(match fault {
            Fault::Full => io::ErrorKind::StorageFull,
            Fault::Io => io::ErrorKind::Other,
            Fault::ReadOnly => io::ErrorKind::ReadOnlyFilesystem,
        }
        .into());
    }
    let done = work()?;
    match step {
        Step::Create(path) => disk.note(|| Op::Create(path.to_owned())),
        Step::Sync(path) => disk.note(|| Op::Sync(path.to_owned())),
        Step::SyncFolder(_) => disk.note(|| Op::SyncFolder),
        Step::Remove(path) => disk.note(|| Op::Remove(path.to_owned())),
        Step::Rename { from, to } => disk.note(|| Op::Rename(from.to_owned(), to.to_owned())),
        Step::Copy { to } => {
            disk.note(|| Op::Create(to.to_owned()));
            disk.note(|| Op::Write(to.to_owned(), 0, std::fs::read(to).unwrap()));
        }
    }
    Ok(done)
}

impl Disk {
    /// Watches what happens below `folder` until it is dropped by [`Watching`].
    pub(super) fn watch(folder: &Path) -> Watching {
        super::vfs::install();
        let disk = Arc::new(Self {
            folder: folder.canonicalize().unwrap(),
            inner: Mutex::default(),
        });
        watched().push(Arc::clone(&disk));
        Watching(disk)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a step, and says whether and how it is to fail.
    pub(super) fn fails(&self) -> Option<Fault> {
        let mut inner = self.inner();
        inner.steps += 1;
        let plan = inner.plan?;
        let hits = inner.steps == plan.at || plan.lasts && inner.steps > plan.at;
        inner.failed |= hits;
        hits.then_some(plan.fault)
    }

    pub(super) fn note(&self, op: impl FnOnce() -> Op) {
        let mut inner = self.inner();
        if inner.notes {
            inner.ops.push(op());
        }
    }
}

/// A disk that is watched as long as this lives.
pub(super) struct Watching(Arc<Disk>);

impl Watching {
    /// Fails the step `at`, counted from here, the first being 1; with `lasts` all after it as well.
    pub(super) fn fail(&self, fault: Fault, at: usize, lasts: bool) {
        *self.0.inner() = Inner {
            plan: Some(Plan { fault, at, lasts }),
            ..Inner::default()
        };
    }

    /// The fault is gone. Returns whether it was met.
    pub(super) fn mend(&self) -> bool {
        std::mem::take(&mut *self.0.inner()).failed
    }

    /// Begins to note every step.
    pub(super) fn record(&self) {
        *self.0.inner() = Inner {
            notes: true,
            ..Inner::default()
        };
    }

    /// Notes that something was reported as done.
    pub(super) fn mark(&self) {
        self.0.note(|| Op::Mark);
    }

    /// What was noted.
    pub(super) fn recorded(&self) -> Vec<Op> {
        std::mem::take(&mut *self.0.inner()).ops
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        watched().retain(|disk| !Arc::ptr_eq(disk, &self.0));
    }
}

/// What a disk keeps of the steps that were not waited for when the power goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Nothing,
    Everything,
    /// Some writes in whatever order, torn at sectors, and names up to some step.
    Some(u64),
}

#[derive(Debug, Clone, Default)]
struct Node {
    synced: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

#[derive(Debug, Clone)]
enum Naming {
    Put(PathBuf, usize),
    Take(PathBuf),
}

/// Files as they are, and as they would be found after a loss of power.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    nodes: Vec<Node>,
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    waiting: Vec<Naming>,
}

const SECTOR: usize = 512;

impl Files {
    /// The files below `folder`, all on disk.
    pub(super) fn of(folder: &Path) -> Self {
        let mut files = Self::default();
        let folder = folder.canonicalize().unwrap();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let synced = std::fs::read(&path).unwrap();
                    let waiting = Vec::new();
                    files.names.insert(path, files.nodes.len());
                    files.nodes.push(Node { synced, waiting });
                }
            }
        }
        files.synced_names = files.names.clone();
        files
    }

    /// Goes one step on.
    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::Create(path) => {
                self.nodes.push(Node::default());
                self.name(Naming::Put(path.clone(), self.nodes.len() - 1));
            }
            Op::Write(path, at, bytes) => self.change(path, Change::Write(*at, bytes.clone())),
            Op::Truncate(path, length) => self.change(path, Change::Truncate(*length)),
            Op::Sync(path) => {
                if let Some(index) = self.names.get(path) {
                    let node = &mut self.nodes[*index];
                    for change in std::mem::take(&mut node.waiting) {
                        change.make(&mut node.synced, None);
                    }
                }
            }
            Op::Rename(from, to) => {
                if let Some(index) = self.names.get(from).copied() {
                    self.name(Naming::Take(from.clone()));
                    self.name(Naming::Put(to.clone(), index));
                }
            }
            Op::Remove(path) => self.name(Naming::Take(path.clone())),
            Op::SyncFolder => {
                self.waiting.clear();
                self.synced_names = self.names.clone();
            }
            Op::Mark => {}
        }
    }

    fn change(&mut self, path: &Path, change: Change) {
        let index = self.names.get(path).copied();
        // A file that was there before and was opened by another name would be a hole in this model.
        let index = index.unwrap_or_else(|| panic!("{} is not known", path.display()));
        self.nodes[index].waiting.push(change);
    }

    fn name(&mut self, naming: Naming) {
        naming.make(&mut self.names);
        self.waiting.push(naming);
    }

    /// Writes to `to` what would be found in `folder`.
    pub(super) fn lose_power(&self, kept: Kept, folder: &Path, to: &Path) {
        let folder = folder.canonicalize().unwrap();
        let mut random = fastrand::Rng::with_seed(match kept {
            Kept::Some(seed) => seed,
            Kept::Nothing | Kept::Everything => 0,
        });
        let mut names = self.synced_names.clone();
        let steps = match kept {
            Kept::Nothing => 0,
            Kept::Everything => self.waiting.len(),
            Kept::Some(_) => random.usize(..=self.waiting.len()),
        };
        // A file system keeps the order of names; a rename takes and puts in one.
        for naming in &self.waiting[..steps] {
            naming.make(&mut names);
        }
        let is_half_renamed = matches!(
            (
                self.waiting.get(steps.wrapping_sub(1)),
                self.waiting.get(steps)
            ),
            (Some(Naming::Take(_)), Some(Naming::Put(..)))
        );
        if is_half_renamed {
            self.waiting[steps].make(&mut names);
        }
        for (path, index) in names {
            let node = &self.nodes[index];
            let mut bytes = node.synced.clone();
            for change in &node.waiting {
                match kept {
                    Kept::Everything => change.make(&mut bytes, None),
                    Kept::Some(_) if random.bool() => {
                        let torn = random.bool().then_some(&mut random);
                        change.make(&mut bytes, torn);
                    }
                    Kept::Nothing | Kept::Some(_) => {}
                }
            }
            let target = to.join(path.strip_prefix(&folder).unwrap());
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, bytes).unwrap();
        }
    }
}

impl Naming {
    fn make(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Put(path, index) => {
                names.insert(path.clone(), *index);
            }
            Self::Take(path) => {
                names.remove(path);
            }
        }
    }
}

impl Change {
    fn make(&self, bytes: &mut Vec<u8>, torn: Option<&mut fastrand::Rng>) {
        match self {
            Self::Truncate(length) => bytes.resize(*length, 0),
            Self::Write(at, written) => {
                let sectors = written.len().div_ceil(SECTOR);
                let part = torn.map_or(0..sectors, |random| {
                    let first = random.usize(..sectors.max(1));
                    first..random.usize(first..=sectors)
                });
                let start = part.start * SECTOR;
                let end = (part.end * SECTOR)
                    .min(written.len())
                    .max(start.min(written.len()));
                let start = start.min(end);
                if start == end {
                    return;
                }
                if bytes.len() < at + end {
                    bytes.resize(at + end, 0);
                }
                bytes[at + start..at + end].copy_from_slice(&written[start..end]);
            }
        }
    }
}

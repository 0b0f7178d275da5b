//! New files that have no name yet, or one that tells that they are unfinished: what fails or is killed leaves nothing.

use std::fs::{self, File};
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::plain::odd_at;
use super::register::{Note, PREFIX, SUFFIX, is_draft_name, note};

/// Nobody writes a file for so long.
const ONE_DAY: Duration = Duration::from_secs(86_400);

/// A private file under a name that tells that it is unfinished, for who writes by name. Removed when it is dropped, and
/// by the next run when whoever writes it is killed.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    // Forgotten after the file was removed or got its name.
    _note: Option<Note>,
}

impl Draft {
    /// A new file in `folder`.
    ///
    /// # Errors
    /// If none can be made there.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let (file, note) = make(folder, |path| {
            let mut options = fs::OpenOptions::new();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(path)
        })?;
        Ok(Self { file, _note: note })
    }

    /// Gives it the name `path`, which another file may have had.
    ///
    /// # Errors
    /// If it cannot be renamed; it is removed then.
    pub fn persist(self, path: &Path) -> io::Result<()> {
        self.file.persist(path)?;
        Ok(())
    }

    /// Gives it the name `path` if nothing has it.
    ///
    /// # Errors
    /// If something is there, or it cannot be renamed; it is removed then.
    pub fn persist_noclobber(self, path: &Path) -> io::Result<()> {
        self.file.persist_noclobber(path)?;
        Ok(())
    }
}

impl Deref for Draft {
    type Target = NamedTempFile;

    fn deref(&self) -> &NamedTempFile {
        &self.file
    }
}

/// Makes something under a free name that tells that it is unfinished, noted before it is there.
fn make<R>(
    folder: &Path,
    mut make: impl FnMut(&Path) -> io::Result<R>,
) -> io::Result<(NamedTempFile<R>, Option<Note>)> {
    let mut noted = None;
    let made = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .make_in(folder, |path| {
            noted = note(path);
            make(path)
        })?;
    Ok((made, noted))
}

/// A private file that is filled by who holds it open and named when it is whole. Where the system can, it has no name
/// until then.
#[derive(Debug)]
pub enum NewFile {
    /// Gone by itself when it is dropped, and when whoever writes it is killed.
    #[cfg(target_os = "linux")]
    Nameless(File, PathBuf),
    /// Where that cannot be done.
    Named(Draft),
}

impl NewFile {
    /// A new file in `folder`.
    ///
    /// # Errors
    /// If none can be made there.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless(folder) {
            return Ok(Self::Nameless(file, folder.to_owned()));
        }
        Draft::in_folder(folder).map(Self::Named)
    }

    /// The file, to be filled.
    pub fn file(&self) -> &File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file, _) => file,
            Self::Named(draft) => draft.as_file(),
        }
    }

    /// Gives it the name `path`, which another file may have had; that one is replaced in one step.
    ///
    /// # Errors
    /// If that cannot be done; what was there is as it was.
    pub fn persist(self, path: &Path) -> io::Result<()> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file, folder) => match link(&file, path) {
                // A name that is taken can be taken over by a file that has a name of its own only.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let (named, _note) = make(&folder, |name| link(&file, name))?;
                    Ok(named.into_temp_path().persist(path)?)
                }
                other => other,
            },
            Self::Named(draft) => draft.persist(path),
        }
    }
}

/// A file without a name, where the file system can give it one later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
    open_name(&file).exists().then_some(file)
}

#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    let by = open_name(file);
    Ok(linkat(CWD, &by, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// The name under which the system lets a process find its own open file.
#[cfg(target_os = "linux")]
fn open_name(file: &File) -> PathBuf {
    let number = std::os::fd::AsRawFd::as_raw_fd(file);
    format!("/proc/self/fd/{number}").into()
}

/// Removes unfinished files that were left in `folder` a day or more before `now` and are noted nowhere, as after a loss
/// of power. `now` is what the file system of the folder says.
pub fn clear_old_drafts(folder: &Path, now: SystemTime) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_draft =
            is_draft_name(&entry.file_name()) && odd_at(&path).is_ok_and(|odd| odd.is_none());
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|time| now.duration_since(time).ok());
        if is_draft && age.is_some_and(|age| age >= ONE_DAY) {
            // It only takes up room; the next one tries again.
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn kinds(folder: &Path) -> Vec<NewFile> {
        let named = NewFile::Named(Draft::in_folder(folder).unwrap());
        vec![NewFile::in_folder(folder).unwrap(), named]
    }

    #[test]
    fn a_new_file_appears_whole_and_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        for round in 0..2 {
            for new in kinds(folder.path()) {
                new.file().write_all(b"whole").unwrap();
                assert_eq!(path.exists(), round == 1);
                new.persist(&path).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
                #[cfg(unix)]
                {
                    use std::os::unix::fs::MetadataExt as _;
                    let metadata = fs::metadata(&path).unwrap();
                    assert_eq!((metadata.mode() & 0o777, metadata.nlink()), (0o600, 1));
                }
                if round == 0 {
                    fs::remove_file(&path).unwrap();
                }
            }
            fs::write(&path, "an older one").unwrap();
        }
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn one_that_is_dropped_or_cannot_be_named_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        for new in kinds(folder.path()) {
            new.file().write_all(b"half").unwrap();
            drop(new);
        }
        fs::create_dir_all(folder.path().join("taken/below")).unwrap();
        for new in kinds(folder.path()) {
            assert!(new.persist(&folder.path().join("taken")).is_err());
        }
        let draft = Draft::in_folder(folder.path()).unwrap();
        assert!(
            draft
                .persist_noclobber(&folder.path().join("taken"))
                .is_err()
        );
        assert_eq!(names(folder.path()), ["taken"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn here_an_unfinished_file_has_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewFile::in_folder(folder.path()).unwrap();
        if matches!(new, NewFile::Named(_)) {
            println!("skipped: this file system cannot do it");
            return;
        }
        assert_eq!(names(folder.path()), [] as [&str; 0]);
    }

    #[test]
    fn only_old_drafts_are_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [
            ".biota-a.part",
            ".biota-young.part",
            ".biota-mine",
            "b.part",
        ] {
            fs::write(path(name), "x").unwrap();
        }
        let now = fs::metadata(path("b.part")).unwrap().modified().unwrap();
        for name in [".biota-a.part", ".biota-mine", "b.part"] {
            let file = File::options().write(true).open(path(name)).unwrap();
            file.set_modified(now - 2 * ONE_DAY).unwrap();
        }
        clear_old_drafts(folder.path(), now);
        let left = [".biota-mine", ".biota-young.part", "b.part"];
        assert_eq!(names(folder.path()), left);
    }
}

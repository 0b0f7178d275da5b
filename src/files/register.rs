//! What writers have begun and not finished is noted, so that the next run can remove what a killed one left, wherever it lies.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::own::{BESIDE, beside};
use super::place::folder_of;
use super::plain::{has_second_name, odd_at, open_plain};

/// What a name of something unfinished begins and ends with; folders begin otherwise.
pub(super) const PREFIX: &str = ".biota-";
pub(super) const SUFFIX: &str = ".part";
const FOLDER_PREFIX: &str = "biota-demo-";

/// A note is as long as a path.
const LONGEST_NOTE: u64 = 16_384;
/// More notes that lead nowhere are not waited for.
const MOST_NOTES: usize = 100;
/// How often a note is made anew that another run took for one that nobody holds.
const ATTEMPTS: usize = 5;

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// From now on notes are kept in `folder`, which is made when the first one is. Without this none are kept.
pub fn keep_register_in(folder: PathBuf) {
    // Whoever asked first has asked for the same.
    let _ = FOLDER.set(folder);
}

/// A note of something unfinished, as long as this lives. It is locked: a note that nobody has locked was left by a
/// writer that was killed.
#[derive(Debug)]
pub struct Note {
    path: PathBuf,
    _locked: File,
}

impl Drop for Note {
    fn drop(&mut self) {
        // One that stays is found by the next run, and leads nowhere.
        let _ = fs::remove_file(&self.path);
    }
}

/// Notes a temporary folder of the demo, which goes as a whole.
pub fn note_folder(path: &Path) -> Option<Note> {
    note(path)
}

/// Notes a file that is about to be made. None where no notes are kept or none can be written: what is to be written is
/// worth more than the note.
pub(super) fn note(path: &Path) -> Option<Note> {
    note_in(FOLDER.get()?, path)
}

fn note_in(register: &Path, path: &Path) -> Option<Note> {
    let path = std::path::absolute(path).ok()?;
    let disk = disk_of(folder_of(&path))?;
    let text = [
        format!("{disk}\n").into_bytes(),
        bytes_of(path.as_os_str())?,
    ]
    .concat();
    make_private_folder(register)?;
    for _ in 0..ATTEMPTS {
        let made = tempfile::Builder::new().prefix("").tempfile_in(register);
        let (mut file, name) = made.ok()?.keep().ok()?;
        // Another run may look at it before it is locked, and take it away.
        let is_ours = file.try_lock().is_ok() && is_at(&file, &name);
        let is_noted = is_ours && file.write_all(&text).is_ok();
        let note = Note {
            path: name,
            _locked: file,
        };
        if is_noted {
            return Some(note);
        }
    }
    None
}

/// Removes what writers left that were killed, wherever it lies. What a running one writes stays.
pub fn clear_unfinished() {
    if let Some(register) = FOLDER.get() {
        clear(register);
    }
}

fn clear(register: &Path) {
    let notes = fs::read_dir(register).into_iter().flatten().flatten();
    let notes: Vec<PathBuf> = notes.map(|entry| entry.path()).collect();
    let waits = notes.len() <= MOST_NOTES;
    for name in notes {
        let Ok(file) = open_plain(&name) else {
            continue;
        };
        if file.try_lock().is_err() {
            continue;
        }
        if noted(&file).is_none_or(|(disk, path)| is_cleared(&path, disk) || !waits) {
            // A note that cannot be removed is met again.
            let _ = fs::remove_file(&name);
        }
    }
}

/// The disk and the path that a note holds: a number, a line break, the path.
fn noted(file: &File) -> Option<(u64, PathBuf)> {
    let mut bytes = Vec::new();
    file.take(LONGEST_NOTE).read_to_end(&mut bytes).ok()?;
    let at = bytes.iter().position(|byte| *byte == b'\n')?;
    let path = path_of(bytes.split_off(at + 1)).filter(|path| path.is_absolute())?;
    let disk = str::from_utf8(&bytes).ok()?.trim_end().parse().ok()?;
    let name = path.file_name()?;
    (is_draft_name(name) || starts_with(name, FOLDER_PREFIX)).then_some((disk, path))
}

/// Removes what is unfinished at `path`; false if it may still be there, on a `disk` that is away.
fn is_cleared(path: &Path, disk: u64) -> bool {
    let is_there = fs::symlink_metadata(path).is_ok();
    if !is_there && disk_of(folder_of(path)) != Some(disk) {
        return false;
    }
    let is_folder = path
        .file_name()
        .is_some_and(|name| starts_with(name, FOLDER_PREFIX));
    if is_folder {
        let is_still = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
        return !is_still || fs::remove_dir_all(path).is_ok();
    }
    let with_logs = BESIDE.map(|suffix| beside(path, suffix));
    let parts = std::iter::once(path).chain(with_logs.iter().map(PathBuf::as_path));
    // Each is tried, whatever becomes of the others.
    let kept = parts.filter(|part| !is_removed(part)).count();
    kept == 0
}

/// Removes a plain file of one name; anything else was not left by a writer, and stays.
fn is_removed(path: &Path) -> bool {
    let is_plain = odd_at(path).is_ok_and(|odd| odd.is_none());
    let is_there = fs::symlink_metadata(path).is_ok();
    !is_plain || !is_there || fs::remove_file(path).is_ok()
}

/// Whether a name is one that writers give to a file that is unfinished.
pub(super) fn is_draft_name(name: &OsStr) -> bool {
    starts_with(name, PREFIX) && name.as_encoded_bytes().ends_with(SUFFIX.as_bytes())
}

fn starts_with(name: &OsStr, prefix: &str) -> bool {
    name.as_encoded_bytes().starts_with(prefix.as_bytes())
}

fn is_at(file: &File, path: &Path) -> bool {
    let is_there = odd_at(path).is_ok_and(|odd| odd.is_none());
    is_there && path.exists() && !has_second_name(file)
}

fn make_private_folder(folder: &Path) -> Option<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).ok()
}

/// Which disk a folder is on; none if it is not there.
#[cfg(unix)]
fn disk_of(folder: &Path) -> Option<u64> {
    let found = fs::metadata(folder).ok()?;
    Some(std::os::unix::fs::MetadataExt::dev(&found))
}

#[cfg(not(unix))]
fn disk_of(folder: &Path) -> Option<u64> {
    folder.exists().then_some(0)
}

#[cfg(unix)]
fn bytes_of(path: &OsStr) -> Option<Vec<u8>> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(path).to_vec())
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    let path: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    Some(path.into())
}

#[cfg(not(unix))]
fn bytes_of(path: &OsStr) -> Option<Vec<u8>> {
    Some(path.to_str()?.as_bytes().to_vec())
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(String::from_utf8(bytes).ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Scene {
        folder: tempfile::TempDir,
    }

    impl Scene {
        fn new() -> Self {
            Self {
                folder: tempfile::tempdir().unwrap(),
            }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn register(&self) -> PathBuf {
            self.path("register")
        }

        /// A note as a killed writer leaves it, and what it had written.
        fn left(&self, name: &str) -> PathBuf {
            let path = self.path(name);
            fs::write(&path, "half").unwrap();
            let note = note_in(&self.register(), &path).unwrap();
            let text = fs::read(&note.path).unwrap();
            drop(note);
            let file = uuid::Uuid::new_v4().to_string();
            fs::write(self.register().join(file), text).unwrap();
            path
        }

        fn notes(&self) -> usize {
            fs::read_dir(self.register()).unwrap().count()
        }
    }

    #[test]
    fn what_a_killed_writer_left_goes_and_what_a_living_one_writes_stays() {
        let scene = Scene::new();
        let dead = scene.left(".biota-dead.part");
        fs::write(beside(&dead, "-journal"), "half a log").unwrap();
        let living = scene.path(".biota-living.part");
        fs::write(&living, "half").unwrap();
        let note = note_in(&scene.register(), &living).unwrap();
        clear(&scene.register());
        assert!(!dead.exists() && !beside(&dead, "-journal").exists());
        assert!(living.exists());
        assert_eq!(scene.notes(), 1);
        drop(note);
        assert_eq!(scene.notes(), 0);
    }

    #[test]
    fn only_what_writers_name_so_is_removed() {
        let scene = Scene::new();
        let names = ["thesis.txt", ".biota-notes", "x.part", "biota-demo"];
        let kept = names.map(|name| scene.left(name));
        let folder = scene.path(".biota-folder.part");
        fs::create_dir(&folder).unwrap();
        let note = note_in(&scene.register(), &folder).unwrap();
        fs::copy(&note.path, scene.register().join("copy")).unwrap();
        drop(note);
        clear(&scene.register());
        assert!(kept.iter().all(|path| path.exists()));
        assert!(folder.is_dir());
        assert_eq!(scene.notes(), 0, "what leads nowhere is forgotten");
    }

    #[test]
    fn a_folder_of_the_demo_goes_with_all_that_is_in_it() {
        let scene = Scene::new();
        let folder = scene.path("biota-demo-x");
        let note = note_in(&scene.register(), &folder).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("demo.biota"), "made up").unwrap();
        fs::copy(&note.path, scene.register().join("copy")).unwrap();
        drop(note);
        clear(&scene.register());
        assert!(!folder.exists());
    }

    #[test]
    fn a_note_about_a_disk_that_is_away_is_kept() {
        let scene = Scene::new();
        fs::create_dir(scene.path("stick")).unwrap();
        let left = scene.left("stick/.biota-dead.part");
        fs::rename(scene.path("stick"), scene.path("away")).unwrap();
        clear(&scene.register());
        assert_eq!(scene.notes(), 1);
        fs::rename(scene.path("away"), scene.path("stick")).unwrap();
        clear(&scene.register());
        assert!(!left.exists());
        assert_eq!(scene.notes(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_note_about_a_disk_is_kept_while_another_one_is_at_its_place() {
        let scene = Scene::new();
        // The folder in which a stick is mounted is there without it, on the disk that holds everything else.
        let path = scene.path(".biota-dead.part");
        fs::create_dir_all(scene.register()).unwrap();
        let note = scene.register().join("of the stick");
        fs::write(&note, format!("1\n{}", path.display())).unwrap();
        clear(&scene.register());
        assert!(note.exists());
        fs::write(&path, "half").unwrap();
        clear(&scene.register());
        assert!(!path.exists() && !note.exists());
        // Not for ever, if there are many that lead nowhere.
        for number in 0..150 {
            let note = scene.register().join(number.to_string());
            fs::write(note, format!("1\n{}", path.display())).unwrap();
        }
        clear(&scene.register());
        assert_eq!(scene.notes(), 0);
    }
}

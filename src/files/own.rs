//! Which files are a journal's own: itself, what lies beside it while it is in use, and the copies kept there.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::place::{folder_of, resolved};
use super::plain;

/// What is behind a journal's name in those of the files that belong to its use.
pub const BESIDE: [&str; 5] = ["-wal", "-shm", "-journal", "-window", "-use"];

/// What is behind a journal's name, and before more, in those of the copies that are kept beside it.
const KEPT: [&str; 5] = [".version-", ".before-", ".damaged-", ".lost-", ".put-back"];

const DATABASE: &[u8; 16] = b"SQLite format 3\0";

/// `path` with something put behind its file name.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Whether what is written to `target` would go over a journal, a file that belongs to the use of one, or a copy kept
/// beside it, by whatever name: `journal`, which need not be there, or another one that is.
pub fn belongs_to(target: &Path, journal: Option<&Path>) -> bool {
    let target = resolved(target);
    // Known by its name or number: whoever has this journal open would lose its locks if it were opened to look.
    if journal.is_some_and(|journal| is_of(&target, &resolved(journal))) {
        return true;
    }
    let name = target.to_string_lossy();
    let mut bases = BESIDE.iter().filter_map(|ending| name.strip_suffix(ending));
    is_database(&target) || bases.any(|base| is_database(Path::new(base)))
}

/// Whether `path` leads to the journal at `journal` or to what is beside it while it is in use. Whoever has it open loses
/// its locks when such a file is opened and closed, even to be read.
pub fn is_in_use_by(path: &Path, journal: &Path) -> bool {
    let (path, journal) = (resolved(path), resolved(journal));
    let own = BESIDE.map(|suffix| beside(&journal, suffix));
    is_same(&path, &journal) || own.iter().any(|own| is_same(&path, own))
}

fn is_of(target: &Path, journal: &Path) -> bool {
    let folder = folder_of(journal);
    let is_own = |path: &Path| is_own_name(path.file_name(), journal.file_name());
    if is_same(target, journal) || is_same(folder_of(target), folder) && is_own(target) {
        return true;
    }
    // A second name of one of them.
    let there = fs::read_dir(folder).into_iter().flatten().flatten();
    there
        .map(|entry| entry.path())
        .any(|path| is_own(&path) && is_same(target, &path))
}

/// Whether two names lead to one file or folder, whether or not it is there.
fn is_same(one: &Path, other: &Path) -> bool {
    let number = identity(one);
    one == other || cfg!(unix) && number.is_some() && number == identity(other)
}

/// Compared without regard to case, as some file systems do.
fn is_own_name(name: Option<&OsStr>, journal: Option<&OsStr>) -> bool {
    let lower = |name: Option<&OsStr>| Some(name?.to_string_lossy().to_lowercase());
    let (Some(name), Some(journal)) = (lower(name), lower(journal)) else {
        return false;
    };
    name.strip_prefix(&journal).is_some_and(|rest| {
        rest.is_empty()
            || BESIDE.contains(&rest)
            || KEPT.iter().any(|beginning| rest.starts_with(beginning))
    })
}

fn is_database(path: &Path) -> bool {
    let mut head = [0; DATABASE.len()];
    let read = plain::open_plain(path).and_then(|mut file: File| file.read_exact(&mut head));
    read.is_ok() && head == *DATABASE
}

/// What tells a file from another that took its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity(u64, u64);

/// The file that `path` leads to; none if there is none.
#[cfg(unix)]
pub fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    Some(Identity(metadata.dev(), metadata.ino()))
}

/// Where an open file can be neither moved nor deleted, its path tells enough.
#[cfg(not(unix))]
pub fn identity(path: &Path) -> Option<Identity> {
    path.exists().then_some(Identity(0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_journals_own_files_are_known_before_they_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.biota");
        let belongs = |name: &str| belongs_to(&folder.path().join(name), Some(&journal));
        for name in [
            "journal.biota",
            "journal.biota-wal",
            "journal.biota-window",
            "JOURNAL.biota-USE",
            "./journal.biota-shm",
            "journal.biota.version-12",
            "journal.biota.before-restore-2",
            "journal.biota.damaged-2026-11-21-083012-wal",
            "journal.biota.put-back",
        ] {
            assert!(belongs(name), "{name}");
        }
        for name in [
            "journal.biota.csv",
            "journal.biota-days",
            "journal.csv",
            "my journal.biota-wal",
            "other-use",
        ] {
            assert!(!belongs(name), "{name}");
        }
    }

    #[test]
    fn other_journals_are_known_by_their_content() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("other");
        fs::write(&other, b"SQLite format 3\0and so on").unwrap();
        let wal = folder.path().join("other-wal");
        assert!(belongs_to(&other, None) && belongs_to(&wal, None));
        fs::write(&other, "date,tracker").unwrap();
        assert!(!belongs_to(&other, None) && !belongs_to(&wal, None));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_second_names_lead_to_the_same_file() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let journal = path("journal.biota");
        let belongs = |name: &str| belongs_to(&path(name), Some(&journal));
        for own in ["journal.biota-use", "journal.biota.damaged-1"] {
            symlink(path(own), path("link")).unwrap();
            assert!(belongs("link"), "{own} is not there yet");
            fs::write(path(own), "x").unwrap();
            assert!(belongs("link"), "{own}");
            fs::remove_file(path("link")).unwrap();
            fs::hard_link(path(own), path("second")).unwrap();
            assert!(belongs("second"), "{own}");
            fs::remove_file(path("second")).unwrap();
        }
        symlink(folder.path(), path("folder")).unwrap();
        assert!(belongs("folder/journal.biota-window"));
        // Copies are the journal's own, and may be read all the same.
        assert!(belongs("journal.biota.before-restore"));
        let reads = |name: &str| !is_in_use_by(&path(name), &journal);
        assert!(reads("journal.biota.before-restore") && reads("journal.csv"));
        assert!(!reads("journal.biota-shm") && !reads("folder/journal.biota"));
        // The journal itself may be named by a link.
        fs::rename(path("journal.biota-use"), path("real-use")).unwrap();
        symlink(path("real"), &journal).unwrap();
        assert!(belongs("real-use") && belongs("real-wal"));
    }
}

//! A file that is replaced as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::ExportError;

/// Fills `target` with what `fill` writes, by way of a new file beside it that takes its name at the end.
///
/// If anything fails on the way, a full disk say, the old file stays as it was. A file that is there keeps its
/// permissions; a new one is readable by its owner alone, for it tells about a person's health. A target that is no
/// file, such as `/dev/stdout`, is written to directly.
///
/// # Errors
/// Where the folder takes no new file, the target may not be replaced, or writing fails.
pub fn write_file(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return write_directly(&target, fill);
    }
    if is_journal(&target) {
        let refused = io::Error::new(io::ErrorKind::AlreadyExists, JOURNAL_THERE);
        return Err(ExportError::Replace(refused));
    }
    let permissions = old.map(|old| old.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(ExportError::Replace(refused));
    }
    let mut file = tempfile::Builder::new()
        .prefix(".biota-")
        .tempfile_in(folder_of(&target))
        .map_err(ExportError::Folder)?;
    fill_through_buffer(file.as_file_mut(), fill)?;
    file.as_file().sync_all()?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.persist(&target)
        .map_err(|error| ExportError::Replace(error.error))?;
    Ok(())
}

/// What is answered where a journal would have been replaced.
const JOURNAL_THERE: &str = "a journal lies there, choose another file";

/// Whether a database lies there, or one of the files beside it: a journal is never replaced by a list of its values.
fn is_journal(target: &Path) -> bool {
    let is_database = |path: &Path| {
        let mut head = [0; 16];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
        read.is_ok() && head == *b"SQLite format 3\0"
    };
    let name = target.to_string_lossy();
    let beside = ["-wal", "-shm", "-journal", ".lock"];
    let mut bases = beside.iter().filter_map(|ending| name.strip_suffix(ending));
    is_database(target) || bases.any(|base| is_database(Path::new(base)))
}

fn write_directly(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut file = File::options()
        .write(true)
        .open(target)
        .map_err(ExportError::Replace)?;
    fill_through_buffer(&mut file, fill)
}

fn fill_through_buffer(
    file: &mut File,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.flush()?;
    Ok(())
}

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill_with(text: &'static str) -> impl FnOnce(&mut dyn Write) -> Result<(), ExportError> {
        move |out| Ok(out.write_all(text.as_bytes())?)
    }

    fn files_in(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_made_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("entries.csv");
        write_file(&target, fill_with("one")).unwrap();
        write_file(&target, fill_with("two")).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "two");
        assert_eq!(files_in(folder.path()), 1);
    }

    #[test]
    fn a_failure_halfway_leaves_the_old_file_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("entries.csv");
        fs::write(&target, "old").unwrap();
        let broken = write_file(&target, |out| {
            out.write_all(b"half of the ne")?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        });
        assert!(matches!(broken, Err(ExportError::Write(_))), "{broken:?}");
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert_eq!(files_in(folder.path()), 1, "nothing half done stays behind");
    }

    #[test]
    fn a_journal_and_what_lies_beside_it_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.biota");
        fs::write(&journal, b"SQLite format 3\0and so on").unwrap();
        let wal = folder.path().join("journal.biota-wal");
        fs::write(&wal, "pages").unwrap();
        for target in [&journal, &wal, &folder.path().join("./journal.biota")] {
            let refused = write_file(target, fill_with("date,tracker"));
            assert!(
                matches!(refused, Err(ExportError::Replace(_))),
                "{refused:?}"
            );
        }
        assert_eq!(fs::read(&wal).unwrap(), b"pages");
        assert!(fs::read(&journal).unwrap().starts_with(b"SQLite"));
        // A name that only looks like it is free.
        write_file(&folder.path().join("other-wal"), fill_with("x")).unwrap();
    }

    #[test]
    fn folders_that_are_not_there_and_folders_themselves_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let missing = write_file(&folder.path().join("no/entries.csv"), fill_with("x"));
        assert!(
            matches!(missing, Err(ExportError::Folder(_))),
            "{missing:?}"
        );
        let itself = write_file(folder.path(), fill_with("x"));
        assert!(matches!(itself, Err(ExportError::Replace(_))), "{itself:?}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("a.csv"), folder.path().join("link.csv"));
        write_file(&target, fill_with("new")).unwrap();
        assert_eq!(mode(&target), 0o600, "a new file is private");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        write_file(&link, fill_with("newer")).unwrap();
        assert_eq!(mode(&target), 0o640);
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
        let refused = write_file(&target, fill_with("newest"));
        assert!(matches!(refused, Err(ExportError::Replace(_))));
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
    }

    #[cfg(unix)]
    #[test]
    fn a_target_that_is_no_file_is_written_to_and_stays() {
        use std::os::unix::fs::FileTypeExt;
        let null = Path::new("/dev/null");
        write_file(null, fill_with("gone")).unwrap();
        assert!(fs::metadata(null).unwrap().file_type().is_char_device());
    }
}

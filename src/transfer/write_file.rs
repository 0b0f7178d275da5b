//! A file that is replaced as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::ExportError;
use crate::files::{NewFile, belongs_to, clear_old_drafts, folder_of, link_to_nothing, resolved};

/// Fills `target` with what `fill` writes, by way of a new file in its folder that takes its name at the end.
///
/// If anything fails on the way, a full disk say, the old file stays as it was, and if the program is killed, nothing is
/// left that the next run does not remove. A file that is there keeps its permissions; a new one is readable by its owner
/// alone, for it tells about a person's health. A target that is no file, such as `/dev/stdout`, is written to directly.
/// `journal` is the one that is in use, if any: neither it nor any other is gone over, nor what belongs to one.
///
/// # Errors
/// Where the folder takes no new file, the target may not be replaced, or writing fails.
pub fn write_file(
    target: &Path,
    journal: Option<&Path>,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    if belongs_to(target, journal) {
        return Err(ExportError::OfJournal);
    }
    // A link stays a link: what it points to is replaced or made, but for a disk that is away.
    let end = resolved(target);
    if let (false, Some(to)) = (folder_of(&end).is_dir(), link_to_nothing(target)) {
        return Err(ExportError::LinkToNothing(to));
    }
    let target = end;
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return write_directly(&target, fill);
    }
    let permissions = old.map(|old| old.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(ExportError::Replace(refused));
    }
    let folder = folder_of(&target);
    let new = NewFile::in_folder(folder).map_err(ExportError::Folder)?;
    if let Ok(now) = new.file().metadata().and_then(|made| made.modified()) {
        clear_old_drafts(folder, now);
    }
    fill_through_buffer(new.file(), fill)?;
    new.file().sync_all()?;
    if let Some(permissions) = permissions {
        new.file().set_permissions(permissions)?;
    }
    new.persist(&target).map_err(ExportError::Replace)
}

fn write_directly(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let file = File::options()
        .write(true)
        .open(target)
        .map_err(ExportError::Replace)?;
    fill_through_buffer(&file, fill)
}

fn fill_through_buffer(
    file: &File,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.flush()?;
    Ok(())
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
        write_file(&target, None, fill_with("one")).unwrap();
        write_file(&target, None, fill_with("two")).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "two");
        assert_eq!(files_in(folder.path()), 1);
    }

    #[test]
    fn a_failure_halfway_leaves_the_old_file_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("entries.csv");
        fs::write(&target, "old").unwrap();
        let broken = write_file(&target, None, |out| {
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
            let refused = write_file(target, None, fill_with("date,tracker"));
            assert!(
                matches!(refused, Err(ExportError::OfJournal)),
                "{refused:?}"
            );
        }
        assert_eq!(fs::read(&wal).unwrap(), b"pages");
        assert!(fs::read(&journal).unwrap().starts_with(b"SQLite"));
        // A name that only looks like it is free.
        write_file(&folder.path().join("other-wal"), None, fill_with("x")).unwrap();
    }

    #[test]
    fn folders_that_are_not_there_and_folders_themselves_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let missing = write_file(&folder.path().join("no/entries.csv"), None, fill_with("x"));
        assert!(
            matches!(missing, Err(ExportError::Folder(_))),
            "{missing:?}"
        );
        let itself = write_file(folder.path(), None, fill_with("x"));
        assert!(matches!(itself, Err(ExportError::Replace(_))), "{itself:?}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("a.csv"), folder.path().join("link.csv"));
        write_file(&target, None, fill_with("new")).unwrap();
        assert_eq!(mode(&target), 0o600, "a new file is private");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        write_file(&link, None, fill_with("newer")).unwrap();
        assert_eq!(mode(&target), 0o640);
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
        let refused = write_file(&target, None, fill_with("newest"));
        assert!(matches!(refused, Err(ExportError::Replace(_))));
        assert_eq!(fs::read_to_string(&target).unwrap(), "newer");
    }

    #[cfg(unix)]
    #[test]
    fn a_target_that_is_no_file_is_written_to_and_stays() {
        use std::os::unix::fs::FileTypeExt;
        let null = Path::new("/dev/null");
        write_file(null, None, fill_with("gone")).unwrap();
        assert!(fs::metadata(null).unwrap().file_type().is_char_device());
    }
}

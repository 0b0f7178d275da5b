//! Files that no other account may read.

use std::io;
use std::path::Path;

/// What a group and all others may do.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Whether no other account may use the file at `path`, as far as its mode says; so it is where there is none.
#[cfg(unix)]
pub fn is_private(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).map_or(true, |metadata| metadata.mode() & OTHERS == 0)
}

/// Whether the file at `path` belongs to the account this runs in.
#[cfg(unix)]
pub fn is_of_this_account(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let own = rustix::process::geteuid().as_raw();
    std::fs::metadata(path).is_ok_and(|metadata| metadata.uid() == own)
}

/// Who can write a file can change it.
#[cfg(not(unix))]
pub fn is_of_this_account(_path: &Path) -> bool {
    true
}

/// Files lie in the account's own folders, whose rules they take over.
#[cfg(not(unix))]
pub fn is_private(_path: &Path) -> bool {
    true
}

/// Takes from others what they may do with the plain file at `path`, if it is this account's. Returns whether it is
/// private now; so is what is not there.
///
/// # Errors
/// If the system refuses it.
#[cfg(unix)]
pub fn make_private(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let Ok(found) = std::fs::symlink_metadata(path) else {
        return Ok(true);
    };
    if !found.is_file() || found.mode() & OTHERS == 0 {
        return Ok(found.is_file());
    }
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Ok(false);
    }
    // By the open file: whatever takes its name meanwhile keeps its mode.
    let file = super::plain::open_plain(path)?;
    let opened = file.metadata()?;
    if (opened.dev(), opened.ino()) != (found.dev(), found.ino()) {
        return Ok(false);
    }
    let mode = opened.mode() & 0o7777 & !OTHERS;
    file.set_permissions(std::fs::Permissions::from_mode(mode))?;
    // Some file systems take it without a word and do nothing.
    Ok(file.metadata()?.mode() & OTHERS == 0)
}

/// See [`is_private`].
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn make_private(_path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_mode_loses_what_others_may_do_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.biota");
        fs::write(&path, "x").unwrap();
        for (before, after) in [
            (0o644, 0o600),
            (0o666, 0o600),
            (0o440, 0o400),
            (0o600, 0o600),
        ] {
            fs::set_permissions(&path, Permissions::from_mode(before)).unwrap();
            assert_eq!(is_private(&path), before == after, "{before:o}");
            assert!(make_private(&path).unwrap(), "{before:o}");
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
            assert_eq!(mode, after, "{before:o}");
        }
        assert!(make_private(&folder.path().join("none")).unwrap());
    }

    #[test]
    fn what_a_link_leads_to_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, link) = (folder.path().join("victim"), folder.path().join("link"));
        fs::write(&victim, "x").unwrap();
        fs::set_permissions(&victim, Permissions::from_mode(0o644)).unwrap();
        symlink(&victim, &link).unwrap();
        assert!(!make_private(&link).unwrap());
        let mode = fs::metadata(&victim).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o644);
    }
}

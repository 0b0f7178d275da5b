//! Plain files of one name, and opening one without following a link or waiting for a pipe.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// What is at a name where a plain file was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// A symbolic link, wherever it leads.
    Link,
    /// A folder.
    Folder,
    /// A pipe, a socket, a device.
    Special,
    /// A plain file that has another name as well: writing here would change what is there.
    SecondName,
}

/// What is odd about `path`; none for a plain file of one name, and where there is nothing.
///
/// # Errors
/// If the system does not say what is there.
pub fn odd_at(path: &Path) -> io::Result<Option<Odd>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(odd_of(&metadata)),
        Err(error) if is_nothing(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Nothing is under a name that cannot be.
fn is_nothing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename
    )
}

fn odd_of(metadata: &Metadata) -> Option<Odd> {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        Some(Odd::Link)
    } else if kind.is_dir() {
        Some(Odd::Folder)
    } else if !kind.is_file() {
        Some(Odd::Special)
    } else if names_of(metadata) > 1 {
        Some(Odd::SecondName)
    } else {
        None
    }
}

#[cfg(unix)]
fn names_of(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// Not told without opening the file, and there only where it is asked for.
#[cfg(not(unix))]
fn names_of(_metadata: &Metadata) -> u64 {
    1
}

/// Why a lock file was not opened.
#[derive(Debug)]
pub enum OpenLockError {
    /// Something else is there.
    Odd(Odd),
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for OpenLockError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Opens a file that is there to be locked, and makes it, private, if there is none. Nothing is written to it.
///
/// A file with a second name can be locked, too; whoever writes to it asks [`has_second_name`] first.
///
/// # Errors
/// If anything but a plain file is there.
pub fn open_lock(path: &Path) -> Result<File, OpenLockError> {
    // Looked at before it is opened, for opening a device may do something; and after, for it may have been replaced.
    refuse(odd_at(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    do_not_follow(&mut options);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    refuse(odd_of(&file.metadata()?))?;
    Ok(file)
}

fn refuse(odd: Option<Odd>) -> Result<(), OpenLockError> {
    match odd {
        None | Some(Odd::SecondName) => Ok(()),
        Some(odd) => Err(OpenLockError::Odd(odd)),
    }
}

/// Whether an open file has another name as well.
pub fn has_second_name(file: &File) -> bool {
    file.metadata()
        .map_or(true, |metadata| odd_of(&metadata).is_some())
}

/// Opens a plain file for reading; a link, a pipe or the like is an error.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    do_not_follow(&mut options);
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(ErrorKind::InvalidInput.into())
    }
}

/// Reads a short text.
///
/// # Errors
/// If it is longer than `most` bytes, is no text, or cannot be read.
pub fn read_short(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is too long"));
    }
    Ok(text)
}

/// Files that others may have put there are opened without following a link, and without waiting for the other end of a
/// pipe.
#[cfg(unix)]
fn do_not_follow(options: &mut OpenOptions) {
    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
}

#[cfg(windows)]
fn do_not_follow(options: &mut OpenOptions) {
    /// `FILE_FLAG_OPEN_REPARSE_POINT`: a link itself rather than what it leads to.
    const LINK_ITSELF: u32 = 0x0020_0000;
    std::os::windows::fs::OpenOptionsExt::custom_flags(options, LINK_ITSELF);
}

#[cfg(not(any(unix, windows)))]
fn do_not_follow(_options: &mut OpenOptions) {}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_lock_file_is_made_private_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        drop(open_lock(&path).unwrap());
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::write(&path, "who has it").unwrap();
        let file = open_lock(&path).unwrap();
        assert!(!has_second_name(&file));
        assert_eq!(fs::read_to_string(&path).unwrap(), "who has it");
    }

    #[test]
    fn links_folders_and_sockets_are_told_apart_and_none_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("victim"), "important").unwrap();
        symlink(path("victim"), path("link")).unwrap();
        symlink(path("nothing"), path("to nothing")).unwrap();
        fs::create_dir(path("folder")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
        for (name, expected) in [
            ("link", Odd::Link),
            ("to nothing", Odd::Link),
            ("folder", Odd::Folder),
            ("socket", Odd::Special),
        ] {
            assert_eq!(odd_at(&path(name)).unwrap(), Some(expected), "{name}");
            let refused = open_lock(&path(name));
            assert!(
                matches!(refused, Err(OpenLockError::Odd(odd)) if odd == expected),
                "{name}"
            );
            assert!(open_plain(&path(name)).is_err(), "{name}");
        }
        assert!(!path("nothing").exists());
        assert_eq!(odd_at(&path("none")).unwrap(), None);
        assert_eq!(odd_at(&path("victim/below")).unwrap(), None);
        assert_eq!(odd_at(&path(&"n".repeat(300))).unwrap(), None);
    }

    #[test]
    fn an_endless_text_is_not_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text");
        fs::write(&path, "ten bytes.").unwrap();
        assert_eq!(read_short(&path, 10).unwrap(), "ten bytes.");
        assert!(read_short(&path, 9).is_err());
        assert!(read_short(Path::new("/dev/zero"), 1_000).is_err());
    }

    #[test]
    fn a_second_name_is_noticed_on_the_open_file() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        fs::write(&one, "important").unwrap();
        fs::hard_link(&one, &other).unwrap();
        assert_eq!(odd_at(&other).unwrap(), Some(Odd::SecondName));
        assert!(has_second_name(&open_lock(&other).unwrap()));
        // A file that was removed since it was opened has no name at all.
        let file = open_lock(&other).unwrap();
        fs::remove_file(&one).unwrap();
        assert!(!has_second_name(&file));
    }
}

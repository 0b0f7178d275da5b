//! The locks that keep a second window off a journal, and another journal off its place.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use super::error::OpenError;
use super::file::beside;
use crate::files::{OpenLockError, has_second_name, open_lock};

/// How long a lock is waited for: as long as for another program's transaction.
const ATTEMPTS: u32 = 90;
/// How often a second window tries before it says where the first is.
const WINDOW_ATTEMPTS: u32 = 15;
const PAUSE: Duration = Duration::from_millis(10);
/// Longer than names of computers and displays.
const LONGEST_WORD: usize = 80;

/// The window that has a journal open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its process number.
    pub process: u32,
    /// The computer it runs on; empty if that is not known.
    pub host: String,
    /// The display it stands on; empty if that is not known.
    pub display: String,
}

/// Held as long as it lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct WindowLock {
    _file: File,
}

impl WindowLock {
    /// Takes the lock beside the journal at `path`.
    pub(super) fn take(path: &Path) -> Result<Self, OpenError> {
        let mut file = open(&beside(path, "-window"))?;
        let mut attempts = 0;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                // A program that a window starts holds its lock as well until it is itself.
                Err(TryLockError::WouldBlock) if attempts < WINDOW_ATTEMPTS => {
                    attempts += 1;
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(OpenError::Locked {
                        by: Holder::read(&mut file),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        // What the file says is for people; without it the lock is as good. Under a second name it is another file, too.
        if has_second_name(&file) {
            log::warn!("the lock file has a second name, so nothing is written to it");
        } else if let Err(error) = Holder::this_process().write(&mut file) {
            log::warn!("cannot say in the lock file who has it: {error}");
        }
        Ok(Self { _file: file })
    }
}

/// Keeps a journal from being replaced by another while someone may write to it: writers share it, who replaces the
/// journal has it alone. SQLite's own locks do not suffice, for they belong to a file and a replaced one is another.
#[derive(Debug)]
pub(super) struct UseLock {
    _file: File,
}

impl UseLock {
    /// For a writer.
    pub(super) fn share(path: &Path) -> Result<Self, OpenError> {
        Self::take(path, File::try_lock_shared)
    }

    /// For who puts another journal there.
    pub(super) fn alone(path: &Path) -> Result<Self, OpenError> {
        Self::take(path, File::try_lock)
    }

    fn take(
        path: &Path,
        lock: impl Fn(&File) -> Result<(), TryLockError>,
    ) -> Result<Self, OpenError> {
        let file = open(&beside(path, "-use"))?;
        for _ in 0..ATTEMPTS {
            match lock(&file) {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(OpenError::Busy)
    }
}

/// Opens a lock file, and makes it if there is none. Nothing is written to it before it is locked.
fn open(path: &Path) -> Result<File, OpenError> {
    open_lock(path).map_err(|error| match error {
        OpenLockError::Odd(odd) => OpenError::Beside {
            file: path.to_owned(),
            odd,
        },
        OpenLockError::Io(error) => error.into(),
    })
}

impl Holder {
    fn this_process() -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        Self {
            process: std::process::id(),
            host: host
                .or_else(|| variable("HOSTNAME"))
                .or_else(|| variable("COMPUTERNAME"))
                .map(|host| host.trim().to_owned())
                .unwrap_or_default(),
            display: variable("WAYLAND_DISPLAY")
                .or_else(|| variable("DISPLAY"))
                .unwrap_or_default(),
        }
    }

    fn write(&self, file: &mut File) -> std::io::Result<()> {
        file.set_len(0)?;
        file.rewind()?;
        let Self {
            process,
            host,
            display,
        } = self;
        write!(file, "process {process}\nhost {host}\ndisplay {display}\n")?;
        file.flush()
    }

    fn read(file: &mut File) -> Option<Self> {
        let mut text = String::new();
        file.rewind().ok()?;
        file.take(4_096).read_to_string(&mut text).ok()?;
        let field = |name: &str| {
            let mut lines = text.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
        };
        Some(Self {
            process: field("process")?.parse().ok()?,
            host: shown(field("host").unwrap_or_default()),
            display: shown(field("display").unwrap_or_default()),
        })
    }
}

/// A word from a file that others may have written, as it may be shown.
fn shown(word: &str) -> String {
    let visible = word.chars().filter(|letter| !letter.is_control());
    visible.take(LONGEST_WORD).collect()
}

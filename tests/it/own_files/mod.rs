//! The files of a journal and what others put in their place: links, second names, pipes, devices, leftovers, modes.

#![cfg(unix)]

mod leftovers;
mod links;
mod private;
mod targets;
#[cfg(target_os = "linux")]
mod traced;

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// No command on a small journal takes as long.
const LONGEST: Duration = Duration::from_secs(30);

/// A home with a journal, and a folder outside of it that belongs to nobody's journal.
pub struct Home {
    folder: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub errors: String,
}

impl Home {
    /// A home without a journal.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home/data", "outside"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    /// A home with a journal of two days, a backup and an archive of it, and a table to import.
    pub fn new() -> Self {
        let home = Self::empty();
        home.says(&["log", "water", "500", "--on", "2026-01-01"]);
        home.says(&["log", "itch", "3", "--on", "2026-01-02"]);
        home.says(&["export", "--archive", "../archive.zip"]);
        home.says(&["backup"]);
        let table = "date,water\n2026-01-05,250\n2026-01-06,300\n";
        fs::write(home.path("home/table.csv"), table).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn journal(&self) -> PathBuf {
        self.path("home/data/journal.biota")
    }

    /// The file beside the journal whose name ends so.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        self.path(&format!("home/data/journal.biota{suffix}"))
    }

    /// The program in the journal's folder, or `program` with the same surroundings.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("BIOTA_JOURNAL", self.journal())
            .env("HOME", self.path("home"))
            .env("LC_ALL", "en_GB.UTF-8")
            .current_dir(self.path("home/data"))
            .stdin(Stdio::null());
        for name in [
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "LANGUAGE",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "WAYLAND_SOCKET",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = self.command(Path::new(PROGRAM));
        command.args(arguments);
        ended(&mut command)
    }

    /// Standard output of a command that has to succeed without a complaint.
    pub fn says(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        assert_eq!(ended.errors, "", "{arguments:?}");
        ended.out
    }

    /// What a command that has to fail says, which is one line.
    pub fn fails(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert!(
            matches!(ended.code, Some(1 | 2)),
            "{arguments:?}: {ended:?}"
        );
        assert_eq!(ended.errors.lines().count(), 1, "{arguments:?}: {ended:?}");
        ended.errors
    }

    /// The first backup there is.
    pub fn backup(&self) -> PathBuf {
        let files = fs::read_dir(self.path("home/Biota backups")).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files.swap_remove(0)
    }

    /// Every path below the home.
    pub fn all_files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path("home")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path.clone());
                }
                found.push(path);
            }
        }
        found.sort();
        found
    }
}

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_biota");

/// Runs a command that must come to an end by itself.
pub fn ended(command: &mut Command) -> Ended {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut readers = Vec::new();
    let (out, errors) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let streams: [Box<dyn std::io::Read + Send>; 2] = [Box::new(out), Box::new(errors)];
    for mut stream in streams {
        readers.push(std::thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        }));
    }
    let start = Instant::now();
    let status: ExitStatus = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let is_late = start.elapsed() > LONGEST;
        if is_late {
            child.kill().unwrap();
        }
        assert!(!is_late, "{command:?} does not end");
        std::thread::sleep(Duration::from_millis(2));
    };
    let mut texts = readers.into_iter().map(|reader| reader.join().unwrap());
    Ended {
        code: status.code(),
        out: texts.next().unwrap(),
        errors: texts.next().unwrap(),
    }
}

/// A file outside that nobody may change.
#[derive(Debug, PartialEq)]
pub struct Victim {
    path: PathBuf,
    content: Vec<u8>,
    mode: u32,
    written: (i64, i64),
}

impl Victim {
    /// Made with a mode that shows when it is made private.
    pub fn make(path: PathBuf) -> Self {
        use std::os::unix::fs::PermissionsExt as _;
        fs::write(&path, "important\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        Self::at(path)
    }

    fn at(path: PathBuf) -> Self {
        let metadata = fs::metadata(&path).unwrap();
        Self {
            content: fs::read(&path).unwrap(),
            mode: metadata.mode(),
            written: (metadata.mtime(), metadata.mtime_nsec()),
            path,
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn assert_unchanged(&self, what: &str) {
        assert_eq!(&Self::at(self.path.clone()), self, "{what}");
    }
}

/// What may be in the place of a file of the journal's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    Link,
    LinkToNothing,
    SecondName,
    Folder,
    Pipe,
    Socket,
    Device,
}

impl Odd {
    pub const ALL: [Self; 7] = [
        Self::Link,
        Self::LinkToNothing,
        Self::SecondName,
        Self::Folder,
        Self::Pipe,
        Self::Socket,
        Self::Device,
    ];

    /// Puts it at `path`, in the place of whatever is there; false where this account may not make such a thing.
    pub fn put(self, path: &Path, victim: &Victim) -> bool {
        Self::take_away(path);
        let made_by = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(program);
            let made = command.arg(path).args(arguments).stderr(Stdio::null());
            made.status().is_ok_and(|status| status.success())
        };
        match self {
            Self::Link => std::os::unix::fs::symlink(victim.path(), path).is_ok(),
            Self::LinkToNothing => {
                let nothing = victim.path().with_file_name("nothing");
                std::os::unix::fs::symlink(nothing, path).is_ok()
            }
            Self::SecondName => fs::hard_link(victim.path(), path).is_ok(),
            Self::Folder => fs::create_dir(path).is_ok(),
            Self::Pipe => made_by("mkfifo", &[]),
            Self::Socket => std::os::unix::net::UnixListener::bind(path).is_ok(),
            Self::Device => made_by("mknod", &["c", "1", "3"]),
        }
    }

    /// Removes what is at `path`, if anything.
    pub fn take_away(path: &Path) {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path).unwrap(),
            Ok(_) => fs::remove_file(path).unwrap(),
            Err(_) => {}
        }
    }
}

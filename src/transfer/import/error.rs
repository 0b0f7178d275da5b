//! Why a file cannot be read, with the sentence for people.

use std::io;

use crate::domain::visible;

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refused.
    #[error("it could not be read: {0}")]
    NotRead(#[source] io::Error),
    /// No such file.
    #[error("there is no such file")]
    Missing,
    /// A folder.
    #[error("it is a folder; choose a file in it")]
    Folder,
    /// Not a single byte.
    #[error("it is empty")]
    Empty,
    /// No kind of file that is known.
    #[error(
        "it is none of the files that can be read: a table (CSV), Biota's own exports, Daylio, Bearable, Loop Habit Tracker, Apple Health, Flaredown"
    )]
    NotRecognised,
    /// A journal of Biota, which is no file to import.
    #[error(
        "it is a journal or a backup of Biota itself; biota restore, or Restore in Settings, puts it in your journal's place"
    )]
    Journal,
    /// Known, but not as it should be.
    #[error("{}", place(.part, *.line, .text))]
    Broken {
        /// The file within an archive; empty elsewhere.
        part: String,
        /// The line, from 1; 0 where there is none.
        line: u32,
        /// What is wrong and what was expected.
        text: String,
    },
    /// Larger than anything that kind of file can be.
    #[error("{part} is larger than {most_megabytes} MB and was not read")]
    TooLarge {
        /// The file within an archive, or the file.
        part: String,
        /// The most that is read.
        most_megabytes: u64,
    },
    /// The person stopped it.
    #[error("reading was cancelled")]
    Cancelled,
}

impl ImportError {
    /// A file that is not as its kind should be.
    pub(super) fn broken(part: &str, line: u32, text: impl Into<String>) -> Self {
        Self::Broken {
            part: visible(part).into_owned(),
            line,
            text: text.into(),
        }
    }
}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::NotRead(error),
        }
    }
}

fn place(part: &str, line: u32, text: &str) -> String {
    match (part, line) {
        ("", 0) => text.to_owned(),
        ("", line) => format!("line {line}: {text}"),
        (part, 0) => format!("{part}: {text}"),
        (part, line) => format!("{part}, line {line}: {text}"),
    }
}

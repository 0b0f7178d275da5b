//! The window, as far as a command line goes: which journal it opens, and the sentence where it cannot come up.

use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDateTime};
use tempfile::TempDir;

use super::arguments::DemoArguments;
use super::days::today;
use super::demo::generate;
use super::failure::{Failure, not_opened, of_journal, say_done};
use crate::domain::Journal;
use crate::files::{Note, belongs_to, note_folder, resolved};
use crate::storage::{OpenError, Store};

/// A window that is to be opened.
#[derive(Debug)]
pub struct WindowRequest {
    journal: PathBuf,
    /// Gone with the request.
    _temporary: Option<(TempDir, Option<Note>)>,
}

impl WindowRequest {
    /// The journal it shows.
    pub fn journal(&self) -> &Path {
        &self.journal
    }

    /// Opens the window by `run` and returns the exit code once it is closed.
    pub fn open<E: Display>(
        self,
        run: impl FnOnce(&Path) -> Result<(), E>,
        err: &mut dyn Write,
    ) -> u8 {
        match run(&self.journal) {
            Ok(()) => 0,
            Err(error) => {
                // Where even standard error is closed there is nobody left to tell.
                let _ = writeln!(
                    err,
                    "The window could not be opened: {error}. {COMMANDS_WITHOUT_DISPLAY}"
                );
                1
            }
        }
    }

    pub(super) fn new(journal: PathBuf) -> Self {
        Self {
            journal,
            _temporary: None,
        }
    }
}

const COMMANDS_WITHOUT_DISPLAY: &str = "These commands need no display: biota log, biota show, biota tracker, biota move, biota future, biota export, biota import, biota insights, biota backup, biota restore, biota check, biota demo --out FILE.";

/// Whether a window could come up: on Linux and the BSDs, whether a Wayland or X11 display is named.
pub fn has_display() -> bool {
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return true;
    }
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The failure of a machine without a display.
pub(super) fn no_display() -> Failure {
    Failure::Failed(format!(
        "There is no display to open the window on. {COMMANDS_WITHOUT_DISPLAY}"
    ))
}

/// Writes a made-up journal to the file of `--out`, which may be none of a person's `own` journal.
pub(super) fn write_demo(
    arguments: &DemoArguments,
    target: &Path,
    own: Option<&Path>,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    // The journal itself may begin as one, where there is none yet.
    let is_journal = own.is_some_and(|own| resolved(own) == resolved(target));
    if target.symlink_metadata().is_err() && !is_journal && belongs_to(target, own) {
        return Err(of_journal(&target.display().to_string()));
    }
    let journal = demo(arguments, now);
    Store::create_new(target, &journal).map_err(|error| match error {
        OpenError::AlreadyThere => Failure::Refused(format!(
            "{} is there already and was left as it is. Choose another file.",
            target.display()
        )),
        error => not_opened(&error, target),
    })?;
    let text = format!(
        "Wrote a made-up journal of {} days to {target}. biota --journal {target} opens it.\n",
        arguments.days,
        target = target.display()
    );
    say_done(out, &text)
}

/// Puts a made-up journal into a temporary place for a window.
pub(super) fn temporary_demo(
    arguments: &DemoArguments,
    now: NaiveDateTime,
) -> Result<WindowRequest, Failure> {
    let folder = tempfile::Builder::new()
        .prefix("biota-demo-")
        .tempdir()
        .map_err(|error| Failure::Failed(format!("No temporary folder can be made: {error}.")))?;
    let note = note_folder(folder.path());
    let journal = folder.path().join("demo.biota");
    Store::create_new(&journal, &demo(arguments, now))
        .map_err(|error| not_opened(&error, &journal))?;
    Ok(WindowRequest {
        journal,
        _temporary: Some((folder, note)),
    })
}

fn demo(arguments: &DemoArguments, now: NaiveDateTime) -> Journal {
    let running = today(&Journal::default(), now);
    generate(running - Duration::days(1), arguments.days, arguments.seed)
}

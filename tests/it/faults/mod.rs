//! What goes wrong with a real file and real processes: killed, damaged, full, used by two at once, while a person types.

mod beside;
mod content;
mod damage;
#[cfg(unix)]
mod disk;
mod foreign;
mod full;
mod hostile;
mod kill;
#[cfg(unix)]
mod typed;
#[cfg(unix)]
#[path = "../../../src/storage/tests/vfs.rs"]
mod vfs;

use std::path::Path;
use std::process::{Command, Stdio};

use biota::domain::{Day, Edit, Entry, EntryKey};

use crate::sample::{WATER, day};

/// How much a long run asks for in place of `usual`.
pub fn asked(variable: &str, usual: usize) -> usize {
    let asked = std::env::var(variable).ok();
    asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(usual)
}

/// The built program on a journal of its own.
fn program(journal: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_biota"));
    command
        .env("BIOTA_JOURNAL", journal)
        .env("HOME", journal.parent().unwrap())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn water(on: Day, number: f64) -> Edit {
    Edit::log(EntryKey::own(WATER, on), Entry::typed(number))
}

/// The `index`th of some days, beginning again after a while.
fn nth_day(index: usize) -> Day {
    day("2024-01-01") + chrono::Days::new(index as u64 % 300)
}

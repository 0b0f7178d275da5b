//! Reading and changing the journal file from a command, beside an open window.

use std::path::Path;
use std::time::{Duration, Instant};

use super::failure::{Failure, not_loaded, not_opened, not_saved, rejected};
use super::terminal::shown_path;
use crate::domain::{Archive, Beginning, Day, Edit, Journal, StarterCatalogue, locale_settings};
use crate::storage::{Access, Fault, OpenError, SaveError, Store};

/// How often a change is worked out anew when another program writes in between.
const ATTEMPTS: u32 = 20;
/// How much longer it waits each time.
const PAUSE: Duration = Duration::from_millis(3);
/// And how long at most.
const LONGEST_PAUSE: Duration = Duration::from_millis(60);
/// How long a change that was hard to work out waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// A change that was made.
pub(super) struct Changed<T> {
    /// The journal with the change.
    pub(super) journal: Journal,
    /// Whether the file was made for it.
    pub(super) is_new: bool,
    /// What the plan says about it.
    pub(super) outcome: T,
}

impl<T> Changed<T> {
    /// A line that says that the journal was made for it; empty where it was there.
    pub(super) fn started(&self, path: &Path) -> String {
        if self.is_new {
            format!(
                "Started a journal with the usual set at {}.\n",
                shown_path(path)
            )
        } else {
            String::new()
        }
    }
}

/// How long to go on where other programs are in the way.
struct Turn {
    /// What is not done in the end.
    done: &'static str,
    until: Option<Instant>,
    attempt: u32,
}

impl Turn {
    /// Soon over: what is asked for can be asked for again.
    fn short() -> Self {
        Self {
            done: "logged",
            until: None,
            attempt: 0,
        }
    }

    /// An import: it takes long, and others that write all the time get in between.
    fn long() -> Self {
        Self {
            done: "imported",
            until: Some(Instant::now() + PATIENCE),
            attempt: 0,
        }
    }

    /// Waits a little; false where it has been enough.
    fn waits(&mut self) -> bool {
        self.attempt += 1;
        // Those who were in each other's way do not come back at the same moment.
        let pause = (PAUSE * self.attempt).min(LONGEST_PAUSE);
        std::thread::sleep(pause.mul_f32(0.5 + fastrand::f32()));
        match self.until {
            Some(until) => Instant::now() < until,
            None => self.attempt < ATTEMPTS,
        }
    }

    /// Whether to try once more after another program was in the way for longer than a store waits by itself.
    fn goes_on(&mut self, is_busy: bool) -> bool {
        is_busy && self.until.is_some() && self.waits()
    }

    fn not_opened(&self, error: &OpenError, path: &Path) -> Failure {
        match (error, self.until) {
            (OpenError::Busy, Some(_)) => not_saved(&SaveError::Outdated, self.done, path),
            _ => not_opened(error, path),
        }
    }
}

/// Does something with the journal at `path` that other programs may be in the way of, for an import.
pub(super) fn patiently<T>(
    path: &Path,
    mut work: impl FnMut() -> Result<T, OpenError>,
) -> Result<T, Failure> {
    let mut turn = Turn::long();
    loop {
        match work() {
            Ok(done) => return Ok(done),
            Err(error) if turn.goes_on(matches!(error, OpenError::Busy)) => {}
            Err(error) => return Err(turn.not_opened(&error, path)),
        }
    }
}

/// Reads the journal at `path`, which has to be there.
pub(super) fn load(path: &Path) -> Result<Journal, Failure> {
    let mut store = Store::open(path, Access::Read).map_err(|error| not_opened(&error, path))?;
    store.load().map_err(|error| not_loaded(error, path))
}

/// The same for an import, which waits for its turn.
pub(super) fn load_patiently(path: &Path) -> Result<Journal, Failure> {
    patiently(path, || Ok(Store::open(path, Access::Read)?.load()?))
}

/// Changes the journal at `path` by what `plan` makes of it, in one transaction. A journal that is not there, or has
/// nothing in it, begins with the usual set; a plan that is refused leaves no file behind.
///
/// `plan` sees the journal as it is on disk when the change is saved, so that "+250" counts from there, whoever else writes.
pub(super) fn change<T>(
    path: &Path,
    today: impl Fn(&Journal) -> Day,
    plan: impl Fn(&Journal) -> Result<(Edit, T), Failure>,
) -> Result<Changed<T>, Failure> {
    change_in_turn(path, Turn::short(), today, plan)
}

/// The same for an import, which waits for its turn.
pub(super) fn change_patiently<T>(
    path: &Path,
    today: impl Fn(&Journal) -> Day,
    plan: impl Fn(&Journal) -> Result<(Edit, T), Failure>,
) -> Result<Changed<T>, Failure> {
    change_in_turn(path, Turn::long(), today, plan)
}

fn change_in_turn<T>(
    path: &Path,
    mut turn: Turn,
    today: impl Fn(&Journal) -> Day,
    plan: impl Fn(&Journal) -> Result<(Edit, T), Failure>,
) -> Result<Changed<T>, Failure> {
    loop {
        let (mut store, mut journal) = match loaded(path) {
            Ok(loaded) => loaded,
            Err(error) if turn.goes_on(matches!(error, OpenError::Busy)) => continue,
            Err(error) => return Err(turn.not_opened(&error, path)),
        };
        let mut edits = Vec::new();
        if let Some(beginning) = beginning(&journal, &today) {
            edits.push(beginning);
            apply_last(&mut journal, &edits)?;
        }
        let (edit, outcome) = plan(&journal)?;
        edits.push(edit);
        apply_last(&mut journal, &edits)?;
        let is_new = store.is_none();
        let saved = match &mut store {
            Some(store) => store.save(&Edit::Batch(edits), journal.fingerprint()),
            None => {
                drop(edits);
                let archive = Archive {
                    journal: std::mem::take(&mut journal),
                    ..Archive::default()
                };
                let made = Store::create_from(path, &archive);
                journal = archive.journal;
                match made {
                    Ok(()) => Ok(()),
                    // Another program was quicker: its journal is the one to change.
                    Err(OpenError::AlreadyThere) => Err(SaveError::Outdated),
                    Err(error) => return Err(not_opened(&error, path)),
                }
            }
        };
        match saved {
            Ok(()) => {
                return Ok(Changed {
                    journal,
                    is_new,
                    outcome,
                });
            }
            Err(SaveError::Outdated) if turn.waits() => {}
            Err(error) if turn.goes_on(matches!(error, SaveError::Fault(Fault::Busy))) => {}
            Err(error) => return Err(not_saved(&error, turn.done, path)),
        }
    }
}

/// The journal at `path` as it is, open for writing; an empty one where there is no file.
fn loaded(path: &Path) -> Result<(Option<Store>, Journal), OpenError> {
    if path.symlink_metadata().is_err_and(is_missing) {
        return Ok((None, Journal::default()));
    }
    let mut store = Store::open(path, Access::Write)?;
    let journal = store.load()?;
    Ok((Some(store), journal))
}

/// The journal with what it would begin with if it were changed.
pub(super) fn begun(
    mut journal: Journal,
    today: impl Fn(&Journal) -> Day,
) -> Result<Journal, Failure> {
    if let Some(beginning) = beginning(&journal, &today) {
        apply_last(&mut journal, &[beginning])?;
    }
    Ok(journal)
}

/// The usual set for a journal that has nothing in it.
fn beginning(journal: &Journal, today: &impl Fn(&Journal) -> Day) -> Option<Edit> {
    journal.trackers().is_empty().then(|| {
        let begin = StarterCatalogue::embedded().begin(&Beginning::usual(today(journal)));
        Edit::Batch(vec![settings_of_new(journal), begin])
    })
}

/// How people write where this computer stands; a journal with settings of its own keeps them.
fn settings_of_new(journal: &Journal) -> Edit {
    if journal.settings().pairs().is_empty() {
        locale_settings(&sys_locale::get_locale().unwrap_or_default())
    } else {
        Edit::Batch(Vec::new())
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn is_missing(error: std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::NotFound
}

/// Applies the last edit, change by change: nobody needs the way back, and a journal that takes one half is let go.
fn apply_last(journal: &mut Journal, edits: &[Edit]) -> Result<(), Failure> {
    for leaf in edits.last().map(Edit::leaves).unwrap_or_default() {
        journal
            .apply(leaf.clone())
            .map_err(|error| rejected(&error))?;
    }
    Ok(())
}

//! Reading and changing the journal file from a command, beside an open window.

use std::path::Path;
use std::time::Duration;

use super::failure::{Failure, not_loaded, not_opened, not_saved, rejected};
use crate::domain::{Beginning, Day, Edit, Journal, StarterCatalogue, locale_settings};
use crate::storage::{Access, OpenError, SaveError, Store};

/// How often a change is worked out anew when another program writes in between.
const ATTEMPTS: u32 = 20;
/// How much longer it waits each time.
const PAUSE: Duration = Duration::from_millis(3);

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
                path.display()
            )
        } else {
            String::new()
        }
    }
}

/// Reads the journal at `path`, which has to be there.
pub(super) fn load(path: &Path) -> Result<Journal, Failure> {
    let mut store = Store::open(path, Access::Read).map_err(|error| not_opened(&error, path))?;
    store.load().map_err(|error| not_loaded(error, path))
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
    let mut last = SaveError::Outdated;
    for attempt in 0..ATTEMPTS {
        // Those who were in each other's way do not come back at the same moment.
        std::thread::sleep(PAUSE * attempt);
        let mut store = open_if_there(path)?;
        let mut journal = match &mut store {
            Some(store) => store.load().map_err(|error| not_loaded(error, path))?,
            None => Journal::default(),
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
            None => match Store::create_new(path, &journal) {
                Ok(()) => Ok(()),
                // Another program was quicker: its journal is the one to change.
                Err(OpenError::AlreadyThere) => Err(SaveError::Outdated),
                Err(error) => return Err(not_opened(&error, path)),
            },
        };
        match saved {
            Ok(()) => {
                return Ok(Changed {
                    journal,
                    is_new,
                    outcome,
                });
            }
            Err(SaveError::Outdated) => last = SaveError::Outdated,
            Err(error) => return Err(not_saved(&error, path)),
        }
    }
    Err(not_saved(&last, path))
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

fn open_if_there(path: &Path) -> Result<Option<Store>, Failure> {
    if path.symlink_metadata().is_err_and(is_missing) {
        return Ok(None);
    }
    let store = Store::open(path, Access::Write).map_err(|error| not_opened(&error, path))?;
    Ok(Some(store))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn is_missing(error: std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::NotFound
}

fn apply_last(journal: &mut Journal, edits: &[Edit]) -> Result<(), Failure> {
    if let Some(edit) = edits.last() {
        journal
            .apply(edit.clone())
            .map_err(|error| rejected(&error))?;
    }
    Ok(())
}

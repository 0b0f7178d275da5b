//! A journal in memory and its file, kept equal: every change goes to both or to neither, and can be undone.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::{CommitError, OpenError};
use super::store::{Access, Store};
use crate::domain::{Archive, Cell, Edit, History, Journal, Rejected, Step};

/// An open journal.
#[derive(Debug)]
pub struct Session {
    store: Store,
    memory: Memory,
}

/// The journal as it is on disk, the way back from it, and its age.
#[derive(Debug)]
struct Memory {
    journal: Journal,
    history: History,
    revision: u64,
    fingerprint: u64,
}

/// Where the next edit comes from. A step is chosen only when nobody else can write: others may take it away.
enum Source {
    Given(Edit),
    /// Made only where each place still holds this.
    Over(Edit, Vec<Edit>),
    NextUndo,
    NextRedo,
}

/// What became of an edit. Either way the inverse takes it back.
struct Outcome {
    inverse: Edit,
    /// False where journal and file said so already and nothing was written.
    changed: bool,
}

impl Session {
    /// Opens the journal at `path` and reads it.
    ///
    /// # Errors
    /// See [`Store::open`]; also if what is stored has no meaning for this program.
    pub fn open(path: &Path, access: Access) -> Result<Self, OpenError> {
        let mut store = Store::open(path, access)?;
        let journal = store.load()?;
        Ok(Self::new(store, journal))
    }

    /// A session without a file, gone when it is dropped.
    ///
    /// # Errors
    /// If SQLite has no memory.
    pub fn in_memory(journal: Journal) -> Result<Self, OpenError> {
        let store = Store::in_memory(&journal)?;
        Ok(Self::new(store, journal))
    }

    fn new(store: Store, journal: Journal) -> Self {
        let memory = Memory {
            fingerprint: journal.fingerprint(),
            journal,
            history: History::default(),
            revision: 0,
        };
        Self { store, memory }
    }

    /// The journal as it is on disk.
    pub fn journal(&self) -> &Journal {
        &self.memory.journal
    }

    /// Where the journal lies, links resolved; none for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.store.path()
    }

    /// Grows with every change of the journal, so that what was computed from it knows its age.
    pub fn revision(&self) -> u64 {
        self.memory.revision
    }

    /// Changes the journal, on disk before this returns. `label` names the change for undo.
    ///
    /// An edit that changes nothing is not kept and leaves no undo step.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn commit(&mut self, edit: Edit, label: impl Into<String>) -> Result<(), CommitError> {
        if let Some(outcome) = self.change(&Source::Given(edit))? {
            self.record(outcome, label.into(), None);
        }
        Ok(())
    }

    /// Like [`Self::commit`], as one of several changes of one stretch of typing, which are one step of undo together.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn commit_in_stretch(
        &mut self,
        edit: Edit,
        label: impl Into<String>,
        stretch: u64,
    ) -> Result<(), CommitError> {
        if let Some(outcome) = self.change(&Source::Given(edit))? {
            self.record(outcome, label.into(), Some(stretch));
        }
        Ok(())
    }

    /// Makes an edit that could not be made before, unless another program has changed a place of it meanwhile: each must
    /// hold what `expected` says, or what it would be set to. Returns whether it was made.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn commit_over(
        &mut self,
        edit: Edit,
        expected: Vec<Edit>,
        label: impl Into<String>,
        stretch: Option<u64>,
    ) -> Result<bool, CommitError> {
        let Some(outcome) = self.change(&Source::Over(edit, expected))? else {
            return Ok(false);
        };
        self.record(outcome, label.into(), stretch);
        Ok(true)
    }

    /// How long another program's change is waited for from now on; what is tried again by itself need not wait.
    pub fn be_patient(&self, is_patient: bool) {
        self.store.be_patient(is_patient);
    }

    fn record(&mut self, outcome: Outcome, label: String, stretch: Option<u64>) {
        if !outcome.changed {
            return;
        }
        let Memory {
            history, journal, ..
        } = &mut self.memory;
        match stretch {
            Some(stretch) => {
                history.record_in_stretch(label, outcome.inverse, stretch);
                history.drop_void_step(|cell| journal.content(cell));
            }
            None => history.record(label, outcome.inverse),
        }
    }

    /// Changes what is remembered rather than done (a screen's last choice): on disk, but not among the undo steps.
    ///
    /// # Errors
    /// Says why nothing was changed.
    pub fn commit_quietly(&mut self, edit: Edit) -> Result<(), CommitError> {
        self.change(&Source::Given(edit)).map(|_| ())
    }

    /// Takes back the last step and returns its label; none if there is nothing to take back.
    ///
    /// # Errors
    /// Says why nothing was changed. A step that the journal no longer takes is forgotten.
    pub fn undo(&mut self) -> Result<Option<String>, CommitError> {
        let Some(outcome) = self.change(&Source::NextUndo)? else {
            return Ok(None);
        };
        let label = self.undo_label().map(str::to_owned);
        self.memory.history.undone(outcome.inverse);
        Ok(label)
    }

    /// Brings back the last step undone and returns its label; none if there is nothing to bring back.
    ///
    /// # Errors
    /// Says why nothing was changed. A step that the journal no longer takes is forgotten.
    pub fn redo(&mut self) -> Result<Option<String>, CommitError> {
        let Some(outcome) = self.change(&Source::NextRedo)? else {
            return Ok(None);
        };
        let label = self.redo_label().map(str::to_owned);
        self.memory.history.redone(outcome.inverse);
        Ok(label)
    }

    /// The step that [`Self::undo`] would walk, or [`Self::redo`] where it is not `back`.
    pub fn next_step(&self, back: bool) -> Option<&Step> {
        let history = &self.memory.history;
        if back {
            history.next_undo()
        } else {
            history.next_redo()
        }
    }

    /// Takes the next step out of the history, to be walked by another session of this program.
    pub fn lend_step(&mut self, back: bool) -> Option<Step> {
        self.memory.history.take(back)
    }

    /// Puts a step that was lent and not walked back in its place.
    pub fn return_step(&mut self, back: bool, step: Step) {
        self.memory.history.put(back, step);
    }

    /// Takes in what walking a lent step has changed; `step` leads the other way, and is none where that would go over
    /// something newer.
    ///
    /// # Errors
    /// If the file cannot be read; the journal in memory stays as it was.
    pub fn take_in_walked(&mut self, back: bool, step: Option<Step>) -> Result<(), CommitError> {
        let refreshed = self.refresh();
        if let Some(step) = step {
            self.memory.history.put(!back, step);
        }
        refreshed.map(|_| ())
    }

    /// Takes in a change that another session of this program made in the same file, so that it can be undone here.
    ///
    /// # Errors
    /// If the file cannot be read; the journal in memory stays as it was.
    pub fn take_in(&mut self, step: Step) -> Result<(), CommitError> {
        // Read first: what others changed is forgotten by the history, and this is to be remembered, for it is on disk
        // whether or not it could be read.
        let refreshed = self.refresh();
        self.memory.history.record(step.label, step.edit);
        refreshed.map(|_| ())
    }

    /// The label of what [`Self::undo`] would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.memory.history.undo_label()
    }

    /// The label of what [`Self::redo`] would bring back.
    pub fn redo_label(&self) -> Option<&str> {
        self.memory.history.redo_label()
    }

    /// Forgets what could be redone, as something newer waits to be saved.
    pub fn forget_redo(&mut self) {
        self.memory.history.forget_redo();
    }

    /// Reads the journal again if another program wrote to it, and forgets the steps whose cells it changed.
    /// Returns whether the journal is another now.
    ///
    /// # Errors
    /// If the file cannot be read; the journal in memory stays as it was.
    pub fn refresh(&mut self) -> Result<bool, CommitError> {
        if !self.store.is_changed_by_others()? {
            return Ok(false);
        }
        let journal = self.store.load()?;
        Ok(self.memory.take_over(journal))
    }

    /// Writes all that this journal holds to a new file, also when its own was deleted or replaced, and with it what waits
    /// to be saved. The session goes on.
    ///
    /// # Errors
    /// [`OpenError::AlreadyThere`] if anything stands at `target`.
    pub fn save_elsewhere(&mut self, target: &Path, waiting: &[Edit]) -> Result<(), OpenError> {
        // A file that was deleted can be read as long as it is open, but need not be on every system.
        let mut archive = self.store.load_archive().unwrap_or_else(|_| Archive {
            journal: self.memory.journal.clone(),
            ..Archive::default()
        });
        for edit in waiting {
            for cell in edit.cells() {
                archive.changed_at.remove(&cell);
            }
            let applied = archive.journal.apply(edit.clone());
            applied.map_err(|rejected| OpenError::Io(rejected.to_string()))?;
        }
        Store::create_from(target, &archive)
    }

    #[cfg(test)]
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Makes an edit once nobody else can write and memory is what the file says: in memory first, then on disk,
    /// and taken back in memory if the disk refuses. None if there is nothing to do.
    fn change(&mut self, source: &Source) -> Result<Option<Outcome>, CommitError> {
        if self.memory.next(source).is_none_or(Edit::is_empty) {
            return Ok(None);
        }
        let memory = &mut self.memory;
        let mut held = self.store.hold()?;
        if held.is_outdated()? {
            memory.take_over(held.load()?);
        }
        if !memory.is_expected(source) {
            return Ok(None);
        }
        let Some(edit) = memory.next(source).cloned() else {
            return Ok(None);
        };
        let inverse = memory.journal.apply(edit.clone()).map_err(|rejected| {
            // A step that others have made impossible must not bar those behind it.
            if matches!(source, Source::NextUndo | Source::NextRedo) {
                memory.history.forget(&edit.cells());
            }
            CommitError::Rejected(rejected)
        })?;
        let changed = !is_same(&edit, &inverse);
        if changed {
            let step = edit.fingerprint().wrapping_sub(inverse.fingerprint());
            let fingerprint = memory.fingerprint.wrapping_add(step);
            if let Err(fault) = held.keep(&edit, fingerprint) {
                self.take_back(inverse)?;
                return Err(fault.into());
            }
            memory.fingerprint = fingerprint;
            memory.revision += 1;
        }
        Ok(Some(Outcome { inverse, changed }))
    }

    fn take_back(&mut self, inverse: Edit) -> Result<(), CommitError> {
        let taken: Result<Edit, Rejected> = self.memory.journal.apply(inverse);
        if taken.is_err() {
            // A journal takes the inverse of what it has just taken. Should that ever be wrong, the disk is right.
            debug_assert!(false, "an inverse was not taken");
            let journal = self.store.load()?;
            self.memory.take_over(journal);
        }
        Ok(())
    }
}

impl Memory {
    /// Takes over what another program wrote; false if that comes to the same.
    fn take_over(&mut self, journal: Journal) -> bool {
        let changed = self.journal.changed_cells(&journal);
        if changed.is_empty() {
            return false;
        }
        self.history.forget(&changed);
        self.fingerprint = journal.fingerprint();
        self.journal = journal;
        self.revision += 1;
        true
    }

    /// Whether the places of an edit hold what it was made over.
    fn is_expected(&self, source: &Source) -> bool {
        let Source::Over(edit, expected) = source else {
            return true;
        };
        let wanted = last_leaves(edit);
        let is_as_before = |before: &Edit| {
            before.cells().iter().all(|cell| {
                let now = self.journal.content(cell);
                now == *before || wanted.get(cell).is_some_and(|edit| **edit == now)
            })
        };
        expected.iter().all(is_as_before)
    }

    fn next<'a>(&'a self, source: &'a Source) -> Option<&'a Edit> {
        match source {
            Source::Given(edit) | Source::Over(edit, _) => Some(edit),
            Source::NextUndo => self.history.next_undo().map(|step| &step.edit),
            Source::NextRedo => self.history.next_redo().map(|step| &step.edit),
        }
    }
}

/// Whether an edit leaves every cell as it was, which its inverse knows.
fn is_same(edit: &Edit, inverse: &Edit) -> bool {
    last_leaves(edit) == last_leaves(inverse)
}

/// What an edit sets each cell to in the end.
fn last_leaves(edit: &Edit) -> BTreeMap<Cell, &Edit> {
    let leaves = edit.leaves().into_iter();
    leaves
        .flat_map(|leaf| leaf.cells().into_iter().map(move |cell| (cell, leaf)))
        .collect()
}

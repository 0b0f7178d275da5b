//! A journal in memory and its file, kept equal: every change goes to both or to neither, and can be undone.

use std::path::Path;

use super::error::{CommitError, OpenError, SaveError};
use super::store::{Access, Store};
use crate::domain::{Edit, History, Journal, Rejected};

/// Another program that writes between reading and saving this often in a row has the journal for itself.
const ATTEMPTS: usize = 5;

/// An open journal.
#[derive(Debug)]
pub struct Session {
    store: Store,
    journal: Journal,
    history: History,
    revision: u64,
}

/// What became of an edit.
enum Attempt {
    /// It is in the journal and on disk; this takes it back.
    Kept(Edit),
    /// Journal and file say so already; nothing was written. This is as good as a way back.
    Unchanged(Edit),
    /// Another program was quicker; nothing was written.
    Outdated,
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
        Self {
            store,
            journal,
            history: History::default(),
            revision: 0,
        }
    }

    /// The journal as it is on disk.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Where the journal lies, links resolved; none for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.store.path()
    }

    /// Grows with every change of the journal, so that what was computed from it knows its age.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Changes the journal, on disk before this returns. `label` names the change for undo.
    ///
    /// An edit that changes nothing is not kept and leaves no undo step.
    ///
    /// # Errors
    /// Says why nothing was changed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an edit is made for one commit"
    )]
    pub fn commit(&mut self, edit: Edit, label: impl Into<String>) -> Result<(), CommitError> {
        if let Some(inverse) = self.keep(&edit)? {
            self.history.record(label.into(), inverse);
        }
        Ok(())
    }

    /// Changes what is remembered rather than done (a screen's last choice): on disk, but not among the undo steps.
    ///
    /// # Errors
    /// Says why nothing was changed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an edit is made for one commit"
    )]
    pub fn commit_quietly(&mut self, edit: Edit) -> Result<(), CommitError> {
        self.keep(&edit).map(|_| ())
    }

    /// Takes back the last step and returns its label; none if there is nothing to take back.
    ///
    /// # Errors
    /// Says why nothing was changed. A step that the journal no longer takes is forgotten.
    pub fn undo(&mut self) -> Result<Option<String>, CommitError> {
        for _ in 0..ATTEMPTS {
            self.refresh()?;
            let Some(step) = self.history.next_undo().cloned() else {
                return Ok(None);
            };
            match self.walk(&step.edit)? {
                Attempt::Kept(inverse) | Attempt::Unchanged(inverse) => {
                    self.history.undone(inverse);
                    return Ok(Some(step.label));
                }
                Attempt::Outdated => {}
            }
        }
        Err(CommitError::Busy)
    }

    /// Brings back the last step undone and returns its label; none if there is nothing to bring back.
    ///
    /// # Errors
    /// Says why nothing was changed. A step that the journal no longer takes is forgotten.
    pub fn redo(&mut self) -> Result<Option<String>, CommitError> {
        for _ in 0..ATTEMPTS {
            self.refresh()?;
            let Some(step) = self.history.next_redo().cloned() else {
                return Ok(None);
            };
            match self.walk(&step.edit)? {
                Attempt::Kept(inverse) | Attempt::Unchanged(inverse) => {
                    self.history.redone(inverse);
                    return Ok(Some(step.label));
                }
                Attempt::Outdated => {}
            }
        }
        Err(CommitError::Busy)
    }

    /// The label of what [`Self::undo`] would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// The label of what [`Self::redo`] would bring back.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
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
        let changed = self.journal.changed_cells(&journal);
        if changed.is_empty() {
            return Ok(false);
        }
        self.history.forget(&changed);
        self.journal = journal;
        self.revision += 1;
        Ok(true)
    }

    /// Keeps an edit and returns its inverse; none if it changes nothing.
    fn keep(&mut self, edit: &Edit) -> Result<Option<Edit>, CommitError> {
        if edit.is_empty() {
            return Ok(None);
        }
        for _ in 0..ATTEMPTS {
            self.refresh()?;
            match self.attempt(edit)? {
                Attempt::Kept(inverse) => return Ok(Some(inverse)),
                Attempt::Unchanged(_) => return Ok(None),
                Attempt::Outdated => {}
            }
        }
        Err(CommitError::Busy)
    }

    /// Walks a step of the history. One that another program's changes have made impossible must not bar those behind it.
    fn walk(&mut self, edit: &Edit) -> Result<Attempt, CommitError> {
        let attempt = self.attempt(edit);
        if let Err(CommitError::Rejected(_)) = &attempt {
            self.history.forget(&edit.cells());
        }
        attempt
    }

    /// Applies the edit in memory, saves it, and takes it back in memory if it could not be saved.
    fn attempt(&mut self, edit: &Edit) -> Result<Attempt, CommitError> {
        let inverse = self.journal.apply(edit.clone())?;
        if is_same(edit, &inverse) {
            return Ok(Attempt::Unchanged(inverse));
        }
        match self.store.save(edit) {
            Ok(()) => {
                self.revision += 1;
                Ok(Attempt::Kept(inverse))
            }
            Err(error) => {
                self.take_back(inverse)?;
                match error {
                    SaveError::Outdated => Ok(Attempt::Outdated),
                    SaveError::Fault(fault) => Err(fault.into()),
                }
            }
        }
    }

    fn take_back(&mut self, inverse: Edit) -> Result<(), CommitError> {
        let taken: Result<Edit, Rejected> = self.journal.apply(inverse);
        if taken.is_err() {
            // A journal takes the inverse of what it has just taken. Should that ever be wrong, the disk is right.
            debug_assert!(false, "an inverse was not taken");
            self.journal = self.store.load()?;
            self.history = History::default();
            self.revision += 1;
        }
        Ok(())
    }
}

/// Whether an edit and its inverse set every cell to the same content, so that nothing was changed.
fn is_same(edit: &Edit, inverse: &Edit) -> bool {
    match (edit, inverse) {
        (Edit::Batch(edits), Edit::Batch(inverses)) => {
            edits.len() == inverses.len()
                && (edits.iter().zip(inverses.iter().rev()))
                    .all(|(edit, inverse)| is_same(edit, inverse))
        }
        _ => edit == inverse,
    }
}

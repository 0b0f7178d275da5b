//! Changes that could not be saved: shown all the same, kept in order, and tried again until the journal holds them.

use std::collections::BTreeSet;

use crate::domain::{Cell, Edit, Journal, Rejected};
use crate::storage::{CommitError, Session};

/// The first try after a change could not be saved, in seconds; each further one waits twice as long.
const FIRST_WAIT: f64 = 1.0;
/// The longest wait between two tries, in seconds.
const LONGEST_WAIT: f64 = 15.0;

/// A change that waits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pending {
    pub(super) edit: Edit,
    pub(super) label: String,
    /// The stretch of typing it belongs to.
    pub(super) stretch: Option<u64>,
    /// What its places held on the disk when it was made. Where they hold something else, another program was there.
    expected: Vec<Edit>,
}

impl Pending {
    fn cells(&self) -> BTreeSet<Cell> {
        self.edit.cells().into_iter().collect()
    }

    /// Whether a place that it changes was changed by someone else, to something else.
    fn is_overtaken(&self, journal: &Journal) -> bool {
        let leaves = self.edit.leaves();
        let is_wanted = |now: &Edit| leaves.iter().rev().any(|leaf| *leaf == now);
        let is_other = |before: &Edit| {
            before.cells().iter().any(|cell| {
                let now = journal.content(cell);
                now != *before && !is_wanted(&now)
            })
        };
        self.expected.iter().any(is_other)
    }
}

/// Why a change waits no longer, though it was not saved.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Dropped {
    /// Another program changed the same.
    Overtaken(Pending),
    /// The journal does not take it any more.
    Rejected(Pending, Rejected),
}

/// What is not on the disk.
#[derive(Debug, Default)]
pub(super) struct Unsaved {
    pending: Vec<Pending>,
    /// What was taken back before it was saved, latest last.
    undone: Vec<Pending>,
    /// The journal with all that waits, and the age of the journal it was made from.
    shown: Option<(Journal, u64)>,
    cells: BTreeSet<Cell>,
    changes: u64,
    reason: Option<CommitError>,
    schedule: Schedule,
}

/// When it is tried again, by the clock of the window.
#[derive(Debug, Default)]
struct Schedule {
    next: Option<f64>,
    wait: f64,
    /// Something new waits: the next try is at most the first wait away.
    hurries: bool,
}

impl Schedule {
    /// How long the next try is away; none if it is due.
    fn left(&mut self, now: f64) -> Option<f64> {
        if std::mem::take(&mut self.hurries) {
            self.wait = FIRST_WAIT;
            let soon = now + FIRST_WAIT;
            self.next = Some(self.next.map_or(soon, |next| next.min(soon)));
        }
        let left = self.next.unwrap_or(now) - now;
        (left > 0.0).then_some(left)
    }

    fn has_tried(&mut self, now: f64) {
        self.next = Some(now + self.wait.max(FIRST_WAIT));
        self.wait = (self.wait.max(FIRST_WAIT) * 2.0).min(LONGEST_WAIT);
    }
}

impl Unsaved {
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    pub(super) fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// The places whose shown content is not on the disk.
    pub(super) fn cells(&self) -> &BTreeSet<Cell> {
        &self.cells
    }

    /// Why the last try failed.
    pub(super) fn reason(&self) -> Option<&CommitError> {
        self.reason.as_ref()
    }

    /// Grows with every change of what waits.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// The journal with all that waits.
    pub(super) fn shown<'a>(&'a self, session: &'a Session) -> &'a Journal {
        self.shown
            .as_ref()
            .map_or_else(|| session.journal(), |(journal, _)| journal)
    }

    /// How long the next try is away, in seconds; none if it is due.
    pub(super) fn seconds_left(&mut self, now: f64) -> Option<f64> {
        self.schedule.left(now)
    }

    /// Takes in a change that could not be saved, or that comes after such a one.
    ///
    /// # Errors
    /// If the journal would not take it.
    pub(super) fn push(
        &mut self,
        session: &Session,
        (edit, label, stretch): (Edit, String, Option<u64>),
        reason: Option<CommitError>,
    ) -> Result<(), Rejected> {
        let mut trial = self.shown(session).clone();
        trial.apply(edit.clone())?;
        let saved = session.journal();
        let places = edit.cells();
        let pending = Pending {
            expected: places.iter().map(|cell| saved.content(cell)).collect(),
            edit,
            label,
            stretch,
        };
        let cells = pending.cells();
        let is_older = |other: &Pending| other.cells().is_subset(&cells);
        let mut fewer = self.pending.clone();
        fewer.retain(|other| !is_older(other));
        fewer.push(pending.clone());
        // What others build on stays, although something newer is there.
        if with_all(saved, &fewer).is_none() {
            fewer = self.pending.clone();
            fewer.push(pending);
        }
        self.pending = fewer;
        self.drop_void(saved);
        self.reason = reason.or_else(|| self.reason.take());
        self.schedule.hurries = true;
        self.show_anew(session);
        Ok(())
    }

    /// What came back to the state on the disk needs no saving.
    fn drop_void(&mut self, saved: &Journal) {
        let Some(newest) = self.pending.last() else {
            return;
        };
        let cells = newest.cells();
        let is_void = newest.edit.leaves().iter().all(|leaf| {
            leaf.cells()
                .iter()
                .all(|cell| saved.content(cell) == **leaf)
        });
        let others = &self.pending[..self.pending.len() - 1];
        if is_void && others.iter().all(|other| other.cells().is_disjoint(&cells)) {
            self.pending.pop();
        }
    }

    /// Forgets what could be brought back, as something new was done.
    pub(super) fn forget_undone(&mut self) {
        self.undone.clear();
    }

    /// The name of what undo takes back first.
    pub(super) fn undo_label(&self) -> Option<&str> {
        self.pending.last().map(|pending| pending.label.as_str())
    }

    /// The name of what can be brought back after all that was saved.
    pub(super) fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|pending| pending.label.as_str())
    }

    /// Takes the newest change back that was not saved; its name.
    pub(super) fn undo(&mut self, session: &Session) -> Option<String> {
        let newest = self.pending.pop()?;
        let label = newest.label.clone();
        self.undone.push(newest);
        self.show_anew(session);
        Some(label)
    }

    /// What was taken back last, to be done again.
    pub(super) fn take_undone(&mut self) -> Option<Pending> {
        self.undone.pop()
    }

    /// All that waits, to be saved elsewhere.
    pub(super) fn take(&mut self) -> Vec<Pending> {
        let all = std::mem::take(&mut self.pending);
        *self = Self {
            changes: self.changes + 1,
            ..Self::default()
        };
        all
    }

    /// Tries to save all that waits, in order. Returns what waits no longer without having been saved.
    pub(super) fn save(&mut self, session: &mut Session, now: f64) -> Vec<Dropped> {
        let mut dropped = Vec::new();
        match session.refresh() {
            Ok(_) => self.save_each(session, &mut dropped),
            Err(error) => self.reason = Some(error),
        }
        self.schedule.has_tried(now);
        dropped.extend(self.show_anew(session));
        dropped
    }

    fn save_each(&mut self, session: &mut Session, dropped: &mut Vec<Dropped>) {
        let mut blocked = BTreeSet::new();
        let mut has_failed = false;
        let mut waits = std::mem::take(&mut self.pending).into_iter();
        while let Some(pending) = waits.next() {
            let cells = pending.cells();
            if pending.is_overtaken(session.journal()) {
                dropped.push(Dropped::Overtaken(pending));
                continue;
            }
            // What is newer does not overtake what is older.
            if !cells.is_disjoint(&blocked) {
                blocked.extend(cells);
                self.pending.push(pending);
                continue;
            }
            let Pending {
                edit,
                label,
                stretch,
                expected,
            } = pending.clone();
            match session.commit_over(edit, expected, label, stretch) {
                Ok(true) => {
                    let rest = rebased(waits.collect(), &cells, session.journal());
                    waits = rest.into_iter();
                }
                Ok(false) => dropped.push(Dropped::Overtaken(pending)),
                Err(CommitError::Rejected(why)) if !has_failed => {
                    dropped.push(Dropped::Rejected(pending, why));
                }
                // It may build on one that waits.
                Err(CommitError::Rejected(_)) => {
                    blocked.extend(cells);
                    self.pending.push(pending);
                }
                Err(error) => {
                    // A smaller change may find room where a larger one does not.
                    let may_go_on = matches!(error, CommitError::DiskFull | CommitError::Io(_));
                    self.reason = Some(error);
                    has_failed = true;
                    blocked.extend(cells);
                    self.pending.push(pending);
                    if !may_go_on {
                        self.pending.extend(waits);
                        return;
                    }
                }
            }
        }
    }

    /// Makes what is shown anew where the journal was changed since.
    pub(super) fn follow(&mut self, session: &Session) -> Vec<Dropped> {
        let is_old = |(_, of): &(Journal, u64)| *of != session.revision();
        if self.shown.as_ref().is_some_and(is_old) {
            self.show_anew(session)
        } else {
            Vec::new()
        }
    }

    fn show_anew(&mut self, session: &Session) -> Vec<Dropped> {
        self.changes += 1;
        let mut dropped = Vec::new();
        let mut journal = session.journal().clone();
        self.pending
            .retain(|pending| match journal.apply(pending.edit.clone()) {
                Ok(_) => true,
                Err(why) => {
                    dropped.push(Dropped::Rejected(pending.clone(), why));
                    false
                }
            });
        self.cells = self.pending.iter().flat_map(Pending::cells).collect();
        self.shown = (!self.pending.is_empty()).then(|| (journal, session.revision()));
        if self.pending.is_empty() {
            self.reason = None;
            self.schedule = Schedule::default();
        }
        dropped
    }
}

/// The journal with all that waits; none if it does not take all of it.
fn with_all(saved: &Journal, pending: &[Pending]) -> Option<Journal> {
    let mut journal = saved.clone();
    for one in pending {
        journal.apply(one.edit.clone()).ok()?;
    }
    Some(journal)
}

/// What comes after a change that was saved is made over what that has set.
fn rebased(mut later: Vec<Pending>, saved: &BTreeSet<Cell>, journal: &Journal) -> Vec<Pending> {
    for expected in later.iter_mut().flat_map(|pending| &mut pending.expected) {
        if let Some(cell) = expected.cells().first()
            && saved.contains(cell)
        {
            *expected = journal.content(cell);
        }
    }
    later
}

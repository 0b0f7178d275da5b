//! How much a journal holds, in the few figures by which people tell two of them apart.

use std::collections::BTreeSet;

use super::super::Day;
use super::Journal;

/// What a journal, a backup or an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holdings {
    /// Days with an entry or a note.
    pub days: usize,
    /// Entries.
    pub entries: usize,
    /// Notes.
    pub notes: usize,
    /// Trackers, archived ones among them.
    pub trackers: usize,
    /// The first day with an entry or a note.
    pub oldest_day: Option<Day>,
    /// The last one.
    pub newest_day: Option<Day>,
}

impl Journal {
    /// What it holds.
    pub fn holdings(&self) -> Holdings {
        let entries = self.entries.keys().map(|key| key.day);
        let days: BTreeSet<Day> = entries.chain(self.notes.keys().copied()).collect();
        Holdings {
            days: days.len(),
            entries: self.entries.len(),
            notes: self.notes.len(),
            trackers: self.trackers.len(),
            oldest_day: days.first().copied(),
            newest_day: days.last().copied(),
        }
    }
}

//! All that a journal file holds: the journal, and what the file alone knows. For taking it elsewhere whole.

use std::collections::BTreeMap;

use super::{Cell, Edit, Journal};

/// A journal with the times of its rows and what was deleted from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Archive {
    /// The journal.
    pub journal: Journal,
    /// When each cell was last changed, in UTC, as the file writes it.
    pub changed_at: BTreeMap<Cell, String>,
    /// What was deleted and did not come back.
    pub tombstones: Vec<Tombstone>,
}

/// What is left of a deleted row, by what stays the same across journals.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tombstone {
    /// The table the row stood in.
    pub table: String,
    /// Its uid or key; an entry's is its tracker's.
    pub key: String,
    /// An entry's item, by its uid.
    pub item_key: String,
    /// The day of an entry or a note.
    pub day: String,
    /// When, in UTC.
    pub deleted_at: String,
}

impl Journal {
    /// The journal as the edits that make it from nothing, in an order in which all references hold.
    pub fn as_edits(&self) -> impl Iterator<Item = Edit> + '_ {
        let lists = self.lists().cloned().map(Edit::put_list);
        let items = self.items().cloned().map(Edit::put_item);
        let trackers = self.trackers().into_iter().cloned().map(Edit::put_tracker);
        let entries = self.entries().map(|(key, entry)| Edit::log(key, entry));
        let notes = self.notes().map(|(day, text)| Edit::Note {
            day,
            text: Some(text.to_owned()),
        });
        let spans = self.spans().into_iter().cloned().map(Edit::put_span);
        let aims = self.aims().cloned().map(Edit::put_aim);
        let settings = self.settings().pairs().iter();
        let settings = settings.map(|(key, value)| Edit::set(key, value));
        let making = lists.chain(items).chain(trackers).chain(entries);
        making.chain(notes).chain(spans).chain(aims).chain(settings)
    }
}

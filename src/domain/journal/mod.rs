//! The whole journal in memory, and the one way to change it.

mod check;
mod holdings;
mod names;
mod read;

use std::collections::BTreeMap;

use super::{
    Aim, AimId, Day, Edit, Entry, EntryKey, Item, ItemId, List, ListId, Rejected, Settings, Span,
    SpanId, Tracker, TrackerId,
};

use self::names::Names;

pub use holdings::Holdings;

/// Trackers, entries, notes, spans, aims and settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    trackers: BTreeMap<TrackerId, Tracker>,
    lists: BTreeMap<ListId, List>,
    items: BTreeMap<ItemId, Item>,
    entries: BTreeMap<EntryKey, Entry>,
    notes: BTreeMap<Day, String>,
    spans: BTreeMap<SpanId, Span>,
    aims: BTreeMap<AimId, Aim>,
    settings: Settings,
    names: Names,
}

/// What a journal is put together from when it is read from a file.
#[derive(Debug, Default)]
#[expect(missing_docs, reason = "the names of the journal's own parts")]
pub struct JournalParts {
    pub trackers: Vec<Tracker>,
    pub lists: Vec<List>,
    pub items: Vec<Item>,
    pub entries: Vec<(EntryKey, Entry)>,
    pub notes: Vec<(Day, String)>,
    pub spans: Vec<Span>,
    pub aims: Vec<Aim>,
    pub settings: Vec<(String, String)>,
}

impl Journal {
    /// Puts a stored journal together. The parts come from a journal, so they are not checked again.
    pub fn from_parts(parts: JournalParts) -> Self {
        let mut names = Names::default();
        parts
            .trackers
            .iter()
            .for_each(|tracker| names.add_tracker(tracker));
        parts.items.iter().for_each(|item| names.add_item(item));
        Self {
            names,
            trackers: parts
                .trackers
                .into_iter()
                .map(|tracker| (tracker.id, tracker))
                .collect(),
            lists: parts
                .lists
                .into_iter()
                .map(|list| (list.id, list))
                .collect(),
            items: parts
                .items
                .into_iter()
                .map(|item| (item.id, item))
                .collect(),
            entries: parts.entries.into_iter().collect(),
            notes: parts.notes.into_iter().collect(),
            spans: parts
                .spans
                .into_iter()
                .map(|span| (span.id, span))
                .collect(),
            aims: parts.aims.into_iter().map(|aim| (aim.id, aim)).collect(),
            settings: Settings::from_pairs(parts.settings),
        }
    }

    /// Makes the change and returns the edit that takes it back.
    ///
    /// # Errors
    /// Says why the edit was not taken; the journal is then unchanged, a batch as a whole.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, Rejected> {
        Ok(match edit {
            Edit::Entry { key, entry } => {
                let entry = self.check_entry(key, entry)?;
                Edit::Entry {
                    key,
                    entry: put(&mut self.entries, key, entry),
                }
            }
            Edit::Note { day, text } => {
                check::check_note(day, text.as_deref())?;
                Edit::Note {
                    day,
                    text: put(&mut self.notes, day, text),
                }
            }
            Edit::Tracker { id, tracker } => {
                self.check_tracker(id, tracker.as_deref())?;
                Edit::Tracker {
                    id,
                    tracker: self.put_tracker(id, tracker.map(|new| *new)).map(Box::new),
                }
            }
            Edit::List { id, list } => {
                self.check_list(id, list.as_ref())?;
                Edit::List {
                    id,
                    list: put(&mut self.lists, id, list),
                }
            }
            Edit::Item { id, item } => {
                self.check_item(id, item.as_deref())?;
                Edit::Item {
                    id,
                    item: self.put_item(id, item.map(|new| *new)).map(Box::new),
                }
            }
            Edit::Aim { id, aim } => {
                self.check_aim(id, aim.as_ref())?;
                Edit::Aim {
                    id,
                    aim: put(&mut self.aims, id, aim),
                }
            }
            Edit::Span { id, span } => {
                self.check_span(id, span.as_ref())?;
                Edit::Span {
                    id,
                    span: put(&mut self.spans, id, span),
                }
            }
            Edit::Setting { key, value } => {
                let value = self.settings.put(&key, value);
                Edit::Setting { key, value }
            }
            Edit::Batch(edits) => self.apply_batch(edits)?,
        })
    }

    fn put_tracker(&mut self, id: TrackerId, new: Option<Tracker>) -> Option<Tracker> {
        if let Some(old) = self.trackers.get(&id) {
            self.names.remove_tracker(old);
        }
        if let Some(new) = &new {
            self.names.add_tracker(new);
        }
        put(&mut self.trackers, id, new)
    }

    fn put_item(&mut self, id: ItemId, new: Option<Item>) -> Option<Item> {
        if let Some(old) = self.items.get(&id) {
            self.names.remove_item(old);
        }
        if let Some(new) = &new {
            self.names.add_item(new);
        }
        put(&mut self.items, id, new)
    }

    fn apply_batch(&mut self, edits: Vec<Edit>) -> Result<Edit, Rejected> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(rejected) => {
                    for inverse in inverses.into_iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(
                            undone.is_ok(),
                            "an inverse is taken by the journal it came from"
                        );
                    }
                    return Err(rejected);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    }
}

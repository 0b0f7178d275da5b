//! Taking an import back long after: what it wrote goes, unless it was edited since.

use super::record::{imports, setting_key_of, value_of};
use super::{ImportRecord, ImportedSeries};
use crate::domain::{Day, Edit, EntryKey, Item, ItemId, Journal, Origin, Tracker, TrackerId};

/// The way back from an import.
#[derive(Debug, Clone, PartialEq)]
pub struct TakeBack {
    /// The change.
    pub edit: Edit,
    /// How many entries go.
    pub removed: usize,
    /// How many become again what they were before the import.
    pub restored: usize,
    /// How many stay, for they were edited since or are gone.
    pub kept: usize,
    /// In how many notes the imported text goes.
    pub notes: usize,
    /// How many trackers go that the import made and nothing uses.
    pub trackers: usize,
}

/// Works out the way back; none if there is no such import.
pub fn take_back(journal: &Journal, uid: &str) -> Option<TakeBack> {
    let (_, record) = imports(journal).into_iter().find(|(key, _)| key == uid)?;
    let mut way = Way::new(journal);
    for series in &record.series {
        way.series(series);
    }
    for (day, text) in &record.notes {
        way.note(*day, text);
    }
    way.makings(&record);
    way.back.edit = Edit::Batch(way.edits);
    if let Edit::Batch(edits) = &mut way.back.edit {
        edits.push(Edit::Setting {
            key: setting_key_of(uid),
            value: None,
        });
    }
    Some(way.back)
}

struct Way<'a> {
    journal: &'a Journal,
    edits: Vec<Edit>,
    back: TakeBack,
}

impl<'a> Way<'a> {
    fn new(journal: &'a Journal) -> Self {
        Self {
            journal,
            edits: Vec::new(),
            back: TakeBack {
                edit: Edit::Batch(Vec::new()),
                removed: 0,
                restored: 0,
                kept: 0,
                notes: 0,
                trackers: 0,
            },
        }
    }

    fn series(&mut self, series: &ImportedSeries) {
        let Some((tracker, item)) = place(self.journal, series) else {
            self.back.kept += series.values.len();
            return;
        };
        for (day, number) in &series.values {
            let key = EntryKey {
                tracker,
                day: *day,
                item,
            };
            let untouched = self.journal.entry(key).is_some_and(|entry| {
                entry.origin == Origin::Imported && entry.value == value_of(*number)
            });
            if !untouched {
                self.back.kept += 1;
            } else if let Some(before) = series.replaced.get(day) {
                self.back.restored += 1;
                self.edits.push(Edit::log(key, before.entry()));
            } else {
                self.back.removed += 1;
                self.edits.push(Edit::unlog(key));
            }
        }
    }

    fn note(&mut self, day: Day, text: &str) {
        let Some(note) = self.journal.note(day) else {
            return;
        };
        let Some(rest) = without(note, text) else {
            return;
        };
        self.back.notes += 1;
        self.edits.push(Edit::Note {
            day,
            text: Some(rest).filter(|rest| !rest.is_empty()),
        });
    }

    /// Trackers and items that the import made go where nothing else holds on to them.
    fn makings(&mut self, record: &ImportRecord) {
        // Looked at after the entries are gone, in a copy.
        let mut after = self.journal.clone();
        let applied = after.apply(Edit::Batch(self.edits.clone()));
        debug_assert!(applied.is_ok(), "entries can be taken back");
        for uid in &record.items {
            let item = after.items().find(|item| item.uid == *uid);
            if let Some(id) = item.map(|item: &Item| item.id) {
                let edit = Edit::Item { id, item: None };
                if after.apply(edit.clone()).is_ok() {
                    self.edits.push(edit);
                }
            }
        }
        for uid in &record.trackers {
            let tracker = after.tracker_by_uid(uid);
            if let Some(id) = tracker.map(|tracker: &Tracker| tracker.id) {
                let edit = Edit::Tracker { id, tracker: None };
                if after.apply(edit.clone()).is_ok() {
                    self.back.trackers += 1;
                    self.edits.push(edit);
                }
            }
        }
    }
}

/// Where a series stands in this journal.
pub(super) fn place(
    journal: &Journal,
    series: &ImportedSeries,
) -> Option<(TrackerId, Option<ItemId>)> {
    let tracker = journal.tracker_by_uid(&series.tracker)?.id;
    if series.item.is_empty() {
        return Some((tracker, None));
    }
    let item = journal.items().find(|item| item.uid == series.item)?;
    Some((tracker, Some(item.id)))
}

/// The note without an imported portion and the line break that joined it; none if the portion is not there.
pub(super) fn without(note: &str, portion: &str) -> Option<String> {
    let at = note.find(portion)?;
    let (before, after) = (&note[..at], &note[at + portion.len()..]);
    Some(
        match (before.strip_suffix('\n'), after.strip_prefix('\n')) {
            (Some(before), _) => format!("{before}{after}"),
            (None, Some(after)) => format!("{before}{after}"),
            (None, None) => format!("{before}{after}"),
        },
    )
}

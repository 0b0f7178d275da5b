//! Taking an import back long after: what it wrote goes, unless it was edited since.

use super::record::{imports, setting_key_of, value_of};
use super::{ImportRecord, ImportedSeries};
use crate::domain::{
    Day, Edit, Entry, EntryKey, Item, ItemId, Journal, Origin, Tracker, TrackerId,
};

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
    let mut all = imports(journal);
    let at = all.iter().position(|(key, _)| key == uid)?;
    let later = all.split_off(at + 1);
    let (_, record) = all.pop()?;
    let mut way = Way::new(journal);
    for series in &record.series {
        way.series(series);
    }
    for (day, text) in &record.notes {
        way.note(*day, text, record.replaced_notes.get(day));
    }
    way.makings(&record);
    way.hand_on(&record, later);
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

    fn note(&mut self, day: Day, text: &str, before: Option<&String>) {
        let Some(note) = self.journal.note(day) else {
            return;
        };
        let Some(mut rest) = without(note, text) else {
            return;
        };
        if let Some(before) = before {
            if !rest.is_empty() {
                rest.push('\n');
            }
            rest.push_str(before);
        }
        self.back.notes += 1;
        self.edits.push(Edit::Note {
            day,
            text: Some(rest).filter(|rest| !rest.is_empty()),
        });
    }

    /// A later import that replaced what this one wrote now goes back to what was there before both.
    fn hand_on(&mut self, record: &ImportRecord, later: Vec<(String, ImportRecord)>) {
        for (uid, mut other) in later {
            let mut changed = false;
            for theirs in &mut other.series {
                let same = |mine: &&ImportedSeries| {
                    (&mine.tracker, &mine.item) == (&theirs.tracker, &theirs.item)
                };
                for mine in record.series.iter().filter(same) {
                    for (day, number) in &mine.values {
                        let written = Entry {
                            value: value_of(*number),
                            origin: Origin::Imported,
                        };
                        if theirs.replaced.get(day).map(|it| it.entry()) == Some(written) {
                            match mine.replaced.get(day) {
                                Some(before) => theirs.replaced.insert(*day, *before),
                                None => theirs.replaced.remove(day),
                            };
                            changed = true;
                        }
                    }
                }
            }
            for (day, text) in &record.notes {
                if other.replaced_notes.get(day) == Some(text) {
                    match record.replaced_notes.get(day) {
                        Some(before) => other.replaced_notes.insert(*day, before.clone()),
                        None => other.replaced_notes.remove(day),
                    };
                    changed = true;
                }
            }
            if changed && let Ok(text) = serde_json::to_string(&other) {
                self.edits.push(Edit::set(&setting_key_of(&uid), text));
            }
        }
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
                // The usual aim came with the tracker; one of the person's own holds on to it.
                let usual = format!("{uid}_aim");
                let aim = after.aims().find(|aim| aim.uid == usual);
                let aim = aim.map(|aim| Edit::Aim {
                    id: aim.id,
                    aim: None,
                });
                let tracker = Edit::Tracker { id, tracker: None };
                let edit = Edit::Batch(aim.into_iter().chain([tracker]).collect());
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
    let at = place_of(note, portion)?;
    let (before, after) = (&note[..at], &note[at + portion.len()..]);
    Some(match before.strip_suffix('\n') {
        Some(before) => format!("{before}{after}"),
        None => after.strip_prefix('\n').unwrap_or(after).to_owned(),
    })
}

/// Where the lines of an imported portion stand in a note; "#sun" does not stand in "#sunburn".
pub(super) fn place_of(note: &str, portion: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = note[from..].find(portion) {
        let (start, end) = (from + found, from + found + portion.len());
        let starts_line = start == 0 || note[..start].ends_with('\n');
        let ends_line = end == note.len() || note[end..].starts_with('\n');
        if starts_line && ends_line {
            return Some(start);
        }
        let next = note[start..].chars().next()?;
        from = start + next.len_utf8();
    }
    None
}

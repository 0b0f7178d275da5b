//! What a journal answers.

use std::collections::BTreeMap;

use super::super::{
    Aim, AimId, Cell, Day, Edit, Entry, EntryKey, Item, ItemId, List, ListId, Settings, Span,
    SpanId, SpanKind, Tracker, TrackerId, same_name,
};
use super::Journal;

impl Journal {
    /// All trackers in the order they are shown, archived ones among them.
    pub fn trackers(&self) -> Vec<&Tracker> {
        let mut trackers: Vec<_> = self.trackers.values().collect();
        trackers.sort_by_key(|tracker| (tracker.position, tracker.id));
        trackers
    }

    /// The trackers that are not put away, in the order they are shown.
    pub fn active_trackers(&self) -> Vec<&Tracker> {
        self.trackers()
            .into_iter()
            .filter(|tracker| !tracker.is_archived())
            .collect()
    }

    /// A tracker by its number.
    pub fn tracker(&self, id: TrackerId) -> Option<&Tracker> {
        self.trackers.get(&id)
    }

    /// A tracker by its stable name.
    pub fn tracker_by_uid(&self, uid: &str) -> Option<&Tracker> {
        self.trackers.values().find(|tracker| tracker.uid == uid)
    }

    /// A tracker by what the person calls it, case ignored.
    pub fn tracker_by_name(&self, name: &str) -> Option<&Tracker> {
        self.trackers
            .values()
            .find(|tracker| same_name(&tracker.name, name))
    }

    /// All lists.
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        self.lists.values()
    }

    /// A list by its number.
    pub fn list(&self, id: ListId) -> Option<&List> {
        self.lists.get(&id)
    }

    /// All items of all lists.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// An item by its number.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(&id)
    }

    /// The items of a list in the order they are shown, archived ones among them.
    pub fn items_of(&self, list: ListId) -> Vec<&Item> {
        let mut items: Vec<_> = self
            .items
            .values()
            .filter(|item| item.list == list)
            .collect();
        items.sort_by_key(|item| (item.position, item.id));
        items
    }

    /// One entry.
    pub fn entry(&self, key: EntryKey) -> Option<Entry> {
        self.entries.get(&key).copied()
    }

    /// All entries, by tracker, day and item.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (EntryKey, Entry)> {
        self.entries.iter().map(|(key, entry)| (*key, *entry))
    }

    /// How many entries there are.
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// The entries of a tracker by day and item.
    pub fn entries_of(
        &self,
        tracker: TrackerId,
    ) -> impl DoubleEndedIterator<Item = (EntryKey, Entry)> {
        self.entries_between(tracker, Day::MIN, Day::MAX)
    }

    /// The entries of a tracker from `first` to `last`, both included.
    pub fn entries_between(
        &self,
        tracker: TrackerId,
        first: Day,
        last: Day,
    ) -> impl DoubleEndedIterator<Item = (EntryKey, Entry)> {
        let low = EntryKey {
            tracker,
            day: first,
            item: None,
        };
        // A range that ends before it starts would panic; it holds nothing.
        let high = EntryKey {
            tracker,
            day: last.max(first),
            item: Some(ItemId(i64::MAX)),
        };
        self.entries
            .range(low..=high)
            .map(|(key, entry)| (*key, *entry))
            .filter(move |(key, _)| key.day <= last)
    }

    /// The entries of a tracker on one day, its own first.
    pub fn entries_on(
        &self,
        tracker: TrackerId,
        day: Day,
    ) -> impl DoubleEndedIterator<Item = (EntryKey, Entry)> {
        self.entries_between(tracker, day, day)
    }

    /// The first and last day with an entry.
    pub fn entry_range(&self) -> Option<(Day, Day)> {
        let ends = self.trackers.keys().filter_map(|id| {
            let mut entries = self.entries_of(*id);
            let first = entries.next()?.0.day;
            Some((first, entries.next_back().map_or(first, |(key, _)| key.day)))
        });
        ends.reduce(|(first, last), (low, high)| (first.min(low), last.max(high)))
    }

    /// The note of a day.
    pub fn note(&self, day: Day) -> Option<&str> {
        self.notes.get(&day).map(String::as_str)
    }

    /// All notes by day.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = (Day, &str)> {
        self.notes.iter().map(|(day, text)| (*day, text.as_str()))
    }

    /// All spans by their first day.
    pub fn spans(&self) -> Vec<&Span> {
        let mut spans: Vec<_> = self.spans.values().collect();
        spans.sort_by_key(|span| (span.start, span.id));
        spans
    }

    /// A span by its number.
    pub fn span(&self, id: SpanId) -> Option<&Span> {
        self.spans.get(&id)
    }

    /// Whether a pause covers `day`.
    pub fn is_paused(&self, day: Day) -> bool {
        self.spans
            .values()
            .any(|span| span.kind == SpanKind::Pause && span.covers(day))
    }

    /// All aims.
    pub fn aims(&self) -> impl Iterator<Item = &Aim> {
        self.aims.values()
    }

    /// The aims of a tracker, earliest first.
    pub fn aims_of(&self, tracker: TrackerId) -> Vec<&Aim> {
        let mut aims: Vec<_> = self
            .aims
            .values()
            .filter(|aim| aim.tracker == tracker)
            .collect();
        aims.sort_by_key(|aim| aim.from);
        aims
    }

    /// The aim of a tracker in force on `day`: the latest that has begun, unless it says that there is none.
    pub fn aim_on(&self, tracker: TrackerId, day: Day) -> Option<&Aim> {
        let begun = self
            .aims
            .values()
            .filter(|aim| aim.tracker == tracker && aim.from <= day);
        begun
            .max_by_key(|aim| aim.from)
            .filter(|aim| aim.target.is_some())
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The lowest number above all trackers'.
    pub fn next_tracker_id(&self) -> TrackerId {
        TrackerId(self.trackers.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The lowest number above all lists'.
    pub fn next_list_id(&self) -> ListId {
        ListId(self.lists.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The lowest number above all items'.
    pub fn next_item_id(&self) -> ItemId {
        ItemId(self.items.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The lowest number above all aims'.
    pub fn next_aim_id(&self) -> AimId {
        AimId(self.aims.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The lowest number above all spans'.
    pub fn next_span_id(&self) -> SpanId {
        SpanId(self.spans.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// What a place holds, as the edit that would set it to that.
    pub fn content(&self, cell: &Cell) -> Edit {
        match cell {
            Cell::Entry(key) => Edit::Entry {
                key: *key,
                entry: self.entry(*key),
            },
            Cell::Note(day) => Edit::Note {
                day: *day,
                text: self.note(*day).map(str::to_owned),
            },
            Cell::Tracker(id) => Edit::Tracker {
                id: *id,
                tracker: self.tracker(*id).cloned().map(Box::new),
            },
            Cell::List(id) => Edit::List {
                id: *id,
                list: self.list(*id).cloned(),
            },
            Cell::Item(id) => Edit::Item {
                id: *id,
                item: self.item(*id).cloned().map(Box::new),
            },
            Cell::Aim(id) => Edit::Aim {
                id: *id,
                aim: self.aims.get(id).cloned(),
            },
            Cell::Span(id) => Edit::Span {
                id: *id,
                span: self.span(*id).cloned(),
            },
            Cell::Setting(key) => Edit::Setting {
                key: key.clone(),
                value: self.settings.get(key).map(str::to_owned),
            },
        }
    }

    /// The places in which `self` and `other` differ.
    pub fn changed_cells(&self, other: &Self) -> Vec<Cell> {
        let mut cells = Vec::new();
        changed(&self.entries, &other.entries, |key| {
            cells.push(Cell::Entry(*key));
        });
        changed(&self.notes, &other.notes, |day| {
            cells.push(Cell::Note(*day));
        });
        changed(&self.trackers, &other.trackers, |id| {
            cells.push(Cell::Tracker(*id));
        });
        changed(&self.lists, &other.lists, |id| {
            cells.push(Cell::List(*id));
        });
        changed(&self.items, &other.items, |id| {
            cells.push(Cell::Item(*id));
        });
        changed(&self.aims, &other.aims, |id| {
            cells.push(Cell::Aim(*id));
        });
        changed(&self.spans, &other.spans, |id| {
            cells.push(Cell::Span(*id));
        });
        changed(self.settings.pairs(), other.settings.pairs(), |key| {
            cells.push(Cell::Setting(key.clone()));
        });
        cells
    }
}

fn changed<K: Ord, V: PartialEq>(
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
    mut found: impl FnMut(&K),
) {
    for (key, value) in one {
        if other.get(key) != Some(value) {
            found(key);
        }
    }
    for key in other.keys().filter(|key| !one.contains_key(key)) {
        found(key);
    }
}

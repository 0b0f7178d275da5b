//! Every change a journal knows, as a value that has an inverse.

use super::{
    Aim, AimId, Day, Entry, EntryKey, Item, ItemId, List, ListId, NameFault, Span, SpanId, Tracker,
    TrackerId,
};

/// A change of a journal. Each sets one cell to a new content, or to none, so that its inverse is the old content.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Sets or removes one entry.
    Entry {
        /// Which one.
        key: EntryKey,
        /// The new content; none means not logged.
        entry: Option<Entry>,
    },
    /// Sets or removes a day's note.
    Note {
        /// The day.
        day: Day,
        /// The new text.
        text: Option<String>,
    },
    /// Sets or removes a tracker.
    Tracker {
        /// Which one.
        id: TrackerId,
        /// The new content.
        tracker: Option<Box<Tracker>>,
    },
    /// Sets or removes a list.
    List {
        /// Which one.
        id: ListId,
        /// The new content.
        list: Option<List>,
    },
    /// Sets or removes an item.
    Item {
        /// Which one.
        id: ItemId,
        /// The new content.
        item: Option<Box<Item>>,
    },
    /// Sets or removes an aim.
    Aim {
        /// Which one.
        id: AimId,
        /// The new content.
        aim: Option<Aim>,
    },
    /// Sets or removes a span.
    Span {
        /// Which one.
        id: SpanId,
        /// The new content.
        span: Option<Span>,
    },
    /// Sets or removes a setting.
    Setting {
        /// Its key.
        key: String,
        /// The new value; none means the default.
        value: Option<String>,
    },
    /// Several changes that stand or fall together.
    Batch(Vec<Edit>),
}

impl Edit {
    /// Sets the entry at `key`.
    pub fn log(key: EntryKey, entry: Entry) -> Self {
        Self::Entry {
            key,
            entry: Some(entry),
        }
    }

    /// Makes the entry at `key` not logged.
    pub fn unlog(key: EntryKey) -> Self {
        Self::Entry { key, entry: None }
    }

    /// Sets a tracker.
    pub fn put_tracker(tracker: Tracker) -> Self {
        Self::Tracker {
            id: tracker.id,
            tracker: Some(Box::new(tracker)),
        }
    }

    /// Sets a list.
    pub fn put_list(list: List) -> Self {
        Self::List {
            id: list.id,
            list: Some(list),
        }
    }

    /// Sets an item.
    pub fn put_item(item: Item) -> Self {
        Self::Item {
            id: item.id,
            item: Some(Box::new(item)),
        }
    }

    /// Sets an aim.
    pub fn put_aim(aim: Aim) -> Self {
        Self::Aim {
            id: aim.id,
            aim: Some(aim),
        }
    }

    /// Sets a span.
    pub fn put_span(span: Span) -> Self {
        Self::Span {
            id: span.id,
            span: Some(span),
        }
    }

    /// Sets a setting.
    pub fn set(key: &str, value: impl Into<String>) -> Self {
        Self::Setting {
            key: key.to_owned(),
            value: Some(value.into()),
        }
    }

    /// Whether it changes nothing because it holds nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Batch(edits) => edits.iter().all(Self::is_empty),
            _ => false,
        }
    }

    /// The single changes in the order they happen, batches taken apart.
    pub fn leaves(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        self.collect_leaves(&mut found);
        found
    }

    fn collect_leaves<'a>(&'a self, found: &mut Vec<&'a Self>) {
        match self {
            Self::Batch(edits) => edits.iter().for_each(|edit| edit.collect_leaves(found)),
            leaf => found.push(leaf),
        }
    }

    /// The places it changes.
    pub fn cells(&self) -> Vec<Cell> {
        self.leaves().into_iter().filter_map(Self::cell).collect()
    }

    fn cell(&self) -> Option<Cell> {
        Some(match self {
            Self::Entry { key, .. } => Cell::Entry(*key),
            Self::Note { day, .. } => Cell::Note(*day),
            Self::Tracker { id, .. } => Cell::Tracker(*id),
            Self::List { id, .. } => Cell::List(*id),
            Self::Item { id, .. } => Cell::Item(*id),
            Self::Aim { id, .. } => Cell::Aim(*id),
            Self::Span { id, .. } => Cell::Span(*id),
            Self::Setting { key, .. } => Cell::Setting(key.clone()),
            Self::Batch(_) => return None,
        })
    }
}

/// A place in a journal that an edit changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// An entry.
    Entry(EntryKey),
    /// A day's note.
    Note(Day),
    /// A tracker.
    Tracker(TrackerId),
    /// A list.
    List(ListId),
    /// An item.
    Item(ItemId),
    /// An aim.
    Aim(AimId),
    /// A span.
    Span(SpanId),
    /// A setting.
    Setting(String),
}

/// Why an edit was not taken. The journal is as it was before.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Rejected {
    /// Infinite, or no number at all.
    #[error("not a finite number")]
    NotANumber,
    /// Outside what the tracker can hold.
    #[error("outside {lowest} to {highest}")]
    OutOfRange {
        /// Lowest value taken.
        lowest: f64,
        /// Highest value taken.
        highest: f64,
    },
    /// On no level of the scale, or neither yes nor no.
    #[error("between two levels")]
    BetweenLevels,
    /// A day that no journal covers.
    #[error("day outside the calendar a journal covers")]
    DayOutOfRange,
    /// The name does not stand.
    #[error("name refused: {0:?}")]
    Name(NameFault),
    /// Another one has that name already.
    #[error("name taken")]
    NameTaken,
    /// Another one has that uid already.
    #[error("uid taken")]
    UidTaken,
    /// No such tracker, list or item, or the item is on another list.
    #[error("refers to something that is not there")]
    Unknown,
    /// Still referred to by entries, aims, items or trackers.
    #[error("still in use")]
    InUse,
    /// Entries are there that the new measure could not hold.
    #[error("recorded entries do not fit")]
    EntriesDoNotFit,
    /// A measure, aim or item whose own numbers make no sense.
    #[error("unsound definition")]
    Unsound,
    /// A span that ends before it starts, or a marker longer than its day.
    #[error("span ends before it starts")]
    EndBeforeStart,
    /// A note without text; an absent note is no note.
    #[error("empty note")]
    EmptyNote,
    /// A note beyond the limit.
    #[error("note too long")]
    NoteTooLong,
}

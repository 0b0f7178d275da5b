//! The value of one tracker, or one of its items, on one day.

use super::{Day, ItemId, TrackerId};

/// Where an entry stands. Ordered by tracker, then day, then the tracker's own entry before its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey {
    /// The tracker.
    pub tracker: TrackerId,
    /// The day.
    pub day: Day,
    /// The item, or none for the tracker's own entry.
    pub item: Option<ItemId>,
}

impl EntryKey {
    /// The tracker's own entry on `day`.
    pub fn own(tracker: TrackerId, day: Day) -> Self {
        Self {
            tracker,
            day,
            item: None,
        }
    }

    /// The entry of `item` on `day`.
    pub fn item(tracker: TrackerId, item: ItemId, day: Day) -> Self {
        Self {
            tracker,
            day,
            item: Some(item),
        }
    }
}

/// A logged value. No entry at all means not logged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// What was logged.
    pub value: Value,
    /// How it came.
    pub origin: Origin,
}

impl Entry {
    /// A number someone typed.
    pub fn typed(number: f64) -> Self {
        Self {
            value: Value::Recorded(number),
            origin: Origin::Typed,
        }
    }

    /// "Not applicable today", said by hand.
    pub fn skipped() -> Self {
        Self {
            value: Value::Skipped,
            origin: Origin::Typed,
        }
    }
}

/// What was logged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A number; 0 is a number.
    Recorded(f64),
    /// Not applicable on that day.
    Skipped,
}

impl Value {
    /// The number, if one was recorded.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Recorded(number) => Some(number),
            Self::Skipped => None,
        }
    }

    /// The state's name in files.
    pub fn state_key(self) -> &'static str {
        match self {
            Self::Recorded(_) => "recorded",
            Self::Skipped => "skipped",
        }
    }
}

/// How an entry came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Entered or confirmed by hand.
    Typed,
    /// Taken over from the day before, not yet confirmed.
    Copied,
    /// Read from a file.
    Imported,
}

impl Origin {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Copied => "copied",
            Self::Imported => "imported",
        }
    }

    /// The origin of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Typed, Self::Copied, Self::Imported]
            .into_iter()
            .find(|origin| origin.key() == key)
    }
}

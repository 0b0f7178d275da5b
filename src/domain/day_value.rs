//! What a tracker or an item comes to on a day, computed from its entries and never written.

use super::{
    Day, Direction, Entry, EntryKey, ItemId, Journal, Kind, Origin, Tracker, TrackerId, Value,
};

/// What a tracker comes to on a day. The three states never turn into one another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum DayValue {
    /// No entry.
    #[default]
    NotLogged,
    /// Every entry says that it did not apply.
    Skipped,
    /// A number, in the tracker's unit.
    Recorded {
        /// The number.
        number: f64,
        /// Whether an entry behind it was copied and not confirmed.
        copied: bool,
    },
}

impl DayValue {
    /// The number, if one was recorded.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Recorded { number, .. } => Some(number),
            Self::NotLogged | Self::Skipped => None,
        }
    }

    /// Whether anything was logged, be it a number or skipped.
    pub fn is_logged(self) -> bool {
        self != Self::NotLogged
    }
}

/// The value of a tracker on one day.
pub fn day_value(journal: &Journal, tracker: &Tracker, day: Day) -> DayValue {
    value_of_entries(
        &tracker.kind,
        journal.entries_on(tracker.id, day).map(|(_, entry)| entry),
    )
}

/// The values of a tracker on the days from `first` to `last` that have an entry, earliest first.
pub fn day_values(
    journal: &Journal,
    tracker: &Tracker,
    first: Day,
    last: Day,
) -> Vec<(Day, DayValue)> {
    let entries: Vec<_> = journal.entries_between(tracker.id, first, last).collect();
    entries
        .chunk_by(|(one, _), (other, _)| one.day == other.day)
        .map(|day| {
            (
                day[0].0.day,
                value_of_entries(&tracker.kind, day.iter().map(|(_, entry)| *entry)),
            )
        })
        .collect()
}

/// The values of one item on the days from `first` to `last` on which it counts, earliest first.
///
/// For amounts and yes/no an item without an entry is 0 on a day whose tracker has any recorded entry. Zones of
/// scales stay not logged there: a face nobody rated is not a clear face.
pub fn item_values(
    journal: &Journal,
    tracker: &Tracker,
    item: ItemId,
    first: Day,
    last: Day,
) -> Vec<(Day, DayValue)> {
    let entries: Vec<_> = journal.entries_between(tracker.id, first, last).collect();
    let day_of_item = |day: &[(EntryKey, Entry)]| {
        let own = day
            .iter()
            .find(|(key, _)| key.item == Some(item))
            .map(|(_, entry)| *entry);
        let value = match own {
            Some(entry) => value_of_entries(&tracker.kind, std::iter::once(entry)),
            None if matches!(tracker.kind, Kind::Scale(_)) => return None,
            None => {
                let recorded = |(_, entry): &&(EntryKey, Entry)| entry.value != Value::Skipped;
                let copied = |(_, entry): &(EntryKey, Entry)| entry.origin == Origin::Copied;
                day.iter().find(recorded)?;
                DayValue::Recorded {
                    number: 0.0,
                    copied: day.iter().any(copied),
                }
            }
        };
        Some((day[0].0.day, value))
    };
    entries
        .chunk_by(|(one, _), (other, _)| one.day == other.day)
        .filter_map(day_of_item)
        .collect()
}

/// What the entries of one tracker on one day come to: amounts add up, a scale counts its worst, yes/no any.
pub fn value_of_entries(kind: &Kind, entries: impl Iterator<Item = Entry>) -> DayValue {
    let mut logged = false;
    let mut copied = false;
    let mut number: Option<f64> = None;
    for entry in entries {
        logged = true;
        let Value::Recorded(next) = entry.value else {
            continue;
        };
        copied |= entry.origin == Origin::Copied;
        number = Some(number.map_or(next, |so_far| join(kind, so_far, next)));
    }
    match number {
        Some(number) => DayValue::Recorded { number, copied },
        None if logged => DayValue::Skipped,
        None => DayValue::NotLogged,
    }
}

fn join(kind: &Kind, one: f64, other: f64) -> f64 {
    match kind {
        // Sums of tenths would show 0.30000000000000004; a millionth of a unit is below anything one logs.
        Kind::Amount(_) => ((one + other) * 1e6).round() / 1e6,
        Kind::Scale(scale) if scale.direction == Direction::HigherIsBetter => one.min(other),
        Kind::Scale(_) | Kind::YesNo => one.max(other),
    }
}

/// Looks a tracker up and gives its value on a day; a tracker that is not there was not logged.
impl Journal {
    /// The value of the tracker with this number on one day.
    pub fn value_on(&self, tracker: TrackerId, day: Day) -> DayValue {
        self.tracker(tracker)
            .map_or(DayValue::NotLogged, |tracker| day_value(self, tracker, day))
    }
}

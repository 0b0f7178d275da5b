//! Edits that stand for what people do in one stroke: none today, same as yesterday, skin clear, confirm, delete.

use super::{
    Day, DayValue, Edit, Entry, EntryKey, ItemId, Journal, Kind, Origin, Tracker, TrackerId, Value,
    day_value,
};

/// "None today": the tracker itself is 0 and nothing of it stands that day.
pub fn none_today(journal: &Journal, tracker: TrackerId, day: Day) -> Edit {
    replace_day(journal, tracker, day, Entry::typed(0.0))
}

/// "Skip today": the tracker does not apply that day.
pub fn skip(journal: &Journal, tracker: TrackerId, day: Day) -> Edit {
    replace_day(journal, tracker, day, Entry::skipped())
}

/// Makes the tracker and all its items not logged on `day`.
pub fn unlog(journal: &Journal, tracker: TrackerId, day: Day) -> Edit {
    Edit::Batch(
        journal
            .entries_on(tracker, day)
            .map(|(key, _)| Edit::unlog(key))
            .collect(),
    )
}

/// Sets the tracker's own entry so that the whole day comes to `number`, whatever its items add.
///
/// Returns none where the items alone are more than that.
pub fn set_total(journal: &Journal, tracker: &Tracker, day: Day, number: f64) -> Option<Edit> {
    let own = EntryKey::own(tracker.id, day);
    if !matches!(tracker.kind, Kind::Amount(_)) {
        return Some(Edit::log(own, Entry::typed(number)));
    }
    let items: f64 = journal
        .entries_on(tracker.id, day)
        .filter(|(key, _)| key.item.is_some())
        .filter_map(|(_, entry)| entry.value.number())
        .sum();
    let rest = ((number - items) * 1e6).round() / 1e6;
    if rest < 0.0 {
        return None;
    }
    let mut edits = vec![Edit::log(own, Entry::typed(rest))];
    // Typing the whole day's amount also confirms the copied parts it was typed over.
    edits.extend(
        confirm_edits(journal, tracker.id, day)
            .filter(|edit| edit.cells() != [super::Cell::Entry(own)]),
    );
    Some(Edit::Batch(edits))
}

/// Sets the number of one item; the tracker's "none today" goes, for something was there after all.
pub fn set_item(
    journal: &Journal,
    tracker: TrackerId,
    item: ItemId,
    day: Day,
    number: f64,
) -> Edit {
    let own = EntryKey::own(tracker, day);
    let mut edits = Vec::new();
    let none_today = matches!(
        journal.entry(own).map(|entry| entry.value),
        Some(Value::Recorded(0.0) | Value::Skipped)
    );
    if number > 0.0 && none_today {
        edits.push(Edit::unlog(own));
    }
    edits.push(Edit::log(
        EntryKey::item(tracker, item, day),
        Entry::typed(number),
    ));
    Edit::Batch(edits)
}

/// "Same as yesterday": amounts and yes/no typed on the day before, for trackers with nothing logged on `day`.
///
/// Never scales, symptoms, or anything itself copied or imported. Empty when there is nothing to copy.
pub fn same_as_yesterday(journal: &Journal, day: Day) -> Edit {
    let Some(yesterday) = day.pred_opt() else {
        return Edit::Batch(Vec::new());
    };
    let trackers = journal.active_trackers();
    let copyable = trackers
        .iter()
        .filter(|tracker| tracker.copyable && !matches!(tracker.kind, Kind::Scale(_)));
    let open = copyable.filter(|tracker| day_value(journal, tracker, day) == DayValue::NotLogged);
    let typed = open.flat_map(|tracker| journal.entries_on(tracker.id, yesterday));
    let copies = typed.filter(|(key, entry)| {
        let on_offer = key
            .item
            .is_none_or(|item| journal.item(item).is_some_and(|item| !item.archived));
        entry.origin == Origin::Typed && on_offer
    });
    Edit::Batch(
        copies
            .map(|(key, entry)| Edit::log(EntryKey { day, ..key }, copy_of(entry)))
            .collect(),
    )
}

/// "Rest of skin clear": the lowest value for every skin tracker not yet logged on `day`. Empty when all are.
pub fn rest_of_skin_clear(journal: &Journal, day: Day) -> Edit {
    let open = journal.active_trackers().into_iter().filter(|tracker| {
        tracker.is_skin() && day_value(journal, tracker, day) == DayValue::NotLogged
    });
    let clear = |tracker: &Tracker| {
        Edit::log(
            EntryKey::own(tracker.id, day),
            Entry::typed(tracker.kind.bounds().0),
        )
    };
    Edit::Batch(open.map(clear).collect())
}

/// Confirms every copied entry of a tracker on `day`: its origin becomes typed. Empty when none is copied.
pub fn confirm(journal: &Journal, tracker: TrackerId, day: Day) -> Edit {
    Edit::Batch(confirm_edits(journal, tracker, day).collect())
}

/// Confirms every copied entry of `day`. Empty when none is copied.
pub fn confirm_day(journal: &Journal, day: Day) -> Edit {
    let trackers = journal.trackers();
    Edit::Batch(
        trackers
            .iter()
            .flat_map(|tracker| confirm_edits(journal, tracker.id, day))
            .collect(),
    )
}

/// How many copied entries of `day` wait to be confirmed.
pub fn unconfirmed(journal: &Journal, day: Day) -> usize {
    let trackers = journal.trackers();
    let entries = trackers
        .iter()
        .flat_map(|tracker| journal.entries_on(tracker.id, day));
    entries
        .filter(|(_, entry)| entry.origin == Origin::Copied)
        .count()
}

/// Deletes a tracker for good with its entries and aims; the inverse brings all of it back.
pub fn delete_tracker(journal: &Journal, tracker: TrackerId) -> Edit {
    let entries = journal.entries_of(tracker).map(|(key, _)| Edit::unlog(key));
    let aims = journal.aims_of(tracker).into_iter().map(|aim| Edit::Aim {
        id: aim.id,
        aim: None,
    });
    Edit::Batch(
        entries
            .chain(aims)
            .chain([Edit::Tracker {
                id: tracker,
                tracker: None,
            }])
            .collect(),
    )
}

/// Deletes an item for good with its entries.
pub fn delete_item(journal: &Journal, item: ItemId) -> Edit {
    let entries = journal
        .entries()
        .filter(|(key, _)| key.item == Some(item))
        .map(|(key, _)| Edit::unlog(key));
    Edit::Batch(
        entries
            .chain([Edit::Item {
                id: item,
                item: None,
            }])
            .collect(),
    )
}

/// Gives an amount another unit: every entry and aim is multiplied by `factor`.
///
/// Returns none for a tracker that is no amount.
pub fn convert_unit(
    journal: &Journal,
    tracker: TrackerId,
    unit: &str,
    factor: f64,
) -> Option<Edit> {
    let old = journal.tracker(tracker)?;
    let Kind::Amount(amount) = &old.kind else {
        return None;
    };
    let entries: Vec<_> = journal.entries_of(tracker).collect();
    let aims: Vec<_> = journal.aims_of(tracker).into_iter().cloned().collect();
    let times = |number: f64| (number * factor * 1e6).round() / 1e6;
    let mut new = old.clone();
    new.kind = Kind::Amount(super::AmountScale {
        unit: unit.to_owned(),
        step: times(amount.step),
        ceiling: times(amount.ceiling),
    });
    let mut edits: Vec<_> = entries.iter().map(|(key, _)| Edit::unlog(*key)).collect();
    edits.extend(aims.iter().map(|aim| Edit::Aim {
        id: aim.id,
        aim: None,
    }));
    edits.push(Edit::put_tracker(new));
    edits.extend(entries.into_iter().map(|(key, entry)| {
        let value = entry
            .value
            .number()
            .map_or(Value::Skipped, |number| Value::Recorded(times(number)));
        Edit::log(key, Entry { value, ..entry })
    }));
    edits.extend(aims.into_iter().map(|mut aim| {
        if let Some(target) = &mut aim.target {
            target.amount = times(target.amount);
        }
        Edit::put_aim(aim)
    }));
    Some(Edit::Batch(edits))
}

fn replace_day(journal: &Journal, tracker: TrackerId, day: Day, entry: Entry) -> Edit {
    let items = journal
        .entries_on(tracker, day)
        .filter(|(key, _)| key.item.is_some());
    let mut edits: Vec<_> = items.map(|(key, _)| Edit::unlog(key)).collect();
    edits.push(Edit::log(EntryKey::own(tracker, day), entry));
    Edit::Batch(edits)
}

fn copy_of(entry: Entry) -> Entry {
    Entry {
        origin: Origin::Copied,
        ..entry
    }
}

fn confirm_edits(journal: &Journal, tracker: TrackerId, day: Day) -> impl Iterator<Item = Edit> {
    let copied = journal
        .entries_on(tracker, day)
        .filter(|(_, entry)| entry.origin == Origin::Copied);
    copied.map(|(key, entry)| {
        Edit::log(
            key,
            Entry {
                origin: Origin::Typed,
                ..entry
            },
        )
    })
}

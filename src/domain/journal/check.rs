//! What a journal accepts: names, ranges, references. Leaves the change itself to `apply`.

use super::super::{
    Aim, AimId, Day, EARLIEST_DAY, Entry, EntryKey, Item, ItemId, LATEST_DAY, List, ListId,
    NOTE_BYTES, Period, Rejected, Span, SpanId, SpanKind, Tracker, TrackerId, Value, check_name,
    same_name,
};
use super::Journal;

impl Journal {
    pub(super) fn check_entry(
        &self,
        key: EntryKey,
        entry: Option<Entry>,
    ) -> Result<Option<Entry>, Rejected> {
        check_day(key.day)?;
        let tracker = self.tracker(key.tracker).ok_or(Rejected::Unknown)?;
        if let Some(item) = key.item {
            let list = self
                .item(item)
                .map(|item| item.list)
                .ok_or(Rejected::Unknown)?;
            if tracker.list != Some(list) {
                return Err(Rejected::Unknown);
            }
        }
        let Some(Entry {
            value: Value::Recorded(number),
            origin,
        }) = entry
        else {
            return Ok(entry);
        };
        tracker.kind.check(number)?;
        // −0 and 0 are one fact; two bit patterns of it would make equal journals unequal on disk.
        let number = if number == 0.0 { 0.0 } else { number };
        Ok(Some(Entry {
            value: Value::Recorded(number),
            origin,
        }))
    }

    pub(super) fn check_tracker(
        &self,
        id: TrackerId,
        tracker: Option<&Tracker>,
    ) -> Result<(), Rejected> {
        let has_entries = self.entries_of(id).next().is_some();
        let Some(tracker) = tracker else {
            let has_aims = self.aims.values().any(|aim| aim.tracker == id);
            return if has_entries || has_aims {
                Err(Rejected::InUse)
            } else {
                Ok(())
            };
        };
        check_name(&tracker.name).map_err(Rejected::Name)?;
        check_name(&tracker.section).map_err(Rejected::Name)?;
        if tracker.id != id || !tracker.kind.is_sound() {
            return Err(Rejected::Unsound);
        }
        if tracker
            .list
            .is_some_and(|list| !self.lists.contains_key(&list))
        {
            return Err(Rejected::Unknown);
        }
        if self.names.has_tracker_uid(&tracker.uid, id) {
            return Err(Rejected::UidTaken);
        }
        if self.names.has_tracker_name(&tracker.name, id) {
            return Err(Rejected::NameTaken);
        }
        match self.tracker(id) {
            Some(old) if has_entries => self.check_entries_fit(old, tracker),
            _ => Ok(()),
        }
    }

    /// Recorded entries keep their meaning: same measure, same unit, all values within bounds, items still on the list.
    pub(super) fn check_entries_fit(&self, old: &Tracker, new: &Tracker) -> Result<(), Rejected> {
        let same_measure = old.kind.key() == new.kind.key() && old.kind.unit() == new.kind.unit();
        let items_lost =
            old.list != new.list && self.entries_of(old.id).any(|(key, _)| key.item.is_some());
        let numbers = || {
            self.entries_of(old.id)
                .filter_map(|(_, entry)| entry.value.number())
        };
        if same_measure
            && !items_lost
            && (old.kind == new.kind || numbers().all(|number| new.kind.check(number).is_ok()))
        {
            Ok(())
        } else {
            Err(Rejected::EntriesDoNotFit)
        }
    }

    pub(super) fn check_list(&self, id: ListId, list: Option<&List>) -> Result<(), Rejected> {
        let Some(list) = list else {
            let used = self.items.values().any(|item| item.list == id)
                || self
                    .trackers
                    .values()
                    .any(|tracker| tracker.list == Some(id));
            return if used { Err(Rejected::InUse) } else { Ok(()) };
        };
        check_name(&list.name).map_err(Rejected::Name)?;
        if list.id != id {
            return Err(Rejected::Unsound);
        }
        let others = || self.lists.values().filter(|other| other.id != id);
        if others().any(|other| other.uid == list.uid) {
            return Err(Rejected::UidTaken);
        }
        if others().any(|other| same_name(&other.name, &list.name)) {
            Err(Rejected::NameTaken)
        } else {
            Ok(())
        }
    }

    pub(super) fn check_item(&self, id: ItemId, item: Option<&Item>) -> Result<(), Rejected> {
        let Some(item) = item else {
            let used = self.entries.keys().any(|key| key.item == Some(id));
            return if used { Err(Rejected::InUse) } else { Ok(()) };
        };
        check_name(&item.name).map_err(Rejected::Name)?;
        let labels_sound = item
            .labels
            .windows(2)
            .all(|pair| pair[0].from < pair[1].from)
            && item
                .labels
                .iter()
                .all(|label| label.cfu_per_dose.is_finite() && label.cfu_per_dose >= 0.0);
        let tap_sound = item.per_tap.is_finite() && item.per_tap > 0.0;
        let moved = self.item(id).is_some_and(|old| old.list != item.list);
        if item.id != id || id.0 < 1 || !labels_sound || !tap_sound || moved {
            return Err(Rejected::Unsound);
        }
        if !self.lists.contains_key(&item.list) {
            return Err(Rejected::Unknown);
        }
        if self.names.has_item_uid(&item.uid, id) {
            Err(Rejected::UidTaken)
        } else if self.names.has_item_name(item.list, &item.name, id) {
            Err(Rejected::NameTaken)
        } else {
            Ok(())
        }
    }

    pub(super) fn check_aim(&self, id: AimId, aim: Option<&Aim>) -> Result<(), Rejected> {
        let Some(aim) = aim else { return Ok(()) };
        check_day(aim.from)?;
        let tracker = self.tracker(aim.tracker).ok_or(Rejected::Unknown)?;
        if aim.id != id {
            return Err(Rejected::Unsound);
        }
        if self
            .aims
            .values()
            .any(|other| other.id != id && other.uid == aim.uid)
        {
            return Err(Rejected::UidTaken);
        }
        // Two aims from the same day on would leave open which of them is in force.
        let twin =
            |other: &Aim| other.id != id && other.tracker == aim.tracker && other.from == aim.from;
        if self.aims.values().any(twin) {
            return Err(Rejected::Unsound);
        }
        let Some(target) = aim.target else {
            return Ok(());
        };
        let (_, highest) = tracker.kind.bounds();
        let most = highest
            * if target.period == Period::Week {
                7.0
            } else {
                1.0
            };
        if !target.amount.is_finite() {
            Err(Rejected::NotANumber)
        } else if !(0.0..=most).contains(&target.amount) {
            Err(Rejected::OutOfRange {
                lowest: 0.0,
                highest: most,
            })
        } else {
            Ok(())
        }
    }

    pub(super) fn check_span(&self, id: SpanId, span: Option<&Span>) -> Result<(), Rejected> {
        let Some(span) = span else { return Ok(()) };
        check_name(&span.label).map_err(Rejected::Name)?;
        check_day(span.start)?;
        span.end.map_or(Ok(()), check_day)?;
        if span.end.is_some_and(|end| end < span.start)
            || (span.kind == SpanKind::Marker && span.end != Some(span.start))
        {
            return Err(Rejected::EndBeforeStart);
        }
        if span.id != id {
            return Err(Rejected::Unsound);
        }
        let taken = self
            .spans
            .values()
            .any(|other| other.id != id && other.uid == span.uid);
        if taken {
            Err(Rejected::UidTaken)
        } else {
            Ok(())
        }
    }
}

fn check_day(day: Day) -> Result<(), Rejected> {
    if (EARLIEST_DAY..=LATEST_DAY).contains(&day) {
        Ok(())
    } else {
        Err(Rejected::DayOutOfRange)
    }
}

pub(super) fn check_note(day: Day, text: Option<&str>) -> Result<(), Rejected> {
    check_day(day)?;
    match text {
        Some("") => Err(Rejected::EmptyNote),
        Some(text) if text.len() > NOTE_BYTES => Err(Rejected::NoteTooLong),
        _ => Ok(()),
    }
}

//! All that is recorded on one day: which days after the running one have something, moving a day to another, removing it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Day, Edit, Journal, TrackerId};

/// How much is recorded on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRecord {
    /// The day.
    pub day: Day,
    /// Its entries.
    pub entries: usize,
    /// Whether it has a note.
    pub has_note: bool,
}

/// What is in the way on the day to which another is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// The tracker has entries on both.
    Tracker(TrackerId),
    /// Both have a note.
    Note,
}

/// The days after `today` on which something is recorded: the clock was wrong, or the day began elsewhere.
pub fn days_after(journal: &Journal, today: Day) -> Vec<DayRecord> {
    let mut found: BTreeMap<Day, DayRecord> = BTreeMap::new();
    let of_entries = journal.entries().map(|(key, _)| (key.day, false));
    let of_notes = journal.notes().map(|(day, _)| (day, true));
    for (day, is_note) in of_entries.chain(of_notes) {
        if day > today {
            let record = found.entry(day).or_insert(DayRecord {
                day,
                entries: 0,
                has_note: false,
            });
            record.entries += usize::from(!is_note);
            record.has_note |= is_note;
        }
    }
    found.into_values().collect()
}

/// What is recorded on `day`.
pub fn record_of(journal: &Journal, day: Day) -> DayRecord {
    DayRecord {
        day,
        entries: journal.entries().filter(|(key, _)| key.day == day).count(),
        has_note: journal.note(day).is_some(),
    }
}

/// Moves all that is recorded on one day to another. Nothing there is overwritten or mixed with it.
///
/// # Errors
/// What is in the way.
pub fn move_day(journal: &Journal, from: Day, to: Day) -> Result<Edit, Vec<Taken>> {
    let trackers = |day: Day| -> BTreeSet<TrackerId> {
        let on_day = journal.entries().filter(|(key, _)| key.day == day);
        on_day.map(|(key, _)| key.tracker).collect()
    };
    let mut taken: Vec<Taken> = trackers(from)
        .intersection(&trackers(to))
        .map(|tracker| Taken::Tracker(*tracker))
        .collect();
    if journal.note(from).is_some() && journal.note(to).is_some() {
        taken.push(Taken::Note);
    }
    if !taken.is_empty() {
        return Err(taken);
    }
    let mut edits = vec![remove_day(journal, from)];
    for (mut key, entry) in journal.entries().filter(|(key, _)| key.day == from) {
        key.day = to;
        edits.push(Edit::log(key, entry));
    }
    edits.extend(journal.note(from).map(|text| Edit::Note {
        day: to,
        text: Some(text.to_owned()),
    }));
    Ok(Edit::Batch(edits))
}

/// Removes all that is recorded on `day`; the inverse brings it back.
pub fn remove_day(journal: &Journal, day: Day) -> Edit {
    let on_day = journal.entries().filter(|(key, _)| key.day == day);
    let mut edits: Vec<Edit> = on_day.map(|(key, _)| Edit::unlog(key)).collect();
    if journal.note(day).is_some() {
        edits.push(Edit::Note { day, text: None });
    }
    Edit::Batch(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, Entry, EntryKey, StarterCatalogue};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    const FUTURE: &str = "2101-03-04";

    fn journal() -> Journal {
        let mut journal = Journal::default();
        let begin = StarterCatalogue::embedded().begin(&Beginning::usual(day("2026-11-21")));
        journal.apply(begin).unwrap();
        let water = journal.tracker_by_uid("water").unwrap().id;
        let tea = journal.items().find(|item| item.uid == "tea").unwrap().id;
        let sleep = journal.tracker_by_uid("sleep").unwrap().id;
        let future = day(FUTURE);
        let edits = vec![
            Edit::log(EntryKey::item(water, tea, future), Entry::typed(250.0)),
            Edit::log(EntryKey::own(sleep, future), Entry::skipped()),
            Edit::Note {
                day: future,
                text: Some("Where am I?".to_owned()),
            },
            Edit::log(EntryKey::own(water, day("2026-11-20")), Entry::typed(1.0)),
            Edit::Note {
                day: day("2026-11-19"),
                text: Some("Yesterday".to_owned()),
            },
        ];
        journal.apply(Edit::Batch(edits)).unwrap();
        journal
    }

    #[test]
    fn days_after_the_running_one_are_found() {
        let journal = journal();
        let found = days_after(&journal, day("2026-11-21"));
        let expected = DayRecord {
            day: day(FUTURE),
            entries: 2,
            has_note: true,
        };
        assert_eq!(found, [expected]);
        assert_eq!(record_of(&journal, day(FUTURE)), expected);
        assert_eq!(days_after(&journal, day(FUTURE)), []);
        assert_eq!(days_after(&journal, day("2026-11-18")).len(), 3);
    }

    #[test]
    fn a_day_is_moved_whole_and_taken_back() {
        let before = journal();
        let mut journal = before.clone();
        let to = day("2026-11-18");
        let edit = move_day(&journal, day(FUTURE), to).unwrap();
        let inverse = journal.apply(edit).unwrap();
        assert_eq!(days_after(&journal, day("2026-11-21")), []);
        assert_eq!(record_of(&journal, to).entries, 2);
        assert_eq!(journal.note(to), Some("Where am I?"));
        for (key, entry) in before.entries().filter(|(key, _)| key.day == day(FUTURE)) {
            let moved = EntryKey { day: to, ..key };
            assert_eq!(journal.entry(moved), Some(entry));
        }
        journal.apply(inverse).unwrap();
        assert_eq!(journal, before);
    }

    #[test]
    fn what_is_in_the_way_is_named_even_where_cells_differ() {
        let journal = journal();
        let water = journal.tracker_by_uid("water").unwrap().id;
        // Water itself there, tea here: together they would say something that nobody entered.
        let refused = move_day(&journal, day(FUTURE), day("2026-11-20"));
        assert_eq!(refused, Err(vec![Taken::Tracker(water)]));
        let refused = move_day(&journal, day(FUTURE), day("2026-11-19"));
        assert_eq!(refused, Err(vec![Taken::Note]));
    }

    #[test]
    fn a_day_is_removed_whole_and_brought_back() {
        let before = journal();
        let mut journal = before.clone();
        let inverse = journal.apply(remove_day(&before, day(FUTURE))).unwrap();
        assert_eq!(record_of(&journal, day(FUTURE)).entries, 0);
        assert_eq!(journal.notes().count(), 1);
        journal.apply(inverse).unwrap();
        assert_eq!(journal, before);
        assert!(remove_day(&before, day("2026-11-01")).is_empty());
    }
}

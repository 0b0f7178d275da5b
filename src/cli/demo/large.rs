//! A journal as large as a decade makes it, for measuring; its numbers mean nothing.

use chrono::{Duration, Months};
use fastrand::Rng;

use super::course::normal;
use crate::domain::{
    AmountScale, Day, Edit, Entry, EntryKey, Journal, Kind, Role, StarterCatalogue, Tracker,
    days_between, setting_key,
};

/// So that ten years of thirty trackers come to about 100,000 entries.
const LOGGED: f64 = 0.913;

/// `years` up to `last_day` with so many trackers, each with an entry on nine days of ten.
pub fn generate_large(last_day: Day, years: u32, trackers: usize, seed: u64) -> Journal {
    let first = last_day
        .checked_sub_months(Months::new(12 * years))
        .map_or(last_day, |before| before + Duration::days(1));
    let mut random = Rng::with_seed(seed);
    let mut journal = Journal::default();
    put(&mut journal, Edit::set(setting_key::DEMO, "yes"));
    let catalogue = StarterCatalogue::embedded();
    for starter in catalogue.trackers.iter().take(trackers) {
        if let Some(edit) = catalogue.switch_on(&journal, &starter.key, first) {
            put(&mut journal, edit);
        }
    }
    for number in catalogue.trackers.len()..trackers {
        let tracker = counted(&journal, number, first);
        put(&mut journal, Edit::put_tracker(tracker));
    }
    let all: Vec<_> = journal.trackers().into_iter().cloned().collect();
    for tracker in all {
        fill(&mut journal, &tracker, first, last_day, &mut random);
    }
    journal
}

fn fill(journal: &mut Journal, tracker: &Tracker, first: Day, last: Day, random: &mut Rng) {
    let items: Vec<_> = tracker
        .list
        .filter(|_| !matches!(tracker.kind, Kind::Scale(_)))
        .map(|list| journal.items_of(list).iter().map(|item| item.id).collect())
        .unwrap_or_default();
    let mut state = 0.0;
    for day in days_between(first, last) {
        state = 0.7 * state + 0.7 * normal(random);
        if random.f64() >= LOGGED {
            continue;
        }
        let item = (!items.is_empty() && random.bool()).then(|| items[random.usize(..items.len())]);
        let key = EntryKey {
            tracker: tracker.id,
            day,
            item,
        };
        let entry = if random.f64() < 0.01 {
            Entry::skipped()
        } else {
            Entry::typed(value(&tracker.kind, state))
        };
        put(journal, Edit::log(key, entry));
    }
}

fn value(kind: &Kind, state: f64) -> f64 {
    match kind {
        Kind::Amount(amount) => {
            let steps = (4.0 + 2.0 * state).round().max(0.0);
            (steps * amount.step).min(amount.ceiling)
        }
        Kind::Scale(scale) => {
            let middle = (scale.lowest + scale.highest) / 2.0;
            let steps = ((middle - scale.lowest + 2.0 * state) / scale.step).round();
            (scale.lowest + steps * scale.step).clamp(scale.lowest, scale.highest)
        }
        Kind::YesNo => f64::from(u8::from(state > -0.3)),
    }
}

fn counted(journal: &Journal, number: usize, daily_from: Day) -> Tracker {
    let id = journal.next_tracker_id();
    Tracker {
        id,
        uid: format!("demo_tracker_{number}"),
        name: format!("Tracker {}", number + 1),
        role: Role::Habit,
        kind: Kind::Amount(AmountScale {
            unit: "times".to_owned(),
            step: 1.0,
            ceiling: 100.0,
        }),
        list: None,
        section: "Body".to_owned(),
        position: 1_000_000 + id.0,
        colour: (number % 10) as u8,
        daily_from: Some(daily_from),
        archived_from: None,
        copyable: true,
    }
}

fn put(journal: &mut Journal, edit: Edit) {
    let applied = journal.apply(edit);
    debug_assert!(applied.is_ok(), "{applied:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_years_of_thirty_trackers_are_a_hundred_thousand_entries() {
        let last = "2026-11-20".parse().unwrap();
        let journal = generate_large(last, 10, 30, 1);
        assert_eq!(journal.trackers().len(), 30);
        assert!(
            (99_000..101_000).contains(&journal.entry_count()),
            "{}",
            journal.entry_count()
        );
        assert_eq!(journal.entry_range().map(|(_, last)| last), Some(last));
    }

    #[test]
    fn more_trackers_than_there_are_to_start_with_are_made_up() {
        let last = "2026-11-20".parse().unwrap();
        let journal = generate_large(last, 1, 50, 1);
        assert_eq!(journal.trackers().len(), 50);
    }
}

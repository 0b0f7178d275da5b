//! The one rule of logging: a change to a tracker or one of its items on a day becomes an edit or a refusal, the same for
//! every screen and command.

use super::{
    Day, DayValue, Edit, Entry, EntryKey, ItemId, Journal, Kind, Tracker, day_value, routine,
    value_of_entries,
};

/// What a person does to a value of one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LogChange {
    /// The whole day's value, or that of the item, is this number.
    Set(f64),
    /// None of it that day, whatever was logged: 0 of an amount, "no", the lowest level of a scale.
    None,
    /// It does not apply that day.
    Skip,
    /// Nothing is logged after all.
    NotLogged,
    /// What was copied is right: it counts as typed.
    Confirm,
}

/// Why a change is not made.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum LogRefusal {
    /// The items alone make another value of the day than the one that was to be set.
    #[error("the items alone are {0:?}")]
    ItemsDiffer(DayValue),
}

/// The edit that makes a change. Empty where the day's value is that already.
///
/// # Errors
/// [`LogRefusal::ItemsDiffer`] if a number is set for the whole day that its items contradict: they would go on being
/// shown, and what was typed would not.
pub fn log(
    journal: &Journal,
    tracker: &Tracker,
    item: Option<ItemId>,
    day: Day,
    change: LogChange,
) -> Result<Edit, LogRefusal> {
    match item {
        Some(item) => Ok(log_item(journal, tracker, item, day, change)),
        None => log_day(journal, tracker, day, change),
    }
}

fn log_day(
    journal: &Journal,
    tracker: &Tracker,
    day: Day,
    change: LogChange,
) -> Result<Edit, LogRefusal> {
    let value = day_value(journal, tracker, day);
    Ok(match (change, &tracker.kind) {
        (LogChange::Skip, _) if value == DayValue::Skipped => Edit::Batch(Vec::new()),
        (LogChange::Skip, _) => routine::skip(journal, tracker.id, day),
        (LogChange::NotLogged, _) => routine::unlog(journal, tracker.id, day),
        (LogChange::Confirm, _) => routine::confirm(journal, tracker.id, day),
        // "No" says the same of a day as "none today": nothing of it was there.
        (LogChange::None, Kind::Amount(_) | Kind::YesNo) | (LogChange::Set(0.0), Kind::YesNo) => {
            routine::none_today(journal, tracker.id, day)
        }
        (LogChange::None, Kind::Scale(scale)) => {
            return set_day(journal, tracker, day, scale.lowest);
        }
        (LogChange::Set(number), _) => return set_day(journal, tracker, day, number),
    })
}

fn set_day(
    journal: &Journal,
    tracker: &Tracker,
    day: Day,
    number: f64,
) -> Result<Edit, LogRefusal> {
    let settled = DayValue::Recorded {
        number,
        copied: false,
    };
    if day_value(journal, tracker, day) == settled {
        return Ok(Edit::Batch(Vec::new()));
    }
    let entries = journal.entries_on(tracker.id, day);
    let items: Vec<Entry> = entries
        .filter(|(key, _)| key.item.is_some())
        .map(|(_, entry)| entry)
        .collect();
    let of_items = value_of_entries(&tracker.kind, items.iter().copied());
    let refusal = LogRefusal::ItemsDiffer(of_items);
    if matches!(tracker.kind, Kind::Amount(_)) {
        return routine::set_total(journal, tracker, day, number).ok_or(refusal);
    }
    let with_own = items.into_iter().chain([Entry::typed(number)]);
    if value_of_entries(&tracker.kind, with_own).number() != Some(number) {
        return Err(refusal);
    }
    let own = Edit::log(EntryKey::own(tracker.id, day), Entry::typed(number));
    // Confirming comes first: it would bring back the old copied entry otherwise.
    let confirm = routine::confirm(journal, tracker.id, day);
    Ok(Edit::Batch(vec![confirm, own]))
}

fn log_item(
    journal: &Journal,
    tracker: &Tracker,
    item: ItemId,
    day: Day,
    change: LogChange,
) -> Edit {
    let key = EntryKey::item(tracker.id, item, day);
    match change {
        // A zone that was rated says nothing of the rest of the skin.
        LogChange::Set(number) if matches!(tracker.kind, Kind::Scale(_)) => {
            Edit::log(key, Entry::typed(number))
        }
        LogChange::Set(number) => routine::set_item(journal, tracker.id, item, day, number),
        LogChange::None => Edit::log(key, Entry::typed(tracker.kind.bounds().0)),
        LogChange::Skip => Edit::log(key, Entry::skipped()),
        LogChange::NotLogged => Edit::unlog(key),
        LogChange::Confirm => match journal.entry(key).and_then(|entry| entry.value.number()) {
            Some(number) => Edit::log(key, Entry::typed(number)),
            None => Edit::Batch(Vec::new()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, Origin, StarterCatalogue, Value};

    struct Bench {
        journal: Journal,
        day: Day,
    }

    impl Bench {
        fn new() -> Self {
            let day: Day = "2026-11-20".parse().unwrap();
            let mut journal = Journal::default();
            let beginning = Beginning {
                extras: ["skincare".to_owned()].into(),
                concerns: vec![crate::domain::Concern::Eczema],
                ..Beginning::usual(day)
            };
            let start = StarterCatalogue::embedded().begin(&beginning);
            journal.apply(start).unwrap();
            Self { journal, day }
        }

        fn tracker(&self, uid: &str) -> Tracker {
            self.journal.tracker_by_uid(uid).unwrap().clone()
        }

        fn item(&self, uid: &str) -> ItemId {
            self.journal
                .items()
                .find(|item| item.uid == uid)
                .unwrap()
                .id
        }

        fn log(
            &mut self,
            tracker: &str,
            item: Option<&str>,
            change: LogChange,
        ) -> Result<DayValue, LogRefusal> {
            let tracker = self.tracker(tracker);
            let item = item.map(|uid| self.item(uid));
            let edit = log(&self.journal, &tracker, item, self.day, change)?;
            self.journal.apply(edit).unwrap();
            Ok(self.journal.value_on(tracker.id, self.day))
        }

        fn copy(&mut self, tracker: &str, item: &str, number: f64) {
            let key = EntryKey::item(self.tracker(tracker).id, self.item(item), self.day);
            let entry = Entry {
                value: Value::Recorded(number),
                origin: Origin::Copied,
            };
            self.journal.apply(Edit::log(key, entry)).unwrap();
        }
    }

    fn recorded(number: f64) -> DayValue {
        DayValue::Recorded {
            number,
            copied: false,
        }
    }

    #[test]
    fn a_level_below_the_worst_zone_is_refused() {
        let mut bench = Bench::new();
        bench
            .log("itch", Some("face"), LogChange::Set(6.0))
            .unwrap();
        let refused = bench.log("itch", None, LogChange::Set(3.0));
        assert_eq!(refused, Err(LogRefusal::ItemsDiffer(recorded(6.0))));
        assert_eq!(
            bench.log("itch", None, LogChange::Set(8.0)),
            Ok(recorded(8.0))
        );
        assert_eq!(
            bench.log("itch", None, LogChange::Set(6.0)),
            Ok(recorded(6.0))
        );
        assert!(bench.log("itch", None, LogChange::None).is_err());
    }

    #[test]
    fn a_rated_zone_leaves_the_whole_as_it_was_rated() {
        let mut bench = Bench::new();
        bench.log("itch", None, LogChange::Set(0.0)).unwrap();
        bench
            .log("itch", Some("face"), LogChange::Set(3.0))
            .unwrap();
        let own = EntryKey::own(bench.tracker("itch").id, bench.day);
        assert_eq!(bench.journal.entry(own), Some(Entry::typed(0.0)));
    }

    #[test]
    fn a_whole_day_of_an_amount_counts_its_items() {
        let mut bench = Bench::new();
        bench
            .log("water", Some("tea"), LogChange::Set(250.0))
            .unwrap();
        assert_eq!(
            bench.log("water", None, LogChange::Set(500.0)),
            Ok(recorded(500.0))
        );
        let refused = bench.log("water", None, LogChange::Set(100.0));
        assert_eq!(refused, Err(LogRefusal::ItemsDiffer(recorded(250.0))));
        assert_eq!(bench.log("water", None, LogChange::None), Ok(recorded(0.0)));
        assert_eq!(
            bench.log("water", None, LogChange::Skip),
            Ok(DayValue::Skipped)
        );
        let gone = bench.log("water", None, LogChange::NotLogged);
        assert_eq!(gone, Ok(DayValue::NotLogged));
    }

    #[test]
    fn yes_confirms_copied_parts_and_no_takes_them_away() {
        let mut bench = Bench::new();
        let product = bench.journal.items().find(|item| item.uid == "moisturiser");
        let product = product.unwrap().uid.clone();
        bench.copy("skincare", &product, 1.0);
        assert_eq!(
            bench.log("skincare", None, LogChange::Set(1.0)),
            Ok(recorded(1.0))
        );
        let key = EntryKey::item(
            bench.tracker("skincare").id,
            bench.item(&product),
            bench.day,
        );
        assert_eq!(bench.journal.entry(key).unwrap().origin, Origin::Typed);
        assert_eq!(
            bench.log("skincare", None, LogChange::Set(0.0)),
            Ok(recorded(0.0))
        );
    }

    #[test]
    fn copied_values_are_confirmed_and_missing_ones_stay_missing() {
        let mut bench = Bench::new();
        bench.copy("fermented_food", "kefir", 2.0);
        let confirmed = bench.log("fermented_food", Some("kefir"), LogChange::Confirm);
        assert_eq!(confirmed, Ok(recorded(2.0)));
        let missing = bench.log("water", Some("tea"), LogChange::Confirm);
        assert_eq!(missing, Ok(DayValue::NotLogged));
    }
}

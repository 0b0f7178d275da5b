//! Names within a sentence: those that Biota gave begin small, a person's own are left as they were written.

use crate::domain::{Item, StarterCatalogue, Tracker};

/// The name of a tracker within a sentence: "sugar", "B vitamins", "Zyrtec".
pub fn tracker_within_sentence(tracker: &Tracker) -> String {
    let starter = StarterCatalogue::embedded().tracker(&tracker.uid);
    if starter.is_some_and(|starter| starter.name == tracker.name) {
        within_sentence(&tracker.name)
    } else {
        tracker.name.clone()
    }
}

/// The name of an item within a sentence: "kefir", "face", "Omni-Biotic".
pub fn item_within_sentence(item: &Item) -> String {
    let lists = StarterCatalogue::embedded().lists.iter();
    let mut items = lists.flat_map(|list| &list.items);
    if items.any(|starter| starter.key == item.uid && starter.name == item.name) {
        within_sentence(&item.name)
    } else {
        item.name.clone()
    }
}

/// A name that Biota gave, within a sentence: "fermented food"; "B vitamins" and "CFU" keep their capitals.
pub fn within_sentence(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, Journal};

    #[test]
    fn names_within_sentences_keep_abbreviations() {
        for (name, expected) in [
            ("Fermented food", "fermented food"),
            ("B vitamins", "B vitamins"),
            ("CFU", "CFU"),
            ("Óleo", "óleo"),
            ("X", "X"),
            ("", ""),
        ] {
            assert_eq!(within_sentence(name), expected);
        }
    }

    #[test]
    fn names_of_a_person_stay_as_they_were_written() {
        let mut journal = Journal::default();
        let beginning = Beginning::usual("2026-11-21".parse().unwrap());
        let start = StarterCatalogue::embedded().begin(&beginning);
        journal.apply(start).unwrap();
        let mut water = journal.tracker_by_uid("water").unwrap().clone();
        assert_eq!(tracker_within_sentence(&water), "water");
        water.name = "Evian".to_owned();
        assert_eq!(tracker_within_sentence(&water), "Evian");
        let mut kefir = journal
            .items()
            .find(|item| item.uid == "kefir")
            .unwrap()
            .clone();
        assert_eq!(item_within_sentence(&kefir), "kefir");
        kefir.name = "Kefir of Anna".to_owned();
        assert_eq!(item_within_sentence(&kefir), "Kefir of Anna");
    }
}

//! Which tracker and item a person means by `TRACKER[/ITEM]`, switching a starter tracker on where that is needed.

use super::failure::{Failure, rejected};
use crate::domain::{
    Day, Edit, Item, ItemId, Journal, StarterCatalogue, StarterTracker, Tracker, TrackerId,
    same_name,
};

/// What a value is logged for.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) tracker: TrackerId,
    pub(super) item: Option<ItemId>,
    /// What switches the tracker on; empty if it is on.
    pub(super) switching_on: Edit,
    /// The journal with the tracker on.
    pub(super) journal: Journal,
}

/// Finds the subject of `text`. A name may hold a `/`, so the whole text is tried as a tracker first.
pub(super) fn find_subject(
    journal: &Journal,
    text: &str,
    day: Day,
    today: Day,
) -> Result<Subject, Failure> {
    let text = text.trim();
    if let Some(tracker) = find_tracker(journal, text) {
        return switched_on(journal, tracker, day, today);
    }
    let mut trouble = None;
    for (at, _) in text.match_indices('/') {
        let (tracker, item) = (text[..at].trim(), text[at + 1..].trim());
        let Some(found) = find_tracker(journal, tracker) else {
            continue;
        };
        let subject = switched_on(journal, found, day, today)?;
        match with_item(subject, item) {
            Ok(subject) => return Ok(subject),
            Err(failure) => trouble = Some(failure),
        }
    }
    Err(trouble.unwrap_or_else(|| unknown_tracker(journal, text)))
}

/// Finds the subject of `text` among what the journal has, followed or put away; nothing is switched on for it.
pub(super) fn find_present(journal: &Journal, text: &str) -> Result<Subject, Failure> {
    let present = |tracker: &Tracker| Subject {
        tracker: tracker.id,
        item: None,
        switching_on: Edit::Batch(Vec::new()),
        journal: journal.clone(),
    };
    let text = text.trim();
    if let Some(tracker) = tracker_in(journal, text) {
        return Ok(present(tracker));
    }
    let mut trouble = None;
    for (at, _) in text.match_indices('/') {
        let (tracker, item) = (text[..at].trim(), text[at + 1..].trim());
        let Some(found) = tracker_in(journal, tracker) else {
            continue;
        };
        match with_item(present(found), item) {
            Ok(subject) => return Ok(subject),
            Err(failure) => trouble = Some(failure),
        }
    }
    Err(trouble.unwrap_or_else(|| unknown_tracker(journal, text)))
}

/// A tracker by what people call it or by its key, case ignored.
pub(super) fn tracker_in<'a>(journal: &'a Journal, text: &str) -> Option<&'a Tracker> {
    let by_key = || {
        let trackers = journal.trackers().into_iter();
        trackers
            .into_iter()
            .find(|tracker| same_name(&tracker.uid, text))
    };
    journal.tracker_by_name(text).or_else(by_key)
}

/// A starter tracker that is not in the journal and is offered to this person.
pub(super) fn starter_off(journal: &Journal, text: &str) -> Option<&'static StarterTracker> {
    let starter = StarterCatalogue::embedded().find(text)?;
    let is_there = journal.tracker_by_uid(&starter.key).is_some();
    (!is_there && starter.suits(journal.settings().life_stage())).then_some(starter)
}

#[derive(Clone, Copy)]
enum Found<'a> {
    There(&'a Tracker),
    Starter(&'static StarterTracker),
}

fn find_tracker<'a>(journal: &'a Journal, text: &str) -> Option<Found<'a>> {
    tracker_in(journal, text)
        .map(Found::There)
        .or_else(|| starter_off(journal, text).map(Found::Starter))
}

fn switched_on(
    journal: &Journal,
    found: Found<'_>,
    day: Day,
    today: Day,
) -> Result<Subject, Failure> {
    let catalogue = StarterCatalogue::embedded();
    let (key, on) = match found {
        Found::There(tracker) if tracker.is_shown_on(day) => {
            return Ok(Subject {
                tracker: tracker.id,
                item: None,
                switching_on: Edit::Batch(Vec::new()),
                journal: journal.clone(),
            });
        }
        Found::There(tracker) => (
            &tracker.uid,
            catalogue.switch_on(journal, &tracker.uid, today),
        ),
        Found::Starter(starter) => (
            &starter.key,
            catalogue.switch_on(journal, &starter.key, today),
        ),
    };
    let put_away = || {
        Failure::Refused(format!(
            "{key} is put away since before that day. Take it up again in Settings first."
        ))
    };
    let switching_on = on.ok_or_else(put_away)?;
    let mut journal = journal.clone();
    journal
        .apply(switching_on.clone())
        .map_err(|error| rejected(&error))?;
    let tracker = journal.tracker_by_uid(key).ok_or_else(put_away)?.id;
    Ok(Subject {
        tracker,
        item: None,
        switching_on,
        journal,
    })
}

fn with_item(mut subject: Subject, text: &str) -> Result<Subject, Failure> {
    let tracker = subject.journal.tracker(subject.tracker);
    let name = tracker.map_or("", |tracker| &tracker.name);
    let Some(list) = tracker.and_then(|tracker| tracker.list) else {
        return Err(Failure::Refused(format!("{name} has no items.")));
    };
    let items = subject.journal.items_of(list);
    let means = |item: &&Item| same_name(&item.name, text) || same_name(&item.uid, text);
    let Some(item) = items.iter().copied().find(means) else {
        let names = items.iter().filter(|item| !item.archived);
        let names: Vec<_> = names.map(|item| item.name.as_str()).collect();
        let offer = if names.is_empty() {
            "It has none yet.".to_owned()
        } else {
            format!("It has {}.", names.join(", "))
        };
        return Err(Failure::Refused(format!(
            "{name} has no item “{text}”. {offer}"
        )));
    };
    subject.item = Some(item.id);
    Ok(subject)
}

fn unknown_tracker(journal: &Journal, text: &str) -> Failure {
    let wanted = text.split('/').next().unwrap_or(text).trim();
    let near = nearest(journal, wanted);
    let hint = if near.is_empty() {
        "biota tracker list prints those there are.".to_owned()
    } else {
        format!("Nearest are {}.", near.join(", "))
    };
    Failure::Refused(format!("There is no tracker “{wanted}”. {hint}"))
}

/// Up to three names that look like `text`, nearest first.
fn nearest(journal: &Journal, text: &str) -> Vec<String> {
    let starters = StarterCatalogue::embedded().off_in(journal);
    let mut names: Vec<(String, String)> = journal
        .trackers()
        .into_iter()
        .map(|tracker| (tracker.name.clone(), tracker.uid.clone()))
        .chain(starters.map(|starter| (starter.name.clone(), starter.key.clone())))
        .collect();
    names.dedup();
    let text = text.to_lowercase();
    let mut ranked: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|(name, key)| {
            let distance = distance(&text, &name.to_lowercase()).min(distance(&text, &key));
            let holds = text.chars().count() >= 3 && name.to_lowercase().contains(&text);
            let near = distance <= 1 + text.chars().count() / 4;
            (near || holds).then_some((distance, name))
        })
        .collect();
    ranked.sort();
    ranked.into_iter().map(|(_, name)| name).take(3).collect()
}

/// How many characters have to be put in, left out or changed to make one text the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, character) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, candidate) in other.iter().enumerate() {
            let changed = diagonal + usize::from(*candidate != character);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, Kind, Role};

    fn today() -> Day {
        "2026-11-21".parse().unwrap()
    }

    fn journal() -> Journal {
        let mut journal = Journal::default();
        let begin = StarterCatalogue::embedded().begin(&Beginning::usual(today()));
        journal.apply(begin).unwrap();
        let slashed = Tracker {
            id: journal.next_tracker_id(),
            uid: "own-1".to_owned(),
            name: "Coffee/tea".to_owned(),
            role: Role::Habit,
            kind: Kind::YesNo,
            list: None,
            section: "Gut".to_owned(),
            position: 1,
            colour: 0,
            daily_from: None,
            archived_from: None,
            copyable: false,
        };
        journal.apply(Edit::put_tracker(slashed)).unwrap();
        journal
    }

    fn found(text: &str) -> (String, Option<String>, bool) {
        let subject = find_subject(&journal(), text, today(), today()).unwrap();
        let tracker = subject.journal.tracker(subject.tracker).unwrap();
        let item = subject.item.and_then(|item| subject.journal.item(item));
        (
            tracker.uid.clone(),
            item.map(|item| item.uid.clone()),
            !subject.switching_on.is_empty(),
        )
    }

    fn refusal(text: &str) -> String {
        match find_subject(&journal(), text, today(), today()) {
            Err(Failure::Refused(sentence)) => sentence,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn names_and_keys_are_found_whatever_their_case() {
        let check = |text: &str, tracker: &str, item: Option<&str>, switched: bool| {
            let item = item.map(str::to_owned);
            assert_eq!(found(text), (tracker.to_owned(), item, switched), "{text}");
        };
        check("water", "water", None, false);
        check("WATER", "water", None, false);
        check("Fermented food", "fermented_food", None, false);
        check(
            "fermented_food/KEFIR",
            "fermented_food",
            Some("kefir"),
            false,
        );
        check(
            "fermented food / kōso",
            "fermented_food",
            Some("koso"),
            false,
        );
        check("coffee/TEA", "own-1", None, false);
        check("itch", "itch", None, true);
        check("itch/face", "itch", Some("face"), true);
        check("redness or colour change", "redness", None, true);
    }

    #[test]
    fn what_is_not_there_gets_a_sentence_with_what_is_near() {
        assert!(refusal("wter").contains("Water"), "{}", refusal("wter"));
        assert!(refusal("sleep qualty").contains("Sleep quality"));
        assert!(refusal("zzzzzz").contains("biota tracker list"));
        assert!(refusal("sleep/face").contains("Sleep has no items"));
        let kefr = refusal("fermented food/kefr");
        assert!(
            kefr.contains("no item “kefr”") && kefr.contains("Kefir"),
            "{kefr}"
        );
        assert!(refusal("").contains("no tracker"));
    }

    #[test]
    fn distance_counts_changes() {
        for (one, other, expected) in [
            ("", "abc", 3),
            ("kefir", "kefr", 1),
            ("abc", "abd", 1),
            ("x", "x", 0),
        ] {
            assert_eq!(distance(one, other), expected);
        }
    }
}

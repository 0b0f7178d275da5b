//! Days in the future, backups dated in the future, files that others can read: as a person sees them.

use super::backups::{backup, open_with, shelf};
use super::*;
use crate::domain::{DayRecord, Entry, EntryKey, days_after};
use crate::ui::shelf::Shelf;

/// A journal with water on so many days of the future, and a note on the first.
fn journal_ahead(days: u64) -> Journal {
    let mut journal = full_journal();
    let water = journal.tracker_by_uid("water").unwrap().id;
    let first = day("2031-05-01");
    let logged = (0..days).map(|number| {
        let key = EntryKey::own(water, first + chrono::Days::new(number));
        Edit::log(key, Entry::typed(500.0))
    });
    let note = Edit::Note {
        day: first,
        text: Some("Where am I?".to_owned()),
    };
    let edits = logged.chain([note]).collect();
    journal.apply(Edit::Batch(edits)).unwrap();
    journal
}

fn ahead(harness: &Settings) -> Vec<DayRecord> {
    days_after(&harness.state().journal, today())
}

#[test]
fn a_journal_without_such_days_has_no_such_card() {
    let harness = open("journal", full_journal());
    assert!(harness.query_by_label_contains("have not begun").is_none());
}

#[test]
fn days_of_the_future_are_listed_a_few_at_first() {
    let mut harness = open("journal", journal_ahead(9));
    harness.get_by_label("1 May 2031");
    harness.get_by_label("1 entry, a note");
    assert!(harness.query_by_label("9 May 2031").is_none());
    press(&mut harness, "Show all 9 days");
    harness.get_by_label("9 May 2031");
    press(&mut harness, "Show fewer days");
    assert!(harness.query_by_label("9 May 2031").is_none());
}

#[test]
fn a_day_is_removed_and_taken_back() {
    let mut harness = open("journal", journal_ahead(2));
    let before = ahead(&harness);
    press(&mut harness, "Remove 1 May 2031");
    assert_eq!(ahead(&harness), before[1..]);
    assert_eq!(harness.state_mut().undo(), "1 May 2031 removed");
    assert_eq!(ahead(&harness), before);
}

#[test]
fn a_day_is_moved_where_nothing_is_in_its_way() {
    let mut harness = open("journal", journal_ahead(2));
    let before = ahead(&harness);
    press(&mut harness, "Move 1 May 2031 to another day…");
    // Water was logged yesterday; a day that has not begun, and no day at all.
    for (typed, sentence) in [
        ("2026-11-20", "Water is logged there already"),
        ("2031-06-01", "1 June 2031 has not begun"),
        ("soon", "is not a date"),
        ("2500-01-01", "1900 to 2199"),
    ] {
        write(&mut harness, "To which day", typed);
        press(&mut harness, "Move the day");
        harness.get_by_label_contains(sentence);
        assert_eq!(ahead(&harness), before, "{typed}");
    }
    write(&mut harness, "To which day", "2020-02-03");
    press(&mut harness, "Move the day");
    assert_eq!(ahead(&harness), before[1..]);
    let note = harness.state().journal.note(day("2020-02-03"));
    assert_eq!(note, Some("Where am I?"));
    assert!(harness.query_by_label("To which day").is_none());
    assert_eq!(
        harness.state_mut().undo(),
        "1 May 2031 moved to 3 February 2020"
    );
    assert_eq!(ahead(&harness), before);
}

#[test]
fn a_move_is_given_up_and_forgotten_when_its_day_is_gone() {
    let mut harness = open("journal", journal_ahead(2));
    press(&mut harness, "Move 2 May 2031 to another day…");
    press(&mut harness, "Cancel the move");
    assert!(harness.query_by_label("To which day").is_none());
    press(&mut harness, "Move 2 May 2031 to another day…");
    press(&mut harness, "Remove 2 May 2031");
    assert!(harness.query_by_label("To which day").is_none());
    assert_eq!(ahead(&harness).len(), 1);
}

#[test]
fn backups_of_the_future_are_named_and_are_not_the_newest() {
    let mut shelf = shelf();
    for days_ahead in [400, 30] {
        shelf.backups.push(crate::ui::shelf::ShelvedBackup {
            is_from_future: true,
            ..backup(-days_ahead, "daily", true)
        });
    }
    let mut harness = open_with(shelf);
    harness.get_by_label("The newest is of 21 November 2026, 08:30.");
    harness.get_by_label_contains("2 backups are dated in the future, up to 26 December 2027");
    press(&mut harness, "Show all 15");
    harness.get_by_label("26 December 2027, 08:30");
    let harness = open_with(super::backups::shelf());
    assert!(harness.query_by_label_contains("in the future").is_none());
}

#[test]
fn files_that_others_can_read_are_named_with_the_journal() {
    let sentence = "Others on this computer can read /home/mira/journal.biota.";
    let harness = open_with(Shelf {
        readable_by_others: Some(sentence.to_owned()),
        ..shelf()
    });
    harness.get_by_label(sentence);
}

//! The spreadsheet forms hold every entry and every note of a journal, and no more rows than that takes.

use std::collections::BTreeMap;

use biota::domain::{
    Day, DayValue, DecimalMark, Edit, Entry, EntryKey, Journal, Origin, TrackerId, Value,
    format_exact,
};
use biota::transfer::{DayRange, Dialect, write_days, write_entries};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use super::bad::run;
use super::rendered::{imported, today};
use crate::sample::{self, FACE, FOOD, ITCH, KEFIR, SERUM, SKINCARE, WATER, day};

fn days_form(journal: &Journal, range: DayRange) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_days(journal, range, Dialect::Plain, &mut bytes).unwrap();
    bytes
}

fn entries_form(journal: &Journal) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_entries(journal, DayRange::default(), Dialect::Plain, &mut bytes).unwrap();
    bytes
}

fn rows(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut csv = csv::Reader::from_reader(bytes);
    let own = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = own(csv.headers().unwrap());
    let rows = csv.records().map(|row| own(&row.unwrap())).collect();
    (header, rows)
}

fn note(on: &str, text: &str) -> Edit {
    Edit::Note {
        day: day(on),
        text: Some(text.to_owned()),
    }
}

fn journal(edits: Vec<Edit>) -> Journal {
    let mut journal = sample::bare();
    journal.apply(Edit::Batch(edits)).unwrap();
    journal
}

fn water(on: &str) -> Edit {
    Edit::log(EntryKey::own(WATER, day(on)), Entry::typed(250.0))
}

#[test]
fn days_with_a_note_alone_are_in_the_days() {
    let before_and_after = journal(vec![
        note("2026-01-01", "first"),
        water("2026-01-03"),
        note("2026-01-06", "last"),
    ]);
    let (_, found) = rows(&days_form(&before_and_after, DayRange::default()));
    let days: Vec<&str> = found.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(
        days,
        [
            "2026-01-01",
            "2026-01-02",
            "2026-01-03",
            "2026-01-04",
            "2026-01-05",
            "2026-01-06"
        ]
    );
    assert_eq!(found[0].last().unwrap(), "first");
    assert_eq!(found[5].last().unwrap(), "last");
    let notes_alone = journal(vec![note("2026-01-01", "alone")]);
    let (_, found) = rows(&days_form(&notes_alone, DayRange::default()));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].last().unwrap(), "alone");
}

#[test]
fn the_command_writes_the_days_of_notes_and_counts_them() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let full = journal(vec![note("2026-01-01", "first"), water("2026-01-03")]);
    biota::storage::Store::create_new(&place, &full).unwrap();
    let file = folder.path().join("days.csv");
    let said = run(&place, &["export", "--days", file.to_str().unwrap()]);
    assert!(said.out.starts_with("Wrote 3 days"), "{}", said.out);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("2026-01-01") && text.contains("first"),
        "{text}"
    );
    let cut = run(&place, &["export", "--days", "-", "--to", "2026-01-02"]);
    assert_eq!(cut.out.lines().count(), 3, "{}", cut.out);
    let none = run(&place, &["export", "--days", "-", "--from", "2026-01-04"]);
    assert_eq!(none.out.lines().count(), 1, "{}", none.out);
}

#[test]
fn a_day_far_from_the_others_makes_no_thousands_of_empty_rows() {
    let wrong_clock = journal(vec![
        note("1990-05-05", "long ago"),
        water("2026-01-01"),
        water("2026-01-03"),
        water("2199-12-31"),
        note("2198-12-30", "from a wrong clock"),
    ]);
    let bytes = days_form(&wrong_clock, DayRange::default());
    let (_, found) = rows(&bytes);
    let days: Vec<&str> = found.iter().map(|row| row[0].as_str()).collect();
    let filled = ["1990-05-05", "2026-01-01", "2026-01-02", "2026-01-03"];
    assert_eq!(days[..4], filled, "{days:?}");
    assert!(days.contains(&"2198-12-30") && days.contains(&"2199-12-31"));
    assert!(days.len() < 400, "{} rows", days.len());
    // What is asked for by its days has them, and not a row more.
    let range = DayRange {
        from: Some(day("2199-01-01")),
        to: None,
    };
    let (_, found) = rows(&days_form(&wrong_clock, range));
    assert!(
        found.len() <= 365
            && found.len()
                == found
                    .iter()
                    .filter(|row| row[0].starts_with("2199"))
                    .count()
    );
}

/// A tracker may be called as the note is.
#[test]
fn a_tracker_called_note_and_a_note_are_two_columns() {
    let mut full = journal(vec![water("2026-01-01"), note("2026-01-01", "3")]);
    let mut other = full.tracker(ITCH).unwrap().clone();
    other.id = full.next_tracker_id();
    other.uid = "own".to_owned();
    other.name = "Note".to_owned();
    other.list = None;
    let key = EntryKey::own(other.id, day("2026-01-01"));
    let edits = vec![Edit::put_tracker(other), Edit::log(key, Entry::typed(7.0))];
    full.apply(Edit::Batch(edits)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("days.csv");
    std::fs::write(&file, days_form(&full, DayRange::default())).unwrap();
    let mut empty = full.clone();
    empty.apply(Edit::unlog(key)).unwrap();
    let without = Edit::Note {
        day: key.day,
        text: None,
    };
    empty.apply(without).unwrap();
    let (back, planned) = imported(&file, &empty, "one");
    assert!(planned.problems.is_empty(), "{:?}", planned.problems.first);
    assert_eq!(back.note(key.day), Some("3"));
    assert_eq!(
        back.entry(key).and_then(|entry| entry.value.number()),
        Some(7.0)
    );
}

/// Where entries may stand in the sample.
const PLACES: [(TrackerId, Option<biota::domain::ItemId>); 6] = [
    (WATER, None),
    (FOOD, None),
    (FOOD, Some(KEFIR)),
    (ITCH, None),
    (ITCH, Some(FACE)),
    (SKINCARE, Some(SERUM)),
];

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => select(vec![0.0, 1.0]).prop_map(Value::Recorded),
        1 => Just(Value::Skipped),
    ]
}

fn some_days() -> impl Strategy<Value = Day> {
    let near = (0..40_i64).prop_map(|offset| day("2026-03-01") + chrono::Duration::days(offset));
    let far = select(vec!["1900-01-01", "1990-06-30", "2025-01-01", "2199-12-31"]);
    prop_oneof![6 => near, 1 => far.prop_map(day)]
}

fn journals() -> impl Strategy<Value = Journal> {
    let origin = select(vec![Origin::Typed, Origin::Copied, Origin::Imported]);
    let entries = vec(
        (select(PLACES.to_vec()), some_days(), values(), origin),
        0..40,
    );
    let texts = prop_oneof![
        "[^\0]{1,30}",
        select(vec![
            "=1+1",
            "'=x",
            "a;b",
            "\ttab",
            "1.750",
            "skipped",
            "two\nlines",
            "\u{202e}x",
            " = 2",
            "-"
        ])
        .prop_map(str::to_owned),
    ];
    let notes = btree_map(some_days(), texts, 0..12);
    (entries, notes).prop_map(|(entries, notes)| {
        let mut journal = sample::bare();
        for ((tracker, item), day, value, origin) in entries {
            let key = EntryKey { tracker, day, item };
            journal
                .apply(Edit::log(key, Entry { value, origin }))
                .unwrap();
        }
        for (day, text) in notes {
            let text = Some(text);
            journal.apply(Edit::Note { day, text }).unwrap();
        }
        journal
    })
}

fn cell(value: DayValue) -> String {
    match value {
        DayValue::NotLogged => String::new(),
        DayValue::Skipped => "skipped".to_owned(),
        DayValue::Recorded { number, .. } => format_exact(number, DecimalMark::Point),
    }
}

proptest! {
    #[test]
    fn both_forms_together_hold_every_entry_and_every_note(full in journals()) {
        let (header, found) = rows(&days_form(&full, DayRange::default()));
        let by_day: BTreeMap<&str, &Vec<String>> =
            found.iter().map(|row| (row[0].as_str(), row)).collect();
        prop_assert_eq!(by_day.len(), found.len());
        for (day, text) in full.notes() {
            prop_assert_eq!(by_day[day.to_string().as_str()].last().unwrap(), text);
        }
        let notes = found.iter().filter(|row| !row.last().unwrap().is_empty()).count();
        prop_assert_eq!(notes, full.notes().count());
        for (key, _) in full.entries() {
            let tracker = full.tracker(key.tracker).unwrap();
            let named = |name: &&String| name.starts_with(&tracker.name);
            let at = header.iter().position(|name| named(&name)).unwrap();
            let field = &by_day[key.day.to_string().as_str()][at];
            prop_assert_eq!(field, &cell(full.value_on(key.tracker, key.day)));
            prop_assert!(!field.is_empty());
        }
        let (_, entries) = rows(&entries_form(&full));
        prop_assert_eq!(entries.len(), full.entry_count());
        for row in &entries {
            let tracker = full.tracker_by_uid(&row[7]).unwrap().id;
            let item = full.items().find(|item| item.uid == row[8]).map(|item| item.id);
            let key = EntryKey { tracker, day: day(&row[0]), item };
            let entry = full.entry(key).unwrap();
            prop_assert_eq!(entry.value.state_key(), row[5].as_str());
            prop_assert_eq!(entry.origin.key(), row[6].as_str());
            let number = entry.value.number();
            prop_assert_eq!(row[3].parse::<f64>().ok(), number);
        }
    }

    /// All but what lies in the future comes back from both files, in each dialect, as it was.
    #[test]
    fn what_is_written_for_spreadsheets_comes_back(full in journals()) {
        let folder = tempfile::tempdir().unwrap();
        for dialect in [
            Dialect::Plain,
            Dialect::Spreadsheet(DecimalMark::Point),
            Dialect::Spreadsheet(DecimalMark::Comma),
        ] {
            let (days, entries) = (folder.path().join("days.csv"), folder.path().join("entries.csv"));
            let (mut one, mut other) = (Vec::new(), Vec::new());
            write_days(&full, DayRange::default(), dialect, &mut one).unwrap();
            write_entries(&full, DayRange::default(), dialect, &mut other).unwrap();
            std::fs::write(&days, one).unwrap();
            std::fs::write(&entries, other).unwrap();
            let (with_entries, _) = imported(&entries, &sample::bare(), "one");
            let past = |journal: &Journal| -> Vec<_> {
                let entries = journal.entries().filter(|(key, _)| key.day <= today());
                entries.map(|(key, entry)| (key, entry.value)).collect()
            };
            prop_assert_eq!(past(&with_entries), past(&full));
            let (with_notes, _) = imported(&days, &with_entries, "two");
            for (day, text) in full.notes().filter(|(day, _)| *day <= today()) {
                prop_assert_eq!(with_notes.note(day), Some(text));
            }
            prop_assert_eq!(past(&with_notes), past(&full));
        }
    }
}

//! A sound journal is saved whole; a damaged one as far as its pages go.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::domain::{
    AmountScale, Culture, Edit, Entry, EntryKey, Item, ItemId, Journal, Kind, List, ListContent,
    ListId, Role, Tracker, TrackerId,
};
use crate::storage::{Access, Session};

fn names() -> Placeholders {
    Placeholders {
        tracker: "Tracker".to_owned(),
        list: "List".to_owned(),
        item: "Item".to_owned(),
        section: "Recovered".to_owned(),
    }
}

/// Two trackers on many days, items, and a note longer than a page.
fn journal() -> Journal {
    let tracker = |id: i64, list: Option<i64>| {
        Edit::put_tracker(Tracker {
            id: TrackerId(id),
            uid: format!("tracker-{id}"),
            name: format!("Habit {id}"),
            role: Role::Habit,
            kind: Kind::Amount(AmountScale {
                unit: "ml".to_owned(),
                step: 1.0,
                ceiling: 1e6,
            }),
            list: list.map(ListId),
            section: "Gut".to_owned(),
            position: id,
            colour: 1,
            daily_from: None,
            archived_from: None,
            copyable: true,
        })
    };
    let mut edits = vec![
        Edit::put_list(List {
            id: ListId(1),
            uid: "foods".to_owned(),
            name: "Foods".to_owned(),
            content: ListContent::Food,
        }),
        Edit::put_item(Item {
            id: ItemId(7),
            uid: "kefir".to_owned(),
            list: ListId(1),
            name: "Kefir".to_owned(),
            position: 1,
            archived: false,
            serving: String::new(),
            culture: Culture::Live,
            brand: String::new(),
            per_tap: 1.0,
            labels: Vec::new(),
        }),
        tracker(1, None),
        tracker(2, Some(1)),
        Edit::set("backup_folder", "/media/stick"),
    ];
    let first: crate::domain::Day = "2024-01-01".parse().unwrap();
    for (index, day) in first.iter_days().take(700).enumerate() {
        let number = f64::from(u32::try_from(index).unwrap()) + 0.5;
        edits.push(Edit::log(
            EntryKey::own(TrackerId(1), day),
            Entry::typed(number),
        ));
        edits.push(Edit::log(
            EntryKey::item(TrackerId(2), ItemId(7), day),
            Entry::typed(1.0),
        ));
    }
    edits.push(Edit::Note {
        day: first,
        text: Some("Long words. ".repeat(3_000)),
    });
    let mut journal = Journal::default();
    journal.apply(Edit::Batch(edits)).unwrap();
    journal
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &journal()).unwrap();
    (folder, path)
}

fn saved(path: &Path) -> (Journal, Recovered) {
    let target = path.with_file_name("recovered.biota");
    let recovered = recover(path, &target, &names()).unwrap();
    let session = Session::open(&target, Access::Read).unwrap();
    (session.journal().clone(), recovered)
}

/// The number of the page on which a table begins.
fn root(path: &Path, table: &str) -> usize {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: i64 = connection
        .query_row(sql, [table], |row| row.get(0))
        .unwrap();
    usize::try_from(root).unwrap()
}

fn spoil(path: &Path, page: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[(page - 1) * 4096..page * 4096].fill(0xA5);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_sound_journal_is_saved_whole() {
    let (_folder, path) = place();
    let (saved, recovered) = saved(&path);
    assert_eq!(saved, journal());
    assert_eq!(recovered.lost, []);
    assert_eq!((recovered.broken, recovered.made_up), (0, 0));
    assert!(recovered.is_whole);
    assert_eq!(
        recover_settings(&path).backup_folder(),
        Some("/media/stick")
    );
}

#[test]
fn what_stands_in_the_log_alone_is_saved() {
    let (_folder, path) = place();
    let mut session = Session::open(&path, Access::Window).unwrap();
    let edit = Edit::Note {
        day: "2026-11-21".parse().unwrap(),
        text: Some("In the log".to_owned()),
    };
    session.commit(edit, "Note").unwrap();
    let (saved, recovered) = saved(&path);
    assert_eq!(&saved, session.journal());
    assert!(recovered.is_whole);
}

#[test]
fn without_the_first_page_every_row_is_found_by_its_shape() {
    let (_folder, path) = place();
    spoil(&path, 1);
    let (saved, recovered) = saved(&path);
    assert_eq!(saved, journal());
    assert!(recovered.is_whole && recovered.broken > 0);
}

#[test]
fn without_the_way_to_them_entries_are_found_all_the_same() {
    let (_folder, path) = place();
    spoil(&path, root(&path, "entry"));
    let (saved, recovered) = saved(&path);
    // A few rows stand on the way itself.
    let missing = journal().entry_count() - saved.entry_count();
    assert!((1..60).contains(&missing), "{missing} of 1,400 are lost");
    assert!(!recovered.is_whole && recovered.broken > 0);
}

#[test]
fn entries_whose_tracker_and_item_are_lost_are_kept_under_a_placeholder() {
    let (_folder, path) = place();
    for table in ["tracker", "item", "list"] {
        spoil(&path, root(&path, table));
    }
    let (saved, recovered) = saved(&path);
    assert_eq!(saved.entry_count(), journal().entry_count());
    assert_eq!(recovered.made_up, 4);
    assert_eq!(saved.tracker(TrackerId(2)).unwrap().name, "Tracker 2");
    let entries: Vec<_> = saved.entries().collect();
    assert_eq!(entries, journal().entries().collect::<Vec<_>>());
}

#[test]
fn rows_without_meaning_are_named() {
    let (_folder, path) = place();
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "UPDATE entry SET origin = 'guessed' WHERE tracker_id = 1 AND day = '2024-01-05';
             UPDATE entry SET value = 9e9 WHERE tracker_id = 1 AND day = '2024-01-06';",
        )
        .unwrap();
    drop(connection);
    let (saved, recovered) = saved(&path);
    assert_eq!(saved.entry_count(), journal().entry_count() - 2);
    let rows: Vec<_> = recovered
        .lost
        .iter()
        .map(|lost| lost.row.as_str())
        .collect();
    assert_eq!(rows, ["1 2024-01-05 0", "1 2024-01-06 0"]);
    assert_eq!(lost_by_table(&recovered.lost), [("entry", 2)].into());
    assert!(!recovered.is_whole);
}

#[test]
fn what_was_deleted_does_not_come_back() {
    let (_folder, path) = place();
    let mut session = Session::open(&path, Access::Window).unwrap();
    let days: Vec<_> = journal().entries().map(|(key, _)| key).collect();
    let gone = days
        .iter()
        .step_by(2)
        .map(|key| Edit::unlog(*key))
        .collect();
    session.commit(Edit::Batch(gone), "Delete half").unwrap();
    let left = session.journal().clone();
    drop(session);
    spoil(&path, 1);
    assert_eq!(saved(&path).0, left);
}

#[test]
fn what_is_no_journal_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("recovered.biota");
    let text = folder.path().join("diary.txt");
    std::fs::write(&text, "Dear diary. ".repeat(2_000)).unwrap();
    assert_eq!(
        recover(&text, &target, &names()),
        Err(RecoverError::Nothing)
    );
    let refused = recover(folder.path(), &target, &names());
    assert!(
        matches!(refused, Err(RecoverError::Source(_))),
        "{refused:?}"
    );
    let other = folder.path().join("other.db");
    let connection = Connection::open(&other).unwrap();
    connection.execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(
        recover(&other, &target, &names()),
        Err(RecoverError::Source(_))
    ));
    assert!(!target.exists());
}

/// A leaf of a table whose cells are all one and the same: a row of one text of `bytes` letters, the rest of which lies
/// on page `next`.
fn leaf_of_one_cell(pointers: u16, bytes: u64, next: u32) -> Vec<u8> {
    let mut cell = Vec::new();
    put_varint(&mut cell, bytes);
    put_varint(&mut cell, 1);
    let mut record = Vec::new();
    let header_bytes = 1 + varint_bytes(bytes * 2);
    put_varint(&mut record, header_bytes);
    put_varint(&mut record, (bytes - header_bytes) * 2 + 13);
    // As much of a row as SQLite leaves in the page.
    let local = 489 + (usize::try_from(bytes).unwrap() - 489) % 4092;
    let local = if local <= 4061 { local } else { 489 };
    record.resize(local, b'x');
    cell.extend(record);
    cell.extend(next.to_be_bytes());
    let mut page = vec![0; 4096];
    let at = 4096 - cell.len();
    page[0] = 13;
    page[3..5].copy_from_slice(&pointers.to_be_bytes());
    for index in 0..usize::from(pointers) {
        let place = 8 + index * 2;
        page[place..place + 2].copy_from_slice(&u16::try_from(at).unwrap().to_be_bytes());
    }
    page[at..].copy_from_slice(&cell);
    page
}

fn varint_bytes(number: u64) -> u64 {
    let mut bytes = Vec::new();
    put_varint(&mut bytes, number);
    bytes.len() as u64
}

fn put_varint(bytes: &mut Vec<u8>, number: u64) {
    let groups = (1..8).rev().filter(|group| number >> (group * 7) != 0);
    bytes.extend(groups.map(|group| (number >> (group * 7)) as u8 | 0x80));
    bytes.push((number & 0x7f) as u8);
}

/// The letters and rows that were found.
fn amount(found: &Found) -> (usize, usize) {
    let rows = found.of_table.values().flatten().chain(&found.loose);
    let letters = |row: &RawRow| -> usize {
        let values = row.values.iter();
        values
            .map(|value| match value {
                Value::Text(text) => text.len(),
                _ => 0,
            })
            .sum()
    };
    let letters = rows.clone().map(letters).sum();
    (letters, rows.count())
}

#[test]
fn rows_that_share_their_pages_take_no_more_room_than_the_file_has() {
    let (_folder, path) = place();
    let sound = std::fs::read(&path).unwrap();
    let pages = u32::try_from(sound.len() / 4096).unwrap();
    let before = amount(&Found::in_pages(&Pages::of(sound.clone(), &[])));
    // A page that goes on in itself, with many claiming to be as long as a row may be.
    for (pointers, bytes) in [(8, 6_000_000), (60, 190_000), (1_500, 2_000)] {
        let mut file = sound.clone();
        let mut circle = vec![b'y'; 4096];
        circle[..4].copy_from_slice(&(pages + 1).to_be_bytes());
        file.extend(circle);
        for _ in 0..8 {
            file.extend(leaf_of_one_cell(pointers, bytes, pages + 1));
        }
        let room = file.len() * 4 + (8 << 20);
        let found = Found::in_pages(&Pages::of(file.clone(), &[]));
        let (letters, rows) = amount(&found);
        assert!(
            letters <= room,
            "{bytes}: {letters} letters from {} bytes",
            file.len()
        );
        assert!(
            letters >= before.0 && rows >= before.1,
            "{bytes}: what is sound is found first"
        );
        assert!(recover_bytes(file, &[], &names()).is_ok());
    }
}

/// A log of one page, written as a whole change.
fn log_of(number: u32, page: &[u8]) -> Vec<u8> {
    let sum = |bytes: &[u8], start: (u32, u32)| {
        bytes.chunks_exact(8).fold(start, |(one, other), eight| {
            let word = |four: &[u8]| u32::from_le_bytes(four.try_into().unwrap());
            let one = one.wrapping_add(word(&eight[..4])).wrapping_add(other);
            (one, other.wrapping_add(word(&eight[4..])).wrapping_add(one))
        })
    };
    let put = |log: &mut Vec<u8>, numbers: &[u32]| {
        log.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    };
    let mut log = Vec::new();
    put(&mut log, &[0x377f_0682, 3_007_000, 4096, 0, 1, 2]);
    let first = sum(&log, (0, 0));
    put(&mut log, &[first.0, first.1, number, number]);
    let second = sum(page, sum(&log[32..40], first));
    put(&mut log, &[1, 2, second.0, second.1]);
    log.extend(page);
    log
}

#[test]
fn a_log_that_names_the_last_page_there_can_be_is_searched_at_once() {
    let (_folder, path) = place();
    let file = std::fs::read(&path).unwrap();
    let expected = amount(&Found::in_pages(&Pages::of(file.clone(), &[])));
    for number in [1 << 26, u32::MAX] {
        let log = log_of(number, &[0; 4096]);
        let found = Found::in_pages(&Pages::of(file.clone(), &log));
        // Page by page up to that number it would take minutes.
        assert_eq!(amount(&found), expected);
    }
}

#[test]
fn a_list_of_free_pages_that_goes_round_is_walked_once() {
    let (_folder, path) = place();
    let mut file = std::fs::read(&path).unwrap();
    let expected = amount(&Found::in_pages(&Pages::of(file.clone(), &[])));
    let pages = u32::try_from(file.len() / 4096).unwrap();
    // Two pages at the end that lead to one another and name nothing that is there.
    for (next, other) in [(pages + 2, 9_001_u32), (pages + 1, 9_501)] {
        let mut trunk = [next, 500].map(u32::to_be_bytes).concat();
        trunk.extend((other..other + 500).flat_map(u32::to_be_bytes));
        trunk.resize(4096, 0);
        file.extend(trunk);
    }
    file[32..36].copy_from_slice(&(pages + 1).to_be_bytes());
    let pages = Pages::of(file, &[]);
    assert_eq!(pages.free().len(), 1_002);
    assert_eq!(amount(&Found::in_pages(&pages)), expected);
}

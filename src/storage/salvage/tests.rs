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

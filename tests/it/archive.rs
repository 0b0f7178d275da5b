//! The archive against the file: every column of the schema is in it, and a file made from it is equal.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use biota::domain::*;
use biota::storage::{Access, Session, Store};
use biota::transfer::{read_archive, write_archive};
use proptest::prelude::*;
use rusqlite::Connection;
use zip::ZipArchive;

use crate::sample::{self, FOOD, KEFIR, TABLES, WATER, day};

/// Where a column of the schema stands in an archive.
enum Place {
    /// In this part and column, value for value.
    Column(&'static str, &'static str),
    /// In this part, within a text that holds more.
    Within(&'static str, &'static str),
    /// In no part, for this reason.
    Exempt(&'static str),
}

use Place::{Column, Exempt, Within};

/// Every column there is. A new one fails the test until it stands here.
const PLACES: [(&str, &str, Place); 84] = [
    ("list", "id", Column("lists.csv", "number")),
    ("list", "uid", Column("lists.csv", "key")),
    ("list", "name", Column("lists.csv", "name")),
    ("list", "content", Column("lists.csv", "content")),
    ("list", "changed_at", Column("lists.csv", "changed_at")),
    ("item", "id", Column("items.csv", "number")),
    ("item", "uid", Column("items.csv", "key")),
    ("item", "list_id", Exempt("list_key names the list")),
    ("item", "name", Column("items.csv", "name")),
    ("item", "position", Column("items.csv", "position")),
    ("item", "archived", Exempt("archived says yes or no")),
    ("item", "serving", Column("items.csv", "serving")),
    ("item", "culture", Column("items.csv", "culture")),
    ("item", "brand", Column("items.csv", "brand")),
    ("item", "per_tap", Column("items.csv", "per_tap")),
    ("item", "changed_at", Column("items.csv", "changed_at")),
    ("label", "item_id", Exempt("it stands in its item's row")),
    ("label", "start_day", Within("items.csv", "labels")),
    ("label", "strains", Within("items.csv", "labels")),
    ("label", "cfu_per_dose", Within("items.csv", "labels")),
    (
        "label",
        "changed_at",
        Exempt("written with its item, so equal to the item's"),
    ),
    ("tracker", "id", Column("trackers.csv", "number")),
    ("tracker", "uid", Column("trackers.csv", "key")),
    ("tracker", "name", Column("trackers.csv", "name")),
    ("tracker", "role", Column("trackers.csv", "role")),
    ("tracker", "kind", Column("trackers.csv", "kind")),
    ("tracker", "unit", Column("trackers.csv", "unit")),
    ("tracker", "step", Column("trackers.csv", "step")),
    ("tracker", "ceiling", Column("trackers.csv", "ceiling")),
    ("tracker", "lowest", Column("trackers.csv", "lowest")),
    ("tracker", "highest", Column("trackers.csv", "highest")),
    ("tracker", "direction", Column("trackers.csv", "direction")),
    ("tracker", "question", Column("trackers.csv", "question")),
    ("tracker", "list_id", Exempt("list_key names the list")),
    ("tracker", "section", Column("trackers.csv", "section")),
    ("tracker", "position", Column("trackers.csv", "position")),
    ("tracker", "colour", Column("trackers.csv", "colour")),
    (
        "tracker",
        "daily_from",
        Column("trackers.csv", "daily_from"),
    ),
    (
        "tracker",
        "archived_from",
        Column("trackers.csv", "archived_from"),
    ),
    ("tracker", "copyable", Exempt("copyable says yes or no")),
    (
        "tracker",
        "changed_at",
        Column("trackers.csv", "changed_at"),
    ),
    (
        "level_word",
        "tracker_id",
        Exempt("it stands in its tracker's row"),
    ),
    ("level_word", "position", Exempt("the order of the words")),
    ("level_word", "from_level", Within("trackers.csv", "words")),
    ("level_word", "word", Within("trackers.csv", "words")),
    (
        "level_word",
        "changed_at",
        Exempt("written with its tracker, so equal to the tracker's"),
    ),
    (
        "entry",
        "tracker_id",
        Exempt("tracker_key names the tracker"),
    ),
    ("entry", "day", Column("entries.csv", "date")),
    ("entry", "item_number", Exempt("item_key names the item")),
    ("entry", "item_id", Exempt("computed from item_number")),
    ("entry", "state", Column("entries.csv", "state")),
    ("entry", "value", Column("entries.csv", "value")),
    ("entry", "origin", Column("entries.csv", "origin")),
    ("entry", "changed_at", Column("entries.csv", "changed_at")),
    ("note", "day", Column("notes.csv", "date")),
    ("note", "text", Column("notes.csv", "note")),
    ("note", "changed_at", Column("notes.csv", "changed_at")),
    ("span", "id", Column("spans.csv", "number")),
    ("span", "uid", Column("spans.csv", "key")),
    ("span", "kind", Column("spans.csv", "kind")),
    ("span", "label", Column("spans.csv", "label")),
    ("span", "dose", Column("spans.csv", "dose")),
    ("span", "start_day", Column("spans.csv", "start")),
    ("span", "end_day", Column("spans.csv", "end")),
    ("span", "changed_at", Column("spans.csv", "changed_at")),
    ("aim", "id", Column("aims.csv", "number")),
    ("aim", "uid", Column("aims.csv", "key")),
    ("aim", "tracker_id", Exempt("tracker_key names the tracker")),
    ("aim", "start_day", Column("aims.csv", "from")),
    ("aim", "bound", Column("aims.csv", "bound")),
    ("aim", "amount", Column("aims.csv", "amount")),
    ("aim", "period", Column("aims.csv", "period")),
    ("aim", "source", Column("aims.csv", "source")),
    ("aim", "changed_at", Column("aims.csv", "changed_at")),
    ("setting", "key", Within("settings.json", "")),
    ("setting", "value", Within("settings.json", "")),
    ("setting", "changed_at", Within("settings.json", "")),
    ("seal", "id", Exempt("there is one seal")),
    ("seal", "fingerprint", Exempt("computed from the rest")),
    ("tombstone", "table_name", Column("tombstones.csv", "table")),
    ("tombstone", "key", Column("tombstones.csv", "key")),
    (
        "tombstone",
        "item_uid",
        Column("tombstones.csv", "item_key"),
    ),
    ("tombstone", "day", Column("tombstones.csv", "date")),
    (
        "tombstone",
        "deleted_at",
        Column("tombstones.csv", "deleted_at"),
    ),
];

/// A journal with something in every table, and every time another.
fn lived_in(path: &Path) {
    Store::create_new(path, &sample::full()).unwrap();
    let mut session = Session::open(path, Access::Write).unwrap();
    let key = EntryKey::item(FOOD, KEFIR, day("2026-10-01"));
    let edits = [
        Edit::log(key, Entry::typed(1.0)),
        Edit::unlog(key),
        Edit::Note {
            day: day("2026-11-20"),
            text: Some("Other words,\nof two lines".to_owned()),
        },
        Edit::set(setting_key::THEME, "light"),
        Edit::Setting {
            key: "unheard of".to_owned(),
            value: None,
        },
        Edit::Span {
            id: SpanId(3),
            span: None,
        },
    ];
    for edit in edits {
        session.commit(edit, "a change").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
}

fn archive_of(path: &Path) -> Archive {
    let mut store = Store::open(path, Access::Read).unwrap();
    store.load_archive().unwrap()
}

fn written(archive: &Archive) -> Vec<u8> {
    let mut bytes = Vec::new();
    let moment = day("2026-11-21").and_hms_opt(8, 30, 0).unwrap();
    write_archive(archive, moment, &mut bytes).unwrap();
    bytes
}

fn back(bytes: &[u8]) -> Archive {
    read_archive(Cursor::new(bytes)).unwrap().0
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = zip.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

fn column(bytes: &[u8], name: &str, column: &str) -> Vec<String> {
    let text = part(bytes, name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap();
    let index = headers.iter().position(|header| header == column);
    let index = index.ok_or(format!("{name} has no {column}")).unwrap();
    let mut values: Vec<_> = reader
        .records()
        .map(|record| record.unwrap()[index].to_owned())
        .collect();
    values.sort();
    values
}

/// The values of a column of the schema as an archive writes them, none as nothing.
fn stored(connection: &Connection, table: &str, column: &str) -> Vec<String> {
    use rusqlite::types::Value;
    let mut statement = connection
        .prepare(&format!("SELECT {column} FROM {table}"))
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    let mut values: Vec<String> = rows
        .map(|value| match value.unwrap() {
            Value::Null => String::new(),
            Value::Integer(integer) => integer.to_string(),
            Value::Real(number) => format_exact(number, DecimalMark::Point),
            Value::Text(text) => text,
            Value::Blob(bytes) => format!("{bytes:?}"),
        })
        .collect();
    values.sort();
    values
}

#[test]
fn every_table_and_column_of_the_schema_is_in_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    lived_in(&path);
    let bytes = written(&archive_of(&path));
    let connection = Connection::open(&path).unwrap();
    let mut places: BTreeMap<String, &Place> = PLACES
        .iter()
        .map(|(table, column, place)| (format!("{table}.{column}"), place))
        .collect();
    let mut statement = connection
        .prepare(
            "SELECT tables.name, columns.name FROM sqlite_schema AS tables
             JOIN pragma_table_xinfo(tables.name) AS columns
             WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'",
        )
        .unwrap();
    let schema = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    for row in schema {
        let (table, name): (String, String) = row.unwrap();
        let place = places.remove(&format!("{table}.{name}"));
        let place = place.unwrap_or_else(|| panic!("{table}.{name} is in no archive"));
        let values = stored(&connection, &table, &name);
        assert!(!values.is_empty(), "{table} holds nothing to look for");
        match place {
            Column(part, in_archive) => {
                assert_eq!(column(&bytes, part, in_archive), values, "{table}.{name}");
            }
            Within(name, "") => {
                let text = part(&bytes, name);
                for value in values {
                    assert!(text.contains(&value), "{table}.{name}: {value}");
                }
            }
            Within(part, in_archive) => {
                let texts = column(&bytes, part, in_archive).concat();
                for value in values {
                    assert!(texts.contains(&value), "{table}.{name}: {value}");
                }
            }
            Exempt(reason) => assert!(!reason.is_empty()),
        }
    }
    assert!(places.is_empty(), "no such columns: {:?}", places.keys());
}

#[test]
fn a_file_made_from_an_archive_is_equal_in_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (
        folder.path().join("journal.biota"),
        folder.path().join("copy.biota"),
    );
    lived_in(&path);
    let archive = archive_of(&path);
    let bytes = written(&archive);
    assert_eq!(back(&bytes), archive);
    Store::create_from(&copy, &back(&bytes)).unwrap();
    assert_eq!(archive_of(&copy), archive);
    assert_eq!(written(&archive_of(&copy)), bytes);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("ATTACH ?1 AS copy", [copy.to_str().unwrap()])
        .unwrap();
    for table in TABLES {
        for (one, other) in [("main", "copy"), ("copy", "main")] {
            let sql = format!(
                "SELECT count(*) FROM (SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table})"
            );
            let different: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(different, 0, "{table}: {one} holds what {other} lacks");
        }
    }
}

#[test]
fn an_aim_that_its_tracker_outgrew_comes_back_all_the_same() {
    let mut journal = sample::full();
    let mut water = journal.tracker(WATER).unwrap().clone();
    let Kind::Amount(amount) = &mut water.kind else {
        panic!("water is an amount");
    };
    amount.ceiling = 1_750.0;
    journal.apply(Edit::put_tracker(water)).unwrap();
    let archive = Archive {
        journal,
        ..Archive::default()
    };
    assert_eq!(back(&written(&archive)), archive);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn whatever_was_done_to_a_journal_comes_back(edits in proptest::collection::vec(crate::edits::edits(), 1..40)) {
        let mut journal = sample::full();
        for edit in edits {
            // What the journal refuses is not in it.
            let _ = journal.apply(edit);
        }
        let archive = Archive { journal, ..Archive::default() };
        let bytes = written(&archive);
        prop_assert_eq!(&back(&bytes), &archive);
        prop_assert_eq!(written(&back(&bytes)), bytes);
    }
}

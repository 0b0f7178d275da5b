//! The journal file: made, opened, refused, written beside others, watched, checked.

use std::fs;
use std::path::{Path, PathBuf};

use biota::domain::*;
use biota::storage::{
    Access, CommitError, Foreign, LoadError, NEWEST_VERSION, OpenError, SaveError, Session, Store,
    Watch, check,
};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::sample::{self, FOOD, ITCH, KEFIR, TABLES, WATER, day};

/// A folder of its own and the path of a journal in it, which is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    (folder, path)
}

fn place_with(journal: &Journal) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    Store::create_new(&path, journal).unwrap();
    (folder, path)
}

fn water(on: &str, number: f64) -> Edit {
    Edit::log(EntryKey::own(WATER, day(on)), Entry::typed(number))
}

fn itch(on: &str, number: f64) -> Edit {
    Edit::log(EntryKey::own(ITCH, day(on)), Entry::typed(number))
}

fn opened(path: &Path) -> Journal {
    Session::open(path, Access::Read).unwrap().journal().clone()
}

fn tombstones(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT concat_ws(' ', table_name, key, item_uid, day) FROM tombstone ORDER BY 1")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_journal_comes_back_as_it_was() {
    let journal = sample::full();
    let (_folder, path) = place_with(&journal);
    for access in [Access::Read, Access::Write, Access::Window] {
        let session = Session::open(&path, access).unwrap();
        assert_eq!(session.journal(), &journal, "{access:?}");
    }
    let in_memory = Session::in_memory(journal.clone()).unwrap();
    assert_eq!(in_memory.journal(), &journal);
    assert_eq!(
        Store::create_new(&path, &journal),
        Err(OpenError::AlreadyThere)
    );
}

#[test]
fn a_missing_journal_is_made_by_those_who_write() {
    let (folder, _) = place();
    let path = folder.path().join("new folder/deeper/journal.biota");
    assert_eq!(
        Store::open(&path, Access::Read).err(),
        Some(OpenError::Missing)
    );
    assert!(!path.parent().unwrap().exists());
    let session = Session::open(&path, Access::Write).unwrap();
    assert_eq!(session.journal(), &Journal::default());
    assert_eq!(session.path(), Some(path.canonicalize().unwrap().as_path()));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = place();
    let inner = folder.path().join("data");
    let path = inner.join("journal.biota");
    let mut session = Session::open(&path, Access::Window).unwrap();
    session
        .commit(Edit::set(setting_key::THEME, "dark"), "Dark")
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    let mut names: Vec<_> = fs::read_dir(&inner)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    names.sort();
    let suffixes = ["", "-shm", "-use", "-wal", "-window"];
    assert_eq!(
        names,
        suffixes.map(|suffix| inner.join(format!("journal.biota{suffix}")))
    );
    for name in names {
        assert_eq!(mode(&name), 0o600, "{}", name.display());
    }
}

#[test]
fn a_second_window_is_told_where_the_first_is() {
    let (_folder, path) = place_with(&sample::bare());
    let first = Session::open(&path, Access::Window).unwrap();
    let Err(OpenError::Locked { by: Some(holder) }) = Session::open(&path, Access::Window) else {
        panic!("a second window opened");
    };
    assert_eq!(holder.process, std::process::id());
    assert!(Session::open(&path, Access::Write).is_ok());
    assert!(Session::open(&path, Access::Read).is_ok());
    drop(first);
    assert!(Session::open(&path, Access::Window).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_does_not_get_around_the_lock() {
    let (folder, path) = place_with(&sample::bare());
    let _first = Session::open(&path, Access::Window).unwrap();
    let link = folder.path().join("link.biota");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert!(matches!(
        Session::open(&link, Access::Window),
        Err(OpenError::Locked { .. })
    ));
}

#[test]
fn what_is_no_journal_stays_untouched() {
    let (folder, _) = place();
    let database = folder.path().join("other.db");
    Connection::open(&database)
        .unwrap()
        .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1);")
        .unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let cases = [
        (database, OpenError::NotAJournal(Foreign::OtherDatabase)),
        (
            file("diary.txt", b"Dear diary, itch was 4 today.\n"),
            OpenError::NotAJournal(Foreign::OtherFile),
        ),
        (
            file("short", b"SQL"),
            OpenError::NotAJournal(Foreign::OtherFile),
        ),
        (
            file("cut off", b"SQLite format 3\0"),
            OpenError::Damaged("header cut off".to_owned()),
        ),
        (file("empty.biota", b""), OpenError::EmptyFile),
    ];
    for (path, expected) in cases {
        let before = fs::read(&path).unwrap();
        for access in [Access::Window, Access::Write, Access::Read] {
            let refused = Store::open(&path, access).err();
            assert_eq!(refused.as_ref(), Some(&expected), "{}", path.display());
        }
        assert_eq!(check(&path).err().as_ref(), Some(&expected));
        assert_eq!(
            Store::create_new(&path, &Journal::default()),
            Err(OpenError::AlreadyThere)
        );
        assert_eq!(fs::read(&path).unwrap(), before, "{}", path.display());
    }
    let inner = folder.path().join("folder");
    fs::create_dir(&inner).unwrap();
    assert_eq!(
        Store::open(&inner, Access::Window).err(),
        Some(OpenError::NotAJournal(Foreign::Folder))
    );
    assert_eq!(fs::read_dir(&inner).unwrap().count(), 0);
    let count = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(count, 6, "nothing was put beside them");
}

#[test]
fn a_newer_version_is_refused_with_both_versions_named() {
    let (_folder, path) = place_with(&sample::full());
    let newer = NEWEST_VERSION + 41;
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", newer)
        .unwrap();
    let before = fs::read(&path).unwrap();
    for access in [Access::Window, Access::Write, Access::Read] {
        assert_eq!(
            Store::open(&path, access).err(),
            Some(OpenError::NewerVersion {
                file: newer,
                program: NEWEST_VERSION
            })
        );
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_program_that_comes_while_open_is_noticed() {
    let (_folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Window).unwrap();
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", NEWEST_VERSION + 1)
        .unwrap();
    let refused = session.commit(water("2026-11-22", 500.0), "Water 500 ml");
    assert_eq!(
        refused,
        Err(CommitError::Unreadable(LoadError::NewerVersion {
            file: NEWEST_VERSION + 1,
            program: NEWEST_VERSION
        }))
    );
}

#[test]
fn words_and_days_without_meaning_are_named() {
    for (sql, table, row, column, value) in [
        (
            "UPDATE entry SET origin = 'guessed' WHERE tracker_id = 1 AND day = '2026-11-20'",
            "entry",
            "1 2026-11-20 0",
            "origin",
            "guessed",
        ),
        (
            "UPDATE entry SET value = NULL WHERE tracker_id = 1 AND day = '2026-11-20'",
            "entry",
            "1 2026-11-20 0",
            "value",
            "nothing",
        ),
        (
            "UPDATE entry SET value = 9e999 WHERE tracker_id = 1 AND day = '2026-11-20'",
            "entry",
            "1 2026-11-20 0",
            "value",
            "inf",
        ),
        (
            "UPDATE tracker SET role = 'hobby' WHERE id = 3",
            "tracker",
            "3",
            "role",
            "hobby",
        ),
        (
            "UPDATE tracker SET step = 0 WHERE id = 3",
            "tracker",
            "3",
            "step",
            "0",
        ),
        (
            "UPDATE tracker SET unit = NULL WHERE id = 1",
            "tracker",
            "1",
            "unit",
            "nothing",
        ),
        (
            "PRAGMA ignore_check_constraints = ON; UPDATE span SET start_day = '2026-02-30' WHERE id = 1",
            "span",
            "1",
            "start_day",
            "2026-02-30",
        ),
        (
            "UPDATE aim SET period = 'month' WHERE id = 2",
            "aim",
            "2",
            "period",
            "month",
        ),
    ] {
        let (_folder, path) = place_with(&sample::full());
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let expected = LoadError::Unknown {
            table,
            row: row.to_owned(),
            column: column.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(
            Session::open(&path, Access::Read).err(),
            Some(OpenError::Unreadable(expected.clone())),
            "{sql}"
        );
        let report = check(&path).unwrap();
        assert_eq!(report.unreadable, Some(expected));
        assert!(!report.is_sound());
    }
}

#[test]
fn days_that_do_not_exist_are_refused_by_the_schema() {
    let (_folder, path) = place_with(&sample::bare());
    let connection = Connection::open(&path).unwrap();
    for day in [
        "2026-02-30",
        "2027-02-29",
        "21.11.2026",
        "2026-11-21 10:00",
        "",
    ] {
        let sql =
            "INSERT INTO entry (tracker_id, day, item_number, state, value, origin, changed_at)
                   VALUES (1, ?1, 0, 'recorded', 1, 'typed', '')";
        assert!(connection.execute(sql, [day]).is_err(), "{day}");
        let sql = "INSERT INTO note (day, text, changed_at) VALUES (?1, 'x', '')";
        assert!(connection.execute(sql, [day]).is_err(), "{day}");
    }
}

#[test]
fn references_are_enforced() {
    let (_folder, path) = place_with(&sample::full());
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .unwrap();
    for sql in [
        "DELETE FROM item WHERE id = 1",
        "DELETE FROM tracker WHERE id = 1",
        "DELETE FROM list WHERE id = 1",
        "UPDATE entry SET item_number = 99 WHERE item_number = 1",
        "UPDATE entry SET tracker_id = 99 WHERE item_number = 1",
    ] {
        let refused = connection.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("FOREIGN KEY"), "{sql}: {refused}");
    }
}

#[test]
fn long_notes_of_any_script_come_back_exactly() {
    let (_folder, path) = place_with(&sample::bare());
    let long = "Übel 痒い كفير 🧴👩🏽‍⚕️ e\u{301}\r\n\n\t \u{2028}".repeat(2_000);
    assert!(long.len() > 100_000 && long.len() < NOTE_BYTES);
    let mut session = Session::open(&path, Access::Window).unwrap();
    for (index, text) in [long.as_str(), "\n", " padded ", "a\0b"].iter().enumerate() {
        let day = day("2026-11-01") + chrono::Duration::days(index as i64);
        let edit = Edit::Note {
            day,
            text: Some((*text).to_owned()),
        };
        session.commit(edit, "Note").unwrap();
        assert_eq!(opened(&path).note(day), Some(*text));
    }
}

#[test]
fn a_deletion_leaves_a_tombstone_and_a_return_takes_it_away() {
    let (_folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Window).unwrap();
    assert!(tombstones(&path).is_empty());
    let entry = EntryKey::item(FOOD, KEFIR, day("2026-11-20"));
    let delete = |session: &mut Session| {
        let edit = Edit::Batch(vec![
            routine::delete_tracker(session.journal(), WATER),
            Edit::unlog(entry),
            Edit::Note {
                day: day("2026-11-20"),
                text: None,
            },
            Edit::Span {
                id: SpanId(1),
                span: None,
            },
            Edit::Item {
                id: ItemId(2),
                item: None,
            },
            Edit::List {
                id: ListId(4),
                list: None,
            },
            Edit::Setting {
                key: setting_key::THEME.to_owned(),
                value: None,
            },
        ]);
        session.commit(edit, "Delete a lot").unwrap();
    };
    let buried = [
        "aim aim-1  ",
        "aim aim-2  ",
        "aim aim-3  ",
        "entry fermented_food kefir 2026-11-20",
        "entry water  2026-11-20",
        "entry water  2026-11-21",
        "item kōso  ",
        "list activities  ",
        "note   2026-11-20",
        "setting theme  ",
        "span span-1  ",
        "tracker water  ",
    ];
    delete(&mut session);
    assert_eq!(tombstones(&path), buried);
    assert_eq!(session.undo(), Ok(Some("Delete a lot".to_owned())));
    assert!(tombstones(&path).is_empty());
    assert_eq!(opened(&path), sample::full());
    session.redo().unwrap();
    assert_eq!(tombstones(&path), buried);
    // Making something not logged that never was leaves nothing behind.
    let never = Edit::unlog(EntryKey::own(ITCH, day("2026-03-03")));
    session.commit(never, "Nothing").unwrap();
    assert_eq!(tombstones(&path), buried);
    assert_eq!(session.undo_label(), Some("Delete a lot"));
}

#[test]
fn every_row_says_when_it_was_changed() {
    let (_folder, path) = place_with(&sample::full());
    let connection = Connection::open(&path).unwrap();
    for (table, _) in check(&path).unwrap().counts {
        let column = if table == "tombstone" {
            "deleted_at"
        } else {
            "changed_at"
        };
        let sql = format!(
            "SELECT count(*), count(*) FILTER (WHERE {column} GLOB '20??-??-??T??:??:??.???Z') FROM {table}"
        );
        let (rows, timed): (i64, i64) = connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(rows, timed, "{table}");
        assert!(
            rows > 0 || table == "tombstone",
            "{table} has no row in the sample"
        );
    }
}

#[test]
fn the_file_is_known_by_its_application_id_and_keeps_every_commit_safe() {
    let (_folder, path) = place();
    let _session = Session::open(&path, Access::Window).unwrap();
    let header = fs::read(&path).unwrap();
    assert_eq!(&header[68..72], b"BIOT");
    let connection = Connection::open(&path).unwrap();
    let mode: String = connection
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn others_writes_are_seen_and_take_only_their_own_undo_steps() {
    let (_folder, path) = place_with(&sample::full());
    let mut window = Session::open(&path, Access::Window).unwrap();
    let mut watch = Watch::open(&path).unwrap();
    window.commit(water("2026-11-20", 2000.0), "Water").unwrap();
    window.commit(itch("2026-11-20", 4.0), "Itch").unwrap();
    assert_eq!(watch.poll(), Ok(true), "the window's own writes count too");
    assert_eq!(window.refresh(), Ok(false), "but change nothing for it");
    assert_eq!(watch.poll(), Ok(false));
    let revision = window.revision();

    let mut command = Session::open(&path, Access::Write).unwrap();
    command.commit(itch("2026-11-20", 7.0), "Itch 7").unwrap();
    assert_eq!(watch.poll(), Ok(true));
    assert_eq!(window.refresh(), Ok(true));
    assert_eq!(window.revision(), revision + 1);
    assert_eq!(window.journal(), command.journal());
    assert_eq!(window.undo_label(), Some("Water"), "the itch step is gone");

    // Without being told, the window sees it when it writes.
    command.commit(water("2026-11-22", 1.0), "Water 1").unwrap();
    window.commit(itch("2026-11-21", 1.0), "Itch 1").unwrap();
    assert_eq!(opened(&path), *window.journal());
    assert_eq!(
        window.journal().value_on(WATER, day("2026-11-22")).number(),
        Some(1.0)
    );
    assert_eq!(window.undo(), Ok(Some("Itch 1".to_owned())));
    assert_eq!(window.undo(), Ok(Some("Water".to_owned())));
    assert_eq!(window.undo(), Ok(None));
    assert_eq!(
        window.journal().value_on(ITCH, day("2026-11-20")).number(),
        Some(7.0)
    );
    assert_eq!(opened(&path), *window.journal());
}

#[test]
fn a_step_that_others_made_impossible_does_not_bar_those_behind_it() {
    let (_folder, path) = place_with(&sample::bare());
    let mut window = Session::open(&path, Access::Window).unwrap();
    window.commit(water("2026-11-20", 500.0), "Water").unwrap();
    window.commit(itch("2026-11-20", 4.0), "Itch").unwrap();
    window
        .commit(
            Edit::unlog(EntryKey::own(ITCH, day("2026-11-20"))),
            "No itch",
        )
        .unwrap();
    let mut command = Session::open(&path, Access::Write).unwrap();
    let delete = routine::delete_tracker(command.journal(), ITCH);
    command.commit(delete, "Delete itch").unwrap();
    assert_eq!(
        window.undo(),
        Err(CommitError::Rejected(Rejected::Unknown)),
        "no tracker to log for"
    );
    assert_eq!(window.undo(), Ok(Some("Water".to_owned())));
    assert_eq!(opened(&path), *window.journal());
}

#[test]
fn a_store_refuses_to_save_what_was_made_from_an_old_journal() {
    let (_folder, path) = place_with(&sample::bare());
    let mut one = Store::open(&path, Access::Write).unwrap();
    let mut other = Store::open(&path, Access::Write).unwrap();
    let mut journal = one.load().unwrap();
    other.load().unwrap();
    let mut number_with = |edit: &Edit| {
        journal.apply(edit.clone()).unwrap();
        journal.fingerprint()
    };
    let (first, second) = (water("2026-11-20", 1.0), water("2026-11-21", 1.0));
    let (with_first, with_second) = (number_with(&first), number_with(&second));
    assert_eq!(one.save(&first, with_first), Ok(()));
    assert!(other.is_changed_by_others().unwrap());
    assert!(!one.is_changed_by_others().unwrap());
    assert_eq!(other.save(&second, with_second), Err(SaveError::Outdated));
    other.load().unwrap();
    assert_eq!(other.save(&second, with_second), Ok(()));
    assert!(check(&path).unwrap().is_sound());
}

/// The number stands in files: another way to compute it needs a migration that seals them anew.
#[test]
fn the_number_a_journal_comes_to_is_the_one_in_files() {
    assert_eq!(sample::full().fingerprint(), 0x132e_d703_55df_b2bd);
}

#[test]
fn a_row_that_another_program_changed_is_noticed_before_the_next_write() {
    for sql in [
        "UPDATE entry SET value = 2000 WHERE value = 1750",
        "DELETE FROM entry WHERE day = '2026-11-21'",
        "UPDATE note SET text = 'Scalp fine'",
        "UPDATE setting SET value = 'light' WHERE key = 'theme'",
        "UPDATE level_word SET word = 'gentle' WHERE word = 'mild'",
        "UPDATE label SET cfu_per_dose = 1 WHERE cfu_per_dose > 2e10",
        "DELETE FROM aim WHERE id = 3",
        "UPDATE span SET dose = '2 %' WHERE id = 1",
        "DELETE FROM seal",
    ] {
        let (_folder, path) = place_with(&sample::full());
        let mut session = Session::open(&path, Access::Window).unwrap();
        let before = session.journal().clone();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let file = fs::read(path.with_file_name("journal.biota-wal")).unwrap();
        let altered = CommitError::Unreadable(LoadError::Altered);
        assert_eq!(session.refresh(), Err(altered.clone()), "{sql}");
        let refused = session.commit(water("2026-11-22", 500.0), "Water 500 ml");
        assert_eq!(refused, Err(altered), "{sql}");
        assert_eq!(session.journal(), &before, "{sql}");
        let after = fs::read(path.with_file_name("journal.biota-wal")).unwrap();
        assert!(file == after, "{sql}: nothing was written over it");
        drop(session);
        for access in [Access::Window, Access::Write, Access::Read] {
            let refused = Session::open(&path, access).err();
            assert_eq!(refused, Some(OpenError::Altered), "{sql}");
        }
        assert_eq!(check(&path).unwrap().unreadable, Some(LoadError::Altered));
    }
}

#[test]
fn a_journal_of_the_first_version_is_brought_up_to_date_with_equal_content() {
    let (folder, path) = place();
    fs::create_dir_all(folder.path()).unwrap();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../../migrations/0001_journal.sql"))
        .unwrap();
    old.execute_batch(include_str!("fixtures/version-1.sql"))
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    let rows = |connection: &Connection, table: &str| -> Vec<String> {
        let columns: String = connection
            .query_row(
                "SELECT group_concat('quote(' || name || ')') FROM pragma_table_info(?1)",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        let sql = format!("SELECT concat_ws(',', {columns}) FROM {table} ORDER BY 1");
        let mut statement = connection.prepare(&sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let before = TABLES.map(|table| rows(&old, table));
    drop(old);
    assert!(before.iter().all(|rows| !rows.is_empty()));
    // Who only reads changes nothing, and says why.
    assert_eq!(
        Store::open(&path, Access::Read).err(),
        Some(OpenError::OlderVersion {
            file: 1,
            program: NEWEST_VERSION
        })
    );
    assert!(check(&path).unwrap().is_sound());
    let session = Session::open(&path, Access::Window).unwrap();
    assert_eq!(session.journal().entry_count(), 5);
    drop(session);
    assert!(check(&path).unwrap().is_sound());
    let new = Connection::open(&path).unwrap();
    assert_eq!(TABLES.map(|table| rows(&new, table)), before);
    let kept = folder.path().join("journal.biota.version-1");
    let kept = Connection::open(kept).unwrap();
    assert_eq!(TABLES.map(|table| rows(&kept, table)), before);
}

#[test]
fn every_version_that_ever_landed_has_a_journal_to_bring_up_to_date() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    for version in 1..NEWEST_VERSION {
        let rows = fs::read_to_string(fixtures.join(format!("version-{version}.sql"))).unwrap();
        assert!(rows.contains("INSERT INTO entry"), "{version}");
    }
}

#[test]
fn writing_by_turns_loses_nothing() {
    let (_folder, path) = place_with(&sample::bare());
    let days: Vec<_> = days_between(day("2026-01-01"), day("2026-01-20")).collect();
    let write = |tracker: TrackerId, access: Access| {
        let mut session = Session::open(&path, access).unwrap();
        for day in &days {
            let edit = Edit::log(EntryKey::own(tracker, *day), Entry::typed(1.0));
            session.commit(edit, "One").unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write(WATER, Access::Window));
        scope.spawn(|| write(ITCH, Access::Write));
        scope.spawn(|| {
            for _ in 0..20 {
                opened(&path);
            }
        });
    });
    assert_eq!(opened(&path).entry_count(), 2 * days.len());
    assert!(check(&path).unwrap().is_sound());
}

#[test]
fn what_could_not_be_saved_is_not_in_memory_either() {
    let (_folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Window).unwrap();
    session.commit(water("2026-11-22", 1.0), "One").unwrap();
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER fault BEFORE INSERT ON note BEGIN SELECT raise(ABORT, 'fault'); END",
        )
        .unwrap();
    let edit = Edit::Batch(vec![
        water("2026-11-23", 2.0),
        Edit::Note {
            day: day("2026-11-23"),
            text: Some("lost?".to_owned()),
        },
    ]);
    let before = session.journal().clone();
    let revision = session.revision();
    assert!(matches!(
        session.commit(edit.clone(), "Two"),
        Err(CommitError::Unreadable(LoadError::ForeignSchema(_)))
    ));
    assert_eq!(session.journal(), &before);
    assert_eq!(session.revision(), revision);
    assert_eq!(session.undo_label(), Some("One"));
    other.execute_batch("DROP TRIGGER fault").unwrap();
    assert_eq!(opened(&path), before);
    session.commit(edit, "Two").unwrap();
    assert_eq!(opened(&path), *session.journal());
    assert_eq!(session.undo_label(), Some("Two"));
}

#[test]
fn a_journal_held_by_another_program_is_busy_and_then_free() {
    let (_folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Window).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let before = session.journal().clone();
    assert_eq!(
        session.commit(water("2026-11-22", 1.0), "One"),
        Err(CommitError::Busy)
    );
    assert_eq!(session.journal(), &before);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(session.commit(water("2026-11-22", 1.0), "One"), Ok(()));
    let after = session.journal().clone();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(session.undo(), Err(CommitError::Busy));
    assert_eq!(session.journal(), &after);
    assert_eq!(session.undo_label(), Some("One"));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(session.undo(), Ok(Some("One".to_owned())));
    assert_eq!(session.journal(), &before);
    assert_eq!(session.redo_label(), Some("One"));
}

#[test]
fn reading_does_not_write() {
    let (_folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Read).unwrap();
    assert_eq!(
        session.commit(water("2026-11-22", 1.0), "One"),
        Err(CommitError::ReadOnly)
    );
    assert_eq!(session.journal(), &sample::full());
}

#[cfg(unix)]
#[test]
fn a_file_moved_or_deleted_while_open_takes_no_more_writes() {
    let (folder, path) = place_with(&sample::full());
    let mut session = Session::open(&path, Access::Window).unwrap();
    let elsewhere = folder.path().join("elsewhere.biota");
    fs::rename(&path, &elsewhere).unwrap();
    assert_eq!(
        session.commit(water("2026-11-22", 1.0), "One"),
        Err(CommitError::Gone)
    );
    Store::create_new(&path, &Journal::default()).unwrap();
    assert_eq!(
        session.commit(water("2026-11-22", 1.0), "One"),
        Err(CommitError::Gone),
        "another file under its name is not it"
    );
    assert_eq!(session.journal(), &sample::full());
    fs::rename(&elsewhere, &path).unwrap();
    assert_eq!(session.commit(water("2026-11-22", 1.0), "One"), Ok(()));
}

#[test]
fn the_log_of_a_lost_journal_does_not_slip_into_a_new_one() {
    let (_folder, path) = place_with(&sample::full());
    let log = path.with_file_name("journal.biota-wal");
    let mut session = Session::open(&path, Access::Write).unwrap();
    session.commit(water("2026-11-22", 1.0), "One").unwrap();
    let kept = fs::read(&log).unwrap();
    drop(session);
    fs::remove_file(&path).unwrap();
    fs::write(&log, &kept).unwrap();
    for access in [Access::Window, Access::Write] {
        let refused = Store::open(&path, access).err();
        assert_eq!(refused, Some(OpenError::StrayLog));
    }
    assert_eq!(fs::read(&log).unwrap(), kept);
    fs::remove_file(&log).unwrap();
    let session = Session::open(&path, Access::Window).unwrap();
    assert_eq!(session.journal(), &Journal::default());
}

#[test]
fn many_who_make_the_same_journal_end_up_with_one() {
    let (_folder, path) = place();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let path = &path;
            scope.spawn(move || {
                let mut session = Session::open(path, Access::Write).unwrap();
                let edit = Edit::set(&format!("key {number}"), "there");
                session.commit(edit, "Set").unwrap();
            });
        }
    });
    assert_eq!(opened(&path).settings().pairs().len(), 8);
    assert!(check(&path).unwrap().is_sound());
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place_with(&sample::full());
    let name = folder.path().join("50% off? #1");
    fs::create_dir(&name).unwrap();
    let moved = name.join("journal.biota");
    fs::rename(&path, &moved).unwrap();
    // A journal that once was open in a window stays in write-ahead mode.
    drop(Session::open(&moved, Access::Write).unwrap());
    fs::set_permissions(&name, fs::Permissions::from_mode(0o500)).unwrap();
    assert_eq!(opened(&moved), sample::full());
    assert!(check(&moved).unwrap().is_sound());
    // Root may write anywhere, so there only the reading can be tested.
    if fs::write(name.join("probe"), "").is_err() {
        assert_eq!(
            Store::open(&moved, Access::Window).err(),
            Some(OpenError::Permission)
        );
        assert_eq!(
            Store::open(&name.join("new.biota"), Access::Write).err(),
            Some(OpenError::Permission)
        );
        fs::set_permissions(&name, fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(&moved, fs::Permissions::from_mode(0o400)).unwrap();
        assert_eq!(
            Store::open(&moved, Access::Write).err(),
            Some(OpenError::Permission)
        );
        fs::set_permissions(&moved, fs::Permissions::from_mode(0o000)).unwrap();
        assert_eq!(
            Store::open(&moved, Access::Read).err(),
            Some(OpenError::Permission)
        );
    }
    fs::set_permissions(&name, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn quiet_changes_are_kept_but_not_undone() {
    let (_folder, path) = place_with(&sample::bare());
    let mut session = Session::open(&path, Access::Window).unwrap();
    session.commit(water("2026-11-22", 1.0), "One").unwrap();
    let revision = session.revision();
    let key = format!("{}trends.range", setting_key::REMEMBERED);
    session.commit_quietly(Edit::set(&key, "4m")).unwrap();
    assert_eq!(session.revision(), revision + 1);
    assert_eq!(
        opened(&path).settings().remembered("trends.range"),
        Some("4m")
    );
    assert_eq!(session.undo(), Ok(Some("One".to_owned())));
    assert_eq!(
        session.journal().settings().remembered("trends.range"),
        Some("4m")
    );
}

#[test]
fn edits_that_change_nothing_leave_no_step() {
    let mut session = Session::in_memory(sample::full()).unwrap();
    let same = session
        .journal()
        .entry(EntryKey::own(WATER, day("2026-11-20")))
        .unwrap();
    let edits = [
        Edit::Batch(Vec::new()),
        Edit::Batch(vec![Edit::Batch(Vec::new())]),
        Edit::log(EntryKey::own(WATER, day("2026-11-20")), same),
        Edit::Batch(vec![
            Edit::set(setting_key::THEME, "dark"),
            Edit::unlog(EntryKey::own(ITCH, day("2026-11-20"))),
        ]),
        Edit::Batch(vec![
            itch("2026-11-20", 4.0),
            Edit::unlog(EntryKey::own(ITCH, day("2026-11-20"))),
        ]),
    ];
    for edit in edits {
        session.commit(edit, "Nothing").unwrap();
    }
    assert_eq!(session.undo_label(), None);
    assert_eq!(session.revision(), 0);
}

#[test]
fn a_check_counts_and_finds_what_is_wrong() {
    let (_folder, path) = place_with(&sample::full());
    let _window = Session::open(&path, Access::Window).unwrap();
    let report = check(&path).unwrap();
    assert!(report.is_sound());
    assert_eq!(report.version, NEWEST_VERSION);
    assert_eq!(report.holdings.oldest_day, Some(day("2024-02-29")));
    assert_eq!(report.holdings.newest_day, Some(day("2026-11-21")));
    let count = |table: &str| {
        report
            .counts
            .iter()
            .find(|(name, _)| name == table)
            .unwrap()
            .1
    };
    assert_eq!(count("entry"), 5);
    assert_eq!(count("level_word"), 3);
    assert_eq!(report.counts.len(), 11);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM item WHERE id = 1;")
        .unwrap();
    let report = check(&path).unwrap();
    assert_eq!(report.problems, ["a row of entry refers to no item"]);
}

#[test]
fn overwritten_pages_are_damage_not_numbers() {
    let (_folder, path) = place_with(&sample::full());
    let whole = fs::read(&path).unwrap();
    let page_bytes = 4096;
    assert!(whole.len() > 10 * page_bytes);
    for page in 1..whole.len() / page_bytes {
        let mut bytes = whole.clone();
        bytes[page * page_bytes..(page + 1) * page_bytes].fill(0xAA);
        fs::write(&path, bytes).unwrap();
        match Session::open(&path, Access::Read) {
            // The damage is in an index, which loading does not need.
            Ok(session) => assert_eq!(session.journal(), &sample::full(), "page {page}"),
            Err(error) => assert!(
                matches!(error, OpenError::Damaged(_)),
                "page {page}: {error}"
            ),
        }
        match check(&path) {
            Ok(report) => assert!(!report.is_sound(), "page {page}"),
            Err(error) => assert!(
                matches!(error, OpenError::Damaged(_)),
                "page {page}: {error}"
            ),
        }
    }
}

#[test]
fn the_schema_is_as_agreed() {
    let (_folder, path) = place();
    drop(Store::open(&path, Access::Write).unwrap());
    let connection = Connection::open(&path).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    let schema: Vec<_> = rows.map(Result::unwrap).collect();
    assert!(
        schema
            .iter()
            .filter(|sql| sql.starts_with("CREATE TABLE"))
            .all(|sql| sql.contains("STRICT")),
        "all tables are strict"
    );
    insta::assert_snapshot!(schema.join(";\n\n"));
}

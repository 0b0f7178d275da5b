//! Journals whose schema another program changed: nothing of it runs, and a sentence says what it is.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use biota::storage::{Access, BackupError, OpenError, Reason, Session, Store, check, holdings};
use rusqlite::Connection;

use super::{program, water};
use crate::place::Place;
use crate::sample::{self, day};

/// Deletes everything else as soon as a three is logged.
pub(super) const TRIGGER: &str = "CREATE TRIGGER x AFTER INSERT ON entry WHEN new.value = 3
    BEGIN DELETE FROM entry WHERE tracker_id <> new.tracker_id; DELETE FROM note; END";

/// Never ends when it is read.
pub(super) const ENDLESS: &str = "DROP TABLE note; CREATE VIEW note AS
    WITH RECURSIVE r (c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM r)
    SELECT '2026-01-01' day, 'x' text, '' changed_at FROM r";

/// A table in the place of the list of tables, with what that list said before.
pub(super) const SHADOW: &str = "CREATE TABLE copy (type, name, tbl_name, rootpage, sql);
    INSERT INTO copy SELECT * FROM sqlite_master WHERE name <> 'copy';
    CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM note; END;
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET name = 'sqlite_schema', tbl_name = 'sqlite_schema',
        sql = 'CREATE TABLE sqlite_schema (type, name, tbl_name, rootpage, sql)'
    WHERE name = 'copy'";

/// Lets a tracker be deleted with its entries.
pub(super) const CASCADE: &str = "PRAGMA writable_schema = ON; UPDATE sqlite_master
    SET sql = replace(sql, 'REFERENCES tracker (id),', 'REFERENCES tracker (id) ON DELETE CASCADE,')
    WHERE name = 'entry'";

/// Takes every day for one.
pub(super) const NO_CHECK: &str = "PRAGMA writable_schema = ON; UPDATE sqlite_master
    SET sql = replace(sql, ' CHECK (day IS date(day, ''+0 days''))', '') WHERE name = 'note'";

const ALL: [(&str, &str); 8] = [
    (TRIGGER, "trigger “x” was added"),
    (ENDLESS, "table “note” is missing"),
    (CASCADE, "table “entry” was changed"),
    (NO_CHECK, "table “note” was changed"),
    ("CREATE TABLE other (a)", "table “other” was added"),
    (
        "CREATE INDEX by_words ON note (length(text))",
        "index “by_words” was added",
    ),
    (
        "DROP INDEX aim_by_tracker",
        "index “aim_by_tracker” is missing",
    ),
    (
        "ALTER TABLE span ADD COLUMN more TEXT",
        "table “span” was changed",
    ),
];

/// Changes a file as another program would.
pub(super) fn change(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap();
}

pub(super) fn changed(sql: &str) -> Place {
    let place = Place::with(&sample::full());
    change(&place.journal, sql);
    place
}

pub(super) fn now() -> chrono::NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
}

pub(super) fn said(path: &Path, arguments: &[&str]) -> (i32, String) {
    let output = program(path).args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(text).unwrap(),
    )
}

#[test]
fn a_schema_that_is_not_biotas_is_refused_wherever_a_file_is_opened() {
    for (sql, words) in ALL {
        let place = changed(sql);
        let path = &place.journal;
        let before = fs::read(path).unwrap();
        let start = Instant::now();
        let is_named = |error: OpenError| match error {
            OpenError::ForeignSchema(fault) => assert_eq!(fault.to_string(), words, "{sql}"),
            other => panic!("{sql}: {other:?}"),
        };
        for access in [Access::Read, Access::Write, Access::Window] {
            is_named(Session::open(path, access).unwrap_err());
        }
        is_named(check(path).unwrap_err());
        is_named(holdings(path).unwrap_err());
        match place.backups().make(Reason::ByHand, now()) {
            Err(BackupError::Journal(error)) => is_named(error),
            other => panic!("{sql}: {other:?}"),
        }
        assert_eq!(fs::read(path).unwrap(), before, "{sql}: it was written to");
        assert!(start.elapsed() < Duration::from_secs(2), "{sql}");
    }
}

#[test]
fn what_sqlite_notes_for_itself_is_no_foreign_schema() {
    let place = changed("ANALYZE");
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    session
        .commit(water(day("2026-11-22"), 500.0), "Water")
        .unwrap();
    assert!(check(&place.journal).unwrap().is_sound());
}

#[test]
fn a_schema_changed_under_an_open_journal_is_noticed_before_the_next_write() {
    let place = Place::with(&sample::full());
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    change(&place.journal, TRIGGER);
    let refused = session.commit(water(day("2026-11-22"), 3.0), "Water");
    assert!(refused.is_err(), "{refused:?}");
    assert!(session.refresh().is_err());
    assert!(Store::open(&place.journal, Access::Read).is_err());
    change(&place.journal, "DROP TRIGGER x");
    session
        .commit(water(day("2026-11-22"), 3.0), "Water")
        .unwrap();
    let kept = Session::open(&place.journal, Access::Read).unwrap();
    assert_eq!(kept.journal(), session.journal());
    assert_eq!(
        kept.journal().notes().count(),
        sample::full().notes().count()
    );
}

#[test]
fn the_commands_say_what_was_changed_and_that_nothing_ran() {
    for (sql, words) in [
        (TRIGGER, "trigger “x” was added"),
        (ENDLESS, "table “note” is missing"),
    ] {
        let place = changed(sql);
        for arguments in [
            &["check"][..],
            &["show"],
            &["log", "water", "3"],
            &["backup"],
            &["backup", "."],
            &["export", "--entries", "all.csv"],
        ] {
            let (code, text) = said(&place.journal, arguments);
            assert_eq!(code, 1, "{arguments:?}: {text}");
            assert!(text.contains(words), "{arguments:?}: {text}");
            assert!(text.contains("Nothing in it was run"), "{text}");
            assert!(!text.contains("was checked"), "{text}");
        }
    }
}

#[test]
fn a_name_in_a_foreign_schema_cannot_write_to_the_terminal() {
    let place = changed("CREATE TABLE \"a\u{1b}[2J\nThe journal is sound.\u{202e}\" (b)");
    let (code, text) = said(&place.journal, &["check"]);
    assert_eq!(code, 1, "{text}");
    assert!(
        !text.contains('\u{1b}') && !text.contains('\u{202e}'),
        "{text:?}"
    );
    assert_eq!(text.trim_end().lines().count(), 1, "{text:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn too_many_open_files_are_not_a_missing_permission() {
    let place = Place::with(&sample::full());
    let mut refused = 0;
    for most in 4..12 {
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("ulimit -n {most}; exec \"$0\" log water 3")])
            .arg(env!("CARGO_BIN_EXE_biota"))
            .env("BIOTA_JOURNAL", &place.journal)
            .env("HOME", place.path(""))
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !text.to_lowercase().contains("permission"),
            "{most}: {text}"
        );
        if !output.status.success() && text.to_lowercase().contains("too many") {
            refused += 1;
        }
    }
    assert!(refused > 0);
}

//! Journals whose schema another program changed: nothing of it runs, and a sentence says what it is.

use std::path::Path;

use rusqlite::Connection;

use super::program;
use crate::place::Place;
use crate::sample;

/// Deletes everything else as soon as a three is logged.
pub(super) const TRIGGER: &str = "CREATE TRIGGER x AFTER INSERT ON entry WHEN new.value = 3
    BEGIN DELETE FROM entry WHERE tracker_id <> new.tracker_id; DELETE FROM note; END";

/// Never ends when it is read.
pub(super) const ENDLESS: &str = "DROP TABLE note; CREATE VIEW note AS
    WITH RECURSIVE r (c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM r)
    SELECT '2026-01-01' day, 'x' text, '' changed_at FROM r";

/// Changes a file as another program would.
pub(super) fn change(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(sql).unwrap();
}

fn changed(sql: &str) -> Place {
    let place = Place::with(&sample::full());
    change(&place.journal, sql);
    place
}

fn said(path: &Path, arguments: &[&str]) -> (i32, String) {
    let output = program(path).args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(text).unwrap(),
    )
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

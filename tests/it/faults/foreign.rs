//! Journals whose schema another program changed: nothing of it runs, and a sentence says what it is.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use biota::storage::{
    Access, BackupError, OpenError, Reason, RestoreError, RestoreSource, Session, Store, check,
    holdings, restorable, restore,
};
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
const SHADOW: &str = "CREATE TABLE copy (type, name, tbl_name, rootpage, sql);
    INSERT INTO copy SELECT * FROM sqlite_master WHERE name <> 'copy';
    CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM note; END;
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET name = 'sqlite_schema', tbl_name = 'sqlite_schema',
        sql = 'CREATE TABLE sqlite_schema (type, name, tbl_name, rootpage, sql)'
    WHERE name = 'copy'";

/// Lets a tracker be deleted with its entries.
const CASCADE: &str = "PRAGMA writable_schema = ON; UPDATE sqlite_master
    SET sql = replace(sql, 'REFERENCES tracker (id),', 'REFERENCES tracker (id) ON DELETE CASCADE,')
    WHERE name = 'entry'";

/// Takes every day for one.
const NO_CHECK: &str = "PRAGMA writable_schema = ON; UPDATE sqlite_master
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

fn changed(sql: &str) -> Place {
    let place = Place::with(&sample::full());
    change(&place.journal, sql);
    place
}

fn now() -> chrono::NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
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

fn restored(place: &Place, file: &Path) -> Result<Option<std::path::PathBuf>, RestoreError> {
    let source = RestoreSource::File(file.to_owned());
    restore(&place.journal, &source, Some(&place.backups()), now())
}

#[test]
fn a_restore_takes_the_content_and_leaves_out_what_was_added() {
    for sql in [
        TRIGGER,
        "CREATE VIEW v AS SELECT * FROM note",
        "CREATE TABLE other (a); INSERT INTO other VALUES ('secret words of another')",
        "CREATE INDEX by_words ON note (length(text))",
    ] {
        let source = changed(sql);
        let place = Place::with(&sample::full());
        assert_eq!(restorable(&source.journal).unwrap().left_out.len(), 1);
        restored(&place, &source.journal).unwrap();
        let mut session = Session::open(&place.journal, Access::Window).unwrap();
        assert_eq!(session.journal(), &sample::full());
        session
            .commit(water(day("2026-11-22"), 3.0), "Water")
            .unwrap();
        let expected = session.journal().clone();
        drop(session);
        let again = Session::open(&place.journal, Access::Read).unwrap();
        assert_eq!(again.journal(), &expected);
        assert!(check(&place.journal).unwrap().is_sound());
        let bytes = fs::read(&place.journal).unwrap();
        let foreign = b"secret words of another";
        assert!(!bytes.windows(foreign.len()).any(|part| part == foreign));
    }
}

#[test]
fn a_restore_refuses_tables_that_are_not_biotas() {
    for sql in [ENDLESS, CASCADE, NO_CHECK, "DROP TABLE span"] {
        let source = changed(sql);
        let place = Place::with(&sample::full());
        let before = fs::read(&place.journal).unwrap();
        let start = Instant::now();
        let refused = restored(&place, &source.journal);
        assert!(
            matches!(
                refused,
                Err(RestoreError::Source(OpenError::ForeignSchema(_)))
            ),
            "{sql}: {refused:?}"
        );
        assert!(start.elapsed() < Duration::from_secs(2), "{sql}");
        assert_eq!(fs::read(&place.journal).unwrap(), before);
    }
}

#[test]
fn pages_that_were_freed_are_not_taken_over() {
    let source = Place::with(&sample::full());
    let words = "words that were deleted long ago ".repeat(300);
    change(
        &source.journal,
        &format!("CREATE TABLE t (a); INSERT INTO t VALUES ('{words}'); DROP TABLE t"),
    );
    let has_words = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        bytes
            .windows(33)
            .any(|part| part == &words.as_bytes()[..33])
    };
    assert!(has_words(&source.journal));
    let place = Place::with(&sample::full());
    restored(&place, &source.journal).unwrap();
    assert!(!has_words(&place.journal));
}

#[test]
fn an_older_version_with_a_trigger_is_restored_without_it() {
    let place = Place::with(&sample::full());
    let old = place.path("old.biota");
    let connection = Connection::open(&old).unwrap();
    for sql in [
        include_str!("../../../migrations/0001_journal.sql"),
        include_str!("../fixtures/version-1.sql"),
        "PRAGMA user_version = 1",
    ] {
        connection.execute_batch(sql).unwrap();
    }
    drop(connection);
    restored(&place, &old).unwrap();
    let clean = Session::open(&place.journal, Access::Read).unwrap();
    let clean = clean.journal().clone();
    assert!(clean.entry_count() > 0);
    change(&old, TRIGGER);
    assert!(matches!(
        Session::open(&old, Access::Window),
        Err(OpenError::ForeignSchema(_))
    ));
    restored(&place, &old).unwrap();
    let journal = Session::open(&place.journal, Access::Read).unwrap();
    assert_eq!(journal.journal(), &clean);
    // A version that is said to be another one has tables too few or too many.
    // With none at all it would be an empty journal.
    for version in [0, 2] {
        change(
            &old,
            &format!("DROP TRIGGER IF EXISTS x; PRAGMA user_version = {version}"),
        );
        assert!(matches!(
            restored(&place, &old),
            Err(RestoreError::Source(OpenError::ForeignSchema(_)))
        ));
    }
}

#[test]
fn the_command_says_what_a_restore_leaves_out() {
    let source = changed(TRIGGER);
    let place = Place::with(&sample::full());
    let file = source.journal.to_str().unwrap();
    let (code, text) = said(&place.journal, &["restore", file, "--yes"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("trigger “x”"), "{text}");
    assert!(text.contains("left out"), "{text}");
    let refused = changed(ENDLESS);
    let file = refused.journal.to_str().unwrap();
    let (code, text) = said(&place.journal, &["restore", file, "--yes"]);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("table “note” is missing"), "{text}");
    assert!(text.contains("cannot be restored"), "{text}");
}

#[test]
fn no_backup_is_made_of_what_biota_did_not_write() {
    let altered = "UPDATE note SET text = 'other words' WHERE rowid = 1";
    for sql in [altered, TRIGGER, ENDLESS] {
        let place = changed(sql);
        for arguments in [&["backup"][..], &["backup", "."]] {
            let (code, text) = said(&place.journal, arguments);
            assert_eq!(code, 1, "{sql}: {text}");
            assert!(!text.contains("was checked"), "{text}");
        }
        for reason in [Reason::Daily, Reason::Import, Reason::Restore] {
            let made = place.backups().make(reason, now());
            assert!(matches!(made, Err(BackupError::Journal(_))), "{made:?}");
            let kept =
                biota::storage::keep_before(&place.journal, reason, Some(&place.backups()), now());
            assert!(kept.is_err(), "{kept:?}");
        }
        let left = fs::read_dir(place.path("backups")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{sql}");
    }
}

#[test]
fn a_restore_promises_no_way_back_to_what_it_would_refuse() {
    let altered = "UPDATE note SET text = 'other words' WHERE rowid = 1";
    for (sql, is_whole) in [(altered, false), (ENDLESS, false), (TRIGGER, true)] {
        let place = changed(sql);
        let good = Place::with(&sample::full());
        let file = good.journal.to_str().unwrap();
        let (code, text) = said(&place.journal, &["restore", file, "--yes"]);
        assert_eq!(code, 0, "{text}");
        let journal = Session::open(&place.journal, Access::Read).unwrap();
        assert_eq!(journal.journal(), &sample::full());
        assert_eq!(text.contains("takes this back"), is_whole, "{sql}: {text}");
        assert!(text.contains("is kept as"), "{text}");
    }
}

#[test]
fn a_table_in_place_of_the_list_of_tables_deceives_nobody() {
    let source = changed(SHADOW);
    let before = fs::read(&source.journal).unwrap();
    for access in [Access::Read, Access::Write, Access::Window] {
        assert!(Session::open(&source.journal, access).is_err());
    }
    assert!(check(&source.journal).is_err());
    let place = Place::with(&sample::full());
    assert!(restored(&place, &source.journal).is_err());
    assert_eq!(fs::read(&source.journal).unwrap(), before);
}

/// Pages that lead over and over to one table's only page: a few kilobytes with more rows than can ever be read.
fn endless_tree(path: &Path, table: &str) {
    let connection = Connection::open(path).unwrap();
    let page = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0));
    let pages = page("PRAGMA page_count").unwrap();
    let sql = format!("SELECT rootpage FROM sqlite_master WHERE name = '{table}'");
    let leaf = page(&sql).unwrap();
    let first = pages + 1;
    connection
        .execute_batch(&format!(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_master SET rootpage = {first} WHERE name = '{table}'"
        ))
        .unwrap();
    drop(connection);
    let mut bytes = fs::read(path).unwrap();
    const LEVELS: u32 = 8;
    for level in 1..=LEVELS {
        let child = if level == LEVELS {
            leaf
        } else {
            pages + level + 1
        };
        let mut page = vec![0_u8; 4096];
        let cells = 400_u16;
        let start = 4096 - 5 * cells;
        page[0] = 5;
        page[3..5].copy_from_slice(&cells.to_be_bytes());
        page[5..7].copy_from_slice(&start.to_be_bytes());
        page[8..12].copy_from_slice(&child.to_be_bytes());
        for cell in 0..cells {
            let at = start + 5 * cell;
            let pointer = 12 + 2 * usize::from(cell);
            page[pointer..pointer + 2].copy_from_slice(&at.to_be_bytes());
            let at = usize::from(at);
            page[at..at + 4].copy_from_slice(&child.to_be_bytes());
            page[at + 4] = 1;
        }
        bytes.extend(page);
    }
    bytes[28..32].copy_from_slice(&(pages + LEVELS).to_be_bytes());
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_tree_of_pages_that_leads_into_itself_is_damage_and_not_read_for_ever() {
    for table in ["span", "list", "aim", "seal"] {
        let source = Place::with(&sample::full());
        endless_tree(&source.journal, table);
        let place = Place::with(&sample::full());
        let start = Instant::now();
        for access in [Access::Read, Access::Write, Access::Window] {
            let opened = Session::open(&source.journal, access);
            // Of the seal one row is read, and there is only one.
            assert!(opened.is_err() || table == "seal", "{table}");
        }
        assert!(!check(&source.journal).is_ok_and(|report| report.is_sound()));
        let _ = holdings(&source.journal);
        assert!(source.backups().make(Reason::Daily, now()).is_err());
        assert!(restored(&place, &source.journal).is_err());
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
        let left = fs::read_dir(source.path("backups")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{table}");
    }
}

#[cfg(unix)]
#[test]
fn backups_and_restores_work_in_a_folder_whose_name_is_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::with(&sample::full());
    let folder = place.path("data").join(OsStr::from_bytes(b"caf\xe9 %41?#"));
    fs::create_dir(&folder).unwrap();
    let journal = folder.join("journal.biota");
    fs::rename(&place.journal, &journal).unwrap();
    let run = |arguments: &[&OsStr]| {
        let output = program(&journal)
            .args(arguments)
            .current_dir(&folder)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{arguments:?}: {text}");
    };
    run(&["backup".as_ref(), ".".as_ref()]);
    run(&["backup".as_ref(), folder.as_os_str()]);
    let files = fs::read_dir(&folder).unwrap();
    let backups: Vec<_> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("20") && path != &journal)
        .collect();
    assert_eq!(backups.len(), 2, "{backups:?}");
    for backup in backups {
        run(&["restore".as_ref(), backup.as_os_str(), "--yes".as_ref()]);
        let restored = Session::open(&journal, Access::Read).unwrap();
        assert_eq!(restored.journal(), &sample::full());
    }
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

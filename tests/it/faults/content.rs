//! Restores and backups of journals that another program changed: the content alone, or a sentence.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use biota::storage::{
    Access, BackupError, OpenError, Reason, RestoreError, RestoreSource, Session, check, holdings,
    keep_before, restorable, restore,
};
use rusqlite::Connection;

use super::foreign::{CASCADE, ENDLESS, NO_CHECK, SHADOW, TRIGGER, change, changed, now, said};
use super::{program, water};
use crate::place::Place;
use crate::sample::{self, day};

fn restored(place: &Place, file: &Path) -> Result<Option<PathBuf>, RestoreError> {
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
            let kept = keep_before(&place.journal, reason, Some(&place.backups()), now());
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

#[test]
fn a_journal_is_restored_from_itself_only_where_something_was_added() {
    let place = changed(TRIGGER);
    let kept = restored(&place, &place.journal).unwrap().unwrap();
    let journal = Session::open(&place.journal, Access::Window).unwrap();
    assert_eq!(journal.journal(), &sample::full());
    drop(journal);
    assert_eq!(restorable(&kept).unwrap().left_out, ["trigger “x”"]);
    assert_eq!(
        restored(&place, &place.journal),
        Err(RestoreError::SameFile)
    );
    change(&place.journal, ENDLESS);
    assert_eq!(
        restored(&place, &place.journal),
        Err(RestoreError::SameFile)
    );
}

//! What needs a look inside: landed migrations, migrating and its faults, a full disk, an interrupted creation.

#[cfg(unix)]
pub(super) mod disk;
#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod power;
#[cfg(unix)]
mod vfs;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::error::{CommitError, Fault, OpenError};
use super::migrations::{MIGRATIONS, Migration, NEWEST_VERSION, migrate, version};
use super::store::{Access, Store};
use super::{Session, backup, file};
use crate::domain::{Day, Edit, Journal};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn note(on: &str, text: &str) -> Edit {
    Edit::Note {
        day: day(on),
        text: Some(text.to_owned()),
    }
}

fn journal() -> Journal {
    let mut journal = Journal::default();
    journal.apply(note("2026-11-20", "Scalp tight")).unwrap();
    journal
}

/// A folder on a disk that needs no waiting for, where there is one: here every loss is made up.
fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

fn place() -> (TempDir, PathBuf) {
    let folder = quick_folder();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &journal()).unwrap();
    (folder, path)
}

/// A journal as the first version of the program wrote it, something in every table.
fn make_version_1(path: &Path) {
    let old = Connection::open(path).unwrap();
    old.execute_batch(include_str!("../../../migrations/0001_journal.sql"))
        .unwrap();
    old.execute_batch(include_str!("../../../tests/it/fixtures/version-1.sql"))
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
}

/// What it holds, once it was brought up to date with nothing in the way.
fn content_of_version_1() -> Journal {
    let folder = quick_folder();
    let path = folder.path().join("old.biota");
    make_version_1(&path);
    let journal = Session::open(&path, Access::Window)
        .unwrap()
        .journal()
        .clone();
    assert_eq!(journal.entry_count(), 5);
    journal
}

/// The schema and the rows of a file that nobody has brought up to date.
fn rows_of_version_1(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut rows =
        texts("SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name");
    for table in texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
        let sql = format!(
            "SELECT group_concat('quote(' || name || ')') FROM pragma_table_info('{table}')"
        );
        let columns = texts(&sql).remove(0);
        rows.extend(texts(&format!(
            "SELECT concat_ws(',', {columns}) FROM {table} ORDER BY 1"
        )));
    }
    rows.push(version(&connection).unwrap().to_string());
    rows
}

fn rows_of_version_1_before() -> Vec<String> {
    let folder = quick_folder();
    let path = folder.path().join("old.biota");
    make_version_1(&path);
    rows_of_version_1(&path)
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// FNV-1a, 64 bits.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn landed_migrations_never_change() {
    let landed = [(1, 0x7ef7_d4c6_c9ed_58ac), (2, 0xfee5_319e_bef7_4ebc)];
    let found: Vec<_> = MIGRATIONS
        .iter()
        .map(|migration| (migration.version, fingerprint(migration.sql)))
        .collect();
    assert_eq!(found, landed, "{found:#x?}");
}

#[test]
fn versions_count_up_from_one() {
    let versions: Vec<_> = MIGRATIONS.iter().map(|step| step.version).collect();
    let expected: Vec<_> = (1..=NEWEST_VERSION).collect();
    assert_eq!(versions, expected);
}

#[test]
fn the_migrated_file_carries_the_application_id_that_is_looked_for() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection, None, MIGRATIONS).unwrap();
    let id: u32 = connection
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .unwrap();
    assert_eq!(id, file::APPLICATION_ID);
    assert_eq!(id.to_be_bytes(), *b"BIOT");
}

fn next(sql: &'static str) -> [Migration; 1] {
    [Migration {
        version: NEWEST_VERSION + 1,
        sql,
    }]
}

#[test]
fn a_migration_keeps_a_checked_private_copy_of_the_old_file() {
    let (folder, path) = place();
    let mut connection = Connection::open(&path).unwrap();
    let steps = next("CREATE TABLE photo (id INTEGER PRIMARY KEY) STRICT");
    migrate(&mut connection, Some(&path), &steps).unwrap();
    assert_eq!(version(&connection), Ok(NEWEST_VERSION + 1));
    let copy = format!("journal.biota.version-{NEWEST_VERSION}");
    assert_eq!(names(folder.path()), ["journal.biota", &copy]);
    let copied = Session::open(&folder.path().join(&copy), Access::Read).unwrap();
    assert_eq!(copied.journal(), &journal());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let metadata = std::fs::metadata(folder.path().join(&copy)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }
    // Once done, it is not done again.
    migrate(&mut connection, Some(&path), &steps).unwrap();
    assert_eq!(names(folder.path()).len(), 2);
}

#[test]
fn an_earlier_copy_is_never_overwritten() {
    let (folder, path) = place();
    let connection = Connection::open(&path).unwrap();
    for suffix in ["", "-2", "-3"] {
        let copy =
            backup::keep_beside(&connection, &path, backup::Reason::Migration { version: 1 })
                .unwrap();
        assert!(copy.to_string_lossy().ends_with(&format!("1{suffix}")));
    }
    assert_eq!(names(folder.path()).len(), 4);
    let target = folder.path().join("journal.biota.version-1");
    assert_eq!(backup::copy(&connection, &target), Ok(false));
}

#[test]
fn a_migration_that_fails_leaves_the_old_version() {
    let (_folder, path) = place();
    for sql in [
        "CREATE TABLE photo (id INTEGER PRIMARY KEY) STRICT; UPDATE note SET day = 'never'",
        "INSERT INTO item (id, uid, list_id, name, position, archived, serving, culture, brand,
             per_tap, changed_at)
         VALUES (1, 'kefir', 99, 'Kefir', 1, 0, '', 'live', '', 1, '')",
    ] {
        let mut connection = Connection::open(&path).unwrap();
        assert!(
            migrate(&mut connection, Some(&path), &next(sql)).is_err(),
            "{sql}"
        );
        assert_eq!(version(&connection), Ok(NEWEST_VERSION));
        drop(connection);
        let session = Session::open(&path, Access::Window).unwrap();
        assert_eq!(session.journal(), &journal());
    }
}

#[test]
fn an_older_version_is_migrated_by_writers_alone() {
    let folder = quick_folder();
    let path = folder.path().join("old.biota");
    make_version_1(&path);
    assert_eq!(
        Store::open(&path, Access::Read).err(),
        Some(OpenError::OlderVersion {
            file: 1,
            program: NEWEST_VERSION
        })
    );
}

#[test]
fn a_full_disk_leaves_memory_equal_to_the_file_and_the_next_try_works() {
    let (_folder, path) = place();
    let mut session = Session::open(&path, Access::Window).unwrap();
    let limit = |session: &Session, pages: i64| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        let connection = session.store().connection();
        connection.query_row(&sql, [], |_| Ok(())).unwrap();
    };
    limit(&session, 1);
    let large = note("2026-11-21", &"long ".repeat(40_000));
    assert_eq!(
        session.commit(large.clone(), "Note"),
        Err(CommitError::DiskFull)
    );
    assert_eq!(session.journal(), &journal());
    assert_eq!(session.undo_label(), None);
    let disk = Session::open(&path, Access::Read).unwrap();
    assert_eq!(disk.journal(), session.journal());
    limit(&session, 1_000_000);
    assert_eq!(session.commit(large, "Note"), Ok(()));
    let disk = Session::open(&path, Access::Read).unwrap();
    assert_eq!(disk.journal(), session.journal());
}

#[test]
fn a_draft_that_was_never_published_leaves_nothing() {
    let (folder, path) = place();
    let draft = file::draft(&path).unwrap();
    assert_eq!(names(folder.path()).len(), 2);
    assert_eq!(file::publish(draft, &path), Ok(false), "the name is taken");
    assert_eq!(names(folder.path()), ["journal.biota"]);
}

#[test]
fn answers_of_the_system_are_told_apart() {
    use rusqlite::ffi;
    for (code, fault) in [
        (ffi::SQLITE_BUSY, Fault::Busy),
        (ffi::SQLITE_BUSY_SNAPSHOT, Fault::Busy),
        (ffi::SQLITE_FULL, Fault::DiskFull),
        (ffi::SQLITE_READONLY, Fault::ReadOnly),
        (ffi::SQLITE_READONLY_DBMOVED, Fault::Gone),
        (ffi::SQLITE_CANTOPEN, Fault::Permission),
    ] {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert_eq!(Fault::from(error), fault, "{code}");
    }
    for code in [ffi::SQLITE_CORRUPT, ffi::SQLITE_NOTADB] {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        assert!(matches!(Fault::from(error), Fault::Damaged(_)), "{code}");
    }
    let error = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_WRITE), None);
    assert!(matches!(Fault::from(error), Fault::Io(_)));
}

#[test]
fn sessions_and_watches_can_be_given_to_other_threads() {
    fn check<T: Send>() {}
    check::<Session>();
    check::<super::Watch>();
}

//! Restoring: what was there is kept, the change is whole or not at all, and it can be taken back.

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::Command;

use biota::domain::*;
use biota::storage::{
    Access, BackupFolder, Foreign, NEWEST_VERSION, OpenError, Reason, RestoreError, RestoreSource,
    Session, Store, check, restore,
};
use chrono::NaiveDateTime;
use rusqlite::Connection;

use crate::place::{Place, names_in};
use crate::sample::{self, WATER, day};

impl Place {
    fn restore(&self, file: &Path) -> Result<Option<PathBuf>, RestoreError> {
        let source = RestoreSource::File(file.to_owned());
        restore(&self.journal, &source, Some(&self.backups()), now())
    }

    /// Names in the journal's own folder but for locks.
    fn names(&self) -> Vec<String> {
        names_in(self.journal.parent().unwrap())
    }
}

fn now() -> NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
}

fn opened(path: &Path) -> Journal {
    Session::open(path, Access::Read).unwrap().journal().clone()
}

fn water(on: &str, number: f64) -> Edit {
    Edit::log(EntryKey::own(WATER, day(on)), Entry::typed(number))
}

fn changed(journal: &Journal, edit: Edit) -> Journal {
    let mut journal = journal.clone();
    journal.apply(edit).unwrap();
    journal
}

#[test]
fn a_restore_keeps_what_was_there_and_is_taken_back_by_restoring_that() {
    let old = sample::full();
    let place = Place::with(&old);
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    let new = changed(&old, water("2026-11-22", 500.0));
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    session.commit(water("2026-11-22", 500.0), "Water").unwrap();
    drop(session);
    let kept = place.restore(&backup.path).unwrap().unwrap();
    assert_eq!(opened(&place.journal), old);
    assert_eq!(opened(&kept), new);
    assert!(kept.starts_with(place.path("backups")));
    let again = place.restore(&kept).unwrap().unwrap();
    assert_eq!(opened(&place.journal), new);
    assert_eq!(opened(&again), old);
    assert!(check(&place.journal).unwrap().is_sound());
    // Nothing but the journal is left in its folder, and a window opens on it.
    assert_eq!(place.names(), ["journal.biota"]);
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    session.commit(water("2026-11-23", 750.0), "Water").unwrap();
}

#[cfg(unix)]
#[test]
fn a_restored_journal_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    place.restore(&backup.path).unwrap();
    let mode = fs::metadata(&place.journal).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_archive_is_restored_with_times_and_tombstones() {
    let place = Place::with(&sample::full());
    let mut session = Session::open(&place.journal, Access::Write).unwrap();
    let gone = Edit::unlog(EntryKey::own(WATER, day("2026-11-20")));
    session.commit(gone, "Water").unwrap();
    drop(session);
    let archive = |path: &Path| {
        let mut store = Store::open(path, Access::Read).unwrap();
        store.load_archive().unwrap()
    };
    let before = archive(&place.journal);
    let elsewhere = Place::with(&Journal::default());
    let source = RestoreSource::Archive(Box::new(before.clone()));
    let backups = elsewhere.backups();
    restore(&elsewhere.journal, &source, Some(&backups), now()).unwrap();
    assert_eq!(archive(&elsewhere.journal), before);
    assert_eq!(before.tombstones.len(), 1);
}

#[test]
fn a_place_without_a_journal_or_with_an_empty_file_takes_one() {
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    fs::remove_file(&place.journal).unwrap();
    assert_eq!(place.restore(&backup.path), Ok(None));
    assert_eq!(opened(&place.journal), sample::full());
    fs::write(&place.journal, "").unwrap();
    assert_eq!(place.restore(&backup.path), Ok(None));
    assert_eq!(opened(&place.journal), sample::full());
}

#[test]
fn a_damaged_journal_and_its_log_are_kept_byte_for_byte() {
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    let mut bytes = fs::read(&place.journal).unwrap();
    let wal = place.journal.with_file_name("journal.biota-wal");
    for spoilt in [0..50, 4_096..20_000] {
        bytes[spoilt].fill(0xA5);
        fs::write(&place.journal, &bytes).unwrap();
        fs::write(&wal, "what was left of a log").unwrap();
        let kept = place.restore(&backup.path).unwrap().unwrap();
        assert_eq!(opened(&place.journal), sample::full());
        assert_eq!(fs::read(&kept).unwrap(), bytes);
        let mut kept_log = kept.into_os_string();
        kept_log.push("-wal");
        assert_eq!(fs::read(kept_log).unwrap(), b"what was left of a log");
        bytes = fs::read(&place.journal).unwrap();
    }
}

#[test]
fn a_log_without_its_journal_is_not_played_into_the_restored_one() {
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    let wal = place.journal.with_file_name("journal.biota-wal");
    fs::remove_file(&place.journal).unwrap();
    fs::write(&wal, "the log of a lost journal").unwrap();
    let kept = place.restore(&backup.path).unwrap().unwrap();
    assert_eq!(opened(&place.journal), sample::full());
    let mut kept = kept.into_os_string();
    kept.push("-wal");
    assert_eq!(fs::read(kept).unwrap(), b"the log of a lost journal");
}

#[test]
fn where_the_folder_for_backups_is_away_the_journal_is_kept_beside_itself() {
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    let away = BackupFolder::chosen(place.path("stick"), &place.journal);
    let source = RestoreSource::File(backup.path);
    // What is restored takes over where this computer's backups lie.
    for backups in [None, Some(&away)] {
        let kept = restore(&place.journal, &source, backups, now()).unwrap();
        assert_eq!(opened(&kept.unwrap()), sample::full());
    }
    // They move on when the folder is there again.
    fs::create_dir(place.path("stick")).unwrap();
    assert_eq!(away.collect_copies(), Ok(2));
    assert_eq!(place.names(), ["journal.biota"]);
    assert_eq!(away.list().unwrap()[0].reason, Reason::Restore);
}

#[test]
fn what_cannot_be_restored_changes_nothing() {
    let place = Place::with(&sample::full());
    let file = |name: &str, bytes: &[u8]| {
        fs::write(place.path(name), bytes).unwrap();
        place.path(name)
    };
    let newer = place.path("newer.biota");
    Store::create_new(&newer, &sample::full()).unwrap();
    Connection::open(&newer)
        .unwrap()
        .pragma_update(None, "user_version", NEWEST_VERSION + 1)
        .unwrap();
    let damaged = place.path("damaged.biota");
    Store::create_new(&damaged, &sample::full()).unwrap();
    let mut bytes = fs::read(&damaged).unwrap();
    bytes[5_000..30_000].fill(0xA5);
    fs::write(&damaged, bytes).unwrap();
    let before = fs::read(&place.journal).unwrap();
    let other = RestoreError::Source(OpenError::NotAJournal(Foreign::OtherFile));
    for (source, expected) in [
        (file("diary.txt", b"Dear diary"), Some(other)),
        (
            file("empty", b""),
            Some(RestoreError::Source(OpenError::EmptyFile)),
        ),
        (
            place.path("none"),
            Some(RestoreError::Source(OpenError::Missing)),
        ),
        (place.journal.clone(), Some(RestoreError::SameFile)),
        (newer, None),
        (damaged, None),
    ] {
        let refused = place.restore(&source).unwrap_err();
        match expected {
            Some(expected) => assert_eq!(refused, expected),
            None => assert!(matches!(refused, RestoreError::Source(_)), "{refused:?}"),
        }
    }
    assert_eq!(fs::read(&place.journal).unwrap(), before);
    assert_eq!(place.names(), ["journal.biota"], "no draft is left");
    assert!(!place.path("backups").exists());
    // A folder and the database of another program are nobody's place for a journal.
    let source = RestoreSource::File(place.journal.clone());
    let database = place.path("other.db");
    Connection::open(&database)
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    for at in [place.path("").as_path(), database.as_path()] {
        let refused = restore(at, &source, None, now());
        assert!(
            matches!(refused, Err(RestoreError::Place(_))),
            "{refused:?}"
        );
    }
}

#[test]
fn an_open_window_or_a_writer_bars_a_restore() {
    let place = Place::with(&sample::full());
    let backup = place.backups().make(Reason::Daily, now()).unwrap();
    let window = Session::open(&place.journal, Access::Window).unwrap();
    assert!(matches!(
        place.restore(&backup.path),
        Err(RestoreError::Place(OpenError::Locked { .. }))
    ));
    drop(window);
    let writer = Store::open(&place.journal, Access::Write).unwrap();
    let busy = RestoreError::Place(OpenError::Busy);
    assert_eq!(place.restore(&backup.path), Err(busy.clone()));
    drop(writer);
    // Another program that Biota knows nothing of.
    let foreign = Connection::open(&place.journal).unwrap();
    foreign
        .execute_batch("BEGIN IMMEDIATE; UPDATE note SET text = 'x'")
        .unwrap();
    assert_eq!(place.restore(&backup.path), Err(busy));
    drop(foreign);
    assert!(place.restore(&backup.path).is_ok());
    assert_eq!(opened(&place.journal), sample::full());
}

/// Whether this process has a lock on the file that SQLite keeps while a journal is open.
#[cfg(target_os = "linux")]
fn is_locked_here(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = fs::metadata(path).unwrap().ino().to_string();
    let process = std::process::id().to_string();
    let locks = fs::read_to_string("/proc/locks").unwrap();
    locks.lines().any(|line| {
        let fields: Vec<_> = line.split_whitespace().collect();
        fields[1] == "POSIX" && fields[4] == process && fields[5].ends_with(&format!(":{number}"))
    })
}

/// A process loses its locks on a file when it closes any descriptor of it. Another one would then take the journal for
/// unused.
#[cfg(target_os = "linux")]
#[test]
fn looking_at_an_open_journal_does_not_give_up_its_locks() {
    let place = Place::with(&sample::full());
    let mut session = Session::open(&place.journal, Access::Window).unwrap();
    session.commit(water("2026-11-22", 500.0), "Water").unwrap();
    assert!(is_locked_here(&place.journal));
    place.backups().make(Reason::Daily, now()).unwrap();
    drop(Store::open(&place.journal, Access::Read).unwrap());
    check(&place.journal).unwrap();
    biota::storage::holdings(&place.journal).unwrap();
    assert!(is_locked_here(&place.journal));
    let status = Command::new(env!("CARGO_BIN_EXE_biota"))
        .args(["log", "water", "750", "--on", "2026-11-19"])
        .env("BIOTA_JOURNAL", &place.journal)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    session.commit(water("2026-11-23", 250.0), "Water").unwrap();
    let values = |journal: &Journal| {
        ["2026-11-19", "2026-11-22", "2026-11-23"]
            .map(|on| journal.value_on(WATER, day(on)).number())
    };
    let all = [Some(750.0), Some(500.0), Some(250.0)];
    assert_eq!(values(session.journal()), all);
    assert_eq!(values(&opened(&place.journal)), all);
}

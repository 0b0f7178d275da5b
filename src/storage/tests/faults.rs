//! Every step of a commit, a migration, a backup and a restore fails in every way: memory equals disk, and the next try works.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::super::{Access, BackupFolder, Reason, RestoreSource, Session, check, restore};
use super::disk::{Disk, Fault, Watching};
use super::{day, note, place};
use crate::domain::{Edit, Journal};

const FAULTS: [Fault; 3] = [Fault::Full, Fault::Io, Fault::ReadOnly];

struct Scene {
    folder: TempDir,
    journal: PathBuf,
    watching: Watching,
}

impl Scene {
    fn new() -> Self {
        let (folder, journal) = place();
        Self {
            watching: Disk::watch(folder.path()),
            folder,
            journal,
        }
    }

    fn backups(&self) -> BackupFolder {
        let folder = self.folder.path().join("backups");
        std::fs::create_dir_all(&folder).unwrap();
        BackupFolder::usual(folder, &self.journal)
    }
}

/// Calls `trial` with every fault at every step, once and for good, until a step is not reached any more.
/// The trial says whether the fault was met.
fn at_every_step(most: usize, trial: impl Fn(&Scene, Fault, usize, bool) -> bool) -> usize {
    let mut met = 0;
    for fault in FAULTS {
        for lasts in [false, true] {
            let reached = (1..=most).take_while(|at| trial(&Scene::new(), fault, *at, lasts));
            let reached = reached.count();
            assert!((1..most).contains(&reached), "{reached} steps");
            met += reached;
        }
    }
    met
}

fn now() -> NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
}

fn opened(path: &Path) -> Journal {
    Session::open(path, Access::Read).unwrap().journal().clone()
}

fn changed(edit: &Edit) -> Journal {
    let mut journal = super::journal();
    journal.apply(edit.clone()).unwrap();
    journal
}

#[test]
fn a_change_that_cannot_be_written_leaves_memory_equal_to_the_disk() {
    let edit = note("2026-11-21", &"long ".repeat(2_000));
    let met = at_every_step(200, |scene, fault, at, lasts| {
        let mut session = Session::open(&scene.journal, Access::Window).unwrap();
        session
            .commit(note("2026-11-19", "first"), "First")
            .unwrap();
        let before = session.journal().clone();
        scene.watching.fail(fault, at, lasts);
        let kept = session.commit(edit.clone(), "Note");
        let met = scene.watching.mend();
        let what = format!("{fault:?} at {at}: {kept:?}");
        assert_eq!(kept.is_err(), session.journal() == &before, "{what}");
        assert_eq!(&opened(&scene.journal), session.journal(), "{what}");
        let again = session.commit(edit.clone(), "Note");
        assert_eq!(again, Ok(()), "{what}");
        assert_eq!(&opened(&scene.journal), session.journal(), "{what}");
        assert_eq!(session.undo_label(), Some("Note"), "{what}");
        drop(session);
        assert!(check(&scene.journal).unwrap().is_sound(), "{what}");
        met
    });
    println!("commit: {met} faults");
}

#[test]
fn a_log_that_cannot_be_folded_in_loses_nothing() {
    let edit = note("2026-11-21", "kept");
    let met = at_every_step(200, |scene, fault, at, lasts| {
        let mut session = Session::open(&scene.journal, Access::Window).unwrap();
        session.commit(edit.clone(), "Note").unwrap();
        scene.watching.fail(fault, at, lasts);
        drop(session);
        let met = scene.watching.mend();
        let session = Session::open(&scene.journal, Access::Window).unwrap();
        assert_eq!(session.journal(), &changed(&edit), "{fault:?} at {at}");
        met
    });
    println!("closing: {met} faults");
}

#[test]
fn a_migration_that_cannot_be_written_leaves_the_old_file() {
    let expected = super::content_of_version_1();
    let met = at_every_step(1_000, |scene, fault, at, lasts| {
        std::fs::remove_file(&scene.journal).unwrap();
        super::make_version_1(&scene.journal);
        scene.watching.fail(fault, at, lasts);
        let session = Session::open(&scene.journal, Access::Window);
        let failed = session.as_ref().err().cloned();
        drop(session);
        let met = scene.watching.mend();
        if let Some(error) = failed {
            let rows = super::rows_of_version_1(&scene.journal);
            // A disk that takes the whole change and then fails for good leaves open whether it has it.
            let is_new = lasts && rows.last().is_some_and(|version| version == "2");
            let is_old = rows == super::rows_of_version_1_before();
            assert!(is_old || is_new, "{fault:?} at {at}, {lasts}: {error:?}");
        }
        let session = Session::open(&scene.journal, Access::Window).unwrap();
        assert_eq!(session.journal(), &expected, "{fault:?} at {at}");
        drop(session);
        assert!(check(&scene.journal).unwrap().is_sound());
        met
    });
    println!("migration: {met} faults");
}

#[test]
fn a_backup_that_cannot_be_written_is_not_there() {
    let met = at_every_step(1_000, |scene, fault, at, lasts| {
        let backups = scene.backups();
        scene.watching.fail(fault, at, lasts);
        let made = backups.make(Reason::ByHand, now());
        let met = scene.watching.mend();
        let listed = backups.list().unwrap();
        assert_eq!(listed.len(), usize::from(made.is_ok()), "{fault:?} at {at}");
        assert_eq!(opened(&scene.journal), super::journal());
        let again = backups.make(Reason::ByHand, now()).unwrap();
        assert_eq!(opened(&again.path), super::journal());
        met
    });
    println!("backup: {met} faults");
}

#[test]
fn a_restore_that_cannot_be_written_leaves_the_journal_as_it_was() {
    let newer = note("2026-11-21", "newer");
    let new = changed(&newer);
    let met = at_every_step(2_000, |scene, fault, at, lasts| {
        let backups = scene.backups();
        let source = backups.make(Reason::ByHand, now()).unwrap().path;
        let source = RestoreSource::File(source);
        let mut session = Session::open(&scene.journal, Access::Window).unwrap();
        session.commit(newer.clone(), "Note").unwrap();
        drop(session);
        scene.watching.fail(fault, at, lasts);
        let restored = restore(&scene.journal, &source, Some(&backups), now());
        let met = scene.watching.mend();
        let what = format!("{fault:?} at {at}: {restored:?}");
        let found = opened(&scene.journal);
        let kept = if let Ok(kept) = restored {
            kept
        } else {
            assert_eq!(found, new, "{what}");
            restore(&scene.journal, &source, Some(&backups), now()).expect(&what)
        };
        assert_eq!(opened(&scene.journal), super::journal(), "{what}");
        assert_eq!(opened(&kept.unwrap()), new, "{what}");
        met
    });
    println!("restore: {met} faults");
}

//! The power goes after every step of a commit, a migration, a backup and a restore, with writes lost, torn and reordered.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::super::{Access, BackupFolder, Reason, RestoreSource, Session, Store, check, restore};
use super::disk::{Disk, Files, Kept, Op, Watching};
use super::{day, note, place};
use crate::domain::{Edit, Journal};

/// How often each step is looked at, unless a long run asks for more.
fn rounds() -> u64 {
    let asked = std::env::var("BIOTA_POWER_ROUNDS").ok();
    asked.and_then(|rounds| rounds.parse().ok()).unwrap_or(2)
}

struct Scene {
    folder: TempDir,
    journal: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let (folder, journal) = place();
        Self { folder, journal }
    }

    /// Plays `act` on a watched disk and shows `look` what is left after every step, with the number of marks so far.
    /// Returns how many losses of power were tried.
    fn play(&self, act: impl FnOnce(&Watching), look: impl Fn(&Path, usize)) -> usize {
        let mut files = Files::of(self.folder.path());
        let watching = Disk::watch(self.folder.path());
        watching.record();
        act(&watching);
        let ops = watching.recorded();
        drop(watching);
        let mut tried = 0;
        let mut marks = 0;
        for (step, op) in ops.iter().enumerate() {
            files.apply(op);
            if matches!(op, Op::Mark) {
                marks += 1;
            }
            let seeds = (0..rounds()).map(|round| Kept::Some(step as u64 * 1_000 + round));
            for kept in [Kept::Nothing, Kept::Everything].into_iter().chain(seeds) {
                let left = super::quick_folder();
                files.lose_power(kept, self.folder.path(), left.path());
                look(left.path(), marks);
                tried += 1;
            }
        }
        tried
    }
}

fn now() -> NaiveDateTime {
    day("2026-11-21").and_hms_opt(8, 30, 0).unwrap()
}

fn opened(folder: &Path) -> Journal {
    let path = folder.join("journal.biota");
    let journal = Session::open(&path, Access::Window)
        .unwrap()
        .journal()
        .clone();
    assert!(check(&path).unwrap().is_sound());
    journal
}

fn changed(journal: &Journal, edit: &Edit) -> Journal {
    let mut journal = journal.clone();
    journal.apply(edit.clone()).unwrap();
    journal
}

#[test]
fn every_change_that_was_reported_outlives_a_loss_of_power() {
    let scene = Scene::new();
    // Short ones, one longer than a page, one on the same cell again.
    let edits = [
        note("2026-11-01", "one"),
        note("2026-11-02", &"long ".repeat(3_000)),
        note("2026-11-01", "one again"),
        Edit::Batch(vec![
            note("2026-11-03", "three"),
            note("2026-11-04", "four"),
        ]),
        Edit::Note {
            day: day("2026-11-02"),
            text: None,
        },
        note("2026-11-05", "five"),
    ];
    let mut states = vec![super::journal()];
    for edit in &edits {
        states.push(changed(&states[states.len() - 1], edit));
    }
    let tried = scene.play(
        |watching| {
            // The second half is written after the log was folded into the file.
            for part in edits.chunks(3) {
                let mut session = Session::open(&scene.journal, Access::Window).unwrap();
                for edit in part {
                    session.commit(edit.clone(), "Note").unwrap();
                    watching.mark();
                }
            }
        },
        |left, marks| {
            let found = opened(left);
            let is_last = found == states[marks];
            let is_next = states.get(marks + 1) == Some(&found);
            assert!(is_last || is_next, "after {marks} changes");
        },
    );
    println!("commits: {tried} losses of power");
    assert!(tried > 200, "{tried}");
}

#[test]
fn a_migration_loses_nothing_to_a_loss_of_power() {
    let scene = Scene::new();
    std::fs::remove_file(&scene.journal).unwrap();
    super::make_version_1(&scene.journal);
    let expected = super::content_of_version_1();
    let tried = scene.play(
        |watching| {
            drop(Session::open(&scene.journal, Access::Window).unwrap());
            watching.mark();
        },
        |left, _| {
            assert_eq!(opened(left), expected);
            let copy = left.join("journal.biota.version-1");
            assert!(!copy.exists() || check(&copy).unwrap().is_sound());
        },
    );
    println!("migration: {tried} losses of power");
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_backup_is_whole_or_not_there_after_a_loss_of_power() {
    let scene = Scene::new();
    let folder = scene.folder.path().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let backups = BackupFolder::usual(folder, &scene.journal);
    let tried = scene.play(
        |watching| {
            backups.make(Reason::Daily, now()).unwrap();
            watching.mark();
        },
        |left, marks| {
            assert_eq!(opened(left), super::journal());
            let made = made_in(left);
            assert!(made.len() >= marks, "a backup that was reported is gone");
            for backup in made {
                assert!(check(&backup).unwrap().is_sound());
                let held = Session::open(&backup, Access::Read).unwrap();
                assert_eq!(held.journal(), &super::journal());
            }
        },
    );
    println!("backup: {tried} losses of power");
    assert!(tried > 50, "{tried}");
}

#[test]
fn after_a_loss_of_power_a_restore_has_happened_or_not() {
    let scene = Scene::new();
    let old = super::journal();
    let newer = note("2026-11-21", "newer");
    let new = changed(&old, &newer);
    let folder = scene.folder.path().join("backups");
    let backups = BackupFolder::usual(folder, &scene.journal);
    let source = backups.make(Reason::Daily, now()).unwrap().path;
    let mut session = Session::open(&scene.journal, Access::Window).unwrap();
    session.commit(newer, "Note").unwrap();
    drop(session);
    let tried = scene.play(
        |watching| {
            let source = RestoreSource::File(source);
            restore(&scene.journal, &source, Some(&backups), now()).unwrap();
            watching.mark();
        },
        |left, marks| {
            let found = opened(left);
            if found == old {
                let kept = made_in(left).into_iter().filter(|path| {
                    path.to_string_lossy().contains("before-restore")
                        && check(path).is_ok_and(|report| report.is_sound())
                });
                let holds_new = |path: PathBuf| {
                    Session::open(&path, Access::Read).is_ok_and(|kept| kept.journal() == &new)
                };
                assert!(
                    kept.into_iter().any(holds_new),
                    "the journal before is kept"
                );
            } else {
                assert_eq!(found, new);
                assert_eq!(marks, 0, "a restore that was reported is gone");
            }
        },
    );
    println!("restore: {tried} losses of power");
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_new_journal_is_whole_or_not_there_after_a_loss_of_power() {
    let scene = Scene::new();
    std::fs::remove_file(&scene.journal).unwrap();
    let tried = scene.play(
        |watching| {
            Store::create_new(&scene.journal, &super::journal()).unwrap();
            watching.mark();
        },
        |left, marks| {
            if left.join("journal.biota").exists() {
                assert_eq!(opened(left), super::journal());
            } else {
                assert_eq!(marks, 0);
            }
        },
    );
    println!("creation: {tried} losses of power");
}

/// The backups in a folder of backups.
fn made_in(left: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(left.join("backups"))
        .into_iter()
        .flatten();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "biota"))
        .collect()
}

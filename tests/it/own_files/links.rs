//! Links, second names, pipes and devices beside the journal: refused in a sentence, and nothing is written through them.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Home, Odd, Victim};

/// What writes, with and without the locks.
const WRITERS: [&[&str]; 4] = [
    &["log", "water", "+1", "--on", "2026-01-03"],
    &["restore", "../archive.zip", "--yes"],
    &["import", "../table.csv"],
    &["log", "itch", "4", "--on", "2026-01-04"],
];
/// What reads the journal and writes elsewhere or nothing.
const READERS: [&[&str]; 5] = [
    &["export", "--entries", "../entries.csv"],
    &["export", "--archive", "../other.zip"],
    &["backup"],
    &["show"],
    &["check"],
];

fn is_left(path: &Path, odd: Odd) -> bool {
    match odd {
        Odd::Link | Odd::LinkToNothing => path.is_symlink(),
        _ => path.symlink_metadata().is_ok(),
    }
}

#[test]
fn a_lock_file_that_is_a_link_is_not_written_through() {
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    for suffix in ["-window", "-use"] {
        let lock = home.beside(suffix);
        assert!(Odd::Link.put(&lock, &victim));
        let refused = home.fails(&["restore", "../archive.zip", "--yes"]);
        assert!(refused.contains("is a link"), "{refused}");
        assert!(refused.contains(suffix), "{refused}");
        victim.assert_unchanged(suffix);
        Odd::take_away(&lock);
        home.says(&["restore", "../archive.zip", "--yes"]);
    }
    // A window is a process of its own in another test; here it is its library.
    let lock = home.beside("-window");
    assert!(Odd::Link.put(&lock, &victim));
    let window = biota::storage::Session::open(&home.journal(), biota::storage::Access::Window);
    assert!(window.is_err());
    victim.assert_unchanged("a window");
}

#[test]
fn a_link_to_nothing_makes_nothing_where_it_points() {
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    for suffix in ["-window", "-use", "-wal", "-shm", "-journal"] {
        assert!(Odd::LinkToNothing.put(&home.beside(suffix), &victim));
        home.fails(&["restore", "../archive.zip", "--yes"]);
        assert!(!home.path("outside/nothing").exists(), "{suffix}");
        Odd::take_away(&home.beside(suffix));
    }
}

#[test]
fn a_second_name_of_another_file_is_not_written_to() {
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    for suffix in ["-window", "-use", "-wal", "-shm", "-journal"] {
        for command in WRITERS {
            assert!(Odd::SecondName.put(&home.beside(suffix), &victim));
            home.run(command);
            victim.assert_unchanged(&format!("{suffix} {command:?}"));
            Odd::take_away(&home.beside(suffix));
        }
    }
}

#[test]
fn whatever_is_beside_the_journal_no_command_waits_for_it_or_writes_to_it() {
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    let mut refused = 0;
    for odd in Odd::ALL {
        for suffix in ["-window", "-use", "-wal", "-shm", "-journal"] {
            for command in WRITERS.iter().chain(&READERS) {
                let path = home.beside(suffix);
                if !odd.put(&path, &victim) {
                    continue;
                }
                let what = format!("{odd:?} at {suffix}: {command:?}");
                let before = fs::read(home.journal()).unwrap();
                let ended = home.run(command);
                victim.assert_unchanged(&what);
                assert!(!home.path("outside/nothing").exists(), "{what}");
                match ended.code {
                    Some(0) => {}
                    Some(1 | 2) => {
                        assert_eq!(ended.errors.lines().count(), 1, "{what}: {ended:?}");
                        assert!(ended.errors.contains(suffix), "{what}: {ended:?}");
                        assert!(is_left(&path, odd), "{what}: it was cleared away");
                        assert!(fs::read(home.journal()).unwrap() == before, "{what}");
                        refused += 1;
                    }
                    _ => panic!("{what}: {ended:?}"),
                }
                // SQLite opens these three, and would wait for a pipe or write to another file's second name.
                let is_of_database = ["-wal", "-shm", "-journal"].contains(&suffix);
                assert!(!is_of_database || ended.code != Some(0), "{what}");
                Odd::take_away(&path);
            }
        }
    }
    assert!(refused > 100, "{refused}");
    home.says(&["check"]);
}

#[test]
fn a_log_with_a_second_name_is_not_to_be_moved_away_but_copied() {
    use biota::domain::{Edit, Entry, EntryKey};
    use biota::storage::{Access, Session};
    let home = Home::new();
    // The last entries are in the log alone: whoever wrote them was killed.
    let session = Session::open(&home.journal(), Access::Write).unwrap();
    let water = session.journal().tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, "2026-01-09".parse().unwrap());
    let mut session = session;
    session
        .commit(Edit::log(key, Entry::typed(750.0)), "Water")
        .unwrap();
    let (file, log) = (
        fs::read(home.journal()).unwrap(),
        fs::read(home.beside("-wal")).unwrap(),
    );
    drop(session);
    fs::write(home.journal(), file).unwrap();
    fs::write(home.beside("-wal"), log).unwrap();
    // A program that keeps snapshots by second names.
    fs::hard_link(home.beside("-wal"), home.path("home/snapshot-wal")).unwrap();
    let refused = home.fails(&["show", "--on", "2026-01-09"]);
    assert!(refused.contains("Copy it"), "{refused}");
    assert!(!refused.contains("Move it away"), "{refused}");
    // What the sentence says is done, and nothing is lost.
    fs::copy(home.beside("-wal"), home.path("home/copy")).unwrap();
    fs::rename(home.path("home/copy"), home.beside("-wal")).unwrap();
    assert!(
        home.says(&["show", "--on", "2026-01-09"])
            .contains("750 ml")
    );
}

#[test]
fn where_there_is_no_journal_yet_nothing_is_made_beside_a_pipe() {
    let home = Home::empty();
    let victim = Victim::make(home.path("outside/victim.txt"));
    for odd in [Odd::Pipe, Odd::Link, Odd::SecondName, Odd::Folder] {
        for suffix in ["-wal", "-shm", "-journal"] {
            assert!(odd.put(&home.beside(suffix), &victim));
            let refused = home.fails(&["log", "water", "500"]);
            assert!(refused.contains(suffix), "{refused}");
            assert!(!home.journal().exists());
            victim.assert_unchanged(suffix);
            Odd::take_away(&home.beside(suffix));
        }
    }
}

#[test]
fn links_among_backups_and_copies_are_no_backups() {
    let home = Home::new();
    let victim = Victim::make(home.path("outside/victim.txt"));
    let real = home.backup();
    // A copy as a migration leaves it beside the journal, and a backup by its name, but neither is a file.
    let name = real.file_name().unwrap().to_str().unwrap();
    let (dated, _) = name.split_at(name.len() - "2026-11-21-083012-by-hand.biota".len());
    let mut fakes: Vec<PathBuf> = ["daily", "by-hand"]
        .map(|word| real.with_file_name(format!("{dated}2020-01-01-083000-{word}.biota")))
        .to_vec();
    fakes.push(home.beside(".version-1"));
    for odd in [Odd::Link, Odd::LinkToNothing, Odd::Pipe, Odd::Folder] {
        for fake in &fakes {
            assert!(odd.put(fake, &victim));
        }
        let folder =
            biota::storage::BackupFolder::usual(home.path("home/Biota backups"), &home.journal());
        assert_eq!(folder.collect_copies(), Ok(0), "{odd:?}");
        assert_eq!(folder.list().unwrap().len(), 1, "{odd:?}");
        let moment = "2026-11-27T08:30:00".parse().unwrap();
        let made = folder.make(biota::storage::Reason::Daily, moment).unwrap();
        fs::remove_file(made.path).unwrap();
        for fake in &fakes {
            assert!(is_left(fake, odd), "{odd:?} {}", fake.display());
            Odd::take_away(fake);
        }
        victim.assert_unchanged(&format!("{odd:?}"));
    }
}

//! Journals with random damage: never a panic, a hang or a wrong number, and what can be read is saved.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use biota::domain::{Edit, Entry, EntryKey, Journal};
use biota::storage::{
    Access, OpenError, Placeholders, RecoverError, Recovered, Session, Store, check, holdings,
    recover,
};

use super::{asked, nth_day, water};
use crate::sample::{self, FOOD, ITCH, KEFIR};

const LONGEST: Duration = Duration::from_secs(5);

fn journal() -> Journal {
    let mut journal = sample::full();
    let edits = (0..250).flat_map(|index| {
        let day = nth_day(index);
        let kefir = EntryKey::item(FOOD, KEFIR, day);
        [
            water(day, (index * 7) as f64),
            Edit::log(EntryKey::own(ITCH, day), Entry::typed((index % 11) as f64)),
            Edit::log(kefir, Entry::typed((index % 4) as f64 + 0.5)),
            Edit::Note {
                day,
                text: Some("Some words. ".repeat(1 + index % 30)),
            },
        ]
    });
    journal.apply(Edit::Batch(edits.collect())).unwrap();
    journal
}

fn placeholders() -> Placeholders {
    Placeholders {
        tracker: "Recovered tracker".to_owned(),
        list: "Recovered list".to_owned(),
        item: "Recovered item".to_owned(),
        section: "Recovered".to_owned(),
    }
}

/// Spoils bytes in one of the ways in which disks, sticks and people do.
fn damage(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    let length = bytes.len();
    match random.u32(..8) {
        0 => bytes.truncate(random.usize(..length)),
        1 => {
            let page = random.usize(..length / 4096) * 4096;
            bytes[page..page + 4096].fill(0);
        }
        2 => {
            let from = random.usize(..length / 4096) * 4096;
            let to = random.usize(..length / 4096) * 4096;
            bytes.copy_within(from..from + 4096, to);
        }
        3 => {
            for _ in 0..1 + random.usize(..3) {
                bytes[random.usize(..length)] ^= 1 << random.u32(..8);
            }
        }
        4 => {
            // Where SQLite says what is where.
            let at = random.usize(..100);
            bytes[at] = random.u8(..);
        }
        _ => {
            for _ in 0..1 + random.usize(..4) {
                let at = random.usize(..length);
                let end = (at + 1 + random.usize(..600)).min(length);
                bytes[at..end].fill_with(|| random.u8(..));
            }
        }
    }
}

#[test]
fn a_damaged_journal_never_shows_a_wrong_number() {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let sound = folder.path().join("sound.biota");
    Store::create_new(&sound, &journal()).unwrap();
    let new = std::fs::read(&sound).unwrap();
    // Once it was open in a window, its log is kept in another way.
    drop(Session::open(&sound, Access::Window).unwrap());
    let used = std::fs::read(sound).unwrap();
    let journal = journal();
    let path = folder.path().join("journal.biota");
    let rounds = asked("BIOTA_DAMAGES", 1_000);
    let (mut opened, mut refused, mut saved, mut whole, mut entries) = (0, 0, 0, 0, 0);
    for round in 0..rounds {
        let mut bytes = if round % 2 == 0 {
            used.clone()
        } else {
            new.clone()
        };
        damage(&mut bytes, &mut fastrand::Rng::with_seed(round as u64));
        std::fs::write(&path, &bytes).unwrap();
        let start = Instant::now();
        // Looked at in every way there is, and written to by none of them.
        let access = [Access::Read, Access::Write, Access::Window][round % 3];
        match Session::open(&path, access) {
            Ok(session) => {
                assert!(session.journal() == &journal, "{round}: a wrong number");
                opened += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                let after = std::fs::read(&path).unwrap();
                assert!(after == bytes, "{round}: a damaged file was written to");
                refused += 1;
            }
        }
        let report = check(&path);
        let _ = holdings(&path);
        let target = folder.path().join("recovered.biota");
        let _ = std::fs::remove_file(&target);
        // Writing a new journal takes its time; a long run does it every time.
        let saves = round % 3 == 0 || rounds > 1_000;
        let recovered = saves.then(|| recover(&path, &target, &placeholders()));
        match recovered {
            None => {}
            Some(Ok(recovered)) => {
                let session = Session::open(&target, Access::Read).unwrap();
                if recovered.is_whole {
                    assert!(session.journal() == &journal, "{round}: not whole");
                    whole += 1;
                }
                entries += session.journal().entry_count();
                saved += 1;
            }
            Some(Err(error)) => assert!(
                matches!(error, RecoverError::Nothing | RecoverError::Source(_)),
                "{round}: {error}"
            ),
        }
        if report.is_ok_and(|report| report.is_sound()) {
            let session = Session::open(&path, Access::Read).unwrap();
            assert!(session.journal() == &journal, "{round}: said to be sound");
        }
        assert!(start.elapsed() < LONGEST, "{round}: {:?}", start.elapsed());
        for suffix in ["-wal", "-shm", "-window", "-use"] {
            let _ = std::fs::remove_file(folder.path().join(format!("journal.biota{suffix}")));
        }
    }
    let share = entries as f64 / (saved * journal.entry_count()) as f64;
    println!(
        "{rounds} damaged: {refused} refused, {opened} unharmed, {saved} saved with {:.1} % of their entries, {whole} of them whole",
        share * 100.0
    );
    assert!(refused > rounds / 4 && saved > rounds / 4);
}

/// A journal as it lies while a window has it open: most of what was written stands in its log.
#[test]
fn a_damaged_log_never_hides_a_change_or_mixes_two() {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let live = folder.path().join("live.biota");
    Store::create_new(&live, &sample::full()).unwrap();
    let mut session = Session::open(&live, Access::Window).unwrap();
    let mut states = vec![session.journal().clone()];
    for index in 0..25 {
        let note = Edit::Note {
            day: nth_day(index % 7),
            text: Some("Some words. ".repeat(1 + index * 40)),
        };
        let edit = Edit::Batch(vec![water(nth_day(index), index as f64), note]);
        session.commit(edit, "Day").unwrap();
        states.push(session.journal().clone());
    }
    let file = std::fs::read(&live).unwrap();
    let log = std::fs::read(folder.path().join("live.biota-wal")).unwrap();
    drop(session);
    let path = folder.path().join("journal.biota");
    let beside = |suffix: &str| folder.path().join(format!("journal.biota{suffix}"));
    let (mut refused, mut last, mut earlier) = (0, 0, 0);
    for round in 0..asked("BIOTA_DAMAGES", 1_000) / 3 {
        let mut random = fastrand::Rng::with_seed(round as u64);
        let mut bytes = log.clone();
        let is_cut = round % 10 == 0;
        if is_cut {
            bytes.truncate(random.usize(..log.len()));
        } else {
            let at = random.usize(..log.len());
            let end = (at + 1 + random.usize(..300)).min(log.len());
            bytes[at..end].fill_with(|| random.u8(..));
        }
        for suffix in ["-shm", "-window", "-use"] {
            let _ = std::fs::remove_file(beside(suffix));
        }
        std::fs::write(&path, &file).unwrap();
        std::fs::write(beside("-wal"), &bytes).unwrap();
        match Session::open(&path, [Access::Read, Access::Window][round % 2]) {
            Err(_) => {
                assert!(std::fs::read(beside("-wal")).unwrap() == bytes);
                refused += 1;
                let saved = folder.path().join("recovered.biota");
                let _ = std::fs::remove_file(&saved);
                assert!(recover(&path, &saved, &placeholders()).is_ok(), "{round}");
            }
            Ok(session) if session.journal() == &states[25] => last += 1,
            Ok(session) => {
                let place = states.iter().position(|state| state == session.journal());
                let place = place.unwrap_or_else(|| panic!("{round}: a mix of two changes"));
                // A log that is cut off at its end looks like one that was never longer, and one whose last change
                // is spoilt like one that was being written when the power went.
                assert!(
                    is_cut || place >= 23,
                    "{round}: {place} of 25 without a word"
                );
                earlier += 1;
            }
        }
    }
    println!("damaged logs: {refused} refused, {last} unharmed, {earlier} of an earlier moment");
    assert!(refused > 100);
}

/// A shell that can save; that of some distributions is built without what it takes.
fn shell() -> Command {
    Command::new(std::env::var("BIOTA_SQLITE3").unwrap_or_else(|_| "sqlite3".to_owned()))
}

/// Takes the computed column out of the words of the schema, which `.recover` stumbles over: it then saves no entry at
/// all. What is stored stays the same.
fn without_computed_column(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let computed = "item_id INTEGER GENERATED ALWAYS AS (nullif(item_number, 0)) VIRTUAL REFERENCES item (id),";
    let index = "ON entry (item_id) WHERE item_id IS NOT NULL";
    let blank = " ".repeat(computed.len());
    for (words, instead) in [
        (computed, blank.as_str()),
        (index, "ON entry (origin ) WHERE origin  IS NOT NULL"),
    ] {
        // An older copy may lie where nothing leads to.
        let places: Vec<usize> = (0..bytes.len() - words.len())
            .filter(|at| bytes[*at..].starts_with(words.as_bytes()))
            .collect();
        assert!(!places.is_empty());
        for at in places {
            bytes[at..at + words.len()].copy_from_slice(instead.as_bytes());
        }
    }
    bytes
}

/// The entries that SQLite's own shell saves, by key, with their numbers.
fn recovered_by_shell(path: &Path) -> Option<BTreeMap<String, String>> {
    let target = path.with_file_name("shell.db");
    let _ = std::fs::remove_file(&target);
    let script = shell().arg(path).arg(".recover").output().ok()?;
    let mut shell = shell()
        .arg(&target)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // It ends early where the script cannot be run.
    let _ = shell.stdin.take().unwrap().write_all(&script.stdout);
    shell.wait().unwrap();
    let connection = rusqlite::Connection::open(&target).unwrap();
    let sql = "SELECT concat_ws(' ', tracker_id, day, item_number), concat_ws(' ', state, value) FROM entry";
    let Ok(mut statement) = connection.prepare(sql) else {
        return Some(BTreeMap::new());
    };
    let text = |row: &rusqlite::Row, index| {
        let text: rusqlite::Result<String> = row.get(index);
        text.unwrap_or_default()
    };
    let rows = statement
        .query_map([], |row| Ok((text(row, 0), text(row, 1))))
        .unwrap();
    Some(rows.flatten().collect())
}

fn entries_of(path: &Path) -> BTreeMap<String, String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let sql = "SELECT concat_ws(' ', tracker_id, day, item_number), concat_ws(' ', state, value) FROM entry";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn what_sqlite_can_save_is_saved_or_named() {
    let folder = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let sound: PathBuf = folder.path().join("sound.biota");
    Store::create_new(&sound, &journal()).unwrap();
    let bytes = without_computed_column(&std::fs::read(&sound).unwrap());
    std::fs::write(&sound, &bytes).unwrap();
    let saved = recovered_by_shell(&sound).map_or(0, |saved| saved.len());
    if saved < journal().entry_count() {
        println!("skipped: no sqlite3 that can .recover");
        return;
    }
    let sound = bytes;
    let path = folder.path().join("journal.biota");
    let (mut by_shell, mut by_us, mut more) = (0, 0, 0);
    let mut unnamed = Vec::new();
    let rounds = asked("BIOTA_DAMAGES", 1_000) / 10;
    for round in 0..rounds {
        let mut bytes = sound.clone();
        damage(&mut bytes, &mut fastrand::Rng::with_seed(round as u64));
        std::fs::write(&path, &bytes).unwrap();
        let theirs = recovered_by_shell(&path).unwrap();
        let target = folder.path().join("recovered.biota");
        let _ = std::fs::remove_file(&target);
        let (ours, lost) = match recover(&path, &target, &placeholders()) {
            Ok(Recovered { lost, .. }) => {
                let lost: BTreeSet<_> = lost.into_iter().map(|lost| lost.row).collect();
                (entries_of(&target), lost)
            }
            // One wrong bit can make a journal that of a newer program; it says so, and leaves it to that.
            Err(RecoverError::Source(OpenError::NewerVersion { .. })) => continue,
            Err(error) => {
                assert_eq!(theirs.len(), 0, "{round}: {error}");
                continue;
            }
        };
        for (key, value) in &theirs {
            match ours.get(key) {
                Some(ours) => assert_eq!(ours, value, "{round}: {key}"),
                None if lost.contains(key) => {}
                None => unnamed.push(format!("{round}: {key} = {value}")),
            }
        }
        by_shell += theirs.len();
        by_us += ours.len();
        more += usize::from(ours.len() > theirs.len());
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("journal.biota{suffix}")));
        }
    }
    println!(
        "{rounds} damaged: sqlite3 saves {by_shell} entries, we {by_us}, in {more} journals more"
    );
    assert_eq!(unnamed, [] as [String; 0]);
    assert!(by_us >= by_shell);
}

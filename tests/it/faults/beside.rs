//! Two programs at one journal: nothing is lost, nothing stale is written back, nobody waits long.

use std::time::{Duration, Instant};

use biota::domain::{Edit, Entry, EntryKey};
use biota::storage::{Access, Session, Store, check};

use super::{nth_day, program, water};
use crate::sample::{self, ITCH, WATER};

const LONGEST: Duration = Duration::from_secs(1);

#[test]
fn a_window_and_commands_that_write_by_turns_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut window = Session::open(&path, Access::Window).unwrap();
    for turn in 0..30 {
        let day = nth_day(turn);
        let itch = Edit::log(EntryKey::own(ITCH, day), Entry::typed((turn % 11) as f64));
        window.commit(itch, "Itch").unwrap();
        let on = day.to_string();
        let output = program(&path)
            .args(["log", "water", &(turn * 10).to_string(), "--on", &on])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        // The window has not read the file again, and still must not write back what it knew.
        let note = Edit::Note {
            day,
            text: Some(format!("turn {turn}")),
        };
        let start = Instant::now();
        window.commit(note, "Note").unwrap();
        assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
    }
    let disk = Session::open(&path, Access::Read).unwrap();
    assert_eq!(disk.journal(), window.journal());
    for turn in 0..30 {
        let day = nth_day(turn);
        let of = |tracker| disk.journal().value_on(tracker, day).number();
        assert_eq!(of(WATER), Some((turn * 10) as f64));
        assert_eq!(of(ITCH), Some((turn % 11) as f64));
        assert_eq!(
            disk.journal().note(day),
            Some(format!("turn {turn}").as_str())
        );
    }
}

#[test]
fn commands_that_write_at_the_same_time_as_a_window_all_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut window = Session::open(&path, Access::Window).unwrap();
    let commands: Vec<_> = (0..10)
        .map(|_| {
            program(&path)
                .args(["log", "water", "+1", "--on", "2024-05-01"])
                .spawn()
                .unwrap()
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for index in 0..120 {
        let start = Instant::now();
        window.commit(water(nth_day(index), 5.0), "Water").unwrap();
        slowest = slowest.max(start.elapsed());
    }
    let mut logged = 0;
    for command in commands {
        let output = command.wait_with_output().unwrap();
        // On a machine that does much else one may give up; then it says so, and has logged nothing.
        let has_said = !output.stdout.is_empty();
        assert_eq!(output.status.success(), has_said, "{output:?}");
        logged += u32::from(has_said);
    }
    assert!(slowest < LONGEST, "{slowest:?}");
    window.refresh().unwrap();
    let day = "2024-05-01".parse().unwrap();
    let found = window.journal().value_on(WATER, day).number();
    assert_eq!(
        found,
        Some(f64::from(logged)),
        "each that said so counts once"
    );
    assert!(logged >= 5, "{logged} of 10");
    let disk = Session::open(&path, Access::Read).unwrap();
    assert_eq!(disk.journal(), window.journal());
    drop(window);
    assert!(check(&path).unwrap().is_sound());
}

#[test]
fn ten_exports_beside_a_writing_window_are_each_of_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut window = Session::open(&path, Access::Window).unwrap();
    // Each change sets two trackers of a day to one number, so that a torn export would show.
    let pair = |index: usize| {
        let number = (index % 11) as f64;
        let itch = Edit::log(EntryKey::own(ITCH, nth_day(index)), Entry::typed(number));
        Edit::Batch(vec![water(nth_day(index), number), itch])
    };
    window.commit(pair(0), "Pair").unwrap();
    let exports: Vec<_> = (0..10)
        .map(|_| {
            program(&path)
                .args(["export", "--entries", "-"])
                .spawn()
                .unwrap()
        })
        .map(|export| std::thread::spawn(move || export.wait_with_output().unwrap()))
        .collect();
    let mut slowest = Duration::ZERO;
    let mut index = 1;
    while index < 100 || exports.iter().any(|export| !export.is_finished()) {
        let start = Instant::now();
        window.commit(pair(index), "Pair").unwrap();
        slowest = slowest.max(start.elapsed());
        index += 1;
    }
    assert!(slowest < LONGEST, "{slowest:?}");
    for export in exports {
        let output = export.join().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let mut rows: Vec<(String, String)> = Vec::new();
        for line in text.lines().skip(1) {
            let fields: Vec<_> = line.split(',').collect();
            rows.push((fields[0].to_owned(), fields[3].to_owned()));
        }
        rows.sort();
        assert!(rows.len() >= 2 && rows.len().is_multiple_of(2));
        for two in rows.chunks(2) {
            assert_eq!(two[0], two[1]);
        }
    }
}

#[test]
fn an_import_beside_commands_that_write_all_the_time_gets_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut text = "date,Water (ml)\n".to_owned();
    for index in 0..300 {
        text.push_str(&format!("{},{index}\n", nth_day(index)));
    }
    let file = folder.path().join("water.csv");
    std::fs::write(&file, text).unwrap();
    // Another program is at it for longer than a command waits for a single lock, again and again.
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let import = program(&path)
        .args(["import", file.to_str().unwrap()])
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(3));
    writer.execute_batch("ROLLBACK").unwrap();
    let output = import.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let disk = Session::open(&path, Access::Read).unwrap();
    assert_eq!(disk.journal().entry_count(), 300);
}

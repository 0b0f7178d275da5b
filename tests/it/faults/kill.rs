//! Killed at any moment, the program has kept what it reported as kept.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use biota::domain::{Edit, Journal};
use biota::storage::{Access, Session, Store, check};

use super::{asked, nth_day, program, water};
use crate::sample::{self, WATER, day};

const JOURNAL: &str = "BIOTA_TEST_JOURNAL";
const FIRST: &str = "BIOTA_TEST_FIRST";

/// The `index`th change: two cells that belong together, short and long ones, cells set again and emptied.
fn edit(index: usize) -> Edit {
    let day = nth_day(index);
    let text = format!("{index} {}", "word ".repeat(index * 37 % 1_500));
    let text = (!index.is_multiple_of(11)).then_some(text);
    Edit::Batch(vec![
        water(day, (index % 20_000) as f64),
        Edit::Note { day, text },
    ])
}

/// Played by a process of its own, which is killed.
#[test]
fn child() {
    let (Ok(journal), Ok(first)) = (std::env::var(JOURNAL), std::env::var(FIRST)) else {
        return;
    };
    let mut session = Session::open(Path::new(&journal), Access::Window).unwrap();
    let mut out = std::io::stdout().lock();
    for index in first.parse().unwrap().. {
        session.commit(edit(index), "Change").unwrap();
        writeln!(out, "kept {index}").unwrap();
        out.flush().unwrap();
    }
}

/// Lets a child write from change `first` on and kills it. Returns the last change it reported, if any.
fn write_and_kill(journal: &Path, first: usize, random: &mut fastrand::Rng) -> Option<usize> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "faults::kill::child", "--nocapture"])
        .env(JOURNAL, journal)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in out.lines() {
            let line = line.unwrap();
            // The harness writes lines of its own, and one of ours may stand behind its name of the test.
            if let Some((_, index)) = line.split_once("kept ") {
                let _ = sender.send(index.parse::<usize>().unwrap());
            }
        }
    });
    let mut last = None;
    if random.u32(..10) > 0 {
        last = Some(lines.recv().unwrap());
    }
    std::thread::sleep(Duration::from_micros(random.u64(..25_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    lines.iter().last().or(last)
}

#[test]
fn a_killed_window_has_kept_what_it_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    let mut model = sample::bare();
    let mut next = 0;
    let (mut kept, mut unreported) = (0, 0);
    let kills = asked("BIOTA_KILLS", 200);
    for _ in 0..kills {
        let last = write_and_kill(&path, next, &mut random);
        while last.is_some_and(|last| next <= last) {
            model.apply(edit(next)).unwrap();
            kept += 1;
            next += 1;
        }
        // Not as a window: a process that another test starts at this moment would hold the window's lock for a while.
        let session = Session::open(&path, Access::Write).unwrap();
        let found = session.journal().clone();
        drop(session);
        if found != model {
            // The change that was under way may be there, whole.
            model.apply(edit(next)).unwrap();
            next += 1;
            unreported += 1;
            assert!(found == model, "after change {next}");
        }
        assert!(check(&path).unwrap().is_sound());
    }
    println!("{kills} kills, {kept} changes reported and kept, {unreported} more whole");
    assert!(kept > kills, "{kept} changes in {kills} runs");
}

/// The number that `biota log` adds to, as it stands in the file.
fn number(path: &Path) -> f64 {
    let journal: Journal = Session::open(path, Access::Read).unwrap().journal().clone();
    journal
        .value_on(WATER, day("2024-05-01"))
        .number()
        .unwrap_or_default()
}

#[test]
fn a_killed_command_has_logged_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.biota");
    Store::create_new(&path, &sample::bare()).unwrap();
    let mut random = fastrand::Rng::with_seed(8);
    let (mut said, mut silent) = (0.0, 0.0);
    let kills = asked("BIOTA_KILLS", 200) / 2;
    for _ in 0..kills {
        let mut child = program(&path)
            .args(["log", "water", "+1", "--on", "2024-05-01"])
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(random.u64(..40_000)));
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        let has_said = !output.stdout.is_empty();
        assert!(output.stderr.is_empty(), "{output:?}");
        said += f64::from(u8::from(has_said));
        let found = number(&path);
        assert!(found >= said + silent, "{found} after {said} said");
        silent = found - said;
        assert!(check(&path).unwrap().is_sound());
    }
    println!("{kills} kills, {said} commands had reported, {silent} more had logged");
    assert!(said > 0.0 && said < kills as f64, "{said} of {kills}");
}

//! Where what a command says cannot be written: a change that is kept counts as done, a verdict stays a verdict.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;

use crate::own_files::{Ended, Home, PROGRAM};

/// Where standard output leads.
#[derive(Debug, Clone, Copy)]
enum Out {
    Full,
    Closed,
}

fn run(home: &Home, out: Out, arguments: &[&str]) -> Ended {
    let mut command = home.command(Path::new(PROGRAM));
    command.args(arguments).stderr(Stdio::piped());
    let child = match out {
        Out::Full => {
            let full = File::options().write(true).open("/dev/full").unwrap();
            command.stdout(full).spawn().unwrap()
        }
        Out::Closed => {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            command.stdout(writer).spawn().unwrap()
        }
    };
    // The command keeps its end of the pipe until it is gone itself.
    drop(command);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::new(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn water(home: &Home, on: &str) -> String {
    let text = home.says(&["show", "--on", on, "--json"]);
    let page: serde_json::Value = serde_json::from_str(&text).unwrap();
    let trackers = page["trackers"].as_array().unwrap().clone();
    let water = trackers.into_iter().find(|one| one["key"] == "water");
    water.unwrap()["value"].to_string()
}

#[test]
fn a_value_that_is_kept_is_done_whatever_can_be_said_of_it() {
    let home = Home::new();
    for (times, out) in [(1, Out::Full), (2, Out::Closed)] {
        let ended = run(&home, out, &["log", "water", "+250", "--on", "2026-01-09"]);
        assert_eq!(ended.code, Some(0), "{out:?}: {ended:?}");
        assert_eq!(water(&home, "2026-01-09"), format!("{}", 250 * times));
        if matches!(out, Out::Full) {
            assert!(ended.errors.contains("is kept"), "{ended:?}");
            assert!(ended.errors.contains("No space left"), "{ended:?}");
        } else {
            assert_eq!(ended.errors, "", "whoever closed it wants to hear no more");
        }
    }
}

#[test]
fn all_commands_that_change_or_write_something_are_done_when_it_is_there() {
    for out in [Out::Full, Out::Closed] {
        let home = Home::new();
        let backup = home.backup();
        let backup = backup.to_str().unwrap();
        let backups = || {
            fs::read_dir(home.path("home/Biota backups"))
                .unwrap()
                .count()
        };
        let before = backups();
        let more = "date,water\n2026-01-07,200\n";
        fs::write(home.path("home/more.csv"), more).unwrap();
        for arguments in [
            &["log", "itch", "4", "--on", "2026-01-08"][..],
            &[
                "tracker", "add", "Nap", "--role", "habit", "--kind", "scale",
            ],
            &["import", "../table.csv"],
            &["import", "../more.csv", "--json"],
            &["log", "itch", "remove", "--on", "2026-01-08"],
            &["move", "--from", "2026-01-07", "--to", "2026-01-09"],
            &["export", "--entries", "../out.csv"],
            &["export", "--days", "../days.csv"],
            &["export", "--archive", "../out.zip"],
            &["backup"],
            &["demo", "--days", "3", "--out", "../demo.biota"],
        ] {
            let ended = run(&home, out, arguments);
            assert_eq!(ended.code, Some(0), "{out:?} {arguments:?}: {ended:?}");
        }
        for file in ["out.csv", "days.csv", "out.zip", "demo.biota"] {
            assert!(home.path("home").join(file).exists(), "{file}");
        }
        assert_eq!(water(&home, "2026-01-06"), "300");
        assert!(home.says(&["tracker", "list"]).contains("Nap"));
        assert!(backups() > before + 1, "{}", backups());
        // Asked not to ask, it goes on although what the file holds cannot be shown.
        let ended = run(&home, out, &["restore", backup, "--yes"]);
        assert_eq!(ended.code, Some(0), "{out:?}: {ended:?}");
        assert_eq!(water(&home, "2026-01-06"), "null");
    }
}

#[test]
fn what_is_itself_the_answer_fails_where_the_disk_is_full() {
    let home = Home::new();
    for arguments in [
        &["show"][..],
        &["show", "--json"],
        &["tracker", "list"],
        &["check"],
        &["future"],
        &["future", "--json"],
        &["insights"],
        &["insights", "--json"],
        &["export", "--entries", "-"],
        &["export", "--days", "-"],
        &["export", "--archive", "-"],
        &["import", "../table.csv", "--dry-run"],
        &["--help"],
        &["--version"],
    ] {
        let ended = run(&home, Out::Full, arguments);
        assert_eq!(ended.code, Some(1), "{arguments:?}: {ended:?}");
        assert!(ended.errors.contains("could not be written"), "{ended:?}");
        let ended = run(&home, Out::Closed, arguments);
        assert_eq!(ended.code, Some(0), "{arguments:?}: {ended:?}");
        assert_eq!(ended.errors, "", "{arguments:?}");
    }
}

#[test]
fn nothing_is_called_done_that_was_not() {
    let home = Home::new();
    fs::write(
        home.path("home/bad.csv"),
        "date,Water (ml)\n2024-01-14,1000\n2024-01-15,\"1,750\"\n",
    )
    .unwrap();
    for out in [Out::Full, Out::Closed] {
        // The question cannot be shown, so nobody can have answered it.
        let ended = run(&home, out, &["restore", "../archive.zip"]);
        assert!(matches!(ended.code, Some(1 | 2)), "{out:?}: {ended:?}");
        assert!(!ended.errors.is_empty(), "{out:?}");
        // What could not be imported is refused, whether or not the plan could be shown.
        let ended = run(&home, out, &["import", "../bad.csv"]);
        assert_eq!(ended.code, Some(2), "{out:?}: {ended:?}");
        // A refusal is one.
        let ended = run(&home, out, &["log", "itch", "11"]);
        assert_eq!(ended.code, Some(2), "{out:?}: {ended:?}");
    }
    // Damage is found whether or not the report can be read.
    let mut bytes = fs::read(home.journal()).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..].fill(0x5a);
    fs::write(home.journal(), bytes).unwrap();
    for out in [Out::Full, Out::Closed] {
        let ended = run(&home, out, &["check"]);
        assert_eq!(ended.code, Some(1), "{out:?}: {ended:?}");
        assert!(ended.errors.contains("journal.biota"), "{ended:?}");
    }
}

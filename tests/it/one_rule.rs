//! One rule, one behaviour: what window, month grid and terminal do with the same words, days and choices.

use std::path::PathBuf;
use std::process::{Command, Output};

use biota::domain::{Beginning, Edit, Journal, StarterCatalogue, setting_key};
use biota::storage::{Access, Session, Store};
use serde_json::Value;

struct Terminal {
    folder: tempfile::TempDir,
}

impl Terminal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("journal.biota")
    }

    /// With the usual set, and choices made in the window.
    fn choosing(choices: impl IntoIterator<Item = Edit>) -> Self {
        let terminal = Self::new();
        let mut journal = Journal::default();
        let beginning = Beginning::usual("2026-01-01".parse().unwrap());
        let start = StarterCatalogue::embedded().begin(&beginning);
        for edit in std::iter::once(start).chain(choices) {
            journal.apply(edit).unwrap();
        }
        Store::create_new(&terminal.path(), &journal).unwrap();
        terminal
    }

    fn choose(&self, choices: impl IntoIterator<Item = Edit>) {
        let mut session = Session::open(&self.path(), Access::Write).unwrap();
        for edit in choices {
            session.commit(edit, "a choice").unwrap();
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_biota"));
        command
            .args(arguments)
            .arg("--journal")
            .arg(self.path())
            .env("HOME", self.folder.path());
        command.output().unwrap()
    }

    fn demo(&self, days: u32, path: &std::path::Path) {
        let (days, path) = (days.to_string(), path.to_str().unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_biota"));
        command.args(["demo", "--days", &days, "--out", path]);
        assert!(command.status().unwrap().success());
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.says(arguments)).unwrap()
    }
}

fn remembered(name: &str, value: &str) -> Edit {
    Edit::set(&format!("{}{name}", setting_key::REMEMBERED), value)
}

#[test]
fn the_command_looks_at_what_the_insights_screen_was_told_to() {
    let terminal = Terminal::new();
    let path = terminal.path();
    terminal.demo(800, &path);
    let page = |arguments: &[&str]| terminal.json(&[&["insights", "--json"], arguments].concat());
    let usual = page(&[]);
    assert_eq!(usual["choices"]["leave_out_copied"], true);
    terminal.choose([
        remembered("insights.range", "730"),
        remembered("insights.with_copied", "yes"),
        remembered("insights.adjusters", "stress"),
    ]);
    let chosen = page(&[]);
    assert_eq!(usual["range"]["days"], 365);
    assert_eq!(chosen["range"]["days"], 730);
    assert_eq!(chosen["choices"]["leave_out_copied"], false);
    assert_eq!(chosen["choices"]["adjusters"][0], "stress");
    let is_pair = |page: &Value| {
        let pairs = page["pairs"].as_array().unwrap();
        pairs.iter().any(|pair| pair["habit"] == "stress")
    };
    assert!(is_pair(&usual) && !is_pair(&chosen));
    // A range that is asked for wins, and leaves the other choices as they are.
    let last = chosen["range"]["last"].as_str().unwrap();
    let asked = page(&["--from", "2026-01-01", "--to", last]);
    assert_eq!(asked["range"]["first"], "2026-01-01");
    assert_eq!(asked["choices"], chosen["choices"]);
}

#[test]
fn the_terminal_reads_and_writes_volumes_in_the_chosen_unit() {
    let terminal = Terminal::choosing([Edit::set(setting_key::VOLUME_UNIT, "us_ounces")]);
    let line = terminal.says(&["log", "water", "8"]);
    assert!(line.trim_end().ends_with(": 8 fl oz"), "{line}");
    let line = terminal.says(&["log", "water", "+8"]);
    assert!(line.trim_end().ends_with(": 16 fl oz"), "{line}");
    // Files and programs get the stored unit whatever is shown.
    let page = terminal.json(&["show", "--json"]);
    let trackers = page["trackers"].as_array().unwrap();
    let water = trackers.iter().find(|one| one["key"] == "water").unwrap();
    assert_eq!(water["unit"], "ml");
    assert!((water["value"].as_f64().unwrap() - 473.176_474).abs() < 1e-5);
}

#[test]
fn the_terminal_reads_amounts_as_the_window_does() {
    let terminal = Terminal::choosing([]);
    for text in ["1.75", "0,5"] {
        let output = terminal.run(&["log", "water", text]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert!(sentence.contains("for millilitres, or "), "{sentence}");
    }
    for (tracker, text, said) in [
        ("water", "1.75 L", "1.75 L"),
        ("water", "500", "500 ml"),
        ("sleep", "6h45", "6 h 45"),
        ("sleep", "6,75", "6 h 45"),
    ] {
        let line = terminal.says(&["log", tracker, text]);
        assert!(line.trim_end().ends_with(&format!(": {said}")), "{line}");
    }
}

#[test]
fn the_terminal_reads_days_as_the_window_does() {
    let terminal = Terminal::choosing([]);
    for (on, said) in [
        ("4.3.2026", "Wednesday 4 March"),
        ("4 March 2026", "Wednesday 4 March"),
        ("2026-03-04", "Wednesday 4 March"),
    ] {
        let line = terminal.says(&["log", "itch", "4", "--on", on]);
        assert!(line.contains(said), "{on}: {line}");
    }
    // A weekday is the latest one up to today, so that today's own name is today.
    let today = terminal.json(&["show", "--json"])["day"].clone();
    let day: biota::domain::Day = today.as_str().unwrap().parse().unwrap();
    let weekday = day.format("%a").to_string();
    let page = terminal.json(&["show", "--json", "--on", &weekday]);
    assert_eq!(page["day"], today);
}

//! The built program as a process: what commands write, print and refuse, and their exit codes.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with room for a journal, and the program that uses it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn journal(&self) -> PathBuf {
        self.path("journal.biota")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_biota"));
        command
            .args(arguments)
            .env("BIOTA_JOURNAL", self.journal())
            .env("HOME", self.folder.path())
            .env("LC_ALL", "en_GB.UTF-8")
            .env_remove("LANGUAGE")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of a command that has to succeed.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        assert_eq!(errors, "", "{arguments:?}");
        text
    }

    /// Standard error of a command that has to fail with this exit code, saying nothing else.
    fn fails(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{arguments:?}");
        assert!(!errors.is_empty(), "{arguments:?} fails without a word");
        errors
    }

    fn page(&self, on: &str) -> Value {
        serde_json::from_str(&self.says(&["show", "--json", "--on", on])).unwrap()
    }

    fn tracker(&self, key: &str, on: &str) -> Value {
        let page = self.page(on);
        let trackers = page["trackers"].as_array().unwrap();
        let found = trackers.iter().find(|tracker| tracker["key"] == key);
        found.unwrap().clone()
    }

    fn demo(&self, name: &str, seed: &str) -> PathBuf {
        let path = self.path(name);
        let text = path.to_str().unwrap();
        self.says(&["demo", "--days", "60", "--seed", seed, "--out", text]);
        path
    }
}

#[test]
fn a_value_is_set_added_and_kept_in_a_journal_made_for_it() {
    let desk = Desk::new();
    let first = desk.says(&["log", "water", "500"]);
    assert!(
        first.starts_with("Started a journal with the usual set"),
        "{first}"
    );
    assert!(first.trim_end().ends_with(": 500 ml"), "{first}");
    let second = desk.says(&["log", "water", "+250"]);
    assert!(
        second.starts_with("Water, ") && second.trim_end().ends_with(": 750 ml"),
        "{second}"
    );
    let water = desk.tracker("water", "today");
    assert_eq!(water["state"], "recorded");
    assert_eq!(water["value"], 750);
    assert_eq!(water["unit"], "ml");
    assert_eq!(water["origin"], "typed");
    assert_eq!(desk.tracker("sugar", "today")["state"], "not_logged");
}

#[test]
fn the_examples_of_the_help_do_what_they_say() {
    let desk = Desk::new();
    desk.says(&["log", "fermented food/kefir", "1", "--on", "yesterday"]);
    let food = desk.tracker("fermented_food", "yesterday");
    assert_eq!(food["value"], 1);
    assert_eq!(food["items"][0]["key"], "kefir");
    assert_eq!(food["items"][0]["origin"], "typed");
    assert_eq!(food["own"], Value::Null);
    assert_eq!(
        desk.tracker("fermented_food", "today")["state"],
        "not_logged"
    );
    desk.says(&["log", "sleep", "6:45"]);
    assert_eq!(desk.tracker("sleep", "today")["value"], 6.75);
    let itch = desk.says(&["log", "itch", "skip"]);
    assert!(itch.starts_with("Itch is tracked from now on.\n"), "{itch}");
    assert_eq!(desk.tracker("itch", "today")["state"], "skipped");
    assert_eq!(desk.tracker("itch", "today")["value"], Value::Null);
    desk.says(&["log", "sugar", "none"]);
    let sugar = desk.tracker("sugar", "today");
    assert_eq!(
        (&sugar["state"], &sugar["value"]),
        (&"recorded".into(), &0.into())
    );
}

#[test]
fn what_cannot_be_meant_is_refused_and_changes_nothing() {
    let desk = Desk::new();
    let itch = desk.fails(&["log", "itch", "11"], 2);
    assert!(itch.contains("from 0 to 10"), "{itch}");
    assert!(
        !desk.journal().exists(),
        "nothing is made for a refused value"
    );
    desk.says(&["log", "itch", "3", "--on", "2024-02-29"]);
    let before = desk.says(&["export", "--entries", "-"]);
    for (arguments, part) in [
        (vec!["log", "itch", "11"], "from 0 to 10"),
        (
            vec!["log", "itch", "3", "--on", "2027-02-30"],
            "is not a date",
        ),
        (vec!["log", "itch", "3", "--on", "2199-12-31"], "future"),
        (vec!["log", "itch", "3", "--on", "someday"], "is not a date"),
        (vec!["log", "water", "-5"], "A value is 0 or more"),
        (vec!["log", "water", "10000000"], "from 0 to 20 L"),
        (vec!["log", "water", "much"], "cannot be logged"),
        (vec!["log", "wter", "5"], "Water"),
        (vec!["log", "fermented food/kefr", "1"], "Kefir"),
        (vec!["log", "water"], "VALUE"),
        (vec!["frobnicate"], "frobnicate"),
        (vec!["export"], "--entries"),
        (
            vec!["export", "--entries", "a", "--days", "b"],
            "cannot be used with",
        ),
        (
            vec![
                "export",
                "--days",
                "-",
                "--from",
                "2026-02-01",
                "--to",
                "2026-01-01",
            ],
            "before the first",
        ),
        (
            vec!["export", "--entries", "journal.biota"],
            "journal itself",
        ),
        (
            vec![
                "tracker", "add", "Water", "--role", "habit", "--kind", "amount",
            ],
            "already",
        ),
        (
            vec![
                "tracker", "add", "Zinc", "--role", "habit", "--kind", "amount",
            ],
            "comes with Biota",
        ),
        (
            vec![
                "tracker", "add", "Nap", "--role", "habit", "--kind", "scale", "--unit", "h",
            ],
            "Only an amount",
        ),
        (
            vec!["tracker", "add", " ", "--role", "habit", "--kind", "scale"],
            "at least one letter",
        ),
        (vec!["demo", "--days", "0", "--out", "x"], "0"),
    ] {
        let errors = desk.fails(&arguments, 2);
        assert!(errors.contains(part), "{arguments:?}: {errors}");
    }
    assert_eq!(desk.says(&["export", "--entries", "-"]), before);
}

#[test]
fn commands_that_read_say_that_there_is_no_journal() {
    let desk = Desk::new();
    for arguments in [
        vec!["show"],
        vec!["check"],
        vec!["tracker", "list"],
        vec!["export", "--days", "-"],
    ] {
        let errors = desk.fails(&arguments, 1);
        assert!(errors.contains("no journal at"), "{errors}");
    }
    assert!(!desk.journal().exists());
    fs::write(desk.journal(), "not a journal at all").unwrap();
    let errors = desk.fails(&["log", "water", "500"], 1);
    assert!(errors.contains("another format"), "{errors}");
    assert_eq!(
        fs::read_to_string(desk.journal()).unwrap(),
        "not a journal at all"
    );
}

#[test]
fn the_option_stands_before_or_after_and_wins_over_the_variable() {
    let desk = Desk::new();
    let other = desk.path("other.biota");
    let other = other.to_str().unwrap();
    desk.says(&["--journal", other, "log", "water", "500"]);
    desk.says(&["log", "water", "+250", "--journal", other]);
    assert!(!desk.journal().exists());
    let page = desk.says(&["show", "--journal", other, "--json"]);
    assert!(page.contains("750"), "{page}");
    let mut command = desk.command(&["log", "water", "100"]);
    command
        .env("BIOTA_JOURNAL", "")
        .env("XDG_DATA_HOME", desk.path("data"));
    assert!(command.output().unwrap().status.success());
    assert!(
        !desk.journal().exists(),
        "an empty variable means the usual place"
    );
}

#[test]
fn a_day_is_shown_as_text() {
    let desk = Desk::new();
    let journal = desk.demo("demo.biota", "1");
    let journal = journal.to_str().unwrap();
    let text = desk.says(&["show", "--on", "today", "--journal", journal]);
    assert!(text.contains("Fermented food"), "{text}");
    assert!(text.contains("1 serving (Kefir 1 serving)"), "{text}");
    assert!(
        text.contains("not logged") && text.contains("7 h 15"),
        "{text}"
    );
}

#[test]
fn both_forms_are_exported_to_a_file_and_to_standard_output() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    desk.says(&["log", "water", "none", "--on", "2026-01-03"]);
    desk.says(&["log", "itch", "skip", "--on", "2026-01-03"]);
    let entries = desk.says(&["export", "--entries", "-"]);
    let expected = "\
date,tracker,item,value,unit,state,origin,tracker_key,item_key
2026-01-01,Water,,500,ml,recorded,typed,water,
2026-01-03,Water,,0,ml,recorded,typed,water,
2026-01-03,Itch,,,,skipped,typed,itch,
";
    assert_eq!(entries, expected);
    let said = desk.says(&["export", "--entries", "entries.csv"]);
    assert_eq!(said, "Wrote 3 entries to entries.csv.\n");
    assert_eq!(
        fs::read_to_string(desk.path("entries.csv")).unwrap(),
        expected
    );
    let said = desk.says(&["export", "--days", "days.csv", "--to", "2026-01-02"]);
    assert_eq!(said, "Wrote 2 days to days.csv.\n");
    let days = desk.says(&["export", "--days", "-"]);
    let water = column(&days, "Water (ml)");
    assert_eq!(water, ["500", "", "0"], "0 is not the same as not logged");
    assert_eq!(column(&days, "Itch"), ["", "", "skipped"]);
    let sheet = desk.says(&["export", "--days", "-", "--spreadsheet"]);
    assert!(sheet.starts_with("\u{feff}date,"), "{sheet}");
    desk.fails(&["export", "--days", "no/such/folder.csv"], 1);
}

#[test]
fn an_archive_holds_everything_and_takes_no_range() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    let said = desk.says(&["export", "--archive", "all.zip"]);
    assert!(said.contains("1 entry among it"), "{said}");
    let file = fs::File::open(desk.path("all.zip")).unwrap();
    let (archive, origin) = biota::transfer::read_archive(file).unwrap();
    assert_eq!(archive.journal.entry_count(), 1);
    assert!(origin.made_on.is_some());
    for option in [&["--from", "2026-01-01"][..], &["--spreadsheet"]] {
        let arguments = [&["export", "--archive", "all.zip"][..], option].concat();
        desk.fails(&arguments, 2);
    }
    let itself = desk.journal();
    let refused = desk.fails(&["export", "--archive", itself.to_str().unwrap()], 2);
    assert!(refused.contains("the journal itself"), "{refused}");
}

fn column<'a>(csv: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = csv.lines();
    let header = lines.next().unwrap().split(',');
    let at = header.into_iter().position(|cell| cell == name).unwrap();
    lines.map(|line| line.split(',').nth(at).unwrap()).collect()
}

#[test]
fn a_new_journal_writes_numbers_as_people_do_where_the_computer_stands() {
    let desk = Desk::new();
    let mut command = desk.command(&["log", "sleep", "6:45", "--on", "2026-01-01"]);
    let output = command.env("LC_ALL", "de_DE.UTF-8").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("6 h 45\n"), "{said}");
    let walk = desk.says(&["log", "fermented food", "1.5", "--on", "2026-01-01"]);
    assert!(walk.ends_with("1,5 servings\n"), "{walk}");
    let sheet = desk.says(&["export", "--entries", "-", "--spreadsheet"]);
    assert!(
        sheet.contains("2026-01-01;Sleep;;6,75;h;recorded"),
        "{sheet}"
    );
    let plain = desk.says(&["export", "--entries", "-"]);
    assert!(
        plain.contains("2026-01-01,Sleep,,6.75,h,recorded"),
        "{plain}"
    );
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let desk = Desk::new();
    let journal = desk.demo("demo.biota", "1");
    let mut command = desk.command(&["export", "--entries", "-", "--journal"]);
    command
        .arg(&journal)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Closed at once: whatever the program writes after the pipe is full meets nobody.
    drop(child.stdout.take());
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    assert!(child.wait().unwrap().success(), "{errors}");
    assert_eq!(errors, "");
}

#[test]
fn trackers_are_added_and_listed() {
    let desk = Desk::new();
    desk.says(&["log", "water", "1"]);
    let add = |arguments: &[&str]| desk.says(&[&["tracker", "add"], arguments].concat());
    let said = add(&["Cold showers", "--role", "habit", "--kind", "yes/no"]);
    assert_eq!(said, "Added Cold showers to Body (habit, yes/no).\n");
    let said = add(&[
        "Green tea/mint",
        "--role",
        "habit",
        "--kind",
        "amount",
        "--unit",
        "ml",
        "--section",
        "gut",
    ]);
    assert_eq!(said, "Added Green tea/mint to Gut (habit, amount).\n");
    add(&["Stinging", "--role", "symptom", "--kind", "scale"]);
    assert!(
        desk.says(&["log", "cold SHOWERS", "yes"])
            .ends_with(": yes\n")
    );
    assert!(
        desk.says(&["log", "green tea/mint", "300"])
            .ends_with(": 300 ml\n")
    );
    assert!(
        desk.says(&["log", "stinging", "4"])
            .ends_with(": 4, moderate\n")
    );
    let list = desk.says(&["tracker", "list"]);
    let name_at = list.lines().next().unwrap().find("Name").unwrap();
    for name in ["Water", "Cold showers", "Green tea/mint", "Stinging"] {
        let row = list.lines().find(|line| line.contains(name)).unwrap();
        assert_eq!(row.find(name), Some(name_at), "{list}");
    }
}

#[test]
fn a_check_says_what_the_journal_holds_and_finds_damage() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    let report = desk.says(&["check"]);
    assert!(report.contains("The journal is sound."), "{report}");
    assert!(report.contains("2026-01-01"), "{report}");
    let mut bytes = fs::read(desk.journal()).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..].fill(0x5a);
    fs::write(desk.journal(), bytes).unwrap();
    let output = desk.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty());
}

#[test]
fn a_check_as_json_names_everything_and_the_last_backup() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    let report = || -> Value { serde_json::from_str(&desk.says(&["check", "--json"])).unwrap() };
    let before = report();
    assert_eq!(before["sound"], true);
    assert_eq!(before["problems"], serde_json::json!([]));
    assert_eq!(before["oldest_day"], "2026-01-01");
    assert_eq!(before["newest_day"], "2026-01-01");
    assert_eq!(before["counts"]["entry"], 1);
    assert_eq!(before["version"], before["program_version"]);
    assert_eq!(before["last_backup"], Value::Null);
    let said = desk.says(&["backup"]);
    assert!(said.starts_with("Copied 1 entry and 0 notes to "), "{said}");
    let after = report();
    assert_eq!(after["last_backup"]["sound"], true);
    let backup = PathBuf::from(after["last_backup"]["file"].as_str().unwrap());
    assert!(backup.starts_with(desk.path("Biota backups")), "{backup:?}");
    // A backup that went bad is off, too.
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..].fill(0x5a);
    fs::write(&backup, bytes).unwrap();
    let output = desk.run(&["check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let spoilt: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(spoilt["last_backup"]["sound"], false);
    assert_eq!(spoilt["sound"], true);
    // What cannot be opened at all is told as JSON, too.
    fs::write(desk.journal(), "Dear diary").unwrap();
    let output = desk.run(&["check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let foreign: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(foreign["sound"], false);
}

#[test]
fn a_backup_goes_where_it_is_told_and_nowhere_else() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    let stick = desk.path("stick");
    let away = desk.fails(&["backup", stick.to_str().unwrap()], 1);
    assert!(away.contains("is not there"), "{away}");
    assert!(!stick.exists());
    fs::create_dir(&stick).unwrap();
    desk.says(&["backup", stick.to_str().unwrap()]);
    let made: Vec<_> = fs::read_dir(&stick).unwrap().flatten().collect();
    assert_eq!(made.len(), 1);
    assert!(!desk.path("Biota backups").exists());
    let copy = made[0].path();
    let report = desk.says(&["check", "--journal", copy.to_str().unwrap()]);
    assert!(report.contains("The journal is sound."), "{report}");
    assert_eq!(
        fs::read_dir(&stick).unwrap().count(),
        1,
        "looking leaves nothing"
    );
}

#[test]
fn a_restore_shows_both_asks_and_is_taken_back() {
    let desk = Desk::new();
    desk.says(&["log", "water", "500", "--on", "2026-01-01"]);
    desk.says(&["export", "--archive", "old.zip"]);
    desk.says(&["log", "water", "750", "--on", "2026-01-02"]);
    let number = |on: &str| desk.tracker("water", on)["value"].clone();
    // Nobody answers, so nothing happens.
    let output = desk.run(&["restore", "old.zip"]);
    assert_eq!(output.status.code(), Some(2));
    let shown = String::from_utf8(output.stdout).unwrap();
    for line in [
        "            this file   your journal now",
        "entries     1           2",
        "newest day  2026-01-01  2026-01-02",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    let on_second = number("2026-01-02");
    assert_eq!(on_second, 750.0);
    let said = desk.says(&["restore", "old.zip", "--yes"]);
    assert_eq!(number("2026-01-02"), Value::Null);
    assert_eq!(number("2026-01-01"), 500.0);
    let kept = said.split(" is kept as ").nth(1).unwrap();
    let kept = kept.split(". Restoring").next().unwrap();
    desk.says(&["restore", kept, "--yes"]);
    assert_eq!(number("2026-01-02"), 750.0);
    for (name, content) in [
        ("diary.txt", "Dear diary"),
        ("empty", ""),
        ("x.zip", "PK\u{3}\u{4} no zip"),
    ] {
        fs::write(desk.path(name), content).unwrap();
        desk.fails(&["restore", name, "--yes"], 2);
    }
    desk.fails(&["restore", "none.biota", "--yes"], 2);
    assert_eq!(number("2026-01-02"), 750.0);
}

#[test]
fn the_same_seed_writes_the_same_journal_and_no_file_is_overwritten() {
    let desk = Desk::new();
    let entries = |journal: &Path| {
        desk.says(&[
            "export",
            "--entries",
            "-",
            "--journal",
            journal.to_str().unwrap(),
        ])
    };
    let one = entries(&desk.demo("one.biota", "5"));
    assert_eq!(one, entries(&desk.demo("two.biota", "5")));
    assert_ne!(one, entries(&desk.demo("three.biota", "6")));
    let kept = fs::read(desk.path("one.biota")).unwrap();
    let target = desk.path("one.biota");
    let errors = desk.fails(&["demo", "--out", target.to_str().unwrap()], 2);
    assert!(errors.contains("there already"), "{errors}");
    assert_eq!(fs::read(target).unwrap(), kept);
}

#[test]
fn without_a_display_one_sentence_names_what_needs_none() {
    let desk = Desk::new();
    for arguments in [vec![], vec!["demo"]] {
        let errors = desk.fails(&arguments, 1);
        assert_eq!(errors.lines().count(), 1, "{errors}");
        for name in [
            "log",
            "show",
            "tracker",
            "export",
            "check",
            "demo --out FILE",
        ] {
            assert!(errors.contains(&format!("biota {name}")), "{errors}");
        }
    }
    assert!(!desk.journal().exists());
}

#[test]
fn every_command_has_help_with_examples() {
    let desk = Desk::new();
    for arguments in [
        vec!["--help"],
        vec!["demo", "--help"],
        vec!["log", "--help"],
        vec!["show", "--help"],
        vec!["tracker", "add", "--help"],
        vec!["export", "--help"],
    ] {
        let help = desk.says(&arguments);
        assert!(help.contains("Examples\n  biota"), "{help}");
    }
    for arguments in [
        vec!["check", "--help"],
        vec!["tracker", "--help"],
        vec!["--version"],
    ] {
        assert!(desk.says(&arguments).contains("biota"), "{arguments:?}");
    }
}

#[test]
fn many_at_once_lose_nothing() {
    let desk = Desk::new();
    desk.says(&["log", "water", "0"]);
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = desk.command(&["log", "water", "+100"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{errors}");
    }
    assert_eq!(desk.tracker("water", "today")["value"], 800);
}

#[test]
fn no_command_logs_what_was_written() {
    let desk = Desk::new();
    let words = ["Sneezewort", "nightshade", "Hydrocortisone"];
    desk.says(&["log", "water", "500"]);
    let csv = format!(
        "date,{},note\n2026-01-01,3,{} {}\n",
        words[0], words[1], words[2]
    );
    fs::write(desk.path("table.csv"), csv).unwrap();
    for arguments in [
        vec!["import", "table.csv"],
        vec!["import", "table.csv", "--dry-run"],
        vec!["log", "Sneezewort", "4", "--on", "2026-01-02"],
        vec!["log", "Sneezewort", "nightshade"],
        vec!["show", "--on", "2026-01-01"],
        vec!["export", "--archive", "nightshade.zip"],
        vec!["insights"],
        vec!["check"],
        vec!["backup", "."],
    ] {
        let output = desk.command(&arguments).env("RUST_LOG", "trace").output();
        let errors = String::from_utf8(output.unwrap().stderr).unwrap();
        let log = errors.lines().filter(|line| line.starts_with('['));
        for line in log {
            let said = words.iter().find(|word| line.contains(**word));
            assert_eq!(said, None, "{arguments:?}: {line}");
        }
    }
}

//! `biota insights` as a process, on the journal of the fixture: its verdicts, its documented fields, its sentences.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use biota::domain::{
    Day, Edit, Entry, EntryKey, Journal, Role, SKIN_SECTION, Span, SpanId, SpanKind, Tracker,
    TrackerId,
};
use biota::storage::Store;
use chrono::Duration;
use serde_json::Value;

use crate::sample;

const FIXTURE: &str = include_str!("../fixtures/statistics/journal_fixture.csv");
const EXPECTED: &str = include_str!("../fixtures/statistics/expected.json");
/// The fixture's columns that are trackers, and which of the sample's trackers they are measured like.
const TRACKERS: [(&str, Role, bool); 7] = [
    ("kefir_servings", Role::Habit, false),
    ("sugar_servings", Role::Habit, false),
    ("water_ml", Role::Habit, false),
    ("sleep_h", Role::Habit, false),
    ("stress", Role::Context, true),
    ("itch", Role::Symptom, true),
    ("overall", Role::Symptom, true),
];

fn journal() -> Journal {
    let mut journal = Journal::default();
    let like = |is_scale: bool| {
        let id = if is_scale {
            sample::ITCH
        } else {
            sample::WATER
        };
        sample::trackers()
            .into_iter()
            .find(|tracker| tracker.id == id)
            .unwrap()
    };
    for (at, (name, role, is_scale)) in (1..).zip(TRACKERS) {
        let tracker = Tracker {
            id: TrackerId(at),
            uid: name.to_owned(),
            name: name.to_owned(),
            role,
            list: None,
            section: SKIN_SECTION.to_owned(),
            position: at,
            ..like(is_scale)
        };
        journal.apply(Edit::put_tracker(tracker)).unwrap();
    }
    let mut rows = csv::Reader::from_reader(FIXTURE.as_bytes());
    let headers = rows.headers().unwrap().clone();
    for row in rows.records() {
        let row = row.unwrap();
        for (at, (name, ..)) in (1..).zip(TRACKERS) {
            let cell = &row[headers.iter().position(|header| header == name).unwrap()];
            if !cell.is_empty() {
                let key = EntryKey::own(TrackerId(at), row[1].parse().unwrap());
                journal
                    .apply(Edit::log(key, Entry::typed(cell.parse().unwrap())))
                    .unwrap();
            }
        }
    }
    journal
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(journal: &Journal) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Store::create_new(&folder.path().join("journal.biota"), journal).unwrap();
        Self { folder }
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.biota")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_biota"));
        command
            .arg("insights")
            .args(arguments)
            .arg("--journal")
            .arg(self.journal());
        command.env("HOME", self.folder.path()).output().unwrap()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn page(&self, arguments: &[&str]) -> Value {
        let arguments = [arguments, &["--json"]].concat();
        serde_json::from_str(&self.says(&arguments)).unwrap()
    }
}

fn check_close(found: &Value, expected: &Value, tolerance: f64, what: &str) {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    let gap = (found - expected).abs() / expected.abs();
    assert!(gap <= tolerance, "{what}: {found} for {expected}");
}

#[test]
fn the_fixtures_journal_gets_its_verdicts() {
    let page = Desk::with(&journal()).page(&[]);
    assert_eq!(page["range"]["first"], "2024-01-01");
    assert_eq!(page["range"]["last"], "2024-07-18");
    assert_eq!(page["range"]["days"], 200);
    assert_eq!(page["pairs_examined"], 10);
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    for outcome in page["outcomes"].as_array().unwrap() {
        let symptom = outcome["symptom"].as_str().unwrap();
        let search = &expected["gls_ar1_noise"]["outcomes"][symptom]["reference_search"];
        check_close(&outcome["phi"], &search["phi"], 1e-12, symptom);
        check_close(&outcome["c"], &search["c"], 1e-12, symptom);
    }
    let verdicts = expected["verdicts_mid1"].as_object().unwrap();
    let pairs = page["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), verdicts.len());
    for pair in pairs {
        let text = |field: &str| pair[field].as_str().unwrap();
        let key = format!("{}->{}", text("habit"), text("symptom"));
        let expected = &verdicts[&key];
        assert_eq!(pair["class"], expected["class"], "{key}");
        assert_eq!(pair["best_window"], expected["best_window"], "{key}");
        assert_eq!(pair["eligible"], true, "{key}");
        check_close(&pair["swing"], &expected["swing_p90_p10"], 1e-9, &key);
        check_close(
            &pair["difference"],
            &expected["effect_per_swing"],
            1e-3,
            &key,
        );
        for end in [0, 1] {
            check_close(
                &pair["interval_best"][end],
                &expected["ci"][end],
                1e-3,
                &key,
            );
        }
        check_close(&pair["q"], &expected["q"], 1e-2, &key);
    }
}

/// The names in a table of the document: the first column, in code marks.
fn documented(part: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/insights-json.md");
    let text = std::fs::read_to_string(path).unwrap();
    let start = text.find(&format!("## {part}\n")).unwrap();
    let rest = &text[start + 3..];
    let section = &rest[..rest.find("\n## ").unwrap_or(rest.len())];
    let name = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    let mut names: Vec<String> = section.lines().filter_map(name).collect();
    names.sort();
    names
}

fn fields(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

#[test]
fn every_field_is_documented_and_no_other() {
    let page = Desk::with(&journal()).page(&[]);
    assert_eq!(fields(&page), documented("The whole answer"));
    assert_eq!(fields(&page["range"]), documented("Range"));
    assert_eq!(fields(&page["outcomes"][0]), documented("Outcomes"));
    assert_eq!(fields(&page["left_out"]), documented("Left out"));
    assert_eq!(fields(&page["pairs"][0]), documented("Pairs"));
    assert_eq!(
        fields(&page["pairs"][0]["windows"][0]),
        documented("Windows")
    );
    assert_eq!(page["pairs"][0]["windows"].as_array().unwrap().len(), 6);
}

#[test]
fn what_is_left_out_is_told() {
    let first: Day = "2024-01-01".parse().unwrap();
    let span = |id: i64, kind, label: &str, start: i64, end: Option<i64>| {
        Edit::put_span(Span {
            id: SpanId(id),
            uid: format!("span {id}"),
            kind,
            label: label.to_owned(),
            dose: String::new(),
            start: first + Duration::days(start),
            end: end.map(|end| first + Duration::days(end)),
        })
    };
    let mut journal = journal();
    for edit in [
        span(1, SpanKind::Pause, "Holiday", 20, Some(25)),
        span(2, SpanKind::Treatment, "Ointment", 50, Some(60)),
        span(3, SpanKind::Treatment, "Tablets", 150, None),
    ] {
        journal.apply(edit).unwrap();
    }
    let desk = Desk::with(&journal);
    let left_out = &desk.page(&[])["left_out"];
    assert_eq!(left_out["pauses"][0]["label"], "Holiday");
    assert_eq!(left_out["pauses"][0]["days"], 6);
    assert_eq!(left_out["short_treatments"][0]["days"], 11);
    assert_eq!(left_out["adjusted_treatments"][0], "Tablets");
    let text = desk.says(&[]);
    assert!(
        text.contains("Left out: 11 days of Ointment and 6 days of Holiday."),
        "{text}"
    );
}

#[test]
fn the_text_says_the_same() {
    let text = Desk::with(&journal()).says(&[]);
    for part in [
        "200 days",
        "10 pairs of a habit and a symptom were compared; 2 stand out more than chance would explain.",
        "Two days after 3 ml more sugar_servings, itch was 1.9 points higher (worse).",
        "Nothing big, short term\n",
        "Cannot tell yet\n",
        "so far, anything from",
        "A link is not proof, and this is not medical advice.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains(" p ") && !text.contains("p ="), "{text}");
}

#[test]
fn ranges_are_asked_for_by_day() {
    let desk = Desk::with(&journal());
    let page = desk.page(&["--from", "2024-02-01", "--to", "2024-05-31"]);
    assert_eq!(page["range"]["first"], "2024-02-01");
    assert_eq!(page["range"]["last"], "2024-05-31");
    assert_eq!(page["range"]["days"], 121);
    let short = desk.page(&["--to", "2024-01-20"]);
    let pair = &short["pairs"][0];
    assert_eq!(pair["class"], 0);
    assert_eq!(pair["eligible"], false);
    assert_eq!(pair["reason"], "short_span");
    assert_eq!(pair["needed"], 42);
    assert_eq!(pair["q"], Value::Null);
    let refused = desk.run(&["--from", "2024-05-31", "--to", "2024-02-01"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn a_journal_without_days_is_answered_too() {
    let desk = Desk::with(&Journal::default());
    let page = desk.page(&[]);
    assert_eq!(page["range"], Value::Null);
    assert_eq!(page["pairs"], serde_json::json!([]));
    assert!(
        desk.says(&[])
            .starts_with("There is no day to look at yet.")
    );
}

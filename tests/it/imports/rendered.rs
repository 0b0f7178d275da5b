//! An import as text, for comparing, and the journals it goes into.

use std::path::{Path, PathBuf};

use biota::domain::{Beginning, DateOrder, Day, Edit, Journal, StarterCatalogue, Value};
use biota::import::{Answers, Foreign, ForeignValue, Mapping, Occasion, Plan, plan, ready_mapping};
use biota::transfer::import::{ImportError, Progress, Reading, read_foreign};

/// A folder of made-up files.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/import")
        .join(name)
}

pub fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

/// A journal with the usual set.
pub fn journal() -> Journal {
    let mut journal = Journal::default();
    let begin = StarterCatalogue::embedded().begin(&Beginning::usual(today()));
    journal.apply(begin).unwrap();
    journal
}

pub fn read(path: &Path) -> Result<Foreign, ImportError> {
    let reading = Reading {
        table: None,
        date_order: Some(DateOrder::DayFirst),
        decimals: None,
        day_start_minutes: 240,
    };
    read_foreign(path, &reading, &Progress::default())
}

pub fn occasion(uid: &str) -> Occasion {
    Occasion {
        today: today(),
        uid: uid.to_owned(),
        file: "file".to_owned(),
        made_at: format!("2026-11-21 10:00 {uid}"),
    }
}

pub fn plan_of(foreign: &Foreign, journal: &Journal, uid: &str) -> (Mapping, Plan) {
    let mapping = ready_mapping(foreign, journal, None);
    let planned = plan(
        foreign,
        &mapping,
        journal,
        &Answers::default(),
        &occasion(uid),
    );
    (mapping, planned)
}

/// What was read and what becomes of it.
pub fn rendered(path: &Path) -> String {
    let foreign = read(path).unwrap();
    let before = journal();
    let (mapping, planned) = plan_of(&foreign, &before, "one");
    let mut after = before.clone();
    after.apply(planned.edit.clone()).unwrap();
    let mut text = format!("{} [{}]\n\nstreams\n", foreign.title, foreign.source);
    for stream in &foreign.streams {
        let target = serde_json::to_string(&mapping.streams[&stream.key]).unwrap();
        text.push_str(&format!(
            "  {} = {:?} [{}] {:?} {:?} {:?}\n    {target}\n",
            stream.key, stream.name, stream.group, stream.unit, stream.shape, stream.combine
        ));
    }
    text.push_str("records\n");
    for record in &foreign.records {
        let stream = &foreign.streams[record.stream as usize];
        let value = match record.value {
            ForeignValue::Number(number) => number.to_string(),
            ForeignValue::Word(word) => format!("{:?}", stream.words[word as usize]),
            ForeignValue::Skipped => "skipped".to_owned(),
        };
        text.push_str(&format!(
            "  {} {}: {value} (line {})\n",
            record.day, stream.key, record.line
        ));
    }
    text.push_str("entries\n");
    text.push_str(&entries(&before, &after));
    text.push_str("problems\n");
    for problem in &planned.problems.first {
        text.push_str(&format!("  {}\n", problem.sentence()));
    }
    text.push_str("remarks\n");
    for remark in &foreign.remarks {
        text.push_str(&format!("  {remark}\n"));
    }
    text.push_str(&format!("{:?}\n", planned.counts));
    text
}

/// Entries and notes that `after` has and `before` has not.
fn entries(before: &Journal, after: &Journal) -> String {
    let mut text = String::new();
    for (key, entry) in after.entries() {
        if before.entry(key) == Some(entry) {
            continue;
        }
        let tracker = after.tracker(key.tracker).unwrap();
        let item = key.item.and_then(|item| after.item(item));
        let item = item.map_or_else(String::new, |item| format!("/{}", item.name));
        let value = match entry.value {
            Value::Recorded(number) => format!("{number} {}", tracker.kind.unit()),
            Value::Skipped => "skipped".to_owned(),
        };
        text.push_str(&format!(
            "  {} {}{item}: {}\n",
            key.day,
            tracker.name,
            value.trim_end()
        ));
    }
    for (day, note) in after.notes() {
        text.push_str(&format!("  {day} note {note:?}\n"));
    }
    text
}

/// A journal with a file imported, and what was planned.
pub fn imported(path: &Path, journal: &Journal, uid: &str) -> (Journal, Plan) {
    let foreign = read(path).unwrap();
    let (_, planned) = plan_of(&foreign, journal, uid);
    let mut after = journal.clone();
    after.apply(planned.edit.clone()).unwrap();
    (after, planned)
}

/// A journal without the records of imports, for comparing what people see.
pub fn bare(journal: &Journal) -> Journal {
    let mut bare = journal.clone();
    let keys: Vec<String> = bare.settings().pairs().keys().cloned().collect();
    for key in keys.into_iter().filter(|key| key.starts_with("import.")) {
        bare.apply(Edit::Setting { key, value: None }).unwrap();
    }
    bare
}

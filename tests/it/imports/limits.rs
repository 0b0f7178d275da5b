//! Files beyond measure: a sentence, little memory, an end soon, and nothing left behind.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use biota::domain::{Edit, Entry, EntryKey};
use biota::storage::Store;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

use super::bad::{content, run};
use super::rendered::journal;

const FILE: &str = "BIOTA_TEST_IMPORT";
const JOURNAL: &str = "BIOTA_TEST_JOURNAL";

/// What an import may take beside three times its file, unpacked.
const ROOM_MEGABYTES: u64 = 200;

/// Played by a process of its own, so that the peak of its memory is that of one import.
#[test]
fn child() {
    let (Ok(file), Ok(journal)) = (std::env::var(FILE), std::env::var(JOURNAL)) else {
        return;
    };
    let said = run(Path::new(&journal), &["import", &file]);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak
        .and_then(|line| line.split_whitespace().next())
        .unwrap_or("0");
    println!("ended with {} at {peak} kB", said.code);
    println!("{}{}", said.out, said.err);
}

struct Ended {
    code: u8,
    peak_megabytes: u64,
    took: Duration,
    said: String,
}

fn import(file: &Path, journal: &Path) -> Ended {
    let start = Instant::now();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "imports::limits::child", "--nocapture"])
        .env(FILE, file)
        .env(JOURNAL, journal)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let took = start.elapsed();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("ended with "), "{text}");
    let (_, rest) = text.split_once("ended with ").unwrap();
    let (code, rest) = rest.split_once(" at ").unwrap();
    let (peak, said) = rest.split_once(" kB\n").unwrap();
    Ended {
        code: code.parse().unwrap(),
        peak_megabytes: peak.parse::<u64>().unwrap() / 1024,
        took,
        said: said.to_owned(),
    }
}

/// Imports a file that is refused with these words, within its memory and without a journal.
fn refused(file: &Path, unpacked_bytes: u64, words: &[&str]) -> Ended {
    let journal = file.with_extension("biota");
    let ended = import(file, &journal);
    assert_eq!(ended.code, 2, "{}", ended.said);
    for words in words {
        assert!(ended.said.contains(words), "{words}: {}", ended.said);
    }
    assert!(!journal.exists());
    holds_its_memory(&ended, unpacked_bytes);
    ended
}

fn holds_its_memory(ended: &Ended, bytes: u64) {
    let most = ROOM_MEGABYTES + 3 * bytes / 1_000_000;
    assert!(
        ended.peak_megabytes <= most,
        "{} MB of {most}: {}",
        ended.peak_megabytes,
        ended.said
    );
}

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn wide(columns: usize, rows: usize) -> String {
    let mut text = "date".to_owned();
    for column in 0..columns {
        text.push_str(&format!(",thing {column}"));
    }
    for row in 0..rows {
        text.push_str(&format!("\n2026-01-{:02}", row + 1));
        for column in 0..columns {
            text.push_str(&format!(",{}", column % 7));
        }
    }
    text.push('\n');
    text
}

fn long(names: usize) -> String {
    let mut text = "date,name,value\n".to_owned();
    for name in 0..names {
        text.push_str(&format!("2026-01-01,thing {name},{}\n", name % 7));
    }
    text
}

#[test]
fn a_heading_without_end_is_refused_and_panics_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let heading = "h".repeat(70_000);
    let table = format!("date,{heading}\n2026-01-01,1\n2026-01-02,3\n");
    refused(
        &written(&folder, "wide.csv", &table),
        70_000,
        &["column 2", "70,000 letters", "1,000"],
    );
    let days = format!("date,{heading},note\n2026-01-01,1,\n");
    refused(
        &written(&folder, "days.csv", &days),
        70_000,
        &["70,000 letters"],
    );
    // Names in rows are those rows' problems.
    let rows = format!("date,name,value\n2026-01-01,{heading},1\n2026-01-02,x,3\n");
    refused(
        &written(&folder, "long.csv", &rows),
        70_000,
        &["Line 2", "70,000 letters"],
    );
    for text in [
        format!(
            "date,tracker,item,value,unit,state,origin,tracker_key,item_key\n2026-01-01,Water,,1,ml,recorded,typed,{heading},\n"
        ),
        format!("date,tracker,item,value\n2026-01-01,{heading},,1\n"),
        format!("date,tracker,item,value\n2026-01-01,Water,{heading},1\n"),
        format!("date,tracker,item,value,unit\n2026-01-01,Water,,1,{heading}\n"),
        format!(
            "date,weekday,time of day,category,rating/amount,detail,notes\n2026-01-01,Thu,am,Symptom,2,{heading},\n"
        ),
        format!(
            "date,weekday,time of day,category,rating/amount,detail,notes\n2026-01-01,Thu,am,Factors,,{heading},\n"
        ),
        format!(
            "full_date,date,weekday,time,mood,activities,note\n2026-01-01,x,y,10:00,good,{heading},\n"
        ),
        format!(
            "full_date,date,weekday,time,mood,activities,note\n2026-01-01,x,y,10:00,{heading},,\n"
        ),
    ] {
        refused(
            &written(&folder, "rows.csv", &text),
            70_000,
            &["Line 2", "70,000 letters"],
        );
    }
}

#[test]
fn a_journal_with_a_key_without_end_is_still_listed_and_imported_into() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let mut old = journal();
    let mut tracker = old.tracker_by_uid("stress").unwrap().clone();
    tracker.id = old.next_tracker_id();
    tracker.uid = format!("table.{}", "h".repeat(70_000));
    tracker.name = "h".repeat(80);
    let key = EntryKey::own(tracker.id, "2026-01-01".parse().unwrap());
    let edits = vec![
        Edit::put_tracker(tracker),
        Edit::log(key, Entry::typed(3.0)),
    ];
    old.apply(Edit::Batch(edits)).unwrap();
    Store::create_new(&place, &old).unwrap();
    let listed = run(&place, &["tracker", "list"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(listed.out.contains("Stress"));
    let longest = listed.out.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(1_000), "{longest:?}");
    for arguments in [
        &["show", "--on", "2026-01-01"][..],
        &["check"],
        &["insights"],
    ] {
        let said = run(&place, arguments);
        assert!(said.code <= 1, "{arguments:?}: {}", said.err);
    }
    let file = written(&folder, "one.csv", "date,Water (ml)\n2026-01-01,500\n");
    let said = run(&place, &["import", file.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn a_key_that_an_import_makes_is_short_and_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let (one, other) = ("n".repeat(900), format!("{}x", "n".repeat(899)));
    let rows =
        |day: u32| format!("date,name,value\n2026-01-0{day},{one},20\n2026-01-0{day},{other},30\n");
    for day in [1, 2] {
        let file = written(&folder, "long.csv", &rows(day));
        let said = run(&place, &["import", file.to_str().unwrap()]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let mut store = Store::open(&place, biota::storage::Access::Read).unwrap();
    let made = store.load().unwrap();
    let made: Vec<_> = made
        .trackers()
        .into_iter()
        .filter(|it| it.uid.starts_with("table."))
        .cloned()
        .collect();
    assert_eq!(made.len(), 2);
    assert!(
        made.iter().all(|it| it.uid.len() <= 200),
        "{:?}",
        made.iter().map(|it| it.uid.len())
    );
}

#[test]
fn many_columns_and_names_are_refused_or_soon_done() {
    let folder = tempfile::tempdir().unwrap();
    let table = written(&folder, "wide.csv", &wide(19_999, 3));
    let ended = refused(&table, 400_000, &["20,000 columns", "5,000"]);
    assert!(ended.took < Duration::from_secs(10), "{:?}", ended.took);
    let rows = written(&folder, "long.csv", &long(50_000));
    let ended = refused(&rows, 1_000_000, &["more than 5,000"]);
    assert!(ended.took < Duration::from_secs(10), "{:?}", ended.took);
    // A journal takes no more either, however many files bring them.
    let journal = folder.path().join("journal.biota");
    let file = written(&folder, "some.csv", &wide(1_500, 2));
    let ended = import(&file, &journal);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert!(ended.took < Duration::from_secs(20), "{:?}", ended.took);
    let before = content(&journal);
    let other = wide(4_000, 2).replace("thing", "other");
    let ended = import(&written(&folder, "more.csv", &other), &journal);
    assert_eq!(ended.code, 2, "{}", ended.said);
    assert!(ended.said.contains("5,000 trackers"), "{}", ended.said);
    assert!(content(&journal) == before);
}

/// Time grows with the columns, not with their square.
#[test]
fn twice_the_columns_take_about_twice_the_time() {
    let folder = tempfile::tempdir().unwrap();
    let time = |columns: usize| {
        let file = written(&folder, "wide.csv", &wide(columns, 2));
        let start = Instant::now();
        let foreign = super::rendered::read(&file).unwrap();
        let (_, planned) = super::rendered::plan_of(&foreign, &journal(), "one");
        assert_eq!(planned.counts.trackers.len(), columns);
        start.elapsed()
    };
    time(100);
    let (few, many) = (time(1_000), time(4_000));
    assert!(many < few * 10, "{few:?} for 1,000, {many:?} for 4,000");
}

/// A zip of parts whose checksums are right.
fn archive(path: &Path, parts: &[(&str, &[u8])]) {
    let sums: serde_json::Map<String, serde_json::Value> = parts
        .iter()
        .map(|(name, bytes)| {
            let sum: String = Sha256::digest(bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            ((*name).to_owned(), sum.into())
        })
        .collect();
    let manifest = serde_json::json!({
        "format": "biota archive", "format_version": 1, "program_version": "0.1.0", "made_on": "2026-11-21T10:00:00",
        "counts": {"days": 0, "entries": 0, "notes": 0, "trackers": 0}, "sha256": sums,
    });
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    zip.start_file("manifest.json", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(manifest.to_string().as_bytes()).unwrap();
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

const PARTS: [&str; 9] = [
    "trackers.csv",
    "lists.csv",
    "items.csv",
    "aims.csv",
    "entries.csv",
    "notes.csv",
    "spans.csv",
    "tombstones.csv",
    "settings.json",
];

#[test]
fn the_parts_of_an_archive_share_one_room() {
    let folder = tempfile::tempdir().unwrap();
    let blanks = vec![b' '; 40 << 20];
    let path = folder.path().join("blanks.zip");
    archive(&path, &PARTS.map(|part| (part, blanks.as_slice())));
    refused(&path, path.metadata().unwrap().len(), &["unpacks to"]);
    let row = "2026-01-01,Water,,1,ml,recorded,typed,water,,\n";
    let header = "date,tracker,item,value,unit,state,origin,tracker_key,item_key,changed_at\n";
    let rows = format!("{header}{}", row.repeat(500_000));
    let parts = PARTS.map(|part| {
        (
            part,
            if part == "entries.csv" {
                rows.as_bytes()
            } else {
                b""
            },
        )
    });
    let path = folder.path().join("rows.zip");
    archive(&path, &parts);
    refused(&path, rows.len() as u64, &[".csv, line 1"]);
    // The same in an archive of another program.
    let path = folder.path().join("loop.zip");
    let row = format!("2024-01-14,2,{}\n", "x".repeat(1_000));
    let marks = format!("Date,Value,Score\n{}", row.repeat(40_000));
    let names: Vec<String> = (1..=9)
        .map(|number| format!("00{number} h/Checkmarks.csv"))
        .collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), marks.as_bytes()))
        .collect();
    super::archives::zip_of(&path, &parts);
    refused(&path, path.metadata().unwrap().len(), &["unpacks to"]);
}

#[test]
fn an_archive_of_countless_parts_is_said_to_have_too_many() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..30_000)
        .map(|number| format!("photos/{number}.jpg"))
        .collect();
    let mut parts: Vec<(&str, &[u8])> = PARTS.iter().map(|part| (*part, &b""[..])).collect();
    parts.extend(names.iter().map(|name| (name.as_str(), &b""[..])));
    let path = folder.path().join("parts.zip");
    archive(&path, &parts);
    refused(&path, path.metadata().unwrap().len(), &["30,010 files"]);
    let restored = run(
        &folder.path().join("none.biota"),
        &["restore", path.to_str().unwrap(), "--yes"],
    );
    assert_eq!(restored.code, 2);
    assert!(restored.err.contains("30,010 files"), "{}", restored.err);
    assert!(!restored.err.contains("manifest"), "{}", restored.err);
}

#[test]
fn an_entry_that_stands_in_an_archive_twice_is_named_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut full = journal();
    let water = full.tracker_by_uid("water").unwrap();
    let (water, list) = (water.id, water.list.unwrap());
    let tea = full.items_of(list)[0].clone();
    let day = "2026-01-01".parse().unwrap();
    let key = EntryKey::item(water, tea.id, day);
    full.apply(Edit::log(key, Entry::typed(250.0))).unwrap();
    let archive = biota::domain::Archive {
        journal: full,
        ..Default::default()
    };
    let mut bytes = Vec::new();
    biota::transfer::write_archive(&archive, chrono::NaiveDateTime::default(), &mut bytes).unwrap();
    let path = folder.path().join("twice.zip");
    changed_part(&bytes, &path, "entries.csv", |text| {
        let last = text.lines().last().unwrap();
        format!("{text}{last}\n")
    });
    for command in [&["import"][..], &["restore", "--yes"]] {
        let line = [&command[..1], &[path.to_str().unwrap()], &command[1..]].concat();
        let said = run(&folder.path().join("none.biota"), &line);
        assert_eq!(said.code, 2, "{}", said.err);
        for words in ["Water", &tea.name, "2026-01-01", "twice"] {
            assert!(said.err.contains(words), "{words}: {}", said.err);
        }
        for code in ["EntryKey", "TrackerId", "{", "Some("] {
            assert!(!said.err.contains(code), "{code}: {}", said.err);
        }
    }
    // Nor do the words of the program's own come from other rows that make no sense.
    let dreadful: [(&str, &str, &str); 5] = [
        ("trackers.csv", ",habit,amount,", ",habit,amounts,"),
        ("trackers.csv", "Water,", ","),
        ("items.csv", ",1,", ",-1,"),
        ("entries.csv", ",250,", ",99999,"),
        ("entries.csv", ",typed,", ",guessed,"),
    ];
    for (part, from, to) in dreadful {
        changed_part(&bytes, &path, part, |text| text.replacen(from, to, 1));
        let said = run(
            &folder.path().join("none.biota"),
            &["import", path.to_str().unwrap()],
        );
        assert_eq!(said.code, 2, "{part} {from}: {}", said.out);
        assert!(
            !said.err.contains(['{', '(']) && !said.err.contains("Unsound"),
            "{}",
            said.err
        );
    }
}

fn changed_part(archive: &[u8], path: &Path, part: &str, change: impl Fn(&str) -> String) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        parts.push((name, text));
    }
    let at = parts.iter().position(|(name, _)| name == part).unwrap();
    let new = change(&parts[at].1);
    assert_ne!(new, parts[at].1, "{part}");
    let sum = |text: &str| -> String {
        Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    let manifest = parts
        .iter()
        .position(|(name, _)| name == "manifest.json")
        .unwrap();
    parts[manifest].1 = parts[manifest].1.replace(&sum(&parts[at].1), &sum(&new));
    parts[at].1 = new;
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    super::archives::zip_of(path, &parts);
}

#[test]
fn one_field_without_end_takes_no_memory() {
    let folder = tempfile::tempdir().unwrap();
    let megabytes = 60_usize;
    let much = "x".repeat(megabytes << 20);
    let bytes = (megabytes << 20) as u64;
    let xml =
        format!("<?xml version=\"1.0\"?>\n<HealthData><Record type=\"{much}\"/></HealthData>\n");
    let ended = refused(
        &written(&folder, "attribute.xml", &xml),
        0,
        &["line 2", "longer than"],
    );
    assert!(ended.peak_megabytes < 100, "{}", ended.peak_megabytes);
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<HealthData>{}",
        "<a>".repeat(4 << 20)
    );
    refused(
        &written(&folder, "deep.xml", &xml),
        0,
        &["within one another"],
    );
    let field = format!("date,Remarks\n2026-01-01,fine\n2026-01-02,\"{much}\n");
    refused(
        &written(&folder, "field.csv", &field),
        bytes,
        &["line 3", "quotation mark"],
    );
    let header = format!("date,{}\n2026-01-01,1\n", "a,".repeat(megabytes << 18));
    refused(
        &written(&folder, "header.csv", &header),
        (megabytes << 19) as u64,
        &["columns"],
    );
    let json = format!("{}1{}", "[".repeat(1 << 20), "]".repeat(1 << 20));
    let packed = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, json);
    let path = folder.path().join("daylio.zip");
    super::archives::zip_of(&path, &[("backup.daylio", packed.as_bytes())]);
    refused(&path, packed.len() as u64, &["JSON"]);
}

/// How many values an import of this test has; a long run asks for more.
fn asked(usual: usize) -> usize {
    let asked = std::env::var("BIOTA_IMPORT_VALUES").ok();
    asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(usual)
}

#[test]
fn an_import_takes_two_hundred_megabytes_and_three_times_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let rows = asked(60_000);
    let mut text = "date,name,value\n".to_owned();
    let first: biota::domain::Day = "1960-01-01".parse().unwrap();
    for row in 0..rows {
        let day = first + chrono::Duration::days((row / 50) as i64);
        text.push_str(&format!("{day},t{},{}\n", row % 50, row % 9));
    }
    let file = written(&folder, "values.csv", &text);
    for place in ["new.biota", "old.biota"] {
        let journal = folder.path().join(place);
        if place == "old.biota" {
            assert_eq!(run(&journal, &["log", "water", "500"]).code, 0);
        }
        let ended = import(&file, &journal);
        assert_eq!(ended.code, 0, "{}", ended.said);
        holds_its_memory(&ended, text.len() as u64);
    }
    // Beyond, it is refused, and says what to do.
    let many = format!("date,name,value\n{}", "2026-01-01,a,1\n".repeat(600_000));
    let ended = refused(
        &written(&folder, "many.csv", &many),
        many.len() as u64,
        &["values", "parts"],
    );
    assert!(ended.took < Duration::from_secs(60), "{:?}", ended.took);
}

/// Equal notes are kept once while a file is read, and once for each day in the journal.
#[test]
fn a_long_note_on_thousands_of_days_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let first: biota::domain::Day = "1980-01-01".parse().unwrap();
    let days = (0..12_000).map(|offset| first + chrono::Duration::days(offset));
    let note = "é".repeat(1_500);
    let rows: String = days.map(|day| format!("{day},{note}\n")).collect();
    let text = format!("date,Remarks\n{rows}");
    // As other programs write it, half as long.
    let bytes: Vec<u8> = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let file = folder.path().join("notes.csv");
    std::fs::write(&file, &bytes).unwrap();
    refused(&file, bytes.len() as u64, &["text for notes", "in parts"]);
}

/// Stopped by Ctrl C while it reads and works out, the command leaves nothing.
#[cfg(target_os = "linux")]
#[test]
fn an_import_that_is_interrupted_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    assert_eq!(run(&place, &["log", "water", "500"]).code, 0);
    let mut text = "date,name,value\n".to_owned();
    for row in 0..300_000 {
        text.push_str(&format!(
            "20{:02}-{:02}-{:02},t{},{}\n",
            row % 26,
            row % 12 + 1,
            row % 28 + 1,
            row % 900,
            row % 9
        ));
    }
    let file = written(&folder, "large.csv", &text);
    let names = || {
        let names = std::fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = names.map(|name| name.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let (before, there) = (content(&place), names());
    for milliseconds in [50, 300, 900] {
        // A test that was started in the background would hand on that it overhears this signal.
        let mut child = Command::new("env")
            .args([
                "--default-signal=INT",
                env!("CARGO_BIN_EXE_biota"),
                "import",
            ])
            .arg(&file)
            .env("BIOTA_JOURNAL", &place)
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let asked = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        assert!(!child.wait().unwrap().success());
        assert!(content(&place) == before, "after {milliseconds} ms");
        assert_eq!(names(), there, "after {milliseconds} ms");
    }
}

/// Working out what a large file would change stops as soon as it is asked to.
#[test]
fn working_out_is_stopped_soon() {
    use biota::import::{
        Answers, Collector, Progress, Shape, Stopped, Stream, plan_until, ready_mapping,
    };
    let mut collector = Collector::new("table", "Table (CSV)");
    let first: biota::domain::Day = "1950-01-01".parse().unwrap();
    for number in 0..100_u32 {
        let name = format!("thing {number}");
        let stream = collector.stream(&name, || {
            Stream::new(name.clone(), name.clone(), Shape::Amount)
        });
        for offset in 0..2_000 {
            collector.number(stream, first + chrono::Duration::days(offset), 1, 20.0);
        }
    }
    let foreign = collector.finish();
    let journal = journal();
    let mapping = ready_mapping(&foreign, &journal, None);
    let progress = std::sync::Arc::new(Progress::default());
    let given = progress.clone();
    let planner = std::thread::spawn(move || {
        let said = (&Answers::default(), &super::rendered::occasion("one"));
        let planned = plan_until(&foreign, &mapping, &journal, said, &given);
        (planned.map(|_| ()), Instant::now())
    });
    std::thread::sleep(Duration::from_millis(40));
    let asked = Instant::now();
    progress.cancel();
    let (planned, ended) = planner.join().unwrap();
    assert_eq!(planned, Err(Stopped));
    let took = ended.duration_since(asked);
    assert!(took < Duration::from_millis(700), "{took:?}");
}

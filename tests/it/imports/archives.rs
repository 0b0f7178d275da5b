//! Made-up archives and databases: Daylio and Loop backups, Loop's folders, a zipped Apple Health export.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use zip::write::SimpleFileOptions;

use super::rendered::fixture;

/// Every archive by the name of its snapshot.
pub fn all(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    vec![
        ("daylio_backup", daylio_backup(folder)),
        ("loop_zip", loop_zip(folder, LOOP_SHORT)),
        ("loop_backup", loop_backup(folder)),
        ("loop_backup_old", loop_backup_old(folder)),
        ("apple_health_zip", health_zip(folder)),
    ]
}

/// Writes a zip of the given parts.
pub fn zip_of(path: &Path, parts: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

const DAYLIO: &str = r#"{
  "version": 15,
  "customMoods": [
    {"id": 1, "custom_name": "", "mood_group_id": 1, "predefined_name_id": 1},
    {"id": 7, "custom_name": "なかなか", "mood_group_id": 2, "predefined_name_id": -1},
    {"id": 5, "custom_name": "mies", "mood_group_id": 5, "predefined_name_id": -1}
  ],
  "tags": [{"id": 10, "name": "Running"}, {"id": 11, "name": "Kefir, \"big\""}, {"id": 12, "name": "家族"}],
  "dayEntries": [
    {"minute": 30, "hour": 21, "day": 2, "month": 2, "year": 2024, "datetime": 1709411400000, "timeZoneOffset": 3600000,
     "mood": 7, "note": "<p>Calm.</p>", "note_title": "Good day", "tags": [10, 11]},
    {"minute": 10, "hour": 9, "day": 2, "month": 2, "year": 2024, "datetime": 1709367000000, "timeZoneOffset": 3600000,
     "mood": 5, "note": "", "note_title": "", "tags": [12]},
    {"minute": 0, "hour": 22, "day": 29, "month": 1, "year": 2024, "datetime": 1709240400000, "timeZoneOffset": -21600000,
     "mood": 1, "note": "", "note_title": "", "tags": [99]},
    {"minute": 0, "hour": 22, "day": 31, "month": 3, "year": 2024, "datetime": 1714507200000, "timeZoneOffset": 0,
     "mood": 1, "note": "", "note_title": "", "tags": []}
  ]
}"#;

fn daylio_backup(folder: &Path) -> PathBuf {
    let path = folder.join("backup.zip");
    let packed = STANDARD.encode(DAYLIO);
    // Line ends within Base64 do no harm.
    let packed: Vec<&str> = vec![&packed[..76], &packed[76..]];
    zip_of(
        &path,
        &[
            ("backup.daylio", packed.join("\n").as_bytes()),
            ("assets/photo.jpg", b"\xff\xd8"),
        ],
    );
    path
}

pub const LOOP_SHORT: &[&str] = &["2024-01-16", "2024-01-15", "2024-01-14"];
pub const LOOP_LONG: &[&str] = &[
    "2024-01-18",
    "2024-01-17",
    "2024-01-16",
    "2024-01-15",
    "2024-01-14",
];

/// Loop's folders, newest day first.
pub fn loop_zip(folder: &Path, days: &[&str]) -> PathBuf {
    let path = folder.join(format!("loop-{}.zip", days.len()));
    let habits = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n\
        001,Read, write,YES_NO,Did you, really?,,1,1,#FF0000,,,,false\n\
        002,Drink water,NUMERICAL,How\nmuch?,,1,1,#00FF00,fl oz,AT_LEAST,64.0,false\n\
        003,瞑想,YES_NO,,,1,1,#0000FF,,,,true\n";
    let marks = |values: &[&str]| {
        let mut text = "Date,Value,Notes\n".to_owned();
        for (day, value) in days.iter().zip(values.iter().cycle()) {
            text.push_str(&format!("{day},{value}\n"));
        }
        text
    };
    let read = marks(&["YES_MANUAL,\"a, \"\"b\"\"\"", "YES_AUTO,", "NO,"]);
    let water = marks(&["64000,", "NO,", "SKIP,"]);
    let calm = marks(&["UNKNOWN,", "YES_MANUAL,", "MAYBE,"]);
    zip_of(
        &path,
        &[
            ("Habits.csv", habits.as_bytes()),
            ("Checkmarks.csv", b"Date,Read, write,Drink water\n"),
            ("001 Read write/Checkmarks.csv", read.as_bytes()),
            ("001 Read write/Scores.csv", b"Date,Score\n"),
            ("002 Drink water/Checkmarks.csv", water.as_bytes()),
            ("003 /Checkmarks.csv", calm.as_bytes()),
        ],
    );
    path
}

const DAY: i64 = 86_400_000;
/// Midnight of 2024-01-14 in UTC.
const FIRST: i64 = 1_705_190_400_000;

fn loop_backup(folder: &Path) -> PathBuf {
    let path = folder.join("Loop Habits Backup.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, archived INTEGER, name TEXT, type INTEGER NOT NULL DEFAULT 0,
                 unit TEXT NOT NULL DEFAULT '', position INTEGER, question TEXT);
             CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value INTEGER, notes TEXT);
             INSERT INTO Habits VALUES (1, 0, 'Read, \"write\"', 0, '', 0, ''), (2, 0, 'Drink water', 1, 'fl oz', 1, '');",
        )
        .unwrap();
    let rows = [
        (1, 0, 2, "one\ntwo"),
        (1, 1, 1, ""),
        (1, 2, 0, ""),
        (1, 3, -1, ""),
        (2, 0, 64_000, ""),
        (2, 1, 0, ""),
        (2, 2, 3, ""),
        (2, 3, -7, ""),
    ];
    for (habit, day, value, notes) in rows {
        connection
            .execute(
                "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES (?1, ?2, ?3, ?4)",
                (habit, FIRST + day * DAY, value, notes),
            )
            .unwrap();
    }
    path
}

/// From before there were amounts.
fn loop_backup_old(folder: &Path) -> PathBuf {
    let path = folder.join("old.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, archived INTEGER, name TEXT, position INTEGER);
             CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER);
             INSERT INTO Habits VALUES (1, 0, 'Face mask', 0);
             INSERT INTO Repetitions (habit, timestamp) VALUES (1, 1705190400000), (1, 1705276800000);",
        )
        .unwrap();
    path
}

fn health_zip(folder: &Path) -> PathBuf {
    let path = folder.join("export.zip");
    let xml = std::fs::read(fixture("health.xml")).unwrap();
    zip_of(
        &path,
        &[
            ("apple_health_export/export_cda.xml", b"<ClinicalDocument/>"),
            ("apple_health_export/Exportación.xml", &xml),
        ],
    );
    path
}

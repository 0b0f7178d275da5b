//! A database of another program is a stranger's: what is in its schema is not run, its rows are judged one by one, and
//! reading it takes time and memory by its size.

use std::path::PathBuf;

use biota::import::Problem;
use rusqlite::Connection;

use super::rendered::{imported, journal, plan_of, read};

const HABITS: &str = "CREATE TABLE Habits (id INTEGER PRIMARY KEY, archived INTEGER, name TEXT, type INTEGER, unit TEXT);";
const MARKS: &str = "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp, value, notes TEXT);";
/// Midnight of 2024-01-14 in UTC.
const FIRST: i64 = 1_705_190_400_000;
const DAY: i64 = 86_400_000;

struct Backup {
    _folder: tempfile::TempDir,
    path: PathBuf,
    connection: Connection,
}

impl Backup {
    fn of(sql: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Loop.db");
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(&sql.concat()).unwrap();
        Self {
            _folder: folder,
            path,
            connection,
        }
    }

    fn problems(&self) -> Vec<String> {
        let foreign = read(&self.path).unwrap();
        let (_, planned) = plan_of(&foreign, &journal(), "one");
        planned
            .problems
            .first
            .iter()
            .map(Problem::sentence)
            .collect()
    }

    fn refusal(&self) -> String {
        read(&self.path).unwrap_err().to_string()
    }
}

#[test]
fn a_row_that_cannot_be_read_is_that_rows_problem() {
    let backup = Backup::of(&[
        HABITS,
        MARKS,
        "INSERT INTO Habits VALUES (1, 0, 'Meditate', 0, ''), (2, 0, NULL, NULL, NULL);",
        &format!(
            "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES
                 (1, {FIRST}, 2, NULL), (1, NULL, 2, ''), (1, 'soon', 2, ''),
                 (1, {}, NULL, ''), (1, {}, 'yes', ''), (1, {}, 2.5, ''),
                 (1, {}, 2, x'ff'), (NULL, {FIRST}, 2, ''), (9, {FIRST}, 2, '');",
            FIRST + DAY,
            FIRST + 2 * DAY,
            FIRST + 3 * DAY,
            FIRST + 4 * DAY,
        ),
    ]);
    let problems = backup.problems();
    assert_eq!(problems.len(), 5, "{problems:#?}");
    let (after, _) = imported(&backup.path, &journal(), "one");
    let tracker = after.tracker_by_name("Meditate").unwrap();
    let days: Vec<String> = after
        .entries_of(tracker.id)
        .map(|(key, _)| key.day.to_string())
        .collect();
    assert_eq!(days, ["2024-01-14", "2024-01-18"]);
}

#[test]
fn what_the_schema_computes_is_not_read() {
    for (what, habits, marks) in [
        (
            "a generated name",
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT AS (hex(zeroblob(400000000))), type INTEGER, unit TEXT);
             INSERT INTO Habits (id) VALUES (1), (2), (3), (4), (5);",
            MARKS,
        ),
        (
            "a generated value",
            HABITS,
            "CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER, value INTEGER AS (length(hex(zeroblob(4000000)))), notes TEXT);",
        ),
        (
            "a view",
            HABITS,
            "CREATE VIEW Repetitions AS WITH RECURSIVE r(c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM r)
             SELECT 1 AS habit, c AS timestamp, 2 AS value, '' AS notes FROM r;",
        ),
        (
            "a virtual table",
            HABITS,
            "CREATE VIRTUAL TABLE Repetitions USING fts5(habit, timestamp, value, notes);",
        ),
    ] {
        let backup = Backup::of(&[habits, marks]);
        let sentence = backup.refusal();
        assert!(!sentence.is_empty(), "{what}");
    }
}

#[test]
fn a_text_beyond_measure_is_refused() {
    let backup = Backup::of(&[HABITS, MARKS]);
    let long = "x".repeat(9_000_000);
    backup
        .connection
        .execute("INSERT INTO Habits VALUES (1, 0, ?1, 0, '')", [&long])
        .unwrap();
    assert!(backup.refusal().contains("too big"), "{}", backup.refusal());
}

#[test]
fn many_habits_take_one_pass_over_the_marks() {
    let mut backup = Backup::of(&[HABITS, MARKS]);
    let transaction = backup.connection.transaction().unwrap();
    for habit in 0..4_000 {
        transaction
            .execute(
                "INSERT INTO Habits VALUES (?1, 0, ?2, 0, '')",
                (habit, format!("Habit {habit}")),
            )
            .unwrap();
        transaction
            .execute(
                "INSERT INTO Repetitions (habit, timestamp, value, notes) VALUES (?1, ?2, 2, '')",
                (habit, FIRST),
            )
            .unwrap();
    }
    transaction.commit().unwrap();
    // Each habit with a pass of its own would look at 16,000,000 rows.
    let foreign = read(&backup.path).unwrap();
    assert_eq!(foreign.records.len(), 4_000);
}

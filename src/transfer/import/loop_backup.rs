//! Loop Habit Tracker's backup: its SQLite database, of any version, opened as it lies and never written to.

use std::path::Path;

use chrono::DateTime;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags};

use super::Importer;
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::loop_zip::{Habit, Mark, SOURCE};
use crate::import::{Collector, Foreign};

/// Loop's backup.
pub(super) struct LoopBackup;

impl Importer for LoopBackup {
    fn title(&self) -> &'static str {
        "Loop Habit Tracker (backup)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.bytes.starts_with(b"SQLite format 3\0")
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let connection = open(input.path).map_err(broken)?;
        let has = |table: &str| columns(&connection, table);
        let (habits, marks) = (
            has("Habits").map_err(broken)?,
            has("Repetitions").map_err(broken)?,
        );
        if habits.is_empty() || marks.is_empty() {
            return Err(ImportError::NotRecognised);
        }
        let mut collector = Collector::new(SOURCE, self.title());
        let habits = load_habits(&connection, &habits).map_err(broken)?;
        progress.expect(habits.len() as u64);
        for (id, habit) in habits {
            advance(progress, 1)?;
            load_marks(&connection, id, &habit, &marks, &mut collector).map_err(broken)?;
        }
        Ok(collector.finish())
    }
}

/// Read-only and immutable: nothing is written beside a file that is someone else's.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    let address = format!("file:{path}?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address, flags)?;
    // A schema of strangers gets no powers.
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    Ok(connection)
}

/// The columns of a table; none where there is no such table. A view of that name could compute for ever.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let is_table = connection.query_row(
        "SELECT count(*) FROM sqlite_schema
         WHERE type = 'table' AND name = ?1 COLLATE NOCASE AND sql NOT LIKE 'CREATE VIRTUAL%'",
        [table],
        |row| row.get::<_, i64>(0),
    )?;
    if is_table == 0 {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?;
    names
        .map(|name| name.map(|name| name.to_lowercase()))
        .collect()
}

/// Older databases have neither kinds nor units.
fn load_habits(connection: &Connection, columns: &[String]) -> rusqlite::Result<Vec<(i64, Habit)>> {
    let or = |column: &'static str, other: &'static str| {
        if columns.iter().any(|name| name == column) {
            column
        } else {
            other
        }
    };
    let sql = format!(
        "SELECT id, name, {}, {} FROM Habits ORDER BY id",
        or("type", "0"),
        or("unit", "''"),
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        let habit = Habit {
            name: row
                .get::<_, Option<String>>(1)?
                .unwrap_or_default()
                .trim()
                .to_owned(),
            is_numeric: Some(row.get::<_, Option<i64>>(2)?.unwrap_or(0) == 1),
            unit: row
                .get::<_, Option<String>>(3)?
                .unwrap_or_default()
                .trim()
                .to_owned(),
        };
        Ok((row.get(0)?, habit))
    })?;
    let mut habits: Vec<(i64, Habit)> = rows.collect::<Result<_, _>>()?;
    let mut names = std::collections::HashSet::new();
    for (id, habit) in &mut habits {
        if habit.name.is_empty() || !names.insert(habit.name.to_lowercase()) {
            habit.name = format!("{} ({id})", habit.name).trim().to_owned();
        }
    }
    Ok(habits)
}

fn load_marks(
    connection: &Connection,
    id: i64,
    habit: &Habit,
    columns: &[String],
    collector: &mut Collector,
) -> rusqlite::Result<()> {
    let has = |column: &str| columns.iter().any(|name| name == column);
    // At first a row said that it was done, and nothing else.
    let value = if has("value") { "value" } else { "2" };
    let notes = if has("notes") { "notes" } else { "''" };
    let sql = format!(
        "SELECT timestamp, {value}, {notes} FROM Repetitions WHERE habit = ?1 ORDER BY timestamp"
    );
    let is_numeric = habit.is_numeric == Some(true);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let moment: i64 = row.get(0)?;
        // Midnight in UTC of the civil day.
        let Some(day) = DateTime::from_timestamp_millis(moment).map(|time| time.date_naive())
        else {
            collector.problem_in(&habit.name, 0, format!("{moment} is no moment"));
            continue;
        };
        let value: i64 = row.get(1)?;
        let Some(mark) = Mark::of_number(value, is_numeric) else {
            let text = format!("{day}: {value} is no mark that Loop makes");
            collector.problem_in(&habit.name, 0, text);
            continue;
        };
        let stream = habit.stream(collector, &habit.name, is_numeric);
        mark.put(collector, stream, day, 0);
        let notes: Option<String> = row.get(2)?;
        habit.note(collector, day, 0, notes.as_deref().unwrap_or_default());
    }
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn broken(error: rusqlite::Error) -> ImportError {
    ImportError::broken("", 0, format!("the database cannot be read: {error}"))
}

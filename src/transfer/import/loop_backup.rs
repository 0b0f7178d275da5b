//! Loop Habit Tracker's backup: its SQLite database, of any version, opened as it lies and never written to.

use std::path::Path;

use chrono::DateTime;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use super::Importer;
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::loop_zip::{Habit, Mark, SOURCE};
use super::numbers::short;
use crate::import::{Collector, Foreign};

/// More than any habit's name or note has.
const MOST_BYTES_OF_A_TEXT: i32 = 4_000_000;
/// Steps of SQLite's machine that every file may take, about a second …
const STEPS_OF_ANY_FILE: u64 = 20_000_000;
/// … and for each of its bytes: a row of twenty bytes takes some fifty steps to read and to sort.
const STEPS_OF_A_BYTE: u64 = 50;
const STEPS_AT_ONCE: i32 = 10_000;

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
        let (Some(habits), Some(marks)) = (
            columns(&connection, "Habits").map_err(broken)?,
            columns(&connection, "Repetitions").map_err(broken)?,
        ) else {
            return Err(ImportError::NotRecognised);
        };
        let mut collector = Collector::new(SOURCE, self.title());
        let habits = load_habits(&connection, &habits).map_err(broken)?;
        load_marks(&connection, &habits, &marks, &mut collector, progress)?;
        Ok(collector.finish())
    }
}

/// Read-only and immutable: nothing is written beside a file that is someone else's.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    let address = format!("file:{path}?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = Connection::open_with_flags(address, flags)?;
    guard(&mut connection, bytes)?;
    Ok(connection)
}

/// A schema of strangers gets no powers, and each statement ends: one pass over a table and one sort take a few steps for
/// each byte of the file.
fn guard(connection: &mut Connection, bytes: u64) -> rusqlite::Result<()> {
    for (switch, is_on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    ] {
        connection.set_db_config(switch, is_on)?;
    }
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES_OF_A_TEXT)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;")?;
    let mut steps_left = STEPS_OF_ANY_FILE.saturating_add(bytes.saturating_mul(STEPS_OF_A_BYTE));
    connection.progress_handler(
        STEPS_AT_ONCE,
        Some(move || {
            steps_left = steps_left.saturating_sub(u64::from(STEPS_AT_ONCE.unsigned_abs()));
            steps_left == 0
        }),
    )
}

/// The columns of a table; none where there is no such table that Loop could have made: a view or a computed column could
/// compute for ever.
fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Option<Vec<String>>> {
    let is_table = connection.query_row(
        "SELECT count(*) FROM sqlite_schema
         WHERE type = 'table' AND name = ?1 COLLATE NOCASE AND sql NOT LIKE 'CREATE VIRTUAL%'",
        [table],
        |row| row.get::<_, i64>(0),
    )?;
    let mut statement = connection.prepare("SELECT name, hidden FROM pragma_table_xinfo(?1)")?;
    let found = statement.query_map([table], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    let found: Vec<(String, i64)> = found.collect::<Result<_, _>>()?;
    let is_plain = found.iter().all(|(_, hidden)| *hidden == 0);
    let names = found.into_iter().map(|(name, _)| name.to_lowercase());
    Ok((is_table == 1 && is_plain).then(|| names.collect()))
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
    let mut rows = statement.query([])?;
    let mut habits: Vec<(i64, Habit)> = Vec::new();
    while let Some(row) = rows.next()? {
        let ValueRef::Integer(id) = row.get_ref(0)? else {
            continue;
        };
        let habit = Habit {
            name: text(row.get_ref(1)?),
            is_numeric: Some(row.get_ref(2)? == ValueRef::Integer(1)),
            unit: text(row.get_ref(3)?),
        };
        habits.push((id, habit));
    }
    let mut names = std::collections::HashSet::new();
    for (id, habit) in &mut habits {
        if habit.name.is_empty() || !names.insert(habit.name.to_lowercase()) {
            habit.name = format!("{} ({id})", habit.name).trim().to_owned();
        }
    }
    Ok(habits)
}

/// All marks in one pass, habit by habit.
fn load_marks(
    connection: &Connection,
    habits: &[(i64, Habit)],
    columns: &[String],
    collector: &mut Collector,
    progress: &Progress,
) -> Result<(), ImportError> {
    let has = |column: &str| columns.iter().any(|name| name == column);
    // At first a row said that it was done, and nothing else.
    let value = if has("value") { "value" } else { "2" };
    let notes = if has("notes") { "notes" } else { "''" };
    let sql = format!(
        "SELECT habit, timestamp, {value}, {notes} FROM Repetitions
         WHERE typeof(habit) = 'integer' ORDER BY habit, timestamp"
    );
    progress.expect(habits.len() as u64);
    let mut statement = connection.prepare(&sql).map_err(broken)?;
    let mut rows = statement.query([]).map_err(broken)?;
    let mut waiting = habits.iter().peekable();
    while let Some(row) = rows.next().map_err(broken)? {
        let id: i64 = row.get(0).map_err(broken)?;
        while waiting.next_if(|(habit, _)| *habit < id).is_some() {
            advance(progress, 1)?;
        }
        if let Some((_, habit)) = waiting.peek().filter(|(habit, _)| *habit == id)
            && let Err(problem) = take_mark(row, habit, collector).map_err(broken)?
        {
            collector.problem_in(&habit.name, 0, problem);
        }
    }
    Ok(())
}

/// Takes one mark in, or says what is wrong with it.
fn take_mark(
    row: &Row<'_>,
    habit: &Habit,
    collector: &mut Collector,
) -> rusqlite::Result<Result<(), String>> {
    let is_numeric = habit.is_numeric == Some(true);
    // Midnight in UTC of the civil day.
    let moment = row.get_ref(1)?;
    let day = whole(moment).and_then(DateTime::from_timestamp_millis);
    let Some(day) = day.map(|time| time.date_naive()) else {
        return Ok(Err(format!("{} is no moment", shown(moment))));
    };
    let value = row.get_ref(2)?;
    let Some(mark) = whole(value).and_then(|value| Mark::of_number(value, is_numeric)) else {
        let value = shown(value);
        return Ok(Err(format!("{day}: {value} is no mark that Loop makes")));
    };
    let stream = habit.stream(collector, &habit.name, is_numeric);
    mark.put(collector, stream, day, 0);
    habit.note(collector, day, 0, &text(row.get_ref(3)?));
    Ok(Ok(()))
}

fn whole(value: ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    }
}

/// A text as it lies; numbers by their digits, nothing for nothing.
fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).trim().to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
    }
}

/// What stands in place of a number, for a sentence.
fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Blob(_) => "binary data".to_owned(),
        ValueRef::Text(_) => format!("“{}”", short(&text(value))),
        ValueRef::Integer(_) | ValueRef::Real(_) => text(value),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn broken(error: rusqlite::Error) -> ImportError {
    ImportError::broken("", 0, format!("the database cannot be read: {error}"))
}

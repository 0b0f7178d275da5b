//! What a connection may do with a file that came from elsewhere: no triggers, no views, small statements that end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

/// Longer than any note or setting.
const LONGEST_CELL: i32 = 64 << 20;
/// More than the longest of Biota's own statements and tables needs.
const LIMITS: [(Limit, i32); 12] = [
    (Limit::SQLITE_LIMIT_LENGTH, LONGEST_CELL),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 20_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (Limit::SQLITE_LIMIT_VDBE_OP, 50_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 16),
    // `VACUUM INTO` attaches the copy.
    (Limit::SQLITE_LIMIT_ATTACHED, 1),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
    // A label goes with its item, and nothing goes with a label.
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// How many steps of SQLite's machine lie between two looks at the budget.
const STEPS_BETWEEN: i32 = 1_000;
/// What any statement may take: a fraction of a second.
const STEPS_AT_LEAST: u64 = 2_000_000;
/// What it may take more for each byte of the file; checking a journal, which takes most, needs a tenth of it.
const STEPS_PER_BYTE: u64 = 20;

/// Takes all powers from the schema of a file, and sets a limit to every statement. `bytes` says how large the file is.
pub(super) fn guard(
    connection: &mut Connection,
    bytes: impl Fn() -> u64 + Send + 'static,
) -> rusqlite::Result<()> {
    for (power, is_on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        connection.set_db_config(power, is_on)?;
    }
    for (limit, most) in LIMITS {
        connection.set_limit(limit, most)?;
    }
    budget(connection, bytes)
}

/// Ends a statement that takes more steps than a file of its size can ask for: a table may lead into itself.
fn budget(
    connection: &mut Connection,
    bytes: impl Fn() -> u64 + Send + 'static,
) -> rusqlite::Result<()> {
    let taken = Arc::new(AtomicU64::new(0));
    let begun = Arc::clone(&taken);
    let begin = move |_: TraceEvent<'_>| begun.store(0, Ordering::Relaxed);
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(begin))?;
    let mut allowed = STEPS_AT_LEAST;
    let is_over = move || {
        let step = u64::from(STEPS_BETWEEN.unsigned_abs());
        let taken = taken.fetch_add(step, Ordering::Relaxed) + step;
        if taken > allowed {
            // The file may have grown since.
            let more = bytes().saturating_mul(STEPS_PER_BYTE);
            allowed = STEPS_AT_LEAST.saturating_add(more);
        }
        taken > allowed
    };
    connection.progress_handler(STEPS_BETWEEN, Some(is_over))
}

#[cfg(test)]
mod tests {

    use super::*;

    fn guarded(bytes: u64) -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        guard(&mut connection, move || bytes).unwrap();
        connection
    }

    const COUNTING: &str =
        "WITH RECURSIVE r (c) AS (SELECT 1 UNION ALL SELECT c + 1 FROM r LIMIT ?1)
        SELECT count(c) FROM r";

    fn counted(connection: &Connection, most: i64) -> rusqlite::Result<i64> {
        connection.query_row(COUNTING, [most], |row| row.get(0))
    }

    #[test]
    fn a_statement_without_end_is_ended_and_the_next_begins_anew() {
        let connection = guarded(100_000);
        let error = counted(&connection, -1).unwrap_err();
        assert_eq!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::OperationInterrupted)
        );
        for _ in 0..30 {
            assert_eq!(counted(&connection, 20_000).unwrap(), 20_000);
        }
    }

    #[test]
    fn a_larger_file_may_take_more_steps() {
        assert!(counted(&guarded(0), 400_000).is_err());
        assert_eq!(counted(&guarded(10_000_000), 400_000).unwrap(), 400_000);
    }

    #[test]
    fn neither_triggers_nor_views_nor_text_in_double_quotes_work() {
        let connection = guarded(0);
        connection
            .execute_batch(
                "CREATE TABLE a (b); CREATE TABLE c (d); CREATE VIEW e AS SELECT b FROM a;
                 CREATE TRIGGER f AFTER INSERT ON a BEGIN INSERT INTO c VALUES (1); END;
                 INSERT INTO a VALUES (1)",
            )
            .unwrap();
        let fired: bool = connection
            .prepare("SELECT * FROM c")
            .unwrap()
            .exists([])
            .unwrap();
        assert!(!fired);
        assert!(connection.prepare("SELECT * FROM e").is_err());
        assert!(connection.prepare("SELECT \"words\"").is_err());
        let writes = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = ''";
        assert!(connection.execute_batch(writes).is_err());
    }

    #[test]
    fn a_cell_longer_than_any_note_is_not_made() {
        let connection = guarded(1 << 30);
        let made = connection.query_row("SELECT length(hex(zeroblob(60000000)))", [], |row| {
            row.get::<_, i64>(0)
        });
        assert!(made.is_err());
    }
}

//! Connections to a journal file: for reading, for writing, to look at whatever version; nothing is written to what is damaged.

use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, OpenError};
use super::file;
use super::guard::guard;
use super::migrations::{self, MIGRATIONS, NEWEST_VERSION};
use super::salvage::has_gap;
use super::{backup, load, schema};

/// Long enough for another program's short transaction, short enough not to feel stuck.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_millis(900);
/// The same where it is tried again soon.
pub(super) const SHORT_WAIT: Duration = Duration::from_millis(60);
/// How often a log is read that seems to be damaged.
const LOG_ATTEMPTS: u32 = 3;
const LOG_PAUSE: Duration = Duration::from_millis(30);
/// More than the statements that loading and saving have.
const CACHED_STATEMENTS: usize = 64;

/// A connection that cannot write, to a journal of this version.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, OpenError> {
    let connection = open_to_look(path)?;
    let version = migrations::version(&connection)?;
    if version < NEWEST_VERSION {
        return Err(OpenError::OlderVersion {
            file: version,
            program: NEWEST_VERSION,
        });
    }
    Ok(connection)
}

/// A connection that cannot write, to a journal of this or an older version. Works beside a writing window, and in a
/// folder that cannot be written to.
pub(super) fn open_to_look(path: &Path) -> Result<Connection, OpenError> {
    open_to_look_and(path, known)
}

/// As [`open_to_look`], also where strangers added something to the schema: the caller compares it before it reads.
pub(super) fn open_for_content(path: &Path) -> Result<Connection, OpenError> {
    open_to_look_and(path, |connection| {
        check_version(migrations::version(&connection)?)?;
        Ok(connection)
    })
}

fn open_to_look_and(
    path: &Path,
    make_sure: impl Fn(Connection) -> Result<Connection, OpenError>,
) -> Result<Connection, OpenError> {
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let open = |options: &str| make_sure(open(&address(path, options), path, access)?);
    match open("") {
        Err(OpenError::Permission) if file::is_empty_or_missing(&file::beside(path, "-wal")) => {
            // SQLite could not put its shared memory beside the file. Nobody who can write there has it open,
            // or the log would not be empty, so the file may be taken as it lies.
            open("?immutable=1")
        }
        other => other,
    }
}

pub(super) fn open_for_writing(path: &Path) -> Result<Connection, OpenError> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    fold_log_on_close(&connection, false)?;
    // Asked for writing, SQLite opens a write-protected file for reading without a word.
    if connection.is_readonly("main")? {
        return Err(OpenError::Permission);
    }
    let version = migrations::version(&connection)?;
    check_before_writing(&connection, version)?;
    // Some network file systems cannot do it; SQLite then keeps its rollback journal, which is as safe.
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        log::warn!("journal mode {mode}");
    }
    migrations::migrate(&mut connection, Some(path), MIGRATIONS)?;
    Ok(connection)
}

/// What is damaged is left as it is, to the byte: the first thing written to a file that was copied or restored would be
/// how its log is kept, and the first to an older version its migration.
fn check_before_writing(connection: &Connection, version: u32) -> Result<(), OpenError> {
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if version < NEWEST_VERSION {
        if let Some(problem) = backup::problems(connection)?.into_iter().next() {
            return Err(OpenError::Damaged(problem));
        }
    } else if mode == "wal" {
        // Opening writes nothing; whoever reads it says whether the log may be folded in.
        return Ok(());
    } else {
        // One transaction: another program may have switched it meanwhile, and be writing.
        let transaction = connection.unchecked_transaction()?;
        load::load_sealed(&transaction)?;
    }
    Ok(fold_log_on_close(connection, true)?)
}

/// A log that breaks off before its end holds changes that SQLite would drop without a word.
pub(super) fn check_log(path: &Path) -> Result<(), OpenError> {
    let log = file::beside(path, "-wal");
    for attempt in 0..LOG_ATTEMPTS {
        if file::is_empty_or_missing(&log) {
            return Ok(());
        }
        match std::fs::read(&log) {
            Ok(bytes) if !has_gap(&bytes) => return Ok(()),
            // Folded in by another program just now.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
            // Another program may have been writing to it while it was read.
            Ok(_) if attempt + 1 < LOG_ATTEMPTS => std::thread::sleep(LOG_PAUSE),
            Ok(_) => {}
        }
    }
    Err(OpenError::Damaged("the log breaks off".to_owned()))
}

/// Whether the log is folded into the file when the last connection closes: only once the journal is known to be sound.
pub(super) fn fold_log_on_close(connection: &Connection, folds: bool) -> rusqlite::Result<()> {
    let keeps = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection.set_db_config(keeps, !folds).map(|_| ())
}

pub(super) fn check_version(version: u32) -> Result<(), OpenError> {
    if version > NEWEST_VERSION {
        Err(OpenError::NewerVersion {
            file: version,
            program: NEWEST_VERSION,
        })
    } else {
        Ok(())
    }
}

/// A connection to a journal of a known version whose schema is Biota's own, or to an empty file.
pub(super) fn connect(path: &Path, access: OpenFlags) -> Result<Connection, OpenError> {
    known(open(&address(path, ""), path, access)?)
}

/// Before any statement touches a table: what strangers put into a schema is never run.
fn known(connection: Connection) -> Result<Connection, OpenError> {
    check_version(migrations::version(&connection)?)?;
    schema::check(&connection)?;
    Ok(connection)
}

/// The file at `path` in a form that takes every byte of a path, and that `VACUUM INTO` understands as well.
pub(super) fn address(path: &Path, options: &str) -> String {
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    format!("file:{path}{options}")
}

fn open(address: &str, path: &Path, access: OpenFlags) -> Result<Connection, Fault> {
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = Connection::open_with_flags(address, flags)?;
    let files = [path.to_owned(), file::beside(path, "-wal")];
    let length = |file: &PathBuf| std::fs::metadata(file).map_or(0, |file| file.len());
    configure(&mut connection, move || files.iter().map(length).sum())?;
    Ok(connection)
}

/// Sets up a connection; `bytes` says how large what it reads is.
pub(super) fn configure(
    connection: &mut Connection,
    bytes: impl Fn() -> u64 + Send + 'static,
) -> rusqlite::Result<()> {
    guard(connection, bytes)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    // Temporary tables would put what the person wrote into a shared folder.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cell_size_check = ON;",
    )
}

//! One open journal file: which access, which version, load and save. Leaves memory and undo to the session.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tempfile::NamedTempFile;

use super::error::{Fault, LoadError, OpenError, SaveError};
use super::file::{self, Found, Identity, OpenHere};
use super::lock::{UseLock, WindowLock};
use super::migrations::{self, MIGRATIONS, NEWEST_VERSION};
use super::{backup, load, save};
use crate::domain::{Archive, Edit, Journal};

/// Long enough for another program's short transaction, short enough not to feel stuck.
const BUSY_TIMEOUT: Duration = Duration::from_millis(900);
/// More than the statements that loading and saving have.
const CACHED_STATEMENTS: usize = 64;

/// What a journal is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The window: reads and writes, makes a missing journal, and bars other windows.
    Window,
    /// A command that writes beside a window; makes a missing journal.
    Write,
    /// A command that only reads.
    Read,
}

/// An open journal file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// None for a journal in memory.
    place: Option<Place>,
    /// The data version of what was last loaded.
    seen: i64,
    /// After the connection: what they say ends when it is closed.
    _guards: Guards,
}

/// What an open journal keeps others from.
#[derive(Debug, Default)]
struct Guards {
    _here: Option<OpenHere>,
    _window: Option<WindowLock>,
    _use: Option<UseLock>,
}

/// Where a file was when it was opened.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    identity: Option<Identity>,
}

impl Place {
    /// The file that is at `path` now.
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            identity: file::identity(path),
        }
    }

    /// A file that was moved away or replaced still takes writes, but nobody would find them there.
    pub(super) fn check(&self) -> Result<(), Fault> {
        if file::identity(&self.path) == self.identity {
            Ok(())
        } else {
            Err(Fault::Gone)
        }
    }
}

impl Store {
    /// Opens the journal at `path`. A file that is not a journal stays untouched.
    ///
    /// # Errors
    /// Each trouble that people need a sentence for is a variant of [`OpenError`].
    pub fn open(path: &Path, access: Access) -> Result<Self, OpenError> {
        match file::look(path)? {
            Found::Missing if access == Access::Read => return Err(OpenError::Missing),
            Found::Missing => match create(path, &Archive::default()) {
                // Another program made it at the same moment: that one is as good.
                Ok(()) | Err(OpenError::AlreadyThere) => {}
                Err(error) => return Err(error),
            },
            Found::Journal { version } => check_version(version)?,
            Found::OpenHere => {}
        }
        // Two ways to one file (links) must meet the same lock and the same write-ahead log.
        let path = path.canonicalize()?;
        let guards = Guards {
            _window: (access == Access::Window)
                .then(|| WindowLock::take(&path))
                .transpose()?,
            _use: (access != Access::Read)
                .then(|| UseLock::share(&path))
                .transpose()?,
            _here: OpenHere::note(&path),
        };
        let connection = if access == Access::Read {
            open_read_only(&path)?
        } else {
            open_for_writing(&path)?
        };
        Self::new(connection, Some(Place::of(&path)), guards)
    }

    /// Writes a whole journal to a new file, which appears complete or not at all.
    ///
    /// # Errors
    /// [`OpenError::AlreadyThere`] if anything stands at `path`.
    pub fn create_new(path: &Path, journal: &Journal) -> Result<(), OpenError> {
        let archive = Archive {
            journal: journal.clone(),
            ..Archive::default()
        };
        Self::create_from(path, &archive)
    }

    /// Writes all that an archive holds to a new file, which appears complete or not at all.
    ///
    /// # Errors
    /// [`OpenError::AlreadyThere`] if anything stands at `path`.
    pub fn create_from(path: &Path, archive: &Archive) -> Result<(), OpenError> {
        if path.symlink_metadata().is_ok() {
            return Err(OpenError::AlreadyThere);
        }
        create(path, archive)
    }

    /// A journal without a file, gone when the store is.
    ///
    /// # Errors
    /// If SQLite has no memory.
    pub fn in_memory(journal: &Journal) -> Result<Self, OpenError> {
        let mut connection = Connection::open_in_memory()?;
        configure(&connection)?;
        migrations::migrate(&mut connection, None, MIGRATIONS)?;
        let archive = Archive {
            journal: journal.clone(),
            ..Archive::default()
        };
        fill(&mut connection, &archive)?;
        Self::new(connection, None, Guards::default())
    }

    fn new(
        connection: Connection,
        place: Option<Place>,
        guards: Guards,
    ) -> Result<Self, OpenError> {
        let seen = data_version(&connection)?;
        Ok(Self {
            connection,
            place,
            seen,
            _guards: guards,
        })
    }

    /// Where the journal lies, links resolved; none for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.place.as_ref().map(|place| place.path.as_path())
    }

    /// Reads the whole journal.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this program does not know.
    pub fn load(&mut self) -> Result<Journal, LoadError> {
        // One transaction, so that all tables and the data version are of one moment.
        let transaction = self.connection.transaction()?;
        let (journal, seen) = load(&transaction)?;
        transaction.commit()?;
        fold_log_on_close(&self.connection, true)?;
        self.seen = seen;
        Ok(journal)
    }

    /// Reads the whole journal, and with it what the file alone knows.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what this program does not know.
    pub fn load_archive(&mut self) -> Result<Archive, LoadError> {
        let transaction = self.connection.transaction()?;
        check_loadable(&transaction)?;
        load::load_archive(&transaction)
    }

    /// Saves an edit that the loaded journal has taken, in one transaction. `fingerprint` is that of the journal with
    /// the edit.
    ///
    /// # Errors
    /// [`SaveError::Outdated`] if another program wrote since [`Self::load`]; nothing is then written.
    pub fn save(&mut self, edit: &Edit, fingerprint: u64) -> Result<(), SaveError> {
        let held = self.hold()?;
        if held.is_outdated()? {
            return Err(SaveError::Outdated);
        }
        Ok(held.keep(edit, fingerprint)?)
    }

    /// Holds the journal against other writers, waiting a moment for one that is at it. The only way to write.
    pub(super) fn hold(&mut self) -> Result<Held<'_>, Fault> {
        let Self {
            connection,
            place,
            seen,
            ..
        } = self;
        let check_place = || place.as_ref().map_or(Ok(()), Place::check);
        check_place()?;
        let behaviour = TransactionBehavior::Immediate;
        let transaction = connection.transaction_with_behavior(behaviour)?;
        // Another journal may have taken the place while this one waited.
        check_place()?;
        Ok(Held { transaction, seen })
    }

    /// A number that changes when another program writes; meaningful only compared with an earlier one of this store.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub fn data_version(&self) -> Result<i64, Fault> {
        Ok(data_version(&self.connection)?)
    }

    /// Whether another program wrote since the last [`Self::load`].
    ///
    /// # Errors
    /// If the file cannot be read any more, or is no longer at its place.
    pub fn is_changed_by_others(&self) -> Result<bool, Fault> {
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        Ok(self.data_version()? != self.seen)
    }

    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// A journal that nobody else can write to. Dropped without [`Self::keep`], nothing was written.
pub(super) struct Held<'a> {
    transaction: Transaction<'a>,
    seen: &'a mut i64,
}

impl Held<'_> {
    /// Whether another program wrote since the journal was last loaded; from here on none can.
    pub(super) fn is_outdated(&self) -> Result<bool, Fault> {
        Ok(data_version(&self.transaction)? != *self.seen)
    }

    /// Reads the whole journal.
    pub(super) fn load(&mut self) -> Result<Journal, LoadError> {
        let (journal, seen) = load(&self.transaction)?;
        *self.seen = seen;
        Ok(journal)
    }

    /// Writes the edit, whole or not at all; on disk when this returns.
    pub(super) fn keep(self, edit: &Edit, fingerprint: u64) -> Result<(), Fault> {
        save::write(&self.transaction, edit, fingerprint)?;
        Ok(self.transaction.commit()?)
    }
}

/// A newer program may have migrated the file since it was opened.
fn check_loadable(connection: &Connection) -> Result<(), LoadError> {
    let version = migrations::version(connection)?;
    if version > NEWEST_VERSION {
        return Err(LoadError::NewerVersion {
            file: version,
            program: NEWEST_VERSION,
        });
    }
    Ok(())
}

fn load(transaction: &Transaction) -> Result<(Journal, i64), LoadError> {
    check_loadable(transaction)?;
    let journal = load::load_sealed(transaction)?;
    Ok((journal, data_version(transaction)?))
}

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
    let plain = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(|connection| {
        let version = migrations::version(&connection)?;
        Ok((connection, version))
    });
    let (connection, version) = match plain {
        Err(Fault::Permission | Fault::ReadOnly)
            if file::is_empty_or_missing(&file::beside(path, "-wal")) =>
        {
            // SQLite could not put its shared memory beside the file. Nobody who can write there has it open,
            // or the log would not be empty, so the file may be taken as it lies.
            let connection = connect_immutable(path)?;
            let version = migrations::version(&connection)?;
            (connection, version)
        }
        other => other?,
    };
    check_version(version)?;
    Ok(connection)
}

pub(super) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))
}

fn open_for_writing(path: &Path) -> Result<Connection, OpenError> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    fold_log_on_close(&connection, false)?;
    // Asked for writing, SQLite opens a write-protected file for reading without a word.
    if connection.is_readonly("main")? {
        return Err(OpenError::Permission);
    }
    let version = migrations::version(&connection)?;
    check_version(version)?;
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
    if version < NEWEST_VERSION {
        return match backup::problems(connection)?.into_iter().next() {
            Some(problem) => Err(OpenError::Damaged(problem)),
            None => Ok(()),
        };
    }
    let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode != "wal" {
        load::load_sealed(connection)?;
    }
    Ok(())
}

/// Whether the log is folded into the file when the last connection closes: only once the journal is known to be sound.
fn fold_log_on_close(connection: &Connection, folds: bool) -> rusqlite::Result<()> {
    let keeps = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection.set_db_config(keeps, !folds).map(|_| ())
}

fn check_version(version: u32) -> Result<(), OpenError> {
    if version > NEWEST_VERSION {
        Err(OpenError::NewerVersion {
            file: version,
            program: NEWEST_VERSION,
        })
    } else {
        Ok(())
    }
}

fn create(path: &Path, archive: &Archive) -> Result<(), OpenError> {
    // SQLite would play the log of a lost journal into the new one. A log that came with a journal made by
    // another program just now is no stray.
    let has_log = ["-wal", "-journal"]
        .iter()
        .any(|suffix| !file::is_empty_or_missing(&file::beside(path, suffix)));
    if has_log {
        return Err(if path.exists() {
            OpenError::AlreadyThere
        } else {
            OpenError::StrayLog
        });
    }
    let draft = file::draft(path)?;
    fill_draft(&draft, archive)?;
    if file::publish(draft, path)? {
        Ok(())
    } else {
        Err(OpenError::AlreadyThere)
    }
}

/// Gives the journal at `from` the name `place`, where nothing may stand. Logs of a lost journal there go: what they held
/// is in `from` already.
///
/// # Errors
/// [`OpenError::AlreadyThere`] if anything stands at `place`.
pub fn take_place(from: &Path, place: &Path) -> Result<(), OpenError> {
    if place.symlink_metadata().is_ok() {
        return Err(OpenError::AlreadyThere);
    }
    for suffix in ["-wal", "-journal", "-shm"] {
        file::remove(&file::beside(place, suffix))?;
    }
    let draft = file::draft(place)?;
    file::copy_bytes(from, draft.path())?;
    if !file::publish(draft, place)? {
        return Err(OpenError::AlreadyThere);
    }
    Ok(file::remove(from)?)
}

/// Makes the file of a journal that has no name yet: a crash loses nothing, so the disk is waited for once, at the end.
pub(super) fn fill_draft(draft: &NamedTempFile, archive: &Archive) -> Result<(), OpenError> {
    let mut connection = connect(draft.path(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL;")?;
    migrations::migrate(&mut connection, None, MIGRATIONS)?;
    fill(&mut connection, archive)?;
    connection.close().map_err(|(_, error)| error.into())
}

fn fill(connection: &mut Connection, archive: &Archive) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    save::write_archive(&transaction, archive)?;
    Ok(transaction.commit()?)
}

pub(super) fn connect(path: &Path, access: OpenFlags) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&connection)?;
    Ok(connection)
}

fn connect_immutable(path: &Path) -> Result<Connection, Fault> {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address, flags)?;
    configure(&connection)?;
    Ok(connection)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    // Temporary tables would put what the person wrote into a shared folder; a schema from elsewhere gets no powers.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;",
    )
}

//! One open journal file: which access, which version, load and save. Leaves memory and undo to the session.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::connection::{
    BUSY_TIMEOUT, SHORT_WAIT, check_log, check_version, configure, connect, fold_log_on_close,
    open_for_writing, open_read_only,
};
use super::error::{Fault, LoadError, OpenError, SaveError};
use super::file::{self, Draft, Found, Identity, OpenHere};
use super::lock::{UseLock, WindowLock};
use super::migrations::{self, MIGRATIONS, NEWEST_VERSION};
use super::{load, save, schema};
use crate::domain::{Archive, Edit, Journal};
use crate::files::belongs_to;

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
        check_log(&path)?;
        if access != Access::Read {
            file::make_private(&path);
        }
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
        // Nothing but this program has ever put anything there.
        configure(&mut connection, || u64::MAX)?;
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

    /// Waits for another program's change as long as usual, or for a moment only.
    pub(super) fn be_patient(&self, is_patient: bool) {
        let wait = if is_patient { BUSY_TIMEOUT } else { SHORT_WAIT };
        if let Err(error) = self.connection.busy_timeout(wait) {
            log::warn!("the time to wait stays as it was: {error}");
        }
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

/// A newer program may have migrated the file since it was opened, and any program may have changed its schema.
fn check_loadable(connection: &Connection) -> Result<(), LoadError> {
    let version = migrations::version(connection)?;
    if version > NEWEST_VERSION {
        return Err(LoadError::NewerVersion {
            file: version,
            program: NEWEST_VERSION,
        });
    }
    Ok(schema::check(connection)?)
}

fn load(transaction: &Transaction) -> Result<(Journal, i64), LoadError> {
    check_loadable(transaction)?;
    let journal = load::load_sealed(transaction)?;
    Ok((journal, data_version(transaction)?))
}

pub(super) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))
}

fn create(path: &Path, archive: &Archive) -> Result<(), OpenError> {
    // Here as well, for others come here without a look.
    if !matches!(file::look(path)?, Found::Missing) {
        return Err(OpenError::AlreadyThere);
    }
    if belongs_to(path, None) {
        return Err(OpenError::NameOfAnother);
    }
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
    file::copy_bytes(from, &draft)?;
    if !file::publish(draft, place)? {
        return Err(OpenError::AlreadyThere);
    }
    Ok(file::remove(from)?)
}

/// Makes the file of a journal that has no name yet: a crash loses nothing, so the disk is waited for once, at the end.
pub(super) fn fill_draft(draft: &Draft, archive: &Archive) -> Result<(), OpenError> {
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

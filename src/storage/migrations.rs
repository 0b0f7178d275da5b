//! The versions of the schema and the way from each to the next; forward only, a copy of the old file kept.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::backup::{self, Reason};
use super::error::OpenError;
use super::load::load_journal;
use super::save;

/// A step from one version of the schema to the next.
pub(super) struct Migration {
    pub version: u32,
    pub sql: &'static str,
}

/// All steps. A file that has landed never changes.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("../../migrations/0001_journal.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("../../migrations/0002_seal.sql"),
    },
];

/// The version this program writes.
pub const NEWEST_VERSION: u32 = MIGRATIONS[MIGRATIONS.len() - 1].version;

/// The version of an open journal.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings a journal to the last of `migrations`, or leaves it as it is. The file at `path`, if there is one
/// with data, is copied beside itself first.
pub(super) fn migrate(
    connection: &mut Connection,
    path: Option<&Path>,
    migrations: &[Migration],
) -> Result<(), OpenError> {
    let old = version(connection)?;
    let newest = migrations.last().map_or(0, |migration| migration.version);
    if old >= newest {
        return Ok(());
    }
    if let Some(path) = path
        && old > 0
    {
        let reason = Reason::Migration { version: old };
        backup::keep_beside(connection, path, reason)?;
    }
    // A table that others refer to can be rebuilt only while references are not enforced; they are checked instead.
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let migrated = run(connection, migrations);
    connection.execute_batch("PRAGMA foreign_keys = ON")?;
    migrated?;
    if path.is_some() {
        // The header shall show the new version to programs that look at it without SQLite. The log says it until then.
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        if let Err(error) = connection.query_row(sql, [], |_| Ok(())) {
            log::warn!("the log of the migration stays for now: {error}");
        }
    }
    Ok(())
}

/// All steps in one transaction: one that fails leaves the old file as it was.
fn run(connection: &mut Connection, migrations: &[Migration]) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked inside the transaction: another program may have been quicker.
    let old = version(&transaction)?;
    let mut newest = old;
    for migration in migrations.iter().filter(|step| step.version > old) {
        transaction.execute_batch(migration.sql)?;
        newest = migration.version;
    }
    if newest == old {
        return Ok(());
    }
    let broken = transaction
        .prepare("PRAGMA foreign_key_check")?
        .exists([])?;
    if broken {
        return Err(OpenError::Damaged(format!(
            "broken reference in version {newest}"
        )));
    }
    transaction.pragma_update(None, "user_version", newest)?;
    let fingerprint = load_journal(&transaction)?.fingerprint();
    save::seal(&transaction, fingerprint)?;
    Ok(transaction.commit()?)
}

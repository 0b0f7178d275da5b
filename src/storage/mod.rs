//! The journal file: open, migrate, load, save, lock, check, back up, restore, save what can be read. The only SQL; leaves words for people to `ui` and `cli`.

mod backup;
mod check;
mod choice;
mod connection;
mod content;
mod error;
mod file;
mod guard;
mod load;
mod lock;
mod migrations;
mod place;
mod privacy;
mod restore;
mod salvage;
mod save;
mod schema;
mod session;
mod store;
mod watch;

pub use backup::{Backup, BackupFolder, Mark, Reason, Thinning, holdings, keep_before, surplus};
pub use check::{CheckReport, check};
pub use choice::named_backup_folder;
pub use content::{Restorable, restorable};
pub use error::{
    BackupError, CommitError, Fault, Foreign, LoadError, OpenError, RestoreError, SaveError,
};
pub use lock::Holder;
pub use migrations::NEWEST_VERSION;
pub use place::{default_backup_folder, default_path, unfinished_folder};
pub use privacy::{Exposed, exposed};
pub use restore::{RestoreSource, restore};
pub use salvage::{
    LostRow, Placeholders, RecoverError, Recovered, is_recoverable, lost_by_table, recover,
    recover_bytes, recover_settings,
};
pub use schema::SchemaFault;
pub use session::Session;
pub use store::{Access, Store, take_place};
pub use watch::Watch;

#[cfg(test)]
mod tests;

//! The journal file: open, migrate, load, save, lock, check. The only SQL; leaves words for people to `ui` and `cli`.

mod backup;
mod check;
mod error;
mod file;
mod load;
mod lock;
mod migrations;
mod place;
mod save;
mod session;
mod store;
mod watch;

pub use check::{CheckReport, check};
pub use error::{CommitError, Fault, Foreign, LoadError, OpenError, SaveError};
pub use lock::Holder;
pub use migrations::NEWEST_VERSION;
pub use place::default_path;
pub use session::Session;
pub use store::{Access, Store};
pub use watch::Watch;

#[cfg(test)]
mod tests;

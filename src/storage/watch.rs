//! Learning that a journal was written to, away from the thread that paints; leaves reading it again to the session.

use std::path::Path;

use rusqlite::Connection;

use super::connection::open_read_only;
use super::error::{Fault, OpenError};
use super::file::{self, OpenHere};
use super::store::{Place, data_version};

/// A second connection that only notices writes. Can be given to another thread.
#[derive(Debug)]
pub struct Watch {
    connection: Connection,
    place: Place,
    seen: i64,
    _here: Option<OpenHere>,
}

impl Watch {
    /// Watches the journal at `path` from now on.
    ///
    /// # Errors
    /// If the journal cannot be opened for reading.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        file::look(path)?;
        let here = OpenHere::note(path);
        let place = Place::of(path);
        let connection = open_read_only(path)?;
        let seen = data_version(&connection)?;
        Ok(Self {
            connection,
            place,
            seen,
            _here: here,
        })
    }

    /// Whether anyone wrote since the last time it was asked, the session beside it among them;
    /// [`super::Session::refresh`] then tells its own writes from those of others.
    ///
    /// # Errors
    /// If the file cannot be read any more, or is no longer at its place.
    pub fn poll(&mut self) -> Result<bool, Fault> {
        self.place.check()?;
        let now = data_version(&self.connection)?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }
}

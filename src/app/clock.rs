//! The wall clock, or a given one in tests.

use std::sync::{Arc, Mutex};

use chrono::{Local, NaiveDateTime};

/// Where the program takes the time of day from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The computer's clock and time zone.
    System,
    /// A time that only moves when it is set.
    Given(Arc<Mutex<NaiveDateTime>>),
}

impl Clock {
    /// A clock that stands at `time`.
    pub fn standing_at(time: NaiveDateTime) -> Self {
        Self::Given(Arc::new(Mutex::new(time)))
    }

    /// What a clock on the wall shows.
    pub fn now(&self) -> NaiveDateTime {
        match self {
            Self::System => Local::now().naive_local(),
            Self::Given(time) => *time
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// Sets a given clock; the computer's own is left alone.
    pub fn set(&self, to: NaiveDateTime) {
        if let Self::Given(time) = self {
            *time
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner) = to;
        }
    }
}

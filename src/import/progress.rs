//! How far the reading of a file has come, and the wish to stop it; read and set from any thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far reading has come, and whether to stop; shared with whoever waits.
#[derive(Debug, Default)]
pub struct Progress {
    done_bytes: AtomicU64,
    total_bytes: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// The part that is done, from 0 to 1.
    pub fn part(&self) -> f32 {
        let total = self.total_bytes.load(Ordering::Relaxed);
        if total == 0 {
            return 0.0;
        }
        let part = self.done_bytes.load(Ordering::Relaxed) as f64 / total as f64;
        part.min(1.0) as f32
    }

    /// Asks to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how much there is to read.
    pub fn expect(&self, bytes: u64) {
        self.total_bytes.store(bytes, Ordering::Relaxed);
        self.done_bytes.store(0, Ordering::Relaxed);
    }

    /// Says how much more was read; false where it is to stop.
    #[must_use]
    pub fn advance(&self, bytes: u64) -> bool {
        self.done_bytes.fetch_add(bytes, Ordering::Relaxed);
        !self.is_cancelled()
    }
}

//! How much of a day is logged, counted over the trackers marked daily on that day.

use super::{Day, Journal, day_value};

/// How many of a day's daily trackers have an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// Daily trackers with an entry, a skipped one among them.
    pub logged: usize,
    /// Daily trackers of that day.
    pub expected: usize,
}

impl Completeness {
    /// Whether nothing is left open.
    pub fn is_complete(self) -> bool {
        self.expected > 0 && self.logged == self.expected
    }

    /// From 0 to 1; 0 where nothing is expected.
    pub fn share(self) -> f32 {
        if self.expected == 0 {
            0.0
        } else {
            self.logged as f32 / self.expected as f32
        }
    }
}

/// The completeness of `day`.
///
/// A tracker counts from the day it was marked daily until it was put away; on earlier days only if it has an entry,
/// so that switching a tracker on leaves older days as complete as they were.
pub fn completeness(journal: &Journal, day: Day) -> Completeness {
    let mut count = Completeness::default();
    for tracker in journal.trackers() {
        let Some(daily_from) = tracker.daily_from else {
            continue;
        };
        let logged = day_value(journal, tracker, day).is_logged();
        if logged || (daily_from <= day && tracker.is_shown_on(day)) {
            count.expected += 1;
            count.logged += usize::from(logged);
        }
    }
    count
}

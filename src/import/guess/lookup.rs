//! The trackers and items of a journal by key and by name, so that a thousand columns do not each look through all of them.

use std::collections::HashMap;

use crate::domain::{Journal, Kind, Tracker};

/// What a journal has under which key and which name.
pub(super) struct Lookup<'a> {
    by_uid: HashMap<&'a str, &'a Tracker>,
    by_name: HashMap<String, &'a Tracker>,
    /// The tracker and the name of an item of it.
    by_item: HashMap<String, (&'a Tracker, &'a str)>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(journal: &'a Journal) -> Self {
        let mut lookup = Self {
            by_uid: HashMap::new(),
            by_name: HashMap::new(),
            by_item: HashMap::new(),
        };
        let mut trackers = journal.trackers();
        for tracker in journal.active_trackers() {
            for item in tracker
                .list
                .into_iter()
                .flat_map(|list| journal.items_of(list))
            {
                let name = item.name.to_lowercase();
                let place = (tracker, item.name.as_str());
                lookup.by_item.entry(name).or_insert(place);
            }
        }
        // As a journal itself looks for them.
        trackers.sort_by_key(|tracker| tracker.id);
        for tracker in trackers {
            lookup.by_uid.entry(&tracker.uid).or_insert(tracker);
            let name = tracker.name.to_lowercase();
            lookup.by_name.entry(name).or_insert(tracker);
        }
        lookup
    }

    pub(super) fn tracker(&self, uid: &str) -> Option<&'a Tracker> {
        self.by_uid.get(uid).copied()
    }

    pub(super) fn named(&self, name: &str) -> Option<&'a Tracker> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    /// An item of that name, and where it belongs.
    pub(super) fn item(&self, name: &str) -> Option<(&'a str, &'a str, &'a Kind)> {
        let (tracker, item) = self.by_item.get(&name.to_lowercase())?;
        Some((&tracker.uid, item, &tracker.kind))
    }
}

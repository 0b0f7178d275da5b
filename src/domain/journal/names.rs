//! Which keys and names of trackers and items are taken, so that a thousand new ones are not each compared with all.

use std::collections::BTreeSet;

use super::super::{Item, ItemId, ListId, Tracker, TrackerId};

/// Keys and names in small letters, with what has them. Follows from trackers and items, and so plays no part in whether
/// two journals are equal.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    tracker_uids: BTreeSet<(String, TrackerId)>,
    tracker_names: BTreeSet<(String, TrackerId)>,
    item_uids: BTreeSet<(String, ItemId)>,
    item_names: BTreeSet<(ListId, String, ItemId)>,
}

impl PartialEq for Names {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Names {
    pub(super) fn add_tracker(&mut self, tracker: &Tracker) {
        let (uid, name) = (tracker.uid.clone(), tracker.name.to_lowercase());
        self.tracker_uids.insert((uid, tracker.id));
        self.tracker_names.insert((name, tracker.id));
    }

    pub(super) fn remove_tracker(&mut self, tracker: &Tracker) {
        let (uid, name) = (tracker.uid.clone(), tracker.name.to_lowercase());
        self.tracker_uids.remove(&(uid, tracker.id));
        self.tracker_names.remove(&(name, tracker.id));
    }

    pub(super) fn add_item(&mut self, item: &Item) {
        self.item_uids.insert((item.uid.clone(), item.id));
        let name = item.name.to_lowercase();
        self.item_names.insert((item.list, name, item.id));
    }

    pub(super) fn remove_item(&mut self, item: &Item) {
        self.item_uids.remove(&(item.uid.clone(), item.id));
        let name = item.name.to_lowercase();
        self.item_names.remove(&(item.list, name, item.id));
    }

    /// Whether another tracker has the key.
    pub(super) fn has_tracker_uid(&self, uid: &str, but: TrackerId) -> bool {
        let from = (uid.to_owned(), TrackerId(i64::MIN));
        let others = self.tracker_uids.range(from..);
        others
            .take_while(|(other, _)| other == uid)
            .any(|(_, id)| *id != but)
    }

    /// Whether another tracker has the name, case ignored.
    pub(super) fn has_tracker_name(&self, name: &str, but: TrackerId) -> bool {
        let name = name.to_lowercase();
        let others = self
            .tracker_names
            .range((name.clone(), TrackerId(i64::MIN))..);
        others
            .take_while(|(other, _)| *other == name)
            .any(|(_, id)| *id != but)
    }

    /// Whether another item has the key.
    pub(super) fn has_item_uid(&self, uid: &str, but: ItemId) -> bool {
        let from = (uid.to_owned(), ItemId(i64::MIN));
        let others = self.item_uids.range(from..);
        others
            .take_while(|(other, _)| other == uid)
            .any(|(_, id)| *id != but)
    }

    /// Whether another item of the list has the name, case ignored.
    pub(super) fn has_item_name(&self, list: ListId, name: &str, but: ItemId) -> bool {
        let name = name.to_lowercase();
        let from = (list, name.clone(), ItemId(i64::MIN));
        let others = self.item_names.range(from..);
        let same = |(of, other, _): &&(ListId, String, ItemId)| *of == list && *other == name;
        others.take_while(same).any(|(_, _, id)| *id != but)
    }
}

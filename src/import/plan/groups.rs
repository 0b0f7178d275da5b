//! Which streams go into which tracker or item.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Occasion;
use super::making::{Maker, Making, shortened};
use crate::domain::{Journal, Kind, StarterCatalogue, Tracker};
use crate::import::limits::{MOST_TRACKERS, counted, sound_key};
use crate::import::{Foreign, Mapping, NewTracker, Problems, Stream, Target, TrackerTarget, guess};

/// The targets of all streams.
#[derive(Debug)]
pub(super) struct Groups {
    /// The target of each stream.
    pub(super) targets: Vec<StreamTarget>,
    /// The trackers and items that get values.
    pub(super) groups: Vec<Group>,
    /// Why streams are left out that nobody chose to leave out, by their key.
    pub(super) reasons: BTreeMap<String, String>,
    /// The keys of the streams of each group.
    keys: Vec<Vec<String>>,
    /// The groups by tracker and item, the item in small letters.
    places: HashMap<(String, Option<String>), usize>,
    /// The trackers that are not there yet.
    missing: HashSet<String>,
}

/// What becomes of a stream.
#[derive(Debug)]
pub(super) enum StreamTarget {
    LeaveOut,
    Note,
    Tag(String),
    Values { group: usize, by: TrackerTarget },
}

/// A tracker, or an item of it, that gets values.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) kind: Kind,
    is_entered: bool,
    pub(super) tracker: String,
    pub(super) item: Option<String>,
    pub(super) item_key: Option<String>,
    pub(super) new: Option<NewTracker>,
}

impl Groups {
    pub(super) fn of(
        foreign: &Foreign,
        mapping: &Mapping,
        journal: &Journal,
        problems: &mut Problems,
    ) -> Self {
        let guessed = guess::guess_with_reasons(foreign, journal);
        let mut groups = Self {
            targets: Vec::new(),
            groups: Vec::new(),
            reasons: guessed.reasons,
            keys: Vec::new(),
            places: HashMap::new(),
            missing: HashSet::new(),
        };
        let definitions = Definitions::of(journal);
        for stream in &foreign.streams {
            let target = mapping.streams.get(&stream.key);
            let target = target.or_else(|| guessed.mapping.streams.get(&stream.key));
            let target = match target {
                None | Some(Target::LeaveOut) => StreamTarget::LeaveOut,
                Some(Target::Note) => StreamTarget::Note,
                Some(Target::Tag { tag }) => StreamTarget::Tag(tag.clone()),
                Some(Target::Tracker(by)) => groups.values(stream, by, &definitions, problems),
            };
            groups.targets.push(target);
        }
        groups
    }

    /// Whether the values of a group are entries of their own, rather than what days come to.
    pub(super) fn is_entered(&self, index: usize) -> bool {
        self.groups[index].is_entered
    }

    /// The keys of the streams that go into a group.
    pub(super) fn stream_keys(&self, index: usize) -> Vec<String> {
        self.keys[index].clone()
    }

    fn values(
        &mut self,
        stream: &Stream,
        by: &TrackerTarget,
        definitions: &Definitions<'_>,
        problems: &mut Problems,
    ) -> StreamTarget {
        let mut by = by.clone();
        let there = definitions.find(&by.tracker);
        if there.is_none() {
            by.tracker = sound_key(&by.tracker);
        }
        // As the journal will call it, so that two that are cut to one name are one.
        let item = by.item.as_deref().map(shortened);
        let place = (by.tracker.clone(), item.as_deref().map(str::to_lowercase));
        if let Some(group) = self.places.get(&place).copied() {
            self.keys[group].push(stream.key.clone());
            return StreamTarget::Values { group, by };
        }
        let new = || {
            by.new
                .as_ref()
                .map(|new| (new.name.clone(), new.kind.kind()))
        };
        let Some((name, kind)) = there.or_else(new) else {
            let text = format!("there is no tracker “{}” for {}", by.tracker, stream.name);
            problems.push(0, &stream.part, text);
            return StreamTarget::LeaveOut;
        };
        if !definitions.by_uid.contains_key(by.tracker.as_str()) {
            let room = MOST_TRACKERS.saturating_sub(definitions.by_uid.len());
            if self.missing.len() >= room && !self.missing.contains(&by.tracker) {
                let text = format!(
                    "a journal has room for {} trackers; leave out columns or names",
                    counted(MOST_TRACKERS)
                );
                problems.push(0, "", text);
                return StreamTarget::LeaveOut;
            }
            self.missing.insert(by.tracker.clone());
        }
        let group = self.groups.len();
        self.places.insert(place, group);
        self.keys.push(vec![stream.key.clone()]);
        self.groups.push(Group {
            name: item
                .as_ref()
                .map_or(name.clone(), |item| format!("{name}, {item}")),
            kind,
            is_entered: stream.is_entered,
            tracker: by.tracker.clone(),
            item,
            item_key: by.item_key.clone(),
            new: by.new.clone(),
        });
        StreamTarget::Values { group, by }
    }

    /// Makes what the `used` groups need and is not there.
    pub(super) fn make(
        &self,
        used: &BTreeSet<usize>,
        journal: &Journal,
        occasion: &Occasion,
    ) -> Making {
        let mut maker = Maker::new(journal, occasion);
        for (index, group) in self.groups.iter().enumerate() {
            let place = used.contains(&index).then(|| maker.group(group)).flatten();
            let uids = place.map(|(tracker, item)| {
                let tracker = maker.journal.tracker(tracker);
                let item = item.and_then(|item| maker.journal.item(item));
                (
                    tracker.map_or_else(String::new, |tracker| tracker.uid.clone()),
                    item.map_or_else(String::new, |item| item.uid.clone()),
                )
            });
            maker.making.places.push(place);
            maker.making.uids.push(uids.unwrap_or_default());
        }
        maker.making
    }
}

/// Names and measures of what targets may name: of the journal, and of the guide.
struct Definitions<'a> {
    by_uid: HashMap<&'a str, &'a Tracker>,
}

impl<'a> Definitions<'a> {
    fn of(journal: &'a Journal) -> Self {
        let mut by_uid = HashMap::new();
        for tracker in journal.trackers() {
            by_uid.insert(tracker.uid.as_str(), tracker);
        }
        Self { by_uid }
    }

    fn find(&self, uid: &str) -> Option<(String, Kind)> {
        if let Some(tracker) = self.by_uid.get(uid) {
            return Some((tracker.name.clone(), tracker.kind.clone()));
        }
        let catalogue = StarterCatalogue::embedded();
        let starter = catalogue.tracker(uid)?;
        Some((starter.name.clone(), catalogue.kind_of(starter)?))
    }
}

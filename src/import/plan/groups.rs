//! Which streams go into which tracker or item, as it is or as it has to be made.

use std::collections::{BTreeMap, BTreeSet};

use super::Occasion;
use crate::domain::{
    Edit, Item, ItemId, Journal, Kind, List, ListContent, NAME_CHARACTERS, Role, StarterCatalogue,
    Tracker, TrackerId, same_name,
};
use crate::import::{Foreign, Mapping, NewTracker, Problems, Stream, Target, TrackerTarget, guess};

/// Room between trackers and between items, so that others can be put between them.
const POSITION_STEP: i64 = 100;

/// The targets of all streams.
#[derive(Debug)]
pub(super) struct Groups {
    /// The target of each stream.
    pub(super) targets: Vec<StreamTarget>,
    /// The trackers and items that get values.
    pub(super) groups: Vec<Group>,
    keys: Vec<String>,
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
    tracker: String,
    item: Option<String>,
    item_key: Option<String>,
    new: Option<NewTracker>,
}

/// The edits that make what is missing, and where each group stands then.
#[derive(Debug)]
pub(super) struct Making {
    pub(super) edits: Vec<Edit>,
    pub(super) places: Vec<Option<(TrackerId, Option<ItemId>)>>,
    pub(super) uids: Vec<(String, String)>,
    pub(super) tracker_names: Vec<String>,
    pub(super) item_names: Vec<String>,
    pub(super) tracker_uids: Vec<String>,
    pub(super) item_uids: Vec<String>,
}

impl Groups {
    pub(super) fn of(
        foreign: &Foreign,
        mapping: &Mapping,
        journal: &Journal,
        problems: &mut Problems,
    ) -> Self {
        let guessed = guess(foreign, journal);
        let mut groups = Self {
            targets: Vec::new(),
            groups: Vec::new(),
            keys: foreign
                .streams
                .iter()
                .map(|stream| stream.key.clone())
                .collect(),
        };
        for stream in &foreign.streams {
            let target = mapping.streams.get(&stream.key);
            let target = target.or_else(|| guessed.streams.get(&stream.key));
            let target = match target {
                None | Some(Target::LeaveOut) => StreamTarget::LeaveOut,
                Some(Target::Note) => StreamTarget::Note,
                Some(Target::Tag { tag }) => StreamTarget::Tag(tag.clone()),
                Some(Target::Tracker(by)) => groups.values(stream, by, journal, problems),
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
        let of_group = |target: &StreamTarget| matches!(target, StreamTarget::Values { group, .. } if *group == index);
        let pairs = self.targets.iter().zip(&self.keys);
        pairs
            .filter(|(target, _)| of_group(target))
            .map(|(_, key)| key.clone())
            .collect()
    }

    fn values(
        &mut self,
        stream: &Stream,
        by: &TrackerTarget,
        journal: &Journal,
        problems: &mut Problems,
    ) -> StreamTarget {
        // As the journal will call it, so that two that are cut to one name are one.
        let item = by.item.as_deref().map(shortened);
        let same_item = |other: &Option<String>| match (other, &item) {
            (Some(one), Some(other)) => same_name(one, other),
            (None, None) => true,
            _ => false,
        };
        let there = self
            .groups
            .iter()
            .position(|group| group.tracker == by.tracker && same_item(&group.item));
        if let Some(group) = there {
            return StreamTarget::Values {
                group,
                by: by.clone(),
            };
        }
        let Some((name, kind)) = definition(by, journal) else {
            let text = format!("there is no tracker “{}” for {}", by.tracker, stream.name);
            problems.push(0, "", text);
            return StreamTarget::LeaveOut;
        };
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
        StreamTarget::Values {
            group: self.groups.len() - 1,
            by: by.clone(),
        }
    }

    /// Makes what the `used` groups need and is not there.
    pub(super) fn make(
        &self,
        used: &BTreeSet<usize>,
        journal: &Journal,
        occasion: &Occasion,
    ) -> Making {
        let mut maker = Maker {
            // Trackers and lists alone: entries play no part in what is made.
            journal: journal.clone(),
            occasion,
            making: Making {
                edits: Vec::new(),
                places: Vec::new(),
                uids: Vec::new(),
                tracker_names: Vec::new(),
                item_names: Vec::new(),
                tracker_uids: Vec::new(),
                item_uids: Vec::new(),
            },
            lists_made: BTreeMap::new(),
        };
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

/// Name and measure of a target: of the journal, of the guide, or of the mapping itself.
fn definition(by: &TrackerTarget, journal: &Journal) -> Option<(String, Kind)> {
    if let Some(tracker) = journal.tracker_by_uid(&by.tracker) {
        return Some((tracker.name.clone(), tracker.kind.clone()));
    }
    let catalogue = StarterCatalogue::embedded();
    if let Some(starter) = catalogue.tracker(&by.tracker) {
        return Some((starter.name.clone(), catalogue.kind_of(starter)?));
    }
    let new = by.new.as_ref()?;
    Some((new.name.clone(), new.kind.kind()))
}

struct Maker<'a> {
    journal: Journal,
    occasion: &'a Occasion,
    making: Making,
    lists_made: BTreeMap<TrackerId, usize>,
}

impl Maker<'_> {
    fn group(&mut self, group: &Group) -> Option<(TrackerId, Option<ItemId>)> {
        let tracker = self.tracker(group)?;
        match &group.item {
            None => Some((tracker, None)),
            Some(name) => Some((
                tracker,
                Some(self.item(tracker, name, group.item_key.as_deref())?),
            )),
        }
    }

    fn tracker(&mut self, group: &Group) -> Option<TrackerId> {
        if let Some(tracker) = self.journal.tracker_by_uid(&group.tracker) {
            return Some(tracker.id);
        }
        let catalogue = StarterCatalogue::embedded();
        let edit = match catalogue.switch_on(&self.journal, &group.tracker, self.occasion.today) {
            Some(edit) => edit,
            None => Edit::put_tracker(self.new_tracker(&group.tracker, group.new.as_ref()?)),
        };
        self.keep(edit)?;
        let tracker = self.journal.tracker_by_uid(&group.tracker)?.clone();
        // What was followed elsewhere is not yet asked for here every day.
        if tracker.daily_from.is_some() {
            self.keep(Edit::put_tracker(Tracker {
                daily_from: None,
                ..tracker.clone()
            }))?;
        }
        self.making.tracker_names.push(tracker.name.clone());
        self.making.tracker_uids.push(tracker.uid.clone());
        Some(tracker.id)
    }

    fn new_tracker(&self, uid: &str, new: &NewTracker) -> Tracker {
        let last = self.journal.trackers().last().map_or(0, |it| it.position);
        Tracker {
            id: self.journal.next_tracker_id(),
            uid: uid.to_owned(),
            name: free_name(&new.name, |name| {
                self.journal.tracker_by_name(name).is_some()
            }),
            role: new.role,
            kind: new.kind.kind(),
            list: None,
            section: new.section.clone(),
            position: last + POSITION_STEP,
            colour: match new.role {
                Role::Habit => 0,
                Role::Symptom => 1,
                Role::Context => 2,
            },
            daily_from: None,
            archived_from: None,
            copyable: new.role == Role::Habit,
        }
    }

    fn item(&mut self, tracker: TrackerId, name: &str, key: Option<&str>) -> Option<ItemId> {
        let name = &shortened(name);
        let list = match self.journal.tracker(tracker)?.list {
            Some(list) => list,
            None => self.new_list(tracker)?,
        };
        let items = self.journal.items_of(list);
        let found = items
            .iter()
            .find(|item| key == Some(item.uid.as_str()) || item.uid == *name)
            .or_else(|| items.iter().find(|item| same_name(&item.name, name)));
        if let Some(item) = found {
            return Some(item.id);
        }
        let uid = format!("{}-item-{}", self.occasion.uid, self.making.item_uids.len());
        let position = items.last().map_or(0, |item| item.position) + POSITION_STEP;
        let id = self.journal.next_item_id();
        let item = Item::new(id, uid, list, name.clone(), position);
        let (id, uid, name) = (item.id, item.uid.clone(), item.name.clone());
        self.keep(Edit::put_item(item))?;
        self.making.item_names.push(name);
        self.making.item_uids.push(uid);
        Some(id)
    }

    /// A tracker without a list gets one of its own, called as it is.
    fn new_list(&mut self, tracker: TrackerId) -> Option<crate::domain::ListId> {
        let tracker = self.journal.tracker(tracker)?.clone();
        let list = List {
            id: self.journal.next_list_id(),
            uid: format!("{}-list-{}", self.occasion.uid, self.lists_made.len()),
            name: free_name(&tracker.name, |name| {
                self.journal.lists().any(|list| same_name(&list.name, name))
            }),
            content: match tracker.role {
                Role::Habit => ListContent::Activity,
                Role::Symptom | Role::Context => ListContent::Zone,
            },
        };
        let id = list.id;
        self.lists_made.insert(tracker.id, self.lists_made.len());
        self.keep(Edit::Batch(vec![
            Edit::put_list(list),
            Edit::put_tracker(Tracker {
                list: Some(id),
                ..tracker
            }),
        ]))?;
        Some(id)
    }

    fn keep(&mut self, edit: Edit) -> Option<()> {
        self.journal.apply(edit.clone()).ok()?;
        self.making.edits.push(edit);
        Some(())
    }
}

/// A name that a journal takes, as near to the given one as can be.
fn shortened(name: &str) -> String {
    let printable = name.replace(char::is_control, " ");
    let words: Vec<&str> = printable.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(NAME_CHARACTERS).collect();
    let short = short.trim();
    if short.is_empty() {
        "Unnamed".to_owned()
    } else {
        short.to_owned()
    }
}

/// The name, or with a number behind it where another one has it.
fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let name = shortened(name);
    if !taken(&name) {
        return name;
    }
    let short: String = name.chars().take(NAME_CHARACTERS - 6).collect();
    (2..)
        .map(|number| format!("{} {number}", short.trim_end()))
        .find(|name| !taken(name))
        .unwrap_or(name)
}

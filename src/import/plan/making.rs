//! Makes the trackers, lists and items that an import needs and a journal has not.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Occasion;
use super::groups::Group;
use crate::domain::{
    Edit, Item, ItemId, Journal, JournalParts, List, ListContent, ListId, NAME_CHARACTERS, Role,
    StarterCatalogue, Tracker, TrackerId, same_name,
};
use crate::import::NewTracker;

/// Room between trackers and between items, so that others can be put between them.
const POSITION_STEP: i64 = 100;

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

/// Makes what is missing, in a copy of the journal that has no entries.
pub(super) struct Maker<'a> {
    pub(super) journal: Journal,
    occasion: &'a Occasion,
    pub(super) making: Making,
    lists_made: BTreeMap<TrackerId, usize>,
    /// The trackers by their keys, and their names in small letters.
    by_uid: HashMap<String, TrackerId>,
    names: HashSet<String>,
    last_position: i64,
    /// Up to which number the names that begin alike are taken.
    numbers: HashMap<String, u32>,
    items: HashMap<ListId, ItemsOfList>,
}

/// The items of a list by key and by name, in small letters.
#[derive(Default)]
struct ItemsOfList {
    by_key: HashMap<String, ItemId>,
    by_name: HashMap<String, ItemId>,
    last_position: i64,
}

impl ItemsOfList {
    fn of(journal: &Journal, list: ListId) -> Self {
        let mut items = Self::default();
        for item in journal.items_of(list) {
            items.add(item);
        }
        items
    }

    fn add(&mut self, item: &Item) {
        self.by_key.entry(item.uid.clone()).or_insert(item.id);
        let name = item.name.to_lowercase();
        self.by_name.entry(name).or_insert(item.id);
        self.last_position = self.last_position.max(item.position);
    }

    fn find(&self, name: &str, key: Option<&str>) -> Option<ItemId> {
        let by_key = |key: &str| self.by_key.get(key).copied();
        let found = key.and_then(by_key).or_else(|| by_key(name));
        found.or_else(|| self.by_name.get(&name.to_lowercase()).copied())
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(journal: &Journal, occasion: &'a Occasion) -> Self {
        let trackers = journal.trackers();
        let owned = |tracker: &&Tracker| (*tracker).clone();
        Self {
            by_uid: trackers
                .iter()
                .map(|tracker| (tracker.uid.clone(), tracker.id))
                .collect(),
            names: trackers
                .iter()
                .map(|tracker| tracker.name.to_lowercase())
                .collect(),
            last_position: trackers.last().map_or(0, |tracker| tracker.position),
            numbers: HashMap::new(),
            items: HashMap::new(),
            // Trackers and lists alone: entries play no part in what is made.
            journal: Journal::from_parts(JournalParts {
                trackers: trackers.iter().map(owned).collect(),
                lists: journal.lists().cloned().collect(),
                items: journal.items().cloned().collect(),
                aims: journal.aims().cloned().collect(),
                settings: journal.settings().pairs().clone().into_iter().collect(),
                ..JournalParts::default()
            }),
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
        }
    }
}

impl Maker<'_> {
    /// Where a group stands, made if it has to be.
    pub(super) fn group(&mut self, group: &Group) -> Option<(TrackerId, Option<ItemId>)> {
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
        if let Some(there) = self.by_uid.get(&group.tracker) {
            return Some(*there);
        }
        let id = self.journal.next_tracker_id();
        let catalogue = StarterCatalogue::embedded();
        let edit = match catalogue.switch_on(&self.journal, &group.tracker, self.occasion.today) {
            Some(edit) => edit,
            None => Edit::put_tracker(self.new_tracker(&group.tracker, group.new.as_ref()?)),
        };
        self.keep(edit)?;
        let tracker = self.journal.tracker(id)?.clone();
        // What was followed elsewhere is not yet asked for here every day.
        if tracker.daily_from.is_some() {
            self.keep(Edit::put_tracker(Tracker {
                daily_from: None,
                ..tracker.clone()
            }))?;
        }
        self.by_uid.insert(tracker.uid.clone(), id);
        self.names.insert(tracker.name.to_lowercase());
        self.last_position = self.last_position.max(tracker.position);
        self.making.tracker_names.push(tracker.name);
        self.making.tracker_uids.push(tracker.uid);
        Some(id)
    }

    fn new_tracker(&mut self, uid: &str, new: &NewTracker) -> Tracker {
        let names = &self.names;
        let taken = |name: &str| names.contains(&name.to_lowercase());
        let name = free_name(&new.name, &mut self.numbers, taken);
        Tracker {
            id: self.journal.next_tracker_id(),
            uid: uid.to_owned(),
            name,
            role: new.role,
            kind: new.kind.kind(),
            list: None,
            section: new.section.clone(),
            position: self.last_position + POSITION_STEP,
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
        let journal = &self.journal;
        let items = self.items.entry(list);
        let items = items.or_insert_with(|| ItemsOfList::of(journal, list));
        if let Some(found) = items.find(name, key) {
            return Some(found);
        }
        let uid = format!("{}-item-{}", self.occasion.uid, self.making.item_uids.len());
        let position = items.last_position + POSITION_STEP;
        let id = self.journal.next_item_id();
        let item = Item::new(id, uid, list, name.clone(), position);
        items.add(&item);
        let (id, uid, name) = (item.id, item.uid.clone(), item.name.clone());
        self.keep(Edit::put_item(item))?;
        self.making.item_names.push(name);
        self.making.item_uids.push(uid);
        Some(id)
    }

    /// A tracker without a list gets one of its own, called as it is.
    fn new_list(&mut self, tracker: TrackerId) -> Option<ListId> {
        let tracker = self.journal.tracker(tracker)?.clone();
        let journal = &self.journal;
        let taken = |name: &str| journal.lists().any(|list| same_name(&list.name, name));
        let list = List {
            id: self.journal.next_list_id(),
            uid: format!("{}-list-{}", self.occasion.uid, self.lists_made.len()),
            name: free_name(&tracker.name, &mut HashMap::new(), taken),
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
pub(super) fn shortened(name: &str) -> String {
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

/// The name, or with a number behind it where another one has it. `numbers` knows which were given to names that begin
/// alike.
fn free_name(
    name: &str,
    numbers: &mut HashMap<String, u32>,
    taken: impl Fn(&str) -> bool,
) -> String {
    let name = shortened(name);
    if !taken(&name) {
        return name;
    }
    let short: String = name.chars().take(NAME_CHARACTERS - 6).collect();
    let short = short.trim_end();
    let last = numbers.entry(short.to_lowercase()).or_insert(1);
    loop {
        *last += 1;
        let name = format!("{short} {last}");
        if !taken(&name) {
            return name;
        }
    }
}

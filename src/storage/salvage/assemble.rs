//! A journal out of rows that may lack what they refer to: every row goes through the rules that a change goes through.

use std::collections::{BTreeMap, BTreeSet};

use super::LostRow;
use crate::domain::{
    AmountScale, Edit, Item, ItemId, Journal, JournalParts, Kind, List, ListContent, ListId, Role,
    Tracker, TrackerId,
};

/// Names for what only its number is left of; the number is put behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholders {
    /// A tracker.
    pub tracker: String,
    /// A list.
    pub list: String,
    /// An item.
    pub item: String,
    /// The section of trackers.
    pub section: String,
}

impl Placeholders {
    /// Bare ones, for a try.
    pub(super) fn numbered() -> Self {
        let name = |name: &str| name.to_owned();
        Self {
            tracker: name("tracker"),
            list: name("list"),
            item: name("item"),
            section: name("section"),
        }
    }
}

/// Puts a journal together and says what it did not take, and for how many things a placeholder stands.
pub(super) fn assemble(
    mut parts: JournalParts,
    placeholders: &Placeholders,
    lost: &mut Vec<LostRow>,
) -> (Journal, usize) {
    let made_up = complete(&mut parts, placeholders);
    let mut journal = Journal::default();
    for edit in Journal::from_parts(parts).as_edits() {
        let (table, row) = name_of(&edit);
        if let Err(rejected) = journal.apply(edit) {
            lost.push(LostRow {
                table: table.to_owned(),
                row,
                why: rejected.to_string(),
            });
        }
    }
    (journal, made_up)
}

/// Adds what is referred to and not there, so that entries whose tracker is lost are kept.
fn complete(parts: &mut JournalParts, names: &Placeholders) -> usize {
    let trackers: BTreeSet<_> = parts.trackers.iter().map(|tracker| tracker.id).collect();
    let mut highest: BTreeMap<TrackerId, f64> = BTreeMap::new();
    for (key, entry) in &parts.entries {
        if !trackers.contains(&key.tracker) {
            let number = entry.value.number().unwrap_or_default();
            let most = highest.entry(key.tracker).or_default();
            *most = most.max(number);
        }
    }
    for aim in parts
        .aims
        .iter()
        .filter(|aim| !trackers.contains(&aim.tracker))
    {
        let most = highest.entry(aim.tracker).or_default();
        *most = most.max(aim.target.map_or(0.0, |target| target.amount));
    }
    let before = parts.trackers.len() + parts.items.len() + parts.lists.len();
    parts.trackers.extend(
        highest
            .into_iter()
            .map(|(id, most)| tracker(id, most, names)),
    );
    complete_items(parts, names);
    complete_lists(parts, names);
    parts.trackers.len() + parts.items.len() + parts.lists.len() - before
}

fn complete_items(parts: &mut JournalParts, names: &Placeholders) {
    let mut lists: BTreeMap<_, _> = parts
        .items
        .iter()
        .map(|item| (item.id, item.list))
        .collect();
    // A list of its own for what belongs to none, far from the numbers that are in use.
    let numbers = parts.lists.iter().map(|list| list.id.0);
    let used = numbers.chain(lists.values().map(|list| list.0)).max();
    let spare = ListId(used.unwrap_or_default().saturating_add(1).max(1));
    for (key, _) in &parts.entries {
        let Some(item) = key.item else { continue };
        let tracker = parts
            .trackers
            .iter_mut()
            .find(|tracker| tracker.id == key.tracker);
        let Some(tracker) = tracker else { continue };
        let list = lists.get(&item).copied();
        let list = *tracker.list.get_or_insert(list.unwrap_or(spare));
        if lists.insert(item, list).is_none() {
            parts.items.push(placeholder_item(item, list, names));
        }
    }
}

fn complete_lists(parts: &mut JournalParts, names: &Placeholders) {
    let there: BTreeSet<_> = parts.lists.iter().map(|list| list.id).collect();
    let of_trackers = parts.trackers.iter().filter_map(|tracker| tracker.list);
    let used: BTreeSet<_> = of_trackers
        .chain(parts.items.iter().map(|item| item.list))
        .collect();
    parts.lists.extend(used.difference(&there).map(|id| List {
        id: *id,
        uid: format!("recovered-list-{}", id.0),
        name: format!("{} {}", names.list, id.0),
        content: ListContent::Food,
    }));
}

fn tracker(id: TrackerId, most: f64, names: &Placeholders) -> Tracker {
    Tracker {
        id,
        uid: format!("recovered-tracker-{}", id.0),
        name: format!("{} {}", names.tracker, id.0),
        role: Role::Context,
        kind: Kind::Amount(AmountScale {
            unit: String::new(),
            step: 1.0,
            ceiling: most.max(100.0),
        }),
        list: None,
        section: names.section.clone(),
        position: i64::MAX,
        colour: 0,
        daily_from: None,
        archived_from: None,
        copyable: false,
    }
}

fn placeholder_item(id: ItemId, list: ListId, names: &Placeholders) -> Item {
    let uid = format!("recovered-item-{}", id.0);
    let name = format!("{} {}", names.item, id.0);
    Item::new(id, uid, list, name, id.0)
}

fn name_of(edit: &Edit) -> (&'static str, String) {
    match edit {
        Edit::Entry { key, .. } => {
            let item = key.item.map_or(0, |item| item.0);
            ("entry", format!("{} {} {item}", key.tracker.0, key.day))
        }
        Edit::Note { day, .. } => ("note", day.to_string()),
        Edit::Tracker { id, .. } => ("tracker", id.0.to_string()),
        Edit::List { id, .. } => ("list", id.0.to_string()),
        Edit::Item { id, .. } => ("item", id.0.to_string()),
        Edit::Aim { id, .. } => ("aim", id.0.to_string()),
        Edit::Span { id, .. } => ("span", id.0.to_string()),
        Edit::Setting { key, .. } => ("setting", key.clone()),
        Edit::Batch(_) => ("", String::new()),
    }
}

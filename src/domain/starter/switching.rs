//! The edits that make a new journal a person's own and switch starter trackers on; applies nothing itself.

use super::{StarterCatalogue, StarterList, StarterTracker};
use crate::domain::{
    Aim, Concern, Day, Edit, Item, ItemId, Journal, LifeStage, List, NAME_CHARACTERS, Tracker,
    same_name, setting_key,
};

/// Room left between starter trackers, so that others can be put between them.
const POSITION_STEP: i64 = 100;

/// What a person says when a journal begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The running day.
    pub day: Day,
    /// What troubles the skin; may be empty.
    pub concerns: Vec<Concern>,
    /// Whether adult figures apply.
    pub life_stage: LifeStage,
    /// Keys of starter trackers to follow beside the usual set.
    pub extras: Vec<String>,
}

impl Beginning {
    /// The usual set and nothing else.
    pub fn usual(day: Day) -> Self {
        Self {
            day,
            concerns: Vec::new(),
            life_stage: LifeStage::Adult,
            extras: Vec::new(),
        }
    }
}

impl StarterCatalogue {
    /// What a new journal follows: the usual set, the symptoms of the concerns, and the extras.
    pub fn chosen(&self, beginning: &Beginning) -> Vec<&StarterTracker> {
        let chosen = |starter: &&StarterTracker| {
            starter.usual
                || starter
                    .concerns
                    .iter()
                    .any(|concern| beginning.concerns.contains(concern))
                || beginning.extras.contains(&starter.key)
        };
        self.trackers
            .iter()
            .filter(chosen)
            .filter(|starter| starter.suits(beginning.life_stage))
            .collect()
    }

    /// The one edit that makes an empty journal a person's own.
    pub fn begin(&self, beginning: &Beginning) -> Edit {
        let mut edits = Vec::new();
        if !beginning.concerns.is_empty() {
            let keys: Vec<&str> = beginning
                .concerns
                .iter()
                .map(|concern| concern.key())
                .collect();
            edits.push(Edit::set(setting_key::CONCERNS, keys.join(" ")));
        }
        if beginning.life_stage != LifeStage::Adult {
            edits.push(Edit::set(
                setting_key::LIFE_STAGE,
                beginning.life_stage.key(),
            ));
        }
        let mut made = Journal::default();
        for starter in self.chosen(beginning) {
            let edit = self.making(starter, &made, beginning.life_stage, beginning.day);
            let applied = made.apply(edit.clone());
            debug_assert!(applied.is_ok(), "{}: {applied:?}", starter.key);
            edits.push(edit);
        }
        Edit::Batch(edits)
    }

    /// The edit that switches a starter tracker on from `today`: makes it, with its list where that is missing, or
    /// takes it out of the archive. Empty if it is on already; none if there is no such starter tracker.
    pub fn switch_on(&self, journal: &Journal, key: &str, today: Day) -> Option<Edit> {
        let starter = self.tracker(key)?;
        Some(match journal.tracker_by_uid(key) {
            Some(tracker) if tracker.is_archived() => {
                // Days in the archive were not expected to be logged, and stay so.
                let daily_from = tracker.daily_from.map(|_| today);
                Edit::Batch(vec![Edit::put_tracker(Tracker {
                    archived_from: None,
                    daily_from,
                    ..tracker.clone()
                })])
            }
            Some(_) => Edit::Batch(Vec::new()),
            None => self.making(starter, journal, journal.settings().life_stage(), today),
        })
    }

    fn making(
        &self,
        starter: &StarterTracker,
        journal: &Journal,
        life_stage: LifeStage,
        today: Day,
    ) -> Edit {
        let Some(kind) = self.kind_of(starter) else {
            return Edit::Batch(Vec::new());
        };
        let mut edits = Vec::new();
        let list = starter.list.as_ref().and_then(|key| self.list(key));
        let list = list.map(|list| {
            if let Some(there) = journal.lists().find(|there| there.uid == list.key) {
                return there.id;
            }
            edits.extend(list.making(journal));
            journal.next_list_id()
        });
        let id = journal.next_tracker_id();
        edits.push(Edit::put_tracker(Tracker {
            id,
            uid: starter.key.clone(),
            name: free_name(&starter.name, |name| {
                journal.tracker_by_name(name).is_some()
            }),
            role: starter.role,
            kind,
            list,
            section: starter.section.clone(),
            position: self.position_of(starter),
            colour: starter.palette,
            daily_from: starter.daily.then_some(today),
            archived_from: None,
            copyable: starter.copied,
        }));
        edits.extend(
            starter
                .aims_for(life_stage)
                .find(|aim| aim.preset)
                .map(|aim| {
                    Edit::put_aim(Aim {
                        id: journal.next_aim_id(),
                        uid: format!("{}_aim", starter.key),
                        tracker: id,
                        from: today,
                        target: Some(aim.target()),
                        source: aim.source.clone(),
                    })
                }),
        );
        Edit::Batch(edits)
    }

    fn position_of(&self, starter: &StarterTracker) -> i64 {
        (1..)
            .zip(&self.trackers)
            .find(|(_, other)| other.key == starter.key)
            .map_or(0, |(at, _)| at * POSITION_STEP)
    }
}

impl StarterList {
    fn making(&self, journal: &Journal) -> Vec<Edit> {
        let id = journal.next_list_id();
        let taken = |name: &str| journal.lists().any(|list| same_name(&list.name, name));
        let name = free_name(&self.name, taken);
        let mut edits = vec![Edit::put_list(List {
            id,
            uid: self.key.clone(),
            name,
            content: self.content,
        })];
        let first = journal.next_item_id().0;
        edits.extend((first..).zip(&self.items).map(|(number, item)| {
            Edit::put_item(Item {
                id: ItemId(number),
                uid: item.key.clone(),
                list: id,
                name: item.name.clone(),
                position: (number - first + 1) * POSITION_STEP,
                archived: false,
                serving: item.serving.clone(),
                culture: item.culture,
                brand: String::new(),
                per_tap: item.per_tap,
                labels: Vec::new(),
            })
        }));
        edits
    }
}

/// `name`, or with a number behind it where another one has it already.
fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u32| {
        let end = format!(" {number}");
        let start: String = name.chars().take(NAME_CHARACTERS - end.len()).collect();
        format!("{start}{end}")
    };
    if taken(name) {
        (2..)
            .map(numbered)
            .find(|other| !taken(other))
            .unwrap_or_default()
    } else {
        name.to_owned()
    }
}

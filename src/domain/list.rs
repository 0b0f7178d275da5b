//! Named lists that trackers share, and the items on them.

use super::Day;

/// A list's number within one journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub i64);

/// An item's number within one journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub i64);

/// A named list of items, shared by trackers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Number within the journal.
    pub id: ListId,
    /// Stable name across journals.
    pub uid: String,
    /// What the person calls it.
    pub name: String,
    /// What its items are, and so which details they have.
    pub content: ListContent,
}

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListContent {
    /// Foods and drinks: a serving, live or heated.
    Food,
    /// Products: a brand, strains and CFU.
    Product,
    /// Things one does.
    Activity,
    /// Places on the body.
    Zone,
}

impl ListContent {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Food => "food",
            Self::Product => "product",
            Self::Activity => "activity",
            Self::Zone => "zone",
        }
    }

    /// The content of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Food, Self::Product, Self::Activity, Self::Zone]
            .into_iter()
            .find(|content| content.key() == key)
    }
}

/// A part of a tracker's value: kefir of fermented food, face of itch.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Number within the journal.
    pub id: ItemId,
    /// Stable name across journals.
    pub uid: String,
    /// The list it stands on, for good.
    pub list: ListId,
    /// What the person calls it.
    pub name: String,
    /// Order in the list, low first.
    pub position: i64,
    /// Whether it is put away.
    pub archived: bool,
    /// What one serving is, e.g. "200 ml".
    pub serving: String,
    /// Whether its cultures live.
    pub culture: Culture,
    /// Who makes it.
    pub brand: String,
    /// What one tap adds, in the tracker's unit.
    pub per_tap: f64,
    /// What its label said, each from a day on, earliest first.
    pub labels: Vec<Label>,
}

impl Item {
    /// One with a name and nothing else: no serving, no brand, one tap adds one.
    pub fn new(id: ItemId, uid: String, list: ListId, name: String, position: i64) -> Self {
        Self {
            id,
            uid,
            list,
            name,
            position,
            archived: false,
            serving: String::new(),
            culture: Culture::Unknown,
            brand: String::new(),
            per_tap: 1.0,
            labels: Vec::new(),
        }
    }

    /// What the label said on `day`.
    pub fn label_on(&self, day: Day) -> Option<&Label> {
        self.labels.iter().rev().find(|label| label.from <= day)
    }
}

/// Whether a food's cultures are alive when eaten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Culture {
    /// Alive.
    Live,
    /// Heated, so dead.
    Heated,
    /// Not known.
    Unknown,
}

impl Culture {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Heated => "heated",
            Self::Unknown => "unknown",
        }
    }

    /// The culture of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Live, Self::Heated, Self::Unknown]
            .into_iter()
            .find(|culture| culture.key() == key)
    }
}

/// What a product's label says from a day on, so that a new label does not rewrite the past.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// First day it holds.
    pub from: Day,
    /// The strains, as printed.
    pub strains: String,
    /// Colony-forming units in one dose.
    pub cfu_per_dose: f64,
}

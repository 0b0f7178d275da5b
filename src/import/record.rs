//! What an import wrote, kept in the journal's settings so that a later one knows it and it can be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Day, Entry, Journal, Origin, Value, setting_key};

/// One import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Which kind of file, as [`super::Foreign::source`] says.
    pub source: String,
    /// What people call that kind of file.
    pub title: String,
    /// The file's name, without folders.
    pub file: String,
    /// When, on the wall clock: `2026-11-21 10:55:07`.
    pub made_at: String,
    /// The trackers it made, by uid.
    #[serde(default)]
    pub trackers: Vec<String>,
    /// The items it made, by uid.
    #[serde(default)]
    pub items: Vec<String>,
    /// The entries it wrote.
    #[serde(default)]
    pub series: Vec<ImportedSeries>,
    /// The text it put into the notes of days.
    #[serde(default)]
    pub notes: BTreeMap<Day, String>,
    /// The text of an earlier import that stood there before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced_notes: BTreeMap<Day, String>,
}

impl ImportRecord {
    /// How many entries it wrote.
    pub fn entry_count(&self) -> usize {
        self.series.iter().map(|series| series.values.len()).sum()
    }
}

/// The entries of one tracker or item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportedSeries {
    /// The tracker's uid.
    pub tracker: String,
    /// The item's uid; empty for the tracker's own entries.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// The keys of the streams it came from.
    pub streams: Vec<String>,
    /// What was written on each day; none where it was skipped.
    pub values: BTreeMap<Day, Option<f64>>,
    /// What stood there before and was replaced.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced: BTreeMap<Day, Replaced>,
}

/// An entry that an import replaced.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Replaced {
    /// Its number; none where it was skipped.
    pub value: Option<f64>,
    #[serde(with = "origin_key")]
    origin: Origin,
}

impl Replaced {
    /// Keeps an entry.
    pub fn of(entry: Entry) -> Self {
        Self {
            value: entry.value.number(),
            origin: entry.origin,
        }
    }

    /// The entry as it was.
    pub fn entry(self) -> Entry {
        Entry {
            value: value_of(self.value),
            origin: self.origin,
        }
    }
}

/// The imports of a journal by uid, the oldest first.
pub fn imports(journal: &Journal) -> Vec<(String, ImportRecord)> {
    let pairs = journal.settings().pairs();
    let stored = pairs.range(setting_key::IMPORT.to_owned()..);
    let mut found: Vec<_> = stored
        .map_while(|(key, text)| Some((key.strip_prefix(setting_key::IMPORT)?, text)))
        // What a newer program wrote in another form stays as it is and is not known here.
        .filter_map(|(uid, text)| Some((uid.to_owned(), serde_json::from_str(text).ok()?)))
        .collect();
    found.sort_by(|(uid, one), (other_uid, other): &(String, ImportRecord)| {
        (&one.made_at, uid).cmp(&(&other.made_at, other_uid))
    });
    found
}

/// The key of the setting in which an import is kept.
pub fn setting_key_of(uid: &str) -> String {
    format!("{}{uid}", setting_key::IMPORT)
}

/// A stored number as a value; none is skipped.
pub(super) fn value_of(number: Option<f64>) -> Value {
    number.map_or(Value::Skipped, Value::Recorded)
}

mod origin_key {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::Origin;

    pub(super) fn serialize<S: Serializer>(origin: &Origin, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(origin.key())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Origin, D::Error> {
        let key = String::deserialize(from)?;
        Origin::from_key(&key).ok_or_else(|| D::Error::custom(format!("no origin {key}")))
    }
}

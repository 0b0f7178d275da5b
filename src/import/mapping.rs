//! What becomes of each stream of a file, as a person chose it; a JSON file that is kept for the next of its kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{AmountScale, DecimalMark, Direction, Kind, RatingScale, Role};

/// The version of the JSON form.
const VERSION: u32 = 1;

/// More bytes than the JSON form has for any file.
pub const LONGEST_MAPPING: u64 = 32_000_000;

/// What becomes of each stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Version of the form.
    #[serde(rename = "biota_mapping")]
    version: u32,
    /// For which kind of file.
    pub source: String,
    /// How a plain table is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<TableLayout>,
    /// Which mark, `point` or `comma`, stands before decimals where the file does not tell. A person's answer, never a
    /// guess.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "decimal_mark_key"
    )]
    pub decimals: Option<DecimalMark>,
    /// The target of each stream, by its key. Streams that are not named are guessed.
    #[serde(default)]
    pub streams: BTreeMap<String, Target>,
    /// The unit or the levels that each stream had when its target was chosen; in another one its numbers mean something
    /// else. A mapping written by hand need not say.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, String>,
}

impl Mapping {
    /// A mapping that says nothing yet.
    pub fn new(source: impl Into<String>) -> Self {
        Self {
            version: VERSION,
            source: source.into(),
            table: None,
            decimals: None,
            streams: BTreeMap::new(),
            measures: BTreeMap::new(),
        }
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn from_json(text: &str) -> Result<Self, MappingError> {
        let mapping: Self = serde_json::from_str(text)?;
        if mapping.version > VERSION {
            return Err(MappingError::Newer(mapping.version));
        }
        let bad = mapping
            .streams
            .iter()
            .find(|(_, target)| !target.is_sound());
        match bad {
            Some((key, _)) => Err(MappingError::Unsound(key.clone())),
            None => Ok(mapping),
        }
    }

    /// The JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Why a mapping is not read.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// No JSON of that form.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// Written by a newer program.
    #[error("version {0} of the form is newer than this program")]
    Newer(u32),
    /// A target whose own numbers make no sense.
    #[error("the target of {0} makes no sense")]
    Unsound(String),
}

/// What becomes of a stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Target {
    /// Nothing.
    LeaveOut,
    /// Text in the note of the day.
    Note,
    /// A #tag in the note of each day that has it.
    Tag {
        /// The tag, without #.
        tag: String,
    },
    /// Values of a tracker or of one of its items.
    Tracker(TrackerTarget),
}

impl Target {
    fn is_sound(&self) -> bool {
        match self {
            Self::LeaveOut | Self::Note => true,
            Self::Tag { tag } => crate::domain::tags(&format!("#{tag}")) == [tag.as_str()],
            Self::Tracker(target) => {
                target.factor.is_finite()
                    && target.factor != 0.0
                    && target.offset.is_finite()
                    && target.words.values().all(|number| number.is_finite())
                    && target
                        .new
                        .as_ref()
                        .is_none_or(|new| new.kind.kind().is_sound())
            }
        }
    }
}

/// Values of a tracker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackerTarget {
    /// The tracker's stable key: one of the journal, one of the guide that is not on yet, or that of `new`.
    pub tracker: String,
    /// The item, by key or name; made where the list has none of that name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The item's stable key, where the file knows it; comes before the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_key: Option<String>,
    /// How the tracker is made where it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<NewTracker>,
    /// What a value is multiplied by.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub factor: f64,
    /// What is added to it then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub offset: f64,
    /// The number that each word stands for; factor and offset are not applied to it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, f64>,
}

impl TrackerTarget {
    /// The tracker's own entry, values as they are.
    pub fn of(tracker: impl Into<String>) -> Self {
        Self {
            tracker: tracker.into(),
            item: None,
            item_key: None,
            new: None,
            factor: 1.0,
            offset: 0.0,
            words: BTreeMap::new(),
        }
    }
}

impl TrackerTarget {
    /// Brings levels `from` lowest to highest to those of `scale`: numbers by a conversion, words by their numbers.
    pub fn rescale(&mut self, from: (f64, f64), scale: &RatingScale) {
        if from == (scale.lowest, scale.highest) {
            return;
        }
        let factor = (scale.highest - scale.lowest) / (from.1 - from.0);
        let offset = scale.lowest - from.0 * factor;
        self.factor *= factor;
        self.offset = self.offset * factor + offset;
        for number in self.words.values_mut() {
            let steps = (*number * factor + offset - scale.lowest) / scale.step;
            *number = scale.lowest + steps.round() * scale.step;
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_one(number: &f64) -> bool {
    *number == 1.0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

fn one() -> f64 {
    1.0
}

/// A tracker that an import makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewTracker {
    /// What it is called.
    pub name: String,
    /// What it stands for, by its name in files.
    #[serde(with = "role_key")]
    pub role: Role,
    /// How it is measured.
    #[serde(flatten)]
    pub kind: NewKind,
    /// The card it stands in on Today.
    pub section: String,
}

/// How a new tracker is measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewKind {
    /// A quantity of a day.
    Amount {
        /// Its unit.
        unit: String,
    },
    /// A rating.
    Scale {
        /// Lowest level.
        lowest: f64,
        /// Highest level.
        highest: f64,
        /// Which end is better: `lower`, `higher` or `neither`.
        #[serde(with = "direction_key")]
        better: Direction,
    },
    /// Done or not.
    YesNo,
}

impl NewKind {
    /// The measure in the journal's form.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Amount { unit } => Kind::Amount(AmountScale {
                unit: unit.clone(),
                step: if unit == "ml" { 250.0 } else { 1.0 },
                ceiling: if unit == "h" { 24.0 } else { 1_000_000.0 },
            }),
            Self::Scale {
                lowest,
                highest,
                better,
            } => Kind::Scale(RatingScale {
                lowest: *lowest,
                highest: *highest,
                step: 1.0,
                direction: *better,
                question: String::new(),
                words: Vec::new(),
            }),
            Self::YesNo => Kind::YesNo,
        }
    }
}

/// How a plain table is read. What else older mappings say about it is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLayout {
    /// The column with the date.
    pub date: String,
    /// How dates are written.
    pub date_form: DateForm,
    /// A column a tracker, or the tracker's name in a column.
    pub form: TableForm,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateForm {
    /// 2024-01-14.
    YearFirst,
    /// 14.1.2024.
    DayFirst,
    /// 1/14/2024.
    MonthFirst,
    /// 14th Jan 2024, January 14, 2024.
    MonthName,
}

/// Where the trackers of a plain table stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableForm {
    /// Each column is one.
    Wide,
    /// Each row has its name and its value.
    Long {
        /// The column with the name.
        name: String,
        /// The column with the value.
        value: String,
    },
}

mod role_key {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::Role;

    pub(super) fn serialize<S: Serializer>(role: &Role, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(role.key())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Role, D::Error> {
        let key = String::deserialize(from)?;
        Role::from_key(&key).ok_or_else(|| D::Error::custom(format!("no role {key}")))
    }
}

mod decimal_mark_key {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::DecimalMark;

    #[expect(clippy::ref_option, reason = "serde asks with a reference")]
    pub(super) fn serialize<S: Serializer>(
        mark: &Option<DecimalMark>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        match mark {
            Some(mark) => out.serialize_some(mark.key()),
            None => out.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<DecimalMark>, D::Error> {
        let Some(key) = Option::<String>::deserialize(from)? else {
            return Ok(None);
        };
        let marks = DecimalMark::ALL;
        let found = marks.into_iter().find(|mark| mark.key() == key);
        let found =
            found.ok_or_else(|| D::Error::custom(format!("{key} is neither point nor comma")))?;
        Ok(Some(found))
    }
}

mod direction_key {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::Direction;

    pub(super) fn serialize<S: Serializer>(way: &Direction, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(way.key())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Direction, D::Error> {
        let key = String::deserialize(from)?;
        Direction::from_key(&key).ok_or_else(|| D::Error::custom(format!("no direction {key}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_as_it_was() {
        let mut mapping = Mapping::new("daylio");
        let mut target = TrackerTarget::of("water");
        target.factor = 29.573_529_562_5;
        target.item = Some("Tea".to_owned());
        let mut mood = TrackerTarget::of("daylio.mood");
        mood.words.insert("schlecht".to_owned(), 2.0);
        mood.new = Some(NewTracker {
            name: "Mood".to_owned(),
            role: Role::Context,
            kind: NewKind::Scale {
                lowest: 1.0,
                highest: 5.0,
                better: Direction::HigherIsBetter,
            },
            section: "Mind".to_owned(),
        });
        mapping.streams.extend([
            ("water".to_owned(), Target::Tracker(target)),
            ("mood".to_owned(), Target::Tracker(mood)),
            ("note".to_owned(), Target::Note),
            ("sun".to_owned(), Target::LeaveOut),
            (
                "gym".to_owned(),
                Target::Tag {
                    tag: "gym".to_owned(),
                },
            ),
        ]);
        mapping.decimals = Some(DecimalMark::Comma);
        let text = mapping.to_json();
        assert_eq!(Mapping::from_json(&text).unwrap(), mapping, "{text}");
    }

    #[test]
    fn a_mapping_of_before_is_read_and_what_it_had_guessed_is_no_answer() {
        let text = r#"{"biota_mapping":1,"source":"table","table":{"date":"date","date_form":"year_first","decimal_comma":true,"form":"wide"}}"#;
        let mapping = Mapping::from_json(text).unwrap();
        assert_eq!(mapping.table.unwrap().date, "date");
        assert_eq!(mapping.decimals, None);
    }

    #[test]
    fn a_mapping_that_makes_no_sense_is_refused() {
        for text in [
            "",
            "{}",
            r#"{"biota_mapping":2,"source":"daylio"}"#,
            r#"{"biota_mapping":1,"source":"daylio","streams":{"a":{"to":"tag","tag":"two words"}}}"#,
            r#"{"biota_mapping":1,"source":"daylio","streams":{"a":{"to":"tracker","tracker":"water","factor":0}}}"#,
            r#"{"biota_mapping":1,"source":"daylio","streams":{"a":{"to":"moon"}}}"#,
            r#"{"biota_mapping":1,"source":"daylio","decimals":"dot"}"#,
        ] {
            assert!(Mapping::from_json(text).is_err(), "{text}");
        }
    }
}

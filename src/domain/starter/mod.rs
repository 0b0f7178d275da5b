//! The trackers a journal can start with, read from `assets/starter.toml`; switching them on is `switching`.

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, de::Error};

use super::{
    AmountScale, Bound, Concern, Culture, Direction, Journal, Kind, LevelWord, LifeStage,
    ListContent, Period, RatingScale, Role, Target, same_name,
};

mod switching;
#[cfg(test)]
mod tests;

pub use switching::Beginning;

static EMBEDDED: LazyLock<StarterCatalogue> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the asset is part of the program and a test parses it"
    )]
    StarterCatalogue::parse(include_str!("../../../assets/starter.toml"))
        .expect("the starter trackers can be read")
});

/// All trackers a journal can start with, in the order they are shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterCatalogue {
    /// The choices of the first page.
    #[serde(rename = "concern")]
    pub concerns: Vec<StarterConcern>,
    #[serde(rename = "scale")]
    scales: Vec<StarterScale>,
    /// Lists that trackers share.
    #[serde(rename = "list")]
    pub lists: Vec<StarterList>,
    /// The trackers.
    #[serde(rename = "tracker")]
    pub trackers: Vec<StarterTracker>,
}

impl StarterCatalogue {
    /// The catalogue that is part of the program, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a catalogue and checks that the scales and lists which trackers name are there.
    ///
    /// # Errors
    /// Says in technical words what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let catalogue: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for tracker in &catalogue.trackers {
            if catalogue
                .kind_of(tracker)
                .is_none_or(|kind| !kind.is_sound())
            {
                return Err(format!("tracker {} has an unsound kind", tracker.key));
            }
            if tracker
                .list
                .as_ref()
                .is_some_and(|key| catalogue.list(key).is_none())
            {
                return Err(format!(
                    "tracker {} names a list that is not there",
                    tracker.key
                ));
            }
        }
        Ok(catalogue)
    }

    /// The starter tracker of that key.
    pub fn tracker(&self, key: &str) -> Option<&StarterTracker> {
        self.trackers.iter().find(|tracker| tracker.key == key)
    }

    /// The starter tracker that a person means by a key or a name, case ignored.
    pub fn find(&self, text: &str) -> Option<&StarterTracker> {
        let means = |tracker: &&StarterTracker| {
            same_name(&tracker.name, text) || same_name(&tracker.key, text)
        };
        self.trackers.iter().find(means)
    }

    /// The starter list of that key.
    pub fn list(&self, key: &str) -> Option<&StarterList> {
        self.lists.iter().find(|list| list.key == key)
    }

    /// How a starter tracker is measured; none if it is not of this catalogue and its scale is missing here.
    pub fn kind_of(&self, tracker: &StarterTracker) -> Option<Kind> {
        Some(match &tracker.kind {
            StarterKind::Amount {
                unit,
                step,
                ceiling,
            } => Kind::Amount(AmountScale {
                unit: unit.clone(),
                step: *step,
                ceiling: *ceiling,
            }),
            StarterKind::Scale { words, question } => Kind::Scale(
                self.scales
                    .iter()
                    .find(|scale| scale.key == *words)?
                    .rating(question),
            ),
            StarterKind::YesNo => Kind::YesNo,
        })
    }

    /// The starter trackers that are not on in `journal`, put away or never made, as far as they suit the life stage.
    pub fn off_in<'a>(&'a self, journal: &'a Journal) -> impl Iterator<Item = &'a StarterTracker> {
        let life_stage = journal.settings().life_stage();
        self.trackers.iter().filter(move |starter| {
            let is_on = journal
                .tracker_by_uid(&starter.key)
                .is_some_and(|tracker| !tracker.is_archived());
            !is_on && starter.suits(life_stage)
        })
    }
}

/// A choice of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterConcern {
    /// What it stands for.
    #[serde(rename = "key", deserialize_with = "concern")]
    pub concern: Concern,
    /// What people call it.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct StarterScale {
    key: String,
    lowest: f64,
    highest: f64,
    step: f64,
    #[serde(deserialize_with = "direction")]
    direction: Direction,
    /// One for every level.
    words: Vec<String>,
}

impl StarterScale {
    fn rating(&self, question: &str) -> RatingScale {
        let mut words: Vec<LevelWord> = Vec::new();
        for (level, word) in self.words.iter().enumerate() {
            if words.last().is_none_or(|last| last.word != *word) {
                words.push(LevelWord {
                    from: self.lowest + level as f64 * self.step,
                    word: word.clone(),
                });
            }
        }
        RatingScale {
            lowest: self.lowest,
            highest: self.highest,
            step: self.step,
            direction: self.direction,
            question: question.to_owned(),
            words,
        }
    }
}

/// A list that comes with the trackers naming it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterList {
    /// Stable name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What its items are.
    #[serde(rename = "holds", deserialize_with = "content")]
    pub content: ListContent,
    /// Its items in the order they are shown.
    pub items: Vec<StarterItem>,
}

/// An item of a starter list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterItem {
    /// Stable name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What one serving is, where it is said.
    #[serde(default)]
    pub serving: String,
    /// Whether its cultures live.
    #[serde(default = "culture_unknown", deserialize_with = "culture")]
    pub culture: Culture,
    /// What one tap adds, in the tracker's unit.
    #[serde(default = "one")]
    pub per_tap: f64,
}

/// A tracker a journal can start with.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterTracker {
    /// Stable name: the uid of the tracker it becomes.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it stands for.
    #[serde(deserialize_with = "role")]
    pub role: Role,
    /// The card it stands in.
    pub section: String,
    kind: StarterKind,
    /// The key of its list.
    pub list: Option<String>,
    /// Whether every new journal has it.
    #[serde(default)]
    pub usual: bool,
    /// The concerns that switch it on.
    #[serde(default, deserialize_with = "concerns")]
    pub concerns: Vec<Concern>,
    /// Whether it counts towards a complete day.
    #[serde(default)]
    pub daily: bool,
    /// Whether "same as yesterday" may copy it.
    #[serde(default)]
    pub copied: bool,
    /// Whether it is offered to adults alone.
    #[serde(default)]
    pub adults: bool,
    /// Index into the theme's palette.
    pub palette: u8,
    /// Sourced aims to choose from.
    #[serde(default)]
    pub aims: Vec<StarterAim>,
}

impl StarterTracker {
    /// Whether it is offered in a life stage.
    pub fn suits(&self, life_stage: LifeStage) -> bool {
        !self.adults || life_stage == LifeStage::Adult
    }

    /// The sourced aims that apply in a life stage.
    pub fn aims_for(&self, life_stage: LifeStage) -> impl Iterator<Item = &StarterAim> {
        self.aims
            .iter()
            .filter(move |aim| !aim.adults || life_stage == LifeStage::Adult)
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
enum StarterKind {
    #[serde(rename = "amount")]
    Amount {
        unit: String,
        step: f64,
        ceiling: f64,
    },
    #[serde(rename = "scale")]
    Scale { words: String, question: String },
    #[serde(rename = "yes/no")]
    YesNo,
}

/// A sourced aim of a starter tracker.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarterAim {
    /// At least or at most.
    #[serde(deserialize_with = "bound")]
    pub bound: Bound,
    /// In the tracker's unit.
    pub amount: f64,
    /// Per day or per week.
    #[serde(deserialize_with = "period")]
    pub period: Period,
    /// Where the figure comes from.
    pub source: String,
    /// Whether it is set when the tracker is switched on.
    #[serde(default)]
    pub preset: bool,
    /// Whether it is for adults alone.
    #[serde(default)]
    pub adults: bool,
    /// For whom, where it differs: `women`, `men`.
    pub variant: Option<String>,
}

impl StarterAim {
    /// The target of an aim made of it.
    pub fn target(&self) -> Target {
        Target {
            bound: self.bound,
            amount: self.amount,
            period: self.period,
        }
    }
}

fn one() -> f64 {
    1.0
}

fn culture_unknown() -> Culture {
    Culture::Unknown
}

fn concern_of_key(key: &str) -> Option<Concern> {
    Concern::ALL
        .into_iter()
        .find(|concern| concern.key() == key)
}

fn word<T, E: Error>(key: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, E> {
    from_key(key).ok_or_else(|| E::custom(format!("unknown word {key:?}")))
}

/// Declares readers of the domain's enumerations by their names in files.
macro_rules! keyed {
    ($($name:ident: $of:ty = $from_key:expr),+ $(,)?) => {
        $(fn $name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$of, D::Error> {
            word(&String::deserialize(deserializer)?, $from_key)
        })+
    };
}

keyed! {
    concern: Concern = concern_of_key,
    direction: Direction = Direction::from_key,
    content: ListContent = ListContent::from_key,
    culture: Culture = Culture::from_key,
    role: Role = Role::from_key,
    bound: Bound = Bound::from_key,
    period: Period = Period::from_key,
}

fn concerns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Concern>, D::Error> {
    let keys = Vec::<String>::deserialize(deserializer)?;
    keys.iter().map(|key| word(key, concern_of_key)).collect()
}

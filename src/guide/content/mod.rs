//! The guide's content as read from `assets/guide.toml`; leaves how it looks to the screens and counting to adherence.

mod recommendation;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::domain::{Concern, SpanKind};

pub use recommendation::{Asks, Figure, Grade, Pointing, Recommendation, Strength};

static EMBEDDED: LazyLock<Guide> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the asset is part of the program and a test parses it"
    )]
    Guide::parse(include_str!("../../../assets/guide.toml"))
        .expect("the embedded guide can be read")
});

/// Everything the Guide screen says that does not come from the person's own days.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// "General information, not medical advice."
    pub disclaimer: String,
    /// To keep using what a doctor prescribed; at the top of the screen.
    pub prescribed: String,
    /// Who published the articles, and what the cards add to them.
    pub publishers: String,
    /// Said on every card whose figures are for adults.
    pub adult_figures: String,
    /// When to get help, for the top of the screen.
    pub help: Help,
    /// How gut and skin are said to be connected.
    pub introduction: Introduction,
    /// The five articles, by number.
    #[serde(rename = "article")]
    pub articles: Vec<Article>,
    /// Every reference that is cited.
    #[serde(rename = "reference")]
    pub references: Vec<Reference>,
    /// What the articles speak of, for filtering.
    #[serde(rename = "concern")]
    pub concerns: Vec<GuideConcern>,
    /// What else can be behind a change, to be marked as a span.
    #[serde(rename = "confounder")]
    pub confounders: Vec<Confounder>,
    /// What the articles advise, in the order of the screen.
    #[serde(rename = "recommendation")]
    pub recommendations: Vec<Recommendation>,
}

impl Guide {
    /// The guide that is part of the program, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a guide and checks that what it names exists within it.
    ///
    /// # Errors
    /// Text that is no guide, and articles, references or concerns that are named but not listed.
    pub fn parse(text: &str) -> Result<Self, GuideFault> {
        let guide: Self =
            toml::from_str(text).map_err(|error| GuideFault::Unreadable(error.to_string()))?;
        guide.check_names()?;
        Ok(guide)
    }

    /// The article of that number.
    pub fn article(&self, id: u8) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == id)
    }

    /// The reference of that id.
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.references.iter().find(|reference| reference.id == id)
    }

    /// The concern of that id.
    pub fn concern(&self, id: &str) -> Option<&GuideConcern> {
        self.concerns.iter().find(|concern| concern.id == id)
    }

    /// The recommendation of that id.
    pub fn recommendation(&self, id: &str) -> Option<&Recommendation> {
        self.recommendations
            .iter()
            .find(|recommendation| recommendation.id == id)
    }

    /// The recommendations that a tracker belongs to, by the tracker's uid; those it is the first tracker of come first.
    pub fn recommendations_of(&self, tracker_uid: &str) -> Vec<&Recommendation> {
        let names = |recommendation: &&Recommendation| {
            recommendation.trackers.iter().any(|uid| uid == tracker_uid)
        };
        let mut found: Vec<&Recommendation> = self.recommendations.iter().filter(names).collect();
        found.sort_by_key(|recommendation| recommendation.main_tracker() != Some(tracker_uid));
        found
    }

    /// The sourced figures in a tracker's unit, by the tracker's uid.
    pub fn figures_of(&self, tracker_uid: &str) -> impl Iterator<Item = &Figure> {
        let figures = self
            .recommendations
            .iter()
            .flat_map(|recommendation| &recommendation.figures);
        figures.filter(move |figure| figure.tracker == tracker_uid)
    }

    fn check_names(&self) -> Result<(), GuideFault> {
        for recommendation in &self.recommendations {
            let unknown = |what: &str| {
                Err(GuideFault::UnknownName {
                    recommendation: recommendation.id.clone(),
                    name: what.to_owned(),
                })
            };
            if let Some(id) = recommendation
                .articles
                .iter()
                .find(|id| self.article(**id).is_none())
            {
                return unknown(&format!("article {id}"));
            }
            let sources = recommendation.figures.iter().map(|figure| &figure.source);
            if let Some(id) = recommendation
                .references
                .iter()
                .chain(sources)
                .find(|id| self.reference(id).is_none())
            {
                return unknown(id);
            }
            let graded = recommendation
                .grades
                .iter()
                .filter_map(|grade| grade.concern.as_deref());
            if let Some(id) = graded.into_iter().find(|id| self.concern(id).is_none()) {
                return unknown(id);
            }
        }
        Ok(())
    }
}

/// Why a guide can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuideFault {
    /// It is not TOML, or a field is missing, misspelt or of the wrong kind.
    #[error("the guide can't be read: {0}")]
    Unreadable(String),
    /// Something is named that is not listed.
    #[error("recommendation {recommendation} names {name}, which is not listed")]
    UnknownName {
        /// The recommendation's id.
        recommendation: String,
        /// What it names.
        name: String,
    },
}

/// When to get help.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// "When to get help".
    pub title: String,
    /// Whose advice it is based on.
    pub basis: String,
    /// Most urgent first.
    #[serde(rename = "level")]
    pub levels: Vec<HelpLevel>,
}

/// Signs of one urgency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLevel {
    /// How urgent.
    #[serde(rename = "id")]
    pub urgency: Urgency,
    /// What to do.
    pub title: String,
    /// One sentence a sign.
    pub signs: Vec<String>,
}

/// How soon help is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// At once.
    Emergency,
    /// On the same day.
    SameDay,
    /// In the next days.
    Soon,
}

/// How gut and skin are said to be connected.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    /// Heading.
    pub title: String,
    /// First paragraph.
    pub lead: String,
    /// One sentence a way.
    pub ways: Vec<String>,
    /// Last sentence.
    pub closing: String,
}

/// One of the five articles.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number, 1 to 5.
    pub id: u8,
    /// "article 3".
    pub label: String,
    /// Its title, or what it is if it has none.
    pub title: String,
    /// Who wrote it, where known.
    pub author: Option<String>,
    /// Who published it, where known.
    pub publisher: Option<String>,
    /// Whether `title` is a description and not to be put in quotes.
    #[serde(default)]
    pub untitled: bool,
}

/// A piece of research or a health body's figure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What recommendations name it by.
    pub id: String,
    /// "Wastyk 2021".
    pub short: String,
    /// The journal, or what an authority published.
    pub published: String,
    /// When.
    pub year: u16,
    /// "184:4137", volume and first page, or the number of a review; authorities may have none.
    pub number: Option<String>,
    /// Whether an authority published it and not a journal.
    #[serde(default)]
    pub official: bool,
    /// What it is, in a few words.
    pub about: String,
}

impl Reference {
    /// "Wastyk 2021, Cell 184:4137. 36 healthy adults; half ate fermented food, half ate fibre."
    pub fn citation(&self) -> String {
        let year = self.year.to_string();
        let short = if self.short.contains(&year) {
            self.short.clone()
        } else {
            format!("{}, {year}", self.short)
        };
        let number = self.number.as_deref().unwrap_or_default();
        let published = format!("{} {number}", self.published);
        format!("{short}, {}. {}", published.trim_end(), self.about)
    }
}

/// What a person may want to filter the guide by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideConcern {
    /// What grades name it by.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Other names of it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The choices of the first page it belongs to.
    #[serde(deserialize_with = "concerns")]
    pub starts_with: Vec<Concern>,
}

/// Something else that can be behind a change of the skin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confounder {
    /// Stable name.
    pub id: String,
    /// What people call it; the label of a new span.
    pub name: String,
    /// The kind of span it is marked as.
    #[serde(rename = "span", deserialize_with = "span_kind")]
    pub span_kind: SpanKind,
}

fn concerns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Concern>, D::Error> {
    let of_key = |key: &String| {
        let found = Concern::ALL
            .into_iter()
            .find(|concern| concern.key() == key);
        found.ok_or_else(|| D::Error::custom(format!("unknown concern {key:?}")))
    };
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(of_key)
        .collect()
}

fn span_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SpanKind, D::Error> {
    keyed(deserializer, SpanKind::from_key)
}

fn keyed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    from_key: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    let key = String::deserialize(deserializer)?;
    from_key(&key).ok_or_else(|| D::Error::custom(format!("unknown word {key:?}")))
}

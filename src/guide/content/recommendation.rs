//! What the articles advise, with what research says of it; part of the guide's content.

use serde::{Deserialize, Deserializer};

use super::keyed;
use crate::domain::{Bound, Journal, Period, Tracker};

/// What one or more articles advise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// Stable name.
    pub id: String,
    /// What to do, in a few words.
    pub title: String,
    /// Whether more, less or mere attention is asked.
    pub asks: Asks,
    /// Numbers of the articles that advise it.
    pub articles: Vec<u8>,
    /// Uids of its starter trackers; adherence is counted on the first.
    pub trackers: Vec<String>,
    /// One plain sentence that comes first.
    pub in_short: String,
    /// What is advised, in our words.
    pub advice: String,
    /// What the articles promise, as their claim.
    pub claim: String,
    /// How much the articles advise, or that they do not say.
    pub advised_figure: String,
    /// What independent research says.
    pub research: String,
    /// Ids of references.
    pub references: Vec<String>,
    /// What research points to, and how firmly.
    pub grades: Vec<Grade>,
    /// Why care is needed, where it is.
    pub caution: Option<String>,
    /// A health body's or trial's figure, in words.
    pub sourced_figure: Option<String>,
    /// The figures that can be drawn as a band of their tracker.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What a chart without a band says.
    pub strip_text: Option<String>,
    /// Safety lines, one sentence each.
    #[serde(default)]
    pub safety: Vec<String>,
    /// Whether the figures do not apply under 18, in pregnancy or when breastfeeding.
    #[serde(default)]
    pub adults_only: bool,
    /// Whether it must never be offered as a habit or an aim.
    #[serde(default)]
    pub never_a_habit: bool,
    /// Whether it is about what one puts on the skin.
    #[serde(default)]
    pub about_care: bool,
    /// Whether it is shown on every card about skin care.
    #[serde(default)]
    pub every_care_card: bool,
}

impl Recommendation {
    /// The uid of the tracker that adherence is counted on.
    pub fn main_tracker(&self) -> Option<&str> {
        self.trackers.first().map(String::as_str)
    }

    /// The tracker that adherence is counted on, if it was ever switched on; it may be archived.
    pub fn tracker_in<'a>(&self, journal: &'a Journal) -> Option<&'a Tracker> {
        journal.tracker_by_uid(self.main_tracker()?)
    }

    /// Whether care is needed.
    pub fn is_caution(&self) -> bool {
        self.caution.is_some()
    }

    /// Whether it can be switched on as a habit.
    pub fn can_be_tracked(&self) -> bool {
        !self.never_a_habit && !self.trackers.is_empty()
    }

    /// The grades that are shown: for a concern its own, else those for all; without one all but those that have to be
    /// asked for. What has to be asked for is for adults alone.
    pub fn grades_shown(&self, concern_id: Option<&str>, is_adult: bool) -> Vec<&Grade> {
        let Some(concern_id) = concern_id else {
            return self.grades.iter().filter(|grade| !grade.asked).collect();
        };
        let own = self.grades_for(concern_id);
        let fit = |grade: &&Grade| is_adult || !grade.asked;
        let shown: Vec<&Grade> = own.into_iter().filter(fit).collect();
        if shown.is_empty() {
            let for_all = |grade: &&Grade| grade.concern.is_none();
            return self.grades.iter().filter(for_all).collect();
        }
        shown
    }

    /// The grades for a concern: its own, else those for all; none if nothing was graded.
    pub fn grades_for(&self, concern_id: &str) -> Vec<&Grade> {
        let with = |wanted: Option<&str>| {
            self.grades
                .iter()
                .filter(|grade| grade.concern.as_deref() == wanted)
                .collect()
        };
        let own: Vec<&Grade> = with(Some(concern_id));
        if own.is_empty() { with(None) } else { own }
    }

    /// "article 1" or "articles 1 2 3 5".
    pub fn articles_text(&self) -> String {
        let numbers: Vec<String> = self.articles.iter().map(u8::to_string).collect();
        let word = if numbers.len() == 1 {
            "article"
        } else {
            "articles"
        };
        format!("{word} {}", numbers.join(" "))
    }
}

/// What an article wants of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Some of it.
    Include,
    /// Less of it.
    Limit,
    /// To take note of it.
    Watch,
}

/// What research points to for one concern.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The concern's id; none for all that have no grade of their own.
    #[serde(deserialize_with = "concern_or_all")]
    pub concern: Option<String>,
    /// What it points to.
    #[serde(rename = "direction")]
    pub pointing: Pointing,
    /// How firmly.
    pub strength: Strength,
    /// The part of the advice it is about, where not all of it.
    pub about: Option<String>,
    /// Whether it is shown only to an adult who asks for that concern.
    #[serde(default)]
    pub asked: bool,
    /// What research says of that concern alone, where it is not for everyone to read.
    pub research: Option<String>,
}

/// What research points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pointing {
    /// It does good.
    Helps,
    /// Little or no difference.
    NoDifference,
    /// Not clear.
    Unclear,
    /// Not tried: goes along with it in surveys.
    Linked,
    /// Not a remedy: that it happens at all.
    Happens,
}

/// How firm the research is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// No research was found.
    NoneFound,
    /// Small, few, unblinded, indirect or observational.
    Limited,
    /// Several trials or one large good one, or large consistent cohorts.
    Moderate,
    /// Consistent systematic reviews of trials.
    Strong,
}

/// A sourced figure in the unit of a tracker.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The starter tracker's uid.
    pub tracker: String,
    /// At least or at most.
    #[serde(deserialize_with = "bound")]
    pub bound: Bound,
    /// How much, in `unit`.
    pub amount: f64,
    /// The tracker's unit.
    pub unit: String,
    /// Per day or per week.
    #[serde(deserialize_with = "period")]
    pub period: Period,
    /// Id of the reference it comes from.
    pub source: String,
    /// For whom, where it differs: `women`, `men`.
    pub variant: Option<String>,
    /// What is written into the band.
    pub band_text: String,
}

fn bound<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bound, D::Error> {
    keyed(deserializer, Bound::from_key)
}

fn period<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
    keyed(deserializer, Period::from_key)
}

fn concern_or_all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let id = String::deserialize(deserializer)?;
    Ok((id != "all").then_some(id))
}

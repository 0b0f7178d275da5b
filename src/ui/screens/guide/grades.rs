//! Grades of research as words: which badges a card wears; the words say it, colours only help.

use egui::Ui;

use crate::guide::{Grade, Guide, Pointing, Recommendation, Strength};
use crate::ui::theme::secondary;
use crate::ui::widgets::{BadgeTone, badge};

/// One badge of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screens) struct GradeBadge {
    /// "ACNE: HELPS · LIMITED".
    pub(super) word: String,
    /// Whether it warns.
    pub(super) is_caution: bool,
    /// What it is about, where not all of the advice.
    pub(super) about: Option<&'static str>,
}

/// The badges of a recommendation; those for one concern where `concern` says so.
pub(in crate::ui::screens) fn badges(
    recommendation: &'static Recommendation,
    concern: Option<&str>,
) -> Vec<GradeBadge> {
    let mut grades: Vec<&'static Grade> = match concern {
        Some(concern) => recommendation.grades_for(concern),
        None => recommendation.grades.iter().collect(),
    };
    // What holds for all others comes after what holds for one.
    grades.sort_by_key(|grade| grade.concern.is_none());
    let graded_apart = concern.is_none() && grades.iter().any(|grade| grade.concern.is_some());
    let mut found: Vec<GradeBadge> = grades
        .into_iter()
        .map(|grade| GradeBadge {
            word: word(grade, graded_apart),
            is_caution: false,
            about: grade.about.as_deref(),
        })
        .collect();
    if recommendation.is_caution() {
        found.push(GradeBadge {
            word: "CAUTION".to_owned(),
            is_caution: true,
            about: None,
        });
    }
    found
}

fn word(grade: &Grade, graded_apart: bool) -> String {
    let concern = grade
        .concern
        .as_deref()
        .and_then(|id| Guide::embedded().concern(id))
        .map(|concern| format!("{}: ", concern.name.to_uppercase()));
    let whom = match concern {
        Some(concern) => concern,
        None if graded_apart => "OTHERS: ".to_owned(),
        None => String::new(),
    };
    let pointing = match grade.pointing {
        Pointing::Helps => "HELPS",
        Pointing::NoDifference => "NO DIFFERENCE",
        Pointing::Unclear => "UNCLEAR",
        Pointing::Happens => "IT HAPPENS",
    };
    let strength = match grade.strength {
        Strength::NoneFound => return format!("{whom}NONE FOUND"),
        Strength::Limited => "LIMITED",
        Strength::Moderate => "MODERATE",
        Strength::Strong => "STRONG",
    };
    format!("{whom}{pointing} · {strength}")
}

/// One badge with what it is about.
pub(in crate::ui::screens) fn badge_ui(ui: &mut Ui, shown: &GradeBadge) {
    let tone = if shown.is_caution {
        BadgeTone::Danger
    } else {
        BadgeTone::Caution
    };
    badge(ui, &shown.word, tone);
    if let Some(about) = shown.about {
        ui.label(secondary(about));
    }
}

/// What the words of the badges mean, for the introduction.
pub(super) const MEANING: &str = "Each card says what research points to and how firmly. Strong: consistent reviews of \
     trials. Moderate: several trials or one large good one. Limited: small, few or indirect studies. None found: nothing \
     was studied. Caution stands apart from grades.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_say_the_grade_in_words() {
        let check = |id: &str, concern: Option<&str>, expected: &[&str]| {
            let recommendation = Guide::embedded().recommendation(id).unwrap();
            let found = badges(recommendation, concern);
            let words: Vec<&str> = found.iter().map(|badge| badge.word.as_str()).collect();
            assert_eq!(words, expected, "{id} {concern:?}");
        };
        check("fermented_food", None, &["UNCLEAR · LIMITED"]);
        check(
            "sugar",
            None,
            &["ACNE: HELPS · LIMITED", "OTHERS: NONE FOUND"],
        );
        check("sugar", Some("acne"), &["ACNE: HELPS · LIMITED"]);
        check("sugar", Some("eczema"), &["NONE FOUND"]);
        check("alcohol", Some("acne"), &[]);
        check("colon_cleansing", None, &["CAUTION"]);
    }
}

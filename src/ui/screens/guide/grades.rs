//! Grades of research as words: which badges a card wears; the words say it, colours only help.

use egui::Ui;

use crate::guide::{Grade, Guide, Pointing, Recommendation, Strength};
use crate::ui::theme::secondary;
use crate::ui::widgets::{BadgeTone, badge};

/// One badge of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screens) struct GradeBadge {
    /// "Acne: may help · weak evidence".
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
    is_adult: bool,
) -> Vec<GradeBadge> {
    let mut grades: Vec<&'static Grade> = recommendation.grades_shown(concern, is_adult);
    // What holds for all others comes after what holds for one.
    grades.sort_by_key(|grade| grade.concern.is_none());
    let is_apart = grades.iter().any(|grade| grade.concern.is_some());
    let mut found: Vec<GradeBadge> = grades
        .into_iter()
        .map(|grade| GradeBadge {
            word: word(grade, concern, is_apart),
            is_caution: false,
            about: grade.about.as_deref(),
        })
        .collect();
    if recommendation.is_caution() {
        found.push(GradeBadge {
            word: "Caution".to_owned(),
            is_caution: true,
            about: None,
        });
    }
    found
}

/// "Acne: may help · weak evidence"; `is_apart` where other concerns have a grade of their own.
fn word(grade: &Grade, asked: Option<&str>, is_apart: bool) -> String {
    let concern = grade
        .concern
        .as_deref()
        .or(asked)
        .and_then(|id| Guide::embedded().concern(id));
    let whom = match concern {
        Some(concern) => concern.name.as_str(),
        None if is_apart => "Other skin",
        None => "Skin",
    };
    let pointing = match grade.pointing {
        Pointing::Helps if grade.strength == Strength::Strong => "helps",
        Pointing::Helps => "may help",
        Pointing::NoDifference => "little or no difference",
        Pointing::Unclear => "unclear",
        Pointing::Linked => "linked in surveys",
        Pointing::Happens => "often reported",
    };
    let strength = match grade.strength {
        Strength::NoneFound => return format!("{whom}: not tested"),
        Strength::Limited => "weak evidence",
        Strength::Moderate => "fair evidence",
        Strength::Strong => "strong evidence",
    };
    format!("{whom}: {pointing} · {strength}")
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
pub(super) const MEANING: &str = "Each card says what research points to, and how good the evidence is. Strong: many \
     trials agree. Fair: several trials, or one large good one. Weak: few, small or indirect studies. Not tested: we know \
     of no study. Caution is a warning of its own.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_say_the_grade_in_words() {
        let check = |id: &str, concern: Option<&str>, expected: &[&str]| {
            let recommendation = Guide::embedded().recommendation(id).unwrap();
            let found = badges(recommendation, concern, true);
            let words: Vec<&str> = found.iter().map(|badge| badge.word.as_str()).collect();
            assert_eq!(words, expected, "{id} {concern:?}");
        };
        check("fermented_food", None, &["Skin: unclear · weak evidence"]);
        check(
            "sugar",
            None,
            &["Acne: may help · weak evidence", "Other skin: not tested"],
        );
        check("sugar", Some("acne"), &["Acne: may help · weak evidence"]);
        check("sugar", Some("eczema"), &["Eczema: not tested"]);
        check("alcohol", Some("acne"), &["Acne: not tested"]);
        check(
            "alcohol",
            Some("rosacea"),
            &["Rosacea: linked in surveys · weak evidence"],
        );
        check(
            "colon_cleansing",
            Some("acne"),
            &["Acne: not tested", "Caution"],
        );
        check("movement", None, &["Skin: not tested"]);
        check(
            "movement",
            Some("psoriasis"),
            &["Psoriasis: may help · weak evidence"],
        );
    }

    #[test]
    fn no_badge_is_in_capitals() {
        for recommendation in &Guide::embedded().recommendations {
            for badge in badges(recommendation, None, true) {
                let shouted = badge
                    .word
                    .split(' ')
                    .any(|word| word.len() > 1 && word.chars().all(char::is_uppercase));
                assert!(!shouted, "{}", badge.word);
            }
        }
    }
}

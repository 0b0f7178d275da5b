//! Tests that hold the guide's content to the articles and to its own rules: nothing missing, nothing dangling.

mod claims;
mod figures;
mod help;
mod references;
mod safety;
mod words;

use super::*;
use crate::domain::{Concern, StarterCatalogue};

/// Id, articles and trackers of every recommendation, in the order of the screen.
const ROWS: [(&str, &[u8], &[&str]); 22] = [
    ("fermented_food", &[1, 2, 3, 5], &["fermented_food"]),
    (
        "probiotic_supplement",
        &[1, 2, 3, 4, 5],
        &["probiotic_supplement"],
    ),
    ("prebiotic_food", &[1, 3, 5], &["prebiotic_food"]),
    ("plants", &[3, 5], &["plants", "prebiotic_food"]),
    ("omega_3", &[5], &["omega_3"]),
    ("gut_lining_food", &[1], &["gut_lining_food"]),
    ("sugar", &[1, 5], &["sugar"]),
    ("processed_food", &[5], &["processed_food"]),
    ("oxidised_oils", &[1], &["processed_food"]),
    ("alcohol", &[5], &["alcohol"]),
    ("trigger_food", &[1], &["trigger_food"]),
    ("water", &[3], &["water"]),
    ("sleep", &[3, 5], &["sleep", "sleep_quality"]),
    ("calm", &[3, 5], &["calm", "stress"]),
    ("movement", &[3, 5], &["movement"]),
    ("probiotic_skincare", &[1, 2, 3, 4], &["skincare"]),
    ("read_labels", &[4], &[]),
    ("gentle_products", &[5], &["skincare"]),
    ("face_mask", &[2], &["face_mask"]),
    (
        "period",
        &[5],
        &["period", "zinc", "b_vitamins", "magnesium", "omega_3"],
    ),
    ("colon_cleansing", &[5], &[]),
    ("ask_dermatologist", &[4], &[]),
];

fn guide() -> &'static Guide {
    Guide::embedded()
}

fn of(id: &str) -> &'static Recommendation {
    guide()
        .recommendation(id)
        .unwrap_or_else(|| panic!("{id} is missing"))
}

#[test]
fn every_recommendation_is_there_with_its_articles_and_trackers() {
    let ids: Vec<&str> = guide()
        .recommendations
        .iter()
        .map(|recommendation| recommendation.id.as_str())
        .collect();
    assert_eq!(ids, ROWS.map(|(id, ..)| id));
    for (id, articles, trackers) in ROWS {
        assert_eq!(of(id).articles, articles, "{id}");
        assert_eq!(of(id).trackers, trackers, "{id}");
    }
}

#[test]
fn every_tracker_named_can_be_switched_on() {
    let catalogue = StarterCatalogue::embedded();
    for recommendation in &guide().recommendations {
        for key in &recommendation.trackers {
            assert!(
                catalogue.tracker(key).is_some(),
                "{} names {key}",
                recommendation.id
            );
        }
        let figures = recommendation.figures.iter().map(|figure| &figure.tracker);
        assert!(
            figures
                .into_iter()
                .all(|key| recommendation.trackers.contains(key)),
            "{}",
            recommendation.id
        );
        assert_eq!(
            recommendation.strip_text.is_some(),
            !recommendation.trackers.is_empty(),
            "{}",
            recommendation.id
        );
    }
}

#[test]
fn every_recommendation_has_a_grade_for_every_concern_or_is_on_every_care_card() {
    for recommendation in &guide().recommendations {
        let id = &recommendation.id;
        assert_eq!(
            recommendation.grades.is_empty(),
            recommendation.every_care_card,
            "{id}"
        );
        if recommendation.every_care_card {
            assert_eq!(id, "ask_dermatologist");
            continue;
        }
        let for_all = |grade: &&Grade| grade.concern.is_none();
        assert!(
            recommendation.grades.iter().any(|grade| for_all(&grade)),
            "{id} has no grade for all"
        );
        for concern in &guide().concerns {
            for is_adult in [true, false] {
                let shown = recommendation.grades_shown(Some(&concern.id), is_adult);
                assert!(!shown.is_empty(), "{id} for {}", concern.id);
            }
        }
        // What was never tested points nowhere.
        for grade in &recommendation.grades {
            let is_untested = grade.strength == Strength::NoneFound;
            let is_open = grade.pointing == Pointing::Unclear;
            assert!(!is_untested || is_open, "{id}");
            assert!(!grade.asked || grade.research.is_some() && grade.concern.is_some());
        }
        assert_eq!(recommendation.never_a_habit, id == "colon_cleansing");
        assert!(!(recommendation.never_a_habit && recommendation.can_be_tracked()));
    }
    let cautions: Vec<&str> = guide()
        .recommendations
        .iter()
        .filter(|recommendation| recommendation.is_caution())
        .map(|recommendation| recommendation.id.as_str())
        .collect();
    assert_eq!(
        cautions,
        ["trigger_food", "face_mask", "period", "colon_cleansing"]
    );
}

#[test]
fn every_card_begins_with_one_plain_sentence() {
    for recommendation in &guide().recommendations {
        let id = &recommendation.id;
        let in_short = &recommendation.in_short;
        assert_eq!(in_short.matches(['.', '!', '?']).count(), 1, "{id}");
        assert!(in_short.ends_with('.'), "{id}");
        assert!(in_short.split_whitespace().count() <= 20, "{id}");
        assert!(!in_short.contains(char::is_numeric), "{id}");
        for text in [
            &recommendation.title,
            &recommendation.advice,
            &recommendation.claim,
            &recommendation.advised_figure,
            &recommendation.research,
        ] {
            assert!(!text.trim().is_empty(), "{id}");
        }
    }
}

#[test]
fn no_grade_is_firmer_than_its_research() {
    let mut firm = Vec::new();
    for recommendation in &guide().recommendations {
        for grade in recommendation
            .grades
            .iter()
            .filter(|grade| grade.strength >= Strength::Moderate)
        {
            let concern = grade.concern.as_deref().unwrap_or("all");
            firm.push((
                recommendation.id.as_str(),
                concern,
                grade.pointing,
                grade.strength,
            ));
        }
    }
    use Pointing::{Happens, Helps, NoDifference};
    assert_eq!(
        firm,
        [
            (
                "probiotic_supplement",
                "eczema",
                NoDifference,
                Strength::Moderate
            ),
            ("calm", "eczema", Helps, Strength::Moderate),
            ("probiotic_skincare", "eczema", Helps, Strength::Moderate),
            ("period", "acne", Happens, Strength::Moderate),
        ]
    );
    for id in ["gut_lining_food", "oxidised_oils", "read_labels"] {
        assert!(
            of(id)
                .grades
                .iter()
                .all(|grade| grade.strength == Strength::NoneFound),
            "{id}"
        );
    }
}

#[test]
fn probiotics_are_graded_for_what_the_articles_claim() {
    let graded = |concern: &str| {
        let grades = of("probiotic_supplement").grades_shown(Some(concern), true);
        grades[0].strength
    };
    for concern in ["acne", "psoriasis", "ageing"] {
        assert_eq!(graded(concern), Strength::Limited, "{concern}");
    }
    assert_eq!(graded("rosacea"), Strength::NoneFound);
}

#[test]
fn losing_weight_is_spoken_of_only_where_it_is_asked_for() {
    for recommendation in &guide().recommendations {
        let texts = [
            &recommendation.in_short,
            &recommendation.advice,
            &recommendation.research,
        ];
        for text in texts {
            let text = text.to_lowercase();
            assert!(!text.contains("lose weight") && !text.contains("overweight"));
        }
    }
    let asked = of("movement").grades.iter().filter(|grade| grade.asked);
    assert_eq!(asked.count(), 1);
}

#[test]
fn every_choice_of_the_first_page_leads_to_a_concern() {
    for concern in Concern::ALL
        .into_iter()
        .filter(|concern| *concern != Concern::Curious)
    {
        let leads = guide()
            .concerns
            .iter()
            .any(|listed| listed.starts_with.contains(&concern));
        assert!(leads, "{concern:?}");
    }
    assert_eq!(guide().concerns.len(), 10);
    assert_eq!(guide().confounders.len(), 7);
}

//! Tests that hold the guide's content to the table it was written from: nothing missing, nothing added.

mod figures;
mod help;
mod words;

use std::collections::BTreeSet;

use super::*;
use crate::domain::{Concern, StarterCatalogue};

/// Id, articles and trackers of every row of the table, in its order.
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
    ("probiotic_skincare", &[2, 3, 4], &["skincare"]),
    ("read_labels", &[3, 4], &["skincare"]),
    ("gentle_products", &[5], &["skincare"]),
    ("face_mask", &[2], &["face_mask"]),
    (
        "period",
        &[5],
        &["period", "zinc", "b_vitamins", "magnesium"],
    ),
    ("colon_cleansing", &[5], &[]),
    ("ask_dermatologist", &[4], &[]),
];

/// Every reference of the table, and the recommendations whose row names it.
const REFERENCES: [(&str, &[&str]); 35] = [
    ("Wastyk 2021", &["fermented_food"]),
    ("Alves 2021", &["fermented_food"]),
    ("Juhl 2018", &["fermented_food"]),
    ("Makrgeorgou 2018", &["probiotic_supplement"]),
    ("Navarro-López 2018", &["probiotic_supplement"]),
    ("Chang 2016", &["prebiotic_food", "plants"]),
    ("EFSA 2010", &["prebiotic_food", "omega_3", "water"]),
    ("WHO 400 g", &["plants"]),
    ("Bath-Hextall 2012", &["omega_3"]),
    ("Jung 2014", &["omega_3"]),
    ("Smith 2007", &["sugar"]),
    ("Meixiong 2022", &["sugar"]),
    ("AAD 2024", &["sugar"]),
    ("WHO 2015", &["sugar"]),
    ("Li 2017", &["alcohol"]),
    ("UK CMO 2016", &["alcohol"]),
    ("Oykhman 2022", &["trigger_food"]),
    ("AAAAI/ACAAI 2023", &["trigger_food"]),
    ("Akdeniz 2018", &["water"]),
    ("Palma 2015", &["water"]),
    ("AASM/SRS 2015", &["sleep"]),
    ("Hedman-Lagerlöf 2021", &["calm"]),
    ("Singleton 2024", &["calm"]),
    ("Chiu 2003", &["calm"]),
    ("Naldi 2014", &["movement"]),
    ("WHO 2020", &["movement"]),
    ("FB-401 2023", &["probiotic_skincare", "read_labels"]),
    ("van Zuuren 2017", &["probiotic_skincare", "read_labels"]),
    ("Yeom 2011", &["face_mask"]),
    ("Stoll 2001", &["period"]),
    ("Geller 2014", &["period"]),
    ("Yee 2020", &["period"]),
    ("EU upper level", &["period"]),
    ("Acosta & Cash 2009", &["colon_cleansing"]),
    ("Mishori 2011", &["colon_cleansing"]),
];

/// Words that must stand on a card, each with the card.
const SAFETY: [(&str, &str); 27] = [
    ("probiotic_supplement", "weak immune system"),
    ("probiotic_supplement", "central line"),
    ("probiotic_supplement", "premature baby"),
    ("probiotic_supplement", "ask a doctor first"),
    (
        "period",
        "Zinc, magnesium and dairy can bind tetracycline antibiotics",
    ),
    ("period", "ask a pharmacist about spacing"),
    ("period", "High-dose B12 can bring spots"),
    ("period", "biotin disturbs blood tests"),
    ("fermented_food", "Dairy can bind tetracycline antibiotics"),
    ("fermented_food", "Unpasteurised: not in pregnancy"),
    ("fermented_food", "weak immunity"),
    ("fermented_food", "histamine"),
    ("fermented_food", "salt"),
    ("fermented_food", "Not with MAOI medicines"),
    (
        "fermented_food",
        "Kōso and kombucha may hold sugar and alcohol",
    ),
    ("gut_lining_food", "iodine"),
    ("prebiotic_food", "Chicory, onion and garlic may upset"),
    ("prebiotic_food", "IBS"),
    ("plants", "Chicory, onion and garlic may upset"),
    ("water", "potassium"),
    ("water", "not with kidney disease"),
    ("water", "not past a doctor's fluid limit"),
    ("face_mask", "Patch-test"),
    ("face_mask", "not on broken skin"),
    ("face_mask", "not with milk allergy"),
    ("movement", "Sweat may itch"),
    ("trigger_food", "new allergies and deficiency"),
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
fn every_row_of_the_table_is_there_with_its_articles_and_trackers() {
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
fn every_reference_of_the_table_is_there_and_no_other() {
    let shorts: Vec<&str> = guide()
        .references
        .iter()
        .map(|reference| reference.short.as_str())
        .collect();
    let expected: BTreeSet<&str> = REFERENCES.iter().map(|(short, _)| *short).collect();
    assert_eq!(shorts.iter().copied().collect::<BTreeSet<_>>(), expected);
    assert_eq!(shorts.len(), expected.len(), "a reference stands twice");
    for reference in &guide().references {
        let citing =
            |recommendation: &&Recommendation| recommendation.references.contains(&reference.id);
        let citing: Vec<&str> = guide()
            .recommendations
            .iter()
            .filter(citing)
            .map(|recommendation| recommendation.id.as_str())
            .collect();
        let (_, expected) = REFERENCES
            .iter()
            .find(|(short, _)| *short == reference.short)
            .unwrap();
        assert_eq!(citing, *expected, "{}", reference.short);
    }
}

#[test]
fn every_recommendation_has_a_grade_or_a_caution_or_stands_on_every_care_card() {
    for recommendation in &guide().recommendations {
        let graded = !recommendation.grades.is_empty();
        assert!(
            graded || recommendation.is_caution() || recommendation.every_care_card,
            "{}",
            recommendation.id
        );
        assert_eq!(
            recommendation.every_care_card,
            recommendation.id == "ask_dermatologist"
        );
        assert_eq!(
            recommendation.never_a_habit,
            recommendation.id == "colon_cleansing"
        );
        assert!(!(recommendation.never_a_habit && recommendation.can_be_tracked()));
        for text in [
            &recommendation.title,
            &recommendation.advice,
            &recommendation.claim,
            &recommendation.research,
        ] {
            assert!(!text.trim().is_empty(), "{}", recommendation.id);
        }
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
fn the_firm_grades_are_those_of_the_table_and_no_others() {
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
                Strength::Strong
            ),
            ("calm", "eczema", Helps, Strength::Moderate),
            ("probiotic_skincare", "eczema", Helps, Strength::Strong),
            ("period", "all", Happens, Strength::Moderate),
            ("period", "acne", Happens, Strength::Moderate),
        ]
    );
    for id in ["gut_lining_food", "oxidised_oils"] {
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
fn every_safety_line_stands_on_its_card() {
    for (id, words) in SAFETY {
        let card = of(id);
        let stands = card
            .safety
            .iter()
            .chain(&card.caution)
            .any(|line| line.contains(words));
        assert!(stands, "{words:?} is missing on {id}");
    }
    for id in ["water", "sleep", "movement", "alcohol", "period"] {
        assert!(of(id).adults_only, "{id} has figures for adults");
    }
    assert_eq!(
        guide().adult_figures,
        "Under 18, pregnant or breastfeeding: adult figures do not apply."
    );
    assert_eq!(
        guide().disclaimer,
        "General information, not medical advice."
    );
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
    assert_eq!(
        guide()
            .concerns
            .iter()
            .filter(|concern| concern.area == Area::Gut)
            .count(),
        3
    );
    assert_eq!(guide().concerns.len(), 13);
    assert_eq!(guide().confounders.len(), 7);
}

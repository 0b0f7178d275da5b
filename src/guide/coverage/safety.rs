//! Tests that every safety line is on its card, and that the top of the guide says what holds for all of them.

use super::{guide, of};

/// Words that must be in one safety line or caution of a card, each with the card.
const SAFETY: [(&str, &[&str]); 41] = [
    (
        "fermented_food",
        &["Unpasteurised", "pregnant", "immune system is weak"],
    ),
    (
        "fermented_food",
        &[
            "ciclosporin",
            "methotrexate",
            "JAK inhibitors",
            "high-dose steroids",
        ],
    ),
    ("fermented_food", &["histamine", "salt"]),
    ("fermented_food", &["MAOI", "depression or Parkinson's"]),
    (
        "fermented_food",
        &["Kōso and kombucha", "sugar and alcohol"],
    ),
    (
        "fermented_food",
        &["Milk products", "tetracycline", "how many hours apart"],
    ),
    (
        "probiotic_supplement",
        &[
            "immune system is weak",
            "ciclosporin",
            "methotrexate",
            "JAK inhibitors",
        ],
    ),
    ("probiotic_supplement", &["long-term line in a vein"]),
    (
        "probiotic_supplement",
        &[
            "babies and young children",
            "ask a doctor first",
            "premature",
        ],
    ),
    ("probiotic_supplement", &["Fever", "stop it", "doctor"]),
    ("prebiotic_food", &["Chicory, onion and garlic", "IBS"]),
    ("prebiotic_food", &["slowly", "drink", "narrow bowel"]),
    ("plants", &["IBS"]),
    ("plants", &["slowly", "drink", "narrow bowel"]),
    ("omega_3", &["blood thinners", "fish allergy"]),
    (
        "omega_3",
        &[
            "cod liver oil",
            "pregnancy",
            "isotretinoin",
            "acitretin",
            "vitamin A",
        ],
    ),
    ("gut_lining_food", &["iodine", "thyroid", "pregnancy"]),
    ("sugar", &["food or weight takes over", "talk to someone"]),
    (
        "processed_food",
        &["food or weight takes over", "talk to someone"],
    ),
    (
        "trigger_food",
        &["food or weight takes over", "talk to someone"],
    ),
    (
        "movement",
        &["food or weight takes over", "talk to someone"],
    ),
    ("movement", &["Sweat may itch"]),
    ("alcohol", &["methotrexate, acitretin or metronidazole"]),
    ("trigger_food", &["new allergies and a lack of nutrients"]),
    ("trigger_food", &["dietitian", "children", "doctor"]),
    ("trigger_food", &["online allergy tests", "NICE"]),
    ("water", &["limits your drinks", "heart, kidneys"]),
    ("water", &["potassium", "not with kidney disease"]),
    (
        "probiotic_skincare",
        &["eczema", "milk, oats, nuts", "food allergy"],
    ),
    ("probiotic_skincare", &["catches fire", "after a wash"]),
    (
        "gentle_products",
        &["eczema", "milk, oats, nuts", "food allergy"],
    ),
    ("gentle_products", &["catches fire", "after a wash"]),
    (
        "face_mask",
        &["Not on eczema or broken skin", "food allergy"],
    ),
    ("face_mask", &["milk allergy"]),
    ("face_mask", &["inner arm", "two days"]),
    (
        "period",
        &[
            "tetracycline",
            "quinolones",
            "thyroid tablets",
            "how many hours apart",
        ],
    ),
    ("period", &["B12 can bring spots"]),
    ("period", &["Biotin", "tell the doctor you take it"]),
    ("period", &["vitamin B6 can harm nerves"]),
    ("period", &["kidney disease", "magnesium"]),
    ("colon_cleansing", &["real harms", "talk to a doctor"]),
];

/// Figures that must be said with their source, each with the card.
const FIGURES: [(&str, &str); 12] = [
    ("period", "zinc 25 mg"),
    ("period", "magnesium 250 mg"),
    ("period", "vitamin B6 12 mg"),
    ("water", "Pregnant: about 0.3 L more"),
    ("water", "Breastfeeding: about 0.7 L more"),
    ("alcohol", "spread over 3 days or more"),
    ("alcohol", "None in pregnancy is safest"),
    ("sugar", "under 10 % of calories"),
    ("plants", "from the age of 10"),
    ("plants", "350 g"),
    ("plants", "250 g"),
    ("sleep", "At least 7 h"),
];

#[test]
fn every_safety_line_is_on_its_card() {
    for (id, words) in SAFETY {
        let card = of(id);
        let has_all = |line: &&String| words.iter().all(|word| line.contains(word));
        let is_said = card
            .safety
            .iter()
            .chain(&card.caution)
            .any(|line| has_all(&line));
        assert!(is_said, "{words:?} is missing on {id}");
    }
    for (id, words) in FIGURES {
        let figure = of(id).sourced_figure.as_deref().unwrap_or_default();
        assert!(figure.contains(words), "{words:?} is missing on {id}");
    }
    for id in [
        "water", "sleep", "movement", "alcohol", "period", "sugar", "omega_3",
    ] {
        assert!(of(id).adults_only, "{id} has figures for adults");
    }
}

#[test]
fn the_top_of_the_guide_says_what_holds_for_every_card() {
    let guide = guide();
    assert!(
        guide
            .prescribed
            .starts_with("Keep using what a doctor prescribed.")
    );
    assert!(guide.prescribed.contains("Ask first"));
    assert!(
        guide
            .publishers
            .contains("most from companies that sell probiotics")
    );
    assert!(
        guide
            .disclaimer
            .starts_with("General information, not medical advice")
    );
    assert!(
        guide
            .adult_figures
            .starts_with("These amounts are for adults.")
    );
    assert!(guide.adult_figures.contains("doctor or midwife"));
    // Three of the five come from shops; the list of articles says so.
    let named = guide
        .articles
        .iter()
        .filter(|article| article.publisher.is_some());
    assert_eq!(named.count(), 3);
}

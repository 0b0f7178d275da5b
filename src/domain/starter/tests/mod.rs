//! The starter trackers against the table they come from.

mod switching;

use std::collections::BTreeSet;

use super::*;

#[test]
fn every_tracker_of_the_table_is_there() {
    // Key, role, section, kind, unit, list.
    let table = [
        (
            "fermented_food",
            "habit",
            "Gut",
            "amount",
            "servings",
            "foods",
        ),
        (
            "probiotic_supplement",
            "habit",
            "Gut",
            "amount",
            "doses",
            "probiotics",
        ),
        (
            "plants",
            "habit",
            "Gut",
            "amount",
            "portions",
            "vegetables_fruit",
        ),
        (
            "prebiotic_food",
            "habit",
            "Gut",
            "amount",
            "portions",
            "prebiotic_foods",
        ),
        ("water", "habit", "Body", "amount", "ml", "drinks"),
        ("sleep", "habit", "Body", "amount", "h", ""),
        ("sleep_quality", "context", "Body", "scale", "", ""),
        ("movement", "habit", "Body", "amount", "min", "activities"),
        ("calm", "habit", "Mind", "amount", "min", "calm_activities"),
        ("stress", "context", "Mind", "scale", "", ""),
        ("sugar", "habit", "Watch out", "amount", "servings", ""),
        (
            "processed_food",
            "habit",
            "Watch out",
            "amount",
            "servings",
            "",
        ),
        (
            "alcohol",
            "habit",
            "Watch out",
            "amount",
            "UK units",
            "alcohol_drinks",
        ),
        (
            "skincare",
            "habit",
            "Care",
            "yes/no",
            "",
            "skincare_products",
        ),
        ("skin_overall", "symptom", "Skin", "scale", "", ""),
        ("itch", "symptom", "Skin", "scale", "", "zones"),
        ("redness", "symptom", "Skin", "scale", "", "zones"),
        ("dryness", "symptom", "Skin", "scale", "", "zones"),
        ("breakouts", "symptom", "Skin", "scale", "", "zones"),
        ("new_spots", "symptom", "Skin", "amount", "spots", "zones"),
        ("oiliness", "symptom", "Skin", "scale", "", "zones"),
        ("scaling", "symptom", "Skin", "scale", "", "zones"),
        ("burning", "symptom", "Skin", "scale", "", "zones"),
        ("tightness", "symptom", "Skin", "scale", "", "zones"),
        ("bloating", "symptom", "Gut", "scale", "", ""),
        ("stool_form", "symptom", "Gut", "scale", "", ""),
        (
            "gut_lining_food",
            "habit",
            "Gut",
            "amount",
            "servings",
            "gut_lining_foods",
        ),
        ("omega_3", "habit", "Gut", "amount", "servings", ""),
        ("zinc", "habit", "Body", "amount", "mg", ""),
        ("b_vitamins", "habit", "Body", "yes/no", "", ""),
        ("magnesium", "habit", "Body", "amount", "mg", ""),
        ("face_mask", "habit", "Care", "yes/no", "", ""),
        (
            "trigger_food",
            "habit",
            "Watch out",
            "amount",
            "servings",
            "foods_not_tolerated",
        ),
        ("period", "context", "Body", "yes/no", "", ""),
    ];
    let catalogue = StarterCatalogue::embedded();
    assert_eq!(catalogue.trackers.len(), table.len());
    for (key, role, section, kind, unit, list) in table {
        let starter = catalogue
            .tracker(key)
            .unwrap_or_else(|| panic!("{key} is missing"));
        let measure = catalogue.kind_of(starter).unwrap();
        let found = (
            starter.role.key(),
            starter.section.as_str(),
            measure.key(),
            measure.unit(),
        );
        assert_eq!(found, (role, section, kind, unit), "{key}");
        assert_eq!(starter.list.as_deref().unwrap_or_default(), list, "{key}");
        assert!(starter.palette < 10, "{key}");
    }
}

#[test]
fn the_items_of_the_table_are_there_in_order() {
    let check = |list: &str, expected: &[&str]| {
        let list = StarterCatalogue::embedded().list(list).unwrap();
        let names: Vec<&str> = list.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, expected);
    };
    check(
        "foods",
        &["Yogurt", "Kefir", "Kimchi", "Sauerkraut", "Tempeh", "Kōso"],
    );
    check("vegetables_fruit", &["Vegetables", "Fruit"]);
    check(
        "prebiotic_foods",
        &[
            "Whole grain",
            "Legumes",
            "Onion or garlic",
            "Chicory",
            "Jerusalem artichoke",
        ],
    );
    check("drinks", &["Water", "Coconut water", "Tea"]);
    check("activities", &["Walk", "Jog", "Swim", "Cycle"]);
    check("calm_activities", &["Meditation", "Breathing", "Yoga"]);
    check("skincare_products", &["Cleanser", "Serum", "Moisturiser"]);
    check(
        "zones",
        &[
            "Face", "Scalp", "Neck", "Chest", "Back", "Arms", "Elbows", "Hands", "Legs", "Knees",
            "Feet",
        ],
    );
}

#[test]
fn every_level_of_a_scale_has_its_word() {
    let catalogue = StarterCatalogue::embedded();
    for scale in &catalogue.scales {
        assert_eq!(
            scale.words.len(),
            scale.rating("").levels().count(),
            "{}",
            scale.key
        );
    }
    let word = |key: &str, level: f64| match catalogue.kind_of(catalogue.tracker(key).unwrap()) {
        Some(Kind::Scale(scale)) => (scale.word(level).to_owned(), scale.direction),
        other => panic!("{key} is {other:?}"),
    };
    let severity = [
        "none", "mild", "mild", "mild", "moderate", "moderate", "moderate",
    ];
    let severity = severity
        .iter()
        .chain(&["severe", "severe", "very severe", "very severe"]);
    for (level, expected) in severity.enumerate() {
        assert_eq!(
            word("itch", level as f64),
            ((*expected).to_owned(), Direction::LowerIsBetter)
        );
    }
    assert_eq!(
        word("sleep_quality", 0.0),
        ("very poor".to_owned(), Direction::HigherIsBetter)
    );
    assert_eq!(
        word("sleep_quality", 10.0),
        ("very good".to_owned(), Direction::HigherIsBetter)
    );
    assert_eq!(
        word("stool_form", 4.0),
        ("smooth and soft".to_owned(), Direction::Neither)
    );
}

#[test]
fn keys_and_names_are_unique() {
    fn unique<'a>(what: &str, texts: impl Iterator<Item = &'a String>) {
        let mut seen = BTreeSet::new();
        for text in texts {
            assert!(
                seen.insert(text.to_lowercase()),
                "{what} {text} stands twice"
            );
        }
    }
    let catalogue = StarterCatalogue::embedded();
    unique(
        "tracker",
        catalogue.trackers.iter().map(|tracker| &tracker.key),
    );
    unique(
        "tracker name",
        catalogue.trackers.iter().map(|tracker| &tracker.name),
    );
    unique("list", catalogue.lists.iter().map(|list| &list.key));
    unique("list name", catalogue.lists.iter().map(|list| &list.name));
    unique(
        "item",
        catalogue
            .lists
            .iter()
            .flat_map(|list| &list.items)
            .map(|item| &item.key),
    );
    for list in &catalogue.lists {
        unique("item name", list.items.iter().map(|item| &item.name));
        let used = catalogue
            .trackers
            .iter()
            .any(|tracker| tracker.list.as_ref() == Some(&list.key));
        assert!(used, "no tracker has the list {}", list.key);
    }
    let concerns: Vec<Concern> = catalogue
        .concerns
        .iter()
        .map(|choice| choice.concern)
        .collect();
    assert_eq!(concerns, Concern::ALL);
}

#[test]
fn same_as_yesterday_leaves_scales_symptoms_and_sleep_alone() {
    let catalogue = StarterCatalogue::embedded();
    for starter in &catalogue.trackers {
        let rated = matches!(catalogue.kind_of(starter), Some(Kind::Scale(_)));
        let expected = !rated && starter.role != Role::Symptom && starter.key != "sleep";
        assert_eq!(starter.copied, expected, "{}", starter.key);
    }
}

#[test]
fn broken_catalogues_are_refused() {
    let text = include_str!("../../../../assets/starter.toml");
    for (from, to) in [
        ("words = \"stool\"", "words = \"stools\""),
        ("list = \"zones\"", "list = \"areas\""),
        ("role = \"habit\"", "role = \"hobby\""),
        ("concerns = [\"acne\"]", "concerns = [\"warts\"]"),
        ("usual = true", "usually = true"),
        ("ceiling = 20000", "ceiling = -1"),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(
            StarterCatalogue::parse(&text.replacen(from, to, 1)).is_err(),
            "{to}"
        );
    }
}

#[test]
fn people_find_a_tracker_by_key_or_name() {
    let catalogue = StarterCatalogue::embedded();
    for text in ["fermented food", "FERMENTED_FOOD", "Fermented food"] {
        assert_eq!(
            catalogue.find(text).map(|starter| starter.key.as_str()),
            Some("fermented_food"),
            "{text}"
        );
    }
    assert_eq!(catalogue.find("kefir"), None);
}

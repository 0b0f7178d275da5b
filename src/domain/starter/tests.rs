//! The starter trackers against the table they come from, and what switching them on does to a journal.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{Day, Edit, Journal, Tracker};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-21")
}

fn begun(beginning: &Beginning) -> Journal {
    let mut journal = Journal::default();
    journal
        .apply(StarterCatalogue::embedded().begin(beginning))
        .unwrap();
    journal
}

fn with_concerns(concerns: &[Concern]) -> Beginning {
    Beginning {
        concerns: concerns.to_vec(),
        ..Beginning::usual(today())
    }
}

fn keys(journal: &Journal) -> Vec<String> {
    journal
        .trackers()
        .iter()
        .map(|tracker| tracker.uid.clone())
        .collect()
}

fn switch_on(journal: &mut Journal, key: &str, on: Day) -> Edit {
    let edit = StarterCatalogue::embedded()
        .switch_on(journal, key, on)
        .unwrap();
    journal.apply(edit).unwrap()
}

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
    let text = include_str!("../../../assets/starter.toml");
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
fn a_new_journal_has_the_usual_set_and_the_symptoms_of_its_concerns() {
    let usual = ["fermented_food", "water", "sleep", "stress", "sugar"];
    let check = |concerns: &[Concern], symptoms: &[&str]| {
        let journal = begun(&with_concerns(concerns));
        let expected: Vec<&str> = usual
            .iter()
            .chain(symptoms)
            .chain(&["skin_overall"])
            .copied()
            .collect();
        assert_eq!(keys(&journal), expected, "{concerns:?}");
        assert_eq!(journal.settings().concerns(), concerns);
        assert!(
            journal
                .trackers()
                .iter()
                .all(|tracker| tracker.daily_from == Some(today())),
            "{concerns:?}"
        );
    };
    check(&[], &[]);
    check(&[Concern::Curious], &[]);
    check(&[Concern::Acne], &["breakouts", "new_spots", "oiliness"]);
    check(&[Concern::Eczema], &["itch", "dryness", "redness"]);
    check(&[Concern::Rosacea], &["redness", "burning"]);
    check(&[Concern::Psoriasis], &["itch", "scaling"]);
    check(&[Concern::Sensitive], &["redness", "burning"]);
    check(&[Concern::DryOrAgeing], &["dryness", "tightness"]);
    check(
        &[Concern::Acne, Concern::Psoriasis],
        &["itch", "breakouts", "new_spots", "oiliness", "scaling"],
    );
}

#[test]
fn aims_are_set_with_their_source_and_only_for_adults() {
    let extras = vec![
        "plants".to_owned(),
        "movement".to_owned(),
        "alcohol".to_owned(),
    ];
    let aims = |life_stage: LifeStage| {
        let journal = begun(&Beginning {
            life_stage,
            extras: extras.clone(),
            ..Beginning::usual(today())
        });
        assert_eq!(journal.settings().life_stage(), life_stage);
        assert_eq!(
            journal.tracker_by_uid("alcohol").is_some(),
            life_stage == LifeStage::Adult
        );
        let words = |tracker: &&Tracker| {
            let aim = journal.aim_on(tracker.id, today())?;
            let target = aim.target?;
            let bound = (target.bound.key(), target.amount, target.period.key());
            Some(format!(
                "{} {} {} a {}, {}",
                tracker.uid, bound.0, bound.1, bound.2, aim.source
            ))
        };
        journal
            .trackers()
            .iter()
            .filter_map(words)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        aims(LifeStage::Adult),
        [
            "plants at least 5 a day, WHO 400 g",
            "water at least 1600 a day, EFSA 2010",
            "sleep at least 7 a day, AASM/SRS 2015",
            "movement at least 150 a week, WHO 2020",
        ]
    );
    for life_stage in [LifeStage::Under18, LifeStage::PregnantOrBreastfeeding] {
        assert_eq!(aims(life_stage), ["plants at least 5 a day, WHO 400 g"]);
    }
    let alcohol = StarterCatalogue::embedded().tracker("alcohol").unwrap();
    assert_eq!(
        alcohol
            .aims_for(LifeStage::Adult)
            .map(|aim| aim.amount)
            .collect::<Vec<_>>(),
        [14.0]
    );
    assert_eq!(alcohol.aims_for(LifeStage::Under18).count(), 0);
}

#[test]
fn all_trackers_together_share_their_lists() {
    let extras = StarterCatalogue::embedded()
        .trackers
        .iter()
        .map(|starter| starter.key.clone())
        .collect();
    let journal = begun(&Beginning {
        extras,
        ..Beginning::usual(today())
    });
    assert_eq!(
        journal.trackers().len(),
        StarterCatalogue::embedded().trackers.len()
    );
    assert_eq!(
        journal.lists().count(),
        StarterCatalogue::embedded().lists.len()
    );
    let list_of = |key: &str| journal.tracker_by_uid(key).unwrap().list;
    assert!(list_of("itch").is_some());
    assert_eq!(list_of("itch"), list_of("new_spots"));
}

#[test]
fn switching_on_makes_the_tracker_with_its_list_once() {
    let mut journal = begun(&Beginning::usual(today()));
    let before = journal.clone();
    let undo = switch_on(&mut journal, "itch", today());
    let zones = journal.tracker_by_uid("itch").unwrap().list.unwrap();
    assert_eq!(journal.items_of(zones).len(), 11);
    let with_itch = journal.clone();
    switch_on(&mut journal, "dryness", today());
    assert_eq!(journal.tracker_by_uid("dryness").unwrap().list, Some(zones));
    assert_eq!(journal.items().count(), with_itch.items().count());
    let mut undone = with_itch;
    undone.apply(undo).unwrap();
    assert_eq!(undone, before);
}

#[test]
fn switching_on_what_is_on_changes_nothing() {
    let journal = begun(&Beginning::usual(today()));
    let edit = StarterCatalogue::embedded()
        .switch_on(&journal, "water", today())
        .unwrap();
    assert!(edit.is_empty());
    assert_eq!(
        StarterCatalogue::embedded().switch_on(&journal, "unheard_of", today()),
        None
    );
}

#[test]
fn switching_on_what_was_put_away_brings_it_back_as_it_was() {
    let mut journal = begun(&Beginning::usual(today()));
    let water = journal.tracker_by_uid("water").unwrap().clone();
    let put_away = Tracker {
        name: "Drinks".to_owned(),
        archived_from: Some(day("2026-12-01")),
        ..water.clone()
    };
    journal.apply(Edit::put_tracker(put_away)).unwrap();
    assert!(
        StarterCatalogue::embedded()
            .off_in(&journal)
            .any(|starter| starter.key == "water")
    );
    switch_on(&mut journal, "water", day("2027-02-01"));
    let back = journal.tracker_by_uid("water").unwrap();
    assert_eq!(back.archived_from, None);
    assert_eq!((back.id, back.name.as_str()), (water.id, "Drinks"));
    assert_eq!(back.daily_from, Some(day("2027-02-01")));
    assert_eq!(journal.aims_of(water.id).len(), 1);
}

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let mut journal = begun(&Beginning::usual(today()));
    let own = Tracker {
        id: journal.next_tracker_id(),
        uid: "made-up".to_owned(),
        name: "ALCOHOL".to_owned(),
        ..journal.tracker_by_uid("sugar").unwrap().clone()
    };
    journal.apply(Edit::put_tracker(own)).unwrap();
    switch_on(&mut journal, "alcohol", today());
    assert_eq!(journal.tracker_by_uid("alcohol").unwrap().name, "Alcohol 2");
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

//! What switching starter trackers on does to a journal.

use crate::domain::starter::{Beginning, StarterCatalogue};
use crate::domain::{Concern, Day, Edit, Journal, LifeStage, Tracker};

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

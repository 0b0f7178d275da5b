//! From a recommendation to its chart: what is advised can be followed, and the chart says who advises it.

use biota::domain::{DayValue, Edit, Entry, EntryKey, Role, StarterCatalogue};
use biota::guide::Guide;
use biota::ui::charts::advice::Advice;
use biota::ui::words::Words;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::scenario::{Scenario, TODAY, day};

#[test]
fn every_recommendation_with_a_tracker_stands_in_its_chart_with_its_source() {
    let catalogue = StarterCatalogue::embedded();
    let mut charts = 0;
    for recommendation in &Guide::embedded().recommendations {
        for key in &recommendation.trackers {
            let mut journal = Scenario::eczema().journal();
            let edit = catalogue.switch_on(&journal, key, day(TODAY)).unwrap();
            journal.apply(edit).unwrap();
            let tracker = journal.tracker_by_uid(key).unwrap();
            let advice = Advice::of(&journal, tracker, day(TODAY), Words::of(journal.settings()));
            // Quality of sleep belongs to the advice on sleep, but nobody advises to rate it.
            let is_main = recommendation.main_tracker() == Some(key.as_str());
            if tracker.role != Role::Habit && !is_main {
                continue;
            }
            assert!(
                advice.is_advised,
                "{key} is advised by {}",
                recommendation.id
            );
            assert!(
                advice.text.starts_with("article"),
                "{key}: “{}” names no article",
                advice.text
            );
            let has_figure = recommendation
                .figures
                .iter()
                .any(|figure| figure.tracker == *key);
            if has_figure {
                assert!(!advice.bands.is_empty(), "{key} has a figure and no band");
            }
            // "article 1 2: include; no amount given", or the amount an article gives.
            assert!(advice.text.contains(": "), "{key}: “{}”", advice.text);
            charts += 1;
        }
    }
    assert!(charts >= 20, "{charts} charts");
}

#[test]
fn a_recommendation_is_followed_from_the_guide_to_today_and_trends() {
    let mut window = Scenario::eczema().open();
    window
        .harness
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::K);
    window.run();
    window.type_text("when to");
    window.press(Key::Enter);
    window
        .harness
        .get_by_label("Emergency: call 112, 999, 911 or your local number");
    let movement = StarterCatalogue::embedded()
        .switch_on(window.journal(), "movement", day(TODAY))
        .unwrap();
    let window = Scenario::of(window.journal().clone()).with(movement);
    let tracker = window.tracker("movement");
    let mut window = window
        .with(Edit::log(
            EntryKey::own(tracker, day(TODAY)),
            Entry::typed(40.0),
        ))
        .open();
    assert_eq!(
        window.journal().value_on(tracker, day(TODAY)),
        DayValue::Recorded {
            number: 40.0,
            copied: false
        }
    );
    window
        .harness
        .get_by_label_contains("40 min this week · aim ≥ 150 min a week · WHO 2020");
    window
        .harness
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::Num3);
    window.run();
    window.harness.get_by_label_contains("Movement");
}

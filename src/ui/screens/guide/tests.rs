//! Flows of the Guide by accessible label.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::domain::{Edit, Journal, LifeStage, setting_key};
use crate::ui::action::Action;
use crate::ui::screens::rig::{self, Rig, empty_journal, full_journal};

type Guided = Harness<'static, Rig<GuideScreen>>;

fn open(size: [f32; 2], journal: Journal) -> Guided {
    let mut harness = Rig::open(size, journal, GuideScreen::show_ui);
    harness.run();
    harness
}

#[test]
fn every_recommendation_is_there_with_advice_grade_and_safety() {
    let harness = open([1104.0, 860.0], empty_journal());
    for recommendation in &Guide::embedded().recommendations {
        harness.get_by_role_and_label(Role::Group, &recommendation.title);
        harness
            .get_all_by_value(&recommendation.in_short)
            .next()
            .unwrap();
        let advice = format!("Advice {}", recommendation.advice);
        harness.get_all_by_value(&advice).next().unwrap();
        for line in &recommendation.safety {
            harness.get_all_by_value(line).next().unwrap();
        }
        for badge in grades::badges(recommendation, None, true) {
            harness.get_all_by_value(&badge.word).next().unwrap();
        }
        for id in &recommendation.references {
            let reference = Guide::embedded().reference(id).unwrap();
            let name = format!("{}, {}", reference.short, reference.citation());
            harness.get_all_by_label(&name).next().unwrap();
        }
    }
}

#[test]
fn a_recommendation_is_tracked_with_one_press_and_can_be_undone() {
    let mut harness = open([1104.0, 860.0], empty_journal());
    let before = harness.state().journal.clone();
    harness.get_by_label("Track zinc").click_accesskit();
    harness.run();
    assert!(harness.state().journal.tracker_by_uid("zinc").is_some());
    assert!(harness.query_by_label("Track zinc").is_none());
    harness.get_by_label("Trend of zinc").click_accesskit();
    harness.run();
    let zinc = harness.state().journal.tracker_by_uid("zinc").unwrap().id;
    assert_eq!(harness.state().asked, [Action::ShowTrend(zinc)]);
    assert_eq!(harness.state_mut().undo(), "tracking zinc");
    assert_eq!(harness.state().journal, before);
}

#[test]
fn everything_with_a_tracker_can_be_tracked_there() {
    let view_of = |journal: &Journal, check: &dyn Fn(&View<'_>)| {
        check(&View {
            journal,
            revision: 1,
            unsaved: crate::ui::view::ALL_SAVED,
            today: rig::today(),
            past_midnight: false,
            day: rig::today(),
            undo: None,
            redo: None,
            place: std::path::Path::new("journal.biota"),
            shelf: crate::ui::shelf::Shelf::NONE,
            findings: crate::ui::findings::Findings::none(),
            spare_uid: "spare",
        });
    };
    let journal = empty_journal();
    view_of(&journal, &|view| {
        let all = facts::facts(view);
        for (recommendation, facts) in Guide::embedded().recommendations.iter().zip(all) {
            let can = facts.offers.len() + facts.trends.len();
            assert_eq!(can, recommendation.trackers.len(), "{}", recommendation.id);
        }
    });
    let mut young = empty_journal();
    let stage = Edit::set(setting_key::LIFE_STAGE, LifeStage::Under18.key());
    young.apply(stage).unwrap();
    view_of(&young, &|view| {
        let all = facts::facts(view);
        let offered = all.iter().flat_map(|facts| &facts.offers);
        assert!(offered.into_iter().all(|offer| offer.key != "alcohol"));
    });
}

#[test]
fn adherence_is_said_in_words() {
    let harness = open([1104.0, 860.0], full_journal());
    let facts = |id: &str| {
        let all = &Guide::embedded().recommendations;
        let index = all.iter().position(|one| one.id == id).unwrap();
        harness.state().screen.facts[index].clone()
    };
    let sleep = facts("sleep");
    let count = |mark| sleep.cells.iter().filter(|cell| cell.mark == mark).count();
    assert_eq!(sleep.cells.len(), 30);
    assert_eq!(count(facts::Mark::Paused), 5);
    let (met, missed) = (count(facts::Mark::Met), count(facts::Mark::Missed));
    assert!(met > 0 && missed > 0 && count(facts::Mark::CannotTell) > 0);
    assert_eq!(
        sleep.words,
        format!("≥ 7 h on {met} of the last {} logged nights", met + missed)
    );
    let ends = |words: &str, end: &str| assert!(words.ends_with(end), "{words}");
    ends(&facts("fermented_food").words, "logged days");
    assert!(facts("sugar").words.starts_with("on "));
    assert_eq!(facts("read_labels").words, "");
    assert!(
        facts("movement").words.contains("≥ 150 min a week"),
        "{}",
        facts("movement").words
    );
    assert_eq!(facts("omega_3").words, "not tracked");
    assert_eq!(facts("colon_cleansing").words, "");
}

#[test]
fn facts_are_computed_once_a_change() {
    let mut harness = open([1104.0, 860.0], full_journal());
    harness.state_mut().screen.facts[0].words = "kept".to_owned();
    harness.run_steps(3);
    assert_eq!(harness.state().screen.facts[0].words, "kept");
    harness.get_by_label("Track zinc").click_accesskit();
    harness.run();
    assert_ne!(harness.state().screen.facts[0].words, "kept");
}

#[test]
fn a_concern_puts_its_own_cards_first_and_hides_none() {
    let mut harness = open([1104.0, 860.0], empty_journal());
    harness.get_by_label("Concern").click();
    harness.run();
    harness.get_by_label("Rosacea").click();
    harness.run();
    let remembered = harness.state().journal.settings().remembered(CONCERN);
    assert_eq!(remembered, Some("rosacea"));
    let all = &Guide::embedded().recommendations;
    for concern in &Guide::embedded().concerns {
        let shown = sorted_for(Some(&concern.id));
        assert_eq!(shown.len(), all.len(), "{}", concern.id);
        let is_own = |index: &usize| {
            let mut concerns = all[*index].grades.iter().map(|grade| &grade.concern);
            concerns.any(|of| of.as_deref() == Some(concern.id.as_str()))
        };
        assert!(shown.is_sorted_by_key(|index| !is_own(index)));
    }
    assert_eq!(all[sorted_for(Some("rosacea"))[0]].id, "alcohol");
}

#[test]
fn without_an_aim_no_amount_is_praised_or_blamed() {
    let harness = open([1104.0, 860.0], full_journal());
    let all = &Guide::embedded().recommendations;
    let mut days = 0;
    for (recommendation, facts) in all.iter().zip(&harness.state().screen.facts) {
        let Some(tracker) = recommendation.tracker_in(&harness.state().journal) else {
            continue;
        };
        if !harness.state().journal.aims_of(tracker.id).is_empty() {
            continue;
        }
        for cell in &facts.cells {
            let is_judged = matches!(cell.mark, facts::Mark::Met | facts::Mark::Missed);
            assert!(!is_judged, "{}: {}", recommendation.id, cell.text);
            days += 1;
        }
    }
    assert!(days >= 90, "{days} days without an aim");
}

#[test]
fn help_and_cards_are_found_from_elsewhere() {
    let mut harness = open([1104.0, 700.0], full_journal());
    harness
        .state_mut()
        .screen
        .show_recommendation("colon_cleansing");
    harness.run();
    let found = harness.get_by_label("Found: Colon cleansing, elimination programmes, liver detox");
    assert!(found.is_focused());
    assert!(
        found.rect().top() >= 0.0 && found.rect().bottom() <= 700.0,
        "{:?}",
        found.rect()
    );
    harness.state_mut().screen.show_help();
    harness.run();
    let help = harness.get_by_role_and_label(Role::Group, "When to get help");
    assert!(help.is_focused());
    assert!(help.rect().top() >= 0.0, "{:?}", help.rect());
}

#[test]
fn sources_open_by_keyboard() {
    let mut harness = open([1104.0, 860.0], empty_journal());
    let citation = "Alves 2021, Foods 10:2794. Kefir in eczema, one small study without blinding.";
    assert_eq!(harness.get_all_by_value(citation).count(), 1);
    let name = format!("Alves 2021, {citation}");
    harness.get_by_label(&name).focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_all_by_value(citation).count() >= 2);
}

#[test]
fn nothing_is_beyond_the_edge_at_any_size() {
    for (size, scroll) in [
        ([1104.0, 860.0], None),
        ([1104.0, 860.0], Some("sleep")),
        ([1104.0, 860.0], Some("probiotic_skincare")),
        ([1104.0, 860.0], Some("colon_cleansing")),
        ([724.0, 600.0], None),
        ([724.0, 600.0], Some("water")),
        ([362.0, 430.0], Some("water")),
    ] {
        for dark in [false, true] {
            for (filled, journal) in [("full", full_journal()), ("empty", empty_journal())] {
                let mut harness = open(size, journal);
                rig::set_theme(&harness.ctx, dark);
                if let Some(id) = scroll {
                    harness.state_mut().screen.show_recommendation(id);
                }
                harness.run();
                let name = format!("guide-{}-{filled}", scroll.unwrap_or("top"));
                rig::check_width(&harness);
                rig::keep_picture(&mut harness, &name, dark);
            }
        }
    }
}

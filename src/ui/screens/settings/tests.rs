//! Flows of the settings by accessible label.

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::domain::{Bound, Day, Journal, Kind, Period, SpanKind, Target, Tracker, setting_key};
use crate::ui::action::{Action, ExportForm as Form, ExportRequest};
use crate::ui::screens::rig::{self, Rig, empty_journal, full_journal, today};

type Settings = Harness<'static, Rig<SettingsScreen>>;

const WIDE: [f32; 2] = [1104.0, 2400.0];

fn open(section: &str, journal: Journal) -> Settings {
    open_sized(WIDE, section, journal)
}

fn open_sized(size: [f32; 2], section: &str, mut journal: Journal) -> Settings {
    let key = format!("{}settings.section", setting_key::REMEMBERED);
    journal.apply(Edit::set(&key, section)).unwrap();
    let mut harness = Rig::open(size, journal, SettingsScreen::show_ui);
    harness.run();
    harness
}

fn press(harness: &mut Settings, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

/// Writes into a field, replacing what is there, and leaves it.
fn write(harness: &mut Settings, label: &str, text: &str) {
    harness
        .get_by_role_and_label(Role::TextInput, label)
        .focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    if text.is_empty() {
        harness.key_press(Key::Backspace);
    } else {
        harness
            .get_by_role_and_label(Role::TextInput, label)
            .type_text(text);
    }
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
}

fn tracker<'a>(harness: &'a Settings, uid: &str) -> &'a Tracker {
    harness.state().journal.tracker_by_uid(uid).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_tracker_is_renamed_and_the_name_comes_back_by_undo() {
    let mut harness = open("trackers", full_journal());
    press(&mut harness, "Water");
    write(&mut harness, "Name of Water", "Drinks");
    assert_eq!(tracker(&harness, "water").name, "Drinks");
    assert_eq!(harness.state_mut().undo(), "Water renamed");
    harness.run();
    assert_eq!(tracker(&harness, "water").name, "Water");
    harness.get_by_role_and_label(Role::Button, "Water");
}

#[test]
fn a_name_is_kept_after_a_pause_and_a_taken_one_is_refused_in_a_sentence() {
    let mut harness = open("trackers", full_journal());
    press(&mut harness, "Water");
    let name = "Name of Water";
    harness.get_by_role_and_label(Role::TextInput, name).focus();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, name)
        .type_text(" and tea");
    harness.step();
    harness.step();
    assert_eq!(tracker(&harness, "water").name, "Water", "typing goes on");
    harness.run_steps(10);
    assert_eq!(tracker(&harness, "water").name, "Water and tea");
    write(&mut harness, "Name of Water and tea", "SLEEP");
    harness
        .get_all_by_value("That name is taken.")
        .next()
        .unwrap();
    assert_eq!(tracker(&harness, "water").name, "Water and tea");
}

#[test]
fn what_is_typed_is_kept_when_the_screen_is_left() {
    let mut harness = open("trackers", full_journal());
    press(&mut harness, "Water");
    let name = "Name of Water";
    harness.get_by_role_and_label(Role::TextInput, name).focus();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, name)
        .type_text("s");
    harness.step();
    let rig = harness.state_mut();
    let mut actions = Actions::default();
    let view = View {
        journal: &rig.journal,
        revision: 1,
        today: today(),
        past_midnight: false,
        day: today(),
        undo: None,
        redo: None,
        place: std::path::Path::new("journal.biota"),
        spare_uid: "spare",
    };
    rig.screen.flush(&view, &mut actions);
    let asked = actions.take();
    assert!(
        matches!(asked.as_slice(), [Action::Commit { label, .. }] if label == "Water renamed"),
        "{asked:?}"
    );
}

#[test]
fn trackers_move_by_button_and_by_key() {
    let mut harness = open("trackers", empty_journal());
    let names = |harness: &Settings| -> Vec<String> {
        let journal = &harness.state().journal;
        journal
            .active_trackers()
            .iter()
            .map(|one| one.name.clone())
            .collect()
    };
    assert_eq!(names(&harness)[..3], ["Fermented food", "Water", "Sleep"]);
    press(&mut harness, "Move Water up");
    assert_eq!(names(&harness)[..3], ["Water", "Fermented food", "Sleep"]);
    harness.get_by_role_and_label(Role::Button, "Water").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    harness.run();
    assert_eq!(names(&harness)[..3], ["Fermented food", "Sleep", "Water"]);
    assert!(
        harness
            .get_by_role_and_label(Role::Button, "Water")
            .is_focused()
    );
}

#[test]
fn a_tracker_is_put_away_and_brought_back() {
    let mut harness = open("trackers", full_journal());
    let before = tracker(&harness, "movement").clone();
    press(&mut harness, "Movement");
    press(&mut harness, "Put away");
    assert_eq!(tracker(&harness, "movement").archived_from, Some(today()));
    press(&mut harness, "Put away (1)");
    press(&mut harness, "Bring back Movement");
    let after = tracker(&harness, "movement");
    assert_eq!(after.archived_from, None);
    assert_eq!(after.daily_from, before.daily_from.map(|_| today()));
}

#[test]
fn deleting_says_what_goes_and_can_be_undone() {
    let mut harness = open("trackers", full_journal());
    let before = harness.state().journal.clone();
    let water = tracker(&harness, "water").id;
    let entries = before.entries_of(water).count();
    press(&mut harness, "Water");
    press(&mut harness, "Delete for good…");
    let question = format!(
        "Delete Water for good? {entries} entries go, and 1 aim too, with it. Putting it away keeps them. You can undo this."
    );
    harness.get_all_by_value(&question).next().unwrap();
    press(&mut harness, "Delete for good");
    assert!(harness.state().journal.tracker(water).is_none());
    assert_eq!(harness.state_mut().undo(), "Water deleted");
    assert_eq!(harness.state().journal, before);
}

#[test]
fn a_changed_aim_leaves_the_one_before_as_it_was() {
    let mut harness = open("trackers", full_journal());
    let water = tracker(&harness, "water").id;
    let old = harness.state().journal.aims_of(water)[0].clone();
    press(&mut harness, "Water");
    press(&mut harness, "Change the aim…");
    write(&mut harness, "Amount of the aim", "1800");
    write(&mut harness, "Aim holds from day", "2026-11-15");
    press(&mut harness, "Set aim");
    let journal = &harness.state().journal;
    let aims = journal.aims_of(water);
    assert_eq!(aims.len(), 2);
    assert_eq!(*aims[0], old);
    assert_eq!(aims[1].from, day("2026-11-15"));
    assert_eq!(aims[1].source, "own");
    assert_eq!(journal.aim_on(water, day("2026-11-14")), Some(&old));
    press(&mut harness, "Change the aim…");
    press(&mut harness, "No aim from that day on");
    let journal = &harness.state().journal;
    assert_eq!(journal.aim_on(water, today()), None);
    assert!(journal.aim_on(water, day("2026-11-20")).is_some());
}

#[test]
fn sourced_aims_keep_their_source_and_are_for_adults() {
    let mut harness = open("trackers", full_journal());
    let sleep = tracker(&harness, "sleep").id;
    press(&mut harness, "Sleep");
    press(&mut harness, "Change the aim…");
    write(&mut harness, "Amount of the aim", "6:30");
    press(&mut harness, "Set aim");
    let own = harness.state().journal.aim_on(sleep, today()).unwrap();
    assert_eq!(own.target.unwrap().amount, 6.5);
    press(&mut harness, "Change the aim…");
    press(
        &mut harness,
        "Take the aim At least 7 h a day, AASM/SRS 2015",
    );
    let aim = harness.state().journal.aim_on(sleep, today()).unwrap();
    assert_eq!(aim.source, "AASM/SRS 2015");
    let expected = Target {
        bound: Bound::AtLeast,
        amount: 7.0,
        period: Period::Day,
    };
    assert_eq!(aim.target, Some(expected));
    harness.state_mut().undo();
    let stage = Edit::set(setting_key::LIFE_STAGE, "under_18");
    harness.state_mut().journal.apply(stage).unwrap();
    harness.run();
    press(&mut harness, "Change the aim…");
    assert!(
        harness
            .query_by_label("Take the aim At least 7 h a day, AASM/SRS 2015")
            .is_none()
    );
}

#[test]
fn an_absurd_aim_is_refused_beside_its_field() {
    let mut harness = open("trackers", full_journal());
    press(&mut harness, "Water");
    press(&mut harness, "Change the aim…");
    write(&mut harness, "Amount of the aim", "10000000");
    press(&mut harness, "Set aim");
    harness
        .get_all_by_value("Only 0 to 20 L can be logged here.")
        .next()
        .unwrap();
    assert!(harness.state().done.is_empty());
}

#[test]
fn a_unit_is_converted_with_its_entries_and_back() {
    let mut harness = open("trackers", full_journal());
    let before = harness.state().journal.clone();
    press(&mut harness, "Water");
    press(&mut harness, "Change the unit…");
    write(&mut harness, "New unit", "cups");
    press(&mut harness, "Convert");
    harness
        .get_all_by_value("A number above 0 is needed to convert what is there.")
        .next()
        .unwrap();
    write(&mut harness, "Factor", "0,004");
    press(&mut harness, "Convert");
    let journal = &harness.state().journal;
    let water = tracker(&harness, "water");
    assert_eq!(water.kind.unit(), "cups");
    let sum = |journal: &Journal| -> f64 {
        journal
            .entries_of(water.id)
            .filter_map(|(_, entry)| entry.value.number())
            .sum()
    };
    assert!((sum(journal) - sum(&before) * 0.004).abs() < 1e-6);
    harness.state_mut().undo();
    assert_eq!(harness.state().journal, before);
}

#[test]
fn an_empty_tracker_changes_its_unit_freely() {
    let mut harness = open("trackers", empty_journal());
    press(&mut harness, "Sugar");
    press(&mut harness, "Change the unit…");
    write(&mut harness, "New unit", "cubes");
    press(&mut harness, "Change unit");
    assert_eq!(tracker(&harness, "sugar").kind.unit(), "cubes");
}

#[test]
fn a_changed_wording_leaves_a_marker_once_a_day() {
    let mut harness = open("trackers", full_journal());
    press(&mut harness, "Itch");
    write(
        &mut harness,
        "Word of level 3 of Itch",
        "woke up scratching",
    );
    let Kind::Scale(scale) = tracker(&harness, "itch").kind.clone() else {
        panic!("itch is a scale");
    };
    let words: Vec<&str> = [2.0, 3.0, 4.0].map(|level| scale.word(level)).to_vec();
    assert_eq!(words, ["mild", "woke up scratching", "moderate"]);
    write(&mut harness, "Question of Itch", "Itch at its worst today");
    let journal = &harness.state().journal;
    let markers: Vec<_> = journal
        .spans()
        .into_iter()
        .filter(|span| span.kind == SpanKind::Marker)
        .collect();
    assert_eq!(markers.len(), 1);
    assert_eq!(markers[0].label, "Wording of Itch changed");
    assert_eq!((markers[0].start, markers[0].end), (today(), Some(today())));
}

#[test]
fn a_new_tracker_is_made_by_hand_and_from_the_list() {
    let mut harness = open("about", empty_journal());
    harness.state_mut().screen.new_tracker();
    harness.run();
    let name = harness.get_by_role_and_label(Role::TextInput, "Name of the new tracker");
    assert!(name.is_focused());
    press(&mut harness, "Add tracker");
    harness
        .get_all_by_value("A name is needed.")
        .next()
        .unwrap();
    write(&mut harness, "Name of the new tracker", "Screen time");
    harness.get_by_label("Something that happens to me").click();
    harness.run();
    write(&mut harness, "Unit", "h");
    press(&mut harness, "Add tracker");
    let journal = &harness.state().journal;
    let made = journal.tracker_by_name("screen time").unwrap();
    assert_eq!(made.role, crate::domain::Role::Context);
    assert_eq!(made.kind.unit(), "h");
    assert_eq!(made.daily_from, Some(today()));
    press(&mut harness, "Add from the list…");
    harness.get_by_label("Movement").click();
    harness.run();
    assert!(harness.state().journal.tracker_by_uid("movement").is_some());
}

#[test]
fn a_new_scale_has_words() {
    let mut harness = open("trackers", empty_journal());
    press(&mut harness, "New tracker…");
    write(&mut harness, "Name of the new tracker", "Eye strain");
    harness.get_by_label("A scale").click();
    harness.run();
    write(&mut harness, "Highest level", "4");
    write(&mut harness, "Words of the levels", "none, some, much");
    press(&mut harness, "Add tracker");
    let made = harness
        .state()
        .journal
        .tracker_by_name("Eye strain")
        .unwrap();
    let Kind::Scale(scale) = &made.kind else {
        panic!("{:?}", made.kind);
    };
    let words: Vec<&str> = scale.levels().map(|level| scale.word(level)).collect();
    assert_eq!(words, ["none", "some", "some", "much", "much"]);
}

#[test]
fn items_are_added_described_moved_and_put_away() {
    let mut harness = open("lists", empty_journal());
    write(&mut harness, "New item of Fermented foods", "Miso");
    press(&mut harness, "Add to Fermented foods");
    let foods = tracker(&harness, "fermented_food").list.unwrap();
    let names = |harness: &Settings| -> Vec<String> {
        let items = harness.state().journal.items_of(foods);
        items.iter().map(|item| item.name.clone()).collect()
    };
    assert_eq!(names(&harness).last().map(String::as_str), Some("Miso"));
    press(&mut harness, "Move Miso up");
    assert_eq!(names(&harness).last().map(String::as_str), Some("Kōso"));
    press(&mut harness, "Edit Miso");
    write(&mut harness, "One serving is of Miso", "1 spoon");
    harness.get_by_label("Heated").click();
    harness.run();
    write(&mut harness, "One tap adds of Miso", "0,5");
    press(&mut harness, "Put away");
    let journal = &harness.state().journal;
    let miso = journal.items().find(|item| item.name == "Miso").unwrap();
    assert_eq!(miso.serving, "1 spoon");
    assert_eq!(miso.culture, crate::domain::Culture::Heated);
    assert_eq!(miso.per_tap, 0.5);
    assert!(miso.archived);
    write(&mut harness, "New item of Fermented foods", "KEFIR");
    press(&mut harness, "Add to Fermented foods");
    harness
        .get_all_by_value("That name is taken.")
        .next()
        .unwrap();
}

#[test]
fn a_new_label_does_not_rewrite_the_past() {
    let mut journal = empty_journal();
    let catalogue = crate::domain::StarterCatalogue::embedded();
    let edit = catalogue.switch_on(&journal, "probiotic_supplement", today());
    journal.apply(edit.unwrap()).unwrap();
    let mut harness = open("lists", journal);
    write(&mut harness, "New item of Probiotics", "Daily one");
    press(&mut harness, "Add to Probiotics");
    press(&mut harness, "Edit Daily one");
    for (from, strains, billions) in [
        ("2026-10-01", "L. rhamnosus GG", "10"),
        ("2026-11-10", "B. longum", "2,5"),
    ] {
        press(&mut harness, "New label…");
        write(&mut harness, "Label holds from day", from);
        write(&mut harness, "Strains", strains);
        write(&mut harness, "Billion CFU a dose", billions);
        press(&mut harness, "Keep label");
    }
    let journal = &harness.state().journal;
    let item = journal
        .items()
        .find(|item| item.name == "Daily one")
        .unwrap();
    assert_eq!(item.label_on(day("2026-11-09")).unwrap().cfu_per_dose, 1e10);
    assert_eq!(item.label_on(today()).unwrap().strains, "B. longum");
    assert_eq!(item.label_on(day("2026-09-30")), None);
}

#[test]
fn display_choices_are_settings_and_undo_like_all_else() {
    let mut harness = open("display", empty_journal());
    harness.get_by_label("Dark").click();
    harness.run();
    harness.get_by_label("6,75").click();
    harness.run();
    press(&mut harness, "Larger text");
    write(&mut harness, "Days start at", "05:30");
    let settings = harness.state().journal.settings();
    assert_eq!(settings.theme(), crate::domain::ThemeChoice::Dark);
    assert_eq!(settings.decimal_mark(), crate::domain::DecimalMark::Comma);
    assert_eq!(settings.text_percent(), 110);
    assert_eq!(settings.day_start_minutes(), 330);
    write(&mut harness, "Days start at", "13:00");
    harness
        .get_all_by_value("A time from 00:00 to 11:59 is needed.")
        .next()
        .unwrap();
    assert_eq!(harness.state_mut().undo(), "day starts at 05:30");
    assert_eq!(harness.state().journal.settings().day_start_minutes(), 240);
}

#[test]
fn concerns_are_chosen_again() {
    let mut harness = open("display", empty_journal());
    harness
        .get_by_role_and_label(Role::CheckBox, "Rosacea")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::CheckBox, "Eczema")
        .click();
    harness.run();
    let chosen = harness.state().journal.settings().concerns();
    assert_eq!(chosen, [crate::domain::Concern::Rosacea]);
}

#[test]
fn an_export_is_asked_for_with_all_that_was_chosen() {
    let mut harness = open("trackers", full_journal());
    let screen = &mut harness.state_mut().screen;
    screen.set_suggested_folder("/home/mira/Documents".into());
    screen.show_export();
    harness.run();
    let file = harness.get_by_role_and_label(Role::TextInput, "File");
    assert!(file.is_focused());
    assert_eq!(
        file.value().as_deref(),
        Some("/home/mira/Documents/biota-entries-2026-11-21.csv")
    );
    harness.get_by_label("One row a day").click();
    harness.run();
    harness.get_by_role(Role::CheckBox).click();
    harness.run();
    write(&mut harness, "From day", "2026-11-20");
    write(&mut harness, "To day", "2026-11-01");
    press(&mut harness, "Export");
    assert!(harness.state().asked.is_empty());
    write(&mut harness, "From day", "1.11.2026");
    write(&mut harness, "To day", "");
    press(&mut harness, "Export");
    let mut expected = ExportRequest {
        form: Form::Days,
        path: "/home/mira/Documents/biota-days-2026-11-21.csv".into(),
        spreadsheet: true,
        from: Some(day("2026-11-01")),
        to: None,
    };
    assert_eq!(harness.state().asked, [Action::Export(expected.clone())]);
    press(&mut harness, "Choose place…");
    assert!(matches!(harness.state().asked[1], Action::ChooseFile(_)));
    harness
        .state_mut()
        .screen
        .file_chosen("/tmp/mine.csv".into());
    harness.run();
    press(&mut harness, "Export");
    expected.path = "/tmp/mine.csv".into();
    assert_eq!(harness.state().asked[2], Action::Export(expected));
}

#[test]
fn every_section_is_reached_by_name_and_remembered() {
    let mut harness = open("trackers", full_journal());
    for (label, key) in [
        ("Lists", "lists"),
        ("Day and display", "display"),
        ("Journal", "journal"),
        ("About", "about"),
        ("Trackers", "trackers"),
    ] {
        harness.get_by_role_and_label(Role::Tab, label).click();
        harness.run();
        let remembered = harness
            .state()
            .journal
            .settings()
            .remembered("settings.section");
        assert_eq!(remembered, Some(key));
    }
}

#[test]
fn pictures() {
    for size in [[1104.0, 860.0], [724.0, 600.0], [362.0, 430.0]] {
        for section in [
            "trackers", "tracker", "scale", "new", "lists", "display", "journal", "about",
        ] {
            for dark in [false, true] {
                let shown = match section {
                    "tracker" | "scale" | "new" => "trackers",
                    section => section,
                };
                let mut harness = open_sized(size, shown, full_journal());
                rig::set_theme(&harness.ctx, dark);
                match section {
                    "tracker" => {
                        harness
                            .get_by_role_and_label(Role::Button, "Water")
                            .click_accesskit();
                        harness.run();
                        harness
                            .get_by_role_and_label(Role::Button, "Change the aim…")
                            .click_accesskit();
                        harness.run();
                        harness
                            .get_by_role_and_label(Role::TextInput, "Name of Water")
                            .focus();
                    }
                    "scale" => harness
                        .get_by_role_and_label(Role::Button, "Itch")
                        .click_accesskit(),
                    "new" => harness.state_mut().screen.new_tracker(),
                    "lists" => harness
                        .get_by_role_and_label(Role::Button, "Edit Kefir")
                        .click_accesskit(),
                    _ => {}
                }
                harness.run();
                rig::keep_picture(&mut harness, &format!("settings-{section}"), dark);
            }
        }
    }
    for section in ["trackers", "lists", "journal"] {
        let mut harness = open_sized([724.0, 600.0], section, Journal::default());
        rig::keep_picture(&mut harness, &format!("settings-{section}-empty"), false);
    }
}

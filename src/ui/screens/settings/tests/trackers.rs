//! Trackers renamed, moved, put away, deleted, made.

use super::*;

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
        unsaved: crate::ui::view::ALL_SAVED,
        today: today(),
        past_midnight: false,
        day: today(),
        undo: None,
        redo: None,
        place: std::path::Path::new("journal.biota"),
        shelf: crate::ui::shelf::Shelf::NONE,
        findings: crate::ui::findings::Findings::none(),
        spare_uid: "spare",
    };
    rig.screen.flush(&view, &mut actions);
    let asked = actions.take();
    assert!(
        matches!(asked.as_slice(), [Action::CommitInStretch { label, .. }] if label == "Water renamed"),
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

//! Aims, units and wording, set by hand.

use super::*;

#[test]
fn a_changed_aim_leaves_the_one_before_as_it_was() {
    let mut harness = open("trackers", full_journal());
    let water = tracker(&harness, "water").id;
    let old = harness.state().journal.aims_of(water)[0].clone();
    press(&mut harness, "Water");
    press(&mut harness, "Change the aim…");
    write(&mut harness, "Amount of the aim", "1800");
    write(&mut harness, "Aim valid from day", "2026-11-15");
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

//! A person's day: logging by keyboard, undo, days that turn.

use biota::domain::{
    DayValue, Edit, Entry, EntryKey, Origin, Span, SpanId, SpanKind, Value, days_between, routine,
};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::scenario::{Scenario, TODAY, Window, day};

const YESTERDAY: &str = "2026-11-20";

/// Presses keys as a person would and counts them.
struct Presses(usize);

impl Presses {
    fn press(&mut self, window: &mut Window, keys: &[&str]) {
        for key in keys {
            self.0 += 1;
            match *key {
                "Tab" => window.press(Key::Tab),
                "Enter" => window.press(Key::Enter),
                "→" => window.press(Key::ArrowRight),
                character => window.type_text(character),
            }
        }
    }
}

#[test]
fn a_whole_day_takes_at_most_thirty_presses() {
    let mut window = Scenario::eczema().open();
    let mut presses = Presses(0);
    // An empty day starts at its first row, fermented food, on "None today"; then come yogurt, kefir, kimchi.
    presses.press(&mut window, &["→", "→", "1", "→", "1", "Tab"]);
    presses.press(&mut window, &["1", "7", "5", "0", "Enter"]); // water, on to the next row past its drinks
    presses.press(&mut window, &["6", ".", "7", "5", "Enter"]); // sleep
    presses.press(&mut window, &["4", "6", "3", "x"]); // itch, dryness, redness, overall
    presses.press(&mut window, &["5", "1", "Enter"]); // stress, past the links below the skin; sugar
    assert!(presses.0 <= 30, "{} presses", presses.0);

    let typed = Some(Origin::Typed);
    for (key, number) in [
        ("water", 1750.0),
        ("sleep", 6.75),
        ("stress", 5.0),
        ("sugar", 1.0),
        ("itch", 4.0),
        ("dryness", 6.0),
        ("redness", 3.0),
        ("skin_overall", 10.0),
    ] {
        let entry = window
            .journal()
            .entry(EntryKey::own(window.tracker(key), day(TODAY)));
        assert_eq!(
            entry.map(|entry| entry.value),
            Some(Value::Recorded(number)),
            "{key}"
        );
        assert_eq!(entry.map(|entry| entry.origin), typed, "{key}");
    }
    for item in ["kefir", "kimchi"] {
        let entry = window
            .journal()
            .entry(window.item_key("fermented_food", item, TODAY));
        assert_eq!(entry, Some(Entry::typed(1.0)), "{item}");
    }
    assert_eq!(
        window.journal().entry_count(),
        10,
        "nothing else was written"
    );
}

#[test]
fn none_today_is_one_key_and_a_fact() {
    let mut window = Scenario::eczema().open();
    window.type_text("0");
    assert_eq!(window.number("fermented_food", TODAY), Some(0.0));
    assert_eq!(window.journal().entry_count(), 1);
    window.undo();
    assert_eq!(window.journal().entry_count(), 0);
    window.redo();
    assert_eq!(window.number("fermented_food", TODAY), Some(0.0));
}

#[test]
fn y_copies_what_was_typed_and_enter_confirms() {
    let mut scenario = Scenario::eczema();
    for (key, number) in [
        ("water", 1500.0),
        ("itch", 4.0),
        ("sleep", 8.0),
        ("sugar", 2.0),
    ] {
        let tracker = scenario.tracker(key);
        scenario = scenario.with(Edit::log(
            EntryKey::own(tracker, day(YESTERDAY)),
            Entry::typed(number),
        ));
    }
    let mut window = scenario.open();
    window.type_text("y");
    assert_eq!(window.number("water", TODAY), Some(1500.0));
    assert_eq!(
        window.number("itch", TODAY),
        None,
        "symptoms are never copied"
    );
    assert_eq!(window.number("sleep", TODAY), None, "sleep is never copied");
    assert_eq!(routine::unconfirmed(window.journal(), day(TODAY)), 2);
    window
        .harness
        .get_by_label_contains("2 values copied from yesterday need your OK");
    let water = window.tracker("water");
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water")
        .focus();
    window.run();
    window.press(Key::Enter);
    let entry = window
        .journal()
        .entry(EntryKey::own(water, day(TODAY)))
        .unwrap();
    assert_eq!(entry.origin, Origin::Typed);
    window.undo();
    window.undo();
    assert_eq!(
        window.number("water", TODAY),
        None,
        "one stroke is one step of undo"
    );
}

#[test]
fn c_clears_the_rest_of_the_skin() {
    let mut window = Scenario::eczema().open();
    window.harness.get_by_label("Itch").focus();
    window.run();
    window.type_text("4");
    window.type_text("c");
    assert_eq!(window.number("itch", TODAY), Some(4.0));
    for key in ["dryness", "redness", "skin_overall"] {
        assert_eq!(window.number(key, TODAY), Some(0.0), "{key}");
    }
    assert_eq!(window.number("stress", TODAY), None);
}

#[test]
fn none_of_a_bare_amount_is_one_click_and_a_zero() {
    let mut window = Scenario::eczema().open();
    window.harness.get_by_label("Sugar, None today").click();
    window.run();
    assert_eq!(window.number("sugar", TODAY), Some(0.0));
    // It is offered only while nothing is logged.
    assert!(window.harness.query_by_label("Sugar, None today").is_none());
    window.undo();
    assert_eq!(window.number("sugar", TODAY), None);
}

#[test]
fn shortcuts_rest_while_words_are_typed() {
    let mut window = Scenario::eczema().open();
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "Note")
        .focus();
    window.run();
    window.type_text("yogurt? c");
    window.press(Key::Tab);
    assert_eq!(window.journal().note(day(TODAY)), Some("yogurt? c"));
    assert_eq!(window.journal().entry_count(), 0);
}

#[test]
fn a_note_takes_any_script_and_keeps_every_byte() {
    let text = format!(
        "Neue Crème 🧴\nзуд ↑ かゆみ مرحبا #旅行\n{}",
        "x".repeat(100_000)
    );
    let mut window = Scenario::eczema().allowing_any_glyph().open();
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "Note")
        .focus();
    window.run();
    window.harness.event(egui::Event::Paste(text.clone()));
    window.run();
    window.press(Key::Tab);
    assert_eq!(window.journal().note(day(TODAY)), Some(text.as_str()));
}

#[test]
fn absurd_and_negative_amounts_change_nothing_and_say_why() {
    let mut window = Scenario::eczema().open();
    for (typed, sentence) in [
        ("10000000", "Only 0 to 20 L can be logged here."),
        (
            "1..2",
            "Type the number without spaces or marks between thousands.",
        ),
    ] {
        window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water")
            .focus();
        window.run();
        window.type_without_pause(typed);
        window.press(Key::Enter);
        assert_eq!(window.number("water", TODAY), None, "{typed}");
        window.harness.get_by_label_contains(sentence);
        window.press(Key::Escape);
    }
}

#[test]
fn not_logged_zero_and_skipped_are_told_apart() {
    let mut window = Scenario::eczema().open();
    let spoken = |window: &Window| {
        let itch = window.harness.get_by_label("Itch");
        itch.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(spoken(&window), "not logged");
    for (key, expected, value) in [
        (
            "0",
            "0 of 10, none",
            DayValue::Recorded {
                number: 0.0,
                copied: false,
            },
        ),
        ("s", "skipped", DayValue::Skipped),
    ] {
        window.harness.get_by_label("Itch").focus();
        window.run();
        window.type_text(key);
        assert_eq!(spoken(&window), expected);
        assert_eq!(
            window
                .journal()
                .value_on(window.tracker("itch"), day(TODAY)),
            value
        );
    }
    window.harness.get_by_label("Itch").focus();
    window.run();
    window.press(Key::Delete);
    assert_eq!(spoken(&window), "not logged");
    assert_eq!(window.journal().entry_count(), 0);
}

#[test]
fn the_day_is_the_one_the_setting_says() {
    for (time, heading, entry_day) in [
        ("2026-11-21 23:59:59", "Saturday 21 November", "2026-11-21"),
        (
            "2026-11-22 03:59:00",
            "Saturday 21 November, until 04:00",
            "2026-11-21",
        ),
        ("2026-11-22 04:00:00", "Sunday 22 November", "2026-11-22"),
        (
            "2026-03-29 03:30:00",
            "Saturday 28 March, until 04:00",
            "2026-03-28",
        ),
        (
            "2026-10-25 02:30:00",
            "Saturday 24 October, until 04:00",
            "2026-10-24",
        ),
        ("2028-02-29 12:00:00", "Tuesday 29 February", "2028-02-29"),
        (
            "2028-03-01 03:59:00",
            "Tuesday 29 February, until 04:00",
            "2028-02-29",
        ),
    ] {
        let mut window = Scenario::eczema().at(time).open();
        window.harness.get_by_label(heading);
        window.harness.get_by_label("Itch").focus();
        window.run();
        window.type_text("4");
        assert_eq!(window.number("itch", entry_day), Some(4.0), "{time}");
    }
}

#[test]
fn when_the_day_turns_nothing_jumps() {
    let mut window = Scenario::eczema().at("2026-11-22 03:59:30").open();
    window.set_time("2026-11-22 04:00:10");
    window.harness.get_by_label("Saturday 21 November");
    window.harness.get_by_label("Itch").focus();
    window.run();
    window.type_text("4");
    assert_eq!(
        window.number("itch", "2026-11-21"),
        Some(4.0),
        "what one sees is what one logs"
    );
    window.harness.get_by_label("Open it").click();
    window.run();
    window.harness.get_by_label("Sunday 22 November");
}

#[test]
fn the_future_cannot_be_opened() {
    let mut window = Scenario::eczema().open();
    window
        .harness
        .key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    window.run();
    window.harness.get_by_label("Saturday 21 November");
    window
        .harness
        .key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run();
    window.harness.get_by_label("Friday 20 November");
}

#[test]
fn open_days_can_be_filled_paused_or_left() {
    let scenario = || {
        let scenario = Scenario::eczema();
        let itch = scenario.tracker("itch");
        scenario.with(Edit::log(
            EntryKey::own(itch, day("2026-11-16")),
            Entry::typed(3.0),
        ))
    };
    let mut window = scenario().open();
    window.harness.get_by_label("Nothing logged Tue–Fri");
    window.harness.get_by_label("Fill in").click();
    window.run();
    window.harness.get_by_label("Tuesday 17 November");

    let mut window = scenario().open();
    window.harness.get_by_label("Pause").click();
    window.run();
    assert!(
        days_between(day("2026-11-17"), day("2026-11-20"))
            .all(|day| window.journal().is_paused(day))
    );
    assert!(
        window
            .harness
            .query_by_label("Nothing logged Tue–Fri")
            .is_none()
    );

    let mut window = scenario().open();
    window.harness.get_by_label("Leave").click();
    window.run();
    assert!(
        window
            .harness
            .query_by_label("Nothing logged Tue–Fri")
            .is_none()
    );
    assert_eq!(
        window.journal().entry_count(),
        1,
        "leaving days open writes no entry"
    );
}

#[test]
fn spans_of_the_day_stand_above_it() {
    let span = Span {
        id: SpanId(1),
        uid: "cream".to_owned(),
        kind: SpanKind::Treatment,
        label: "Hydrocortisone".to_owned(),
        dose: "1 %".to_owned(),
        start: day("2026-11-17"),
        end: None,
    };
    let mut window = Scenario::eczema().with(Edit::put_span(span)).open();
    window
        .harness
        .get_by_label("Hydrocortisone, 1 % · treatment · day 5");
    window.harness.get_by_label("Ends today").click();
    window.run();
    assert_eq!(
        window.journal().span(SpanId(1)).unwrap().end,
        Some(day(TODAY))
    );
}

#[test]
fn every_row_is_one_tab_stop() {
    let mut window = Scenario::eczema().open();
    // Fermented food, water, its drinks, sleep, four skin rows, zones, help, stress, sugar, note.
    let mut stops = Vec::new();
    for _ in 0..13 {
        let focused = window.focused_name();
        stops.push(focused.unwrap_or_default());
        window.press(Key::Tab);
    }
    assert_eq!(
        stops,
        [
            "Fermented food, items",
            "Water",
            "Water, items",
            "Sleep",
            "Itch",
            "Dryness",
            "Redness or colour change",
            "Skin overall",
            "Zones: face, hands …",
            "When to get help",
            "Stress",
            "Sugar",
            "Note",
        ]
    );
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut window = Scenario::eczema().open();
    window.type_text("0");
    window.run();
    let delay = window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    let next = std::time::Duration::from_secs(11 * 3600);
    assert!(
        delay > next,
        "the next frame is due when the day turns, not in {delay:?}"
    );
}

#[test]
fn what_is_half_typed_stays_on_its_day() {
    let mut window = Scenario::eczema().open();
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water")
        .focus();
    window.run();
    window.type_without_pause("500");
    assert_eq!(window.number("water", TODAY), None, "still a draft");
    window
        .harness
        .key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.run();
    window.harness.get_by_label("Friday 20 November");
    assert_eq!(window.number("water", TODAY), Some(500.0));
    assert_eq!(window.number("water", YESTERDAY), None);
}

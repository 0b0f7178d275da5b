//! Values, cells and forms that cannot be saved at once: the same walk for each kind of thing one can enter.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{MARK, OtherProgram};
use crate::file_window::FileWindow;

/// Enters something while another program has the journal; then lets the journal go and waits.
struct Walk {
    /// Goes to the place where it is entered.
    goes: fn(&mut FileWindow),
    /// Enters it.
    enters: fn(&mut FileWindow),
    /// Whether what was entered is to be seen.
    is_shown: fn(&FileWindow) -> bool,
    /// Whether it is on the disk.
    is_saved: fn(&FileWindow) -> bool,
}

#[track_caller]
fn walk(walk: &Walk) {
    let mut window = FileWindow::opened();
    (walk.goes)(&mut window);
    window.rest(3);
    let other = OtherProgram::holding(&window.place);
    (walk.enters)(&mut window);
    window.rest(4);
    assert!((walk.is_shown)(&window), "what was entered is shown");
    assert!(!(walk.is_saved)(&window), "it cannot be on the disk");
    assert!(window.has(MARK), "it is marked");
    assert!(window.has("change is not saved yet"), "the bar says so");
    other.release();
    window.wait_until("saved by itself", |window| (walk.is_saved)(window));
    window.rest(2);
    assert!((walk.is_shown)(&window), "it is shown as before");
    assert!(!window.has(MARK) && !window.has("not saved yet"));
}

fn type_into(window: &mut FileWindow, name: &str, text: &str) {
    window.focus(Role::TextInput, name);
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.step();
    window.type_and_rest(text);
}

#[test]
fn a_typed_amount_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| window.focus(Role::SpinButton, "Water"),
        enters: |window| window.type_and_rest("500"),
        is_shown: |window| window.shown(Role::SpinButton, "Water").starts_with("500"),
        is_saved: |window| window.number_on_disk("water") == Some(500.0),
    });
}

#[test]
fn a_scale_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| window.harness.get_by_label("Itch").focus(),
        enters: |window| window.type_and_rest("4"),
        is_shown: |window| {
            let node = window.harness.get_by_label("Itch");
            let value = node.accesskit_node().value();
            value.is_some_and(|value| value.starts_with("4 of 10"))
        },
        is_saved: |window| window.number_on_disk("itch") == Some(4.0),
    });
}

#[test]
fn a_chip_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| window.rest(1),
        enters: |window| window.type_and_rest("0"),
        is_shown: |window| {
            let chips = window.harness.get_by_label("Fermented food, items");
            chips.accesskit_node().value().as_deref() == Some("None today, chosen")
        },
        is_saved: |window| window.number_on_disk("fermented_food") == Some(0.0),
    });
}

#[test]
fn a_cell_of_the_month_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| {
            window.command(Key::Num2);
            window.rest(3);
            let part = window
                .harness
                .get_by_role_and_label(Role::RadioButton, "Month");
            part.click_accesskit();
            window.rest(3);
            let cell = window.harness.get_by_label("Water on 21 November 2026");
            cell.click();
        },
        enters: |window| {
            window.type_and_rest("750");
            window.harness.key_press(Key::Enter);
            window.rest(2);
        },
        is_shown: |window| {
            let cell = window.harness.get_by_label("Water on 21 November 2026");
            let value = cell.accesskit_node().value();
            value.is_some_and(|value| value.starts_with("750 ml"))
        },
        is_saved: |window| window.number_on_disk("water") == Some(750.0),
    });
}

#[test]
fn a_new_span_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| window.command(Key::M),
        enters: |window| {
            type_into(window, "What", "Holiday cream");
            window.press_button("Add");
        },
        is_shown: |window| window.has("Holiday cream"),
        is_saved: |window| {
            let journal = window.on_disk();
            journal
                .spans()
                .iter()
                .any(|span| span.label == "Holiday cream")
        },
    });
}

#[test]
fn a_new_tracker_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| window.command(Key::T),
        enters: |window| {
            type_into(window, "Name of the new tracker", "Walking");
            window.press_button("Add tracker");
        },
        is_shown: |window| window.has("Walking"),
        is_saved: |window| window.on_disk().tracker_by_name("Walking").is_some(),
    });
}

#[test]
fn a_new_name_is_kept_while_it_cannot_be_saved() {
    walk(&Walk {
        goes: |window| {
            window.command(Key::Comma);
            window.rest(3);
            window.press_button("Water");
        },
        enters: |window| type_into(window, "Name of Water", "Plain water"),
        is_shown: |window| window.has("Plain water"),
        is_saved: |window| window.on_disk().tracker_by_name("Plain water").is_some(),
    });
}

#[test]
fn a_value_for_a_tracker_that_waits_itself_is_saved_after_it() {
    let mut window = FileWindow::opened();
    window.command(Key::T);
    window.rest(3);
    let other = OtherProgram::holding(&window.place);
    type_into(&mut window, "Name of the new tracker", "Walking");
    window.press_button("Add tracker");
    window.command(Key::Num1);
    window.rest(3);
    window.focus(Role::SpinButton, "Walking");
    window.type_and_rest("2");
    assert!(window.has("2 changes are not saved yet"));
    other.release();
    window.rest(80);
    let journal = window.on_disk();
    let walking = journal.tracker_by_name("Walking").unwrap();
    let today = crate::scenario::day(crate::scenario::TODAY);
    assert_eq!(journal.value_on(walking.id, today).number(), Some(2.0));
}

#[test]
fn a_newer_value_is_never_gone_over_by_an_older_one() {
    let mut window = FileWindow::opened();
    let stress = |window: &mut FileWindow, key: &str| {
        window.harness.get_by_label("Stress").focus();
        window.harness.run_ok();
        window.type_and_rest(key);
    };
    let other = OtherProgram::holding(&window.place);
    stress(&mut window, "7");
    assert!(window.has("1 change is not saved yet"));
    stress(&mut window, "1");
    assert!(
        window.has("1 change is not saved yet"),
        "the newer one took the place of the older"
    );
    other.release();
    window.wait_until("saved", |window| {
        window.number_on_disk("stress") == Some(1.0)
    });
    window.rest(80);
    assert_eq!(window.number_on_disk("stress"), Some(1.0));
    assert!(!window.has("Try again"));

    let other = OtherProgram::holding(&window.place);
    stress(&mut window, "7");
    other.release();
    window.set_as_another_program("stress", 3.0);
    window.wait_for("another program has changed it");
    window.rest(80);
    assert_eq!(window.number_on_disk("stress"), Some(3.0));
}

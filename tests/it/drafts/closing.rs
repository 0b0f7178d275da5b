//! Closing the window with something that is not on the disk.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::OtherProgram;
use crate::file_window::FileWindow;

const QUESTION: &str = "Close without saving?";

/// A window in which a note was typed while another program has the journal.
fn unsaved() -> (FileWindow, OtherProgram) {
    let mut window = FileWindow::opened();
    let other = OtherProgram::holding(&window.place);
    window.focus(Role::MultilineTextInput, "Note");
    window
        .harness
        .event(egui::Event::Text("unsaved words".to_owned()));
    window.harness.step();
    (window, other)
}

#[test]
fn closing_asks_while_something_is_not_saved() {
    let (mut window, other) = unsaved();
    assert!(!window.quit(), "the window stays");
    window.harness.get_by_role_and_label(Role::Dialog, QUESTION);
    window.harness.get_by_label("•  Note");
    // The safe answer has the focus.
    let focused = window.harness.ctx.memory(egui::Memory::focused).unwrap();
    let node = window
        .harness
        .get_by_role_and_label(Role::Button, "Try again and close");
    assert_eq!(node.accesskit_node().locate().0, focused.accesskit_id());
    // Tried again, it is still not saved, and the question stays.
    window.press_button("Try again and close");
    assert!(window.has(QUESTION));
    window.press_button("Keep the window open");
    window.rest(2);
    assert!(!window.has(QUESTION));
    assert_eq!(
        window.shown(Role::MultilineTextInput, "Note"),
        "unsaved words"
    );
    assert!(!window.quit());
    window.harness.key_press(Key::Escape);
    window.rest(2);
    assert!(!window.has(QUESTION), "Esc keeps the window open");
    other.release();
    window.rest(80);
    assert_eq!(window.note_on_disk().as_deref(), Some("unsaved words"));
    assert!(window.quit(), "with everything saved nothing is asked");
}

#[test]
fn what_can_be_saved_while_it_is_asked_closes_the_window() {
    let (mut window, other) = unsaved();
    assert!(!window.quit());
    other.release();
    window
        .harness
        .get_by_role_and_label(Role::Button, "Try again and close")
        .click_accesskit();
    assert!(window.closes(false));
    assert_eq!(window.note_on_disk().as_deref(), Some("unsaved words"));
}

#[test]
fn losing_it_is_a_choice_of_its_own() {
    let (mut window, other) = unsaved();
    assert!(
        !window.closes(true),
        "the button of the window asks as well"
    );
    window
        .harness
        .get_by_role_and_label(Role::Button, "Close and lose it")
        .click_accesskit();
    assert!(window.closes(false));
    other.release();
    assert_eq!(window.note_on_disk(), None);
}

#[test]
fn an_amount_that_cannot_be_read_is_asked_about() {
    let mut window = FileWindow::opened();
    window.focus(Role::SpinButton, "Water");
    for character in ["1", ".", ".", "2"] {
        window
            .harness
            .event(egui::Event::Text(character.to_owned()));
    }
    window.harness.step();
    assert!(!window.quit());
    window.harness.get_by_label_contains("Water: “1..2”");
    window.press_button("Keep the window open");
    window.rest(2);
    assert!(!window.has(QUESTION));
    // Corrected, it is saved and nothing is asked.
    window.focus(Role::SpinButton, "Water");
    window.harness.key_press(Key::Escape);
    window.rest(1);
    window.type_and_rest("500");
    assert!(window.quit());
    assert_eq!(window.number_on_disk("water"), Some(500.0));
}

#[test]
fn a_cell_of_the_month_that_cannot_be_read_is_asked_about() {
    let mut window = FileWindow::opened();
    window.command(Key::Num2);
    window.rest(3);
    window
        .harness
        .get_by_role_and_label(Role::RadioButton, "Month")
        .click_accesskit();
    window.rest(3);
    window
        .harness
        .get_by_label("Water on 21 November 2026")
        .click();
    window.rest(2);
    window.type_and_rest("1..2");
    assert!(!window.quit());
    window.harness.get_by_label_contains("“1..2”");
}

#[test]
fn a_form_that_was_begun_is_asked_about() {
    for (key, field, text) in [
        (Key::M, "What", "Holiday cream"),
        (Key::T, "Name of the new tracker", "Walking"),
    ] {
        let mut window = FileWindow::opened();
        window.command(key);
        window.rest(3);
        window.focus(Role::TextInput, field);
        window.type_and_rest(text);
        assert!(!window.quit(), "{text}");
        window.harness.get_by_label_contains(&format!("“{text}”"));
    }
}

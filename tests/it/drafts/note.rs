//! A note that cannot be saved at once, or is typed without a pause.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{MARK, OtherProgram};
use crate::file_window::FileWindow;

const NOTE: Role = Role::MultilineTextInput;

/// A window with a note that is on the disk and has the focus.
fn with_old_text() -> FileWindow {
    let mut window = FileWindow::opened();
    window.focus(NOTE, "Note");
    window.type_and_rest("Old text.");
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text."));
    window
}

#[test]
fn a_note_is_kept_in_its_field_while_it_cannot_be_saved() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    assert_eq!(window.shown(NOTE, "Note"), "Old text. AAA");
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text."));
    assert!(window.has(MARK), "the field is marked");
    window.harness.get_by_label_contains(
        "1 change is not saved yet: another program is using the journal. Biota keeps trying.",
    );
    assert!(
        !window.has("Saved ·"),
        "nothing else says that all is saved"
    );
    // Typing goes on in the same field.
    window.type_and_rest("!");
    assert_eq!(window.shown(NOTE, "Note"), "Old text. AAA!");
    other.release();
    window.wait_until("saved by itself", |window| {
        window.note_on_disk().as_deref() == Some("Old text. AAA!")
    });
    window.rest(2);
    assert!(!window.has(MARK) && !window.has("not saved yet"));
    window.type_and_rest(" BBB");
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA! BBB"));
    assert_eq!(window.shown(NOTE, "Note"), "Old text. AAA! BBB");
    assert!(!window.has("Try again"), "no old offer is left over");
}

#[test]
fn try_again_saves_at_once() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    // Long enough that the next try by itself is far away.
    for _ in 0..80 {
        window.rest(1);
    }
    other.release();
    window.press_button("Try again");
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA"));
}

#[test]
fn the_first_try_again_by_itself_comes_after_a_second_and_then_more_rarely() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    let quiet = |window: &FileWindow| {
        window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
    };
    assert!(quiet(&window) <= Duration::from_secs(1));
    window.rest(240);
    let delay = quiet(&window);
    assert!(
        delay <= Duration::from_secs(15),
        "after a minute it still tries, but the next try is {delay:?} away"
    );
    other.release();
    window.rest(64);
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA"));
}

#[test]
fn a_note_that_another_program_changed_meanwhile_is_not_gone_over() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    other.release();
    let place = window.place.clone();
    let mut session = biota::storage::Session::open(&place, biota::storage::Access::Write).unwrap();
    let edit = biota::domain::Edit::Note {
        day: crate::scenario::day(crate::scenario::TODAY),
        text: Some("Of another program.".to_owned()),
    };
    session.commit(edit, "note").unwrap();
    window.wait_for("another program has changed it");
    window.rest(80);
    assert_eq!(
        window.note_on_disk().as_deref(),
        Some("Of another program.")
    );
    assert_eq!(window.shown(NOTE, "Note"), "Of another program.");
    window
        .harness
        .get_by_role_and_label(Role::Button, "Copy what you typed")
        .click_accesskit();
    window.harness.step();
    let copied = window.harness.output().platform_output.commands.iter();
    let copied: Vec<_> = copied.collect();
    assert!(
        copied.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(text) if text == "Old text. AAA")
        ),
        "{copied:?}"
    );
}

#[test]
fn undo_takes_a_change_back_that_was_not_saved_yet_and_redo_brings_it_back() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    window.focus(Role::SpinButton, "Sleep");
    window.command(Key::Z);
    window.rest(2);
    assert_eq!(window.shown(NOTE, "Note"), "Old text.");
    assert!(!window.has(MARK));
    other.release();
    window.rest(80);
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text."));
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.rest(8);
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA"));
}

#[test]
fn a_note_that_waits_stays_on_its_day_and_is_saved_from_other_pages() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" AAA");
    window
        .harness
        .key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    window.rest(4);
    assert_eq!(window.shown(NOTE, "Note"), "");
    window.command(Key::Num2);
    window.rest(4);
    assert!(window.has("not saved yet"), "the bar is on every page");
    other.release();
    window.rest(80);
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA"));
}

/// Types a letter every 60 ms without any pause.
fn type_for(window: &mut FileWindow, seconds: f64) -> String {
    let mut typed = String::new();
    let mut passed = 0.0;
    let start = window.harness.ctx.input(|input| input.time);
    while passed < seconds {
        let letter = char::from(b'a' + u8::try_from(typed.len() % 26).unwrap());
        typed.push(letter);
        let input = window.harness.input_mut();
        input.time = Some(start + passed);
        input.events.push(egui::Event::Text(letter.to_string()));
        window.harness.step();
        passed += 0.06;
    }
    window.harness.input_mut().time = None;
    typed
}

#[test]
fn a_note_typed_without_a_pause_is_saved_after_two_seconds() {
    let mut window = FileWindow::opened();
    window.focus(NOTE, "Note");
    let first = type_for(&mut window, 2.2);
    let saved = window.note_on_disk().unwrap_or_default();
    assert!(
        saved.len() >= 20 && first.starts_with(&saved),
        "after 2.2 s there is “{saved}”"
    );
    let second = type_for(&mut window, 4.0);
    let saved = window.note_on_disk().unwrap_or_default();
    assert!(
        saved.len() >= first.len() + 20,
        "of {} letters {} are there",
        first.len() + second.len(),
        saved.len()
    );
    window.rest(4);
    let whole = format!("{first}{second}");
    assert_eq!(window.note_on_disk(), Some(whole.clone()));
    // All of it was one stretch of typing, and is one step back and forth.
    window.focus(Role::SpinButton, "Sleep");
    window.command(Key::Z);
    window.rest(2);
    assert_eq!(window.note_on_disk(), None);
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.rest(2);
    assert_eq!(window.note_on_disk(), Some(whole));
}

#[test]
fn a_pause_begins_a_new_step_of_undo() {
    let mut window = with_old_text();
    window.type_and_rest(" More.");
    window.focus(Role::SpinButton, "Sleep");
    window.command(Key::Z);
    window.rest(2);
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text."));
}

#[test]
fn waiting_for_another_program_does_not_stop_the_typing_for_long() {
    let mut window = with_old_text();
    let other = OtherProgram::holding(&window.place);
    window.type_and_rest(" A");
    let mut slowest = Duration::ZERO;
    for _ in 0..60 {
        window.harness.event(egui::Event::Text("x".to_owned()));
        let start = Instant::now();
        window.harness.step();
        slowest = slowest.max(start.elapsed());
    }
    assert!(slowest < Duration::from_millis(600), "{slowest:?}");
    other.release();
    window.rest(64);
    let node = window.harness.get_by_role_and_label(NOTE, "Note");
    assert_eq!(node.accesskit_node().value(), window.note_on_disk());
}

#[test]
fn what_was_typed_after_the_file_was_deleted_is_put_back_with_it() {
    let mut window = with_old_text();
    std::fs::remove_file(&window.place).unwrap();
    window.wait_for("The journal's file was moved or deleted");
    window.type_and_rest(" AAA");
    assert!(window.has(MARK));
    window.press_button("Put it back");
    let place = window.place.clone();
    window.wait_until("put back", |_| place.exists());
    window.wait_for("Saved ·");
    assert_eq!(window.note_on_disk().as_deref(), Some("Old text. AAA"));
    assert_eq!(window.shown(NOTE, "Note"), "Old text. AAA");
}

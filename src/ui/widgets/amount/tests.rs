//! An amount as a person meets it, by key, click and screen reader.

use super::*;
use crate::ui::widgets::is_typing;
use egui::{Event, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

#[derive(Default)]
struct Rows {
    values: [Option<f64>; 2],
    copied: bool,
    changes: Vec<(usize, AmountChange)>,
    typing: bool,
}

const NAMES: [&str; 2] = ["Water", "Sleep"];

fn rows_ui(ui: &mut Ui, rows: &mut Rows) {
    for (index, name) in NAMES.into_iter().enumerate() {
        let value = rows.values[index];
        let format = |amount: f64| format!("{amount} ml");
        let read = |text: &str| {
            let (sign, number) = match text.strip_prefix('+') {
                Some(rest) => (value.unwrap_or(0.0), rest),
                None => (0.0, text),
            };
            let number = number.trim_end_matches(" ml").replace(',', ".");
            let number: Result<f64, _> = number.parse();
            number
                .map(|number| sign + number)
                .map_err(|_| format!("“{text}” is not a number"))
        };
        let change = Amount::new(Id::unique(name), name, &format, &read)
            .value(value)
            .copied(rows.copied)
            .aim(Some(2000.0))
            .steps(&[250.0, 500.0])
            .show(ui);
        if let Some(change) = change {
            rows.changes.push((index, change));
            rows.values[index] = match change {
                AmountChange::Set(value) => Some(value),
                AmountChange::Confirm => value,
                AmountChange::Clear | AmountChange::Skip => None,
            };
        }
    }
    rows.typing = is_typing(ui.ctx());
}

fn harness() -> Harness<'static, Rows> {
    let mut harness = Harness::builder()
        .with_size([500.0, 300.0])
        .with_step_dt(0.02)
        .with_context_setup(theme::install)
        .build_ui_state(rows_ui, Rows::default());
    harness.get_by_label("Water").focus();
    harness.run();
    harness
}

fn type_text(harness: &mut Harness<'_, Rows>, text: &str) {
    for character in text.chars() {
        harness.event(Event::Text(character.to_string()));
        harness.step();
    }
}

fn press(harness: &mut Harness<'_, Rows>, key: Key) {
    harness.key_press(key);
    harness.step();
    harness.step();
}

#[test]
fn digits_and_enter_set_and_move_on() {
    let mut harness = harness();
    type_text(&mut harness, "1750");
    assert!(harness.state().typing);
    assert!(harness.state().changes.is_empty());
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Sleep").is_focused());
    type_text(&mut harness, "6,5");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().values, [Some(1750.0), Some(6.5)]);
    assert_eq!(harness.state().changes.len(), 2);
    harness.step();
    assert!(!harness.state().typing);
}

#[test]
fn keys_faster_than_frames_reach_their_rows() {
    let mut harness = harness();
    for text in ["5", "0", "0"] {
        harness.event(Event::Text(text.into()));
    }
    harness.key_press(Key::Enter);
    harness.event(Event::Text("7".into()));
    harness.key_press(Key::Enter);
    harness.step();
    harness.step();
    assert_eq!(harness.state().values, [Some(500.0), Some(7.0)]);
}

#[test]
fn zero_is_an_amount_and_delete_clears() {
    let mut harness = harness();
    type_text(&mut harness, "0");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().values[0], Some(0.0));
    harness.get_by_label("Water").focus();
    harness.step();
    press(&mut harness, Key::Delete);
    assert_eq!(harness.state().values[0], None);
}

#[test]
fn escape_drops_the_draft_and_keeps_the_focus() {
    let mut harness = harness();
    type_text(&mut harness, "99");
    press(&mut harness, Key::Escape);
    assert!(harness.get_by_label("Water").is_focused());
    press(&mut harness, Key::Tab);
    assert!(harness.state().changes.is_empty());
    assert!(!harness.state().typing);
}

#[test]
fn a_draft_that_adds_adds_once() {
    let mut harness = harness();
    harness.state_mut().values[0] = Some(500.0);
    type_text(&mut harness, "+250");
    harness.run_steps(60);
    assert!(harness.state().changes.is_empty());
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().changes, [(0, AmountChange::Set(750.0))]);
}

#[test]
fn a_pause_counts_once() {
    let mut harness = harness();
    type_text(&mut harness, "300");
    harness.run_steps(60);
    assert_eq!(harness.state().changes, [(0, AmountChange::Set(300.0))]);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().changes.len(), 1);
    assert!(harness.get_by_label("Sleep").is_focused());
}

#[test]
fn leaving_counts_and_what_cannot_be_read_changes_nothing() {
    let mut harness = harness();
    type_text(&mut harness, "40");
    press(&mut harness, Key::Tab);
    assert_eq!(harness.state().changes, [(0, AmountChange::Set(40.0))]);
    type_text(&mut harness, "1.2.3");
    press(&mut harness, Key::Enter);
    assert!(harness.get_by_label("Sleep").is_focused());
    harness.get_by_label("“1.2.3” is not a number");
    assert_eq!(harness.state().changes.len(), 1);
    press(&mut harness, Key::Escape);
    assert!(harness.query_by_label("“1.2.3” is not a number").is_none());
}

#[test]
fn arrows_and_buttons_step_and_never_below_zero() {
    let mut harness = harness();
    for key in [Key::ArrowUp, Key::ArrowRight, Key::ArrowDown] {
        press(&mut harness, key);
    }
    assert_eq!(harness.state().values[0], Some(250.0));
    harness.get_by_label("Water, + 500 ml").click();
    harness.run();
    assert_eq!(harness.state().values[0], Some(750.0));
    for _ in 0..5 {
        harness.get_by_label("Water, − 250 ml").click();
        harness.run();
    }
    assert_eq!(harness.state().values[0], Some(0.0));
}

#[test]
fn a_click_on_the_number_opens_it_whole() {
    let mut harness = harness();
    harness.state_mut().values[0] = Some(750.0);
    harness.step();
    let number = harness.get_by_label("Water").rect().center();
    harness.drag_at(number);
    harness.drop_at(number);
    harness.run();
    type_text(&mut harness, "9");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().values[0], Some(9.0));
}

#[test]
fn enter_confirms_what_was_copied() {
    let mut harness = harness();
    harness.state_mut().values[0] = Some(750.0);
    harness.state_mut().copied = true;
    harness.step();
    let value = harness.get_by_label("Water").value();
    assert_eq!(value.as_deref(), Some("750 ml, copied"));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().changes, [(0, AmountChange::Confirm)]);
    assert!(harness.get_by_label("Sleep").is_focused());
}

#[test]
fn a_screen_reader_can_set_it() {
    let mut harness = harness();
    harness.get_by_label("Sleep").set_value_accesskit(7.5);
    harness.run();
    harness.get_by_label("Water").increment_accesskit();
    harness.run();
    assert_eq!(harness.state().values, [Some(250.0), Some(7.5)]);
}

//! A scale as a person meets it, by key, click and screen reader.

use super::*;
use egui::{Event, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

struct Rows {
    scales: Vec<(&'static str, f64, f64, f64)>,
    values: Vec<Option<f64>>,
    skipped: Vec<bool>,
    copied: bool,
    changes: Vec<(usize, ScaleChange)>,
}

fn word(level: f64) -> String {
    if level < 1.0 { "none" } else { "some" }.to_owned()
}

fn rows_ui(ui: &mut Ui, rows: &mut Rows) {
    for index in 0..rows.scales.len() {
        let (name, lowest, highest, step) = rows.scales[index];
        let change = Scale::new(Id::unique(name), name)
            .levels(lowest, highest, step)
            .value(rows.values[index])
            .skipped(rows.skipped[index])
            .copied(rows.copied)
            .word(&word)
            .show(ui);
        if let Some(change) = change {
            rows.changes.push((index, change));
            rows.skipped[index] = change == ScaleChange::Skip;
            rows.values[index] = match change {
                ScaleChange::Set(value) => Some(value),
                ScaleChange::Confirm => rows.values[index],
                ScaleChange::Clear | ScaleChange::Skip => None,
            };
        }
    }
}

fn harness(width: f32, scales: &[(&'static str, f64, f64, f64)]) -> Harness<'static, Rows> {
    let rows = Rows {
        scales: scales.to_vec(),
        values: vec![None; scales.len()],
        skipped: vec![false; scales.len()],
        copied: false,
        changes: Vec::new(),
    };
    Harness::builder()
        .with_size([width, 400.0])
        .with_context_setup(theme::install)
        .build_ui_state(rows_ui, rows)
}

const THREE: [(&str, f64, f64, f64); 3] = [
    ("Itch", 0.0, 10.0, 1.0),
    ("Redness", 0.0, 10.0, 1.0),
    ("Stool form", 1.0, 7.0, 1.0),
];

fn type_into(harness: &mut Harness<'_, Rows>, text: &str) {
    harness.event(Event::Text(text.into()));
    harness.run();
}

#[test]
fn one_key_sets_and_moves_on() {
    for width in [700.0, 400.0] {
        let mut harness = harness(width, &THREE);
        harness.get_by_label("Itch").focus();
        harness.run();
        for key in ["4", "x", "7"] {
            type_into(&mut harness, key);
        }
        assert_eq!(harness.state().values, [Some(4.0), Some(10.0), Some(7.0)]);
    }
}

#[test]
fn keys_faster_than_frames_reach_their_rows() {
    let mut harness = harness(700.0, &THREE);
    harness.get_by_label("Itch").focus();
    harness.run();
    for text in ["4", "3", "2"] {
        harness.event(Event::Text(text.into()));
    }
    harness.run();
    assert_eq!(harness.state().values, [Some(4.0), Some(3.0), Some(2.0)]);
}

#[test]
fn a_digit_out_of_range_changes_nothing() {
    let mut harness = harness(700.0, &THREE);
    harness.get_by_label("Stool form").focus();
    harness.run();
    for key in ["0", "8", "9", "x"] {
        type_into(&mut harness, key);
    }
    assert!(harness.state().changes.is_empty());
    assert!(harness.get_by_label("Stool form").is_focused());
}

#[test]
fn arrows_move_clear_and_skip() {
    let mut harness = harness(700.0, &THREE);
    harness.get_by_label("Itch").focus();
    harness.run();
    for key in [
        Key::ArrowRight,
        Key::ArrowRight,
        Key::ArrowRight,
        Key::ArrowLeft,
    ] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().values[0], Some(1.0));
    assert!(harness.get_by_label("Itch").is_focused());
    let value = harness.get_by_label("Itch").value();
    assert_eq!(value.as_deref(), Some("1 of 10, some"));
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(harness.state().values[0], None);
    type_into(&mut harness, "s");
    let value = harness.get_by_label("Itch").value();
    assert_eq!(value.as_deref(), Some("skipped"));
}

#[test]
fn enter_confirms_what_was_copied() {
    let mut harness = harness(700.0, &THREE);
    harness.state_mut().values[0] = Some(5.0);
    harness.state_mut().copied = true;
    harness.get_by_label("Itch").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().changes, [(0, ScaleChange::Confirm)]);
    assert!(harness.get_by_label("Redness").is_focused());
}

#[test]
fn a_screen_reader_can_set_it() {
    let mut harness = harness(700.0, &THREE);
    harness.get_by_label("Itch").set_value_accesskit(6.4);
    harness.run();
    harness.get_by_label("Itch").increment_accesskit();
    harness.run();
    harness.get_by_label("Redness").decrement_accesskit();
    harness.run();
    assert_eq!(harness.state().values[..2], [Some(7.0), Some(0.0)]);
}

#[test]
fn a_click_sets_and_takes_back() {
    let mut harness = harness(700.0, &THREE);
    let row = harness.get_by_label("Itch").rect();
    let cell = row.left_center() + vec2(row.width() / 11.0 * 3.5, 0.0);
    for _ in 0..2 {
        harness.drag_at(cell);
        harness.drop_at(cell);
        harness.run();
    }
    let changes = [(0, ScaleChange::Set(3.0)), (0, ScaleChange::Clear)];
    assert_eq!(harness.state().changes, changes);
}

#[test]
fn a_drag_on_the_slider_is_one_change() {
    let mut harness = harness(400.0, &THREE[..1]);
    let row = harness.get_by_label("Itch").rect();
    harness.drag_at(row.left_center() + vec2(10.0, 0.0));
    harness.run();
    for step in 1..6_u8 {
        harness.hover_at(row.left_center() + vec2(30.0 * f32::from(step), 0.0));
        harness.run();
    }
    assert!(harness.state().changes.is_empty());
    harness.drop_at(row.left_center() + vec2(row.width() * 0.5, 0.0));
    harness.run();
    let changes = &harness.state().changes;
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(matches!(changes[0], (0, ScaleChange::Set(value)) if (5.0..=6.0).contains(&value)));
}

#[test]
fn fine_scales_are_typed_and_entered() {
    let mut harness = harness(
        700.0,
        &[("Pain", 0.0, 100.0, 1.0), ("Itch", 0.0, 10.0, 0.5)],
    );
    harness.get_by_label("Pain").focus();
    harness.run();
    for text in ["4", "2"] {
        harness.event(Event::Text(text.into()));
        harness.step();
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.get_by_label("Itch").is_focused());
    for text in ["3", ",", "5"] {
        harness.event(Event::Text(text.into()));
        harness.step();
    }
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().values, [Some(42.0), Some(3.5)]);
}

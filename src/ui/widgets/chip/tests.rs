//! A row of chips as a person meets it, by key, click and screen reader.

use super::*;
use crate::ui::theme;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

#[derive(Default)]
struct Row {
    counts: [Option<f64>; 4],
    none: bool,
    copied: bool,
    changes: Vec<ChipChange>,
}

const FOODS: [&str; 4] = ["Kefir", "Kimchi", "Yogurt", "Sauerkraut"];

fn row_ui(ui: &mut Ui, row: &mut Row) {
    let words = row
        .counts
        .map(|count| count.map_or_else(String::new, |count| count.to_string()));
    let mut chips = vec![ChipView::none_today("None today", row.none)];
    for (index, name) in FOODS.into_iter().enumerate() {
        chips.push(ChipView::count(name, row.counts[index], &words[index]).copied(row.copied));
    }
    chips.push(ChipView::action("+ food"));
    let shown = Chips::new(Id::unique("foods"), "Fermented food", &chips).show(ui);
    if let Some(change) = shown {
        row.changes.push(change);
        match change {
            ChipChange::Add(index) => {
                let count = &mut row.counts[index - 1];
                *count = Some(count.unwrap_or(0.0) + 1.0);
            }
            ChipChange::Remove(index) => {
                row.counts[index - 1] = row.counts[index - 1].map(|count| count - 1.0);
            }
            ChipChange::Set(index, count) => row.counts[index - 1] = Some(count),
            ChipChange::Clear(index) if index > 0 => row.counts[index - 1] = None,
            ChipChange::Activate(0) => row.none = !row.none,
            ChipChange::Clear(_) | ChipChange::Activate(_) | ChipChange::Confirm(_) => {}
        }
    }
    let _ = ui.button("After");
}

fn harness() -> Harness<'static, Row> {
    let mut harness = Harness::builder()
        .with_size([330.0, 200.0])
        .with_step_dt(0.02)
        .with_context_setup(theme::install)
        .build_ui_state(row_ui, Row::default());
    harness.get_by_label("Fermented food").focus();
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, Row>, key: Key) {
    harness.key_press(key);
    harness.step();
    harness.step();
}

fn type_text(harness: &mut Harness<'_, Row>, text: &str) {
    for character in text.chars() {
        harness.event(Event::Text(character.to_string()));
        harness.step();
    }
}

#[test]
fn the_whole_row_is_one_tab_stop() {
    let mut harness = harness();
    press(&mut harness, Key::Tab);
    assert!(harness.get_by_label("After").is_focused());
}

#[test]
fn zero_on_none_today_is_a_fact() {
    let mut harness = harness();
    type_text(&mut harness, "0");
    assert_eq!(harness.state().changes, [ChipChange::Activate(0)]);
    harness.run();
    assert_eq!(
        harness.get_by_label("None today").value().as_deref(),
        Some("chosen")
    );
}

#[test]
fn keys_add_and_take_off_under_the_cursor() {
    let mut harness = harness();
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    type_text(&mut harness, "+");
    press(&mut harness, Key::Space);
    type_text(&mut harness, "-");
    harness.run();
    assert_eq!(harness.state().counts[0], Some(2.0));
    let value = harness.get_by_label("Fermented food").value();
    assert_eq!(value.as_deref(), Some("Kefir, 2"));
    press(&mut harness, Key::Delete);
    assert_eq!(harness.state().counts[0], None);
}

#[test]
fn typed_counts_count_on_moving_on() {
    let mut harness = harness();
    press(&mut harness, Key::ArrowRight);
    type_text(&mut harness, "1,5");
    assert!(crate::ui::widgets::is_typing(&harness.ctx));
    press(&mut harness, Key::ArrowRight);
    type_text(&mut harness, "2");
    press(&mut harness, Key::Tab);
    harness.run();
    assert_eq!(harness.state().counts[..2], [Some(1.5), Some(2.0)]);
    assert_eq!(harness.state().changes.len(), 2);
    assert!(harness.get_by_label("After").is_focused());
    assert!(!crate::ui::widgets::is_typing(&harness.ctx));
}

#[test]
fn a_typed_count_counts_once_on_a_pause() {
    let mut harness = harness();
    press(&mut harness, Key::ArrowRight);
    type_text(&mut harness, "3");
    harness.run_steps(60);
    press(&mut harness, Key::Enter);
    harness.run();
    assert_eq!(harness.state().changes, [ChipChange::Set(1, 3.0)]);
}

#[test]
fn up_and_down_move_between_lines() {
    let mut harness = harness();
    let first = harness.get_by_label("None today").rect();
    let below = harness.get_by_label("Yogurt").rect();
    assert!(below.top() > first.bottom(), "the row wraps at this width");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Space);
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::Space);
    assert_eq!(
        harness.state().changes,
        [ChipChange::Add(3), ChipChange::Activate(0)]
    );
    assert!(harness.get_by_label("Fermented food").is_focused());
}

#[test]
fn clicks_add_and_take_off() {
    let mut harness = harness();
    for _ in 0..2 {
        harness.get_by_label("Kimchi").click();
        harness.run();
    }
    harness.get_by_label("Kimchi").click_secondary();
    harness.run();
    harness
        .get_by_label("Kimchi")
        .click_modifiers(Modifiers::SHIFT);
    harness.run();
    harness.get_by_label("Kimchi").click_secondary();
    harness.run();
    harness.get_by_label("+ food").click();
    harness.run();
    let expected = [
        ChipChange::Add(2),
        ChipChange::Add(2),
        ChipChange::Remove(2),
        ChipChange::Remove(2),
        ChipChange::Clear(2),
        ChipChange::Activate(5),
    ];
    assert_eq!(harness.state().changes, expected);
}

#[test]
fn enter_confirms_what_was_copied() {
    let mut harness = harness();
    harness.state_mut().counts[0] = Some(1.0);
    harness.state_mut().copied = true;
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().changes, [ChipChange::Confirm(1)]);
    harness.run();
    assert_eq!(
        harness.get_by_label("Kefir").value().as_deref(),
        Some("1, copied")
    );
}

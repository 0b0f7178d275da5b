//! Filling in a month by keyboard and clipboard.

use egui::{Event, Id, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::Part;
use super::Bench;
use super::sample::{self, CARE, FOOD, ITCH, SLEEP, day};
use crate::domain::{DayValue, Edit, Entry, EntryKey, Journal, Origin, TrackerId, Value};
use crate::ui::action::Action;

fn month(journal: Journal) -> Harness<'static, Bench> {
    let harness = Bench::new(journal).at(Part::Month).harness(1104.0, 860.0);
    harness.ctx.memory_mut(|memory| {
        memory.request_focus(Id::unique("calendar month grid"));
    });
    harness
}

/// Presses keys and types text, as "4", "Enter", "Shift+ArrowDown".
fn press(harness: &mut Harness<'_, Bench>, keys: &[&str]) {
    for key in keys {
        let (modifiers, name) = key
            .strip_prefix("Shift+")
            .map_or((Modifiers::NONE, *key), |name| (Modifiers::SHIFT, name));
        match Key::from_name(name) {
            Some(key) if name.len() > 1 => harness.key_press_modifiers(modifiers, key),
            _ => harness.event(Event::Text(name.to_owned())),
        }
        harness.run();
    }
}

fn value(harness: &Harness<'_, Bench>, tracker: TrackerId, on: &str) -> DayValue {
    harness.state().journal.value_on(tracker, day(on))
}

fn recorded(number: f64) -> DayValue {
    DayValue::Recorded {
        number,
        copied: false,
    }
}

fn grid_value(harness: &Harness<'_, Bench>) -> String {
    let grid = harness.get_by_label("Values of November 2026");
    grid.value().unwrap_or_default()
}

#[test]
fn values_are_typed_down_a_column_and_along_a_row() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    // The cursor starts on today in the first column: up two days, right to itch.
    press(
        &mut harness,
        &["Up", "Up", "Right", "4", "Enter", "0", "Enter", "Up"],
    );
    assert_eq!(value(&harness, ITCH, "2026-11-19"), recorded(4.0));
    assert_eq!(value(&harness, ITCH, "2026-11-20"), recorded(0.0));
    assert_eq!(
        harness.state().labels(),
        ["itch 4 on 19 Nov", "itch 0 on 20 Nov"]
    );
    press(
        &mut harness,
        &["1", "0", "Tab", "y", "Tab", "6", ":", "4", "5", "Enter"],
    );
    assert_eq!(value(&harness, ITCH, "2026-11-20"), recorded(10.0));
    assert_eq!(value(&harness, CARE, "2026-11-20"), recorded(1.0));
    assert_eq!(value(&harness, SLEEP, "2026-11-20"), recorded(6.75));
    let origin = |journal: &Journal| {
        let key = EntryKey::own(ITCH, day("2026-11-20"));
        journal.entry(key).unwrap().origin
    };
    assert_eq!(origin(&harness.state().journal), Origin::Typed);
}

#[test]
fn escape_lets_go_and_leaving_the_cell_keeps() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["7", "Escape"]);
    assert!(harness.state().labels().is_empty());
    press(&mut harness, &["7"]);
    harness.get_by_label("Itch on 20 November 2026").click();
    harness.run();
    assert_eq!(value(&harness, FOOD, "2026-11-21"), recorded(7.0));
}

#[test]
fn zero_skipped_and_not_logged_stay_three_things() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["Right", "Up", "0", "Enter", "Up"]);
    assert_eq!(grid_value(&harness), "Itch, Friday 20 November, 0, none");
    press(&mut harness, &["s", "Enter", "Up"]);
    assert_eq!(value(&harness, ITCH, "2026-11-20"), DayValue::Skipped);
    assert_eq!(grid_value(&harness), "Itch, Friday 20 November, skipped");
    press(&mut harness, &["Delete"]);
    assert_eq!(value(&harness, ITCH, "2026-11-20"), DayValue::NotLogged);
    assert_eq!(grid_value(&harness), "Itch, Friday 20 November, not logged");
    let cell = harness.get_by_label("Itch on 19 November 2026");
    assert_eq!(cell.value().as_deref(), Some("not logged"));
}

#[test]
fn a_refused_value_says_why_and_changes_nothing() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["Right", "1", "1", "Enter"]);
    assert!(
        harness
            .query_by_label("Only 0 to 10 can be logged here.")
            .is_some()
    );
    assert!(harness.state().labels().is_empty());
    press(&mut harness, &["Backspace", "Enter"]);
    assert_eq!(value(&harness, ITCH, "2026-11-21"), recorded(1.0));
}

#[test]
fn days_to_come_take_nothing() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["Down", "Down", "PageDown"]);
    assert!(grid_value(&harness).contains("21 November"));
    harness.event(Event::Paste("1\n2\n3".to_owned()));
    harness.run();
    assert_eq!(value(&harness, FOOD, "2026-11-21"), recorded(1.0));
    assert_eq!(value(&harness, FOOD, "2026-11-22"), DayValue::NotLogged);
    assert!(
        harness
            .query_by_label("Fermented food on 22 November 2026")
            .is_none()
    );
    let said = harness.query_by_label_contains("That day is still to come.");
    assert!(said.is_some());
}

#[test]
fn a_block_is_pasted_copied_and_cleared_as_one_step_each() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["Up", "Up"]);
    harness.event(Event::Paste("1\t4\n2\t12\n".to_owned()));
    harness.run();
    assert_eq!(value(&harness, FOOD, "2026-11-19"), recorded(1.0));
    assert_eq!(value(&harness, ITCH, "2026-11-19"), recorded(4.0));
    assert_eq!(value(&harness, FOOD, "2026-11-20"), recorded(2.0));
    assert_eq!(value(&harness, ITCH, "2026-11-20"), DayValue::NotLogged);
    assert_eq!(
        harness.state().labels(),
        ["paste of 3 values, 19 Nov – 20 Nov"]
    );
    assert!(harness.query_by_label_contains("Itch on 20 Nov:").is_some());
    press(&mut harness, &["Shift+Down", "Shift+Right"]);
    harness.event(Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().any(
        |command| matches!(command, egui::OutputCommand::CopyText(text) if text == "1\t4\n2\t"),
    );
    assert!(copied);
    press(&mut harness, &["Delete"]);
    assert_eq!(value(&harness, FOOD, "2026-11-19"), DayValue::NotLogged);
    assert_eq!(value(&harness, FOOD, "2026-11-20"), DayValue::NotLogged);
    assert_eq!(
        harness.state().labels().last(),
        Some(&"3 values not logged, 19 Nov – 20 Nov")
    );
}

#[test]
fn enter_confirms_a_copied_value() {
    let mut journal = sample::empty_journal();
    let key = EntryKey::own(CARE, day("2026-11-20"));
    let copied = Entry {
        value: Value::Recorded(1.0),
        origin: Origin::Copied,
    };
    journal.apply(Edit::log(key, copied)).unwrap();
    let mut harness = month(journal);
    harness.run();
    press(&mut harness, &["Up", "Right", "Right"]);
    assert!(grid_value(&harness).ends_with("yes, copied and not confirmed"));
    press(&mut harness, &["Enter"]);
    let entry = harness.state().journal.entry(key).unwrap();
    assert_eq!(entry.origin, Origin::Typed);
    assert_eq!(harness.state().labels(), ["Skincare confirmed on 20 Nov"]);
}

#[test]
fn the_cursor_walks_over_months() {
    let mut harness = month(sample::empty_journal());
    harness.run();
    press(&mut harness, &["PageUp", "End"]);
    let grid = harness.get_by_label("Values of October 2026");
    assert_eq!(
        grid.value().as_deref(),
        Some("Water, Wednesday 21 October, not logged")
    );
    harness.get_by_label("Month after").click();
    harness.run();
    assert!(grid_value(&harness).starts_with("Water, Saturday 21 November"));
}

#[test]
fn a_date_opens_its_day() {
    let mut harness = month(sample::empty_journal());
    harness.get_by_label("Open Friday 20 November").click();
    harness.run();
    let opened = Action::OpenDay(day("2026-11-20"));
    assert!(harness.state().asked.contains(&opened));
}

#[test]
fn an_empty_journal_says_what_to_do() {
    let harness = month(Journal::default());
    assert!(harness.query_by_label("Choose trackers").is_some());
}

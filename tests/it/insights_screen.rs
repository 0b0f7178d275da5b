//! A person's ways through Insights, and where else its results stand.

use biota::cli::demo;
use biota::domain::Journal;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::scenario::{Scenario, TODAY, Window, day};

/// Links that are built into the made-up journal.
const SLEEP_AND_ITCH: &str = "Linked: The day after 2 h more sleep, itch was";
const FOOD_AND_DRYNESS: &str =
    "Linked: After three days with 3 more servings of fermented food a day, dryness was";

fn journal() -> Journal {
    demo::generate(day(TODAY), 214, 1)
}

fn open(journal: Journal) -> Window {
    let mut window = Scenario::of(journal).open();
    go(&mut window, Key::Num4);
    window
}

fn go(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.run();
    window.wait_for_findings();
}

fn click(window: &mut Window, label: &str) {
    let first = window.harness.query_all_by_label(label).next();
    assert!(first.is_some(), "nothing is called {label:?}");
    let first = first.unwrap();
    // What lies below the edge of the window can be pressed too.
    first.click_accesskit();
    window.run();
    window.wait_for_findings();
}

fn count(window: &Window, part: &str) -> usize {
    window.harness.query_all_by_label_contains(part).count()
}

// One window for everything that changes nothing: comparing takes seconds where the program is not optimised.
#[test]
fn what_is_built_in_is_found_and_can_be_looked_into() {
    let mut window = open(journal());
    assert_eq!(count(&window, SLEEP_AND_ITCH), 1);
    assert_eq!(count(&window, FOOD_AND_DRYNESS), 1);
    assert!(count(&window, "pairs of a habit and a symptom were compared") >= 1);
    assert!(count(&window, "Left out: ") >= 1);
    let curves = window
        .harness
        .query_all_by_label("Delay curve, 0 to 14 days");
    assert!(curves.count() >= 5);
    the_days_behind_a_card_can_be_checked_by_eye(&mut window);
    how_it_works_is_a_page_that_escape_leaves(&mut window);
    the_guide_says_what_was_found_for_its_habits(&mut window);
    trends_say_where_trackers_are_heading(&mut window);
    one_symptom_can_be_looked_at_alone(&mut window);
}

fn the_days_behind_a_card_can_be_checked_by_eye(window: &mut Window) {
    assert_eq!(count(window, ", mean "), 0);
    click(window, "Days");
    let rows = count(window, ", mean ");
    assert!((2..=6).contains(&rows), "{rows} groups of days");
    click(window, "8 to 14 days before");
    assert!(count(window, ", mean ") >= 2);
    click(window, "Days");
    assert_eq!(count(window, ", mean "), 0);
}

fn how_it_works_is_a_page_that_escape_leaves(window: &mut Window) {
    click(window, "How this works");
    assert!(count(window, "an association, not proof") >= 1);
    assert!(count(window, "False alarms, %: ") >= 12);
    assert_eq!(count(window, SLEEP_AND_ITCH), 0);
    window.press(Key::Escape);
    assert_eq!(count(window, SLEEP_AND_ITCH), 1);
}

fn the_guide_says_what_was_found_for_its_habits(window: &mut Window) {
    go(window, Key::Num5);
    assert!(count(window, SLEEP_AND_ITCH) >= 1);
    assert!(count(window, "Cannot tell yet: ") + count(window, "Nothing big, short term: ") >= 1);
}

fn trends_say_where_trackers_are_heading(window: &mut Window) {
    go(window, Key::Num3);
    click(window, "Show as text");
    let headings = [
        "No clear trend over ",
        "Rising, about ",
        "Falling, about ",
        "Too early to tell a trend",
    ];
    let said: usize = headings.iter().map(|text| count(window, text)).sum();
    assert!(said >= 8, "{said} trackers with a trend");
    assert!(count(window, "from that day on. Likely difference ") >= 5);
}

fn one_symptom_can_be_looked_at_alone(window: &mut Window) {
    go(window, Key::Num4);
    click(window, "Symptom");
    click(window, "Dryness");
    assert_eq!(count(window, SLEEP_AND_ITCH), 0);
    assert_eq!(count(window, FOOD_AND_DRYNESS), 1);
}

#[test]
fn a_hidden_card_is_kept_apart_and_comes_back_by_undo_or_by_hand() {
    let mut window = open(journal());
    click(&mut window, "Hide");
    assert_eq!(count(&window, SLEEP_AND_ITCH), 0);
    // It still counts among the pairs that were examined, and stays hidden when the window opens again.
    let kept = window.journal().clone();
    let mut window = open(kept);
    assert_eq!(count(&window, SLEEP_AND_ITCH), 0);
    click(&mut window, "Hidden · 1 pair");
    assert_eq!(count(&window, SLEEP_AND_ITCH), 1);
    click(&mut window, "Show");
    assert_eq!(count(&window, SLEEP_AND_ITCH), 1);
    assert_eq!(count(&window, "Hidden · "), 0);
    window.undo();
    assert_eq!(count(&window, "Hidden · 1 pair"), 1);
    window.undo();
}

#[test]
fn choices_change_what_is_looked_at_and_are_remembered() {
    let mut window = open(journal());
    assert!(count(&window, "of Holiday") >= 1);
    click(&mut window, "Choices");
    click(&mut window, "Leave out pauses");
    assert_eq!(count(&window, "of Holiday"), 0);
    let kept = window
        .journal()
        .settings()
        .remembered("insights.with_pauses");
    assert_eq!(kept, Some("yes"));
    click(&mut window, "6 months");
    let kept = window.journal().settings().remembered("insights.range");
    assert_eq!(kept, Some("183"));
}

#[test]
fn before_there_is_enough_the_week_and_the_way_to_an_answer_are_said() {
    let window = open(demo::generate(day(TODAY), 12, 1));
    assert!(count(&window, "logged day") >= 1);
    assert!(count(&window, "of the 35 days needed") >= 1);
    assert_eq!(count(&window, "Linked"), 0);
}

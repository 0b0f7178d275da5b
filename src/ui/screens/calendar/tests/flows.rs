//! Ways through the year, spans, notes and the month popover.

use egui::{Id, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::super::Part;
use super::Bench;
use super::sample::{self, ITCH, day};
use crate::domain::{Edit, Entry, EntryKey, SpanKind};
use crate::ui::action::Action;
use crate::ui::screens::month_popover::month_popover_ui;

fn focus(harness: &mut Harness<'_, Bench>, id: &str) {
    let id = Id::unique(id);
    harness.ctx.memory_mut(|memory| memory.request_focus(id));
    harness.run();
}

fn type_into(harness: &mut Harness<'_, Bench>, name: &str, text: &str) {
    let field = harness.get_by_role_and_label(egui::Role::TextInput, name);
    field.focus();
    harness.run();
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run();
}

fn press(harness: &mut Harness<'_, Bench>, keys: &[Key]) {
    for key in keys {
        harness.key_press(*key);
        harness.run();
    }
}

#[test]
fn the_part_is_chosen_and_remembered() {
    let mut harness = Bench::new(sample::empty_journal()).harness(1104.0, 860.0);
    harness.get_by_label("Spans").click();
    harness.run();
    assert!(
        harness
            .query_by_label("No treatments, pauses or markers yet")
            .is_some()
    );
    let remembered = Action::Remember {
        name: "calendar.part".to_owned(),
        value: "spans".to_owned(),
    };
    assert_eq!(harness.state().asked, [remembered]);
}

#[test]
fn the_year_is_walked_by_keys_and_opens_a_day() {
    let mut journal = sample::empty_journal();
    let key = EntryKey::own(ITCH, day("2026-11-13"));
    journal.apply(Edit::log(key, Entry::typed(4.0))).unwrap();
    let mut bench = Bench::new(journal).at(Part::Year);
    bench.screen.year.show_tracker(ITCH);
    let mut harness = bench.harness(1104.0, 860.0);
    focus(&mut harness, "calendar year map");
    press(&mut harness, &[Key::ArrowUp, Key::ArrowLeft]);
    let map = harness.get_by_label("Days of the year");
    assert_eq!(
        map.value().as_deref(),
        Some("Friday 13 November, 4, moderate")
    );
    press(
        &mut harness,
        &[Key::ArrowRight, Key::ArrowRight, Key::Enter],
    );
    let opened = Action::OpenDay(day("2026-11-21"));
    assert_eq!(
        harness.state().asked,
        [opened],
        "days to come are out of reach"
    );
    let said = "Itch: 4 or more on 1 of the last 1 logged day.";
    assert!(harness.query_by_label(said).is_some());
}

#[test]
fn an_idle_year_asks_for_no_frame() {
    let journal = sample::lived_journal("2026-01-01", "2026-11-21");
    let mut harness = Bench::new(journal).at(Part::Year).harness(1104.0, 860.0);
    harness.run();
    assert_eq!(harness.run(), 1, "one frame settles it");
}

#[test]
fn a_span_is_added_changed_and_deleted() {
    let mut bench = Bench::new(sample::empty_journal());
    bench.screen.new_span(day("2026-11-20"));
    let mut harness = bench.harness(1104.0, 860.0);
    harness.get_by_label("Add").click();
    harness.run();
    assert!(harness.query_by_label("Say what it was.").is_some());
    assert!(harness.state().journal.spans().is_empty());
    type_into(&mut harness, "What", "Zinc cream");
    type_into(&mut harness, "Dose", "twice a day");
    harness.get_by_label("Add").click();
    harness.run();
    let span = harness.state().journal.spans()[0].clone();
    assert_eq!(
        (span.label.as_str(), span.dose.as_str()),
        ("Zinc cream", "twice a day")
    );
    assert_eq!((span.start, span.end), (day("2026-11-20"), None));
    harness.get_by_label("Change Zinc cream").click();
    harness.run();
    type_into(&mut harness, "Last day", "soon");
    harness.get_by_label("Done").click();
    harness.run();
    assert!(
        harness
            .query_by_label_contains("That is not a date.")
            .is_some()
    );
    assert_eq!(harness.state().journal.spans()[0].end, None);
    harness.key_press(Key::Escape);
    harness.run();
    harness.get_by_label("Delete Zinc cream").click();
    harness.run();
    assert!(harness.state().journal.spans().is_empty());
    assert_eq!(
        harness.state().labels(),
        [
            "treatment “Zinc cream”",
            "deletion of treatment “Zinc cream”"
        ]
    );
    let told = |action: &Action| matches!(action, Action::Commit { toast: true, .. });
    assert!(harness.state().asked.iter().any(told));
}

#[test]
fn a_span_there_is_changes_with_each_field_that_is_left() {
    let mut journal = sample::empty_journal();
    let span = sample::span(1, SpanKind::Pause, "Holiday", "2026-11-01", None);
    journal.apply(Edit::put_span(span)).unwrap();
    let mut harness = Bench::new(journal).at(Part::Spans).harness(1104.0, 860.0);
    harness.get_by_label("Change Holiday").click();
    harness.run();
    type_into(&mut harness, "Last day", "yesterday");
    harness.key_press(Key::Tab);
    harness.run();
    let end = harness.state().journal.spans()[0].end;
    assert_eq!(end, Some(day("2026-11-20")));
    assert_eq!(harness.state().labels(), ["change of pause “Holiday”"]);
}

#[test]
fn notes_are_searched_by_word_and_tag() {
    let mut journal = sample::empty_journal();
    for (on, text) in [
        ("2026-11-01", "Scalp tight #travel"),
        ("2026-11-02", "Slept well #sleep"),
    ] {
        let text = Some(text.to_owned());
        journal.apply(Edit::Note { day: day(on), text }).unwrap();
    }
    let mut bench = Bench::new(journal);
    bench.screen.focus_search();
    let mut harness = bench.harness(1104.0, 860.0);
    assert!(harness.get_by_label("Search notes").is_focused());
    harness.get_by_label("#sleep · 1").click();
    harness.run();
    assert!(harness.query_by_label("1 note found").is_some());
    harness
        .get_by_label("Monday 2 November, Slept well #sleep")
        .click();
    harness.run();
    assert_eq!(harness.state().asked, [Action::OpenDay(day("2026-11-02"))]);
}

#[test]
fn without_notes_the_search_says_what_to_do() {
    let mut harness = Bench::new(sample::empty_journal())
        .at(Part::Notes)
        .harness(724.0, 600.0);
    assert!(harness.query_by_label("No notes yet").is_some());
    harness.get_by_label("Write a note for today").click();
    harness.run();
    assert_eq!(harness.state().asked, [Action::OpenDay(day("2026-11-21"))]);
}

#[test]
fn a_day_is_picked_from_the_month_by_keys() {
    let journal = sample::empty_journal();
    let today = day("2026-11-21");
    let mut harness = Harness::builder()
        .with_context_setup(crate::ui::theme::install)
        .build_ui_state(
            |ui, (shown, chosen): &mut (crate::domain::Day, Option<crate::domain::Day>)| {
                let view = super::view_of(&journal, today);
                if let Some(day) = month_popover_ui(ui, &view, shown, today) {
                    *chosen = Some(day);
                }
            },
            (today, None),
        );
    harness.run();
    let moves = [
        (Key::ArrowRight, "2026-11-21"),
        (Key::ArrowUp, "2026-11-14"),
        (Key::ArrowLeft, "2026-11-13"),
        (Key::Home, "2026-11-09"),
        (Key::End, "2026-11-15"),
        (Key::PageUp, "2026-10-15"),
        (Key::PageDown, "2026-11-15"),
    ];
    for (key, expected) in moves {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().0, day(expected), "{key:?}");
    }
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, Some(day("2026-11-15")));
    harness
        .get_by_label("Sunday 22 November, still to come")
        .click();
    harness.run();
    assert_eq!(harness.state().1, Some(day("2026-11-15")));
    harness
        .get_by_label("Monday 2 November, nothing logged")
        .click();
    harness.run();
    assert_eq!(harness.state().1, Some(day("2026-11-02")));
}

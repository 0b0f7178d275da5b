//! Flows of the settings by accessible label.

mod backups;
mod future;
mod measure;
mod sections;
mod trackers;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::domain::{Bound, Day, Journal, Kind, Period, SpanKind, Target, Tracker, setting_key};
use crate::ui::action::{Action, ExportForm as Form, ExportRequest};
use crate::ui::screens::rig::{self, Rig, empty_journal, full_journal, today};

type Settings = Harness<'static, Rig<SettingsScreen>>;

const WIDE: [f32; 2] = [1104.0, 2400.0];

fn open(section: &str, journal: Journal) -> Settings {
    open_sized(WIDE, section, journal)
}

fn open_sized(size: [f32; 2], section: &str, mut journal: Journal) -> Settings {
    let key = format!("{}settings.section", setting_key::REMEMBERED);
    journal.apply(Edit::set(&key, section)).unwrap();
    let mut harness = Rig::open(size, journal, SettingsScreen::show_ui);
    harness.run();
    harness
}

fn press(harness: &mut Settings, label: &str) {
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
}

/// Writes into a field, replacing what is there, and leaves it.
fn write(harness: &mut Settings, label: &str, text: &str) {
    harness
        .get_by_role_and_label(Role::TextInput, label)
        .focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    if text.is_empty() {
        harness.key_press(Key::Backspace);
    } else {
        harness
            .get_by_role_and_label(Role::TextInput, label)
            .type_text(text);
    }
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
}

fn tracker<'a>(harness: &'a Settings, uid: &str) -> &'a Tracker {
    harness.state().journal.tracker_by_uid(uid).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn every_section_is_reached_by_name_and_remembered() {
    let mut harness = open("trackers", full_journal());
    for (label, key) in [
        ("Lists", "lists"),
        ("Day and display", "display"),
        ("Journal", "journal"),
        ("About", "about"),
        ("Trackers", "trackers"),
    ] {
        harness.get_by_role_and_label(Role::Tab, label).click();
        harness.run();
        let remembered = harness
            .state()
            .journal
            .settings()
            .remembered("settings.section");
        assert_eq!(remembered, Some(key));
    }
}

#[test]
fn nothing_stands_beyond_the_edge_at_any_size() {
    for size in [[1104.0, 860.0], [724.0, 600.0], [362.0, 430.0]] {
        for section in [
            "trackers", "tracker", "scale", "new", "lists", "display", "journal", "about",
        ] {
            for dark in [false, true] {
                let shown = match section {
                    "tracker" | "scale" | "new" => "trackers",
                    section => section,
                };
                let mut harness = open_sized(size, shown, full_journal());
                rig::set_theme(&harness.ctx, dark);
                match section {
                    "tracker" => {
                        harness
                            .get_by_role_and_label(Role::Button, "Water")
                            .click_accesskit();
                        harness.run();
                        harness
                            .get_by_role_and_label(Role::Button, "Change the aim…")
                            .click_accesskit();
                        harness.run();
                        harness
                            .get_by_role_and_label(Role::TextInput, "Name of Water")
                            .focus();
                    }
                    "scale" => harness
                        .get_by_role_and_label(Role::Button, "Itch")
                        .click_accesskit(),
                    "new" => harness.state_mut().screen.new_tracker(),
                    "lists" => harness
                        .get_by_role_and_label(Role::Button, "Edit Kefir")
                        .click_accesskit(),
                    _ => {}
                }
                harness.run();
                rig::check_width(&harness);
                rig::keep_picture(&mut harness, &format!("settings-{section}"), dark);
            }
        }
    }
    for section in ["trackers", "lists", "journal"] {
        let mut harness = open_sized([724.0, 600.0], section, Journal::default());
        rig::check_width(&harness);
        rig::keep_picture(&mut harness, &format!("settings-{section}-empty"), false);
    }
}

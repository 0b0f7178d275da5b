//! Pictures of every screen: light and dark, on the first morning, after the first day, with months of data.
//!
//! They need a Vulkan adapter; a processor's own (Mesa's lavapipe) is enough. Where there is none they say so and pass,
//! unless `BIOTA_REQUIRE_SNAPSHOTS` is set.

use std::path::PathBuf;

use biota::app::{Biota, Clock, Launch};
use biota::cli::demo;
use biota::domain::{Edit, Entry, EntryKey, Journal, setting_key};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotError, SnapshotResults};

use crate::scenario::{Scenario, TODAY, Window, day};

const USUAL: (f32, f32) = (1280.0, 860.0);
const SMALL: (f32, f32) = (900.0, 600.0);
const SCREENS: [(&str, Key); 6] = [
    ("today", Key::Num1),
    ("calendar", Key::Num2),
    ("trends", Key::Num3),
    ("insights", Key::Num4),
    ("guide", Key::Num5),
    ("settings", Key::Comma),
];

/// The usual set with nothing logged.
fn first_morning() -> Journal {
    Scenario::eczema().journal()
}

/// The usual set with one whole day.
fn first_day() -> Journal {
    let mut journal = first_morning();
    let own = |key: &str, number: f64| {
        let tracker = Scenario::eczema().tracker(key);
        Edit::log(EntryKey::own(tracker, day(TODAY)), Entry::typed(number))
    };
    let values = [
        ("fermented_food", 2.0),
        ("water", 1750.0),
        ("sleep", 6.75),
        ("stress", 5.0),
        ("sugar", 1.0),
        ("itch", 4.0),
        ("dryness", 6.0),
        ("redness", 3.0),
        ("skin_overall", 4.0),
    ];
    let edits = values.map(|(key, number)| own(key, number));
    let note = Edit::Note {
        day: day(TODAY),
        text: Some("New shampoo, scalp a bit tight. #travel".to_owned()),
    };
    journal
        .apply(Edit::Batch(edits.into_iter().chain([note]).collect()))
        .unwrap();
    journal
}

/// Seven months of made-up days.
fn seven_months() -> Journal {
    demo::generate(day(TODAY), 214, 1)
}

#[test]
fn every_screen_on_the_first_morning() {
    tour(
        "morning",
        &first_morning(),
        USUAL,
        &[Theme::Light, Theme::Dark],
    );
}

#[test]
fn every_screen_after_the_first_day() {
    tour("day", &first_day(), USUAL, &[Theme::Light, Theme::Dark]);
}

#[test]
fn every_screen_with_seven_months() {
    tour(
        "months",
        &seven_months(),
        USUAL,
        &[Theme::Light, Theme::Dark],
    );
}

#[test]
fn every_screen_in_a_small_window() {
    tour("small", &seven_months(), SMALL, &[Theme::Light]);
}

#[test]
fn every_screen_with_text_of_twice_the_size() {
    let mut journal = seven_months();
    journal
        .apply(Edit::set(setting_key::TEXT_PERCENT, "200"))
        .unwrap();
    // In a window of a given size on the screen there is room for half as many points.
    tour("large_text", &journal, (640.0, 430.0), &[Theme::Light]);
}

#[test]
fn every_screen_in_a_small_window_with_text_of_twice_the_size() {
    let mut journal = seven_months();
    journal
        .apply(Edit::set(setting_key::TEXT_PERCENT, "200"))
        .unwrap();
    tour(
        "small_large_text",
        &journal,
        (450.0, 300.0),
        &[Theme::Light],
    );
}

#[test]
fn the_first_page() {
    let mut results = SnapshotResults::new();
    for (name, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        for (size_name, (width, height)) in [("", USUAL), ("_small", SMALL)] {
            let place = PathBuf::from("/home/you/.local/share/biota/journal.biota");
            let now = day(TODAY).and_hms_opt(12, 0, 0).unwrap();
            let launch = Launch::at(place).with_clock(Clock::standing_at(now));
            let mut harness = Harness::builder()
                .with_size([width, height])
                .with_theme(theme)
                .with_max_steps(40)
                .with_render_cursor(false)
                .build_eframe(move |creation| Biota::new(&creation.egui_ctx, launch));
            while harness.query_by_label_contains("usual set").is_none() {
                std::thread::sleep(std::time::Duration::from_millis(5));
                harness.run_ok();
            }
            harness.ctx.set_theme(theme);
            harness.run_ok();
            keep(
                &mut results,
                &mut harness,
                &format!("first_page_{name}{size_name}"),
            );
        }
    }
}

#[test]
fn what_stands_over_a_screen() {
    let mut results = SnapshotResults::new();
    let mut window = Scenario::of(seven_months()).open();
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    window.type_text("tr");
    keep(&mut results, &mut window.harness, "palette");
    window.press(Key::Escape);
    window.type_text("?");
    keep(&mut results, &mut window.harness, "shortcuts");
    window.press(Key::Escape);
    window.harness.get_by_label("Choose a day").click();
    window.run();
    keep(&mut results, &mut window.harness, "month");
}

#[test]
fn what_opens_on_insights() {
    let mut results = SnapshotResults::new();
    for theme in [Theme::Light, Theme::Dark] {
        let name = if theme == Theme::Light {
            "light"
        } else {
            "dark"
        };
        let mut window = Scenario::of(seven_months()).themed(theme).open();
        go(&mut window, Key::Num4);
        window.harness.get_by_label("Choices").click();
        window.run();
        let days = window.harness.query_all_by_label("Days").next();
        days.unwrap().click();
        window.run();
        keep(
            &mut results,
            &mut window.harness,
            &format!("insights_open_{name}"),
        );
        window.harness.get_by_label("How this works").click();
        window.run();
        keep(
            &mut results,
            &mut window.harness,
            &format!("insights_method_{name}"),
        );
    }
}

#[test]
fn a_smooth_line_over_a_year() {
    let mut results = SnapshotResults::new();
    let mut window = Scenario::of(demo::generate(day(TODAY), 400, 1)).open();
    go(&mut window, Key::Num3);
    window.harness.get_by_label("1 Y").click();
    window.harness.get_by_label("Smooth line (LOWESS)").click();
    window.run();
    window.wait_for_findings();
    // Trends are asked for once the days in sight stand still.
    std::thread::sleep(std::time::Duration::from_millis(300));
    window.run();
    window.wait_for_findings();
    keep(&mut results, &mut window.harness, "trends_smooth");
}

/// Visits every screen and keeps a picture of each.
fn tour(state: &str, journal: &Journal, (width, height): (f32, f32), themes: &[Theme]) {
    let mut results = SnapshotResults::new();
    for theme in themes {
        let scenario = Scenario::of(journal.clone())
            .themed(*theme)
            .sized(width, height);
        let mut window = scenario.open();
        // Once more, for a text size changes how many points there are.
        window.harness.set_size(egui::vec2(width, height));
        for (screen, key) in SCREENS {
            go(&mut window, key);
            let theme = if *theme == Theme::Light {
                "light"
            } else {
                "dark"
            };
            keep(
                &mut results,
                &mut window.harness,
                &format!("{screen}_{state}_{theme}"),
            );
        }
    }
}

fn go(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.run();
    window.wait_for_findings();
}

/// Compares what is shown with the picture of that name.
pub fn keep(results: &mut SnapshotResults, harness: &mut Harness<'_, Biota>, name: &str) {
    match harness.try_snapshot(name) {
        Err(SnapshotError::RenderError { err })
            if std::env::var_os("BIOTA_REQUIRE_SNAPSHOTS").is_none() =>
        {
            eprintln!("skipped: no Vulkan adapter ({err})");
        }
        result => results.add(result),
    }
}

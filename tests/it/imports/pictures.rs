//! Pictures of the page for importing: before a file is chosen, with one looked into, after the import.

use std::path::Path;
use std::sync::Arc;

use biota::domain::{Edit, Entry, EntryKey, setting_key};
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;

use crate::scenario::{Scenario, Window, day};
use crate::screens::keep;

const SIZES: [(&str, f32, f32, &str); 4] = [
    ("usual", 1280.0, 860.0, "100"),
    ("small", 900.0, 600.0, "100"),
    // In a window of a given size on the screen there is room for half as many points.
    ("large_text", 640.0, 430.0, "200"),
    ("small_large_text", 450.0, 300.0, "200"),
];

/// A file of the fixtures by a path that is the same on every machine.
#[derive(Debug)]
struct Fixture(&'static str);

impl egui::DroppedFile for Fixture {
    fn path(&self) -> &Path {
        Path::new(self.0)
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(self.0).map_err(|error| error.to_string())
    }
}

fn drop_file(window: &mut Window, path: &'static str) {
    let dropped = Arc::new(Fixture(path));
    window.harness.input_mut().dropped_files.push(dropped);
    wait_for(window, "What will change");
}

fn wait_for(window: &mut Window, label: &str) {
    let start = std::time::Instant::now();
    let is_there = |window: &Window| {
        let mut found = window.harness.query_all_by_label_contains(label);
        found.next().is_some()
    };
    while !is_there(window) {
        assert!(start.elapsed().as_secs() < 20, "no “{label}” came");
        std::thread::sleep(std::time::Duration::from_millis(5));
        window.run();
    }
    window.run();
}

/// A journal that has another value than the file on one day.
fn scenario() -> Scenario {
    let eczema = Scenario::eczema();
    let water = eczema.tracker("water");
    eczema.with(Edit::log(
        EntryKey::own(water, day("2024-01-14")),
        Entry::typed(1000.0),
    ))
}

fn page(theme: Theme, (_, width, height, percent): (&str, f32, f32, &str)) -> Window {
    let text_size = Edit::set(setting_key::TEXT_PERCENT, percent);
    let mut window = scenario()
        .with(text_size)
        .themed(theme)
        .allowing_any_glyph()
        .sized(width, height)
        .open();
    // Once more, for a text size changes how many points there are.
    window.harness.set_size(egui::vec2(width, height));
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::I);
    window.run();
    window
}

fn name(theme: Theme) -> &'static str {
    if theme == Theme::Light {
        "light"
    } else {
        "dark"
    }
}

#[test]
fn a_table_from_the_drop_to_the_result() {
    let mut results = SnapshotResults::new();
    for theme in [Theme::Light, Theme::Dark] {
        let mut window = page(theme, SIZES[0]);
        let mut keep = |window: &mut Window, part: &str| {
            let name = format!("import_{part}_{}", name(theme));
            keep(&mut results, &mut window.harness, &name);
        };
        keep(&mut window, "start");
        drop_file(&mut window, "tests/fixtures/import/wide.csv");
        keep(&mut window, "table");
        let import = Role::Button;
        let import = window.harness.get_by_role_and_label(import, "Import");
        import.click_accesskit();
        wait_for(&mut window, "Imports so far");
        keep(&mut window, "done");
    }
}

#[test]
fn another_programs_file_in_every_size() {
    let mut results = SnapshotResults::new();
    for size in SIZES {
        let mut window = page(Theme::Light, size);
        drop_file(&mut window, "tests/fixtures/import/daylio.csv");
        let name = format!("import_daylio_{}", size.0);
        keep(&mut results, &mut window.harness, &name);
    }
}

#[test]
fn a_file_that_hovers_is_told_what_dropping_it_does() {
    let mut results = SnapshotResults::new();
    let mut window = page(Theme::Light, SIZES[1]);
    let hovered = egui::HoveredFile {
        path: Some("daylio.csv".into()),
        ..egui::HoveredFile::default()
    };
    window.harness.input_mut().hovered_files.push(hovered);
    window.run();
    keep(&mut results, &mut window.harness, "import_drop");
    window.harness.input_mut().hovered_files.clear();
    window.run();
    keep(&mut results, &mut window.harness, "import_start_small");
}

//! Pictures of every screen, light and dark, on the first day and with months of data.

use biota::cli::demo;
use egui::Theme;
use egui_kittest::SnapshotResults;

use crate::scenario::{Scenario, TODAY, Window, day};

#[test]
fn peek() {
    let journal = demo::generate(day(TODAY), 214, 1);
    for theme in [Theme::Light, Theme::Dark] {
        for (w, h) in [(1280.0, 860.0), (900.0, 600.0), (640.0, 430.0)] {
            let mut window = Scenario::of(journal.clone())
                .themed(theme)
                .sized(w, h)
                .open();
            let image = window.harness.render().unwrap();
            image.save(format!("/tmp/today_{theme:?}_{w}.png")).unwrap();
        }
    }
}

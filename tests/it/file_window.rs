//! The program on a file, in a window that stands in memory, with a person's verbs.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use biota::app::{Biota, Clock, Launch};
use biota::domain::{Edit, Journal};
use biota::storage::{Access, Session, Store};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::scenario::{Scenario, TODAY, day};

/// The program on a file, in a window that stands in memory.
pub struct FileWindow {
    pub harness: Harness<'static, Biota>,
    pub clock: Clock,
    _folder: Option<tempfile::TempDir>,
    pub place: PathBuf,
}

impl FileWindow {
    /// On a new journal with the usual set for eczema.
    pub fn on_new_journal() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("journal.biota");
        Store::create_new(&place, &Scenario::eczema().journal()).unwrap();
        Self {
            _folder: Some(folder),
            ..Self::on(&place)
        }
    }

    /// On a new journal in a folder that someone else takes care of.
    pub fn in_folder(folder: &Path) -> Self {
        let place = folder.join("journal.biota");
        Store::create_new(&place, &Scenario::eczema().journal()).unwrap();
        Self::on(&place)
    }

    pub fn on(place: &Path) -> Self {
        Self::with_backups(place, None)
    }

    /// On a new journal, in a window of a size, light or dark.
    pub fn sized(size: [f32; 2], dark: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("journal.biota");
        let theme = if dark { "dark" } else { "light" };
        let chosen = Edit::set(biota::domain::setting_key::THEME, theme);
        Store::create_new(&place, &Scenario::eczema().with(chosen).journal()).unwrap();
        Self {
            _folder: Some(folder),
            ..Self::launched(&place, None, size)
        }
    }

    pub fn with_backups(place: &Path, backups: Option<PathBuf>) -> Self {
        Self::launched(place, backups, [1280.0, 860.0])
    }

    fn launched(place: &Path, backups: Option<PathBuf>, size: [f32; 2]) -> Self {
        let now = day(TODAY).and_hms_opt(12, 0, 0).unwrap();
        let clock = Clock::standing_at(now);
        let launch = Launch::at(place.to_owned())
            .with_clock(clock.clone())
            .with_backups(backups);
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(40)
            .build_eframe(move |creation| Biota::new(&creation.egui_ctx, launch));
        Self {
            harness,
            clock,
            _folder: None,
            place: place.to_owned(),
        }
    }

    /// Steps until something with that label stands there; returns how long it took.
    pub fn wait_for(&mut self, label: &str) -> Duration {
        let start = Instant::now();
        loop {
            self.harness.run_ok();
            if self.harness.query_by_label_contains(label).is_some() {
                return start.elapsed();
            }
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "no “{label}” came"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn on_disk(&self) -> Journal {
        Session::open(&self.place, Access::Read)
            .unwrap()
            .journal()
            .clone()
    }

    pub fn number_on_disk(&self, key: &str) -> Option<f64> {
        let journal = self.on_disk();
        let tracker = journal.tracker_by_uid(key).unwrap();
        journal.value_on(tracker.id, day(TODAY)).number()
    }

    /// Presses a key with Ctrl, or Command on a Mac.
    pub fn command(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run_ok();
    }
}

/// The backups in a folder, by the word at the end of their names.
pub fn backups(folder: &Path, word: &str) -> usize {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let ending = format!("-{word}.biota");
    files
        .filter(|file| file.file_name().to_string_lossy().ends_with(&ending))
        .count()
}

impl FileWindow {
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < Duration::from_secs(20), "not {what}");
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run_ok();
        }
    }

    pub fn open_journal_settings(&mut self) {
        self.wait_for("Saved ·");
        self.harness
            .key_press_modifiers(Modifiers::COMMAND, Key::Comma);
        self.harness.run_ok();
        let tab = egui::Role::Tab;
        self.harness.get_by_role_and_label(tab, "Journal").click();
        self.harness.run_ok();
    }

    pub fn press_button(&mut self, label: &str) {
        let button = self
            .harness
            .get_by_role_and_label(egui::Role::Button, label);
        button.click_accesskit();
        self.harness.run_ok();
    }
}

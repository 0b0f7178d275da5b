//! Opens the program on a journal and a fixed day, with a person's verbs.

use biota::app::{Biota, Clock};
use biota::domain::{
    Beginning, Concern, Day, Edit, EntryKey, ItemId, Journal, StarterCatalogue, TrackerId,
};
use biota::storage::Session;
use chrono::NaiveDateTime;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

/// The day on which scenarios play, unless they say otherwise.
pub const TODAY: &str = "2026-11-21";

/// What is set up before the window opens.
pub struct Scenario {
    journal: Journal,
    now: NaiveDateTime,
    size: [f32; 2],
    theme: Option<egui::Theme>,
    any_glyph: bool,
}

impl Scenario {
    /// An empty journal with the usual set for eczema, at noon.
    pub fn eczema() -> Self {
        let mut journal = Journal::default();
        let beginning = Beginning {
            concerns: vec![Concern::Eczema],
            ..Beginning::usual(day(TODAY))
        };
        journal
            .apply(StarterCatalogue::embedded().begin(&beginning))
            .unwrap();
        Self::of(journal)
    }

    /// A given journal at noon.
    pub fn of(journal: Journal) -> Self {
        let now = day(TODAY).and_hms_opt(12, 0, 0).unwrap();
        Self {
            journal,
            now,
            size: [1280.0, 860.0],
            theme: None,
            any_glyph: false,
        }
    }

    /// At another time of day or on another day, as `2026-11-22 03:59:00`.
    pub fn at(mut self, time: &str) -> Self {
        self.now = NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").unwrap();
        self
    }

    /// With a change made before the window opens.
    pub fn with(mut self, edit: Edit) -> Self {
        self.journal.apply(edit).unwrap();
        self
    }

    /// In a window of another size.
    pub fn sized(mut self, width: f32, height: f32) -> Self {
        self.size = [width, height];
        self
    }

    /// Light or dark.
    pub fn themed(mut self, theme: egui::Theme) -> Self {
        self.theme = Some(theme);
        self
    }

    /// Text may hold characters for which tests have no font; a real window asks the system for one.
    pub fn allowing_any_glyph(mut self) -> Self {
        self.any_glyph = true;
        self
    }

    /// The journal that was set up.
    pub fn journal(self) -> Journal {
        self.journal
    }

    /// The tracker of that key.
    pub fn tracker(&self, key: &str) -> TrackerId {
        self.journal.tracker_by_uid(key).unwrap().id
    }

    /// Opens the window.
    pub fn open(self) -> Window {
        let clock = Clock::standing_at(self.now);
        let given = clock.clone();
        let mut journal = self.journal;
        if let Some(theme) = self.theme {
            let key = if theme == egui::Theme::Dark {
                "dark"
            } else {
                "light"
            };
            journal
                .apply(Edit::set(biota::domain::setting_key::THEME, key))
                .unwrap();
        }
        let session = Session::in_memory(journal).unwrap();
        let mut builder = Harness::builder();
        if self.any_glyph {
            builder = builder.allow_missing_glyphs();
        }
        let mut harness = builder
            .with_size(self.size)
            .with_max_steps(40)
            .with_theme(egui::Theme::Light)
            .with_render_cursor(false)
            .build_eframe(move |creation| Biota::with_session(&creation.egui_ctx, session, given));
        harness.run_ok();
        Window { harness, clock }
    }
}

/// The program in a window that stands in memory.
pub struct Window {
    pub harness: Harness<'static, Biota>,
    pub clock: Clock,
}

impl Window {
    /// The journal as it is kept.
    pub fn journal(&self) -> &Journal {
        self.harness.state().session().unwrap().journal()
    }

    /// The tracker of that key.
    pub fn tracker(&self, key: &str) -> TrackerId {
        self.journal().tracker_by_uid(key).unwrap().id
    }

    /// What a tracker comes to on a day.
    pub fn number(&self, key: &str, on: &str) -> Option<f64> {
        self.journal().value_on(self.tracker(key), day(on)).number()
    }

    /// The entry of an item on a day.
    pub fn item_key(&self, tracker: &str, item: &str, on: &str) -> EntryKey {
        let item: ItemId = self
            .journal()
            .items()
            .find(|found| found.uid == item)
            .unwrap()
            .id;
        EntryKey::item(self.tracker(tracker), item, day(on))
    }

    /// Types text as a keyboard layout makes it.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Types characters one after the other, faster than a draft would be kept.
    pub fn type_without_pause(&mut self, text: &str) {
        for character in text.chars() {
            self.harness.event(egui::Event::Text(character.to_string()));
        }
        self.harness.step();
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        self.run();
    }

    /// Brings back what was undone.
    pub fn redo(&mut self) {
        let modifiers = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
        self.harness.key_press_modifiers(modifiers, egui::Key::Z);
        self.run();
    }

    /// Moves the clock.
    pub fn set_time(&mut self, time: &str) {
        self.clock
            .set(NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").unwrap());
        self.harness.step();
        self.run();
    }

    /// The accessible name of what has the focus.
    pub fn focused_name(&self) -> Option<String> {
        let focused = self.harness.ctx.memory(egui::Memory::focused)?;
        let id = focused.accesskit_id();
        let node = self
            .harness
            .root()
            .children_recursive()
            .find(|node| node.accesskit_node().locate().0 == id)?;
        node.accesskit_node().label()
    }

    /// Presses a key that makes no character.
    pub fn press(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
    }

    /// Lets the window come to rest.
    pub fn run(&mut self) {
        self.harness.run_ok();
    }

    /// Waits until nothing is compared beside the window any more.
    pub fn wait_for_findings(&mut self) {
        while self.harness.state().is_comparing() {
            std::thread::sleep(std::time::Duration::from_millis(10));
            self.run();
        }
    }
}

/// A day from its ISO form.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

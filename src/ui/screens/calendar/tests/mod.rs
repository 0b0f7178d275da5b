//! A person's ways through the calendar, by accessible label, without a database.

mod flows;
mod month;
mod pictures;
pub(super) mod sample;

use std::path::Path;

use egui_kittest::Harness;

use super::CalendarScreen;
use crate::domain::{Day, Journal};
use crate::ui::action::{Action, Actions};
use crate::ui::theme;
use crate::ui::view::View;

/// A screen with a journal that takes what the screen asks for.
pub(super) struct Bench {
    pub(super) journal: Journal,
    revision: u64,
    pub(super) today: Day,
    pub(super) screen: CalendarScreen,
    /// Everything asked for so far.
    pub(super) asked: Vec<Action>,
}

impl Bench {
    pub(super) fn new(journal: Journal) -> Self {
        Self {
            journal,
            revision: 0,
            today: sample::day("2026-11-21"),
            screen: CalendarScreen::default(),
            asked: Vec::new(),
        }
    }

    pub(super) fn frame(&mut self, ui: &mut egui::Ui) {
        let mut actions = Actions::default();
        let view = View {
            revision: self.revision,
            ..view_of(&self.journal, self.today)
        };
        self.screen.show_ui(ui, &view, &mut actions);
        for action in actions.take() {
            if let Action::Commit { edit, .. } = &action {
                self.journal.apply(edit.clone()).unwrap();
                self.revision += 1;
            }
            self.asked.push(action);
        }
    }

    pub(super) fn labels(&self) -> Vec<&str> {
        self.asked
            .iter()
            .filter_map(|action| match action {
                Action::Commit { label, .. } => Some(label.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(super) fn at(mut self, part: super::Part) -> Self {
        self.screen.part = Some(part);
        self
    }

    pub(super) fn harness<'a>(self, width: f32, height: f32) -> Harness<'a, Self> {
        let mut harness = Harness::builder()
            .with_size([width, height])
            .with_context_setup(theme::install)
            .build_ui_state(|ui, bench: &mut Self| bench.frame(ui), self);
        harness.run();
        harness
    }
}

/// What a screen sees of `journal` on `today`.
pub(super) fn view_of(journal: &Journal, today: Day) -> View<'_> {
    View {
        journal,
        unsaved: crate::ui::view::ALL_SAVED,
        revision: 0,
        today,
        past_midnight: false,
        day: today,
        undo: None,
        redo: None,
        place: Path::new("journal.biota"),
        shelf: crate::ui::shelf::Shelf::NONE,
        findings: crate::ui::findings::Findings::none(),
        spare_uid: "spare",
    }
}

//! The first page of a new journal.

use std::path::Path;

use egui::Ui;

use crate::ui::action::Actions;

/// What the page itself remembers between frames.
#[derive(Default)]
pub struct FirstRunScreen {}

impl FirstRunScreen {
    /// Paints the page.
    pub fn show_ui(&mut self, _ui: &mut Ui, _actions: &mut Actions, _place: &Path) {}
}

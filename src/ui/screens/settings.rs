//! Trackers, aims, spans, appearance, the journal's place.

use egui::Ui;

use crate::ui::action::Actions;
use crate::ui::view::View;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct SettingsScreen {}

impl SettingsScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, _ui: &mut Ui, _view: &View<'_>, _actions: &mut Actions) {}
    /// Hook.
    pub fn show_export(&mut self) {}
    /// Hook.
    pub fn new_tracker(&mut self) {}
    /// Hook.
    pub fn file_chosen(&mut self, _path: std::path::PathBuf) {}
}

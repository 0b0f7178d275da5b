//! Small multiples over one time axis.

use egui::Ui;

use crate::ui::action::Actions;
use crate::ui::view::View;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct TrendsScreen {}

impl TrendsScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, _ui: &mut Ui, _view: &View<'_>, _actions: &mut Actions) {}
    /// Hook.
    pub fn show_tracker(&mut self, _tracker: crate::domain::TrackerId) {}
    /// Hook.
    pub fn file_chosen(&mut self, _path: std::path::PathBuf) {}
}

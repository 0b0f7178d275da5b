//! The day: cards by section, what was logged, a note.

use egui::Ui;

use crate::ui::action::Actions;
use crate::ui::view::View;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct TodayScreen {}

impl TodayScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, _ui: &mut Ui, _view: &View<'_>, _actions: &mut Actions) {}
    /// Hook.
    pub fn focus_tracker(&mut self, _tracker: crate::domain::TrackerId) {}
    /// Hook.
    pub fn choose_day(&mut self) {}
}

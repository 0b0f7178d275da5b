//! The year as a heat map, the month as a grid, spans, search over notes.

use egui::Ui;

use crate::ui::action::Actions;
use crate::ui::view::View;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct CalendarScreen {}

impl CalendarScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, _ui: &mut Ui, _view: &View<'_>, _actions: &mut Actions) {}
    /// Hook.
    pub fn focus_search(&mut self) {}
    /// Hook.
    pub fn new_span(&mut self, _day: crate::domain::Day) {}
}

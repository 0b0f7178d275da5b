//! What the articles recommend, what research says, how one's own days stand to it.

use egui::Ui;

use crate::ui::action::Actions;
use crate::ui::view::View;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct GuideScreen {}

impl GuideScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, _ui: &mut Ui, _view: &View<'_>, _actions: &mut Actions) {}
    /// Hook.
    pub fn show_recommendation(&mut self, _id: String) {}
    /// Hook.
    pub fn show_help(&mut self) {}
}

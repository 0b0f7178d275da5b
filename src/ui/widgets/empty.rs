//! What a screen shows while it has nothing to show: why, and what to do next.

use egui::{Align, Layout, Ui, vec2};

use super::{Button, paint};
use crate::ui::icons::{Icon, icon_font};
use crate::ui::theme::{body, sentence, tokens};

/// An icon, a sentence, a little more, and one thing to do.
#[must_use = "it is drawn by show"]
pub struct EmptyState<'a> {
    icon: Icon,
    sentence: &'a str,
    detail: &'a str,
    action: &'a str,
}

impl<'a> EmptyState<'a> {
    /// What there is not.
    pub fn new(icon: Icon, sentence: &'a str) -> Self {
        Self {
            icon,
            sentence,
            detail: "",
            action: "",
        }
    }

    /// Why, and when there will be.
    pub fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }

    /// The words of a button that leads on.
    pub fn action(mut self, action: &'a str) -> Self {
        self.action = action;
        self
    }

    /// Draws it in the middle of the room; true when the action was chosen.
    pub fn show(self, ui: &mut Ui) -> bool {
        let t = tokens(ui);
        let mut chosen = false;
        ui.with_layout(Layout::top_down(Align::Center), |ui| {
            ui.set_max_width(ui.available_width());
            ui.add_space(28.0);
            let (disc, _) = ui.allocate_exact_size(vec2(56.0, 56.0), egui::Sense::hover());
            ui.painter()
                .circle_filled(disc.center(), 28.0, t.habit().tint);
            let glyph = paint::line(ui, self.icon, icon_font(26.0), t.habit().text);
            paint::text_in(ui, disc, egui::Align2::CENTER_CENTER, glyph);
            ui.add_space(8.0);
            ui.label(sentence(self.sentence));
            if !self.detail.is_empty() {
                ui.scope(|ui| {
                    ui.set_max_width(420.0);
                    ui.label(body(self.detail).color(t.muted));
                });
            }
            if !self.action.is_empty() {
                ui.add_space(8.0);
                chosen = ui.add(Button::primary(self.action)).clicked();
            }
            ui.add_space(28.0);
        });
        chosen
    }
}

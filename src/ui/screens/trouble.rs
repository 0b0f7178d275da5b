//! The page for a journal that cannot be opened: what happened and what can be done.

use std::path::Path;

use egui::{Label, Ui};

use crate::ui::action::{Action, Actions};
use crate::ui::icons::{self, icon};
use crate::ui::theme::{body, secondary, title, tokens};
use crate::ui::widgets::Button;

/// Paints the page.
pub fn trouble_ui(ui: &mut Ui, heading: &str, text: &str, place: &Path, actions: &mut Actions) {
    let width = ui.available_width().min(560.0);
    let side = ((ui.available_width() - width) / 2.0).max(26.0);
    ui.add_space((ui.available_height() * 0.22).max(20.0));
    ui.horizontal(|ui| {
        ui.add_space(side);
        ui.vertical(|ui| {
            ui.set_max_width(width - 26.0);
            ui.label(icon(icons::WARNING_CIRCLE, 34.0).color(tokens(ui).caution));
            ui.add(Label::new(title(heading)).wrap());
            ui.add_space(4.0);
            ui.add(Label::new(body(text)).wrap());
            ui.add(
                Label::new(secondary(place.display().to_string()))
                    .wrap()
                    .selectable(true),
            );
            ui.add_space(12.0);
            ui.horizontal_wrapped(|ui| {
                if ui.add(Button::primary("Try again")).clicked() {
                    actions.push(Action::Retry);
                }
                if ui.add(Button::secondary("Open the demo journal")).clicked() {
                    actions.push(Action::OpenDemo);
                }
                if ui.add(Button::secondary("Quit")).clicked() {
                    actions.push(Action::Quit);
                }
            });
        });
    });
}

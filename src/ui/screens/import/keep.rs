//! Keeping the answers as a file, for another computer or the command line.

use egui::Ui;

use super::Ready;
use super::file::FilePart;
use crate::ui::action::{Action, Actions};
use crate::ui::theme::secondary;
use crate::ui::widgets::{Button, Card, TextField};

/// Paints the field and its buttons.
pub(super) fn mapping_ui(
    ui: &mut Ui,
    ready: &Ready,
    (path, file): (&mut String, &FilePart),
    actions: &mut Actions,
) {
    Card::new("Keep these answers").show(ui, |ui| {
        ui.label(secondary(
            "They are remembered for the next file of this kind. As a file they also serve “biota import --mapping”.",
        ));
        ui.horizontal_wrapped(|ui| {
            let width = (ui.available_width() - 260.0).clamp(180.0, 420.0);
            ui.add(
                TextField::new(path, "Mapping file")
                    .hint("mapping.json")
                    .width(width),
            );
            let place = || file.place_of(path);
            let is_named = !path.trim().is_empty();
            ui.add_enabled_ui(is_named, |ui| {
                if ui.add(Button::secondary("Save answers")).clicked() {
                    actions.push(Action::SaveMapping(place(), ready.mapping.to_json()));
                }
                if ui.add(Button::secondary("Load answers")).clicked() {
                    actions.push(Action::LoadMapping(place()));
                }
            });
        });
    });
}

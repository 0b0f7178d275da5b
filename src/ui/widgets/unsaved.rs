//! The mark on what is shown and not on the disk yet.

use egui::Ui;

use crate::ui::icons::{FLOPPY, icon_ui};
use crate::ui::theme::{secondary, tokens};

/// The words of the mark.
pub const NOT_SAVED_YET: &str = "Not saved yet";

/// Says calmly that what is above it is not on the disk yet.
pub fn unsaved_mark_ui(ui: &mut Ui) {
    let color = tokens(ui).caution_text;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        icon_ui(ui, FLOPPY, 14.0, color);
        ui.label(secondary(NOT_SAVED_YET).color(color));
    });
}

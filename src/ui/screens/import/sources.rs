//! What can be read, for whoever has no file yet; and the way of an archive that is to take the journal's place whole.

use egui::{Grid, Label, Ui};

use super::Ready;
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{body, medium};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};

/// What each program calls the file that is needed.
const SOURCES: [(&str, &str); 7] = [
    ("Daylio", "Its CSV export, or a backup (.daylio)"),
    ("Bearable", "Its CSV export"),
    (
        "Loop Habit Tracker",
        "“Export as CSV” (a zip), or a full backup (.db)",
    ),
    (
        "Apple Health",
        "“Export All Health Data”: the zip, or export.xml in it",
    ),
    ("Flaredown", "Its CSV export"),
    (
        "Biota",
        "An archive, entries or days, as Export writes them",
    ),
    ("Anything else", "A table (CSV) with a column of dates"),
];

/// Paints the list of programs.
pub(super) fn sources_ui(ui: &mut Ui) {
    Card::new("What can be read").show(ui, |ui| {
        Grid::new("import: sources")
            .num_columns(2)
            .min_row_height(20.0)
            .spacing([20.0, 8.0])
            .show(ui, |ui| {
                for (program, file) in SOURCES {
                    ui.label(medium(program));
                    ui.add(Label::new(body(file)).wrap());
                    ui.end_row();
                }
            });
    });
}

/// An archive of Biota's own can be brought back whole, which is more than importing it.
pub(super) fn whole_ui(ui: &mut Ui, ready: &Ready, view: &View<'_>, actions: &mut Actions) {
    // Restoring is done among the backups, which a journal for trying out has none of.
    if ready.foreign.source != "biota-archive" || view.shelf.folder.is_none() {
        return;
    }
    Card::new("This is a whole journal").show(ui, |ui| {
        ui.label(body(
            "Importing adds its entries and notes to yours. Restoring puts it in the place of yours, with its treatments, aims and settings, and keeps yours as a backup.",
        ));
        let button = Button::secondary("Restore it whole…").icon(icons::UPLOAD);
        if ui.add(button).clicked() {
            actions.push(Action::RestoreWhole(ready.path.clone()));
        }
    });
}

//! What cannot be read, with its place; it is left out.

use egui::Ui;

use crate::import::Problems;
use crate::ui::theme::{body, secondary};
use crate::ui::widgets::Card;
use crate::ui::words::count;

/// So many are shown.
const SHOWN: usize = 30;

/// Paints the problems.
pub(super) fn show_ui(ui: &mut Ui, problems: &Problems) {
    if problems.is_empty() {
        return;
    }
    let number = count(problems.count, "problem", "problems");
    Card::new("What cannot be taken")
        .trailing(&number)
        .show(ui, |ui| {
            ui.label(secondary("These are left out; the rest can be imported."));
            for problem in problems.first.iter().take(SHOWN) {
                ui.add(egui::Label::new(body(problem.sentence())).wrap());
            }
            let more = problems.count.saturating_sub(SHOWN);
            if more > 0 {
                ui.label(secondary(format!("{more} more.")));
            }
        });
}

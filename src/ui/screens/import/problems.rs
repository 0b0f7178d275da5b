//! What cannot be read, with its place; it is left out.

use egui::Ui;

use crate::import::Problems;
use crate::ui::theme::{body, secondary};
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// So many at first, and so many more on each press.
const SHOWN: usize = 8;

/// Paints the problems, `shown` of them.
pub(super) fn show_ui(ui: &mut Ui, problems: &Problems, shown: &mut usize) {
    if problems.is_empty() {
        return;
    }
    *shown = (*shown).max(SHOWN);
    let number = count(problems.count, "problem", "problems");
    Card::new("What cannot be taken")
        .trailing(&number)
        .show(ui, |ui| {
            ui.label(secondary("These are left out; the rest can be imported."));
            for problem in problems.first.iter().take(*shown) {
                ui.add(egui::Label::new(body(problem.sentence())).wrap());
            }
            let more = problems.count.saturating_sub(*shown);
            if more > 0 {
                ui.label(secondary(format!("{more} more")));
            }
            if problems.first.len() > *shown && ui.add(Button::secondary("Show more")).clicked() {
                *shown += 10 * SHOWN;
            }
        });
}

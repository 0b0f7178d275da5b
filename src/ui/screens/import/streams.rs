//! What goes where: a row for each column or activity, with its target, its item, its conversion, its words.

use egui::Ui;

use super::target::{self, TargetRow};
use super::{Ready, put_target};
use crate::ui::theme::{body, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// So many rows at first, and so many more on each press.
const ROWS: usize = 40;

/// What is typed into the rows, and how many are shown.
#[derive(Debug, Default)]
pub(super) struct StreamsPart {
    rows: std::collections::BTreeMap<String, TargetRow>,
    shown: usize,
}

impl StreamsPart {
    /// Paints the rows; true when an answer changed.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, ready: &mut Ready, view: &View<'_>) -> bool {
        let mut changed = false;
        self.shown = self.shown.max(ROWS);
        Card::new("What goes where").show(ui, |ui| {
            let choices = target::choices(view.journal);
            let foreign = ready.foreign.clone();
            let streams = foreign.streams.iter().zip(ready.plan.stream_days.clone());
            for (stream, days) in streams.take(self.shown) {
                ui.separator();
                let row = self.rows.entry(stream.key.clone()).or_default();
                ui.horizontal_wrapped(|ui| {
                    let unit = if stream.unit.is_empty() {
                        String::new()
                    } else {
                        format!(" ({})", stream.unit)
                    };
                    let name = stream.name.replace(char::is_control, " ");
                    ui.label(medium(format!("{name}{unit}")));
                    ui.label(secondary(count(days, "day", "days")));
                    if !stream.group.is_empty() {
                        ui.label(secondary(stream.group.as_str()));
                    }
                });
                if let Some(target) = row.show_ui(ui, stream, ready, &choices, view) {
                    put_target(ready, &stream.key, target);
                    changed = true;
                }
            }
            let more = foreign.streams.len().saturating_sub(self.shown);
            if more > 0 {
                ui.label(body(format!("{more} more")));
                if ui.add(Button::secondary("Show more")).clicked() {
                    self.shown += ROWS;
                }
            }
        });
        changed
    }
}

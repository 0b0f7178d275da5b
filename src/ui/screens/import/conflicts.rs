//! Where the journal has another value than the file: whose counts, for all and for each.

use egui::{Align, Id, Label, Layout, Ui, vec2};

use super::Ready;
use crate::domain::{DayValue, Value};
use crate::import::Conflict;
use crate::ui::screens::form::{chip_ui, choice_ui};
use crate::ui::theme::{body, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card};
use crate::ui::words::count;

/// Room for a day and what was logged on it.
const NAME_WIDTH: f32 = 290.0;
/// With less room than this, values follow their names.
const SIDE_BY_SIDE: f32 = 640.0;

/// So many at first, and so many more on each press.
const SHOWN: usize = 8;

/// Paints the conflicts, `shown` of them one by one; true when an answer changed.
pub(super) fn show_ui(ui: &mut Ui, ready: &mut Ready, shown: &mut usize, view: &View<'_>) -> bool {
    *shown = (*shown).max(SHOWN);
    let conflicts = &ready.plan.conflicts;
    if conflicts.is_empty() {
        return false;
    }
    let mut changed = false;
    let number = count(conflicts.len(), "value differs", "values differ");
    Card::new("Values you have already").show(ui, |ui| {
        ui.label(body(format!("{number} from the file.")));
        let choices = [(false, "Keep mine"), (true, "Take theirs")];
        let id = Id::unique("import: conflicts");
        let current = ready.answers.take_theirs;
        if let Some(theirs) = choice_ui(ui, id, "Where both have a value", &choices, current) {
            ready.answers.take_theirs = theirs;
            ready.answers.except.clear();
            changed = true;
        }
        for conflict in conflicts.iter().take(*shown) {
            ui.horizontal_wrapped(|ui| {
                let is_exception = ready.answers.except.contains(&conflict.key);
                let takes_theirs = ready.answers.take_theirs != is_exception;
                let (name, mine, theirs) = words(conflict, view);
                name_ui(ui, &name);
                let mut pick = false;
                pick |= chip_ui(ui, &format!("mine, {mine}"), !takes_theirs) && takes_theirs;
                pick |= chip_ui(ui, &format!("theirs, {theirs}"), takes_theirs) && !takes_theirs;
                if pick {
                    if !ready.answers.except.remove(&conflict.key) {
                        ready.answers.except.insert(conflict.key);
                    }
                    changed = true;
                }
            });
        }
        let more = conflicts.len().saturating_sub(*shown);
        if more > 0 {
            let text = format!("{more} more, answered by the choice for all");
            ui.label(secondary(text));
            if ui.add(Button::secondary("Show more")).clicked() {
                *shown += 10 * SHOWN;
            }
        }
    });
    changed
}

/// Names take the same room where there is enough, so that the values stand below one another.
fn name_ui(ui: &mut Ui, name: &str) {
    if ui.available_width() < SIDE_BY_SIDE {
        ui.label(body(name));
        return;
    }
    let room = vec2(NAME_WIDTH, ui.spacing().interact_size.y);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.set_width(NAME_WIDTH);
        ui.add(Label::new(body(name)).truncate());
    });
}

fn words(conflict: &Conflict, view: &View<'_>) -> (String, String, String) {
    let key = conflict.key;
    let Some(tracker) = view.journal.tracker(key.tracker) else {
        return Default::default();
    };
    let item = key.item.and_then(|item| view.journal.item(item));
    let item = item.map_or_else(String::new, |item| format!(", {}", item.name));
    let value = |value: Value| {
        let value = match value {
            Value::Recorded(number) => DayValue::Recorded {
                number,
                copied: false,
            },
            Value::Skipped => DayValue::Skipped,
        };
        view.words().value(tracker, value)
    };
    let name = format!("{}, {}{item}", view.words().day(key.day), tracker.name);
    (name, value(conflict.mine.value), value(conflict.theirs))
}

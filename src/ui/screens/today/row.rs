//! One tracker of a day as its control, and the edits its control asks for.

use egui::{Align, Layout, Ui};

use crate::domain::{DayValue, Direction, Kind, LogChange, RatingScale, Tracker, day_value, log};
use crate::ui::action::Actions;
use crate::ui::theme::{BODY, Family, medium, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{
    Amount, AmountChange, Scale, ScaleChange, ScaleHue, Toggle, ToggleChange, unsaved_mark_ui,
};
use crate::ui::words::Words;
use crate::words::{log_refusal, tracker_within_sentence};

use super::{TodayScreen, labels, row_id, zones};

/// Room for the names at the left of a column's rows: as much as the longest needs, within limits.
pub(super) fn label_width(ui: &Ui, trackers: &[&Tracker]) -> f32 {
    let widest = trackers
        .iter()
        .map(|tracker| {
            let font = Family::Regular.at(BODY);
            let colour = ui.visuals().text_color();
            ui.painter()
                .layout_no_wrap(tracker.name.clone(), font, colour)
                .size()
                .x
        })
        .fold(0.0, f32::max);
    (widest + 14.0).clamp(72.0, 150.0)
}

impl TodayScreen {
    pub(super) fn row_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        tracker: &Tracker,
        (named, label_width): (bool, f32),
        actions: &mut Actions,
    ) {
        if self.focus == Some(tracker.id) {
            self.focus = None;
            let id = super::focus_id(view, tracker);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        match &tracker.kind {
            Kind::Scale(scale) => {
                scale_ui(ui, view, (tracker, scale), label_width, actions);
                zones::zones_ui(ui, view, (tracker, scale), self.zones_open, actions);
            }
            Kind::YesNo => {
                yes_no_ui(ui, view, tracker, label_width, actions);
                self.items_ui(ui, view, tracker, actions);
            }
            Kind::Amount(amount) => {
                let only_chips = labels::row_has_only_chips(view, tracker);
                let is_full = only_chips || labels::is_measure(&amount.unit);
                if named && is_full {
                    name_ui(ui, view, tracker);
                }
                if !only_chips {
                    let width = if is_full { 0.0 } else { label_width };
                    amount_ui(ui, view, tracker, width, actions);
                }
                self.items_ui(ui, view, tracker, actions);
                if let Some(text) = labels::variety(view, tracker) {
                    ui.label(secondary(text));
                }
            }
        }
        if view.is_day_unsaved(tracker.id, view.day) {
            unsaved_mark_ui(ui);
        }
    }
}

fn name_ui(ui: &mut Ui, view: &View<'_>, tracker: &Tracker) {
    ui.horizontal(|ui| {
        ui.label(medium(&tracker.name));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add(egui::Label::new(secondary(labels::trailing(view, tracker))).truncate());
        });
    });
}

fn scale_ui(
    ui: &mut Ui,
    view: &View<'_>,
    (tracker, scale): (&Tracker, &RatingScale),
    label_width: f32,
    actions: &mut Actions,
) {
    let value = day_value(view.journal, tracker, view.day);
    let words = |level: f64| scale.word(level).to_owned();
    let anchor = |_: f64| (!scale.question.is_empty()).then(|| scale.question.clone());
    let change = Scale::new(row_id(&tracker.uid, view.day), &tracker.name)
        .levels(scale.lowest, scale.highest, scale.step)
        .value(value.number())
        .skipped(value == DayValue::Skipped)
        .copied(is_copied(value))
        .hue(hue(scale.direction))
        .word(&words)
        .anchor(&anchor)
        .label_width(label_width)
        .show(ui);
    let change = change.map(|change| match change {
        ScaleChange::Set(number) => LogChange::Set(number),
        ScaleChange::Clear => LogChange::NotLogged,
        ScaleChange::Skip => LogChange::Skip,
        ScaleChange::Confirm => LogChange::Confirm,
    });
    perform(view, tracker, change, actions);
}

fn hue(direction: Direction) -> ScaleHue {
    match direction {
        Direction::LowerIsBetter => ScaleHue::Severity,
        Direction::HigherIsBetter => ScaleHue::HigherIsBetter,
        Direction::Neither => ScaleHue::Neutral,
    }
}

fn yes_no_ui(
    ui: &mut Ui,
    view: &View<'_>,
    tracker: &Tracker,
    label_width: f32,
    actions: &mut Actions,
) {
    let value = day_value(view.journal, tracker, view.day);
    let change = Toggle::new(row_id(&tracker.uid, view.day), &tracker.name)
        .value(value.number().map(|number| number > 0.0))
        .skipped(value == DayValue::Skipped)
        .copied(is_copied(value))
        .tone(usize::from(tracker.colour))
        .label_width(label_width)
        .show(ui);
    let change = change.map(|change| match change {
        // "No" again takes it back, as "None today" does.
        ToggleChange::Set(false) if value.number() == Some(0.0) => LogChange::NotLogged,
        ToggleChange::Set(is_yes) => LogChange::Set(f64::from(u8::from(is_yes))),
        ToggleChange::Clear => LogChange::NotLogged,
        ToggleChange::Skip => LogChange::Skip,
        ToggleChange::Confirm => LogChange::Confirm,
    });
    perform(view, tracker, change, actions);
}

fn amount_ui(
    ui: &mut Ui,
    view: &View<'_>,
    tracker: &Tracker,
    label_width: f32,
    actions: &mut Actions,
) {
    let Kind::Amount(amount) = &tracker.kind else {
        return;
    };
    let words = view.words();
    let value = day_value(view.journal, tracker, view.day);
    let format = |number: f64| words.amount(number, &amount.unit);
    let read = |text: &str| words.typed(text, value.number(), &tracker.kind);
    let step = shown_step(words, &amount.unit, amount.step);
    let aim = view
        .journal
        .aim_on(tracker.id, view.day)
        .and_then(|aim| aim.target);
    let daily_aim = aim.filter(|target| target.period == crate::domain::Period::Day);
    // Where there are chips, the first of them says it; a night without any sleep needs no offer.
    let has_chips = tracker.list.is_some();
    let none_words = if has_chips || amount.unit == "h" {
        ""
    } else {
        "None today"
    };
    let change = Amount::new(
        row_id(&tracker.uid, view.day),
        &tracker.name,
        &format,
        &read,
    )
    .value(value.number())
    .skipped(value == DayValue::Skipped)
    .copied(is_copied(value))
    .aim(daily_aim.map(|target| target.amount))
    .steps(&[step])
    .tone(usize::from(tracker.colour))
    .label_width(label_width)
    .none_words(none_words)
    .compact(true)
    .show(ui);
    let change = change.map(|change| match change {
        AmountChange::Set(number) => LogChange::Set(number),
        AmountChange::Clear => LogChange::NotLogged,
        AmountChange::Skip => LogChange::Skip,
        AmountChange::Confirm => LogChange::Confirm,
    });
    perform(view, tracker, change, actions);
}

/// A step that is round in the unit people see: 250 ml, or 8 ounces.
fn shown_step(words: Words, unit: &str, step: f64) -> f64 {
    let per_shown = words.stored_per_shown(unit);
    if per_shown == 1.0 {
        step
    } else {
        (step / per_shown).round().max(1.0) * per_shown
    }
}

pub(super) fn none_today(view: &View<'_>, tracker: &Tracker, actions: &mut Actions) {
    let none = view.journal.value_on(tracker.id, view.day)
        == DayValue::Recorded {
            number: 0.0,
            copied: false,
        };
    let change = if none {
        LogChange::NotLogged
    } else {
        LogChange::None
    };
    perform(view, tracker, Some(change), actions);
}

fn perform(view: &View<'_>, tracker: &Tracker, change: Option<LogChange>, actions: &mut Actions) {
    let Some(change) = change else { return };
    match log(view.journal, tracker, None, view.day, change) {
        Ok(edit) => actions.commit(edit, label(view, tracker, change)),
        Err(refused) => {
            let sentence = log_refusal(&refused, tracker, view.words());
            actions.say(format!("{}: {sentence}", tracker.name));
        }
    }
}

/// The change by name, for undo: "itch 4, moderate", "no sugar".
fn label(view: &View<'_>, tracker: &Tracker, change: LogChange) -> String {
    let name = tracker_within_sentence(tracker);
    match change {
        LogChange::Set(0.0) if tracker.kind == Kind::YesNo => format!("no {name}"),
        LogChange::Set(number) => {
            format!("{name} {}", view.words().recorded(&tracker.kind, number))
        }
        LogChange::None => format!("no {name}"),
        LogChange::NotLogged => format!("{name} not logged"),
        LogChange::Skip => format!("{name} skipped"),
        LogChange::Confirm => format!("{name} confirmed"),
    }
}

fn is_copied(value: DayValue) -> bool {
    matches!(value, DayValue::Recorded { copied: true, .. })
}

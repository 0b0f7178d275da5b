//! An amount as a bar with its aim, a number one types into and steps, in one tab stop; units are left to the caller.

mod keys;
mod steps;
#[cfg(test)]
mod tests;

use egui::accesskit::{Action, ActionData};
use egui::{
    Align2, Id, Margin, Rect, Response, Role, Sense, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::draft::Draft;
use super::paint;
use super::stop::{ARROWS, Said, Stop};
use crate::ui::icons::{CIRCLE_DASHED, WARNING_CIRCLE, icon_font};
use crate::ui::theme::{self, Family, HABIT, tokens};

const ROW_HEIGHT: f32 = 28.0;
const NUMBER_ROOM: f32 = 84.0;
const BAR_HEIGHT: f32 = 10.0;

/// What a person changed about an amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AmountChange {
    /// An amount, zero included.
    Set(f64),
    /// Not logged after all.
    Clear,
    /// Not applicable that day.
    Skip,
    /// A copied value is right.
    Confirm,
}

/// An amount row: one tab stop. Digits start a draft in place; Enter enters it and moves on, Escape drops it, a pause
/// of half a second or leaving enters it too (a draft that adds, such as "+250", waits for Enter or leaving). Arrows
/// take steps, Delete clears, `s` skips, Enter without a draft confirms and moves on.
///
/// `read` turns what is typed into the new amount, or says in a sentence why not; then nothing changes. It is asked
/// with the amount as it stands, so that "+250" can add to it.
#[must_use = "it is drawn by show"]
pub struct Amount<'a> {
    id: Id,
    label: &'a str,
    label_width: f32,
    value: Option<f64>,
    skipped: bool,
    copied: bool,
    aim: Option<f64>,
    steps: &'a [f64],
    tone: usize,
    none_words: &'a str,
    compact: bool,
    format: &'a dyn Fn(f64) -> String,
    read: &'a dyn Fn(&str) -> Result<f64, String>,
}

impl<'a> Amount<'a> {
    /// An amount that is not logged, with how it is written and read.
    pub fn new(
        id: Id,
        label: &'a str,
        format: &'a dyn Fn(f64) -> String,
        read: &'a dyn Fn(&str) -> Result<f64, String>,
    ) -> Self {
        Self {
            id,
            label,
            label_width: 0.0,
            value: None,
            skipped: false,
            copied: false,
            aim: None,
            steps: &[1.0],
            tone: HABIT,
            none_words: "",
            compact: false,
            format,
            read,
        }
    }

    /// What is logged.
    pub fn value(mut self, value: Option<f64>) -> Self {
        self.value = value;
        self
    }

    /// Not applicable that day.
    pub fn skipped(mut self, skipped: bool) -> Self {
        self.skipped = skipped;
        self
    }

    /// The value was copied and not confirmed.
    pub fn copied(mut self, copied: bool) -> Self {
        self.copied = copied;
        self
    }

    /// Where the bar has a tick.
    pub fn aim(mut self, aim: Option<f64>) -> Self {
        self.aim = aim;
        self
    }

    /// What the buttons and the arrows add; the first is what the arrows and "−" take. At least one.
    pub fn steps(mut self, steps: &'a [f64]) -> Self {
        if !steps.is_empty() {
            self.steps = steps;
        }
        self
    }

    /// The palette index of its colour.
    pub fn tone(mut self, palette_index: usize) -> Self {
        self.tone = palette_index;
        self
    }

    /// Draws the label at the left, in this room; the name is there without it.
    pub fn label_width(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// On one line, with "−" and "+" beside the number instead of buttons with words below.
    pub fn compact(mut self, compact: bool) -> Self {
        self.compact = compact;
        self
    }

    /// While nothing is logged, offers with these words to log that there was none; the key for it is 0.
    pub fn none_words(mut self, words: &'a str) -> Self {
        self.none_words = words;
        self
    }

    /// Draws it; what a person changed.
    pub fn show(self, ui: &mut Ui) -> Option<AmountChange> {
        let mut stop = Stop::begin(ui, self.id);
        let mut draft = Draft::load(ui.ctx(), self.id);
        let mut change = self.change_by_key(&mut stop, &mut draft, ui);
        change = self.change_by_request(ui).or(change);
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW_HEIGHT));
        let mut room = row;
        paint::row_label(ui, self.id, row, self.label, self.label_width);
        room.min.x += self.label_width;
        if self.compact {
            let buttons = Rect::from_min_max(pos2(room.right() - 60.0, room.top()), room.max);
            room.max.x -= 68.0;
            change = self.compact_steps_ui(ui, buttons).or(change);
        }
        let number = Rect::from_min_max(pos2(room.right() - NUMBER_ROOM, room.top()), room.max);
        let bar = Rect::from_min_max(room.min, pos2(number.left() - 10.0, room.bottom()));
        if self.offers_none(bar) && draft.is_none() {
            change = self.none_ui(ui, bar).or(change);
        } else if bar.width() > 24.0 {
            self.paint_bar(ui, bar);
        }
        let response = match draft.as_mut().filter(|_| stop.focused) {
            Some(draft) => self.draft_ui(ui, number, draft),
            None => self.number_ui(ui, &stop, number, &mut draft),
        };
        self.describe(ui, &response);
        // After the field took its share of the input: what is typed counts on a pause or on leaving.
        change = self.settle(ui, &stop, draft).or(change);
        self.error_ui(ui);
        if !self.compact {
            change = self.steps_ui(ui).or(change);
        }
        change
    }

    fn paint_bar(&self, ui: &Ui, room: Rect) {
        let t = tokens(ui);
        let bar = Rect::from_center_size(room.center(), vec2(room.width(), BAR_HEIGHT));
        let radius = BAR_HEIGHT / 2.0;
        ui.painter().rect_filled(bar, radius, t.track);
        let value = self.value.unwrap_or(0.0);
        let full = self.full();
        let x_of = |amount: f64| {
            egui::lerp(
                bar.left()..=bar.right(),
                (amount / full).clamp(0.0, 1.0) as f32,
            )
        };
        if value > 0.0 {
            let filled = Rect::from_min_max(bar.min, pos2(x_of(value), bar.bottom()));
            let tone = t.tone(self.tone);
            if self.copied {
                ui.painter().rect_filled(filled, radius, tone.tint);
                paint::dashed_outline(ui, filled, radius, Stroke::new(1.0, tone.mark));
            } else {
                ui.painter().rect_filled(filled, radius, tone.mark);
            }
        }
        if let Some(aim) = self.aim {
            let stroke = Stroke::new(2.0, t.text);
            ui.painter()
                .vline(x_of(aim), bar.expand(4.0).y_range(), stroke);
        }
    }

    /// The amount at the right end of the bar: the aim at three quarters, more when there is more.
    fn full(&self) -> f64 {
        let aim = self.aim.unwrap_or(0.0) * 4.0 / 3.0;
        let value = self.value.unwrap_or(0.0) * 1.1;
        aim.max(value).max(self.steps[0] * 4.0)
    }

    fn number_ui(&self, ui: &Ui, stop: &Stop, number: Rect, draft: &mut Option<Draft>) -> Response {
        let t = tokens(ui);
        let around = number.expand2(vec2(5.0, 0.0));
        let said = Said {
            role: Role::SpinButton,
            name: self.label,
            value: &self.spoken(),
        };
        let response = stop.end(ui, number, ARROWS, said);
        let hit = ui.interact(number, self.id.with("number"), Sense::CLICK);
        if hit.hovered() {
            ui.painter().rect_filled(around, 6.0, t.hover);
            ui.set_cursor_icon(egui::CursorIcon::Text);
        }
        if hit.clicked() {
            stop.focus_by_pointer(ui);
            let text = self.value.map(self.format).unwrap_or_default();
            *draft = Some(self.begin_draft(ui, text, true));
        }
        let (text, font, color) = match self.value {
            Some(value) => (
                (self.format)(value),
                Family::SemiBold.at(theme::BODY),
                t.text,
            ),
            None => (
                self.spoken_quietly(),
                Family::Regular.at(theme::SECONDARY),
                t.muted,
            ),
        };
        let galley = paint::elided(ui, &text, font, color, number.width());
        let used = paint::text_in(ui, number, Align2::RIGHT_CENTER, galley);
        if self.copied {
            let mark = paint::line(ui, CIRCLE_DASHED, icon_font(13.0), t.muted);
            let at = Rect::from_min_max(number.min, pos2(used.left() - 4.0, number.bottom()));
            paint::text_in(ui, at, Align2::RIGHT_CENTER, mark);
            hit.on_hover_text("Copied and not confirmed; Enter confirms");
        }
        stop.paint_ring(ui, around, 6.0);
        response
    }

    fn draft_ui(&self, ui: &mut Ui, number: Rect, draft: &mut Draft) -> Response {
        let before = draft.text.clone();
        let edit = TextEdit::singleline(&mut draft.text)
            .id(self.id)
            .font(Family::SemiBold.at(theme::BODY))
            .margin(Margin::symmetric(6, 4))
            .align(Align2::RIGHT_CENTER)
            .desired_width(number.width())
            .min_size(number.size())
            .event_filter(egui::EventFilter {
                escape: true,
                ..ARROWS
            });
        let response = ui
            .scope_builder(UiBuilder::new().max_rect(number), |ui| ui.add(edit))
            .inner;
        if draft.text != before {
            draft.touch(ui);
        }
        let (enabled, name) = (ui.is_enabled(), self.label);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::SpinButton);
            node.set_label(name);
            if !enabled {
                node.set_disabled();
            }
        });
        response
    }

    fn error_ui(&self, ui: &mut Ui) {
        let Some(error) = Draft::load(ui.ctx(), self.id).and_then(|draft| draft.error) else {
            return;
        };
        let t = tokens(ui);
        let response = ui
            .horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                crate::ui::icons::icon_ui(ui, WARNING_CIRCLE, 15.0, t.danger_text);
                let sentence = theme::secondary(&error).color(t.danger_text);
                ui.add(egui::Label::new(sentence).wrap())
            })
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &error));
    }

    fn describe(&self, ui: &Ui, response: &Response) {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_numeric_value_step(self.steps[0]);
            if let Some(value) = self.value {
                node.set_numeric_value(value);
            }
            node.add_action(Action::Increment);
            node.add_action(Action::Decrement);
            node.add_action(Action::SetValue);
        });
    }

    fn change_by_request(&self, ui: &Ui) -> Option<AmountChange> {
        ui.input(|input| {
            let asked = |action| input.num_accesskit_action_requests(self.id, action) as f64;
            let by = asked(Action::Increment) - asked(Action::Decrement);
            let set = input
                .accesskit_action_requests(self.id, Action::SetValue)
                .filter_map(|request| match &request.data {
                    Some(ActionData::NumericValue(value)) => Some(value.max(0.0)),
                    Some(ActionData::Value(text)) => (self.read)(text).ok(),
                    _ => None,
                })
                .last();
            let moved = (by != 0.0).then(|| self.stepped(by * self.steps[0]));
            set.or(moved).map(AmountChange::Set)
        })
    }

    fn stepped(&self, by: f64) -> f64 {
        // Steps such as 0.1 would otherwise gather the dust of binary fractions.
        let sum = self.value.unwrap_or(0.0) + by;
        ((sum * 1e6).round() / 1e6).max(0.0)
    }

    fn spoken(&self) -> String {
        match self.value {
            Some(value) if self.copied => format!("{}, copied", (self.format)(value)),
            Some(value) => (self.format)(value),
            None => if self.skipped {
                "skipped"
            } else {
                "not logged"
            }
            .to_owned(),
        }
    }

    fn spoken_quietly(&self) -> String {
        if self.skipped {
            "– skipped"
        } else {
            "not logged"
        }
        .to_owned()
    }
}

//! The buttons that step an amount.

use egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::paint;
use super::{Amount, AmountChange, ROW_HEIGHT};
use crate::ui::theme::{Family, tokens};

impl Amount<'_> {
    pub(super) fn steps_ui(&self, ui: &mut Ui) -> Option<AmountChange> {
        let mut change = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(7.0, 7.0);
            for amount in std::iter::once(-self.steps[0]).chain(self.steps.iter().copied()) {
                if self.step_button_ui(ui, amount) {
                    change = Some(AmountChange::Set(self.stepped(amount)));
                }
            }
        });
        change
    }

    fn step_button_ui(&self, ui: &mut Ui, amount: f64) -> bool {
        let t = tokens(ui);
        let sign = if amount < 0.0 { "−" } else { "+" };
        let text = format!("{sign} {}", (self.format)(amount.abs()));
        let galley = paint::line(ui, &text, Family::Regular.at(13.0), t.text);
        let (_, rect) = ui.allocate_space(vec2(galley.size().x + 24.0, ROW_HEIGHT));
        let clicked = self.step_hit(ui, rect, amount, &text);
        paint::text_in(ui, rect, Align2::CENTER_CENTER, galley);
        clicked
    }

    pub(super) fn compact_steps_ui(&self, ui: &Ui, buttons: Rect) -> Option<AmountChange> {
        let t = tokens(ui);
        let mut change = None;
        for (place, amount) in [
            (Align2::LEFT_CENTER, -self.steps[0]),
            (Align2::RIGHT_CENTER, self.steps[0]),
        ] {
            let rect = place.align_size_within_rect(vec2(28.0, ROW_HEIGHT), buttons);
            let sign = if amount < 0.0 { "−" } else { "+" };
            let text = format!("{sign} {}", (self.format)(amount.abs()));
            if self.step_hit(ui, rect, amount, &text) {
                change = Some(AmountChange::Set(self.stepped(amount)));
            }
            let galley = paint::line(ui, sign, Family::Medium.at(17.0), t.text);
            paint::text_in(ui, rect, Align2::CENTER_CENTER, galley);
        }
        change
    }

    /// Whether "none" is offered in the room of the bar.
    pub(super) fn offers_none(&self, room: Rect) -> bool {
        let is_open = self.value.is_none() && !self.skipped;
        is_open && !self.none_words.is_empty() && room.width() > 130.0
    }

    /// The pill that logs a zero.
    pub(super) fn none_ui(&self, ui: &Ui, room: Rect) -> Option<AmountChange> {
        let t = tokens(ui);
        let galley = paint::line(ui, self.none_words, Family::Regular.at(13.0), t.text);
        let size = vec2(galley.size().x + 24.0, ROW_HEIGHT);
        let rect = Align2::LEFT_CENTER.align_size_within_rect(size, room);
        let clicked = self.step_hit(ui, rect, f64::NEG_INFINITY, self.none_words);
        paint::text_in(ui, rect, Align2::CENTER_CENTER, galley);
        clicked.then_some(AmountChange::Set(0.0))
    }

    /// A pill that steps by `amount` when clicked; the keyboard steps with the arrows, so it takes no focus.
    fn step_hit(&self, ui: &Ui, rect: Rect, amount: f64, text: &str) -> bool {
        let t = tokens(ui);
        let id = self.id.with(amount.to_bits());
        let response = ui.interact(rect, id, Sense::CLICK);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, enabled, format!("{}, {text}", self.label))
        });
        let (fill, edge) = if response.is_pointer_button_down_on() {
            (t.pressed, t.cell_border)
        } else if response.hovered() {
            (t.hover, t.cell_border)
        } else {
            (t.surface, t.control_border)
        };
        let stroke = Stroke::new(1.0, edge);
        ui.painter()
            .rect(rect, ROW_HEIGHT / 2.0, fill, stroke, StrokeKind::Inside);
        let clicked = response.clicked();
        if self.compact {
            response.on_hover_text(text);
        }
        clicked
    }
}

//! The narrow form of a scale: a slider with a number, under the label and the word.

use egui::{Align2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::super::paint;
use super::super::stop::{HORIZONTAL, Said, Stop};
use super::{ROW_HEIGHT, Scale, ScaleChange};
use crate::ui::theme::{self, Family, tokens};

const HANDLE: f32 = 9.0;
const NUMBER_ROOM: f32 = 44.0;

impl Scale<'_> {
    pub(super) fn narrow_ui(&self, ui: &mut Ui, stop: &Stop) -> (Option<ScaleChange>, Response) {
        let width = ui.available_width();
        if self.label_width > 0.0 {
            let (_, head) = ui.allocate_space(vec2(width, 20.0));
            let t = tokens(ui);
            let font = Family::Regular.at(theme::BODY);
            let label = paint::elided(ui, self.label, font, t.text, width * 0.6);
            let used = paint::text_in(ui, head, Align2::LEFT_CENTER, label);
            let aside = Rect::from_min_max(pos2(used.right() + 12.0, head.top()), head.max);
            self.aside_ui(ui, aside, Align2::RIGHT_CENTER);
        }
        let (_, row) = ui.allocate_space(vec2(width, ROW_HEIGHT));
        let track = Rect::from_min_max(
            pos2(row.left() + HANDLE, row.top()),
            pos2(row.right() - NUMBER_ROOM, row.bottom()),
        );
        let said = Said {
            role: Role::Slider,
            name: self.label,
            value: &self.spoken(),
        };
        let response = stop.end(ui, row, HORIZONTAL, said);
        let grip = ui.interact(
            track.expand2(vec2(HANDLE, 0.0)),
            self.id.with("track"),
            Sense::CLICK | Sense::DRAG,
        );
        // A drag is one change: the level under the pointer is kept aside until it is let go.
        let under_pointer = grip.interact_pointer_pos().map(|pointer| {
            let fraction = (pointer.x - track.left()) / track.width().max(1.0);
            self.snap(self.lowest + f64::from(fraction) * (self.highest - self.lowest))
        });
        let dragged = under_pointer.filter(|_| grip.dragged());
        self.paint_slider(ui, track, row, dragged.or(self.value));
        stop.paint_ring(ui, row, 6.0);
        let mut change = None;
        if grip.clicked() || grip.drag_stopped() {
            stop.focus_by_pointer(ui);
            change = under_pointer
                .map(|level| self.change_by_click(level))
                .filter(|change| grip.clicked() || *change != ScaleChange::Clear);
        }
        (change, response)
    }

    fn paint_slider(&self, ui: &Ui, track: Rect, row: Rect, value: Option<f64>) {
        let t = tokens(ui);
        let bar = Rect::from_center_size(track.center(), vec2(track.width(), 8.0));
        let edge = Stroke::new(1.0, t.cell_border);
        ui.painter()
            .rect(bar, 4.0, t.cell_off, edge, StrokeKind::Inside);
        let number = Rect::from_min_max(pos2(track.right() + HANDLE, row.top()), row.max);
        let shown = match value {
            Some(value) => {
                let fraction = self.fraction(value);
                let x = egui::lerp(bar.left()..=bar.right(), fraction);
                let fill = self.ramp(t).fill(fraction);
                let filled = Rect::from_min_max(bar.min, pos2(x, bar.bottom()));
                ui.painter()
                    .rect(filled, 4.0, fill, edge, StrokeKind::Inside);
                let center = pos2(x, bar.center().y);
                ui.painter()
                    .circle(center, HANDLE, fill, Stroke::new(2.0, t.text));
                self.digits(value)
            }
            None => "–".to_owned(),
        };
        let color = if value.is_some() { t.text } else { t.muted };
        let galley = paint::line(ui, &shown, Family::SemiBold.at(theme::BODY), color);
        paint::text_in(ui, number, Align2::RIGHT_CENTER, galley);
    }
}

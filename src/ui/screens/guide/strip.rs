//! The strip of the last 30 days on a card: a cell a day, each state in a shape of its own.

use egui::{Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::facts::{Mark, StripDay};
use crate::ui::theme::{self, Tokens, secondary, tokens};

const HEIGHT: f32 = 20.0;
const CELL: f32 = 6.0;
const GAP: f32 = 3.0;

/// Draws the strip; `words` is what it says to those who can't see it.
pub(super) fn strip_ui(ui: &mut Ui, cells: &[StripDay], words: &str) -> Response {
    let pitch = (ui.available_width() / cells.len().max(1) as f32).min(CELL + GAP);
    let width = pitch * cells.len() as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let t = tokens(ui);
    let cell = CELL.min(pitch - 1.0);
    for (index, day) in cells.iter().enumerate() {
        let left = rect.left() + pitch * index as f32;
        let room = Rect::from_min_size(pos2(left, rect.top()), vec2(cell, HEIGHT));
        paint_mark(ui.painter(), room, day.mark, t);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, format!("The last 30 days: {words}"))
    });
    let pointed = response.hover_pos().and_then(|at| {
        let index = ((at.x - rect.left()) / pitch).floor();
        (index >= 0.0).then(|| cells.get(index as usize)).flatten()
    });
    match pointed {
        Some(day) => response.on_hover_text_at_pointer(day.text.as_str()),
        None => response,
    }
}

/// A strip of a thing that is not tracked: a quiet line.
pub(super) fn empty_strip_ui(ui: &mut Ui) {
    let width = (CELL + GAP) * 30.0;
    let (rect, _) =
        ui.allocate_exact_size(vec2(width.min(ui.available_width()), 6.0), Sense::hover());
    let t = tokens(ui);
    let mut left = rect.left();
    while left + CELL <= rect.right() {
        let dash = Rect::from_min_size(pos2(left, rect.bottom() - 2.0), vec2(CELL, 2.0));
        ui.painter().rect_filled(dash, 1.0, t.control_border);
        left += CELL + GAP;
    }
}

/// What the shapes mean.
pub(super) fn key_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        ui.spacing_mut().interact_size.y = HEIGHT;
        for (mark, word) in Mark::ALL {
            let (rect, _) = ui.allocate_exact_size(vec2(CELL, HEIGHT), Sense::hover());
            paint_mark(ui.painter(), rect, mark, tokens(ui));
            ui.label(secondary(word));
            ui.add_space(8.0);
        }
    });
}

fn paint_mark(painter: &Painter, room: Rect, mark: Mark, t: &Tokens) {
    let from_bottom =
        |height: f32| Rect::from_min_max(pos2(room.left(), room.bottom() - height), room.max);
    match mark {
        Mark::Met => {
            painter.rect_filled(from_bottom(room.height()), 2.0, t.habit().mark);
        }
        Mark::Missed => {
            let stroke = Stroke::new(1.25, t.cell_border);
            painter.rect_stroke(from_bottom(10.0), 1.5, stroke, StrokeKind::Inside);
        }
        Mark::Some => {
            painter.rect_filled(from_bottom(13.0), 2.0, t.context().mark);
        }
        Mark::None => {
            let center = pos2(room.center().x, room.bottom() - 3.0);
            let radius = 0.5 * room.width().min(6.0) - 0.5;
            painter.circle_stroke(center, radius, Stroke::new(1.25, t.cell_border));
        }
        Mark::CannotTell => {
            let center = pos2(room.center().x, room.bottom() - 1.5);
            painter.circle_filled(center, 1.5, t.cell_border);
        }
        Mark::Skipped => {
            let stroke = Stroke::new(2.0, t.cell_border);
            painter.hline(room.x_range(), room.bottom() - 6.0, stroke);
        }
        Mark::Paused => {
            let stroke = Stroke::new(1.5, theme::mix(t.surface, t.context().mark, 0.9));
            for x in [room.left() + 1.0, room.right() - 1.0] {
                painter.vline(x, room.bottom() - 10.0..=room.bottom(), stroke);
            }
        }
    }
}

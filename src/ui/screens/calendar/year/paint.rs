//! The marks of the heat map and their legend: not logged, 0, skipped, paused and running differ in shape.

use egui::{Color32, Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::days::{Hue, Mark};
use crate::ui::theme::{AXIS, Family, Tokens, tokens};

/// How one cell is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) mark: Mark,
    pub(super) hue: Hue,
    pub(super) paused: bool,
    pub(super) running: bool,
}

/// Paints a day into `rect`.
pub(super) fn cell(ui: &Ui, rect: Rect, look: Look) {
    let t = tokens(ui);
    let painter = ui.painter();
    let radius = (rect.width() * 0.22).min(3.5);
    let strong = strong_of(t, look.hue);
    if look.running {
        running_cell(ui, rect, look, radius, strong);
    } else {
        match look.mark {
            Mark::NotLogged => {
                painter.rect_filled(rect, radius, t.track.gamma_multiply(0.55));
            }
            Mark::Lowest => {
                painter.rect(
                    rect,
                    radius,
                    look.hue.ramp(t).fill(0.0),
                    Stroke::new(1.0, strong),
                    StrokeKind::Inside,
                );
            }
            Mark::Some(share) => {
                painter.rect_filled(rect, radius, look.hue.ramp(t).fill(share));
            }
            Mark::Skipped => {}
        }
    }
    if look.mark == Mark::Skipped {
        let half = rect.width() * 0.3;
        let (left, right) = (
            rect.center() - vec2(half, 0.0),
            rect.center() + vec2(half, 0.0),
        );
        painter.line_segment([left, right], Stroke::new(1.5, t.muted));
    }
    if look.paused {
        paused_mark(ui, rect, look.mark);
    }
}

fn running_cell(ui: &Ui, rect: Rect, look: Look, radius: f32, strong: Color32) {
    let t = tokens(ui);
    let edge = match look.mark {
        Mark::NotLogged | Mark::Skipped => t.cell_border,
        Mark::Lowest | Mark::Some(_) => strong,
    };
    let stroke = Stroke::new(1.5, edge);
    ui.painter()
        .rect(rect, radius, t.surface, stroke, StrokeKind::Inside);
    if let Mark::Some(share) = look.mark {
        let inner = rect.shrink(rect.width() * 0.3);
        ui.painter()
            .rect_filled(inner, 1.0, look.hue.ramp(t).fill(share));
    }
}

/// Diagonals over a day without a value, a notched corner on one with a value.
fn paused_mark(ui: &Ui, rect: Rect, mark: Mark) {
    let t = tokens(ui);
    let color = t.context().mark;
    if matches!(mark, Mark::Lowest | Mark::Some(_)) {
        let side = rect.width() * 0.5;
        let corner = rect.right_bottom();
        let points = vec![corner, corner - vec2(side, 0.0), corner - vec2(0.0, side)];
        let edge = Stroke::new(1.0, t.surface);
        ui.painter().add(Shape::convex_polygon(points, color, edge));
        return;
    }
    let stroke = Stroke::new(1.0, color);
    let inner = rect.shrink(1.0);
    for share in [0.5, 1.0, 1.5] {
        let reach = inner.width() * share;
        let from = pos2(
            inner.left() + (reach - inner.width()).max(0.0),
            inner.top() + reach.min(inner.height()),
        );
        let to = pos2(
            inner.left() + reach.min(inner.width()),
            inner.top() + (reach - inner.height()).max(0.0),
        );
        ui.painter().line_segment([from, to], stroke);
    }
}

fn strong_of(t: &Tokens, hue: Hue) -> Color32 {
    match hue {
        Hue::Severity => t.symptom().mark,
        Hue::HigherIsBetter => t.habit().mark,
        Hue::Neutral => t.context().mark,
    }
}

/// What each mark stands for, in a row that wraps.
pub(super) fn legend_ui(ui: &mut Ui, hue: Hue, ends: &[String; 2], has_values: bool) {
    let look = |mark, paused, running| Look {
        mark,
        hue,
        paused,
        running,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 6.0);
        entry_ui(ui, &[look(Mark::NotLogged, false, false)], "not logged");
        if has_values {
            entry_ui(ui, &[look(Mark::Lowest, false, false)], &ends[0]);
        }
        let steps = [0.2, 0.4, 0.6, 0.8, 1.0].map(|share| look(Mark::Some(share), false, false));
        entry_ui(ui, &steps, &format!("to {}", ends[1]));
        if has_values {
            entry_ui(ui, &[look(Mark::Skipped, false, false)], "skipped");
        }
        let paused = [
            look(Mark::NotLogged, true, false),
            look(Mark::Some(0.6), true, false),
        ];
        entry_ui(ui, &paused, "paused");
        entry_ui(ui, &[look(Mark::NotLogged, false, true)], "today");
    });
}

fn entry_ui(ui: &mut Ui, looks: &[Look], words: &str) {
    const SIDE: f32 = 13.0;
    // A row within a row does not wrap by itself.
    let font = Family::Regular.at(AXIS + 0.5);
    let text = crate::ui::widgets::paint::line(ui, words, font, tokens(ui).muted);
    let width = (SIDE + 3.0) * looks.len() as f32 + text.size().x + 22.0;
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for look in looks {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::hover());
            cell(ui, rect, *look);
        }
        ui.add_space(2.0);
        let text = egui::RichText::new(words)
            .font(Family::Regular.at(AXIS + 0.5))
            .color(tokens(ui).muted);
        ui.label(text);
        ui.add_space(9.0);
    });
}

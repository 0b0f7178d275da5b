//! The completeness ring: how many of today's trackers are logged.

use std::f32::consts::TAU;

use egui::{Align2, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::paint;
use crate::ui::theme::{AXIS, Family, tokens};

const SIDE: f32 = 42.0;
const WIDTH: f32 = 3.5;

/// Shows "7/9" in a ring that is closed by 7 ninths; nothing to log shows a full quiet ring.
pub fn ring(ui: &mut Ui, done: usize, total: usize) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::hover());
    let spoken = format!("{done} of {total} logged");
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &spoken));
    if ui.is_rect_visible(rect) {
        let radius = (SIDE - WIDTH) / 2.0 - 1.0;
        let fraction = if total == 0 {
            0.0
        } else {
            (done as f32 / total as f32).min(1.0)
        };
        ui.painter()
            .circle_stroke(rect.center(), radius, Stroke::new(WIDTH, t.track));
        let points = arc(rect.center(), radius, fraction);
        ui.painter()
            .add(Shape::line(points, Stroke::new(WIDTH, t.habit().mark)));
        let text = paint::line(
            ui,
            &format!("{done}/{total}"),
            Family::SemiBold.at(AXIS),
            t.text,
        );
        paint::text_in(ui, rect, Align2::CENTER_CENTER, text);
    }
    response.on_hover_text(spoken)
}

/// Points from twelve o'clock on, clockwise.
fn arc(center: Pos2, radius: f32, fraction: f32) -> Vec<Pos2> {
    const STEPS: u16 = 64;
    let last = (f32::from(STEPS) * fraction).round() as u16;
    if last == 0 {
        return Vec::new();
    }
    (0..=last)
        .map(|step| {
            let angle = TAU * fraction * f32::from(step) / f32::from(last);
            center + radius * Vec2::new(angle.sin(), -angle.cos())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arc_ends_at_its_fraction() {
        let at = |fraction| arc(Pos2::ZERO, 10.0, fraction).last().copied();
        assert_eq!(at(0.0), None);
        let quarter = at(0.25).unwrap();
        assert!((quarter - Pos2::new(10.0, 0.0)).length() < 1e-3);
        let full = at(1.0).unwrap();
        assert!((full - Pos2::new(0.0, -10.0)).length() < 1e-3);
    }
}

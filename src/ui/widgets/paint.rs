//! Strokes of painting that several controls share.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, FontId, Galley, Id, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2};

use crate::ui::theme::{self, Family, tokens};

/// A label of two lines is as high as a row may be.
const LABEL_LINES: usize = 2;

/// One line of text.
pub(in crate::ui) fn line(ui: &Ui, text: &str, font: FontId, color: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text.to_owned(), font, color)
}

/// One line of text, cut with "…" where it would be wider than `width`.
pub(in crate::ui) fn elided(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}

/// Text in as many lines as there may be, cut with "…" where even they would not hold it.
fn in_lines(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color));
    job.wrap = TextWrapping {
        max_width: width.max(0.0),
        max_rows: LABEL_LINES,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}

/// The label at the left of a row, in smaller letters on two lines where one is too short; the pointer over a label that
/// was cut all the same shows all of it.
pub(super) fn row_label(ui: &Ui, id: Id, row: Rect, label: &str, width: f32) {
    if width <= 0.0 {
        return;
    }
    let font = Family::Regular.at(theme::BODY);
    let mut galley = elided(ui, label, font, tokens(ui).text, width - 8.0);
    if galley.elided {
        let font = Family::Regular.at(theme::SECONDARY);
        galley = in_lines(ui, label, font, tokens(ui).text, width - 8.0);
    }
    let was_cut = galley.elided;
    let place = text_in(ui, row, Align2::LEFT_CENTER, galley);
    if was_cut {
        ui.interact(place, id.with("label"), Sense::HOVER)
            .on_hover_text(label);
    }
}

/// Text within a rectangle.
pub(in crate::ui) fn text_in(ui: &Ui, rect: Rect, align: Align2, galley: Arc<Galley>) -> Rect {
    let place = align.align_size_within_rect(galley.size(), rect);
    let fallback = ui.visuals().text_color();
    ui.painter().galley(place.min, galley, fallback);
    place
}

/// A dashed outline: the sign of what is not confirmed.
pub(in crate::ui) fn dashed_outline(ui: &Ui, rect: Rect, corner_radius: f32, stroke: Stroke) {
    let path = rounded_path(rect.shrink(stroke.width / 2.0), corner_radius);
    ui.painter()
        .extend(Shape::dashed_line(&path, stroke, 3.0, 2.5));
}

fn rounded_path(rect: Rect, corner_radius: f32) -> Vec<Pos2> {
    const STEPS: u8 = 6;
    let radius = corner_radius
        .min(rect.width() / 2.0)
        .min(rect.height() / 2.0);
    let inner = rect.shrink(radius);
    let corners = [
        (inner.right_top(), -90.0_f32),
        (inner.right_bottom(), 0.0),
        (inner.left_bottom(), 90.0),
        (inner.left_top(), 180.0),
    ];
    let mut path = Vec::with_capacity(4 * (usize::from(STEPS) + 1) + 1);
    for (center, start_degrees) in corners {
        for step in 0..=STEPS {
            let angle = (start_degrees + 90.0 * f32::from(step) / f32::from(STEPS)).to_radians();
            path.push(pos2(
                center.x + radius * angle.cos(),
                center.y + radius * angle.sin(),
            ));
        }
    }
    path.extend(path.first().copied());
    path
}

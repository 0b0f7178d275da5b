//! What the cells, dates and headings of the month look like; 0, skipped and not logged differ in shape and text.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::super::year::{Hue, fraction};
use super::Sheet;
use super::grid::Geometry;
use crate::domain::{Day, DayValue, Kind, Tracker};
use crate::ui::icons::{PAUSE, icon_font};
use crate::ui::theme::{AXIS, Family, SECONDARY, tokens};
use crate::ui::words::Words;

/// What a cell shows.
pub(super) struct CellLook {
    pub(super) text: String,
    pub(super) value: DayValue,
    pub(super) running: bool,
    pub(super) hovered: bool,
}

/// What a date shows.
pub(super) struct DateLook {
    pub(super) text: String,
    pub(super) is_open: bool,
    pub(super) running: bool,
    pub(super) paused: bool,
    pub(super) hovered: bool,
}

/// Lines between rows and columns, a stronger one where a week begins.
pub(super) fn ground(
    ui: &Ui,
    painter: &Painter,
    sheet: &Sheet<'_>,
    geometry: &Geometry,
    rows: &[Day],
    cell: impl Fn(&Geometry, usize, Day) -> Rect,
) {
    let t = tokens(ui);
    let last = sheet.columns.len().saturating_sub(1);
    let first_weekday = sheet.view.words().first_weekday();
    for day in rows {
        let row = cell(geometry, 0, *day).union(cell(geometry, last, *day));
        if *day > sheet.view.today {
            painter.rect_filled(row, 0.0, t.background.gamma_multiply(0.6));
        }
        let begins_week = chrono::Datelike::weekday(day) == first_weekday;
        let color = if begins_week {
            t.control_border
        } else {
            t.border
        };
        painter.hline(row.x_range(), row.top(), Stroke::new(1.0, color));
    }
    if let Some(day) = rows.first() {
        for column in 1..=last {
            let x = cell(geometry, column, *day).left();
            painter.vline(
                x,
                painter.clip_rect().y_range(),
                Stroke::new(1.0, t.border.gamma_multiply(0.6)),
            );
        }
    }
}

/// The value of a day that has come.
pub(super) fn cell(ui: &Ui, painter: &Painter, rect: Rect, tracker: &Tracker, look: &CellLook) {
    let t = tokens(ui);
    let inner = rect.shrink2(vec2(3.0, 3.0));
    if look.hovered {
        painter.rect_filled(rect.shrink(1.0), 4.0, t.hover);
    }
    let mut color = t.text;
    let mut family = Family::Tabular;
    match look.value {
        DayValue::NotLogged => return,
        DayValue::Skipped => color = t.muted,
        DayValue::Recorded { number, copied } => {
            let (lowest, highest) = tracker.kind.bounds();
            let ramp = Hue::of(tracker).ramp(t);
            let shown = match &tracker.kind {
                Kind::Scale(_) => Some(fraction(number, lowest, highest)),
                Kind::YesNo | Kind::Amount(_) => (number > 0.0).then_some(0.1),
            };
            if copied {
                let corners = [
                    inner.left_top(),
                    inner.right_top(),
                    inner.right_bottom(),
                    inner.left_bottom(),
                    inner.left_top(),
                ];
                let edge = Stroke::new(1.0, t.cell_border);
                painter.extend(Shape::dashed_line(&corners, edge, 3.0, 2.5));
                color = t.muted;
            } else if look.running {
                let edge = shown.map_or(t.control_border, |share| ramp.fill(share.max(0.3)));
                painter.rect_stroke(inner, 5.0, Stroke::new(1.5, edge), StrokeKind::Inside);
            } else if let Some(share) = shown {
                painter.rect_filled(inner, 5.0, ramp.fill(share));
                color = ramp.text(share);
            } else {
                color = t.muted;
            }
            if number > 0.0 && !copied {
                family = Family::SemiBold;
            }
        }
    }
    let galley = painter.layout_no_wrap(look.text.clone(), family.at(13.0), color);
    let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    painter.galley(place.min, galley, color);
}

/// The dot on a value that is not on the disk yet.
pub(super) fn unsaved(ui: &Ui, painter: &Painter, rect: Rect) {
    let t = tokens(ui);
    let corner = pos2(rect.right() - 8.0, rect.top() + 8.0);
    painter.circle(corner, 3.5, t.caution, Stroke::new(1.0, t.surface));
}

/// What is being typed, with a caret behind it.
pub(super) fn draft(ui: &Ui, painter: &Painter, rect: Rect, text: &str, refused: bool) {
    let t = tokens(ui);
    let edge = if refused { t.danger_text } else { t.accent };
    painter.rect(
        rect.shrink(1.0),
        5.0,
        t.surface,
        Stroke::new(2.0, edge),
        StrokeKind::Inside,
    );
    let font = Family::SemiBold.at(13.0);
    let galley = painter.layout_no_wrap(text.to_owned(), font, t.text);
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let room = painter.with_clip_rect(painter.clip_rect().intersect(inner.expand(2.0)));
    // The end of a long text stays in sight.
    let left = (inner.center().x - galley.size().x / 2.0).min(inner.right() - galley.size().x);
    let place = pos2(left, inner.center().y - galley.size().y / 2.0);
    let caret = left + galley.size().x + 1.0;
    room.galley(place, galley, t.text);
    let tall = rect.shrink2(vec2(0.0, 7.0)).y_range();
    room.vline(caret, tall, Stroke::new(1.5, t.accent));
}

/// The cell under the cursor.
pub(super) fn cursor(ui: &Ui, painter: &Painter, rect: Rect, focused: bool) {
    let t = tokens(ui);
    let stroke = if focused {
        Stroke::new(2.0, t.accent)
    } else {
        Stroke::new(1.0, t.cell_border)
    };
    painter.rect_stroke(rect.shrink(1.0), 5.0, stroke, StrokeKind::Inside);
}

/// The selected block.
pub(super) fn selection(ui: &Ui, painter: &Painter, rect: Rect) {
    let t = tokens(ui);
    painter.rect(
        rect,
        5.0,
        t.accent.gamma_multiply(0.14),
        Stroke::new(1.5, t.accent),
        StrokeKind::Inside,
    );
}

/// The ground of the header and of the dates, over the cells that scroll below.
pub(super) fn strip(ui: &Ui, painter: &Painter, area: Rect) {
    painter.rect_filled(area, 0.0, tokens(ui).surface);
}

/// Where header and dates meet, and the lines that part them from the cells.
pub(super) fn corner(ui: &Ui, area: Rect, seen: Rect) {
    let t = tokens(ui);
    let painter = ui.painter();
    painter.rect_filled(area, 11.0, t.surface);
    let line = Stroke::new(1.0, t.control_border);
    painter.hline(seen.x_range(), area.bottom(), line);
    painter.vline(area.right(), seen.y_range(), line);
}

/// A date at the left of its row.
pub(super) fn date(ui: &Ui, painter: &Painter, rect: Rect, look: &DateLook) {
    let t = tokens(ui);
    if look.hovered {
        painter.rect_filled(rect.shrink(2.0), 6.0, t.hover);
    }
    let (family, color) = match (look.is_open, look.running) {
        (false, _) => (Family::Tabular, t.control_border),
        (true, true) => (Family::SemiBold, t.accent),
        (true, false) => (Family::Tabular, t.text),
    };
    let inner = Rect::from_min_max(rect.min + vec2(14.0, 0.0), rect.max);
    let galley = painter.layout_no_wrap(look.text.clone(), family.at(SECONDARY), color);
    let place = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), inner);
    painter.galley(place.min, galley, color);
    if look.running {
        painter.circle_stroke(
            pos2(rect.left() + 7.0, rect.center().y),
            2.5,
            Stroke::new(1.25, t.accent),
        );
    }
    if look.paused {
        let color = t.context().mark;
        let icon = painter.layout_no_wrap(PAUSE.to_owned(), icon_font(12.0), color);
        let right = Rect::from_min_max(rect.min, pos2(rect.right() - 4.0, rect.bottom()));
        let place = Align2::RIGHT_CENTER.align_size_within_rect(icon.size(), right);
        painter.galley(place.min, icon, color);
    }
}

/// A tracker's name over its column, with how it is measured below.
pub(super) fn heading(ui: &Ui, painter: &Painter, rect: Rect, tracker: &Tracker, measure: &str) {
    let t = tokens(ui);
    let inner = rect.shrink2(vec2(6.0, 6.0));
    let format = TextFormat::simple(Family::Medium.at(SECONDARY), t.text);
    let mut job = LayoutJob::single_section(tracker.name.clone(), format);
    job.wrap = TextWrapping {
        max_width: inner.width(),
        max_rows: 2,
        break_anywhere: false,
        overflow_character: Some('…'),
    };
    job.halign = egui::Align::Center;
    let name = painter.layout_job(job);
    let below = Family::Tabular.at(AXIS);
    let unit = painter.layout_no_wrap(measure.to_owned(), below, t.muted);
    let unit_top = inner.bottom() - unit.size().y;
    let name_top = unit_top - name.size().y - 1.0;
    let tone = t.tone(usize::from(tracker.colour));
    let mark = Rect::from_min_max(
        pos2(rect.left() + 8.0, rect.top() + 4.0),
        pos2(rect.right() - 8.0, rect.top() + 7.0),
    );
    painter.add(Shape::rect_filled(mark, 1.5, tone.mark));
    painter.galley(pos2(inner.center().x, name_top), name, t.text);
    let unit_left = inner.center().x - unit.size().x / 2.0;
    painter.galley(pos2(unit_left, unit_top), unit, t.muted);
}

/// How a tracker is measured, in short: "ml", "0–10", "yes or no".
pub(super) fn measure(tracker: &Tracker, words: Words) -> String {
    match &tracker.kind {
        Kind::Amount(amount) => words.shown_unit(&amount.unit).to_owned(),
        Kind::Scale(scale) => format!(
            "{}–{}",
            words.number(scale.lowest),
            words.number(scale.highest)
        ),
        Kind::YesNo => "yes or no".to_owned(),
    }
}

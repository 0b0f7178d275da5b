//! Spans as bars over a year of days; editing them is left to the list.

use chrono::{Datelike, Months};
use egui::{Align2, Color32, Id, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::super::month_popover::{days_on, first_of_month};
use super::{kind_icon, kind_word, said_dates};
use crate::domain::{Day, Span, SpanId, SpanKind};
use crate::ui::icons::icon_font;
use crate::ui::theme::{AXIS, Family, Tokens, Tone, tokens};
use crate::ui::view::View;
use crate::ui::widgets::paint;

const LANE: f32 = 30.0;
const BAR: f32 = 24.0;
const AXIS_ROW: f32 = 20.0;

/// The hue of a kind of span.
pub(super) fn tone_of(t: &Tokens, kind: SpanKind) -> Tone {
    match kind {
        SpanKind::Treatment => t.context(),
        SpanKind::Pause => t.tone(9),
        SpanKind::Marker => t.tone(crate::ui::theme::CAUTION),
    }
}

/// Paints the bars of the twelve months up to `view.today`; the span that was clicked.
pub(super) fn bars_ui(ui: &mut Ui, view: &View<'_>, spans: &[&Span]) -> Option<SpanId> {
    let last = view.today;
    let back = last.checked_sub_months(Months::new(12)).unwrap_or(last);
    let first = days_on(back, 1);
    let seen: Vec<&Span> = spans
        .iter()
        .copied()
        .filter(|span| span.meets(first, last))
        .collect();
    let width = ui.available_width();
    let days = (last - first).num_days() as f32 + 1.0;
    let scale = Scale {
        first,
        last,
        points_per_day: width / days,
    };
    let widths: Vec<f32> = seen.iter().map(|span| label_width(ui, span)).collect();
    let lanes = lanes_of(&seen, &widths, &scale);
    let lane_count = lanes.iter().max().map_or(1, |lane| lane + 1);
    let height = AXIS_ROW + LANE * lane_count as f32;
    let (_, area) = ui.allocate_space(vec2(width, height));
    months_ui(ui, area, &scale);
    let mut chosen = None;
    for ((span, lane), label) in seen.iter().zip(&lanes).zip(&widths) {
        let top = area.top() + AXIS_ROW + LANE * *lane as f32 + (LANE - BAR) / 2.0;
        let [left, right] = scale.reach(span).map(|x| area.left() + x);
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + BAR));
        let label_left = area.left() + scale.label_left(scale.reach(span), *label);
        let words = Rect::from_min_size(pos2(label_left, top), vec2(*label, BAR));
        if bar_ui(ui, view, span, (rect, words), area) {
            chosen = Some(span.id);
        }
    }
    chosen
}

struct Scale {
    first: Day,
    last: Day,
    points_per_day: f32,
}

impl Scale {
    fn at(&self, day: Day) -> f32 {
        (day - self.first).num_days() as f32 * self.points_per_day
    }

    /// From where to where a span's bar runs.
    fn reach(&self, span: &Span) -> [f32; 2] {
        let start = span.start.max(self.first);
        let end = span.end.unwrap_or(self.last).min(self.last);
        let left = self.at(start);
        [left, (self.at(end) + self.points_per_day).max(left + 6.0)]
    }

    /// Where the label of that width begins: within the bar if it fits, else behind it, else before it.
    fn label_left(&self, [left, right]: [f32; 2], label: f32) -> f32 {
        let width = self.at(self.last) + self.points_per_day;
        if right - left >= label {
            left
        } else if right + label <= width {
            right
        } else {
            (left - label).max(0.0)
        }
    }
}

/// The first lane of each span in which it and its label overlap no other.
fn lanes_of(spans: &[&Span], label_widths: &[f32], scale: &Scale) -> Vec<usize> {
    let mut free_from: Vec<f32> = Vec::new();
    let mut lanes = Vec::new();
    for (span, label) in spans.iter().zip(label_widths) {
        let reach = scale.reach(span);
        let label_left = scale.label_left(reach, *label);
        let left = reach[0].min(label_left);
        let end = reach[1].max(label_left + label) + 4.0;
        let lane = free_from.iter().position(|free| *free <= left);
        let lane = lane.unwrap_or_else(|| {
            free_from.push(0.0);
            free_from.len() - 1
        });
        free_from[lane] = end;
        lanes.push(lane);
    }
    lanes
}

fn months_ui(ui: &Ui, area: Rect, scale: &Scale) {
    let t = tokens(ui);
    let mut month = first_of_month(scale.first);
    while month <= scale.last {
        let x = area.left() + scale.at(month);
        if month >= scale.first {
            ui.painter()
                .vline(x, area.y_range(), Stroke::new(1.0, t.border));
            let text = if month.month() == 1 {
                month.format("%b %Y").to_string()
            } else {
                month.format("%b").to_string()
            };
            let galley = paint::line(ui, &text, Family::Regular.at(AXIS), t.muted);
            let fits = x + galley.size().x + 4.0 <= area.right();
            if fits && scale.points_per_day * 28.0 > 20.0 {
                ui.painter()
                    .galley(pos2(x + 4.0, area.top()), galley, t.muted);
            }
        }
        let Some(next) = month.checked_add_months(Months::new(1)) else {
            return;
        };
        month = next;
    }
}

fn label_width(ui: &Ui, span: &Span) -> f32 {
    let font = Family::Medium.at(AXIS + 0.5);
    paint::line(ui, &span.label, font, Color32::TRANSPARENT)
        .size()
        .x
        + 30.0
}

fn bar_ui(ui: &Ui, view: &View<'_>, span: &Span, (rect, row): (Rect, Rect), area: Rect) -> bool {
    let t = tokens(ui);
    let tone = tone_of(t, span.kind);
    let id = Id::unique("calendar span bar").with(span.id);
    let reach = rect.union(row).intersect(area);
    let response = ui.interact(reach, id, Sense::CLICK);
    let dates = said_dates(view, span);
    let said = format!("{}, {}, {dates}", span.label, kind_word(span.kind));
    response.widget_info(|| WidgetInfo::labeled(Role::GraphicsObject, true, &said));
    let edge = if response.hovered() {
        tone.text
    } else {
        tone.mark
    };
    let painter = ui.painter().with_clip_rect(area);
    painter.rect(
        rect,
        6.0,
        tone.tint,
        Stroke::new(1.0, edge),
        egui::StrokeKind::Inside,
    );
    if span.end.is_none() && span.kind != SpanKind::Marker {
        // An open end fades into days to come.
        let tip = vec![
            rect.right_top() + vec2(-7.0, 5.0),
            rect.right_center() + vec2(-2.0, 0.0),
            rect.right_bottom() + vec2(-7.0, -5.0),
        ];
        painter.add(egui::Shape::line(tip, Stroke::new(1.5, edge)));
    }
    let icon = paint::line(ui, kind_icon(span.kind), icon_font(13.0), tone.text);
    let words = paint::line(ui, &span.label, Family::Medium.at(AXIS + 0.5), tone.text);
    let row = row.translate(vec2(6.0, 0.0));
    paint::text_in(ui, row, Align2::LEFT_CENTER, icon);
    let beside = row.translate(vec2(18.0, 0.0));
    paint::text_in(ui, beside, Align2::LEFT_CENTER, words);
    let clicked = response.clicked();
    response.on_hover_text(said);
    clicked
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::sample::day;
    use super::*;

    fn span(id: i64, start: &str, end: Option<&str>) -> Span {
        Span {
            id: SpanId(id),
            uid: id.to_string(),
            kind: SpanKind::Treatment,
            label: "Cream".to_owned(),
            dose: String::new(),
            start: day(start),
            end: end.map(day),
        }
    }

    #[test]
    fn spans_that_overlap_take_lanes_of_their_own() {
        let scale = Scale {
            first: day("2026-01-01"),
            last: day("2026-12-31"),
            points_per_day: 2.0,
        };
        let spans = [
            span(1, "2026-01-01", Some("2026-03-01")),
            span(2, "2026-02-01", None),
            span(3, "2026-04-01", Some("2026-04-02")),
        ];
        let all: Vec<&Span> = spans.iter().collect();
        assert_eq!(lanes_of(&all, &[40.0, 40.0, 40.0], &scale), [0, 1, 0]);
        assert_eq!(
            lanes_of(&all, &[40.0, 40.0, 40.0].map(|w| w + 200.0), &scale),
            [0, 1, 2]
        );
    }
}

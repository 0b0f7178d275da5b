//! What stands around the panels: the time axis, the names of spans, the line that explains the marks.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Galley, Id, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::domain::SpanKind;
use crate::ui::charts::items::{MARK_RADIUS, Mark, mark};
use crate::ui::charts::panel::column_days;
use crate::ui::charts::plot::{Tick, chart, labels_below, marks};
use crate::ui::charts::series::State;
use crate::ui::charts::time_axis::time_ticks;
use crate::ui::theme::{self, AXIS, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::paint;
use crate::ui::words::count;

use super::super::TrendsScreen;
use super::{Layout, PanelTracks};

/// Room for a label of the time axis.
const LABEL_WIDTH: f32 = 84.0;
/// A name of a span is no longer.
const SPAN_NAME: f32 = 180.0;

impl TrendsScreen {
    pub(super) fn axis_ui(&mut self, ui: &mut Ui, layout: &Layout, view: &View<'_>) {
        let id = Id::unique("trends time axis");
        let response = ui.interact(layout.axis, id, Sense::CLICK | Sense::DRAG);
        let (left, right) = (layout.columns.plot_left, layout.columns.plot_right);
        let room = Rect::from_x_y_ranges(left..=right, layout.axis.y_range());
        if response.dragged() {
            self.drag(response.drag_delta().x, room, view);
        }
        if response.double_clicked() {
            self.custom = None;
        }
        let t = tokens(ui);
        let window = self.window(view);
        let mut ticks = time_ticks(window, (room.width() / LABEL_WIDTH) as usize, view.words());
        let is_seen =
            |tick: &Tick| (left - 1.0..right - 12.0).contains(&window.x_at(tick.at, left, right));
        ticks.retain(is_seen);
        let line = layout.columns.name_left..=right + 4.0;
        let stroke = Stroke::new(1.0, t.border);
        ui.painter().hline(line, layout.axis.top(), stroke);
        let mut child = ui.new_child(UiBuilder::new().max_rect(room));
        // A plot of four points: the lines of its grid are the marks of the axis.
        chart(id.with("plot"), room.size(), t)
            .show_axes([true, false])
            .show_grid([true, false])
            .grid_color(t.muted)
            .custom_x_axes(vec![labels_below(&ticks, room.height() - 4.0, t.muted)])
            .x_grid_spacer(|input| marks(&ticks, &[], &input))
            .show(&mut child, |plot| {
                plot.set_plot_bounds_x(window.start..=window.end);
                plot.set_plot_bounds_y(0.0..=1.0);
            });
    }

    /// The names of spans above their shading, where there is room.
    pub(super) fn span_row(&self, ui: &Ui, layout: &Layout, view: &View<'_>) {
        let t = tokens(ui);
        let window = self.window(view);
        let (left, right) = (layout.columns.plot_left, layout.columns.plot_right);
        let y = layout.card.top() + 14.0;
        let mut free_from = left;
        let mut seen: Vec<_> = self.tracks.spans_in(window).collect();
        seen.sort_by_key(|span| span.shading.first);
        for (at, span) in seen.into_iter().enumerate() {
            let begin = window.x_at(f64::from(span.shading.first), left, right);
            // A name at the right edge stands before its shading rather than nowhere.
            let from = begin.max(free_from).min((right - 60.0).max(free_from));
            let room = right - from;
            if room < 40.0 {
                continue;
            }
            let color = match span.shading.kind {
                SpanKind::Pause => t.muted,
                SpanKind::Treatment | SpanKind::Marker => t.context().text,
            };
            let font = Family::Regular.at(AXIS);
            let galley = paint::elided(ui, &span.name, font, color, room.min(SPAN_NAME));
            let rect = Rect::from_min_size(pos2(from, y - galley.size().y / 2.0), galley.size());
            free_from = rect.right() + 12.0;
            paint::text_in(ui, rect, Align2::LEFT_CENTER, galley);
            let id = Id::unique(("trends span", at));
            let response = ui.interact(rect, id, Sense::hover());
            response.on_hover_text(format!("{}, {}", span.name, span.days));
        }
    }

    /// What shading, dots and line mean, for what is in sight.
    pub(in crate::ui::screens::trends) fn legend(
        &self,
        view: &View<'_>,
        panels: &[PanelTracks],
        is_thinned: bool,
    ) -> String {
        let window = self.window(view);
        let mut text = String::new();
        for (kind, name) in [
            (SpanKind::Treatment, "Blue shading"),
            (SpanKind::Pause, "Grey shading"),
            (SpanKind::Marker, "Dashed upright line"),
        ] {
            let spans: Vec<String> = self
                .tracks
                .spans_in(window)
                .filter(|span| span.shading.kind == kind)
                .map(|span| format!("{} {}", span.name, span.days))
                .collect();
            if !spans.is_empty() {
                let more = spans.len().saturating_sub(4);
                let named = spans[..spans.len() - more].join(", ");
                text.push_str(&format!("{name}: {named}"));
                if more > 0 {
                    text.push_str(&format!(" and {}", count(more, "other", "others")));
                }
                text.push_str(". ");
            }
        }
        self.push_marks(&mut text, view, panels, is_thinned);
        text
    }

    /// What the marks in sight mean, and no others.
    fn push_marks(
        &self,
        text: &mut String,
        view: &View<'_>,
        panels: &[PanelTracks],
        is_thinned: bool,
    ) {
        let window = self.window(view);
        let any = |state: State| {
            let mut tracks = panels.iter().flat_map(PanelTracks::tracks);
            tracks.any(|track| track.has_day(window, state))
        };
        text.push_str(if is_thinned {
            "A column reaches from the lowest to the highest of its days"
        } else {
            "Dots are days"
        });
        text.push_str(", the line is the 7-day mean; a gap means nothing was logged");
        text.push_str(if any(State::Skipped) {
            ", a dash on the base line that it was skipped."
        } else {
            "."
        });
        if self.readings.is_smooth {
            text.push_str(
                " The broad pale line is a smooth one through the days in sight (LOWESS).",
            );
        }
        let is_weekly =
            |panel: &PanelTracks| panel.second.is_none() && panel.first.advice.is_weekly();
        if panels.iter().any(is_weekly) {
            text.push_str(" Where the aim is for a week the line is the 7-day sum, thin while days of it are missing.");
        }
        if !is_thinned && any(State::Copied) {
            text.push_str(" A diamond was copied and waits to be confirmed.");
        }
        if any(State::Running) {
            text.push_str(" An empty ring is today, not over yet.");
        }
    }

    /// One line of marks with their words; everything else they can mean shows on hovering.
    pub(super) fn legend_ui(
        &self,
        ui: &Ui,
        at: Rect,
        layout: &Layout,
        view: &View<'_>,
        panels: &[PanelTracks],
    ) {
        let t = tokens(ui);
        let window = self.window(view);
        let width = layout.columns.plot_right - layout.columns.plot_left;
        let is_thinned = column_days(window, width).is_some();
        let tone = t.habit();
        let has = |kind| {
            self.tracks
                .spans_in(window)
                .any(|span| span.shading.kind == kind)
        };
        let has_bands = panels
            .iter()
            .any(|panel| !panel.first.advice.bands.is_empty());
        let line = |width: f32, color| {
            move |room: Rect| -> Shape {
                Shape::hline(room.x_range(), room.center().y, Stroke::new(width, color))
            }
        };
        let area = |color: egui::Color32| move |room: Rect| Shape::rect_filled(room, 0.0, color);
        let mut x = at.left();
        let mut add = |words: &str, shape: &dyn Fn(Rect) -> Shape| {
            let font = Family::Regular.at(theme::SECONDARY);
            let galley = paint::line(ui, words, font, t.muted);
            if x + 24.0 + galley.size().x > at.right() {
                return;
            }
            let room = Rect::from_center_size(pos2(x + 9.0, at.center().y), vec2(18.0, 10.0));
            ui.painter().add(shape(room));
            let words = Rect::from_min_size(pos2(x + 24.0, at.top()), vec2(0.0, at.height()));
            x += 24.0 + galley.size().x + 18.0;
            paint::text_in(ui, words, Align2::LEFT_CENTER, galley);
        };
        if is_thinned {
            let color = tone.mark.gamma_multiply(0.30);
            let words = "lowest to highest of a few days";
            add(words, &|room| {
                Shape::rect_filled(room.shrink2(vec2(7.0, 0.0)), 0.0, color)
            });
        } else {
            add("day", &|room| {
                mark(
                    Mark::Ring,
                    room.center() + vec2(9.0 - MARK_RADIUS, 0.0),
                    tone.mark,
                )
            });
        }
        add("7-day mean", &line(2.0, tone.mark));
        if self.readings.is_smooth {
            add("smooth", &line(6.0, tone.mark.gamma_multiply(0.35)));
        }
        if has_bands {
            add("recommended", &area(tone.mark.gamma_multiply(0.16)));
        }
        if has(SpanKind::Treatment) {
            add("treatment", &area(t.context().mark.gamma_multiply(0.16)));
        }
        if has(SpanKind::Pause) {
            add("pause", &area(t.muted.gamma_multiply(0.16)));
        }
        if has(SpanKind::Marker) {
            let stroke = Stroke::new(1.0, t.context().mark);
            add("marker", &|room| {
                let ends = [
                    room.center_top() - vec2(0.0, 2.0),
                    room.center_bottom() + vec2(0.0, 2.0),
                ];
                Shape::Vec(Shape::dashed_line(&ends, stroke, 3.0, 2.0))
            });
        }
        add("point here for more", &|room| {
            Shape::circle_filled(room.right_center() - vec2(3.0, 0.0), 1.5, t.muted)
        });
        let said = ui.interact(at, Id::unique("trends legend"), Sense::hover());
        let text = self.legend(view, panels, is_thinned);
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        said.on_hover_text(text);
    }

    /// All of it in words, for a picture that no pointer can ask.
    pub(super) fn legend_galley(
        &self,
        ui: &Ui,
        width: f32,
        view: &View<'_>,
        panels: &[PanelTracks],
    ) -> Arc<Galley> {
        let columns = super::Columns::of(0.0, width, false);
        let plot_width = columns.plot_right - columns.plot_left;
        let is_thinned = column_days(self.window(view), plot_width).is_some();
        let legend = self.legend(view, panels, is_thinned);
        let format = TextFormat::simple(Family::Regular.at(theme::SECONDARY), tokens(ui).muted);
        let mut job = LayoutJob::single_section(legend, format);
        job.wrap.max_width = width;
        ui.painter().layout_job(job)
    }
}

//! What stands around the panels: the time axis, the names of spans, the sentence below.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Galley, Id, Rect, Sense, Ui, pos2, vec2};

use crate::domain::SpanKind;
use crate::ui::charts::drawing::{Align, Drawing, Face, Hue, Ink, Item, Text, elided};
use crate::ui::charts::panel::{Columns, is_thinned};
use crate::ui::charts::series::State;
use crate::ui::charts::time_axis::time_ticks;
use crate::ui::theme::{self, Family, tokens};
use crate::ui::view::View;
use crate::ui::words::count;

use super::super::TrendsScreen;
use super::super::paint::measure;
use super::{Layout, PanelTracks};

/// Below this height of the room the panels are more important than the sentence below them.
const LOW_ROOM: f32 = 380.0;

impl TrendsScreen {
    pub(super) fn axis_ui(&mut self, ui: &mut Ui, layout: &Layout, view: &View<'_>) {
        let response = ui.interact(
            layout.axis,
            Id::unique("trends time axis"),
            Sense::CLICK | Sense::DRAG,
        );
        let plot = Rect::from_x_y_ranges(
            layout.columns.plot_left..=layout.columns.plot_right,
            layout.axis.y_range(),
        );
        if response.dragged() {
            self.drag(response.drag_delta().x, plot, view);
        }
        if response.double_clicked() {
            self.custom = None;
        }
        let drawing = self.axis_drawing(layout, view);
        self.painter.paint_once(ui.painter(), &drawing, tokens(ui));
    }

    pub(super) fn axis_drawing(&self, layout: &Layout, view: &View<'_>) -> Drawing {
        let window = self.window(view);
        let (left, right) = (layout.columns.plot_left, layout.columns.plot_right);
        let most = ((right - left) / 84.0) as usize;
        let mut items = Vec::new();
        let mut marks = Vec::new();
        for tick in time_ticks(window, most, view.words()) {
            let x = window.x_at(tick.moment, left, right);
            if x < left - 1.0 || x > right - 12.0 {
                continue;
            }
            marks.push(Rect::from_min_size(
                pos2(x, layout.axis.top()),
                vec2(1.0, 4.0),
            ));
            items.push(Item::Text(Text {
                at: pos2(x, layout.axis.center().y + 2.0),
                align: Align::Middle,
                words: tick.text,
                face: Face::Axis,
                ink: Ink::full(Hue::Muted),
            }));
        }
        let line = Rect::from_min_max(
            pos2(layout.columns.name_left, layout.axis.top()),
            pos2(right + 4.0, layout.axis.top() + 1.0),
        );
        items.push(Item::Fills(vec![line], Ink::full(Hue::Border)));
        items.push(Item::Fills(marks, Ink::full(Hue::Muted)));
        Drawing { items }
    }

    /// The names of spans above their shading, where there is room.
    pub(super) fn span_row(&mut self, ui: &Ui, layout: &Layout, view: &View<'_>) {
        let drawing = self.span_drawing(layout, view, &measure(ui.painter()));
        self.painter.paint_once(ui.painter(), &drawing, tokens(ui));
    }

    pub(super) fn span_drawing(
        &self,
        layout: &Layout,
        view: &View<'_>,
        measure: &dyn Fn(&str, Face) -> f32,
    ) -> Drawing {
        let window = self.window(view);
        let (left, right) = (layout.columns.plot_left, layout.columns.plot_right);
        let y = layout.card.top() + 14.0;
        let mut free_from = left;
        let mut items = Vec::new();
        let mut seen: Vec<_> = self.tracks.spans_in(window).collect();
        seen.sort_by_key(|span| span.shading.first);
        for span in seen {
            let from = window
                .x_at(f64::from(span.shading.first), left, right)
                .max(free_from);
            let room = right - from;
            if room < 40.0 {
                continue;
            }
            let words = elided(&span.name, Face::Word, room.min(180.0), measure);
            free_from = from + measure(&words, Face::Word) + 12.0;
            let hue = if span.shading.kind == SpanKind::Pause {
                Hue::Muted
            } else {
                Hue::Words(theme::CONTEXT as u8)
            };
            items.push(Item::Text(Text {
                at: pos2(from, y),
                align: Align::Start,
                words,
                face: Face::Word,
                ink: Ink::full(hue),
            }));
        }
        Drawing { items }
    }

    /// What shading, dots and line mean, for what is in sight.
    pub(in crate::ui::screens::trends) fn legend(
        &self,
        view: &View<'_>,
        panels: &[PanelTracks],
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
                text.push_str(&format!(
                    "{name}: {}",
                    spans[..spans.len() - more].join(", ")
                ));
                if more > 0 {
                    text.push_str(&format!(" and {}", count(more, "other", "others")));
                }
                text.push_str(". ");
            }
        }
        self.push_marks(&mut text, view, panels);
        text
    }

    /// What the marks in sight mean, and no others.
    pub(super) fn push_marks(&self, text: &mut String, view: &View<'_>, panels: &[PanelTracks]) {
        let window = self.window(view);
        let columns = self
            .card
            .map(|card| Columns::of(card.left(), card.right(), false));
        let width = columns.map_or(800.0, |columns| columns.plot_right - columns.plot_left);
        let any = |state: State| {
            panels
                .iter()
                .flat_map(PanelTracks::tracks)
                .any(|track| track.has_day(window, state))
        };
        let is_thinned = is_thinned(window, width);
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
        if panels
            .iter()
            .any(|panel| panel.second.is_none() && panel.first.advice.is_weekly())
        {
            text.push_str(" Where the aim is for a week the line is the 7-day sum, thin while days of it are missing.");
        }
        if !is_thinned && any(State::Copied) {
            text.push_str(" A broken ring was copied and waits to be confirmed.");
        }
        if any(State::Running) {
            text.push_str(" An empty ring is today, not over yet.");
        }
    }
}

/// The sentence below the card; where the window is low it is cut to one line, and the rest shows on hovering.
pub(super) fn legend_galley(ui: &Ui, legend: String, room: Rect) -> Arc<Galley> {
    let format = TextFormat::simple(Family::Regular.at(theme::SECONDARY), tokens(ui).muted);
    let mut job = LayoutJob::single_section(legend, format);
    job.wrap = if room.height() < LOW_ROOM {
        TextWrapping::truncate_at_width(room.width())
    } else {
        TextWrapping::wrap_at_width(room.width())
    };
    ui.painter().layout_job(job)
}

//! The crosshair: the day on the time axis and every panel's value on it.

use egui::{Align2, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::charts::drawing::Hue;
use crate::ui::charts::panel::value_y;
use crate::ui::charts::series::State;
use crate::ui::charts::summary::point_words;
use crate::ui::charts::time_axis::{TimeWindow, day_of_number};
use crate::ui::charts::value_axis::ValueAxis;
use crate::ui::theme::{Family, tokens};
use crate::ui::view::View;

use super::super::TrendsScreen;
use super::{Layout, PanelTracks};

impl TrendsScreen {
    /// The day of the crosshair, on the time axis; spoken when keys moved it.
    pub(super) fn date_ui(
        &self,
        ui: &Ui,
        layout: &Layout,
        view: &View<'_>,
        panels: &[PanelTracks],
    ) {
        let Some(day) = self.crosshair() else { return };
        let t = tokens(ui);
        let window = self.window(view);
        let mut words = view.words().short_weekday_and_day(day_of_number(day));
        for span in self.tracks.spans_on(day) {
            words.push_str(&format!(" · {}", span.name));
        }
        let galley = ui
            .painter()
            .layout_no_wrap(words, Family::Medium.at(12.0), t.surface);
        let size = galley.size() + vec2(16.0, 6.0);
        let x = window.x(day, layout.columns.plot_left, layout.columns.plot_right);
        let most = (layout.card.right() - size.x / 2.0 - 6.0).max(layout.card.left());
        let x = x.clamp((layout.card.left() + size.x / 2.0 + 6.0).min(most), most);
        let pill = Rect::from_center_size(pos2(x, layout.axis.center().y + 1.0), size);
        ui.painter().rect_filled(pill, 6.0, t.text);
        ui.painter()
            .galley(pill.min + vec2(8.0, 3.0), galley, t.surface);
        if let (None, Some(day)) = (self.hovered, self.cursor) {
            let focused = panels
                .iter()
                .find(|panel| ui.memory(|memory| memory.has_focus(panel.id())));
            let said = focused.map_or_else(String::new, |panel| day_words(view, panel, day));
            let response = ui.interact(pill, Id::unique("trends day"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
        }
    }
}

/// "Sat 21 Nov 2026, 4, moderate"; of an overlay both, by name.
pub(super) fn day_words(view: &View<'_>, panel: &PanelTracks, day: i32) -> String {
    let words = view.words();
    let mut said = words.short_weekday_and_day(day_of_number(day));
    for track in panel.tracks() {
        let value = point_words(&track.tracker, track.series.point_on(day), words);
        if panel.second.is_some() {
            said.push_str(&format!(", {} {value}", track.name));
        } else {
            said.push_str(&format!(", {value}"));
        }
    }
    said
}

/// A day and the panel on which its value is shown.
pub(super) struct Crosshair<'a> {
    pub(super) panel: &'a PanelTracks,
    pub(super) axes: &'a [ValueAxis],
    pub(super) rect: Rect,
    pub(super) plot: Rect,
    pub(super) window: TimeWindow,
    pub(super) day: i32,
}

impl Crosshair<'_> {
    /// Paints the line and the value beside it.
    pub(super) fn paint(&self, ui: &Ui, view: &View<'_>) {
        let t = tokens(ui);
        let Self {
            panel,
            axes,
            rect,
            plot,
            window,
            day,
        } = *self;
        let x = window.x(day, plot.left(), plot.right());
        let painter = ui.painter();
        let line = [pos2(x, rect.top()), pos2(x, rect.bottom())];
        painter.line_segment(line, Stroke::new(1.0, t.muted));
        for (at, (track, axis)) in panel.tracks().zip(axes).enumerate() {
            let point = track.series.point_on(day);
            let colour = track.tracker.colour;
            let mark = t.tone(usize::from(colour)).mark;
            let value = point
                .filter(|point| point.state != State::Skipped)
                .map(|point| point.number);
            if let Some(value) = value {
                let center = pos2(x, value_y(axis, value, plot));
                painter.circle(center, 4.0, mark, Stroke::new(1.5, t.surface));
            }
            let words = point_words(&track.tracker, point, view.words());
            let font = Family::Medium.at(12.0);
            let ink = if value.is_some() {
                Hue::Words(colour).color(t)
            } else {
                t.muted
            };
            let galley = painter.layout_no_wrap(words, font, ink);
            let size = galley.size() + vec2(10.0, 4.0);
            let is_right = x + size.x + 10.0 < plot.right();
            let left = if is_right { x + 7.0 } else { x - 7.0 - size.x };
            let top = plot.bottom() - 20.0 * (at + 1) as f32;
            let ground = Rect::from_min_size(pos2(left, top), size);
            painter.rect(
                ground,
                4.0,
                t.surface,
                Stroke::new(1.0, t.border),
                StrokeKind::Inside,
            );
            let place: Pos2 = Align2::CENTER_CENTER
                .align_size_within_rect(galley.size(), ground)
                .min;
            painter.galley(place, galley, ink);
        }
    }
}

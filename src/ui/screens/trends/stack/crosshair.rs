//! The crosshair: the day on the time axis and every panel's value on it.

use egui::{Align2, Color32, Id, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

use crate::ui::charts::panel::Panel;
use crate::ui::charts::series::Point;
use crate::ui::charts::summary::point_words;
use crate::ui::charts::time_axis::{day_of_number, middle};
use crate::ui::theme::{Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::paint;

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
        let mut words = view.words().short_weekday_and_day(day_of_number(day));
        for span in self.tracks.spans_on(day) {
            words.push_str(&format!(" · {}", span.name));
        }
        let galley = paint::line(ui, &words, Family::Medium.at(12.0), t.surface);
        let size = galley.size() + vec2(16.0, 6.0);
        let columns = layout.columns;
        let x = self
            .window(view)
            .x(day, columns.plot_left, columns.plot_right);
        let most = (layout.card.right() - size.x / 2.0 - 6.0).max(layout.card.left());
        let x = x.clamp((layout.card.left() + size.x / 2.0 + 6.0).min(most), most);
        let pill = Rect::from_center_size(pos2(x, layout.axis.center().y + 1.0), size);
        ui.painter().rect_filled(pill, 6.0, t.text);
        paint::text_in(ui, pill, Align2::CENTER_CENTER, galley);
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

    /// The line through a panel and the values beside it, with the names of spans where the pointer is.
    pub(super) fn paint_crosshair(
        &self,
        ui: &Ui,
        view: &View<'_>,
        (panel, drawn): (&PanelTracks, &Panel<'_>),
        at: &PlotTransform,
        is_hovered: bool,
    ) {
        let Some(day) = self.crosshair() else { return };
        let t = tokens(ui);
        let (frame, painter) = (*at.frame(), ui.painter());
        let x = at.position_from_point_x(middle(day));
        painter.vline(x, frame.y_range(), Stroke::new(1.0, t.muted));
        let mut labels: Vec<(String, Color32)> = Vec::new();
        for (track, trace) in panel.tracks().zip(drawn.traces) {
            let point = track.series.point_on(day);
            let tone = t.tone(trace.colour.into());
            let value = point.and_then(Point::value);
            if let Some(value) = value {
                let place = PlotPoint::new(middle(day), drawn.to_y(trace)(value));
                let center = at.position_from_point(&place);
                painter.circle(center, 4.0, tone.mark, Stroke::new(1.5, t.surface));
            }
            let color = value.map_or(t.muted, |_| tone.text);
            labels.push((point_words(&track.tracker, point, view.words()), color));
        }
        if is_hovered {
            let spans = self.tracks.spans_on(day);
            labels.extend(spans.map(|span| (span.name.clone(), t.context().text)));
        }
        let base = at.position_from_point_y(drawn.traces[0].axis.low);
        for (row, (words, color)) in labels.iter().enumerate() {
            let galley = paint::line(ui, words, Family::Medium.at(12.0), *color);
            let size = galley.size() + vec2(10.0, 4.0);
            let is_right = x + size.x + 10.0 < frame.right();
            let left = if is_right { x + 7.0 } else { x - 7.0 - size.x };
            let top = base - 20.0 * (row + 1) as f32;
            let ground = Rect::from_min_size(pos2(left, top), size);
            let edge = Stroke::new(1.0, t.border);
            painter.rect(ground, 4.0, t.surface, edge, StrokeKind::Inside);
            paint::text_in(ui, ground, Align2::CENTER_CENTER, galley);
        }
    }

    /// The days that are being selected.
    pub(super) fn paint_selection(&self, ui: &Ui, at: &PlotTransform) {
        let Some((from, to)) = self.selecting else {
            return;
        };
        let x_of = |moment: f64| at.position_from_point_x(moment);
        let (from, to) = (x_of(from.min(to)), x_of(from.max(to)));
        let rect = Rect::from_x_y_ranges(from..=to, at.frame().y_range());
        let color = tokens(ui).accent.gamma_multiply(0.16);
        ui.painter()
            .add(Shape::rect_filled(rect.intersect(*at.frame()), 0.0, color));
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

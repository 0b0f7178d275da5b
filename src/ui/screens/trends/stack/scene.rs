//! Panels as drawings: for the window one at a time, for a picture all that are in sight.

use egui::{Rect, Ui, pos2, vec2};

use crate::ui::charts::drawing::{Drawing, Face};
use crate::ui::charts::panel::{Columns, Panel, Shading, Trace};
use crate::ui::charts::time_axis::TimeWindow;
use crate::ui::charts::value_axis::ValueAxis;
use crate::ui::view::View;

use super::super::TrendsScreen;
use super::super::paint::measure;
use super::super::readings::Readings;
use super::{AXIS_HEIGHT, PanelTracks};

impl TrendsScreen {
    /// What is painted on the card, for a picture, and what it says in words.
    pub(in crate::ui::screens::trends) fn drawings_in_sight(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        card: Rect,
    ) -> (Vec<Drawing>, String) {
        let shown = self.shown(view);
        let panels = self.panels(&shown, view);
        let legend_room = 0.0;
        let mut layout = self.layout(card, legend_room, &panels, view);
        // The card's own edges are those of the picture.
        layout.card = card;
        layout.axis = Rect::from_min_max(pos2(card.left(), card.bottom() - AXIS_HEIGHT), card.max);
        layout.viewport.max.y = layout.axis.top();
        let window = self.window(view);
        let measure = measure(ui.painter());
        let shadings: Vec<Shading> = self
            .tracks
            .spans_in(window)
            .map(|span| span.shading)
            .collect();
        let scene = Scene {
            window,
            shadings: &shadings,
            columns: layout.columns,
            readings: &self.readings,
            view,
        };
        let mut drawings = vec![
            self.axis_drawing(&layout, view),
            self.span_drawing(&layout, view, &measure),
        ];
        let mut description = String::new();
        let mut top = layout.viewport.top();
        for (at, panel) in panels.iter().enumerate() {
            let height = layout.height(panel);
            if top + height > layout.viewport.bottom() + 1.0 {
                break;
            }
            let rect = Rect::from_min_size(pos2(card.left(), top), vec2(card.width(), height));
            drawings.push(scene.draw(panel, rect, at + 1 < panels.len(), &measure).0);
            description.push_str(&format!(
                "{}: {} ",
                panel.name(),
                self.summary(view, panel, window)
            ));
            top += height;
        }
        (drawings, description)
    }
}

/// What all panels of a frame share.
pub(super) struct Scene<'a> {
    pub(super) window: TimeWindow,
    pub(super) shadings: &'a [Shading],
    pub(super) columns: Columns,
    pub(super) readings: &'a Readings,
    pub(super) view: &'a View<'a>,
}

impl Scene<'_> {
    pub(super) fn draw(
        &self,
        panel: &PanelTracks,
        rect: Rect,
        has_rule: bool,
        measure: &dyn Fn(&str, Face) -> f32,
    ) -> (Drawing, Vec<ValueAxis>) {
        let words = self.view.words();
        let is_overlay = panel.second.is_some();
        let axes: Vec<ValueAxis> = panel
            .tracks()
            .map(|track| track.axis(self.window, is_overlay, words))
            .collect();
        let texts: Vec<(String, String)> = panel
            .tracks()
            .zip(&axes)
            .map(|(track, axis)| (track.unit(axis, is_overlay), track.mean(axis, words)))
            .collect();
        let mut traces =
            panel
                .tracks()
                .zip(&axes)
                .zip(&texts)
                .map(|((track, axis), (unit, mean))| Trace {
                    name: &track.name,
                    colour: track.tracker.colour,
                    series: &track.series,
                    advice: track.advice_on(is_overlay),
                    axis,
                    unit,
                    mean,
                    mean_of: "last 30 d",
                    heading: self.readings.heading(track.key),
                    smooth: self.readings.smooth(track.key),
                });
        let Some(trace) = traces.next() else {
            return (Drawing::default(), Vec::new());
        };
        let second = traces.next();
        let drawing = Panel {
            trace,
            second,
            window: self.window,
            shadings: self.shadings,
            rect,
            columns: self.columns,
            has_rule,
        }
        .draw(measure);
        (drawing, axes)
    }
}

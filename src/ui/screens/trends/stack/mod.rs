//! The card of charts: panels one below the other, laid out, painted and described.

mod crosshair;
mod input;
mod scene;
mod surround;

use std::rc::Rc;

use egui::{
    Id, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::ui::action::Actions;
use crate::ui::charts::panel::{Columns, Shading, plot_of};
use crate::ui::charts::summary::span_words;
use crate::ui::charts::time_axis::{TimeWindow, day_of_number};
use crate::ui::theme::{self, CARD_RADIUS, tokens};
use crate::ui::view::View;

use super::TrendsScreen;
use super::paint::{PaintKey, measure};
use super::tracks::{Track, TrackKey};
use crosshair::{Crosshair, day_words};
use scene::Scene;
use surround::legend_galley;

const LOWEST_PANEL: f32 = 78.0;
const HIGHEST_PANEL: f32 = 124.0;
const AXIS_HEIGHT: f32 = 28.0;
const SPAN_ROW_HEIGHT: f32 = 22.0;

/// One panel: a tracker, or two of an overlay.
#[derive(Clone)]
pub(super) struct PanelTracks {
    first: Rc<Track>,
    second: Option<Rc<Track>>,
}

impl PanelTracks {
    fn key(&self) -> (TrackKey, Option<TrackKey>) {
        (self.first.key, self.second.as_ref().map(|track| track.key))
    }

    fn id(&self) -> Id {
        Id::unique(("trends panel", self.key()))
    }

    fn name(&self) -> String {
        match &self.second {
            None => self.first.name.clone(),
            Some(second) => format!("{} and {}", self.first.name, second.name),
        }
    }

    fn plot(&self, rect: Rect, columns: Columns) -> Rect {
        plot_of(rect, columns, self.second.is_none())
    }

    fn tracks(&self) -> impl Iterator<Item = &Rc<Track>> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

/// Where everything on the card lies.
#[derive(Clone, Copy)]
struct Layout {
    card: Rect,
    viewport: Rect,
    axis: Rect,
    columns: Columns,
    panel_height: f32,
    overlay_height: f32,
    content_height: f32,
}

impl Layout {
    fn height(&self, panel: &PanelTracks) -> f32 {
        if panel.second.is_some() {
            self.overlay_height
        } else {
            self.panel_height
        }
    }

    fn fits(&self) -> bool {
        self.content_height <= self.viewport.height() + 0.5
    }
}

impl TrendsScreen {
    pub(super) fn stack_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        shown: &[Rc<Track>],
        actions: &mut Actions,
    ) {
        self.zoom_keys(ui, view);
        let panels = self.panels(shown, view);
        let t = tokens(ui);
        let legend = self.legend(view, &panels);
        let room = ui.available_rect_before_wrap();
        let legend = legend_galley(ui, legend, room);
        let layout = self.layout(room, legend.size().y, &panels, view);
        self.card = Some(layout.card);
        ui.painter().rect(
            layout.card,
            CARD_RADIUS,
            t.surface,
            Stroke::new(1.0, t.border),
            StrokeKind::Inside,
        );
        // After a key the day of the keys leads, until the pointer moves again.
        self.keys_lead &= ui.input(|input| input.pointer.delta() == egui::Vec2::ZERO);
        self.hovered = if self.keys_lead {
            None
        } else {
            self.day_under_pointer(ui, &layout, view)
        };
        self.wheel(ui, &layout, view);
        self.axis_ui(ui, &layout, view);
        self.span_row(ui, &layout, view);
        let builder = UiBuilder::new().max_rect(layout.viewport);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().scroll.content_margin = egui::Margin::ZERO;
            ScrollArea::vertical()
                .id_salt("trends panels")
                .auto_shrink(false)
                .show_viewport(ui, |ui, _| {
                    ui.set_height(layout.content_height);
                    self.panels_ui(ui, &layout, view, &panels, actions);
                });
        });
        self.date_ui(ui, &layout, view, &panels);
        let below = pos2(room.left(), layout.card.bottom() + 10.0);
        let rect = Rect::from_min_size(below, legend.size());
        ui.advance_cursor_after_rect(Rect::from_min_max(room.min, rect.max));
        let said = ui.interact(rect, Id::unique("trends legend"), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, legend.text()));
        if legend.elided {
            said.on_hover_text(legend.text());
        }
        ui.painter().galley(below, legend, t.muted);
    }

    pub(super) fn panels(&mut self, shown: &[Rc<Track>], view: &View<'_>) -> Vec<PanelTracks> {
        let mut panels = Vec::with_capacity(shown.len() + 1);
        if let [first, second] = self.overlay[..] {
            let first = self.tracks.track(first, view);
            let second = self.tracks.track(second, view);
            if let (Some(first), Some(second)) = (first, second) {
                panels.push(PanelTracks {
                    first,
                    second: Some(second),
                });
            }
        }
        panels.extend(shown.iter().map(|track| PanelTracks {
            first: Rc::clone(track),
            second: None,
        }));
        panels
    }

    fn layout(
        &self,
        room: Rect,
        legend_height: f32,
        panels: &[PanelTracks],
        view: &View<'_>,
    ) -> Layout {
        let window = self.window(view);
        let span_row = if self.tracks.spans_in(window).next().is_some() {
            SPAN_ROW_HEIGHT
        } else {
            6.0
        };
        let most =
            (room.height() - legend_height - 14.0 - span_row - AXIS_HEIGHT).max(LOWEST_PANEL);
        let overlays = panels.iter().filter(|panel| panel.second.is_some()).count() as f32;
        let singles = panels.len() as f32 - overlays;
        // An overlay takes twice the height of a panel, for it holds twice as much.
        let panel_height = (most / (singles + 2.0 * overlays).max(1.0))
            .floor()
            .clamp(LOWEST_PANEL, HIGHEST_PANEL);
        let overlay_height = (2.0 * panel_height).max(170.0);
        let content_height = panel_height * singles + overlay_height * overlays;
        let viewport_height = content_height.min(most);
        let top = room.top() + span_row;
        let viewport =
            Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), viewport_height));
        let axis = Rect::from_min_size(viewport.left_bottom(), vec2(room.width(), AXIS_HEIGHT));
        Layout {
            card: Rect::from_min_max(room.min, axis.max),
            viewport,
            axis,
            columns: Columns::of(room.left(), room.right(), overlays > 0.0),
            panel_height,
            overlay_height,
            content_height,
        }
    }

    fn panels_ui(
        &mut self,
        ui: &mut Ui,
        layout: &Layout,
        view: &View<'_>,
        panels: &[PanelTracks],
        actions: &mut Actions,
    ) {
        let mut top = ui.min_rect().top();
        for (at, panel) in panels.iter().enumerate() {
            let height = layout.height(panel);
            let rect = Rect::from_min_size(
                pos2(layout.viewport.left(), top),
                vec2(layout.viewport.width(), height),
            );
            top += height;
            // Panels out of sight are not laid out, but the focus can still go to them.
            let response = ui.interact(rect, panel.id(), Sense::click_and_drag());
            self.panel_input(ui, &response, rect, layout, view, panel, actions);
            self.describe(ui, &response, view, panel);
            if ui.is_rect_visible(rect) {
                let has_rule = at + 1 < panels.len();
                self.paint_panel(ui, (rect, has_rule), layout, view, panel);
                self.name_ui(ui, rect, layout, panel);
                if response.has_focus() {
                    theme::focus_ring(ui, rect.shrink(4.0), 8.0);
                }
            }
            if self.reveal == Some(panel.first.key) && panel.second.is_none() {
                self.reveal = None;
                ui.scroll_to_rect(rect, Some(egui::Align::Center));
            }
        }
    }

    fn paint_panel(
        &mut self,
        ui: &Ui,
        (rect, has_rule): (Rect, bool),
        layout: &Layout,
        view: &View<'_>,
        panel: &PanelTracks,
    ) {
        let t = tokens(ui);
        let window = self.window(view);
        let painter = ui.painter();
        let key = PaintKey {
            window,
            rect,
            plot: (layout.columns.plot_left, layout.columns.plot_right),
            is_dark: ui.visuals().dark_mode,
            pixels_per_point: painter.pixels_per_point(),
            has_rule,
            readings: self.readings.made_of(),
        };
        let (tracks, readings) = (&self.tracks, &self.readings);
        let axes = self.painter.paint(painter, panel.key(), key, t, || {
            let shadings: Vec<Shading> = tracks.spans_in(window).map(|span| span.shading).collect();
            let scene = Scene {
                window,
                shadings: &shadings,
                columns: layout.columns,
                readings,
                view,
            };
            scene.draw(panel, rect, has_rule, &measure(painter))
        });
        if let Some(day) = self.hovered.or(self.cursor) {
            let plot = panel.plot(rect, layout.columns);
            let crosshair = Crosshair {
                panel,
                axes,
                rect,
                plot,
                window,
                day,
            };
            crosshair.paint(ui, view);
        }
    }

    /// What the mean at the left stands on, for those who ask.
    fn name_ui(&self, ui: &Ui, rect: Rect, layout: &Layout, panel: &PanelTracks) {
        let names = Rect::from_min_max(
            pos2(layout.columns.name_left, rect.top() + 6.0),
            pos2(layout.columns.name_right, rect.bottom() - 6.0),
        );
        let response = ui.interact(names, panel.id().with("name"), Sense::hover());
        response.on_hover_ui(|ui| {
            for track in panel.tracks() {
                ui.label(theme::card_title(track.name.as_str()));
                ui.label(theme::secondary(track.mean_detail()));
                if !track.advice.text.is_empty() {
                    ui.label(theme::secondary(track.advice.text.as_str()));
                }
                for sentence in self.readings.sentences(track.key) {
                    ui.label(theme::secondary(sentence.as_str()));
                }
            }
        });
    }

    /// What a screen reader hears: the name, what the chart shows, and the day that keys stand on.
    fn describe(&self, ui: &Ui, response: &Response, view: &View<'_>, panel: &PanelTracks) {
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Figure, true, format!("{}, chart", panel.name()))
        });
        let window = self.window(view);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(self.summary(view, panel, window));
            let last = panel.first.series.points_in(window).last();
            let day = self.cursor.or(last.map(|point| point.day));
            if let Some(day) = day {
                node.set_value(day_words(view, panel, day));
            }
        });
    }

    fn summary(&self, view: &View<'_>, panel: &PanelTracks, window: TimeWindow) -> String {
        let one = |track: &Rc<Track>| {
            let mut text = track.summary(window, view);
            for sentence in self.readings.sentences(track.key) {
                text.push_str(&format!(" {sentence}"));
            }
            text
        };
        let (first, last) = (day_of_number(window.first()), day_of_number(window.last()));
        let mut text = format!("{}. ", view.words().range(first, last, view.today));
        match &panel.second {
            None => text.push_str(&one(&panel.first)),
            Some(second) => text.push_str(&format!(
                "{}: {} {}: {}",
                panel.first.name,
                one(&panel.first),
                second.name,
                one(second)
            )),
        }
        let spans = span_words(view.journal, window, view.today, view.words());
        if !spans.is_empty() {
            text.push_str(&format!(" {}.", spans.join("; ")));
        }
        text
    }
}

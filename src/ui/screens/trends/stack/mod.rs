//! The card of charts: panels one below the other, laid out, painted and described.

mod around;
mod crosshair;
mod input;
mod menu;
mod names;

use std::rc::Rc;

use egui::{
    Id, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::domain::Role as TrackerRole;
use crate::stats::Subject;
use crate::ui::action::Actions;
use crate::ui::charts::items::band_at;
use crate::ui::charts::panel::{Columns, Panel, Shading, Trace};
use crate::ui::charts::summary::span_words;
use crate::ui::charts::time_axis::{TimeWindow, day_of_number};
use crate::ui::theme::{self, CARD_RADIUS, tokens};
use crate::ui::view::View;
use crate::ui::widgets::paint;

use super::TrendsScreen;
use super::tracks::Track;
use crosshair::day_words;

const LOWEST_PANEL: f32 = 78.0;
const HIGHEST_PANEL: f32 = 124.0;
const AXIS_HEIGHT: f32 = 28.0;
const SPAN_ROW_HEIGHT: f32 = 22.0;
const HEADING_HEIGHT: f32 = 22.0;
const LEGEND_HEIGHT: f32 = 18.0;
/// What is pinned leaves so much of the room to the others.
const LEAST_SCROLLED: f32 = 120.0;

/// One panel: a tracker, or two of an overlay.
#[derive(Clone)]
pub(super) struct PanelTracks {
    pub(super) first: Rc<Track>,
    pub(super) second: Option<Rc<Track>>,
    /// The section that begins with it; empty within one.
    heading: String,
}

impl PanelTracks {
    pub(super) fn key(&self) -> (Subject, Option<Subject>) {
        (self.first.key, self.second.as_ref().map(|track| track.key))
    }

    pub(super) fn id(&self) -> Id {
        Id::unique(("trends panel", self.key()))
    }

    pub(super) fn name(&self) -> String {
        match &self.second {
            None => self.first.name.clone(),
            Some(second) => format!("{} and {}", self.first.name, second.name),
        }
    }

    pub(super) fn tracks(&self) -> impl Iterator<Item = &Rc<Track>> {
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
    /// Height of a panel like any other.
    panel_height: f32,
    /// How many of the first panels stay while the others scroll.
    pinned: usize,
    content_height: f32,
    large: Option<Subject>,
}

impl Layout {
    fn height(&self, panel: &PanelTracks) -> f32 {
        let heading = if panel.heading.is_empty() {
            0.0
        } else {
            HEADING_HEIGHT
        };
        // An overlay takes twice the height of a panel, for it holds twice as much.
        let plot = match &panel.second {
            Some(_) => (2.0 * self.panel_height).max(170.0),
            None if self.large == Some(panel.first.key) => (3.0 * self.panel_height).max(260.0),
            None => self.panel_height,
        };
        heading + plot
    }

    fn heights(&self, panels: &[PanelTracks]) -> f32 {
        panels.iter().map(|panel| self.height(panel)).sum()
    }

    fn fits(&self) -> bool {
        self.content_height <= self.viewport.height() + 0.5
    }
}

impl TrendsScreen {
    /// The card with the line or, on a picture, the words that explain it below; gives how far down it reaches.
    pub(super) fn stack_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        shown: &[Rc<Track>],
        actions: &mut Actions,
    ) -> f32 {
        self.zoom_keys(ui, view);
        let panels = self.panels(shown, view);
        let t = tokens(ui);
        let room = ui.available_rect_before_wrap();
        let words = self
            .is_picture
            .then(|| self.legend_galley(ui, room.width(), view, &panels));
        let legend = words.as_ref().map_or(LEGEND_HEIGHT, |words| words.size().y);
        let layout = self.layout(room, legend, &panels, view);
        let edge = Stroke::new(1.0, t.border);
        ui.painter().rect(
            layout.card,
            CARD_RADIUS,
            t.surface,
            edge,
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
        let (pinned, scrolled) = panels.split_at(layout.pinned);
        let builder = UiBuilder::new().max_rect(layout.viewport);
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().scroll.content_margin = egui::Margin::ZERO;
            self.panels_ui(ui, &layout, view, pinned, actions);
            let height = layout.heights(pinned);
            ui.add_space(height);
            ScrollArea::vertical()
                .id_salt("trends panels")
                .auto_shrink(false)
                .show_viewport(ui, |ui, _| {
                    ui.set_height(layout.content_height - height);
                    self.panels_ui(ui, &layout, view, scrolled, actions);
                });
        });
        self.date_ui(ui, &layout, view, &panels);
        let below = pos2(room.left(), layout.card.bottom() + 8.0);
        let rect = Rect::from_min_size(below, vec2(room.width(), legend));
        ui.advance_cursor_after_rect(Rect::from_min_max(room.min, rect.max));
        match words {
            Some(words) => ui.painter().galley(below, words, t.muted),
            None => self.legend_ui(ui, rect, &layout, view, &panels),
        }
        rect.bottom()
    }

    /// What is shown: what is pinned, an overlay, then the trackers by section, what one feels before what one does.
    pub(super) fn panels(&mut self, shown: &[Rc<Track>], view: &View<'_>) -> Vec<PanelTracks> {
        let single = |track: &Rc<Track>, heading: String| PanelTracks {
            first: Rc::clone(track),
            second: None,
            heading,
        };
        let is_pinned = |track: &&Rc<Track>| self.pinned.contains(&track.key);
        let pinned = shown.iter().filter(is_pinned);
        let mut panels: Vec<PanelTracks> =
            pinned.map(|track| single(track, String::new())).collect();
        let has_overlay = self.only.is_none_or(|(_, second)| second.is_some());
        if let ([first, second], true) = (&self.overlay[..], has_overlay) {
            let first = self.tracks.track(*first, view);
            let second = self.tracks.track(*second, view);
            if let (Some(first), Some(second)) = (first, second) {
                panels.push(PanelTracks {
                    first,
                    second: Some(second),
                    heading: String::new(),
                });
            }
        }
        let is_symptom = |track: &Rc<Track>| track.tracker.role == TrackerRole::Symptom;
        let mut others: Vec<&Rc<Track>> = shown
            .iter()
            .filter(|track| !self.pinned.contains(&track.key))
            .collect();
        others.sort_by_key(|track| !is_symptom(track));
        let mut section = None;
        for track in others {
            let of = (is_symptom(track), track.tracker.section.as_str());
            let begins = section.replace(of) != Some(of) && self.only.is_none();
            let heading = if begins {
                of.1.to_owned()
            } else {
                String::new()
            };
            panels.push(single(track, heading));
        }
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
            (room.height() - legend_height - 12.0 - span_row - AXIS_HEIGHT).max(LOWEST_PANEL);
        let overlays = panels.iter().filter(|panel| panel.second.is_some()).count() as f32;
        let units = panels.len() as f32 + overlays;
        let headings = panels.iter().filter(|panel| !panel.heading.is_empty());
        let headings = headings.count() as f32 * HEADING_HEIGHT;
        let top = room.top() + span_row;
        let mut layout = Layout {
            card: room,
            viewport: Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), most)),
            axis: room,
            columns: Columns::of(room.left(), room.right(), overlays > 0.0),
            panel_height: ((most - headings) / units.max(1.0))
                .floor()
                .clamp(LOWEST_PANEL, HIGHEST_PANEL),
            pinned: 0,
            content_height: 0.0,
            large: self.large,
        };
        layout.content_height = layout.heights(panels);
        let pinned = panels
            .iter()
            .take_while(|panel| panel.second.is_none() && self.pinned.contains(&panel.first.key));
        layout.pinned = pinned.count();
        while layout.heights(&panels[..layout.pinned]) > (most - LEAST_SCROLLED).max(0.0) {
            layout.pinned -= 1;
        }
        let height = layout.content_height.min(most);
        layout.viewport.set_height(height);
        let size = vec2(room.width(), AXIS_HEIGHT);
        layout.axis = Rect::from_min_size(layout.viewport.left_bottom(), size);
        layout.card = Rect::from_min_max(room.min, layout.axis.max);
        layout
    }

    fn panels_ui(
        &mut self,
        ui: &mut Ui,
        layout: &Layout,
        view: &View<'_>,
        panels: &[PanelTracks],
        actions: &mut Actions,
    ) {
        let t = tokens(ui);
        let mut top = ui.cursor().top();
        for (at, panel) in panels.iter().enumerate() {
            let height = layout.height(panel);
            let whole = Rect::from_min_size(
                pos2(layout.viewport.left(), top),
                vec2(layout.viewport.width(), height),
            );
            top += height;
            let mut rect = whole;
            if !panel.heading.is_empty() {
                rect.min.y += HEADING_HEIGHT;
                self.heading_ui(ui, whole.with_max_y(rect.top()), layout, &panel.heading);
            }
            // Panels out of sight are not laid out, but the focus can still go to them.
            let response = ui.interact(rect, panel.id(), Sense::click_and_drag());
            self.panel_input(ui, &response, rect, layout, view, panel, actions);
            self.describe(ui, &response, view, panel);
            if ui.is_rect_visible(rect) {
                self.panel_ui(ui, &response, layout, view, panel);
                if at + 1 < panels.len() {
                    let line = layout.columns.name_left..=layout.columns.plot_right + 4.0;
                    let stroke = Stroke::new(1.0, t.border);
                    ui.painter().hline(line, rect.bottom() - 0.5, stroke);
                }
                if response.has_focus() {
                    theme::focus_ring(ui, rect.shrink(4.0), 8.0);
                }
            }
            self.menu_ui(ui, &response, view, panel, actions);
            if self.reveal == Some(panel.first.key) && panel.second.is_none() {
                self.reveal = None;
                ui.scroll_to_rect(rect, Some(egui::Align::Center));
            }
        }
    }

    fn heading_ui(&self, ui: &Ui, rect: Rect, layout: &Layout, text: &str) {
        if !ui.is_rect_visible(rect) {
            return;
        }
        let font = theme::Family::Medium.at(theme::AXIS);
        let galley = paint::line(ui, text, font, tokens(ui).muted);
        let place = rect
            .with_min_x(layout.columns.name_left)
            .translate(vec2(0.0, 2.0));
        paint::text_in(ui, place, egui::Align2::LEFT_CENTER, galley);
    }

    fn panel_ui(
        &mut self,
        ui: &mut Ui,
        response: &Response,
        layout: &Layout,
        view: &View<'_>,
        panel: &PanelTracks,
    ) {
        let (window, words, rect) = (self.window(view), view.words(), response.rect);
        let is_overlay = panel.second.is_some();
        let shadings: Vec<Shading> = self
            .tracks
            .spans_in(window)
            .map(|span| span.shading)
            .collect();
        let trace =
            |track: &'_ Rc<Track>| (track.axis(window, is_overlay, words), Rc::clone(track));
        let axes: Vec<_> = panel.tracks().map(trace).collect();
        let traces: Vec<Trace<'_>> = axes
            .iter()
            .map(|(axis, track)| Trace {
                colour: track.tracker.colour,
                series: &track.series,
                advice: track.advice_on(is_overlay),
                axis: axis.clone(),
                smooth: self.readings.smooth(track.key),
            })
            .collect();
        let drawn = Panel {
            id: panel.id().with("plot"),
            rect,
            columns: layout.columns,
            window,
            traces: &traces,
            shadings: &shadings,
            is_lit: self.lit == Some(panel.first.key),
        };
        let Some(at) = drawn.show_ui(ui) else { return };
        let pointer = response.hover_pos();
        self.paint_selection(ui, &at);
        self.paint_crosshair(ui, view, (panel, &drawn), &at, pointer.is_some());
        let bands = &traces[0].advice.bands;
        let is_band = pointer.is_some_and(|place| {
            at.frame().contains(place) && band_at(bands, traces[0].axis.low, &at, place).is_some()
        });
        let texts: Vec<(String, String)> = axes
            .iter()
            .map(|(axis, track)| (track.unit(axis, is_overlay), track.mean(axis, words)))
            .collect();
        if is_band {
            self.next_lit = Some(panel.first.key);
        }
        if pointer.is_some() || response.has_focus() {
            self.advised = Some(panel.first.key);
        }
        self.words_above_ui(ui, *at.frame(), panel);
        self.names_ui(ui, rect, layout, panel, &texts);
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

    pub(super) fn summary(
        &self,
        view: &View<'_>,
        panel: &PanelTracks,
        window: TimeWindow,
    ) -> String {
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

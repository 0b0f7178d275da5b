//! The card of charts: panels one below the other, the time axis, the crosshair, and the sentence below; pointer and
//! keys of it.

use std::rc::Rc;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align2, CursorIcon, EventFilter, Galley, Id, Key, Pos2, Rect, Response, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::domain::SpanKind;
use crate::ui::action::{Action, Actions};
use crate::ui::charts::drawing::{Align, Drawing, Face, Hue, Ink, Item, Text, elided};
use crate::ui::charts::panel::{Columns, Panel, Shading, Trace, is_thinned, plot_of, value_y};
use crate::ui::charts::series::State;
use crate::ui::charts::summary::{point_words, span_words, summary};
use crate::ui::charts::time_axis::{TimeWindow, day_of_number, number_of, time_ticks};
use crate::ui::charts::value_axis::ValueAxis;
use crate::ui::theme::{self, CARD_RADIUS, Family, tokens};
use crate::ui::view::View;
use crate::ui::words::count;

use super::TrendsScreen;
use super::paint::{PaintKey, measure, words_of};
use super::tracks::{Track, TrackKey};

const LOWEST_PANEL: f32 = 78.0;
const HIGHEST_PANEL: f32 = 124.0;
const AXIS_HEIGHT: f32 = 28.0;
const SPAN_ROW_HEIGHT: f32 = 22.0;
/// Below this height of the room the panels are more important than the sentence below them.
const LOW_ROOM: f32 = 380.0;
const KEEPS_ARROWS: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: false,
    escape: false,
};

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
        let has_advice_row = self.second.is_none() && !self.first.advice.text.is_empty();
        plot_of(rect, columns, has_advice_row)
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
        self.hovered = self.day_under_pointer(ui, &layout, view);
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
                self.paint_panel(ui, rect, layout, view, panel, has_rule);
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

    #[expect(clippy::too_many_arguments, reason = "one panel in one frame")]
    fn panel_input(
        &mut self,
        ui: &Ui,
        response: &Response,
        rect: Rect,
        layout: &Layout,
        view: &View<'_>,
        panel: &PanelTracks,
        actions: &mut Actions,
    ) {
        let plot = panel.plot(rect, layout.columns);
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        if response.dragged() {
            self.drag(response.drag_delta().x, plot, view);
            ui.set_cursor_icon(CursorIcon::Grabbing);
        }
        let over_plot = response
            .hover_pos()
            .is_some_and(|at| plot.x_range().contains(at.x));
        if over_plot && !response.dragged() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if response.double_clicked() && !over_plot {
            self.custom = None;
        } else if response.clicked() && over_plot {
            let at = response.interact_pointer_pos().map(|at| at.x);
            let day = at.map(|x| self.window(view).day_at(x, plot.left(), plot.right()));
            // A click by a screen reader has no place; it means the day that keys stand on.
            if let Some(day) = day.or(self.cursor) {
                actions.push(Action::OpenDay(day_of_number(
                    day.min(number_of(view.today)),
                )));
            }
        }
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, KEEPS_ARROWS));
            self.panel_keys(ui, view, panel, actions);
        } else if response.lost_focus() {
            self.cursor = None;
        }
    }

    fn drag(&mut self, by: f32, plot: Rect, view: &View<'_>) {
        let window = self.window(view);
        let days = -f64::from(by / plot.width().max(1.0)) * window.length();
        if days != 0.0 {
            self.set_window(window.panned(days), view);
        }
    }

    fn panel_keys(&mut self, ui: &Ui, view: &View<'_>, panel: &PanelTracks, actions: &mut Actions) {
        let window = self.window(view);
        let limits = self.limits(view);
        let (earliest, latest) = (limits.first(), number_of(view.today));
        let last_logged = panel
            .first
            .series
            .points
            .last()
            .map_or(latest, |point| point.day);
        let start = self
            .cursor
            .unwrap_or_else(|| last_logged.clamp(window.first(), window.last()));
        let pressed = |key: Key| {
            ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::NONE, key)) as i32
        };
        let wide = |key: Key| {
            ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::SHIFT, key)) as i32
        };
        let weeks = wide(Key::ArrowRight) - wide(Key::ArrowLeft);
        let steps = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft)
            + 7 * weeks
            + 30 * (pressed(Key::PageDown) - pressed(Key::PageUp));
        let mut day = start;
        if steps != 0 {
            // The first press shows where one is when nothing was shown before.
            day += if self.cursor.is_none() && steps.abs() == 1 && start == last_logged {
                0
            } else {
                steps
            };
        }
        let (home, end) = (pressed(Key::Home) > 0, pressed(Key::End) > 0);
        if home {
            day = window.first();
        }
        if end {
            day = window.last();
        }
        if steps != 0 || home || end {
            self.move_cursor(day.clamp(earliest, latest), view);
        }
        if pressed(Key::Enter) > 0 {
            actions.push(Action::OpenDay(day_of_number(self.cursor.unwrap_or(start))));
        }
        if pressed(Key::Escape) > 0 {
            self.cursor = None;
        }
    }

    fn move_cursor(&mut self, day: i32, view: &View<'_>) {
        self.cursor = Some(day);
        let window = self.window(view);
        let (start, end) = (f64::from(day), f64::from(day + 1));
        if start < window.start {
            self.set_window(window.panned(start - window.start), view);
        } else if end > window.end {
            self.set_window(window.panned(end - window.end), view);
        }
    }

    /// The day the crosshair stands on.
    pub(super) fn crosshair(&self) -> Option<i32> {
        self.hovered.or(self.cursor)
    }

    fn day_under_pointer(&self, ui: &Ui, layout: &Layout, view: &View<'_>) -> Option<i32> {
        let at = ui.input(|input| input.pointer.hover_pos())?;
        let columns = layout.columns;
        let is_over = layout.card.contains(at)
            && (columns.plot_left..=columns.plot_right).contains(&at.x)
            && ui.ctx().layer_id_at(at) == Some(ui.layer_id())
            && ui.is_enabled();
        let day = self
            .window(view)
            .day_at(at.x, columns.plot_left, columns.plot_right);
        is_over.then(|| day.min(number_of(view.today)))
    }

    fn wheel(&mut self, ui: &Ui, layout: &Layout, view: &View<'_>) {
        if !ui.rect_contains_pointer(layout.card) {
            return;
        }
        let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
        let columns = layout.columns;
        let window = self.window(view);
        let x = ui
            .input(|input| input.pointer.hover_pos())
            .map_or(columns.plot_right, |at| at.x);
        let about = window.moment_at(
            x.clamp(columns.plot_left, columns.plot_right),
            columns.plot_left,
            columns.plot_right,
        );
        if zoom != 1.0 {
            self.zoom(1.0 / f64::from(zoom), about, view);
        } else if scroll.y != 0.0 && layout.fits() {
            // Where all panels are in sight the wheel has nothing to scroll.
            self.zoom((-f64::from(scroll.y) / 240.0).exp(), about, view);
        }
        if scroll.x != 0.0 {
            let plot = Rect::from_x_y_ranges(
                columns.plot_left..=columns.plot_right,
                layout.axis.y_range(),
            );
            self.drag(scroll.x, plot, view);
        }
    }

    fn paint_panel(
        &mut self,
        ui: &Ui,
        rect: Rect,
        layout: &Layout,
        view: &View<'_>,
        panel: &PanelTracks,
        has_rule: bool,
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
        };
        let tracks = &self.tracks;
        let axes = self.painter.paint(painter, panel.key(), key, t, || {
            let shadings: Vec<Shading> = tracks.spans_in(window).map(|span| span.shading).collect();
            let scene = Scene {
                window,
                shadings: &shadings,
                columns: layout.columns,
                view,
            };
            scene.draw(panel, rect, has_rule, &measure(painter))
        });
        if let Some(day) = self.hovered.or(self.cursor) {
            paint_crosshair(ui, view, panel, axes, layout.columns, day, window, rect);
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
            summary(
                &track.tracker,
                &track.series,
                &track.advice,
                window,
                view.today,
                view.words(),
            )
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

    fn axis_ui(&mut self, ui: &mut Ui, layout: &Layout, view: &View<'_>) {
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

    fn axis_drawing(&self, layout: &Layout, view: &View<'_>) -> Drawing {
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
    fn span_row(&mut self, ui: &Ui, layout: &Layout, view: &View<'_>) {
        let drawing = self.span_drawing(layout, view, &measure(ui.painter()));
        self.painter.paint_once(ui.painter(), &drawing, tokens(ui));
    }

    fn span_drawing(
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

    /// The day of the crosshair, on the time axis; spoken when keys moved it.
    fn date_ui(&self, ui: &Ui, layout: &Layout, view: &View<'_>, panels: &[PanelTracks]) {
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
                node.set_live(egui::accesskit::Live::Polite)
            });
        }
    }

    /// What shading, dots and line mean, for what is in sight.
    pub(super) fn legend(&self, view: &View<'_>, panels: &[PanelTracks]) -> String {
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
    fn push_marks(&self, text: &mut String, view: &View<'_>, panels: &[PanelTracks]) {
        let window = self.window(view);
        let columns = self
            .card
            .map(|card| Columns::of(card.left(), card.right(), false));
        let width = columns.map_or(800.0, |columns| columns.plot_right - columns.plot_left);
        let any = |state: State| {
            let has = |track: &Rc<Track>| {
                track
                    .series
                    .points_in(window)
                    .iter()
                    .any(|point| point.state == state)
            };
            panels.iter().flat_map(PanelTracks::tracks).any(has)
        };
        text.push_str(if is_thinned(window, width) {
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
        if panels
            .iter()
            .any(|panel| panel.second.is_none() && panel.first.advice.is_weekly())
        {
            text.push_str(" Where the aim is for a week the line is the 7-day sum, thin while days of it are missing.");
        }
        if any(State::Copied) {
            text.push_str(" A broken ring was copied and waits to be confirmed.");
        }
        if any(State::Running) {
            text.push_str(" An empty ring is today, not over yet.");
        }
    }

    /// What is painted on the card, for a picture, and what it says in words.
    pub(super) fn drawings_in_sight(
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

/// The sentence below the card; where the window is low it is cut to one line, and the rest shows on hovering.
fn legend_galley(ui: &Ui, legend: String, room: Rect) -> Arc<Galley> {
    let format = TextFormat::simple(Family::Regular.at(theme::SECONDARY), tokens(ui).muted);
    let mut job = LayoutJob::single_section(legend, format);
    job.wrap = if room.height() < LOW_ROOM {
        TextWrapping::truncate_at_width(room.width())
    } else {
        TextWrapping::wrap_at_width(room.width())
    };
    ui.painter().layout_job(job)
}

/// What all panels of a frame share.
struct Scene<'a> {
    window: TimeWindow,
    shadings: &'a [Shading],
    columns: Columns,
    view: &'a View<'a>,
}

impl Scene<'_> {
    fn draw(
        &self,
        panel: &PanelTracks,
        rect: Rect,
        has_rule: bool,
        measure: &dyn Fn(&str, Face) -> f32,
    ) -> (Drawing, Vec<ValueAxis>) {
        let words = self.view.words();
        let axes: Vec<ValueAxis> = panel
            .tracks()
            .map(|track| track.axis(self.window, words))
            .collect();
        let texts: Vec<(String, String)> = panel
            .tracks()
            .zip(&axes)
            .map(|(track, axis)| (track.unit(axis), track.mean(axis, words)))
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
                    advice: &track.advice,
                    axis,
                    unit,
                    mean,
                    mean_of: "last 30 d",
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

/// "Sat 21 Nov 2026, 4, moderate"; of an overlay both, by name.
fn day_words(view: &View<'_>, panel: &PanelTracks, day: i32) -> String {
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

fn paint_crosshair(
    ui: &Ui,
    view: &View<'_>,
    panel: &PanelTracks,
    axes: &[ValueAxis],
    columns: Columns,
    day: i32,
    window: TimeWindow,
    rect: Rect,
) {
    let t = tokens(ui);
    let plot = panel.plot(rect, columns);
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
            words_of(colour, t)
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

//! Pointer and keys of the charts: panning, zooming, the day that keys stand on, opening a day.

use egui::{CursorIcon, EventFilter, Key, PointerButton, Pos2, Rect, Response, Ui};

use crate::ui::action::{Action, Actions};
use crate::ui::charts::panel::frame_of;
use crate::ui::charts::time_axis::{TimeWindow, day_of_number, number_of};
use crate::ui::view::View;

use super::super::TrendsScreen;
use super::{Layout, PanelTracks};

const KEEPS_ARROWS: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: false,
    escape: false,
};

impl TrendsScreen {
    /// Keys that work wherever the focus is, unless something is being typed.
    pub(super) fn zoom_keys(&mut self, ui: &Ui, view: &View<'_>) {
        if crate::ui::widgets::is_typing(ui.ctx()) || self.picture.is_some() {
            return;
        }
        let mut pressed = Vec::new();
        ui.input_mut(|input| {
            if input.modifiers.command {
                return;
            }
            input.events.retain(|event| match event {
                egui::Event::Text(text) if matches!(text.as_str(), "+" | "=" | "-" | "−" | "0") =>
                {
                    pressed.push(text.clone());
                    false
                }
                _ => true,
            });
        });
        for key in pressed {
            let window = self.window(view);
            let about = self
                .crosshair()
                .map_or((window.start + window.end) / 2.0, |day| {
                    f64::from(day) + 0.5
                });
            match key.as_str() {
                "0" => self.custom = None,
                "+" | "=" => self.zoom(1.0 / 1.25, about, view),
                _ => self.zoom(1.25, about, view),
            }
        }
    }

    /// Shows `factor` times as many days, with `about` where it is.
    pub(super) fn zoom(&mut self, factor: f64, about: f64, view: &View<'_>) {
        let window: TimeWindow = self.window(view).zoomed(factor, about);
        self.set_window(window, view);
    }

    #[expect(clippy::too_many_arguments, reason = "one panel in one frame")]
    pub(super) fn panel_input(
        &mut self,
        ui: &Ui,
        response: &Response,
        rect: Rect,
        layout: &Layout,
        view: &View<'_>,
        panel: &PanelTracks,
        actions: &mut Actions,
    ) {
        let plot = frame_of(rect, layout.columns);
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        if self.select(ui, response, plot, view) {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
        } else if response.dragged_by(PointerButton::Primary) {
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
        } else if response.clicked_by(PointerButton::Primary) {
            let at = response.interact_pointer_pos().filter(|_| over_plot);
            if let Some(at) = at {
                let day = self.window(view).day_at(at.x, plot.left(), plot.right());
                actions.push(Action::OpenDay(day_of_number(
                    day.min(number_of(view.today)),
                )));
            }
        } else if response.clicked() {
            // By key or by a screen reader: the day that keys stand on.
            let day = self.cursor.unwrap_or_else(|| self.first_stop(view, panel));
            actions.push(Action::OpenDay(day_of_number(day)));
        }
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, KEEPS_ARROWS));
            self.panel_keys(ui, view, panel);
        } else if response.lost_focus() {
            self.cursor = None;
        }
    }

    /// Dragging with Shift or the right button selects the days that are shown next; whether it is under way.
    fn select(&mut self, ui: &Ui, response: &Response, plot: Rect, view: &View<'_>) -> bool {
        let window = self.window(view);
        let moment = |at: Pos2| window.moment_at(at.x, plot.left(), plot.right());
        let (origin, at) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.press_origin(), pointer.latest_pos())
        });
        let by_right = response.drag_started_by(PointerButton::Secondary);
        let by_shift = response.drag_started_by(PointerButton::Primary)
            && ui.input(|input| input.modifiers.shift);
        if let (true, Some(origin)) = (by_right || by_shift, origin) {
            self.selecting = Some((moment(origin), moment(origin)));
        }
        if !response.dragged() && !response.drag_stopped() {
            return false;
        }
        let Some((from, _)) = self.selecting else {
            return false;
        };
        let to = at.map_or(from, moment);
        self.selecting = Some((from, to));
        if response.drag_stopped() {
            self.selecting = None;
            let selected = TimeWindow {
                start: from.min(to).floor(),
                end: from.max(to).ceil(),
            };
            if (to - from).abs() >= 1.0 {
                self.set_window(selected, view);
            }
        }
        true
    }

    pub(super) fn drag(&mut self, by: f32, plot: Rect, view: &View<'_>) {
        let window = self.window(view);
        let days = -f64::from(by / plot.width().max(1.0)) * window.length();
        if days != 0.0 {
            self.set_window(window.panned(days), view);
        }
    }

    /// Where keys start from: the last logged day in sight.
    fn first_stop(&self, view: &View<'_>, panel: &PanelTracks) -> i32 {
        let window = self.window(view);
        let last = panel.first.series.points.last();
        last.map_or(number_of(view.today), |point| point.day)
            .clamp(window.first(), window.last())
    }

    fn panel_keys(&mut self, ui: &Ui, view: &View<'_>, panel: &PanelTracks) {
        // With these held, arrows are commands of the whole program.
        if ui.input(|input| input.modifiers.alt || input.modifiers.command) {
            return;
        }
        let window = self.window(view);
        let (earliest, latest) = (self.limits(view).first(), number_of(view.today));
        let start = self.cursor.unwrap_or_else(|| self.first_stop(view, panel));
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
        // The first press shows where one is.
        let shows_start = self.cursor.is_none() && steps.abs() == 1;
        let mut day = if shows_start { start } else { start + steps };
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
        if pressed(Key::Escape) > 0 {
            self.cursor = None;
        }
    }

    pub(super) fn move_cursor(&mut self, day: i32, view: &View<'_>) {
        self.cursor = Some(day);
        self.keys_lead = true;
        let window = self.window(view);
        let (start, end) = (f64::from(day), f64::from(day + 1));
        if start < window.start {
            self.set_window(window.panned(start - window.start), view);
        } else if end > window.end {
            self.set_window(window.panned(end - window.end), view);
        }
    }

    /// The day the crosshair stands on.
    pub(in crate::ui::screens::trends) fn crosshair(&self) -> Option<i32> {
        self.hovered.or(self.cursor)
    }

    pub(super) fn day_under_pointer(
        &self,
        ui: &Ui,
        layout: &Layout,
        view: &View<'_>,
    ) -> Option<i32> {
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

    pub(super) fn wheel(&mut self, ui: &Ui, layout: &Layout, view: &View<'_>) {
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
}

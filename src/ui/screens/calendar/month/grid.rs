//! Lays the month out: a header and a column of dates that stay while the cells scroll; what cells look like is `paint`'s.

use chrono::Datelike;
use egui::{
    Area, EventFilter, Frame, Id, Order, Painter, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use super::super::super::month_popover::{days_on, short_weekday};
use super::paint::{self, CellLook};
use super::{MonthPart, Place, Sheet};
use crate::domain::{Day, Tracker};
use crate::ui::action::{Action, Actions};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::stop::{ARROWS, Said, Stop, say_value};

const ROW: f32 = 28.0;
const HEADER: f32 = 60.0;
const DATES: f32 = 88.0;
const NARROWEST_COLUMN: f32 = 84.0;
const WIDEST_COLUMN: f32 = 150.0;

/// Where the cells of a sheet lie on the screen.
pub(super) struct Geometry {
    /// The first cell's corner, scrolled.
    origin: egui::Pos2,
    column: f32,
    first: Day,
    /// What can be seen of the cells.
    body: Rect,
}

impl Geometry {
    fn cell(&self, column: usize, day: Day) -> Rect {
        let row = (day - self.first).num_days() as f32;
        let corner = self.origin + vec2(column as f32 * self.column, row * ROW);
        Rect::from_min_size(corner, vec2(self.column, ROW))
    }
}

impl MonthPart {
    pub(super) fn grid_ui(
        &mut self,
        ui: &mut Ui,
        sheet: &Sheet<'_>,
        actions: &mut Actions,
        height: f32,
    ) {
        let id = Id::unique("calendar month grid");
        self.hold_cursor(sheet);
        let stop = Stop::begin(ui, id);
        if !stop.focused {
            self.finish_typing(sheet.view, actions);
        }
        self.keys(ui, sheet, &stop, actions);
        // A key may have moved the cursor into another month: that one is painted from the next frame on.
        if self
            .cursor
            .is_some_and(|at| at.day < sheet.first || at.day > sheet.last)
        {
            ui.ctx().request_repaint();
        }
        let t = tokens(ui);
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(egui::Stroke::new(1.0, t.border))
            .corner_radius(theme::CARD_RADIUS)
            .inner_margin(1);
        frame.show(ui, |ui| {
            let room = ui.available_width();
            let column = ((room - DATES) / sheet.columns.len() as f32)
                .clamp(NARROWEST_COLUMN, WIDEST_COLUMN);
            let size = vec2(
                DATES + column * sheet.columns.len() as f32,
                HEADER + ROW * sheet.rows() as f32,
            );
            ScrollArea::both()
                .id_salt(("month", sheet.first))
                .max_height(height)
                .auto_shrink(true)
                .show(ui, |ui| {
                    let (_, content) = ui.allocate_space(size);
                    self.content_ui(ui, sheet, &stop, (content, column), actions);
                });
        });
    }

    /// The cursor stays on a column there is and on a day that has come.
    fn hold_cursor(&mut self, sheet: &Sheet<'_>) {
        let today = sheet.view.today;
        let Some(first) = sheet.columns.first() else {
            return;
        };
        let cursor = self.cursor.get_or_insert_with(|| {
            self.follow = true;
            Place {
                tracker: first.id,
                day: today,
            }
        });
        cursor.day = cursor.day.min(today);
        if sheet.tracker(cursor.tracker).is_none() {
            cursor.tracker = first.id;
        }
        let cursor = *cursor;
        // The cursor was led away, as to another month.
        if self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.place != cursor)
        {
            self.let_go(sheet.view);
        }
    }

    fn content_ui(
        &mut self,
        ui: &mut Ui,
        sheet: &Sheet<'_>,
        stop: &Stop,
        (content, column): (Rect, f32),
        actions: &mut Actions,
    ) {
        let seen = ui.clip_rect().intersect(content);
        let body = Rect::from_min_max(seen.min + vec2(DATES, HEADER), seen.max);
        let geometry = Geometry {
            origin: content.min + vec2(DATES, HEADER),
            column,
            first: sheet.first,
            body,
        };
        self.stop_ui(ui, sheet, stop, seen);
        let rows = visible_rows(&geometry, sheet);
        let cells = ui.painter().with_clip_rect(body);
        paint::ground(ui, &cells, sheet, &geometry, &rows, Geometry::cell);
        for day in &rows {
            for (index, tracker) in sheet.columns.iter().enumerate() {
                let rect = geometry.cell(index, *day);
                if rect.intersects(body) {
                    self.cell_ui(
                        ui,
                        sheet,
                        stop,
                        &cells,
                        (rect, body),
                        tracker,
                        *day,
                        actions,
                    );
                }
            }
        }
        self.selection_ui(ui, sheet, stop, &cells, &geometry);
        let dates = Rect::from_min_max(
            pos2(seen.left(), body.top()),
            pos2(body.left(), seen.bottom()),
        );
        dates_ui(ui, sheet, &geometry, &rows, dates, actions);
        let header = Rect::from_min_max(
            pos2(body.left(), seen.top()),
            pos2(seen.right(), body.top()),
        );
        header_ui(ui, sheet, &geometry, header);
        paint::corner(ui, Rect::from_min_max(seen.min, body.min), seen);
        self.follow_cursor(ui, sheet, &geometry);
    }

    fn stop_ui(&self, ui: &Ui, sheet: &Sheet<'_>, stop: &Stop, seen: Rect) {
        let value = match (&self.draft, self.cursor) {
            (Some(draft), _) => match &draft.refusal {
                Some(sentence) => format!("{}, {sentence}", draft.text),
                None => draft.text.clone(),
            },
            (None, Some(place)) => sheet
                .tracker(place.tracker)
                .map_or_else(String::new, |tracker| sheet.spoken(tracker, place.day)),
            (None, None) => String::new(),
        };
        let keeps = EventFilter {
            tab: self.draft.is_some(),
            escape: self.draft.is_some() || self.anchor.is_some(),
            ..ARROWS
        };
        let name = format!("Values of {}", sheet.view.words().month(sheet.first));
        let said = Said {
            role: Role::Grid,
            name: &name,
            value: &value,
        };
        stop.end(ui, seen, keeps, said);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a cell is drawn from all of these"
    )]
    fn cell_ui(
        &mut self,
        ui: &Ui,
        sheet: &Sheet<'_>,
        stop: &Stop,
        painter: &Painter,
        (rect, body): (Rect, Rect),
        tracker: &Tracker,
        day: Day,
        actions: &mut Actions,
    ) {
        let place = Place {
            tracker: tracker.id,
            day,
        };
        let is_open = day <= sheet.view.today;
        let sense = if is_open {
            Sense::CLICK
        } else {
            Sense::hover()
        };
        let response = ui.interact(rect.intersect(body), stop.id.with((tracker.id, day)), sense);
        let value = sheet.view.journal.value_on(tracker.id, day);
        if is_open {
            response.widget_info(|| {
                let words = sheet.view.words();
                let name = format!("{} on {}", tracker.name, words.day(day));
                WidgetInfo::labeled(Role::GridCell, true, name)
            });
            ui.ctx().accesskit_node_builder(response.id, |node| {
                say_value(node, sheet.view.words().value(tracker, value));
            });
            if response.clicked() {
                let extends = ui.input(|input| input.modifiers.shift);
                self.finish_other_cell(sheet, place, actions);
                self.click(sheet, place, extends, response.double_clicked());
                stop.focus_by_pointer(ui);
            }
        }
        let draft = self.draft.as_ref().filter(|draft| draft.place == place);
        if draft.is_none() && is_open {
            let look = CellLook {
                text: sheet_text(sheet, tracker, day),
                value,
                running: day == sheet.view.today,
                hovered: response.hovered(),
            };
            paint::cell(ui, painter, rect, tracker, &look);
            if sheet.view.is_day_unsaved(tracker.id, day) {
                paint::unsaved(ui, painter, rect);
            }
        }
        if let Some(draft) = draft {
            paint::draft(ui, painter, rect, &draft.text, draft.refusal.is_some());
            if let Some(sentence) = &draft.refusal {
                refusal_ui(ui, stop.id, rect, sentence);
            }
        }
    }

    /// What is typed into another cell is kept when this one is clicked.
    fn finish_other_cell(&mut self, sheet: &Sheet<'_>, place: Place, actions: &mut Actions) {
        if self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.place != place)
        {
            self.finish_typing(sheet.view, actions);
            self.let_go(sheet.view);
        }
    }

    fn click(&mut self, sheet: &Sheet<'_>, place: Place, extends: bool, twice: bool) {
        if self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.place == place)
        {
            return;
        }
        self.said.clear();
        if extends {
            self.anchor = self.anchor.or(self.cursor);
        } else {
            self.anchor = None;
        }
        self.cursor = Some(place);
        if twice {
            self.open_cell(sheet, place);
        }
    }

    fn selection_ui(
        &self,
        ui: &Ui,
        sheet: &Sheet<'_>,
        stop: &Stop,
        painter: &Painter,
        geometry: &Geometry,
    ) {
        let (Some(([left, right], [first, last])), Some(cursor)) =
            (self.selected(sheet), self.cursor)
        else {
            return;
        };
        let focused = ui.memory(|memory| memory.has_focus(stop.id));
        if self.anchor.is_some() {
            let all = geometry.cell(left, first).union(geometry.cell(right, last));
            paint::selection(ui, painter, all);
        }
        if self.draft.is_none() {
            let rect = geometry.cell(sheet.column(cursor.tracker), cursor.day);
            paint::cursor(ui, painter, rect, focused);
        }
    }

    /// Brings the cursor out from under the header and the dates.
    fn follow_cursor(&mut self, ui: &Ui, sheet: &Sheet<'_>, geometry: &Geometry) {
        let Some(cursor) = self.cursor.filter(|_| self.follow) else {
            return;
        };
        if cursor.day < sheet.first || cursor.day > sheet.last {
            return;
        }
        self.follow = false;
        let cell = geometry.cell(sheet.column(cursor.tracker), cursor.day);
        let room = Rect::from_min_max(cell.min - vec2(DATES, HEADER), cell.max + vec2(0.0, ROW));
        let hidden = cell.left() < geometry.body.left()
            || cell.right() > geometry.body.right()
            || cell.top() < geometry.body.top()
            || cell.bottom() > geometry.body.bottom();
        if hidden {
            ui.scroll_to_rect(room, None);
        }
    }
}

fn sheet_text(sheet: &Sheet<'_>, tracker: &Tracker, day: Day) -> String {
    super::cell_of(sheet.view, tracker, day).text()
}

fn visible_rows(geometry: &Geometry, sheet: &Sheet<'_>) -> Vec<Day> {
    let first = ((geometry.body.top() - geometry.origin.y) / ROW)
        .floor()
        .max(0.0);
    let last = ((geometry.body.bottom() - geometry.origin.y) / ROW)
        .ceil()
        .max(0.0);
    crate::domain::days_between(
        days_on(sheet.first, first as i64),
        days_on(sheet.first, last as i64).min(sheet.last),
    )
    .collect()
}

fn dates_ui(
    ui: &Ui,
    sheet: &Sheet<'_>,
    geometry: &Geometry,
    rows: &[Day],
    area: Rect,
    actions: &mut Actions,
) {
    let painter = ui.painter().with_clip_rect(area);
    paint::strip(ui, &painter, area);
    for day in rows {
        let cell = geometry.cell(0, *day);
        let rect = Rect::from_min_max(
            pos2(area.left(), cell.top()),
            pos2(area.right(), cell.bottom()),
        );
        let is_open = *day <= sheet.view.today;
        let sense = if is_open {
            Sense::CLICK
        } else {
            Sense::hover()
        };
        let id = Id::unique("calendar month date").with(day);
        let response = ui.interact(rect.intersect(area), id, sense);
        let date = sheet.view.words().weekday_and_day(*day, sheet.view.today);
        let name = format!("Open {date}");
        response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, is_open, &name));
        let text = format!("{} {}", short_weekday(day.weekday()), day.day());
        let look = paint::DateLook {
            text,
            is_open,
            running: *day == sheet.view.today,
            paused: sheet.view.journal.is_paused(*day),
            hovered: response.hovered() && is_open,
        };
        paint::date(ui, &painter, rect, &look);
        if is_open {
            if response.clicked() {
                actions.push(Action::OpenDay(*day));
            }
            response.on_hover_text(name);
        }
    }
}

fn header_ui(ui: &Ui, sheet: &Sheet<'_>, geometry: &Geometry, area: Rect) {
    let painter = ui.painter().with_clip_rect(area);
    paint::strip(ui, &painter, area);
    for (index, tracker) in sheet.columns.iter().enumerate() {
        let cell = geometry.cell(index, sheet.first);
        let rect = Rect::from_min_max(
            pos2(cell.left(), area.top()),
            pos2(cell.right(), area.bottom()),
        );
        if !rect.intersects(area) {
            continue;
        }
        let id = Id::unique("calendar month column").with(tracker.id);
        let response = ui.interact(rect.intersect(area), id, Sense::hover());
        let measure = paint::measure(tracker, sheet.view.words());
        let name = format!("{}, {measure}", tracker.name);
        let name = name.trim_end_matches(", ").to_owned();
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        paint::heading(ui, &painter, rect, tracker, &measure);
        response.on_hover_text(name);
    }
}

/// The sentence below a cell that was refused.
fn refusal_ui(ui: &Ui, id: Id, cell: Rect, sentence: &str) {
    Area::new(id.with("refusal"))
        .order(Order::Tooltip)
        .fixed_pos(cell.left_bottom() + vec2(0.0, 5.0))
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(280.0);
                let color = tokens(ui).danger_text;
                ui.label(theme::secondary(sentence).color(color));
            });
        });
}

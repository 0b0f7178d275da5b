//! A month to pick a day from; each day shows how complete it is. Opening and closing it is left to the caller.

use chrono::{Datelike, Months, Weekday};
use egui::{
    Align2, Id, Key, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::domain::{Completeness, Day, EARLIEST_DAY, completeness, week_start};
use crate::ui::icons;
use crate::ui::theme::{AXIS, BODY, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::stop::{ARROWS, Press, Said, Stop};
use crate::ui::widgets::{IconButton, paint};

const CELL: Vec2 = vec2(36.0, 36.0);
const WEEKS: u16 = 6;
const WEEKDAY_ROW: f32 = 20.0;

/// Shows the month that holds `shown_month`, which is also the cursor; the day that was chosen.
///
/// One tab stop: arrows move by day and week, Page Up and Page Down by month, Home and End within the week, Enter and
/// Space choose. Days to come cannot be chosen. Takes the focus when it appears.
pub fn month_popover_ui(
    ui: &mut Ui,
    view: &View<'_>,
    shown_month: &mut Day,
    selected: Day,
) -> Option<Day> {
    let id = ui.scope_id().with("month");
    ui.set_width(7.0 * CELL.x);
    *shown_month = bounded(*shown_month, view.today);
    header_ui(ui, view, shown_month);
    let stop = Stop::begin(ui, id);
    let mut chosen = chosen_by_key(ui, view, &stop, shown_month);
    take_focus_once(ui, id, stop.focused);
    let size = vec2(7.0 * CELL.x, WEEKDAY_ROW + f32::from(WEEKS) * CELL.y);
    let (_, area) = ui.allocate_space(size);
    let value = spoken(view, *shown_month);
    let name = view.words().month(*shown_month);
    let said = Said {
        role: Role::Grid,
        name: &name,
        value: &value,
    };
    stop.end(ui, area, ARROWS, said);
    let first = week_start(first_of_month(*shown_month), view.words().first_weekday());
    weekdays_ui(ui, area, first.weekday());
    for (index, day) in first.iter_days().take(7 * usize::from(WEEKS)).enumerate() {
        if day.month() != shown_month.month() {
            continue;
        }
        let offset = vec2((index % 7) as f32 * CELL.x, (index / 7) as f32 * CELL.y);
        let rect = Rect::from_min_size(area.min + vec2(0.0, WEEKDAY_ROW) + offset, CELL);
        if day_ui(ui, view, id, day, rect, day == selected) {
            *shown_month = day;
            chosen = Some(day);
        }
        if day == *shown_month {
            stop.paint_ring(ui, rect.shrink(3.0), 8.0);
        }
    }
    chosen
}

/// The first day of the month that holds `day`.
pub(super) fn first_of_month(day: Day) -> Day {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month that holds `day`.
pub(super) fn last_of_month(day: Day) -> Day {
    let next = first_of_month(day).checked_add_months(Months::new(1));
    next.and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// The same day so many months on or back, or the nearest there is up to `today`.
pub(super) fn moved_by_months(day: Day, months: i32, today: Day) -> Day {
    let by = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        day.checked_sub_months(by)
    } else {
        day.checked_add_months(by)
    };
    bounded(moved.unwrap_or(day), today)
}

fn bounded(day: Day, today: Day) -> Day {
    day.min(today).max(EARLIEST_DAY)
}

fn header_ui(ui: &mut Ui, view: &View<'_>, shown_month: &mut Day) {
    let words = view.words();
    ui.horizontal(|ui| {
        if ui
            .add(IconButton::new(icons::CARET_LEFT, "Month before"))
            .clicked()
        {
            *shown_month = moved_by_months(*shown_month, -1, view.today);
        }
        let room = ui.available_width() - 30.0 - ui.spacing().item_spacing.x;
        let (rect, response) = ui.allocate_exact_size(vec2(room, 30.0), Sense::hover());
        let title = words.month(*shown_month);
        let galley = paint::line(ui, &title, Family::SemiBold.at(BODY), tokens(ui).text);
        paint::text_in(ui, rect, Align2::CENTER_CENTER, galley);
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
        let is_last = first_of_month(*shown_month) >= first_of_month(view.today);
        let next = IconButton::new(icons::CARET_RIGHT, "Month after");
        if ui.add_enabled(!is_last, next).clicked() {
            *shown_month = moved_by_months(*shown_month, 1, view.today);
        }
    });
}

fn weekdays_ui(ui: &Ui, area: Rect, first: Weekday) {
    let mut weekday = first;
    for column in 0_u8..7 {
        let left = area.left() + f32::from(column) * CELL.x;
        let rect = Rect::from_min_size(pos2(left, area.top()), vec2(CELL.x, WEEKDAY_ROW));
        let galley = paint::line(
            ui,
            &short_weekday(weekday)[..2],
            Family::Regular.at(AXIS),
            tokens(ui).muted,
        );
        paint::text_in(ui, rect, Align2::CENTER_CENTER, galley);
        weekday = weekday.succ();
    }
}

/// "Mon", "Tue", ….
pub(super) fn short_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

fn day_ui(ui: &Ui, view: &View<'_>, id: Id, day: Day, rect: Rect, is_selected: bool) -> bool {
    let t = tokens(ui);
    let is_open = day <= view.today;
    let sense = if is_open {
        Sense::CLICK
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, id.with(day), sense);
    let enabled = ui.is_enabled() && is_open;
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, enabled, is_selected, spoken(view, day))
    });
    let disc = rect.shrink(3.0);
    if is_selected {
        ui.painter().rect_filled(disc, 8.0, t.selection);
    } else if response.hovered() && is_open {
        ui.painter().rect_filled(disc, 8.0, t.hover);
    }
    if day == view.today {
        let stroke = Stroke::new(1.0, t.cell_border);
        ui.painter()
            .rect_stroke(disc, 8.0, stroke, StrokeKind::Inside);
    }
    let (family, color) = match (is_open, is_selected) {
        (false, _) => (Family::Tabular, t.control_border),
        (true, true) => (Family::SemiBold, t.text),
        (true, false) => (Family::Tabular, t.text),
    };
    let number = paint::line(ui, &day.day().to_string(), family.at(12.5), color);
    let above = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 8.0));
    paint::text_in(ui, above, Align2::CENTER_CENTER, number);
    if is_open {
        let count = completeness(view.journal, day);
        completeness_mark(ui, pos2(rect.center().x, rect.bottom() - 9.0), count);
    }
    response.clicked() && is_open
}

/// A small disc: a quiet outline for nothing, a part of a pie, full with a tick's weight for all.
fn completeness_mark(ui: &Ui, center: Pos2, count: Completeness) {
    const RADIUS: f32 = 3.5;
    let t = tokens(ui);
    let share = count.share();
    if count.logged == 0 {
        let stroke = Stroke::new(1.0, t.control_border);
        ui.painter().circle_stroke(center, RADIUS - 0.5, stroke);
        return;
    }
    let mark = t.habit().mark;
    if count.is_complete() {
        ui.painter().circle_filled(center, RADIUS, mark);
        return;
    }
    ui.painter()
        .circle_stroke(center, RADIUS - 0.5, Stroke::new(1.0, mark));
    let slice = pie(center, RADIUS, share);
    ui.painter()
        .add(Shape::convex_polygon(slice.0, mark, Stroke::NONE));
    if let Some(rest) = slice.1 {
        ui.painter()
            .add(Shape::convex_polygon(rest, mark, Stroke::NONE));
    }
}

/// A slice from twelve o'clock on, in two convex halves where it is more than half.
fn pie(center: Pos2, radius: f32, share: f32) -> (Vec<Pos2>, Option<Vec<Pos2>>) {
    let part = |from: f32, to: f32| {
        let rim = (0..=12_u8).map(|step| {
            let angle = std::f32::consts::TAU * (from + (to - from) * f32::from(step) / 12.0);
            center + radius * vec2(angle.sin(), -angle.cos())
        });
        std::iter::once(center).chain(rim).collect()
    };
    let rest = (share > 0.5).then(|| part(0.5, share));
    (part(0.0, share.min(0.5)), rest)
}

/// "Friday 20 November, 7 of 9 logged".
fn spoken(view: &View<'_>, day: Day) -> String {
    let date = view.words().weekday_and_day(day, view.today);
    if day > view.today {
        return format!("{date}, still to come");
    }
    let count = completeness(view.journal, day);
    let running = if day == view.today { ", running" } else { "" };
    if count.logged == 0 {
        format!("{date}{running}, nothing logged")
    } else {
        format!(
            "{date}{running}, {} of {} logged",
            count.logged, count.expected
        )
    }
}

fn chosen_by_key(ui: &Ui, view: &View<'_>, stop: &Stop, cursor: &mut Day) -> Option<Day> {
    while let Some(press) = stop.next(ui, |press| matches!(press, Press::Key(key) if is_used(key)))
    {
        let Press::Key(key) = press else { continue };
        let week = week_start(*cursor, view.words().first_weekday());
        let moved = match key {
            Key::ArrowLeft => days_on(*cursor, -1),
            Key::ArrowRight => days_on(*cursor, 1),
            Key::ArrowUp => days_on(*cursor, -7),
            Key::ArrowDown => days_on(*cursor, 7),
            Key::PageUp => moved_by_months(*cursor, -1, view.today),
            Key::PageDown => moved_by_months(*cursor, 1, view.today),
            Key::Home => week,
            Key::End => days_on(week, 6),
            _ => return Some(*cursor),
        };
        *cursor = bounded(moved, view.today);
    }
    None
}

fn is_used(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::PageUp
            | Key::PageDown
            | Key::Home
            | Key::End
            | Key::Enter
            | Key::Space
    )
}

/// So many days on or back; the day itself at the end of the calendar.
pub(super) fn days_on(day: Day, days: i64) -> Day {
    day.checked_add_signed(chrono::Duration::days(days))
        .unwrap_or(day)
}

/// Takes the focus when the month appears. The first pass only measures it, and what asks for the focus there does not get
/// it: so it is asked for until it is there.
fn take_focus_once(ui: &Ui, id: Id, has_focus: bool) {
    let pass = ui.ctx().cumulative_pass_nr();
    let (seen_id, done_id) = (id.with("seen"), id.with("had focus"));
    let seen = ui.data(|data| data.get_temp::<u64>(seen_id));
    ui.data_mut(|data| data.insert_temp(seen_id, pass));
    if seen.is_none_or(|seen| seen + 1 < pass) {
        ui.data_mut(|data| data.insert_temp(done_id, false));
    }
    let is_done = ui.data(|data| data.get_temp(done_id).unwrap_or(false));
    if has_focus {
        ui.data_mut(|data| data.insert_temp(done_id, true));
    } else if !is_done {
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    }
}

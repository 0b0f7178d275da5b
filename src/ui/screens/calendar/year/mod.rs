//! A year of days as a heat map for one tracker or for completeness, with its counts in words.

mod days;
mod paint;

pub(super) use days::{Hue, fraction};

use chrono::{Datelike, Months};
use egui::{Align2, ComboBox, Id, Key, Pos2, Rect, Role, Sense, Ui, Vec2, pos2, vec2};

use self::days::{Topic, YearDay, YearDays, spoken};
use self::paint::Look;
use super::super::month_popover::{days_on, first_of_month, moved_by_months, short_weekday};
use crate::domain::{Day, EARLIEST_DAY, week_start};
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::theme::{self, AXIS, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::stop::{ARROWS, Press, Said, Stop};
use crate::ui::widgets::{Button, Card, IconButton, paint as strokes};

/// Which days are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stretch {
    #[default]
    LastTwelveMonths,
    Year(i32),
}

/// What a computed year was computed from.
type CacheKey = (u64, Day, Topic, Stretch);

/// The year's state between frames.
#[derive(Default)]
pub(super) struct YearPart {
    stretch: Stretch,
    topic: Option<Topic>,
    cursor: Option<Day>,
    computed: Option<(CacheKey, YearDays)>,
}

impl YearPart {
    /// Paints the year.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let topic = self.topic_of(view);
        Card::new("").show(ui, |ui| {
            self.header_ui(ui, view, topic, actions);
            let topic = self.topic_of(view);
            let (first, last) = self.bounds(view.today);
            let key = (view.revision, view.today, topic, self.stretch);
            if self.computed.as_ref().is_none_or(|(old, _)| *old != key) {
                let words = view.words();
                let days = YearDays::of(view.journal, topic, first, last, view.today, words);
                self.computed = Some((key, days));
            }
            ui.add_space(4.0);
            if let Some((_, days)) = &self.computed {
                map_ui(
                    ui,
                    view,
                    (topic, days),
                    (first, last),
                    &mut self.cursor,
                    actions,
                );
                ui.add_space(2.0);
                let has_values = topic != Topic::Completeness;
                paint::legend_ui(ui, days.hue, &days.ends, has_values);
            }
        });
        ui.add_space(theme::GAP - ui.spacing().item_spacing.y);
        if let Some((_, days)) = &self.computed {
            sentences_ui(ui, view, topic, days);
        }
    }

    #[cfg(test)]
    pub(super) fn show_tracker(&mut self, tracker: crate::domain::TrackerId) {
        self.topic = Some(Topic::Tracker(tracker));
    }

    fn header_ui(&mut self, ui: &mut Ui, view: &View<'_>, topic: Topic, actions: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            if let Some(chosen) = topic_choice_ui(ui, view, topic) {
                self.topic = Some(chosen);
                let value = match chosen {
                    Topic::Completeness => "completeness".to_owned(),
                    Topic::Tracker(id) => view
                        .journal
                        .tracker(id)
                        .map_or_else(String::new, |tracker| tracker.uid.clone()),
                };
                actions.remember("calendar.topic", value);
            }
            ui.add_space(8.0);
            self.stretch_ui(ui, view);
        });
    }

    fn stretch_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let this_year = view.today.year();
        let earliest = view
            .journal
            .entry_range()
            .map_or(this_year, |(first, _)| first.year())
            .max(EARLIEST_DAY.year());
        let shown = match self.stretch {
            Stretch::LastTwelveMonths => this_year + 1,
            Stretch::Year(year) => year,
        };
        let before = IconButton::new(icons::CARET_LEFT, "Year before").outlined();
        if ui.add_enabled(shown > earliest, before).clicked() {
            self.show_year(shown - 1);
        }
        let text = match self.stretch {
            Stretch::LastTwelveMonths => this_year.to_string(),
            Stretch::Year(year) => year.to_string(),
        };
        let is_year = self.stretch != Stretch::LastTwelveMonths;
        let year = Button::secondary(&text).selected(is_year);
        if ui.add(year).clicked() && !is_year {
            self.show_year(this_year);
        }
        let after = IconButton::new(icons::CARET_RIGHT, "Year after").outlined();
        if ui.add_enabled(shown < this_year, after).clicked() {
            self.show_year(shown + 1);
        }
        let latest = Button::secondary("Last 12 months").selected(!is_year);
        if ui.add(latest).clicked() && is_year {
            self.stretch = Stretch::LastTwelveMonths;
            self.cursor = None;
        }
    }

    fn show_year(&mut self, year: i32) {
        self.stretch = Stretch::Year(year);
        self.cursor = None;
    }

    fn bounds(&self, today: Day) -> (Day, Day) {
        match self.stretch {
            Stretch::Year(year) => (
                Day::from_ymd_opt(year, 1, 1).unwrap_or(today),
                Day::from_ymd_opt(year, 12, 31).unwrap_or(today),
            ),
            Stretch::LastTwelveMonths => {
                let back = today.checked_sub_months(Months::new(12)).unwrap_or(today);
                (days_on(back, 1), today)
            }
        }
    }

    /// The chosen topic if it is still there, else the remembered one, else the first symptom.
    fn topic_of(&self, view: &View<'_>) -> Topic {
        let journal = view.journal;
        match self.topic {
            Some(Topic::Tracker(id)) if journal.tracker(id).is_some() => return Topic::Tracker(id),
            Some(Topic::Completeness) => return Topic::Completeness,
            _ => {}
        }
        journal
            .settings()
            .remembered("calendar.topic")
            .and_then(|uid| journal.tracker_by_uid(uid))
            .map_or(Topic::Completeness, |tracker| Topic::Tracker(tracker.id))
    }
}

fn topic_choice_ui(ui: &mut Ui, view: &View<'_>, topic: Topic) -> Option<Topic> {
    let name = |topic: Topic| match topic {
        Topic::Completeness => "How complete".to_owned(),
        Topic::Tracker(id) => view
            .journal
            .tracker(id)
            .map_or_else(String::new, |tracker| tracker.name.clone()),
    };
    let mut chosen = None;
    let shown = ComboBox::from_id_salt("calendar topic")
        .width(190.0)
        .selected_text(name(topic))
        .show_ui(ui, |ui| {
            let trackers = view.journal.trackers();
            let trackers = trackers.iter().map(|tracker| Topic::Tracker(tracker.id));
            for choice in std::iter::once(Topic::Completeness).chain(trackers) {
                if ui.selectable_label(choice == topic, name(choice)).clicked() {
                    chosen = Some(choice);
                }
            }
        });
    shown.response.accessible_name("Shown in the year");
    chosen.filter(|choice| *choice != topic)
}

/// Where the days of a map lie.
struct Geometry {
    origin: Pos2,
    step: f32,
    start: Day,
    columns: u16,
}

impl Geometry {
    fn rect(&self, day: Day) -> Rect {
        let offset = (day - self.start).num_days();
        let corner = self.origin
            + vec2(
                (offset / 7) as f32 * self.step,
                (offset % 7) as f32 * self.step,
            );
        let side = self.step - (self.step * 0.15).clamp(1.0, 3.0);
        Rect::from_min_size(corner, Vec2::splat(side))
    }

    fn day_at(&self, place: Pos2) -> Option<Day> {
        let at = (place - self.origin) / self.step;
        let inside = at.x >= 0.0 && at.x < f32::from(self.columns) && (0.0..7.0).contains(&at.y);
        inside.then(|| days_on(self.start, at.x as i64 * 7 + at.y as i64))
    }
}

const MONTH_ROW: f32 = 18.0;

fn map_ui(
    ui: &mut Ui,
    view: &View<'_>,
    (topic, days): (Topic, &YearDays),
    (first, last): (Day, Day),
    cursor: &mut Option<Day>,
    actions: &mut Actions,
) {
    let start = week_start(first, view.words().first_weekday());
    let weeks = ((last - start).num_days() / 7 + 1) as u16;
    let labels = 32.0;
    let step = ((ui.available_width() - labels) / f32::from(weeks)).min(20.0);
    let size = vec2(labels + step * f32::from(weeks), MONTH_ROW + 7.0 * step);
    let id = Id::unique("calendar year map");
    let stop = Stop::begin(ui, id);
    let newest = last.min(view.today);
    let mut at = cursor.unwrap_or(newest).clamp(first.min(newest), newest);
    let open = moved_by_key(ui, view, &stop, &mut at, (first, newest));
    if cursor.is_some() || at != newest {
        *cursor = Some(at);
    }
    let (_, area) = ui.allocate_space(size);
    let value = spoken(view.journal, topic, at, view.today, view.words());
    let said = Said {
        role: Role::Grid,
        name: "Days of the year",
        value: &value,
    };
    stop.end(ui, area, ARROWS, said);
    let geometry = Geometry {
        origin: area.min + vec2(labels, MONTH_ROW),
        step,
        start,
        columns: weeks,
    };
    labels_ui(ui, area, &geometry, first, last);
    for day in &days.days {
        paint::cell(
            ui,
            geometry.rect(day.day),
            look_of(day, days.hue, view.today),
        );
    }
    let response = ui.interact(area, id.with("pointer"), Sense::CLICK);
    let hovered = response
        .hover_pos()
        .and_then(|place| geometry.day_at(place))
        .filter(|day| days.get(*day).is_some());
    if let Some(day) = hovered {
        let ring = geometry.rect(day);
        let stroke = egui::Stroke::new(1.5, tokens(ui).text);
        ui.painter()
            .rect_stroke(ring, 3.0, stroke, egui::StrokeKind::Outside);
        if response.clicked() {
            actions.push(Action::OpenDay(day));
        }
        let said = spoken(view.journal, topic, day, view.today, view.words());
        response.on_hover_text_at_pointer(said);
    }
    if open {
        actions.push(Action::OpenDay(at));
    }
    if stop.shows_ring(ui) {
        stop.paint_ring(ui, geometry.rect(at), 3.0);
        ui.label(theme::secondary(format!("{value}. Enter opens the day.")));
    }
}

fn look_of(day: &YearDay, hue: Hue, today: Day) -> Look {
    Look {
        mark: day.mark,
        hue,
        paused: day.paused,
        running: day.day == today,
    }
}

/// Month names over the week in which each begins, and every other weekday at the left.
fn labels_ui(ui: &Ui, area: Rect, geometry: &Geometry, first: Day, last: Day) {
    let muted = tokens(ui).muted;
    let mut month = first_of_month(first);
    let mut free_from = f32::NEG_INFINITY;
    while month <= last {
        let shown = month.max(first);
        let place = geometry.rect(shown);
        // Within a week that began in the month before, the name stands over the next one.
        let shift = if shown == geometry.start || (shown - geometry.start).num_days() % 7 == 0 {
            0.0
        } else {
            geometry.step
        };
        let left = if shown == first {
            place.left()
        } else {
            place.left() + shift
        };
        let galley = strokes::line(
            ui,
            &month.format("%b").to_string(),
            Family::Regular.at(AXIS),
            muted,
        );
        if left >= free_from && left + galley.size().x <= area.right() + 12.0 {
            free_from = left + galley.size().x + 4.0;
            let galley_pos = pos2(left, area.top());
            ui.painter().galley(galley_pos, galley, muted);
        }
        let Some(next) = month.checked_add_months(Months::new(1)) else {
            return;
        };
        month = next;
    }
    for row in [0_i64, 2, 4, 6] {
        let day = days_on(geometry.start, row);
        let cell = geometry.rect(day);
        let rect = Rect::from_min_max(
            pos2(area.left(), cell.top()),
            pos2(geometry.origin.x - 6.0, cell.bottom()),
        );
        if geometry.step * 2.0 < AXIS {
            continue;
        }
        let galley = strokes::line(
            ui,
            short_weekday(day.weekday()),
            Family::Regular.at(AXIS),
            muted,
        );
        strokes::text_in(ui, rect, Align2::LEFT_CENTER, galley);
    }
}

/// Moves the cursor; whether the day under it is to be opened.
fn moved_by_key(
    ui: &Ui,
    view: &View<'_>,
    stop: &Stop,
    at: &mut Day,
    (first, newest): (Day, Day),
) -> bool {
    let used = |press| {
        matches!(
            press,
            Press::Key(
                Key::ArrowLeft
                    | Key::ArrowRight
                    | Key::ArrowUp
                    | Key::ArrowDown
                    | Key::Home
                    | Key::End
                    | Key::PageUp
                    | Key::PageDown
                    | Key::Enter
                    | Key::Space
            )
        )
    };
    while let Some(press) = stop.next(ui, used) {
        let moved = match press {
            Press::Key(Key::ArrowLeft) => days_on(*at, -7),
            Press::Key(Key::ArrowRight) => days_on(*at, 7),
            Press::Key(Key::ArrowUp) => days_on(*at, -1),
            Press::Key(Key::ArrowDown) => days_on(*at, 1),
            Press::Key(Key::PageUp) => moved_by_months(*at, -1, view.today),
            Press::Key(Key::PageDown) => moved_by_months(*at, 1, view.today),
            Press::Key(Key::Home) => first,
            Press::Key(Key::End) => newest,
            _ => return true,
        };
        *at = moved.clamp(first.min(newest), newest);
    }
    false
}

fn sentences_ui(ui: &mut Ui, view: &View<'_>, topic: Topic, days: &YearDays) {
    let title = match topic {
        Topic::Completeness => "How complete",
        Topic::Tracker(id) => view
            .journal
            .tracker(id)
            .map_or("", |tracker| tracker.name.as_str()),
    };
    Card::new(title).show(ui, |ui| {
        if days.sentences.is_empty() {
            ui.label(theme::body("Nothing logged in this time."));
            ui.label(theme::secondary(
                "Log a day on Today, or fill in a month of days under Month.",
            ));
        }
        for sentence in &days.sentences {
            ui.label(theme::body(format!("{sentence}.")));
        }
    });
}

//! The month as a grid of days × trackers: the sheet in which past days are filled in.

mod cells;
mod grid;
mod keys;
mod paint;

use chrono::Datelike;
use egui::{ScrollArea, Ui};

use self::cells::{CellOf, Change};
use super::super::month_popover::{first_of_month, last_of_month, moved_by_months};
use crate::domain::{Cell, Day, Tracker, TrackerId};
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::screens::Screen;
use crate::ui::theme;
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, EmptyState, IconButton, NOT_SAVED_YET};

/// Below this height the grid scrolls together with what stands above it.
const LOW_HEIGHT: f32 = 280.0;

/// The month's state between frames.
#[derive(Default)]
pub(super) struct MonthPart {
    /// The cell under the cursor; its day decides which month is shown.
    cursor: Option<Place>,
    /// The other corner of what is selected.
    anchor: Option<Place>,
    draft: Option<Draft>,
    /// What happened last, or why something was not taken.
    said: String,
    /// Scroll to the cursor in this frame.
    follow: bool,
}

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    tracker: TrackerId,
    day: Day,
}

/// Text typed into the cell under the cursor.
struct Draft {
    place: Place,
    text: String,
    refusal: Option<String>,
}

/// The trackers of a month, in columns.
struct Sheet<'a> {
    view: &'a View<'a>,
    columns: Vec<&'a Tracker>,
    first: Day,
    last: Day,
}

impl MonthPart {
    /// Paints the month.
    pub(super) fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if view.journal.trackers().is_empty() {
            let empty = EmptyState::new(icons::CALENDAR, "Nothing to fill in yet")
                .detail("A month shows a column for each tracker. Choose what to track first.")
                .action("Choose trackers");
            let go = Card::new("").show(ui, |ui| empty.show(ui)).inner;
            if go {
                actions.push(Action::Go(Screen::Settings));
            }
            return;
        }
        if ui.available_height() < LOW_HEIGHT {
            ScrollArea::vertical().id_salt("low month").show(ui, |ui| {
                self.sheet_ui(ui, view, actions, LOW_HEIGHT);
            });
        } else {
            let height = ui.available_height();
            self.sheet_ui(ui, view, actions, height);
        }
    }

    /// What is typed and cannot be read, in words.
    pub(super) fn not_saved(&self, view: &View<'_>) -> Option<String> {
        let draft = self.draft.as_ref()?;
        let sentence = draft.refusal.as_ref()?;
        let place = place_words(view, draft.place)?;
        Some(format!("{place}: “{}”. {sentence}", draft.text))
    }

    /// Keeps what is being typed, as before the window closes; what cannot be read stays in its cell.
    pub(super) fn finish_typing(&mut self, view: &View<'_>, actions: &mut Actions) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.refusal.is_none()) else {
            return;
        };
        let Some(tracker) = view.journal.tracker(draft.place.tracker) else {
            self.draft = None;
            return;
        };
        match cell_of(view, tracker, draft.place.day).typed(&draft.text) {
            Ok(change) => {
                self.draft = None;
                self.said.clear();
                commit(actions, change);
            }
            Err(sentence) => draft.refusal = Some(sentence),
        }
    }

    /// Lets go of what cannot be read, once another cell is used, and says so.
    fn let_go(&mut self, view: &View<'_>) {
        if let Some(sentence) = self.not_saved(view) {
            self.said = sentence;
        }
        self.draft = None;
    }

    fn sheet_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions, height: f32) {
        let top = ui.cursor().top();
        self.header_ui(ui, view);
        let month = self.cursor.map_or(view.today, |place| place.day);
        let sheet = Sheet::of(view, month);
        if sheet.columns.is_empty() {
            let words = view.words().month(month);
            ui.label(theme::body(format!("No tracker was on in {words}.")));
            return;
        }
        let used = ui.cursor().top() - top;
        self.grid_ui(ui, &sheet, actions, (height - used - 26.0).max(160.0));
        self.status_ui(ui, &sheet);
    }

    fn header_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let shown = self.cursor.map_or(view.today, |place| place.day);
        ui.horizontal_wrapped(|ui| {
            let before = IconButton::new(icons::CARET_LEFT, "Month before").outlined();
            if ui.add(before).clicked() {
                self.show_month(moved_by_months(shown, -1, view.today), view);
            }
            let title = view.words().month(shown);
            let size = egui::vec2(132.0, 32.0);
            let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
            let font = theme::Family::SemiBold.at(theme::SENTENCE);
            let color = theme::tokens(ui).text;
            let galley = crate::ui::widgets::paint::line(ui, &title, font, color);
            let center = egui::Align2::CENTER_CENTER;
            crate::ui::widgets::paint::text_in(ui, rect, center, galley);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Heading, true, title.as_str())
            });
            let is_last = first_of_month(shown) >= first_of_month(view.today);
            let after = IconButton::new(icons::CARET_RIGHT, "Month after").outlined();
            if ui.add_enabled(!is_last, after).clicked() {
                self.show_month(moved_by_months(shown, 1, view.today), view);
            }
            let this = Button::secondary("This month");
            if !is_last && ui.add(this).clicked() {
                self.show_month(view.today, view);
            }
        });
    }

    fn show_month(&mut self, day: Day, view: &View<'_>) {
        let column = self.cursor.map(|place| place.tracker);
        let tracker = column.or_else(|| Sheet::of(view, day).columns.first().map(|t| t.id));
        self.cursor = tracker.map(|tracker| Place { tracker, day });
        self.anchor = None;
        self.said.clear();
        self.follow = true;
    }

    fn status_ui(&self, ui: &mut Ui, sheet: &Sheet<'_>) {
        let help = "Type a value, then Enter goes down and Tab right. “s” is skipped, Delete is not logged.";
        let text = match (&self.draft, self.cursor) {
            _ if !self.said.is_empty() => self.said.clone(),
            (None, Some(place)) if self.anchor.is_none() => match sheet.tracker(place.tracker) {
                Some(tracker) => format!("{}. {help}", sheet.spoken(tracker, place.day)),
                None => help.to_owned(),
            },
            _ => help.to_owned(),
        };
        let text = if sheet.has_unsaved() {
            format!("{NOT_SAVED_YET}: cells with a dot. {text}")
        } else {
            text
        };
        let label = ui.add(egui::Label::new(theme::secondary(text)).truncate());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_live(egui::accesskit::Live::Polite);
        });
    }
}

impl<'a> Sheet<'a> {
    /// The trackers that stood on Today in the month of `day`, or have entries in it.
    fn of(view: &'a View<'a>, day: Day) -> Self {
        let (first, last) = (first_of_month(day), last_of_month(day));
        let is_in = |tracker: &&Tracker| {
            let mut entries = view.journal.entries_between(tracker.id, first, last);
            tracker.is_shown_on(first) || entries.next().is_some()
        };
        Self {
            view,
            columns: view.journal.trackers().into_iter().filter(is_in).collect(),
            first,
            last,
        }
    }

    /// Whether a value of the month is not on the disk yet.
    fn has_unsaved(&self) -> bool {
        let is_in = |cell: &Cell| matches!(cell, Cell::Entry(key) if key.day >= self.first && key.day <= self.last);
        self.view.unsaved.iter().any(is_in)
    }

    fn tracker(&self, id: TrackerId) -> Option<&'a Tracker> {
        self.columns
            .iter()
            .copied()
            .find(|tracker| tracker.id == id)
    }

    fn column(&self, id: TrackerId) -> usize {
        let found = self.columns.iter().position(|tracker| tracker.id == id);
        found.unwrap_or(0)
    }

    /// The last day that can be filled in.
    fn newest(&self) -> Day {
        self.last.min(self.view.today)
    }

    fn cell(&self, tracker: &'a Tracker, day: Day) -> CellOf<'a> {
        cell_of(self.view, tracker, day)
    }

    /// "Itch, Friday 20 November, 4, moderate".
    fn spoken(&self, tracker: &Tracker, day: Day) -> String {
        let words = self.view.words();
        let date = words.weekday_and_day(day, self.view.today);
        let value = self.view.journal.value_on(tracker.id, day);
        let said = words.value(tracker, value);
        let copied = matches!(
            value,
            crate::domain::DayValue::Recorded { copied: true, .. }
        );
        let copied = if copied {
            ", copied and not confirmed"
        } else {
            ""
        };
        let running = if day == self.view.today {
            ", running"
        } else {
            ""
        };
        let unsaved = if self.view.is_day_unsaved(tracker.id, day) {
            ", not saved yet"
        } else {
            ""
        };
        format!("{}, {date}{running}, {said}{copied}{unsaved}", tracker.name)
    }

    /// "20 Nov", or "3 Nov – 9 Nov".
    fn short_range(&self, first: Day, last: Day) -> String {
        let words = self.view.words();
        if first == last {
            words.short_day(first)
        } else {
            format!("{} – {}", words.short_day(first), words.short_day(last))
        }
    }

    fn rows(&self) -> u32 {
        self.last.day()
    }
}

/// "Water on 20 Nov".
fn place_words(view: &View<'_>, place: Place) -> Option<String> {
    let tracker = view.journal.tracker(place.tracker)?;
    let day = view.words().short_day(place.day);
    Some(format!("{} on {day}", tracker.name))
}

fn cell_of<'a>(view: &View<'a>, tracker: &'a Tracker, day: Day) -> CellOf<'a> {
    CellOf {
        journal: view.journal,
        tracker,
        day,
        today: view.today,
        words: view.words(),
    }
}

fn commit(actions: &mut Actions, change: Change) {
    actions.commit(change.edit, change.label);
}

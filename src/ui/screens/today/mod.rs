//! The day: cards by section, what was logged, a note.

mod cards;
mod header;
mod items;
mod labels;
mod note;
mod notices;
mod row;
mod zones;

use std::collections::BTreeMap;

use egui::{Id, ScrollArea, Ui, vec2};

use crate::domain::{Day, DayValue, Tracker, TrackerId, day_value};
use crate::ui::action::Actions;
use crate::ui::theme::{GAP, WIDEST_PAGE};
use crate::ui::view::View;
use crate::ui::widgets::stop::lead_on;

use cards::DayCard;
use items::NewItem;
use note::NoteDraft;

/// Room around a page, in points.
const SIDE: f32 = 26.0;
const TOP: f32 = 20.0;
/// Pages narrower than this have one column of cards.
const TWO_COLUMNS_FROM: f32 = 700.0;

/// What the screen itself remembers between frames.
#[derive(Default)]
pub struct TodayScreen {
    notes: BTreeMap<Day, NoteDraft>,
    new_item: Option<NewItem>,
    focus: Option<TrackerId>,
    zones_open: bool,
    month: Option<Day>,
    shown_day: Option<Day>,
}

impl TodayScreen {
    /// Paints the screen.
    pub fn show_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        if self.shown_day != Some(view.day) {
            self.turn_to_day(ui, view);
        }
        let frame = egui::Frame::new().inner_margin(egui::Margin {
            left: SIDE as i8,
            right: 0,
            top: TOP as i8,
            bottom: 0,
        });
        frame.show(ui, |ui| {
            let width = (ui.available_width() - SIDE).min(WIDEST_PAGE);
            ui.scope(|ui| {
                ui.set_max_width(width);
                self.header_ui(ui, view, actions);
            });
            ui.add_space(6.0);
            ScrollArea::vertical()
                .id_salt(("day", view.day))
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_max_width(width);
                    notices::notices_ui(ui, view, actions);
                    self.columns_ui(ui, view, actions);
                    ui.add_space(TOP);
                });
        });
    }

    /// Puts the focus on a tracker's row in the next frame.
    pub fn focus_tracker(&mut self, tracker: TrackerId) {
        self.focus = Some(tracker);
    }

    /// Closes what stands open over the page, as another page takes its place.
    pub fn leave(&mut self) {
        self.month = None;
    }

    /// Opens the month to choose a day from.
    pub fn choose_day(&mut self) {
        self.month = Some(Day::MIN);
    }

    /// Puts the focus on the first row that is open, or the first of all; for who comes by key.
    pub fn focus_first_row(&mut self, view: &View<'_>) {
        let cards = cards::cards(view);
        let mut trackers = cards.iter().flat_map(|card| card.trackers.iter().copied());
        let first = trackers.clone().next();
        let open = trackers
            .find(|tracker| day_value(view.journal, tracker, view.day) == DayValue::NotLogged);
        self.focus = open.or(first).map(|tracker| tracker.id);
    }

    /// An empty day starts at its first row, so that one can type at once.
    fn turn_to_day(&mut self, ui: &Ui, view: &View<'_>) {
        // What had the focus on a page that is gone has it no more.
        let is_first = self.shown_day.is_none();
        self.shown_day = Some(view.day);
        self.new_item = None;
        self.zones_open |= view.journal.settings().remembered("today.zones") == Some("open");
        let is_elsewhere = ui.memory(egui::Memory::focused).is_some() && !is_first;
        if self.focus.is_some() || is_elsewhere {
            return;
        }
        let mut trackers = cards::cards(view)
            .into_iter()
            .flat_map(|card| card.trackers);
        let is_open = |tracker: &&crate::domain::Tracker| {
            day_value(view.journal, tracker, view.day) == DayValue::NotLogged
        };
        let first = trackers.next();
        if first.iter().all(is_open) && trackers.all(|tracker| is_open(&tracker)) {
            self.focus = first.map(|tracker| tracker.id);
        }
    }

    fn columns_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let cards = cards::cards(view);
        let rows: Vec<Id> = cards
            .iter()
            .flat_map(|card| &card.trackers)
            .map(|tracker| focus_id(view, tracker))
            .collect();
        for pair in rows.windows(2) {
            lead_on(ui, pair[0], pair[1]);
        }
        let width = ui.available_width();
        if width < TWO_COLUMNS_FROM {
            self.column_ui(ui, view, &cards, actions);
            self.note_ui(ui, view, actions);
            return;
        }
        let right_starts = cards
            .iter()
            .position(|card| card.column == 1)
            .unwrap_or(cards.len());
        let (left, right) = cards.split_at(right_starts);
        let left_width = ((width - GAP) * 0.492).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            of_width_ui(ui, left_width, |ui| self.column_ui(ui, view, left, actions));
            of_width_ui(ui, width - GAP - left_width, |ui| {
                self.column_ui(ui, view, right, actions);
                self.note_ui(ui, view, actions);
            });
        });
    }

    /// Cards below one another; the names at the left of their rows take the same room, so that cells line up.
    fn column_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        cards: &[DayCard<'_>],
        actions: &mut Actions,
    ) {
        let in_rows = cards.iter().flat_map(|card| &card.trackers).copied();
        let in_rows: Vec<_> = in_rows
            .filter(|tracker| !labels::has_name_above(view, tracker))
            .collect();
        let label_width = row::label_width(ui, &in_rows);
        for card in cards {
            self.card_ui(ui, view, (card, label_width), actions);
        }
    }
}

fn of_width_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        contents(ui);
    });
}

/// What takes the focus in a tracker's row.
fn focus_id(view: &View<'_>, tracker: &Tracker) -> Id {
    let id = row_id(&tracker.uid, view.day);
    if labels::row_has_only_chips(view, tracker) {
        id.with("items")
    } else {
        id
    }
}

/// The identity of a tracker's row on a day.
fn row_id(tracker: &str, day: Day) -> Id {
    Id::unique(("row", tracker, day))
}

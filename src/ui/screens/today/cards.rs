//! Which trackers stand on which card, and the card around them.

use egui::{Event, Ui};

use crate::domain::{Role, SKIN_SECTION, Tracker, routine};
use crate::ui::action::{Action, Actions};
use crate::ui::screens::form::link_ui;
use crate::ui::theme::{CAUTION, CONTEXT, GAP, HABIT, SYMPTOM, tokens};
use crate::ui::view::View;
use crate::ui::widgets::Card;

use super::{TodayScreen, labels, row_id};

/// Sections that stand in the right column, in this order; all others stand at the left.
const RIGHT_SECTIONS: [&str; 3] = [SKIN_SECTION, "Mind", "Watch out"];

/// The trackers of one section that stand on the day.
pub(super) struct DayCard<'a> {
    pub(super) section: &'a str,
    pub(super) trackers: Vec<&'a Tracker>,
    pub(super) column: usize,
}

/// The cards of the day that is open, left column first.
///
/// A tracker that was put away still stands on days from before, and on days on which it has an entry.
pub(super) fn cards<'a>(view: &View<'a>) -> Vec<DayCard<'a>> {
    let mut cards: Vec<DayCard<'a>> = Vec::new();
    let journal = view.journal;
    for tracker in journal.trackers() {
        let has_entry = journal.entries_on(tracker.id, view.day).next().is_some();
        if !tracker.is_shown_on(view.day) && !has_entry {
            continue;
        }
        match cards
            .iter_mut()
            .find(|card| card.section == tracker.section)
        {
            Some(card) => card.trackers.push(tracker),
            None => cards.push(DayCard {
                section: &tracker.section,
                trackers: vec![tracker],
                column: usize::from(RIGHT_SECTIONS.contains(&tracker.section.as_str())),
            }),
        }
    }
    cards.sort_by_key(|card| {
        let right = RIGHT_SECTIONS
            .iter()
            .position(|section| *section == card.section);
        right.map_or((0, 0), |place| (1, place))
    });
    cards
}

impl TodayScreen {
    pub(super) fn card_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        (card, label_width): (&DayCard<'_>, f32),
        actions: &mut Actions,
    ) {
        let lone = match card.trackers.as_slice() {
            [tracker] if labels::has_name_above(view, tracker) => Some(*tracker),
            _ => None,
        };
        let title = lone.map_or(card.section, |tracker| tracker.name.as_str());
        let trailing = lone.map_or_else(String::new, |tracker| labels::trailing(view, tracker));
        let dot = tokens(ui).tone(dot_colour(card)).mark;
        Card::new(title)
            .dot(dot)
            .trailing(&trailing)
            .show(ui, |ui| {
                for (index, tracker) in card.trackers.iter().enumerate() {
                    if index > 0 && labels::has_name_above(view, tracker) {
                        ui.add_space(6.0);
                    }
                    self.row_ui(ui, view, tracker, (lone.is_none(), label_width), actions);
                }
                if card.section == SKIN_SECTION {
                    self.skin_foot_ui(ui, actions);
                }
            });
        confirm_by_key(ui, view, card, actions);
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }

    /// Under the skin rows: the zones, and where to turn when it is more than a bad day.
    fn skin_foot_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let words = if self.zones_open {
                "Hide zones"
            } else {
                "Zones: face, hands …"
            };
            if link_ui(ui, words).clicked() {
                self.zones_open = !self.zones_open;
                actions.remember(
                    "today.zones",
                    if self.zones_open { "open" } else { "closed" },
                );
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if link_ui(ui, "When to get help").clicked() {
                    actions.push(Action::ShowHelp);
                }
            });
        });
    }
}

/// Shift+Y confirms the copied values of the card that has the focus.
fn confirm_by_key(ui: &Ui, view: &View<'_>, card: &DayCard<'_>, actions: &mut Actions) {
    let focused = ui.memory(egui::Memory::focused);
    let holds_focus = card.trackers.iter().any(|tracker| {
        let row = row_id(&tracker.uid, view.day);
        focused == Some(row) || focused == Some(row.with("items"))
    });
    let is_confirm = |event: &Event| matches!(event, Event::Text(text) if text == "Y");
    let pressed = ui.input(|input| input.modifiers.shift && input.events.iter().any(is_confirm));
    if !holds_focus || !pressed {
        return;
    }
    let edits: Vec<_> = card
        .trackers
        .iter()
        .map(|tracker| routine::confirm(view.journal, tracker.id, view.day))
        .filter(|edit| !edit.is_empty())
        .collect();
    if edits.is_empty() {
        return;
    }
    ui.input_mut(|input| input.events.retain(|event| !is_confirm(event)));
    let label = format!("{} confirmed", card.section.to_lowercase());
    actions.commit(crate::domain::Edit::Batch(edits), label);
}

/// The colour of the role that most of the card's trackers have.
fn dot_colour(card: &DayCard<'_>) -> usize {
    let of = |role: Role| {
        card.trackers
            .iter()
            .filter(|tracker| tracker.role == role)
            .count()
    };
    if card.section == "Watch out" {
        CAUTION
    } else if of(Role::Symptom) * 2 > card.trackers.len() {
        SYMPTOM
    } else if of(Role::Context) * 2 > card.trackers.len() {
        CONTEXT
    } else {
        HABIT
    }
}

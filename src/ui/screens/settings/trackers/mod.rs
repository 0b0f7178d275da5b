//! The trackers in their order: which there are, moving them, opening one, adding new ones.

mod aims;
mod away;
mod editor;
mod measure;
mod new;

use egui::{
    Align2, Color32, Id, Key, Modifiers, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

use self::editor::TrackerEditor;
use self::new::NewTracker;
use super::drafts::Drafts;
use super::lists::name_for;
use crate::domain::{Edit, Kind, Role as TrackerRole, StarterCatalogue, Tracker, TrackerId};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::chip_ui;
use crate::ui::theme::{self, Family, SECONDARY, secondary, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, EmptyState, IconButton};
use crate::words::within_sentence;

/// What is filled in and unfolded.
#[derive(Debug, Default)]
pub(super) struct TrackersPage {
    open: Option<TrackerId>,
    editor: TrackerEditor,
    new: Option<NewTracker>,
    shows_starters: bool,
    shows_archived: bool,
}

impl TrackersPage {
    /// Opens the form for a new tracker.
    pub(super) fn begin_new(&mut self) {
        self.new = Some(NewTracker::default());
    }

    /// Paints the section.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        self.adding_ui(ui, view, actions);
        let active = view.journal.active_trackers();
        if active.is_empty() {
            let empty = EmptyState::new(icons::SLIDERS, "Nothing is tracked yet")
                .detail("Add a tracker from the list, or make one of your own.")
                .action("Add from the list");
            if empty.show(ui) {
                self.shows_starters = true;
            }
        } else {
            Card::new("Tracked")
                .trailing("Alt+↑ and Alt+↓ move the one with the focus")
                .show(ui, |ui| {
                    self.rows_ui(ui, &active, drafts, view, actions);
                });
        }
        self.archived_ui(ui, drafts, view, actions);
    }

    /// What closing the window would lose.
    pub(super) fn not_saved(&self) -> Option<String> {
        self.new.as_ref().and_then(NewTracker::not_saved)
    }

    fn adding_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        ui.horizontal_wrapped(|ui| {
            if ui
                .add(Button::primary("New tracker…").icon(icons::PLUS))
                .clicked()
            {
                self.begin_new();
            }
            let list = Button::secondary("Add from the list…").selected(self.shows_starters);
            if ui.add(list).clicked() {
                self.shows_starters = !self.shows_starters;
            }
        });
        if let Some(new) = &mut self.new {
            match new.show_ui(ui, view, actions) {
                new::Outcome::Open => {}
                new::Outcome::Cancelled => self.new = None,
                new::Outcome::Added(id) => {
                    self.new = None;
                    self.open_tracker(Some(id));
                }
            }
        }
        if self.shows_starters {
            starters_ui(ui, view, actions);
        }
    }

    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        trackers: &[&Tracker],
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (index, tracker) in trackers.iter().enumerate() {
            let is_open = self.open == Some(tracker.id);
            let (pressed, goal) =
                movable_row_ui(ui, tracker, is_open, [index, trackers.len()], view);
            if pressed {
                self.open_tracker((!is_open).then_some(tracker.id));
            }
            if let Some(goal) = goal {
                let label = format!("{} moved", tracker.name);
                actions.commit(swap(view, trackers, index, goal), label);
            }
            if is_open && self.editor.show_ui(ui, tracker, drafts, view, actions) {
                self.open = None;
            }
        }
    }

    fn archived_ui(
        &mut self,
        ui: &mut Ui,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let all = view.journal.trackers();
        let archived: Vec<&Tracker> = all.into_iter().filter(|one| one.is_archived()).collect();
        if archived.is_empty() {
            return;
        }
        Card::new("").show(ui, |ui| {
            let caret = if self.shows_archived {
                icons::CARET_UP
            } else {
                icons::CARET_DOWN
            };
            let words = format!("Put away ({})", archived.len());
            if ui.add(Button::quiet(&words).icon(caret)).clicked() {
                self.shows_archived = !self.shows_archived;
            }
            if !self.shows_archived {
                return;
            }
            ui.spacing_mut().item_spacing.y = 2.0;
            for tracker in archived {
                let is_open = self.open == Some(tracker.id);
                let mut restore = false;
                ui.horizontal(|ui| {
                    if row_ui(ui, tracker, is_open, view, 120.0).clicked() {
                        self.open_tracker((!is_open).then_some(tracker.id));
                    }
                    let button = ui.add(Button::secondary("Bring back"));
                    name_for(&button, &format!("Bring back {}", tracker.name));
                    restore = button.clicked();
                });
                if restore {
                    away::bring_back(tracker, view, actions);
                }
                if is_open && self.editor.show_ui(ui, tracker, drafts, view, actions) {
                    self.open = None;
                }
            }
        });
    }

    fn open_tracker(&mut self, id: Option<TrackerId>) {
        self.open = id;
        self.editor = TrackerEditor::default();
    }
}

/// The starter trackers that are off, one press each.
fn starters_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
    let catalogue = StarterCatalogue::embedded();
    Card::new("From the list").show(ui, |ui| {
        let mut is_empty = true;
        ui.horizontal_wrapped(|ui| {
            for starter in catalogue.off_in(view.journal) {
                is_empty = false;
                if chip_ui(ui, &starter.name, false)
                    && let Some(edit) = catalogue.switch_on(view.journal, &starter.key, view.today)
                {
                    let label = format!("tracking {}", within_sentence(&starter.name));
                    actions.commit_with_toast(edit, label);
                }
            }
        });
        if is_empty {
            ui.label(secondary("All of the list is tracked already."));
        }
    });
}

/// A row with what moves it: whether it was pressed, and the place it is to go to.
fn movable_row_ui(
    ui: &mut Ui,
    tracker: &Tracker,
    is_open: bool,
    [index, count]: [usize; 2],
    view: &View<'_>,
) -> (bool, Option<usize>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let response = row_ui(ui, tracker, is_open, view, 64.0);
        let mut goal = moved_by_key(ui, &response, index);
        let up = ui.add_enabled(index > 0, IconButton::new(icons::ARROW_UP, "Move up"));
        name_for(&up, &format!("Move {} up", tracker.name));
        let down = IconButton::new(icons::ARROW_DOWN, "Move down");
        let down = ui.add_enabled(index + 1 < count, down);
        name_for(&down, &format!("Move {} down", tracker.name));
        if up.clicked() {
            goal = index.checked_sub(1);
        } else if down.clicked() {
            goal = Some(index + 1);
        }
        (response.clicked(), goal.filter(|goal| *goal < count))
    })
    .inner
}

/// The row of a tracker: one button that opens it, with room at the right for others.
fn row_ui(ui: &mut Ui, tracker: &Tracker, is_open: bool, view: &View<'_>, room: f32) -> Response {
    let t = tokens(ui);
    let width = (ui.available_width() - room - 8.0).max(120.0);
    let (_, rect) = ui.allocate_space(vec2(width, 36.0));
    // The identity goes along with the tracker, so that the focus stays on the one that moves.
    let response = ui.interact(rect, control_id("row", tracker.id), Sense::click());
    let details = details(tracker, view);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, true, &tracker.name);
        info.selected = Some(is_open);
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(details.as_str());
        node.set_expanded(is_open);
    });
    let radius = f32::from(theme::FIELD_RADIUS);
    if response.hovered() || is_open {
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    if response.has_focus() {
        theme::focus_ring(ui, rect.shrink(2.0), radius);
    }
    let middle = rect.center().y;
    let tone = t.tone(usize::from(tracker.colour));
    ui.painter()
        .circle_filled(pos2(rect.left() + 14.0, middle), 4.5, tone.mark);
    let caret = if is_open {
        icons::CARET_UP
    } else {
        icons::CARET_DOWN
    };
    let at_right = pos2(rect.right() - 10.0, middle);
    ui.painter().text(
        at_right,
        Align2::RIGHT_CENTER,
        caret,
        icons::icon_font(14.0),
        t.muted,
    );
    let left = text_ui(
        ui,
        &tracker.name,
        Family::Medium.at(theme::BODY),
        t.text,
        [rect.left() + 28.0, rect.right() - 30.0],
        middle,
    );
    text_ui(
        ui,
        &details,
        Family::Regular.at(SECONDARY),
        t.muted,
        [left + 12.0, rect.right() - 30.0],
        middle,
    );
    response.on_hover_text(details)
}

/// One line of text, cut where the room ends; where it ended.
fn text_ui(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    color: Color32,
    [left, right]: [f32; 2],
    middle: f32,
) -> f32 {
    if right - left < 24.0 {
        return left;
    }
    let format = egui::TextFormat::simple(font, color);
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(right - left);
    let galley = ui.painter().layout_job(job);
    let end = left + galley.size().x;
    let top = middle - galley.size().y / 2.0;
    ui.painter().galley(pos2(left, top), galley, color);
    end
}

/// "habit · amount in ml · Body · daily".
fn details(tracker: &Tracker, view: &View<'_>) -> String {
    let role = match tracker.role {
        TrackerRole::Habit => "habit",
        TrackerRole::Symptom => "symptom",
        TrackerRole::Context => "context",
    };
    let words = view.words();
    let kind = match &tracker.kind {
        Kind::Amount(amount) if amount.unit.is_empty() => "amount".to_owned(),
        Kind::Amount(amount) => format!("amount in {}", words.shown_unit(&amount.unit)),
        Kind::Scale(scale) => format!(
            "scale {}–{}",
            words.number(scale.lowest),
            words.number(scale.highest)
        ),
        Kind::YesNo => "yes or no".to_owned(),
    };
    let mut text = format!("{role} · {kind} · {}", tracker.section);
    if tracker.daily_from.is_some() {
        text.push_str(" · daily");
    }
    if let Some(day) = tracker.archived_from {
        text = format!("{text} · put away since {}", words.day(day));
    }
    text
}

fn moved_by_key(ui: &Ui, response: &Response, index: usize) -> Option<usize> {
    if !response.has_focus() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
    if pressed(Key::ArrowUp) {
        index.checked_sub(1)
    } else if pressed(Key::ArrowDown) {
        Some(index + 1)
    } else {
        None
    }
}

/// The edit that lets two trackers of the list change places; those put away keep theirs.
fn swap(view: &View<'_>, shown: &[&Tracker], one: usize, other: usize) -> Edit {
    let (first, second) = (shown[one], shown[other]);
    let all = view.journal.trackers();
    let mut order: Vec<&Tracker> = all.clone();
    let place = |wanted: &Tracker| all.iter().position(|tracker| tracker.id == wanted.id);
    if let (Some(first), Some(second)) = (place(first), place(second)) {
        order.swap(first, second);
    }
    // Positions are handed out again in the new order, so that trackers which shared one come apart.
    let mut positions: Vec<i64> = all.iter().map(|tracker| tracker.position).collect();
    let are_apart = positions.windows(2).all(|pair| pair[0] < pair[1]);
    if !are_apart {
        positions = (1..)
            .take(all.len())
            .map(|number: i64| number * 100)
            .collect();
    }
    let moved = order.into_iter().zip(positions);
    Edit::Batch(
        moved
            .filter(|(tracker, position)| tracker.position != *position)
            .map(|(tracker, position)| {
                Edit::put_tracker(Tracker {
                    position,
                    ..tracker.clone()
                })
            })
            .collect(),
    )
}

/// An identity for a control of a tracker.
fn control_id(name: &str, tracker: TrackerId) -> Id {
    Id::unique(("settings: tracker", name, tracker))
}

//! The head of the screen: title, days in sight, range, and the menus of what is shown.

use egui::{
    Align2, Frame, Id, Label, Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::{ItemId, Tracker};
use crate::stats::Subject;
use crate::ui::action::Actions;
use crate::ui::charts::time_axis::{day_of_number, number_of};
use crate::ui::icons::{self, Icon};
use crate::ui::screens::form::at_right_ui;
use crate::ui::theme::{self, Family, tokens};
use crate::ui::view::View;
use crate::ui::widgets::{Button, IconButton, Segmented};
use crate::ui::words::count;

use super::tracks::{in_tracker_order, keys_text};
use super::{ADVICE, AS_TEXT, OVERLAY, Range, SMOOTH, TrendsScreen};

/// With less room than this, the controls stand below the title.
const WIDE: f32 = 960.0;

/// In a narrower window the controls need the room of their icons.
const WITH_ICONS: f32 = 1_330.0;

/// The title with quiet words beside it.
pub(super) fn title_ui(ui: &mut Ui, detail: &str) {
    // What does not fit beside the title stands below it.
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(32.0);
        ui.heading(theme::title("Trends"));
        ui.label(theme::secondary(detail));
    });
}

impl TrendsScreen {
    pub(super) fn header_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let detail = self.days_in_sight(view);
        let page_width = ui.available_width();
        if page_width >= WIDE {
            ui.horizontal(|ui| {
                let id = Id::unique("trends controls");
                let controls: f32 = ui.data(|data| data.get_temp(id).unwrap_or_default());
                ui.heading(theme::title("Trends"));
                // What does not fit is cut, so that the controls stay in their place.
                let room = ui.available_width() - controls - theme::GAP;
                ui.scope(|ui| {
                    ui.set_max_width(room.max(0.0));
                    ui.add(Label::new(theme::secondary(detail.as_str())).truncate());
                });
                at_right_ui(ui, id, |ui| self.controls_ui(ui, page_width, view, actions));
            });
        } else {
            title_ui(ui, &detail);
            ui.horizontal_wrapped(|ui| self.controls_ui(ui, page_width, view, actions));
        }
    }

    /// "24 July – 20 November · 108 of 120 days logged".
    pub(super) fn days_in_sight(&self, view: &View<'_>) -> String {
        let window = self.window(view);
        let (first, last) = (window.first(), window.last().min(number_of(view.today)));
        let logged = self.tracks.logged_between(first, last);
        let days = usize::try_from(last - first + 1).unwrap_or_default();
        let range = view
            .words()
            .range(day_of_number(first), day_of_number(last), view.today);
        format!(
            "{range} · {logged} of {} logged",
            count(days, "day", "days")
        )
    }

    fn controls_ui(
        &mut self,
        ui: &mut Ui,
        page_width: f32,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        ui.spacing_mut().item_spacing.x = 6.0;
        self.range_ui(ui, actions);
        self.trackers_ui(ui, view, actions);
        self.overlay_ui(ui, view, actions);
        let smooth = IconButton::new(icons::TRENDS, "Smooth line (LOWESS)").outlined();
        if ui.add(smooth.selected(self.readings.is_smooth)).clicked() {
            self.readings.is_smooth = !self.readings.is_smooth;
            let is_smooth = self.readings.is_smooth;
            actions.remember(SMOOTH, if is_smooth { "yes" } else { "no" });
        }
        let text = IconButton::new(icons::ROWS, "Show as text").outlined();
        if ui.add(text.selected(self.as_text)).clicked() {
            self.as_text = !self.as_text;
            actions.remember(AS_TEXT, if self.as_text { "yes" } else { "no" });
        }
        let shows_advice = self.shows_advice(page_width);
        let advice = IconButton::new(icons::GUIDE, "Advice beside the charts").outlined();
        if ui
            .add_enabled(!self.as_text, advice.selected(shows_advice))
            .clicked()
        {
            self.shows_advice = Some(!shows_advice);
            actions.remember(ADVICE, if shows_advice { "no" } else { "yes" });
        }
        let save = IconButton::new(icons::IMAGE, "Save as picture…").outlined();
        if ui.add_enabled(!self.as_text, save).clicked() {
            self.open_picture_dialog(view, None);
        }
    }

    fn range_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let chosen = Range::ALL.iter().position(|range| *range == self.range);
        // After panning or zooming none of them is what is in sight.
        let selected = if self.custom.is_some() { None } else { chosen };
        let id = Id::unique("trends range");
        let shown =
            Segmented::new(id, "Range", &Range::WORDS, selected.unwrap_or(usize::MAX)).show(ui);
        if let Some(range) = shown.and_then(|index| Range::ALL.get(index)) {
            self.set_range(*range, actions);
        }
    }

    fn trackers_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let button = ui.add(with_icon(ui, "Trackers", icons::CARET_DOWN));
        Popup::menu(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(280.0)
            .frame(menu_frame(ui))
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(theme::secondary(
                    "Shown here, in the order of your trackers",
                ));
                let mut keys = self.shown_keys(view);
                let before = keys.clone();
                ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
                    for tracker in offered(view) {
                        key_ui(ui, &tracker.name, Subject::whole(tracker.id), &mut keys);
                        items_ui(ui, view, tracker, &mut keys);
                    }
                });
                if keys != before {
                    in_tracker_order(&mut keys, view.journal);
                    self.choose(Some(keys), view, actions);
                }
                if self.chosen.is_some()
                    && ui.add(Button::quiet("Show the daily trackers")).clicked()
                {
                    self.choose(None, view, actions);
                }
            });
    }

    fn overlay_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Actions) {
        let is_on = self.overlay.len() == 2;
        let button = ui.add(with_icon(ui, "Overlay", icons::STACK).selected(is_on));
        Popup::menu(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(280.0)
            .frame(menu_frame(ui))
            .show(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(theme::secondary(
                    "Choose two for one panel with an axis each",
                ));
                let mut keys = self.overlay.clone();
                ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
                    for tracker in offered(view) {
                        key_ui(ui, &tracker.name, Subject::whole(tracker.id), &mut keys);
                    }
                });
                if !keys.is_empty() && ui.add(Button::quiet("No overlay")).clicked() {
                    keys.clear();
                }
                // A third one takes the place of the one chosen first.
                if keys.len() > 2 {
                    keys.remove(0);
                }
                if keys != self.overlay {
                    actions.remember(OVERLAY, keys_text(&keys, view.journal));
                    self.overlay = keys;
                }
            });
    }
}

/// A button whose icon is left out where room is short, so that all controls stay on one line.
fn with_icon<'a>(ui: &Ui, text: &'a str, icon: Icon) -> Button<'a> {
    let button = Button::secondary(text);
    if ui.ctx().content_rect().width() < WITH_ICONS {
        button
    } else {
        button.icon(icon)
    }
}

/// What can be shown: all trackers but archived ones without an entry.
pub(super) fn offered<'a>(view: &View<'a>) -> Vec<&'a Tracker> {
    let mut trackers = view.journal.trackers();
    trackers.retain(|tracker| {
        !tracker.is_archived() || view.journal.entries_of(tracker.id).next().is_some()
    });
    trackers
}

fn key_ui(ui: &mut Ui, name: &str, key: Subject, keys: &mut Vec<Subject>) {
    let is_on = keys.contains(&key);
    if check_ui(ui, name, is_on).clicked() {
        keys.retain(|other| *other != key);
        if !is_on {
            keys.push(key);
        }
    }
}

/// A row with a box that is ticked or not, as wide as the menu.
fn check_ui(ui: &mut Ui, name: &str, is_on: bool) -> Response {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), theme::HIT_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let info = || WidgetInfo::selected(Role::CheckBox, true, is_on, name);
    response.widget_info(info);
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, t.hover);
    }
    let square =
        Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(16.0, 16.0));
    let fill = if is_on { t.accent } else { t.surface };
    let edge = Stroke::new(1.0, if is_on { t.accent } else { t.cell_border });
    ui.painter()
        .rect(square, 4.0, fill, edge, StrokeKind::Inside);
    if is_on {
        let tick = icons::icon_font(12.0);
        ui.painter().text(
            square.center(),
            Align2::CENTER_CENTER,
            icons::CHECK,
            tick,
            t.on_accent,
        );
    }
    let at = pos2(rect.left() + 32.0, rect.center().y);
    let font = Family::Regular.at(theme::BODY);
    ui.painter()
        .with_clip_rect(rect.intersect(ui.clip_rect()))
        .text(at, Align2::LEFT_CENTER, name, font, t.text);
    if response.has_focus() {
        theme::focus_ring(ui, rect.shrink(2.0), 6.0);
    }
    response
}

/// The ground of a menu, with room around what stands in it.
pub(super) fn menu_frame(ui: &Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(10)
}

fn items_ui(ui: &mut Ui, view: &View<'_>, tracker: &Tracker, keys: &mut Vec<Subject>) {
    let items = tracker
        .list
        .map_or_else(Vec::new, |list| view.journal.items_of(list));
    if items.is_empty() {
        return;
    }
    let any_shown = keys
        .iter()
        .any(|key| key.tracker == tracker.id && key.item.is_some());
    let title = theme::secondary(format!("Parts of {}", tracker.name));
    egui::CollapsingHeader::new(title)
        .id_salt(("parts", tracker.id))
        .default_open(any_shown)
        .show(ui, |ui| {
            for item in items {
                let item_id: ItemId = item.id;
                let key = Subject {
                    tracker: tracker.id,
                    item: Some(item_id),
                };
                key_ui(ui, &item.name, key, keys);
            }
        });
}

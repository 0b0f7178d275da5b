//! One tracker, unfolded: name, section, colour, how it counts; its measure and aims have files of their own.

use egui::{Align2, Frame, Margin, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::drafts::Drafts;
use super::super::field::Field;
use super::super::propose;
use super::aims::AimForm;
use super::away::Away;
use super::control_id;
use super::measure::Measure;
use crate::domain::{Edit, Kind, ListId, Role as TrackerRole, Tracker};
use crate::ui::action::Actions;
use crate::ui::icons;
use crate::ui::screens::form::{fields_ui, labelled_ui, menu_ui, refusal_ui};
use crate::ui::theme::{self, FIELD_RADIUS, PALETTE_LEN, secondary, tokens};
use crate::ui::view::View;

/// The sections every journal knows.
pub(super) const SECTIONS: [&str; 6] = ["Gut", "Body", "Mind", "Skin", "Watch out", "Care"];
/// The colours of the palette, by index.
const COLOURS: [&str; PALETTE_LEN] = [
    "green", "red", "blue", "amber", "violet", "teal", "pink", "olive", "brown", "grey",
];

/// What is filled in for the tracker that is unfolded.
#[derive(Debug, Default)]
pub(super) struct TrackerEditor {
    measure: Measure,
    aim: AimForm,
    away: Away,
    refusal: Option<String>,
}

impl TrackerEditor {
    /// Paints the editor; true once the tracker is out of the list.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        let t = tokens(ui);
        let frame = Frame::new()
            .fill(t.background)
            .corner_radius(FIELD_RADIUS)
            .inner_margin(Margin::same(14));
        frame
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 10.0;
                ui.push_id(tracker.id, |ui| {
                    self.names_ui(ui, tracker, drafts, view, actions);
                    colours_ui(ui, tracker, actions);
                    counting_ui(ui, tracker, view, actions);
                    self.measure.show_ui(ui, tracker, drafts, view, actions);
                    if !matches!(tracker.kind, Kind::Scale(_)) {
                        self.aim.show_ui(ui, tracker, view, actions);
                    }
                    if let Some(sentence) = &self.refusal {
                        refusal_ui(ui, sentence);
                    }
                    ui.separator();
                    self.away.show_ui(ui, tracker, view, actions)
                })
                .inner
            })
            .inner
    }

    fn names_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        fields_ui(ui, |ui| {
            let name = format!("Name of {}", tracker.name);
            labelled_ui(ui, "Name", 230.0, |ui| {
                drafts.field_ui(ui, Field::TrackerName(tracker.id), &name, view, actions);
            });
            let name = format!("Section of {}", tracker.name);
            labelled_ui(ui, "Section on Today", 190.0, |ui| {
                drafts.field_ui(ui, Field::TrackerSection(tracker.id), &name, view, actions);
            });
            labelled_ui(ui, "or one there is", 170.0, |ui| {
                let mut chosen = None;
                let id = control_id("sections", tracker.id);
                menu_ui(ui, id, "Sections there are", &tracker.section, |ui| {
                    for section in sections(view) {
                        let selected = section == tracker.section;
                        if ui.selectable_label(selected, section.as_str()).clicked() {
                            chosen = Some(section);
                        }
                    }
                });
                if let Some(section) = chosen.filter(|section| *section != tracker.section) {
                    let label = format!("section of {}", tracker.name);
                    let changed = Tracker {
                        section,
                        ..tracker.clone()
                    };
                    actions.commit(Edit::put_tracker(changed), label);
                }
            });
            labelled_ui(ui, "List of its parts", 190.0, |ui| {
                self.list_ui(ui, tracker, view, actions);
            });
        });
    }

    fn list_ui(&mut self, ui: &mut Ui, tracker: &Tracker, view: &View<'_>, actions: &mut Actions) {
        let id = control_id("list", tracker.id);
        let name = format!("List of {}", tracker.name);
        if let Some(list) = list_menu_ui(ui, id, &name, tracker.list, view) {
            let changed = Tracker {
                list,
                ..tracker.clone()
            };
            let label = format!("list of {}", tracker.name);
            self.refusal = propose(view, actions, Edit::put_tracker(changed), label, "").err();
        }
    }
}

/// A menu of the lists; the list newly chosen, or that there is to be none.
pub(super) fn list_menu_ui(
    ui: &mut Ui,
    id: egui::Id,
    name: &str,
    current: Option<ListId>,
    view: &View<'_>,
) -> Option<Option<ListId>> {
    let text = current
        .and_then(|list| view.journal.list(list))
        .map_or("No list", |list| list.name.as_str());
    let mut chosen = None;
    menu_ui(ui, id, name, text, |ui| {
        if ui.selectable_label(current.is_none(), "No list").clicked() {
            chosen = Some(None);
        }
        for list in view.journal.lists() {
            let selected = current == Some(list.id);
            if ui.selectable_label(selected, list.name.as_str()).clicked() {
                chosen = Some(Some(list.id));
            }
        }
    });
    chosen.filter(|list| *list != current)
}

/// The sections of the journal and those every journal knows.
pub(super) fn sections(view: &View<'_>) -> Vec<String> {
    let mut found: Vec<String> = SECTIONS
        .iter()
        .map(|section| (*section).to_owned())
        .collect();
    for tracker in view.journal.trackers() {
        if !found.contains(&tracker.section) {
            found.push(tracker.section.clone());
        }
    }
    found
}

fn colours_ui(ui: &mut Ui, tracker: &Tracker, actions: &mut Actions) {
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(secondary("Colour"));
        ui.add_space(4.0);
        for (index, name) in COLOURS.iter().enumerate() {
            let selected = usize::from(tracker.colour) % PALETTE_LEN == index;
            let (rect, response) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::click());
            response.widget_info(|| {
                let name = format!("Colour {name}");
                WidgetInfo::selected(Role::RadioButton, true, selected, name)
            });
            let tone = t.tone(index);
            ui.painter().circle_filled(rect.center(), 9.0, tone.mark);
            if selected {
                let stroke = Stroke::new(1.5, t.text);
                ui.painter().circle_stroke(rect.center(), 12.5, stroke);
                ui.painter().text(
                    rect.center(),
                    Align2::CENTER_CENTER,
                    icons::CHECK,
                    icons::icon_font(11.0),
                    t.surface,
                );
            } else if response.hovered() {
                let stroke = Stroke::new(1.0, t.cell_border);
                ui.painter()
                    .rect_stroke(rect.shrink(2.0), 13.0, stroke, StrokeKind::Inside);
            }
            if response.has_focus() {
                theme::focus_ring(ui, rect.shrink(2.0), 13.0);
            }
            if response.on_hover_text(*name).clicked() && !selected {
                // The palette has ten colours, so the index is small.
                let colour = index as u8;
                let changed = Tracker {
                    colour,
                    ..tracker.clone()
                };
                let label = format!("colour of {}", tracker.name);
                actions.commit(Edit::put_tracker(changed), label);
            }
        }
    });
}

fn counting_ui(ui: &mut Ui, tracker: &Tracker, view: &View<'_>, actions: &mut Actions) {
    let mut is_daily = tracker.daily_from.is_some();
    let daily = ui.checkbox(&mut is_daily, "Counts towards a complete day");
    if daily.changed() {
        let changed = Tracker {
            daily_from: is_daily.then_some(view.today),
            ..tracker.clone()
        };
        let label = format!(
            "{} {}",
            tracker.name,
            if is_daily { "daily" } else { "not daily" }
        );
        actions.commit(Edit::put_tracker(changed), label);
    }
    let can_be_copied =
        !matches!(tracker.kind, Kind::Scale(_)) && tracker.role != TrackerRole::Symptom;
    if can_be_copied {
        let mut copyable = tracker.copyable;
        if ui
            .checkbox(&mut copyable, "“Same as yesterday” may copy it")
            .changed()
        {
            let changed = Tracker {
                copyable,
                ..tracker.clone()
            };
            let label = format!("copying of {}", tracker.name);
            actions.commit(Edit::put_tracker(changed), label);
        }
    }
}

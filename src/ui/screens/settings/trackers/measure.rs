//! How an existing tracker is measured: step and highest amount, another unit, the wording of a scale.

use egui::Ui;

use super::super::drafts::Drafts;
use super::super::field::{Field, wording_change};
use super::super::propose;
use super::control_id;
use crate::domain::{Direction, Edit, Kind, RatingScale, Tracker, routine};
use crate::ui::action::Actions;
use crate::ui::screens::form::{choice_ui, fields_ui, labelled_ui, refusal_ui, typed_number};
use crate::ui::theme::{body, card_title, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, TextField};

/// Which end of a scale is better, in words.
pub(super) const DIRECTIONS: [(Direction, &str); 3] = [
    (Direction::LowerIsBetter, "Lower is better"),
    (Direction::HigherIsBetter, "Higher is better"),
    (Direction::Neither, "Neither is better"),
];

/// What is filled in for another unit.
#[derive(Debug, Default)]
pub(super) struct Measure {
    unit: Option<UnitForm>,
}

#[derive(Debug, Default)]
struct UnitForm {
    unit: String,
    factor: String,
    refusal: Option<String>,
}

impl Measure {
    /// Paints what can be changed about the measure.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        match &tracker.kind {
            Kind::Amount(_) => self.amount_ui(ui, tracker, drafts, view, actions),
            Kind::Scale(scale) => scale_ui(ui, tracker, scale, drafts, view, actions),
            Kind::YesNo => {
                ui.label(secondary("Answered with yes or no."));
            }
        }
    }

    fn amount_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        drafts: &mut Drafts,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        let unit = match tracker.kind.unit() {
            "" => "no unit",
            unit => unit,
        };
        fields_ui(ui, |ui| {
            let label = format!("One press of plus adds ({unit})");
            let name = format!("Step of {}", tracker.name);
            labelled_ui(ui, &label, 210.0, |ui| {
                drafts.field_ui(ui, Field::Step(tracker.id), &name, view, actions);
            });
            let label = format!("Most you would log in a day ({unit})");
            let name = format!("Highest amount of {}", tracker.name);
            labelled_ui(ui, &label, 220.0, |ui| {
                drafts.field_ui(ui, Field::Ceiling(tracker.id), &name, view, actions);
            });
        });
        let Some(form) = &mut self.unit else {
            ui.horizontal_wrapped(|ui| {
                ui.label(body(format!("Measured in {unit}")));
                if ui.add(Button::quiet("Change the unit…")).clicked() {
                    self.unit = Some(UnitForm::default());
                }
            });
            return;
        };
        if form.show_ui(ui, tracker, view, actions) {
            self.unit = None;
        }
    }
}

impl UnitForm {
    /// Paints the form; true once it is done with.
    fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        let is_converted = is_in_use(tracker, view);
        let old = match tracker.kind.unit() {
            "" => "of the old",
            unit => unit,
        };
        fields_ui(ui, |ui| {
            labelled_ui(ui, "New unit", 150.0, |ui| {
                ui.add(
                    TextField::new(&mut self.unit, "New unit")
                        .hint("cups")
                        .width(120.0),
                );
            });
            if is_converted {
                let label = format!("How many of the new unit are one {old}");
                labelled_ui(ui, &label, 260.0, |ui| {
                    let field = TextField::new(&mut self.factor, "Factor").hint("0.004");
                    ui.add(field.width(120.0));
                });
            }
        });
        if is_converted {
            ui.label(secondary(
                "Every entry and aim of it is multiplied by that number, in one step that can be undone.",
            ));
        }
        if let Some(sentence) = &self.refusal {
            refusal_ui(ui, sentence);
        }
        let mut done = false;
        ui.horizontal(|ui| {
            let words = if is_converted {
                "Convert"
            } else {
                "Change unit"
            };
            if ui.add(Button::primary(words)).clicked() {
                self.refusal = self.change(tracker, is_converted, view, actions).err();
                done = self.refusal.is_none();
            }
            done |= ui.add(Button::quiet("Cancel")).clicked();
        });
        done
    }

    /// # Errors
    /// The sentence that says what is missing.
    fn change(
        &self,
        tracker: &Tracker,
        is_converted: bool,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> Result<(), String> {
        let unit = self.unit.trim();
        if unit.is_empty() || unit.chars().count() > 20 {
            return Err("A unit of up to 20 characters is needed.".to_owned());
        }
        let label = format!("{} in {unit}", tracker.name);
        if is_converted {
            let factor = typed_number(&self.factor)
                .filter(|factor| *factor > 0.0)
                .ok_or_else(|| "A number above 0 is needed to convert what is there.".to_owned())?;
            let edit = routine::convert_unit(view.journal, tracker.id, unit, factor)
                .ok_or_else(|| "Only amounts have a unit.".to_owned())?;
            return propose(view, actions, edit, label, unit);
        }
        let mut changed = tracker.clone();
        if let Kind::Amount(amount) = &mut changed.kind {
            unit.clone_into(&mut amount.unit);
        }
        propose(view, actions, Edit::put_tracker(changed), label, unit)
    }
}

/// Whether numbers are there that a new unit would have to convert.
fn is_in_use(tracker: &Tracker, view: &View<'_>) -> bool {
    view.journal.entries_of(tracker.id).next().is_some()
        || !view.journal.aims_of(tracker.id).is_empty()
}

fn scale_ui(
    ui: &mut Ui,
    tracker: &Tracker,
    scale: &RatingScale,
    drafts: &mut Drafts,
    view: &View<'_>,
    actions: &mut Actions,
) {
    let name = format!("Question of {}", tracker.name);
    labelled_ui(ui, "The question it answers", 520.0, |ui| {
        drafts.field_ui(ui, Field::Question(tracker.id), &name, view, actions);
    });
    let id = control_id("direction", tracker.id);
    let name = format!("Which end of {} is better", tracker.name);
    if let Some(direction) = choice_ui(ui, id, &name, &DIRECTIONS, scale.direction) {
        let change = wording_change(view, tracker.id, |scale| scale.direction = direction);
        if let Ok(Some((edit, label))) = change {
            actions.commit(edit, label);
        }
    }
    ui.label(card_title("Words of its levels"));
    ui.label(secondary(
        "Give a level an anchor of your own, such as “woke up scratching”. A change of wording is marked in your charts.",
    ));
    fields_ui(ui, |ui| {
        for (index, level) in scale.levels().enumerate() {
            let level = view.words().number(level);
            let name = format!("Word of level {level} of {}", tracker.name);
            labelled_ui(ui, &level, 150.0, |ui| {
                let field = Field::LevelWord(tracker.id, index);
                drafts.field_ui(ui, field, &name, view, actions);
            });
        }
    });
}

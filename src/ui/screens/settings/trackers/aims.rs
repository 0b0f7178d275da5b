//! The aims of a tracker: the one in force and its source, those before, another one from a day on.

use egui::Ui;

use super::super::lists::name_for;
use super::super::{propose, uid};
use super::control_id;
use crate::domain::{
    Aim, Bound, Day, Edit, Kind, Period, StarterAim, StarterCatalogue, Target, Tracker,
};
use crate::ui::action::Actions;
use crate::ui::screens::form::{
    choice_ui, day_text, fields_ui, labelled_ui, refusal_ui, typed_number,
};
use crate::ui::theme::{body, card_title, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, TextField};

/// The source of what the person set without one.
const OWN: &str = "own";

/// What is filled in for another aim.
#[derive(Debug, Default)]
pub(super) struct AimForm {
    open: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    bound: Bound,
    amount: String,
    period: Period,
    from: String,
    refusal: Option<String>,
}

impl AimForm {
    /// Paints the aims and the form.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        view: &View<'_>,
        actions: &mut Actions,
    ) {
        ui.label(card_title("Aim"));
        let aims = view.journal.aims_of(tracker.id);
        if aims.is_empty() {
            ui.label(body("No aim."));
        }
        for aim in &aims {
            let words = aim_text(aim, &aims, tracker, view);
            if is_in_force(aim, &aims, view.today) {
                ui.label(body(words));
            } else {
                ui.label(secondary(words));
            }
        }
        let Some(draft) = &mut self.open else {
            let words = if aims.is_empty() {
                "Set an aim…"
            } else {
                "Change the aim…"
            };
            if ui.add(Button::secondary(words)).clicked() {
                self.open = Some(Draft::of(tracker, view));
            }
            return;
        };
        if draft.show_ui(ui, tracker, view, actions) {
            self.open = None;
        }
    }
}

impl Draft {
    fn of(tracker: &Tracker, view: &View<'_>) -> Self {
        let target = view
            .journal
            .aim_on(tracker.id, view.today)
            .and_then(|aim| aim.target);
        let amount = target.map_or_else(String::new, |target| {
            view.words()
                .typed_number(target.amount, tracker.kind.unit())
        });
        Self {
            bound: target.map_or(Bound::AtLeast, |target| target.bound),
            amount,
            period: target.map_or(Period::Day, |target| target.period),
            from: day_text(view.today),
            refusal: None,
        }
    }

    /// Paints the form; true once it is done with.
    fn show_ui(
        &mut self,
        ui: &mut Ui,
        tracker: &Tracker,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> bool {
        self.fields_ui(ui, tracker, view);
        let mut asked = None;
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::primary("Set aim")).clicked() {
                asked = Some(
                    self.target(tracker, view)
                        .map(|target| (Some(target), OWN.to_owned())),
                );
            }
            let has_aim = !view.journal.aims_of(tracker.id).is_empty();
            if has_aim
                && ui
                    .add(Button::secondary("No aim from that day on"))
                    .clicked()
            {
                asked = Some(Ok((None, OWN.to_owned())));
            }
        });
        let presets = presets(tracker, view);
        if !presets.is_empty() {
            ui.label(secondary("From a health body, from that day on"));
            for preset in presets {
                let words = preset_text(preset, tracker, view);
                ui.horizontal_wrapped(|ui| {
                    ui.label(body(words.as_str()));
                    let button = ui.add(Button::secondary("Take this aim"));
                    name_for(&button, &format!("Take the aim {words}"));
                    if button.clicked() {
                        asked = Some(Ok((Some(preset.target()), preset.source.clone())));
                    }
                });
            }
        }
        let mut done = ui.add(Button::quiet("Cancel")).clicked();
        if let Some(asked) = asked {
            let kept = asked
                .and_then(|(target, source)| self.keep(tracker, target, source, view, actions));
            self.refusal = kept.err();
            done |= self.refusal.is_none();
        }
        if let Some(sentence) = &self.refusal {
            refusal_ui(ui, sentence);
        }
        done
    }

    fn fields_ui(&mut self, ui: &mut Ui, tracker: &Tracker, view: &View<'_>) {
        let words = view.words();
        fields_ui(ui, |ui| {
            let bounds = [(Bound::AtLeast, "At least"), (Bound::AtMost, "At most")];
            labelled_ui(ui, "How", 180.0, |ui| {
                let id = control_id("bound", tracker.id);
                if let Some(bound) = choice_ui(ui, id, "At least or at most", &bounds, self.bound) {
                    self.bound = bound;
                }
            });
            let unit = words.shown_unit(tracker.kind.unit());
            let label = if unit.is_empty() {
                "How much".to_owned()
            } else {
                format!("How much ({unit})")
            };
            labelled_ui(ui, &label, 140.0, |ui| {
                ui.add(TextField::new(&mut self.amount, "Amount of the aim").width(110.0));
            });
            let periods = [(Period::Day, "A day"), (Period::Week, "A week")];
            labelled_ui(ui, "In", 150.0, |ui| {
                let id = control_id("period", tracker.id);
                if let Some(period) = choice_ui(ui, id, "A day or a week", &periods, self.period) {
                    self.period = period;
                }
            });
            labelled_ui(ui, "From day", 140.0, |ui| {
                ui.add(TextField::new(&mut self.from, "Aim valid from day").width(110.0));
            });
        });
    }

    /// # Errors
    /// The sentence that says what can't be read.
    fn target(&self, tracker: &Tracker, view: &View<'_>) -> Result<Target, String> {
        let words = view.words();
        let amount = match (&tracker.kind, self.period) {
            // A week's sum may be more than a day can hold, so the range is left to the journal.
            (Kind::Amount(amount), Period::Week) => {
                let mut week = amount.clone();
                week.ceiling *= 7.0;
                words.typed(&self.amount, None, &Kind::Amount(week))?
            }
            (Kind::Amount(_), Period::Day) => words.typed(&self.amount, None, &tracker.kind)?,
            (Kind::YesNo | Kind::Scale(_), _) => {
                typed_number(&self.amount).ok_or_else(|| "Type a number.".to_owned())?
            }
        };
        Ok(Target {
            bound: self.bound,
            amount,
            period: self.period,
        })
    }

    /// # Errors
    /// The sentence that says why not.
    fn keep(
        &self,
        tracker: &Tracker,
        target: Option<Target>,
        source: String,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> Result<(), String> {
        let from = view.words().typed_day(&self.from, view.today)?;
        let aims = view.journal.aims_of(tracker.id);
        // An aim from the same day on is the same aim, corrected; any other stays as it was.
        let same_day = aims.iter().find(|aim| aim.from == from);
        let is_first = aims.iter().all(|aim| aim.from >= from);
        let edit = match same_day {
            Some(aim) if target.is_none() && is_first => Edit::Aim {
                id: aim.id,
                aim: None,
            },
            same_day => Edit::put_aim(Aim {
                id: same_day.map_or_else(|| view.journal.next_aim_id(), |aim| aim.id),
                uid: same_day.map_or_else(|| uid(view, 0), |aim| aim.uid.clone()),
                tracker: tracker.id,
                from,
                target,
                source,
            }),
        };
        let unit = tracker.kind.unit();
        propose(
            view,
            actions,
            edit,
            format!("aim of {}", tracker.name),
            unit,
        )
    }
}

/// The sourced aims that suit the person and are not in force already.
fn presets(tracker: &Tracker, view: &View<'_>) -> Vec<&'static StarterAim> {
    let catalogue = StarterCatalogue::embedded();
    let Some(starter) = catalogue.tracker(&tracker.uid) else {
        return Vec::new();
    };
    // A converted unit would give the figure another meaning.
    let unit = catalogue
        .kind_of(starter)
        .map(|kind| kind.unit().to_owned());
    if unit.as_deref() != Some(tracker.kind.unit()) {
        return Vec::new();
    }
    let current = view
        .journal
        .aim_on(tracker.id, view.today)
        .and_then(|aim| aim.target);
    starter
        .aims_for(view.journal.settings().life_stage())
        .filter(|aim| Some(aim.target()) != current)
        .collect()
}

fn preset_text(preset: &StarterAim, tracker: &Tracker, view: &View<'_>) -> String {
    let target = view.words().target(&preset.target(), tracker.kind.unit());
    let whom = preset
        .variant
        .as_ref()
        .map_or_else(String::new, |variant| format!(" ({variant})"));
    format!(
        "{}, {}{whom}",
        crate::ui::words::capitalised(&target),
        preset.source
    )
}

fn is_in_force(aim: &Aim, aims: &[&Aim], today: Day) -> bool {
    let begun = aims.iter().filter(|other| other.from <= today);
    begun.max_by_key(|other| other.from).map(|other| other.id) == Some(aim.id)
}

/// "At least 1.6 L a day since 22 September 2026, EFSA 2010".
fn aim_text(aim: &Aim, aims: &[&Aim], tracker: &Tracker, view: &View<'_>) -> String {
    let words = view.words();
    let target = aim.target.map_or_else(
        || "No aim".to_owned(),
        |target| crate::ui::words::capitalised(&words.target(&target, tracker.kind.unit())),
    );
    let next = aims.iter().find(|other| other.from > aim.from);
    let from = words.day(aim.from);
    let stretch = match next {
        _ if aim.from > view.today => format!("from {from} on"),
        Some(next) if next.from <= view.today => {
            let last = next.from.pred_opt().unwrap_or(next.from);
            format!("from {from} to {}", words.day(last))
        }
        _ => format!("since {from}"),
    };
    let source = match (aim.target, aim.source.as_str()) {
        (None, _) => String::new(),
        (Some(_), OWN) => ", your own".to_owned(),
        (Some(_), source) => format!(", {source}"),
    };
    format!("{target} {stretch}{source}")
}

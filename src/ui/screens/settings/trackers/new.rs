//! The form for a tracker of one's own.

use egui::{Id, Ui};

use super::super::field::level_words;
use super::super::{propose, uid};
use super::editor::{list_menu_ui, sections};
use super::measure::DIRECTIONS;
use crate::domain::{
    AmountScale, Direction, Edit, Kind, ListId, RatingScale, Role, Tracker, TrackerId,
};
use crate::ui::action::Actions;
use crate::ui::screens::form::{
    choice_ui, fields_ui, labelled_ui, menu_ui, refusal_ui, typed_number,
};
use crate::ui::theme::{CONTEXT, HABIT, SYMPTOM, secondary};
use crate::ui::view::View;
use crate::ui::widgets::{Button, Card, TextField};

/// What is filled in.
#[derive(Debug)]
pub(super) struct NewTracker {
    name: String,
    role: Role,
    measure: Measured,
    section: String,
    list: Option<ListId>,
    unit: String,
    step: String,
    ceiling: String,
    lowest: String,
    highest: String,
    scale_step: String,
    direction: Direction,
    question: String,
    words: String,
    refusal: Option<String>,
    had_focus: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measured {
    Amount,
    Scale,
    YesNo,
}

/// What became of the form.
pub(super) enum Outcome {
    Open,
    Cancelled,
    Added(TrackerId),
}

impl Default for NewTracker {
    fn default() -> Self {
        Self {
            name: String::new(),
            role: Role::Habit,
            measure: Measured::Amount,
            section: "Gut".to_owned(),
            list: None,
            unit: "servings".to_owned(),
            step: "1".to_owned(),
            ceiling: "50".to_owned(),
            lowest: "0".to_owned(),
            highest: "10".to_owned(),
            scale_step: "1".to_owned(),
            direction: Direction::LowerIsBetter,
            question: String::new(),
            words: "none, mild, moderate, severe, very severe".to_owned(),
            refusal: None,
            had_focus: false,
        }
    }
}

impl NewTracker {
    /// What closing the window would lose.
    pub(super) fn not_saved(&self) -> Option<String> {
        let name = self.name.trim();
        (!name.is_empty()).then(|| format!("New tracker “{name}”, not added yet"))
    }

    /// Paints the form.
    pub(super) fn show_ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        actions: &mut Actions,
    ) -> Outcome {
        let mut outcome = Outcome::Open;
        let card = Card::new("New tracker").show(ui, |ui| {
            self.fields_ui(ui, view);
            match self.measure {
                Measured::Amount => self.amount_ui(ui),
                Measured::Scale => self.scale_ui(ui),
                Measured::YesNo => {}
            }
            if let Some(sentence) = &self.refusal {
                refusal_ui(ui, sentence);
            }
            ui.horizontal(|ui| {
                if ui.add(Button::primary("Add tracker")).clicked() {
                    match self.add(view, actions) {
                        Ok(id) => outcome = Outcome::Added(id),
                        Err(sentence) => self.refusal = Some(sentence),
                    }
                }
                if ui.add(Button::quiet("Cancel")).clicked() {
                    outcome = Outcome::Cancelled;
                }
            });
        });
        if !self.had_focus {
            self.had_focus = true;
            card.response.scroll_to_me(None);
            ui.memory_mut(|memory| memory.request_focus(name_id()));
        }
        outcome
    }

    fn fields_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        fields_ui(ui, |ui| {
            labelled_ui(ui, "Name", 240.0, |ui| {
                let field = TextField::new(&mut self.name, "Name of the new tracker");
                ui.add(field.hint("What you track").width(210.0).id(name_id()));
            });
            labelled_ui(ui, "Section on Today", 180.0, |ui| {
                let id = Id::unique("settings: new section");
                let current = self.section.clone();
                menu_ui(ui, id, "Section on Today", &current, |ui| {
                    for section in sections(view) {
                        let selected = section == current;
                        if ui.selectable_label(selected, section.as_str()).clicked() {
                            self.section = section;
                        }
                    }
                });
            });
            labelled_ui(ui, "List of its parts", 180.0, |ui| {
                let id = Id::unique("settings: new list");
                if let Some(list) = list_menu_ui(ui, id, "List of its parts", self.list, view) {
                    self.list = list;
                }
            });
        });
        let roles = [
            (Role::Habit, "Something I do"),
            (Role::Symptom, "Something I feel"),
            (Role::Context, "Something that happens to me"),
        ];
        let id = Id::unique("settings: new role");
        if let Some(role) = choice_ui(ui, id, "What it is", &roles, self.role) {
            self.role = role;
        }
        let measures = [
            (Measured::Amount, "An amount"),
            (Measured::Scale, "A scale"),
            (Measured::YesNo, "Yes or no"),
        ];
        let id = Id::unique("settings: new kind");
        if let Some(measure) = choice_ui(ui, id, "How it is measured", &measures, self.measure) {
            self.measure = measure;
        }
    }

    fn amount_ui(&mut self, ui: &mut Ui) {
        fields_ui(ui, |ui| {
            for (label, name, text) in [
                ("Unit", "Unit", &mut self.unit),
                (
                    "One press of plus adds",
                    "One press of plus adds",
                    &mut self.step,
                ),
                (
                    "Most you would log in a day",
                    "Most you would log in a day",
                    &mut self.ceiling,
                ),
            ] {
                labelled_ui(ui, label, 180.0, |ui| {
                    ui.add(TextField::new(text, name).width(130.0));
                });
            }
        });
    }

    fn scale_ui(&mut self, ui: &mut Ui) {
        fields_ui(ui, |ui| {
            for (label, text) in [
                ("Lowest level", &mut self.lowest),
                ("Highest level", &mut self.highest),
                ("Step between levels", &mut self.scale_step),
            ] {
                labelled_ui(ui, label, 140.0, |ui| {
                    ui.add(TextField::new(text, label).width(90.0));
                });
            }
        });
        let id = Id::unique("settings: new direction");
        let choice = choice_ui(ui, id, "Which end is better", &DIRECTIONS, self.direction);
        if let Some(direction) = choice {
            self.direction = direction;
        }
        labelled_ui(ui, "The question it answers", 460.0, |ui| {
            let field = TextField::new(&mut self.question, "Question");
            ui.add(
                field
                    .hint("At its worst since you got up yesterday")
                    .width(420.0),
            );
        });
        labelled_ui(
            ui,
            "Words from the lowest level to the highest, with commas",
            460.0,
            |ui| {
                ui.add(TextField::new(&mut self.words, "Words of the levels").width(420.0));
            },
        );
        ui.label(secondary("Each level's word can be changed later."));
    }

    /// # Errors
    /// The sentence that says what is missing.
    fn add(&self, view: &View<'_>, actions: &mut Actions) -> Result<TrackerId, String> {
        let kind = self.kind()?;
        let trackers = view.journal.trackers();
        let copyable = !matches!(kind, Kind::Scale(_)) && self.role != Role::Symptom;
        let colour = match self.role {
            Role::Habit => HABIT,
            Role::Symptom => SYMPTOM,
            Role::Context => CONTEXT,
        };
        let tracker = Tracker {
            id: view.journal.next_tracker_id(),
            uid: uid(view, 0),
            name: self.name.trim().to_owned(),
            role: self.role,
            kind,
            list: self.list,
            section: self.section.clone(),
            position: trackers.last().map_or(100, |last| last.position + 100),
            // An index into a palette of ten.
            colour: colour as u8,
            daily_from: Some(view.today),
            archived_from: None,
            copyable,
        };
        let id = tracker.id;
        let label = format!("new tracker {}", tracker.name);
        propose(view, actions, Edit::put_tracker(tracker), label, "")?;
        Ok(id)
    }

    fn kind(&self) -> Result<Kind, String> {
        let number = |text: &str, what: &str| {
            typed_number(text).ok_or_else(|| format!("{what} needs a number of 0 or more."))
        };
        match self.measure {
            Measured::YesNo => Ok(Kind::YesNo),
            Measured::Amount => {
                let unit = self.unit.trim();
                if unit.chars().count() > 20 {
                    return Err("A unit has up to 20 characters.".to_owned());
                }
                Ok(Kind::Amount(AmountScale {
                    unit: unit.to_owned(),
                    step: number(&self.step, "The step")?,
                    ceiling: number(&self.ceiling, "The highest amount")?,
                }))
            }
            Measured::Scale => {
                let mut scale = RatingScale {
                    lowest: number(&self.lowest, "The lowest level")?,
                    highest: number(&self.highest, "The highest level")?,
                    step: number(&self.scale_step, "The step")?,
                    direction: self.direction,
                    question: self.question.trim().to_owned(),
                    words: Vec::new(),
                };
                if !Kind::Scale(scale.clone()).is_sound() {
                    return Err("A scale has 2 to 101 levels, evenly apart.".to_owned());
                }
                let words = spread(&self.words, scale.levels().count());
                scale.words = level_words(scale.levels(), &words);
                Ok(Kind::Scale(scale))
            }
        }
    }
}

/// A word for each of `levels`: the first word for the lowest level alone, the others evenly over the rest.
fn spread(text: &str, levels: usize) -> Vec<String> {
    let words: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    let Some((first, others)) = words.split_first() else {
        return Vec::new();
    };
    let mut spread = vec![(*first).to_owned()];
    let mut rest = levels.saturating_sub(1);
    for (index, word) in others.iter().enumerate() {
        // The lower words get the levels that do not divide evenly: 1–3, 4–6, 7–8, 9–10.
        let share = rest.div_ceil(others.len() - index);
        spread.extend(std::iter::repeat_n((*word).to_owned(), share));
        rest -= share;
    }
    spread.resize(levels, (*words.last().unwrap_or(first)).to_owned());
    spread
}

fn name_id() -> Id {
    Id::unique("settings: new tracker name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_spread_over_the_levels() {
        let check = |text: &str, levels: usize, expected: &str| {
            assert_eq!(spread(text, levels).join(" "), expected, "{text}");
        };
        check("a, b, c, d, e", 11, "a b b b c c c d d e e");
        check("low, high", 3, "low high high");
        check("a, b, c", 2, "a b");
        check("only", 3, "only only only");
        check(" , ", 3, "");
    }
}

//! What subjects are called inside a sentence, and in which unit their numbers are told.

use super::Speaker;
use crate::domain::{Direction, Kind};
use crate::stats::Subject;
use crate::words::{item_within_sentence, tracker_within_sentence, unit_of};

impl Speaker<'_> {
    /// The name as it stands inside a sentence: "sugar", "kefir", "Zyrtec".
    pub fn name(&self, subject: Subject) -> String {
        let Some(tracker) = self.journal.tracker(subject.tracker) else {
            return String::new();
        };
        match subject.item.and_then(|item| self.journal.item(item)) {
            Some(item) => item_within_sentence(item),
            None => tracker_within_sentence(tracker),
        }
    }

    /// A difference of a symptom with its unit and without sign: "1.9 points", "2 spots".
    pub(super) fn difference(&self, symptom: Subject, number: f64, decimals: usize) -> String {
        let number = self.style.number(number.abs(), decimals);
        self.with_unit(symptom, &number)
    }

    /// A number that is written already, with the symptom's unit behind it.
    pub(super) fn with_unit(&self, symptom: Subject, number: &str) -> String {
        let unit = match self.kind(symptom) {
            Some(Kind::Amount(amount)) => amount.unit.clone(),
            Some(Kind::Scale(_)) => "points".to_owned(),
            Some(Kind::YesNo) | None => String::new(),
        };
        let unit = unit_of(if number == "1" { 1.0 } else { 2.0 }, &unit);
        format!("{number} {unit}").trim_end().to_owned()
    }

    /// A change of a habit: "3 servings", "2 points", "850 ml".
    pub(super) fn change(&self, habit: Subject, swing: f64) -> String {
        match self.kind(habit) {
            Some(Kind::Amount(amount)) => self.style.amount(swing, &amount.unit),
            _ => {
                let number = self.style.number(swing, 1);
                self.with_unit(habit, &number)
            }
        }
    }

    pub(super) fn is_yes_no(&self, subject: Subject) -> bool {
        self.kind(subject) == Some(&Kind::YesNo)
    }

    /// " (better)" or " (worse)" behind a difference, where one end of the scale is better.
    pub(super) fn judged(&self, symptom: Subject, difference: f64) -> &'static str {
        let direction = match self.kind(symptom) {
            Some(Kind::Scale(scale)) => scale.direction,
            // More of what troubles the skin is worse.
            Some(Kind::Amount(_)) => Direction::LowerIsBetter,
            Some(Kind::YesNo) | None => Direction::Neither,
        };
        match (direction, difference > 0.0) {
            (Direction::Neither, _) => "",
            (Direction::LowerIsBetter, true) | (Direction::HigherIsBetter, false) => " (worse)",
            (Direction::LowerIsBetter, false) | (Direction::HigherIsBetter, true) => " (better)",
        }
    }

    pub(super) fn kind(&self, subject: Subject) -> Option<&Kind> {
        let tracker = self.journal.tracker(subject.tracker)?;
        Some(&tracker.kind)
    }
}

//! Why there are not enough days to compare, and what is missing.

use super::Speaker;
use crate::domain::Kind;
use crate::stats::{Gap, Pair, Subject};
use crate::words::{capitalised, count};

impl Speaker<'_> {
    /// The reason why `pair` is not examined.
    pub fn gap(&self, pair: &Pair, gap: Gap) -> String {
        let habit = capitalised(&self.name(pair.habit));
        let symptom = capitalised(&self.name(pair.symptom));
        match gap {
            Gap::ShortSpan { days, needed } => format!(
                "Not enough days yet: {days} of the {needed} needed, from the first to the last day with both logged."
            ),
            Gap::FewSymptomDays { days, needed } => format!(
                "Not enough days yet: {} was logged on {days} of the {needed} needed.",
                self.name(pair.symptom)
            ),
            Gap::FewDays { days, needed } => {
                format!("Not enough days yet: both were logged on {days} of the {needed} needed.")
            }
            Gap::YesNoSymptom => {
                format!("{symptom} is yes or no; only ratings and amounts can be compared.")
            }
            Gap::FewSymptomValues { values, needed } => format!(
                "{symptom} had only {} so far; {needed} different ones are needed.",
                count(values, "value", "values")
            ),
            Gap::SteadySymptom {
                value,
                days,
                of_days,
            } => format!(
                "{symptom} was {} on {days} of {of_days} days, so there is little to compare.",
                self.value(pair.symptom, value)
            ),
            Gap::SymptomInStepWithTime => format!(
                "{symptom} changes only by weekday or slowly over time, so nothing is left to compare."
            ),
            Gap::SteadyHabit { days: 0, .. } => {
                format!("{habit} was the same on every logged day, so there is nothing to compare.")
            }
            Gap::SteadyHabit {
                value,
                days,
                needed,
            } => format!(
                "{habit} differed from {} on only {}; {needed} are needed.",
                self.value(pair.habit, value),
                count(days, "day", "days")
            ),
            Gap::FewChanges { changes: 0 | 1, .. } => {
                let planned = self.planned(pair, "Only a planned change could tell");
                format!("{habit} was started once and kept.{planned}")
            }
            Gap::FewChanges { changes, needed } => {
                let planned = self.planned(pair, "A planned change would tell sooner");
                format!("{habit} changed {changes} of the {needed} times needed.{planned}")
            }
            Gap::HabitInStepWithTime => format!(
                "{habit} changes together with weekdays, seasons or a treatment. So it cannot be told apart from them."
            ),
        }
    }

    /// That a change on purpose would tell, where it may be tried at all.
    fn planned(&self, pair: &Pair, would: &str) -> String {
        if self.can_be_tried(pair.habit) {
            format!(" {would} (not with medicines: ask first).")
        } else {
            String::new()
        }
    }

    /// A value as it was logged: "2 servings", "4", "yes".
    fn value(&self, subject: Subject, value: f64) -> String {
        let tracker = self.journal.tracker(subject.tracker);
        match tracker.map(|tracker| &tracker.kind) {
            Some(Kind::Amount(amount)) => self.style.amount(value, &amount.unit),
            Some(Kind::YesNo) => (if value == 0.0 { "no" } else { "yes" }).to_owned(),
            Some(Kind::Scale(_)) | None => self.style.number(value, 2),
        }
    }
}

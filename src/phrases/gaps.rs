//! Why there is not enough to go on, and what would mend it.

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
            Gap::FewSymptomDays { days, needed } => {
                format!(
                    "Not enough days yet: {days} of the {needed} needed of {}.",
                    self.name(pair.symptom)
                )
            }
            Gap::FewDays { days, needed } => {
                format!("Not enough days yet: {days} of the {needed} needed with both logged.")
            }
            Gap::YesNoSymptom => {
                format!("{symptom} is yes or no; only ratings and amounts can be compared.")
            }
            Gap::FewSymptomValues { values, needed } => format!(
                "{symptom} had {}; it takes {needed} different ones.",
                count(values, "value", "values")
            ),
            Gap::SteadySymptom {
                value,
                days,
                of_days,
            } => format!(
                "{symptom} was {} on {days} of {of_days} days; there is hardly a change to compare.",
                self.value(pair.symptom, value)
            ),
            Gap::SymptomInStepWithTime => {
                format!("{symptom} follows weekdays or time; nothing is left to compare.")
            }
            Gap::SteadyHabit { days: 0, .. } => {
                format!("{habit} was the same on every logged day; no answer can come from it.")
            }
            Gap::SteadyHabit {
                value,
                days,
                needed,
            } => format!(
                "{habit} was other than {} on {days} of the {needed} days needed.",
                self.value(pair.habit, value)
            ),
            Gap::FewChanges { changes: 0 | 1, .. } => {
                format!("{habit} was started once and kept; only an experiment can tell.")
            }
            Gap::FewChanges { changes, needed } => format!(
                "{habit} changed {changes} of the {needed} times needed; an experiment would tell sooner."
            ),
            Gap::HabitInStepWithTime => format!(
                "{habit} runs in step with time: it follows weekdays, seasons or a treatment, and cannot be told from them."
            ),
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

//! Whether a habit is a treatment, and what is said with every sentence that has one.

use super::Speaker;
use crate::domain::{Role, SpanKind};
use crate::stats::Subject;

/// Said with every sentence about a treatment: it is used on bad days, so it can look linked to them.
pub const KEEP_USING: &str =
    "Keep using what a doctor prescribed. Bad days are when you use it, so it can look linked.";

/// The section of what one puts on the skin.
const CARE: &str = "Care";

/// Words in the names that people give to treatments.
const WORDS: [&str; 31] = [
    "antibiotic",
    "antibiotics",
    "antihistamine",
    "antihistamines",
    "benzoyl",
    "biologic",
    "ciclosporin",
    "cortisone",
    "cream",
    "dupilumab",
    "emollient",
    "gel",
    "hydrocortisone",
    "injection",
    "isotretinoin",
    "lotion",
    "medication",
    "medicine",
    "medicines",
    "methotrexate",
    "moisturiser",
    "moisturizer",
    "ointment",
    "phototherapy",
    "pill",
    "pills",
    "retinoid",
    "steroid",
    "steroids",
    "tablet",
    "tablets",
];

impl Speaker<'_> {
    /// Whether `habit` is something a doctor may have prescribed: what is put on the skin, what is named like a medicine,
    /// or what has the name of a treatment in the calendar.
    pub fn is_treatment(&self, habit: Subject) -> bool {
        let Some(tracker) = self.journal.tracker(habit.tracker) else {
            return false;
        };
        if tracker.role != Role::Habit {
            return false;
        }
        let item = habit.item.and_then(|item| self.journal.item(item));
        let names = [Some(&tracker.name), item.map(|item| &item.name)];
        tracker.section == CARE
            || names
                .into_iter()
                .flatten()
                .any(|name| is_medicine(name) || self.is_treated_with(name))
    }

    fn is_treated_with(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.journal.spans().iter().any(|span| {
            span.kind == SpanKind::Treatment && span.label.trim().to_lowercase() == name
        })
    }
}

fn is_medicine(name: &str) -> bool {
    let name = name.to_lowercase().replace("ice cream", "");
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_medicine;

    #[test]
    fn medicines_are_told_by_their_names() {
        for name in [
            "Steroid cream",
            "Hydrocortisone 1 %",
            "Antihistamine",
            "Evening tablets",
        ] {
            assert!(is_medicine(name), "{name}");
        }
        for name in ["Ice cream", "Kefir", "Green tea", "Gelatine", "Walk"] {
            assert!(!is_medicine(name), "{name}");
        }
    }
}

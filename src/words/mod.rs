//! How days, numbers, names and refusals are put in words for people, and read when they type them: the same in the
//! window, on the terminal and in sentences. Files use a plain form of their own.

mod dates;
mod names;
mod numbers;
mod refusals;
mod typed;
mod typed_day;

pub use names::{item_within_sentence, tracker_within_sentence, within_sentence};
pub use numbers::{Style, unit_of};
pub use refusals::{log_refusal, quantity_refusal, refusal};

use crate::domain::{
    DateOrder, DayValue, DecimalMark, FirstWeekday, Kind, Settings, Tracker, VolumeUnit,
};

/// The person's choices of how to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    decimal_mark: DecimalMark,
    date_order: DateOrder,
    volume_unit: VolumeUnit,
    first_weekday: FirstWeekday,
}

impl Words {
    /// The choices in the settings.
    pub fn of(settings: &Settings) -> Self {
        Self {
            decimal_mark: settings.decimal_mark(),
            date_order: settings.date_order(),
            volume_unit: settings.volume_unit(),
            first_weekday: settings.first_weekday(),
        }
    }

    /// How dates are ordered.
    pub fn date_order(self) -> DateOrder {
        self.date_order
    }

    /// The weekday on which weeks start.
    pub fn first_weekday(self) -> chrono::Weekday {
        self.first_weekday.weekday()
    }

    /// A day's value with unit or word: "1.75 L", "4, moderate", "yes", "skipped", "not logged".
    pub fn value(self, tracker: &Tracker, value: DayValue) -> String {
        match value {
            DayValue::NotLogged => "not logged".to_owned(),
            DayValue::Skipped => "skipped".to_owned(),
            DayValue::Recorded { number, .. } => self.recorded(&tracker.kind, number),
        }
    }

    /// A recorded number with unit or word.
    pub fn recorded(self, kind: &Kind, number: f64) -> String {
        match kind {
            Kind::Amount(amount) => self.amount(number, &amount.unit),
            Kind::Scale(scale) => {
                let word = scale.word(number);
                let number = self.number(number);
                if word.is_empty() {
                    number
                } else {
                    format!("{number}, {word}")
                }
            }
            Kind::YesNo => (if number == 0.0 { "no" } else { "yes" }).to_owned(),
        }
    }
}

/// "1 day", "2 days".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The word with its first letter large.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_sentences() {
        let words: Vec<String> = ["water", "sleep", "sugar"].map(str::to_owned).to_vec();
        assert_eq!(listed(&words), "water, sleep and sugar");
        assert_eq!(listed(&words[..2]), "water and sleep");
        assert_eq!(listed(&words[..1]), "water");
        assert_eq!(listed(&[]), "");
    }
}

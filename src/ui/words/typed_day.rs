//! Days as people type them: ISO, in the order they write dates, or a word such as "yesterday".

use chrono::{Datelike, Duration, Weekday};

use crate::domain::{DateOrder, Day};

use super::Words;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Words {
    /// The day that was typed, or the sentence that says what would be one.
    ///
    /// Without a year the latest such day up to `today` is meant; "mon" is the latest Monday up to `today`.
    ///
    /// # Errors
    /// A sentence to stand beside the field.
    pub fn typed_day(self, text: &str, today: Day) -> Result<Day, String> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err("A day is needed.".to_owned());
        }
        let found = word_day(&text, today)
            .or_else(|| text.parse().ok())
            .or_else(|| self.day_of_parts(&text, today));
        found.ok_or_else(|| {
            format!(
                "That is not a date. {} and “yesterday” are read.",
                self.day(today)
            )
        })
    }

    /// Numbers and a month's name in the person's order; a written month may stand in either place.
    fn day_of_parts(self, text: &str, today: Day) -> Option<Day> {
        let parts: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-'))
            .filter(|part| !part.is_empty())
            .collect();
        if !(2..=3).contains(&parts.len()) {
            return None;
        }
        let named = parts[..2]
            .iter()
            .position(|part| month_number(part).is_some());
        let (day_at, month_at) = match named {
            Some(at) => (1 - at, at),
            None if self.date_order == DateOrder::MonthFirst => (1, 0),
            None => (0, 1),
        };
        let day = parts[day_at].parse().ok()?;
        let month = month_number(parts[month_at]).or_else(|| parts[month_at].parse().ok())?;
        match parts.get(2) {
            Some(year) => Day::from_ymd_opt(full_year(year)?, month, day),
            // 29 February may lie up to eight years back.
            None => (0..9)
                .filter_map(|back| Day::from_ymd_opt(today.year() - back, month, day))
                .find(|day| *day <= today),
        }
    }
}

fn word_day(text: &str, today: Day) -> Option<Day> {
    match text {
        "today" => return Some(today),
        "yesterday" => return today.pred_opt(),
        _ => {}
    }
    let weekday: Weekday = text.parse().ok()?;
    (0..7)
        .map(|back| today - Duration::days(back))
        .find(|day| day.weekday() == weekday)
}

/// The month whose name starts with these three letters or more.
fn month_number(text: &str) -> Option<u32> {
    let found = MONTHS
        .iter()
        .position(|month| text.len() >= 3 && month.starts_with(text))?;
    u32::try_from(found + 1).ok()
}

fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Settings, setting_key};

    fn words(order: DateOrder) -> Words {
        let pair = (setting_key::DATE_ORDER.to_owned(), order.key().to_owned());
        Words::of(&Settings::from_pairs([pair]))
    }

    #[track_caller]
    fn check(order: DateOrder, text: &str, expected: &str) {
        let today: Day = "2026-11-21".parse().unwrap();
        let got = words(order).typed_day(text, today);
        assert_eq!(got, Ok(expected.parse().unwrap()), "{text}");
    }

    #[test]
    fn days_are_read_in_the_persons_order() {
        for text in ["2026-03-04", "4.3.2026", "4/3/26", "4 March", "mar 4, 2026"] {
            check(DateOrder::DayFirst, text, "2026-03-04");
        }
        check(DateOrder::MonthFirst, "3/4/2026", "2026-03-04");
        check(DateOrder::MonthFirst, "4 March 2026", "2026-03-04");
        check(DateOrder::Iso, "2026-03-04", "2026-03-04");
    }

    #[test]
    fn days_without_a_year_lie_behind() {
        check(DateOrder::DayFirst, "21 Nov", "2026-11-21");
        check(DateOrder::DayFirst, "22.11.", "2025-11-22");
        check(DateOrder::DayFirst, "29 Feb", "2024-02-29");
    }

    #[test]
    fn words_are_days() {
        check(DateOrder::DayFirst, "Today", "2026-11-21");
        check(DateOrder::DayFirst, "yesterday", "2026-11-20");
        check(DateOrder::DayFirst, "sat", "2026-11-21");
        check(DateOrder::DayFirst, "Sunday", "2026-11-15");
    }

    #[test]
    fn what_is_no_day_gets_a_sentence() {
        let today: Day = "2026-11-21".parse().unwrap();
        for text in [
            "",
            "soon",
            "2027-02-30",
            "31.2.",
            "4.3.2026.1",
            "40 Nov 2026",
            "ma 4",
        ] {
            let refused = words(DateOrder::DayFirst).typed_day(text, today);
            assert!(refused.unwrap_err().ends_with('.'), "{text}");
        }
    }
}

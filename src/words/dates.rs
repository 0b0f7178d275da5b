//! Days in words, in the order the person writes them.

use chrono::Datelike;

use crate::domain::{DateOrder, Day};

use super::Words;

impl Words {
    /// "Saturday 21 November"; with the year where it is not that of `today`.
    pub fn weekday_and_day(self, day: Day, today: Day) -> String {
        match (self.date_order, day.year() == today.year()) {
            (DateOrder::DayFirst, true) => day.format("%A %-d %B").to_string(),
            (DateOrder::DayFirst, false) => day.format("%A %-d %B %Y").to_string(),
            (DateOrder::MonthFirst, true) => day.format("%A, %B %-d").to_string(),
            (DateOrder::MonthFirst, false) => day.format("%A, %B %-d, %Y").to_string(),
            (DateOrder::Iso, _) => day.format("%A %Y-%m-%d").to_string(),
        }
    }

    /// "21 November 2026".
    pub fn day(self, day: Day) -> String {
        let form = match self.date_order {
            DateOrder::DayFirst => "%-d %B %Y",
            DateOrder::MonthFirst => "%B %-d, %Y",
            DateOrder::Iso => "%Y-%m-%d",
        };
        day.format(form).to_string()
    }

    /// "21 Nov".
    pub fn short_day(self, day: Day) -> String {
        let form = match self.date_order {
            DateOrder::DayFirst => "%-d %b",
            DateOrder::MonthFirst => "%b %-d",
            DateOrder::Iso => "%m-%d",
        };
        day.format(form).to_string()
    }

    /// "Sat 21 Nov 2026".
    pub fn short_weekday_and_day(self, day: Day) -> String {
        let form = match self.date_order {
            DateOrder::DayFirst => "%a %-d %b %Y",
            DateOrder::MonthFirst => "%a, %b %-d, %Y",
            DateOrder::Iso => "%a %Y-%m-%d",
        };
        day.format(form).to_string()
    }

    /// "November 2026".
    pub fn month(self, day: Day) -> String {
        let form = if self.date_order == DateOrder::Iso {
            "%Y-%m"
        } else {
            "%B %Y"
        };
        day.format(form).to_string()
    }

    /// "24 July – 21 November", with years where they differ or are not that of `today`.
    pub fn range(self, first: Day, last: Day, today: Day) -> String {
        if first == last {
            self.day(first)
        } else if first.year() == last.year()
            && last.year() == today.year()
            && self.date_order != DateOrder::Iso
        {
            let form = if self.date_order == DateOrder::DayFirst {
                "%-d %B"
            } else {
                "%B %-d"
            };
            format!("{} – {}", first.format(form), last.format(form))
        } else {
            format!("{} – {}", self.day(first), self.day(last))
        }
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

    #[test]
    fn dates_follow_the_chosen_order() {
        let day: Day = "2026-11-21".parse().unwrap();
        let next_year: Day = "2027-01-02".parse().unwrap();
        assert_eq!(
            words(DateOrder::DayFirst).weekday_and_day(day, day),
            "Saturday 21 November"
        );
        assert_eq!(
            words(DateOrder::DayFirst).weekday_and_day(day, next_year),
            "Saturday 21 November 2026"
        );
        assert_eq!(words(DateOrder::MonthFirst).day(day), "November 21, 2026");
        assert_eq!(words(DateOrder::Iso).short_day(day), "11-21");
        assert_eq!(
            words(DateOrder::DayFirst).range(day, next_year, next_year),
            "21 November 2026 – 2 January 2027"
        );
    }
}

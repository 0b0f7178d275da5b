//! The time axis that all panels share: which days are in sight, where each lies, and the labels below.

use chrono::{Datelike, NaiveDate};

use crate::domain::{DateOrder, Day};
use crate::ui::words::Words;

use super::plot::Tick;

/// Fewer days than this are never in sight: closer, a day would look like a measurement within the day.
pub const SHORTEST_DAYS: f64 = 7.0;

/// A day as a number, so that days can be added to pixels.
pub fn number_of(day: Day) -> i32 {
    day.num_days_from_ce()
}

/// The day of a number.
pub fn day_of_number(number: i32) -> Day {
    NaiveDate::from_num_days_from_ce_opt(number).unwrap_or_default()
}

/// Where the mark of a day stands: in the middle of it.
pub fn middle(day: i32) -> f64 {
    f64::from(day) + 0.5
}

/// The stretch of time in sight, in days; the day `n` reaches from `n` to `n + 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeWindow {
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
}

impl TimeWindow {
    /// From the morning of `first` to the night of `last`.
    pub fn of_days(first: Day, last: Day) -> Self {
        Self {
            start: f64::from(number_of(first)),
            end: f64::from(number_of(last.max(first)) + 1),
        }
    }

    /// How many days it holds, parts of days among them.
    pub fn length(self) -> f64 {
        self.end - self.start
    }

    /// The first day whose middle is in sight.
    pub fn first(self) -> i32 {
        (self.start - 0.5).ceil() as i32
    }

    /// The last day whose middle is in sight.
    pub fn last(self) -> i32 {
        (self.end - 0.5).floor() as i32
    }

    /// Where the middle of a day lies between `left` and `right`.
    pub fn x(self, day: i32, left: f32, right: f32) -> f32 {
        self.x_at(f64::from(day) + 0.5, left, right)
    }

    /// Where a moment lies between `left` and `right`.
    pub fn x_at(self, moment: f64, left: f32, right: f32) -> f32 {
        left + ((moment - self.start) / self.length()) as f32 * (right - left)
    }

    /// The moment at `x`.
    pub fn moment_at(self, x: f32, left: f32, right: f32) -> f64 {
        self.start + f64::from((x - left) / (right - left).max(1.0)) * self.length()
    }

    /// The day under `x`, held to the days in sight.
    pub fn day_at(self, x: f32, left: f32, right: f32) -> i32 {
        let day = self.moment_at(x, left, right).floor() as i32;
        day.clamp(self.first(), self.last().max(self.first()))
    }

    /// The same stretch, `days` later.
    pub fn panned(self, days: f64) -> Self {
        Self {
            start: self.start + days,
            end: self.end + days,
        }
    }

    /// A stretch `factor` times as long in which `about` stays where it is.
    pub fn zoomed(self, factor: f64, about: f64) -> Self {
        let factor = factor.max(SHORTEST_DAYS / self.length());
        Self {
            start: about - (about - self.start) * factor,
            end: about + (self.end - about) * factor,
        }
    }

    /// The nearest stretch within `limits`, as long as there is room.
    pub fn within(self, limits: Self) -> Self {
        let length = self
            .length()
            .clamp(SHORTEST_DAYS.min(limits.length()), limits.length());
        let start = self.start.clamp(limits.start, limits.end - length);
        Self {
            start,
            end: start + length,
        }
    }
}

#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 11] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
];

/// The labels of a window, at most `most` of them: days, weeks, months or years.
pub fn time_ticks(window: TimeWindow, most: usize, words: Words) -> Vec<Tick> {
    let fits = |step: &&Step| {
        let days = match **step {
            Step::Days(days) => f64::from(days),
            Step::Months(months) => 30.44 * f64::from(months),
            Step::Years(years) => 365.25 * f64::from(years),
        };
        window.length() / days <= most.max(2) as f64
    };
    let step = *STEPS.iter().find(fits).unwrap_or(&Step::Years(25));
    let mut ticks: Vec<Tick> = Vec::new();
    let mut last_year = None;
    for day in starts(window, step, words) {
        let date = day_of_number(day);
        let names_year = last_year != Some(date.year());
        last_year = Some(date.year());
        let text = match step {
            Step::Days(_) => words.short_day(date),
            Step::Years(_) => date.format("%Y").to_string(),
            Step::Months(_) if words.date_order() == DateOrder::Iso => {
                date.format("%Y-%m").to_string()
            }
            Step::Months(_) if names_year && !(ticks.is_empty() && date.month() != 1) => {
                date.format("%b %Y").to_string()
            }
            Step::Months(_) => date.format("%b").to_string(),
        };
        let in_day = if matches!(step, Step::Days(_)) {
            0.5
        } else {
            0.0
        };
        let at = f64::from(day) + in_day;
        ticks.push(Tick { at, text });
    }
    ticks
}

fn starts(window: TimeWindow, step: Step, words: Words) -> Vec<i32> {
    let (first, last) = (window.start.ceil() as i32, window.end.ceil() as i32 - 1);
    match step {
        Step::Days(days) => {
            // Weeks start where the person's weeks start; every second day is counted from there too.
            let monday_offset = words.first_weekday().num_days_from_monday() as i32;
            // Day 1 of the common era was a Monday.
            (first..=last)
                .filter(|day| (day - 1 - monday_offset).rem_euclid(days) == 0)
                .collect()
        }
        Step::Months(months) => months_between(first, last)
            .filter(|date| (date.month0() as i32) % months == 0)
            .map(number_of)
            .collect(),
        Step::Years(years) => months_between(first, last)
            .filter(|date| date.month0() == 0 && date.year().rem_euclid(years) == 0)
            .map(number_of)
            .collect(),
    }
}

fn months_between(first: i32, last: i32) -> impl Iterator<Item = Day> {
    let start = day_of_number(first);
    let start = start.with_day(1).unwrap_or(start);
    std::iter::successors(Some(start), |month| {
        month.checked_add_months(chrono::Months::new(1))
    })
    .skip_while(move |month| number_of(*month) < first)
    .take_while(move |month| number_of(*month) <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Settings;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn texts(first: &str, last: &str, most: usize) -> Vec<String> {
        let words = Words::of(&Settings::default());
        time_ticks(TimeWindow::of_days(day(first), day(last)), most, words)
            .into_iter()
            .map(|tick| tick.text)
            .collect()
    }

    #[test]
    fn a_window_finds_its_days_again() {
        let window = TimeWindow::of_days(day("2026-07-25"), day("2026-11-21"));
        assert_eq!(window.length(), 120.0);
        assert_eq!(day_of_number(window.first()), day("2026-07-25"));
        assert_eq!(day_of_number(window.last()), day("2026-11-21"));
        for number in window.first()..=window.last() {
            assert_eq!(
                window.day_at(window.x(number, 100.0, 900.0), 100.0, 900.0),
                number
            );
        }
        assert_eq!(window.day_at(-50.0, 100.0, 900.0), window.first());
        assert_eq!(window.day_at(5_000.0, 100.0, 900.0), window.last());
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let window = TimeWindow {
            start: 0.0,
            end: 100.0,
        };
        let about = window.moment_at(300.0, 100.0, 900.0);
        let closer = window.zoomed(0.5, about);
        assert!((closer.length() - 50.0).abs() < 1e-9);
        assert!((closer.moment_at(300.0, 100.0, 900.0) - about).abs() < 1e-9);
        assert!((window.zoomed(0.0001, about).length() - SHORTEST_DAYS).abs() < 1e-9);
    }

    #[test]
    fn a_window_stays_within_its_limits() {
        let limits = TimeWindow {
            start: 0.0,
            end: 100.0,
        };
        let check = |start: f64, end: f64, expected: (f64, f64)| {
            let held = TimeWindow { start, end }.within(limits);
            assert_eq!((held.start, held.end), expected);
        };
        check(-20.0, 10.0, (0.0, 30.0));
        check(90.0, 120.0, (70.0, 100.0));
        check(-500.0, 500.0, (0.0, 100.0));
        check(40.0, 41.0, (40.0, 47.0));
    }

    #[test]
    fn labels_are_days_weeks_months_or_years() {
        assert_eq!(texts("2026-11-15", "2026-11-21", 8).len(), 7);
        // Mondays.
        assert_eq!(
            texts("2026-11-01", "2026-11-30", 6),
            ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]
        );
        assert_eq!(
            texts("2026-07-25", "2026-11-21", 8),
            ["Aug", "Sep", "Oct", "Nov"]
        );
        assert_eq!(
            texts("2025-11-22", "2026-11-21", 8),
            ["Jan 2026", "Mar", "May", "Jul", "Sep", "Nov"]
        );
        assert_eq!(
            texts("2016-11-22", "2026-11-21", 8),
            ["2018", "2020", "2022", "2024", "2026"]
        );
        assert!(texts("1900-01-01", "2199-12-31", 8).len() <= 13);
    }
}

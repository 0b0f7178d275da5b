//! Days as they stand in arguments: today, yesterday, weekdays and ISO dates.

use chrono::{Datelike, Duration, NaiveDateTime, Weekday};

use super::failure::Failure;
use crate::domain::{Day, EARLIEST_DAY, Journal, LATEST_DAY, day_of};

/// The running day of a journal.
pub(super) fn today(journal: &Journal, now: NaiveDateTime) -> Day {
    day_of(now, journal.settings().day_start_minutes())
}

/// Reads a day; a weekday is the last such day before `today`.
pub(super) fn parse_day(text: &str, today: Day) -> Result<Day, Failure> {
    let word = text.trim().to_lowercase();
    match word.as_str() {
        "today" => return Ok(today),
        "yesterday" => return Ok(today - Duration::days(1)),
        _ => {}
    }
    if let Some(weekday) = weekday(&word) {
        let back =
            (7 + today.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
        return Ok(today - Duration::days(if back == 0 { 7 } else { i64::from(back) }));
    }
    if !is_iso_form(&word) {
        return Err(Failure::Refused(format!(
            "“{text}” is not a date. Write today, yesterday, mon to sun, or a date such as {today}."
        )));
    }
    match word.parse::<Day>() {
        Ok(day) if (EARLIEST_DAY..=LATEST_DAY).contains(&day) => Ok(day),
        Ok(_) => Err(Failure::Refused(
            "Biota keeps days from 1900 to 2199.".to_owned(),
        )),
        Err(_) => Err(Failure::Refused(format!("The calendar has no day {word}."))),
    }
}

/// Reads a day on which something can be logged: none after `today`.
pub(super) fn parse_past_day(text: &str, today: Day) -> Result<Day, Failure> {
    let day = parse_day(text, today)?;
    if day > today {
        return Err(Failure::Refused(format!(
            "{day} is in the future (today is {today}). A day can be logged once it has begun."
        )));
    }
    Ok(day)
}

fn weekday(word: &str) -> Option<Weekday> {
    [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ]
    .into_iter()
    .find(|(name, _)| word.len() >= 3 && name.starts_with(word))
    .map(|(_, weekday)| weekday)
}

/// Four, two and two digits; chrono would take `2026-1-5` and signs too.
fn is_iso_form(word: &str) -> bool {
    word.len() == 10
        && word.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday.
    fn saturday() -> Day {
        "2026-11-21".parse().unwrap()
    }

    #[test]
    fn days_are_read_as_people_say_them() {
        for (text, expected) in [
            ("today", "2026-11-21"),
            ("Yesterday", "2026-11-20"),
            ("fri", "2026-11-20"),
            ("Sun", "2026-11-15"),
            ("sat", "2026-11-14"),
            ("saturday", "2026-11-14"),
            ("thurs", "2026-11-19"),
            ("2024-02-29", "2024-02-29"),
        ] {
            let day = parse_past_day(text, saturday()).unwrap();
            assert_eq!(day.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn days_that_are_none_are_refused_in_a_sentence() {
        for (text, part) in [
            ("2027-02-30", "no day 2027-02-30"),
            ("2026-02-29", "no day 2026-02-29"),
            ("2026-11-22", "future"),
            ("1899-12-31", "1900 to 2199"),
            ("2200-01-01", "1900 to 2199"),
            ("2026-1-5", "“2026-1-5” is not a date"),
            ("+026-01-05", "is not a date"),
            ("mo", "is not a date"),
            ("tomorrow", "is not a date"),
            ("21.11.2026", "is not a date"),
            ("", "is not a date"),
        ] {
            let Err(Failure::Refused(sentence)) = parse_past_day(text, saturday()) else {
                panic!("{text} was taken");
            };
            assert!(sentence.contains(part), "{text}: {sentence}");
        }
    }
}

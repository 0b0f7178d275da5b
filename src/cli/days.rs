//! The running day of a journal, and days as they are written in arguments.

use chrono::NaiveDateTime;

use super::failure::Failure;
use super::words::Words;
use crate::domain::{Day, Journal, day_of};

/// The running day of a journal.
pub(super) fn today(journal: &Journal, now: NaiveDateTime) -> Day {
    day_of(now, journal.settings().day_start_minutes())
}

/// Reads a day in the person's own order, or a word such as "yesterday" or "mon".
pub(super) fn parse_day(text: &str, words: Words) -> Result<Day, Failure> {
    let day = words.style.typed_day(text, words.today);
    day.map_err(Failure::Refused)
}

/// Reads a day on which something can be logged: none after the running one.
pub(super) fn parse_past_day(text: &str, words: Words) -> Result<Day, Failure> {
    let day = parse_day(text, words)?;
    let today = words.today;
    if day > today {
        return Err(Failure::Refused(format!(
            "{day} is in the future (today is {today}). A day can be logged once it has begun."
        )));
    }
    Ok(day)
}

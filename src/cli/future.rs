//! `biota future` and `biota move`: days that were logged while the clock was wrong, and moving a day's record to another.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::arguments::{FutureArguments, MoveArguments};
use super::days::{parse_day, parse_past_day, today};
use super::failure::{Failure, say_done};
use super::open::{change, load};
use super::words::{Words, table};
use crate::domain::{Day, DayRecord, Journal, Taken, days_after, move_day, record_of, remove_day};

/// Lists the days after the running one on which something is recorded, or removes one of them.
pub(super) fn run(
    arguments: &FutureArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if let Some(day) = &arguments.remove {
        return remove(day, path, now, out);
    }
    let journal = load(path)?;
    let days = days_after(&journal, today(&journal, now));
    if arguments.json {
        writeln!(out, "{:#}", json(&days))?;
    } else {
        write!(out, "{}", text(&days))?;
    }
    Ok(())
}

/// The days as JSON.
pub(super) fn json(days: &[DayRecord]) -> Value {
    let days = days.iter().map(|record| {
        json!({
            "day": record.day.to_string(),
            "entries": record.entries,
            "note": record.has_note,
        })
    });
    days.collect()
}

fn text(days: &[DayRecord]) -> String {
    if days.is_empty() {
        return "No day after today has anything.\n".to_owned();
    }
    let row = |record: &DayRecord| {
        let mut parts = Vec::new();
        if record.entries > 0 {
            parts.push(entries(record.entries));
        }
        if record.has_note {
            parts.push("a note".to_owned());
        }
        vec![record.day.to_string(), parts.join(", ")]
    };
    let rows: Vec<_> = days.iter().map(row).collect();
    format!(
        "{}\nbiota move --from DATE --to DATE moves a day, biota future --remove DATE removes one.\n",
        table(&rows)
    )
}

fn remove(text: &str, path: &Path, now: NaiveDateTime, out: &mut dyn Write) -> Result<(), Failure> {
    // What is not there is not begun to be emptied.
    load(path)?;
    let changed = change(
        path,
        |journal| today(journal, now),
        |journal| {
            let today = today(journal, now);
            let day = parse_day(text, Words::of(journal, today))?;
            if day <= today {
                return Err(Failure::Refused(format!(
                    "{day} is not in the future (today is {today}). biota log TRACKER remove --on {day} removes one value."
                )));
            }
            let record = recorded(journal, day)?;
            Ok((remove_day(journal, day), record))
        },
    )?;
    let record = changed.outcome;
    let text = format!("Removed {} of {}.\n", holds(&record), record.day);
    say_done(out, &text)
}

/// Moves what is recorded on one day to another.
pub(super) fn run_move(
    arguments: &MoveArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    load(path)?;
    let changed = change(
        path,
        |journal| today(journal, now),
        |journal| {
            let words = Words::of(journal, today(journal, now));
            let from = parse_day(&arguments.from, words)?;
            let to = parse_past_day(&arguments.to, words)?;
            if from == to {
                return Err(Failure::Refused(format!("Both days are {from}.")));
            }
            let record = recorded(journal, from)?;
            let edit =
                move_day(journal, from, to).map_err(|taken| in_the_way(journal, to, &taken))?;
            Ok((edit, (record, to)))
        },
    )?;
    let (record, to) = changed.outcome;
    let text = format!("Moved {} from {} to {to}.\n", holds(&record), record.day);
    say_done(out, &text)
}

fn recorded(journal: &Journal, day: Day) -> Result<DayRecord, Failure> {
    let record = record_of(journal, day);
    if record.entries == 0 && !record.has_note {
        return Err(Failure::Refused(format!("Nothing is logged on {day}.")));
    }
    Ok(record)
}

fn in_the_way(journal: &Journal, to: Day, taken: &[Taken]) -> Failure {
    let name = |taken: &Taken| match taken {
        Taken::Tracker(tracker) => journal
            .tracker(*tracker)
            .map_or_else(String::new, |tracker| tracker.name.clone()),
        Taken::Note => "a note".to_owned(),
    };
    let names: Vec<_> = taken.iter().map(name).collect();
    Failure::Refused(format!(
        "{to} has something already: {}. Nothing was changed. Choose another day, or remove what is there first: biota log TRACKER remove --on {to}.",
        names.join(", ")
    ))
}

/// "2 entries and 1 note".
fn holds(record: &DayRecord) -> String {
    amount(record.entries, usize::from(record.has_note))
}

/// So many entries and notes in words, without those of which there are none.
pub(super) fn amount(number: usize, notes: usize) -> String {
    let of_notes = format!("{notes} {}", if notes == 1 { "note" } else { "notes" });
    match (number, notes) {
        (_, 0) => entries(number),
        (0, _) => of_notes,
        _ => format!("{} and {of_notes}", entries(number)),
    }
}

fn entries(number: usize) -> String {
    format!("{number} {}", if number == 1 { "entry" } else { "entries" })
}

//! `biota log`: one value, set or added, on one day.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::arguments::LogArguments;
use super::days::{parse_past_day, today};
use super::failure::Failure;
use super::open::{Changed, change};
use super::subject::{Subject, find_subject};
use super::words::Words;
use crate::domain::{
    Day, DayValue, Edit, Entry, EntryKey, Journal, Kind, QuantityFault, Tracker, TrackerId, Value,
    parse_quantity, routine, same_name,
};

/// Logs the value and prints what is now kept.
pub(super) fn run(
    arguments: &LogArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let changed = change(
        path,
        |journal| today(journal, now),
        |journal| plan(journal, arguments, today(journal, now)),
    )?;
    let Changed {
        journal,
        is_new,
        outcome,
    } = changed;
    if is_new {
        writeln!(
            out,
            "Started a journal with the usual set at {}.",
            path.display()
        )?;
    }
    let Some(tracker) = journal.tracker(outcome.key.tracker) else {
        return Ok(());
    };
    if outcome.switched_on {
        writeln!(out, "{} is tracked from now on.", tracker.name)?;
    }
    let words = Words::of(&journal, today(&journal, now));
    writeln!(out, "{}", kept(&journal, tracker, outcome.key, words))?;
    Ok(())
}

struct Logged {
    key: EntryKey,
    switched_on: bool,
}

fn plan(
    journal: &Journal,
    arguments: &LogArguments,
    today: Day,
) -> Result<(Edit, Logged), Failure> {
    let day = parse_past_day(&arguments.on, today)?;
    let subject = find_subject(journal, &arguments.tracker, day, today)?;
    let key = EntryKey {
        tracker: subject.tracker,
        day,
        item: subject.item,
    };
    let entry = edit_of(&subject, key, &arguments.value, Words::of(journal, today))?;
    let logged = Logged {
        key,
        switched_on: !subject.switching_on.is_empty(),
    };
    Ok((Edit::Batch(vec![subject.switching_on, entry]), logged))
}

fn edit_of(subject: &Subject, key: EntryKey, text: &str, words: Words) -> Result<Edit, Failure> {
    let journal = &subject.journal;
    let Some(tracker) = journal.tracker(key.tracker) else {
        return Ok(Edit::Batch(Vec::new()));
    };
    let text = text.trim();
    if same_name(text, "skip") {
        return Ok(match key.item {
            Some(_) => Edit::log(key, Entry::skipped()),
            None => routine::skip(journal, tracker.id, key.day),
        });
    }
    if same_name(text, "none") {
        return none(journal, tracker, key, words);
    }
    let number = match (&tracker.kind, text.to_lowercase().as_str()) {
        (Kind::YesNo, "yes") => 1.0,
        (Kind::YesNo, "no") => 0.0,
        (kind, _) => {
            let before = journal.entry(key).and_then(|entry| entry.value.number());
            parse_quantity(text, kind)
                .and_then(|quantity| quantity.resolve(before, kind))
                .map_err(|fault| refused(fault, tracker, text, words))?
        }
    };
    Ok(match key.item {
        Some(item) => routine::set_item(journal, tracker.id, item, key.day, number),
        None => Edit::log(key, Entry::typed(number)),
    })
}

/// "None today" of an amount or yes/no; on a scale the level that is called so.
fn none(
    journal: &Journal,
    tracker: &Tracker,
    key: EntryKey,
    words: Words,
) -> Result<Edit, Failure> {
    let lowest = tracker.kind.bounds().0;
    match &tracker.kind {
        Kind::Scale(scale) if !same_name(scale.word(lowest), "none") => {
            Err(refused(QuantityFault::NotANumber, tracker, "none", words))
        }
        Kind::Amount(_) | Kind::YesNo if key.item.is_none() => {
            Ok(routine::none_today(journal, tracker.id, key.day))
        }
        _ => Ok(Edit::log(key, Entry::typed(lowest))),
    }
}

/// The sentence for a value that is not taken: what was wrong, and what would be right.
fn refused(fault: QuantityFault, tracker: &Tracker, text: &str, words: Words) -> Failure {
    let (name, kind) = (&tracker.name, &tracker.kind);
    let (lowest, highest) = kind.bounds();
    let takes = match kind {
        Kind::Amount(amount) => {
            let unit = match amount.unit.as_str() {
                "" => "a number".to_owned(),
                "h" => "hours such as 6:45 or 6.75".to_owned(),
                unit => format!("a number of {unit}"),
            };
            format!(
                "{name} takes {unit}, from 0 to {}",
                words.number(kind, highest)
            )
        }
        Kind::Scale(_) => format!("{name} takes a whole level from {lowest} to {highest}"),
        Kind::YesNo => format!("{name} takes yes or no"),
    };
    let takes_or_skip = format!("{takes}, or skip.");
    Failure::Refused(match fault {
        QuantityFault::Empty => takes_or_skip,
        QuantityFault::NotANumber => format!("“{text}” cannot be logged. {takes_or_skip}"),
        QuantityFault::Negative => format!("{text} is below zero. {takes}."),
        QuantityFault::Grouped => {
            format!(
                "“{text}” can be read in two ways. Write it without a mark or blank for thousands."
            )
        }
        QuantityFault::NotAdditive => format!("Only amounts can be added to. {takes}."),
        QuantityFault::OutOfRange { .. } => {
            format!("{text} is out of range. {takes}.")
        }
        QuantityFault::BetweenLevels => format!("{text} is between two levels. {takes}."),
    })
}

/// "Water, Saturday 21 November: 750 ml (itself 500 ml, Tea 250 ml)".
fn kept(journal: &Journal, tracker: &Tracker, key: EntryKey, words: Words) -> String {
    let day = words.day(key.day);
    let whole = journal.value_on(tracker.id, key.day);
    let value = words.value(&tracker.kind, whole);
    let parts = parts(journal, tracker.id, key.day, words);
    if parts.is_empty() {
        format!("{}, {day}: {value}", tracker.name)
    } else {
        format!("{}, {day}: {value} ({})", tracker.name, parts.join(", "))
    }
}

/// The entries behind a day value in words; none where the tracker's own entry is all there is.
pub(super) fn parts(journal: &Journal, tracker: TrackerId, day: Day, words: Words) -> Vec<String> {
    let Some(tracker) = journal.tracker(tracker) else {
        return Vec::new();
    };
    let entries: Vec<_> = journal.entries_on(tracker.id, day).collect();
    if entries.iter().all(|(key, _)| key.item.is_none()) {
        return Vec::new();
    }
    let part = |(key, entry): &(EntryKey, Entry)| {
        let name = key
            .item
            .and_then(|item| journal.item(item))
            .map_or("itself", |item| &item.name);
        let value = match entry.value {
            Value::Recorded(number) => DayValue::Recorded {
                number,
                copied: false,
            },
            Value::Skipped => DayValue::Skipped,
        };
        format!("{name} {}", words.value(&tracker.kind, value))
    };
    entries.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Beginning, StarterCatalogue};

    fn today() -> Day {
        "2026-11-21".parse().unwrap()
    }

    fn journal() -> Journal {
        let mut journal = Journal::default();
        let begin = StarterCatalogue::embedded().begin(&Beginning::usual(today()));
        journal.apply(begin).unwrap();
        journal
    }

    fn arguments(tracker: &str, value: &str, on: &str) -> LogArguments {
        LogArguments {
            tracker: tracker.to_owned(),
            value: value.to_owned(),
            on: on.to_owned(),
        }
    }

    /// Logs one after the other and returns the last line printed.
    fn logged(steps: &[(&str, &str)]) -> String {
        let mut journal = journal();
        let mut line = String::new();
        for (tracker, value) in steps {
            let (edit, logged) = plan(&journal, &arguments(tracker, value, "today"), today())
                .unwrap_or_else(|failure| panic!("{tracker} {value}: {failure:?}"));
            journal.apply(edit).unwrap();
            let tracker = journal.tracker(logged.key.tracker).unwrap();
            line = kept(&journal, tracker, logged.key, Words::of(&journal, today()));
        }
        line
    }

    fn refusal(tracker: &str, value: &str, on: &str) -> String {
        match plan(&journal(), &arguments(tracker, value, on), today()) {
            Err(Failure::Refused(sentence)) => sentence,
            Ok(_) => panic!("{tracker} {value} was taken"),
            Err(other) => panic!("{tracker} {value}: {other:?}"),
        }
    }

    #[test]
    fn what_is_kept_is_said() {
        let check = |steps: &[(&str, &str)], expected: &str| {
            let line = logged(steps);
            assert_eq!(line.split_once(": ").unwrap().1, expected, "{steps:?}");
        };
        assert_eq!(
            logged(&[("water", "500")]),
            "Water, Saturday 21 November: 500 ml"
        );
        check(&[("water", "500"), ("water", "+250")], "750 ml");
        check(&[("water", "none"), ("water", "+250")], "250 ml");
        check(&[("water", "skip"), ("water", "+250")], "250 ml");
        check(
            &[("water/tea", "250"), ("water", "500")],
            "750 ml (itself 500 ml, Tea 250 ml)",
        );
        check(
            &[("water/tea", "250"), ("water/tea", "+250")],
            "500 ml (Tea 500 ml)",
        );
        check(
            &[("fermented food", "none"), ("fermented food/kefir", "1")],
            "1 serving (Kefir 1 serving)",
        );
        check(&[("water/tea", "250"), ("water", "none")], "0 ml");
        check(&[("water/tea", "250"), ("water", "skip")], "skipped");
        check(&[("sleep", "6:45")], "6.75 h");
        check(&[("sleep", "6,75")], "6.75 h");
        check(&[("itch", "skip")], "skipped");
        check(&[("itch", "4")], "4, moderate");
        check(&[("itch", "none")], "0, none");
        check(&[("face mask", "yes")], "yes");
        check(&[("face mask", "NO")], "no");
        check(&[("face mask", "none")], "no");
    }

    #[test]
    fn what_is_refused_names_what_would_be_right() {
        for (tracker, value, part) in [
            ("itch", "11", "from 0 to 10"),
            ("itch", "4.5", "between two levels"),
            ("itch", "+1", "Only amounts"),
            ("itch", "yes", "from 0 to 10"),
            ("stool form", "none", "from 1 to 7"),
            ("water", "10000000", "from 0 to 20000 ml"),
            ("water", "-5", "from 0 to 20000 ml"),
            ("water", "a lot", "a number of ml"),
            ("water", "NaN", "a number of ml"),
            ("water", "1,750", "two ways"),
            ("sleep", "25", "6:45"),
            ("face mask", "2", "yes or no"),
            ("water", "", "a number of ml"),
        ] {
            let sentence = refusal(tracker, value, "today");
            assert!(sentence.contains(part), "{tracker} {value}: {sentence}");
        }
        assert!(refusal("water", "1", "2026-11-22").contains("future"));
        assert!(refusal("itch", "3", "2027-02-30").contains("no day 2027-02-30"));
    }
}

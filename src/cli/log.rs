//! `biota log`: one value, set or added, on one day.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::arguments::LogArguments;
use super::days::{parse_day, today};
use super::failure::{Failure, say_done};
use super::open::{Changed, change};
use super::subject::{Subject, find_present, find_subject};
use super::words::Words;
use crate::domain::{
    Day, DayValue, Edit, Entry, EntryKey, Journal, Kind, LogChange, RatingScale, Tracker,
    TrackerId, Value, log, routine, same_name,
};
use crate::words::log_refusal;

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
    let mut text = changed.started(path);
    let Changed {
        journal, outcome, ..
    } = changed;
    let Some(tracker) = journal.tracker(outcome.key.tracker) else {
        return Ok(());
    };
    if outcome.switched_on {
        text.push_str(&format!("{} is tracked from now on.\n", tracker.name));
    }
    let words = Words::of(&journal, today(&journal, now));
    text.push_str(&kept(&journal, tracker, outcome.key, words));
    text.push('\n');
    say_done(out, &text)
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
    let words = Words::of(journal, today);
    let day = parse_day(&arguments.on, words)?;
    if same_name(arguments.value.trim(), "remove") {
        return plan_removal(journal, &arguments.tracker, day);
    }
    if day > today {
        return Err(Failure::Refused(format!(
            "{day} is in the future (today is {today}). A day can be logged once it has begun; the value remove takes away what is there."
        )));
    }
    let subject = find_subject(journal, &arguments.tracker, day, today)?;
    let key = EntryKey {
        tracker: subject.tracker,
        day,
        item: subject.item,
    };
    let entry = edit_of(&subject, key, &arguments.value, words)?;
    let logged = Logged {
        key,
        switched_on: !subject.switching_on.is_empty(),
    };
    Ok((Edit::Batch(vec![subject.switching_on, entry]), logged))
}

/// Makes a tracker, or one item of it, not logged, on any day there is: also one that has not begun.
fn plan_removal(journal: &Journal, tracker: &str, day: Day) -> Result<(Edit, Logged), Failure> {
    let subject = find_present(journal, tracker)?;
    let key = EntryKey {
        tracker: subject.tracker,
        day,
        item: subject.item,
    };
    let edit = match key.item {
        Some(_) if journal.entry(key).is_none() => Edit::Batch(Vec::new()),
        Some(_) => Edit::unlog(key),
        None => routine::unlog(journal, key.tracker, day),
    };
    if edit.is_empty() {
        return Err(Failure::Refused(format!(
            "{} is not logged on {day}.",
            tracker.trim()
        )));
    }
    let logged = Logged {
        key,
        switched_on: false,
    };
    Ok((edit, logged))
}

fn edit_of(subject: &Subject, key: EntryKey, text: &str, words: Words) -> Result<Edit, Failure> {
    let journal = &subject.journal;
    let Some(tracker) = journal.tracker(key.tracker) else {
        return Ok(Edit::Batch(Vec::new()));
    };
    let text = text.trim();
    let change = change_of(journal, tracker, key, text, words)?;
    log(journal, tracker, key.item, key.day, change).map_err(|refusal| {
        let sentence = log_refusal(&refusal, tracker, words.style);
        Failure::Refused(format!("“{text}” cannot be logged. {sentence}"))
    })
}

/// What the text asks for.
fn change_of(
    journal: &Journal,
    tracker: &Tracker,
    key: EntryKey,
    text: &str,
    words: Words,
) -> Result<LogChange, Failure> {
    let kind = &tracker.kind;
    let is_level = |scale: &RatingScale| same_name(scale.word(scale.lowest), "none");
    Ok(match (text.to_lowercase().as_str(), kind) {
        ("skip", _) => LogChange::Skip,
        ("none", Kind::Scale(scale)) if !is_level(scale) => {
            return Err(refused("No level is called so.", tracker, text, words));
        }
        ("none", _) => LogChange::None,
        ("yes", Kind::YesNo) => LogChange::Set(1.0),
        ("no", Kind::YesNo) => LogChange::Set(0.0),
        _ => {
            let before = match key.item {
                Some(_) => journal.entry(key).and_then(|entry| entry.value.number()),
                None => journal.value_on(tracker.id, key.day).number(),
            };
            let typed = words.style.typed(text, before, kind);
            LogChange::Set(typed.map_err(|sentence| refused(&sentence, tracker, text, words))?)
        }
    })
}

/// The sentence for a value that is not taken: what was wrong, and what would be right.
fn refused(sentence: &str, tracker: &Tracker, text: &str, words: Words) -> Failure {
    let (name, kind) = (&tracker.name, &tracker.kind);
    let (lowest, highest) = kind.bounds();
    let takes = match kind {
        Kind::Amount(amount) => {
            let unit = match words.style.shown_unit(&amount.unit) {
                "" => "a number".to_owned(),
                "h" => "hours such as 6:45 or 6.75".to_owned(),
                unit => format!("a number of {unit}"),
            };
            let most = words.style.recorded(kind, highest);
            format!("{unit}, from 0 to {most}")
        }
        Kind::Scale(_) => format!("a whole level from {lowest} to {highest}"),
        Kind::YesNo => "yes or no".to_owned(),
    };
    Failure::Refused(format!(
        "“{text}” cannot be logged. {sentence} {name} takes {takes}, or skip."
    ))
}

/// "Water, Saturday 21 November: 750 ml (itself 500 ml, Tea 250 ml)".
fn kept(journal: &Journal, tracker: &Tracker, key: EntryKey, words: Words) -> String {
    let day = words.day(key.day);
    let whole = journal.value_on(tracker.id, key.day);
    let value = words.style.value(tracker, whole);
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
        format!("{name} {}", words.style.value(tracker, value))
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
            "500 ml (itself 250 ml, Tea 250 ml)",
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
        check(&[("sleep", "6:45")], "6 h 45");
        check(&[("sleep", "6,75")], "6 h 45");
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
            ("water", "10000000", "from 0 to 20 L"),
            ("water", "-5", "from 0 to 20 L"),
            ("water", "a lot", "a number of ml"),
            ("water", "NaN", "a number of ml"),
            ("water", "1,750", "without spaces or marks"),
            ("sleep", "25", "6:45"),
            ("face mask", "2", "yes or no"),
            ("water", "", "a number of ml"),
        ] {
            let sentence = refusal(tracker, value, "today");
            assert!(sentence.contains(part), "{tracker} {value}: {sentence}");
        }
        assert!(refusal("water", "1", "2026-11-22").contains("future"));
        assert!(refusal("itch", "3", "2027-02-30").contains("“2027-02-30” is not a date"));
    }
}

//! The days form: one row a day, one column a tracker, for looking at in a spreadsheet.

use std::collections::BTreeSet;
use std::io::Write;

use super::sheet::{DayRange, Dialect, ExportError, Sheet};
use crate::domain::{Day, DayValue, Journal, Tracker, day_value};

/// So many days without anything between two others have a row each; a longer gap has none. A single day of a wrong clock,
/// or of long ago, would else make rows for decades.
const LONGEST_GAP_DAYS: i64 = 366;

/// The days that [`write_days`] has a row for: each with an entry or a note, and those between.
pub fn days_written(journal: &Journal, range: DayRange) -> Vec<Day> {
    let entries = journal.entries().map(|(key, _)| key.day);
    let notes = journal.notes().map(|(day, _)| day);
    let filled: BTreeSet<Day> = entries.chain(notes).collect();
    let mut days: Vec<Day> = Vec::with_capacity(filled.len());
    for day in filled {
        if let Some(last) = days.last().copied()
            && (day - last).num_days() <= LONGEST_GAP_DAYS + 1
        {
            days.extend(
                last.iter_days()
                    .skip(1)
                    .take_while(|between| *between < day),
            );
        }
        days.push(day);
    }
    days.retain(|day| range.covers(*day));
    days
}

/// Writes a row for every day that [`days_written`] names.
///
/// Not logged is empty, skipped is `skipped`, 0 is `0`. Trackers that are put away have a column if they have an entry
/// in these days.
///
/// # Errors
/// Where `out` takes no more.
pub fn write_days(
    journal: &Journal,
    range: DayRange,
    dialect: Dialect,
    out: impl Write,
) -> Result<(), ExportError> {
    let days = days_written(journal, range);
    let trackers = columns(journal, &days);
    let mut sheet = Sheet::new(out, dialect)?;
    sheet.field("date")?;
    for tracker in &trackers {
        sheet.text(&heading(tracker))?;
    }
    sheet.field("Note")?;
    sheet.end_row()?;
    for day in days {
        write_row(journal, &trackers, day, &mut sheet)?;
    }
    sheet.finish()
}

fn columns<'a>(journal: &'a Journal, days: &[Day]) -> Vec<&'a Tracker> {
    let ends = days.first().zip(days.last());
    let has_entries = |tracker: &Tracker| {
        ends.is_some_and(|(first, last)| {
            let mut entries = journal.entries_between(tracker.id, *first, *last);
            entries.next().is_some()
        })
    };
    let mut trackers = journal.trackers();
    trackers.retain(|tracker| !tracker.is_archived() || has_entries(tracker));
    trackers
}

fn heading(tracker: &Tracker) -> String {
    match tracker.kind.unit() {
        "" => tracker.name.clone(),
        unit => format!("{} ({unit})", tracker.name),
    }
}

fn write_row(
    journal: &Journal,
    trackers: &[&Tracker],
    day: Day,
    sheet: &mut Sheet<impl Write>,
) -> Result<(), ExportError> {
    sheet.field(&day.to_string())?;
    for tracker in trackers {
        match day_value(journal, tracker, day) {
            DayValue::Recorded { number, .. } => sheet.number(number)?,
            DayValue::Skipped => sheet.field("skipped")?,
            DayValue::NotLogged => sheet.field("")?,
        }
    }
    sheet.text(journal.note(day).unwrap_or_default())?;
    sheet.end_row()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::domain::{DecimalMark, Edit};

    fn text(journal: &Journal, range: DayRange, dialect: Dialect) -> String {
        let mut out = Vec::new();
        write_days(journal, range, dialect, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn zero_skipped_and_not_logged_stay_apart() {
        let expected = "\
date,Fermented food (servings),\"Tea, \"\"green\"\", 🍵 (-cups)\",Itch,Note
2026-11-18,2.5,,4,\"Slept badly, \"\"again\"\"
-- second line #travel\"
2026-11-19,,,,
2026-11-20,0,6.75,skipped,=rash gone 🎉
";
        assert_eq!(
            text(&example::journal(), DayRange::default(), Dialect::Plain),
            expected
        );
    }

    #[test]
    fn notes_are_no_formulas_in_spreadsheets() {
        let sheet = Dialect::Spreadsheet(DecimalMark::Comma);
        let rows = text(&example::journal(), DayRange::default(), sheet);
        assert!(rows.starts_with("\u{feff}date;Fermented food (servings);"));
        assert!(
            rows.ends_with("2026-11-20;0;6,75;skipped;'=rash gone 🎉\n"),
            "{rows}"
        );
    }

    #[test]
    fn a_range_cuts_the_days_and_an_empty_one_leaves_the_header() {
        let day = example::day;
        let range = |from: &str, to: &str| DayRange {
            from: Some(day(from)),
            to: Some(day(to)),
        };
        let journal = example::journal();
        let rows = text(&journal, range("2026-11-19", "2027-01-01"), Dialect::Plain);
        let days: Vec<_> = rows.lines().skip(1).map(|row| &row[..10]).collect();
        assert_eq!(days, ["2026-11-19", "2026-11-20"]);
        let none = text(&journal, range("2027-01-01", "2027-02-01"), Dialect::Plain);
        assert_eq!(none.lines().count(), 1);
    }

    #[test]
    fn what_is_put_away_has_a_column_where_it_has_entries() {
        let mut journal = example::journal();
        let mut tea = journal.tracker(example::TEA).unwrap().clone();
        tea.archived_from = Some(example::day("2026-11-21"));
        journal.apply(Edit::put_tracker(tea)).unwrap();
        let all = text(&journal, DayRange::default(), Dialect::Plain);
        assert!(all.contains("green"), "{all}");
        let before = DayRange {
            from: None,
            to: Some(example::day("2026-11-19")),
        };
        let before = text(&journal, before, Dialect::Plain);
        assert!(!before.contains("green"), "{before}");
    }
}

//! `biota export`: one of the CSV forms or the archive, to a file or to standard output.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::arguments::ExportArguments;
use super::days::{parse_day, today};
use super::failure::{Failure, not_exported, not_loaded, not_opened, say_done};
use super::open::load;
use super::terminal::shown_path;
use super::words::Words;
use crate::domain::Journal;
use crate::storage::{Access, Store};
use crate::transfer::{
    DayRange, Dialect, ExportError, days_written, write_archive, write_days, write_entries,
    write_file,
};

/// Writes the file; what was written is said unless it went to standard output.
pub(super) fn run(
    arguments: &ExportArguments,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if let Some(target) = &arguments.archive {
        return run_archive(target, path, now, out);
    }
    let journal = load(path)?;
    let words = Words::of(&journal, today(&journal, now));
    let range = range(arguments, words)?;
    let dialect = if arguments.spreadsheet {
        Dialect::Spreadsheet(journal.settings().decimal_mark())
    } else {
        Dialect::Plain
    };
    let (form, target) = match (&arguments.entries, &arguments.days) {
        (Some(target), _) => (Form::Entries, target),
        (None, Some(target)) => (Form::Days, target),
        (None, None) => return Ok(()),
    };
    if target.as_os_str() == "-" {
        return match form.write(&journal, range, dialect, out) {
            Ok(()) => Ok(()),
            Err(ExportError::Write(error)) => Err(error.into()),
            Err(error) => Err(not_exported(&error, target)),
        };
    }
    write_file(target, Some(path), |file| {
        form.write(&journal, range, dialect, file)
    })
    .map_err(|error| not_exported(&error, target))?;
    let written = form.count(&journal, range);
    say_done(
        out,
        &format!("Wrote {written} to {}.\n", shown_path(target)),
    )
}

/// Writes everything that the journal's file holds.
fn run_archive(
    target: &Path,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut store = Store::open(path, Access::Read).map_err(|error| not_opened(&error, path))?;
    let archive = store
        .load_archive()
        .map_err(|error| not_loaded(error, path))?;
    if target.as_os_str() == "-" {
        return match write_archive(&archive, now, out) {
            Ok(()) => Ok(()),
            Err(ExportError::Write(error)) => Err(error.into()),
            Err(error) => Err(not_exported(&error, target)),
        };
    }
    write_file(target, Some(path), |file| {
        write_archive(&archive, now, file)
    })
    .map_err(|error| not_exported(&error, target))?;
    let entries = archive.journal.entry_count();
    let text = format!(
        "Wrote everything to {}: {entries} {} among it.\n",
        shown_path(target),
        if entries == 1 { "entry" } else { "entries" }
    );
    say_done(out, &text)
}

enum Form {
    Entries,
    Days,
}

impl Form {
    fn write(
        &self,
        journal: &Journal,
        range: DayRange,
        dialect: Dialect,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        match self {
            Self::Entries => write_entries(journal, range, dialect, out),
            Self::Days => write_days(journal, range, dialect, out),
        }
    }

    fn count(&self, journal: &Journal, range: DayRange) -> String {
        match self {
            Self::Entries => {
                let entries = journal.entries();
                let count = entries.filter(|(key, _)| range.covers(key.day)).count();
                format!("{count} {}", if count == 1 { "entry" } else { "entries" })
            }
            Self::Days => {
                let count = days_written(journal, range).len();
                format!("{count} {}", if count == 1 { "day" } else { "days" })
            }
        }
    }
}

fn range(arguments: &ExportArguments, words: Words) -> Result<DayRange, Failure> {
    let day = |text: &Option<String>| text.as_ref().map(|text| parse_day(text, words)).transpose();
    let range = DayRange {
        from: day(&arguments.from)?,
        to: day(&arguments.to)?,
    };
    match (range.from, range.to) {
        (Some(from), Some(to)) if to < from => Err(Failure::Refused(format!(
            "The last day, {to}, is before the first, {from}."
        ))),
        _ => Ok(range),
    }
}

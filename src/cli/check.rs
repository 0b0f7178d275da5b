//! `biota check`: whether the journal file is sound, and what it holds.

use std::io::Write;
use std::path::Path;

use super::failure::{Failure, not_opened};
use super::words::table;
use crate::storage::{CheckReport, check};

/// Prints the report.
pub(super) fn run(path: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let report = check(path).map_err(|error| not_opened(&error, path))?;
    write!(out, "{}", text(&report, path))?;
    if report.is_sound() {
        Ok(())
    } else {
        Err(Failure::Failed(format!(
            "Something is off with {}. Keep a copy of the file before anything else.",
            path.display()
        )))
    }
}

fn text(report: &CheckReport, path: &Path) -> String {
    let mut text = format!("{}\n", path.display());
    if report.is_sound() {
        text.push_str("The journal is sound.\n");
    }
    for problem in &report.problems {
        text.push_str(&format!("Problem: {problem}\n"));
    }
    if let Some(unreadable) = &report.unreadable {
        text.push_str(&format!("Problem: {unreadable}\n"));
    }
    let mut rows = vec![
        vec!["file version".to_owned(), report.version.to_string()],
        vec!["first day".to_owned(), day(report.oldest_day)],
        vec!["last day".to_owned(), day(report.newest_day)],
    ];
    let counts = report.counts.iter();
    rows.extend(counts.map(|(name, count)| vec![name.replace('_', " "), count.to_string()]));
    text.push('\n');
    text.push_str(&table(&rows));
    text
}

fn day(day: Option<crate::domain::Day>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

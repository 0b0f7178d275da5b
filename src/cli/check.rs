//! `biota check`: whether the journal file is sound, what it holds, and when it was last copied.

use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::Surroundings;
use super::arguments::CheckArguments;
use super::backup::folder_of;
use super::failure::{Failure, not_opened};
use super::words::table;
use crate::domain::{Day, Settings};
use crate::storage::{Access, Backup, BackupError, CheckReport, NEWEST_VERSION, Store, check};

/// Prints the report.
pub(super) fn run(
    arguments: &CheckArguments,
    path: &Path,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let report = match check(path) {
        Ok(report) => report,
        Err(error) => {
            let failure = not_opened(&error, path);
            if let (true, Failure::Failed(sentence)) = (arguments.json, &failure) {
                let answer =
                    json!({ "journal": text_of(path), "sound": false, "problems": [sentence] });
                writeln!(out, "{answer:#}")?;
            }
            return Err(failure);
        }
    };
    let last = LastBackup::find(path, surroundings);
    if arguments.json {
        writeln!(out, "{:#}", json(&report, path, &last))?;
    } else {
        write!(out, "{}", text(&report, path, &last))?;
    }
    if !report.is_sound() {
        return Err(Failure::Failed(format!(
            "Something is off with {}. Keep a copy of the file before anything else.",
            path.display()
        )));
    }
    if let LastBackup::Unsound(backup) = &last {
        return Err(Failure::Failed(format!(
            "The journal is sound, but its newest backup {} cannot be trusted. biota backup makes another.",
            backup.path.display()
        )));
    }
    Ok(())
}

/// The newest copy there is.
enum LastBackup {
    None,
    /// The folder is not there at present.
    Away,
    Sound(Backup),
    Unsound(Backup),
}

impl LastBackup {
    fn find(path: &Path, surroundings: &Surroundings) -> Self {
        let settings = Store::open(path, Access::Read)
            .ok()
            .and_then(|mut store| store.load().ok())
            .map_or_else(Settings::default, |journal| journal.settings().clone());
        let Ok(folder) = folder_of(path, &settings, surroundings) else {
            return Self::None;
        };
        match folder.list() {
            Err(BackupError::FolderMissing) if settings.backup_folder().is_none() => Self::None,
            Err(_) => Self::Away,
            Ok(backups) => match backups.into_iter().next() {
                None => Self::None,
                Some(backup) => {
                    if check(&backup.path).is_ok_and(|report| report.is_sound()) {
                        Self::Sound(backup)
                    } else {
                        Self::Unsound(backup)
                    }
                }
            },
        }
    }

    fn words(&self) -> String {
        match self {
            Self::None => "none".to_owned(),
            Self::Away => "its folder is not there now".to_owned(),
            Self::Sound(backup) => backup.moment.format("%Y-%m-%d %H:%M").to_string(),
            Self::Unsound(backup) => {
                format!("{}, damaged", backup.moment.format("%Y-%m-%d %H:%M"))
            }
        }
    }
}

fn text(report: &CheckReport, path: &Path, last: &LastBackup) -> String {
    let mut text = format!("{}\n", path.display());
    if report.is_sound() {
        text.push_str("The journal is sound.\n");
    }
    if report.version < NEWEST_VERSION {
        text.push_str(
            "It was written by an older Biota. Opening it in the window brings it up to date.\n",
        );
    }
    for problem in problems(report) {
        text.push_str(&format!("Problem: {problem}\n"));
    }
    let mut rows = vec![
        vec!["file version".to_owned(), report.version.to_string()],
        vec!["first day".to_owned(), day(report.holdings.oldest_day)],
        vec!["last day".to_owned(), day(report.holdings.newest_day)],
        vec!["days".to_owned(), report.holdings.days.to_string()],
        vec!["last backup".to_owned(), last.words()],
    ];
    let counts = report.counts.iter();
    rows.extend(counts.map(|(name, count)| vec![name.replace('_', " "), count.to_string()]));
    text.push('\n');
    text.push_str(&table(&rows));
    text
}

fn json(report: &CheckReport, path: &Path, last: &LastBackup) -> Value {
    let counts: Map<String, Value> = report
        .counts
        .iter()
        .map(|(name, count)| (name.clone(), json!(count)))
        .collect();
    let backup = match last {
        LastBackup::None | LastBackup::Away => Value::Null,
        LastBackup::Sound(backup) | LastBackup::Unsound(backup) => json!({
            "file": text_of(&backup.path),
            "made": backup.moment.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "bytes": backup.bytes,
            "sound": matches!(last, LastBackup::Sound(_)),
        }),
    };
    json!({
        "journal": text_of(path),
        "sound": report.is_sound(),
        "problems": problems(report),
        "version": report.version,
        "program_version": NEWEST_VERSION,
        "days": report.holdings.days,
        "oldest_day": report.holdings.oldest_day.map(|day| day.to_string()),
        "newest_day": report.holdings.newest_day.map(|day| day.to_string()),
        "counts": counts,
        "last_backup": backup,
    })
}

fn problems(report: &CheckReport) -> Vec<String> {
    let unreadable = report.unreadable.iter().map(ToString::to_string);
    report.problems.iter().cloned().chain(unreadable).collect()
}

fn text_of(path: &Path) -> String {
    path.display().to_string()
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

//! `biota check`: whether the journal file is sound and private, what it holds, and when it was last copied.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Surroundings;
use super::arguments::CheckArguments;
use super::backup::folder_of;
use super::days::today;
use super::failure::{Failure, not_opened};
use super::future;
use super::words::table;
use crate::domain::{Day, DayRecord, Journal, Settings, days_after};
use crate::storage::{
    Access, Backup, BackupError, BackupFolder, CheckReport, Exposed, NEWEST_VERSION, Store, check,
    exposed,
};

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
                // The failure is told in any case.
                let _ = writeln!(out, "{answer:#}");
            }
            return Err(failure);
        }
    };
    let around = Around::find(path, surroundings);
    let said = if arguments.json {
        writeln!(out, "{:#}", json(&report, path, &around))
    } else {
        write!(out, "{}", text(&report, path, &around))
    };
    // What was found holds whether or not it could be written out.
    if !report.is_sound() {
        return Err(Failure::Failed(format!(
            "Something is off with {}. Keep a copy of the file before anything else.",
            path.display()
        )));
    }
    if let LastBackup::Unsound(backup) = &around.last {
        return Err(Failure::Failed(format!(
            "The journal is sound, but its newest backup {} cannot be trusted. biota backup makes another.",
            backup.path.display()
        )));
    }
    Ok(said?)
}

/// What is around the journal: its backups, days in the future, files that others can read.
struct Around {
    last: LastBackup,
    /// Backups that are dated in the future, newest first.
    future_backups: Vec<Backup>,
    future_days: Vec<DayRecord>,
    exposed: Vec<Exposed>,
}

impl Around {
    fn find(path: &Path, surroundings: &Surroundings) -> Self {
        let now = surroundings.now;
        let opened = Store::open(path, Access::Read).ok();
        let journal = opened.and_then(|mut store| store.load().ok());
        let days = |journal: &Journal| days_after(journal, today(journal, now));
        let future_days = journal.as_ref().map(days).unwrap_or_default();
        let settings = journal.map_or_else(Settings::default, |journal| journal.settings().clone());
        let folder = folder_of(path, &settings, surroundings).ok();
        let listed = folder.as_ref().map(BackupFolder::list);
        let is_usual = settings.backup_folder().is_none();
        let is_away = match &listed {
            Some(Err(BackupError::FolderMissing)) => !is_usual,
            Some(Err(_)) => true,
            Some(Ok(_)) | None => false,
        };
        let all = listed.and_then(Result::ok).unwrap_or_default();
        let (future_backups, of_now): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|backup| backup.is_from_future(now));
        let newest = of_now.first().or(future_backups.first());
        Self {
            last: match newest {
                None if is_away => LastBackup::Away,
                None => LastBackup::None,
                Some(backup) => LastBackup::of(backup.clone()),
            },
            future_backups,
            future_days,
            exposed: exposed(path, folder.as_ref()),
        }
    }
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
    fn of(backup: Backup) -> Self {
        if check(&backup.path).is_ok_and(|report| report.is_sound()) {
            Self::Sound(backup)
        } else {
            Self::Unsound(backup)
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

fn text(report: &CheckReport, path: &Path, around: &Around) -> String {
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
    for remark in remarks(around) {
        text.push_str(&remark);
        text.push('\n');
    }
    let mut rows = vec![
        vec!["file version".to_owned(), report.version.to_string()],
        vec!["first day".to_owned(), day(report.holdings.oldest_day)],
        vec!["last day".to_owned(), day(report.holdings.newest_day)],
        vec!["days".to_owned(), report.holdings.days.to_string()],
        vec!["last backup".to_owned(), around.last.words()],
    ];
    let counts = report.counts.iter();
    rows.extend(counts.map(|(name, count)| vec![name.replace('_', " "), count.to_string()]));
    text.push('\n');
    text.push_str(&table(&rows));
    text
}

fn json(report: &CheckReport, path: &Path, around: &Around) -> Value {
    let counts: Map<String, Value> = report
        .counts
        .iter()
        .map(|(name, count)| (name.clone(), json!(count)))
        .collect();
    let last = &around.last;
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
        "private": around.exposed.is_empty(),
        "readable_by_others": files(around.exposed.iter().map(|exposed| &exposed.file)),
        "future_days": future::json(&around.future_days),
        "future_backups": files(around.future_backups.iter().map(|backup| &backup.path)),
    })
}

/// What is no fault of the journal and still worth a sentence.
fn remarks(around: &Around) -> Vec<String> {
    let readable = exposed_sentence(&around.exposed);
    let days = days_sentence(&around.future_days);
    let backups = backups_sentence(&around.future_backups);
    [readable, days, backups].into_iter().flatten().collect()
}

fn exposed_sentence(exposed: &[Exposed]) -> Option<String> {
    let first = exposed.iter().find(|exposed| exposed.is_others);
    let first = first.or(exposed.first())?;
    let more = match exposed.len() - 1 {
        0 => String::new(),
        1 => " and 1 more file of the journal".to_owned(),
        more => format!(" and {more} more files of the journal"),
    };
    let remedy = if first.is_others {
        "It belongs to another account, which alone can change that."
    } else {
        "What Biota writes next makes that private, if the disk knows of accounts."
    };
    Some(format!(
        "Others on this computer can read {}{more}. {remedy}",
        first.file.display()
    ))
}

fn days_sentence(days: &[DayRecord]) -> Option<String> {
    let (first, last) = (days.first()?.day, days.last()?.day);
    let entries = days.iter().map(|record| record.entries).sum();
    let notes = days.iter().filter(|record| record.has_note).count();
    let on = match days.len() {
        1 => format!("on a day in the future: {first}"),
        number => format!("on {number} days in the future, from {first} to {last}"),
    };
    Some(format!(
        "There are {} {on}. biota future lists, moves and removes such days.",
        future::amount(entries, notes)
    ))
}

fn backups_sentence(backups: &[Backup]) -> Option<String> {
    let newest = backups.first()?;
    let (number, them) = match backups.len() {
        1 => ("1 backup is".to_owned(), "it"),
        number => (format!("{number} backups are"), "them"),
    };
    let folder = newest.path.parent().unwrap_or(&newest.path);
    Some(format!(
        "{number} dated in the future, up to {}: the clock was wrong then, or is wrong now. If you do not need {them}, delete {them} in {}.",
        newest.moment.date(),
        folder.display()
    ))
}

fn files<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Vec<String> {
    files.map(|file| text_of(file)).collect()
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

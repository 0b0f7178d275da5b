//! `biota import`: what a file of another program holds into the journal, or what that would change.

mod json;
mod page;
mod whole;

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::Surroundings;
use super::arguments::ImportArguments;
use super::backup::folder_of;
use super::days::today;
use super::failure::{Failure, not_opened};
use super::open::{begun, change, load};
use crate::domain::{Edit, Journal};
use crate::import::{
    Answers, Foreign, Mapping, Occasion, Plan, plan, ready_mapping, remembered_key,
    remembered_table,
};
use crate::storage::{Reason, keep_before};
use crate::transfer::import::{ImportError, Progress, Reading, read_foreign};

/// So many problems are written out.
const SHOWN_PROBLEMS: usize = 20;

/// Imports the file, or says what that would change.
pub(super) fn run(
    arguments: &ImportArguments,
    uid: &str,
    path: &Path,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let now = surroundings.now;
    if whole::take_whole(arguments, path, surroundings, out)? {
        return Ok(());
    }
    let journal = journal_at(path, now)?;
    let chosen = arguments.mapping.as_deref().map(read_mapping).transpose()?;
    let foreign = read(arguments, chosen.as_ref(), &journal)?;
    if let Some(chosen) = &chosen
        && chosen.source != foreign.mapped_as()
    {
        return Err(Failure::Refused(format!(
            "The mapping is for another kind of file: {} instead of {}.",
            chosen.source,
            foreign.mapped_as()
        )));
    }
    let work = Work {
        arguments,
        foreign,
        chosen,
        uid,
        now,
    };
    let (mapping, planned) = work.plan(&journal);
    if let Some(target) = &arguments.save_mapping {
        save_mapping(target, &mapping)?;
    }
    let is_refused = !planned.problems.is_empty() && !arguments.leave_out_problems;
    if arguments.dry_run || is_refused || planned.edit.is_empty() {
        work.say(&journal, &mapping, &planned, out)?;
        return if is_refused {
            Err(refusal(arguments, &planned))
        } else {
            Ok(())
        };
    }
    if path.symlink_metadata().is_ok() {
        let folder = folder_of(path, journal.settings(), surroundings).ok();
        keep_before(path, Reason::Import, folder.as_ref(), now)
            .map_err(|error| not_opened(&error, path))?;
    }
    let changed = change(
        path,
        |journal| today(journal, now),
        |journal| {
            let (mapping, planned) = work.plan(journal);
            // The next file of that kind is read the same way, whatever its numbers look like.
            let key = remembered_key(&work.foreign.mapped_as());
            let remember = Edit::set(&key, mapping.to_json());
            let edits = vec![planned.edit.clone(), remember];
            Ok((Edit::Batch(edits), (mapping, planned)))
        },
    )?;
    let (mapping, planned) = changed.outcome;
    work.say(&changed.journal, &mapping, &planned, out)
}

struct Work<'a> {
    arguments: &'a ImportArguments,
    foreign: Foreign,
    chosen: Option<Mapping>,
    uid: &'a str,
    now: NaiveDateTime,
}

impl Work<'_> {
    fn plan(&self, journal: &Journal) -> (Mapping, Plan) {
        let mapping = ready_mapping(&self.foreign, journal, self.chosen.as_ref());
        let occasion = Occasion {
            today: today(journal, self.now),
            uid: self.uid.to_owned(),
            file: file_name(&self.arguments.file),
            made_at: self.now.format("%Y-%m-%d %H:%M:%S").to_string(),
        };
        let answers = Answers {
            take_theirs: self.arguments.take_theirs,
            ..Answers::default()
        };
        let planned = plan(&self.foreign, &mapping, journal, &answers, &occasion);
        (mapping, planned)
    }

    fn say(
        &self,
        journal: &Journal,
        mapping: &Mapping,
        planned: &Plan,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let outcome = page::Outcome {
            foreign: &self.foreign,
            mapping,
            plan: planned,
            journal,
            is_dry: self.arguments.dry_run,
        };
        if self.arguments.json {
            let text = json::text(&outcome, &file_name(&self.arguments.file));
            writeln!(out, "{text}")?;
        } else {
            write!(out, "{}", page::text(&outcome))?;
        }
        Ok(())
    }
}

/// The journal, or the one that would begin with the import.
fn journal_at(path: &Path, now: NaiveDateTime) -> Result<Journal, Failure> {
    let is_there = path.symlink_metadata().is_ok();
    let journal = if is_there {
        load(path)?
    } else {
        Journal::default()
    };
    begun(journal, |journal| today(journal, now))
}

fn read(
    arguments: &ImportArguments,
    chosen: Option<&Mapping>,
    journal: &Journal,
) -> Result<Foreign, Failure> {
    let progress = Progress::default();
    let mut reading = Reading {
        table: chosen.and_then(|mapping| mapping.table.clone()),
        date_order: Some(journal.settings().date_order()),
        day_start_minutes: journal.settings().day_start_minutes(),
    };
    let first = read_foreign(&arguments.file, &reading, &progress);
    let foreign = first.map_err(|error| not_read(&error, &arguments.file))?;
    // A table of a kind that was read before is read the same way.
    match remembered_table(journal, &foreign) {
        Some(table) if chosen.is_none() => {
            reading.table = Some(table);
            read_foreign(&arguments.file, &reading, &progress)
                .map_err(|error| not_read(&error, &arguments.file))
        }
        _ => Ok(foreign),
    }
}

fn not_read(error: &ImportError, file: &Path) -> Failure {
    let sentence = format!("{}: {error}. Nothing was changed.", file.display());
    match error {
        ImportError::NotRead(_) | ImportError::Cancelled => Failure::Failed(sentence),
        _ => Failure::Refused(sentence),
    }
}

fn refusal(arguments: &ImportArguments, planned: &Plan) -> Failure {
    let shown = planned.problems.first.iter().take(SHOWN_PROBLEMS);
    let mut lines: Vec<String> = shown
        .map(|problem| format!("{}: {}", arguments.file.display(), problem.sentence()))
        .collect();
    let more = planned.problems.count.saturating_sub(lines.len());
    if more > 0 {
        lines.push(format!("{more} more."));
    }
    let what = if arguments.dry_run {
        "Nothing would be imported."
    } else {
        "Nothing was imported."
    };
    lines.push(format!(
        "{what} Correct the file, choose another target with --mapping, or continue without these with --leave-out-problems."
    ));
    Failure::Refused(lines.join("\n"))
}

fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::Refused(format!("{} cannot be read: {error}.", path.display()))
    })?;
    Mapping::from_json(&text)
        .map_err(|error| Failure::Refused(format!("{} is not a mapping: {error}.", path.display())))
}

fn save_mapping(path: &Path, mapping: &Mapping) -> Result<(), Failure> {
    let text = mapping.to_json() + "\n";
    crate::transfer::write_file(path, |out| Ok(out.write_all(text.as_bytes())?))
        .map_err(|error| super::failure::not_exported(&error, path))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

//! `biota import`: what a file of another program holds into the journal, or what that would change.

mod json;
mod page;
mod whole;

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::Surroundings;
use super::arguments::{DecimalsChoice, ImportArguments};
use super::backup::folder_of;
use super::days::today;
use super::failure::{Failure, not_exported, say_done};
use super::open::{begun, change_patiently, load_patiently, patiently};
use super::terminal::{printable, shown_path};
use crate::domain::{DecimalMark, Edit, Journal};
use crate::files::read_short;
use crate::import::{
    Answers, Foreign, LONGEST_MAPPING, LeftOut, Mapping, Occasion, Plan, plan, ready_mapping,
    remembered_key, remembered_reading,
};
use crate::storage::{Reason, keep_before};
use crate::transfer::import::{ImportError, Progress, Reading, read_foreign};
use crate::transfer::write_file;

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
        save_mapping(target, path, &mapping)?;
    }
    let has_problems = !planned.problems.is_empty() && !arguments.leave_out_problems;
    let is_refused = has_problems || comes_to_nothing(&planned);
    if arguments.dry_run || is_refused || planned.edit.is_empty() {
        // Of a refused file it is said what it would bring, not that it came.
        let is_dry = arguments.dry_run || is_refused;
        let text = work.text(&journal, &mapping, &planned, is_dry);
        let said = out.write_all(text.as_bytes());
        // A refusal is one, whether or not the plan could be shown.
        return if is_refused {
            Err(work.refusal(&planned))
        } else {
            Ok(said?)
        };
    }
    let folder = folder_of(path, journal.settings(), surroundings).ok();
    // It is worked out anew from what is on the disk then.
    drop((journal, mapping, planned));
    if path.symlink_metadata().is_ok() {
        patiently(path, || {
            keep_before(path, Reason::Import, folder.as_ref(), now)
        })?;
    }
    let changed = change_patiently(
        path,
        |journal| today(journal, now),
        |journal| {
            let (mapping, mut planned) = work.plan(journal);
            // The next file of that kind is read the same way, whatever its numbers look like.
            let key = remembered_key(&work.foreign.mapped_as());
            let remember = Edit::set(&key, mapping.to_json());
            let edit = std::mem::replace(&mut planned.edit, Edit::Batch(Vec::new()));
            Ok((Edit::Batch(vec![edit, remember]), (mapping, planned)))
        },
    )?;
    let (mapping, planned) = changed.outcome;
    say_done(out, &work.text(&changed.journal, &mapping, &planned, false))
}

/// Whether nothing of a file can be imported, and nothing of it is known.
fn comes_to_nothing(planned: &Plan) -> bool {
    let counts = &planned.counts;
    let is_met = counts.known + counts.covered + planned.kept() > 0;
    planned.edit.is_empty() && planned.leaves_out() && planned.problems.is_empty() && !is_met
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

    fn text(&self, journal: &Journal, mapping: &Mapping, planned: &Plan, is_dry: bool) -> String {
        let outcome = page::Outcome {
            foreign: &self.foreign,
            mapping,
            plan: planned,
            journal,
            is_dry,
        };
        if self.arguments.json {
            json::text(&outcome, &file_name(&self.arguments.file)) + "\n"
        } else {
            page::text(&outcome)
        }
    }

    /// Why nothing is imported, and what to do.
    fn refusal(&self, planned: &Plan) -> Failure {
        let file = shown_path(&self.arguments.file);
        let shown = planned.problems.first.iter().take(SHOWN_PROBLEMS);
        let mut lines: Vec<String> = shown
            .map(|problem| format!("{file}: {}", printable(&problem.sentence())))
            .collect();
        let more = planned.problems.count.saturating_sub(lines.len());
        if more > 0 {
            lines.push(format!("{more} more."));
        }
        let outlooks = self.foreign.streams.iter().zip(&planned.outlooks);
        let reasons = outlooks.filter_map(|(stream, outlook)| match &outlook.left_out {
            Some(LeftOut::Because(reason)) => Some((&stream.name, reason)),
            _ => None,
        });
        let is_left_out = planned.problems.is_empty();
        for (name, reason) in reasons.take(if is_left_out { SHOWN_PROBLEMS } else { 0 }) {
            lines.push(format!(
                "{file}: {} is left out: {}.",
                printable(name),
                printable(reason)
            ));
        }
        let what = if self.arguments.dry_run {
            "Nothing would be imported."
        } else {
            "Nothing was imported."
        };
        if let Some(open) = &self.foreign.open_numbers {
            lines.push(format!(
                "{what} Say what the mark in {} is: with --decimals point it is {}, with --decimals comma {}.",
                open.text,
                if open.mark == DecimalMark::Point { open.decimals } else { open.thousands },
                if open.mark == DecimalMark::Point { open.thousands } else { open.decimals },
            ));
        } else if is_left_out {
            lines.push(format!("{what} Choose what it goes to with --mapping."));
        } else {
            lines.push(format!(
                "{what} Correct the file, choose another target with --mapping, or continue without these with --leave-out-problems."
            ));
        }
        Failure::Refused(lines.join("\n"))
    }
}

/// The journal, or the one that would begin with the import.
fn journal_at(path: &Path, now: NaiveDateTime) -> Result<Journal, Failure> {
    let is_there = path.symlink_metadata().is_ok();
    let journal = if is_there {
        load_patiently(path)?
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
    let said = arguments.decimals.map(|choice| match choice {
        DecimalsChoice::Point => DecimalMark::Point,
        DecimalsChoice::Comma => DecimalMark::Comma,
    });
    let mut reading = Reading {
        table: chosen.and_then(|mapping| mapping.table.clone()),
        date_order: Some(journal.settings().date_order()),
        decimals: said.or_else(|| chosen?.decimals),
        day_start_minutes: journal.settings().day_start_minutes(),
    };
    let read = |reading: &Reading| {
        read_foreign(&arguments.file, reading, &progress)
            .map_err(|error| not_read(&error, &arguments.file))
    };
    let foreign = read(&reading)?;
    // A file of a kind that was read before is read the same way.
    match remembered_reading(journal, &foreign) {
        Some((table, decimals)) if chosen.is_none() => {
            drop(foreign);
            reading.table = table;
            reading.decimals = decimals;
            read(&reading)
        }
        _ => Ok(foreign),
    }
}

fn not_read(error: &ImportError, file: &Path) -> Failure {
    let sentence = format!("{}: {error}. Nothing was changed.", shown_path(file));
    match error {
        ImportError::NotRead(_) | ImportError::Cancelled => Failure::Failed(sentence),
        _ => Failure::Refused(sentence),
    }
}

fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let shown = shown_path(path);
    let text = read_short(path, LONGEST_MAPPING)
        .map_err(|error| Failure::Refused(format!("{shown} cannot be read: {error}.")))?;
    Mapping::from_json(&text)
        .map_err(|error| Failure::Refused(format!("{shown} is not a mapping: {error}.")))
}

fn save_mapping(target: &Path, journal: &Path, mapping: &Mapping) -> Result<(), Failure> {
    let text = mapping.to_json() + "\n";
    write_file(target, Some(journal), |out| {
        Ok(out.write_all(text.as_bytes())?)
    })
    .map_err(|error| not_exported(&error, target))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

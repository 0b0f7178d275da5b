//! Every command but the window: arguments in, sentences and exit code out.

mod arguments;
mod backup;
mod check;
mod days;
pub mod demo;
mod export;
mod failure;
mod future;
mod import;
mod insights;
mod log;
mod open;
mod restore;
mod show;
mod subject;
pub mod terminal;
mod tracker;
mod window;
mod words;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::Parser;

use arguments::{Arguments, Command, TrackerCommand};
use failure::Failure;
use terminal::{Plain, printable_lines};
pub use window::{WindowRequest, has_display};

/// What the commands are told of the machine they run on.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The wall clock.
    pub now: NaiveDateTime,
    /// What stands in `BIOTA_JOURNAL`.
    pub journal_variable: Option<OsString>,
    /// Where the journal lies unless one says otherwise.
    pub default_journal: Option<PathBuf>,
    /// Where backups lie unless one says otherwise.
    pub default_backups: Option<PathBuf>,
    /// Whether a window could come up.
    pub has_display: bool,
}

/// How a command line ends.
#[derive(Debug)]
pub enum Outcome {
    /// It is done, with this exit code: 0 done, 1 failed, 2 wrong usage or refused input.
    Done(u8),
    /// The window is wanted.
    Window(WindowRequest),
}

/// Runs a command line, the program's name first. What a command says goes to `out`, what went wrong to `err`.
pub fn run(
    command_line: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Outcome {
    let result = match Arguments::try_parse_from(command_line) {
        Ok(arguments) => dispatch(&arguments, surroundings, out),
        Err(error) if error.use_stderr() => {
            // Where even standard error is closed there is nobody left to tell.
            let _ = write!(err, "{}", printable_lines(&error.to_string()));
            return Outcome::Done(2);
        }
        // Help and version are asked for.
        Err(help) => write!(out, "{help}").map_err(Failure::from).map(|()| None),
    };
    let result = result.and_then(|request| Ok(out.flush().map(|()| request)?));
    let (code, sentence) = match result {
        Ok(Some(request)) => return Outcome::Window(request),
        Ok(None) | Err(Failure::PipeClosed) => return Outcome::Done(0),
        Err(Failure::Unsaid(error)) => (
            0,
            format!(
                "It is done and what was asked is kept; only the answer could not be written: {error}."
            ),
        ),
        Err(Failure::Refused(sentence)) => (2, sentence),
        Err(Failure::Failed(sentence)) => (1, sentence),
    };
    let _ = writeln!(err, "{}", printable_lines(&sentence));
    Outcome::Done(code)
}

/// Whether a command prints for programs, which get every sign as it is.
fn is_exact(command: Option<&Command>) -> bool {
    match command {
        Some(Command::Show(show)) => show.json,
        Some(Command::Import(import)) => import.json,
        Some(Command::Check(check)) => check.json,
        Some(Command::Insights(insights)) => insights.json,
        Some(Command::Export(export)) => {
            let targets = [&export.entries, &export.days, &export.archive];
            let mut named = targets.into_iter().flatten();
            named.any(|target| target.as_os_str() == "-")
        }
        _ => false,
    }
}

fn dispatch(
    arguments: &Arguments,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<Option<WindowRequest>, Failure> {
    let mut plain = Plain::new(&mut *out);
    if !is_exact(arguments.command.as_ref()) {
        return perform(arguments, surroundings, &mut plain);
    }
    perform(arguments, surroundings, out)
}

fn perform(
    arguments: &Arguments,
    surroundings: &Surroundings,
    out: &mut dyn Write,
) -> Result<Option<WindowRequest>, Failure> {
    let now = surroundings.now;
    let path = || journal_path(arguments.journal.as_ref(), surroundings);
    match &arguments.command {
        None if surroundings.has_display => return Ok(Some(WindowRequest::new(path()?))),
        None => return Err(window::no_display()),
        Some(Command::Demo(demo)) => match &demo.out {
            Some(target) => window::write_demo(demo, target, path().ok().as_deref(), now, out)?,
            None if surroundings.has_display => return window::temporary_demo(demo, now).map(Some),
            None => return Err(window::no_display()),
        },
        Some(Command::Log(log)) => log::run(log, &path()?, now, out)?,
        Some(Command::Show(show)) => show::run(show, &path()?, now, out)?,
        Some(Command::Tracker(TrackerCommand::List)) => tracker::list(&path()?, out)?,
        Some(Command::Tracker(TrackerCommand::Add(add))) => {
            let uid = uuid::Uuid::new_v4().to_string();
            tracker::add(add, &uid, &path()?, now, out)?;
        }
        Some(Command::Move(day)) => future::run_move(day, &path()?, now, out)?,
        Some(Command::Future(future)) => future::run(future, &path()?, now, out)?,
        Some(Command::Export(export)) => export::run(export, &path()?, now, out)?,
        Some(Command::Import(arguments)) => {
            let uid = uuid::Uuid::new_v4().to_string();
            import::run(arguments, &uid, &path()?, surroundings, out)?;
        }
        Some(Command::Backup(backup)) => backup::run(backup, &path()?, surroundings, out)?,
        Some(Command::Restore(restore)) => restore::run(restore, &path()?, surroundings, out)?,
        Some(Command::Check(check)) => check::run(check, &path()?, surroundings, out)?,
        Some(Command::Insights(insights)) => insights::run(insights, &path()?, now, out)?,
    }
    Ok(None)
}

/// The option before the variable, the variable before the usual place. An empty variable counts as none.
fn journal_path(option: Option<&PathBuf>, surroundings: &Surroundings) -> Result<PathBuf, Failure> {
    let variable = surroundings
        .journal_variable
        .as_ref()
        .filter(|variable| !variable.is_empty())
        .map(PathBuf::from);
    option
        .cloned()
        .or(variable)
        .or_else(|| surroundings.default_journal.clone())
        .ok_or_else(|| {
            Failure::Failed(
                "This account has no home folder for the journal. Name a file with --journal."
                    .to_owned(),
            )
        })
}

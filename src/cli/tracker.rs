//! `biota tracker`: the trackers as a table, and a new one of one's own.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;

use super::arguments::{KindChoice, RoleChoice, TrackerAddArguments};
use super::days::today;
use super::failure::{Failure, say_done};
use super::open::{change, load};
use super::subject::{starter_off, tracker_in};
use super::words::table;
use crate::domain::{
    AmountScale, Day, Direction, Edit, Journal, Kind, NameFault, RatingScale, Role, SKIN_SECTION,
    StarterCatalogue, Tracker, check_name, same_name,
};

/// How many colours the palette has to go round.
const PALETTE_COLOURS: i64 = 10;

/// Prints the trackers, put away ones last.
pub(super) fn list(path: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let journal = load(path)?;
    let mut trackers = journal.trackers();
    trackers.sort_by_key(|tracker| tracker.is_archived());
    let heading = ["Key", "Name", "Role", "Kind", "Unit", "Section", ""];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(trackers.iter().map(|tracker| {
        vec![
            tracker.uid.clone(),
            tracker.name.clone(),
            tracker.role.key().to_owned(),
            tracker.kind.key().to_owned(),
            tracker.kind.unit().to_owned(),
            tracker.section.clone(),
            (if tracker.is_archived() {
                "put away"
            } else {
                ""
            })
            .to_owned(),
        ]
    }));
    write!(out, "{}", table(&rows))?;
    Ok(())
}

/// Adds a tracker. `uid` is its stable name.
pub(super) fn add(
    arguments: &TrackerAddArguments,
    uid: &str,
    path: &Path,
    now: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let changed = change(
        path,
        |journal| today(journal, now),
        |journal| {
            let tracker = new_tracker(journal, arguments, uid, today(journal, now))?;
            let line = format!(
                "Added {} to {} ({}, {}).",
                tracker.name,
                tracker.section,
                tracker.role.key(),
                tracker.kind.key()
            );
            Ok((Edit::put_tracker(tracker), line))
        },
    )?;
    let started = changed.started(path);
    say_done(out, &format!("{started}{}\n", changed.outcome))
}

fn new_tracker(
    journal: &Journal,
    arguments: &TrackerAddArguments,
    uid: &str,
    today: Day,
) -> Result<Tracker, Failure> {
    let name = arguments.name.trim();
    for text in [
        Some(name),
        arguments.unit.as_deref(),
        arguments.section.as_deref(),
    ] {
        check_text(text)?;
    }
    if let Some(there) = tracker_in(journal, name) {
        let away = if there.is_archived() {
            " It is put away."
        } else {
            ""
        };
        return Err(Failure::Refused(format!(
            "There is a tracker {} already.{away}",
            there.name
        )));
    }
    if let Some(starter) = starter_off(journal, name) {
        return Err(Failure::Refused(format!(
            "{} comes with Biota. Logging a value switches it on: biota log {} VALUE",
            starter.name, starter.key
        )));
    }
    let role = match arguments.role {
        RoleChoice::Habit => Role::Habit,
        RoleChoice::Symptom => Role::Symptom,
        RoleChoice::Context => Role::Context,
    };
    let kind = kind(arguments, name, role)?;
    let id = journal.next_tracker_id();
    let last = journal.trackers().last().map_or(0, |it| it.position);
    Ok(Tracker {
        id,
        uid: uid.to_owned(),
        name: name.to_owned(),
        role,
        list: None,
        section: section(journal, arguments.section.as_deref(), role),
        position: last + 100,
        colour: u8::try_from(id.0.rem_euclid(PALETTE_COLOURS)).unwrap_or(0),
        daily_from: Some(today),
        archived_from: None,
        copyable: role == Role::Habit && !matches!(kind, Kind::Scale(_)),
        kind,
    })
}

fn check_text(text: Option<&str>) -> Result<(), Failure> {
    let fault = match text.map(|text| check_name(text.trim())) {
        None | Some(Ok(())) => return Ok(()),
        Some(Err(fault)) => fault,
    };
    Err(Failure::Refused(
        match fault {
            NameFault::Empty => "A name, unit or section needs at least one letter.",
            NameFault::TooLong => "A name, unit or section has up to 80 characters.",
            NameFault::Unprintable => "A name, unit or section is one line.",
        }
        .to_owned(),
    ))
}

fn kind(arguments: &TrackerAddArguments, name: &str, role: Role) -> Result<Kind, Failure> {
    if arguments.unit.is_some() && !matches!(arguments.kind, KindChoice::Amount) {
        return Err(Failure::Refused("Only an amount has a unit.".to_owned()));
    }
    Ok(match arguments.kind {
        KindChoice::Amount => {
            let unit = arguments.unit.as_deref().unwrap_or_default().trim();
            let (step, ceiling) = measure(unit);
            Kind::Amount(AmountScale {
                unit: unit.to_owned(),
                step,
                ceiling,
            })
        }
        KindChoice::Scale => Kind::Scale(scale(name, role)),
        KindChoice::YesNo => Kind::YesNo,
    })
}

/// What one step adds, and the most that is plausible on a day: as the starter trackers of that unit have it.
fn measure(unit: &str) -> (f64, f64) {
    let catalogue = StarterCatalogue::embedded();
    let kinds = catalogue
        .trackers
        .iter()
        .filter_map(|starter| catalogue.kind_of(starter));
    kinds
        .filter_map(|kind| match kind {
            Kind::Amount(amount) if amount.unit == unit => Some((amount.step, amount.ceiling)),
            _ => None,
        })
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .unwrap_or((1.0, 100_000.0))
}

/// From 0 to 10. Less of a symptom is better and has the usual words; of all else nobody knows.
fn scale(name: &str, role: Role) -> RatingScale {
    let catalogue = StarterCatalogue::embedded();
    let severity = catalogue
        .tracker("itch")
        .and_then(|itch| catalogue.kind_of(itch));
    let (direction, words, question) = match (role, severity) {
        (Role::Symptom, Some(Kind::Scale(severity))) => (
            Direction::LowerIsBetter,
            severity.words,
            format!("{name} at its worst since you got up yesterday"),
        ),
        _ => (
            Direction::Neither,
            Vec::new(),
            format!("{name} since you got up yesterday"),
        ),
    };
    RatingScale {
        lowest: 0.0,
        highest: 10.0,
        step: 1.0,
        direction,
        question: question.chars().collect(),
        words,
    }
}

/// The section that is meant: one that is there whatever its case, a new one, or the usual one of the role.
fn section(journal: &Journal, text: Option<&str>, role: Role) -> String {
    let Some(text) = text.map(str::trim) else {
        return match role {
            Role::Symptom => SKIN_SECTION.to_owned(),
            Role::Habit | Role::Context => "Body".to_owned(),
        };
    };
    let starters = StarterCatalogue::embedded().trackers.iter();
    let known = journal
        .trackers()
        .into_iter()
        .map(|tracker| tracker.section.as_str())
        .chain(starters.map(|starter| starter.section.as_str()))
        .find(|section| same_name(section, text));
    known.unwrap_or(text).to_owned()
}

//! What an import would change: the edits, the conflicts, the problems and the numbers. Changes nothing itself.

mod groups;
mod making;
mod notes;
mod outlook;
mod values;
mod work;

use std::collections::{BTreeSet, HashSet};

use self::groups::Groups;
pub use self::outlook::{LeftOut, Outlook, Sample};
use self::values::CellValue;
use self::work::Work;
use super::{Foreign, Mapping, Problems, Progress};
use crate::domain::{Day, Edit, Entry, EntryKey, Journal, Value};

/// What the plan is told of the moment and the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// The running day; later ones are left out.
    pub today: Day,
    /// The uid of the import, made outside.
    pub uid: String,
    /// The file's name, without folders.
    pub file: String,
    /// The wall clock: `2026-11-21 10:55`.
    pub made_at: String,
}

/// What a person answers where the journal has another value already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Whether the file's value is taken.
    pub take_theirs: bool,
    /// Where it is the other way round.
    pub except: BTreeSet<EntryKey>,
}

impl Answers {
    fn takes_theirs(&self, key: EntryKey) -> bool {
        self.take_theirs != self.except.contains(&key)
    }
}

/// Working out was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// What an import would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The whole change, its own record included; empty where there is nothing to change, or for looking at alone.
    pub edit: Edit,
    /// Whether there is anything to change.
    pub has_change: bool,
    /// The numbers.
    pub counts: Counts,
    /// Where the journal has another value already.
    pub conflicts: Vec<Conflict>,
    /// What cannot be taken, of the file and of its values.
    pub problems: Problems,
    /// What becomes of each stream, in the order of the file's streams.
    pub outlooks: Vec<Outlook>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            edit: Edit::Batch(Vec::new()),
            has_change: false,
            counts: Counts::default(),
            conflicts: Vec::new(),
            problems: Problems::default(),
            outlooks: Vec::new(),
        }
    }
}

impl Plan {
    /// The same without the change itself, which takes much room and is worked out anew when it is made.
    #[must_use]
    pub fn for_looking(mut self) -> Self {
        self.edit = Edit::Batch(Vec::new());
        self
    }

    /// Whether something in the file could not be taken, so that what is known is not all there is.
    pub fn leaves_out(&self) -> bool {
        self.counts.left_out + self.counts.open_words + self.problems.count > 0
    }

    /// How many values of the person's own stay where the file has another.
    pub fn kept(&self) -> usize {
        self.conflicts.len() - self.counts.replaced
    }
}

/// What an import comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries that are not there yet.
    pub added: usize,
    /// Entries of an earlier import that the file has another value for by now.
    pub updated: usize,
    /// Entries that stand there just so, or were imported before.
    pub known: usize,
    /// Entries of the person's own that the file's value replaces.
    pub replaced: usize,
    /// What days come to, left out for the days have parts of their own.
    pub covered: usize,
    /// Values left out, for their word has no number yet.
    pub open_words: usize,
    /// Values of what is left out as a whole, without anybody having chosen that.
    pub left_out: usize,
    /// Notes that get text.
    pub notes: usize,
    /// Trackers made or switched on, by name.
    pub trackers: Vec<String>,
    /// Items made, by name.
    pub items: Vec<String>,
    /// The first and the last day with something in the file that is not left out.
    pub days: Option<(Day, Day)>,
}

/// A value in the file where the journal has another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conflict {
    /// Where.
    pub key: EntryKey,
    /// What stands there.
    pub mine: Entry,
    /// What the file says.
    pub theirs: Value,
}

/// Works out what importing `foreign` by `mapping` would change.
pub fn plan(
    foreign: &Foreign,
    mapping: &Mapping,
    journal: &Journal,
    answers: &Answers,
    occasion: &Occasion,
) -> Plan {
    let progress = Progress::default();
    // Nobody has this progress who could stop it.
    plan_until(foreign, mapping, journal, (answers, occasion), &progress).unwrap_or_default()
}

/// Works out what importing `foreign` by `mapping` would change, unless `progress` says to stop.
///
/// # Errors
/// Where it is to stop.
pub fn plan_until(
    foreign: &Foreign,
    mapping: &Mapping,
    journal: &Journal,
    (answers, occasion): (&Answers, &Occasion),
    progress: &Progress,
) -> Result<Plan, Stopped> {
    let mut problems = foreign.problems.clone();
    let groups = Groups::of(foreign, mapping, journal, &mut problems);
    look(progress)?;
    let (cells, open_words) =
        values::cells(foreign, &groups, occasion.today, &mut problems, progress)?;
    let texts = notes::texts(foreign, &groups, occasion.today);
    look(progress)?;
    let mut work = Work::new(foreign, journal, answers, occasion);
    work.problems = problems;
    work.counts.open_words = open_words;
    work.count_days(&cells, &texts);
    let used: BTreeSet<usize> = cells.iter().map(|cell| cell.group).collect();
    let making = groups.make(&used, journal, occasion);
    for index in &used {
        if making.places[*index].is_none() {
            let name = &groups.groups[*index].name;
            let text = format!("the journal takes no tracker “{name}”");
            work.problems.push(0, "", text);
        }
    }
    work.find_wholes(&groups, &making, &cells);
    let mut taken = HashSet::new();
    for (index, keyed) in making.places.iter().enumerate() {
        look(progress)?;
        if let Some((tracker, item)) = *keyed {
            if !taken.insert((tracker, item)) {
                let name = &groups.groups[index].name;
                let text = format!("“{name}” is a second name of one part, and is left out");
                work.problems.push(0, "", text);
                continue;
            }
            let of_group = cells_of(&cells, index);
            let keyed = of_group.iter().map(|cell| {
                let key = EntryKey {
                    tracker,
                    day: cell.day,
                    item,
                };
                (key, cell)
            });
            work.series(&groups, index, &making, keyed);
        }
    }
    drop(cells);
    for (day, text) in texts {
        work.note(day, text);
    }
    look(progress)?;
    let outlooks = outlook::outlooks(foreign, &groups, occasion.today);
    Ok(work.finish(making, outlooks))
}

fn look(progress: &Progress) -> Result<(), Stopped> {
    if progress.is_cancelled() {
        Err(Stopped)
    } else {
        Ok(())
    }
}

/// The cells are sorted by group.
fn cells_of(cells: &[CellValue], group: usize) -> &[CellValue] {
    let start = cells.partition_point(|cell| cell.group < group);
    let end = cells.partition_point(|cell| cell.group <= group);
    &cells[start..end]
}

//! What an import would change: the edits, the conflicts, the problems and the numbers. Changes nothing itself.

mod groups;
mod notes;
mod outlook;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use self::groups::{Groups, Making};
pub use self::outlook::{Outlook, Sample};
use self::values::CellValue;
use super::record::{imports, setting_key_of, value_of};
use super::{Foreign, ImportRecord, ImportedSeries, Mapping, Problems, Replaced, take_back};
use crate::domain::{
    Day, DayValue, Edit, Entry, EntryKey, Journal, Origin, TrackerId, Value, add_amounts,
};

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

/// What an import would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The whole change, its own record included; empty where there is nothing to change.
    pub edit: Edit,
    /// The numbers.
    pub counts: Counts,
    /// Where the journal has another value already.
    pub conflicts: Vec<Conflict>,
    /// What cannot be taken, of the file and of its values.
    pub problems: Problems,
    /// What becomes of each stream, in the order of the file's streams.
    pub outlooks: Vec<Outlook>,
}

impl Plan {
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
    let mut problems = foreign.problems.clone();
    let groups = Groups::of(foreign, mapping, journal, &mut problems);
    let (cells, open_words) = values::cells(foreign, &groups, occasion.today, &mut problems);
    let texts = notes::texts(foreign, &groups, occasion.today);
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
    for (day, text) in texts {
        work.note(day, text);
    }
    let outlooks = outlook::outlooks(foreign, &groups, occasion.today);
    work.finish(making, outlooks)
}

/// The cells are sorted by group.
fn cells_of(cells: &[CellValue], group: usize) -> &[CellValue] {
    let start = cells.partition_point(|cell| cell.group < group);
    let end = cells.partition_point(|cell| cell.group <= group);
    &cells[start..end]
}

struct Work<'a> {
    journal: &'a Journal,
    answers: &'a Answers,
    occasion: &'a Occasion,
    record: ImportRecord,
    /// The earlier imports of this source.
    earlier: Vec<ImportRecord>,
    known_notes: BTreeMap<Day, String>,
    /// Days of trackers that have as a whole what the file brings in parts.
    wholes: HashSet<(TrackerId, Day)>,
    edits: Vec<Edit>,
    counts: Counts,
    conflicts: Vec<Conflict>,
    problems: Problems,
}

impl<'a> Work<'a> {
    fn new(
        foreign: &Foreign,
        journal: &'a Journal,
        answers: &'a Answers,
        occasion: &'a Occasion,
    ) -> Self {
        let mut known_notes = BTreeMap::new();
        let records = imports(journal).into_iter().map(|(_, record)| record);
        let earlier: Vec<_> = records
            .filter(|record| record.source == foreign.source)
            .collect();
        for record in &earlier {
            known_notes.extend(record.notes.clone());
        }
        Self {
            journal,
            answers,
            occasion,
            record: ImportRecord {
                source: foreign.source.clone(),
                title: foreign.title.clone(),
                file: occasion.file.clone(),
                made_at: occasion.made_at.clone(),
                trackers: Vec::new(),
                items: Vec::new(),
                series: Vec::new(),
                notes: BTreeMap::new(),
                replaced_notes: BTreeMap::new(),
            },
            earlier,
            known_notes,
            wholes: HashSet::new(),
            edits: Vec::new(),
            counts: Counts::default(),
            conflicts: Vec::new(),
            problems: Problems::default(),
        }
    }

    fn count_days(&mut self, cells: &[CellValue], texts: &BTreeMap<Day, String>) {
        let days = || {
            let days = cells.iter().map(|cell| cell.day);
            days.chain(texts.keys().copied())
        };
        self.counts.days = days().min().zip(days().max());
    }

    fn series<'c>(
        &mut self,
        groups: &Groups,
        index: usize,
        making: &Making,
        cells: impl Iterator<Item = (EntryKey, &'c CellValue)>,
    ) {
        let (tracker, item) = making.uids[index].clone();
        let mut series = ImportedSeries {
            tracker,
            item,
            streams: groups.stream_keys(index),
            values: BTreeMap::new(),
            replaced: BTreeMap::new(),
        };
        let known = self.known(&series);
        let is_entered = groups.is_entered(index);
        for (key, cell) in cells {
            let known = known.get(&key.day).copied();
            self.cell(key, (cell.value, known), is_entered, &mut series);
        }
        if !series.values.is_empty() {
            self.record.series.push(series);
        }
    }

    /// Where the journal has one entry that all the file's parts of a day come to, they would count twice.
    fn find_wholes(&mut self, groups: &Groups, making: &Making, cells: &[CellValue]) {
        let mut sums: HashMap<(TrackerId, Day), (f64, bool)> = HashMap::new();
        for cell in cells {
            let (Some((tracker, item)), Some(number)) =
                (making.places[cell.group], cell.value.number())
            else {
                continue;
            };
            if groups.is_entered(cell.group) {
                let (sum, has_parts) = sums.entry((tracker, cell.day)).or_insert((0.0, false));
                *sum = add_amounts(*sum, number);
                *has_parts |= item.is_some() && number > 0.0;
            }
        }
        for ((tracker, day), (sum, has_parts)) in sums {
            let own = self.journal.entry(EntryKey::own(tracker, day));
            let is_whole = own.and_then(|own| own.value.number()) == Some(sum);
            let of_day = self.journal.value_on(tracker, day);
            let is_alone = of_day.number() == Some(sum);
            if has_parts && is_whole && is_alone {
                self.wholes.insert((tracker, day));
            }
        }
    }

    /// What earlier imports wrote there from the same streams. Another table with a column for the same tracker is
    /// not the same source: where they differ, the person is asked.
    fn known(&self, series: &ImportedSeries) -> HashMap<Day, Value> {
        let records = self.earlier.iter().flat_map(|record| &record.series);
        let same = records.filter(|earlier| {
            let is_shared = |key: &String| series.streams.contains(key);
            (&earlier.tracker, &earlier.item) == (&series.tracker, &series.item)
                && earlier.streams.iter().any(is_shared)
        });
        let values = same.flat_map(|earlier| &earlier.values);
        values
            .map(|(day, number)| (*day, value_of(*number)))
            .collect()
    }

    fn cell(
        &mut self,
        key: EntryKey,
        (value, known): (Value, Option<Value>),
        is_entered: bool,
        series: &mut ImportedSeries,
    ) {
        let before = self.journal.entry(key);
        match before {
            Some(entry) if entry.value == value => {
                self.counts.known += 1;
                return;
            }
            // It came once; what the person did with it since is theirs, and so is that it was deleted.
            _ if known == Some(value) || before.is_none() && known.is_some() => {
                self.counts.known += 1;
                return;
            }
            _ if self.wholes.contains(&(key.tracker, key.day)) => {
                self.counts.covered += 1;
                return;
            }
            // What a day comes to would be added to its parts.
            None if !is_entered && key.item.is_none() && self.has_parts(key) => {
                if self.comes_to(key, value) {
                    self.counts.known += 1;
                } else {
                    self.counts.covered += 1;
                }
                return;
            }
            None => self.counts.added += 1,
            Some(entry) if entry.origin == Origin::Imported && known == Some(entry.value) => {
                self.counts.updated += 1;
            }
            Some(mine) => {
                self.conflicts.push(Conflict {
                    key,
                    mine,
                    theirs: value,
                });
                if !self.answers.takes_theirs(key) {
                    return;
                }
                self.counts.replaced += 1;
            }
        }
        if let Some(before) = before {
            series.replaced.insert(key.day, Replaced::of(before));
        }
        series.values.insert(key.day, value.number());
        let origin = Origin::Imported;
        self.edits.push(Edit::log(key, Entry { value, origin }));
    }

    /// Whether the day has a value without an entry of the tracker's own.
    fn has_parts(&self, key: EntryKey) -> bool {
        let of_day = self.journal.value_on(key.tracker, key.day);
        matches!(of_day, DayValue::Recorded { .. })
    }

    fn comes_to(&self, key: EntryKey, value: Value) -> bool {
        let of_day = self.journal.value_on(key.tracker, key.day);
        matches!((of_day, value), (DayValue::Recorded { number, .. }, Value::Recorded(other)) if number == other)
    }

    fn note(&mut self, day: Day, text: String) {
        let known = self.known_notes.get(&day);
        let note = self.journal.note(day).unwrap_or_default();
        if known == Some(&text) || take_back::place_of(note, &text).is_some() {
            return;
        }
        let untouched = known.and_then(|known| take_back::without(note, known));
        let text = match known {
            // What was edited since is the person's; only lines that are new come in.
            Some(known) if untouched.is_none() => {
                let is_new = |line: &&str| !known.lines().any(|other| other == *line);
                text.lines().filter(is_new).collect::<Vec<_>>().join("\n")
            }
            _ => text,
        };
        if text.is_empty() {
            return;
        }
        if let (Some(known), true) = (known, untouched.is_some()) {
            self.record.replaced_notes.insert(day, known.clone());
        }
        let rest = untouched.as_deref().unwrap_or(note);
        let whole = if rest.is_empty() {
            text.clone()
        } else {
            format!("{rest}\n{text}")
        };
        if whole.len() > crate::domain::NOTE_BYTES {
            self.problems
                .push(0, "", format!("the note of {day} would be too long"));
            return;
        }
        self.counts.notes += 1;
        self.edits.push(Edit::Note {
            day,
            text: Some(whole),
        });
        self.record.notes.insert(day, text);
    }

    fn finish(mut self, making: Making, outlooks: Vec<Outlook>) -> Plan {
        self.problems.sort();
        let mut edits = Vec::new();
        if !self.edits.is_empty() {
            edits.extend(making.edits);
            edits.append(&mut self.edits);
            self.counts.trackers = making.tracker_names;
            self.counts.items = making.item_names;
            self.record.trackers = making.tracker_uids;
            self.record.items = making.item_uids;
            // Plain maps of text and numbers always have a JSON form.
            let text = serde_json::to_string(&self.record).unwrap_or_default();
            edits.push(Edit::set(&setting_key_of(&self.occasion.uid), text));
        }
        Plan {
            edit: Edit::Batch(edits),
            counts: self.counts,
            conflicts: self.conflicts,
            problems: self.problems,
            outlooks,
        }
    }
}

//! Values and notes against the journal: what is new, known, in the way, or there in another form.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::groups::Groups;
use super::making::Making;
use super::outlook::{LeftOut, Outlook};
use super::values::CellValue;
use super::{Answers, Conflict, Counts, Occasion, Plan};
use crate::domain::{
    Day, DayValue, Edit, Entry, EntryKey, Journal, Origin, TrackerId, Value, add_amounts,
};
use crate::import::record::{imports, setting_key_of, value_of};
use crate::import::{Foreign, ImportRecord, ImportedSeries, Problems, Replaced, take_back};

/// The edits, counts and conflicts so far.
pub(super) struct Work<'a> {
    journal: &'a Journal,
    answers: &'a Answers,
    occasion: &'a Occasion,
    record: ImportRecord,
    /// What earlier imports of this source wrote, by tracker and item.
    earlier: HashMap<(String, String), Vec<ImportedSeries>>,
    known_notes: BTreeMap<Day, String>,
    /// Days of trackers that have as a whole what the file brings in parts.
    wholes: HashSet<(TrackerId, Day)>,
    edits: Vec<Edit>,
    pub(super) counts: Counts,
    conflicts: Vec<Conflict>,
    pub(super) problems: Problems,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        foreign: &Foreign,
        journal: &'a Journal,
        answers: &'a Answers,
        occasion: &'a Occasion,
    ) -> Self {
        let mut known_notes = BTreeMap::new();
        let mut earlier: HashMap<_, Vec<_>> = HashMap::new();
        let records = imports(journal).into_iter().map(|(_, record)| record);
        for record in records.filter(|record| record.source == foreign.source) {
            known_notes.extend(record.notes);
            for series in record.series {
                let place = (series.tracker.clone(), series.item.clone());
                earlier.entry(place).or_default().push(series);
            }
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

    pub(super) fn count_days(&mut self, cells: &[CellValue], texts: &BTreeMap<Day, String>) {
        let days = || {
            let days = cells.iter().map(|cell| cell.day);
            days.chain(texts.keys().copied())
        };
        self.counts.days = days().min().zip(days().max());
    }

    pub(super) fn series<'c>(
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
    pub(super) fn find_wholes(&mut self, groups: &Groups, making: &Making, cells: &[CellValue]) {
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
        let place = (series.tracker.clone(), series.item.clone());
        let of_place = self.earlier.get(&place).into_iter().flatten();
        let same = of_place.filter(|earlier| {
            let is_shared = |key: &String| series.streams.contains(key);
            earlier.streams.iter().any(is_shared)
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
            None if !is_entered && key.item.is_none() && self.comes_to(key, value) => {
                self.counts.known += 1;
                return;
            }
            None if !is_entered && key.item.is_none() && self.has_parts(key) => {
                self.counts.covered += 1;
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
        match (self.journal.value_on(key.tracker, key.day), value) {
            (DayValue::Recorded { number, .. }, Value::Recorded(other)) => number == other,
            (DayValue::Skipped, Value::Skipped) => true,
            _ => false,
        }
    }

    pub(super) fn note(&mut self, day: Day, text: String) {
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

    pub(super) fn finish(mut self, making: Making, outlooks: Vec<Outlook>) -> Plan {
        self.problems.sort();
        let is_unchosen =
            |outlook: &&Outlook| matches!(outlook.left_out, Some(LeftOut::Because(_)));
        let left_out = outlooks.iter().filter(is_unchosen);
        self.counts.left_out = left_out.map(|outlook| outlook.values).sum();
        let mut edits = Vec::new();
        if !self.edits.is_empty() {
            // The other way round all of them would be moved.
            edits = std::mem::take(&mut self.edits);
            edits.splice(..0, making.edits);
            self.counts.trackers = making.tracker_names;
            self.counts.items = making.item_names;
            self.record.trackers = making.tracker_uids;
            self.record.items = making.item_uids;
            // Plain maps of text and numbers always have a JSON form.
            let text = serde_json::to_string(&self.record).unwrap_or_default();
            edits.push(Edit::set(&setting_key_of(&self.occasion.uid), text));
        }
        Plan {
            has_change: !edits.is_empty(),
            edit: Edit::Batch(edits),
            counts: self.counts,
            conflicts: self.conflicts,
            problems: self.problems,
            outlooks,
        }
    }
}

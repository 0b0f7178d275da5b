//! Biota's own entries form: one row an entry, by stable key or by name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use csv::StringRecord;

use super::Importer;
use super::biota_days::mark_of;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{Marks, parse_number, short};
use super::plain_table::no_date;
use super::table::{Row, Table};
use crate::domain::{DecimalMark, Direction, Role};
use crate::import::{
    Collector, Combine, DateForm, Foreign, ForeignValue, NewKind, NewTracker, Shape, Stream,
    TrackerTarget, checked_name,
};
use crate::transfer::guard::unguarded;

/// The entries form.
pub(super) struct BiotaEntries;

impl Importer for BiotaEntries {
    fn title(&self) -> &'static str {
        "Biota, one row an entry"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.has_columns(&["date", "tracker", "item", "value"])
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        let mut columns = Columns::of(&table)?;
        let mut names = BTreeMap::new();
        let mut collector = Collector::new("biota-entries", self.title());
        columns.see_marks(&table, input.reading.decimals, &mut collector, progress)?;
        table.rows(progress, &mut collector, |collector, line, row| {
            if let Err(reason) = columns.take(collector, &mut names, line, row) {
                collector.problem(line, reason);
            }
        })?;
        let mut foreign = collector.finish();
        propose_kinds(&mut foreign);
        Ok(foreign)
    }
}

struct Columns {
    date: usize,
    tracker: usize,
    item: usize,
    value: usize,
    unit: Option<usize>,
    state: Option<usize>,
    tracker_key: Option<usize>,
    item_key: Option<usize>,
    /// The mark before decimals; none where nobody can tell.
    decimals: Option<DecimalMark>,
    /// Whether texts may have a guard before them.
    is_guarded: bool,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, ImportError> {
        Ok(Self {
            date: table.needed("date")?,
            tracker: table.needed("tracker")?,
            item: table.needed("item")?,
            value: table.needed("value")?,
            unit: table.column("unit"),
            state: table.column("state"),
            tracker_key: table.column("tracker_key"),
            item_key: table.column("item_key"),
            decimals: None,
            is_guarded: table.is_for_spreadsheet(),
        })
    }

    /// Finds out how the numbers are written. Biota itself writes all columns, its numbers exactly; by hand some are left
    /// out, and numbers written in any way.
    fn see_marks(
        &mut self,
        table: &Table,
        said: Option<DecimalMark>,
        collector: &mut Collector,
        progress: &Progress,
    ) -> Result<(), ImportError> {
        let mut marks = Marks::default();
        table.walk(progress, |row| {
            if let Row::Whole(line, record) = row {
                marks.see(&record[self.value], line);
            }
            true
        })?;
        let is_own = table.column("origin").is_some() && self.tracker_key.is_some();
        self.decimals = if is_own {
            marks.decimals_of_own(mark_of(table), said)
        } else {
            marks.decimals(said)
        };
        marks.tell("value", self.decimals, collector);
        Ok(())
    }

    /// A key stands for one tracker, so `names` has the first name of each.
    fn take(
        &self,
        collector: &mut Collector,
        names: &mut BTreeMap<String, String>,
        line: u32,
        row: &StringRecord,
    ) -> Result<(), String> {
        let fields: Vec<Cow<'_, str>> = row
            .iter()
            .map(|field| match field.trim() {
                field if self.is_guarded => unguarded(field),
                field => Cow::Borrowed(field),
            })
            .collect();
        let field = |at: usize| fields[at].as_ref();
        let or_empty = |at: Option<usize>| at.map_or("", field);
        let date = field(self.date);
        let day = parse_date(date, DateForm::YearFirst).ok_or_else(|| no_date(date))?;
        let value = self.value(field(self.value), or_empty(self.state))?;
        let (name, item) = (
            checked_name(field(self.tracker))?,
            checked_name(field(self.item))?,
        );
        let key = match checked_name(or_empty(self.tracker_key))? {
            "" if name.is_empty() => return Err("a tracker was expected".to_owned()),
            "" => name,
            key => key,
        };
        let name = names
            .entry(key.to_owned())
            .or_insert_with(|| name.to_owned())
            .clone();
        let name = name.as_str();
        let item_key = match checked_name(or_empty(self.item_key))? {
            "" => item,
            key => key,
        };
        let unit = checked_name(or_empty(self.unit))?;
        let cell = format!("{key}/{item_key}");
        let made = |key_of_stream: &str| {
            let made = stream(key, name, item_key, item, unit);
            Stream {
                key: key_of_stream.to_owned(),
                ..made
            }
        };
        let mut stream = collector.stream(&cell, || made(&cell));
        // By hand one may write litres one day and millilitres the next.
        let is_other = collector
            .stream_mut(stream)
            .is_some_and(|stream| !unit.is_empty() && stream.unit != unit);
        if is_other {
            let key = format!("{cell} ({unit})");
            stream = collector.stream(&key, || made(&key));
        }
        match value {
            ForeignValue::Number(number) => collector.number(stream, day, line, number),
            _ => collector.skipped(stream, day, line),
        }
        Ok(())
    }

    fn value(&self, value: &str, state: &str) -> Result<ForeignValue, String> {
        match state {
            "skipped" => Ok(ForeignValue::Skipped),
            "recorded" | "" if value.eq_ignore_ascii_case("skipped") => Ok(ForeignValue::Skipped),
            "recorded" | "" => {
                let number = parse_number(value, self.decimals)?;
                Ok(ForeignValue::Number(number))
            }
            other => Err(format!(
                "the state “{}” is neither recorded nor skipped",
                short(other)
            )),
        }
    }
}

fn stream(key: &str, name: &str, item_key: &str, item: &str, unit: &str) -> Stream {
    let shown = if item.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {item}")
    };
    let mut target = TrackerTarget::of(key);
    if !item_key.is_empty() {
        target.item = Some(if item.is_empty() { item_key } else { item }.to_owned());
        target.item_key = Some(item_key.to_owned());
    }
    target.new = Some(NewTracker {
        name: if name.is_empty() { key } else { name }.to_owned(),
        role: Role::Habit,
        kind: NewKind::Amount {
            unit: unit.to_owned(),
        },
        section: "Body".to_owned(),
    });
    Stream::new(format!("{key}/{item_key}"), shown, Shape::Amount)
        .with_unit(unit)
        .combined(Combine::Last)
        .entered()
        .hinting(target)
}

/// The form says no kind: without a unit, values of 0 and 1 alone are yes and no, others up to 10 a scale.
fn propose_kinds(foreign: &mut Foreign) {
    let mut highest: BTreeMap<String, f64> = BTreeMap::new();
    for record in &foreign.records {
        let stream = &foreign.streams[record.stream as usize];
        if let (ForeignValue::Number(number), Some(hint)) = (record.value, &stream.hint) {
            let so_far = highest.entry(hint.tracker.clone()).or_insert(number);
            *so_far = so_far.max(number);
        }
    }
    for stream in &mut foreign.streams {
        let Some(hint) = &mut stream.hint else {
            continue;
        };
        let highest = highest.get(&hint.tracker).copied().unwrap_or(0.0);
        let Some(new) = hint.new.as_mut().filter(|_| stream.unit.is_empty()) else {
            continue;
        };
        new.kind = if highest <= 1.0 {
            NewKind::YesNo
        } else if highest <= 10.0 {
            NewKind::Scale {
                lowest: 0.0,
                highest: 10.0,
                better: Direction::LowerIsBetter,
            }
        } else {
            continue;
        };
    }
}

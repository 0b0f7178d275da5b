//! Biota's own entries form: one row an entry, by stable key or by name.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::Importer;
use super::biota_days::unguarded;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{parse_number, short};
use super::plain_table::no_date;
use super::table::Table;
use crate::domain::{Direction, Role};
use crate::import::{
    Collector, Combine, DateForm, Foreign, ForeignValue, NewKind, NewTracker, Shape, Stream,
    TrackerTarget,
};

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
        let columns = Columns::of(&table)?;
        let mut names = BTreeMap::new();
        let mut collector = Collector::new("biota-entries", self.title());
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
    decimal_comma: bool,
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
            decimal_comma: table.delimiter() == b';',
        })
    }

    /// A key stands for one tracker, so `names` has the first name of each.
    fn take(
        &self,
        collector: &mut Collector,
        names: &mut BTreeMap<String, String>,
        line: u32,
        row: &StringRecord,
    ) -> Result<(), String> {
        let field = |at: usize| unguarded(row[at].trim());
        let or_empty = |at: Option<usize>| at.map_or("", field);
        let date = field(self.date);
        let day = parse_date(date, DateForm::YearFirst).ok_or_else(|| no_date(date))?;
        let value = self.value(field(self.value), or_empty(self.state))?;
        let (name, item) = (field(self.tracker), field(self.item));
        let key = match or_empty(self.tracker_key) {
            "" if name.is_empty() => return Err("a tracker was expected".to_owned()),
            "" => name,
            key => key,
        };
        let name = names
            .entry(key.to_owned())
            .or_insert_with(|| name.to_owned())
            .clone();
        let name = name.as_str();
        let item_key = match or_empty(self.item_key) {
            "" => item,
            key => key,
        };
        let unit = or_empty(self.unit);
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
                let number = parse_number(value, self.decimal_comma)?;
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

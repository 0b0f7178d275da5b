//! A table with a row for each value, and the name of what it is in a column.

use std::collections::{BTreeMap, HashMap};

use csv::StringRecord;

use super::column::{Column, Looks};
use super::{Dated, put};
use crate::import::{Collector, MOST_STREAMS, checked_name};
use crate::transfer::import::error::ImportError;
use crate::transfer::import::input::Progress;

/// Where a row says what it is of.
struct Columns {
    name: usize,
    value: usize,
    unit: Option<usize>,
}

impl Columns {
    fn name<'a>(&self, record: &'a StringRecord) -> Result<&'a str, String> {
        let name = record[self.name].trim();
        // A unit is a part of what is said.
        checked_name(self.unit(record))?;
        checked_name(name)
    }

    fn unit<'a>(&self, record: &'a StringRecord) -> &'a str {
        self.unit.map_or("", |at| record[at].trim())
    }
}

/// Reads the rows, those of one name and unit being one thing.
pub(super) fn read(
    dated: &Dated<'_>,
    (name, value): (usize, usize),
    collector: &mut Collector,
    progress: &Progress,
) -> Result<(), ImportError> {
    let columns = Columns {
        name,
        value,
        unit: dated.table.column("unit"),
    };
    let mut looks: HashMap<String, HashMap<String, Looks>> = HashMap::new();
    let days = dated.look(collector, progress, |collector, line, record| {
        match columns.name(record) {
            Err(reason) => collector.problem(line, reason),
            Ok("") => {
                let heading = &dated.table.header()[columns.name];
                collector.problem(line, format!("a name was expected in “{heading}”"));
            }
            // More than are read: making the streams says so.
            Ok(name) if looks.len() > MOST_STREAMS && !looks.contains_key(name) => {}
            Ok(name) => {
                // Names and units stand there again and again, and are copied once.
                if !looks.contains_key(name) {
                    looks.insert(name.to_owned(), HashMap::new());
                }
                let (unit, value) = (columns.unit(record), &record[columns.value]);
                let Some(of_name) = looks.get_mut(name) else {
                    return;
                };
                if let Some(looks) = of_name.get_mut(unit) {
                    looks.see(value, line);
                } else if of_name.len() <= MOST_STREAMS {
                    of_name.entry(unit.to_owned()).or_default().see(value, line);
                }
            }
        }
    })?;
    let streams = streams(dated, looks, collector);
    dated.again(
        &days,
        collector,
        progress,
        |collector, (day, line), record| {
            let Ok(name) = columns.name(record) else {
                return;
            };
            let of_name = streams.get(name);
            if let Some((stream, column)) =
                of_name.and_then(|units| units.get(columns.unit(record)))
            {
                let field = record[columns.value].trim();
                put(collector, (*stream, column), (day, line), (name, field));
            }
        },
    )
}

type Streams = HashMap<String, HashMap<String, (u32, Column)>>;

/// A stream for each name and unit, by name.
fn streams(
    dated: &Dated<'_>,
    looks: HashMap<String, HashMap<String, Looks>>,
    collector: &mut Collector,
) -> Streams {
    let mut streams = Streams::new();
    for (name, units) in looks.into_iter().collect::<BTreeMap<_, _>>() {
        let is_parted = units.len() > 1;
        let mut of_name = HashMap::new();
        for (unit, looks) in units.into_iter().collect::<BTreeMap<_, _>>() {
            let column = dated.written.column(&looks);
            looks.marks.tell(&name, column.decimals, collector);
            // The same thing in two units is two streams, each with its own conversion.
            let key = if is_parted {
                format!("{name} ({unit})")
            } else {
                name.clone()
            };
            let stream = collector.stream(&key, || {
                let stream = column.stream(&key, &name);
                if stream.unit.is_empty() {
                    stream.with_unit(&unit)
                } else {
                    stream
                }
            });
            of_name.insert(unit, (stream, column));
        }
        streams.insert(name, of_name);
    }
    streams
}

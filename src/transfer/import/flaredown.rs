//! Flaredown's CSV: a row for each thing checked in, or the personal form with a column for each.

use csv::StringRecord;

use super::Importer;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{Marks, NumberFault, parse_number, short};
use super::plain_table::{Written, no_date, read_table};
use super::table::{Row, Table};
use crate::domain::{Day, DecimalMark};
use crate::import::{
    Collector, Combine, DateForm, Foreign, ForeignValue, Shape, Stream, TableForm, TableLayout,
    checked_name, few_of, unit_factor,
};

const SOURCE: &str = "flaredown";

/// Ratings of conditions and symptoms there.
const RATING: Shape = Shape::Scale {
    lowest: 0.0,
    highest: 4.0,
};

const SAID: &str = "Conditions and symptoms are rated 0 to 4 there; each is taken times 2.5, on the nearest whole level of 0 to 10.";

/// Flaredown's CSV.
pub(super) struct Flaredown;

impl Importer for Flaredown {
    fn title(&self) -> &'static str {
        "Flaredown (CSV)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.has_columns(&["checkin_date"])
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        if table.column("trackable_name").is_none() {
            return personal(&table, self.title(), input.reading.decimals, progress);
        }
        let mut columns = Columns::of(&table)?;
        let mut collector = Collector::new(SOURCE, self.title());
        // One program writes all numbers in one way.
        let mut marks = Marks::default();
        table.walk(progress, |row| {
            if let Row::Whole(line, record) = row {
                marks.see(split_dose(record[columns.value].trim()).0, line);
            }
            true
        })?;
        columns.decimals = marks.decimals(input.reading.decimals);
        marks.tell("trackable_value", columns.decimals, &mut collector);
        table.rows(progress, &mut collector, |collector, line, row| {
            if let Err(reason) = columns.take(collector, line, row) {
                collector.problem(line, reason);
            }
        })?;
        if columns.is_of_many {
            let text = "it holds the days of several people; a file of one person was expected";
            return Err(ImportError::broken("", 0, text));
        }
        Ok(collector.finish())
    }
}

/// The form with a column for each condition and symptom.
fn personal(
    table: &Table,
    title: &str,
    decimals: Option<DecimalMark>,
    progress: &Progress,
) -> Result<Foreign, ImportError> {
    let layout = TableLayout {
        date: "checkin_date".to_owned(),
        date_form: DateForm::YearFirst,
        form: TableForm::Wide,
    };
    let collector = Collector::new(SOURCE, title);
    let written = Written::by_anyone(decimals);
    let mut foreign = read_table(table, &layout, written, collector, progress)?;
    foreign.table = None;
    let is_rating = |value: ForeignValue| match value {
        ForeignValue::Number(number) => (0.0..=4.0).contains(&number) && number.fract() == 0.0,
        ForeignValue::Skipped => true,
        ForeignValue::Word(_) => false,
    };
    let mut counts = vec![(0_usize, 0_usize); foreign.streams.len()];
    for record in &foreign.records {
        let (all, others) = &mut counts[record.stream as usize];
        *all += 1;
        *others += usize::from(!is_rating(record.value));
    }
    let mut has_ratings = false;
    for (stream, (all, others)) in foreign.streams.iter_mut().zip(counts) {
        let is_bare = stream.shape == Shape::Amount && stream.unit.is_empty();
        // A few others are mistakes, and no reason to read the rest as anything else.
        if is_bare && others <= few_of(all) {
            stream.shape = RATING;
            stream.combine = Combine::Highest;
            stream.group = "Symptom".to_owned();
            has_ratings = true;
        }
    }
    if has_ratings {
        foreign.remarks.push(SAID.to_owned());
    }
    Ok(foreign)
}

struct Columns {
    user: Option<usize>,
    date: usize,
    id: Option<usize>,
    kind: usize,
    name: usize,
    value: usize,
    first_user: Option<String>,
    is_of_many: bool,
    /// The mark before decimals; none where nobody can tell.
    decimals: Option<DecimalMark>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, ImportError> {
        Ok(Self {
            user: table.column("user_id"),
            date: table.needed("checkin_date")?,
            id: table.column("trackable_id"),
            kind: table.needed("trackable_type")?,
            name: table.needed("trackable_name")?,
            value: table.needed("trackable_value")?,
            first_user: None,
            is_of_many: false,
            decimals: None,
        })
    }

    fn take(
        &mut self,
        collector: &mut Collector,
        line: u32,
        row: &StringRecord,
    ) -> Result<(), String> {
        if let Some(at) = self.user {
            let first = self.first_user.get_or_insert_with(|| row[at].to_owned());
            self.is_of_many |= *first != row[at];
        }
        let date = row[self.date].trim();
        let day = parse_date(date, DateForm::YearFirst).ok_or_else(|| no_date(date))?;
        let kind = checked_name(row[self.kind].trim())?;
        let name = checked_name(row[self.name].trim())?;
        let value = row[self.value].trim();
        if name.is_empty() {
            return Err("a name was expected in “trackable_name”".to_owned());
        }
        let thing = Thing {
            day,
            line,
            kind: kind.to_lowercase(),
            id: checked_name(self.id.map_or(name, |at| row[at].trim()))?,
            name,
            value,
            decimals: self.decimals,
        };
        thing.put(collector)
    }
}

/// One row.
struct Thing<'a> {
    day: Day,
    line: u32,
    kind: String,
    id: &'a str,
    name: &'a str,
    value: &'a str,
    decimals: Option<DecimalMark>,
}

impl Thing<'_> {
    fn put(&self, collector: &mut Collector) -> Result<(), String> {
        let number = |collector: &mut Collector, stream: u32, number: f64| {
            collector.number(stream, self.day, self.line, number);
        };
        match self.kind.as_str() {
            "condition" | "symptom" if self.value.is_empty() => {}
            "condition" | "symptom" => {
                let rating = parse_number(self.value, self.decimals)?;
                if !(0.0..=4.0).contains(&rating) {
                    let (value, name) = (short(self.value), self.name);
                    return Err(format!("{value} is outside 0 to 4 for {name}"));
                }
                collector.remark(SAID);
                let stream = self.stream(collector, RATING, "", "Symptom", Combine::Highest);
                number(collector, stream, rating);
            }
            "treatment" => return self.treatment(collector),
            "tag" | "food" => {
                let stream = self.stream(collector, Shape::YesNo, "", "Factors", Combine::Highest);
                number(collector, stream, 1.0);
            }
            "weather" => match parse_number(self.value, self.decimals) {
                Err(fault @ NumberFault::TwoWays(_)) => return Err(fault.into()),
                Ok(reading) => {
                    let stream =
                        self.stream(collector, Shape::Amount, "", "Weather", Combine::Mean);
                    number(collector, stream, reading);
                }
                Err(NumberFault::NoNumber(_)) => {
                    checked_name(self.value)?;
                    let stream = self.stream(collector, Shape::Words, "", "Weather", Combine::Last);
                    collector.word(stream, self.day, self.line, self.value);
                }
            },
            // Scores that it works out itself, such as HBI.
            kind => {
                let reading =
                    parse_number(self.value, self.decimals).map_err(|fault| match fault {
                        NumberFault::TwoWays(_) => String::from(fault),
                        NumberFault::NoNumber(_) => {
                            format!("“{}” is no kind of entry that is known", short(kind))
                        }
                    })?;
                let stream = self.stream(collector, Shape::Amount, "", "Scores", Combine::Mean);
                number(collector, stream, reading);
            }
        }
        Ok(())
    }

    /// A dose in the unit of the first one, or that it was taken where the first one says no more.
    fn treatment(&self, collector: &mut Collector) -> Result<(), String> {
        let (dose, unit) = self.dose()?;
        let stream = match dose {
            Some(_) => self.stream(collector, Shape::Amount, unit, "Treatment", Combine::Last),
            None => self.stream(collector, Shape::YesNo, "", "Treatment", Combine::Highest),
        };
        let Some(there) = collector.stream_mut(stream) else {
            return Ok(());
        };
        let number = match (there.shape, dose) {
            (Shape::Amount, Some(dose)) => {
                let factor = unit_factor(unit, &there.unit)
                    .ok_or_else(|| format!("{unit} cannot be counted in {}", there.unit))?;
                dose * factor
            }
            (Shape::Amount, None) => {
                return Err(format!(
                    "a dose of {} in {} was expected",
                    self.name, there.unit
                ));
            }
            _ => 1.0,
        };
        collector.number(stream, self.day, self.line, number);
        Ok(())
    }

    /// "20 mg", "1.0 capsule": the number and its unit.
    fn dose(&self) -> Result<(Option<f64>, &str), String> {
        let (number, unit) = split_dose(self.value);
        if number.is_empty() {
            return Ok((None, unit));
        }
        match parse_number(number, self.decimals) {
            Ok(dose) => Ok((Some(dose), checked_name(unit)?)),
            Err(fault) => Err(format!("{}: {}", short(self.name), String::from(fault))),
        }
    }

    fn stream(
        &self,
        collector: &mut Collector,
        shape: Shape,
        unit: &str,
        group: &str,
        combine: Combine,
    ) -> u32 {
        let key = format!("{}/{}", self.kind, self.id);
        collector.stream(&key, || {
            Stream::new(key.clone(), self.name, shape)
                .with_unit(unit)
                .in_group(group)
                .combined(combine)
        })
    }
}

/// What stands before the unit of a dose.
fn split_dose(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(text.len());
    (&text[..end], text[end..].trim())
}

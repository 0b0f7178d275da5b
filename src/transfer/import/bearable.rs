//! Bearable's CSV: a row for each thing recorded, by category; old and new dates.

use std::collections::HashSet;

use csv::StringRecord;

use super::Importer;
use super::dates::parse_date;
use super::daylio_csv::{parts, say_repeated};
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{Marks, parse_number, short};
use super::plain_table::{date_form, no_date};
use super::table::{Row, Table, row_hash};
use crate::domain::{Day, DecimalMark};
use crate::import::{
    Collector, Combine, DateForm, Foreign, ForeignValue, Shape, Stream, TrackerTarget,
    checked_name, unit_factor,
};

/// Mood, energy and sleep are rated up to so much, as the person has set it.
const HIGHEST_RATING: f64 = 10.0;

/// The words behind a symptom's name and the rating they stand for.
const STRENGTHS: [(&str, f64); 5] = [
    ("none", 0.0),
    ("mild", 1.0),
    ("moderate", 2.0),
    ("severe", 3.0),
    ("unbearable", 4.0),
];

/// Bearable's CSV.
pub(super) struct Bearable;

impl Importer for Bearable {
    fn title(&self) -> &'static str {
        "Bearable (CSV)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.has_columns(&["date", "time of day", "category", "rating/amount", "detail"])
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        let mut columns = Columns::of(&table)?;
        let mut collector = Collector::new("bearable", self.title());
        // One program writes all numbers in one way.
        let mut marks = Marks::default();
        table.walk(progress, |row| {
            if let Row::Whole(line, record) = row {
                marks.see(&record[columns.rating], line);
            }
            true
        })?;
        columns.decimals = marks.decimals(input.reading.decimals);
        marks.tell("rating/amount", columns.decimals, &mut collector);
        let mut seen = HashSet::new();
        let mut repeated = 0;
        table.rows(progress, &mut collector, |collector, line, row| {
            if !seen.insert(row_hash(row)) {
                repeated += 1;
            } else if let Err(reason) = columns.take(collector, line, row) {
                collector.problem(line, reason);
            }
        })?;
        say_repeated(&mut collector, repeated);
        Ok(finished(collector))
    }
}

struct Columns {
    date: usize,
    form: DateForm,
    category: usize,
    rating: usize,
    detail: usize,
    notes: Option<usize>,
    /// The mark before decimals; none where nobody can tell.
    decimals: Option<DecimalMark>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, ImportError> {
        // "date formatted" came later and can be read in one way alone.
        let date = match table.column("date formatted") {
            Some(at) => at,
            None => table.needed("date")?,
        };
        let form = date_form(table, date, None).map_or(DateForm::MonthName, |(form, _)| form);
        Ok(Self {
            date,
            form,
            category: table.needed("category")?,
            rating: table.needed("rating/amount")?,
            detail: table.needed("detail")?,
            notes: table.column("notes"),
            decimals: None,
        })
    }

    fn take(&self, collector: &mut Collector, line: u32, row: &StringRecord) -> Result<(), String> {
        let date = row[self.date].trim();
        let day = parse_date(date, self.form).ok_or_else(|| no_date(date))?;
        let notes = self.notes.map_or("", |at| row[at].trim());
        if !notes.is_empty() {
            let stream = collector.stream("notes", || Stream::new("notes", "Notes", Shape::Text));
            collector.word(stream, day, line, notes);
        }
        let thing = Thing {
            day,
            line,
            category: checked_name(row[self.category].trim())?,
            rating: row[self.rating].trim(),
            detail: row[self.detail].trim(),
            decimals: self.decimals,
        };
        thing.put(collector)
    }
}

/// One row.
struct Thing<'a> {
    day: Day,
    line: u32,
    category: &'a str,
    rating: &'a str,
    detail: &'a str,
    decimals: Option<DecimalMark>,
}

impl Thing<'_> {
    fn put(&self, collector: &mut Collector) -> Result<(), String> {
        match self.category.to_lowercase().as_str() {
            "symptom" | "symptoms" => self.symptom(collector),
            "mood" | "energy" | "sleep quality" => self.rating(collector),
            "sleep" => self.sleep(collector),
            "meds/supplements"
            | "medication"
            | "medications"
            | "meds"
            | "supplements"
            | "health measurements"
            | "weather" => self.amount(collector),
            "bowel movements" | "bowel movement" => self.stool(collector),
            "food diary" | "food" | "nutrition" | "gratitude" | "journal" => {
                self.text(collector);
                Ok(())
            }
            "" => Err("a category was expected".to_owned()),
            _ if self.detail.is_empty() && !self.rating.is_empty() => self.amount(collector),
            _ => self.factors(collector),
        }
    }

    /// `Itch (Moderate)` with 0 to 4, or the word alone.
    fn symptom(&self, collector: &mut Collector) -> Result<(), String> {
        let (name, word) = split_brackets(checked_name(self.detail)?);
        if name.is_empty() {
            return Err("the name of a symptom was expected in “detail”".to_owned());
        }
        let by_word = STRENGTHS
            .iter()
            .find(|(strength, _)| strength.eq_ignore_ascii_case(word))
            .map(|(_, number)| *number);
        let name = if by_word.is_some() { name } else { self.detail };
        let rating = match (self.rating, by_word) {
            ("", Some(number)) => number,
            (text, _) => parse_number(text, self.decimals)?,
        };
        if !(0.0..=4.0).contains(&rating) {
            return Err(format!("{rating} is outside 0 to 4 for {name}"));
        }
        collector.remark("Symptoms are rated 0 to 4 there; each is taken times 2.5, on the nearest whole level of 0 to 10. A day counts as its worst.");
        let shape = Shape::Scale {
            lowest: 0.0,
            highest: 4.0,
        };
        let stream = self.stream(collector, name, || {
            Stream::new("", name, shape).combined(Combine::Highest)
        });
        collector.number(stream, self.day, self.line, rating);
        Ok(())
    }

    /// Mood, energy, quality of sleep: 1 to 5, or 1 to 10 as the person has set it.
    fn rating(&self, collector: &mut Collector) -> Result<(), String> {
        let rating = parse_number(self.rating, self.decimals)?;
        if !(0.0..=HIGHEST_RATING).contains(&rating) {
            return Err(format!(
                "{rating} is outside 0 to {HIGHEST_RATING} for {}",
                self.category
            ));
        }
        let shape = Shape::Scale {
            lowest: 1.0,
            highest: 5.0,
        };
        let stream = self.stream(collector, self.category, || {
            Stream::new("", self.category, shape).combined(Combine::Mean)
        });
        collector.number(stream, self.day, self.line, rating);
        Ok(())
    }

    fn sleep(&self, collector: &mut Collector) -> Result<(), String> {
        let hours = parse_number(self.rating, self.decimals)?;
        let stream = self.stream(collector, "Sleep", || {
            Stream::new("", "Sleep", Shape::Amount)
                .with_unit("h")
                .hinting(TrackerTarget::of("sleep"))
        });
        collector.number(stream, self.day, self.line, hours);
        Ok(())
    }

    /// `Zinc (mg)` with an amount; a row without unit and number says that it was taken once.
    fn amount(&self, collector: &mut Collector) -> Result<(), String> {
        let (name, unit) = split_brackets(checked_name(self.detail)?);
        let name = if name.is_empty() { self.category } else { name };
        let number = match self.rating {
            "" if unit.is_empty() && !self.detail.is_empty() => 1.0,
            "" => return Err(format!("an amount of {name} was expected")),
            text => parse_number(text, self.decimals)?,
        };
        let is_sum = self.category.to_lowercase().starts_with("med")
            || self.category.to_lowercase().starts_with("supp");
        let combine = if is_sum { Combine::Sum } else { Combine::Mean };
        let make = || {
            Stream::new("", name, Shape::Amount)
                .with_unit(unit)
                .combined(combine)
        };
        let mut stream = self.stream(collector, name, make);
        let unit_there = collector
            .stream_mut(stream)
            .map(|stream| stream.unit.clone())
            .unwrap_or_default();
        let factor = unit_factor(unit, &unit_there);
        // The same thing in another unit is counted apart where one cannot be brought to the other.
        if factor.is_none() {
            stream = self.stream(collector, &format!("{name} ({unit})"), make);
        }
        collector.number(stream, self.day, self.line, number * factor.unwrap_or(1.0));
        Ok(())
    }

    /// A type of the Bristol scale, as a number or as "Type 4".
    fn stool(&self, collector: &mut Collector) -> Result<(), String> {
        let digits = |text: &str| {
            text.chars()
                .find(char::is_ascii_digit)
                .and_then(|c| c.to_digit(10))
        };
        let form = digits(self.detail).or_else(|| digits(self.rating));
        let form = form.filter(|form| (1..=7).contains(form)).ok_or_else(|| {
            format!(
                "a type from 1 to 7 was expected, not “{}”",
                short(self.detail)
            )
        })?;
        let shape = Shape::Scale {
            lowest: 1.0,
            highest: 7.0,
        };
        let stream = self.stream(collector, "Stool form", || {
            Stream::new("", "Stool form", shape)
                .combined(Combine::Last)
                .hinting(TrackerTarget::of("stool_form"))
        });
        collector.number(stream, self.day, self.line, f64::from(form));
        Ok(())
    }

    fn text(&self, collector: &mut Collector) {
        let text = match (self.detail, self.rating) {
            ("", rating) => rating,
            (detail, _) => detail,
        };
        if text.is_empty() {
            return;
        }
        let stream = self.stream(collector, self.category, || {
            Stream::new("", self.category, Shape::Text)
        });
        let text = format!("{}: {text}", self.category);
        collector.word(stream, self.day, self.line, &text);
    }

    /// What was ticked, joined by a stroke.
    fn factors(&self, collector: &mut Collector) -> Result<(), String> {
        for name in parts(self.detail) {
            let name = checked_name(name)?;
            let stream = self.stream(collector, name, || Stream::new("", name, Shape::YesNo));
            collector.number(stream, self.day, self.line, 1.0);
        }
        Ok(())
    }

    fn stream(&self, collector: &mut Collector, name: &str, make: impl FnOnce() -> Stream) -> u32 {
        let category = self.category.to_lowercase();
        let key = format!("{category}/{}", name.to_lowercase());
        collector.stream(&key, || {
            let made = make();
            let is_factor = made.shape == Shape::YesNo;
            let group = if is_factor { "Factors" } else { self.category };
            Stream {
                key: key.clone(),
                ..made.in_group(group)
            }
        })
    }
}

/// `Zinc (mg)` as `Zinc` and `mg`.
fn split_brackets(text: &str) -> (&str, &str) {
    let split = text
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('));
    split.map_or((text.trim(), ""), |(name, inner)| {
        (name.trim(), inner.trim())
    })
}

/// How far ratings go is settled by the whole file.
fn finished(collector: Collector) -> Foreign {
    let mut foreign = collector.finish();
    let beyond =
        |value: ForeignValue| matches!(value, ForeignValue::Number(number) if number > 5.0);
    let mut is_long = vec![false; foreign.streams.len()];
    for record in &foreign.records {
        is_long[record.stream as usize] |= beyond(record.value);
    }
    for (stream, is_long) in foreign.streams.iter_mut().zip(is_long) {
        let is_rating = matches!(
            stream.shape,
            Shape::Scale {
                lowest: 1.0,
                highest: 5.0,
            }
        );
        if is_rating && is_long {
            stream.shape = Shape::Scale {
                lowest: 1.0,
                highest: HIGHEST_RATING,
            };
        }
    }
    foreign
}

//! A row of an archive's part: its fields by name, and what is wrong with it in words for people.

use std::collections::BTreeMap;

use super::columns::header;
use super::read::ArchiveError;
use crate::domain::{Day, NAME_CHARACTERS, NameFault, Rejected, visible};

/// What is wrong with a row, without a full stop.
pub(super) type Why = String;

/// What has the key that a row refers to.
pub(super) fn find<T: Copy>(keys: &BTreeMap<String, T>, key: &str) -> Result<T, Why> {
    let found = keys.get(key).copied();
    found.ok_or_else(|| format!("it refers to “{}”, which is not there", short(key)))
}

fn fault_of(error: &csv::Error) -> Why {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{expected_len} fields were expected, not {len}"),
        csv::ErrorKind::Utf8 { .. } => "text in UTF-8 was expected".to_owned(),
        _ => "a row was expected".to_owned(),
    }
}

/// Reads a table whose header has to be the one that is written.
pub(super) fn each_row(
    part: &str,
    bytes: &[u8],
    mut take: impl FnMut(&Row<'_>) -> Result<(), Why>,
) -> Result<(), ArchiveError> {
    let broken = |line: u64, why: String| ArchiveError::Row {
        part: part.to_owned(),
        line,
        why,
    };
    let columns = header(part);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let found = reader.headers();
    if !found.is_ok_and(|found| found.iter().eq(columns.iter().copied())) {
        return Err(broken(1, "another header was expected".to_owned()));
    }
    for record in reader.into_records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            broken(line, fault_of(&error))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row {
            columns,
            record: &record,
        };
        take(&row).map_err(|why| broken(line, why))?;
    }
    Ok(())
}

/// A row, whose columns are known.
pub(super) struct Row<'a> {
    columns: &'static [&'static str],
    record: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    pub(super) fn get(&self, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| *name == column);
        index
            .and_then(|index| self.record.get(index))
            .unwrap_or_default()
    }

    pub(super) fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    pub(super) fn unknown(&self, column: &str) -> Why {
        format!("the {column} is “{}”", short(self.get(column)))
    }

    pub(super) fn integer(&self, column: &str) -> Result<i64, Why> {
        let number = self.get(column).parse();
        number.map_err(|_| self.unknown(column))
    }

    pub(super) fn number(&self, column: &str) -> Result<f64, Why> {
        number(self.get(column)).map_err(|_| self.unknown(column))
    }

    pub(super) fn flag(&self, column: &str) -> Result<bool, Why> {
        match self.get(column) {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(self.unknown(column)),
        }
    }

    pub(super) fn day(&self, column: &str) -> Result<Day, Why> {
        day(self.get(column))
    }

    pub(super) fn day_or_none(&self, column: &str) -> Result<Option<Day>, Why> {
        match self.get(column) {
            "" => Ok(None),
            text => day(text).map(Some),
        }
    }

    /// A moment, of which the length alone is looked at.
    pub(super) fn stamp(&self, column: &str, most_bytes: usize) -> Result<String, Why> {
        let stamp = self.get(column);
        if stamp.len() > most_bytes {
            return Err(self.unknown(column));
        }
        Ok(stamp.to_owned())
    }

    pub(super) fn key<T>(&self, column: &str, from_key: fn(&str) -> Option<T>) -> Result<T, Why> {
        from_key(self.get(column)).ok_or_else(|| self.unknown(column))
    }

    pub(super) fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, Why> {
        serde_json::from_str(self.get(column)).map_err(|_| self.unknown(column))
    }
}

/// Infinity and what is no number are refused.
pub(super) fn number(text: &str) -> Result<f64, Why> {
    let number: Option<f64> = text.parse().ok();
    let finite = number.filter(|number| number.is_finite());
    finite.ok_or_else(|| format!("“{}” is no number", short(text)))
}

/// A day as it is written.
pub(super) fn day(text: &str) -> Result<Day, Why> {
    // chrono takes more forms than one is written.
    let day: Option<Day> = text.parse().ok();
    let day = day.filter(|day| day.to_string() == text);
    day.ok_or_else(|| format!("there is no day “{}”", short(text)))
}

/// The beginning of a text, for a sentence.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(NAME_CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    visible(&short).into_owned()
}

pub(super) fn twice(what: &str) -> Why {
    format!("{what} stands there twice")
}

/// Why a person could not have entered it.
pub(super) fn reason(rejected: &Rejected) -> Why {
    match rejected {
        Rejected::NotANumber => "a number was expected".to_owned(),
        Rejected::OutOfRange { lowest, highest } => {
            format!("the value is outside {lowest} to {highest}")
        }
        Rejected::BetweenLevels => "the value lies between two levels".to_owned(),
        Rejected::DayOutOfRange => "a day between 1900 and 2199 was expected".to_owned(),
        Rejected::Name(NameFault::Empty) => "a name is empty".to_owned(),
        Rejected::Name(NameFault::TooLong) => {
            format!("a name has more than {NAME_CHARACTERS} letters")
        }
        Rejected::Name(NameFault::Unprintable) => {
            "a name begins or ends with a blank, or holds a sign that cannot be shown".to_owned()
        }
        Rejected::NameTaken | Rejected::UidTaken => twice("a name or key"),
        Rejected::Unknown => "it refers to something that is not there".to_owned(),
        Rejected::InUse | Rejected::EntriesDoNotFit => "other rows speak against it".to_owned(),
        Rejected::Unsound => "its numbers make no sense".to_owned(),
        Rejected::EndBeforeStart => "it ends before it starts".to_owned(),
        Rejected::EmptyNote => "a note has no text".to_owned(),
        Rejected::NoteTooLong => "a note is too long".to_owned(),
    }
}

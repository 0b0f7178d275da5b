//! A table of text: its delimiter, its header, its rows with their lines; rows of another length are problems.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};

use super::error::ImportError;
use super::input::{Input, Progress, advance};
use super::text::Text;
use crate::import::{Collector, MOST_NAME_LETTERS, MOST_STREAMS, counted};

/// So many rows pass between two looks at whether to stop.
const ROWS_PER_LOOK: u32 = 256;

/// A row that goes on for longer was not meant as one.
const MOST_ROW_BYTES: usize = 4 << 20;

/// A table in memory.
#[derive(Debug)]
pub(super) struct Table {
    text: String,
    delimiter: u8,
    header: Vec<String>,
    is_for_spreadsheet: bool,
}

/// A row as it goes by.
pub(super) enum Row<'a> {
    /// As many fields as the header has.
    Whole(u32, &'a StringRecord),
    /// Another number of fields; the reason.
    Bad(u32, String),
}

impl Table {
    pub(super) fn read(input: &Input<'_>, progress: &Progress) -> Result<Self, ImportError> {
        Self::of(input.text(progress)?)
    }

    pub(super) fn of(text: Text) -> Result<Self, ImportError> {
        let Text { text, has_mark } = text;
        let delimiter = delimiter(&text);
        let (header, _) = header_and_row(&text)?;
        if header.len() < 2 {
            return Err(ImportError::NotRecognised);
        }
        if header.len() > MOST_STREAMS {
            let text = format!(
                "it has {} columns; up to {} are read. Leave out those you do not need",
                counted(header.len()),
                counted(MOST_STREAMS)
            );
            return Err(ImportError::broken("", 1, text));
        }
        for (place, name) in (1..).zip(&header) {
            let letters = name.chars().count();
            if letters > MOST_NAME_LETTERS {
                let text = format!(
                    "the heading of column {place} has {} letters; up to {} are read. A line of headings was expected first",
                    counted(letters),
                    counted(MOST_NAME_LETTERS)
                );
                return Err(ImportError::broken("", 1, text));
            }
        }
        Ok(Self {
            is_for_spreadsheet: has_mark || delimiter == b';',
            text,
            delimiter,
            header,
        })
    }

    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Whether it was written for a spreadsheet program, or by one: with a byte-order mark, or parted by semicolons.
    pub(super) fn is_for_spreadsheet(&self) -> bool {
        self.is_for_spreadsheet
    }

    /// The place of a column, in any case.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(name))
    }

    /// The place of a column that has to be there.
    pub(super) fn needed(&self, name: &str) -> Result<usize, ImportError> {
        self.column(name)
            .ok_or_else(|| ImportError::broken("", 1, format!("a column “{name}” was expected")))
    }

    /// The first rows below the header, whatever their length.
    pub(super) fn first_rows(&self, most: usize) -> Vec<StringRecord> {
        self.records().take(most).collect()
    }

    /// The rows below the header, whatever their length, as far as they can be read.
    pub(super) fn records(&self) -> impl Iterator<Item = StringRecord> + '_ {
        let mut rows = Rows::of(&self.text, self.delimiter);
        let mut record = StringRecord::new();
        // The header.
        let mut goes_on = matches!(rows.next(&mut record), Ok(Some(_)));
        std::iter::from_fn(move || {
            goes_on = goes_on && matches!(rows.next(&mut record), Ok(Some(_)));
            goes_on.then(|| record.clone())
        })
    }

    /// Goes through all rows that are not blank.
    pub(super) fn rows(
        &self,
        progress: &Progress,
        collector: &mut Collector,
        mut row: impl FnMut(&mut Collector, u32, &StringRecord),
    ) -> Result<(), ImportError> {
        collector.expect_bytes(self.text.len());
        self.walk(progress, |found| {
            match found {
                Row::Whole(line, record) => row(collector, line, record),
                Row::Bad(line, reason) => collector.problem(line, reason),
            }
            !collector.is_beyond()
        })
    }

    /// Goes through all rows that are not blank, as long as `row` wants more.
    pub(super) fn walk(
        &self,
        progress: &Progress,
        mut row: impl FnMut(Row<'_>) -> bool,
    ) -> Result<(), ImportError> {
        let mut rows = Rows::of(&self.text, self.delimiter);
        let mut record = StringRecord::new();
        let (mut count, mut seen_bytes) = (0, 0);
        // The header.
        rows.next(&mut record)?;
        while let Some(line) = rows.next(&mut record)? {
            count += 1;
            if count % ROWS_PER_LOOK == 0 {
                let bytes = rows.csv.position().byte();
                advance(progress, bytes - seen_bytes)?;
                seen_bytes = bytes;
            }
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            // A delimiter too many at the end is a habit of some programs.
            let mut surplus = record.iter().skip(self.header.len());
            let is_bad = record.len() < self.header.len() || surplus.any(|field| !field.is_empty());
            let goes_on = if is_bad {
                let (fields, header) = (record.len(), self.header.len());
                row(Row::Bad(
                    line,
                    format!("{fields} fields, but the header has {header}"),
                ))
            } else {
                row(Row::Whole(line, &record))
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }
}

/// The rows of a text, the first line among them, with their lines; none of them without end.
struct Rows<'a> {
    text: &'a [u8],
    csv: csv::Reader<Measured<'a>>,
    /// How many bytes the row that is being read may still take.
    left: Rc<Cell<usize>>,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, delimiter: u8) -> Self {
        let left = Rc::new(Cell::new(0));
        let measured = Measured {
            rest: text.as_bytes(),
            left: left.clone(),
        };
        let csv = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(measured);
        Self {
            text: text.as_bytes(),
            csv,
            left,
        }
    }

    /// Reads the next row and returns its line; none at the end.
    fn next(&mut self, record: &mut StringRecord) -> Result<Option<u32>, ImportError> {
        self.left.set(MOST_ROW_BYTES);
        let start = self.csv.position().clone();
        match self.csv.read_record(record) {
            Ok(false) => Ok(None),
            Ok(true) => Ok(Some(self.line_of(record))),
            Err(error) => {
                let line = self.line_at(&start);
                Err(match error.kind() {
                    csv::ErrorKind::Io(_) => {
                        let megabytes = MOST_ROW_BYTES >> 20;
                        let text = format!(
                            "a row begins here that has more than {megabytes} MB: the second of two quotation marks may be missing, or there are more than {} columns",
                            counted(MOST_STREAMS)
                        );
                        ImportError::broken("", line, text)
                    }
                    _ => ImportError::broken("", line, "the row cannot be read"),
                })
            }
        }
    }

    fn line_of(&self, record: &StringRecord) -> u32 {
        record.position().map_or(0, |at| self.line_at(at))
    }

    /// The line of a place. Where lines end as on Windows, a row begins with what is left of the end before it.
    fn line_at(&self, position: &csv::Position) -> u32 {
        let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let rest = self.text.get(at..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let ends = ends.filter(|byte| **byte == b'\n').count();
        let line = position.line() + ends as u64;
        u32::try_from(line).unwrap_or(u32::MAX)
    }
}

/// Hands out so many bytes for a row and no more.
struct Measured<'a> {
    rest: &'a [u8],
    left: Rc<Cell<usize>>,
}

impl Read for Measured<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 && !self.rest.is_empty() {
            return Err(io::Error::other("a row without end"));
        }
        let count = self.rest.read(buffer)?;
        self.left.set(left.saturating_sub(count));
        Ok(count)
    }
}

/// What a row comes to, for finding one that stands there twice.
pub(super) fn row_hash(record: &StringRecord) -> (u64, u64) {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        for field in record {
            field.hash(&mut hasher);
        }
        hasher.finish()
    };
    (hash(0), hash(1))
}

/// The fields of the first line, and of the one below it.
type HeaderAndRow = (Vec<String>, Vec<String>);

/// Reads the first two lines.
pub(super) fn header_and_row(text: &str) -> Result<HeaderAndRow, ImportError> {
    let mut rows = Rows::of(text, delimiter(text));
    let mut record = StringRecord::new();
    let mut next = || -> Result<Vec<String>, ImportError> {
        record.clear();
        rows.next(&mut record)?;
        Ok(record.iter().map(|field| field.trim().to_owned()).collect())
    };
    let mut header = next()?;
    // What is wrong there is said when the rows are gone through.
    let row = next().unwrap_or_default();
    while header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    Ok((header, row))
}

/// What most often parts the fields of the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut is_quoted = false;
    for byte in text.bytes().take(64 * 1024) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            byte if !is_quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<u32> {
        let text = Text {
            text: text.to_owned(),
            has_mark: false,
        };
        let mut lines = Vec::new();
        let table = Table::of(text).unwrap();
        let walked = table.walk(&Progress::default(), |row| {
            lines.push(match row {
                Row::Whole(line, _) | Row::Bad(line, _) => line,
            });
            true
        });
        walked.unwrap();
        lines
    }

    #[test]
    fn lines_are_those_of_an_editor_however_they_end() {
        for end in ["\n", "\r\n"] {
            let rows = ["a,b", "1,2", "3,4", "\"5\n6\",7", "", "8", "9,10"];
            assert_eq!(lines(&rows.join(end)), [2, 3, 4, 7, 8], "{end:?}");
        }
    }

    #[test]
    fn a_row_without_end_is_named_by_its_beginning() {
        let text = format!("a,b\n1,2\n3,\"{}", "x".repeat(5 << 20));
        let text = Text {
            text,
            has_mark: false,
        };
        let table = Table::of(text).unwrap();
        let refused = table.walk(&Progress::default(), |_| true).unwrap_err();
        assert!(refused.to_string().starts_with("line 3: "), "{refused}");
    }
}

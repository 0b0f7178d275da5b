//! A table of text: its delimiter, its header, its rows with their lines; rows of another length are problems.

use csv::{ReaderBuilder, StringRecord};

use super::error::ImportError;
use super::input::{Input, Progress, advance};
use crate::import::Collector;

/// So many rows pass between two looks at whether to stop.
const ROWS_PER_LOOK: u32 = 256;

/// A table in memory.
#[derive(Debug)]
pub(super) struct Table {
    text: String,
    delimiter: u8,
    header: Vec<String>,
}

impl Table {
    pub(super) fn read(input: &Input<'_>, progress: &Progress) -> Result<Self, ImportError> {
        Self::of(input.text(progress)?)
    }

    pub(super) fn of(text: String) -> Result<Self, ImportError> {
        let delimiter = delimiter(&text);
        let (header, _) = header_and_row(&text);
        if header.len() < 2 {
            return Err(ImportError::NotRecognised);
        }
        Ok(Self {
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
        let mut csv = self.reader();
        let rows = csv.records().take(most);
        rows.filter_map(Result::ok).collect()
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_reader(self.text.as_bytes())
    }

    /// Goes through the rows below the header. Rows of another length are problems.
    pub(super) fn rows(
        &self,
        progress: &Progress,
        collector: &mut Collector,
        mut row: impl FnMut(&mut Collector, u32, &StringRecord),
    ) -> Result<(), ImportError> {
        let mut csv = self.reader();
        let mut record = StringRecord::new();
        let (mut count, mut seen_bytes) = (0, 0);
        loop {
            match csv.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => return Err(ImportError::broken("", 0, error.to_string())),
            }
            count += 1;
            if count % ROWS_PER_LOOK == 0 {
                let bytes = csv.position().byte();
                advance(progress, bytes - seen_bytes)?;
                seen_bytes = bytes;
            }
            let line = record.position().map_or(0, csv::Position::line);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let is_blank = record.iter().all(|field| field.trim().is_empty());
            if is_blank {
                continue;
            }
            // A delimiter too many at the end is a habit of some programs.
            let surplus = record.iter().skip(self.header.len());
            if record.len() < self.header.len() || surplus.clone().any(|field| !field.is_empty()) {
                let text = format!(
                    "{} fields, but the header has {}",
                    record.len(),
                    self.header.len()
                );
                collector.problem(line, text);
                continue;
            }
            row(collector, line, &record);
        }
    }
}

/// The fields of the first line, and of the one below it.
pub(super) fn header_and_row(text: &str) -> (Vec<String>, Vec<String>) {
    let mut csv = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = csv.records();
    let mut next = || -> Vec<String> {
        let record = records.next().and_then(Result::ok).unwrap_or_default();
        record.iter().map(|field| field.trim().to_owned()).collect()
    };
    let (mut header, row) = (next(), next());
    while header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    (header, row)
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

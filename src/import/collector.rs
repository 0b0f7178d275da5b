//! Puts together what a file holds while it is read, and stops where it is more than can be read.

use std::collections::HashMap;

use super::foreign::{Foreign, ForeignRecord, ForeignValue, OpenNumbers, Shape, Stream};
use super::limits::{MOST_STREAMS, MOST_TEXT_BYTES, MOST_WORDS, counted, fingerprint, most_values};
use crate::domain::{Day, EARLIEST_DAY, LATEST_DAY};

/// Puts a [`Foreign`] together while a file is read. What goes beyond the limits is not kept, and said.
#[derive(Debug)]
pub struct Collector {
    foreign: Foreign,
    by_key: HashMap<String, u32>,
    /// Words by what they come to; those that come to the same are compared.
    by_word: HashMap<(u32, u64), u32>,
    text_bytes: usize,
    most_values: usize,
}

impl Default for Collector {
    fn default() -> Self {
        Self {
            foreign: Foreign::default(),
            by_key: HashMap::new(),
            by_word: HashMap::new(),
            text_bytes: 0,
            most_values: most_values(0),
        }
    }
}

impl Collector {
    /// Begins with nothing of a kind of file.
    pub fn new(source: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            foreign: Foreign {
                source: source.into(),
                title: title.into(),
                ..Foreign::default()
            },
            ..Self::default()
        }
    }

    /// Says how large the file is, which may hold the more values.
    pub fn expect_bytes(&mut self, bytes: usize) {
        self.most_values = self.most_values.max(most_values(bytes));
    }

    /// Whether it is more than can be read; nothing is kept from there on.
    pub fn is_beyond(&self) -> bool {
        self.foreign.beyond.is_some()
    }

    fn go_beyond(&mut self, sentence: impl FnOnce() -> String) {
        self.foreign.beyond.get_or_insert_with(sentence);
    }

    /// The stream of that key, made by `make` where it is new.
    pub fn stream(&mut self, key: &str, make: impl FnOnce() -> Stream) -> u32 {
        if let Some(found) = self.by_key.get(key) {
            return *found;
        }
        if self.foreign.streams.len() >= MOST_STREAMS {
            self.go_beyond(too_many_streams);
            return u32::MAX;
        }
        let place = u32::try_from(self.foreign.streams.len()).unwrap_or(u32::MAX);
        self.foreign.streams.push(make());
        self.by_key.insert(key.to_owned(), place);
        place
    }

    /// A stream that is there.
    pub fn stream_mut(&mut self, stream: u32) -> Option<&mut Stream> {
        self.foreign.streams.get_mut(stream as usize)
    }

    /// A number of a day.
    pub fn number(&mut self, stream: u32, day: Day, line: u32, number: f64) {
        if number.is_finite() {
            self.record(stream, day, line, ForeignValue::Number(number));
        } else {
            self.problem(line, "a finite number was expected");
        }
    }

    /// A word or text of a day.
    pub fn word(&mut self, stream: u32, day: Day, line: u32, word: &str) {
        if let Some(place) = self.word_place(stream, line, word) {
            self.record(stream, day, line, ForeignValue::Word(place));
        }
    }

    /// "Not applicable" on a day.
    pub fn skipped(&mut self, stream: u32, day: Day, line: u32) {
        self.record(stream, day, line, ForeignValue::Skipped);
    }

    /// Something that cannot be read on a line.
    pub fn problem(&mut self, line: u32, text: impl Into<String>) {
        self.foreign.problems.push(line, "", text);
    }

    /// Something that cannot be read in a file within an archive.
    pub fn problem_in(&mut self, part: &str, line: u32, text: impl Into<String>) {
        self.foreign.problems.push(line, part, text);
    }

    /// Numbers that can be read in two ways; the first ones are told of.
    pub fn open_numbers(&mut self, open: OpenNumbers) {
        match &mut self.foreign.open_numbers {
            Some(first) => first.count += open.count,
            none => *none = Some(open),
        }
    }

    /// Says something about how the file was read, once.
    pub fn remark(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.foreign.remarks.contains(&text) {
            self.foreign.remarks.push(text);
        }
    }

    /// Everything that was collected, but for streams without a single record.
    pub fn finish(mut self) -> Foreign {
        let mut used = vec![false; self.foreign.streams.len()];
        for record in &self.foreign.records {
            if let Some(used) = used.get_mut(record.stream as usize) {
                *used = true;
            }
        }
        if used.contains(&false) {
            let mut places = Vec::with_capacity(used.len());
            let mut next = 0;
            for used in &used {
                places.push(next);
                next += u32::from(*used);
            }
            let mut keep = used.iter();
            self.foreign.streams.retain(|_| keep.next() == Some(&true));
            for record in &mut self.foreign.records {
                record.stream = places[record.stream as usize];
            }
        }
        self.foreign
    }

    /// What is collected so far, for the parts that are no records.
    pub fn foreign_mut(&mut self) -> &mut Foreign {
        &mut self.foreign
    }

    fn record(&mut self, stream: u32, day: Day, line: u32, value: ForeignValue) {
        if !(EARLIEST_DAY..=LATEST_DAY).contains(&day) {
            self.problem(line, format!("{day} is no day between 1900 and 2199"));
            return;
        }
        if self.is_beyond() {
            return;
        }
        if self.foreign.records.len() >= self.most_values {
            let most = self.most_values;
            self.go_beyond(|| {
                format!(
                    "it holds more than {} values; import it in parts, a few years at a time",
                    counted(most)
                )
            });
            return;
        }
        self.foreign.records.push(ForeignRecord {
            stream,
            day,
            line,
            value,
        });
    }

    fn word_place(&mut self, stream: u32, line: u32, word: &str) -> Option<u32> {
        let made = self.foreign.streams.get(stream as usize)?;
        if made.shape == Shape::Text {
            // Each note has its text, also where several have the same.
            self.text_bytes += word.len();
            if self.text_bytes > MOST_TEXT_BYTES {
                self.go_beyond(|| {
                    let megabytes = MOST_TEXT_BYTES >> 20;
                    format!(
                        "it holds more than {megabytes} MB of text for notes; import it in parts, a few years at a time"
                    )
                });
                return None;
            }
        }
        let streams = &mut self.foreign.streams;
        let made = streams.get_mut(stream as usize)?;
        let key = (stream, fingerprint(word));
        let found = self.by_word.get(&key).copied();
        if let Some(found) = found
            && made.words.get(found as usize).is_some_and(|it| it == word)
        {
            return Some(found);
        }
        if made.shape != Shape::Text && made.words.len() >= MOST_WORDS {
            let text = format!(
                "{} is rated by more than {} different words",
                made.name,
                counted(MOST_WORDS)
            );
            self.problem(line, text);
            return None;
        }
        let place = u32::try_from(made.words.len()).unwrap_or(u32::MAX);
        made.words.push(word.to_owned());
        self.by_word.entry(key).or_insert(place);
        Some(place)
    }
}

fn too_many_streams() -> String {
    format!(
        "it holds more than {} different things (columns, activities, habits, names); leave out those you do not need",
        counted(MOST_STREAMS)
    )
}

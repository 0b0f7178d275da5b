//! What was read from a file of another program, in one form for all of them: streams, records, problems, remarks.

use std::collections::HashMap;

use super::{TableLayout, TrackerTarget};
use crate::domain::{Day, EARLIEST_DAY, LATEST_DAY};

/// So many problems are kept with their place; of those beyond only the number.
pub const MOST_PROBLEMS: usize = 500;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Foreign {
    /// Which kind of file; the same for a longer file of the same kind, so that what was imported is known again.
    pub source: String,
    /// Which form of that kind, for a mapping fits one form: the columns of a plain table. Empty where there is one form.
    pub form: String,
    /// What people call that kind of file.
    pub title: String,
    /// How a plain table was read, so that it can be read another way.
    pub table: Option<TableLayout>,
    /// Whether the dates of a plain table could be read in another order as well.
    pub is_date_open: bool,
    /// The columns of a plain table, for choosing others.
    pub columns: Vec<String>,
    /// The first rows of a plain table, as they stand there.
    pub first_rows: Vec<Vec<String>>,
    /// What is followed over days.
    pub streams: Vec<Stream>,
    /// The values, in the order of the file.
    pub records: Vec<ForeignRecord>,
    /// What could not be read, and is left out.
    pub problems: Problems,
    /// What was read in another way than it stands there, or left out on purpose.
    pub remarks: Vec<String>,
}

impl Foreign {
    /// What a mapping is kept for: the kind of file and its form.
    pub fn mapped_as(&self) -> String {
        if self.form.is_empty() {
            self.source.clone()
        } else {
            format!("{}-{}", self.source, self.form)
        }
    }
}

/// Something followed over days in another program.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream {
    /// Stable name within the source.
    pub key: String,
    /// What the person calls it there.
    pub name: String,
    /// The category it stands in there; may be empty.
    pub group: String,
    /// The unit there; may be empty.
    pub unit: String,
    /// What its values are.
    pub shape: Shape,
    /// How several values of a day become one.
    pub combine: Combine,
    /// The words that its records refer to by number.
    pub words: Vec<String>,
    /// The file within an archive that it stands in; empty elsewhere.
    pub part: String,
    /// What becomes of it unless a person says otherwise, where the kind of file makes that plain.
    pub hint: Option<TrackerTarget>,
    /// Whether its values are what was entered, rather than what a day comes to.
    pub is_entered: bool,
}

impl Stream {
    /// A stream without unit, group and words whose values add up.
    pub fn new(key: impl Into<String>, name: impl Into<String>, shape: Shape) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            group: String::new(),
            unit: String::new(),
            shape,
            combine: match shape {
                Shape::Amount => Combine::Sum,
                Shape::Scale { .. } | Shape::YesNo | Shape::Words => Combine::Highest,
                Shape::Text => Combine::Last,
            },
            words: Vec::new(),
            part: String::new(),
            hint: None,
            is_entered: false,
        }
    }

    /// The same, its values being entries of their own: the parts of a day are not in them.
    #[must_use]
    pub fn entered(mut self) -> Self {
        self.is_entered = true;
        self
    }

    /// What its numbers are in: "ml", "0 to 4"; empty where nothing says so.
    pub fn measure(&self) -> String {
        match self.shape {
            Shape::Scale { lowest, highest } => format!("{lowest} to {highest}"),
            _ => self.unit.clone(),
        }
    }

    /// The same with a proposal what becomes of it.
    #[must_use]
    pub fn hinting(mut self, target: TrackerTarget) -> Self {
        self.hint = Some(target);
        self
    }

    /// The same in a category.
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }

    /// The same with a unit.
    #[must_use]
    pub fn with_unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The same with another way to combine the values of a day.
    #[must_use]
    pub fn combined(mut self, combine: Combine) -> Self {
        self.combine = combine;
        self
    }
}

/// What the values of a stream are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A quantity.
    Amount,
    /// A rating.
    Scale {
        /// Its lowest level.
        lowest: f64,
        /// Its highest level.
        highest: f64,
    },
    /// 1 for done and 0 for not.
    YesNo,
    /// One of a few words, which can stand for numbers.
    Words,
    /// Free text.
    Text,
}

/// How several values of a day become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// They add up.
    Sum,
    /// The highest counts.
    Highest,
    /// Their mean, on the nearest level.
    Mean,
    /// The last in the file counts.
    Last,
}

/// A value of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForeignRecord {
    /// The stream, by its place among the streams.
    pub stream: u32,
    /// The day.
    pub day: Day,
    /// The line in the file, from 1; 0 where there is none.
    pub line: u32,
    /// The value.
    pub value: ForeignValue,
}

/// What was recorded there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ForeignValue {
    /// A number; 0 is a number.
    Number(f64),
    /// A word or text, by its place among the stream's words.
    Word(u32),
    /// Not applicable on that day.
    Skipped,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 where there is none.
    pub line: u32,
    /// The file within an archive; empty elsewhere.
    pub part: String,
    /// What is wrong and what was expected, without a full stop.
    pub text: String,
}

impl Problem {
    /// "line 12: …", "Run/Checkmarks.csv, line 12: …".
    pub fn sentence(&self) -> String {
        match (self.part.as_str(), self.line) {
            ("", 0) => format!("{}.", self.text),
            ("", line) => format!("Line {line}: {}.", self.text),
            (part, 0) => format!("{part}: {}.", self.text),
            (part, line) => format!("{part}, line {line}: {}.", self.text),
        }
    }
}

/// What could not be read: the first of it, and how much there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first ones.
    pub first: Vec<Problem>,
    /// How many there are.
    pub count: usize,
}

impl Problems {
    /// By their place in the file; those without one come last.
    pub fn sort(&mut self) {
        self.first.sort_by(|one, other| {
            let place = |problem: &Problem| (problem.line == 0, problem.line);
            (&one.part, place(one)).cmp(&(&other.part, place(other)))
        });
    }

    /// Adds one.
    pub fn push(&mut self, line: u32, part: &str, text: impl Into<String>) {
        let problem = Problem {
            line,
            part: part.to_owned(),
            text: text.into(),
        };
        // A bad date is one problem, in however many columns it stands.
        if self.first.len() >= MOST_PROBLEMS {
            self.count += 1;
        } else if !self.first.contains(&problem) {
            self.count += 1;
            self.first.push(problem);
        }
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: Self) {
        self.count += other.count;
        let room = MOST_PROBLEMS.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Puts a [`Foreign`] together while a file is read.
#[derive(Debug, Default)]
pub struct Collector {
    foreign: Foreign,
    by_key: HashMap<String, u32>,
    by_word: HashMap<(u32, String), u32>,
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

    /// The stream of that key, made by `make` where it is new.
    pub fn stream(&mut self, key: &str, make: impl FnOnce() -> Stream) -> u32 {
        if let Some(found) = self.by_key.get(key) {
            return *found;
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
        let place = self.word_place(stream, word);
        self.record(stream, day, line, ForeignValue::Word(place));
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
        self.foreign.records.push(ForeignRecord {
            stream,
            day,
            line,
            value,
        });
    }

    fn word_place(&mut self, stream: u32, word: &str) -> u32 {
        if let Some(found) = self.by_word.get(&(stream, word.to_owned())) {
            return *found;
        }
        let Some(words) = self.foreign.streams.get_mut(stream as usize) else {
            return 0;
        };
        let place = u32::try_from(words.words.len()).unwrap_or(u32::MAX);
        words.words.push(word.to_owned());
        self.by_word.insert((stream, word.to_owned()), place);
        place
    }
}

//! What was read from a file of another program, in one form for all of them: streams, records, remarks.

use super::problems::Problems;
use super::{TableLayout, TrackerTarget};
use crate::domain::{Day, DecimalMark};

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
    /// Which mark stands before decimals where the file itself does not tell, as the person has said.
    pub decimals: Option<DecimalMark>,
    /// Numbers that could be read in two ways; they are among the problems.
    pub open_numbers: Option<OpenNumbers>,
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
    /// Why it is more than can be read; none where all of it was.
    pub beyond: Option<String>,
}

/// Numbers such as 1.750, of which nobody can tell whether they are thousands.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenNumbers {
    /// How many there are.
    pub count: usize,
    /// In which column, or of which thing, the first one stands.
    pub name: String,
    /// Its line, from 1.
    pub line: u32,
    /// The first one, as it is written.
    pub text: String,
    /// The mark in it.
    pub mark: DecimalMark,
    /// What it is with the mark before thousands.
    pub thousands: f64,
    /// What it is with the mark before decimals.
    pub decimals: f64,
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

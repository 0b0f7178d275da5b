//! What both CSV forms share: the range of days, the dialect, and how numbers and text are written in it.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use csv::QuoteStyle;

use super::guard::guarded;
use crate::domain::{Day, DecimalMark, format_exact};

/// The days an export covers, both ends included; an end left open reaches as far as there is something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayRange {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
}

impl DayRange {
    /// Whether it covers `day`.
    pub fn covers(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// For whom a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Programs: `,` between fields, `.` in numbers, text exactly as it is.
    #[default]
    Plain,
    /// Spreadsheets of a person who writes numbers with this mark: a byte-order mark, `;` between fields and `,` in
    /// numbers where that is the person's mark, no text that a spreadsheet would take for a formula, and quotation marks
    /// around all that a spreadsheet could part.
    Spreadsheet(DecimalMark),
}

/// Why an export did not come about.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The data could not be written out: full disk, closed pipe.
    #[error("writing failed: {0}")]
    Write(#[from] io::Error),
    /// No file can be made in the folder of the target.
    #[error("cannot make a file in the folder: {0}")]
    Folder(#[source] io::Error),
    /// The target is there and may not be replaced.
    #[error("cannot replace the file: {0}")]
    Replace(#[source] io::Error),
    /// The target is a journal, or a file that belongs to one.
    #[error("belongs to a journal")]
    OfJournal,
    /// The target is a link, or lies behind one, that leads where nothing is.
    #[error("a link to {}, where nothing is", .0.display())]
    LinkToNothing(PathBuf),
}

/// Rows of fields in a dialect.
pub(super) struct Sheet<W: Write> {
    csv: csv::Writer<W>,
    dialect: Dialect,
}

impl<W: Write> Sheet<W> {
    pub(super) fn new(mut out: W, dialect: Dialect) -> Result<Self, ExportError> {
        if dialect != Dialect::Plain {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = match dialect {
            Dialect::Spreadsheet(DecimalMark::Comma) => b';',
            Dialect::Plain | Dialect::Spreadsheet(DecimalMark::Point) => b',',
        };
        let quotes = match dialect {
            Dialect::Plain => QuoteStyle::Necessary,
            // Put there by hand: more of them are necessary than for the delimiter alone.
            Dialect::Spreadsheet(_) => QuoteStyle::Never,
        };
        let csv = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(quotes)
            .from_writer(out);
        Ok(Self { csv, dialect })
    }

    /// A field that holds what a person wrote.
    pub(super) fn text(&mut self, text: &str) -> Result<(), ExportError> {
        match self.dialect {
            Dialect::Plain => self.field(text),
            Dialect::Spreadsheet(_) => self.field(&guarded(text)),
        }
    }

    /// A field that holds a number.
    pub(super) fn number(&mut self, number: f64) -> Result<(), ExportError> {
        let mark = match self.dialect {
            Dialect::Plain => DecimalMark::Point,
            Dialect::Spreadsheet(mark) => mark,
        };
        // Never within quotation marks: some programs take what stands there for text.
        self.raw(&format_exact(number, mark))
    }

    /// A field that holds a word or date of the format itself.
    pub(super) fn field(&mut self, field: &str) -> Result<(), ExportError> {
        match self.dialect {
            Dialect::Plain => self.raw(field),
            Dialect::Spreadsheet(_) => self.raw(&quoted(field)),
        }
    }

    fn raw(&mut self, field: &str) -> Result<(), ExportError> {
        self.csv.write_field(field).map_err(into_io)?;
        Ok(())
    }

    pub(super) fn end_row(&mut self) -> Result<(), ExportError> {
        self.csv.write_record(None::<&[u8]>).map_err(into_io)?;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(), ExportError> {
        self.csv.flush()?;
        Ok(())
    }
}

/// The field within quotation marks where a spreadsheet program could part it, whatever stands between fields there.
fn quoted(field: &str) -> Cow<'_, str> {
    if field.contains([',', ';', '\t', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", field.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(field)
    }
}

fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, text: &str, expected: &str) {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&mut out, dialect).unwrap();
        sheet.text(text).unwrap();
        sheet.number(6.75).unwrap();
        sheet.end_row().unwrap();
        sheet.finish().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected, "{text:?}");
    }

    #[test]
    fn text_is_quoted_where_it_must_be() {
        for (text, field) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("a; b", "a; b"),
            ("the \"good\" kefir", "\"the \"\"good\"\" kefir\""),
            ("two\nlines", "\"two\nlines\""),
            ("two\r\nlines", "\"two\r\nlines\""),
            ("🥛 キムチ", "🥛 キムチ"),
            ("=1+1", "=1+1"),
            ("", ""),
        ] {
            check(Dialect::Plain, text, &format!("{field},6.75\n"));
        }
    }

    #[test]
    fn spreadsheets_get_their_marks_and_no_formulas() {
        let comma = Dialect::Spreadsheet(DecimalMark::Comma);
        let point = Dialect::Spreadsheet(DecimalMark::Point);
        check(comma, "a, b", "\u{feff}\"a, b\";6,75\n");
        check(comma, "a; b", "\u{feff}\"a; b\";6,75\n");
        check(point, "a; b", "\u{feff}\"a; b\",6.75\n");
        check(point, "a \"b\"", "\u{feff}\"a \"\"b\"\"\",6.75\n");
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", " =1"] {
            check(point, text, &format!("\u{feff}'{text},6.75\n"));
        }
        check(point, "\ttab", "\u{feff}\"'\ttab\",6.75\n");
        check(point, "\rreturn", "\u{feff}\"'\rreturn\",6.75\n");
        check(point, "1-1", "\u{feff}1-1,6.75\n");
    }

    #[test]
    fn ranges_cover_both_ends() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let range = DayRange {
            from: None,
            to: Some(day("2026-11-10")),
        };
        assert!(range.covers(day("2026-11-10")));
        assert!(!range.covers(day("2026-11-11")));
        assert!(DayRange::default().covers(day("1900-01-01")));
    }
}

//! Text on a terminal: whatever a person, a file or a damaged journal holds is shown and does nothing.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::domain::{is_harmful, visible};

/// A text of a person or a file for one line: signs that would steer the terminal, break the line or turn the writing
/// round are written out.
pub fn printable(text: &str) -> Cow<'_, str> {
    visible(text)
}

/// A path for a sentence.
pub(super) fn shown_path(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}

/// Sentences of several lines, as they are printed in the end: no sign in them steers the terminal.
pub(super) fn printable_lines(text: &str) -> Cow<'_, str> {
    let is_bad = |sign: char| is_harmful(sign) && !matches!(sign, '\n' | '\t');
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        if is_bad(sign) {
            shown.extend(sign.escape_unicode());
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

/// Standard output of a command that prints for people: the last to look at what goes to the terminal.
pub(super) struct Plain<'a> {
    out: &'a mut dyn Write,
    /// The beginning of a letter whose rest comes with the next piece.
    rest: Vec<u8>,
}

impl<'a> Plain<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            rest: Vec::new(),
        }
    }
}

impl Write for Plain<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let mut bytes = std::mem::take(&mut self.rest);
        bytes.extend_from_slice(buffer);
        let whole = match std::str::from_utf8(&bytes) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => bytes.len(),
        };
        let text = String::from_utf8_lossy(&bytes[..whole]);
        self.out.write_all(printable_lines(&text).as_bytes())?;
        self.rest = bytes[whole..].to_vec();
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_steers_no_terminal() {
        let text = "Tea\u{1b}[2J\u{202e} 🧴\n  \ttwo\r\n";
        let mut out = Vec::new();
        let mut plain = Plain::new(&mut out);
        // In pieces as they may come, within a letter as well.
        for piece in text.as_bytes().chunks(3) {
            plain.write_all(piece).unwrap();
        }
        plain.flush().unwrap();
        let shown = "Tea\\u{1b}[2J\\u{202e} 🧴\n  \ttwo\\u{d}\n";
        assert_eq!(String::from_utf8(out).unwrap(), shown);
        assert_eq!(printable("two\nlines"), "two\\u{a}lines");
        assert_eq!(shown_path(Path::new("a\u{1b}b.csv")), "a\\u{1b}b.csv");
    }
}

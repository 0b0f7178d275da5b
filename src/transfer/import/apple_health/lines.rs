//! A reader that knows in which line it stands.

use std::io::{self, BufRead, Read};

/// Counts the line ends that were taken.
pub(super) struct Lines<R> {
    inner: R,
    ends: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, ends: 0 }
    }

    /// The line of what is read next, from 1.
    pub(super) fn line(&self) -> u32 {
        u32::try_from(self.ends + 1).unwrap_or(u32::MAX)
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.ends += memchr::memchr_iter(b'\n', &buffer[..count]).count();
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is taken was in the buffer; looking again reads nothing.
        if let Ok(buffer) = self.inner.fill_buf() {
            let taken = &buffer[..count.min(buffer.len())];
            self.ends += memchr::memchr_iter(b'\n', taken).count();
        }
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_known_wherever_it_stands() {
        let mut lines = Lines::new(&b"one\ntwo\nthree"[..]);
        assert_eq!(lines.line(), 1);
        lines.fill_buf().unwrap();
        lines.consume(4);
        assert_eq!(lines.line(), 2);
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!((rest.as_str(), lines.line()), ("two\nthree", 3));
    }
}

//! A reader that knows in which line it stands, and hands out no tag without end.

use std::io::{self, BufRead, Read};

/// A tag, or what stands between two, has no more.
const MOST_BYTES: usize = 1 << 20;

/// Counts the line ends that were taken, and the bytes since the last tag.
pub(super) struct Lines<R> {
    inner: R,
    ends: usize,
    left: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            ends: 0,
            left: MOST_BYTES,
        }
    }

    /// A tag begins.
    pub(super) fn begin(&mut self) {
        self.left = MOST_BYTES;
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
        self.left = self.left.saturating_sub(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let text = format!("a tag is longer than {} MB", MOST_BYTES >> 20);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        // What is taken was in the buffer; looking again reads nothing.
        if let Ok(buffer) = self.inner.fill_buf() {
            let taken = &buffer[..count.min(buffer.len())];
            self.ends += memchr::memchr_iter(b'\n', taken).count();
        }
        self.left = self.left.saturating_sub(count);
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

    #[test]
    fn a_tag_ends_somewhere() {
        let bytes = vec![b'x'; MOST_BYTES + 1];
        let mut lines = Lines::new(bytes.as_slice());
        let taken = lines.fill_buf().unwrap().len().min(MOST_BYTES);
        lines.consume(taken);
        assert!(lines.fill_buf().is_err());
        lines.begin();
        assert!(lines.fill_buf().is_ok());
    }
}

//! One page of a b-tree as its cells, and one record as its values, by the SQLite file format. Believes nothing it reads.

use rusqlite::types::Value;

use super::pages::{Pages, number};

/// What a row takes in memory besides its text, at least.
const ROW_BYTES: usize = 32;
const FIRST_PAGE_HEADER_BYTES: usize = 100;

/// What a page of a b-tree is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// Leads to the leaves of a table by row number.
    TableInner,
    /// Holds rows by their number.
    TableLeaf,
    /// Holds rows by their key, and leads to more.
    KeyInner,
    /// Holds rows by their key.
    KeyLeaf,
}

/// A page of a b-tree.
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) children: Vec<u32>,
    pub(super) rows: Vec<RawRow>,
    /// How many cells could not be read.
    pub(super) broken: usize,
}

/// A row as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawRow {
    /// Its number, in a table that has one.
    pub(super) number: Option<i64>,
    pub(super) values: Vec<Value>,
}

impl Node {
    /// Reads page `at`; none if it is no part of a b-tree.
    pub(super) fn read(pages: &Pages, at: u32) -> Option<Self> {
        let page = pages.page(at)?;
        let start = if at == 1 { FIRST_PAGE_HEADER_BYTES } else { 0 };
        let kind = match page.get(start)? {
            2 => NodeKind::KeyInner,
            5 => NodeKind::TableInner,
            10 => NodeKind::KeyLeaf,
            13 => NodeKind::TableLeaf,
            _ => return None,
        };
        let is_inner = matches!(kind, NodeKind::KeyInner | NodeKind::TableInner);
        let pointers = start + if is_inner { 12 } else { 8 };
        let most = page.len().checked_sub(pointers)? / 2;
        let count = usize::from(short(&page, start + 3)?);
        let mut node = Self {
            kind,
            children: Vec::new(),
            rows: Vec::new(),
            broken: count.saturating_sub(most),
        };
        for index in 0..count.min(most) {
            let cell = short(&page, pointers + index * 2)
                .map(usize::from)
                .filter(|cell| *cell >= pointers);
            if cell
                .and_then(|cell| node.take_cell(pages, &page, cell))
                .is_none()
            {
                node.broken += 1;
            }
        }
        if is_inner {
            node.children.extend(number(&page, start + 8));
        }
        Some(node)
    }

    fn take_cell(&mut self, pages: &Pages, page: &[u8], mut at: usize) -> Option<()> {
        if matches!(self.kind, NodeKind::KeyInner | NodeKind::TableInner) {
            self.children.push(number(page, at)?);
            at += 4;
        }
        if self.kind == NodeKind::TableInner {
            return Some(());
        }
        let (bytes, length) = varint(page.get(at..)?)?;
        at += length;
        let bytes = usize::try_from(bytes)
            .ok()
            .filter(|bytes| pages.takes(*bytes, ROW_BYTES))?;
        let row_number = if self.kind == NodeKind::TableLeaf {
            let (row_number, length) = varint(page.get(at..)?)?;
            at += length;
            Some(row_number.cast_signed())
        } else {
            None
        };
        let values = record(&payload(pages, page, at, bytes, self.kind)?)?;
        self.rows.push(RawRow {
            number: row_number,
            values,
        });
        Some(())
    }
}

/// The bytes of a record, the start of which lies in the page and the rest, if it is long, in pages of its own.
fn payload(pages: &Pages, page: &[u8], at: usize, bytes: usize, kind: NodeKind) -> Option<Vec<u8>> {
    let room = page.len();
    let least = (room - 12) * 32 / 255 - 23;
    let most = if kind == NodeKind::TableLeaf {
        room - 35
    } else {
        (room - 12) * 64 / 255 - 23
    };
    if bytes <= most {
        return Some(page.get(at..at + bytes)?.to_vec());
    }
    let even = least + (bytes - least) % (room - 4);
    let here = if even <= most { even } else { least };
    let mut found = page.get(at..at + here)?.to_vec();
    let mut next = number(page, at + here)?;
    // A circle of pages ends by itself: the length is known.
    while found.len() < bytes {
        let more = pages.page(next).filter(|_| next != 0)?;
        let part = (bytes - found.len()).min(room - 4);
        found.extend_from_slice(&more[4..4 + part]);
        next = number(&more, 0)?;
    }
    Some(found)
}

/// The values of a record; none if it is no whole record.
pub(super) fn record(bytes: &[u8]) -> Option<Vec<Value>> {
    let (header_bytes, mut at) = varint(bytes)?;
    let header_bytes = usize::try_from(header_bytes).ok()?;
    let header = bytes.get(..header_bytes)?;
    let mut body = bytes.get(header_bytes..)?;
    let mut values = Vec::new();
    while at < header_bytes {
        let (kind, length) = varint(header.get(at..)?)?;
        at += length;
        let (value, length) = value(kind, body)?;
        body = &body[length..];
        values.push(value);
    }
    body.is_empty().then_some(values)
}

fn value(kind: u64, body: &[u8]) -> Option<(Value, usize)> {
    let integer = |length: usize| {
        let bytes = body.get(..length)?;
        let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1_i64 };
        let integer = bytes
            .iter()
            .fold(sign, |sum, byte| (sum << 8) | i64::from(*byte));
        Some((Value::Integer(integer), length))
    };
    match kind {
        0 => Some((Value::Null, 0)),
        1..=4 => integer(usize::try_from(kind).ok()?),
        5 => integer(6),
        6 => integer(8),
        7 => {
            let eight: [u8; 8] = body.get(..8)?.try_into().ok()?;
            Some((Value::Real(f64::from_be_bytes(eight)), 8))
        }
        8 => Some((Value::Integer(0), 0)),
        9 => Some((Value::Integer(1), 0)),
        10 | 11 => None,
        _ => {
            let length = usize::try_from((kind - 12) / 2).ok()?;
            let bytes = body.get(..length)?;
            let value = if kind.is_multiple_of(2) {
                Value::Blob(bytes.to_vec())
            } else {
                // A letter that was spoilt must not take the row with it.
                Value::Text(String::from_utf8_lossy(bytes).into_owned())
            };
            Some((value, length))
        }
    }
}

/// A number of one to nine bytes, and how many.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut sum = 0_u64;
    for (index, byte) in bytes.iter().take(8).enumerate() {
        sum = (sum << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((sum, index + 1));
        }
    }
    Some(((sum << 8) | u64::from(*bytes.get(8)?), 9))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([two[0], two[1]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_length_are_read() {
        assert_eq!(varint(&[0x05]), Some((5, 1)));
        assert_eq!(varint(&[0x81, 0x00]), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9]), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0xff; 8]), None);
        assert_eq!(varint(&[]), None);
    }

    #[test]
    fn a_record_is_whole_or_nothing() {
        let bytes = [4, 1, 0, 17, 0xfe, b'h', b'i'];
        let values = vec![
            Value::Integer(-2),
            Value::Null,
            Value::Text("hi".to_owned()),
        ];
        assert_eq!(record(&bytes), Some(values));
        for end in 0..bytes.len() {
            assert_eq!(record(&bytes[..end]), None, "{end}");
        }
        assert_eq!(record(&[2, 10]), None, "a kind that no file has");
        let spoilt = vec![Value::Text("\u{fffd}".to_owned())];
        assert_eq!(record(&[2, 15, 0xff]), Some(spoilt));
    }
}

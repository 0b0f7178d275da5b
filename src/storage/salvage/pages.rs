//! The pages of a journal file and of its write-ahead log as bytes, without SQLite, which gives up where this must go on.

use std::collections::HashMap;
use std::path::Path;

use super::super::error::Fault;
use super::super::file;

/// What every journal is written with.
const USUAL_BYTES: usize = 4096;
const MAGIC: &[u8] = b"SQLite format 3\0";
/// The same words in either byte order of the sums that follow.
const LOG_MAGIC: [u32; 2] = [0x377f_0682, 0x377f_0683];
const LOG_HEADER_BYTES: usize = 32;
const FRAME_HEADER_BYTES: usize = 24;

/// The pages of a file, those in its log in the place of the older ones.
pub(super) struct Pages {
    bytes: usize,
    file: Vec<u8>,
    newer: HashMap<u32, Vec<u8>>,
}

impl Pages {
    /// Reads the file at `path` and its log.
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let log = match std::fs::read(file::beside(path, "-wal")) {
            Ok(log) => log,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self::of(std::fs::read(path)?, &log))
    }

    /// Takes bytes apart.
    pub(super) fn of(file: Vec<u8>, log: &[u8]) -> Self {
        let bytes = page_bytes(&file, log);
        let newer = newer_pages(log, bytes);
        Self { bytes, file, newer }
    }

    /// The number of the last page. The first is 1.
    pub(super) fn last(&self) -> u32 {
        let in_file = u32::try_from(self.file.len().div_ceil(self.bytes)).unwrap_or(u32::MAX);
        let in_log = self.newer.keys().max().copied().unwrap_or_default();
        in_file.max(in_log)
    }

    /// A page; the last one may be cut off, and then ends in zeros.
    pub(super) fn page(&self, number: u32) -> Option<Vec<u8>> {
        if let Some(page) = self.newer.get(&number) {
            return Some(page.clone());
        }
        let start = usize::try_from(number.checked_sub(1)?).ok()? * self.bytes;
        let rest = self.file.get(start..).filter(|rest| !rest.is_empty())?;
        let mut page = rest[..rest.len().min(self.bytes)].to_vec();
        page.resize(self.bytes, 0);
        Some(page)
    }

    /// The pages that are kept for later and hold nothing that is there.
    pub(super) fn free(&self) -> Vec<u32> {
        let mut free = Vec::new();
        let mut trunk = self
            .page(1)
            .filter(|header| header.starts_with(MAGIC))
            .and_then(|header| number(&header, 32))
            .unwrap_or_default();
        // Each trunk names the next one; a circle of them must not hold anyone up.
        for _ in 0..self.last() {
            let Some(page) = (trunk != 0).then(|| self.page(trunk)).flatten() else {
                break;
            };
            free.push(trunk);
            let count = number(&page, 4).unwrap_or_default() as usize;
            let most = self.bytes / 4 - 2;
            free.extend((0..count.min(most)).filter_map(|index| number(&page, 8 + index * 4)));
            trunk = number(&page, 0).unwrap_or_default();
        }
        free
    }
}

/// A big-endian number of four bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

fn page_bytes(file: &[u8], log: &[u8]) -> usize {
    let in_file = file
        .starts_with(MAGIC)
        .then(|| file.get(16..18))
        .flatten()
        .map(|two| match u16::from_be_bytes([two[0], two[1]]) {
            1 => 65_536,
            bytes => usize::from(bytes),
        });
    let in_log = number(log, 8).map(|bytes| bytes as usize);
    [in_file, in_log]
        .into_iter()
        .flatten()
        .find(|bytes| bytes.is_power_of_two() && (512..=65_536).contains(bytes))
        .unwrap_or(USUAL_BYTES)
}

/// The last whole copy of each page in a log. A frame counts if the sum over it and all before it is right; behind a
/// frame that is not, those count that fit the one before them, for they were written by later changes.
fn newer_pages(log: &[u8], bytes: usize) -> HashMap<u32, Vec<u8>> {
    let mut newer = HashMap::new();
    let (Some(magic), Some(header)) = (number(log, 0), log.get(..LOG_HEADER_BYTES)) else {
        return newer;
    };
    if !LOG_MAGIC.contains(&magic) || number(log, 8).map(|found| found as usize) != Some(bytes) {
        return newer;
    }
    let is_big_endian = magic == LOG_MAGIC[1];
    let salts = &header[16..24];
    let mut sum = (
        number(log, 24).unwrap_or_default(),
        number(log, 28).unwrap_or_default(),
    );
    let mut open = Vec::new();
    for frame in log[LOG_HEADER_BYTES..].chunks_exact(FRAME_HEADER_BYTES + bytes) {
        let (head, page) = frame.split_at(FRAME_HEADER_BYTES);
        if &head[8..16] != salts {
            break;
        }
        let written = (
            number(head, 16).unwrap_or_default(),
            number(head, 20).unwrap_or_default(),
        );
        let expected = checksum(
            page,
            is_big_endian,
            checksum(&head[..8], is_big_endian, sum),
        );
        if expected == written {
            open.push((number(head, 0).unwrap_or_default(), page));
        } else {
            // The change it belongs to is not whole.
            open.clear();
        }
        sum = written;
        let ends_change = number(head, 4).is_some_and(|pages| pages != 0);
        if ends_change {
            newer.extend(open.drain(..).map(|(number, page)| (number, page.to_vec())));
        }
    }
    newer
}

fn checksum(bytes: &[u8], is_big_endian: bool, start: (u32, u32)) -> (u32, u32) {
    let word = |four: &[u8]| {
        let four = [four[0], four[1], four[2], four[3]];
        if is_big_endian {
            u32::from_be_bytes(four)
        } else {
            u32::from_le_bytes(four)
        }
    };
    bytes.chunks_exact(8).fold(start, |(one, other), eight| {
        let one = one.wrapping_add(word(&eight[..4])).wrapping_add(other);
        (one, other.wrapping_add(word(&eight[4..])).wrapping_add(one))
    })
}

//! The pages of a journal file and of its write-ahead log as bytes, without SQLite, which gives up where this must go on.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
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
/// What rows may take when read: each byte of a sound file belongs to one row, but a spoilt one is read for some length
/// that it never had before that is noticed. Rows that share their pages would fill the memory from a small file.
const READ_PER_BYTE: usize = 4;
const READ_AT_LEAST: usize = 8 << 20;

/// The pages of a file, those in its log in the place of the older ones.
pub(super) struct Pages {
    bytes: usize,
    file: Vec<u8>,
    newer: HashMap<u32, Vec<u8>>,
    /// No row can be longer than everything there is.
    most: usize,
    /// How much all rows may still take.
    left: Cell<usize>,
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
        let most = file.len() + log.len();
        let left = most.saturating_mul(READ_PER_BYTE);
        Self {
            bytes,
            file,
            newer,
            most,
            left: Cell::new(left.saturating_add(READ_AT_LEAST)),
        }
    }

    /// The numbers of all pages there are, in their order. The first is 1; a log may name one that is far away.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        let in_file = u32::try_from(self.file.len().div_ceil(self.bytes)).unwrap_or(u32::MAX);
        let in_log: BTreeSet<u32> = self.newer.keys().copied().collect();
        let behind = in_log.into_iter().filter(move |number| *number > in_file);
        (1..=in_file).chain(behind)
    }

    /// Whether a row of so many bytes may still be read, which takes `more` than these.
    pub(super) fn takes(&self, bytes: usize, more: usize) -> bool {
        let needed = bytes.saturating_add(more);
        let left = self.left.get().checked_sub(needed);
        let left = left.filter(|_| bytes <= self.most);
        self.left.set(left.unwrap_or(self.left.get()));
        left.is_some()
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
    pub(super) fn free(&self) -> BTreeSet<u32> {
        let mut free = BTreeSet::new();
        let mut trunk = self
            .page(1)
            .filter(|header| header.starts_with(MAGIC))
            .and_then(|header| number(&header, 32))
            .unwrap_or_default();
        // Each trunk names the next one; a circle of them must not hold anyone up.
        let mut trunks = BTreeSet::new();
        while trunk != 0 && trunks.insert(trunk) {
            let Some(page) = self.page(trunk) else { break };
            free.insert(trunk);
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

/// A page in a log.
struct Frame<'a> {
    number: u32,
    page: &'a [u8],
    ends_change: bool,
    /// Whether it is what was written behind the frame before it.
    is_right: bool,
}

/// The log's frames and whether its header is right. Those of an older use of the file, which may lie at its end, are not
/// right: they carry other salts.
fn frames(log: &[u8]) -> (Vec<Frame<'_>>, bool) {
    let mut found = Vec::new();
    let (Some(magic), Some(header)) = (number(log, 0), log.get(..LOG_HEADER_BYTES)) else {
        return (found, true);
    };
    let sums = |at: usize| Some((number(log, at)?, number(log, at + 4)?));
    let is_big_endian = magic == LOG_MAGIC[1];
    let mut sum = checksum(&header[..24], is_big_endian, (0, 0));
    let is_header_right = LOG_MAGIC.contains(&magic) && sums(24) == Some(sum);
    let bytes = page_bytes(&[], log);
    let rest = &log[LOG_HEADER_BYTES..];
    // Where the header is spoilt, the first frame says what goes with it.
    let salts = if is_header_right {
        &header[16..24]
    } else {
        rest.get(8..16).unwrap_or_default()
    };
    for frame in rest.chunks_exact(FRAME_HEADER_BYTES + bytes) {
        let (head, page) = frame.split_at(FRAME_HEADER_BYTES);
        let field = |at: usize| number(head, at).unwrap_or_default();
        let expected = checksum(
            page,
            is_big_endian,
            checksum(&head[..8], is_big_endian, sum),
        );
        sum = (field(16), field(20));
        found.push(Frame {
            number: field(0),
            page,
            ends_change: field(4) != 0,
            is_right: expected == sum && &head[8..16] == salts,
        });
    }
    (found, is_header_right)
}

/// Whether a log was damaged where it had been whole: behind a frame that is not right stand two changes that are. Each
/// is on the disk before the next begins, so no loss of power leaves that. SQLite would take the log to end at the first.
pub(in crate::storage) fn has_gap(log: &[u8]) -> bool {
    let (frames, is_header_right) = frames(log);
    let is_wrong = |frame: &Frame| !frame.is_right;
    let gap = if is_header_right {
        frames.iter().position(is_wrong)
    } else {
        Some(0)
    };
    let Some(gap) = gap else { return false };
    let behind = frames[gap..].iter();
    behind
        .filter(|frame| frame.is_right && frame.ends_change)
        .nth(1)
        .is_some()
}

/// The last whole copy of each page in a log. Behind a gap those count that are right, for later changes wrote them.
fn newer_pages(log: &[u8], bytes: usize) -> HashMap<u32, Vec<u8>> {
    let mut newer = HashMap::new();
    if page_bytes(&[], log) != bytes {
        return newer;
    }
    let mut open = Vec::new();
    for frame in frames(log).0 {
        if frame.is_right {
            open.push((frame.number, frame.page));
        } else {
            // The change it belongs to is not whole.
            open.clear();
        }
        if frame.ends_change {
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

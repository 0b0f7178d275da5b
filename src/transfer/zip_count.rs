//! How many files a zip says it holds, read from its end alone: the list of a million names is no list to load.

use std::io::{self, Read, Seek, SeekFrom};

/// More files than any archive has that is read here, photos of a decade among them.
pub(super) const MOST_FILES: u64 = 20_000;

/// A comment may follow the last record, and others stand before it.
const TAIL_BYTES: u64 = (1 << 16) + 256;

const END: &[u8; 4] = b"PK\x05\x06";
const END_64: &[u8; 4] = b"PK\x06\x06";
const LOCATOR_64: &[u8; 4] = b"PK\x06\x07";
const LOCATOR_64_BYTES: usize = 20;

/// The number of files, if it is more than [`MOST_FILES`]. Where several records could be the last, all of them count.
pub(super) fn too_many_files(file: &mut (impl Read + Seek)) -> io::Result<Option<u64>> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    file.take(TAIL_BYTES).read_to_end(&mut tail)?;
    let most = places(&tail, END).map(|at| count_at(&tail, at)).max();
    Ok(most.filter(|count| *count > MOST_FILES))
}

fn count_at(tail: &[u8], end: usize) -> u64 {
    let short = |at: usize| {
        let bytes = tail.get(end + at..)?.first_chunk::<2>()?;
        Some(u64::from(u16::from_le_bytes(*bytes)))
    };
    let count = short(8).max(short(10)).unwrap_or(0);
    let locator = end.checked_sub(LOCATOR_64_BYTES);
    let has_locator = locator.is_some_and(|at| tail[at..].starts_with(LOCATOR_64));
    if !has_locator {
        return count;
    }
    // The longer record stands right before its locator; one that stands elsewhere is no record to trust.
    let before = places(&tail[..locator.unwrap_or(0)], END_64).last();
    let long = |at: usize| {
        let bytes = tail.get(before? + at..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*bytes))
    };
    long(24)
        .max(long(32))
        .map_or(u64::MAX, |long| long.max(count))
}

fn places<'a>(bytes: &'a [u8], signature: &'a [u8; 4]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(signature.len()).enumerate();
    windows
        .filter(move |(_, window)| *window == signature)
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn zip(files: u32, comment: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let _ = zip.set_comment(comment);
        for number in 0..files {
            let options = zip::write::SimpleFileOptions::default();
            let options = options.compression_method(zip::CompressionMethod::Stored);
            zip.start_file(number.to_string(), options).unwrap();
            zip.write_all(b"").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn the_end_tells_how_many_there_are() {
        let long = "x".repeat(60_000);
        for (files, comment, expected) in [
            (0, "", None),
            (3, "made by hand", None),
            (20_000, "", None),
            (20_001, "", Some(20_001)),
            (20_001, long.as_str(), Some(20_001)),
            (70_000, "", Some(70_000)),
        ] {
            let found = too_many_files(&mut Cursor::new(zip(files, comment))).unwrap();
            assert_eq!(found, expected, "{files}");
        }
        assert_eq!(too_many_files(&mut Cursor::new(b"PK")).unwrap(), None);
        assert_eq!(too_many_files(&mut Cursor::new(b"")).unwrap(), None);
    }
}

//! Text in the encodings that programs write: UTF-8, UTF-16, Windows-1252.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and whether it began with a byte-order mark, as spreadsheet programs write it.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) has_mark: bool,
}

/// So much of a text is looked at to see whether it is one.
const LOOKED_AT: usize = 4096;

/// One control sign in so many others makes no picture or program of a text.
const SIGNS_PER_CONTROL: usize = 20;

/// The text; none where the bytes are none. Bytes that are UTF-8 are not copied.
pub(super) fn decode(mut bytes: Vec<u8>) -> Option<Text> {
    let mark = Encoding::for_bom(&bytes);
    let (encoding, length) = mark.unwrap_or((guess(&bytes), 0));
    bytes.drain(..length);
    let text = if encoding == UTF_8 {
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    } else {
        encoding.decode_without_bom_handling(&bytes).0.into_owned()
    };
    (!is_binary(&text)).then_some(Text {
        text,
        has_mark: mark.is_some(),
    })
}

/// Pictures, archives and programs hold what no text does; a text may hold a stray sign.
fn is_binary(text: &str) -> bool {
    let start = &text.as_bytes()[..text.len().min(LOOKED_AT)];
    let controls = start
        .iter()
        .filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31))
        .count();
    start.contains(&0) || controls * SIGNS_PER_CONTROL > start.len()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = &bytes[..bytes.len().min(256)];
    let zeros = |first: usize| {
        start
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let pairs = start.len() / 2;
    if pairs >= 2 && zeros(1) * 10 >= pairs * 7 && zeros(0) == 0 {
        return UTF_16LE;
    }
    if pairs >= 2 && zeros(0) * 10 >= pairs * 7 && zeros(1) == 0 {
        return UTF_16BE;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // Cut in the middle of a letter: the beginning of a longer text.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) if is_mostly_utf_8(bytes) => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// Whether letters of several bytes are whole more often than not: a few bytes were spoilt, the rest is UTF-8.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, mark: bool, to_bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(to_bytes)
            .collect()
    }

    #[test]
    fn text_of_every_encoding_is_read() {
        let text = "date,Wäsche\n2024-01-14,3\n";
        let check = |bytes: &[u8], mark: bool| {
            let decoded = decode(bytes.to_vec()).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.has_mark), (text, mark));
        };
        check(text.as_bytes(), false);
        check(format!("\u{feff}{text}").as_bytes(), true);
        for mark in [true, false] {
            check(&utf_16(text, mark, u16::to_le_bytes), mark);
            check(&utf_16(text, mark, u16::to_be_bytes), mark);
        }
        let windows: Vec<u8> = text
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect();
        check(&windows, false);
        let spoilt = b"date,W\xc3\xa4sche\xff,M\xc3\xbcsli\n".to_vec();
        assert_eq!(decode(spoilt).unwrap().text, "date,Wäsche\u{fffd},Müsli\n");
        let stray = "date,note\n2024-01-14,a bell \u{7} in a note of some length\n";
        assert_eq!(decode(stray.into()).unwrap().text, stray);
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()).is_none());
        assert!(decode(vec![0, 159, 146, 150, 1, 2]).is_none());
        assert!(decode(vec![159, 146, 1, 2]).is_none());
    }
}

//! Text in the encodings that programs write: UTF-8, UTF-16, Windows-1252.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text; none where the bytes are none.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((guess(bytes), 0));
    let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
    // No text holds these; pictures, archives and programs do.
    let is_binary = text
        .bytes()
        .take(4096)
        .any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31));
    (!is_binary).then(|| text.into_owned())
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
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()).unwrap(), text);
        for mark in [true, false] {
            assert_eq!(decode(&utf_16(text, mark, u16::to_le_bytes)).unwrap(), text);
            assert_eq!(decode(&utf_16(text, mark, u16::to_be_bytes)).unwrap(), text);
        }
        let windows: Vec<u8> = text
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect();
        assert_eq!(decode(&windows).unwrap(), text);
        let spoilt = b"date,W\xc3\xa4sche\xff,M\xc3\xbcsli\n";
        assert_eq!(decode(spoilt).unwrap(), "date,Wäsche\u{fffd},Müsli\n");
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(decode(&[0, 159, 146, 150, 1, 2]), None);
    }
}

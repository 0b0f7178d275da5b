//! How much of a file and of its names is read; what goes beyond is refused in a sentence, with what to do.

/// So many different things a file may hold: columns, activities, habits, and items of trackers.
pub const MOST_STREAMS: usize = 5_000;

/// So many trackers a journal has room for.
pub const MOST_TRACKERS: usize = 5_000;

/// So many values any file may hold; a large one more, see [`most_values`].
const MOST_VALUES: usize = 500_000;

/// A value takes about as much memory as three times so many bytes of its file.
const BYTES_PER_VALUE: usize = 100;

/// So many letters a name or a heading may have.
pub const MOST_NAME_LETTERS: usize = 1_000;

/// So many bytes of text for notes a file may hold: what comes of it is there several times for a while.
pub const MOST_TEXT_BYTES: usize = 32 << 20;

/// So many different words something may be rated by.
pub const MOST_WORDS: usize = 1_000;

/// Longer keys are cut.
const KEY_BYTES: usize = 200;

/// How many letters of a cut key stay.
const KEY_LETTERS: usize = 40;

/// How many values a file of that size may hold.
pub fn most_values(bytes: usize) -> usize {
    MOST_VALUES + bytes / BYTES_PER_VALUE
}

/// The text where it may be a name.
///
/// # Errors
/// Says how long it is.
pub fn checked_name(text: &str) -> Result<&str, String> {
    if text.len() <= MOST_NAME_LETTERS {
        return Ok(text);
    }
    match text.chars().count() {
        0..=MOST_NAME_LETTERS => Ok(text),
        letters => Err(format!(
            "a name has {} letters; up to {} are read",
            counted(letters),
            counted(MOST_NAME_LETTERS)
        )),
    }
}

/// A number for a sentence: `20,000`.
pub fn counted(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The stable key of a tracker: as it is where it is of a line and not too long, else its beginning and what all of it
/// comes to.
pub fn sound_key(key: &str) -> String {
    if key.len() <= KEY_BYTES && !key.contains(char::is_control) {
        return key.to_owned();
    }
    let letters = key.chars().filter(|letter| !letter.is_control());
    let start: String = letters.take(KEY_LETTERS).collect();
    format!("{start}#{:016x}", fingerprint(key))
}

/// What a text comes to: the same on every machine and in every version (FNV-1a).
pub fn fingerprint(text: &str) -> u64 {
    let start: u64 = 0xcbf2_9ce4_8422_2325;
    text.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_for_people() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (70_000, "70,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(counted(number), text);
        }
    }

    #[test]
    fn keys_are_short_and_differ_where_they_did() {
        assert_eq!(sound_key("table.Water (oz)"), "table.Water (oz)");
        let long = |end: &str| sound_key(&format!("table.{}{end}", "h".repeat(70_000)));
        assert!(long("").len() <= KEY_BYTES);
        assert_eq!(long("a"), long("a"));
        assert_ne!(long("a"), long("b"));
        assert!(!sound_key("a\u{1b}b\nc").contains(char::is_control));
        assert!(sound_key(&"水".repeat(300)).len() <= KEY_BYTES);
    }

    #[test]
    fn a_name_has_as_many_letters_in_any_script() {
        let name = "水".repeat(MOST_NAME_LETTERS);
        assert_eq!(checked_name(&name), Ok(name.as_str()));
        let refused = checked_name(&"水".repeat(70_000)).map(str::to_owned);
        assert!(refused.unwrap_err().contains("70,000 letters"));
    }
}

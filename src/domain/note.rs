//! A day's note and the #tags in it.

/// The most bytes a note has, in UTF-8.
pub const NOTE_BYTES: usize = 256 * 1024;

/// The tags of a note in the order they stand, without `#`, each once without regard to case.
///
/// A tag is `#` at the start of a word, followed by letters, digits, `_` or `-` of any script.
pub fn tags(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if character == '#' && !before.is_alphanumeric() && before != '#' {
            let rest = &text[at + 1..];
            let end = rest
                .char_indices()
                .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '-')))
                .map_or(rest.len(), |(end, _)| end);
            let tag = &rest[..end];
            if !tag.is_empty() && !found.iter().any(|seen| super::same_name(seen, tag)) {
                found.push(tag);
            }
        }
        before = character;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_behind_a_hash() {
        let check = |text: &str, expected: &[&str]| assert_eq!(tags(text), expected, "{text}");
        check("New shampoo, scalp a bit tight. #travel", &["travel"]);
        check("#Travel and #travel", &["Travel"]);
        check("#旅行、#été.", &["旅行", "été"]);
        check("issue#4, # alone, ## twice", &[]);
        check("", &[]);
    }
}

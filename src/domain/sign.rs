//! Signs that a text holds and nobody sees: orders to a terminal, marks that turn writing round, signs without a width.

use std::borrow::Cow;

/// Whether a sign may do harm where it is shown: a control sign, a break of lines or paragraphs, a mark that changes the
/// direction of the text around it.
pub fn is_harmful(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// Whether a sign has no form of its own and is overlooked by whoever reads the text: blank, control sign, or one that
/// Unicode calls ignorable.
pub fn is_overlooked(sign: char) -> bool {
    sign.is_whitespace()
        || is_harmful(sign)
        || matches!(
            sign,
            '\u{ad}'
                | '\u{34f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200d}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The text with every harmful sign written out, `\u{202e}`, so that it is seen and does nothing.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        if is_harmful(sign) {
            shown.extend(sign.escape_unicode());
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_signs_are_written_out_and_no_others() {
        for (text, shown) in [
            ("Kefir", "Kefir"),
            ("a\u{1b}[2J", "a\\u{1b}[2J"),
            ("one\ntwo\u{202e}", "one\\u{a}two\\u{202e}"),
            ("\u{85}\u{2028}", "\\u{85}\\u{2028}"),
            (
                "👩\u{200d}🔬 ❤\u{fe0f} می\u{200c}شود",
                "👩\u{200d}🔬 ❤\u{fe0f} می\u{200c}شود",
            ),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert!(matches!(visible("Kefir"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_has_a_form_is_not_overlooked() {
        assert!(
            "\u{feff}\u{ad}\u{200b} \t\u{202e}\u{e0041}"
                .chars()
                .all(is_overlooked)
        );
        assert!(!"aé水=＝'-🧴".chars().any(is_overlooked));
    }
}

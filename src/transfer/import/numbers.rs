//! Numbers as other programs write them: comma or point, hours with a colon; never not-a-number, never infinite.

/// A number, or why it is none.
pub(super) fn parse_number(text: &str, decimal_comma: bool) -> Result<f64, String> {
    let text = text.trim();
    if let Some(number) = plain_number(text) {
        return Ok(number);
    }
    let expected = || format!("“{}” is no number", short(text));
    if let Some((hours, minutes)) = text.split_once(':') {
        return clock(hours, minutes).ok_or_else(expected);
    }
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (group, point) = if decimal_comma {
        ('.', ',')
    } else {
        (',', '.')
    };
    let (whole, fraction) = digits.split_once(point).unwrap_or((digits, ""));
    let blanks = ['\u{a0}', '\u{202f}', ' ', '\''];
    let groups: Vec<&str> = whole
        .split(|sign: char| sign == group || blanks.contains(&sign))
        .collect();
    let grouped_well = groups.len() == 1
        || groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len());
    // 1,750 alone could be a fraction of another country.
    if groups.len() == 2 && whole.contains(group) && !digits.contains(point) && grouped_well {
        return Err(format!("“{}” can be read in two ways", short(text)));
    }
    let plain = groups.concat();
    let is_number = grouped_well
        && plain.len() + fraction.len() > 0
        && plain
            .bytes()
            .chain(fraction.bytes())
            .all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(expected());
    }
    let number: f64 = format!("{plain}.{fraction}0")
        .parse()
        .map_err(|_| expected())?;
    if number.is_finite() {
        Ok(sign * number)
    } else {
        Err(expected())
    }
}

/// A short number of digits alone: nearly all there are, and the same in both ways of writing.
fn plain_number(text: &str) -> Option<f64> {
    let is_short = (1..=15).contains(&text.len());
    let is_whole = is_short && text.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then(|| text.parse().ok()).flatten()
}

/// Whether a number is written with a decimal comma and could not be meant otherwise.
pub(super) fn has_decimal_comma(text: &str) -> bool {
    text.trim()
        .split_once(',')
        .is_some_and(|(whole, fraction)| {
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole.trim_start_matches(['-', '+'])) && digits(fraction) && fraction.len() != 3
        })
}

/// The beginning of a text, for showing it in a sentence.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(char::is_control, " ")
}

/// Hours of `7:30` and `7:30:00`.
fn clock(hours: &str, rest: &str) -> Option<f64> {
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    let part = |text: &str, most: u32| {
        let is_digits =
            (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits
            .then(|| text.parse().ok())
            .flatten()
            .filter(|number: &u32| *number <= most)
    };
    let (hours, minutes, seconds) = (part(hours, 9999)?, part(minutes, 59)?, part(seconds, 59)?);
    Some(f64::from(hours * 3600 + minutes * 60 + seconds) / 3600.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_both_ways_of_writing() {
        for (text, comma, expected) in [
            ("250", false, 250.0),
            ("6.75", false, 6.75),
            ("6,75", true, 6.75),
            (" 1 234,5 ", true, 1234.5),
            ("1,234.5", false, 1234.5),
            ("1.234,5", true, 1234.5),
            ("-3", false, -3.0),
            (".5", false, 0.5),
            ("1 234 567", false, 1_234_567.0),
            ("7:30", false, 7.5),
            ("0", true, 0.0),
        ] {
            assert_eq!(parse_number(text, comma), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "NaN", "inf", "Infinity", "1e400", "1,750", "12,34.5", "7:75", "a lot", "--3", ".",
            "7 30", "12 5", "1 2345", "1 234 5",
        ] {
            assert!(parse_number(text, false).is_err(), "{text}");
        }
        assert!(
            has_decimal_comma("6,75") && !has_decimal_comma("1,750") && !has_decimal_comma("6.75")
        );
    }
}

//! Numbers as other programs write them: comma or point, hours with a colon; never not-a-number, never infinite, and never
//! guessed where they can be read in two ways.

use crate::domain::{DecimalMark, visible};
use crate::import::{Collector, OpenNumbers};

/// Why a text is not taken for a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NumberFault {
    /// It is none.
    NoNumber(String),
    /// It is one of two.
    TwoWays(TwoWays),
}

/// A number whose mark may stand before thousands as well as before decimals: `1.750`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TwoWays {
    text: String,
    mark: DecimalMark,
    thousands: f64,
    decimals: f64,
}

impl From<NumberFault> for String {
    fn from(fault: NumberFault) -> Self {
        match fault {
            NumberFault::NoNumber(text) => format!("“{}” is no number", short(&text)),
            NumberFault::TwoWays(TwoWays {
                text,
                thousands,
                decimals,
                ..
            }) => {
                format!("“{text}” can be read in two ways, as {thousands} and as {decimals}")
            }
        }
    }
}

/// A number, or why it is none. `decimals` is the mark before decimals, where that is known.
pub(super) fn parse_number(text: &str, decimals: Option<DecimalMark>) -> Result<f64, NumberFault> {
    match look_at(text.trim()) {
        Some(Written::Number { number, .. }) => Ok(number),
        Some(Written::TwoWays(two)) => match decimals {
            Some(mark) if mark == two.mark => Ok(two.decimals),
            Some(_) => Ok(two.thousands),
            None => Err(NumberFault::TwoWays(two)),
        },
        None => Err(NumberFault::NoNumber(text.trim().to_owned())),
    }
}

/// Whether a text is meant as a number: "NaN" and "inf" are, which is why they are problems and no words.
pub(super) fn is_meant_as_number(text: &str) -> bool {
    look_at(text).is_some() || text.parse::<f64>().is_ok()
}

/// How the numbers of a column, or of one writer, are written: as far as they tell, which mark stands before decimals.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    points: bool,
    commas: bool,
    open: Option<(TwoWays, u32)>,
    open_count: usize,
    /// Whether an open one ends in 0, which no program writes behind a decimal mark that writes numbers as short as can be.
    is_round: bool,
}

impl Marks {
    /// Takes a field into account, whatever it is.
    pub(super) fn see(&mut self, text: &str, line: u32) {
        // Nearly all there are.
        if !text.contains(['.', ',']) {
            return;
        }
        match look_at(text.trim()) {
            Some(Written::Number { mark, .. }) => {
                self.points |= mark == Some(DecimalMark::Point);
                self.commas |= mark == Some(DecimalMark::Comma);
            }
            Some(Written::TwoWays(two)) => {
                self.is_round |= two.text.ends_with('0');
                self.open_count += 1;
                self.open.get_or_insert((two, line));
            }
            None => {}
        }
    }

    /// The mark before decimals: as the numbers themselves tell, else as was said.
    pub(super) fn decimals(&self, said: Option<DecimalMark>) -> Option<DecimalMark> {
        match (self.points, self.commas) {
            (true, false) => Some(DecimalMark::Point),
            (false, true) => Some(DecimalMark::Comma),
            _ => said,
        }
    }

    /// The same where Biota itself has written the numbers, with this mark; unless they show that it has not.
    pub(super) fn decimals_of_own(
        &self,
        own: DecimalMark,
        said: Option<DecimalMark>,
    ) -> Option<DecimalMark> {
        let own = (!self.is_round).then_some(own);
        self.decimals(said.or(own))
    }

    /// Tells of the numbers that stay open with this mark.
    pub(super) fn tell(self, name: &str, decimals: Option<DecimalMark>, collector: &mut Collector) {
        if let (None, Some((two, line))) = (decimals, self.open) {
            collector.open_numbers(OpenNumbers {
                count: self.open_count,
                name: name.to_owned(),
                line,
                text: two.text,
                mark: two.mark,
                thousands: two.thousands,
                decimals: two.decimals,
            });
        }
    }
}

enum Written {
    /// A number, and the mark that it shows to stand before decimals.
    Number {
        number: f64,
        mark: Option<DecimalMark>,
    },
    TwoWays(TwoWays),
}

fn look_at(text: &str) -> Option<Written> {
    let certain = |number: f64, mark| {
        let number = number.is_finite().then_some(number)?;
        Some(Written::Number { number, mark })
    };
    if let Some(number) = plain_number(text) {
        return certain(number, None);
    }
    if let Some((hours, minutes)) = text.split_once(':') {
        return certain(clock(hours, minutes)?, None);
    }
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let count = |mark: char| digits.matches(mark).count();
    let (mark, (whole, fraction)) = match (count('.'), count(',')) {
        (0, 0) => (None, (digits, "")),
        // Several marks of one kind stand before thousands, so the other kind would stand before decimals.
        (2.., 0) => (Some(DecimalMark::Comma), (digits, "")),
        (0, 2..) => (Some(DecimalMark::Point), (digits, "")),
        (1, commas) if digits.rfind('.') > digits.rfind(',') || commas == 0 => {
            (Some(DecimalMark::Point), digits.split_once('.')?)
        }
        (_, 1) => (Some(DecimalMark::Comma), digits.split_once(',')?),
        _ => return None,
    };
    let is_one_mark = count('.') + count(',') == 1;
    let plain = without_groups(whole, mark)?;
    if plain.len() + fraction.len() == 0 || !is_digits(fraction) {
        return None;
    }
    let number = |text: String| text.parse::<f64>().ok().map(|number| sign * number);
    let decimals = number(format!("{plain}.{fraction}0"))?;
    let could_be_group = (1..=3).contains(&whole.len()) && is_digits(whole);
    match mark {
        Some(mark)
            if is_one_mark && could_be_group && fraction.len() == 3 && !whole.starts_with('0') =>
        {
            Some(Written::TwoWays(TwoWays {
                text: text.to_owned(),
                mark,
                thousands: number(format!("{plain}{fraction}"))?,
                decimals,
            }))
        }
        mark => certain(decimals, mark),
    }
}

/// The digits of `1 234`, `1'234`, `1.234.567`; none where the groups are none of thousands. `decimals` is the mark that
/// cannot stand before thousands here.
fn without_groups(whole: &str, decimals: Option<DecimalMark>) -> Option<String> {
    let group = match decimals {
        Some(DecimalMark::Comma) => '.',
        _ => ',',
    };
    let blanks = ['\u{a0}', '\u{202f}', ' ', '\''];
    let groups: Vec<&str> = whole
        .split(|sign: char| sign == group || blanks.contains(&sign))
        .collect();
    let are_thousands = groups.len() == 1
        || groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len());
    let plain = groups.concat();
    (are_thousands && is_digits(&plain)).then_some(plain)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A short number of digits alone: nearly all there are, and the same in both ways of writing.
fn plain_number(text: &str) -> Option<f64> {
    let is_short = (1..=15).contains(&text.len());
    (is_short && is_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

/// The beginning of a text, for showing it in a sentence.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    visible(&short).into_owned()
}

/// Hours of `7:30` and `7:30:00`.
fn clock(hours: &str, rest: &str) -> Option<f64> {
    let (minutes, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    let part = |text: &str, most: u32| {
        ((1..=4).contains(&text.len()) && is_digits(text))
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
        for (text, expected) in [
            ("250", 250.0),
            ("6.75", 6.75),
            ("6,75", 6.75),
            (" 1 234,5 ", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1.234,567", 1234.567),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1 234,567", 1234.567),
            ("0.750", 0.75),
            ("0,750", 0.75),
            ("1234.567", 1234.567),
            ("1.7500", 1.75),
            ("-3", -3.0),
            ("−3,5", -3.5),
            ("+3", 3.0),
            (".5", 0.5),
            ("5,", 5.0),
            ("1 234 567", 1_234_567.0),
            ("1'750", 1750.0),
            ("7:30", 7.5),
            ("0", 0.0),
        ] {
            assert_eq!(parse_number(text, None), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "NaN",
            "inf",
            "Infinity",
            "1e400",
            "12,34.5",
            "12.34,5",
            "7:75",
            "a lot",
            "--3",
            ".",
            ",",
            "7 30",
            "12 5",
            "1 2345",
            "1 234 5",
            "12.345%",
            "(5)",
            "1.750-",
            "1.2.3",
            "1,234,56",
            "1.234,5.6",
            "1.234.5,6,7",
            "0x10",
        ] {
            let read = parse_number(text, None);
            assert!(
                matches!(read, Err(NumberFault::NoNumber(_))),
                "{text}: {read:?}"
            );
        }
    }

    #[test]
    fn a_mark_before_three_digits_can_be_read_in_two_ways() {
        use DecimalMark::{Comma, Point};
        for (text, mark, thousands, decimals) in [
            ("1.750", Point, 1750.0, 1.75),
            ("1,750", Comma, 1750.0, 1.75),
            ("12.345", Point, 12_345.0, 12.345),
            ("-1.750", Point, -1750.0, -1.75),
            ("−999,999", Comma, -999_999.0, -999.999),
            ("+1.000", Point, 1000.0, 1.0),
        ] {
            let asked = parse_number(text, None);
            assert!(
                matches!(asked, Err(NumberFault::TwoWays(_))),
                "{text}: {asked:?}"
            );
            let other = if mark == Point { Comma } else { Point };
            assert_eq!(parse_number(text, Some(mark)), Ok(decimals), "{text}");
            assert_eq!(parse_number(text, Some(other)), Ok(thousands), "{text}");
        }
    }

    #[test]
    fn the_others_of_a_column_tell_where_they_agree() {
        use DecimalMark::{Comma, Point};
        for (texts, expected) in [
            (&["250", "1.750"][..], None),
            (&["1.750", "2.000"], None),
            (&["12.5", "1.750"], Some(Point)),
            (&["0.125", "1.750"], Some(Point)),
            (&["1,234.5", "1,750"], Some(Point)),
            (&["1,234,567", "1,750"], Some(Point)),
            (&["1.234,5", "1.750"], Some(Comma)),
            (&["12,5", "1.750"], Some(Comma)),
            (&["1.234.567", "1.750"], Some(Comma)),
            (&["12.5", "12,5", "1.750"], None),
            (&["tea", "1. Mai", "12.5.24"], None),
        ] {
            let mut marks = Marks::default();
            for text in texts {
                marks.see(text, 1);
            }
            assert_eq!(marks.decimals(None), expected, "{texts:?}");
        }
        let mut round = Marks::default();
        round.see("1.750", 1);
        assert_eq!(round.decimals_of_own(Point, None), None);
        let mut exact = Marks::default();
        exact.see("1.755", 1);
        assert_eq!(exact.decimals_of_own(Point, None), Some(Point));
    }

    proptest::proptest! {
        /// Whatever Biota writes, Biota reads as it was.
        #[test]
        fn exact_numbers_come_back(number in 0.0..1_000_000.0_f64, comma: bool) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let text = crate::domain::format_exact(number, mark);
            let mut marks = Marks::default();
            marks.see(&text, 1);
            proptest::prop_assert_eq!(parse_number(&text, marks.decimals_of_own(mark, None)), Ok(number));
        }
    }
}

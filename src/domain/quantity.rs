//! Numbers as people type them, and the shortest text of a number; words such as "yes" or "skip" belong to the callers.

use super::{DecimalMark, Kind, Rejected};

/// A typed value of an amount, a scale or a yes/no tracker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// The value itself.
    Set(f64),
    /// So much on top of what is there; amounts only.
    Add(f64),
}

/// Why a typed value is not taken.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum QuantityFault {
    /// Nothing typed.
    #[error("no text")]
    Empty,
    /// No number of the forms that are read.
    #[error("not a number")]
    NotANumber,
    /// Below zero.
    #[error("negative")]
    Negative,
    /// Could mean thousands as well as a fraction, such as `1,750` ml, or has blanks between digits.
    #[error("grouped digits")]
    Grouped,
    /// A plus before the value of something that does not add up.
    #[error("only amounts add up")]
    NotAdditive,
    /// Outside what the tracker can hold.
    #[error("outside {lowest} to {highest}")]
    OutOfRange {
        /// Lowest value taken.
        lowest: f64,
        /// Highest value taken.
        highest: f64,
    },
    /// On no level of the scale, or neither yes nor no.
    #[error("between two levels")]
    BetweenLevels,
}

impl Quantity {
    /// The value to record, given the one that is there.
    ///
    /// # Errors
    /// Says which bound of `kind` the value breaks.
    pub fn resolve(self, before: Option<f64>, kind: &Kind) -> Result<f64, QuantityFault> {
        let number = match self {
            Self::Set(number) => number,
            Self::Add(more) => add_amounts(before.unwrap_or(0.0), more),
        };
        check(number, kind)?;
        Ok(number)
    }
}

/// Reads a value of `kind`: `500`, `6.75` or `6,75`, `6:45` for hours, `+250`, with or without the kind's own unit behind.
///
/// # Errors
/// Says what is wrong with the text; a value out of the range of `kind` is refused, an added one too.
pub fn parse_quantity(text: &str, kind: &Kind) -> Result<Quantity, QuantityFault> {
    let text = without_unit(text.trim(), kind.unit());
    if text.is_empty() {
        return Err(QuantityFault::Empty);
    }
    let (is_added, digits) = text
        .strip_prefix('+')
        .map_or((false, text), |rest| (true, rest.trim_start()));
    let number = parse_number(digits, kind)?;
    check(number, kind).or_else(|fault| match fault {
        // What is added need not be a level of its own; the sum is checked when it is known.
        QuantityFault::BetweenLevels if is_added => Ok(()),
        fault => Err(fault),
    })?;
    match (is_added, kind) {
        (false, _) => Ok(Quantity::Set(number)),
        (true, Kind::Amount(_)) => Ok(Quantity::Add(number)),
        (true, Kind::Scale(_) | Kind::YesNo) => Err(QuantityFault::NotAdditive),
    }
}

/// The sum of two amounts, without the 0.30000000000000004 of binary fractions.
pub fn add_amounts(one: f64, other: f64) -> f64 {
    ((one + other) * 1e6).round() / 1e6
}

/// The shortest text that reads back as the same number: `250`, `6.75`; never an exponent, never `-0`.
pub fn format_exact(number: f64, mark: DecimalMark) -> String {
    // Adding 0 turns −0 into 0.
    with_mark(format!("{}", number + 0.0), mark)
}

/// The number to at most `decimals` places, without zeros at the end.
pub fn format_rounded(number: f64, decimals: usize, mark: DecimalMark) -> String {
    let mut text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" {
        text = "0".to_owned();
    }
    with_mark(text, mark)
}

/// The number and its unit: `6.75 h`, `3`.
pub fn format_quantity(number: f64, unit: &str, mark: DecimalMark) -> String {
    let mut text = format_exact(number, mark);
    if !unit.is_empty() {
        text.push(' ');
        text.push_str(unit);
    }
    text
}

fn without_unit<'a>(text: &'a str, unit: &str) -> &'a str {
    let number = || {
        let at = text.len().checked_sub(unit.len())?;
        let (number, end) = (text.get(..at)?, text.get(at..)?);
        end.eq_ignore_ascii_case(unit).then(|| number.trim_end())
    };
    number().unwrap_or(text)
}

fn parse_number(text: &str, kind: &Kind) -> Result<f64, QuantityFault> {
    if let Some(rest) = text.strip_prefix(['-', '−']) {
        let number = parse_unsigned(rest, kind)?;
        return if number == 0.0 || kind.bounds().0 < 0.0 {
            Ok(0.0 - number)
        } else {
            Err(QuantityFault::Negative)
        };
    }
    parse_unsigned(text, kind)
}

fn parse_unsigned(text: &str, kind: &Kind) -> Result<f64, QuantityFault> {
    if let Some((hours, minutes)) = text.split_once(':') {
        return parse_hours(hours, minutes, kind);
    }
    if is_grouped(text) {
        return Err(QuantityFault::Grouped);
    }
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
        return Err(QuantityFault::NotANumber);
    }
    if may_be_thousands(whole, fraction, kind) {
        return Err(QuantityFault::Grouped);
    }
    // The zeros stand in for an empty side, as in ".5" and "6,".
    format!("0{whole}.{fraction}0")
        .parse()
        .map_err(|_| QuantityFault::NotANumber)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether blanks, apostrophes or several marks stand between digits: `1 750`, `1'750`, `1.750,5`.
fn is_grouped(text: &str) -> bool {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    let is_mark = |c: char| matches!(c, '.' | ',');
    let separators = text.chars().filter(|c| is_blank(*c) || is_mark(*c)).count();
    let only_marks = !text.chars().any(is_blank);
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || is_blank(c) || is_mark(c))
        && separators > usize::from(only_marks)
}

/// `1,750` is 1750 to one reader and 1.75 to another. Where both can be meant, neither is taken.
fn may_be_thousands(whole: &str, fraction: &str, kind: &Kind) -> bool {
    let looks_grouped =
        fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let as_thousands = format!("{whole}{fraction}").parse::<f64>();
    looks_grouped && as_thousands.is_ok_and(|number| number <= kind.bounds().1)
}

fn parse_hours(hours: &str, minutes: &str, kind: &Kind) -> Result<f64, QuantityFault> {
    let is_clock = (1..=4).contains(&hours.len()) && minutes.len() == 2;
    if kind.unit() != "h" || !is_clock || !is_digits(hours) || !is_digits(minutes) {
        return Err(QuantityFault::NotANumber);
    }
    let number = |text: &str| text.parse::<u32>().map_err(|_| QuantityFault::NotANumber);
    match (number(hours)?, number(minutes)?) {
        (hours, minutes @ 0..60) => Ok(add_amounts(f64::from(hours), f64::from(minutes) / 60.0)),
        _ => Err(QuantityFault::NotANumber),
    }
}

fn check(number: f64, kind: &Kind) -> Result<(), QuantityFault> {
    let (lowest, highest) = kind.bounds();
    kind.check(number).map_err(|rejected| match rejected {
        Rejected::BetweenLevels => QuantityFault::BetweenLevels,
        // A few hundred digits overflow to infinity, which is a number too large and not no number.
        _ => QuantityFault::OutOfRange { lowest, highest },
    })
}

fn with_mark(text: String, mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Point => text,
        DecimalMark::Comma => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AmountScale, Direction, RatingScale};
    use super::*;

    fn amount(unit: &str, ceiling: f64) -> Kind {
        Kind::Amount(AmountScale {
            unit: unit.to_owned(),
            step: 1.0,
            ceiling,
        })
    }

    fn scale(lowest: f64) -> Kind {
        Kind::Scale(RatingScale {
            lowest,
            highest: 10.0,
            step: 1.0,
            direction: Direction::LowerIsBetter,
            question: String::new(),
            words: Vec::new(),
        })
    }

    fn check(kind: &Kind, text: &str, expected: Result<Quantity, QuantityFault>) {
        assert_eq!(parse_quantity(text, kind), expected, "{text:?}");
    }

    #[test]
    fn amounts_are_read_with_comma_or_point_and_with_their_unit() {
        let water = amount("ml", 20_000.0);
        for (text, number) in [
            ("500", 500.0),
            (" 0 ", 0.0),
            ("-0", 0.0),
            ("12.5", 12.5),
            ("12,5", 12.5),
            (".5", 0.5),
            ("6,", 6.0),
            ("0.125", 0.125),
            ("0007", 7.0),
            ("500 ml", 500.0),
            ("500ML", 500.0),
        ] {
            check(&water, text, Ok(Quantity::Set(number)));
        }
        check(&water, "+250", Ok(Quantity::Add(250.0)));
        check(&water, "+ 0,5", Ok(Quantity::Add(0.5)));
    }

    #[test]
    fn hours_are_read_as_a_clock_shows_them() {
        let sleep = amount("h", 24.0);
        check(&sleep, "6:45", Ok(Quantity::Set(6.75)));
        check(&sleep, "6:20", Ok(Quantity::Set(6.333_333)));
        check(&sleep, "0:00", Ok(Quantity::Set(0.0)));
        check(&sleep, "+1:30", Ok(Quantity::Add(1.5)));
        check(&sleep, "6.125", Ok(Quantity::Set(6.125)));
        for text in ["6:60", "6:5", ":30", "6:", "6:4x", "6:-5", "6:45:00"] {
            check(&sleep, text, Err(QuantityFault::NotANumber));
        }
        let too_long = QuantityFault::OutOfRange {
            lowest: 0.0,
            highest: 24.0,
        };
        check(&sleep, "24:15", Err(too_long));
        check(
            &amount("min", 1440.0),
            "6:45",
            Err(QuantityFault::NotANumber),
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let water = amount("ml", 20_000.0);
        for text in [
            "abc", "NaN", "inf", "infinity", "1e3", "0x10", "5 l", "ten", "+", "++5", "--5", ".",
            ",", "½", "1_000", "5-6",
        ] {
            check(&water, text, Err(QuantityFault::NotANumber));
        }
        for text in [
            "1,750",
            "1.750",
            "1 750",
            "1'750",
            "1.750,5",
            "1,750.5",
            "1\u{a0}750",
        ] {
            check(&water, text, Err(QuantityFault::Grouped));
        }
        for text in ["", "  ", "ml"] {
            check(&water, text, Err(QuantityFault::Empty));
        }
        for text in ["-5", "−0,5"] {
            check(&water, text, Err(QuantityFault::Negative));
        }
        let absurd = QuantityFault::OutOfRange {
            lowest: 0.0,
            highest: 20_000.0,
        };
        for text in ["10000000", "+20001", "20000.1", &"9".repeat(400)] {
            check(&water, text, Err(absurd));
        }
    }

    #[test]
    fn scales_and_yes_no_take_their_levels_only() {
        let beyond = QuantityFault::OutOfRange {
            lowest: 0.0,
            highest: 10.0,
        };
        check(&scale(0.0), "10", Ok(Quantity::Set(10.0)));
        check(&scale(0.0), "11", Err(beyond));
        check(&scale(0.0), "4.5", Err(QuantityFault::BetweenLevels));
        check(&scale(0.0), "+1", Err(QuantityFault::NotAdditive));
        check(&scale(-3.0), "-3", Ok(Quantity::Set(-3.0)));
        check(&Kind::YesNo, "1", Ok(Quantity::Set(1.0)));
        check(&Kind::YesNo, "0.5", Err(QuantityFault::BetweenLevels));
    }

    #[test]
    fn what_is_added_counts_from_what_is_there() {
        let water = amount("ml", 1_000.0);
        assert_eq!(Quantity::Add(0.2).resolve(Some(0.1), &water), Ok(0.3));
        assert_eq!(Quantity::Add(250.0).resolve(None, &water), Ok(250.0));
        assert_eq!(
            Quantity::Add(250.0).resolve(Some(900.0), &water),
            Err(QuantityFault::OutOfRange {
                lowest: 0.0,
                highest: 1_000.0
            })
        );
    }

    #[test]
    fn numbers_are_written_as_short_as_they_can_be() {
        let exact = |number: f64| format_exact(number, DecimalMark::Point);
        assert_eq!(exact(250.0), "250");
        assert_eq!(exact(6.75), "6.75");
        assert_eq!(exact(-0.0), "0");
        assert_eq!(exact(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(exact(1e-7), "0.0000001");
        assert_eq!(exact(1e21), "1000000000000000000000");
        assert_eq!(format_quantity(6.75, "h", DecimalMark::Comma), "6,75 h");
        assert_eq!(format_quantity(3.0, "", DecimalMark::Comma), "3");
        assert_eq!(format_rounded(6.5, 2, DecimalMark::Comma), "6,5");
        assert_eq!(format_rounded(100.0, 0, DecimalMark::Point), "100");
        assert_eq!(format_rounded(-0.04, 1, DecimalMark::Point), "0");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back_as_the_same_number(number in 0.0..20_000.0_f64, comma: bool) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            let text = format_exact(number, mark);
            // Three places behind one to three digits are refused as ambiguous.
            match parse_quantity(&text, &amount("ml", 20_000.0)) {
                Ok(read) => proptest::prop_assert_eq!(read, Quantity::Set(number)),
                Err(fault) => proptest::prop_assert_eq!(fault, QuantityFault::Grouped),
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,40}") {
            if let Ok(Quantity::Set(number) | Quantity::Add(number)) = parse_quantity(&text, &amount("h", 24.0)) {
                proptest::prop_assert!((0.0..=24.0).contains(&number));
            }
        }
    }
}

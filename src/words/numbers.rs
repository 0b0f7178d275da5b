//! Amounts in words: the person's decimal mark, litres, hours and minutes, ounces.

use crate::domain::{Bound, Period, Target, VolumeUnit, format_rounded};

use super::Words;

/// Millilitres in a US fluid ounce.
pub const ML_PER_US_OUNCE: f64 = 29.573_529_562_5;

impl Words {
    /// A number in its shortest form with at most two decimals: "6.75", "1750", "−0.5".
    pub fn number(self, number: f64) -> String {
        self.rounded(number, 2)
    }

    /// A number with at most `decimals` decimals and no zeros behind them.
    pub fn rounded(self, number: f64, decimals: usize) -> String {
        format_rounded(number, decimals, self.decimal_mark).replace('-', "−")
    }

    /// An amount with its unit: "1.75 L", "500 ml", "6 h 45", "35 min", "1 serving".
    pub fn amount(self, number: f64, unit: &str) -> String {
        match unit {
            "ml" if self.volume_unit == VolumeUnit::UsOunces => {
                format!("{} fl oz", self.rounded(number / ML_PER_US_OUNCE, 1))
            }
            "ml" if number >= 1_000.0 => format!("{} L", self.number(number / 1_000.0)),
            "h" => self.hours(number),
            "" => self.number(number),
            _ => format!("{} {}", self.number(number), unit_of(number, unit)),
        }
    }

    /// A mean with its unit, no finer than it is known: "1.6 L", "27 min", "1.6 servings", "6 h 54".
    pub fn mean_amount(self, mean: f64, unit: &str) -> String {
        let power = mean.abs().log10().floor();
        // Two figures; but a number of minutes keeps all of its own before the point.
        let finest = if unit == "ml" {
            power - 1.0
        } else {
            (power - 1.0).min(0.0)
        };
        let step = if mean == 0.0 {
            1.0
        } else {
            10.0_f64.powf(finest)
        };
        let rounded = (mean / step).round() * step;
        self.amount((rounded * 1e6).round() / 1e6, unit)
    }

    /// The unit numbers are typed and charted in: "ml", "fl oz", "h", "servings".
    pub fn shown_unit(self, unit: &str) -> &str {
        if unit == "ml" && self.volume_unit == VolumeUnit::UsOunces {
            "fl oz"
        } else {
            unit
        }
    }

    /// How many of the stored unit make one of the shown unit.
    pub fn stored_per_shown(self, unit: &str) -> f64 {
        if unit == "ml" && self.volume_unit == VolumeUnit::UsOunces {
            ML_PER_US_OUNCE
        } else {
            1.0
        }
    }

    /// The number as one would type it, in the shown unit and without the unit.
    pub fn typed_number(self, number: f64, unit: &str) -> String {
        self.number(number / self.stored_per_shown(unit))
            .replace('−', "-")
    }

    /// A target: "at least 1.6 L a day", "at most 14 units a week".
    pub fn target(self, target: &Target, unit: &str) -> String {
        let bound = match target.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        let period = match target.period {
            Period::Day => "a day",
            Period::Week => "a week",
        };
        format!("{bound} {} {period}", self.amount(target.amount, unit))
    }

    /// A target in short: "≥ 1.6 L", "≤ 14 units a week".
    pub fn short_target(self, target: &Target, unit: &str) -> String {
        let bound = match target.bound {
            Bound::AtLeast => "≥",
            Bound::AtMost => "≤",
        };
        let period = if target.period == Period::Week {
            " a week"
        } else {
            ""
        };
        format!("{bound} {}{period}", self.amount(target.amount, unit))
    }

    fn hours(self, number: f64) -> String {
        let minutes = (number * 60.0).round();
        let (hours, rest) = ((minutes / 60.0).floor(), minutes % 60.0);
        if hours == 0.0 && rest > 0.0 {
            format!("{rest} min")
        } else if rest == 0.0 {
            format!("{hours} h")
        } else {
            format!("{hours} h {rest:02}")
        }
    }
}

/// "serving" rather than "servings" for one; units without a plural are the same for any number.
pub fn unit_of(number: f64, unit: &str) -> &str {
    let is_word = unit.len() > 3 && !unit.ends_with("ss");
    match unit.strip_suffix('s') {
        Some(one) if number == 1.0 && is_word => one,
        _ => unit,
    }
}

/// How a person writes numbers, for sentences that are made without their settings at hand.
pub trait Style {
    /// A number with at most so many decimals and a typographic minus.
    fn number(&self, number: f64, decimals: usize) -> String;
    /// An amount with its unit: "1.5 L", "3 servings".
    fn amount(&self, number: f64, unit: &str) -> String;
}

impl Style for Words {
    fn number(&self, number: f64, decimals: usize) -> String {
        self.rounded(number, decimals)
    }

    fn amount(&self, number: f64, unit: &str) -> String {
        Words::amount(*self, number, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Settings, setting_key};

    fn words(mark: &str, volume: &str) -> Words {
        Words::of(&Settings::from_pairs([
            (setting_key::DECIMAL_MARK.to_owned(), mark.to_owned()),
            (setting_key::VOLUME_UNIT.to_owned(), volume.to_owned()),
        ]))
    }

    #[test]
    fn a_mean_is_told_no_finer_than_it_is_known() {
        let words = words("point", "millilitres");
        let cases = [
            (1_643.0, "ml", "1.6 L"),
            (843.0, "ml", "840 ml"),
            (26.43, "min", "26 min"),
            (134.2, "min", "134 min"),
            (4.29, "min", "4.3 min"),
            (1.571, "servings", "1.6 servings"),
            (0.0, "servings", "0 servings"),
            (6.88, "h", "6 h 54"),
        ];
        for (mean, unit, expected) in cases {
            assert_eq!(words.mean_amount(mean, unit), expected);
        }
    }

    #[test]
    fn one_is_no_plural() {
        for (number, unit, expected) in [
            (1.0, "servings", "serving"),
            (2.0, "servings", "servings"),
            (0.0, "doses", "doses"),
            (1.0, "UK units", "UK unit"),
            (1.0, "ml", "ml"),
            (1.0, "glass", "glass"),
        ] {
            assert_eq!(unit_of(number, unit), expected);
        }
    }

    #[test]
    fn amounts_read_like_people_write_them() {
        let point = words("point", "metric");
        for (number, unit, expected) in [
            (1750.0, "ml", "1.75 L"),
            (500.0, "ml", "500 ml"),
            (0.0, "ml", "0 ml"),
            (6.75, "h", "6 h 45"),
            (7.0, "h", "7 h"),
            (0.5, "h", "30 min"),
            (0.0, "h", "0 h"),
            (1.0, "servings", "1 serving"),
            (1.5, "servings", "1.5 servings"),
            (35.0, "min", "35 min"),
        ] {
            assert_eq!(point.amount(number, unit), expected);
        }
        assert_eq!(words("comma", "metric").amount(1750.0, "ml"), "1,75 L");
        assert_eq!(
            words("point", "us_ounces").amount(1750.0, "ml"),
            "59.2 fl oz"
        );
        assert_eq!(point.number(-0.001), "0");
        assert_eq!(point.number(-1.5), "−1.5");
    }
}

//! Ranges in words: "0.6 lower to 1 point higher", "1.1 to 2.7 higher".

use super::Speaker;
use crate::stats::{Interval, Subject};

impl Speaker<'_> {
    /// "1.1 to 2.7 higher", "0.3 lower to 0.9 higher".
    pub(super) fn range(&self, range: Interval, decimals: usize) -> String {
        let number = |number: f64| self.style.number(number.abs(), decimals);
        spread(range, number, str::to_owned)
    }

    /// "0.3 points lower to 0.9 points higher".
    pub(super) fn range_with_unit(
        &self,
        subject: Subject,
        range: Interval,
        decimals: usize,
    ) -> String {
        let number = |number: f64| self.style.number(number.abs(), decimals);
        spread(range, number, |text| self.with_unit(subject, text))
    }
}

/// A range with the way of each end; `unit` puts the unit behind a number.
pub(super) fn spread(
    range: Interval,
    number: impl Fn(f64) -> String,
    unit: impl Fn(&str) -> String,
) -> String {
    let nothing = number(0.0);
    let (low, high) = (number(range.low), number(range.high));
    let is_below = range.low < 0.0 && low != nothing;
    let is_above = range.high > 0.0 && high != nothing;
    match (is_below, is_above) {
        (true, true) => format!("{} lower to {} higher", unit(&low), unit(&high)),
        (true, false) => format!("{high} to {} lower", unit(&low)),
        (false, true) => format!("{low} to {} higher", unit(&high)),
        (false, false) => unit(&nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_of_a_range_says_its_way() {
        let said = |low: f64, high: f64| {
            let number = |number: f64| format!("{:.1}", number.abs());
            spread(Interval { low, high }, number, |text| {
                format!("{text} points")
            })
        };
        assert_eq!(said(-0.6, 1.0), "0.6 points lower to 1.0 points higher");
        assert_eq!(said(-2.7, -1.1), "1.1 to 2.7 points lower");
        assert_eq!(said(1.1, 2.7), "1.1 to 2.7 points higher");
        assert_eq!(said(-0.01, 0.9), "0.0 to 0.9 points higher");
        assert_eq!(said(-0.9, 0.01), "0.0 to 0.9 points lower");
        assert_eq!(said(-0.01, 0.01), "0.0 points");
    }
}

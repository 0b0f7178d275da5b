//! Where a tracker is heading, and what it was before and after a marker, in words.

use super::Speaker;
use super::ranges::spread;
use crate::domain::Kind;
use crate::stats::{BeforeAfter, Interval, Subject, Trend, TrendReading};
use crate::words::{capitalised, count};

/// A trend in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrendWords {
    /// For the chart; empty if there is nothing to speak of.
    pub short: String,
    /// Sentences with range and days.
    pub full: String,
}

impl Speaker<'_> {
    /// "falling, about 0.4 points in 30 days (better)".
    pub fn trend(&self, subject: Subject, trend: &Trend) -> TrendWords {
        let (difference, range) = trend.per_30_days();
        let days = count(trend.slope.days, "logged day", "logged days");
        match trend.reading {
            TrendReading::Heading => {
                let way = if difference > 0.0 {
                    "rising"
                } else {
                    "falling"
                };
                let amount = self.trend_amount(subject, difference);
                let judged = self.judged_symptom(subject, difference);
                let short = format!("{way}, about {amount} in 30 days");
                let full = format!(
                    "{}{judged}. Likely range {}, from {days}. A trend does not say why.",
                    capitalised(&short),
                    self.trend_range(subject, range),
                );
                TrendWords { short, full }
            }
            TrendReading::TooEarly => TrendWords {
                short: "too early to tell a trend from a good or bad spell".to_owned(),
                full: format!("Too early to tell a trend from a good or bad spell, {days}."),
            },
            TrendReading::Nothing => TrendWords {
                short: String::new(),
                full: format!(
                    "No clear trend over {days}: {} in 30 days.",
                    self.trend_range(subject, range)
                ),
            },
        }
    }

    /// "5.1 before and 4.2 from that day on. Likely difference 0.2 to 1.6 points lower, 40 and 52 logged days."
    pub fn before_and_after(&self, subject: Subject, found: &BeforeAfter) -> String {
        format!(
            "{} before and {} from that day on. Likely difference {}, {} and {}. A link is not proof.",
            self.level(subject, found.before),
            self.level(subject, found.after),
            self.trend_range(subject, found.interval),
            found.days_before,
            count(found.days_after, "logged day", "logged days"),
        )
    }

    fn level(&self, subject: Subject, level: f64) -> String {
        match self.kind(subject) {
            Some(Kind::Amount(amount)) => self.style.amount(rounded(level), &amount.unit),
            Some(Kind::YesNo) => format!("{} % of days", self.style.number(100.0 * level, 0)),
            Some(Kind::Scale(_)) | None => self.style.number(level, 1),
        }
    }

    fn trend_amount(&self, subject: Subject, number: f64) -> String {
        match self.kind(subject) {
            Some(Kind::Amount(amount)) => self.style.amount(rounded(number.abs()), &amount.unit),
            Some(Kind::YesNo) => {
                format!("{} % of days", self.style.number(100.0 * number.abs(), 0))
            }
            _ => self.with_unit(subject, &self.style.number(rounded(number.abs()), 2)),
        }
    }

    /// "0.7 points lower to 0.1 points higher".
    fn trend_range(&self, subject: Subject, range: Interval) -> String {
        match self.kind(subject) {
            Some(Kind::YesNo) => {
                let percent = |number: f64| self.style.number(100.0 * number.abs(), 0);
                spread(range, percent, |text| format!("{text} % of days"))
            }
            _ => {
                let number = |number: f64| self.style.number(rounded(number.abs()), 2);
                spread(range, number, |text| self.with_unit(subject, text))
            }
        }
    }

    fn judged_symptom(&self, subject: Subject, difference: f64) -> &'static str {
        let tracker = self.journal.tracker(subject.tracker);
        let is_symptom = tracker.is_some_and(|it| it.role == crate::domain::Role::Symptom);
        if is_symptom {
            self.judged(subject, difference)
        } else {
            ""
        }
    }
}

/// Two figures that say something: 0.43, 8.1, 130.
fn rounded(number: f64) -> f64 {
    if number == 0.0 {
        return 0.0;
    }
    let power = 10.0_f64.powi(1 - number.abs().log10().floor() as i32);
    (number * power).round() / power
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn two_figures_are_kept() {
        let cases = [
            (0.0, 0.0),
            (0.4312, 0.43),
            (-8.14, -8.1),
            (131.0, 130.0),
            (0.0996, 0.1),
        ];
        for (number, expected) in cases {
            assert!((rounded(number) - expected).abs() < 1e-9, "{number}");
        }
    }
}

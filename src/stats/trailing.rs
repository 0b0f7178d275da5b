//! The trailing week of a series: what a chart's line and a weekly sum stand on.

/// The mean and the sum look back over this many days, the day itself among them.
pub const TRAILING_DAYS: i32 = 7;
/// A mean stands on at least this many logged days.
pub const FEWEST_TRAILING_DAYS: usize = 4;

/// What the seven days up to a day come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrailingWeek {
    /// Sum over the logged days.
    pub sum: f64,
    /// How many of the seven days are logged.
    pub days: usize,
}

impl TrailingWeek {
    /// The seven days up to `day`. `numbers` are the logged days of a series, earliest first. None where too few of the
    /// seven are logged.
    pub fn up_to(day: i32, numbers: &[(i32, f64)]) -> Option<Self> {
        let from = numbers.partition_point(|(other, _)| *other <= day - TRAILING_DAYS);
        let to = numbers.partition_point(|(other, _)| *other <= day);
        let week = numbers.get(from..to)?;
        (week.len() >= FEWEST_TRAILING_DAYS).then(|| Self {
            sum: week.iter().map(|(_, number)| number).sum(),
            days: week.len(),
        })
    }

    /// Mean over the logged days.
    pub fn mean(self) -> f64 {
        self.sum / self.days as f64
    }

    /// Whether all seven days are logged.
    pub fn is_complete(self) -> bool {
        self.days == TRAILING_DAYS as usize
    }
}

//! Stretches of days before a day, and a habit's mean over them; what the means are tested against is left to `pair`.

/// A stretch of days before an outcome's day, both ends included; 0 is the day itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many days before the nearest day of the stretch is.
    pub nearest: usize,
    /// How many days before the farthest day of the stretch is.
    pub farthest: usize,
}

/// The six windows of every pair. Chosen by simulation among sets of lags; the correction for their number is 6.
pub const WINDOWS: [Window; 6] = [
    Window::new(0, 0),
    Window::new(1, 1),
    Window::new(2, 2),
    Window::new(1, 3),
    Window::new(1, 7),
    Window::new(8, 14),
];

/// How many of `WINDOWS`, from the first on, are the same and the next two days.
pub const SHORT_WINDOWS: usize = 3;

/// The windows in which the reverse direction is looked for.
pub const REVERSE_WINDOWS: [Window; 3] = [Window::new(1, 1), Window::new(2, 2), Window::new(1, 3)];

/// The last delay of the delay curve, in days.
pub const LAST_DELAY_DAYS: usize = 14;

impl Window {
    /// The stretch from `nearest` to `farthest` days before.
    pub const fn new(nearest: usize, farthest: usize) -> Self {
        Self { nearest, farthest }
    }

    /// A single day, `days` before.
    pub const fn single(days: usize) -> Self {
        Self::new(days, days)
    }

    /// How many days it spans.
    pub const fn length_days(self) -> usize {
        self.farthest - self.nearest + 1
    }

    /// How many of its days have to be logged: six tenths, rounded up.
    pub const fn needed_days(self) -> usize {
        (3 * self.length_days()).div_ceil(5)
    }

    /// The mean of the logged days of `habit` in the window before each day; NaN where too few are logged.
    ///
    /// Days before the first of `habit` count as not logged.
    pub fn means(self, habit: &[f64]) -> Vec<f64> {
        let mean_on = |day: usize| {
            let Some(last) = day.checked_sub(self.nearest) else {
                return f64::NAN;
            };
            let logged = habit[day.saturating_sub(self.farthest)..=last]
                .iter()
                .filter(|value| !value.is_nan());
            let (sum, count) = logged.fold((0.0, 0_usize), |(sum, count), value| {
                (sum + value, count + 1)
            });
            if count >= self.needed_days() {
                sum / count as f64
            } else {
                f64::NAN
            }
        };
        (0..habit.len()).map(mean_on).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_needs_six_tenths_of_its_days() {
        let needed: Vec<usize> = WINDOWS.iter().map(|window| window.needed_days()).collect();
        assert_eq!(needed, [1, 1, 1, 2, 5, 5]);
        let nan = f64::NAN;
        let means = Window::new(1, 3).means(&[1.0, nan, 3.0, nan, nan, 5.0]);
        assert!(means[..3].iter().all(|mean| mean.is_nan()));
        assert_eq!(means[3], 2.0);
        assert!(means[4..].iter().all(|mean| mean.is_nan()));
        let same_day = Window::single(0).means(&[1.0, nan]);
        assert_eq!(same_day[0], 1.0);
        assert!(same_day[1].is_nan());
    }
}

//! One tracker's days as points, with the trailing mean and the trailing week's sum; where they are drawn is left to
//! the panel.

use crate::domain::{Day, DayValue, ItemId, Journal, Tracker, day_values, item_values};
use crate::stats::TrailingWeek;

use super::time_axis::{TimeWindow, number_of};

/// A line goes on over at most this many days without a point.
pub const LONGEST_BRIDGE_DAYS: i32 = 7;

/// The logged days of a tracker or an item, earliest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// The days that have an entry.
    pub points: Vec<Point>,
    /// Mean of the trailing seven days, where enough of them are recorded.
    pub means: Vec<LinePoint>,
    /// Sum of the trailing seven days, where enough of them are recorded.
    pub sums: Vec<LinePoint>,
}

/// A logged day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The day.
    pub day: i32,
    /// Its number in the tracker's unit; 0 where `state` is skipped.
    pub number: f64,
    /// What kind of a day it is.
    pub state: State,
}

/// How a logged day counts and looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A number someone typed or brought in.
    Recorded,
    /// A number that was copied and waits to be confirmed.
    Copied,
    /// A number of the day that is not over yet; in no mean.
    Running,
    /// Did not apply.
    Skipped,
}

impl Point {
    /// The number, unless the day was skipped.
    pub fn value(&self) -> Option<f64> {
        (self.state != State::Skipped).then_some(self.number)
    }

    /// The number, if the day is over and was not skipped.
    pub fn counted(&self) -> Option<f64> {
        matches!(self.state, State::Recorded | State::Copied).then_some(self.number)
    }
}

/// A point of a line through days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinePoint {
    /// The day.
    pub day: i32,
    /// The mean or sum.
    pub value: f64,
    /// Whether all seven days stand behind it.
    pub complete: bool,
}

impl Series {
    /// The whole history of a tracker, or of one of its items.
    pub fn of(journal: &Journal, tracker: &Tracker, item: Option<ItemId>, today: Day) -> Self {
        let values = match item {
            Some(item) => item_values(journal, tracker, item, Day::MIN, today),
            None => day_values(journal, tracker, Day::MIN, today),
        };
        Self::of_values(values, today)
    }

    fn of_values(values: Vec<(Day, DayValue)>, today: Day) -> Self {
        let point = |(day, value): (Day, DayValue)| {
            let (number, state) = match value {
                DayValue::NotLogged => return None,
                DayValue::Skipped => (0.0, State::Skipped),
                DayValue::Recorded { number, .. } if day == today => (number, State::Running),
                DayValue::Recorded {
                    number,
                    copied: true,
                } => (number, State::Copied),
                DayValue::Recorded { number, .. } => (number, State::Recorded),
            };
            Some(Point {
                day: number_of(day),
                number,
                state,
            })
        };
        let points: Vec<Point> = values.into_iter().filter_map(point).collect();
        let (means, sums) = trailing(&points);
        Self {
            points,
            means,
            sums,
        }
    }

    /// The points of the days in sight.
    pub fn points_in(&self, window: TimeWindow) -> &[Point] {
        self.points_between(window.first(), window.last())
    }

    /// The points from `first` to `last`, both included.
    pub fn points_between(&self, first: i32, last: i32) -> &[Point] {
        let from = self.points.partition_point(|point| point.day < first);
        let to = self.points.partition_point(|point| point.day <= last);
        self.points.get(from..to).unwrap_or_default()
    }

    /// The point of a day, if it was logged.
    pub fn point_on(&self, day: i32) -> Option<&Point> {
        let at = self
            .points
            .binary_search_by_key(&day, |point| point.day)
            .ok()?;
        self.points.get(at)
    }

    /// Mean over the recorded days from `first` to `last`, and how many those are.
    pub fn mean_between(&self, first: i32, last: i32) -> Option<(f64, usize)> {
        let points = self.points_between(first, last);
        let (sum, days) = points
            .iter()
            .filter_map(Point::counted)
            .fold((0.0, 0_usize), |(sum, days), number| {
                (sum + number, days + 1)
            });
        (days > 0).then(|| (sum / days as f64, days))
    }
}

/// The pieces of a line that are in sight, each with one point beyond the edges, so that it runs off the plot.
pub fn pieces(line: &[LinePoint], window: TimeWindow) -> impl Iterator<Item = &[LinePoint]> {
    let from = line.partition_point(|point| f64::from(point.day) + 0.5 < window.start);
    let to = line.partition_point(|point| f64::from(point.day) + 0.5 <= window.end);
    let seen = from.saturating_sub(1)..(to + 1).min(line.len());
    line.get(seen)
        .unwrap_or_default()
        .chunk_by(|one, next| next.day - one.day - 1 <= LONGEST_BRIDGE_DAYS)
}

/// Runs of points that are all solid or all not; each starts with the last point of the run before, so that the line
/// is whole.
pub fn runs<'a>(
    piece: &'a [LinePoint],
    solid: impl Fn(&LinePoint) -> bool + Copy + 'a,
) -> impl Iterator<Item = &'a [LinePoint]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from + 1 >= piece.len() {
            return None;
        }
        let start = from;
        let kind = solid(&piece[start + 1]);
        let mut to = start + 1;
        while to + 1 < piece.len() && solid(&piece[to + 1]) == kind {
            to += 1;
        }
        from = to;
        Some(&piece[start..=to])
    })
}

fn trailing(points: &[Point]) -> (Vec<LinePoint>, Vec<LinePoint>) {
    let counted = |point: &Point| Some((point.day, point.counted()?));
    let numbers: Vec<(i32, f64)> = points.iter().filter_map(counted).collect();
    let line_points = |(day, _): &(i32, f64)| {
        let week = TrailingWeek::up_to(*day, &numbers)?;
        let of = |value| LinePoint {
            day: *day,
            value,
            complete: week.is_complete(),
        };
        Some((of(week.mean()), of(week.sum)))
    };
    numbers.iter().filter_map(line_points).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    const TODAY: &str = "2026-11-21";

    fn series(values: &[(i64, DayValue)]) -> Series {
        let today: Day = TODAY.parse().unwrap();
        let values = values
            .iter()
            .map(|(ago, value)| (today - Duration::days(*ago), *value))
            .collect();
        Series::of_values(values, today)
    }

    fn recorded(number: f64) -> DayValue {
        DayValue::Recorded {
            number,
            copied: false,
        }
    }

    fn today() -> i32 {
        number_of(TODAY.parse().unwrap())
    }

    #[test]
    fn a_mean_needs_four_days_of_seven_and_leaves_skipped_out() {
        let found = series(&[
            (10, recorded(2.0)),
            (9, recorded(4.0)),
            (8, DayValue::Skipped),
            (7, recorded(6.0)),
            (6, recorded(8.0)),
        ]);
        assert_eq!(
            found.means,
            [LinePoint {
                day: today() - 6,
                value: 5.0,
                complete: false
            }]
        );
        assert_eq!(found.sums[0].value, 20.0);
        assert_eq!(found.points[2].value(), None);
    }

    #[test]
    fn days_older_than_a_week_fall_out_of_the_mean() {
        let values: Vec<_> = (1..=20)
            .rev()
            .map(|ago| (ago, recorded(ago as f64)))
            .collect();
        let found = series(&values);
        let last = found.means.last().unwrap();
        assert_eq!(
            (last.day, last.value, last.complete),
            (today() - 1, 4.0, true)
        );
        assert_eq!(found.means.len(), 17);
        assert_eq!(
            found.means.iter().filter(|point| point.complete).count(),
            14
        );
    }

    #[test]
    fn the_running_day_is_in_no_mean() {
        let values: Vec<_> = (0..=6)
            .rev()
            .map(|ago| (ago, recorded(if ago == 0 { 100.0 } else { 1.0 })))
            .collect();
        let found = series(&values);
        assert_eq!(found.points.last().unwrap().state, State::Running);
        assert!(found.means.iter().all(|point| point.value == 1.0));
        assert_eq!(found.mean_between(today() - 30, today()), Some((1.0, 6)));
    }

    #[test]
    fn zero_skipped_and_not_logged_stay_apart() {
        let found = series(&[(3, recorded(0.0)), (2, DayValue::Skipped)]);
        assert_eq!(found.point_on(today() - 3).unwrap().value(), Some(0.0));
        assert_eq!(found.point_on(today() - 2).unwrap().value(), None);
        assert_eq!(found.point_on(today() - 1), None);
    }

    #[test]
    fn lines_break_over_gaps_longer_than_seven_days() {
        let piece_count = |gap_days: i64| {
            let values: Vec<_> = (1..=10)
                .chain(10 + gap_days + 1..=20 + gap_days + 1)
                .rev()
                .map(|ago| (ago, recorded(1.0)))
                .collect();
            let found = series(&values);
            let window = TimeWindow {
                start: 0.0,
                end: f64::from(today()),
            };
            pieces(&found.means, window).count()
        };
        // After a gap the mean needs four days again, so the line reaches over the gap and three days more.
        assert_eq!(piece_count(3), 1);
        assert_eq!(piece_count(8), 2);
        assert_eq!(piece_count(20), 2);
    }

    #[test]
    fn a_piece_runs_beyond_the_edges_it_crosses() {
        let values: Vec<_> = (1..=100).rev().map(|ago| (ago, recorded(1.0))).collect();
        let found = series(&values);
        let window = TimeWindow {
            start: f64::from(today() - 50),
            end: f64::from(today() - 40),
        };
        let seen: Vec<_> = pieces(&found.means, window).collect();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].len(), 12);
        assert_eq!(found.points_in(window).len(), 10);
    }
}

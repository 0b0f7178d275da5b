//! The civil day an entry belongs to, decided once by the day-start setting; leaves the clock to the caller.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};

/// A civil date. Never a timestamp that is converted later.
pub type Day = NaiveDate;

/// The first day a journal accepts. Anything earlier is a typing mistake.
pub const EARLIEST_DAY: Day = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The last day a journal accepts.
pub const LATEST_DAY: Day = match NaiveDate::from_ymd_opt(2199, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The day that `local` (a wall-clock reading) belongs to when days start `day_start_minutes` after midnight.
///
/// Works on wall-clock time alone, so that a clock change neither repeats nor swallows a day.
pub fn day_of(local: NaiveDateTime, day_start_minutes: u32) -> Day {
    (local - Duration::minutes(i64::from(day_start_minutes))).date()
}

/// The wall-clock moment at which `day` ends and the next one begins.
pub fn day_turn(day: Day, day_start_minutes: u32) -> NaiveDateTime {
    day.and_time(chrono::NaiveTime::MIN)
        + Duration::days(1)
        + Duration::minutes(i64::from(day_start_minutes))
}

/// The first day of the week that holds `day`.
pub fn week_start(day: Day, first_weekday: Weekday) -> Day {
    let back =
        (7 + day.weekday().num_days_from_monday() - first_weekday.num_days_from_monday()) % 7;
    day - Duration::days(i64::from(back))
}

/// Every day from `first` to `last`, both included.
pub fn days_between(first: Day, last: Day) -> impl DoubleEndedIterator<Item = Day> {
    let count = (last - first).num_days() + 1;
    (0..count.max(0)).map(move |offset| first + Duration::days(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: u32 = 4 * 60;

    fn check(local: &str, day_start_minutes: u32, expected: &str) {
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M:%S").unwrap();
        assert_eq!(
            day_of(local, day_start_minutes).to_string(),
            expected,
            "{local}"
        );
    }

    #[test]
    fn the_day_starts_when_the_setting_says() {
        check("2026-11-21 23:59:59", FOUR, "2026-11-21");
        check("2026-11-22 03:59:00", FOUR, "2026-11-21");
        check("2026-11-22 03:59:59", FOUR, "2026-11-21");
        check("2026-11-22 04:00:00", FOUR, "2026-11-22");
        check("2026-11-22 00:00:00", 0, "2026-11-22");
    }

    #[test]
    fn clock_changes_and_leap_days_keep_their_day() {
        // Central Europe: 02:00 becomes 03:00 on 29 March, 03:00 becomes 02:00 on 25 October 2026.
        for minute in ["01:59:59", "03:00:00", "03:59:59"] {
            check(&format!("2026-03-29 {minute}"), FOUR, "2026-03-28");
            check(&format!("2026-10-25 {minute}"), FOUR, "2026-10-24");
        }
        check("2026-03-29 04:00:00", FOUR, "2026-03-29");
        check("2026-10-25 04:00:00", FOUR, "2026-10-25");
        check("2026-03-29 23:59:59", FOUR, "2026-03-29");
        check("2026-10-25 23:59:59", FOUR, "2026-10-25");
        check("2028-02-29 12:00:00", FOUR, "2028-02-29");
        check("2028-03-01 03:59:00", FOUR, "2028-02-29");
    }

    #[test]
    fn a_day_turns_at_its_end() {
        let day = Day::from_ymd_opt(2026, 11, 21).unwrap();
        let turn = day_turn(day, FOUR);
        assert_eq!(day_of(turn, FOUR), day + Duration::days(1));
        assert_eq!(day_of(turn - Duration::seconds(1), FOUR), day);
    }

    #[test]
    fn weeks_start_on_the_chosen_weekday() {
        let saturday = Day::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(week_start(saturday, Weekday::Mon).to_string(), "2026-11-16");
        assert_eq!(week_start(saturday, Weekday::Sun).to_string(), "2026-11-15");
        assert_eq!(week_start(saturday, Weekday::Sat), saturday);
    }

    #[test]
    fn days_between_counts_both_ends() {
        let first = Day::from_ymd_opt(2028, 2, 28).unwrap();
        let last = Day::from_ymd_opt(2028, 3, 1).unwrap();
        assert_eq!(days_between(first, last).count(), 3);
        assert_eq!(days_between(last, first).count(), 0);
    }
}

//! A moment as the export writes it, `2024-01-14 22:30:00 -0600`: a point in time and the clock on the wall there.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use crate::domain::Day;

/// A moment with the offset of the place where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970 in UTC.
    pub(super) seconds: i64,
    /// Seconds that the wall clock is ahead of UTC.
    pub(super) offset: i32,
}

impl Moment {
    /// Reads one; none if it is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let [
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b' ',
            h1,
            h2,
            b':',
            i1,
            i2,
            b':',
            s1,
            s2,
            b' ',
            sign,
            o1,
            o2,
            o3,
            o4,
        ] = bytes
        else {
            return None;
        };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let pair = |tens: &u8, ones: &u8| Some(digit(tens)? * 10 + digit(ones)?);
        let year = pair(y1, y2)? * 100 + pair(y3, y4)?;
        let day = NaiveDate::from_ymd_opt(year.cast_signed(), pair(m1, m2)?, pair(d1, d2)?)?;
        let local = day.and_hms_opt(pair(h1, h2)?, pair(i1, i2)?, pair(s1, s2)?)?;
        let offset = (pair(o1, o2)? * 3600 + pair(o3, o4)? * 60).cast_signed();
        let offset = match sign {
            b'+' => offset,
            b'-' => -offset,
            _ => return None,
        };
        Some(Self {
            seconds: local.and_utc().timestamp() - i64::from(offset),
            offset,
        })
    }

    /// What the clock on the wall showed.
    pub(super) fn local(self) -> NaiveDateTime {
        let utc = chrono::DateTime::from_timestamp(self.seconds, 0).unwrap_or_default();
        utc.naive_utc() + Duration::seconds(i64::from(self.offset))
    }

    /// The date on the calendar there.
    pub(super) fn date(self) -> Day {
        self.local().date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_keep_the_clock_of_their_place() {
        let moment = Moment::parse("2024-01-14 22:30:00 -0600").unwrap();
        assert_eq!(moment.date().to_string(), "2024-01-14");
        assert_eq!(
            moment,
            Moment {
                seconds: 1_705_293_000,
                offset: -21_600
            }
        );
        let far = Moment::parse("2024-01-15 10:00:00 +0530").unwrap();
        assert_eq!(far.seconds, moment.seconds);
        for text in [
            "",
            "2024-02-30 22:30:00 -0600",
            "2024-01-14T22:30:00Z",
            "2024-01-14 25:30:00 -0600",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}

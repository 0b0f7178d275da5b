//! What is said of trends and of markers.

use super::*;

fn trend(beta: f64, half_width: f64, reading: TrendReading) -> Trend {
    Trend {
        slope: Slope {
            beta,
            se: 0.001,
            t: 3.0,
            p: 0.01,
            interval: Interval {
                low: beta - half_width,
                high: beta + half_width,
            },
            noise: Noise { phi: 0.5, c: 0.2 },
            days: 118,
            free_days: 110,
            level: 4.0,
        },
        span_days: 130,
        reading,
    }
}

#[test]
fn a_trend_is_told_for_thirty_days_with_its_range() {
    let journal = journal();
    let speaker = Speaker {
        journal: &journal,
        style: &Plain,
    };
    let falling = trend(-0.0142, 0.01, TrendReading::Heading);
    let said = speaker.trend(ITCH, &falling);
    assert_eq!(said.short, "falling, about 0.43 points in 30 days");
    assert_eq!(
        said.full,
        "Falling, about 0.43 points in 30 days (better). Likely range 0.13 to 0.73 points lower, from 118 logged days. A \
         trend does not say why."
    );
    // Whether more of a habit is better is not for Biota to say.
    let rising = trend(0.1, 0.05, TrendReading::Heading);
    let said = speaker.trend(SUGAR, &rising);
    assert!(
        said.full.starts_with(
            "Rising, about 3 servings in 30 days. Likely range 1.5 to 4.5 servings higher"
        ),
        "{}",
        said.full
    );
    let said = speaker.trend(MASK, &trend(0.005, 0.001, TrendReading::Heading));
    assert_eq!(said.short, "rising, about 15 % of days in 30 days");
}

#[test]
fn where_no_trend_may_be_spoken_of_the_chart_says_nothing() {
    let journal = journal();
    let speaker = Speaker {
        journal: &journal,
        style: &Plain,
    };
    let said = speaker.trend(ITCH, &trend(0.001, 0.01, TrendReading::Nothing));
    assert_eq!(said.short, "");
    assert_eq!(
        said.full,
        "No clear trend over 118 logged days: 0.27 points lower to 0.33 points higher in 30 days."
    );
    let early = speaker.trend(ITCH, &trend(0.05, 0.01, TrendReading::TooEarly));
    assert_eq!(
        early.short,
        "too early to tell a trend from a good or bad spell"
    );
}

#[test]
fn before_and_after_a_marker_both_levels_and_the_range_are_told() {
    let journal = journal();
    let speaker = Speaker {
        journal: &journal,
        style: &Plain,
    };
    let found = BeforeAfter {
        before: 5.12,
        after: 4.21,
        interval: Interval {
            low: -1.6,
            high: -0.2,
        },
        days_before: 40,
        days_after: 52,
    };
    assert_eq!(
        speaker.before_and_after(ITCH, &found),
        "5.1 before and 4.2 from that day on. Likely difference 0.2 to 1.6 points lower, 40 and 52 logged days. A link is \
         not proof."
    );
}

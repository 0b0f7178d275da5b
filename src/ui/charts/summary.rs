//! What a chart shows, in words: for a screen reader, for the text view, for hovering.

use chrono::Datelike;

use crate::domain::{Day, DayValue, Journal, Span, SpanKind, Tracker};
use crate::ui::words::{Words, count};

use super::advice::Advice;
use super::series::{Point, Series, State};
use super::time_axis::{TimeWindow, day_of_number, number_of};

/// How far back "last 30 d" looks, the running day left out.
pub const RECENT_DAYS: i32 = 30;

/// The days in sight of one series, counted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Days with a number that are over.
    pub recorded: usize,
    /// Days that did not apply.
    pub skipped: usize,
    /// Days without an entry, the running day left out.
    pub not_logged: usize,
    /// Copied numbers that wait to be confirmed.
    pub copied: usize,
    /// Mean of the recorded days.
    pub mean: Option<f64>,
    /// The lowest recorded day, the latest of equals.
    pub lowest: Option<(i32, f64)>,
    /// The highest recorded day, the latest of equals.
    pub highest: Option<(i32, f64)>,
}

impl Counts {
    /// Counts the days in sight up to yesterday.
    pub fn of(series: &Series, window: TimeWindow, today: Day) -> Self {
        let yesterday = number_of(today) - 1;
        let (first, last) = (window.first(), window.last().min(yesterday));
        let points = series.points_between(first, last);
        let mut counts = Self::default();
        let mut sum = 0.0;
        for point in points {
            counts.copied += usize::from(point.state == State::Copied);
            let Some(number) = point.counted() else {
                counts.skipped += usize::from(point.state == State::Skipped);
                continue;
            };
            counts.recorded += 1;
            sum += number;
            if counts.lowest.is_none_or(|(_, lowest)| number <= lowest) {
                counts.lowest = Some((point.day, number));
            }
            if counts.highest.is_none_or(|(_, highest)| number >= highest) {
                counts.highest = Some((point.day, number));
            }
        }
        let days = usize::try_from(last - first + 1).unwrap_or_default();
        counts.not_logged = days.saturating_sub(points.len());
        counts.mean = (counts.recorded > 0).then(|| sum / counts.recorded as f64);
        counts
    }
}

/// The sentences of one chart: mean, extremes, what is missing, advice.
pub fn summary(
    tracker: &Tracker,
    series: &Series,
    advice: &Advice,
    window: TimeWindow,
    today: Day,
    words: Words,
) -> String {
    let counts = Counts::of(series, window, today);
    let day = |number: i32| words.short_day(day_of_number(number));
    let value = |number: f64| words.recorded(&tracker.kind, number);
    let mut text = match (counts.mean, counts.lowest, counts.highest) {
        (Some(mean), Some((lowest_day, lowest)), Some((highest_day, highest))) => format!(
            "Mean {} over {}, lowest {} on {}, highest {} on {}. ",
            mean_words(tracker, mean, words),
            count(counts.recorded, "logged day", "logged days"),
            value(lowest),
            day(lowest_day),
            value(highest),
            day(highest_day),
        ),
        _ => "No day with a number. ".to_owned(),
    };
    text.push_str(&format!(
        "{} skipped, {} not logged.",
        count(counts.skipped, "day", "days"),
        counts.not_logged
    ));
    if counts.copied > 0 {
        let copied = count(counts.copied, "copied value", "copied values");
        text.push_str(&format!(" {copied} not confirmed."));
    }
    if !advice.text.is_empty() {
        text.push_str(&format!(" Recommended, {}.", advice.text));
    }
    text
}

/// A mean with its unit; of yes/no the share of days.
pub fn mean_words(tracker: &Tracker, mean: f64, words: Words) -> String {
    match &tracker.kind {
        crate::domain::Kind::Amount(amount) => words.mean_amount(mean, &amount.unit),
        crate::domain::Kind::Scale(_) => words.rounded(mean, 1),
        crate::domain::Kind::YesNo => format!("{} % of days", words.rounded(mean * 100.0, 0)),
    }
}

/// A day's value as it is said: "4, moderate", "skipped", "not logged", "1.5 L, unconfirmed".
pub fn point_words(tracker: &Tracker, point: Option<&Point>, words: Words) -> String {
    let Some(point) = point else {
        return words.value(tracker, DayValue::NotLogged);
    };
    match point.state {
        State::Skipped => words.value(tracker, DayValue::Skipped),
        State::Recorded => words.recorded(&tracker.kind, point.number),
        State::Copied => format!(
            "{}, unconfirmed",
            words.recorded(&tracker.kind, point.number)
        ),
        State::Running => format!("{} so far", words.recorded(&tracker.kind, point.number)),
    }
}

/// The spans in sight, each with its days: "hydrocortisone 1 %, 28 Sep – 12 Oct".
pub fn span_words(journal: &Journal, window: TimeWindow, today: Day, words: Words) -> Vec<String> {
    let (first, last) = (day_of_number(window.first()), day_of_number(window.last()));
    journal
        .spans()
        .into_iter()
        .filter(|span| span.meets(first, last))
        .map(|span| {
            let kind = match span.kind {
                SpanKind::Treatment => "treatment",
                SpanKind::Pause => "pause",
                SpanKind::Marker => "marker",
            };
            format!(
                "{} ({kind}) {}",
                span_name(span),
                span_days(span, today, words)
            )
        })
        .collect()
}

/// The label of a span with its dose.
pub fn span_name(span: &Span) -> String {
    if span.dose.is_empty() {
        span.label.clone()
    } else {
        format!("{} {}", span.label, span.dose)
    }
}

/// "28 Sep – 12 Oct", "from 28 Sep on", "3 Oct".
pub fn span_days(span: &Span, today: Day, words: Words) -> String {
    let written = |day: Day| {
        if day.year() == today.year() {
            words.short_day(day)
        } else {
            words.day(day)
        }
    };
    match span.end {
        Some(end) if end == span.start => written(end),
        Some(end) => format!("{} – {}", written(span.start), written(end)),
        None => format!("from {} on", written(span.start)),
    }
}

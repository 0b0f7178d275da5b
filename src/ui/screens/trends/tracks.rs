//! What is charted: which trackers and items are shown, and their series, built once for every change of the journal.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::{Day, Journal, Kind, SpanKind, Tracker};
use crate::stats::Subject;
use crate::ui::charts::advice::Advice;
use crate::ui::charts::panel::{Shading, line_name};
use crate::ui::charts::series::{Point, Series, State, pieces};
use crate::ui::charts::summary::{RECENT_DAYS, span_days, span_name, summary};
use crate::ui::charts::time_axis::{TimeWindow, number_of};
use crate::ui::charts::value_axis::ValueAxis;
use crate::ui::view::View;
use crate::ui::words::{Words, count};

/// The stable name under which a choice is remembered: `itch`, or `fermented_food/kefir`.
fn key_text(key: Subject, journal: &Journal) -> Option<String> {
    let tracker = &journal.tracker(key.tracker)?.uid;
    Some(match key.item {
        None => tracker.clone(),
        Some(item) => format!("{tracker}/{}", journal.item(item)?.uid),
    })
}

fn key_from_text(text: &str, journal: &Journal) -> Option<Subject> {
    if let Some(tracker) = journal.tracker_by_uid(text) {
        return Some(Subject::whole(tracker.id));
    }
    let (tracker, item) = text.split_once('/')?;
    let tracker = journal.tracker_by_uid(tracker)?;
    let items = journal.items_of(tracker.list?);
    let item = items.into_iter().find(|one| one.uid == item)?;
    Some(Subject {
        tracker: tracker.id,
        item: Some(item.id),
    })
}

/// A choice of tracks as it is remembered.
pub(super) fn keys_text(keys: &[Subject], journal: &Journal) -> String {
    let texts: Vec<String> = keys
        .iter()
        .filter_map(|key| key_text(*key, journal))
        .collect();
    texts.join(" ")
}

/// The tracks of a remembered choice that are still there.
pub(super) fn keys_from_text(text: &str, journal: &Journal) -> Vec<Subject> {
    text.split(' ')
        .filter_map(|word| key_from_text(word, journal))
        .collect()
}

/// What is shown while nothing was chosen: the trackers that count in a complete day.
pub(super) fn usual_keys(journal: &Journal) -> Vec<Subject> {
    let active = journal.active_trackers();
    let daily = active.iter().filter(|tracker| tracker.daily_from.is_some());
    let keys: Vec<Subject> = daily.map(|tracker| Subject::whole(tracker.id)).collect();
    if keys.is_empty() {
        active
            .iter()
            .map(|tracker| Subject::whole(tracker.id))
            .collect()
    } else {
        keys
    }
}

/// The keys in the order of the trackers, an item behind its tracker.
pub(super) fn in_tracker_order(keys: &mut Vec<Subject>, journal: &Journal) {
    let place = |key: &Subject| {
        let tracker = journal
            .tracker(key.tracker)
            .map(|tracker| (tracker.position, tracker.id));
        let item = key
            .item
            .and_then(|item| journal.item(item))
            .map(|item| (item.position, item.id));
        (tracker, item)
    };
    keys.sort_by_key(place);
    keys.dedup();
}

/// One charted tracker or item.
pub(super) struct Track {
    pub(super) key: Subject,
    pub(super) tracker: Tracker,
    pub(super) name: String,
    pub(super) series: Series,
    pub(super) advice: Advice,
    /// The days that were skipped or wait to be confirmed, earliest first: rare, so that asking for them is quick.
    unusual_days: Vec<(i32, State)>,
    /// Mean of the last days, in the tracker's unit, and over how many.
    pub(super) recent: Option<(f64, usize)>,
}

impl Track {
    /// What the chart shows in `window`, in words.
    pub(super) fn summary(&self, window: TimeWindow, view: &View<'_>) -> String {
        let (series, advice) = (&self.series, &self.advice);
        summary(
            &self.tracker,
            series,
            advice,
            window,
            view.today,
            view.words(),
        )
    }

    fn build(key: Subject, view: &View<'_>) -> Option<Self> {
        let journal = view.journal;
        let tracker = journal.tracker(key.tracker)?.clone();
        let series = Series::of(journal, &tracker, key.item, view.today);
        let name = match key.item {
            None => tracker.name.clone(),
            Some(item) => format!("{} ({})", journal.item(item)?.name, tracker.name),
        };
        // Aims and advice are for the tracker as a whole.
        let advice = match key.item {
            None => Advice::of(journal, &tracker, view.today, view.words()),
            Some(_) => Advice::default(),
        };
        let today = number_of(view.today);
        let unusual =
            |point: &Point| (point.state != State::Recorded).then_some((point.day, point.state));
        Some(Self {
            unusual_days: series.points.iter().filter_map(unusual).collect(),
            key,
            name,
            recent: series.mean_between(today - RECENT_DAYS, today - 1),
            series,
            advice,
            tracker,
        })
    }

    /// What is drawn behind the days; on an overlay nothing, for it would be unclear which of the two is meant.
    pub(super) fn advice_on(&self, is_overlay: bool) -> &Advice {
        static NONE: Advice = Advice {
            bands: Vec::new(),
            text: String::new(),
            is_advised: false,
        };
        if is_overlay { &NONE } else { &self.advice }
    }

    /// The axis for the days in sight.
    pub(super) fn axis(&self, window: TimeWindow, is_overlay: bool, words: Words) -> ValueAxis {
        let advice = self.advice_on(is_overlay);
        let values = self
            .series
            .points_in(window)
            .iter()
            .filter_map(Point::value);
        // Not `max`: it looks for NaN at every day.
        let higher = |one: f64, other: f64| if other > one { other } else { one };
        let mut highest = values.fold(advice.highest(), higher);
        if advice.is_weekly() {
            let sums = pieces(&self.series.sums, window);
            highest = sums
                .flatten()
                .map(|point| point.value)
                .fold(highest, higher);
        }
        ValueAxis::of(&self.tracker.kind, highest, words)
    }

    /// Whether a day in sight is skipped, copied or running.
    pub(super) fn has_day(&self, window: TimeWindow, state: State) -> bool {
        let from = self
            .unusual_days
            .partition_point(|(day, _)| *day < window.first());
        let mut seen = self.unusual_days[from..]
            .iter()
            .take_while(|(day, _)| *day <= window.last());
        seen.any(|(_, other)| *other == state)
    }

    /// "L / day", "0–10", "min / day · 7-day sum".
    pub(super) fn unit(&self, axis: &ValueAxis, is_overlay: bool) -> String {
        let advice = self.advice_on(is_overlay);
        match &self.tracker.kind {
            Kind::Amount(_) if advice.is_weekly() => {
                format!("{} / day · {}", axis.unit, line_name(advice))
            }
            Kind::Amount(_) => format!("{} / day", axis.unit),
            Kind::Scale(_) | Kind::YesNo => axis.unit.clone(),
        }
    }

    /// The mean of the last days as a number.
    pub(super) fn mean(&self, axis: &ValueAxis, words: Words) -> String {
        match (self.recent, &self.tracker.kind) {
            (None, _) => "–".to_owned(),
            (Some((mean, _)), Kind::YesNo) => format!("{} %", words.rounded(mean * 100.0, 0)),
            (Some((mean, _)), _) => axis.number(mean, words),
        }
    }

    /// What the mean stands on, in a sentence.
    pub(super) fn mean_detail(&self) -> String {
        match self.recent {
            None => format!("No logged day among the last {RECENT_DAYS}"),
            Some((_, days)) => format!(
                "Mean of {} among the last {RECENT_DAYS}, today left out",
                count(days, "logged day", "logged days")
            ),
        }
    }
}

/// A span with its words.
pub(super) struct SpanSeen {
    pub(super) shading: Shading,
    pub(super) name: String,
    pub(super) days: String,
}

/// Everything that is computed from the journal, kept until it changes.
#[derive(Default)]
pub(super) struct Tracks {
    built_for: Option<(u64, Day, Words)>,
    tracks: HashMap<Subject, Rc<Track>>,
    logged_days: Vec<i32>,
    spans: Vec<SpanSeen>,
}

impl Tracks {
    /// Forgets what was computed from an older journal; true if it did.
    pub(super) fn refresh(&mut self, view: &View<'_>) -> bool {
        let now = (view.revision, view.today, view.words());
        if self.built_for == Some(now) {
            return false;
        }
        self.built_for = Some(now);
        self.tracks.clear();
        let mut days: Vec<i32> = view
            .journal
            .entries()
            .map(|(key, _)| number_of(key.day))
            .collect();
        days.sort_unstable();
        days.dedup();
        self.logged_days = days;
        self.spans = spans(view);
        true
    }

    /// The series of a track; none if it is no longer there.
    pub(super) fn track(&mut self, key: Subject, view: &View<'_>) -> Option<Rc<Track>> {
        if let Some(track) = self.tracks.get(&key) {
            return Some(Rc::clone(track));
        }
        let track = Rc::new(Track::build(key, view)?);
        self.tracks.insert(key, Rc::clone(&track));
        Some(track)
    }

    /// The days from `first` to `last` on which anything was logged.
    pub(super) fn logged_between(&self, first: i32, last: i32) -> usize {
        let before = |day: i32| self.logged_days.partition_point(|logged| *logged < day);
        before(last + 1).saturating_sub(before(first))
    }

    /// The first day on which anything was logged.
    pub(super) fn first_logged(&self) -> Option<i32> {
        self.logged_days.first().copied()
    }

    /// The spans that meet the days in sight.
    pub(super) fn spans_in(&self, window: TimeWindow) -> impl Iterator<Item = &SpanSeen> {
        self.spans.iter().filter(move |span| {
            f64::from(span.shading.first) < window.end
                && f64::from(span.shading.last + 1) > window.start
        })
    }

    /// The spans that cover a day.
    pub(super) fn spans_on(&self, day: i32) -> impl Iterator<Item = &SpanSeen> {
        self.spans
            .iter()
            .filter(move |span| (span.shading.first..=span.shading.last).contains(&day))
    }
}

fn spans(view: &View<'_>) -> Vec<SpanSeen> {
    let today = number_of(view.today);
    let seen = |span: &crate::domain::Span| SpanSeen {
        shading: Shading {
            first: number_of(span.start),
            // An open span reaches as far as the journal does.
            last: span.end.map_or(today.max(number_of(span.start)), number_of),
            kind: span.kind,
        },
        name: span_name(span),
        days: span_days(span, view.today, view.words()),
    };
    let mut found: Vec<SpanSeen> = view.journal.spans().into_iter().map(seen).collect();
    // Markers last, so that their lines lie on the shadings.
    found.sort_by_key(|span| span.shading.kind == SpanKind::Marker);
    found
}

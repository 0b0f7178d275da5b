//! Where the trackers in sight are heading: asked for when the days in sight stand still, kept as words and lines.

use std::collections::HashMap;
use std::sync::Arc;

use egui::Ui;

use crate::phrases::{Speaker, TrendWords};
use crate::stats::Subject;
use crate::ui::charts::series::LinePoint;
use crate::ui::charts::time_axis::number_of;
use crate::ui::findings::{TrendReadings, Trends, TrendsAsked};
use crate::ui::view::View;

/// Days in sight that moved less long ago are still on the move.
const STILL_SECONDS: f64 = 0.25;

/// What is known of the trackers in sight.
#[derive(Default)]
pub(super) struct Readings {
    /// Whether the smooth line is shown.
    pub(super) is_smooth: bool,
    asked: Option<(TrendsAsked, u64)>,
    /// What is wanted, and since when.
    wanted: Option<(TrendsAsked, f64)>,
    made_of: Option<Arc<Trends>>,
    of_tracks: HashMap<Subject, TrackReadings>,
}

/// What is known of one of them.
#[derive(Default)]
struct TrackReadings {
    words: TrendWords,
    sentences: Vec<String>,
    smooth: Vec<LinePoint>,
}

impl Readings {
    /// Takes in what was found, as far as it is of the days in sight; gives what is to be asked for.
    pub(super) fn keep_up(
        &mut self,
        ui: &Ui,
        view: &View<'_>,
        wanted: Option<TrendsAsked>,
    ) -> Option<TrendsAsked> {
        let Some(wanted) = wanted else {
            self.show(None, view);
            return None;
        };
        let found = &view.findings.trends;
        self.show((found.of.as_ref() == Some(&wanted)).then_some(found), view);
        let now = ui.input(|input| input.time);
        if self.wanted.as_ref().is_none_or(|(seen, _)| *seen != wanted) {
            self.wanted = Some((wanted.clone(), now));
        }
        let is_asked =
            |(asked, revision): &(TrendsAsked, u64)| *asked == wanted && *revision == view.revision;
        if self.asked.as_ref().is_some_and(is_asked) {
            return None;
        }
        let since = self.wanted.as_ref().map_or(now, |(_, since)| *since);
        let wait = since + STILL_SECONDS - now;
        if self.asked.is_some() && wait > 0.0 {
            let wait = std::time::Duration::from_secs_f64(wait);
            ui.ctx().request_repaint_after(wait);
            return None;
        }
        self.asked = Some((wanted.clone(), view.revision));
        Some(wanted)
    }

    /// Where a track is heading, in a few words.
    pub(super) fn heading(&self, key: Subject) -> &str {
        self.of_tracks
            .get(&key)
            .map_or("", |track| track.words.short.as_str())
    }

    /// The same in full, and what it was before and after markers.
    pub(super) fn sentences(&self, key: Subject) -> impl Iterator<Item = &String> {
        let track = self.of_tracks.get(&key);
        let full = track.map(|track| &track.words.full);
        let markers = track.into_iter().flat_map(|track| &track.sentences);
        full.filter(|text| !text.is_empty())
            .into_iter()
            .chain(markers)
    }

    /// The smooth line, if it is shown.
    pub(super) fn smooth(&self, key: Subject) -> &[LinePoint] {
        let track = self.of_tracks.get(&key).filter(|_| self.is_smooth);
        track.map_or(&[], |track| &track.smooth)
    }

    fn show(&mut self, found: Option<&Arc<Trends>>, view: &View<'_>) {
        let is_shown = match (&self.made_of, found) {
            (Some(shown), Some(found)) => Arc::ptr_eq(shown, found),
            (None, None) => true,
            _ => false,
        };
        if is_shown {
            return;
        }
        self.made_of = found.map(Arc::clone);
        self.of_tracks = found.map_or_else(HashMap::new, |found| {
            let readings = found.readings.iter();
            let of_track = |(key, found): (&Subject, &TrendReadings)| {
                (*key, track_readings(view, *key, found))
            };
            readings.map(of_track).collect()
        });
    }
}

fn track_readings(view: &View<'_>, key: Subject, found: &TrendReadings) -> TrackReadings {
    let words = view.words();
    let speaker = Speaker {
        journal: view.journal,
        style: &words,
    };
    let trend = found.trend.as_ref();
    let markers = found.markers.iter().filter_map(|(marker, found)| {
        let label = &view.journal.span(*marker)?.label;
        let said = speaker.before_and_after(key, found);
        Some(format!("{label}: {said}"))
    });
    let line_point = |(day, value): &(crate::domain::Day, f64)| LinePoint {
        day: number_of(*day),
        value: *value,
        complete: true,
    };
    TrackReadings {
        words: trend.map_or_else(TrendWords::default, |trend| speaker.trend(key, trend)),
        sentences: markers.collect(),
        smooth: found.smooth.iter().map(line_point).collect(),
    }
}

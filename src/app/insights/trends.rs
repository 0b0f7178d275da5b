//! Works out beside the window where trackers are heading.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use egui::Context;

use crate::domain::Journal;
use crate::stats::{Subject, TrendSeries};
use crate::ui::findings::{TrendReadings, Trends, TrendsAsked};

/// A run under way; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct TrendsRun {
    cancelled: Arc<AtomicBool>,
    answer: Receiver<Trends>,
}

impl Drop for TrendsRun {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl TrendsRun {
    /// Takes the series out of the journal and starts.
    pub(super) fn start(ctx: &Context, journal: &Journal, asked: TrendsAsked) -> Self {
        let series: Vec<(Subject, TrendSeries)> = asked
            .subjects
            .iter()
            .map(|subject| (*subject, TrendSeries::of(journal, *subject, asked.range)))
            .collect();
        let (sender, answer) = mpsc::channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let (stop, ctx) = (Arc::clone(&cancelled), ctx.clone());
        thread::spawn(move || {
            let mut readings = HashMap::new();
            for (subject, series) in series {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                readings.insert(subject, readings_of(&series));
            }
            let of = Some(asked);
            if sender.send(Trends { of, readings }).is_ok() {
                ctx.request_repaint();
            }
        });
        Self { cancelled, answer }
    }

    /// What was found, once it is there.
    pub(super) fn take(&self) -> Option<Trends> {
        self.answer.try_recv().ok()
    }
}

fn readings_of(series: &TrendSeries) -> TrendReadings {
    TrendReadings {
        trend: series.trend().ok(),
        markers: series.before_and_after(),
        smooth: series.smooth(),
    }
}

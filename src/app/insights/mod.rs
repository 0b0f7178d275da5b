//! Works the insights out beside the window: started when a screen wants them, stopped and begun anew when the journal
//! or the choices change.

mod trends;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use egui::Context;

use self::trends::TrendsRun;

use crate::domain::{Day, Journal};
use crate::stats::{Insights, Options, Pair, Study, Watch, WindowResult};
use crate::ui::findings::{Findings, PairDetails, Report, TrendsAsked};

/// How often a run that is under way is asked how far it is.
const LOOK_INTERVAL: Duration = Duration::from_millis(100);

/// The findings and the run that works on newer ones.
#[derive(Debug, Default)]
pub(super) struct InsightsWork {
    findings: Findings,
    seen: Option<(u64, Day)>,
    /// What the findings, or those that are under way, were worked out from.
    study: Option<Study>,
    run: Option<Run>,
    trends_run: Option<TrendsRun>,
}

/// A run under way.
#[derive(Debug)]
struct Run {
    cancelled: Arc<AtomicBool>,
    /// Thousandths that are done.
    progress: Arc<AtomicU32>,
    answers: Receiver<Answer>,
}

impl Drop for Run {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

enum Answer {
    Report(Box<Report>),
    Curve(usize, Vec<WindowResult>),
}

impl InsightsWork {
    /// What screens may see.
    pub(super) fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether anything is worked out.
    pub(super) fn is_running(&self) -> bool {
        self.run.is_some() || self.trends_run.is_some()
    }

    /// Takes in what is there, and starts a run if what it would look at is not what the findings are of. `revision` grows
    /// with every change of the journal.
    pub(super) fn keep_up(&mut self, ctx: &Context, journal: &Journal, revision: u64, today: Day) {
        if self.seen != Some((revision, today)) {
            self.seen = Some((revision, today));
            let study = Study::new(journal, today, &Options::chosen(journal));
            // Most changes of settings, and words, change nothing of it.
            let is_same = match (&study, &self.study) {
                (Some(study), Some(seen)) => study.is_same(seen),
                (None, None) => self.findings.is_empty,
                _ => false,
            };
            if !is_same {
                self.start(ctx, study);
            }
        }
        self.take_in(ctx);
    }

    /// Has trends worked out. Asked for once by the screen that shows them, and again when the journal changed.
    pub(super) fn ask_for_trends(&mut self, ctx: &Context, journal: &Journal, asked: TrendsAsked) {
        self.trends_run = Some(TrendsRun::start(ctx, journal, asked));
    }

    /// Takes in trends that are there.
    pub(super) fn take_in_trends(&mut self) {
        if let Some(trends) = self.trends_run.as_ref().and_then(TrendsRun::take) {
            self.findings.trends = Arc::new(trends);
            self.trends_run = None;
        }
    }

    /// Ends the run because the person said so; what was found before stays.
    pub(super) fn stop(&mut self) {
        self.end_run();
        self.findings.is_stopped = true;
    }

    /// Has a run start anew.
    pub(super) fn again(&mut self) {
        self.seen = None;
        self.study = None;
    }

    fn end_run(&mut self) {
        self.run = None;
        self.findings.progress = None;
    }

    fn start(&mut self, ctx: &Context, study: Option<Study>) {
        self.end_run();
        self.findings.is_stopped = false;
        self.findings.is_empty = study.is_none();
        self.study.clone_from(&study);
        let Some(study) = study else {
            self.findings.report = None;
            self.findings.curves.clear();
            return;
        };
        let (sender, answers) = mpsc::channel();
        let run = Run {
            cancelled: Arc::default(),
            progress: Arc::default(),
            answers,
        };
        let (cancelled, progress) = (Arc::clone(&run.cancelled), Arc::clone(&run.progress));
        let ctx = ctx.clone();
        thread::spawn(move || work(study, &cancelled, &progress, &sender, &ctx));
        self.run = Some(run);
        self.findings.progress = Some(0.0);
    }

    fn take_in(&mut self, ctx: &Context) {
        let Some(run) = &self.run else {
            return;
        };
        loop {
            match run.answers.try_recv() {
                Ok(Answer::Report(report)) => {
                    self.findings.report = Some(Arc::from(report));
                    self.findings.curves.clear();
                    self.findings.progress = None;
                }
                Ok(Answer::Curve(at, curve)) => {
                    self.findings.curves.insert(at, curve);
                }
                Err(mpsc::TryRecvError::Empty) => break,
                Err(mpsc::TryRecvError::Disconnected) => {
                    self.end_run();
                    return;
                }
            }
        }
        if let Some(progress) = &mut self.findings.progress {
            *progress = run.progress.load(Ordering::Relaxed) as f32 / 1_000.0;
            ctx.request_repaint_after(LOOK_INTERVAL);
        }
    }
}

/// The whole work of a run. Ends early when it is cancelled or nobody listens.
fn work(
    study: Study,
    cancelled: &AtomicBool,
    progress: &AtomicU32,
    answers: &Sender<Answer>,
    ctx: &Context,
) {
    let watch = Watch {
        progress: &|share| progress.store((share * 1_000.0) as u32, Ordering::Relaxed),
        cancelled,
    };
    let Some(insights) = Insights::examine(study, watch) else {
        return;
    };
    let is_found = |(_, pair): &(usize, &Pair)| pair.class.is_found();
    let details: HashMap<usize, PairDetails> = insights
        .pairs
        .iter()
        .enumerate()
        .filter(is_found)
        .map(|(at, pair)| {
            let details = PairDetails {
                reverse: insights.reverse(pair, cancelled),
                fellows: insights.fellows(pair),
            };
            (at, details)
        })
        .collect();
    let report = Report {
        insights: insights.clone(),
        details,
    };
    if cancelled.load(Ordering::Relaxed) || answers.send(Answer::Report(Box::new(report))).is_err()
    {
        return;
    }
    ctx.request_repaint();
    let mut order: Vec<usize> = (0..insights.pairs.len()).collect();
    // What stands first is wanted first.
    order.sort_by_key(|at| !insights.pairs[*at].class.is_found());
    for at in order {
        let pair = &insights.pairs[at];
        if !pair.is_eligible() {
            continue;
        }
        if cancelled.load(Ordering::Relaxed) {
            return;
        }
        if answers
            .send(Answer::Curve(at, insights.delay_curve(pair)))
            .is_err()
        {
            return;
        }
    }
    ctx.request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo;
    use crate::domain::{Edit, setting_key};
    use crate::stats::DayRange;

    fn today() -> Day {
        "2026-11-21".parse().unwrap()
    }

    fn wait(work: &mut InsightsWork, ctx: &Context, journal: &Journal, revision: u64) {
        while work.is_running() {
            thread::sleep(Duration::from_millis(5));
            work.keep_up(ctx, journal, revision, today());
            work.take_in_trends();
        }
    }

    #[test]
    fn what_changes_nothing_that_is_compared_starts_no_run() {
        let (ctx, mut work) = (Context::default(), InsightsWork::default());
        let mut journal = demo::generate(today(), 60, 1);
        work.keep_up(&ctx, &journal, 1, today());
        assert!(work.is_running() && work.findings().progress.is_some());
        wait(&mut work, &ctx, &journal, 1);
        let first = work.findings().report.clone().unwrap();
        assert!(!work.findings().curves.is_empty() || first.insights.pairs_examined == 0);

        let key = format!("{}trends.range", setting_key::REMEMBERED);
        journal.apply(Edit::set(&key, "1y")).unwrap();
        work.keep_up(&ctx, &journal, 2, today());
        assert!(!work.is_running());

        let itch = journal.tracker_by_uid("itch").unwrap().id;
        let yesterday = today().pred_opt().unwrap();
        let entry = crate::domain::EntryKey::own(itch, yesterday);
        let value = crate::domain::Entry::typed(10.0);
        let value = if journal.entry(entry) == Some(value) {
            crate::domain::Entry::typed(9.0)
        } else {
            value
        };
        journal.apply(Edit::log(entry, value)).unwrap();
        work.keep_up(&ctx, &journal, 3, today());
        assert!(work.is_running());
        // What was found before stays in sight meanwhile.
        assert!(Arc::ptr_eq(
            work.findings().report.as_ref().unwrap(),
            &first
        ));
        wait(&mut work, &ctx, &journal, 3);
        assert!(!Arc::ptr_eq(
            work.findings().report.as_ref().unwrap(),
            &first
        ));
    }

    #[test]
    fn a_run_can_be_stopped_and_begun_anew() {
        let (ctx, mut work) = (Context::default(), InsightsWork::default());
        let journal = demo::generate(today(), 200, 1);
        work.keep_up(&ctx, &journal, 1, today());
        work.stop();
        assert!(work.findings().is_stopped && work.findings().progress.is_none());
        work.keep_up(&ctx, &journal, 1, today());
        assert!(!work.is_running() && work.findings().report.is_none());
        work.again();
        work.keep_up(&ctx, &journal, 1, today());
        assert!(work.is_running() && !work.findings().is_stopped);
        work.stop();
    }

    #[test]
    fn an_empty_journal_is_said_to_be_empty() {
        let (ctx, mut work) = (Context::default(), InsightsWork::default());
        work.keep_up(&ctx, &Journal::default(), 1, today());
        assert!(work.findings().is_empty && !work.is_running());
    }

    #[test]
    fn trends_come_for_what_was_asked_last() {
        let (ctx, mut work) = (Context::default(), InsightsWork::default());
        let journal = demo::generate(today(), 120, 1);
        let range = DayRange {
            first: "2026-08-01".parse().unwrap(),
            last: "2026-11-20".parse().unwrap(),
        };
        let subject =
            |key: &str| crate::stats::Subject::whole(journal.tracker_by_uid(key).unwrap().id);
        for keys in [vec!["itch"], vec!["itch", "water"]] {
            let subjects = keys.iter().map(|key| subject(key)).collect();
            work.ask_for_trends(&ctx, &journal, TrendsAsked { range, subjects });
        }
        wait(&mut work, &ctx, &Journal::default(), 1);
        let trends = &work.findings().trends;
        assert_eq!(trends.of.as_ref().unwrap().subjects.len(), 2);
        let itch = &trends.readings[&subject("itch")];
        assert!(itch.trend.is_some() && itch.smooth.len() > 60);
    }
}

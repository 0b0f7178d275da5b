//! Works the insights out beside the window: started when a screen wants them, stopped and begun anew when the journal
//! or the choices change.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use egui::Context;

use crate::domain::{Day, Journal};
use crate::stats::{Insights, Options, Pair, Study, Watch, WindowResult};
use crate::ui::findings::{Findings, PairDetails, Report};
use crate::ui::screens::insights::options;

/// How often a run that is under way is asked how far it is.
const LOOK_INTERVAL: Duration = Duration::from_millis(100);

/// The findings and the run that works on newer ones.
#[derive(Debug, Default)]
pub(super) struct InsightsWork {
    findings: Findings,
    made_for: Option<MadeFor>,
    run: Option<Run>,
}

/// What findings were worked out for.
#[derive(Debug, Clone, PartialEq)]
struct MadeFor {
    content: u64,
    today: Day,
    options: Options,
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

    /// Whether a run is under way.
    pub(super) fn is_running(&self) -> bool {
        self.run.is_some()
    }

    /// Takes in what is there, and starts a run if the journal is another one than that of the findings. `content` grows
    /// with every change of the journal.
    pub(super) fn keep_up(&mut self, ctx: &Context, journal: &Journal, content: u64, today: Day) {
        let wanted = MadeFor {
            content,
            today,
            options: options(journal),
        };
        if self.made_for.as_ref() != Some(&wanted) {
            self.start(ctx, journal, wanted);
        }
        self.take_in(ctx);
    }

    /// Ends the run because the person said so; what was found before stays.
    pub(super) fn stop(&mut self) {
        self.end_run();
        self.findings.is_stopped = true;
    }

    /// Has a run start anew.
    pub(super) fn again(&mut self) {
        self.made_for = None;
    }

    fn end_run(&mut self) {
        self.run = None;
        self.findings.progress = None;
    }

    fn start(&mut self, ctx: &Context, journal: &Journal, wanted: MadeFor) {
        self.end_run();
        self.findings.is_stopped = false;
        let study = Study::new(journal, wanted.today, &wanted.options);
        self.made_for = Some(wanted);
        self.findings.is_empty = study.is_none();
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

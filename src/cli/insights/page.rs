//! Insights as programs read them; every field stands in `docs/insights-json.md`.

use std::sync::atomic::AtomicBool;

use serde::Serialize;

use crate::domain::{Day, Journal, SpanId};
use crate::stats::{
    Gap, Insights, Interval, Options, Outcome, Outlook, Pair, Skip, Subject, WINDOWS, Window,
    WindowResult,
};

/// The whole answer.
#[derive(Debug, Serialize)]
pub(super) struct InsightsPage {
    range: Option<RangePage>,
    choices: ChoicesPage,
    outcomes: Vec<OutcomePage>,
    pairs_examined: usize,
    left_out: LeftOutPage,
    pairs: Vec<PairPage>,
}

/// What was chosen on the Insights screen.
#[derive(Debug, Serialize)]
struct ChoicesPage {
    leave_out_copied: bool,
    leave_out_pauses: bool,
    leave_out_short_treatments: bool,
    adjusters: Vec<String>,
    items: Vec<String>,
}

#[derive(Debug, Serialize)]
struct RangePage {
    first: Day,
    last: Day,
    days: usize,
}

#[derive(Debug, Serialize)]
struct OutcomePage {
    symptom: String,
    n: usize,
    phi: Option<f64>,
    c: Option<f64>,
    log_likelihood: Option<f64>,
    columns: Option<usize>,
    smallest_difference: f64,
    reason: Option<&'static str>,
}

#[derive(Debug, Default, Serialize)]
struct LeftOutPage {
    copied_values: usize,
    pauses: Vec<SpanPage>,
    short_treatments: Vec<SpanPage>,
    /// Not left out, but adjusted for.
    adjusted_treatments: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SpanPage {
    label: String,
    days: usize,
}

#[derive(Debug, Serialize)]
struct PairPage {
    habit: String,
    symptom: String,
    class: u8,
    eligible: bool,
    reason: Option<&'static str>,
    have: Option<usize>,
    needed: Option<usize>,
    n: Option<usize>,
    best_window: Option<[usize; 2]>,
    beta: Option<f64>,
    se: Option<f64>,
    t: Option<f64>,
    p: Option<f64>,
    p_corrected: Option<f64>,
    q: Option<f64>,
    swing: Option<f64>,
    difference: Option<f64>,
    smallest_difference: f64,
    interval_best: Option<[f64; 2]>,
    interval_short: Option<[f64; 2]>,
    days_to_settle: Option<usize>,
    reverse: Option<ReversePage>,
    also: Vec<FellowPage>,
    windows: Vec<WindowPage>,
}

#[derive(Debug, Serialize)]
struct ReversePage {
    p_corrected: f64,
    found: bool,
}

#[derive(Debug, Serialize)]
struct FellowPage {
    habit: String,
    more: bool,
}

#[derive(Debug, Serialize)]
struct WindowPage {
    window: [usize; 2],
    skipped: Option<&'static str>,
    n: Option<usize>,
    df: Option<usize>,
    beta: Option<f64>,
    se: Option<f64>,
    t: Option<f64>,
    p: Option<f64>,
    interval: Option<[f64; 2]>,
}

impl InsightsPage {
    /// Without insights there is no range, and nothing in it.
    pub(super) fn new(journal: &Journal, options: &Options, insights: Option<&Insights>) -> Self {
        let range = insights.map(|insights| RangePage {
            first: insights.study.range.first,
            last: insights.study.range.last,
            days: insights.study.range.days(),
        });
        Self {
            range,
            choices: ChoicesPage::new(journal, options),
            outcomes: insights.map_or_else(Vec::new, |insights| {
                let page = |outcome| OutcomePage::new(journal, outcome);
                insights.outcomes.iter().map(page).collect()
            }),
            pairs_examined: insights.map_or(0, |insights| insights.pairs_examined),
            left_out: insights
                .map(|insights| LeftOutPage::new(journal, insights))
                .unwrap_or_default(),
            pairs: insights.map_or_else(Vec::new, |insights| {
                let page = |pair| PairPage::new(journal, insights, pair);
                insights.pairs.iter().map(page).collect()
            }),
        }
    }
}

impl ChoicesPage {
    fn new(journal: &Journal, options: &Options) -> Self {
        let subject = |tracker, item| key(journal, Subject { tracker, item });
        Self {
            leave_out_copied: options.leave_out.copied,
            leave_out_pauses: options.leave_out.pauses,
            leave_out_short_treatments: options.leave_out.short_treatments,
            adjusters: options
                .adjusters
                .iter()
                .map(|id| subject(*id, None))
                .collect(),
            items: options
                .items
                .iter()
                .map(|(tracker, item)| subject(*tracker, Some(*item)))
                .collect(),
        }
    }
}

impl OutcomePage {
    fn new(journal: &Journal, outcome: &Outcome) -> Self {
        let fit = outcome.fit.as_ref();
        Self {
            symptom: key(journal, outcome.symptom),
            n: outcome.days,
            phi: fit.map(|fit| fit.noise.phi),
            c: fit.map(|fit| fit.noise.c),
            log_likelihood: fit.map(|fit| fit.log_likelihood),
            columns: fit.map(|fit| fit.columns),
            smallest_difference: outcome.smallest_difference,
            reason: outcome.gap.map(reason),
        }
    }
}

impl LeftOutPage {
    fn new(journal: &Journal, insights: &Insights) -> Self {
        let study = &insights.study;
        let (found, leave_out) = (&study.left_out, study.options.leave_out);
        let label = |id: SpanId| {
            journal
                .span(id)
                .map_or_else(String::new, |span| span.label.clone())
        };
        let spans = |spans: &[(SpanId, usize)], are_left_out: bool| -> Vec<SpanPage> {
            let page = |&(id, days): &(SpanId, usize)| SpanPage {
                label: label(id),
                days,
            };
            spans.iter().filter(|_| are_left_out).map(page).collect()
        };
        Self {
            copied_values: if leave_out.copied {
                found.copied_values
            } else {
                0
            },
            pauses: spans(&found.pauses, leave_out.pauses),
            short_treatments: spans(&found.short_treatments, leave_out.short_treatments),
            adjusted_treatments: study
                .adjusted_treatments
                .iter()
                .map(|id| label(*id))
                .collect(),
        }
    }
}

impl PairPage {
    fn new(journal: &Journal, insights: &Insights, pair: &Pair) -> Self {
        let test = pair.best_test();
        let reverse = insights.reverse(pair, &AtomicBool::new(false));
        let (have, needed) = pair.gap.map_or((None, None), days_of);
        let days_to_settle = match pair.outlook {
            Some(Outlook::MoreDays { days } | Outlook::TooManyDays { days }) => Some(days),
            Some(Outlook::ReachesPast) | None => None,
        };
        let window =
            |(at, window): (usize, &Window)| WindowPage::new(*window, pair.windows.get(at));
        Self {
            habit: key(journal, pair.habit),
            symptom: key(journal, pair.symptom),
            class: pair.class.number(),
            eligible: pair.is_eligible(),
            reason: pair.gap.map(reason),
            have,
            needed,
            n: test.map(|test| test.days),
            best_window: pair.best.map(|at| ends(WINDOWS[at])),
            beta: test.map(|test| test.beta),
            se: test.map(|test| test.se),
            t: test.map(|test| test.t),
            p: test.map(|test| test.p),
            p_corrected: pair.p_corrected,
            q: pair.q,
            swing: pair.swing,
            difference: pair.difference(),
            smallest_difference: pair.smallest_difference,
            interval_best: pair.interval_best().map(bounds),
            interval_short: pair.interval_short().map(bounds),
            days_to_settle,
            reverse: reverse.map(|reverse| ReversePage {
                p_corrected: reverse.p_corrected,
                found: reverse.is_found,
            }),
            also: insights
                .fellows(pair)
                .iter()
                .map(|fellow| FellowPage {
                    habit: key(journal, fellow.habit),
                    more: fellow.is_more,
                })
                .collect(),
            windows: WINDOWS.iter().enumerate().map(window).collect(),
        }
    }
}

impl WindowPage {
    fn new(window: Window, result: Option<&WindowResult>) -> Self {
        let test = result.and_then(WindowResult::test);
        let (skipped, days) = match result {
            None => (Some("not_tested"), None),
            Some(WindowResult::Tested(test)) => (None, Some(test.days)),
            Some(WindowResult::Skipped(Skip::FewDays { days, .. })) => {
                (Some("few_days"), Some(*days))
            }
            Some(WindowResult::Skipped(Skip::InStepWithTime { days })) => {
                (Some("in_step_with_time"), Some(*days))
            }
        };
        Self {
            window: ends(window),
            skipped,
            n: days,
            df: test.map(|test| test.free_days),
            beta: test.map(|test| test.beta),
            se: test.map(|test| test.se),
            t: test.map(|test| test.t),
            p: test.map(|test| test.p),
            interval: test.map(|test| bounds(test.interval)),
        }
    }
}

/// `sugar`, or `fermented_food/kefir` for an item.
fn key(journal: &Journal, subject: Subject) -> String {
    let tracker = journal
        .tracker(subject.tracker)
        .map_or("", |tracker| tracker.uid.as_str());
    match subject.item.and_then(|item| journal.item(item)) {
        Some(item) => format!("{tracker}/{}", item.uid),
        None => tracker.to_owned(),
    }
}

fn ends(window: Window) -> [usize; 2] {
    [window.nearest, window.farthest]
}

fn bounds(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

fn reason(gap: Gap) -> &'static str {
    match gap {
        Gap::ShortSpan { .. } => "short_span",
        Gap::FewSymptomDays { .. } => "few_symptom_days",
        Gap::YesNoSymptom => "yes_no_symptom",
        Gap::FewSymptomValues { .. } => "few_symptom_values",
        Gap::SteadySymptom { .. } => "steady_symptom",
        Gap::SymptomInStepWithTime => "symptom_in_step_with_time",
        Gap::SteadyHabit { .. } => "steady_habit",
        Gap::FewChanges { .. } => "few_changes",
        Gap::FewDays { .. } => "few_days",
        Gap::HabitInStepWithTime => "habit_in_step_with_time",
    }
}

/// What there is and what it takes, where the reason is one of numbers.
fn days_of(gap: Gap) -> (Option<usize>, Option<usize>) {
    match gap {
        Gap::ShortSpan { days: have, needed }
        | Gap::FewSymptomDays { days: have, needed }
        | Gap::FewSymptomValues {
            values: have,
            needed,
        }
        | Gap::SteadyHabit {
            days: have, needed, ..
        }
        | Gap::FewChanges {
            changes: have,
            needed,
        }
        | Gap::FewDays { days: have, needed } => (Some(have), Some(needed)),
        Gap::YesNoSymptom
        | Gap::SteadySymptom { .. }
        | Gap::SymptomInStepWithTime
        | Gap::HabitInStepWithTime => (None, None),
    }
}

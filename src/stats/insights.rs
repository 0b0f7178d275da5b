//! A whole run: the noise of every outcome, every pair, the correction for their number, a verdict for each.

use std::sync::atomic::AtomicUsize;

use super::multiple::false_discovery_rates;
use super::noise::{NoFit, NoiseFit, fit_noise};
use super::pair::{Interval, WindowResult, WindowTest, corrected, test_windows};
use super::parallel::{Tally, Watch, in_parallel};
use super::study::{Series, Study, Subject};
use super::verdict::{
    Class, Gap, Outlook, class, habit_gap, hull, outlook, span_gap, swing, symptom_gap,
    widest_short, window_gap,
};
use super::window::WINDOWS;

/// A noise fit is about so much more work than a pair.
const FIT_WEIGHT: usize = 20;

/// What a run found.
#[derive(Debug, Clone)]
pub struct Insights {
    /// What it looked at.
    pub study: Study,
    /// Every outcome, in the order of the study's.
    pub outcomes: Vec<Outcome>,
    /// Every pair, outcome by outcome, eligible or not.
    pub pairs: Vec<Pair>,
    /// How many pairs are eligible: those are the family whose number is corrected for.
    pub pairs_examined: usize,
}

/// A symptom as an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The symptom.
    pub symptom: Subject,
    /// Its logged days, after what is left out.
    pub days: usize,
    /// How it carries over, where that could be fitted.
    pub fit: Option<NoiseFit>,
    /// Why none of its pairs has enough to go on, if so.
    pub gap: Option<Gap>,
    /// The smallest difference that matters, in its unit.
    pub smallest_difference: f64,
}

/// One habit against one symptom.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The habit.
    pub habit: Subject,
    /// The symptom.
    pub symptom: Subject,
    /// What may be said.
    pub class: Class,
    /// Why there is not enough to go on; none for an eligible pair.
    pub gap: Option<Gap>,
    /// The six windows; none where the outcome or the days in common do not allow any.
    pub windows: Vec<WindowResult>,
    /// Of an eligible pair: the window with the lowest p-value.
    pub best: Option<usize>,
    /// Of an eligible pair: its lowest p-value, corrected for six windows.
    pub p_corrected: Option<f64>,
    /// Of an eligible pair: the false discovery rate among all eligible pairs.
    pub q: Option<f64>,
    /// The habit's usual change, in its unit.
    pub swing: Option<f64>,
    /// The smallest difference of the symptom that matters, in its unit.
    pub smallest_difference: f64,
    /// What would bring an answer, where it cannot be told yet.
    pub outlook: Option<Outlook>,
}

impl Insights {
    /// Examines every pair of `study`. None if it was cancelled.
    pub fn examine(study: Study, watch: Watch) -> Option<Self> {
        let places = study.pairs();
        let tally = Tally {
            watch,
            done: AtomicUsize::new(0),
            total: study.symptoms.len() * FIT_WEIGHT + places.len(),
        };
        let outcomes = in_parallel(study.symptoms.len(), FIT_WEIGHT, &tally, |workspace, at| {
            let symptom = &study.symptoms[at];
            let fit = fit_noise(workspace, &study.baseline, &symptom.values, watch.cancelled);
            Outcome::new(symptom, fit)
        })?;
        let habit_gaps: Vec<Option<Gap>> = study.habits.iter().map(habit_gap).collect();
        let mut pairs = in_parallel(places.len(), 1, &tally, |workspace, at| {
            let (habit_at, symptom_at) = places[at];
            let (habit, symptom) = (&study.habits[habit_at], &study.symptoms[symptom_at]);
            let outcome = &outcomes[symptom_at];
            let mut pair = Pair::new(habit, symptom);
            pair.gap = span_gap(habit, symptom).or(outcome.gap);
            if let (None, Some(fit)) = (pair.gap, &outcome.fit) {
                let (baseline, noise) = (&study.baseline, fit.noise);
                let (y, x) = (&symptom.values, &habit.values);
                pair.windows = test_windows(workspace, baseline, y, x, noise, &WINDOWS);
                pair.gap = habit_gaps[habit_at].or_else(|| window_gap(&pair.windows));
            }
            pair
        })?;
        let pairs_examined = judge(&mut pairs);
        Some(Self {
            study,
            outcomes,
            pairs,
            pairs_examined,
        })
    }

    /// The outcome of a symptom.
    pub fn outcome(&self, symptom: Subject) -> Option<&Outcome> {
        self.outcomes
            .iter()
            .find(|outcome| outcome.symptom == symptom)
    }

    /// The pair of a habit and a symptom.
    pub fn pair(&self, habit: Subject, symptom: Subject) -> Option<&Pair> {
        self.pairs
            .iter()
            .find(|pair| pair.habit == habit && pair.symptom == symptom)
    }
}

impl Outcome {
    fn new(symptom: &Series, fit: Result<NoiseFit, NoFit>) -> Self {
        let days = symptom
            .values
            .iter()
            .filter(|value| !value.is_nan())
            .count();
        let gap = match fit {
            Err(NoFit::FewDays { days, needed }) if !symptom.is_yes_no => {
                Some(Gap::FewSymptomDays { days, needed })
            }
            Err(NoFit::InStepWithTime) => {
                Some(symptom_gap(symptom).unwrap_or(Gap::SymptomInStepWithTime))
            }
            Ok(_) | Err(_) => symptom_gap(symptom),
        };
        Self {
            symptom: symptom.subject,
            days,
            fit: fit.ok(),
            gap,
            smallest_difference: symptom.smallest_difference,
        }
    }
}

impl Pair {
    fn new(habit: &Series, symptom: &Series) -> Self {
        Self {
            habit: habit.subject,
            symptom: symptom.subject,
            class: Class::NotEnough,
            gap: None,
            windows: Vec::new(),
            best: None,
            p_corrected: None,
            q: None,
            swing: swing(habit),
            smallest_difference: symptom.smallest_difference,
            outlook: None,
        }
    }

    /// Whether it is among the pairs that are examined.
    pub fn is_eligible(&self) -> bool {
        self.gap.is_none()
    }

    /// The test of the best window.
    pub fn best_test(&self) -> Option<&WindowTest> {
        self.windows.get(self.best?)?.test()
    }

    /// The symptom's difference for a change of the habit by its swing, in the best window.
    pub fn difference(&self) -> Option<f64> {
        Some(self.best_test()?.beta * self.swing?)
    }

    /// The best window's interval for a change by the swing.
    pub fn interval_best(&self) -> Option<Interval> {
        Some(self.best_test()?.interval.scaled(self.swing?))
    }

    /// From the lowest to the highest bound of the same and the next two days, for a change by the swing.
    pub fn interval_short(&self) -> Option<Interval> {
        hull(&self.windows, self.swing?)
    }

    /// The range to show: the best window's for links and hints, that of the short windows for all others.
    pub fn likely_range(&self) -> Option<Interval> {
        if self.class.is_found() {
            self.interval_best()
        } else {
            self.interval_short()
        }
    }

    /// The days behind `likely_range`: those of the best window, or of the widest short one.
    pub fn days(&self) -> Option<usize> {
        let test = if self.class.is_found() {
            self.best_test()
        } else {
            widest_short(&self.windows)
        };
        test.map(|test| test.days)
    }
}

/// Gives every eligible pair its q-value and class; returns how many there are.
fn judge(pairs: &mut [Pair]) -> usize {
    let mut family = Vec::new();
    let mut p = Vec::new();
    for (at, pair) in pairs.iter_mut().enumerate() {
        if !pair.is_eligible() {
            continue;
        }
        if let Some((best, p_corrected)) = corrected(&pair.windows) {
            pair.best = Some(best);
            pair.p_corrected = Some(p_corrected);
            family.push(at);
            p.push(p_corrected);
        }
    }
    for (&at, q) in family.iter().zip(false_discovery_rates(&p)) {
        let pair = &mut pairs[at];
        let swing = pair.swing.unwrap_or(0.0);
        pair.q = Some(q);
        pair.class = class(q, &pair.windows, swing, pair.smallest_difference);
        if pair.class == Class::CannotTell {
            pair.outlook = outlook(&pair.windows, swing, pair.smallest_difference);
        }
    }
    family.len()
}

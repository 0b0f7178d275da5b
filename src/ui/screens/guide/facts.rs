//! What the guide's cards say about the person's own days, computed once per change of the journal and day.

use super::own::{OwnLine, own_lines};
use crate::domain::{Day, Journal, LifeStage, StarterCatalogue, Tracker, TrackerId};
use crate::guide::{
    Adherence, AdherenceDay, Against, DayVerdict, Guide, Recommendation, adherence,
};
use crate::ui::view::View;
use crate::ui::words::{Words, count};
use crate::words::within_sentence;

/// How far back adherence looks.
pub(super) const WINDOW_DAYS: u32 = 30;

/// What one card shows of the journal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CardFacts {
    /// One cell a day, earliest first; empty where nothing is tracked.
    pub(super) cells: Vec<StripDay>,
    /// Adherence in words.
    pub(super) words: String,
    /// Trackers that can be switched on here, with the words of their buttons.
    pub(super) offers: Vec<Offer>,
    /// What was found for the tracker, once it was worked out.
    pub(super) own: Vec<OwnLine>,
    /// Trackers that are on, with the words of their buttons.
    pub(super) trends: Vec<(TrackerId, String)>,
}

/// A tracker that can be switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    /// The starter tracker's key.
    pub(super) key: String,
    /// "Track this" or "Track zinc".
    pub(super) button: String,
    /// The name within a sentence.
    pub(super) name: String,
}

/// One day of the strip.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StripDay {
    /// How it is drawn.
    pub(super) mark: Mark,
    /// What it says when pointed at.
    pub(super) text: String,
}

/// How a day is drawn: each in a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The aim was met: a tall, full bar.
    Met,
    /// The aim was not met: a low, hollow bar.
    Missed,
    /// No aim, and some of it was logged: a bar of middle height.
    Some,
    /// No aim, and none of it was logged: a ring.
    None,
    /// Not logged: a dot.
    CannotTell,
    /// Skipped: a dash in the middle.
    Skipped,
    /// In a pause: two thin strokes.
    Paused,
}

impl Mark {
    /// Every mark with its word, for the key to the strips.
    pub(super) const ALL: [(Self, &'static str); 7] = [
        (Self::Some, "some that day"),
        (Self::None, "none that day"),
        (Self::Met, "your aim met"),
        (Self::Missed, "your aim not met"),
        (Self::CannotTell, "not logged, can't tell"),
        (Self::Skipped, "skipped"),
        (Self::Paused, "paused"),
    ];
}

/// The facts of every recommendation, in the order of the guide.
pub(super) fn facts(view: &View<'_>) -> Vec<CardFacts> {
    let recommendations = Guide::embedded().recommendations.iter();
    recommendations.map(|one| facts_of(one, view)).collect()
}

fn facts_of(recommendation: &Recommendation, view: &View<'_>) -> CardFacts {
    let journal = view.journal;
    let tracker = recommendation
        .tracker_in(journal)
        .filter(|tracker| !tracker.is_archived());
    let (cells, words) = match tracker {
        Some(tracker) => days_of(tracker, view),
        None if recommendation.can_be_tracked() => (Vec::new(), "not tracked".to_owned()),
        None => (Vec::new(), String::new()),
    };
    CardFacts {
        cells,
        words,
        own: match (tracker, &view.findings.report) {
            (Some(tracker), Some(report)) => own_lines(view, report, tracker),
            _ => Vec::new(),
        },
        offers: offers(recommendation, journal),
        trends: trends(recommendation, journal),
    }
}

fn days_of(tracker: &Tracker, view: &View<'_>) -> (Vec<StripDay>, String) {
    let words = view.words();
    let adherence = adherence(
        view.journal,
        tracker,
        Against::OwnAims,
        view.today,
        WINDOW_DAYS,
        words.first_weekday(),
    );
    let cell = |day: &AdherenceDay| StripDay {
        mark: mark(view.journal, day),
        text: format!(
            "{}, {}",
            words.short_weekday_and_day(day.day),
            words.value(tracker, day.value)
        ),
    };
    let cells = adherence.days.iter().map(cell).collect();
    let sentence = in_words(tracker, &adherence, view, words);
    (cells, sentence)
}

/// Only an aim of one's own makes a day met or missed; without one, no amount is better than another.
fn mark(journal: &Journal, day: &AdherenceDay) -> Mark {
    use crate::domain::DayValue;
    match (day.verdict, day.value) {
        (DayVerdict::Met, _) => Mark::Met,
        (DayVerdict::Missed, _) => Mark::Missed,
        (DayVerdict::Paused, _) => Mark::Paused,
        _ if journal.is_paused(day.day) => Mark::Paused,
        (_, DayValue::Skipped) => Mark::Skipped,
        (_, DayValue::NotLogged) => Mark::CannotTell,
        (_, DayValue::Recorded { number, .. }) if number > 0.0 => Mark::Some,
        (_, DayValue::Recorded { .. }) => Mark::None,
    }
}

/// "≥ 7 h on 14 of the last 28 logged nights", "on 22 of the last 27 logged days", "3 of the last 4 weeks".
fn in_words(tracker: &Tracker, adherence: &Adherence, view: &View<'_>, words: Words) -> String {
    let days = adherence.day_counts();
    let weeks = adherence.week_counts();
    let presence = adherence.presence;
    let unit = tracker.kind.unit();
    let aims = aims_within(view.journal, tracker, view.today);
    let target = match aims.as_slice() {
        [only] => words.short_target(only, unit),
        _ => "your aim met".to_owned(),
    };
    let is_weekly = aims
        .last()
        .is_some_and(|target| target.period == crate::domain::Period::Week);
    if is_weekly {
        let undecided = match weeks.cannot_tell {
            0 => String::new(),
            1 => "; 1 week has missing days".to_owned(),
            open => format!("; {open} weeks have missing days"),
        };
        return match weeks.decided() {
            0 if weeks.cannot_tell > 0 => format!(
                "{target}: {} with missing days",
                count(weeks.cannot_tell, "week", "weeks")
            ),
            0 => format!("{target}: the first week is not over yet"),
            decided => format!("{target} in {} of {decided} weeks{undecided}", weeks.met),
        };
    }
    if days.decided() > 0 {
        let night = if tracker.uid == "sleep" {
            ("night", "nights")
        } else {
            ("day", "days")
        };
        let decided = days.decided();
        return format!(
            "{target} on {} of the last {}",
            days.met,
            counted(decided, night)
        );
    }
    match presence.logged {
        0 => "tracked; nothing logged in the last 30 days".to_owned(),
        logged => format!(
            "on {} of the last {}",
            presence.present,
            counted(logged, ("day", "days"))
        ),
    }
}

fn counted(number: usize, (one, many): (&str, &str)) -> String {
    format!("{number} logged {}", if number == 1 { one } else { many })
}

/// The different targets in force on the days that adherence looks at, earliest first.
fn aims_within(journal: &Journal, tracker: &Tracker, today: Day) -> Vec<crate::domain::Target> {
    let first = today - chrono::Duration::days(i64::from(WINDOW_DAYS));
    let last = today - chrono::Duration::days(1);
    let mut targets = Vec::new();
    for day in crate::domain::days_between(first, last) {
        let target = journal.aim_on(tracker.id, day).and_then(|aim| aim.target);
        if let Some(target) = target
            && targets.last() != Some(&target)
        {
            targets.push(target);
        }
    }
    targets
}

fn offers(recommendation: &Recommendation, journal: &Journal) -> Vec<Offer> {
    if !recommendation.can_be_tracked() {
        return Vec::new();
    }
    let catalogue = StarterCatalogue::embedded();
    let off: Vec<_> = catalogue
        .off_in(journal)
        .map(|starter| &starter.key)
        .collect();
    let keys = recommendation.trackers.iter();
    let open = keys.filter(|key| off.contains(key));
    let one_alone = recommendation.trackers.len() == 1;
    open.filter_map(|key| catalogue.tracker(key))
        .map(|starter| {
            let name = within_sentence(&starter.name);
            Offer {
                key: starter.key.clone(),
                button: if one_alone {
                    "Track this".to_owned()
                } else {
                    format!("Track {name}")
                },
                name,
            }
        })
        .collect()
}

fn trends(recommendation: &Recommendation, journal: &Journal) -> Vec<(TrackerId, String)> {
    let on: Vec<&Tracker> = recommendation
        .trackers
        .iter()
        .filter_map(|uid| journal.tracker_by_uid(uid))
        .filter(|tracker| !tracker.is_archived())
        .collect();
    let one_alone = recommendation.trackers.len() == 1;
    on.into_iter()
        .map(|tracker| {
            let words = if one_alone {
                "Open trend".to_owned()
            } else {
                format!("Trend of {}", within_sentence(&tracker.name))
            };
            (tracker.id, words)
        })
        .collect()
}

/// What is said on cards whose figures are for adults.
pub(super) fn adult_line(
    recommendation: &Recommendation,
    life_stage: LifeStage,
) -> Option<&'static str> {
    if !recommendation.adults_only {
        None
    } else if life_stage == LifeStage::Adult {
        Some(Guide::embedded().adult_figures.as_str())
    } else {
        Some("The amounts here are for adults. Ask a doctor or midwife what is right for you.")
    }
}

//! The sentence of a pair, by its class, and what is added to it.

use super::{KEEP_USING, Phrase, Speaker};
use crate::domain::{Kind, Role};
use crate::stats::{
    Class, Fellow, Interval, Outlook, Pair, Reverse, SHORT_WINDOWS, Subject, WINDOWS, Window,
};
use crate::words::{capitalised, count, listed};

/// What is said of one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The class in a word.
    pub class_word: &'static str,
    /// The finding.
    pub sentence: Phrase,
    /// What has to be known with it: range, days, that it is no proof, what else it may be.
    pub notes: Vec<String>,
}

/// The class in a word.
pub fn class_word(class: Class) -> &'static str {
    match class {
        Class::NotEnough => "Not enough days",
        Class::Linked => "Linked",
        Class::Hint => "Hint",
        Class::NothingBig => "Nothing big, short term",
        Class::CannotTell => "Cannot tell yet",
    }
}

impl Speaker<'_> {
    /// What is said of `pair`. `reverse` and `fellows` are worked out for links and hints.
    pub fn card(&self, pair: &Pair, reverse: Option<Reverse>, fellows: &[Fellow]) -> Card {
        let (sentence, mut notes) = match pair.class {
            Class::NotEnough => self.not_enough(pair),
            Class::Linked | Class::Hint => self.found(pair),
            Class::NothingBig => self.nothing_big(pair),
            Class::CannotTell => self.cannot_tell(pair),
        };
        if reverse.is_some_and(|reverse| reverse.is_found) {
            notes.push(self.reversed(pair));
        }
        if !fellows.is_empty() {
            let also: Vec<String> = fellows
                .iter()
                .map(|fellow| {
                    let more = if fellow.is_more { "more" } else { "less" };
                    format!("{more} {}", self.name(fellow.habit))
                })
                .collect();
            notes.push(format!("On those days there was also {}.", listed(&also)));
        }
        if self.is_treatment(pair.habit) {
            notes.push(KEEP_USING.to_owned());
        }
        Card {
            class_word: class_word(pair.class),
            sentence,
            notes,
        }
    }

    fn found(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let (Some(best), Some(swing), Some(difference), Some(range)) = (
            pair.best,
            pair.swing,
            pair.difference(),
            pair.interval_best(),
        ) else {
            return Default::default();
        };
        let decimals = decimals(pair.smallest_difference);
        let window = WINDOWS[best];
        let higher = if difference > 0.0 { "higher" } else { "lower" };
        let said = self.difference(pair.symptom, difference, decimals);
        let than = match (self.is_yes_no(pair.habit), window.length_days()) {
            (true, 1) if window.nearest == 0 => " than without",
            (true, 1) => " than after a day without",
            _ => "",
        };
        let judged = self.judged(pair.symptom, difference);
        let sentence = self
            .on_days(pair, window, swing)
            .and(format!(", {} was ", self.name(pair.symptom)))
            .strong(format!("{said} {higher}"))
            .and(format!("{than}{judged}."));
        let mut notes = vec![format!(
            "Likely range {}, {}. A link is not proof.",
            self.range(range, decimals),
            count(pair.days().unwrap_or(0), "day", "days"),
        )];
        if window.farthest == 0 {
            notes.push("Same day: which came first can’t be seen.".to_owned());
        }
        if pair.class == Class::Hint {
            let hint = if self.is_treatment(pair.habit) {
                "Only a hint."
            } else {
                "A hint to test."
            };
            notes.push(format!(
                "{hint} About 1 in 5 of all links and hints is chance, nearly always a hint."
            ));
        }
        (sentence, notes)
    }

    /// "Two days after 3 more servings of sugar".
    fn on_days(&self, pair: &Pair, window: Window, swing: f64) -> Phrase {
        let habit = self.name(pair.habit);
        let days = window.length_days();
        if self.is_yes_no(pair.habit) {
            let with = format!("with {habit}");
            return if days > 1 {
                let days = in_words(days);
                let before = format!("{}{days} days in a row ", after_the(window));
                let phrase = Phrase::plain(capitalised(&before)).strong(with);
                phrase.and(format!(", compared with {days} without"))
            } else {
                let a_day = if window.nearest == 0 { "" } else { "a day " };
                Phrase::plain(format!("{}{a_day}", days_after(window.nearest, "On days ")))
                    .strong(with)
            };
        }
        let (more, of_it) = self.more_of(pair.habit, swing);
        if days > 1 {
            let before = format!("{}{} days with ", after_the(window), in_words(days));
            let is_scale = matches!(self.kind(pair.habit), Some(Kind::Scale(_)));
            let a_day = if is_scale { "" } else { " a day" };
            let phrase = Phrase::plain(capitalised(&before)).strong(more);
            phrase.and(format!("{of_it}{a_day}"))
        } else {
            let before = days_after(window.nearest, "On days with ");
            Phrase::plain(before).strong(more).and(of_it)
        }
    }

    /// "3 more servings" and " of sugar"; "850 ml more" and " water".
    fn more_of(&self, habit: Subject, swing: f64) -> (String, String) {
        let change = self.change(habit, swing);
        let name = self.name(habit);
        let is_counted = match self.kind(habit) {
            Some(Kind::Amount(amount)) => {
                amount.unit.len() > 3 && amount.unit.chars().all(|c| c.is_alphabetic() || c == ' ')
            }
            _ => false,
        };
        match change.split_once(' ') {
            Some((number, unit)) if is_counted => {
                (format!("{number} more {unit}"), format!(" of {name}"))
            }
            _ => (format!("{change} more"), format!(" {name}")),
        }
    }

    fn nothing_big(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let decimals = decimals(pair.smallest_difference);
        let least = self.difference(pair.symptom, pair.smallest_difference, decimals);
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let with = if self.is_yes_no(pair.habit) {
            format!("With and without {habit}")
        } else {
            format!("With more {habit}")
        };
        let sentence = Phrase::plain(format!("{with}, {symptom} was "))
            .strong("about the same")
            .and(format!(
                " that day and the next two (less than {least} apart)."
            ));
        let range = pair.interval_short().map_or_else(String::new, |range| {
            format!("Likely range {}, ", self.range(range, decimals))
        });
        let days = count(pair.days().unwrap_or(0), "day", "days");
        let note = format!("{range}{days}. Links that take longer than two days are not covered.");
        (sentence, vec![note])
    }

    fn cannot_tell(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let decimals = decimals(pair.smallest_difference);
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let both = format!("{} and {symptom}", capitalised(&habit));
        let sentence = match pair.interval_short() {
            Some(range) => Phrase::plain(format!("{both}: so far, anything from "))
                .strong(self.range_with_unit(pair.symptom, range, decimals))
                .and(format!(" is possible, {}.", stretch(pair))),
            None => Phrase::plain(format!("{both}: cannot tell yet.")),
        };
        let days = count(pair.days().unwrap_or(0), "day", "days");
        let outlook = self.outlook(pair);
        (
            sentence,
            vec![format!("{days}. {outlook}").trim_end().to_owned()],
        )
    }

    /// What more days could bring.
    fn outlook(&self, pair: &Pair) -> String {
        match pair.outlook {
            Some(Outlook::MoreDays { days }) => {
                format!("With both logged on about {days} days, the range would be narrow enough.")
            }
            Some(Outlook::TooManyDays { .. }) => {
                let waiting = "More days alone will hardly answer this.";
                if self.can_be_tried(pair.habit) {
                    format!(
                        "{waiting} Changing it on purpose for some weeks could (never a medicine)."
                    )
                } else {
                    waiting.to_owned()
                }
            }
            // Each day by itself is narrow enough; the range over all of them need not be.
            Some(Outlook::ReachesPast) => {
                let width = pair.interval_short().map_or(0.0, Interval::half_width);
                let narrow = if width <= pair.smallest_difference {
                    "The range is narrow"
                } else {
                    "Each day alone has a narrow range"
                };
                format!("{narrow}, but part of it is large enough to matter.")
            }
            None => String::new(),
        }
    }

    /// Whether a person may change it to see what happens: a habit of theirs that is no treatment.
    pub(super) fn can_be_tried(&self, habit: Subject) -> bool {
        let tracker = self.journal.tracker(habit.tracker);
        let is_habit = tracker.is_some_and(|tracker| tracker.role == Role::Habit);
        is_habit && !self.is_treatment(habit)
    }

    fn not_enough(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let sentence = Phrase::plain(format!("{} and {symptom}.", capitalised(&habit)));
        let gap = pair.gap.map(|gap| self.gap(pair, gap));
        (sentence, gap.into_iter().collect())
    }

    fn reversed(&self, pair: &Pair) -> String {
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        format!("It may be the other way round: {symptom} was often different before {habit}.")
    }
}

/// "The day after "; on the same day, `same`.
fn days_after(days: usize, same: &str) -> String {
    match days {
        0 => same.to_owned(),
        1 => "The day after ".to_owned(),
        2 => "Two days after ".to_owned(),
        more => format!("{more} days after "),
    }
}

/// "after ", "a week after ": how long ago the stretch of days of `window` ended.
fn after_the(window: Window) -> String {
    match window.nearest {
        0 | 1 => "after ".to_owned(),
        8 => "a week after ".to_owned(),
        nearest => format!("{} days after ", nearest - 1),
    }
}

/// A small number in words.
fn in_words(number: usize) -> String {
    match number {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        7 => "seven".to_owned(),
        more => more.to_string(),
    }
}

/// The short windows that could be judged, in words.
fn stretch(pair: &Pair) -> &'static str {
    let is_tested = |at: usize| {
        pair.windows
            .get(at)
            .is_some_and(|window| window.test().is_some())
    };
    match (0..SHORT_WINDOWS).map(is_tested).collect::<Vec<_>>()[..] {
        [true, true, true] => "that day and the next two",
        [true, true, false] => "that day and the next",
        [true, false, false] => "that day",
        [false, true, true] => "on the next two days",
        [false, true, false] => "on the next day",
        _ => "on the days that could be compared",
    }
}

/// One decimal for a scale from 0 to 10; more where smaller differences matter, fewer where larger ones do.
fn decimals(smallest_difference: f64) -> usize {
    let size = smallest_difference.log10().floor();
    (1.0 - size).clamp(0.0, 4.0) as usize
}

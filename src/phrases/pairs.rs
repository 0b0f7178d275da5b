//! The sentence of a pair, by its class, and what is added to it.

use super::{Phrase, Speaker};
use crate::stats::{
    Class, Fellow, Interval, Outlook, Pair, Reverse, SHORT_WINDOWS, WINDOWS, Window,
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
            notes.push(format!("On those days you also had {}.", listed(&also)));
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
            (true, 1) => " than after days without",
            _ => "",
        };
        let judged = self.judged(pair.symptom, difference);
        let sentence = self
            .on_days(pair, window, swing)
            .and(format!(", {} was ", self.name(pair.symptom)))
            .strong(format!("{said} {higher}"))
            .and(format!("{than}{judged}."));
        let mut notes = vec![format!(
            "Likely range {}, {}. An association, not proof.",
            self.range_one_way(range, decimals),
            count(pair.days().unwrap_or(0), "day", "days"),
        )];
        if window.farthest == 0 {
            notes.push("Same day: which came first can’t be seen.".to_owned());
        }
        if pair.class == Class::Hint {
            notes.push(
                "A hint worth testing. Many hints are chance: of links and hints taken together about one in five is, \
                 and nearly all of those are among the hints."
                    .to_owned(),
            );
        }
        (sentence, notes)
    }

    /// "On days two days after 3 servings more sugar".
    fn on_days(&self, pair: &Pair, window: Window, swing: f64) -> Phrase {
        let habit = self.name(pair.habit);
        let Window { nearest, farthest } = window;
        if self.is_yes_no(pair.habit) {
            return if window.length_days() > 1 {
                Phrase::plain(format!(
                    "When all of days {nearest} to {farthest} before were days "
                ))
                .strong(format!("with {habit}"))
                .and(" rather than none")
            } else {
                Phrase::plain(days_after(nearest, true)).strong(format!("with {habit}"))
            };
        }
        let change = self.change(pair.habit, swing);
        if window.length_days() > 1 {
            Phrase::plain(format!(
                "When the average of days {nearest} to {farthest} before was "
            ))
            .strong(format!("{change} higher"))
            .and(format!(" in {habit}"))
        } else {
            Phrase::plain(days_after(nearest, false))
                .strong(format!("{change} more"))
                .and(format!(" {habit}"))
        }
    }

    fn nothing_big(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let decimals = decimals(pair.smallest_difference);
        let least = self.difference(pair.symptom, pair.smallest_difference, decimals);
        let habit = self.name(pair.habit);
        let days = if self.is_yes_no(pair.habit) {
            format!("days with and without {habit}")
        } else {
            format!("days with more {habit}")
        };
        let sentence = Phrase::plain(format!(
            "On the same and the next two days, {days} differed by "
        ))
        .strong(format!("less than {least}"))
        .and(format!(" in {}.", self.name(pair.symptom)));
        let range = pair.interval_short().map_or_else(String::new, |range| {
            format!("Likely range {}, ", self.range_both_ways(range, decimals))
        });
        let days = count(pair.days().unwrap_or(0), "day", "days");
        let note = format!("{range}{days}. Slower links can’t be judged from this.");
        (sentence, vec![note])
    }

    fn cannot_tell(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let decimals = decimals(pair.smallest_difference);
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let sentence = match pair.interval_short() {
            Some(range) => {
                let range = self.range_both_ways(range, decimals);
                let range = self.with_unit(pair.symptom, &range);
                Phrase::plain(format!(
                    "{} and {symptom}: your data fit anything from ",
                    capitalised(&habit)
                ))
                .strong(range)
                .and(format!(" {}.", stretch(pair)))
            }
            None => Phrase::plain(format!(
                "{} and {symptom}: cannot tell yet.",
                capitalised(&habit)
            )),
        };
        let least = self.style.number(pair.smallest_difference, decimals);
        let days = count(pair.days().unwrap_or(0), "day", "days");
        let outlook = match pair.outlook {
            Some(Outlook::MoreDays { days: needed }) => {
                format!("About {needed} days with both logged would narrow this to ±{least}.")
            }
            Some(Outlook::TooManyDays { .. }) => {
                "Waiting will hardly settle this; an experiment could.".to_owned()
            }
            // Each day by itself is narrow enough; the range over all of them need not be.
            Some(Outlook::ReachesPast) => {
                let width = pair.interval_short().map_or(0.0, Interval::half_width);
                if width <= pair.smallest_difference {
                    format!("Already narrower than ±{least}, but it reaches past it.")
                } else {
                    format!(
                        "Each of the days alone is narrower than ±{least}, but they reach past it."
                    )
                }
            }
            None => String::new(),
        };
        (
            sentence,
            vec![format!("{days}. {outlook}").trim_end().to_owned()],
        )
    }

    fn not_enough(&self, pair: &Pair) -> (Phrase, Vec<String>) {
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let sentence = Phrase::plain(format!("{} and {symptom}.", capitalised(&habit)));
        let gap = pair.gap.map(|gap| self.gap(pair, gap));
        (sentence, gap.into_iter().collect())
    }

    fn reversed(&self, pair: &Pair) -> String {
        let is_skin = self
            .journal
            .tracker(pair.symptom.tracker)
            .is_some_and(crate::domain::Tracker::is_skin);
        let (habit, symptom) = (self.name(pair.habit), self.name(pair.symptom));
        let whose = if is_skin { "Your skin" } else { "The symptom" };
        format!("{whose} may be changing the habit: {symptom} also goes before {habit}.")
    }

    /// "1.1 to 2.7", with a sign where the range holds 0.
    fn range_one_way(&self, range: Interval, decimals: usize) -> String {
        if range.low < 0.0 && range.high > 0.0 {
            return self.range_both_ways(range, decimals);
        }
        let (near, far, way) = if range.high <= 0.0 {
            (-range.high, -range.low, "lower")
        } else {
            (range.low, range.high, "higher")
        };
        let number = |number| self.style.number(number, decimals);
        format!("{} to {} {way}", number(near), number(far))
    }

    /// "−0.8 to +0.9".
    fn range_both_ways(&self, range: Interval, decimals: usize) -> String {
        let signed = |number: f64| {
            let text = self.style.number(number, decimals);
            if number > 0.0 && text != "0" {
                format!("+{text}")
            } else {
                text
            }
        };
        format!("{} to {}", signed(range.low), signed(range.high))
    }
}

/// "On days two days after "; with `with_days`, what is before are days, not amounts.
fn days_after(days: usize, with_days: bool) -> String {
    let days_before = if with_days { "days " } else { "" };
    match days {
        0 if with_days => "On days ".to_owned(),
        0 => "On days with ".to_owned(),
        1 => format!("On the day after {days_before}"),
        2 => format!("On days two days after {days_before}"),
        more => format!("On days {more} days after {days_before}"),
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
        [true, true, true] => "on the same and the next two days",
        [true, true, false] => "on the same and the next day",
        [true, false, false] => "on the same day",
        [false, true, true] => "on the next two days",
        [false, true, false] => "on the next day",
        _ => "on the days that could be judged",
    }
}

/// One decimal for a scale from 0 to 10; more where smaller differences matter, fewer where larger ones do.
fn decimals(smallest_difference: f64) -> usize {
    let size = smallest_difference.log10().floor();
    (1.0 - size).clamp(0.0, 4.0) as usize
}

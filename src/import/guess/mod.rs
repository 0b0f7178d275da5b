//! What a stream most likely is among the trackers of a journal and of the guide: by key, name, synonym and unit.

mod names;
mod synonyms;
#[cfg(test)]
mod tests;
mod units;
mod words;

use std::collections::HashMap;

pub use self::names::tag_of;
use self::names::{plain_name, role_of, unit_in_name};
use self::synonyms::{Meaning, meaning};
use super::{
    Foreign, ForeignValue, Mapping, NewKind, NewTracker, Shape, Stream, Target, TrackerTarget,
    imports,
};
use crate::domain::{Direction, Journal, Kind, RatingScale, Role, StarterCatalogue, same_name};

pub use self::units::unit_factor;
pub use self::words::mood_levels;

/// Proposes a target for every stream.
pub fn guess(foreign: &Foreign, journal: &Journal) -> Mapping {
    let mut mapping = Mapping::new(foreign.mapped_as());
    mapping.table.clone_from(&foreign.table);
    let spreads = spreads(foreign);
    let earlier = earlier(foreign, journal);
    for (stream, spread) in foreign.streams.iter().zip(spreads) {
        let target = Guess {
            foreign,
            stream,
            spread,
            journal,
            earlier: earlier.get(&stream.key),
        }
        .target();
        mapping.streams.insert(stream.key.clone(), target);
    }
    mapping
}

/// The lowest and highest number of a stream, and whether all are whole.
#[derive(Debug, Clone, Copy)]
struct Spread {
    lowest: f64,
    highest: f64,
    is_whole: bool,
}

fn spreads(foreign: &Foreign) -> Vec<Spread> {
    let nothing = Spread {
        lowest: f64::INFINITY,
        highest: f64::NEG_INFINITY,
        is_whole: true,
    };
    let mut spreads = vec![nothing; foreign.streams.len()];
    for record in &foreign.records {
        if let (ForeignValue::Number(number), Some(spread)) =
            (record.value, spreads.get_mut(record.stream as usize))
        {
            spread.lowest = spread.lowest.min(number);
            spread.highest = spread.highest.max(number);
            spread.is_whole &= number.fract() == 0.0;
        }
    }
    spreads
}

/// A glass or a cup, where no unit stands beside a small whole number.
const GLASS_ML: f64 = 250.0;

struct Guess<'a> {
    foreign: &'a Foreign,
    stream: &'a Stream,
    spread: Spread,
    journal: &'a Journal,
    earlier: Option<&'a Place>,
}

/// A tracker's uid, and the name of one of its items.
type Place = (String, Option<String>);

/// Where earlier imports of the same source put each stream: trackers they made may be called otherwise by now, and
/// what is called so by now may be something else.
fn earlier(foreign: &Foreign, journal: &Journal) -> HashMap<String, Place> {
    let mut places = HashMap::new();
    let records = imports(journal).into_iter().map(|(_, record)| record);
    for record in records.filter(|record| record.source == foreign.source) {
        for series in record.series {
            let item = journal.items().find(|item| item.uid == series.item);
            let place = (series.tracker, item.map(|item| item.name.clone()));
            let keys = series.streams.into_iter();
            places.extend(keys.map(|key| (key, place.clone())));
        }
    }
    places
}

impl Guess<'_> {
    fn target(&self) -> Target {
        if let Some(hint) = &self.stream.hint {
            return self.hinted(hint);
        }
        if self.stream.shape == Shape::Text {
            return Target::Note;
        }
        if self.is_time_of_day() {
            return Target::LeaveOut;
        }
        let name = plain_name(&self.stream.name);
        if let Some((uid, item)) = self.earlier
            && let Some(tracker) = self.journal.tracker_by_uid(uid)
            && let Some(target) = self.fitting(uid, item.as_deref(), &tracker.kind)
        {
            return Target::Tracker(target);
        }
        // Brackets may be part of the name, or hold a unit.
        for name in [self.stream.name.trim(), &name] {
            if let Some(tracker) = self.journal.tracker_by_name(name)
                && let Some(target) = self.fitting(&tracker.uid, None, &tracker.kind)
            {
                return Target::Tracker(target);
            }
        }
        if let Some(Meaning { tracker, item }) = meaning(&name)
            && let Some(kind) = self.kind_of(tracker)
            && let Some(target) = self.fitting(tracker, item, &kind)
        {
            return Target::Tracker(target);
        }
        if let Some(target) = self.starter(&name).or_else(|| self.item(&name)) {
            return Target::Tracker(target);
        }
        self.new_target(&name)
    }

    /// A proposal of the reader, if its tracker is there or can be made, in that tracker's unit.
    fn hinted(&self, hint: &TrackerTarget) -> Target {
        let mut target = hint.clone();
        if self.kind_of(&hint.tracker).is_none()
            && let Some(new) = &hint.new
        {
            if let Some(tracker) = self.journal.tracker_by_name(&new.name) {
                target.tracker.clone_from(&tracker.uid);
            } else if let Some(starter) = StarterCatalogue::embedded().find(&new.name) {
                target.tracker.clone_from(&starter.key);
            }
        }
        let is_moved = target.tracker != hint.tracker;
        match (self.kind_of(&target.tracker), &hint.new) {
            // A mood of 1 to 5 is another number on a scale to 10.
            (Some(Kind::Scale(scale)), Some(new)) if is_moved => {
                if let NewKind::Scale {
                    lowest, highest, ..
                } = new.kind
                {
                    target.rescale((lowest, highest), &scale);
                }
            }
            // Levels and amounts are more than a yes.
            (Some(Kind::YesNo), _) if self.spread.highest > 1.0 => return Target::LeaveOut,
            (Some(Kind::Amount(amount)), _) if !self.stream.unit.is_empty() => {
                match unit_factor(&self.stream.unit, &amount.unit) {
                    Some(factor) => target.factor *= factor,
                    // Numbers of another measure would be wrong numbers.
                    None => return Target::LeaveOut,
                }
            }
            _ => {}
        }
        Target::Tracker(target)
    }

    /// When an entry was made says nothing about the day.
    fn is_time_of_day(&self) -> bool {
        const NAMES: [&str; 7] = [
            "time",
            "time of day",
            "hour",
            "clock",
            "uhrzeit",
            "zeit",
            "heure",
        ];
        self.stream.hint.is_none()
            && NAMES.contains(&self.stream.name.trim().to_lowercase().as_str())
    }

    fn kind_of(&self, uid: &str) -> Option<Kind> {
        let catalogue = StarterCatalogue::embedded();
        let there = self.journal.tracker_by_uid(uid);
        there
            .map(|tracker| tracker.kind.clone())
            .or_else(|| catalogue.kind_of(catalogue.tracker(uid)?))
    }

    fn starter(&self, name: &str) -> Option<TrackerTarget> {
        let starter = StarterCatalogue::embedded().find(name)?;
        self.fitting(&starter.key, None, &self.kind_of(&starter.key)?)
    }

    /// A part of an amount or a yes/no that has the name: kefir of fermented food.
    fn item(&self, name: &str) -> Option<TrackerTarget> {
        let of_journal = self
            .journal
            .active_trackers()
            .into_iter()
            .find_map(|tracker| {
                let items = self.journal.items_of(tracker.list?);
                let item = items.into_iter().find(|item| same_name(&item.name, name))?;
                self.fitting(&tracker.uid, Some(&item.name), &tracker.kind)
            });
        of_journal.or_else(|| {
            let catalogue = StarterCatalogue::embedded();
            catalogue.trackers.iter().find_map(|starter| {
                let list = catalogue.list(starter.list.as_ref()?)?;
                let item = list.items.iter().find(|item| same_name(&item.name, name))?;
                self.fitting(&starter.key, Some(&item.name), &catalogue.kind_of(starter)?)
            })
        })
    }

    /// The target with the conversion that brings the stream's values to the measure; none if they do not go together.
    fn fitting(&self, uid: &str, item: Option<&str>, kind: &Kind) -> Option<TrackerTarget> {
        let mut target = TrackerTarget::of(uid);
        target.item = item.map(str::to_owned);
        // A tick is one serving, but not one millilitre, minute or milligram.
        let is_counted = |unit: &str| unit.is_empty() || unit_factor(unit, "serving").is_some();
        match (self.stream.shape, kind) {
            (Shape::Amount, Kind::Amount(amount)) => {
                target.factor = self.amount_factor(&amount.unit, item.is_some())?;
                let fits = self.spread.lowest >= 0.0
                    && self.spread.highest * target.factor <= amount.ceiling;
                fits.then_some(target)
            }
            (Shape::Amount, Kind::Scale(scale)) => {
                // A single 11 is a mistake on a scale to 10; a 60 says that it is another scale.
                let fits = self.stream.unit.is_empty()
                    && self.spread.is_whole
                    && self.spread.lowest >= scale.lowest
                    && self.spread.highest <= scale.highest * 2.0;
                fits.then_some(target)
            }
            (Shape::Amount | Shape::YesNo, Kind::YesNo) => {
                let fits = self.spread.lowest >= 0.0;
                fits.then_some(target)
            }
            (Shape::Scale { .. }, Kind::Scale(scale)) if !self.has_same_better_end(scale) => None,
            (Shape::Scale { lowest, highest }, Kind::Scale(scale)) => {
                target.factor = (scale.highest - scale.lowest) / (highest - lowest);
                target.offset = scale.lowest - lowest * target.factor;
                Some(target)
            }
            (Shape::YesNo, Kind::Amount(amount)) => is_counted(&amount.unit).then_some(target),
            (Shape::Words, kind) => {
                target.words = words::numbers(&self.stream.words, kind)?;
                Some(target)
            }
            (Shape::Scale { .. } | Shape::YesNo | Shape::Text, _) => None,
        }
    }

    /// Whether more is worse in both, or better in both, as far as the category there tells.
    fn has_same_better_end(&self, scale: &RatingScale) -> bool {
        match self.stream.group.to_lowercase().as_str() {
            "symptom" | "symptoms" | "condition" | "conditions" => {
                scale.direction != Direction::HigherIsBetter
            }
            "mood" | "energy" | "sleep quality" => scale.direction != Direction::LowerIsBetter,
            _ => true,
        }
    }

    /// What brings the stream's unit to `unit`; without a unit the size of the numbers has to tell.
    fn amount_factor(&self, unit: &str, is_item: bool) -> Option<f64> {
        let in_name = unit_in_name(&self.stream.name);
        let from = match self.stream.unit.as_str() {
            "" if units::is_unit(in_name) || in_name == unit => in_name,
            from => from,
        };
        if !from.is_empty() {
            return unit_factor(from, unit);
        }
        // Nobody drinks five litres every day, or three glasses in all; a part is counted in cups.
        let is_glasses = self.spread.is_whole && (is_item || self.spread.highest > 4.0);
        Some(match unit {
            "h" if self.spread.highest > 24.0 => 1.0 / 60.0,
            "ml" if self.spread.highest <= 24.0 && is_glasses => GLASS_ML,
            "ml" if self.spread.highest <= 10.0 => 1000.0,
            _ => 1.0,
        })
    }

    /// Whether the numbers look like levels from 0 to 10.
    fn is_rating(&self) -> bool {
        self.spread.is_whole && self.spread.lowest >= 0.0 && self.spread.highest <= 10.0
    }

    /// How a tracker of the stream's own would be measured, and the conversion to that; none if it cannot be.
    fn new_kind(&self, role: Role, unit: String, target: &mut TrackerTarget) -> Option<NewKind> {
        let scale = |lowest: f64, highest: f64| NewKind::Scale {
            lowest,
            highest,
            better: if role == Role::Symptom {
                Direction::LowerIsBetter
            } else {
                Direction::HigherIsBetter
            },
        };
        Some(match self.stream.shape {
            Shape::YesNo => NewKind::YesNo,
            Shape::Amount if role != Role::Habit && unit.is_empty() && self.is_rating() => {
                scale(0.0, 10.0)
            }
            Shape::Amount => NewKind::Amount { unit },
            // Symptoms are compared with one another, so they share one scale.
            Shape::Scale { lowest, highest } if role == Role::Symptom => {
                target.factor = 10.0 / (highest - lowest);
                target.offset = -lowest * target.factor;
                scale(0.0, 10.0)
            }
            Shape::Scale { lowest, highest } => scale(lowest, highest),
            Shape::Words => {
                // Words that nobody can put in an order are no values.
                target.words = words::mood_levels(&self.stream.words);
                if target.words.is_empty() {
                    return None;
                }
                NewKind::Scale {
                    lowest: 1.0,
                    highest: 5.0,
                    better: Direction::HigherIsBetter,
                }
            }
            Shape::Text => return None,
        })
    }

    fn has_other_measure(&self, uid: &str, kind: &NewKind) -> bool {
        let (there, new) = (self.journal.tracker_by_uid(uid), kind.kind());
        there.is_some_and(|there| {
            let measure = |kind: &Kind| (kind.key(), kind.unit().to_owned(), kind.bounds());
            measure(&there.kind) != measure(&new)
        })
    }

    fn new_target(&self, name: &str) -> Target {
        let group = self.stream.group.to_lowercase();
        let (role, section) = role_of(&group, name);
        let is_amount = self.stream.shape == Shape::Amount;
        let unit = match self.stream.unit.as_str() {
            "" if is_amount => unit_in_name(&self.stream.name).to_owned(),
            unit => unit.to_owned(),
        };
        let name = if is_amount {
            name
        } else {
            self.stream.name.trim()
        };
        let mut target = TrackerTarget::of(new_uid(&self.foreign.source, &self.stream.key));
        // So many small things would crowd the day; as tags they are kept and can be found.
        let is_small = matches!(group.as_str(), "activities" | "factors");
        if self.stream.shape == Shape::YesNo && is_small {
            return tag_of(name).map_or(Target::LeaveOut, |tag| Target::Tag { tag });
        }
        let Some(kind) = self.new_kind(role, unit, &mut target) else {
            return Target::LeaveOut;
        };
        // An earlier import may have made one under that key whose numbers mean something else.
        if self.has_other_measure(&target.tracker, &kind) {
            target.tracker = format!("{} ({})", target.tracker, self.stream.measure());
            if self.has_other_measure(&target.tracker, &kind) {
                return Target::LeaveOut;
            }
        }
        if matches!(kind, NewKind::Amount { .. }) && self.spread.lowest < 0.0 {
            return Target::LeaveOut;
        }
        target.new = Some(NewTracker {
            name: name.to_owned(),
            role,
            kind,
            section: section.to_owned(),
        });
        Target::Tracker(target)
    }
}

/// The stable key of a tracker that an import makes: the same for the same stream of the same source.
fn new_uid(source: &str, key: &str) -> String {
    format!("{source}.{key}")
}

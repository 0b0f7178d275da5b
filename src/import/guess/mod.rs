//! What a stream most likely is among the trackers of a journal and of the guide: by key, name, synonym and unit.

mod lookup;
mod names;
mod spread;
mod synonyms;
#[cfg(test)]
mod tests;
mod units;
mod words;

use std::collections::{BTreeMap, HashMap};

use self::lookup::Lookup;
pub use self::names::tag_of;
use self::names::{plain_name, role_of, unit_in_name};
pub use self::spread::few_of;
use self::spread::{Spread, spreads};
use self::synonyms::{Meaning, meaning};
use super::limits::sound_key;
use super::{Foreign, Mapping, NewKind, NewTracker, Shape, Stream, Target, TrackerTarget, imports};
use crate::domain::{Direction, Journal, Kind, RatingScale, Role, StarterCatalogue, same_name};

pub use self::units::unit_factor;
pub use self::words::mood_levels;

/// Proposes a target for every stream.
pub fn guess(foreign: &Foreign, journal: &Journal) -> Mapping {
    guess_with_reasons(foreign, journal).mapping
}

/// A proposal for every stream.
pub(super) struct Guessed {
    pub(super) mapping: Mapping,
    /// Why those that are left out are, by their key.
    pub(super) reasons: BTreeMap<String, String>,
}

/// Proposes a target for every stream, and says why where there is none.
pub(super) fn guess_with_reasons(foreign: &Foreign, journal: &Journal) -> Guessed {
    let mut guessed = Guessed {
        mapping: Mapping::new(foreign.mapped_as()),
        reasons: BTreeMap::new(),
    };
    guessed.mapping.table.clone_from(&foreign.table);
    let (lookup, earlier) = (Lookup::of(journal), earlier(foreign, journal));
    for (stream, spread) in foreign.streams.iter().zip(spreads(foreign)) {
        let guess = Guess {
            foreign,
            stream,
            spread,
            journal: &lookup,
            earlier: earlier.get(&stream.key),
        };
        let target = guess.target().unwrap_or_else(|reason| {
            guessed.reasons.insert(stream.key.clone(), reason);
            Target::LeaveOut
        });
        guessed.mapping.streams.insert(stream.key.clone(), target);
    }
    guessed
}

/// A glass or a cup, where no unit stands beside a small whole number.
const GLASS_ML: f64 = 250.0;

struct Guess<'a> {
    foreign: &'a Foreign,
    stream: &'a Stream,
    spread: Spread,
    journal: &'a Lookup<'a>,
    earlier: Option<&'a Place>,
}

/// A tracker's uid, and the name of one of its items.
type Place = (String, Option<String>);

/// Where earlier imports of the same source put each stream: trackers they made may be called otherwise by now, and
/// what is called so by now may be something else.
fn earlier(foreign: &Foreign, journal: &Journal) -> HashMap<String, Place> {
    let mut places = HashMap::new();
    let items: HashMap<&str, &str> = journal
        .items()
        .map(|item| (item.uid.as_str(), item.name.as_str()))
        .collect();
    let records = imports(journal).into_iter().map(|(_, record)| record);
    for record in records.filter(|record| record.source == foreign.source) {
        for series in record.series {
            let item = items.get(series.item.as_str());
            let place = (series.tracker, item.map(|name| (*name).to_owned()));
            let keys = series.streams.into_iter();
            places.extend(keys.map(|key| (key, place.clone())));
        }
    }
    places
}

/// Why a stream is left out, where nobody chose that.
type Reason = String;

impl Guess<'_> {
    fn target(&self) -> Result<Target, Reason> {
        if let Some(hint) = &self.stream.hint {
            return self.hinted(hint);
        }
        if self.stream.shape == Shape::Text {
            return Ok(Target::Note);
        }
        if self.is_time_of_day() {
            return Err("a time of day says nothing of the day".to_owned());
        }
        let name = plain_name(&self.stream.name);
        if let Some((uid, item)) = self.earlier
            && let Some(tracker) = self.journal.tracker(uid)
            && let Some(target) = self.fitting(uid, item.as_deref(), &tracker.kind)
        {
            return Ok(Target::Tracker(target));
        }
        // Brackets may be part of the name, or hold a unit.
        for name in [self.stream.name.trim(), &name] {
            if let Some(tracker) = self.journal.named(name)
                && let Some(target) = self.fitting(&tracker.uid, None, &tracker.kind)
            {
                return Ok(Target::Tracker(target));
            }
        }
        if let Some(Meaning { tracker, item }) = meaning(&name)
            && let Some(kind) = self.kind_of(tracker)
            && let Some(target) = self.fitting(tracker, item, &kind)
        {
            return Ok(Target::Tracker(target));
        }
        if let Some(target) = self.starter(&name).or_else(|| self.item(&name)) {
            return Ok(Target::Tracker(target));
        }
        self.new_target(&name)
    }

    /// A proposal of the reader, if its tracker is there or can be made, in that tracker's unit.
    fn hinted(&self, hint: &TrackerTarget) -> Result<Target, Reason> {
        let mut target = hint.clone();
        if self.kind_of(&hint.tracker).is_none()
            && let Some(new) = &hint.new
        {
            if let Some(tracker) = self.journal.named(&new.name) {
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
            // Levels and amounts are more than a yes; of entries each is looked at.
            (Some(Kind::YesNo), _) if self.spread.highest > 1.0 && !self.stream.is_entered => {
                return Err("its numbers are more than yes and no".to_owned());
            }
            (Some(Kind::Amount(amount)), _) if !self.stream.unit.is_empty() => {
                let (from, to) = (&self.stream.unit, &amount.unit);
                // Numbers of another measure would be wrong numbers.
                target.factor *= unit_factor(from, to)
                    .ok_or_else(|| format!("“{}” cannot be counted in {to}", short(from)))?;
            }
            _ => {}
        }
        Ok(Target::Tracker(target))
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
        let there = self.journal.tracker(uid);
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
            .item(name)
            .and_then(|(uid, item, kind)| self.fitting(uid, Some(item), kind));
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
                let fits = !self.spread.is_negative()
                    && self.spread.is_within(target.factor, amount.ceiling);
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
                (!self.spread.is_negative()).then_some(target)
            }
            (Shape::Scale { .. }, Kind::Scale(scale)) if !self.has_same_better_end(scale) => None,
            (Shape::Scale { lowest, highest }, Kind::Scale(scale)) => {
                target.factor = (scale.highest - scale.lowest) / (highest - lowest);
                target.offset = scale.lowest - lowest * target.factor;
                Some(target)
            }
            (Shape::YesNo, Kind::Amount(amount)) => is_counted(&amount.unit).then_some(target),
            (Shape::Words, kind) => {
                let words = (self.stream.words.as_slice(), self.spread.words.as_slice());
                target.words = words::numbers(words, kind)?;
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
        let (there, new) = (self.journal.tracker(uid), kind.kind());
        there.is_some_and(|there| {
            let measure = |kind: &Kind| (kind.key(), kind.unit().to_owned(), kind.bounds());
            measure(&there.kind) != measure(&new)
        })
    }

    fn new_target(&self, name: &str) -> Result<Target, Reason> {
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
        let uid = format!("{}.{}", self.foreign.source, self.stream.key);
        // The same for the same stream of the same source.
        let mut target = TrackerTarget::of(sound_key(&uid));
        // So many small things would crowd the day; as tags they are kept and can be found.
        let is_small = matches!(group.as_str(), "activities" | "factors");
        if self.stream.shape == Shape::YesNo && is_small {
            let tag = tag_of(name).ok_or("its name makes no tag")?;
            return Ok(Target::Tag { tag });
        }
        let kind = self.new_kind(role, unit, &mut target);
        let kind = kind.ok_or("its words stand for no number that is known")?;
        if matches!(kind, NewKind::Amount { .. }) && self.spread.is_negative() {
            return Err("most of its numbers are less than nothing".to_owned());
        }
        // An earlier import may have made one under that key whose numbers mean something else.
        if self.has_other_measure(&target.tracker, &kind) {
            target.tracker = sound_key(&format!("{} ({})", target.tracker, self.stream.measure()));
            if self.has_other_measure(&target.tracker, &kind) {
                return Err("there is a tracker of that name in another unit".to_owned());
            }
        }
        target.new = Some(NewTracker {
            name: name.to_owned(),
            role,
            kind,
            section: section.to_owned(),
        });
        Ok(Target::Tracker(target))
    }
}

/// The beginning of a text of a file, for a sentence.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

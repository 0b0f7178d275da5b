//! One thing followed over days, and how it is measured.

use super::{Day, ListId, Rejected};

/// A tracker's number within one journal; its `uid` is what stays the same elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackerId(pub i64);

/// The section whose symptoms "rest of skin clear" speaks of.
pub const SKIN_SECTION: &str = "Skin";

/// The section whose symptoms are looked at as something that may go with the skin, too.
pub const GUT_SECTION: &str = "Gut";

/// One thing followed over days.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracker {
    /// Number within the journal.
    pub id: TrackerId,
    /// Stable name across journals: a starter tracker's key, or a made-up one.
    pub uid: String,
    /// What the person calls it.
    pub name: String,
    /// What it stands for.
    pub role: Role,
    /// How it is measured.
    pub kind: Kind,
    /// The list its items come from.
    pub list: Option<ListId>,
    /// The card it stands in on Today.
    pub section: String,
    /// Order among trackers, low first.
    pub position: i64,
    /// Index into the theme's palette.
    pub colour: u8,
    /// From which day on it counts towards a complete day.
    pub daily_from: Option<Day>,
    /// From which day on it is put away.
    pub archived_from: Option<Day>,
    /// Whether "same as yesterday" may copy it.
    pub copyable: bool,
}

impl Tracker {
    /// Whether it is put away for good or since some day.
    pub fn is_archived(&self) -> bool {
        self.archived_from.is_some()
    }

    /// Whether it stood on Today on `day`.
    pub fn is_shown_on(&self, day: Day) -> bool {
        self.archived_from.is_none_or(|archived| day < archived)
    }

    /// Whether it is a symptom of the skin.
    pub fn is_skin(&self) -> bool {
        self.role == Role::Symptom && self.section == SKIN_SECTION
    }

    /// Whether it is a symptom of the gut.
    pub fn is_gut_symptom(&self) -> bool {
        self.role == Role::Symptom && self.section == GUT_SECTION
    }
}

/// What a tracker stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What I do.
    Habit,
    /// What I feel: skin, gut.
    Symptom,
    /// What happens to me: stress, period, travel.
    Context,
}

impl Role {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Habit => "habit",
            Self::Symptom => "symptom",
            Self::Context => "context",
        }
    }

    /// The role of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Habit, Self::Symptom, Self::Context]
            .into_iter()
            .find(|role| role.key() == key)
    }
}

/// How a tracker is measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A quantity with a unit; a day adds up.
    Amount(AmountScale),
    /// A rating; a day counts as its worst.
    Scale(RatingScale),
    /// Done or not, stored as 1 and 0.
    YesNo,
}

impl Kind {
    /// The name in files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Amount(_) => "amount",
            Self::Scale(_) => "scale",
            Self::YesNo => "yes/no",
        }
    }

    /// The unit of an amount, nothing otherwise.
    pub fn unit(&self) -> &str {
        match self {
            Self::Amount(amount) => &amount.unit,
            Self::Scale(_) | Self::YesNo => "",
        }
    }

    /// Whether `value` can be recorded.
    ///
    /// # Errors
    /// Says which bound the value breaks.
    pub fn check(&self, value: f64) -> Result<(), Rejected> {
        if !value.is_finite() {
            return Err(Rejected::NotANumber);
        }
        let (lowest, highest) = self.bounds();
        if value < lowest || value > highest {
            return Err(Rejected::OutOfRange { lowest, highest });
        }
        let on_step = match self {
            Self::Amount(_) => true,
            Self::Scale(scale) => {
                let steps = (value - scale.lowest) / scale.step;
                (steps - steps.round()).abs() < 1e-9
            }
            Self::YesNo => value == 0.0 || value == 1.0,
        };
        if on_step {
            Ok(())
        } else {
            Err(Rejected::BetweenLevels)
        }
    }

    /// The lowest and highest value that can be recorded.
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Amount(amount) => (0.0, amount.ceiling),
            Self::Scale(scale) => (scale.lowest, scale.highest),
            Self::YesNo => (0.0, 1.0),
        }
    }
}

/// A quantity of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountScale {
    /// `ml`, `h`, `min`, `servings`, …
    pub unit: String,
    /// What one press of plus adds, in `unit`.
    pub step: f64,
    /// The most that is plausible on one day, in `unit`; more is a typing mistake.
    pub ceiling: f64,
}

/// A rating of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingScale {
    /// Lowest level.
    pub lowest: f64,
    /// Highest level.
    pub highest: f64,
    /// Distance between levels.
    pub step: f64,
    /// Which end is better.
    pub direction: Direction,
    /// What is asked, e.g. "Itch at its worst since you got up yesterday".
    pub question: String,
    /// Words of levels, lowest first; a level without one takes the word of the next lower one.
    pub words: Vec<LevelWord>,
}

impl RatingScale {
    /// The word of the level `value`.
    pub fn word(&self, value: f64) -> &str {
        self.words
            .iter()
            .rev()
            .find(|word| word.from <= value + 1e-9)
            .map_or("", |word| word.word.as_str())
    }

    /// Every level, lowest first.
    pub fn levels(&self) -> impl DoubleEndedIterator<Item = f64> + '_ {
        let last = ((self.highest - self.lowest) / self.step).round() as u32;
        (0..=last).map(|level| self.lowest + f64::from(level) * self.step)
    }

    fn is_sound(&self) -> bool {
        let levels = (self.highest - self.lowest) / self.step;
        [self.lowest, self.highest, self.step]
            .iter()
            .all(|number| number.is_finite())
            && self.step > 0.0
            && (1.0..=100.0).contains(&levels)
            && (levels - levels.round()).abs() < 1e-9
            && self.words.iter().all(|word| word.from.is_finite())
    }
}

/// The word for a level and those above it, up to the next word.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelWord {
    /// First level it holds for.
    pub from: f64,
    /// The word.
    pub word: String,
}

/// Which end of a scale is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Less is better: symptoms, stress.
    LowerIsBetter,
    /// More is better: quality of sleep.
    HigherIsBetter,
    /// Neither end is.
    Neither,
}

impl Direction {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::LowerIsBetter => "lower",
            Self::HigherIsBetter => "higher",
            Self::Neither => "neither",
        }
    }

    /// The direction of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::LowerIsBetter, Self::HigherIsBetter, Self::Neither]
            .into_iter()
            .find(|direction| direction.key() == key)
    }
}

impl Kind {
    /// Whether the measure itself makes sense: finite, ordered, with levels.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Amount(amount) => {
                amount.step.is_finite()
                    && amount.step > 0.0
                    && amount.ceiling.is_finite()
                    && amount.ceiling > 0.0
            }
            Self::Scale(scale) => scale.is_sound(),
            Self::YesNo => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn itch() -> RatingScale {
        let word = |from: f64, word: &str| LevelWord {
            from,
            word: word.to_owned(),
        };
        RatingScale {
            lowest: 0.0,
            highest: 10.0,
            step: 1.0,
            direction: Direction::LowerIsBetter,
            question: String::new(),
            words: vec![
                word(0.0, "none"),
                word(1.0, "mild"),
                word(4.0, "moderate"),
                word(7.0, "severe"),
            ],
        }
    }

    #[test]
    fn words_hold_until_the_next_one() {
        let scale = itch();
        for (value, word) in [
            (0.0, "none"),
            (1.0, "mild"),
            (3.0, "mild"),
            (4.0, "moderate"),
            (10.0, "severe"),
        ] {
            assert_eq!(scale.word(value), word, "{value}");
        }
        assert_eq!(scale.levels().count(), 11);
    }

    #[test]
    fn values_outside_a_kind_are_refused() {
        let scale = Kind::Scale(itch());
        let water = Kind::Amount(AmountScale {
            unit: "ml".to_owned(),
            step: 250.0,
            ceiling: 20_000.0,
        });
        assert_eq!(scale.check(10.0), Ok(()));
        assert_eq!(
            scale.check(11.0),
            Err(Rejected::OutOfRange {
                lowest: 0.0,
                highest: 10.0
            })
        );
        assert_eq!(scale.check(4.5), Err(Rejected::BetweenLevels));
        assert_eq!(
            water.check(10_000_000.0),
            Err(Rejected::OutOfRange {
                lowest: 0.0,
                highest: 20_000.0
            })
        );
        assert_eq!(
            water.check(-1.0),
            Err(Rejected::OutOfRange {
                lowest: 0.0,
                highest: 20_000.0
            })
        );
        assert_eq!(water.check(f64::NAN), Err(Rejected::NotANumber));
        assert_eq!(Kind::YesNo.check(0.5), Err(Rejected::BetweenLevels));
    }
}

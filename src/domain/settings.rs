//! The journal's settings: text under keys, read through typed getters with a default each.

use std::collections::BTreeMap;

use chrono::Weekday;

/// The keys under which settings are kept.
#[expect(missing_docs, reason = "each is named by its getter")]
pub mod key {
    pub const DAY_START: &str = "day_start_minutes";
    pub const FIRST_WEEKDAY: &str = "first_weekday";
    pub const THEME: &str = "theme";
    pub const TEXT_PERCENT: &str = "text_percent";
    pub const REDUCED_MOTION: &str = "reduced_motion";
    pub const DECIMAL_MARK: &str = "decimal_mark";
    pub const DATE_ORDER: &str = "date_order";
    pub const VOLUME_UNIT: &str = "volume_unit";
    pub const CONCERNS: &str = "concerns";
    pub const LIFE_STAGE: &str = "life_stage";
    pub const DEMO: &str = "demo";
    pub const BACKUP_FOLDER: &str = "backup_folder";
    /// A symptom's smallest difference that matters stands under this prefix and the tracker's uid.
    pub const SMALLEST_DIFFERENCE: &str = "smallest_difference.";
    /// Choices of a screen that are kept but not undone stand under this prefix.
    pub const REMEMBERED: &str = "remembered.";
    /// What an import wrote stands under this prefix and the import's uid.
    pub const IMPORT: &str = "import.";
}

/// Settings by key. Keys that this version does not know are kept as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<String, String>);

impl Settings {
    /// Takes stored pairs as they are.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// All that differ from their default, by key.
    pub fn pairs(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The text under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    pub(super) fn put(&mut self, key: &str, value: Option<String>) -> Option<String> {
        match value {
            Some(value) => self.0.insert(key.to_owned(), value),
            None => self.0.remove(key),
        }
    }

    /// Minutes after midnight at which a day starts. Default 04:00; at most 11:59.
    pub fn day_start_minutes(&self) -> u32 {
        self.number(key::DAY_START)
            .filter(|minutes| *minutes < 12 * 60)
            .unwrap_or(4 * 60)
    }

    /// The weekday on which weeks start.
    pub fn first_weekday(&self) -> FirstWeekday {
        self.choice(
            key::FIRST_WEEKDAY,
            &[
                FirstWeekday::Monday,
                FirstWeekday::Sunday,
                FirstWeekday::Saturday,
            ],
        )
    }

    /// Light, dark, or as the system has it.
    pub fn theme(&self) -> ThemeChoice {
        self.choice(
            key::THEME,
            &[ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark],
        )
    }

    /// Size of text in per cent of the usual, 80 to 200.
    pub fn text_percent(&self) -> u32 {
        self.number(key::TEXT_PERCENT)
            .filter(|percent| (80..=200).contains(percent))
            .unwrap_or(100)
    }

    /// Whether motion is switched off.
    pub fn reduced_motion(&self) -> bool {
        self.get(key::REDUCED_MOTION) == Some("yes")
    }

    /// The mark between whole and fraction.
    pub fn decimal_mark(&self) -> DecimalMark {
        self.choice(key::DECIMAL_MARK, &[DecimalMark::Point, DecimalMark::Comma])
    }

    /// How dates are written.
    pub fn date_order(&self) -> DateOrder {
        self.choice(
            key::DATE_ORDER,
            &[DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::Iso],
        )
    }

    /// In which unit volumes are shown; they are stored in ml.
    pub fn volume_unit(&self) -> VolumeUnit {
        self.choice(
            key::VOLUME_UNIT,
            &[VolumeUnit::Metric, VolumeUnit::UsOunces],
        )
    }

    /// What troubles the skin, as chosen at the start.
    pub fn concerns(&self) -> Vec<Concern> {
        let chosen = self.get(key::CONCERNS).unwrap_or_default();
        chosen
            .split(' ')
            .filter_map(|word| {
                Concern::ALL
                    .into_iter()
                    .find(|concern| concern.key() == word)
            })
            .collect()
    }

    /// Whether adult figures apply.
    pub fn life_stage(&self) -> LifeStage {
        self.choice(
            key::LIFE_STAGE,
            &[
                LifeStage::Adult,
                LifeStage::Under18,
                LifeStage::PregnantOrBreastfeeding,
            ],
        )
    }

    /// Whether this is the journal of made-up data.
    pub fn is_demo(&self) -> bool {
        self.get(key::DEMO) == Some("yes")
    }

    /// The folder for backups that the person chose; none for the usual one.
    pub fn backup_folder(&self) -> Option<&str> {
        self.get(key::BACKUP_FOLDER)
            .filter(|folder| !folder.is_empty())
    }

    /// The smallest difference of a symptom that matters to the person, in its unit, where one was set.
    pub fn smallest_difference(&self, tracker_uid: &str) -> Option<f64> {
        self.get(&format!("{}{tracker_uid}", key::SMALLEST_DIFFERENCE))?
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite() && *number > 0.0)
    }

    /// A remembered choice of a screen.
    pub fn remembered(&self, name: &str) -> Option<&str> {
        self.get(&format!("{}{name}", key::REMEMBERED))
    }

    fn number(&self, key: &str) -> Option<u32> {
        self.get(key)?.parse().ok()
    }

    /// The first choice is the default.
    fn choice<T: Choice>(&self, key: &str, choices: &[T]) -> T {
        let chosen = self
            .get(key)
            .and_then(|text| choices.iter().find(|choice| choice.key() == text));
        *chosen.unwrap_or(&choices[0])
    }
}

trait Choice: Copy {
    fn key(self) -> &'static str;
}

/// Declares an enumeration whose variants have a key each in the file.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every choice there is.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// The name in files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }

        impl Choice for $name {
            fn key(self) -> &'static str { $name::key(self) }
        }
    };
}

choices! {
    /// Light, dark, or as the system has it.
    ThemeChoice {
        /// As the system has it.
        System = "system",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

choices! {
    /// The weekday on which weeks start.
    FirstWeekday {
        /// Monday.
        Monday = "monday",
        /// Sunday.
        Sunday = "sunday",
        /// Saturday.
        Saturday = "saturday",
    }
}

impl FirstWeekday {
    /// The weekday itself.
    pub fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Mon,
            Self::Sunday => Weekday::Sun,
            Self::Saturday => Weekday::Sat,
        }
    }
}

choices! {
    /// The mark between whole and fraction.
    DecimalMark {
        /// 6.75
        Point = "point",
        /// 6,75
        Comma = "comma",
    }
}

choices! {
    /// How dates are written.
    DateOrder {
        /// 21 November 2026
        DayFirst = "day_first",
        /// November 21, 2026
        MonthFirst = "month_first",
        /// 2026-11-21
        Iso = "iso",
    }
}

choices! {
    /// In which unit volumes are shown.
    VolumeUnit {
        /// Millilitres and litres.
        Metric = "metric",
        /// US fluid ounces.
        UsOunces = "us_ounces",
    }
}

choices! {
    /// What troubles the skin.
    Concern {
        /// Spots.
        Acne = "acne",
        /// Atopic dermatitis.
        Eczema = "eczema",
        /// Rosacea.
        Rosacea = "rosacea",
        /// Psoriasis.
        Psoriasis = "psoriasis",
        /// Sensitive skin.
        Sensitive = "sensitive",
        /// Dry or ageing skin.
        DryOrAgeing = "dry_or_ageing",
        /// None in particular.
        Curious = "curious",
    }
}

choices! {
    /// Whether adult figures apply.
    LifeStage {
        /// They do.
        Adult = "adult",
        /// Younger than 18.
        Under18 = "under_18",
        /// Pregnant or breastfeeding.
        PregnantOrBreastfeeding = "pregnant_or_breastfeeding",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_text_falls_back_to_the_default() {
        let settings = Settings::from_pairs([
            (key::THEME.to_owned(), "sepia".to_owned()),
            (key::DAY_START.to_owned(), "soon".to_owned()),
            (key::TEXT_PERCENT.to_owned(), "900".to_owned()),
            (
                key::CONCERNS.to_owned(),
                "eczema unheard_of acne".to_owned(),
            ),
        ]);
        assert_eq!(settings.theme(), ThemeChoice::System);
        assert_eq!(settings.day_start_minutes(), 240);
        assert_eq!(settings.text_percent(), 100);
        assert_eq!(settings.concerns(), [Concern::Eczema, Concern::Acne]);
    }

    #[test]
    fn a_smallest_difference_is_a_number_above_zero() {
        let settings = Settings::from_pairs(
            [("itch", "1.5"), ("redness", "0"), ("scaling", "inf")].map(|(uid, text)| {
                (
                    format!("{}{uid}", key::SMALLEST_DIFFERENCE),
                    text.to_owned(),
                )
            }),
        );
        let found = ["itch", "redness", "scaling", "dryness"];
        assert_eq!(
            found.map(|uid| settings.smallest_difference(uid)),
            [Some(1.5), None, None, None]
        );
    }

    #[test]
    fn every_choice_is_found_by_its_key() {
        for theme in ThemeChoice::ALL {
            let settings = Settings::from_pairs([(key::THEME.to_owned(), theme.key().to_owned())]);
            assert_eq!(settings.theme(), theme);
        }
    }
}

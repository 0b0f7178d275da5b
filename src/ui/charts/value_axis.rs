//! The value axis of a panel: bounds, three or four labels, the words of a scale.

use crate::domain::{Kind, RatingScale};
use crate::ui::words::Words;

/// From the lowest to the highest value of a panel, in the tracker's own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueAxis {
    /// At the base line.
    pub low: f64,
    /// At the top.
    pub high: f64,
    /// The labels, lowest first.
    pub ticks: Vec<ValueTick>,
    /// What the labels are in: "L", "servings", "0–10"; empty where that goes without saying.
    pub unit: String,
    /// How many of the stored unit make one of the shown unit.
    pub stored_per_shown: f64,
}

/// A label of the value axis.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueTick {
    /// Where it stands.
    pub value: f64,
    /// The number that is written.
    pub number: String,
    /// What the number means on this scale, if there is a word for it.
    pub word: String,
}

impl ValueAxis {
    /// The axis of a tracker on which `highest` must be seen.
    pub fn of(kind: &Kind, highest: f64, words: Words) -> Self {
        match kind {
            // One step at the least, so that a row of zeros has an axis.
            Kind::Amount(amount) => Self::of_amount(&amount.unit, highest.max(amount.step), words),
            Kind::Scale(scale) => Self::of_scale(scale, words),
            Kind::YesNo => Self {
                low: 0.0,
                high: 1.0,
                ticks: [(0.0, "no"), (1.0, "yes")]
                    .map(|(value, number)| ValueTick {
                        value,
                        number: number.to_owned(),
                        word: String::new(),
                    })
                    .into(),
                unit: "yes or no".to_owned(),
                stored_per_shown: 1.0,
            },
        }
    }

    /// Where a value lies, 0 at the base line and 1 at the top.
    pub fn share(&self, value: f64) -> f32 {
        (((value - self.low) / (self.high - self.low)) as f32).clamp(0.0, 1.0)
    }

    /// A number as it is written beside this axis, without unit.
    pub fn number(&self, value: f64, words: Words) -> String {
        let shown = value / self.stored_per_shown;
        words.rounded(shown, if shown.abs() < 100.0 { 1 } else { 0 })
    }

    fn of_scale(scale: &RatingScale, words: Words) -> Self {
        let levels: Vec<f64> = scale.levels().collect();
        let middle = levels[levels.len() / 2];
        let mut values = vec![scale.lowest, middle, scale.highest];
        values.dedup();
        let tick = |value: &f64| ValueTick {
            value: *value,
            number: words.number(*value),
            word: scale.word(*value).to_owned(),
        };
        Self {
            low: scale.lowest,
            high: scale.highest,
            ticks: values.iter().map(tick).collect(),
            unit: format!(
                "{}–{}",
                words.number(scale.lowest),
                words.number(scale.highest)
            ),
            stored_per_shown: 1.0,
        }
    }

    fn of_amount(unit: &str, highest: f64, words: Words) -> Self {
        let (stored_per_shown, shown_unit) = match unit {
            "ml" if words.stored_per_shown(unit) == 1.0 && highest >= 1_000.0 => (1_000.0, "L"),
            _ => (words.stored_per_shown(unit), words.shown_unit(unit)),
        };
        let highest = highest / stored_per_shown;
        let step = nice_step(highest);
        let count = ((highest / step) - 1e-9).ceil().max(1.0) as u32;
        let ticks = (0..=count).map(|index| {
            let shown = f64::from(index) * step;
            ValueTick {
                value: shown * stored_per_shown,
                number: words.number(shown),
                word: String::new(),
            }
        });
        Self {
            low: 0.0,
            high: f64::from(count) * step * stored_per_shown,
            ticks: ticks.collect(),
            unit: shown_unit.to_owned(),
            stored_per_shown,
        }
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that leaves at most three steps up to `highest`.
fn nice_step(highest: f64) -> f64 {
    let rough = highest / 3.0;
    let power = 10.0_f64.powf(rough.log10().floor());
    let fits = |factor: &f64| factor * power >= rough - 1e-9;
    [1.0, 2.0, 2.5, 5.0].into_iter().find(fits).unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AmountScale, Direction, LevelWord, Settings, setting_key};

    fn amount(unit: &str) -> Kind {
        Kind::Amount(AmountScale {
            unit: unit.to_owned(),
            step: 1.0,
            ceiling: 100_000.0,
        })
    }

    fn check(unit: &str, highest: f64, expected: &[&str], shown_unit: &str) {
        let axis = ValueAxis::of(&amount(unit), highest, Words::of(&Settings::default()));
        let numbers: Vec<_> = axis.ticks.iter().map(|tick| tick.number.as_str()).collect();
        assert_eq!(numbers, expected, "{highest} {unit}");
        assert_eq!(axis.unit, shown_unit);
        assert!(axis.high >= highest && axis.low == 0.0);
    }

    #[test]
    fn amounts_have_three_or_four_round_labels() {
        check("servings", 3.4, &["0", "2", "4"], "servings");
        check("servings", 1.0, &["0", "0.5", "1"], "servings");
        check("ml", 2_600.0, &["0", "1", "2", "3"], "L");
        check("ml", 450.0, &["0", "200", "400", "600"], "ml");
        check("h", 8.5, &["0", "5", "10"], "h");
        check("min", 150.0, &["0", "50", "100", "150"], "min");
        check("min", 0.0, &["0", "0.5", "1"], "min");
    }

    #[test]
    fn ounces_are_shown_where_they_are_chosen() {
        let words = Words::of(&Settings::from_pairs([(
            setting_key::VOLUME_UNIT.to_owned(),
            "us_ounces".to_owned(),
        )]));
        let axis = ValueAxis::of(&amount("ml"), 2_000.0, words);
        assert_eq!(axis.unit, "fl oz");
        assert_eq!(
            axis.ticks.last().map(|tick| tick.number.as_str()),
            Some("75")
        );
    }

    #[test]
    fn scales_say_what_their_ends_mean() {
        let word = |from: f64, word: &str| LevelWord {
            from,
            word: word.to_owned(),
        };
        let kind = Kind::Scale(RatingScale {
            lowest: 0.0,
            highest: 10.0,
            step: 1.0,
            direction: Direction::LowerIsBetter,
            question: String::new(),
            words: vec![
                word(0.0, "none"),
                word(4.0, "moderate"),
                word(9.0, "very severe"),
            ],
        });
        let axis = ValueAxis::of(&kind, 3.0, Words::of(&Settings::default()));
        let labels: Vec<_> = axis
            .ticks
            .iter()
            .map(|tick| format!("{} {}", tick.number, tick.word))
            .collect();
        assert_eq!(labels, ["0 none", "5 moderate", "10 very severe"]);
        assert_eq!(axis.unit, "0–10");
        assert_eq!(
            (axis.share(0.0), axis.share(5.0), axis.share(10.0)),
            (0.0, 0.5, 1.0)
        );
    }
}

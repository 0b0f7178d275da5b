//! Units as people write them, and what brings one to another.

/// What a number of `from` is multiplied by to be one of `to`; none if they measure different things.
pub fn unit_factor(from: &str, to: &str) -> Option<f64> {
    let simple = |unit: &str| unit.trim().trim_end_matches('.').to_lowercase();
    let (from, to) = (simple(from), simple(to));
    if from == to {
        return Some(1.0);
    }
    let find = |unit: &str| UNITS.iter().find(|(_, _, names)| names.contains(&unit));
    let ((one, from_size, _), (other, to_size, _)) = (find(&from)?, find(&to)?);
    (one == other).then(|| from_size / to_size)
}

/// Whether a word is a unit.
pub(super) fn is_unit(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    UNITS
        .iter()
        .any(|(_, _, names)| names.contains(&word.as_str()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Volume,
    Time,
    Mass,
    Count,
    Drinks,
}

type Row = (Measure, f64, &'static [&'static str]);

/// Sizes in ml, minutes, g, pieces, UK units of alcohol (8 g). A glass is taken for 250 ml, a cup for the US one.
const UNITS: &[Row] = &[
    (
        Measure::Volume,
        1.0,
        &[
            "ml",
            "millilitre",
            "millilitres",
            "milliliter",
            "milliliters",
            "мл",
        ],
    ),
    (Measure::Volume, 10.0, &["cl"]),
    (Measure::Volume, 100.0, &["dl"]),
    (
        Measure::Volume,
        1000.0,
        &["l", "litre", "litres", "liter", "liters", "л"],
    ),
    (
        Measure::Volume,
        29.573_529_562_5,
        &[
            "oz",
            "fl oz",
            "fl_oz",
            "floz",
            "fl. oz",
            "fl_oz_us",
            "ounce",
            "ounces",
            "fluid ounces",
            "us oz",
        ],
    ),
    (
        Measure::Volume,
        28.413_062_5,
        &["fl_oz_imp", "imp oz", "uk oz"],
    ),
    (
        Measure::Volume,
        236.588_236_5,
        &["cup", "cups", "cup_us", "tasse", "tassen"],
    ),
    (Measure::Volume, 284.130_625, &["cup_imp"]),
    (Measure::Volume, 473.176_473, &["pt_us"]),
    (Measure::Volume, 568.261_25, &["pint", "pints", "pt_imp"]),
    (
        Measure::Volume,
        250.0,
        &["glass", "glasses", "gläser", "glas", "verres"],
    ),
    (
        Measure::Time,
        60.0,
        &[
            "h", "hr", "hrs", "hour", "hours", "std", "stunden", "heures",
        ],
    ),
    (
        Measure::Time,
        1.0,
        &["min", "mins", "minute", "minutes", "minuten"],
    ),
    (
        Measure::Time,
        1.0 / 60.0,
        &["s", "sec", "secs", "second", "seconds"],
    ),
    (Measure::Mass, 1.0, &["g", "gram", "grams"]),
    (Measure::Mass, 0.001, &["mg"]),
    (Measure::Mass, 0.000_001, &["µg", "μg", "mcg", "ug"]),
    (Measure::Mass, 1000.0, &["kg"]),
    (
        Measure::Count,
        1.0,
        &[
            "serving",
            "servings",
            "portion",
            "portions",
            "dose",
            "doses",
            "time",
            "times",
            "x",
            "count",
            "piece",
            "pieces",
            "pill",
            "pills",
            "tablet",
            "tablets",
            "capsule",
            "capsules",
            "portionen",
            "mal",
        ],
    ),
    (Measure::Drinks, 1.0, &["uk units", "units", "unit"]),
    (
        Measure::Drinks,
        1.75,
        &["us drinks", "standard drinks", "drinks"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_measure_convert() {
        for (from, to, expected) in [
            ("oz", "ml", Some(29.573_529_562_5)),
            ("L", "ml", Some(1000.0)),
            ("min", "h", Some(1.0 / 60.0)),
            ("Stunden", "h", Some(1.0)),
            ("ML", "ml", Some(1.0)),
            ("pills", "doses", Some(1.0)),
            ("oz", "h", None),
            ("bananas", "ml", None),
        ] {
            assert_eq!(unit_factor(from, to), expected, "{from} {to}");
        }
    }
}

//! How a person of a place writes numbers and dates, taken for a new journal from the system's locale.

use super::{DateOrder, DecimalMark, Edit, FirstWeekday, VolumeUnit, setting_key as key};

/// Languages that write a decimal point; most others write a comma.
const POINT_LANGUAGES: &[&str] = &[
    "en", "zh", "ja", "ko", "th", "he", "hi", "ms", "fil", "ga", "mt",
];
/// Regions of comma languages that write a decimal point all the same.
const POINT_REGIONS: &[&str] = &[
    "CH", "LI", "MX", "GT", "HN", "NI", "SV", "PA", "PE", "DO", "PR",
];
/// Regions whose weeks start on Sunday, and on Saturday.
const SUNDAY_REGIONS: &[&str] = &[
    "US", "CA", "MX", "BR", "JP", "KR", "TW", "HK", "IN", "IL", "ZA", "PH", "TH",
];
const SATURDAY_REGIONS: &[&str] = &[
    "AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LY", "OM", "QA", "SD", "SY",
];
/// Languages that write the year first.
const YEAR_FIRST_LANGUAGES: &[&str] = &["zh", "ja", "ko", "hu", "lt", "sv"];

/// The settings of a locale such as `de-AT` or `en_US.UTF-8` that differ from the defaults.
pub fn locale_settings(locale: &str) -> Edit {
    let bare = locale.split(['.', '@']).next().unwrap_or_default();
    let mut parts = bare.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_lowercase();
    // A script such as "Hans" may stand between language and region.
    let region = parts
        .find(|part| part.len() == 2)
        .unwrap_or_default()
        .to_uppercase();
    let is_known = (2..=3).contains(&language.len());
    let writes_point =
        POINT_LANGUAGES.contains(&language.as_str()) || POINT_REGIONS.contains(&region.as_str());
    let mut edits = Vec::new();
    if is_known && !writes_point {
        edits.push(Edit::set(key::DECIMAL_MARK, DecimalMark::Comma.key()));
    }
    let first_weekday = match region.as_str() {
        region if SUNDAY_REGIONS.contains(&region) => Some(FirstWeekday::Sunday),
        region if SATURDAY_REGIONS.contains(&region) => Some(FirstWeekday::Saturday),
        _ => None,
    };
    edits.extend(first_weekday.map(|weekday| Edit::set(key::FIRST_WEEKDAY, weekday.key())));
    if region == "US" {
        edits.push(Edit::set(key::DATE_ORDER, DateOrder::MonthFirst.key()));
        edits.push(Edit::set(key::VOLUME_UNIT, VolumeUnit::UsOunces.key()));
    } else if YEAR_FIRST_LANGUAGES.contains(&language.as_str()) {
        edits.push(Edit::set(key::DATE_ORDER, DateOrder::Iso.key()));
    }
    Edit::Batch(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Journal;

    fn check(locale: &str, mark: DecimalMark, weekday: FirstWeekday, order: DateOrder) {
        let mut journal = Journal::default();
        journal.apply(locale_settings(locale)).unwrap();
        let settings = journal.settings();
        let found = (
            settings.decimal_mark(),
            settings.first_weekday(),
            settings.date_order(),
        );
        assert_eq!(found, (mark, weekday, order), "{locale}");
    }

    #[test]
    fn locales_set_what_differs_from_the_defaults() {
        check(
            "",
            DecimalMark::Point,
            FirstWeekday::Monday,
            DateOrder::DayFirst,
        );
        check(
            "C",
            DecimalMark::Point,
            FirstWeekday::Monday,
            DateOrder::DayFirst,
        );
        check(
            "en_GB.UTF-8",
            DecimalMark::Point,
            FirstWeekday::Monday,
            DateOrder::DayFirst,
        );
        check(
            "en-US",
            DecimalMark::Point,
            FirstWeekday::Sunday,
            DateOrder::MonthFirst,
        );
        check(
            "de_DE@euro",
            DecimalMark::Comma,
            FirstWeekday::Monday,
            DateOrder::DayFirst,
        );
        check(
            "de-CH",
            DecimalMark::Point,
            FirstWeekday::Monday,
            DateOrder::DayFirst,
        );
        check(
            "pt-BR",
            DecimalMark::Comma,
            FirstWeekday::Sunday,
            DateOrder::DayFirst,
        );
        check(
            "zh-Hans-CN",
            DecimalMark::Point,
            FirstWeekday::Monday,
            DateOrder::Iso,
        );
    }
}

//! Dates as other programs and people write them.

use csv::StringRecord;

use crate::domain::{DateOrder, Day};
use crate::import::DateForm;

const FORMS: [DateForm; 4] = [
    DateForm::YearFirst,
    DateForm::DayFirst,
    DateForm::MonthFirst,
    DateForm::MonthName,
];

/// The first letters of the months in English, German, French, Spanish, Italian, Dutch.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "maa"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// The day of a date, with or without a time behind it.
pub(super) fn parse_date(text: &str, form: DateForm) -> Option<Day> {
    let text = text.trim();
    if form == DateForm::MonthName {
        return with_month_name(text);
    }
    let mut parts = [0_u32; 3];
    let mut lengths = [0; 3];
    let mut rest = text;
    for (place, part) in parts.iter_mut().enumerate() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        *part = rest[..end].parse().ok().filter(|_| end <= 4)?;
        lengths[place] = end;
        rest = &rest[end..];
        if place < 2 {
            rest = rest.strip_prefix(['-', '/', '.'])?.trim_start();
        }
    }
    let behind = rest.trim_start_matches('.');
    if !(behind.is_empty() || behind.starts_with([' ', 'T', ',', '\u{202f}'])) {
        return None;
    }
    let [one, two, three] = parts;
    let (year, month, day, digits) = match form {
        // "14.01.24" begins with a day, whatever else it could be.
        DateForm::YearFirst if lengths[0] != 4 => return None,
        DateForm::YearFirst => (one, two, three, lengths[0]),
        DateForm::DayFirst => (three, two, one, lengths[2]),
        DateForm::MonthFirst => (three, one, two, lengths[2]),
        DateForm::MonthName => return None,
    };
    day_of(full_year(year, digits)?, month, day)
}

/// The form in which most of the samples are dates, and whether another would do as well.
pub(super) fn guess_form<'a>(
    samples: impl Iterator<Item = &'a str>,
    order: Option<DateOrder>,
) -> Option<(DateForm, bool)> {
    let mut counts = Counts::default();
    for text in samples {
        counts.see(text);
    }
    counts.form(order)
}

/// The same of a column of all rows that are no shorter, empty fields aside.
pub(super) fn guess_form_of_all(
    rows: impl Iterator<Item = StringRecord>,
    column: usize,
    order: Option<DateOrder>,
) -> Option<(DateForm, bool)> {
    let mut counts = Counts::default();
    for row in rows {
        match row.get(column).map(str::trim) {
            None | Some("") => {}
            Some(text) => counts.see(text),
        }
    }
    counts.form(order)
}

/// How many texts are dates in each form.
#[derive(Default)]
struct Counts {
    hits: [usize; FORMS.len()],
    total: usize,
}

impl Counts {
    fn see(&mut self, text: &str) {
        self.total += 1;
        for (hits, form) in self.hits.iter_mut().zip(FORMS) {
            *hits += usize::from(parse_date(text, form).is_some());
        }
    }

    fn form(&self, order: Option<DateOrder>) -> Option<(DateForm, bool)> {
        let preferred = |form: DateForm| match order {
            Some(DateOrder::MonthFirst) => form == DateForm::MonthFirst,
            Some(DateOrder::DayFirst | DateOrder::Iso) | None => form == DateForm::DayFirst,
        };
        let forms = FORMS.into_iter().zip(self.hits);
        let mut found: Vec<_> = forms
            .map(|(form, hits)| (hits, preferred(form), form))
            .collect();
        found.sort_by_key(|(hits, preferred, _)| std::cmp::Reverse((*hits, *preferred)));
        let (most, _, form) = found[0];
        (most > 0 && most * 2 >= self.total).then(|| (form, found[1].0 == most))
    }
}

/// The date of a written-out month: `22nd Sep 2020`, `September 22, 2020`, `22. September 2020`.
fn with_month_name(text: &str) -> Option<Day> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    // The weekday before it may begin like a month: mardi, martes, maandag.
    let first = &words[..words.len().min(3)];
    let month_at = first.iter().rposition(|word| month(word).is_some())?;
    let month = month(words[month_at])?;
    let numbers: Vec<u32> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != month_at)
        .filter_map(|(_, word)| ordinal(word))
        .take(2)
        .collect();
    let [one, two] = numbers.as_slice() else {
        return None;
    };
    let (year, day) = if *one > 31 {
        (*one, *two)
    } else {
        (*two, *one)
    };
    day_of(full_year(year, if year < 100 { 2 } else { 4 })?, month, day)
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let is_word = word.chars().all(char::is_alphabetic);
    let place = MONTHS
        .iter()
        .position(|starts| is_word && starts.iter().any(|start| word.starts_with(start)))?;
    u32::try_from(place + 1).ok()
}

/// The number of `22`, `22nd`.
fn ordinal(word: &str) -> Option<u32> {
    let end = word
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    let is_ordinal = matches!(
        rest.to_lowercase().as_str(),
        "" | "st" | "nd" | "rd" | "th" | "er" | "º"
    );
    digits.parse().ok().filter(|_| is_ordinal)
}

fn full_year(year: u32, digits: usize) -> Option<i32> {
    match digits {
        4 => i32::try_from(year).ok(),
        2 => i32::try_from(year + 2000).ok(),
        _ => None,
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_form_are_read() {
        for (text, form) in [
            ("2024-01-14", DateForm::YearFirst),
            ("2024/1/14 22:30", DateForm::YearFirst),
            ("2024-01-14T22:30:00Z", DateForm::YearFirst),
            ("14.01.2024", DateForm::DayFirst),
            ("14.1.24, 10:00 pm", DateForm::DayFirst),
            ("1/14/2024 10:00 PM", DateForm::MonthFirst),
            ("14th Jan 2024", DateForm::MonthName),
            ("January 14, 2024", DateForm::MonthName),
            ("14. Januar 2024", DateForm::MonthName),
            ("14-Jan-24", DateForm::MonthName),
            ("mardi 14 janvier 2024", DateForm::MonthName),
            ("martes, 14 enero 2024", DateForm::MonthName),
            ("mar. 14 janv. 2024", DateForm::MonthName),
            ("maandag 14 januari 2024", DateForm::MonthName),
        ] {
            let day = parse_date(text, form).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2024-01-14"), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-1",
            "20240114",
            "soon",
            "",
            "2024-01-145",
        ] {
            assert_eq!(parse_date(text, DateForm::YearFirst), None, "{text}");
        }
        assert_eq!(parse_date("31st Feb 2024", DateForm::MonthName), None);
    }

    #[test]
    fn the_form_is_guessed_from_many_dates() {
        let guess = |texts: &[&str], order| guess_form(texts.iter().copied(), order);
        assert_eq!(
            guess(&["2024-01-14"], None),
            Some((DateForm::YearFirst, false))
        );
        assert_eq!(
            guess(&["1/2/2024", "1/14/2024"], None),
            Some((DateForm::MonthFirst, false))
        );
        assert_eq!(guess(&["1/2/2024"], None), Some((DateForm::DayFirst, true)));
        let month = Some(DateOrder::MonthFirst);
        assert_eq!(
            guess(&["1/2/2024"], month),
            Some((DateForm::MonthFirst, true))
        );
        assert_eq!(
            guess(&["14.01.24", "20.01.24"], month),
            Some((DateForm::DayFirst, false))
        );
        assert_eq!(guess(&["tea", "milk"], None), None);
    }
}

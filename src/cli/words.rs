//! Days and values in words on a terminal, in the person's way of writing.

use chrono::Datelike;

use crate::domain::{
    DateOrder, Day, DayValue, DecimalMark, Journal, Kind, Settings, format_quantity, format_rounded,
};
use crate::phrases::Style;

use super::terminal::printable;

/// The person's choices of how to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    mark: DecimalMark,
    order: DateOrder,
    today: Day,
}

impl Words {
    pub(super) fn of(journal: &Journal, today: Day) -> Self {
        Self::from_settings(journal.settings(), today)
    }

    fn from_settings(settings: &Settings, today: Day) -> Self {
        Self {
            mark: settings.decimal_mark(),
            order: settings.date_order(),
            today,
        }
    }

    /// "Saturday 21 November"; with the year where it is not the running one.
    pub(super) fn day(self, day: Day) -> String {
        let form = match (self.order, day.year() == self.today.year()) {
            (DateOrder::DayFirst, true) => "%A %-d %B",
            (DateOrder::DayFirst, false) => "%A %-d %B %Y",
            (DateOrder::MonthFirst, true) => "%A, %B %-d",
            (DateOrder::MonthFirst, false) => "%A, %B %-d, %Y",
            (DateOrder::Iso, _) => "%A %Y-%m-%d",
        };
        day.format(form).to_string()
    }

    /// "500 ml", "4, moderate", "yes".
    pub(super) fn number(self, kind: &Kind, number: f64) -> String {
        match kind {
            Kind::Amount(amount) => {
                format_quantity(number, unit_of(number, &amount.unit), self.mark)
            }
            Kind::Scale(scale) => {
                let number_text = format_quantity(number, "", self.mark);
                match scale.word(number) {
                    "" => number_text,
                    word => format!("{number_text}, {word}"),
                }
            }
            Kind::YesNo => (if number == 0.0 { "no" } else { "yes" }).to_owned(),
        }
    }

    /// The number, "skipped" or "not logged".
    pub(super) fn value(self, kind: &Kind, value: DayValue) -> String {
        match value {
            DayValue::NotLogged => "not logged".to_owned(),
            DayValue::Skipped => "skipped".to_owned(),
            DayValue::Recorded { number, .. } => self.number(kind, number),
        }
    }
}

impl Style for Words {
    fn number(&self, number: f64, decimals: usize) -> String {
        format_rounded(number, decimals, self.mark).replace('-', "−")
    }

    fn amount(&self, number: f64, unit: &str) -> String {
        let text = Style::number(self, number, 2);
        format!("{text} {}", unit_of(number, unit))
            .trim_end()
            .to_owned()
    }
}

/// "serving" rather than "servings" for one; other units are the same for any number.
fn unit_of(number: f64, unit: &str) -> &str {
    let is_word = unit.len() > 3 && !unit.ends_with("ss");
    match unit.strip_suffix('s') {
        Some(one) if number == 1.0 && is_word => one,
        _ => unit,
    }
}

/// "412 kB", "3.1 MB".
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Wider cells are cut.
const WIDEST_CELL: usize = 200;

/// Rows of columns as wide as their widest cell, two blanks apart, without blanks at the end.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| shown_cell(cell)).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            // A width in a format has a limit of its own.
            let blanks = width - cell.chars().count() + 2;
            line.extend(std::iter::repeat_n(' ', blanks));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn shown_cell(cell: &str) -> String {
    let shown = printable(cell);
    match shown.char_indices().nth(WIDEST_CELL) {
        Some((at, _)) => format!("{}…", &shown[..at]),
        None => shown.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setting_key;

    #[test]
    fn days_carry_their_year_where_it_is_another() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let words = |order: &str| {
            let pair = (setting_key::DATE_ORDER.to_owned(), order.to_owned());
            Words::from_settings(&Settings::from_pairs([pair]), day("2026-11-21"))
        };
        for (order, on, expected) in [
            ("day_first", "2026-11-21", "Saturday 21 November"),
            ("day_first", "2025-11-21", "Friday 21 November 2025"),
            ("month_first", "2026-11-21", "Saturday, November 21"),
            ("iso", "2026-11-21", "Saturday 2026-11-21"),
        ] {
            assert_eq!(words(order).day(day(on)), expected);
        }
    }

    #[test]
    fn one_is_no_plural() {
        for (number, unit, expected) in [
            (1.0, "servings", "serving"),
            (2.0, "servings", "servings"),
            (0.0, "doses", "doses"),
            (1.0, "UK units", "UK unit"),
            (1.0, "ml", "ml"),
            (1.0, "glass", "glass"),
        ] {
            assert_eq!(unit_of(number, unit), expected);
        }
    }

    #[test]
    fn columns_line_up_in_any_script() {
        let rows = [["Kōso", "1"], ["Wasser", "22"], ["水", ""]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "Kōso    1\nWasser  22\n水\n");
    }

    #[test]
    fn a_cell_has_an_end_and_breaks_no_line() {
        let rows = vec![
            vec!["k".repeat(70_000), "1".to_owned()],
            vec!["a\u{1b}[2J\nb".to_owned(), "2".to_owned()],
        ];
        let text = table(&rows);
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| line.chars().count() < 210));
        assert!(text.contains("a\\u{1b}[2J\\u{a}b"), "{text}");
    }
}

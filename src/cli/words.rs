//! What a terminal adds to the words of window and terminal alike: the day it is, sizes of files, columns.

use crate::domain::{Day, Journal};
use crate::words;

use super::terminal::printable;

/// The person's choices of how to write, and the running day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    /// What the window writes and reads with too.
    pub(super) style: words::Words,
    /// The running day.
    pub(super) today: Day,
}

impl Words {
    pub(super) fn of(journal: &Journal, today: Day) -> Self {
        let style = words::Words::of(journal.settings());
        Self { style, today }
    }

    /// "Saturday 21 November"; with the year where it is not the running one.
    pub(super) fn day(self, day: Day) -> String {
        self.style.weekday_and_day(day, self.today)
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

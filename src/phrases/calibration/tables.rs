//! The counts of a calibration as tables: for "How this works" and for `docs/calibration.md`.

use super::{AlarmCell, Calibration, ClaimCell, LinkCell, RangeCell};
use crate::domain::{DecimalMark, format_rounded};
use crate::words::Style;

/// A table as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalibrationTable {
    /// What it is about.
    pub title: &'static str,
    /// How to read it.
    pub note: &'static str,
    /// The heads of its columns.
    pub columns: Vec<&'static str>,
    /// Its cells, row by row, each as many as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Calibration {
    /// The tables, the most telling one first.
    pub fn tables(&self, style: &dyn Style) -> Vec<CalibrationTable> {
        vec![
            CalibrationTable {
                title: "False alarms of one delay, 5 % expected",
                note: "Nothing links habit and symptom. Share of diaries in which the day before stands out at the 5 % level \
                       all the same; as much is carried over from day to day in both.",
                columns: vec![
                    "Days",
                    "Carried over",
                    "Diaries",
                    "Not tested",
                    "False alarms, %",
                ],
                rows: rows(&self.one_delay, |cell| one_delay_row(cell, style)),
            },
            CalibrationTable {
                title: "False alarms of the six stretches together, 5 % expected",
                note: "Nothing links habit and symptom. Share of diaries in which any of the six stands out at the 5 % level \
                       after the correction for six.",
                columns: vec![
                    "Days",
                    "Habit carried over",
                    "Symptom carried over",
                    "Diaries",
                    "Not tested",
                    "False alarms, %",
                ],
                rows: rows(&self.six_windows, |cell| six_windows_row(cell, style)),
            },
            CalibrationTable {
                title: "Journals of 60 pairs without any link",
                note: "Share of journals in which anything at all is claimed: a link up to .05, a link or a hint up to .20.",
                columns: vec![
                    "Days",
                    "Journals",
                    "Any up to .05, %",
                    "Any up to .10, %",
                    "Any up to .20, %",
                ],
                rows: rows(&self.no_links, |cell| no_links_row(cell, style)),
            },
            CalibrationTable {
                title: "Journals of 60 pairs with four true links",
                note: "Share of the true links that are found, and share of chance in what is claimed; of the latter 5, 10 and \
                       20 % are allowed.",
                columns: vec![
                    "Days",
                    "Journals",
                    "Found up to .05, %",
                    "Found up to .10, %",
                    "Found up to .20, %",
                    "Chance up to .05, %",
                    "Chance up to .10, %",
                    "Chance up to .20, %",
                ],
                rows: rows(&self.true_links, |cell| true_links_row(cell, style)),
            },
            CalibrationTable {
                title: "Likely ranges around a true link, 95 % expected",
                note: "The habit of the day before goes along with the symptom by so many points for a point. Share of diaries \
                       whose 95 % range contains that, and how far the mean of what is found is off.",
                columns: vec![
                    "Days",
                    "Carried over",
                    "True difference",
                    "Diaries",
                    "Not tested",
                    "Ranges that contain it, %",
                    "Off by, %",
                ],
                rows: rows(&self.ranges, |cell| range_row(cell, style)),
            },
        ]
    }

    /// The tables as they stand in `docs/calibration.md`.
    pub fn markdown(&self) -> String {
        let date = self.date.format("%-d %B %Y");
        let tables: String = self
            .tables(&Typed)
            .iter()
            .map(CalibrationTable::markdown)
            .collect();
        format!("Seed {}, {date}.\n{tables}", self.seed)
    }
}

impl CalibrationTable {
    fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let columns: Vec<String> = self.columns.iter().map(|&name| name.to_owned()).collect();
        let ruler = vec!["---".to_owned(); columns.len()];
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        format!(
            "\n### {}\n\n{}\n\n{}{}{rows}",
            self.title,
            self.note,
            line(&columns),
            line(&ruler)
        )
    }
}

fn rows<T>(cells: &[T], row: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    cells.iter().map(row).collect()
}

fn one_delay_row(cell: &AlarmCell, style: &dyn Style) -> Vec<String> {
    vec![
        cell.days.to_string(),
        style.number(cell.symptom_phi, 2),
        cell.diaries.to_string(),
        cell.not_tested.to_string(),
        counted(cell.alarms, cell.diaries, style),
    ]
}

fn six_windows_row(cell: &AlarmCell, style: &dyn Style) -> Vec<String> {
    vec![
        cell.days.to_string(),
        style.number(cell.habit_phi, 2),
        style.number(cell.symptom_phi, 2),
        cell.diaries.to_string(),
        cell.not_tested.to_string(),
        counted(cell.alarms, cell.diaries, style),
    ]
}

fn no_links_row(cell: &ClaimCell, style: &dyn Style) -> Vec<String> {
    let mut row = vec![cell.days.to_string(), cell.journals.to_string()];
    row.extend(
        cell.with_claims
            .map(|with| counted(with, cell.journals, style)),
    );
    row
}

fn true_links_row(cell: &LinkCell, style: &dyn Style) -> Vec<String> {
    let mut row = vec![cell.days.to_string(), cell.journals.to_string()];
    let means = cell.found.iter().chain(&cell.chance);
    row.extend(means.map(|&[mean, error]| percent(mean, error, style)));
    row
}

fn range_row(cell: &RangeCell, style: &dyn Style) -> Vec<String> {
    let off = 100.0 * (cell.mean_difference / cell.difference - 1.0);
    vec![
        cell.days.to_string(),
        style.number(cell.symptom_phi, 2),
        style.number(cell.difference, 2),
        cell.diaries.to_string(),
        cell.not_tested.to_string(),
        counted(cell.held, cell.diaries, style),
        fixed(off, style),
    ]
}

/// "4.9 ± 0.2": the share in percent with its Monte Carlo error, a binomial standard error.
fn counted(hits: usize, of: usize, style: &dyn Style) -> String {
    let of = of.max(1) as f64;
    let share = hits as f64 / of;
    percent(share, (share * (1.0 - share) / of).sqrt(), style)
}

fn percent(share: f64, error: f64, style: &dyn Style) -> String {
    format!(
        "{} ± {}",
        fixed(100.0 * share, style),
        fixed(100.0 * error, style)
    )
}

/// With exactly one decimal, so that a column reads well.
fn fixed(number: f64, style: &dyn Style) -> String {
    let half = style.number(0.5, 1);
    let mark = half.trim_matches(|c: char| c.is_ascii_digit());
    let rounded = (10.0 * number).round() / 10.0 + 0.0;
    format!("{rounded:.1}").replace('-', "−").replace('.', mark)
}

/// Numbers as they stand in documents.
struct Typed;

impl Style for Typed {
    fn number(&self, number: f64, decimals: usize) -> String {
        format_rounded(number, decimals, DecimalMark::Point).replace('-', "−")
    }

    fn amount(&self, number: f64, unit: &str) -> String {
        format!("{} {unit}", self.number(number, 2))
    }
}

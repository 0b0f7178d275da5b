//! The calibration that is part of the program: it can be read, it is what the document shows, and it keeps what is promised.

use super::*;

/// The share of `hits`, in percent.
fn percent(hits: usize, of: usize) -> f64 {
    100.0 * hits as f64 / of as f64
}

#[test]
fn the_document_shows_the_counts_of_the_program() {
    let document = include_str!("../../../docs/calibration.md");
    let (_, rest) = document.split_once("<!-- tables -->\n").unwrap();
    let (tables, _) = rest.split_once("<!-- end of tables -->").unwrap();
    assert_eq!(tables.trim(), Calibration::embedded().markdown().trim());
}

#[test]
fn five_percent_is_five_percent() {
    let calibration = Calibration::embedded();
    let cells: Vec<(usize, f64)> = calibration
        .one_delay
        .iter()
        .map(|cell| (cell.days, cell.symptom_phi))
        .collect();
    let asked = [60, 120, 365].map(|days| [0.0, 0.5, 0.8, 0.9].map(|phi| (days, phi)));
    assert_eq!(cells, asked.as_flattened());
    for cell in &calibration.one_delay {
        assert_eq!(cell.habit_phi, cell.symptom_phi);
        assert!(cell.diaries >= 2_000, "{cell:?}");
        let alarms = percent(cell.alarms, cell.diaries);
        assert!((3.5..=6.5).contains(&alarms), "{cell:?}");
    }
    assert_eq!(calibration.six_windows.len(), 9);
    for cell in &calibration.six_windows {
        assert!(cell.diaries >= 2_000, "{cell:?}");
        assert!(percent(cell.alarms, cell.diaries) <= 6.5, "{cell:?}");
    }
}

#[test]
fn whole_journals_claim_no_more_than_is_allowed() {
    let calibration = Calibration::embedded();
    assert!(!calibration.no_links.is_empty() && !calibration.true_links.is_empty());
    let allowed = [0.05, 0.1, 0.2];
    for cell in &calibration.no_links {
        for (with, allowed) in cell.with_claims.iter().zip(allowed) {
            let share = *with as f64 / cell.journals as f64;
            let error = (share * (1.0 - share) / cell.journals as f64).sqrt();
            assert!(share <= allowed + 2.0 * error, "{cell:?}");
        }
    }
    for cell in &calibration.true_links {
        assert!(cell.found.is_sorted(), "{cell:?}");
    }
}

#[test]
fn ranges_hold_the_truth() {
    let cells = &Calibration::embedded().ranges;
    assert!(!cells.is_empty());
    for cell in cells {
        let held = percent(cell.held, cell.diaries);
        assert!(
            cell.diaries >= 2_000 && (91.0..=96.0).contains(&held),
            "{cell:?}"
        );
    }
}

#[test]
fn tables_are_whole_and_follow_the_persons_decimal_mark() {
    use crate::domain::{DecimalMark, format_rounded};
    use crate::words::Style;

    struct Comma;
    impl Style for Comma {
        fn number(&self, number: f64, decimals: usize) -> String {
            format_rounded(number, decimals, DecimalMark::Comma)
        }
        fn amount(&self, number: f64, unit: &str) -> String {
            format!("{} {unit}", self.number(number, 2))
        }
    }
    let calibration = Calibration {
        one_delay: vec![AlarmCell {
            days: 60,
            habit_phi: 0.5,
            symptom_phi: 0.5,
            diaries: 2_000,
            alarms: 100,
            not_tested: 20,
        }],
        ..Calibration::embedded().clone()
    };
    let tables = calibration.tables(&Comma);
    assert_eq!(tables[0].rows, [["60", "0,5", "2000", "20", "5,0 ± 0,5"]]);
    for table in tables {
        assert!(!table.rows.is_empty(), "{}", table.title);
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{}", table.title);
        }
    }
}

#[test]
fn what_is_no_calibration_is_refused() {
    assert!(Calibration::parse("seed = 1").is_err());
    assert!(Calibration::parse("seed = 1\ndate = \"2026-11-21\"\nmore = 2").is_err());
}

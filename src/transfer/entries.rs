//! The entries form: one row an entry, everything that was logged, by name and by stable key.

use std::io::Write;

use super::sheet::{DayRange, Dialect, ExportError, Sheet};
use crate::domain::{Day, Entry, EntryKey, ItemId, Journal, TrackerId, Value};

/// The columns of an archive's entries; the form has all but the last.
pub(super) const COLUMNS: [&str; 10] = [
    "date",
    "tracker",
    "item",
    "value",
    "unit",
    "state",
    "origin",
    "tracker_key",
    "item_key",
    "changed_at",
];

fn header() -> &'static [&'static str] {
    COLUMNS.split_last().map_or(&COLUMNS, |(_, form)| form)
}

/// Writes every entry of `range`, sorted by date, tracker position and item position.
///
/// # Errors
/// Where `out` takes no more.
pub fn write_entries(
    journal: &Journal,
    range: DayRange,
    dialect: Dialect,
    out: impl Write,
) -> Result<(), ExportError> {
    let mut sheet = Sheet::new(out, dialect)?;
    for column in header() {
        sheet.field(column)?;
    }
    sheet.end_row()?;
    for (key, entry) in sorted_entries(journal, range) {
        write_row(journal, key, entry, &mut sheet)?;
    }
    sheet.finish()
}

pub(super) fn sorted_entries(journal: &Journal, range: DayRange) -> Vec<(EntryKey, Entry)> {
    let mut entries: Vec<_> = journal
        .entries()
        .filter(|(key, _)| range.covers(key.day))
        .collect();
    entries.sort_by_cached_key(|(key, _)| order(journal, *key));
    entries
}

/// A tracker's own entry comes before those of its items.
fn order(journal: &Journal, key: EntryKey) -> (Day, (i64, TrackerId), Option<(i64, ItemId)>) {
    let tracker = journal.tracker(key.tracker).map_or(0, |it| it.position);
    let item = key
        .item
        .map(|id| (journal.item(id).map_or(0, |item| item.position), id));
    (key.day, (tracker, key.tracker), item)
}

fn write_row(
    journal: &Journal,
    key: EntryKey,
    entry: Entry,
    sheet: &mut Sheet<impl Write>,
) -> Result<(), ExportError> {
    let Some(tracker) = journal.tracker(key.tracker) else {
        return Ok(());
    };
    let item = key.item.and_then(|id| journal.item(id));
    sheet.field(&key.day.to_string())?;
    sheet.text(&tracker.name)?;
    sheet.text(item.map_or("", |item| &item.name))?;
    match entry.value {
        Value::Recorded(number) => sheet.number(number)?,
        Value::Skipped => sheet.field("")?,
    }
    sheet.text(tracker.kind.unit())?;
    sheet.field(entry.value.state_key())?;
    sheet.field(entry.origin.key())?;
    sheet.text(&tracker.uid)?;
    sheet.text(item.map_or("", |item| &item.uid))?;
    sheet.end_row()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::domain::{DecimalMark, Edit, Origin};

    fn text(journal: &Journal, range: DayRange, dialect: Dialect) -> String {
        let mut out = Vec::new();
        write_entries(journal, range, dialect, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_row_an_entry_in_the_order_of_the_page() {
        let expected = "\
date,tracker,item,value,unit,state,origin,tracker_key,item_key
2026-11-18,Fermented food,Kimchi,2,servings,recorded,copied,fermented_food,kimchi
2026-11-18,Fermented food,Kefir,0.5,servings,recorded,imported,fermented_food,kefir
2026-11-18,Itch,,4,,recorded,typed,itch,
2026-11-20,Fermented food,,0,servings,recorded,typed,fermented_food,
2026-11-20,\"Tea, \"\"green\"\", 🍵\",,6.75,-cups,recorded,typed,=tea,
2026-11-20,Itch,,,,skipped,typed,itch,
";
        assert_eq!(
            text(&example::journal(), DayRange::default(), Dialect::Plain),
            expected
        );
    }

    #[test]
    fn a_range_leaves_out_other_days_and_an_empty_one_the_rows() {
        let from = DayRange {
            from: Some(example::day("2026-11-19")),
            to: None,
        };
        let rows = text(&example::journal(), from, Dialect::Plain);
        assert_eq!(rows.lines().count(), 4);
        assert!(!rows.contains("2026-11-18"));
        let none = text(&Journal::default(), DayRange::default(), Dialect::Plain);
        assert_eq!(none, header().join(",") + "\n");
    }

    #[test]
    fn spreadsheets_of_people_with_a_decimal_comma_read_it_too() {
        let sheet = Dialect::Spreadsheet(DecimalMark::Comma);
        let rows = text(&example::journal(), DayRange::default(), sheet);
        assert!(rows.starts_with("\u{feff}date;tracker;item;"), "{rows}");
        let row = "2026-11-20;\"Tea, \"\"green\"\", 🍵\";;6,75;'-cups;recorded;typed;'=tea;\n";
        assert!(rows.contains(row), "{rows}");
    }

    proptest::proptest! {
        #[test]
        fn numbers_read_back_as_they_were(numbers in proptest::collection::vec(0.0..1_000_000.0_f64, 1..20)) {
            let mut journal = example::journal();
            let first = example::day("2027-01-01");
            let mut expected = Vec::new();
            for (offset, number) in (0..).zip(numbers) {
                let day = first + chrono::Duration::days(offset);
                let key = EntryKey::own(example::TEA, day);
                let entry = Entry { value: Value::Recorded(number), origin: Origin::Imported };
                journal.apply(Edit::log(key, entry)).unwrap();
                expected.push((day.to_string(), number));
            }
            let range = DayRange { from: Some(first), to: None };
            let text = text(&journal, range, Dialect::Plain);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let read: Vec<_> = reader
                .records()
                .map(|row| row.unwrap())
                .map(|row| (row[0].to_owned(), row[3].parse::<f64>().unwrap()))
                .collect();
            proptest::prop_assert_eq!(read, expected);
        }
    }
}

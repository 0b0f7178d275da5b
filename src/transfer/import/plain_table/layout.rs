//! How a plain table is most likely to be read: which column has the date, how it is written, one value a row or many.

use csv::StringRecord;

use super::date_form;
use crate::domain::DateOrder;
use crate::import::{TableForm, TableLayout};
use crate::transfer::import::dates::guess_form;
use crate::transfer::import::error::ImportError;
use crate::transfer::import::numbers::{is_meant_as_number, short};
use crate::transfer::import::table::Table;

/// So many rows tell how the others are written.
pub(super) const SAMPLES: usize = 400;

const DATE_NAMES: [&str; 10] = [
    "date",
    "day",
    "datum",
    "tag",
    "fecha",
    "data",
    "timestamp",
    "time",
    "when",
    "checkin_date",
];
const NAME_NAMES: [&str; 10] = [
    "tracker", "name", "habit", "symptom", "item", "category", "type", "metric", "what", "activity",
];
const VALUE_NAMES: [&str; 9] = [
    "value", "amount", "rating", "score", "quantity", "number", "level", "count", "wert",
];

/// Guesses the layout, and whether its dates could be read in another order as well.
pub(super) fn guess(
    table: &Table,
    order: Option<DateOrder>,
) -> Result<(TableLayout, bool), ImportError> {
    let header: Vec<String> = table
        .header()
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    let mut places: Vec<usize> = (0..header.len()).collect();
    // Columns that are called a date come first.
    places.sort_by_key(|place| {
        let named = DATE_NAMES.iter().position(|name| *name == header[*place]);
        let holds = DATE_NAMES
            .iter()
            .take(4)
            .any(|name| header[*place].contains(name));
        (named.unwrap_or(DATE_NAMES.len()), !holds, *place)
    });
    let rows = table.first_rows(SAMPLES);
    let is_dated = |place: usize| {
        let fields = samples(&rows, place);
        guess_form(fields.iter().map(String::as_str), order).is_some()
    };
    let found = places.into_iter().find_map(|place| {
        let (form, is_open) = is_dated(place).then(|| date_form(table, place, order))??;
        Some((place, form, is_open))
    });
    let Some((date, date_form, is_open)) = found else {
        let names = table.header().iter().take(6);
        let names: Vec<String> = names.map(|name| format!("“{}”", short(name))).collect();
        let text = format!(
            "no column with dates was found among {}; dates such as 2024-01-14, 14.1.2024, 1/14/2024 or 14 Jan 2024 were expected",
            names.join(", ")
        );
        return Err(ImportError::broken("", 2, text));
    };
    let layout = TableLayout {
        date: table.header()[date].clone(),
        date_form,
        form: form(&rows, table, &header, date),
    };
    Ok((layout, is_open))
}

/// The fields of a column that are not empty.
pub(super) fn samples(rows: &[StringRecord], column: usize) -> Vec<String> {
    let fields = rows.iter().filter_map(|row| row.get(column));
    let fields = fields.map(str::trim).filter(|field| !field.is_empty());
    fields.map(str::to_owned).collect()
}

/// One value a row where a column of names and one of values are called so.
fn form(rows: &[StringRecord], table: &Table, header: &[String], date: usize) -> TableForm {
    let find = |names: &[&str]| {
        let place = names
            .iter()
            .find_map(|name| header.iter().position(|header| header == name))?;
        (place != date).then_some(place)
    };
    let (Some(name), Some(value)) = (find(&NAME_NAMES), find(&VALUE_NAMES)) else {
        return TableForm::Wide;
    };
    let are_words = samples(rows, name)
        .iter()
        .all(|field| !is_meant_as_number(field));
    if are_words {
        TableForm::Long {
            name: table.header()[name].clone(),
            value: table.header()[value].clone(),
        }
    } else {
        TableForm::Wide
    }
}

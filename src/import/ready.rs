//! The mapping that a file is first shown with: what was chosen for the last file of its kind, guesses for the rest.

use super::{Foreign, Mapping, TableLayout, guess};
use crate::domain::{DecimalMark, Journal, setting_key};

/// Under which name a mapping is remembered, without the settings' prefix; `source` as [`Foreign::mapped_as`] says.
pub fn remembered_name(source: &str) -> String {
    format!("import.{source}")
}

/// The setting in which a mapping is remembered.
pub fn remembered_key(source: &str) -> String {
    format!("{}{}", setting_key::REMEMBERED, remembered_name(source))
}

/// The mapping that was chosen for the last file of that kind, if there was one.
pub fn remembered(journal: &Journal, source: &str) -> Option<Mapping> {
    let text = journal.settings().remembered(&remembered_name(source))?;
    Mapping::from_json(text).ok()
}

/// How a file that was just read would be read as the last one of its kind was, its table and its decimals; none where that
/// is how it was read. An order of dates that the file itself leaves no doubt about stays.
pub fn remembered_reading(
    journal: &Journal,
    foreign: &Foreign,
) -> Option<(Option<TableLayout>, Option<DecimalMark>)> {
    let known = remembered(journal, &foreign.mapped_as())?;
    let decimals = foreign.decimals.or(known.decimals);
    let mut table = foreign.table.clone();
    if let (Some(read), Some(mut known)) = (&foreign.table, known.table) {
        if known.date == read.date && !foreign.is_date_open {
            known.date_form = read.date_form;
        }
        table = Some(known);
    }
    (table != foreign.table || decimals != foreign.decimals).then_some((table, decimals))
}

/// A target for every stream: that of `chosen` or of the remembered mapping where it was chosen for the same measure,
/// else a guess.
pub fn ready_mapping(foreign: &Foreign, journal: &Journal, chosen: Option<&Mapping>) -> Mapping {
    let remembered = remembered(journal, &foreign.mapped_as());
    let mut mapping = guess(foreign, journal);
    mapping.decimals = foreign.decimals;
    for stream in &foreign.streams {
        let key = stream.key.clone();
        if let Some(given) = chosen.or(remembered.as_ref())
            && let Some(target) = given.streams.get(&key)
            && (given.measures.get(&key)).is_none_or(|measure| *measure == stream.measure())
        {
            mapping.streams.insert(key.clone(), target.clone());
        }
        mapping.measures.insert(key, stream.measure());
    }
    mapping
}

//! The mapping that a file is first shown with: what was chosen for the last file of its kind, guesses for the rest.

use super::{Foreign, Mapping, guess};
use crate::domain::{Journal, setting_key};

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

/// A target for every stream: that of `chosen` or of the remembered mapping, else a guess.
pub fn ready_mapping(foreign: &Foreign, journal: &Journal, chosen: Option<&Mapping>) -> Mapping {
    let remembered = remembered(journal, &foreign.mapped_as());
    let mut mapping = guess(foreign, journal);
    let given = chosen.or(remembered.as_ref());
    for (key, target) in given.into_iter().flat_map(|given| &given.streams) {
        if let Some(place) = mapping.streams.get_mut(key) {
            place.clone_from(target);
        }
    }
    mapping
}

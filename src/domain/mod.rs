//! What a journal is: days, trackers, entries, edits and their inverses. Pure; knows no clock, no file, no screen.

mod aim;
mod archive;
mod completeness;
mod day;
mod day_record;
mod day_value;
mod edit;
mod entry;
mod fingerprint;
mod history;
mod journal;
mod list;
mod locale;
mod log;
mod name;
mod note;
mod quantity;
pub mod routine;
mod settings;
mod sign;
mod span;
mod starter;
mod tracker;

pub use aim::{Aim, AimId, Bound, Period, Target};
pub use archive::{Archive, Tombstone};
pub use completeness::{Completeness, completeness};
pub use day::{Day, EARLIEST_DAY, LATEST_DAY, day_of, day_turn, days_between, week_start};
pub use day_record::{DayRecord, Taken, days_after, move_day, record_of, remove_day};
pub use day_value::{DayValue, day_value, day_values, item_values, value_of_entries};
pub use edit::{Cell, Edit, Rejected};
pub use entry::{Entry, EntryKey, Origin, Value};
pub use history::{History, Step};
pub use journal::{Holdings, Journal, JournalParts};
pub use list::{Culture, Item, ItemId, Label, List, ListContent, ListId};
pub use locale::locale_settings;
pub use log::{LogChange, LogRefusal, log};
pub use name::{NAME_CHARACTERS, NameFault, check_name, same_name};
pub use note::{NOTE_BYTES, tags};
pub use quantity::{
    Quantity, QuantityFault, add_amounts, format_exact, format_quantity, format_rounded,
    parse_quantity,
};
pub use settings::{
    Concern, DateOrder, DecimalMark, FirstWeekday, LifeStage, Settings, ThemeChoice, VolumeUnit,
    key as setting_key,
};
pub use sign::{is_harmful, is_overlooked, visible};
pub use span::{Span, SpanId, SpanKind};
pub use starter::{
    Beginning, StarterAim, StarterCatalogue, StarterConcern, StarterItem, StarterList,
    StarterTracker,
};
pub use tracker::{
    AmountScale, Direction, GUT_SECTION, Kind, LevelWord, RatingScale, Role, SKIN_SECTION, Tracker,
    TrackerId,
};

#[cfg(test)]
mod tests;

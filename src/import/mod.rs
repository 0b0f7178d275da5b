//! What a file of another program holds and what becomes of it in the journal. Pure; reading files is `transfer`'s.

mod foreign;
mod guess;
mod mapping;
mod plan;
mod progress;
mod ready;
mod record;
mod take_back;

pub use foreign::{
    Collector, Combine, Foreign, ForeignRecord, ForeignValue, MOST_PROBLEMS, Problem, Problems,
    Shape, Stream,
};
pub use guess::{guess, mood_levels, tag_of, unit_factor};
pub use mapping::{
    DateForm, LONGEST_MAPPING, Mapping, MappingError, NewKind, NewTracker, TableForm, TableLayout,
    Target, TrackerTarget,
};
pub use plan::{Answers, Conflict, Counts, Occasion, Outlook, Plan, Sample, plan};
pub use progress::Progress;
pub use ready::{ready_mapping, remembered, remembered_key, remembered_name, remembered_table};
pub use record::{ImportRecord, ImportedSeries, Replaced, imports, setting_key_of};
pub use take_back::{TakeBack, take_back};

//! What a file of another program holds and what becomes of it in the journal. Pure; reading files is `transfer`'s.

mod collector;
mod foreign;
mod guess;
mod limits;
mod mapping;
mod plan;
mod problems;
mod progress;
mod ready;
mod record;
mod take_back;

pub use collector::Collector;
pub use foreign::{Combine, Foreign, ForeignRecord, ForeignValue, OpenNumbers, Shape, Stream};
pub use guess::{few_of, guess, mood_levels, tag_of, unit_factor};
pub use limits::{
    MOST_NAME_LETTERS, MOST_STREAMS, MOST_TRACKERS, checked_name, counted, fingerprint,
};
pub use mapping::{
    DateForm, LONGEST_MAPPING, Mapping, MappingError, NewKind, NewTracker, TableForm, TableLayout,
    Target, TrackerTarget,
};
pub use plan::{
    Answers, Conflict, Counts, LeftOut, Occasion, Outlook, Plan, Sample, Stopped, plan, plan_until,
};
pub use problems::{MOST_PROBLEMS, Problem, Problems};
pub use progress::Progress;
pub use ready::{ready_mapping, remembered, remembered_key, remembered_name, remembered_reading};
pub use record::{ImportRecord, ImportedSeries, Replaced, imports, setting_key_of};
pub use take_back::{TakeBack, take_back};

//! What the articles recommend, what research says, and how often the person did it; leaves words of results to `ui`.

mod adherence;
mod content;
#[cfg(test)]
mod coverage;

pub use adherence::{
    Adherence, AdherenceDay, AdherenceWeek, Against, DayCounts, DayVerdict, Presence, WeekCounts,
    WeekVerdict, adherence, verdict_on,
};
pub use content::{
    Article, Asks, Confounder, Figure, Grade, Guide, GuideConcern, GuideFault, Help, HelpLevel,
    Introduction, Pointing, Recommendation, Reference, Strength, Urgency,
};

//! Stretches of days with a label: treatments, pauses, markers.

use super::Day;

/// A span's number within one journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpanId(pub i64);

/// A stretch of days with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Number within the journal.
    pub id: SpanId,
    /// Stable name across journals.
    pub uid: String,
    /// What it stands for.
    pub kind: SpanKind,
    /// What the person calls it.
    pub label: String,
    /// How much of a treatment, as the person writes it.
    pub dose: String,
    /// First day.
    pub start: Day,
    /// Last day; none while it goes on. A marker's is its first day.
    pub end: Option<Day>,
}

impl Span {
    /// Whether it covers `day`.
    pub fn covers(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }

    /// Whether it has a day in common with `first` to `last`.
    pub fn meets(&self, first: Day, last: Day) -> bool {
        self.start <= last && self.end.is_none_or(|end| end >= first)
    }
}

/// What a span stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanKind {
    /// A medicine or other treatment.
    Treatment,
    /// Holiday, illness: days that neither help nor hurt an aim.
    Pause,
    /// One day on which something changed.
    Marker,
}

impl SpanKind {
    /// The name in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Treatment => "treatment",
            Self::Pause => "pause",
            Self::Marker => "marker",
        }
    }

    /// The kind of a name in files.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Treatment, Self::Pause, Self::Marker]
            .into_iter()
            .find(|kind| kind.key() == key)
    }
}

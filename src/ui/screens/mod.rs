//! The screens, one file or folder each.

pub mod calendar;
pub mod first_run;
mod form;
pub mod guide;
pub mod import;
pub mod insights;
pub mod month_popover;
#[cfg(test)]
mod rig;
pub mod settings;
pub mod today;
pub mod trends;
pub mod trouble;

/// A screen of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    /// Log a day.
    #[default]
    Today,
    /// The year, the month, spans, notes.
    Calendar,
    /// Charts.
    Trends,
    /// What goes along with what.
    Insights,
    /// What the articles recommend.
    Guide,
    /// Trackers, appearance, journal.
    Settings,
    /// Files of other programs; reached from the settings, not from the rail.
    Import,
}

impl Screen {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Calendar => "Calendar",
            Self::Trends => "Trends",
            Self::Insights => "Insights",
            Self::Guide => "Guide",
            Self::Settings => "Settings",
            Self::Import => "Import",
        }
    }
}

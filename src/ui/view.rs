//! What a screen may look at while it paints. Everything is borrowed; changes are asked for through `Actions`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::domain::{Cell, Day, Journal, TrackerId};

use super::findings::Findings;
use super::shelf::Shelf;
use super::words::Words;

/// The state of the program as screens see it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The journal, with what could not be saved yet.
    pub journal: &'a Journal,
    /// The places whose content is shown and not on the disk yet.
    pub unsaved: &'a BTreeSet<Cell>,
    /// Grows with every change of the journal; what a screen computes from it is kept under this number.
    pub revision: u64,
    /// The running day, by the day-start setting.
    pub today: Day,
    /// Whether the calendar already shows the day after `today` (past midnight, before the day starts).
    pub past_midnight: bool,
    /// The day that is open on Today.
    pub day: Day,
    /// What undo would take back.
    pub undo: Option<&'a str>,
    /// What redo would bring back.
    pub redo: Option<&'a str>,
    /// Where the journal lies.
    pub place: &'a Path,
    /// Its backups.
    pub shelf: &'a Shelf,
    /// What the statistics found.
    pub findings: &'a Findings,
    /// A uid that no row has yet. A batch that makes several rows appends `-1`, `-2`, ….
    pub spare_uid: &'a str,
}

impl View<'_> {
    /// How numbers and dates are written.
    pub fn words(&self) -> Words {
        Words::of(self.journal.settings())
    }

    /// Whether what a place holds is not on the disk yet.
    pub fn is_unsaved(&self, cell: &Cell) -> bool {
        self.unsaved.contains(cell)
    }

    /// Whether a value of a tracker on a day, or one of its items, is not on the disk yet.
    pub fn is_day_unsaved(&self, tracker: TrackerId, day: Day) -> bool {
        let is_of = |cell: &Cell| matches!(cell, Cell::Entry(key) if key.tracker == tracker && key.day == day);
        self.unsaved.iter().any(is_of)
    }
}

/// Where everything is saved.
pub static ALL_SAVED: &BTreeSet<Cell> = &BTreeSet::new();

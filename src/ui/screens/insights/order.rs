//! Which cards stand where: by class, links first, then by how sure they are; hidden ones and those without enough days
//! apart.

use super::drawing;
use crate::domain::Journal;
use crate::stats::{Class, Pair, Subject};
use crate::ui::findings::Report;

/// A group of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Links and hints.
    Found,
    /// The short term is settled.
    NothingBig,
    /// It may be anything.
    CannotTell,
    /// Too few days.
    NotEnough,
    /// Put away by the person.
    Hidden,
}

impl Section {
    const ALL: [Self; 5] = [
        Self::Found,
        Self::CannotTell,
        Self::NothingBig,
        Self::NotEnough,
        Self::Hidden,
    ];

    fn of(class: Class) -> Self {
        match class {
            Class::Linked | Class::Hint => Self::Found,
            Class::NothingBig => Self::NothingBig,
            Class::CannotTell => Self::CannotTell,
            Class::NotEnough => Self::NotEnough,
        }
    }

    /// What it is called.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Found => "Links and hints",
            Self::NothingBig => "Nothing big, short term",
            Self::CannotTell => "Cannot tell yet",
            Self::NotEnough => "Not enough days yet",
            Self::Hidden => "Hidden",
        }
    }

    /// Whether its cards show only when asked for.
    pub(super) fn starts_folded(self) -> bool {
        matches!(self, Self::NotEnough | Self::Hidden)
    }
}

/// One card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Its place in the run's pairs.
    pub(super) at: usize,
    /// The stable name under which it is hidden.
    pub(super) key: String,
    /// How far the axis of its range reaches: the same for all cards of a symptom.
    pub(super) reach: f64,
}

/// The sections that have cards, in their order.
pub(super) fn sections(
    journal: &Journal,
    report: &Report,
    hidden: &[String],
    only: Option<Subject>,
) -> Vec<(Section, Vec<Place>)> {
    let pairs = &report.insights.pairs;
    let mut sections: Vec<(Section, Vec<Place>)> =
        Section::ALL.map(|section| (section, Vec::new())).into();
    for at in in_order(pairs) {
        let pair = &pairs[at];
        if only.is_some_and(|only| only != pair.symptom) {
            continue;
        }
        let key = key(journal, pair);
        let section = if hidden.contains(&key) && pair.is_eligible() {
            Section::Hidden
        } else {
            Section::of(pair.class)
        };
        let of_symptom = pairs.iter().filter(|one| one.symptom == pair.symptom);
        let reach = drawing::reach(
            of_symptom.filter_map(Pair::likely_range),
            pair.smallest_difference,
        );
        if let Some((_, places)) = sections.iter_mut().find(|(one, _)| *one == section) {
            places.push(Place { at, key, reach });
        }
    }
    sections.retain(|(_, places)| !places.is_empty());
    sections
}

/// Places of pairs: by class, links and hints by their false discovery rate, others by how narrow their range is.
fn in_order(pairs: &[Pair]) -> Vec<usize> {
    let rank = |class: Class| match class {
        Class::Linked => 0,
        Class::Hint => 1,
        Class::CannotTell => 2,
        Class::NothingBig => 3,
        Class::NotEnough => 4,
    };
    let doubt = |pair: &Pair| match pair.class {
        Class::Linked | Class::Hint => pair.q.unwrap_or(1.0),
        _ => pair.interval_short().map_or(f64::MAX, |range| {
            range.half_width() / pair.smallest_difference
        }),
    };
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (&pairs[*one], &pairs[*other]);
        rank(one.class)
            .cmp(&rank(other.class))
            .then(doubt(one).total_cmp(&doubt(other)))
    });
    order
}

/// "sugar|itch", "fermented_food/kefir|itch": by stable names, so that a renamed tracker stays hidden.
pub(in crate::ui::screens) fn key(journal: &Journal, pair: &Pair) -> String {
    let name = |subject: Subject| {
        let tracker = journal
            .tracker(subject.tracker)
            .map_or("", |it| it.uid.as_str());
        match subject.item.and_then(|item| journal.item(item)) {
            Some(item) => format!("{tracker}/{}", item.uid),
            None => tracker.to_owned(),
        }
    };
    format!("{}|{}", name(pair.habit), name(pair.symptom))
}

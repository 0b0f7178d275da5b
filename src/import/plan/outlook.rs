//! What becomes of each stream, for whoever decides about it: on how many days it has something, and a few of its values.

use std::collections::HashSet;

use super::groups::{Groups, StreamTarget};
use super::values;
use crate::domain::{Day, Kind, Value};
use crate::import::{Foreign, ForeignRecord, ForeignValue};

/// So many different values of a stream are shown.
const SAMPLES: usize = 3;

/// What a stream holds and what would be kept of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outlook {
    /// On how many days it has a value, wherever it goes.
    pub days: usize,
    /// How many values those are.
    pub values: usize,
    /// The first different values in the file.
    pub samples: Vec<Sample>,
    /// The measure of the tracker it goes to; none where it goes elsewhere.
    pub kind: Option<Kind>,
    /// Whether it is left out, and why.
    pub left_out: Option<LeftOut>,
}

/// Why a stream is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// It was said so.
    Chosen,
    /// Nothing could be made of it.
    Because(String),
}

/// A value of a file and what would be kept of it, were it the only one of its day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// As it stands in the file.
    pub theirs: ForeignValue,
    /// As it would be kept; none where it goes to no tracker or is refused.
    pub becomes: Option<f64>,
}

/// The outlook of every stream, in the order of the file's streams.
pub(super) fn outlooks(foreign: &Foreign, groups: &Groups, today: Day) -> Vec<Outlook> {
    let kind_of = |target: &StreamTarget| match target {
        StreamTarget::Values { group, .. } => Some(groups.groups[*group].kind.clone()),
        _ => None,
    };
    let mut outlooks: Vec<Outlook> = groups
        .targets
        .iter()
        .zip(&foreign.streams)
        .map(|(target, stream)| Outlook {
            kind: kind_of(target),
            left_out: matches!(target, StreamTarget::LeaveOut).then(|| {
                let reason = groups.reasons.get(&stream.key).cloned();
                reason.map_or(LeftOut::Chosen, LeftOut::Because)
            }),
            ..Outlook::default()
        })
        .collect();
    let mut seen = HashSet::new();
    for record in foreign.records.iter().filter(|record| record.day <= today) {
        let place = record.stream as usize;
        let outlook = &mut outlooks[place];
        outlook.values += 1;
        if seen.insert((record.stream, record.day)) {
            outlook.days += 1;
        }
        let is_known = |sample: &Sample| sample.theirs == record.value;
        if outlook.samples.len() < SAMPLES && !outlook.samples.iter().any(is_known) {
            outlook.samples.push(Sample {
                theirs: record.value,
                becomes: becomes(record, foreign, &groups.targets[place], groups),
            });
        }
    }
    outlooks
}

fn becomes(
    record: &ForeignRecord,
    foreign: &Foreign,
    target: &StreamTarget,
    groups: &Groups,
) -> Option<f64> {
    let StreamTarget::Values { group, by } = target else {
        return None;
    };
    let stream = &foreign.streams[record.stream as usize];
    match values::alone(record, stream, by, &groups.groups[*group].kind)? {
        Value::Recorded(number) => Some(number),
        Value::Skipped => None,
    }
}

//! The values of a file as values of trackers: converted, combined to one a day, checked.

use std::collections::BTreeMap;

use super::Stopped;
use super::groups::{Groups, StreamTarget};
use crate::domain::DecimalMark;
use crate::domain::{
    Day, Direction, Kind, RatingScale, Rejected, Value, add_amounts, format_exact,
};
use crate::import::{
    Combine, Foreign, ForeignRecord, ForeignValue, Problems, Progress, Shape, Stream, TrackerTarget,
};

/// So many days of streams pass between two looks at whether to stop.
const DAYS_PER_LOOK: usize = 1024;

/// The value of a tracker or item on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellValue {
    pub(super) group: usize,
    pub(super) day: Day,
    pub(super) value: Value,
    line: u32,
    stream: u32,
    is_exact: bool,
}

/// The values by group and day, and how many were left out as their word has no number yet.
pub(super) fn cells(
    foreign: &Foreign,
    groups: &Groups,
    today: Day,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<(Vec<CellValue>, usize), Stopped> {
    let mut cells = Vec::new();
    let mut order: Vec<u32> =
        (0..u32::try_from(foreign.records.len()).unwrap_or(u32::MAX)).collect();
    let at = |index: u32| &foreign.records[index as usize];
    order.sort_by_key(|index| (at(*index).stream, at(*index).day));
    let runs = order.chunk_by(|one, other| {
        (at(*one).stream, at(*one).day) == (at(*other).stream, at(*other).day)
    });
    let mut unknown_words = Vec::new();
    for (count, run) in runs.enumerate() {
        if count.is_multiple_of(DAYS_PER_LOOK) && progress.is_cancelled() {
            return Err(Stopped);
        }
        let first = at(run[0]);
        let stream = &foreign.streams[first.stream as usize];
        let StreamTarget::Values { group, by } = &groups.targets[first.stream as usize] else {
            continue;
        };
        if first.day > today {
            let text = format!("{} lies in the future", first.day);
            problems.push(first.line, &stream.part, text);
            continue;
        }
        let (kind, name) = (&groups.groups[*group].kind, &groups.groups[*group].name);
        let records = run.iter().map(|index| at(*index));
        let sound = records.filter(|record| {
            let refused = refused(record, stream, by, kind);
            if let Some(reason) = &refused {
                let text = format!("{}{reason} for {name}", day_of(record));
                problems.push(record.line, &stream.part, text);
            }
            refused.is_none()
        });
        let numbers = numbers(sound, stream, by, &mut unknown_words);
        if let Some((value, is_exact)) = combined(&numbers, stream, by, kind) {
            cells.push(CellValue {
                group: *group,
                day: first.day,
                value,
                line: first.line,
                stream: first.stream,
                is_exact,
            });
        }
    }
    drop(order);
    say_unknown_words(foreign, &unknown_words, problems);
    let cells = united(cells, foreign, groups, problems);
    Ok((cells, unknown_words.len()))
}

/// A day that was put together from many records stands in no line, so it is named.
fn day_of(record: &ForeignRecord) -> String {
    match record.line {
        0 => format!("{}: ", record.day),
        _ => String::new(),
    }
}

/// Why a single number is none of the tracker's, whatever else the day has: out of its bounds, where a sum or the worst of
/// a day could hide it.
fn refused(
    record: &ForeignRecord,
    stream: &Stream,
    by: &TrackerTarget,
    kind: &Kind,
) -> Option<String> {
    let ForeignValue::Number(number) = record.value else {
        return None;
    };
    let theirs = number;
    let number = theirs * by.factor + by.offset;
    let (lowest, highest) = kind.bounds();
    let number = match kind {
        Kind::Amount(_) if is_converted(by) => rounded(number),
        Kind::Scale(scale) if is_converted(by) => nearest_level(number, scale),
        _ => number,
    };
    let is_refused = match kind {
        // Any amount is a yes, but of what was entered only a yes is one.
        Kind::YesNo if stream.is_entered => kind.check(number).is_err(),
        Kind::YesNo => number < 0.0,
        Kind::Amount(_) | Kind::Scale(_) => !(lowest..=highest).contains(&number),
    };
    let text = format_exact(theirs, DecimalMark::Point);
    match (is_refused, is_converted(by)) {
        (false, _) => None,
        (true, false) => Some(outside(number, kind)),
        (true, true) => {
            let (number, range) = (format_exact(number, DecimalMark::Point), range(kind));
            Some(format!(
                "{text} comes to {number}, which is outside {range}"
            ))
        }
    }
}

fn is_converted(by: &TrackerTarget) -> bool {
    by.factor != 1.0 || by.offset != 0.0
}

fn nearest_level(number: f64, scale: &RatingScale) -> f64 {
    let steps = ((number - scale.lowest) / scale.step).round();
    scale.lowest + steps * scale.step
}

/// "-5 is outside 0 to 20000 ml".
fn outside(number: f64, kind: &Kind) -> String {
    let number = format_exact(number, DecimalMark::Point);
    format!("{number} is outside {}", range(kind))
}

fn range(kind: &Kind) -> String {
    let text = |number: f64| format_exact(number, DecimalMark::Point);
    let (lowest, highest) = kind.bounds();
    let range = format!("{} to {} {}", text(lowest), text(highest), kind.unit());
    range.trim_end().to_owned()
}

/// A converted amount without the dust of the conversion: three decimals, and more of what is small.
fn rounded(number: f64) -> f64 {
    const DIGITS: i32 = 6;
    let small = number != 0.0 && number.abs() < 1.0;
    let decimals = if small {
        DIGITS - 1 - number.abs().log10().floor() as i32
    } else {
        3
    };
    let scale = 10_f64.powi(decimals.min(12));
    (number * scale).round() / scale
}

/// What would be kept of a record, were it the only one of its day; none where it is refused.
pub(super) fn alone(
    record: &ForeignRecord,
    stream: &Stream,
    by: &TrackerTarget,
    kind: &Kind,
) -> Option<Value> {
    if refused(record, stream, by, kind).is_some() {
        return None;
    }
    let numbers = numbers(std::iter::once(record), stream, by, &mut Vec::new());
    let (value, is_exact) = combined(&numbers, stream, by, kind)?;
    fitted(value, is_exact, kind).ok()
}

/// The numbers of a stream's records on one day; none where skipped.
fn numbers<'a>(
    records: impl Iterator<Item = &'a ForeignRecord>,
    stream: &Stream,
    by: &TrackerTarget,
    unknown_words: &mut Vec<(u32, u32, u32)>,
) -> Vec<Option<f64>> {
    let mut numbers = Vec::new();
    for record in records {
        match record.value {
            ForeignValue::Number(number) => numbers.push(Some(number * by.factor + by.offset)),
            ForeignValue::Skipped => numbers.push(None),
            ForeignValue::Word(word) => {
                let text = stream.words.get(word as usize);
                match text.and_then(|text| by.words.get(text)) {
                    Some(number) => numbers.push(Some(*number)),
                    None => unknown_words.push((record.stream, word, record.line)),
                }
            }
        }
    }
    numbers
}

/// One value of several, and whether it stands in the file just so.
fn combined(
    numbers: &[Option<f64>],
    stream: &Stream,
    by: &TrackerTarget,
    kind: &Kind,
) -> Option<(Value, bool)> {
    if numbers.is_empty() {
        return None;
    }
    let recorded: Vec<f64> = numbers.iter().flatten().copied().collect();
    if recorded.is_empty() {
        return Some((Value::Skipped, true));
    }
    let combine = match (stream.combine, kind) {
        // Ratings do not add up: the worst of a day counts.
        (Combine::Sum, Kind::Scale(_)) => Combine::Highest,
        (combine, _) => combine,
    };
    let number = match combine {
        Combine::Sum => recorded.iter().copied().fold(0.0, add_amounts_exactly),
        // The worst of a day: where more is better that is the lowest.
        Combine::Highest if is_higher_better(kind) => {
            recorded.iter().copied().fold(f64::INFINITY, f64::min)
        }
        Combine::Highest => recorded.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Combine::Mean => recorded.iter().sum::<f64>() / recorded.len() as f64,
        Combine::Last => recorded[recorded.len() - 1],
    };
    let is_mean = combine == Combine::Mean && recorded.len() > 1;
    let is_exact = !is_converted(by) && !is_mean;
    let is_quantity = matches!(stream.shape, Shape::Amount | Shape::Scale { .. });
    let number = match kind {
        // Any amount of something is a yes.
        Kind::YesNo if (is_quantity && !stream.is_entered) || recorded.len() > 1 => {
            f64::from(number > 0.0)
        }
        _ => number,
    };
    Some((Value::Recorded(number), is_exact))
}

/// A sum that leaves a single number as it is.
fn add_amounts_exactly(one: f64, other: f64) -> f64 {
    if one == 0.0 {
        other
    } else {
        add_amounts(one, other)
    }
}

fn is_higher_better(kind: &Kind) -> bool {
    matches!(kind, Kind::Scale(scale) if scale.direction == Direction::HigherIsBetter)
}

/// The streams of a tracker united to one value a day, and checked.
fn united(
    mut cells: Vec<CellValue>,
    foreign: &Foreign,
    groups: &Groups,
    problems: &mut Problems,
) -> Vec<CellValue> {
    cells.sort_by_key(|cell| (cell.group, cell.day));
    cells.dedup_by(|cell, last| {
        let is_same = (last.group, last.day) == (cell.group, cell.day);
        if is_same {
            last.value = both(last.value, cell.value, &groups.groups[cell.group].kind);
            last.is_exact &= cell.is_exact;
        }
        is_same
    });
    cells.retain_mut(|cell| {
        let group = &groups.groups[cell.group];
        match fitted(cell.value, cell.is_exact, &group.kind) {
            Ok(value) => {
                cell.value = value;
                true
            }
            Err(reason) => {
                let part = &foreign.streams[cell.stream as usize].part;
                // As for single records.
                let day = match cell.line {
                    0 => format!("{}: ", cell.day),
                    _ => String::new(),
                };
                problems.push(cell.line, part, format!("{day}{reason} for {}", group.name));
                false
            }
        }
    });
    cells
}

fn both(one: Value, other: Value, kind: &Kind) -> Value {
    let (Value::Recorded(first), Value::Recorded(second)) = (one, other) else {
        return if one == Value::Skipped { other } else { one };
    };
    Value::Recorded(match kind {
        Kind::Amount(_) => add_amounts(first, second),
        Kind::Scale(_) if is_higher_better(kind) => first.min(second),
        Kind::Scale(_) | Kind::YesNo => first.max(second),
    })
}

/// The value as the tracker takes it: converted ones on the nearest level, others as they stand or not at all.
fn fitted(value: Value, is_exact: bool, kind: &Kind) -> Result<Value, String> {
    let Value::Recorded(number) = value else {
        return Ok(value);
    };
    let number = match kind {
        _ if is_exact => number,
        Kind::Scale(scale) => nearest_level(number, scale),
        Kind::Amount(_) => rounded(number),
        Kind::YesNo => f64::from(number > 0.0),
    };
    // −0 and 0 are one fact.
    let number = if number == 0.0 { 0.0 } else { number };
    match kind.check(number) {
        Ok(()) => Ok(Value::Recorded(number)),
        Err(Rejected::BetweenLevels) => {
            let text = format_exact(number, DecimalMark::Point);
            Err(format!("{text} lies between two levels"))
        }
        Err(_) => Err(outside(number, kind)),
    }
}

fn say_unknown_words(
    foreign: &Foreign,
    unknown_words: &[(u32, u32, u32)],
    problems: &mut Problems,
) {
    let mut said: BTreeMap<(u32, u32), (u32, usize)> = BTreeMap::new();
    for (stream, word, line) in unknown_words {
        let (first, count) = said.entry((*stream, *word)).or_insert((*line, 0));
        *first = (*first).min(*line);
        *count += 1;
    }
    for ((stream, word), (line, count)) in said {
        let stream = &foreign.streams[stream as usize];
        let word = stream.words.get(word as usize).map_or("", String::as_str);
        let often = match count {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let text = format!(
            "no number is chosen for “{word}” of {}, which stands there {often}",
            stream.name
        );
        problems.push(line, &stream.part, text);
    }
}

//! Loop Habit Tracker's CSV archive: a folder a habit, with the kind of each in one table that does not quote names.

use std::collections::{BTreeMap, HashSet};

use super::Importer;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::numbers::short;
use super::plain_table::no_date;
use super::table::{Row, Table};
use super::text::Text;
use super::zip_file::ZipFile;
use crate::domain::Day;
use crate::import::{Collector, DateForm, Foreign, Shape, Stream, checked_name, few_of};

/// One source for the archive and the backup.
pub(super) const SOURCE: &str = "loop";

const HABITS: &str = "Habits.csv";
const MARKS: &str = "/Checkmarks.csv";

/// What is said of days that Loop filled in by itself.
pub(super) const FILLED_IN: &str =
    "Days that Loop filled in by itself are no entries and are left out.";

/// Loop's CSV archive.
pub(super) struct LoopZip;

impl Importer for LoopZip {
    fn title(&self) -> &'static str {
        "Loop Habit Tracker (CSV)"
    }

    fn recognises(&self, head: &Head) -> bool {
        let in_root = |name: &String| name == HABITS || name.ends_with(&format!("/{HABITS}"));
        head.names.iter().any(in_root) || head.names.iter().any(|name| name.ends_with(MARKS))
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let mut zip = ZipFile::open(input.path)?;
        let mut collector = Collector::new(SOURCE, self.title());
        let habits_part = zip
            .names()
            .into_iter()
            .filter(|name| name == HABITS || name.ends_with(&format!("/{HABITS}")))
            .min_by_key(String::len);
        // Packed anew, all of it may stand in a folder; the marks of all habits in one file stand beside the table.
        let root = habits_part
            .as_deref()
            .map_or("", |part| part.trim_end_matches(HABITS))
            .to_owned();
        let is_habit = |name: &String| {
            let rest = name.strip_prefix(&root);
            rest.is_some_and(|rest| rest.ends_with(MARKS) && rest.matches('/').count() == 1)
        };
        let habits = match habits_part {
            Some(part) => habits(&zip.text(&part)?.text),
            None => BTreeMap::new(),
        };
        let parts: Vec<String> = zip.names().into_iter().filter(is_habit).collect();
        progress.expect(parts.len() as u64);
        let mut names = HashSet::new();
        for part in parts {
            advance(progress, 1)?;
            if collector.is_beyond() {
                break;
            }
            let text = zip.text(&part)?;
            let folder = part.trim_end_matches(MARKS);
            let folder = folder.rsplit('/').next().unwrap_or(folder);
            let habit = habit_of(folder, &habits, &mut names);
            if let Err(reason) = checked_name(&habit.name).and_then(|_| checked_name(&habit.unit)) {
                collector.problem_in(&part, 0, reason);
                continue;
            }
            marks(&part, &habit, text, &mut collector, progress)?;
        }
        Ok(collector.finish())
    }
}

/// A habit as its row says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Habit {
    pub(super) name: String,
    /// None where the row does not say.
    pub(super) is_numeric: Option<bool>,
    pub(super) unit: String,
}

impl Habit {
    /// The stream of a habit and the key of its notes.
    pub(super) fn stream(&self, collector: &mut Collector, part: &str, is_numeric: bool) -> u32 {
        let key = self.name.to_lowercase();
        collector.stream(&key, || {
            let shape = if is_numeric {
                Shape::Amount
            } else {
                Shape::YesNo
            };
            let unit = if is_numeric { self.unit.as_str() } else { "" };
            let mut stream = Stream::new(key.clone(), &self.name, shape).with_unit(unit);
            part.clone_into(&mut stream.part);
            stream
        })
    }

    /// A note that stands beside a mark.
    pub(super) fn note(&self, collector: &mut Collector, day: Day, line: u32, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let key = format!("{}/notes", self.name.to_lowercase());
        let name = format!("{}, notes", self.name);
        let stream = collector.stream(&key, || Stream::new(key.clone(), name, Shape::Text));
        let text = format!("{}: {}", self.name, text.trim());
        collector.word(stream, day, line, &text);
    }
}

/// The habit of a folder such as `003 Drink water`: named by the table, where it has that number.
fn habit_of(folder: &str, habits: &BTreeMap<u32, Habit>, names: &mut HashSet<String>) -> Habit {
    // Of a name in another script Loop leaves the number alone.
    let (number, rest) = folder.split_once(' ').unwrap_or((folder, folder));
    let number: Option<u32> = number.parse().ok();
    let listed = number.and_then(|number| habits.get(&number)).cloned();
    let mut habit = listed.unwrap_or_else(|| Habit {
        name: rest.trim().to_owned(),
        is_numeric: None,
        unit: String::new(),
    });
    if habit.name.is_empty() {
        habit.name = folder.to_owned();
    }
    // Two habits of one name are two.
    if !names.insert(habit.name.to_lowercase()) {
        habit.name = format!("{} ({})", habit.name, number.unwrap_or_default());
        names.insert(habit.name.to_lowercase());
    }
    habit
}

/// The rows of the table, by the habit's number. Names and questions stand there without quotes, with commas and line
/// ends of their own: the kind, which is one of two words, tells where the name ends.
fn habits(text: &str) -> BTreeMap<u32, Habit> {
    let text = text.replace("\r\n", "\n");
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let behind_unit = 3;
    let has_kinds = header.to_lowercase().contains(",type,");
    let mut rows: Vec<String> = Vec::new();
    for line in lines {
        let starts_row = line.split_once(',').is_some_and(|(number, _)| {
            number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        match rows.last_mut() {
            Some(row) if !starts_row => {
                row.push('\n');
                row.push_str(line);
            }
            _ => rows.push(line.to_owned()),
        }
    }
    let read = |row: &String| {
        let fields: Vec<&str> = row.split(',').collect();
        let number = fields.first()?.parse().ok()?;
        let kind_at = fields
            .iter()
            .position(|field| matches!(*field, "YES_NO" | "NUMERICAL"));
        let (name, is_numeric) = match kind_at.filter(|_| has_kinds) {
            Some(at) => (fields[1..at].join(","), Some(fields[at] == "NUMERICAL")),
            None => (fields.get(1)?.to_string(), None),
        };
        let unit_at = fields.len().checked_sub(behind_unit + 1)?;
        let unit = if is_numeric == Some(true) {
            fields[unit_at]
        } else {
            ""
        };
        let name = name.trim();
        let name = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'))
            .unwrap_or(name);
        let habit = Habit {
            name: name.replace("\"\"", "\"").replace('\n', " "),
            is_numeric,
            unit: unit.trim().to_owned(),
        };
        Some((number, habit))
    };
    rows.iter().filter_map(read).collect()
}

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    Value(f64),
    Skipped,
    FilledIn,
    Unknown,
}

impl Mark {
    /// The meaning of a number as the backup keeps it: −1 unknown, 0 no, 1 filled in, 2 yes, 3 skipped; amounts are
    /// thousandfold.
    pub(super) fn of_number(number: i64, is_numeric: bool) -> Option<Self> {
        Some(match (number, is_numeric) {
            (-1, _) => Self::Unknown,
            (0, _) => Self::Value(0.0),
            (3, _) => Self::Skipped,
            (1, false) => Self::FilledIn,
            (2, false) => Self::Value(1.0),
            (number, true) if number > 0 => Self::Value(number as f64 / 1000.0),
            _ => return None,
        })
    }

    fn of_word(word: &str, is_numeric: bool) -> Option<Self> {
        match word {
            "UNKNOWN" => Some(Self::Unknown),
            // On a habit with amounts this is a real 0.
            "NO" => Some(Self::Value(0.0)),
            "SKIP" => Some(Self::Skipped),
            // On amounts these words stand for the smallest numbers.
            "YES_AUTO" => Some(if is_numeric {
                Self::Value(0.001)
            } else {
                Self::FilledIn
            }),
            "YES_MANUAL" => Some(Self::Value(if is_numeric { 0.002 } else { 1.0 })),
            number => Self::of_number(number.parse().ok()?, is_numeric),
        }
    }

    /// Puts it where it belongs.
    pub(super) fn put(self, collector: &mut Collector, stream: u32, day: Day, line: u32) {
        match self {
            Self::Value(number) => collector.number(stream, day, line, number),
            Self::Skipped => collector.skipped(stream, day, line),
            Self::FilledIn => collector.remark(FILLED_IN),
            Self::Unknown => {}
        }
    }
}

fn marks(
    part: &str,
    habit: &Habit,
    mut text: Text,
    collector: &mut Collector,
    progress: &Progress,
) -> Result<(), ImportError> {
    // The first versions wrote no header.
    let first = text.text.lines().next().unwrap_or_default();
    let has_header = first.to_lowercase().contains("date");
    if !has_header {
        text.text.insert_str(0, "Date,Value\n");
    }
    let first_line = u32::from(!has_header);
    let expected = || ImportError::broken(part, 1, "columns Date and Value were expected");
    let table = Table::of(text).map_err(|_| expected())?;
    let (date_at, value_at) = (table.column("date"), table.column("value"));
    let (Some(date_at), Some(value_at)) = (date_at, value_at) else {
        return Err(expected());
    };
    let notes_at = table.column("notes");
    let is_numeric = match habit.is_numeric {
        Some(is_numeric) => is_numeric,
        None => has_amounts(&table, value_at, progress)?,
    };
    let stream = habit.stream(collector, part, is_numeric);
    // Problems of this table carry its name.
    table.walk(progress, |row| {
        match row {
            Row::Bad(line, reason) => collector.problem_in(part, line - first_line, reason),
            Row::Whole(line, row) => {
                let line = line - first_line;
                let (date, value) = (row[date_at].trim(), row[value_at].trim());
                let Some(day) = parse_date(date, DateForm::YearFirst) else {
                    collector.problem_in(part, line, no_date(date));
                    return true;
                };
                match Mark::of_word(value, is_numeric) {
                    Some(mark) => mark.put(collector, stream, day, line),
                    None => {
                        let text = format!("“{}” is no mark that Loop makes", short(value));
                        collector.problem_in(part, line, text);
                    }
                }
                let notes = notes_at.map_or("", |at| row[at].trim());
                habit.note(collector, day, line, notes);
            }
        }
        !collector.is_beyond()
    })
}

/// Whether the marks of a habit of which nothing else is known are amounts: more than a few are no mark of a yes or no.
fn has_amounts(table: &Table, value_at: usize, progress: &Progress) -> Result<bool, ImportError> {
    let (mut all, mut amounts) = (0, 0);
    table.walk(progress, |row| {
        if let Row::Whole(_, record) = row {
            let number = record[value_at].trim().parse::<i64>();
            all += 1;
            amounts += usize::from(number.is_ok_and(|number| number > 3));
        }
        true
    })?;
    Ok(amounts > few_of(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_quotes_end_where_the_kind_stands() {
        let text = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n\
            001,Read, write,YES_NO,Did you, really?,,1,1,#FF0000,,,,false\n\
            002,Вода \"чай\",NUMERICAL,How\nmuch?,,1,1,#00FF00,fl oz,AT_LEAST,64.0,false\n";
        let found = habits(text);
        let habit = |name: &str, is_numeric: bool, unit: &str| Habit {
            name: name.to_owned(),
            is_numeric: Some(is_numeric),
            unit: unit.to_owned(),
        };
        assert_eq!(found[&1], habit("Read, write", false, ""));
        assert_eq!(found[&2], habit("Вода \"чай\"", true, "fl oz"));
    }

    #[test]
    fn marks_mean_what_loop_means() {
        for (word, is_numeric, mark) in [
            ("YES_MANUAL", false, Some(Mark::Value(1.0))),
            ("YES_AUTO", false, Some(Mark::FilledIn)),
            ("NO", false, Some(Mark::Value(0.0))),
            ("NO", true, Some(Mark::Value(0.0))),
            ("SKIP", true, Some(Mark::Skipped)),
            ("UNKNOWN", true, Some(Mark::Unknown)),
            ("1500", true, Some(Mark::Value(1.5))),
            ("-1", true, Some(Mark::Unknown)),
            ("2", false, Some(Mark::Value(1.0))),
            ("MAYBE", false, None),
            ("1500", false, None),
            ("-5", true, None),
        ] {
            assert_eq!(Mark::of_word(word, is_numeric), mark, "{word} {is_numeric}");
        }
    }
}

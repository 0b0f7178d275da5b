//! Daylio's CSV: a row for each mood entry, with activities, scales and a note; old and new columns.

use std::collections::HashSet;

use csv::StringRecord;

use super::Importer;
use super::dates::parse_date;
use super::error::ImportError;
use super::input::{Head, Input, Progress};
use super::numbers::{Marks, parse_number, short};
use super::plain_table::no_date;
use super::table::{Row, Table, row_hash};
use crate::domain::{Day, DecimalMark, Direction, Role};
use crate::import::{
    Collector, Combine, DateForm, Foreign, ForeignValue, NewKind, NewTracker, Shape, Stream,
    TrackerTarget, checked_name, few_of, mood_levels,
};

/// Scales go so far, unless many of their numbers go further.
const HIGHEST_LEVEL: f64 = 10.0;

/// One source for the CSV and the backup: an entry that came by one is not brought again by the other.
pub(super) const SOURCE: &str = "daylio";

/// Daylio's CSV.
pub(super) struct DaylioCsv;

impl Importer for DaylioCsv {
    fn title(&self) -> &'static str {
        "Daylio (CSV)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.has_columns(&["mood", "activities", "weekday", "time"])
            && (head.has_columns(&["full_date"]) || head.has_columns(&["year", "date"]))
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let table = Table::read(input, progress)?;
        let mut columns = Columns::of(&table)?;
        let mut collector = Collector::new(SOURCE, self.title());
        columns.see_marks(&table, input.reading.decimals, &mut collector, progress)?;
        let mut seen = HashSet::new();
        let mut repeated = 0;
        table.rows(progress, &mut collector, |collector, line, row| {
            if !seen.insert(row_hash(row)) {
                repeated += 1;
            } else if let Err(reason) = columns.take(collector, line, row) {
                collector.problem(line, reason);
            }
        })?;
        say_repeated(&mut collector, repeated);
        Ok(finished(collector))
    }
}

struct Columns {
    full_date: Option<usize>,
    year: Option<usize>,
    date: Option<usize>,
    mood: usize,
    activities: usize,
    scales: Option<usize>,
    title: Option<usize>,
    note: Option<usize>,
    /// The mark before decimals of scales; none where nobody can tell.
    decimals: Option<DecimalMark>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, ImportError> {
        Ok(Self {
            full_date: table.column("full_date"),
            year: table.column("year"),
            date: table.column("date"),
            mood: table.needed("mood")?,
            activities: table.needed("activities")?,
            scales: table.column("scales"),
            title: table.column("note_title"),
            note: table.column("note"),
            decimals: None,
        })
    }

    /// Finds out how the numbers of scales are written: one program writes all of them in one way.
    fn see_marks(
        &mut self,
        table: &Table,
        said: Option<DecimalMark>,
        collector: &mut Collector,
        progress: &Progress,
    ) -> Result<(), ImportError> {
        let Some(at) = self.scales else {
            return Ok(());
        };
        let mut marks = Marks::default();
        table.walk(progress, |row| {
            if let Row::Whole(line, record) = row {
                let values = parts(&record[at]).filter_map(|scale| scale.rsplit_once(':'));
                values.for_each(|(_, value)| marks.see(value, line));
            }
            true
        })?;
        self.decimals = marks.decimals(said);
        marks.tell("scales", self.decimals, collector);
        Ok(())
    }

    fn take(&self, collector: &mut Collector, line: u32, row: &StringRecord) -> Result<(), String> {
        let field = |at: Option<usize>| at.map_or("", |at| row[at].trim());
        let day = self.day(row).map_err(|text| no_date(&text))?;
        let mood = checked_name(row[self.mood].trim())?;
        // What is wrong with one of them is no reason to leave out the others.
        let mut wrong = Ok(());
        if !mood.is_empty() {
            let stream = mood_stream(collector, Shape::Words);
            collector.word(stream, day, line, mood);
        }
        for activity in parts(&row[self.activities]) {
            match checked_name(activity) {
                Ok(activity) => put_activity(collector, day, line, activity),
                Err(reason) => wrong = Err(reason),
            }
        }
        for scale in parts(field(self.scales)) {
            if let Err(reason) = put_scale(collector, (day, line), scale, self.decimals) {
                collector.problem(line, reason);
            }
        }
        put_note(collector, day, line, field(self.title), field(self.note));
        wrong
    }

    /// The ISO date, or the year and the day written out: "2018", "18 May".
    fn day(&self, row: &StringRecord) -> Result<Day, String> {
        if let Some(at) = self.full_date {
            let text = row[at].trim();
            return parse_date(text, DateForm::YearFirst).ok_or_else(|| text.to_owned());
        }
        let part = |at: Option<usize>| at.map_or("", |at| row[at].trim());
        let text = format!("{} {}", part(self.date), part(self.year));
        parse_date(&text, DateForm::MonthName).ok_or(text)
    }
}

/// The parts of a joined field.
pub(super) fn parts(field: &str) -> impl Iterator<Item = &str> {
    let parts = field.split('|').map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// Says how many rows were there twice.
pub(super) fn say_repeated(collector: &mut Collector, repeated: usize) {
    if repeated > 0 {
        let rows = if repeated == 1 {
            "row repeats"
        } else {
            "rows repeat"
        };
        collector.remark(format!("{repeated} {rows} another one and counted once."));
    }
}

/// The stream of the mood.
pub(super) fn mood_stream(collector: &mut Collector, shape: Shape) -> u32 {
    collector.stream("mood", || {
        Stream::new("mood", "Mood", shape)
            .in_group("Mood")
            .combined(Combine::Mean)
    })
}

/// An activity that was ticked. One that was not is not a fact: it may not have existed then.
pub(super) fn put_activity(collector: &mut Collector, day: Day, line: u32, name: &str) {
    let key = format!("activity/{}", name.to_lowercase());
    let stream = collector.stream(&key, || {
        Stream::new(key.clone(), name, Shape::YesNo).in_group("Activities")
    });
    collector.number(stream, day, line, 1.0);
}

fn put_scale(
    collector: &mut Collector,
    (day, line): (Day, u32),
    scale: &str,
    decimals: Option<DecimalMark>,
) -> Result<(), String> {
    let (name, value) = scale
        .rsplit_once(':')
        .ok_or_else(|| format!("“{}” is no scale with its value", short(scale)))?;
    let name = checked_name(name.trim())?;
    let number = parse_number(value, decimals)
        .map_err(|fault| format!("{}: {}", short(name), String::from(fault)))?;
    let key = format!("scale/{}", name.to_lowercase());
    let shape = Shape::Scale {
        lowest: 0.0,
        highest: HIGHEST_LEVEL,
    };
    let stream = collector.stream(&key, || {
        Stream::new(key.clone(), name, shape)
            .in_group("Scales")
            .combined(Combine::Mean)
    });
    collector.number(stream, day, line, number);
    Ok(())
}

/// Title and text of an entry's note.
pub(super) fn put_note(collector: &mut Collector, day: Day, line: u32, title: &str, note: &str) {
    let (title, note) = (plain_text(title), plain_text(note));
    let text = match (title.as_str(), note.as_str()) {
        ("", "") => return,
        (title, "") => title.to_owned(),
        ("", note) => note.to_owned(),
        (title, note) => format!("{title}\n{note}"),
    };
    let stream = collector.stream("note", || Stream::new("note", "Note", Shape::Text));
    collector.word(stream, day, line, &text);
}

/// Settles what only the whole file tells: what the moods are and how far scales go. A few numbers that go further are
/// mistakes.
pub(super) fn finished(collector: Collector) -> Foreign {
    let mut foreign = collector.finish();
    let mut counts = vec![(0_usize, 0_usize); foreign.streams.len()];
    for record in &foreign.records {
        if let ForeignValue::Number(number) = record.value {
            let (all, beyond) = &mut counts[record.stream as usize];
            *all += 1;
            *beyond += usize::from(number > HIGHEST_LEVEL);
        }
    }
    for (stream, (all, beyond)) in foreign.streams.iter_mut().zip(counts) {
        if stream.key == "mood" {
            stream.hint = Some(mood_target(&stream.words));
        } else if stream.group == "Scales" && beyond > few_of(all) {
            stream.shape = Shape::Amount;
        }
    }
    foreign
}

/// A tracker of five levels; words that are not known are left for the person to say.
fn mood_target(words: &[String]) -> TrackerTarget {
    let mut target = TrackerTarget::of("daylio.mood");
    target.words = mood_levels(words);
    target.new = Some(NewTracker {
        name: "Mood".to_owned(),
        role: Role::Context,
        kind: NewKind::Scale {
            lowest: 1.0,
            highest: 5.0,
            better: Direction::HigherIsBetter,
        },
        section: "Mind".to_owned(),
    });
    target
}

/// Notes are kept as HTML there: line ends stay, other marks go.
fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let after = &rest[at..];
        match after.find('>').filter(|_| is_tag(after)) {
            Some(end) => {
                let tag = after[1..end].trim_start_matches('/').to_lowercase();
                let name: String = tag
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                let ends_line = matches!(name.as_str(), "br" | "p" | "div" | "li");
                if ends_line && !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                rest = &after[end + 1..];
            }
            // "itch < yesterday" is no tag.
            None => {
                text.push('<');
                rest = &after[1..];
            }
        }
    }
    text.push_str(rest);
    for (entity, sign) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, sign);
    }
    text.trim().to_owned()
}

fn is_tag(text: &str) -> bool {
    let second = text.chars().nth(1);
    second.is_some_and(|sign| sign.is_ascii_alphabetic() || sign == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_lose_their_marks_and_keep_their_lines() {
        for (html, text) in [
            ("plain", "plain"),
            ("<p>one</p><p>two &amp; three</p>", "one\ntwo & three"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("itch < yesterday, > 2", "itch < yesterday, > 2"),
            ("<b>bold</b>&nbsp;&lt;3", "bold <3"),
            ("", ""),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}

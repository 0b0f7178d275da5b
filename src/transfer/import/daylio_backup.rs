//! Daylio's backup: a zip with one file, the Base64 of JSON.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::Importer;
use super::daylio_csv::{SOURCE, finished, mood_stream, put_activity, put_note};
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::zip_file::ZipFile;
use crate::domain::Day;
use crate::import::{Collector, Foreign, Shape, checked_name};

const PART: &str = "backup.daylio";

/// Daylio's backup.
pub(super) struct DaylioBackup;

impl Importer for DaylioBackup {
    fn title(&self) -> &'static str {
        "Daylio (backup)"
    }

    fn recognises(&self, head: &Head) -> bool {
        head.names.iter().any(|name| name == PART)
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let mut packed = ZipFile::open(input.path)?.bytes(PART)?;
        progress.expect(packed.len() as u64);
        packed.retain(|byte| !byte.is_ascii_whitespace());
        let json = STANDARD
            .decode(&packed)
            .map_err(|_| ImportError::broken(PART, 0, "Base64 was expected"))?;
        advance(progress, packed.len() as u64 / 2)?;
        drop(packed);
        let backup: Backup = serde_json::from_slice(&json).map_err(|error| {
            let line = u32::try_from(error.line()).unwrap_or(0);
            let text = format!("the JSON of a Daylio backup was expected: {error}");
            ImportError::broken(PART, line, text)
        })?;
        let mut collector = Collector::new(SOURCE, self.title());
        collector.expect_bytes(json.len());
        drop(json);
        backup.take(&mut collector, progress)?;
        Ok(finished(collector))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Backup {
    #[serde(default)]
    custom_moods: Vec<Mood>,
    #[serde(default)]
    tags: Vec<Tag>,
    day_entries: Vec<DayEntry>,
}

#[derive(Deserialize)]
struct Mood {
    id: i64,
    mood_group_id: i64,
}

#[derive(Deserialize)]
struct Tag {
    id: i64,
    name: String,
}

#[derive(Deserialize)]
struct DayEntry {
    day: u32,
    /// From 0.
    month: u32,
    year: i32,
    #[serde(default)]
    datetime: i64,
    #[serde(default)]
    mood: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    note_title: String,
    #[serde(default)]
    tags: Vec<i64>,
}

impl Backup {
    fn take(self, collector: &mut Collector, progress: &Progress) -> Result<(), ImportError> {
        // Groups go from 1, the best, to 5; whatever a person calls the mood.
        let levels: HashMap<i64, f64> = self
            .custom_moods
            .iter()
            .filter(|mood| (1..=5).contains(&mood.mood_group_id))
            .map(|mood| (mood.id, 6.0 - mood.mood_group_id as f64))
            .collect();
        let tags: HashMap<i64, &str> = self
            .tags
            .iter()
            .map(|tag| (tag.id, tag.name.trim()))
            .collect();
        let mut seen = std::collections::HashSet::new();
        for (number, entry) in (1_u32..).zip(&self.day_entries) {
            if number % 256 == 0 {
                advance(progress, 0)?;
            }
            if collector.is_beyond() {
                break;
            }
            let Some(day) = entry.day() else {
                let text = format!(
                    "entry {number}: there is no day {}-{}-{}",
                    entry.year,
                    entry.month.saturating_add(1),
                    entry.day
                );
                collector.problem_in(PART, 0, text);
                continue;
            };
            let is_repeated = entry.datetime != 0
                && !seen.insert((entry.datetime, entry.mood, entry.note.as_str(), &entry.tags));
            if is_repeated {
                continue;
            }
            entry.put(collector, day, number, &levels, &tags);
        }
        Ok(())
    }
}

impl DayEntry {
    fn day(&self) -> Option<Day> {
        Day::from_ymd_opt(self.year, self.month.checked_add(1)?, self.day)
    }

    fn put(
        &self,
        collector: &mut Collector,
        day: Day,
        number: u32,
        levels: &HashMap<i64, f64>,
        tags: &HashMap<i64, &str>,
    ) {
        let level = levels.get(&self.mood).copied();
        // Backups from before moods could be renamed number them from 1, the best.
        let level = level.or_else(|| {
            let is_plain = levels.is_empty() && (1..=5).contains(&self.mood);
            is_plain.then_some(6.0 - self.mood as f64)
        });
        match level {
            Some(level) => {
                let shape = Shape::Scale {
                    lowest: 1.0,
                    highest: 5.0,
                };
                let stream = mood_stream(collector, shape);
                collector.number(stream, day, 0, level);
            }
            None if self.mood != 0 => collector.problem_in(
                PART,
                0,
                format!("entry {number}: there is no mood {}", self.mood),
            ),
            None => {}
        }
        for tag in &self.tags {
            match tags.get(tag).map(|name| checked_name(name)) {
                Some(Ok(name)) if !name.is_empty() => put_activity(collector, day, 0, name),
                Some(Err(reason)) => {
                    collector.problem_in(PART, 0, format!("entry {number}: {reason}"));
                }
                _ => collector.problem_in(
                    PART,
                    0,
                    format!("entry {number}: there is no activity {tag}"),
                ),
            }
        }
        put_note(collector, day, 0, &self.note_title, &self.note);
    }
}

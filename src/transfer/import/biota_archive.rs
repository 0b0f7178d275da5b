//! Biota's own archive, into a journal that has days of its own: entries and notes, and the trackers they need.

use std::fs::File;

use super::Importer;
use super::error::ImportError;
use super::input::{Head, Input, Progress, advance};
use super::zip_file::too_many;
use crate::domain::{EntryKey, Journal, Kind, Tracker, Value, visible};
use crate::import::{
    Collector, Combine, Foreign, NewKind, NewTracker, Shape, Stream, TrackerTarget,
};
use crate::transfer::{ArchiveError, read_archive};

/// Biota's own archive.
pub(super) struct BiotaArchive;

impl Importer for BiotaArchive {
    fn title(&self) -> &'static str {
        "Biota archive"
    }

    fn recognises(&self, head: &Head) -> bool {
        let has = |part: &str| head.names.iter().any(|name| name == part);
        has("manifest.json") && has("entries.csv") && has("trackers.csv")
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let (archive, _) = read_archive(File::open(input.path)?).map_err(broken)?;
        let journal = archive.journal;
        progress.expect(journal.entry_count() as u64);
        let mut collector = Collector::new("biota-archive", self.title());
        // How much an archive unpacks to is looked at when it is read.
        collector.expect_bytes(journal.entry_count().saturating_mul(200));
        for (key, entry) in journal.entries() {
            advance(progress, 1)?;
            if collector.is_beyond() {
                break;
            }
            let Some(stream) = stream(&journal, key, &mut collector) else {
                continue;
            };
            match entry.value {
                Value::Recorded(number) => collector.number(stream, key.day, 0, number),
                Value::Skipped => collector.skipped(stream, key.day, 0),
            }
        }
        for (day, text) in journal.notes() {
            let stream = collector.stream("note", || Stream::new("note", "Note", Shape::Text));
            collector.word(stream, day, 0, text);
        }
        collector.remark("Entries and notes are read. Treatments, aims and settings come whole with an archive that is restored, or imported where there is no journal yet.");
        Ok(collector.finish())
    }
}

fn stream(journal: &Journal, key: EntryKey, collector: &mut Collector) -> Option<u32> {
    let tracker = journal.tracker(key.tracker)?;
    let item = key.item.and_then(|item| journal.item(item));
    let item_uid = item.map_or("", |item| item.uid.as_str());
    let name = format!("{}/{item_uid}", tracker.uid);
    Some(collector.stream(&name, || {
        let mut target = TrackerTarget::of(&tracker.uid);
        target.item = item.map(|item| item.name.clone());
        target.item_key = item.map(|item| item.uid.clone());
        target.new = Some(new_tracker(tracker));
        let shown = item.map_or_else(
            || tracker.name.clone(),
            |item| format!("{}: {}", tracker.name, item.name),
        );
        Stream::new(name.clone(), shown, Shape::Amount)
            .with_unit(tracker.kind.unit())
            .combined(Combine::Last)
            .entered()
            .hinting(target)
    }))
}

fn new_tracker(tracker: &Tracker) -> NewTracker {
    NewTracker {
        name: tracker.name.clone(),
        role: tracker.role,
        kind: match &tracker.kind {
            Kind::Amount(amount) => NewKind::Amount {
                unit: amount.unit.clone(),
            },
            Kind::Scale(scale) => NewKind::Scale {
                lowest: scale.lowest,
                highest: scale.highest,
                better: scale.direction,
            },
            Kind::YesNo => NewKind::YesNo,
        },
        section: tracker.section.clone(),
    }
}

/// What is wrong with an archive, for people.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stands where a function of the error is asked for"
)]
fn broken(error: ArchiveError) -> ImportError {
    let (part, line, text) = match &error {
        ArchiveError::NotAnArchive => ("", 0, "it is no archive that Biota wrote".to_owned()),
        ArchiveError::NewerVersion { file, program } => (
            "",
            0,
            format!(
                "it was written by a newer Biota (version {file} of the archive, this program knows {program})"
            ),
        ),
        ArchiveError::OutsidePath(name) => (
            "",
            0,
            format!(
                "the archive holds a file outside its folder, “{}”, and was not read",
                visible(name)
            ),
        ),
        ArchiveError::TooManyFiles(count) => ("", 0, too_many(*count)),
        ArchiveError::TooLarge(part) => (
            part.as_str(),
            0,
            "it unpacks to far more than such a file can hold, and was not read".to_owned(),
        ),
        ArchiveError::MissingPart(part) => (part.as_str(), 0, "it is missing".to_owned()),
        ArchiveError::Changed(part) => (part.as_str(), 0, "it is not what Biota wrote".to_owned()),
        ArchiveError::Row { part, line, why } => {
            let line = u32::try_from(*line).unwrap_or(u32::MAX);
            (part.as_str(), line, why.clone())
        }
        ArchiveError::Io(text) => ("", 0, text.clone()),
    };
    ImportError::broken(part, line, text)
}

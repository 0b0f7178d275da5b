//! Apple Health's export: XML of any size, plain or in a zip, streamed; keeps days, not records.

mod days;
mod lines;
mod moment;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::days::Days;
use self::lines::Lines;
use self::moment::Moment;
use super::Importer;
use super::error::ImportError;
use super::input::{Counted, Head, Input, Progress};
use super::zip_file::ZipFile;
use crate::import::Foreign;

/// So much is read at once.
const BUFFER_BYTES: usize = 256 * 1024;

/// Tags stand within one another so many times at most; an export has four levels.
const MOST_DEPTH: u32 = 64;

/// Apple Health's export.
pub(super) struct AppleHealth;

impl Importer for AppleHealth {
    fn title(&self) -> &'static str {
        "Apple Health"
    }

    fn recognises(&self, head: &Head) -> bool {
        part(&head.names).is_some() || {
            let start = String::from_utf8_lossy(&head.bytes);
            start.contains("<HealthData") || start.contains("<!DOCTYPE HealthData")
        }
    }

    fn read(&self, input: &Input<'_>, progress: &Progress) -> Result<Foreign, ImportError> {
        let mut days = Days::new(input.reading.day_start_minutes);
        if let Some(part) = part(&input.head.names) {
            let mut zip = ZipFile::open(input.path)?;
            progress.expect(zip.size(&part)?);
            walk(&part, zip.stream(&part)?, &mut days, progress)?;
        } else {
            let file = File::open(input.path)?;
            progress.expect(file.metadata()?.len());
            walk("", file, &mut days, progress)?;
        }
        Ok(days.finish(self.title()))
    }
}

/// The export among the files of an archive; it is called by other names in other languages.
fn part(names: &[String]) -> Option<String> {
    let named = |name: &&String| name.ends_with("/export.xml") || *name == "export.xml";
    let in_folder = |name: &&String| {
        name.starts_with("apple_health_export/")
            && name.ends_with(".xml")
            && !name.ends_with("export_cda.xml")
            && name.matches('/').count() == 1
    };
    let found = names
        .iter()
        .find(named)
        .or_else(|| names.iter().find(in_folder));
    found.cloned()
}

fn walk(
    part: &str,
    file: impl Read,
    days: &mut Days,
    progress: &Progress,
) -> Result<(), ImportError> {
    let buffered = BufReader::with_capacity(BUFFER_BYTES, Counted::new(file, progress));
    let mut walk = Walk {
        part,
        xml: Reader::from_reader(Lines::new(buffered)),
        correlations: 0,
        is_health: false,
        depth: 0,
    };
    walk.run(days)
}

struct Walk<'a, R> {
    part: &'a str,
    xml: Reader<Lines<R>>,
    /// How many correlations are open: what stands in one stands outside, too.
    correlations: u32,
    is_health: bool,
    depth: u32,
}

impl<R: BufRead> Walk<'_, R> {
    fn run(&mut self, days: &mut Days) -> Result<(), ImportError> {
        let mut buffer = Vec::with_capacity(4096);
        loop {
            buffer.clear();
            self.xml.get_mut().begin();
            let event = self.xml.read_event_into(&mut buffer);
            match event {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        return Err(self.too_deep());
                    }
                    self.open(&tag, days);
                }
                Ok(Event::Empty(tag)) => self.empty(&tag, days),
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    if tag.name().as_ref() == b"Correlation" {
                        self.correlations = self.correlations.saturating_sub(1);
                    }
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => return Err(self.broken(&error)),
            }
            if let Some(reason) = days.beyond() {
                return Err(ImportError::broken(
                    self.part,
                    self.xml.get_ref().line(),
                    reason,
                ));
            }
        }
        if !self.is_health || self.depth > 0 {
            let text = "the file ends before its end: an export of Apple Health was expected whole";
            let line = self.xml.get_ref().line();
            return Err(ImportError::broken(self.part, line, text));
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>, days: &mut Days) {
        match tag.name().as_ref() {
            b"HealthData" => self.is_health = true,
            b"Correlation" => self.correlations += 1,
            b"Record" if self.correlations == 0 => self.record(tag, days),
            _ => {}
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>, days: &mut Days) {
        match tag.name().as_ref() {
            b"HealthData" => self.is_health = true,
            b"Record" if self.correlations == 0 => self.record(tag, days),
            _ => {}
        }
    }

    fn record(&self, tag: &BytesStart<'_>, days: &mut Days) {
        // Most records are steps and heartbeats: their type alone is looked at.
        let attributes: &[u8] = tag;
        if !days::is_followed(attributes) {
            return;
        }
        let mut record = Record::default();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = String::from_utf8_lossy(&attribute.value).into_owned();
            match attribute.key.as_ref() {
                b"type" => record.kind = value,
                b"sourceName" => record.source = value,
                b"unit" => record.unit = value,
                b"startDate" => record.start = value,
                b"endDate" => record.end = value,
                b"value" => record.value = value,
                _ => {}
            }
        }
        if let Err(text) = days.take(&record) {
            days.problem(self.part, self.xml.get_ref().line(), text);
        }
    }

    fn too_deep(&self) -> ImportError {
        let text = format!("more than {MOST_DEPTH} tags stand within one another, as in no export");
        ImportError::broken(self.part, self.xml.get_ref().line(), text)
    }

    fn broken(&self, error: &quick_xml::Error) -> ImportError {
        let line = self.xml.get_ref().line();
        if let quick_xml::Error::Io(error) = error
            && error.kind() == std::io::ErrorKind::FileTooLarge
        {
            return ImportError::broken(self.part, line, format!("{error}, and was not read"));
        }
        ImportError::broken(
            self.part,
            line,
            format!("the XML breaks off or is damaged here ({error}); export it once more"),
        )
    }
}

/// What is looked at of a record.
#[derive(Debug, Default, Hash)]
struct Record {
    kind: String,
    source: String,
    unit: String,
    start: String,
    end: String,
    value: String,
}

impl Record {
    fn times(&self) -> Result<(Moment, Moment), String> {
        let moment =
            |text: &str| Moment::parse(text).ok_or_else(|| format!("there is no moment “{text}”"));
        let (start, end) = (moment(&self.start)?, moment(&self.end)?);
        if end.seconds < start.seconds {
            return Err(format!("a record ends before it starts, at {}", self.start));
        }
        Ok((start, end))
    }
}

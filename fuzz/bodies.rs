//! What each fuzz target does with foreign bytes. Plain functions, which the tests call with the corpus as well.

use std::io::{Cursor, Read as _, Write as _};

use biota::domain::{Archive, Journal, Settings, StarterCatalogue};
use biota::guide::Guide;
use biota::import::{Answers, Foreign, Occasion, Plan, Progress, plan, ready_mapping, take_back};
use biota::storage::{Placeholders, recover_bytes};
use biota::transfer::import::{Reading, read_foreign};
use biota::transfer::{read_archive, write_archive};
use chrono::NaiveDateTime;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A file that is said to be an archive. What is taken is whole: written again it is read as the same.
pub fn archive(bytes: &[u8]) {
    if let Ok((archive, _)) = read_archive(Cursor::new(bytes)) {
        check_archive(&archive);
    }
}

/// One part of an archive, all checksums being right: the first byte says which, the rest is its content.
pub fn archive_part(bytes: &[u8]) {
    let Some((which, content)) = bytes.split_first() else {
        return;
    };
    let (sound, _) = written(&Archive {
        journal: example(),
        ..Archive::default()
    });
    if let Ok((archive, _)) = read_archive(Cursor::new(replaced(&sound, *which, content))) {
        check_archive(&archive);
    }
}

/// Settings as they may stand in a file, a key and its value a line: each has some value that the program can live with.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    let settings =
        Settings::from_pairs(pairs.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert!(settings.day_start_minutes() < 24 * 60);
    assert!((80..=200).contains(&settings.text_percent()));
    let difference = settings.smallest_difference("itch");
    assert!(difference.is_none_or(|number| number > 0.0 && number.is_finite()));
    assert!(
        settings
            .backup_folder()
            .is_none_or(|folder| !folder.is_empty())
    );
    let _ = (
        settings.first_weekday(),
        settings.theme(),
        settings.reduced_motion(),
        settings.decimal_mark(),
        settings.date_order(),
        settings.volume_unit(),
        settings.concerns(),
        settings.life_stage(),
        settings.is_demo(),
        settings.remembered("settings.section"),
    );
}

/// A guide: what is taken names only what it has.
pub fn guide(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(guide) = Guide::parse(text) {
        for recommendation in &guide.recommendations {
            assert!(guide.recommendation(&recommendation.id).is_some());
        }
    }
}

/// A file of any program. What is taken, the journal takes whole; taken again it brings nothing.
pub fn import(bytes: &[u8]) {
    let Ok(mut file) = tempfile::NamedTempFile::new() else {
        return;
    };
    if file.write_all(bytes).is_err() {
        return;
    }
    let (reading, progress) = (Reading::default(), Progress::default());
    let Ok(foreign) = read_foreign(file.path(), &reading, &progress) else {
        return;
    };
    let mut journal = example();
    let first = planned(&foreign, &journal, "first");
    let applied = journal.apply(first.edit);
    assert!(applied.is_ok(), "{applied:?}");
    let second = planned(&foreign, &journal, "second");
    assert!(second.edit.is_empty(), "{:?}", second.counts);
    assert!(take_back(&journal, "first").is_none_or(|back| journal.apply(back.edit).is_ok()));
}

fn planned(foreign: &Foreign, journal: &Journal, uid: &str) -> Plan {
    let mapping = ready_mapping(foreign, journal, None);
    let occasion = Occasion {
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap_or_default(),
        uid: uid.to_owned(),
        file: "file".to_owned(),
        made_at: uid.to_owned(),
    };
    plan(foreign, &mapping, journal, &Answers::default(), &occasion)
}

/// A journal file and its log, both damaged: four bytes say how long the file is, the log follows it.
pub fn journal_file(bytes: &[u8]) {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else {
        return;
    };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let (file, log) = rest.split_at(length.min(rest.len()));
    let names = Placeholders {
        tracker: "Tracker".to_owned(),
        list: "List".to_owned(),
        item: "Item".to_owned(),
        section: "Section".to_owned(),
    };
    if let Ok(recovered) = recover_bytes(file.to_vec(), log, &names) {
        assert!(recovered.holdings.trackers > 0 || recovered.holdings.days > 0);
    }
}

fn example() -> Journal {
    let mut journal = Journal::default();
    let beginning = biota::domain::Beginning::usual(chrono::NaiveDate::default());
    let begun = journal.apply(StarterCatalogue::embedded().begin(&beginning));
    assert!(begun.is_ok());
    journal
}

fn written(archive: &Archive) -> (Vec<u8>, NaiveDateTime) {
    let moment = NaiveDateTime::default();
    let mut bytes = Vec::new();
    assert!(write_archive(archive, moment, &mut bytes).is_ok());
    (bytes, moment)
}

fn check_archive(archive: &Archive) {
    let (bytes, _) = written(archive);
    let again = read_archive(Cursor::new(&bytes));
    assert!(again.is_ok_and(|(again, _)| again == *archive));
}

/// The archive with another content for one of its parts and a checksum that fits it.
fn replaced(sound: &[u8], which: u8, content: &[u8]) -> Vec<u8> {
    let mut parts = parts_of(sound);
    let manifest = parts.remove("manifest.json").unwrap_or_default();
    let mut manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap_or_default();
    let index = usize::from(which) % parts.len().max(1);
    if let Some((name, part)) = parts.iter_mut().nth(index) {
        *part = content.to_vec();
        let sum = Sha256::digest(content);
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        manifest["sha256"][name.as_str()] = sum.into();
    }
    parts.insert(
        "manifest.json".to_owned(),
        manifest.to_string().into_bytes(),
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in &parts {
        // Writing to memory does not fail.
        let _ = zip.start_file(name.as_str(), SimpleFileOptions::default());
        let _ = zip.write_all(part);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn parts_of(archive: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut parts = std::collections::BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(archive)) else {
        return parts;
    };
    for index in 0..zip.len() {
        let Ok(mut part) = zip.by_index(index) else {
            continue;
        };
        let name = part
            .name()
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default();
        let mut content = Vec::new();
        let _ = part.read_to_end(&mut content);
        parts.insert(name, content);
    }
    parts
}

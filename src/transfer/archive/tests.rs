//! What goes out comes back, byte for byte; what is not whole, too large or too new is refused.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::example;
use super::*;
use crate::domain::{
    Aim, AimId, Archive, Bound, Cell, Edit, EntryKey, Period, Span, SpanId, SpanKind, Target,
    Tombstone, TrackerId,
};

fn moment(hour: u32) -> chrono::NaiveDateTime {
    example::day("2026-11-21").and_hms_opt(hour, 30, 0).unwrap()
}

fn archive() -> Archive {
    let mut journal = example::journal();
    let aim = |id: i64, from: &str, amount: Option<f64>| {
        Edit::put_aim(Aim {
            id: AimId(id),
            uid: format!("aim-{id}"),
            tracker: example::TEA,
            from: example::day(from),
            target: amount.map(|amount| Target {
                bound: Bound::AtLeast,
                amount,
                period: Period::Week,
            }),
            source: "own".to_owned(),
        })
    };
    let edits = vec![
        aim(7, "2026-01-01", Some(0.1 + 0.2)),
        aim(8, "2026-06-01", None),
        Edit::put_span(Span {
            id: SpanId(3),
            uid: "span".to_owned(),
            kind: SpanKind::Treatment,
            label: "Cortisone, 1 %".to_owned(),
            dose: "\"thin\"".to_owned(),
            start: example::day("2026-11-01"),
            end: None,
        }),
        Edit::set("theme", "dark"),
        Edit::set("unheard of", "kept\nas it is"),
    ];
    journal.apply(Edit::Batch(edits)).unwrap();
    let stamp = |cell| (cell, "2026-11-20T10:00:00.123Z".to_owned());
    let entry = EntryKey::own(example::TEA, example::day("2026-11-20"));
    Archive {
        journal,
        changed_at: [
            stamp(Cell::Entry(entry)),
            stamp(Cell::Tracker(TrackerId(1))),
            stamp(Cell::Setting("theme".to_owned())),
        ]
        .into(),
        tombstones: vec![Tombstone {
            table: "entry".to_owned(),
            key: "=tea".to_owned(),
            item_key: String::new(),
            day: "2026-11-19".to_owned(),
            deleted_at: "2026-11-20T11:00:00.000Z".to_owned(),
        }],
    }
}

fn written(archive: &Archive) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_archive(archive, moment(8), &mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Result<Archive, ArchiveError> {
    read_archive(Cursor::new(bytes)).map(|(archive, _)| archive)
}

/// The parts by name.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An archive whose part was changed by someone who knows how to make the checksum fit.
fn forged(part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unpacked(&written(&archive()));
    let index = parts.iter().position(|(name, _)| name == part).unwrap();
    let old = String::from_utf8(parts[index].1.clone()).unwrap();
    let new = change(&old);
    assert_ne!(old, new, "the change changes something");
    let (before, after) = (
        manifest::checksum(old.as_bytes()),
        manifest::checksum(new.as_bytes()),
    );
    let manifest = String::from_utf8(parts[0].1.clone()).unwrap();
    parts[0].1 = manifest.replace(&before, &after).into_bytes();
    parts[index].1 = new.into_bytes();
    packed(&parts)
}

#[test]
fn an_equal_journal_comes_back_and_makes_equal_bytes() {
    let archive = archive();
    let bytes = written(&archive);
    let (back, origin) = read_archive(Cursor::new(&bytes)).unwrap();
    assert_eq!(back, archive);
    assert_eq!(origin.made_on, Some(moment(8)));
    assert_eq!(origin.program_version, env!("CARGO_PKG_VERSION"));
    assert_eq!(written(&back), bytes);
    let empty = Archive::default();
    assert_eq!(read(&written(&empty)), Ok(empty));
}

#[test]
fn only_the_moment_it_was_made_on_differs() {
    let mut later = Vec::new();
    write_archive(&archive(), moment(9), &mut later).unwrap();
    let parts = unpacked(&written(&archive()))
        .into_iter()
        .zip(unpacked(&later));
    for ((name, one), (_, other)) in parts {
        let (one, other) = (
            String::from_utf8(one).unwrap(),
            String::from_utf8(other).unwrap(),
        );
        if name == "manifest.json" {
            assert_eq!(one.replace("T08:30:00", "T09:30:00"), other);
        } else {
            assert_eq!(one, other, "{name}");
        }
    }
}

#[test]
fn every_byte_that_is_cut_off_or_turned_is_noticed() {
    let bytes = written(&archive());
    let original = archive();
    for end in 0..bytes.len() {
        assert!(read(&bytes[..end]).is_err(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        let mut turned = bytes.clone();
        turned[at] ^= 0x41;
        // Some bytes of a zip say nothing: times, permissions. Where it is read, nothing else is read.
        if let Ok(read) = read(&turned) {
            assert_eq!(read, original, "byte {at}");
        }
    }
}

#[test]
fn a_changed_or_missing_part_is_named() {
    let mut parts = unpacked(&written(&archive()));
    let entries = parts
        .iter()
        .position(|(name, _)| name == "entries.csv")
        .unwrap();
    parts[entries].1.extend(b"2026-11-20,x\n");
    let changed = ArchiveError::Changed("entries.csv".to_owned());
    assert_eq!(read(&packed(&parts)), Err(changed));
    parts.remove(entries);
    let missing = ArchiveError::MissingPart("entries.csv".to_owned());
    assert_eq!(read(&packed(&parts)), Err(missing));
    let none = Err(ArchiveError::NotAnArchive);
    assert_eq!(read(&packed(&parts[1..])), none);
    assert_eq!(read(&packed(&[])), none);
    assert_eq!(read(b""), none);
    assert_eq!(read(b"Dear diary"), none);
}

#[test]
fn a_newer_archive_names_both_versions() {
    let mut parts = unpacked(&written(&archive()));
    parts[0].1 = br#"{"format": "biota archive", "format_version": 9, "new": []}"#.to_vec();
    let newer = ArchiveError::NewerVersion {
        file: 9,
        program: ARCHIVE_VERSION,
    };
    assert_eq!(read(&packed(&parts)), Err(newer));
    parts[0].1 = br#"{"format": "another", "format_version": 1}"#.to_vec();
    assert_eq!(read(&packed(&parts)), Err(ArchiveError::NotAnArchive));
}

#[test]
fn names_that_lead_outside_are_refused() {
    for name in [
        "../evil.csv",
        "/etc/passwd",
        "a/../../b",
        "C:\\evil",
        "..\\evil",
    ] {
        let mut parts = unpacked(&written(&archive()));
        parts.push((name.to_owned(), b"x".to_vec()));
        let outside = ArchiveError::OutsidePath(name.to_owned());
        assert_eq!(read(&packed(&parts)), Err(outside));
    }
}

#[test]
fn a_zip_bomb_is_refused_before_it_fills_the_memory() {
    let mut parts = unpacked(&written(&archive()));
    let notes = parts
        .iter()
        .position(|(name, _)| name == "notes.csv")
        .unwrap();
    parts[notes].1 = vec![b'x'; 65 << 20];
    let bomb = packed(&parts);
    assert!(bomb.len() < 1024 * 1024);
    let refused = ArchiveError::TooLarge("notes.csv".to_owned());
    assert_eq!(read(&bomb), Err(refused));
    // Nor do several share it out among them: checksums are right here.
    let blank = vec![b' '; 40 << 20];
    let mut parts = unpacked(&written(&archive()));
    for part in ["trackers.csv", "lists.csv"] {
        let at = parts.iter().position(|(name, _)| name == part).unwrap();
        let sums = [&parts[at].1, &blank].map(|bytes| manifest::checksum(bytes));
        let manifest = String::from_utf8(parts[0].1.clone()).unwrap();
        parts[0].1 = manifest.replace(&sums[0], &sums[1]).into_bytes();
        parts[at].1.clone_from(&blank);
    }
    let refused = ArchiveError::TooLarge("lists.csv".to_owned());
    assert_eq!(read(&packed(&parts)), Err(refused));
}

#[test]
fn rows_without_meaning_are_refused_with_their_line() {
    for (part, from, to, line, why) in [
        (
            "entries.csv",
            "2026-11-18,Itch",
            "2026-02-30,Itch",
            4,
            "no day",
        ),
        ("entries.csv", ",6.75,", ",NaN,", 6, "value is"),
        ("entries.csv", ",6.75,", ",inf,", 6, "value is"),
        ("entries.csv", ",4,,recorded", ",11,,recorded", 4, "outside"),
        (
            "entries.csv",
            "skipped,typed,itch",
            "skipped,typed,rash",
            7,
            "not there",
        ),
        (
            "entries.csv",
            "recorded,copied",
            "recorded,guessed",
            2,
            "origin",
        ),
        ("entries.csv", "date,tracker", "day,tracker", 1, "header"),
        ("entries.csv", ",skipped,", ",", 7, "fields"),
        ("notes.csv", "2026-11-20", "2026-11-18", 4, "twice"),
        ("trackers.csv", ",habit,scale,", ",hobby,scale,", 3, "role"),
        ("trackers.csv", "1000000", "-1", 2, "Unsound"),
        ("lists.csv", ",food,", ",mood,", 2, "content"),
        ("items.csv", "foods,Kefir", "meals,Kefir", 2, "not there"),
        ("aims.csv", "at least", "at best", 2, "bound"),
        ("spans.csv", "2026-11-01", "2026-11-31", 2, "no day"),
        ("tombstones.csv", "2026-11-19", "then", 2, "no day"),
    ] {
        let refused = read(&forged(part, |text| text.replacen(from, to, 1)));
        let Err(ArchiveError::Row {
            part: found,
            line: at,
            why: said,
        }) = &refused
        else {
            panic!("{part}: {from} → {to}: {refused:?}");
        };
        assert_eq!((found.as_str(), *at), (part, line), "{from} → {to}: {said}");
        let said = said.to_lowercase();
        assert!(
            said.contains(&why.to_lowercase()) || why == "Unsound",
            "{said}"
        );
    }
    let settings = read(&forged("settings.json", |text| {
        text.replace("\"dark\"", "7")
    }));
    assert!(
        matches!(settings, Err(ArchiveError::Row { .. })),
        "{settings:?}"
    );
    // Counts that do not fit are as telling as a checksum.
    let short = read(&forged("entries.csv", |text| {
        text.lines()
            .take(3)
            .map(|line| format!("{line}\n"))
            .collect()
    }));
    assert_eq!(
        short,
        Err(ArchiveError::Changed("manifest.json".to_owned()))
    );
}

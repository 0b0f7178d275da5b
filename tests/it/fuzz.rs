//! Every parser of foreign bytes meets its corpus, and what comes of it when bytes are changed, cut and repeated.

use std::path::Path;

#[path = "../../fuzz/bodies.rs"]
mod bodies;

/// How often each file is changed. A fuzzer of its own does it for hours.
fn check(target: &str, body: fn(&[u8]), changes: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    let asked = std::env::var("BIOTA_FUZZ_CHANGES").ok();
    let changes = asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(changes);
    let mut random = fastrand::Rng::with_seed(changes as u64);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        body(&bytes);
        for _ in 0..changes {
            let mut changed = bytes.clone();
            change(&mut changed, &mut random);
            body(&changed);
        }
    }
}

fn change(bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
    for _ in 0..=random.usize(..4) {
        let at = random.usize(..=bytes.len());
        match random.u32(..6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, random.u8(..)),
            2 => {
                let end = (at + random.usize(..40)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = random.usize(..=bytes.len());
                bytes.splice(to..to, part);
            }
            3 => {
                let odd: [&[u8]; 8] = [
                    b"\0",
                    b"\"",
                    b",",
                    b"\n",
                    b"-1",
                    b"9e999",
                    b"NaN",
                    b"2026-02-30",
                ];
                let part = odd[random.usize(..odd.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
        }
    }
}

#[test]
fn archives() {
    check("archive", bodies::archive, 400);
}

#[test]
fn parts_of_archives() {
    check("archive_part", bodies::archive_part, 200);
}

#[test]
fn imports() {
    check("import", bodies::import, 60);
}

#[test]
fn settings() {
    check("settings", bodies::settings, 500);
}

#[test]
fn guides() {
    check("guide", bodies::guide, 150);
}

#[test]
fn journal_files() {
    check("journal_file", bodies::journal_file, 300);
}

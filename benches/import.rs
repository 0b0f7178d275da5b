//! How fast a large export of health data and a large table are read, how much memory that takes, and how soon it stops.
//! Figures stand in `docs/benchmarks.md`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use biota::domain::{Beginning, Day, Journal, StarterCatalogue};
use biota::import::{
    Answers, Foreign, Occasion, Plan, Progress, imports, plan, ready_mapping, take_back,
};
use biota::storage::{Access, BackupFolder, Reason, Session, Store, keep_before};
use biota::transfer::import::{ImportError, Reading, read_foreign};
use chrono::NaiveDateTime;

const MEGABYTES: u64 = 500;
const ROWS: u32 = 100_000;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured here: run cargo bench --bench import");
        return;
    }
    if let Err(trouble) = measure() {
        eprintln!("not measured: {trouble}");
    }
}

fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    // The export first: the peak of memory is the process's.
    let export = folder.path().join("export.xml");
    write_export(&export)?;
    measure_export(&export)?;
    let table = folder.path().join("table.csv");
    write_table(&table)?;
    measure_table(&table, folder.path())
}

fn measure_export(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let megabytes = path.metadata()?.len() as f64 / 1e6;
    let (before, start) = (peak_memory(), Instant::now());
    let foreign = read(path, &Progress::default())?;
    let took = start.elapsed().as_secs_f64();
    let peak = peak_memory();
    let start = Instant::now();
    let tags = walk(path)?;
    let plain = start.elapsed().as_secs_f64();
    println!(
        "export.xml of {megabytes:.0} MB, {tags} tags, {} days",
        foreign.records.len()
    );
    println!("  read in {took:.2} s, {:.0} MB/s", megabytes / took);
    println!(
        "  a plain reader walks it in {plain:.2} s, {:.0} MB/s",
        megabytes / plain
    );
    println!("  peak memory {peak:.0} MiB, {before:.0} MiB before");
    let progress = Arc::new(Progress::default());
    let given = progress.clone();
    let place = path.to_owned();
    let reader = std::thread::spawn(move || {
        let read = read(&place, &given);
        (matches!(read, Err(ImportError::Cancelled)), Instant::now())
    });
    std::thread::sleep(Duration::from_millis(500));
    let asked = Instant::now();
    progress.cancel();
    if let Ok((true, ended)) = reader.join() {
        println!(
            "  cancelled within {:.1} ms",
            (ended - asked).as_secs_f64() * 1e3
        );
    }
    Ok(())
}

fn measure_table(path: &Path, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let foreign = read(path, &Progress::default())?;
    let journal = journal();
    let planned = planned(&foreign, &journal);
    let preview = start.elapsed();
    let place = folder.join("journal.biota");
    Store::create_new(&place, &journal)?;
    let mut session = Session::open(&place, Access::Window)?;
    let added = planned.counts.added;
    let start = Instant::now();
    let backups = BackupFolder::usual(folder.join("backups"), &place);
    keep_before(
        &place,
        Reason::Import,
        Some(&backups),
        NaiveDateTime::default(),
    )?;
    let backed_up = start.elapsed();
    let start = Instant::now();
    let mut beside = Session::open(&place, Access::Write)?;
    let again = self::planned(&foreign, beside.journal());
    beside.commit(again.edit, "import")?;
    let kept = start.elapsed();
    let step = beside.next_step(true).cloned();
    let start = Instant::now();
    if let Some(step) = step {
        session.take_in(step)?;
    }
    let stalled = start.elapsed();
    let start = Instant::now();
    session.undo()?;
    let undone = start.elapsed();
    let start = Instant::now();
    session.redo()?;
    let redone = start.elapsed();
    let imported = imports(session.journal());
    let uid = imported.first().map_or("", |(uid, _)| uid.as_str());
    let start = Instant::now();
    if let Some(back) = take_back(session.journal(), uid) {
        session.commit(back.edit, "taken back")?;
    }
    let taken_back = start.elapsed();
    println!("table of {ROWS} rows, {added} entries");
    println!("  looked into in {:.0} ms", preview.as_secs_f64() * 1e3);
    println!(
        "  imported beside the window in {:.0} ms",
        kept.as_secs_f64() * 1e3
    );
    println!(
        "  taken in by the window in {:.0} ms",
        stalled.as_secs_f64() * 1e3
    );
    println!(
        "  backed up in {:.0} ms, undone in {:.0} ms, redone in {:.0} ms, taken back in {:.0} ms",
        backed_up.as_secs_f64() * 1e3,
        undone.as_secs_f64() * 1e3,
        redone.as_secs_f64() * 1e3,
        taken_back.as_secs_f64() * 1e3
    );
    Ok(())
}

fn read(path: &Path, progress: &Progress) -> Result<Foreign, ImportError> {
    let reading = Reading {
        day_start_minutes: 240,
        ..Reading::default()
    };
    read_foreign(path, &reading, progress)
}

fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 21).unwrap_or_default()
}

fn journal() -> Journal {
    let mut journal = Journal::default();
    let begun = journal.apply(StarterCatalogue::embedded().begin(&Beginning::usual(today())));
    assert!(begun.is_ok(), "{begun:?}");
    journal
}

fn planned(foreign: &Foreign, journal: &Journal) -> Plan {
    let mapping = ready_mapping(foreign, journal, None);
    let occasion = Occasion {
        today: today(),
        uid: "bench".to_owned(),
        file: "table.csv".to_owned(),
        made_at: "2026-11-21".to_owned(),
    };
    plan(foreign, &mapping, journal, &Answers::default(), &occasion)
}

/// Every tag, with its attributes, and nothing done with them.
fn walk(path: &Path) -> Result<u64, Box<dyn std::error::Error>> {
    let mut xml =
        quick_xml::Reader::from_reader(BufReader::with_capacity(256 * 1024, File::open(path)?));
    let (mut buffer, mut tags) = (Vec::new(), 0);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer)? {
            quick_xml::events::Event::Eof => return Ok(tags),
            quick_xml::events::Event::Empty(tag) | quick_xml::events::Event::Start(tag) => {
                tags += u64::from(tag.attributes().with_checks(false).flatten().count() > 0);
            }
            _ => {}
        }
    }
}

fn write_table(path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "date,tracker,value,unit")?;
    let names = [
        "Water",
        "Sleep",
        "Stress",
        "Sugar",
        "Green tea",
        "Steps",
        "Reading",
        "Coffee",
        "Weight",
        "Screen",
    ];
    let first = Day::from_ymd_opt(1998, 1, 1).unwrap_or_default();
    for row in 0..ROWS {
        let place = row as usize % names.len();
        let day = first + chrono::Duration::days(i64::from(row / names.len() as u32));
        let value = [1750, 7, 3, 1, 2, 8000, 30, 2, 70, 120][place] + row % 3;
        let unit = [
            "ml", "h", "", "servings", "cups", "", "min", "cups", "kg", "min",
        ][place];
        writeln!(out, "{day},{},{value},{unit}", names[place])?;
    }
    out.flush()
}

/// Records as a phone and a watch write them: mostly steps and heartbeats, some sleep, water, exercise.
fn write_export(path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_US\">"
    )?;
    let first = Day::from_ymd_opt(2014, 1, 1).unwrap_or_default();
    let (mut written, mut number) = (0_u64, 0_u32);
    while written < MEGABYTES * 1_000_000 {
        let day = first + chrono::Duration::days(i64::from(number / 400));
        let (hour, minute) = (number / 17 % 24, number % 60);
        let (kind, unit, value) = match number % 40 {
            0 => (
                "HKQuantityTypeIdentifierDietaryWater",
                "unit=\"mL\" ",
                "250",
            ),
            1 => (
                "HKQuantityTypeIdentifierAppleExerciseTime",
                "unit=\"min\" ",
                "1",
            ),
            2 => (
                "HKCategoryTypeIdentifierSleepAnalysis",
                "",
                "HKCategoryValueSleepAnalysisAsleepCore",
            ),
            3..20 => ("HKQuantityTypeIdentifierStepCount", "unit=\"count\" ", "73"),
            _ => (
                "HKQuantityTypeIdentifierHeartRate",
                "unit=\"count/min\" ",
                "61",
            ),
        };
        let line = format!(
            " <Record type=\"{kind}\" sourceName=\"Watch\" sourceVersion=\"10.2\" device=\"&lt;&lt;HKDevice: 0x283, name:Watch&gt;\" {unit}creationDate=\"{day} {hour:02}:{minute:02}:59 -0600\" startDate=\"{day} {hour:02}:{minute:02}:00 -0600\" endDate=\"{day} {hour:02}:{minute:02}:30 -0600\" value=\"{value}\"/>\n"
        );
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
        number += 1;
    }
    writeln!(out, "</HealthData>")?;
    out.flush()
}

/// The most memory this process has held, in MiB; 0 where the system does not say.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    number.unwrap_or(0.0) / 1024.0
}

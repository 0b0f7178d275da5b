//! What happens over several imports: longer files, edits in between, conflicts, undo, taking back, mappings.

use biota::domain::{DayValue, Edit, Entry, EntryKey, Journal, Origin, Value};
use biota::import::{
    Answers, Mapping, NewKind, NewTracker, Target, TrackerTarget, imports, plan, ready_mapping,
    take_back,
};
use biota::transfer::{DayRange, Dialect, write_days, write_entries};

use super::archives::{LOOP_LONG, LOOP_SHORT, loop_zip};
use super::rendered::{bare, imported, journal, occasion, plan_of, read};

fn water_file(folder: &tempfile::TempDir, rows: &[(&str, &str)]) -> std::path::PathBuf {
    let path = folder.path().join(format!("water-{}.csv", rows.len()));
    let mut text = "date,Water (ml)\n".to_owned();
    for (day, value) in rows {
        text.push_str(&format!("{day},{value}\n"));
    }
    std::fs::write(&path, text).unwrap();
    path
}

fn water_on(journal: &Journal, day: &str) -> (EntryKey, Option<Entry>) {
    let water = journal.tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, day.parse().unwrap());
    (key, journal.entry(key))
}

#[test]
fn a_longer_file_brings_only_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let (once, first) = imported(&loop_zip(folder.path(), LOOP_SHORT), &journal(), "one");
    let (_, second) = imported(&loop_zip(folder.path(), LOOP_LONG), &once, "two");
    assert!(second.counts.added > 0 && second.counts.added < first.counts.added + 5);
    assert!(second.conflicts.is_empty(), "{:?}", second.conflicts);
}

#[test]
fn what_the_file_has_another_value_for_by_now_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let (once, _) = imported(
        &water_file(&folder, &[("2024-01-14", "500")]),
        &journal(),
        "one",
    );
    let longer = water_file(&folder, &[("2024-01-14", "750"), ("2024-01-15", "0")]);
    let (twice, second) = imported(&longer, &once, "two");
    assert_eq!((second.counts.added, second.counts.updated), (1, 1));
    let (_, entry) = water_on(&twice, "2024-01-14");
    assert_eq!(entry.unwrap().value, Value::Recorded(750.0));
    let (_, zero) = water_on(&twice, "2024-01-15");
    assert_eq!(zero.unwrap().value, Value::Recorded(0.0));
}

#[test]
fn own_values_stay_unless_the_person_says_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let path = water_file(&folder, &[("2024-01-14", "500"), ("2024-01-15", "250")]);
    let mut mine = journal();
    let (key, _) = water_on(&mine, "2024-01-14");
    mine.apply(Edit::log(key, Entry::typed(1000.0))).unwrap();
    let (kept, planned) = imported(&path, &mine, "one");
    assert_eq!(planned.conflicts.len(), 1);
    assert_eq!(kept.entry(key), Some(Entry::typed(1000.0)));

    let foreign = read(&path).unwrap();
    let mapping = ready_mapping(&foreign, &mine, None);
    let answers = Answers {
        take_theirs: true,
        ..Answers::default()
    };
    let theirs = plan(&foreign, &mapping, &mine, &answers, &occasion("one"));
    let mut taken = mine.clone();
    taken.apply(theirs.edit).unwrap();
    assert_eq!(taken.entry(key).unwrap().value, Value::Recorded(500.0));
    // Taken back, the person's own value is there again.
    let back = take_back(&taken, "one").unwrap();
    assert_eq!((back.removed, back.restored), (1, 1));
    taken.apply(back.edit).unwrap();
    assert_eq!(taken, mine);
}

#[test]
fn an_import_taken_back_leaves_what_was_edited_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = loop_zip(folder.path(), LOOP_SHORT);
    let before = journal();
    let (mut after, _) = imported(&path, &before, "one");
    let (key, entry) = water_on(&after, "2024-01-16");
    assert_eq!(entry.unwrap().origin, Origin::Imported);
    after.apply(Edit::log(key, Entry::typed(123.0))).unwrap();
    let note = "2024-01-16".parse().unwrap();
    let text = after.note(note).unwrap().to_owned();
    let grown = Edit::Note {
        day: note,
        text: Some(format!("mine\n{text}")),
    };
    after.apply(grown).unwrap();
    let back = take_back(&after, "one").unwrap();
    assert_eq!(back.kept, 1);
    after.apply(back.edit).unwrap();
    assert_eq!(after.entry(key), Some(Entry::typed(123.0)));
    assert_eq!(after.entry_count(), 1);
    assert_eq!(after.note(note), Some("mine"));
    assert_eq!(after.trackers().len(), before.trackers().len());
    assert!(imports(&after).is_empty());
}

#[test]
fn an_import_is_undone_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = read(&loop_zip(folder.path(), LOOP_SHORT)).unwrap();
    let before = journal();
    let (_, planned) = plan_of(&foreign, &before, "one");
    let mut session = biota::storage::Session::in_memory(before.clone()).unwrap();
    session.commit(planned.edit, "import").unwrap();
    assert_eq!(imports(session.journal()).len(), 1);
    session.undo().unwrap();
    assert_eq!(*session.journal(), before);
    session.redo().unwrap();
    assert_eq!(imports(session.journal()).len(), 1);
}

#[test]
fn a_stream_goes_where_the_mapping_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = water_file(&folder, &[("2024-01-14", "2"), ("2024-01-15", "0")]);
    let foreign = read(&path).unwrap();
    let before = journal();
    let entries = |target: Target| {
        let mut mapping = Mapping::new(foreign.source.clone());
        mapping.streams.insert("Water (ml)".to_owned(), target);
        let mapping = Mapping::from_json(&mapping.to_json()).unwrap();
        let answers = Answers::default();
        let planned = plan(&foreign, &mapping, &before, &answers, &occasion("one"));
        let mut after = before.clone();
        after.apply(planned.edit.clone()).unwrap();
        (after, planned)
    };
    let (after, _) = entries(Target::LeaveOut);
    assert_eq!(after, before);
    let (after, _) = entries(Target::Note);
    assert_eq!(
        after.note("2024-01-14".parse().unwrap()),
        Some("Water (ml): 2")
    );
    let tag = Target::Tag {
        tag: "glass".to_owned(),
    };
    let (after, _) = entries(tag);
    assert_eq!(after.note("2024-01-14".parse().unwrap()), Some("#glass"));
    assert_eq!(after.note("2024-01-15".parse().unwrap()), None);

    let mut glasses = TrackerTarget::of("water");
    glasses.item = Some("Oolong".to_owned());
    glasses.factor = 200.0;
    let (after, planned) = entries(Target::Tracker(glasses));
    assert_eq!(planned.counts.items, ["Oolong"]);
    let water = after.tracker_by_uid("water").unwrap().id;
    let value = after.value_on(water, "2024-01-14".parse().unwrap());
    assert!(matches!(value, DayValue::Recorded { number, .. } if number == 400.0));

    let mut made = TrackerTarget::of("mine");
    made.new = Some(NewTracker {
        name: "Water".to_owned(),
        role: biota::domain::Role::Habit,
        kind: NewKind::YesNo,
        section: "Body".to_owned(),
    });
    let (after, planned) = entries(Target::Tracker(made));
    assert_eq!(planned.counts.trackers, ["Water 2"]);
    assert!(after.tracker_by_uid("mine").is_some());
}

#[test]
fn own_forms_come_back_as_they_went() {
    let folder = tempfile::tempdir().unwrap();
    let mut full = journal();
    let (key, _) = water_on(&full, "2026-01-14");
    let sleep = full.tracker_by_uid("sleep").unwrap().id;
    let stress = full.tracker_by_uid("stress").unwrap().id;
    let note = Edit::Note {
        day: key.day,
        text: Some("=rash, \"again\"\nsecond line".to_owned()),
    };
    let edits = vec![
        Edit::log(key, Entry::typed(0.0)),
        Edit::log(EntryKey::own(sleep, key.day), Entry::typed(6.75)),
        Edit::log(EntryKey::own(stress, key.day), Entry::skipped()),
        note,
    ];
    full.apply(Edit::Batch(edits)).unwrap();
    let comma = Dialect::Spreadsheet(biota::domain::DecimalMark::Comma);
    for dialect in [Dialect::Plain, comma] {
        for form in ["entries.csv", "days.csv"] {
            let path = folder.path().join(form);
            let mut file = Vec::new();
            if form == "days.csv" {
                write_days(&full, DayRange::default(), dialect, &mut file).unwrap();
            } else {
                write_entries(&full, DayRange::default(), dialect, &mut file).unwrap();
            }
            std::fs::write(&path, file).unwrap();
            let (again, planned) = imported(&path, &full, "one");
            assert_eq!(bare(&again), full, "{form}");
            assert!(planned.problems.is_empty(), "{:?}", planned.problems);
            let (fresh, _) = imported(&path, &journal(), "one");
            let values = |journal: &Journal| -> Vec<_> {
                let entries = journal.entries();
                entries.map(|(key, entry)| (key, entry.value)).collect()
            };
            assert_eq!(values(&fresh), values(&full), "{form}");
            if form == "days.csv" {
                assert_eq!(fresh.note(key.day), full.note(key.day));
            }
        }
    }
}

#[test]
fn reading_stops_soon_after_it_is_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.xml");
    let record = " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Phone\" unit=\"count\" startDate=\"2024-01-14 10:00:00 -0600\" endDate=\"2024-01-14 10:10:00 -0600\" value=\"400\"/>\n";
    let text = format!("<HealthData>\n{}</HealthData>\n", record.repeat(400_000));
    std::fs::write(&path, text).unwrap();
    let progress = std::sync::Arc::new(biota::import::Progress::default());
    let given = progress.clone();
    let reader = std::thread::spawn(move || {
        let reading = biota::transfer::import::Reading::default();
        let read = biota::transfer::import::read_foreign(&path, &reading, &given);
        (read.map(|_| ()), std::time::Instant::now())
    });
    while progress.part() < 0.02 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let asked = std::time::Instant::now();
    progress.cancel();
    let (read, ended) = reader.join().unwrap();
    let took = ended.duration_since(asked);
    assert!(
        matches!(read, Err(biota::transfer::import::ImportError::Cancelled)),
        "{read:?}"
    );
    assert!(took.as_millis() < 200, "{took:?}");
}

#[test]
fn an_archive_comes_back_whole_where_there_is_no_journal() {
    use biota::cli::demo;
    use biota::storage::Store;
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        folder.path().join("one.biota"),
        folder.path().join("other.biota"),
    );
    let full = demo::generate("2026-11-18".parse().unwrap(), 40, 3);
    Store::create_new(&one, &full).unwrap();
    let archive = folder.path().join("archive.zip");
    std::fs::write(&archive, super::bad::content(&one)).unwrap();
    let said = super::bad::run(&other, &["import", archive.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(super::bad::content(&other), super::bad::content(&one));
    // An empty journal is as good as none.
    let empty = folder.path().join("empty.biota");
    Store::create_new(&empty, &journal()).unwrap();
    let said = super::bad::run(&empty, &["import", archive.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(super::bad::content(&empty), super::bad::content(&one));
    // Into a journal with days of its own, entries and notes alone come; what is there already is known.
    let again = super::bad::run(&other, &["import", archive.to_str().unwrap()]);
    assert!(
        again.out.contains("nothing new"),
        "{}{}",
        again.out,
        again.err
    );
    let (merged, planned) = imported(&archive, &journal(), "one");
    assert!(planned.problems.is_empty(), "{:?}", planned.problems);
    assert_eq!(merged.entry_count(), full.entry_count());
    for (key, entry) in full.entries() {
        let tracker = &full.tracker(key.tracker).unwrap().uid;
        let there = merged.tracker_by_uid(tracker).unwrap().id;
        if key.item.is_none() {
            let found = merged.entry(EntryKey::own(there, key.day)).unwrap();
            assert_eq!(found.value, entry.value);
        }
    }
}

//! Files in which a number is easily read wrong: each of these once was, and came out as another number without a word.

use std::path::{Path, PathBuf};

use biota::domain::{DateOrder, DayValue, Edit, Entry, EntryKey, Journal, Origin, Value};
use biota::import::{Progress, Target, guess, imports, take_back};
use biota::transfer::import::{Reading, read_foreign};
use biota::transfer::{DayRange, Dialect, write_days, write_entries};

use super::archives::zip_of;
use super::rendered::{imported, journal, plan_of, read};

/// A file of that name with that text.
fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// What a day comes to after a file was imported into the usual journal.
fn number(name: &str, text: &str, tracker: &str, day: &str) -> Option<f64> {
    let folder = tempfile::tempdir().unwrap();
    let (after, _) = imported(&file(&folder, name, text), &journal(), "one");
    of_day(&after, tracker, day)
}

fn of_day(journal: &Journal, tracker: &str, day: &str) -> Option<f64> {
    let found = journal
        .tracker_by_uid(tracker)
        .or_else(|| journal.tracker_by_name(tracker))?;
    journal.value_on(found.id, day.parse().unwrap()).number()
}

fn problems(name: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let foreign = read(&file(&folder, name, text)).unwrap();
    let (_, planned) = plan_of(&foreign, &journal(), "one");
    let problems = planned.problems.first.iter();
    problems.map(biota::import::Problem::sentence).collect()
}

const DAY: &str = "2024-01-14";

#[test]
fn a_unit_in_its_row_counts_for_that_row() {
    let by_hand = "date,tracker,item,value,unit\n2024-01-14,Water,,2,L\n2024-01-15,Water,,500,ml\n";
    assert_eq!(number("e.csv", by_hand, "water", DAY), Some(2000.0));
    assert_eq!(number("e.csv", by_hand, "water", "2024-01-15"), Some(500.0));
    let long = "date,name,value,unit\n2024-01-14,Water,2,L\n2024-01-15,Water,500,ml\n2024-01-16,Water,1,L\n";
    assert_eq!(number("l.csv", long, "water", DAY), Some(2000.0));
    assert_eq!(number("l.csv", long, "water", "2024-01-15"), Some(500.0));
    let head = "date,weekday,time of day,category,rating/amount,detail,notes\n";
    let bearable = format!(
        "{head}2024-01-14,Sun,am,Meds/Supplements,0.02,Zinc (g),\n2024-01-15,Mon,am,Meds/Supplements,15,Zinc (mg),\n"
    );
    assert_eq!(number("b.csv", &bearable, "zinc", "2024-01-15"), Some(15.0));
    assert_eq!(number("b.csv", &bearable, "zinc", DAY), Some(20.0));
    // What cannot be counted in the tracker's unit goes nowhere, rather than in as it stands.
    let other = "date,tracker,item,value,unit\n2024-01-14,Water,,2,bananas\n";
    assert_eq!(number("o.csv", other, "water", DAY), None);
}

#[test]
fn a_dose_that_is_not_there_is_no_dose() {
    let head = "user_id,age,sex,country,checkin_date,trackable_id,trackable_type,trackable_name,trackable_value\n";
    let row = |day: &str, dose: &str| format!("1,30,f,DE,{day},9,Treatment,Ibuprofen,{dose}\n");
    let text = format!(
        "{head}{}{}{}",
        row("2024-01-14", "500 mg"),
        row("2024-01-15", ""),
        row("2024-01-16", "1 g")
    );
    assert_eq!(number("f.csv", &text, "Ibuprofen", DAY), Some(500.0));
    assert_eq!(number("f.csv", &text, "Ibuprofen", "2024-01-15"), None);
    assert_eq!(
        number("f.csv", &text, "Ibuprofen", "2024-01-16"),
        Some(1000.0)
    );
    assert_eq!(
        problems("f.csv", &text),
        ["Line 3: a dose of Ibuprofen in mg was expected."]
    );
}

#[test]
fn dates_are_read_by_the_whole_file() {
    // Four hundred rows of the first days of a month could be read in two ways; one row below tells.
    let mut text = "date,Steps\n".to_owned();
    for day in 1..=10 {
        for hour in 0..60 {
            text.push_str(&format!("1/{day}/2024,{hour}\n"));
        }
    }
    text.push_str("1/25/2024,7\n");
    let folder = tempfile::tempdir().unwrap();
    let foreign = read(&file(&folder, "long.csv", &text)).unwrap();
    assert!(foreign.problems.is_empty(), "{:?}", foreign.problems.first);
    let days: Vec<String> = foreign
        .records
        .iter()
        .map(|record| record.day.to_string())
        .collect();
    assert_eq!(days.first().unwrap(), "2024-01-01");
    assert_eq!(days.last().unwrap(), "2024-01-25");
    // Two digits of a year are not a year in front.
    let path = file(
        &folder,
        "short.csv",
        "date,Steps\n14.01.24,5\n20.01.24,6\n03.02.24,7\n",
    );
    let reading = Reading {
        date_order: Some(DateOrder::MonthFirst),
        ..Reading::default()
    };
    let foreign = read_foreign(&path, &reading, &Progress::default()).unwrap();
    let days: Vec<String> = foreign
        .records
        .iter()
        .map(|record| record.day.to_string())
        .collect();
    assert_eq!(days, ["2024-01-14", "2024-01-20", "2024-02-03"]);
}

#[test]
fn a_table_of_ones_own_may_be_headed_like_biotas() {
    let text = "date,Water (ml),note\n1/14/2024,1500,a\n1/15/2024,1750,b\n";
    assert_eq!(number("own.csv", text, "water", "2024-01-15"), Some(1750.0));
}

#[test]
fn numbers_are_not_made_of_what_is_none() {
    let text = "date,Sleep (h),Skin care\n2024-01-14,7 30,yes\n2024-01-15,8,2\n2024-01-16,7,NaN\n2024-01-17,6,-\n2024-01-18,8,yes\n2024-01-19,8,no\n";
    let said = problems("n.csv", text);
    assert_eq!(
        said,
        [
            "Line 2: Sleep (h): “7 30” is no number.",
            "Line 3: Skin care: “2” is neither yes nor no.",
            "Line 4: Skin care: “NaN” is neither yes nor no.",
        ]
    );
    assert_eq!(number("n.csv", text, "skin_care", "2024-01-17"), None);
}

#[test]
fn a_tick_is_no_milligram_and_a_cup_no_litre() {
    let folder = tempfile::tempdir().unwrap();
    let ticks = "date,Zinc,Tea,Water,Time\n2024-01-14,yes,2,8,22:30\n2024-01-15,no,1,6,8:30\n";
    let foreign = read(&file(&folder, "t.csv", ticks)).unwrap();
    let proposed = guess(&foreign, &journal());
    let by = |key: &str| match &proposed.streams[key] {
        Target::Tracker(by) => Some((by.tracker.clone(), by.factor)),
        _ => None,
    };
    assert_ne!(
        by("Zinc").map(|(tracker, _)| tracker),
        Some("zinc".to_owned())
    );
    assert_eq!(by("Tea"), Some(("water".to_owned(), 250.0)));
    assert_eq!(by("Water"), Some(("water".to_owned(), 250.0)));
    assert_eq!(by("Time"), None);
}

#[test]
fn a_symptom_does_not_go_where_more_is_better() {
    let head = "date,weekday,time of day,category,rating/amount,detail,notes\n";
    let text = format!("{head}2024-01-14,Sun,am,Symptom,3,Sleep quality (Severe),\n");
    assert_eq!(number("s.csv", &text, "sleep_quality", DAY), None);
    assert_eq!(
        problems("s.csv", &text),
        Vec::<String>::new(),
        "it has a tracker of its own"
    );
}

#[test]
fn names_in_brackets_and_notes_that_look_like_numbers_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut full = journal();
    let mut sauna = full.tracker_by_uid("water").unwrap().clone();
    sauna.id = full.next_tracker_id();
    sauna.uid = "sauna".to_owned();
    sauna.name = "Sauna (evening)".to_owned();
    sauna.kind = biota::domain::Kind::YesNo;
    sauna.list = None;
    let (id, day) = (sauna.id, DAY.parse().unwrap());
    let edits = vec![
        Edit::put_tracker(sauna),
        Edit::log(EntryKey::own(id, day), Entry::typed(1.0)),
        Edit::Note {
            day,
            text: Some("10:30".to_owned()),
        },
    ];
    full.apply(Edit::Batch(edits)).unwrap();
    let mut bytes = Vec::new();
    write_days(&full, DayRange::default(), Dialect::Plain, &mut bytes).unwrap();
    let path = folder.path().join("days.csv");
    std::fs::write(&path, bytes).unwrap();
    let mut empty = full.clone();
    empty.apply(Edit::unlog(EntryKey::own(id, day))).unwrap();
    empty.apply(Edit::Note { day, text: None }).unwrap();
    let (again, planned) = imported(&path, &empty, "one");
    assert_eq!(planned.counts.trackers, Vec::<String>::new());
    assert_eq!(of_day(&again, "sauna", DAY), Some(1.0));
    assert_eq!(again.note(day), Some("10:30"));
}

#[test]
fn what_is_there_in_parts_or_as_a_whole_does_not_count_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut parts = journal();
    let water = parts.tracker_by_uid("water").unwrap();
    let (water, list) = (water.id, water.list.unwrap());
    let tea = parts.items_of(list)[0].id;
    let day = DAY.parse().unwrap();
    let key = EntryKey {
        tracker: water,
        day,
        item: Some(tea),
    };
    parts.apply(Edit::log(key, Entry::typed(750.0))).unwrap();
    // The day's total, from elsewhere.
    let total = file(&folder, "w.csv", "date,Water (ml)\n2024-01-14,2000\n");
    let (after, planned) = imported(&total, &parts, "one");
    assert_eq!(of_day(&after, "water", DAY), Some(750.0));
    assert_eq!((planned.counts.added, planned.counts.covered), (0, 1));
    // Days first, entries later: the same journal by two ways.
    let (mut days, mut entries) = (Vec::new(), Vec::new());
    write_days(&parts, DayRange::default(), Dialect::Plain, &mut days).unwrap();
    write_entries(&parts, DayRange::default(), Dialect::Plain, &mut entries).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let (whole, _) = imported(&write("days.csv", &days), &journal(), "one");
    assert_eq!(of_day(&whole, "water", DAY), Some(750.0));
    let (both, planned) = imported(&write("entries.csv", &entries), &whole, "two");
    assert_eq!(of_day(&both, "water", DAY), Some(750.0));
    assert_eq!(planned.counts.covered, 1);
}

#[test]
fn a_column_more_is_no_other_table() {
    let folder = tempfile::tempdir().unwrap();
    let one = file(
        &folder,
        "one.csv",
        "date,Foo\n2024-01-14,30\n2024-01-15,40\n",
    );
    let (mut after, _) = imported(&one, &journal(), "one");
    let mut foo = after.tracker_by_name("Foo").unwrap().clone();
    foo.name = "My foo".to_owned();
    let key = EntryKey::own(foo.id, DAY.parse().unwrap());
    let edits = vec![Edit::put_tracker(foo), Edit::log(key, Entry::typed(99.0))];
    after.apply(Edit::Batch(edits)).unwrap();
    let two = file(
        &folder,
        "two.csv",
        "date,Foo,Bar\n2024-01-14,30,1\n2024-01-15,40,2\n2024-01-16,50,3\n",
    );
    let (both, planned) = imported(&two, &after, "two");
    assert_eq!(planned.counts.trackers, ["Bar"]);
    assert!(planned.conflicts.is_empty(), "{:?}", planned.conflicts);
    assert_eq!(of_day(&both, "My foo", DAY), Some(99.0));
    assert_eq!(of_day(&both, "My foo", "2024-01-16"), Some(50.0));
}

#[test]
fn notes_are_told_apart_by_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let head = "full_date,date,weekday,time,mood,activities,note_title,note\n";
    let daylio = |name: &str, notes: &[&str]| {
        let rows: Vec<String> = notes
            .iter()
            .map(|note| format!("2024-01-14,Jan 14,Sunday,10:00,good,,,{note}\n"))
            .collect();
        file(&folder, name, &format!("{head}{}", rows.concat()))
    };
    let day = DAY.parse().unwrap();
    let note = |journal: &mut Journal, text: &str| {
        let text = Some(text.to_owned());
        journal.apply(Edit::Note { day, text }).unwrap();
    };
    let mut mine = journal();
    note(&mut mine, "badminton was fun");
    let (after, _) = imported(&daylio("bad.csv", &["bad"]), &mine, "one");
    assert_eq!(after.note(day), Some("badminton was fun\nbad"));
    let mut back = after.clone();
    back.apply(take_back(&after, "one").unwrap().edit).unwrap();
    assert_eq!(back.note(day), Some("badminton was fun"));
    // An edited note gets what is new alone.
    let (mut once, _) = imported(&daylio("a.csv", &["To the lake"]), &journal(), "one");
    note(&mut once, "To the big lake");
    let longer = daylio("b.csv", &["To the lake", "Evening itch"]);
    let (twice, _) = imported(&longer, &once, "two");
    assert_eq!(twice.note(day), Some("To the big lake\nEvening itch"));
}

#[test]
fn two_imports_are_taken_back_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let one = file(
        &folder,
        "one.csv",
        "date,Water (ml),Remarks\n2024-01-14,500,first\n",
    );
    let two = file(
        &folder,
        "two.csv",
        "date,Water (ml),Remarks\n2024-01-14,750,second\n",
    );
    let mut mine = journal();
    let water = mine.tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, DAY.parse().unwrap());
    mine.apply(Edit::log(key, Entry::typed(100.0))).unwrap();
    let take = |journal: &Journal, path: &Path, uid: &str| {
        let foreign = read(path).unwrap();
        let mapping = biota::import::ready_mapping(&foreign, journal, None);
        let answers = biota::import::Answers {
            take_theirs: true,
            ..Default::default()
        };
        let occasion = super::rendered::occasion(uid);
        let planned = biota::import::plan(&foreign, &mapping, journal, &answers, &occasion);
        let mut after = journal.clone();
        after.apply(planned.edit).unwrap();
        after
    };
    let both = take(&take(&mine, &one, "one"), &two, "two");
    assert_eq!(both.entry(key).unwrap().value, Value::Recorded(750.0));
    let back = |journal: &Journal, uid: &str| {
        let mut after = journal.clone();
        after.apply(take_back(journal, uid).unwrap().edit).unwrap();
        after
    };
    let later_first = back(&both, "two");
    assert_eq!(
        later_first.entry(key).unwrap(),
        Entry {
            value: Value::Recorded(500.0),
            origin: Origin::Imported
        }
    );
    assert_eq!(later_first.note(key.day), Some("first"));
    for (order, name) in [
        (["two", "one"], "later first"),
        (["one", "two"], "earlier first"),
    ] {
        let after = order
            .iter()
            .fold(both.clone(), |journal, uid| back(&journal, uid));
        assert_eq!(after.entry(key), Some(Entry::typed(100.0)), "{name}");
        assert_eq!(after.note(key.day), None, "{name}");
        assert!(imports(&after).is_empty(), "{name}");
    }
}

#[test]
fn trackers_that_an_import_switched_on_are_not_asked_for_daily_and_go_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        &folder,
        "v.csv",
        "date,Vegetables and fruit\n2024-01-14,3\n2024-01-15,4\n",
    );
    let before = journal();
    let (after, planned) = imported(&path, &before, "one");
    assert_eq!(planned.counts.trackers, ["Vegetables and fruit"]);
    let made = after.tracker_by_name("Vegetables and fruit").unwrap();
    assert_eq!(made.daily_from, None);
    let back = take_back(&after, "one").unwrap();
    assert_eq!((back.removed, back.trackers), (2, 1));
    let mut gone = after.clone();
    gone.apply(back.edit).unwrap();
    assert_eq!(gone.trackers().len(), before.trackers().len());
    assert_eq!(gone.aims().count(), before.aims().count());
}

#[test]
fn loops_archive_is_read_however_it_was_packed() {
    let folder = tempfile::tempdir().unwrap();
    let header = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n";
    let habits = format!("{header}001,Вода,NUMERICAL,,,1,1,#00FF00,л,AT_LEAST,2.0,false\n");
    let marks = b"Date,Value,Notes\n2024-01-14,1500,\n";
    let all = b"Date,\xd0\x92\xd0\xbe\xd0\xb4\xd0\xb0,\n2024-01-14,1500,\n";
    let litres = |path: &Path| {
        let (after, planned) = imported(path, &journal(), "one");
        assert!(planned.problems.is_empty(), "{:?}", planned.problems.first);
        of_day(&after, "water", DAY)
    };
    let bare = folder.path().join("bare.zip");
    zip_of(
        &bare,
        &[
            ("Habits.csv", habits.as_bytes()),
            ("001/Checkmarks.csv", marks),
        ],
    );
    assert_eq!(litres(&bare), Some(1500.0));
    let packed = folder.path().join("packed.zip");
    zip_of(
        &packed,
        &[
            ("Loop 2024/Habits.csv", habits.as_bytes()),
            ("Loop 2024/001/Checkmarks.csv", marks),
            ("Loop 2024/Checkmarks.csv", all),
        ],
    );
    assert_eq!(litres(&packed), Some(1500.0));
    let old = folder.path().join("old.zip");
    let first = "Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Face mask,,,1,1,#AFB42B\n";
    zip_of(
        &old,
        &[
            ("Habits.csv", first.as_bytes()),
            (
                "001 Face mask/Checkmarks.csv",
                b"2024-01-15,0\n2024-01-14,2\n",
            ),
        ],
    );
    let foreign = read(&old).unwrap();
    assert!(foreign.problems.is_empty(), "{:?}", foreign.problems.first);
    assert_eq!(foreign.records.len(), 2);
    assert_eq!(foreign.records[0].line, 1);
}

#[test]
fn a_night_of_an_ill_person_ends() {
    let folder = tempfile::tempdir().unwrap();
    let record = |from: &str, to: &str| {
        format!(
            " <Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"W\" startDate=\"2024-03-{from} +0000\" endDate=\"2024-03-{to} +0000\" value=\"HKCategoryValueSleepAnalysisAsleep\"/>\n"
        )
    };
    let parts = [
        record("01 22:00:00", "02 06:00:00"),
        record("02 08:00:00", "02 09:00:00"),
        record("02 11:00:00", "02 12:00:00"),
        record("02 14:00:00", "02 15:00:00"),
        record("02 17:00:00", "02 18:00:00"),
        record("02 20:00:00", "03 06:00:00"),
    ];
    let text = format!(
        "<?xml version=\"1.0\"?>\n<HealthData>\n{}</HealthData>\n",
        parts.concat()
    );
    let (after, _) = imported(&file(&folder, "nap.xml", &text), &journal(), "one");
    let sleep = |day: &str| of_day(&after, "sleep", day);
    assert_eq!(sleep("2024-03-02"), Some(11.0));
    assert_eq!(sleep("2024-03-03"), Some(11.0));
}

#[test]
fn files_made_to_harm_come_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let endless = folder.path().join("endless.db");
    let connection = rusqlite::Connection::open(&endless).unwrap();
    let view = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, 'x' AS name FROM n";
    let schema = format!(
        "CREATE VIEW Habits AS {view}; CREATE TABLE Repetitions (id INTEGER, habit INTEGER, timestamp INTEGER);"
    );
    connection.execute_batch(&schema).unwrap();
    drop(connection);
    assert!(read(&endless).is_err());
    let bomb = folder.path().join("bomb.zip");
    let rows = ",\n".repeat(17 << 20);
    let marks = format!("Date,Value\n{rows}");
    let names: Vec<String> = (1..4)
        .map(|number| format!("{number:03} h/Checkmarks.csv"))
        .collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), marks.as_bytes()))
        .collect();
    zip_of(&bomb, &parts);
    let refused = read(&bomb).map(|_| ()).unwrap_err().to_string();
    assert!(refused.contains("unpacks to far more"), "{refused}");
}

#[test]
fn a_skipped_day_stays_skipped_and_an_empty_one_empty() {
    let text = "date,Water (ml),Sleep (h)\n2024-01-14,skipped,\n2024-01-15,0,7\n";
    let folder = tempfile::tempdir().unwrap();
    let (after, _) = imported(&file(&folder, "s.csv", text), &journal(), "one");
    let on = |tracker: &str, day: &str| {
        let tracker = after.tracker_by_uid(tracker).unwrap().id;
        after.value_on(tracker, day.parse().unwrap())
    };
    assert_eq!(on("water", DAY), DayValue::Skipped);
    assert_eq!(on("sleep", DAY), DayValue::NotLogged);
    assert_eq!(on("water", "2024-01-15").number(), Some(0.0));
}

#[test]
fn what_was_chosen_for_one_unit_is_not_taken_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let month = |name: &str, day: &str, value: &str, unit: &str| {
        file(
            &folder,
            name,
            &format!("date,name,value,unit\n{day},Water,{value},{unit}\n"),
        )
    };
    let one = month("one.csv", "2024-01-14", "1500", "ml");
    let two = month("two.csv", "2024-02-14", "2", "l");
    for path in [&one, &two] {
        let said = super::bad::run(&place, &["import", path.to_str().unwrap()]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let shown = super::bad::run(&place, &["show", "--on", "2024-02-14", "--json"]);
    assert!(shown.out.contains("2000"), "{}", shown.out);
}

#[test]
fn a_tracker_of_the_same_name_has_its_own_measure() {
    let folder = tempfile::tempdir().unwrap();
    // Cups first, then milligrams under the same heading of another table.
    let cups = file(&folder, "cups.csv", "date,Coffee (cups)\n2024-01-14,2\n");
    let (one, _) = imported(&cups, &journal(), "one");
    let mut own = one.tracker_by_name("Coffee").unwrap().clone();
    own.uid = "table.Coffee (mg)".to_owned();
    own.name = "Elsewhere".to_owned();
    own.id = one.next_tracker_id();
    let mut two = one.clone();
    two.apply(Edit::put_tracker(own)).unwrap();
    let milligrams = file(&folder, "mg.csv", "date,Coffee (mg)\n2024-01-15,180\n");
    let (both, _) = imported(&milligrams, &two, "two");
    let cups = both.tracker_by_name("Coffee").unwrap().id;
    let day = "2024-01-15".parse().unwrap();
    assert_eq!(both.value_on(cups, day), DayValue::NotLogged);
    let elsewhere = both.tracker_by_name("Elsewhere").unwrap().id;
    assert_eq!(both.value_on(elsewhere, day), DayValue::NotLogged);
}

#[test]
fn a_mood_of_five_levels_is_brought_to_ten() {
    let folder = tempfile::tempdir().unwrap();
    let mut mine = journal();
    let mut mood = mine.tracker_by_uid("stress").unwrap().clone();
    mood.id = mine.next_tracker_id();
    mood.uid = "mine".to_owned();
    mood.name = "Mood".to_owned();
    let biota::domain::Kind::Scale(scale) = &mut mood.kind else {
        panic!("stress is a scale");
    };
    scale.direction = biota::domain::Direction::HigherIsBetter;
    mine.apply(Edit::put_tracker(mood)).unwrap();
    let text = "full_date,date,weekday,time,mood,activities,note_title,note\n2024-01-14,Jan 14,Sunday,10:00,rad,,,\n2024-01-15,Jan 15,Monday,10:00,meh,,,\n";
    let (after, _) = imported(&file(&folder, "daylio.csv", text), &mine, "one");
    assert_eq!(of_day(&after, "mine", DAY), Some(10.0));
    assert_eq!(of_day(&after, "mine", "2024-01-15"), Some(5.0));
}

#[test]
fn ticks_are_no_ratings_and_a_dose_without_a_number_none() {
    let personal = "checkin_date,Eczema,Ibuprofen\n2024-01-14,3,yes\n2024-01-15,2,no\n";
    assert_eq!(number("p.csv", personal, "Ibuprofen", DAY), Some(1.0));
    let head = "date,weekday,time of day,category,rating/amount,detail,notes\n";
    let text = format!(
        "{head}2024-01-14,Sun,am,Meds/Supplements,,Zinc (mg),\n2024-01-15,Mon,am,Meds/Supplements,,Aspirin,\n"
    );
    assert_eq!(number("b.csv", &text, "zinc", DAY), None);
    assert_eq!(number("b.csv", &text, "Aspirin", "2024-01-15"), Some(1.0));
    assert_eq!(
        problems("b.csv", &text),
        ["Line 2: an amount of Zinc was expected."]
    );
    // What statistics programs write for a missing value is nothing.
    let missing = "date,Water (ml)\n2024-01-14,NA\n2024-01-15,500\n";
    assert_eq!(problems("m.csv", missing), Vec::<String>::new());
    assert_eq!(number("m.csv", missing, "water", DAY), None);
}

#[test]
fn a_small_amount_does_not_become_none() {
    let text = "date,Zinc (µg)\n2024-01-14,0.4\n2024-01-15,2.4\n";
    assert_eq!(number("z.csv", text, "zinc", DAY), Some(0.0004));
    assert_eq!(number("z.csv", text, "zinc", "2024-01-15"), Some(0.0024));
}

#[test]
fn what_was_deleted_does_not_come_back_with_another_number() {
    let folder = tempfile::tempdir().unwrap();
    let one = file(&folder, "one.csv", "date,Water (ml)\n2024-01-14,500\n");
    let (mut after, _) = imported(&one, &journal(), "one");
    let water = after.tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, DAY.parse().unwrap());
    after.apply(Edit::unlog(key)).unwrap();
    let two = file(&folder, "two.csv", "date,Water (ml)\n2024-01-14,750\n");
    let (again, planned) = imported(&two, &after, "two");
    assert_eq!(again.entry(key), None);
    assert_eq!(planned.counts.added, 0);
}

//! Numbers that can be read in two ways are asked for, in every kind of file, and never guessed.

use std::path::{Path, PathBuf};

use super::bad::{Run, run};

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.biota")
    }

    fn import(&self, file: &Path, more: &[&str]) -> Run {
        let mut arguments = vec!["import", file.to_str().unwrap()];
        arguments.extend(more);
        run(&self.journal(), &arguments)
    }

    /// The recorded value of a tracker on a day, by the entries form.
    fn value(&self, tracker: &str, day: &str) -> Option<f64> {
        let said = run(&self.journal(), &["export", "--entries", "-"]);
        let mut csv = csv::Reader::from_reader(said.out.as_bytes());
        let rows = csv.records().map(Result::unwrap);
        let found = rows.filter(|row| &row[0] == day && &row[1] == tracker);
        found.map(|row| row[3].parse().unwrap()).next()
    }
}

const HEAD_OF_BEARABLE: &str = "date,weekday,time of day,category,rating/amount,detail,notes\n";
const HEAD_OF_DAYLIO: &str = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n";
const HEAD_OF_FLAREDOWN: &str = "user_id,age,sex,country,checkin_date,trackable_id,trackable_type,trackable_name,trackable_value\n";

#[test]
fn a_number_that_can_be_read_in_two_ways_is_asked_for() {
    let bearable = |amount: &str| {
        format!(
            "{HEAD_OF_BEARABLE}2026-01-01,Thu,am,Meds/Supplements,250,Zinc (mg),\n2026-01-02,Fri,am,Meds/Supplements,{amount},Zinc (mg),\n"
        )
    };
    let flaredown = |dose: &str| {
        format!(
            "{HEAD_OF_FLAREDOWN}1,30,f,DE,2026-01-01,9,Treatment,Ibuprofen,250 mg\n1,30,f,DE,2026-01-02,9,Treatment,Ibuprofen,{dose}\n"
        )
    };
    let daylio = |scale: &str| {
        format!(
            "{HEAD_OF_DAYLIO}2026-01-01,Jan 1,Thu,10:00,good,,Sleep: 7,,\n2026-01-02,Jan 2,Fri,10:00,good,,Sleep: {scale},,\n"
        )
    };
    let cases: Vec<(&str, String)> = vec![
        (
            "review.csv",
            "date;water\n2026-01-01;250\n2026-01-02;1.750\n".to_owned(),
        ),
        (
            "round.csv",
            "date;water\n2026-01-01;250\n2026-01-02;1.000\n".to_owned(),
        ),
        (
            "comma.csv",
            "date,water\n2026-01-01,250\n2026-01-02,\"1,750\"\n".to_owned(),
        ),
        (
            "comma_semicolon.csv",
            "date;water\n2026-01-01;250\n2026-01-02;1,750\n".to_owned(),
        ),
        (
            "steps.csv",
            "date;Steps\n2026-01-01;9.870\n2026-01-02;12.345\n".to_owned(),
        ),
        (
            "signed.csv",
            "date;water\n2026-01-01;250\n2026-01-02;+1.750\n".to_owned(),
        ),
        (
            "below.csv",
            "date;Balance\n2026-01-01;250\n2026-01-02;-1.750\n".to_owned(),
        ),
        (
            "minus.csv",
            "date;Balance\n2026-01-01;250\n2026-01-02;−1.750\n".to_owned(),
        ),
        (
            "other_column.csv",
            "date;Sleep;water\n2026-01-01;6.75;250\n2026-01-02;7.5;1.750\n".to_owned(),
        ),
        (
            "long.csv",
            "date;name;value\n2026-01-01;water;250\n2026-01-02;water;1.750\n2026-01-03;sleep;6.5\n"
                .to_owned(),
        ),
        (
            "by_hand.csv",
            "date,tracker,item,value,unit\n2026-01-01,Water,,250,ml\n2026-01-02,Water,,1.750,ml\n"
                .to_owned(),
        ),
        (
            "days.csv",
            "date,Water (ml),Note\n2026-01-01,250,\n2026-01-02,1.750,\n".to_owned(),
        ),
        ("bearable.csv", bearable("1.750")),
        ("bearable_comma.csv", bearable("\"1,750\"")),
        ("flaredown.csv", flaredown("1.750 mg")),
        ("flaredown_comma.csv", flaredown("\"1,750 mg\"")),
        ("daylio.csv", daylio("1.750")),
        (
            "daylio_comma.csv",
            daylio("\"1,750\"").replace("Sleep: \"1,750\"", "\"Sleep: 1,750\""),
        ),
    ];
    for (name, text) in cases {
        let desk = Desk::new();
        let file = desk.file(name, &text);
        let said = desk.import(&file, &[]);
        assert_eq!(said.code, 2, "{name}: {}{}", said.out, said.err);
        assert!(said.err.contains("Line 3"), "{name}: {}", said.err);
        assert!(said.err.contains("two ways"), "{name}: {}", said.err);
        assert!(said.err.contains("--decimals"), "{name}: {}", said.err);
        assert!(!desk.journal().exists(), "{name}");
    }
}

#[test]
fn a_column_whose_numbers_are_all_written_in_one_way_is_read_so() {
    for (name, text, expected) in [
        (
            "a.csv",
            "date;water\n2026-01-01;12.5\n2026-01-02;1.750\n",
            1.75,
        ),
        (
            "b.csv",
            "date;Steps\n2026-01-01;1.234,5\n2026-01-02;1.750\n",
            1750.0,
        ),
        (
            "c.csv",
            "date;Steps\n2026-01-01;12,5\n2026-01-02;1.750\n",
            1750.0,
        ),
        (
            "d.csv",
            "date;Steps\n2026-01-01;1.000.000\n2026-01-02;1.750\n",
            1750.0,
        ),
        (
            "e.csv",
            "date,Steps\n2026-01-01,\"1,000,000\"\n2026-01-02,\"1,750\"\n",
            1750.0,
        ),
        (
            "f.csv",
            "date,Steps\n2026-01-01,\"1,234.5\"\n2026-01-02,\"1,750\"\n",
            1750.0,
        ),
        (
            "g.csv",
            "date;Steps\n2026-01-01;0.125\n2026-01-02;1.750\n",
            1.75,
        ),
        (
            "h.csv",
            "date;Steps\n2026-01-01;1234.567\n2026-01-02;1.750\n",
            1.75,
        ),
    ] {
        let desk = Desk::new();
        let file = desk.file(name, text);
        let said = desk.import(&file, &[]);
        assert_eq!(said.code, 0, "{name}: {}{}", said.out, said.err);
        let named = if text.contains("water") {
            "Water"
        } else {
            "Steps"
        };
        // Water of 1.75 is litres.
        let factor = if named == "Water" { 1000.0 } else { 1.0 };
        let factor = if text.contains("12.5") { 1.0 } else { factor };
        assert_eq!(
            desk.value(named, "2026-01-02"),
            Some(expected * factor),
            "{name}"
        );
    }
}

#[test]
fn what_is_answered_once_holds_for_the_next_file_of_the_kind() {
    let desk = Desk::new();
    let one = desk.file("one.csv", "date;water\n2026-01-01;250\n2026-01-02;1.750\n");
    let said = desk.import(&one, &["--decimals", "comma"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(desk.value("Water", "2026-01-02"), Some(1750.0));
    let two = desk.file("two.csv", "date;water\n2026-01-03;250\n2026-01-04;1.500\n");
    let said = desk.import(&two, &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(desk.value("Water", "2026-01-04"), Some(1500.0));
    // Said anew, it counts anew; and the mapping says it, too.
    let mapping = desk.folder.path().join("mapping.json");
    let three = desk.file(
        "three.csv",
        "date;Stairs\n2026-01-05;250\n2026-01-06;1.500\n",
    );
    let dry = desk.import(
        &three,
        &[
            "--dry-run",
            "--decimals",
            "point",
            "--save-mapping",
            mapping.to_str().unwrap(),
        ],
    );
    assert_eq!(dry.code, 0, "{}", dry.err);
    let done = desk.import(&three, &["--mapping", mapping.to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(desk.value("Stairs", "2026-01-06"), Some(1.5));
    // A mapping as it was proposed is no answer.
    let four = desk.file("four.csv", "date;Lifts\n2026-01-05;250\n2026-01-06;1.500\n");
    let mapping = desk.folder.path().join("proposed.json");
    let asked = desk.import(
        &four,
        &["--dry-run", "--save-mapping", mapping.to_str().unwrap()],
    );
    assert_eq!(asked.code, 2, "{}", asked.err);
    let refused = desk.import(&four, &["--mapping", mapping.to_str().unwrap()]);
    assert_eq!(refused.code, 2, "{}", refused.err);
}

/// What a program of its own wrote exactly is read exactly.
#[test]
fn biotas_own_numbers_of_three_decimals_come_back() {
    let desk = Desk::new();
    assert_eq!(
        run(
            &desk.journal(),
            &["log", "sleep", "6.125", "--on", "2026-01-01"]
        )
        .code,
        0
    );
    assert_eq!(
        run(
            &desk.journal(),
            &["log", "sleep", "7", "--on", "2026-01-02"]
        )
        .code,
        0
    );
    for form in ["--entries", "--days"] {
        for sheet in [&[][..], &["--spreadsheet"]] {
            let file = desk.folder.path().join("export.csv");
            let line = [&["export", form, file.to_str().unwrap()][..], sheet].concat();
            assert_eq!(run(&desk.journal(), &line).code, 0);
            let other = Desk::new();
            let said = other.import(&file, &[]);
            assert_eq!(said.code, 0, "{form}: {}", said.err);
            assert_eq!(other.value("Sleep", "2026-01-01"), Some(6.125), "{form}");
        }
    }
}

#[test]
fn per_cent_and_other_signs_are_no_number_and_say_so() {
    let desk = Desk::new();
    let text = "date;Humidity\n2026-01-01;45\n2026-01-02;12.345%\n2026-01-03;50\n2026-01-04;(5)\n2026-01-05;1.750-\n2026-01-06;51\n2026-01-07;52\n";
    let said = desk.import(&desk.file("p.csv", text), &[]);
    assert_eq!(said.code, 2, "{}", said.err);
    for line in ["Line 3", "Line 5", "Line 6"] {
        assert!(said.err.contains(line), "{}", said.err);
    }
}

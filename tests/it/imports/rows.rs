//! A row that cannot be taken is that row's problem, with its line and reason; the others come in.

use std::path::PathBuf;

use super::bad::{Run, run};

const BEARABLE: &str = "date,weekday,time of day,category,rating/amount,detail,notes\n";
const FLAREDOWN: &str = "user_id,age,sex,country,checkin_date,trackable_id,trackable_type,trackable_name,trackable_value\n";
const DAYLIO: &str = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n";

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("journal.biota")
    }

    fn import(&self, name: &str, text: &str, more: &[&str]) -> Run {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mut arguments = vec!["import", path.to_str().unwrap()];
        arguments.extend(more);
        run(&self.journal(), &arguments)
    }

    /// Every entry as `day tracker value`.
    fn entries(&self) -> Vec<String> {
        let said = run(&self.journal(), &["export", "--entries", "-"]);
        let mut csv = csv::Reader::from_reader(said.out.as_bytes());
        let rows = csv.records().map(Result::unwrap);
        rows.map(|row| format!("{} {} {}", &row[0], &row[1], &row[3]))
            .collect()
    }
}

/// Refused with these places named; what is left comes in when the bad rows are left out.
fn check(name: &str, text: &str, places: &[&str], kept: &[&str]) {
    let desk = Desk::new();
    let refused = desk.import(name, text, &[]);
    assert_eq!(refused.code, 2, "{name}: {}{}", refused.out, refused.err);
    for place in places {
        assert!(
            refused.err.contains(place),
            "{name}: {place}: {}",
            refused.err
        );
    }
    assert!(
        !refused.out.contains("nothing new"),
        "{name}: {}",
        refused.out
    );
    assert!(!refused.out.contains("Added"), "{name}: {}", refused.out);
    assert!(!desk.journal().exists(), "{name}");
    let taken = desk.import(name, text, &["--leave-out-problems"]);
    assert_eq!(taken.code, 0, "{name}: {}", taken.err);
    assert_eq!(desk.entries(), kept, "{name}: {}", taken.out);
}

#[test]
fn one_bad_number_of_a_column_is_its_rows_problem() {
    check(
        "below.csv",
        "date,water\n2026-01-01,1500\n2026-01-02,-5\n2026-01-03,700\n",
        &["Line 3", "-5"],
        &["2026-01-01 Water 1500", "2026-01-03 Water 700"],
    );
    check(
        "minus.csv",
        "date,water\n2026-01-01,1500\n2026-01-02,−5\n2026-01-03,700\n",
        &["Line 3"],
        &["2026-01-01 Water 1500", "2026-01-03 Water 700"],
    );
    check(
        "above.csv",
        "date,water\n2026-01-01,1500\n2026-01-02,150000\n2026-01-03,700\n",
        &["Line 3", "150000 is outside 0 to 20000 ml"],
        &["2026-01-01 Water 1500", "2026-01-03 Water 700"],
    );
    check(
        "scale.csv",
        "date,stress\n2026-01-01,3\n2026-01-02,60\n2026-01-03,4\n2026-01-04,-1\n",
        &["Line 3", "Line 5", "outside 0 to 10"],
        &["2026-01-01 Stress 3", "2026-01-03 Stress 4"],
    );
    check(
        "own.csv",
        "date,Weight (kg)\n2026-01-01,70\n2026-01-02,-71\n2026-01-03,72\n",
        &["Line 3"],
        &["2026-01-01 Weight 70", "2026-01-03 Weight 72"],
    );
    check(
        "answers.csv",
        "date,face mask\n2026-01-01,1\n2026-01-02,-1\n2026-01-03,0\n",
        &["Line 3"],
        &["2026-01-01 Face mask 1", "2026-01-03 Face mask 0"],
    );
    check(
        "words.csv",
        "date,water\n2026-01-01,1500\n2026-01-02,much\n2026-01-03,700\n",
        &["Line 3", "“much” is no number"],
        &["2026-01-01 Water 1500", "2026-01-03 Water 700"],
    );
}

#[test]
fn a_word_that_nobody_knows_is_its_rows_problem() {
    let text = "date,itch\n2026-01-01,mild\n2026-01-02,severe\n2026-01-03,mild\n2026-01-04,terrible\n2026-01-05,severe\n2026-01-06,none\n2026-01-07,none\n2026-01-08,mild\n";
    let desk = Desk::new();
    let refused = desk.import("w.csv", text, &[]);
    assert_eq!(refused.code, 2, "{}{}", refused.out, refused.err);
    assert!(
        refused.err.contains("Line 5") && refused.err.contains("“terrible”"),
        "{}",
        refused.err
    );
    let taken = desk.import("w.csv", text, &["--leave-out-problems"]);
    assert_eq!(desk.entries().len(), 7, "{}", taken.out);
}

/// Several values of a day: the bad one must not go into the sum of the others.
#[test]
fn a_bad_number_is_no_part_of_a_sum() {
    check(
        "sum.csv",
        "date,name,value\n2026-01-01,water,500\n2026-01-01,water,-300\n2026-01-01,water,700\n",
        &["Line 3", "-300"],
        &["2026-01-01 Water 1200"],
    );
    check(
        "worst.csv",
        "date,name,value\n2026-01-01,stress,3\n2026-01-01,stress,40\n2026-01-02,stress,2\n2026-01-03,stress,2\n",
        &["Line 3", "40 is outside 0 to 10"],
        &[
            "2026-01-01 Stress 3",
            "2026-01-02 Stress 2",
            "2026-01-03 Stress 2",
        ],
    );
}

#[test]
fn every_reader_names_the_row() {
    check(
        "entries.csv",
        "date,tracker,item,value\n2026-01-01,Water,,1500\n2026-01-02,Water,,-5\n2026-01-03,Face mask,,5\n2026-01-04,Face mask,,1\n",
        &["Line 3", "Line 4"],
        &["2026-01-01 Water 1500", "2026-01-04 Face mask 1"],
    );
    check(
        "days.csv",
        "date,Water (ml),Note\n2026-01-01,1500,\n2026-01-02,-5,\n2026-01-03,700,\n",
        &["Line 3"],
        &["2026-01-01 Water 1500", "2026-01-03 Water 700"],
    );
    let bearable = |rating: &str| {
        format!(
            "{BEARABLE}2026-01-01,Thu,am,Mood,3,,\n2026-01-02,Fri,am,Mood,{rating},,\n2026-01-03,Sat,am,Mood,5,,\n"
        )
    };
    check(
        "mood.csv",
        &bearable("50"),
        &["Line 3", "50"],
        &["2026-01-01 Mood 3", "2026-01-03 Mood 5"],
    );
    check(
        "mood_below.csv",
        &bearable("-2"),
        &["Line 3"],
        &["2026-01-01 Mood 3", "2026-01-03 Mood 5"],
    );
    let doses = format!(
        "{BEARABLE}2026-01-01,Thu,am,Meds/Supplements,15,Zinc (mg),\n2026-01-02,Fri,am,Meds/Supplements,-15,Zinc (mg),\n2026-01-03,Sat,am,Meds/Supplements,20,Zinc (mg),\n"
    );
    check(
        "doses.csv",
        &doses,
        &["Line 3"],
        &["2026-01-01 Zinc 15", "2026-01-03 Zinc 20"],
    );
    let flaredown = |dose: &str| {
        let row = |day: u32, dose: &str| {
            format!("1,30,f,DE,2026-01-0{day},9,Treatment,Ibuprofen,{dose}\n")
        };
        format!(
            "{FLAREDOWN}{}{}{}",
            row(1, "500 mg"),
            row(2, dose),
            row(3, "400 mg")
        )
    };
    let kept = ["2026-01-01 Ibuprofen 500", "2026-01-03 Ibuprofen 400"];
    check("treatment.csv", &flaredown("-500 mg"), &["Line 3"], &kept);
    check("bananas.csv", &flaredown("2 bananas"), &["Line 3"], &kept);
    let daylio = |value: &str| {
        let row =
            |day: u32, value: &str| format!("2026-01-0{day},x,y,10:00,good,,Calm: {value},,\n");
        let rows: String = (1..=6)
            .map(|day| row(day, if day == 2 { value } else { "4" }))
            .collect();
        format!("{DAYLIO}{rows}")
    };
    for value in ["-4", "40"] {
        let desk = Desk::new();
        let said = desk.import("daylio.csv", &daylio(value), &[]);
        assert_eq!(said.code, 2, "{}{}", said.out, said.err);
        assert!(said.err.contains("Line 3"), "{}", said.err);
    }
}

/// The mistake in one row must not have the others read by another measure.
#[test]
fn a_bad_row_leaves_the_measure_of_the_others_alone() {
    let rows = |bad: &str| {
        let days = 1..=9;
        let row = |day: i32| {
            format!(
                "2026-01-0{day},{}\n",
                if day == 2 {
                    bad.to_owned()
                } else {
                    (day % 5).to_string()
                }
            )
        };
        format!("checkin_date,Eczema\n{}", days.map(row).collect::<String>())
    };
    let desk = Desk::new();
    let said = desk.import("personal.csv", &rows("44"), &["--leave-out-problems"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let entries = desk.entries();
    assert!(
        entries.contains(&"2026-01-04 Skin overall 10".to_owned()),
        "{entries:?}"
    );
    assert_eq!(entries.len(), 8, "{entries:?}");
}

/// Whatever is left out is said, with the reason; nothing left out is called known.
#[test]
fn what_is_left_out_as_a_whole_has_its_reason() {
    for (name, text, reason) in [
        (
            "temperature.csv",
            "date,Deviation,water\n2026-01-01,-0.5,500\n2026-01-02,-0.25,600\n2026-01-03,0.5,700\n",
            "less than nothing",
        ),
        (
            "words.csv",
            "date,Weather there,water\n2026-01-01,sun,500\n2026-01-02,rain,600\n2026-01-03,sun,500\n2026-01-04,rain,600\n2026-01-05,sun,1\n2026-01-06,rain,2\n",
            "no number",
        ),
        (
            "clock.csv",
            "date,Time,water\n2026-01-01,22:30,500\n2026-01-02,23:15,600\n",
            "time of day",
        ),
        (
            "unit.csv",
            "date,tracker,item,value,unit\n2026-01-01,Water,,2,bananas\n2026-01-01,Sleep,,7,h\n",
            "bananas",
        ),
    ] {
        let desk = Desk::new();
        let said = desk.import(name, text, &[]);
        assert_eq!(said.code, 0, "{name}: {}{}", said.out, said.err);
        let line = said
            .out
            .lines()
            .find(|line| line.contains("left out"))
            .unwrap_or_default();
        assert!(line.contains(reason), "{name}: {}", said.out);
        // Read again, the left out are still left out and not known.
        let again = desk.import(name, text, &[]);
        assert!(again.out.contains("left out"), "{name}: {}", again.out);
    }
    let desk = Desk::new();
    let all = desk.import(
        "all.csv",
        "date,Deviation\n2026-01-01,-0.5\n2026-01-02,-0.25\n",
        &[],
    );
    assert_eq!(all.code, 2, "{}{}", all.out, all.err);
    assert!(!all.out.contains("nothing new"), "{}", all.out);
    assert!(all.err.contains("Nothing was imported"), "{}", all.err);
    assert!(!desk.journal().exists());
}

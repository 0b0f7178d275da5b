//! Signs that do harm unseen: formulas in spreadsheets, orders to a terminal, marks that turn a text round.

use std::path::Path;

use biota::domain::{DecimalMark, Edit, Entry, EntryKey, Journal};
use biota::storage::Store;
use biota::transfer::{DayRange, Dialect, write_days, write_entries};

use super::bad::run;
use super::rendered::{imported, journal};

/// Texts that a spreadsheet program would work out, with everything in front that it overlooks.
fn formulas() -> Vec<String> {
    let marks = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
    let unseen = [
        "",
        " ",
        "   ",
        "\u{a0}",
        "\u{3000}",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\u{200b}",
        "\u{200d}",
        "\u{2060}",
        "\u{feff}",
        "\u{ad}",
        "\u{200e}",
        "\u{202e}",
        "\u{2066}",
        "\u{61c}",
        "\u{180e}",
        "\u{fe0f}",
        "\u{3164}",
        "\u{115f}",
        "\u{e0020}",
        " \u{200b} ",
        "\u{1}",
        "\u{85}",
    ];
    let pairs = unseen
        .iter()
        .flat_map(|unseen| marks.map(|mark| format!("{unseen}{mark}1+1")));
    let mut texts: Vec<String> = pairs.collect();
    texts.extend(
        [
            "\ttab",
            "\rreturn",
            "'=1+1",
            "''=1+1",
            "'",
            "' =x",
            "=",
            "＝",
            "\u{200b}=",
        ]
        .map(str::to_owned),
    );
    texts
}

fn with_note(text: &str) -> (Journal, EntryKey) {
    let mut full = journal();
    let water = full.tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, "2026-01-14".parse().unwrap());
    let edits = vec![
        Edit::log(key, Entry::typed(500.0)),
        Edit::Note {
            day: key.day,
            text: Some(text.to_owned()),
        },
    ];
    full.apply(Edit::Batch(edits)).unwrap();
    (full, key)
}

/// The fields of a file as a spreadsheet program takes them, which may part them at any of these signs.
fn cells(bytes: &[u8], delimiter: u8) -> Vec<String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let rows = csv.records().map(Result::unwrap);
    rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Whether a spreadsheet program would work a cell out. In a cell that was not meant as one, a number or the line of a list
/// that begins with a sign is let be, as long as it calls nothing.
fn is_worked_out(cell: &str, is_meant: bool) -> bool {
    let overlooked = |sign: char| {
        sign.is_whitespace()
            || sign.is_control()
            || matches!(sign, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
                | '\u{e0000}'..='\u{e0fff}')
    };
    if cell.replace(',', ".").parse::<f64>().is_ok() {
        return false;
    }
    let seen = cell.trim_start_matches(overlooked);
    let signs = ['+', '-', '＋', '－'];
    let calls = seen.contains(['=', '@', '|', '(']);
    seen.starts_with(['=', '@', '＝', '＠'])
        || seen.starts_with(signs) && (is_meant || calls)
        || is_meant && cell.starts_with(['\t', '\r'])
}

#[test]
fn no_cell_of_a_spreadsheet_is_worked_out_wherever_it_is_parted() {
    let mut texts = formulas();
    texts.extend(
        [
            "a;-2+cmd|' /C calc'!A0;b",
            "a,+SUM(A1),b",
            "x\n=1+1\ny",
            "a;\"=1+1\";b",
            "a;=1+1",
            "a,=1+1",
            "a\t=1+1",
            "a\n=1+1",
            "a\"=1+1",
            "x; +1",
            "a;b,=2",
        ]
        .map(str::to_owned),
    );
    for (mark, own) in [(DecimalMark::Point, b','), (DecimalMark::Comma, b';')] {
        for text in &texts {
            let (full, _) = with_note(text);
            let mut bytes = Vec::new();
            write_days(
                &full,
                DayRange::default(),
                Dialect::Spreadsheet(mark),
                &mut bytes,
            )
            .unwrap();
            for delimiter in [b',', b';', b'\t'] {
                for cell in cells(&bytes, delimiter) {
                    assert!(
                        !is_worked_out(&cell, delimiter == own),
                        "{text:?} in {mark:?} parted at {delimiter}: {cell:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_text_comes_back_without_the_sign_that_guarded_it() {
    let folder = tempfile::tempdir().unwrap();
    for dialect in [
        Dialect::Plain,
        Dialect::Spreadsheet(DecimalMark::Point),
        Dialect::Spreadsheet(DecimalMark::Comma),
    ] {
        for text in formulas() {
            let (full, key) = with_note(&text);
            let path = folder.path().join("days.csv");
            let mut bytes = Vec::new();
            write_days(&full, DayRange::default(), dialect, &mut bytes).unwrap();
            std::fs::write(&path, bytes).unwrap();
            let (back, _) = imported(&path, &journal(), "one");
            assert_eq!(back.note(key.day), Some(text.as_str()), "{dialect:?}");
        }
    }
}

#[test]
fn names_units_and_keys_that_look_like_formulas_come_back() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "=Tea",
        "'=Tea",
        "＋Tea",
        "\u{200b}=Tea",
        "Tea; =1",
        "-",
        "'",
    ] {
        let mut full = journal();
        let mut tea = full.tracker_by_uid("water").unwrap().clone();
        tea.id = full.next_tracker_id();
        tea.uid = format!("{name} key");
        name.clone_into(&mut tea.name);
        tea.list = None;
        let key = EntryKey::own(tea.id, "2026-01-14".parse().unwrap());
        let put = Edit::put_tracker(tea);
        full.apply(Edit::Batch(vec![put, Edit::log(key, Entry::typed(500.0))]))
            .unwrap();
        let mut empty = full.clone();
        empty.apply(Edit::unlog(key)).unwrap();
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            let dialect = Dialect::Spreadsheet(mark);
            for form in ["days.csv", "entries.csv"] {
                let path = folder.path().join(form);
                let mut bytes = Vec::new();
                if form == "days.csv" {
                    write_days(&full, DayRange::default(), dialect, &mut bytes).unwrap();
                } else {
                    write_entries(&full, DayRange::default(), dialect, &mut bytes).unwrap();
                }
                std::fs::write(&path, bytes).unwrap();
                let (back, planned) = imported(&path, &empty, "one");
                assert_eq!(
                    planned.counts.trackers,
                    Vec::<String>::new(),
                    "{name:?} {form}"
                );
                assert_eq!(
                    back.entry(key).and_then(|entry| entry.value.number()),
                    Some(500.0),
                    "{name:?} {form}"
                );
            }
        }
    }
}

const HARMFUL: [char; 16] = [
    '\u{1b}', '\u{7}', '\u{8}', '\r', '\u{7f}', '\u{9b}', '\u{202a}', '\u{202e}', '\u{2066}',
    '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}', '\u{2028}', '\u{2029}', '\u{202c}',
];

fn is_harmless(text: &str) -> bool {
    !text.contains(HARMFUL)
}

/// A journal whose every text holds such signs; damage or another program may have put them there.
fn harmful(place: &Path) -> Journal {
    let bad: String = HARMFUL.iter().collect();
    let mut full = journal();
    let day = "2026-11-21".parse().unwrap();
    let water = full.tracker_by_uid("water").unwrap().clone();
    let signs: String = HARMFUL.iter().filter(|sign| !sign.is_control()).collect();
    let mut tracker = water.clone();
    tracker.id = full.next_tracker_id();
    tracker.uid = format!("key{bad}");
    tracker.name = format!("Nice{signs}name");
    tracker.section = format!("Sec{signs}tion");
    if let biota::domain::Kind::Amount(amount) = &mut tracker.kind {
        amount.unit = format!("m{signs}l");
    }
    let mut item = full.items_of(water.list.unwrap())[0].clone();
    item.name = format!("Tea{signs}cup");
    let (key, part) = (
        EntryKey::own(tracker.id, day),
        EntryKey::item(water.id, item.id, day),
    );
    let edits = vec![
        Edit::put_tracker(tracker),
        Edit::put_item(item),
        Edit::log(key, Entry::typed(500.0)),
        Edit::log(part, Entry::typed(250.0)),
        Edit::Note {
            day,
            text: Some(format!("one{bad}\ntwo")),
        },
    ];
    full.apply(Edit::Batch(edits)).unwrap();
    Store::create_new(place, &full).unwrap();
    full
}

#[test]
fn no_command_sends_orders_to_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let full = harmful(&place);
    let trackers = full.trackers();
    let harmful = trackers.iter().find(|it| it.uid.starts_with("key"));
    let name = &harmful.unwrap().name;
    for arguments in [
        &["show"][..],
        &["tracker", "list"],
        &["log", name, "250"],
        &["log", name, "nonsense"],
        &["log", "wa\u{1b}[2Jter", "250"],
        &["check"],
        &["insights"],
        &[
            "tracker",
            "add",
            "No\u{202e}such",
            "--role",
            "habit",
            "--kind",
            "amount",
            "--unit",
            "m\u{202e}l",
        ],
        &[
            "tracker",
            "add",
            "No\u{202e}such",
            "--role",
            "habit",
            "--kind",
            "amount",
        ],
        &["import", "no\u{1b}[2Jsuch\u{202e}.csv"],
        &["restore", "no\u{1b}[2Jsuch\u{202e}.zip", "--yes"],
        &["show", "--on", "\u{1b}[2J"],
    ] {
        let said = run(&place, arguments);
        assert!(is_harmless(&said.out), "{arguments:?}: {:?}", said.out);
        assert!(is_harmless(&said.err), "{arguments:?}: {:?}", said.err);
        assert!(!(said.out + &said.err).is_empty(), "{arguments:?}");
    }
    // For programs all is as it is.
    let json = run(&place, &["show", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(json.to_string().contains(name.as_str()));
    let note = full.note("2026-11-21".parse().unwrap()).unwrap();
    assert_eq!(json["note"], note);
    let csv = run(&place, &["export", "--days", "-"]);
    assert!(csv.out.contains(note), "{:?}", csv.out);
}

#[test]
fn no_file_sends_orders_to_a_terminal_by_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let bad: String = HARMFUL.iter().collect();
    let quoted = bad.replace('\r', "");
    let head = "date,weekday,time of day,category,rating/amount,detail,notes\n";
    for (name, text) in [
        (
            "wide.csv",
            format!("date,\"n{bad}ame\",water\n2026-01-01,1,{quoted}\n2026-01-02,3,5\n"),
        ),
        (
            "dates.csv",
            format!("date,water\n2026-01-01,1\nno{quoted}day,3\n"),
        ),
        (
            "long.csv",
            format!(
                "date,name,value,unit\n2026-01-01,\"n{bad}\",much{quoted},\"u{bad}\"\n2026-01-01,\"n{bad}\",3,\"u{bad}\"\n"
            ),
        ),
        (
            "bearable.csv",
            format!(
                "{head}2026-01-01,Thu,am,Symptom,9,\"It{bad}ch\",\n2026-01-01,Thu,am,Symptom,2,\"It{bad}ch\",\n"
            ),
        ),
        (
            "entries.csv",
            format!(
                "date,tracker,item,value,state\n2026-01-01,\"a{bad}\",\"b{bad}\",1,\"c{bad}\"\n2026-01-01,\"a{bad}\",\"b{bad}\",1,\n"
            ),
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        for more in [&[][..], &["--dry-run"], &["--leave-out-problems"]] {
            let arguments = [&["import", path.to_str().unwrap()][..], more].concat();
            let said = run(&place, &arguments);
            assert!(is_harmless(&said.out), "{name}: {:?}", said.out);
            assert!(is_harmless(&said.err), "{name}: {:?}", said.err);
        }
    }
    let zip = folder.path().join("loop.zip");
    let habits = format!("{bad}/Habits.csv");
    let marks = format!("{bad}/001 {bad}/Checkmarks.csv");
    super::archives::zip_of(
        &zip,
        &[
            (&habits, b"Position,Name\n"),
            (&marks, b"Date,Value\n2026-01-01,9999x\n2026-01-02,2\n"),
        ],
    );
    let said = run(&place, &["import", zip.to_str().unwrap()]);
    assert!(
        is_harmless(&said.out) && is_harmless(&said.err),
        "{:?}{:?}",
        said.out,
        said.err
    );
}

#[test]
fn a_journal_given_to_import_is_sent_to_restore() {
    let folder = tempfile::tempdir().unwrap();
    let (place, other) = (
        folder.path().join("one.biota"),
        folder.path().join("other.biota"),
    );
    assert_eq!(run(&other, &["log", "water", "500"]).code, 0);
    let said = run(&place, &["import", other.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("biota restore"), "{}", said.err);
    assert!(!place.exists());
    // A database of somebody else is none.
    let foreign = folder.path().join("foreign.db");
    let connection = rusqlite::Connection::open(&foreign).unwrap();
    connection
        .execute_batch("CREATE TABLE photo (id INTEGER)")
        .unwrap();
    drop(connection);
    let said = run(&place, &["import", foreign.to_str().unwrap()]);
    assert!(!said.err.contains("restore"), "{}", said.err);
}

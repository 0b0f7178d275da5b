//! A clock that was wrong: backups dated in the future, and days in the future that were logged.

use std::fs;
use std::path::PathBuf;

use biota::domain::*;
use biota::storage::{Access, Backup, BackupFolder, Reason, Session};
use chrono::{Duration, NaiveDateTime};

use crate::place::Place;
use crate::sample::{self, day};

fn at(on: &str) -> NaiveDateTime {
    day(on).and_hms_opt(8, 30, 0).unwrap()
}

/// Backups as the folder has them, by the day in their name and what they were made for.
fn kept(folder: &BackupFolder) -> Vec<String> {
    let name = |backup: Backup| format!("{} {:?}", backup.moment.date(), backup.reason);
    folder.list().unwrap().into_iter().map(name).collect()
}

/// Puts backups into the folder as a wrong clock made them.
fn make_on(folder: &BackupFolder, days: &[&str]) {
    for on in days {
        folder.make(Reason::Daily, at(on)).unwrap();
    }
}

#[test]
fn a_backup_made_today_stays_where_others_are_dated_in_the_future() {
    let place = Place::with(&sample::full());
    let folder = place.backups();
    let months: Vec<_> = (1..=12)
        .map(|month| format!("2050-{month:02}-01"))
        .collect();
    make_on(
        &folder,
        &months.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let made = folder.make(Reason::Daily, at("2026-11-27")).unwrap();
    assert!(made.path.exists(), "the backup that was just made is gone");
    assert_eq!(kept(&folder).len(), 13);
    // And goes on doing so.
    for on in 28..=30 {
        make_on(&folder, &[&format!("2026-11-{on}")]);
    }
    let of_now = kept(&folder)
        .iter()
        .filter(|name| name.starts_with("2026"))
        .count();
    assert_eq!(of_now, 4);
}

#[test]
fn backups_do_not_become_rare_where_some_are_dated_in_the_future() {
    let place = Place::with(&sample::full());
    let folder = place.backups();
    let future: Vec<_> = (1..=7).map(|date| format!("2031-05-{date:02}")).collect();
    make_on(
        &folder,
        &future.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let now: Vec<_> = (16..=27).map(|date| format!("2026-11-{date}")).collect();
    make_on(&folder, &now.iter().map(String::as_str).collect::<Vec<_>>());
    let alone = Place::with(&sample::full());
    make_on(
        &alone.backups(),
        &now.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let mut expected = kept(&alone.backups());
    expected.retain(|name| name.starts_with("2026"));
    let mut found = kept(&folder);
    found.retain(|name| name.starts_with("2026"));
    assert_eq!(found, expected, "as if the others were not there");
}

#[test]
fn a_clock_that_fell_back_to_its_first_day_harms_no_backup() {
    let place = Place::with(&sample::full());
    let folder = place.backups();
    let real: Vec<_> = (16..=27).map(|date| format!("2026-11-{date}")).collect();
    make_on(
        &folder,
        &real.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let before = kept(&folder);
    // An empty battery: it is 1970 again, for days.
    make_on(&folder, &["1970-01-01", "1970-01-02", "1970-01-03"]);
    let after = kept(&folder);
    for name in &before {
        assert!(after.contains(name), "{name} is gone: {after:?}");
    }
    assert_eq!(after.len(), before.len() + 3);
}

#[test]
fn the_newest_good_backup_is_not_one_of_the_future() {
    let place = Place::with(&sample::full());
    let folder = place.backups();
    make_on(&folder, &["2050-01-01", "2026-11-26"]);
    let newest = |now: &str| folder.newest_good(at(now)).unwrap().unwrap().0.moment;
    assert_eq!(newest("2026-11-27"), at("2026-11-26"));
    // The clock was put back by hand, or a person flew west: a few hours are no future.
    assert_eq!(newest("2049-12-31"), at("2050-01-01"));
    // Where there is no other, it is better than none.
    let only = Place::with(&sample::full());
    make_on(&only.backups(), &["2050-01-01"]);
    let found = only.backups().newest_good(at("2026-11-27")).unwrap();
    assert_eq!(found.unwrap().0.moment, at("2050-01-01"));
}

#[test]
fn copies_that_are_dated_a_few_hours_ahead_are_no_future() {
    let place = Place::with(&sample::full());
    let folder = place.backups();
    // From Kiritimati to Honolulu it is a day earlier again.
    make_on(&folder, &["2026-11-27"]);
    let now = at("2026-11-27") - Duration::hours(24);
    let listed = folder.list().unwrap();
    assert!(!listed[0].is_from_future(now));
    assert!(listed[0].is_from_future(now - Duration::days(2)));
}

#[cfg(unix)]
mod program {
    use egui_kittest::kittest::Queryable as _;
    use serde_json::Value;

    use super::*;
    use crate::file_window::FileWindow;
    use crate::own_files::Home;

    const FUTURE: &str = "2101-03-04";

    /// A journal with a value, an item and a note on a day that the clock only seemed to have reached.
    fn with_future_day() -> Home {
        let home = Home::new();
        let mut session = Session::open(&home.journal(), Access::Write).unwrap();
        let journal = session.journal();
        let id = |uid: &str| journal.tracker_by_uid(uid).unwrap().id;
        let (water, itch) = (id("water"), id("itch"));
        let future = day(FUTURE);
        let edits = vec![
            Edit::log(EntryKey::own(water, future), Entry::typed(750.0)),
            Edit::log(EntryKey::own(itch, future), Entry::skipped()),
            Edit::Note {
                day: future,
                text: Some("Where am I?".to_owned()),
            },
        ];
        session.commit(Edit::Batch(edits), "Future").unwrap();
        home
    }

    fn journal(home: &Home) -> Journal {
        let session = Session::open(&home.journal(), Access::Read).unwrap();
        session.journal().clone()
    }

    #[test]
    fn check_names_backups_and_days_of_the_future() {
        let home = with_future_day();
        let folder = BackupFolder::usual(home.path("home/Biota backups"), &home.journal());
        folder.make(Reason::Daily, at("2050-01-01")).unwrap();
        let said = home.says(&["check"]);
        assert!(
            said.contains("2 entries and 1 note on a day in the future: 2101-03-04"),
            "{said}"
        );
        assert!(said.contains("biota future"), "{said}");
        assert!(
            said.contains("1 backup is dated in the future, up to 2050-01-01"),
            "{said}"
        );
        let report: Value = serde_json::from_str(&home.says(&["check", "--json"])).unwrap();
        assert_eq!(report["sound"], true);
        assert_eq!(report["future_days"][0]["day"], FUTURE);
        assert_eq!(report["future_days"][0]["entries"], 2);
        assert_eq!(report["future_days"][0]["note"], true);
        assert_eq!(report["future_backups"].as_array().unwrap().len(), 1);
        let last = report["last_backup"]["made"].as_str().unwrap();
        assert!(!last.starts_with("2050"), "{last}");
        let plain = Home::new().says(&["check"]);
        assert!(!plain.contains("future"), "{plain}");
    }

    #[test]
    fn a_value_of_any_day_is_removed_by_command() {
        let home = with_future_day();
        let said = home.says(&["log", "water", "remove", "--on", FUTURE]);
        assert!(said.contains("not logged"), "{said}");
        home.says(&["log", "itch", "remove", "--on", FUTURE]);
        let future = day(FUTURE);
        assert!(journal(&home).entries().all(|(key, _)| key.day != future));
        // Also a past one, and only what is asked for.
        home.says(&["log", "water/tea", "250", "--on", "2026-01-01"]);
        home.says(&["log", "water/tea", "remove", "--on", "2026-01-01"]);
        let said = home.says(&["log", "water", "+0", "--on", "2026-01-01"]);
        assert!(said.contains("500 ml"), "{said}");
        let said = home.fails(&["log", "water", "remove", "--on", "2026-01-02"]);
        assert!(said.contains("is not logged"), "{said}");
        // A day that has not begun still takes no new value.
        let said = home.fails(&["log", "water", "500", "--on", FUTURE]);
        assert!(said.contains("is in the future"), "{said}");
        assert!(said.contains("remove"), "{said}");
    }

    #[test]
    fn days_of_the_future_are_listed_moved_and_removed_by_command() {
        let home = with_future_day();
        let said = home.says(&["future"]);
        assert!(said.contains("2101-03-04  2 entries, a note"), "{said}");
        let list: Value = serde_json::from_str(&home.says(&["future", "--json"])).unwrap();
        assert_eq!(list[0]["day"], FUTURE);
        // 1 January has water already: nothing is overwritten, and all that is in the way is named.
        let before = journal(&home);
        let said = home.fails(&["move", "--from", FUTURE, "--to", "2026-01-01"]);
        assert!(said.contains("Water"), "{said}");
        assert!(said.contains("Nothing was changed"), "{said}");
        assert_eq!(journal(&home), before);
        let said = home.fails(&["move", "--from", FUTURE, "--to", "2101-03-05"]);
        assert!(said.contains("future"), "{said}");
        let said = home.fails(&["move", "--from", "2026-03-01", "--to", "2026-03-02"]);
        assert!(said.contains("Nothing is logged"), "{said}");
        home.fails(&["move", "--from", FUTURE, "--to", FUTURE]);
        let said = home.says(&["move", "--from", FUTURE, "--to", "2026-01-03"]);
        assert!(said.contains("2 entries and 1 note"), "{said}");
        let moved = journal(&home);
        assert_eq!(moved.note(day("2026-01-03")), Some("Where am I?"));
        let water = moved.tracker_by_uid("water").unwrap().id;
        assert_eq!(
            moved.value_on(water, day("2026-01-03")).number(),
            Some(750.0)
        );
        assert!(
            home.says(&["future"]).contains("No day"),
            "nothing is left there"
        );
        // A past day is moved as well: it was logged on the wrong one.
        home.says(&["move", "--from", "2026-01-03", "--to", "2026-01-04"]);
        assert_eq!(journal(&home).note(day("2026-01-03")), None);
        home.says(&["check"]);
    }

    #[test]
    fn a_day_of_the_future_is_removed_and_no_other() {
        let home = with_future_day();
        let before = journal(&home);
        let said = home.fails(&["future", "--remove", "2026-01-01"]);
        assert!(said.contains("not in the future"), "{said}");
        let said = home.fails(&["future", "--remove", "2101-03-05"]);
        assert!(said.contains("Nothing is logged"), "{said}");
        assert_eq!(journal(&home), before);
        let said = home.says(&["future", "--remove", FUTURE]);
        assert!(said.contains("2 entries and 1 note"), "{said}");
        assert_eq!(journal(&home).entry_count(), 2);
        assert_eq!(journal(&home).notes().count(), 0);
        home.says(&["check"]);
    }

    #[test]
    fn the_window_lists_days_of_the_future_moves_and_removes_them_and_takes_it_back() {
        let home = with_future_day();
        let mut window = FileWindow::on(&home.journal());
        window.open_journal_settings();
        window.wait_for("These days have not begun");
        let before = journal(&home);
        window.wait_for("2 entries, a note");
        window.press_button("Remove 4 March 2101");
        window.wait_until("removed", |_| journal(&home).entry_count() == 2);
        window.press_button("Undo");
        window.wait_until("brought back", |_| journal(&home) == before);
        window.press_button("Move 4 March 2101 to another day…");
        let write = |window: &mut FileWindow, text: &str| {
            let role = egui::Role::TextInput;
            let field = window.harness.get_by_role_and_label(role, "To which day");
            field.focus();
            window.harness.run_ok();
            window.command(egui::Key::A);
            window.harness.event(egui::Event::Paste(text.to_owned()));
            window.harness.run_ok();
            window.press_button("Move the day");
        };
        // A day that is taken, one that has not begun, none at all.
        write(&mut window, "2026-01-01");
        window.wait_for("Water is logged there already");
        write(&mut window, "2101-03-05");
        window.wait_for("has not begun");
        write(&mut window, "someday");
        window.wait_for("is not a date");
        assert_eq!(journal(&home), before);
        write(&mut window, "2026-01-03");
        window.wait_until("moved", |_| {
            journal(&home).note(day("2026-01-03")) == Some("Where am I?")
        });
        assert!(
            window
                .harness
                .query_by_label_contains("These days have not begun")
                .is_none()
        );
        window.press_button("Undo");
        window.wait_until("taken back", |_| journal(&home) == before);
    }

    #[test]
    fn settings_name_backups_of_the_future() {
        let home = Home::new();
        let usual = home.path("home/Biota backups");
        let folder = BackupFolder::usual(usual.clone(), &home.journal());
        fs::remove_file(home.backup()).unwrap();
        make_on(&folder, &["2050-01-01", "2050-02-01"]);
        let mut window = FileWindow::with_backups(&home.journal(), Some(usual.clone()));
        window.open_journal_settings();
        window.wait_for("2 backups are dated in the future, up to 1 February 2050");
        window.wait_for("The newest is of 21 November 2026");
        let daily: Vec<PathBuf> = fs::read_dir(usual)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        assert_eq!(daily.len(), 3);
    }
}

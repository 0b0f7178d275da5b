//! The window on a file: first start, other writers, what is typed when it closes, exports.

use std::time::{Duration, Instant};

use biota::domain::{Edit, Entry, EntryKey};
use biota::storage::{Access, Session, Store};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::file_window::{FileWindow, backups};
use crate::scenario::{Scenario, TODAY, day};

#[test]
fn the_first_start_asks_and_makes_nothing_before_it_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("biota").join("journal.biota");
    let mut window = FileWindow::on(&place);
    window.wait_for("usual set");
    assert!(!place.exists(), "nothing is made before Start");
    window.harness.get_by_label("Eczema").click();
    window.harness.run_ok();
    window.harness.get_by_label("Start").click();
    window.wait_for("Itch");
    assert!(place.exists());
    // The first row has the focus, so one can type at once: no fermented food today.
    window.type_text("0");
    assert_eq!(window.number_on_disk("fermented_food"), Some(0.0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            place.metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn what_the_screen_shows_is_on_the_disk() {
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Itch");
    window.harness.get_by_label("Itch").focus();
    window.harness.run_ok();
    window.type_text("4");
    assert_eq!(window.number_on_disk("itch"), Some(4.0));
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run_ok();
    assert_eq!(window.number_on_disk("itch"), None);
}

#[test]
fn what_another_program_writes_is_seen_within_a_second() {
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Itch");
    let place = window.place.clone();
    let mut other = Session::open(&place, Access::Write).unwrap();
    let water = other.journal().tracker_by_uid("water").unwrap().id;
    let edit = Edit::log(EntryKey::own(water, day(TODAY)), Entry::typed(500.0));
    other.commit(edit, "water").unwrap();
    let shown = || {
        let node = window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water");
        egui_kittest::kittest::NodeT::accesskit_node(&node).value()
    };
    assert_eq!(shown().as_deref(), Some("not logged"));
    let start = Instant::now();
    let mut seen = String::new();
    while seen != "500 ml" && start.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
        window.harness.run_ok();
        let node = window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water");
        seen = egui_kittest::kittest::NodeT::accesskit_node(&node)
            .value()
            .unwrap_or_default();
    }
    assert_eq!(seen, "500 ml");
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "took {:?}",
        start.elapsed()
    );
}

#[test]
fn a_number_half_typed_is_kept_when_the_window_closes() {
    let mut window = FileWindow::on_new_journal();
    type_water(&mut window, "500");
    window.harness.step();
    assert_eq!(window.number_on_disk("water"), None, "still a draft");
    close(&mut window);
    assert_eq!(window.number_on_disk("water"), Some(500.0));
}

#[test]
fn digits_that_come_together_with_the_closing_are_kept() {
    let mut window = FileWindow::on_new_journal();
    type_water(&mut window, "17");
    window.harness.step();
    // In the very frame of the closing, as a quick hand and the window system make it.
    let digits = ["5", "0"].map(|digit| egui::Event::Text(digit.to_owned()));
    window.harness.input_mut().events.extend(digits);
    close(&mut window);
    assert_eq!(window.number_on_disk("water"), Some(1750.0));
}

fn type_water(window: &mut FileWindow, digits: &str) {
    window.wait_for("Itch");
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::SpinButton, "Water")
        .focus();
    window.harness.run_ok();
    for digit in digits.chars() {
        window.harness.event(egui::Event::Text(digit.to_string()));
    }
}

/// Asks the window to close and lets it.
fn close(window: &mut FileWindow) {
    let root = egui::ViewportId::ROOT;
    let events = |window: &mut FileWindow, event: Option<egui::ViewportEvent>| {
        let viewports = &mut window.harness.input_mut().viewports;
        viewports.entry(root).or_default().events = event.into_iter().collect();
    };
    events(window, Some(egui::ViewportEvent::Close));
    window.harness.step();
    events(window, None);
    for _ in 0..5 {
        window.harness.step();
    }
}

#[test]
fn a_second_window_is_told_where_the_first_one_is() {
    let mut first = FileWindow::on_new_journal();
    first.wait_for("Itch");
    let mut second = FileWindow::on(&first.place);
    second.wait_for("This journal is open in another window");
    second.wait_for(&format!("process {}", std::process::id()));
}

#[test]
fn files_that_are_no_journal_get_a_page_and_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear diary, this is no database at all. ".repeat(40)).unwrap();
    let empty = folder.path().join("empty");
    std::fs::write(&empty, "").unwrap();
    let other = folder.path().join("other.db");
    let database = rusqlite::Connection::open(&other).unwrap();
    database.execute_batch("CREATE TABLE t (a)").unwrap();
    let newer = folder.path().join("newer.biota");
    Store::create_new(&newer, &Scenario::eczema().journal()).unwrap();
    let database = rusqlite::Connection::open(&newer).unwrap();
    database.pragma_update(None, "user_version", 77).unwrap();
    drop(database);
    for (place, title) in [
        (text.as_path(), "This file is no journal"),
        (other.as_path(), "This is the database of another program"),
        (
            newer.as_path(),
            "Its format is version 77; this program knows up to 2",
        ),
        (empty.as_path(), "This file is empty"),
        (folder.path(), "A folder stands where the journal should be"),
    ] {
        let before = std::fs::read(place).ok();
        let mut window = FileWindow::on(place);
        window.wait_for(title);
        assert_eq!(std::fs::read(place).ok(), before);
    }
}

#[test]
fn an_export_from_the_window_writes_the_file_that_was_typed() {
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Itch");
    window.type_text("0");
    let target = window.place.with_file_name("out.csv");
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.wait_for("One row an entry");
    let field = window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "File");
    field.focus();
    window.harness.run_ok();
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND, Key::A);
    window
        .harness
        .event(egui::Event::Paste(target.display().to_string()));
    window.harness.run_ok();
    window.press_button("Export");
    window.wait_for("Written to");
    let text = std::fs::read_to_string(&target).unwrap();
    assert_eq!(
        text,
        "date,tracker,item,value,unit,state,origin,tracker_key,item_key\n\
         2026-11-21,Fermented food,,0,servings,recorded,typed,fermented_food,\n"
    );
}

#[test]
fn the_first_start_of_a_day_makes_a_backup_and_settings_tell_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("data/journal.biota");
    let usual = folder.path().join("backups");
    Store::create_new(&place, &Scenario::eczema().journal()).unwrap();
    for _ in 0..2 {
        let mut window = FileWindow::with_backups(&place, Some(usual.clone()));
        window.open_journal_settings();
        window.wait_for("The newest is of 21 November 2026");
        assert_eq!(backups(&usual, "daily"), 1);
    }
    let mut window = FileWindow::with_backups(&place, Some(usual.clone()));
    window.open_journal_settings();
    window.wait_until("looked at the folder", |window| {
        let button = |role| window.harness.query_by_role_and_label(role, "Back up now");
        button(egui::Role::Button).is_some_and(|button| !button.accesskit_node().is_disabled())
    });
    window.press_button("Back up now");
    window.wait_until("backed up by hand", |_| backups(&usual, "by-hand") == 1);
    window.wait_for("by hand ·");
    // The day turns while the window stands open.
    window
        .clock
        .set(day("2026-11-22").and_hms_opt(4, 0, 1).unwrap());
    window.harness.step();
    window.wait_until("backed up for the new day", |_| {
        backups(&usual, "daily") == 2
    });
}

#[test]
fn a_backup_folder_that_is_away_is_told_once_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journal.biota");
    let stick = folder.path().join("stick");
    let chosen = Edit::set(
        biota::domain::setting_key::BACKUP_FOLDER,
        stick.to_str().unwrap(),
    );
    Store::create_new(&place, &Scenario::eczema().with(chosen).journal()).unwrap();
    let mut window = FileWindow::with_backups(&place, Some(folder.path().join("usual")));
    window.wait_for("is not there now");
    assert!(!stick.exists() && !folder.path().join("usual").exists());
    std::fs::create_dir(&stick).unwrap();
    window.clock.set(day(TODAY).and_hms_opt(12, 11, 0).unwrap());
    window.harness.step();
    window.wait_until("backed up", |_| backups(&stick, "daily") == 1);
    assert_eq!(backups(&folder.path().join("usual"), "daily"), 0);
}

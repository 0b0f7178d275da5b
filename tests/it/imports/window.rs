//! Importing in the window, by a person's verbs: type or drop a file, look, answer, import, undo, take back.

use std::path::PathBuf;
use std::sync::Arc;

use biota::domain::{Edit, Entry, EntryKey};
use biota::import::imports;
use biota::storage::{Access, Store};
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::bad::content;
use crate::file_window::{FileWindow, backups};
use crate::scenario::day;

const ROWS: &str = "date,Water (oz),Mystery\n2024-01-14,64,a\n2024-01-15,0,b\n";

fn file(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("diary.csv");
    std::fs::write(&path, text).unwrap();
    path
}

fn press(window: &mut FileWindow, label: &str) {
    window
        .harness
        .get_by_role_and_label(Role::Button, label)
        .click_accesskit();
    window.harness.run_ok();
}

/// Writes what is shown into the folder that `BIOTA_PICTURES` names; without it nothing is rendered.
fn keep_picture(window: &mut FileWindow, name: &str) {
    if let Some(folder) = std::env::var_os("BIOTA_PICTURES") {
        let picture = window.harness.render().unwrap();
        let path = PathBuf::from(folder).join(format!("{name}.png"));
        picture.save(path).unwrap();
    }
}

fn nothing_stands_beyond_the_edge(window: &FileWindow) {
    let right = window.harness.ctx.content_rect().right();
    for role in [Role::Button, Role::TextInput, Role::ComboBox] {
        for node in window.harness.query_all_by_role(role) {
            let rect = node.rect();
            assert!(rect.right() <= right, "{role:?} at {rect:?} in {right}");
        }
    }
}

fn look_inside(window: &mut FileWindow, path: &std::path::Path) {
    window.wait_for("Saved ·");
    window.command(Key::I);
    window.harness.run_ok();
    let field = Role::TextInput;
    window
        .harness
        .get_by_role_and_label(field, "File to import")
        .focus();
    window.harness.run_ok();
    window.type_text(path.to_str().unwrap());
    press(window, "Look inside");
    window.wait_for("2 entries new");
}

#[test]
fn a_file_is_looked_into_imported_undone_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    keep_picture(&mut window, "import-ready");
    assert!(
        imports(&window.on_disk()).is_empty(),
        "looking changes nothing"
    );
    press(&mut window, "Import");
    window.wait_for("2 entries added");
    assert_eq!(window.on_disk().entry_count(), 2);
    window.command(Key::Z);
    window.wait_until("undone", |window| window.on_disk().entry_count() == 0);
    let redo = Modifiers::COMMAND | Modifiers::SHIFT;
    window.harness.key_press_modifiers(redo, Key::Z);
    window.wait_until("redone", |window| window.on_disk().entry_count() == 2);
    window.wait_for("12:00, 2 entries");
    press(&mut window, "Take diary.csv back…");
    window.wait_for("2 entries would go");
    keep_picture(&mut window, "import-done");
    press(&mut window, "Take it back");
    window.wait_until("taken back", |window| window.on_disk().entry_count() == 0);
    assert!(imports(&window.on_disk()).is_empty());
}

#[test]
fn a_dropped_file_is_looked_into_and_own_values_are_asked_about() {
    #[derive(Debug)]
    struct Dropped(PathBuf);
    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &std::path::Path {
            &self.0
        }
        fn bytes(&self) -> Result<Vec<u8>, String> {
            std::fs::read(&self.0).map_err(|error| error.to_string())
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Saved ·");
    let mut store = Store::open(&window.place, Access::Write).unwrap();
    let mut journal = store.load().unwrap();
    let water = journal.tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, day("2024-01-14"));
    let edit = Edit::log(key, Entry::typed(1000.0));
    journal.apply(edit.clone()).unwrap();
    store.save(&edit, journal.fingerprint()).unwrap();
    drop(store);
    window.wait_for("Saved · 1 day");
    let dropped = Arc::new(Dropped(path));
    window.harness.input_mut().dropped_files.push(dropped);
    window.wait_for("1 value differs");
    window.wait_for("1 value of your own stay");
    let size = egui::vec2(640.0, 600.0);
    window.harness.set_size(size);
    window.harness.run_ok();
    keep_picture(&mut window, "import-narrow");
    nothing_stands_beyond_the_edge(&window);
    let choice = window.harness.get_by_label("Take theirs");
    choice.click_accesskit();
    window.wait_for("1 value of your own replaced");
    press(&mut window, "Import");
    window.wait_for("1 entry added");
    let entry = window.on_disk().entry(key).unwrap();
    assert_eq!(entry.value.number(), Some(1892.706));
}

#[test]
fn what_cannot_be_read_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture.png");
    std::fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Saved ·");
    window.command(Key::I);
    window.harness.run_ok();
    window
        .harness
        .get_by_role_and_label(Role::TextInput, "File to import")
        .focus();
    window.harness.run_ok();
    window.type_text(path.to_str().unwrap());
    press(&mut window, "Look inside");
    window.wait_for("picture.png cannot be imported");
    assert_eq!(window.on_disk().entry_count(), 0);
}

#[test]
fn a_backup_is_made_before_an_import_even_where_its_folder_is_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let place = folder.path().join("journal.biota");
    let kept = folder.path().join("backups");
    biota::storage::Store::create_new(&place, &crate::scenario::Scenario::eczema().journal())
        .unwrap();
    let mut window = FileWindow::with_backups(&place, Some(kept.clone()));
    look_inside(&mut window, &path);
    press(&mut window, "Import");
    window.wait_for("2 entries added");
    assert_eq!(backups(&kept, "before-import"), 1);
    window.open_journal_settings();
    window.wait_for("before an import");

    window.command(Key::I);
    window.harness.run_ok();
    std::fs::remove_dir_all(&kept).unwrap();
    // In place of the folder stands something that no backup can be put into.
    std::fs::write(&kept, "a file").unwrap();
    std::fs::write(&path, format!("{ROWS}2024-01-16,32,c\n")).unwrap();
    press(&mut window, "Look inside");
    window.wait_for("1 entry new");
    press(&mut window, "Import");
    window.wait_for("1 entry added");
    let beside = folder.path().join("journal.biota.before-import");
    let copy = biota::storage::Session::open(&beside, Access::Read).unwrap();
    assert_eq!(copy.journal().entry_count(), 2);
}

#[test]
fn what_is_shown_stays_when_the_import_cannot_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    let away = window.place.with_extension("away");
    std::fs::rename(&window.place, &away).unwrap();
    press(&mut window, "Import");
    window.wait_for("Nothing was imported");
    std::fs::rename(&away, &window.place).unwrap();
    press(&mut window, "Import");
    window.wait_for("2 entries added");
    assert_eq!(window.on_disk().entry_count(), 2);
}

#[test]
fn menus_are_opened_and_answered_by_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    let menu = |window: &FileWindow, shown: &str| {
        let name = "Water (oz) goes to";
        let menu = window.harness.get_by_role_and_label(Role::ComboBox, name);
        assert_eq!(menu.accesskit_node().description().as_deref(), Some(shown));
    };
    menu(&window, "Water");
    window
        .harness
        .get_by_role_and_label(Role::ComboBox, "Water (oz) goes to")
        .focus();
    window.harness.run_ok();
    window.harness.key_press(Key::Enter);
    window.harness.run_ok();
    window.harness.get_by_label("Tag in the note").focus();
    window.harness.run_ok();
    window.harness.key_press(Key::Enter);
    window.harness.run_ok();
    menu(&window, "Tag in the note");
    let offered = |window: &FileWindow| window.harness.query_all_by_label("Leave out").count();
    assert_eq!(offered(&window), 0, "the menu is closed");
    // Open once more, it goes with the page that is scrolled.
    window
        .harness
        .get_by_role_and_label(Role::ComboBox, "Water (oz) goes to")
        .click_accesskit();
    window.harness.run_ok();
    assert_eq!(offered(&window), 1);
    window.harness.hover_at(egui::pos2(600.0, 30.0));
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -60.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    window.harness.run_ok();
    assert_eq!(offered(&window), 0, "the menu does not float over the page");
}

#[test]
fn a_large_import_is_undone_and_taken_back_beside_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = "date,a,b,c,d\n".to_owned();
    let first = day("2020-01-01");
    for number in 0..1_500_u64 {
        let day = first + chrono::Days::new(number);
        rows.push_str(&format!("{day},{},2,3,4\n", number + 20));
    }
    let path = file(&folder, &rows);
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Saved ·");
    window.command(Key::I);
    window.harness.run_ok();
    window.type_text(path.to_str().unwrap());
    window.harness.key_press(Key::Enter);
    window.wait_for("6000 entries new");
    press(&mut window, "Import");
    window.wait_for("6000 entries added");
    window.command(Key::Z);
    window.wait_for("Undone: import of diary.csv");
    assert_eq!(window.on_disk().entry_count(), 0);
    let redo = Modifiers::COMMAND | Modifiers::SHIFT;
    window.harness.key_press_modifiers(redo, Key::Z);
    window.wait_for("Redone: import of diary.csv");
    assert_eq!(window.on_disk().entry_count(), 6_000);
    press(&mut window, "Take diary.csv back…");
    press(&mut window, "Take it back");
    window.wait_for("Import taken back, 6000 entries");
    assert_eq!(window.on_disk().entry_count(), 0);
    window.command(Key::Z);
    window.wait_for("Undone: import taken back");
    assert_eq!(window.on_disk().entry_count(), 6_000);
}

#[test]
fn undo_in_a_text_field_is_the_fields_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    press(&mut window, "Import");
    window.wait_for("2 entries added");
    window
        .harness
        .get_by_role_and_label(Role::TextInput, "File to import")
        .focus();
    window.harness.run_ok();
    window.type_text("x");
    window.command(Key::Z);
    window.harness.run_ok();
    assert_eq!(window.on_disk().entry_count(), 2);
}

#[test]
fn an_archive_can_be_restored_whole_from_the_import() {
    let folder = tempfile::tempdir().unwrap();
    let full = biota::cli::demo::generate(day("2026-11-18"), 40, 3);
    let one = folder.path().join("one.biota");
    Store::create_new(&one, &full).unwrap();
    let archive = folder.path().join("archive.zip");
    std::fs::write(&archive, content(&one)).unwrap();
    let place = folder.path().join("journal.biota");
    let usual = crate::scenario::Scenario::eczema().journal();
    Store::create_new(&place, &usual).unwrap();
    let mut window = FileWindow::with_backups(&place, Some(folder.path().join("backups")));
    window.wait_for("Saved ·");
    window.command(Key::I);
    window.harness.run_ok();
    window.type_text(archive.to_str().unwrap());
    window.harness.key_press(Key::Enter);
    window.wait_for("Importing adds its entries");
    press(&mut window, "Restore it whole…");
    window.wait_for("Restore this?");
    press(&mut window, "Restore");
    window.wait_for("Restored.");
    assert!(content(&window.place) == content(&one));
}

#[test]
fn what_the_keyboard_comes_to_is_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, ROWS);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    window.harness.set_size(egui::vec2(900.0, 600.0));
    window.harness.run_ok();
    let is_last = |window: &FileWindow| {
        let field = Role::TextInput;
        let field = window.harness.get_by_role_and_label(field, "Mapping file");
        field.accesskit_node().is_focused().then(|| field.rect())
    };
    let mut last = None;
    for _ in 0..40 {
        window.harness.key_press(Key::Tab);
        window.harness.run_ok();
        last = last.or(is_last(&window));
    }
    let rect = last.expect("forty tabs come to the last field");
    assert!(rect.bottom() <= 600.0, "{rect:?}");
}

#[test]
fn a_number_that_can_be_read_in_two_ways_is_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "date;water\n2024-01-14;250\n2024-01-15;1.750\n2024-01-16;500\n";
    let path = file(&folder, rows);
    let mut window = FileWindow::on_new_journal();
    // The two that leave no doubt are ready, the third is asked for.
    look_inside(&mut window, &path);
    window.wait_for("“1.750” in water, line 3, can be read in two ways");
    keep_picture(&mut window, "import-question");
    press(&mut window, "1.750 is 1750");
    window.wait_for("3 entries new");
    assert!(
        window
            .harness
            .query_by_label_contains("can be read in two ways")
            .is_none(),
        "what was answered is asked no more"
    );
    press(&mut window, "Import");
    window.wait_for("3 entries added");
    let water = window.on_disk().tracker_by_uid("water").unwrap().id;
    let key = EntryKey::own(water, day("2024-01-15"));
    let found = window.on_disk().entry(key).unwrap();
    assert_eq!(found.value.number(), Some(1750.0));
    // The next file of the kind is read by the answer.
    let next = "date;water\n2024-02-14;250\n2024-02-15;1.500\n";
    std::fs::write(&path, next).unwrap();
    press(&mut window, "Look inside");
    window.wait_for("2 entries new");
}

#[test]
fn signs_that_nobody_sees_are_shown_before_they_are_imported() {
    let folder = tempfile::tempdir().unwrap();
    let rows =
        "date,\"Nice\u{202e}name (ml)\",Mystery\n2024-01-14,64,a\u{1b}[2Jb\n2024-01-15,0,c\n";
    let path = file(&folder, rows);
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &path);
    for shown in ["Nice\\u{202e}name", "a\\u{1b}[2Jb"] {
        let found = window.harness.query_all_by_label_contains(shown);
        assert!(found.count() > 0, "{shown}");
    }
    // Only where the file itself is quoted are they written out: the name stays as it is.
    press(&mut window, "Import");
    window.wait_for("2 entries added");
    let journal = window.on_disk();
    assert!(journal.tracker_by_name("Nice\u{202e}name").is_some());
}

#[test]
fn a_column_that_is_left_out_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "date,Water (oz),Deviation\n2024-01-14,64,-0.5\n2024-01-15,0,-0.25\n";
    let mut window = FileWindow::on_new_journal();
    look_inside(&mut window, &file(&folder, rows));
    window.wait_for("left out: most of its numbers are less than nothing");
    window.wait_for("2 values left out");
    // Nothing but such a column is not called known.
    let rows = "date,Deviation\n2024-01-14,-0.5\n2024-01-15,-0.25\n";
    std::fs::write(folder.path().join("diary.csv"), rows).unwrap();
    press(&mut window, "Look inside");
    window.wait_for("Nothing of it can be imported as it is");
    let nothing_new = window.harness.query_by_label_contains("nothing new");
    assert!(nothing_new.is_none());
}

//! A person's ways out of trouble: restore in the window, a damaged journal, one that was deleted or replaced.

use std::fs;
use std::path::{Path, PathBuf};

use biota::domain::{Edit, Entry, EntryKey, Journal};
use biota::storage::{Access, BackupFolder, Reason, Session, Store};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use crate::file_window::{FileWindow, backups};
use crate::scenario::{Scenario, TODAY, day};

/// A journal with one entry of water, and a folder for its backups.
struct Place {
    _folder: TempDir,
    journal: PathBuf,
    backups: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self {
            journal: folder.path().join("data/journal.biota"),
            backups: folder.path().join("backups"),
            _folder: folder,
        };
        Store::create_new(&place.journal, &Scenario::eczema().journal()).unwrap();
        place.log(500.0);
        place
    }

    fn log(&self, number: f64) {
        let mut session = Session::open(&self.journal, Access::Write).unwrap();
        let water = session.journal().tracker_by_uid("water").unwrap().id;
        let edit = Edit::log(EntryKey::own(water, day(TODAY)), Entry::typed(number));
        session.commit(edit, "Water").unwrap();
    }

    /// A backup of the day before.
    fn back_up(&self) -> PathBuf {
        let moment = day("2026-11-20").and_hms_opt(8, 30, 0).unwrap();
        let folder = BackupFolder::usual(self.backups.clone(), &self.journal);
        folder.make(Reason::Daily, moment).unwrap().path
    }

    fn open(&self) -> FileWindow {
        FileWindow::with_backups(&self.journal, Some(self.backups.clone()))
    }

    fn water(&self) -> Option<f64> {
        let journal = opened(&self.journal);
        let water = journal.tracker_by_uid("water").unwrap().id;
        journal.value_on(water, day(TODAY)).number()
    }

    /// The files beside the journal whose names hold `word`.
    fn beside(&self, word: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.journal.parent().unwrap()).unwrap();
        let files = files.map(|file| file.unwrap().path());
        files
            .filter(|path| path.to_string_lossy().contains(word))
            .collect()
    }
}

fn opened(path: &Path) -> Journal {
    Session::open(path, Access::Read).unwrap().journal().clone()
}

/// Overwrites what stands behind the first page.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let end = bytes.len();
    bytes[4_096..end / 2].fill(0xA5);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_backup_is_restored_in_the_window_and_taken_back() {
    let place = Place::new();
    place.back_up();
    place.log(750.0);
    let mut window = place.open();
    window.open_journal_settings();
    window.wait_for("The newest is of 21 November 2026");
    assert_eq!(backups(&place.backups, "daily"), 2);
    window.press_button("Restore the backup of 20 November 2026, 08:30");
    window.wait_for("It has 1 day, 1 entry, 0 notes, the newest day 21 November 2026.");
    window.wait_for("Your journal has 1 day, 1 entry");
    window.press_button("Restore");
    window.wait_for("Restored. What was there before is kept as");
    window.wait_for("Saved ·");
    assert_eq!(place.water(), Some(500.0));
    assert_eq!(backups(&place.backups, "before-restore"), 1);
    window.press_button("Take it back");
    window.wait_until("brought back", |_| place.water() == Some(750.0));
    window.wait_for("Saved ·");
    // It is a journal like any other: it takes changes.
    place.log(1_000.0);
    assert_eq!(place.water(), Some(1_000.0));
}

#[test]
fn a_file_is_looked_into_before_it_is_restored() {
    let place = Place::new();
    let elsewhere = Place::new();
    elsewhere.log(1_250.0);
    let text = place.journal.with_file_name("letter.txt");
    fs::write(&text, "Dear diary").unwrap();
    let mut window = place.open();
    window.open_journal_settings();
    window.press_button("Restore a file…");
    let look_into = |window: &mut FileWindow, path: &Path| {
        let field = window
            .harness
            .get_by_role_and_label(egui::Role::TextInput, "File to restore");
        field.focus();
        window.harness.run_ok();
        let all = egui::Modifiers::COMMAND;
        window.harness.key_press_modifiers(all, egui::Key::A);
        let text = path.display().to_string();
        window.harness.event(egui::Event::Paste(text));
        window.harness.run_ok();
        window.press_button("Show what is in it");
    };
    look_into(&mut window, &text);
    window.wait_for("That is neither a backup nor an archive of Biota.");
    look_into(&mut window, &elsewhere.journal);
    window.wait_for("It has 1 day, 1 entry");
    assert_eq!(place.water(), Some(500.0), "nothing is changed by looking");
    window.press_button("Restore");
    window.wait_for("Restored.");
    assert_eq!(place.water(), Some(1_250.0));
}

#[test]
fn a_damaged_journal_offers_the_newest_good_backup() {
    let place = Place::new();
    place.back_up();
    place.log(750.0);
    spoil(&place.journal);
    let damaged = fs::read(&place.journal).unwrap();
    let mut window = place.open();
    window.wait_for("This journal is damaged");
    window.wait_for("20 November 2026, 08:30: 1 day, 1 entry");
    assert_eq!(fs::read(&place.journal).unwrap(), damaged, "only looked at");
    window.press_button("Restore this backup");
    window.wait_for("Restored. What was there before is kept as");
    window.wait_for("Saved ·");
    assert_eq!(place.water(), Some(500.0));
    let kept = place.beside(".damaged-");
    assert_eq!(fs::read(&kept[0]).unwrap(), damaged);
}

#[test]
fn what_can_be_read_of_a_damaged_journal_is_saved_and_used() {
    let place = Place::new();
    // One number that is not what was written, in a file that is sound otherwise.
    let connection = rusqlite::Connection::open(&place.journal).unwrap();
    connection
        .execute("UPDATE entry SET value = 600", [])
        .unwrap();
    drop(connection);
    let mut window = place.open();
    window.wait_for("This journal is not as Biota wrote it");
    window.wait_for("cannot be looked into now");
    window.press_button("Save what can be read");
    window.wait_for("It does not come to what was written");
    let saved = place.beside("-recovered-2026-11-21-120000");
    assert_eq!(saved.len(), 1);
    window.press_button("Use it as my journal");
    window.wait_for("Saved ·");
    assert_eq!(place.water(), Some(600.0));
}

#[test]
fn a_journal_that_is_deleted_while_open_is_put_back_whole() {
    let place = Place::new();
    let before = opened(&place.journal);
    let mut window = place.open();
    window.wait_for("Saved ·");
    fs::remove_file(&place.journal).unwrap();
    window.wait_for("The journal's file was moved or deleted");
    assert!(!place.journal.exists(), "nothing is made unasked");
    window.press_button("Put it back");
    window.wait_until("put back", |_| place.journal.exists());
    window.wait_for("Saved ·");
    assert_eq!(opened(&place.journal), before);
    assert_eq!(place.beside(".put-back"), [] as [PathBuf; 0]);
}

#[test]
fn a_journal_that_is_replaced_while_open_is_never_written_over() {
    let place = Place::new();
    let before = opened(&place.journal);
    let other = Place::new();
    other.log(1_250.0);
    let mut window = place.open();
    window.wait_for("Saved ·");
    let moved = place.journal.with_file_name("incoming");
    fs::copy(&other.journal, &moved).unwrap();
    fs::rename(&moved, &place.journal).unwrap();
    let bytes = fs::read(&place.journal).unwrap();
    window.wait_for("Another file stands where the journal was");
    window.harness.get_by_label("Itch").focus();
    window.type_text("4");
    window.wait_for("1 change is not saved yet: the journal's file was moved, replaced or deleted");
    assert_eq!(fs::read(&place.journal).unwrap(), bytes);
    window.press_button("Open what is there now");
    window.wait_for("What was shown before is kept as");
    window.wait_for("Saved ·");
    assert_eq!(place.water(), Some(1_250.0));
    let kept = opened(&place.beside("-replaced-2026-11-21-120000")[0]);
    // With what was typed after the file was gone.
    let itch = kept.tracker_by_uid("itch").unwrap().id;
    assert_eq!(kept.value_on(itch, day(TODAY)).number(), Some(4.0));
    let mut without = kept.clone();
    without
        .apply(Edit::unlog(EntryKey::own(itch, day(TODAY))))
        .unwrap();
    assert_eq!(without, before);
}

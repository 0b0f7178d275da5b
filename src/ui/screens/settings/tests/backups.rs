//! The backups as a person sees them: where, which, now, elsewhere.

use chrono::{Duration, NaiveDateTime};

use super::*;
use crate::domain::Holdings;
use crate::ui::shelf::{Shelf, ShelvedBackup};

pub(super) fn backup(days_ago: i64, occasion: &str, is_readable: bool) -> ShelvedBackup {
    let moment: NaiveDateTime = today().and_hms_opt(8, 30, 0).unwrap();
    let moment = moment - Duration::days(days_ago);
    let entries = 2_104 - usize::try_from(days_ago.max(0)).unwrap() * 9;
    ShelvedBackup {
        path: format!("/home/mira/Biota backups/{days_ago}.biota").into(),
        moment,
        occasion: occasion.to_owned(),
        bytes: 412_000,
        holdings: is_readable.then_some(Holdings {
            days: entries / 9,
            entries,
            notes: 31,
            trackers: 12,
            oldest_day: Some(day("2026-04-01")),
            newest_day: Some((moment - Duration::days(1)).date()),
        }),
        is_from_future: false,
    }
}

pub(super) fn shelf() -> Shelf {
    let mut backups = vec![
        backup(0, "daily", true),
        backup(0, "before a restore", true),
    ];
    backups.extend((1..7).map(|days| backup(days, "daily", days != 3)));
    backups.extend([14, 21, 52, 82, 113].map(|days| backup(days, "daily", true)));
    Shelf {
        folder: Some("/home/mira/Biota backups".into()),
        is_usual: true,
        backups,
        ..Shelf::default()
    }
}

pub(super) fn open_with(shelf: Shelf) -> Settings {
    let mut harness = open("journal", full_journal());
    harness.state_mut().shelf = shelf;
    harness.run();
    harness
}

#[test]
fn the_newest_are_listed_and_the_rest_on_request() {
    let mut harness = open_with(shelf());
    harness.get_by_label("The newest is of 21 November 2026, 08:30.");
    assert!(harness.query_by_label("31 July 2026, 08:30").is_none());
    press(&mut harness, "Show all 13");
    harness.get_by_label("31 July 2026, 08:30");
    harness.get_by_label_contains("cannot be read");
    press(&mut harness, "Show fewer");
    assert!(harness.query_by_label("31 July 2026, 08:30").is_none());
    press(&mut harness, "Back up now");
    assert!(harness.state().asked.contains(&Action::BackUp));
}

#[test]
fn the_folder_is_typed_chosen_and_taken_back() {
    let mut harness = open_with(shelf());
    press(&mut harness, "Change folder…");
    write(&mut harness, "Backup folder", "stick");
    press(&mut harness, "Use this folder");
    harness.get_by_label_contains("Write the whole path");
    harness
        .state_mut()
        .screen
        .file_chosen("/media/stick".into(), Sought::BackupFolder);
    harness.run();
    press(&mut harness, "Use this folder");
    let chosen = |harness: &Settings| {
        let settings = harness.state().journal.settings();
        settings.backup_folder().map(str::to_owned)
    };
    assert_eq!(chosen(&harness).as_deref(), Some("/media/stick"));
    harness.state_mut().shelf.is_usual = false;
    press(&mut harness, "Change folder…");
    press(&mut harness, "Use the usual folder");
    assert_eq!(chosen(&harness), None);
    assert_eq!(harness.state_mut().undo(), "backup folder");
}

#[test]
fn trouble_is_said_and_a_journal_without_backups_says_so() {
    let trouble = "The backup folder /media/stick is not there now.";
    let harness = open_with(Shelf {
        trouble: Some(trouble.to_owned()),
        ..shelf()
    });
    harness.get_by_label(trouble);
    let harness = open_with(Shelf::default());
    harness.get_by_label("No automatic backups are made of this journal.");
    assert!(harness.query_by_label("Back up now").is_none());
}

#[test]
fn nothing_of_the_backups_stands_beyond_the_edge() {
    for size in [[1104.0, 1200.0], [362.0, 1600.0]] {
        for dark in [false, true] {
            let mut harness = open_sized(size, "journal", full_journal());
            rig::set_theme(&harness.ctx, dark);
            harness.state_mut().shelf = shelf();
            harness.run();
            press(&mut harness, "Change folder…");
            rig::check_width(&harness);
            rig::keep_picture(&mut harness, "settings-backups", dark);
        }
    }
}

#[test]
fn a_restore_shows_what_it_changes_and_is_asked_for_once() {
    let mut harness = open_with(shelf());
    press(
        &mut harness,
        "Restore the backup of 20 November 2026, 08:30",
    );
    harness
        .get_by_label("It has 232 days, 2095 entries, 31 notes, the newest day 19 November 2026.");
    harness.get_by_label_contains("Your journal has");
    press(&mut harness, "Cancel the restore");
    assert!(harness.query_by_label("Restore this?").is_none());
    press(
        &mut harness,
        "Restore the backup of 20 November 2026, 08:30",
    );
    press(&mut harness, "Restore");
    let path = std::path::PathBuf::from("/home/mira/Biota backups/1.biota");
    assert_eq!(harness.state().asked, [Action::Restore(path)]);
    assert!(harness.query_by_label("Restore this?").is_none());
}

#[test]
fn what_a_file_holds_is_shown_unless_another_is_asked_for_by_now() {
    let mut harness = open_with(shelf());
    press(&mut harness, "Restore a file…");
    write(&mut harness, "File to restore", "/media/stick/old.zip");
    press(&mut harness, "Show what is in it");
    let path = std::path::PathBuf::from("/media/stick/old.zip");
    assert!(
        harness
            .state()
            .asked
            .contains(&Action::LookInto(path.clone()))
    );
    let screen = |harness: &mut Settings, path: &str, found| {
        harness.state_mut().screen.looked_into(path.as_ref(), found);
        harness.run();
    };
    screen(&mut harness, "/other.zip", Ok(Holdings::default()));
    assert!(harness.query_by_label("Restore this?").is_none());
    screen(
        &mut harness,
        "/media/stick/old.zip",
        Err("That file is empty.".to_owned()),
    );
    harness.get_by_label("That file is empty.");
    screen(
        &mut harness,
        "/media/stick/old.zip",
        Ok(Holdings::default()),
    );
    harness.get_by_label("It has 0 days, 0 entries, 0 notes.");
    press(&mut harness, "Restore");
    assert!(harness.state().asked.contains(&Action::Restore(path)));
}

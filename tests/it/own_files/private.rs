//! Only the account that keeps a journal can read it, its log, its locks and its copies.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use biota::storage::{Access, BackupFolder, Reason, Session};
use serde_json::Value;

use super::{Home, Victim};
use crate::file_window::FileWindow;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn open_to_all(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
}

/// Files below the home that others may read or write, but for the table that is imported.
fn open_files(home: &Home) -> Vec<PathBuf> {
    let mut found = home.all_files();
    found.retain(|path| path.is_file() && mode(path) & 0o077 != 0 && !path.ends_with("table.csv"));
    found
}

#[test]
fn a_journal_that_others_can_read_is_made_private_by_whoever_writes() {
    let home = Home::new();
    for arguments in [
        &["log", "water", "+1", "--on", "2026-01-03"][..],
        &["import", "../table.csv"],
        &["restore", "../archive.zip", "--yes"],
    ] {
        for suffix in ["", "-use", "-window"] {
            if home.beside(suffix).exists() {
                open_to_all(&home.beside(suffix));
            }
        }
        let said = home.says(&["check"]);
        assert!(said.contains("Others on this computer can read"), "{said}");
        assert!(said.contains("journal.biota"), "{said}");
        let report: Value = serde_json::from_str(&home.says(&["check", "--json"])).unwrap();
        assert_eq!(report["private"], false);
        assert_eq!(report["sound"], true);
        home.says(arguments);
        assert_eq!(open_files(&home), [] as [PathBuf; 0], "{arguments:?}");
        let said = home.says(&["check"]);
        assert!(!said.contains("Others on this computer"), "{said}");
    }
}

#[test]
fn the_log_of_a_journal_that_was_open_to_all_is_private_as_well() {
    let home = Home::new();
    let window = Session::open(&home.journal(), Access::Write).unwrap();
    for suffix in ["", "-wal", "-shm", "-use"] {
        open_to_all(&home.beside(suffix));
    }
    // Another program that writes while this one has it open.
    home.says(&["log", "water", "750", "--on", "2026-01-03"]);
    assert_eq!(open_files(&home), [] as [PathBuf; 0]);
    drop(window);
    assert_eq!(open_files(&home), [] as [PathBuf; 0]);
}

#[test]
fn a_window_makes_it_private_and_what_is_kept_of_a_damaged_one_is_private() {
    let home = Home::new();
    open_to_all(&home.journal());
    let mut window = FileWindow::on(&home.journal());
    window.wait_for("Itch");
    assert_eq!(mode(&home.journal()), 0o600);
    drop(window);
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[5_000..20_000].fill(0xA5);
    fs::write(home.journal(), bytes).unwrap();
    open_to_all(&home.journal());
    home.says(&["restore", "../archive.zip", "--yes"]);
    assert_eq!(open_files(&home), [] as [PathBuf; 0]);
    let kept = home.all_files();
    let kept = kept
        .iter()
        .filter(|path| path.to_string_lossy().contains(".damaged-"))
        .filter(|path| {
            !["-wal", "-shm"]
                .iter()
                .any(|log| path.to_string_lossy().ends_with(log))
        });
    assert_eq!(kept.count(), 1);
}

#[test]
fn backups_that_were_copied_in_are_made_private_by_the_next_one() {
    let home = Home::new();
    open_to_all(&home.backup());
    let said = home.says(&["check"]);
    assert!(said.contains("Others on this computer can read"), "{said}");
    let folder = BackupFolder::usual(home.path("home/Biota backups"), &home.journal());
    let moment = "2026-11-27T08:30:00".parse().unwrap();
    folder.make(Reason::Daily, moment).unwrap();
    assert_eq!(open_files(&home), [] as [PathBuf; 0]);
}

#[test]
fn a_journal_behind_a_link_is_made_private_where_it_is() {
    let home = Home::new();
    let real = home.path("home/real.biota");
    fs::rename(home.journal(), &real).unwrap();
    std::os::unix::fs::symlink(&real, home.journal()).unwrap();
    open_to_all(&real);
    home.says(&["log", "water", "+1", "--on", "2026-01-03"]);
    assert_eq!(mode(&real), 0o600);
    assert!(home.journal().is_symlink());
}

#[test]
fn reading_changes_no_mode_and_neither_do_files_beside_the_journal() {
    let home = Home::new();
    open_to_all(&home.journal());
    let letter = Victim::make(home.path("home/data/letter.txt"));
    for arguments in [&["show"][..], &["check"], &["export", "--entries", "-"]] {
        home.says(arguments);
        assert_eq!(mode(&home.journal()), 0o644, "{arguments:?}");
    }
    home.says(&["log", "water", "+1", "--on", "2026-01-03"]);
    letter.assert_unchanged("a letter beside the journal");
}

#[test]
fn what_belongs_to_another_account_is_named_and_left() {
    let home = Home::new();
    open_to_all(&home.journal());
    // Only who may do anything can give a file away.
    if std::os::unix::fs::chown(home.journal(), Some(65_534), None).is_err() {
        println!("skipped: this account cannot give files away");
        return;
    }
    home.says(&["log", "water", "+1", "--on", "2026-01-03"]);
    assert_eq!(mode(&home.journal()), 0o644);
    assert_eq!(fs::metadata(home.journal()).unwrap().uid(), 65_534);
    let said = home.says(&["check"]);
    assert!(said.contains("Others on this computer can read"), "{said}");
    assert!(said.contains("belongs to another account"), "{said}");
    let usual = home.path("home/Biota backups");
    let mut window = FileWindow::with_backups(&home.journal(), Some(usual));
    window.open_journal_settings();
    window.wait_for("Others on this computer can read");
}

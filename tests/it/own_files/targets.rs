//! What is written for a person never goes over a file of the journal's, by whatever name.

use std::fs;
use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::{Home, Odd};
use crate::file_window::FileWindow;

/// Every command that writes a file where it is told, up to the name of that file.
const WRITING: [&[&str]; 5] = [
    &["export", "--entries"],
    &["export", "--days"],
    &["export", "--archive"],
    &["import", "../table.csv", "--dry-run", "--save-mapping"],
    &["demo", "--days", "3", "--out"],
];

/// What is put behind the journal's name: the files of its use, and the copies that are kept beside it.
const OWN: [&str; 10] = [
    "-wal",
    "-shm",
    "-journal",
    "-window",
    "-use",
    ".version-1",
    ".before-import-2",
    ".damaged-2026-11-21-083012",
    ".lost-2026-11-21-083012-wal",
    ".put-back",
];

/// Runs all commands that write on a target that is one of the journal's; nothing may be made or changed there.
fn assert_refused(home: &Home, target: &Path, own: &Path) {
    let before = fs::read(own).ok();
    for command in WRITING {
        let mut arguments = command.to_vec();
        arguments.push(target.to_str().unwrap());
        let refused = home.fails(&arguments);
        let what = format!("{arguments:?}: {refused}");
        assert!(
            refused.contains("Choose another file"),
            "no way out is named: {what}"
        );
        assert!(fs::read(own).ok() == before, "{what}");
    }
}

#[test]
fn a_file_of_the_journal_is_no_target() {
    let home = Home::new();
    assert_refused(&home, &home.journal(), &home.journal());
    for suffix in OWN {
        let own = home.beside(suffix);
        let is_there = own.exists();
        assert_refused(&home, &own, &own);
        let file_name = own.file_name().unwrap();
        // From the journal's folder, and by a way about.
        assert_refused(&home, Path::new(file_name), &own);
        assert_refused(&home, &Path::new("../data").join(file_name), &own);
        assert_eq!(own.exists(), is_there, "{suffix}");
    }
    home.says(&["check"]);
}

#[test]
fn links_to_files_of_the_journal_are_no_targets_either() {
    let home = Home::new();
    let folder = home.path("home/linked");
    std::os::unix::fs::symlink(home.path("home/data"), &folder).unwrap();
    let link = home.path("home/link.csv");
    for suffix in OWN {
        let own = home.beside(suffix);
        assert_refused(&home, &folder.join(own.file_name().unwrap()), &own);
        // Also where nothing is at its end yet.
        std::os::unix::fs::symlink(&own, &link).unwrap();
        assert_refused(&home, &link, &own);
        assert!(link.is_symlink());
        // A second name of what is there.
        fs::remove_file(&link).unwrap();
        let was_missing = !own.exists();
        if was_missing {
            fs::write(&own, "something").unwrap();
        }
        fs::hard_link(&own, &link).unwrap();
        let before = fs::read(&own).unwrap();
        for command in &WRITING[..4] {
            // For a journal that a file stands beside which it does not know, commands may have more to say.
            let mut arguments = command.to_vec();
            arguments.push(link.to_str().unwrap());
            home.fails(&arguments);
            assert_eq!(fs::read(&own).unwrap(), before, "{suffix} {command:?}");
            assert_eq!(fs::read(&link).unwrap(), before, "{suffix} {command:?}");
        }
        fs::remove_file(&link).unwrap();
        if was_missing {
            fs::remove_file(&own).unwrap();
        }
    }
}

#[test]
fn the_files_of_another_journal_and_backups_are_no_targets() {
    let home = Home::new();
    let other = home.path("home/other.biota");
    let name = other.to_str().unwrap();
    home.says(&["--journal", name, "log", "water", "250"]);
    for suffix in ["", "-wal", "-shm", "-journal", "-window", "-use"] {
        let own = PathBuf::from(format!("{name}{suffix}"));
        assert_refused(&home, &own, &own);
    }
    assert_refused(&home, &home.backup(), &home.backup());
    // No journal is begun at such a name, for it would be in the way of the other one.
    for suffix in ["-wal", "-shm", "-journal", "-window"] {
        let own = format!("{name}{suffix}");
        home.fails(&["--journal", &own, "log", "water", "250"]);
        assert!(!Path::new(&own).exists(), "{suffix}");
    }
    // What leads to no file has no journal to go over.
    let said = home.says(&["export", "--entries", "/dev/stdout"]);
    assert!(said.starts_with("date,tracker"), "{said}");
    // A name that only looks like one of them is free.
    home.says(&["export", "--entries", "../other-use"]);
    home.says(&["export", "--entries", "journal.biota.csv"]);
    home.says(&["export", "--days", "journal.biota-days"]);
}

#[test]
fn a_link_to_nothing_stays_a_link() {
    let home = Home::new();
    let link = home.path("home/link.csv");
    // The disk it points to is not connected: nothing takes the place of the link.
    std::os::unix::fs::symlink(home.path("media/stick/out.csv"), &link).unwrap();
    for command in &WRITING[..4] {
        let mut arguments = command.to_vec();
        arguments.push(link.to_str().unwrap());
        let refused = home.fails(&arguments);
        assert!(refused.contains("which is not there"), "{refused}");
        assert!(link.is_symlink(), "{command:?}");
    }
    // With the folder there, the file is made where the link points.
    fs::create_dir_all(home.path("media/stick")).unwrap();
    home.says(&["export", "--entries", link.to_str().unwrap()]);
    assert!(link.is_symlink());
    assert!(home.path("media/stick/out.csv").exists());
    Odd::take_away(&link);
}

#[test]
fn an_export_from_the_window_does_not_go_over_the_windows_own_lock() {
    let mut window = FileWindow::on_new_journal();
    window.wait_for("Itch");
    let place = window.place.clone();
    let own = |suffix: &str| PathBuf::from(format!("{}{suffix}", place.display()));
    let before = fs::read(own("-window")).unwrap();
    window.command(Key::E);
    window.wait_for("One row an entry");
    for suffix in ["-window", "-use", ""] {
        let field = window
            .harness
            .get_by_role_and_label(egui::Role::TextInput, "File");
        field.focus();
        window.harness.run_ok();
        window.command(Key::A);
        let text = own(suffix).display().to_string();
        window.harness.event(egui::Event::Paste(text));
        window.harness.run_ok();
        window.press_button("Export");
        // What is there is replaced only when it was said.
        if window.harness.query_by_label("Replace the file").is_some() {
            window.press_button("Replace the file");
        }
        window.wait_for(&format!("journal.biota{suffix} was not written"));
    }
    assert_eq!(fs::read(own("-window")).unwrap(), before);
    assert_eq!(window.number_on_disk("itch"), None);
}

//! Places that are not there, are something else, or have too long a name; answers that are none.

#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;

use biota::storage::{Access, BackupFolder, Reason, Session};
use egui_kittest::kittest::Queryable as _;

use crate::file_window::FileWindow;
use crate::own_files::{Ended, Home, PROGRAM};

#[test]
fn a_link_to_a_journal_that_is_away_is_said_and_stays() {
    let home = Home::new();
    let stick = home.path("home/media/stick");
    fs::create_dir_all(&stick).unwrap();
    let real = stick.join("journal.biota");
    fs::rename(home.journal(), &real).unwrap();
    symlink(&real, home.journal()).unwrap();
    home.says(&["log", "water", "+250", "--on", "2026-01-01"]);
    let away = home.path("home/media/away");
    fs::rename(&stick, &away).unwrap();
    for arguments in [
        &["log", "water", "500"][..],
        &["show"],
        &["check"],
        &["restore", "../archive.zip", "--yes"],
        &["import", "../table.csv"],
        &["import", "../archive.zip"],
        &["export", "--entries", "-"],
        &["backup"],
    ] {
        let said = home.fails(arguments);
        assert!(said.contains("points to"), "{arguments:?}: {said}");
        assert!(said.contains("which is not there"), "{said}");
        assert!(home.journal().is_symlink(), "{arguments:?}");
        assert!(!stick.exists(), "{arguments:?}");
    }
    // A window does not take it for a first start.
    let mut window = FileWindow::on(&home.journal());
    window.wait_for("which is not there");
    fs::rename(&away, &stick).unwrap();
    window.press_button("Try again");
    window.wait_for("Saved ·");
    assert!(home.journal().is_symlink());
}

#[test]
fn a_folder_that_is_a_link_to_a_disk_that_is_away_is_said_and_stays() {
    let home = Home::empty();
    fs::remove_dir(home.path("home/data")).unwrap();
    symlink(home.path("home/media/stick"), home.path("home/data")).unwrap();
    let journal = home.journal();
    let mut command = home.command(Path::new(PROGRAM));
    command.current_dir(home.path("home"));
    command.args(["log", "water", "500"]);
    let ended = crate::own_files::ended(&mut command);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.errors.contains("which is not there"), "{ended:?}");
    assert!(home.path("home/data").is_symlink() && !journal.exists());
    let mut window = FileWindow::on(&journal);
    window.wait_for("which is not there");
    assert!(!home.path("home/media").exists());
}

#[test]
fn a_file_or_a_link_to_nothing_in_the_place_of_the_backups_is_said() {
    let home = Home::new();
    let folder = home.path("home/Biota backups");
    let aside = home.path("home/aside");
    fs::rename(&folder, &aside).unwrap();
    fs::write(&folder, "a file").unwrap();
    let said = home.fails(&["backup"]);
    assert!(said.contains("is a file, not a folder"), "{said}");
    assert!(!said.contains("os error"), "{said}");
    fs::remove_file(&folder).unwrap();
    symlink(home.path("home/media/stick"), &folder).unwrap();
    let said = home.fails(&["backup"]);
    assert!(said.contains("is not there"), "{said}");
    assert!(!said.contains("os error"), "{said}");
    assert!(!home.path("home/media").exists() && folder.is_symlink());
    // The same above it: the home lies in a file, or on a disk that is away.
    let usual = |name: &str| BackupFolder::usual(home.path(name), &home.journal());
    fs::write(home.path("home/letter"), "Dear diary").unwrap();
    let moment = "2026-11-27T08:30:00".parse().unwrap();
    for name in ["home/letter/Biota backups", "home/Biota backups/below"] {
        let refused = usual(name).make(Reason::Daily, moment).unwrap_err();
        assert!(!refused.to_string().contains("os error"), "{refused}");
    }
    fs::remove_file(&folder).unwrap();
    home.says(&["backup"]);
}

#[test]
fn a_journal_with_a_long_name_is_backed_up_and_restored() {
    let home = Home::empty();
    // As long as names may be with "-journal" behind them.
    for letter in ["n", "ü", "日"] {
        let name = letter.repeat(247 / letter.len());
        let journal = home.path("home/data").join(&name);
        let place = journal.to_str().unwrap().to_owned();
        let says = |arguments: &[&str]| home.says(&[&["--journal", &place], arguments].concat());
        says(&["log", "water", "500", "--on", "2026-01-01"]);
        says(&["backup"]);
        let folder = BackupFolder::usual(home.path("home/Biota backups"), &journal);
        let made = folder.list().unwrap();
        assert_eq!(made.len(), 1, "{letter}");
        let moment = "2026-11-27T08:30:00".parse().unwrap();
        folder.make(Reason::Daily, moment).unwrap();
        assert_eq!(folder.is_due(moment), Ok(false));
        let newest = made[0].path.to_str().unwrap().to_owned();
        says(&["restore", &newest, "--yes"]);
        // One that is damaged is kept as it lies.
        let mut bytes = fs::read(&journal).unwrap();
        bytes[5_000..20_000].fill(0xA5);
        fs::write(&journal, &bytes).unwrap();
        says(&["restore", &newest, "--yes"]);
        let kept = home.all_files().into_iter().filter(|path| {
            path.is_file()
                && path.starts_with(home.path("home/data"))
                && fs::read(path).unwrap() == bytes
        });
        assert_eq!(kept.count(), 1, "{letter}: what was damaged is kept");
        says(&["check"]);
    }
}

#[test]
fn backups_of_two_journals_with_the_same_long_beginning_are_told_apart() {
    let home = Home::empty();
    let folders = ["a", "b"].map(|last| {
        let journal = home.path("home/data").join("n".repeat(230) + last);
        let place = journal.to_str().unwrap().to_owned();
        home.says(&["--journal", &place, "log", "water", "500"]);
        home.says(&["--journal", &place, "backup"]);
        BackupFolder::usual(home.path("home/Biota backups"), &journal)
    });
    for folder in &folders {
        assert_eq!(folder.list().unwrap().len(), 1);
    }
}

/// Runs a restore that asks, with `answer` on its standard input, which goes on for ever if it has no line end.
fn answered(home: &Home, answer: &'static [u8]) -> Ended {
    let mut command = home.command(Path::new(PROGRAM));
    command.args(["restore", "../archive.zip"]);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let mut written = 0;
        // Until whoever reads has had enough, or far too much.
        while input.write_all(answer).is_ok() && written < 200_000_000 {
            written += answer.len();
            if answer.ends_with(b"\n") {
                break;
            }
        }
        written
    });
    let output = child.wait_with_output().unwrap();
    let written = writer.join().unwrap();
    assert!(
        written < 50_000_000,
        "an endless answer was read: {written}"
    );
    Ended {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
fn an_answer_that_is_none_changes_nothing() {
    let home = Home::new();
    home.says(&["log", "water", "750", "--on", "2026-01-09"]);
    for answer in [
        &b"\xff\xfe\n"[..],
        b"\n",
        b"no\n",
        b"maybe\n",
        b"y\xff\n",
        b"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
    ] {
        let ended = answered(&home, answer);
        assert_eq!(ended.code, Some(2), "{answer:?}: {ended:?}");
        assert!(ended.errors.contains("Nothing was changed"), "{ended:?}");
        assert_eq!(ended.errors.lines().count(), 1, "{ended:?}");
        assert!(home.says(&["show", "--on", "2026-01-09"]).contains("750"));
    }
    let ended = answered(&home, b"  Yes \n");
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(!home.says(&["show", "--on", "2026-01-09"]).contains("750"));
}

#[test]
fn answers_without_an_end_are_not_read_to_it() {
    let home = Home::new();
    for path in ["/dev/zero", "/dev/urandom"] {
        let said = home.fails(&["import", "../table.csv", "--mapping", path]);
        assert!(said.contains(path), "{said}");
    }
}

#[test]
fn a_folder_named_in_somebodys_archive_is_not_written_to() {
    let theirs = Home::new();
    let stick = theirs.path("outside/stick");
    fs::create_dir_all(&stick).unwrap();
    choose_folder(&theirs.journal(), &stick);
    theirs.says(&["export", "--archive", "../archive.zip"]);
    theirs.says(&["backup"]);
    let copy = fs::read_dir(&stick).unwrap().next().unwrap().unwrap();
    let archive = theirs.path("home/archive.zip");
    for source in [archive, copy.path()] {
        // In the place of a journal that has no folder of its own, of one that has, and of none.
        for chosen in [None, Some("home/own"), Some("")] {
            let home = Home::new();
            match chosen {
                None => {}
                Some("") => fs::remove_file(home.journal()).unwrap(),
                Some(name) => {
                    fs::create_dir_all(home.path(name)).unwrap();
                    choose_folder(&home.journal(), &home.path(name));
                }
            }
            let before = fs::read_dir(&stick).unwrap().count();
            let said = home.says(&["restore", source.to_str().unwrap(), "--yes"]);
            let named = stick.to_str().unwrap();
            assert!(said.contains(named), "the folder is shown: {said}");
            assert!(said.contains("Settings"), "{said}");
            home.says(&["backup"]);
            assert_eq!(fs::read_dir(&stick).unwrap().count(), before, "{said}");
            let session = Session::open(&home.journal(), Access::Read).unwrap();
            let kept = session.journal().settings().backup_folder();
            let expected = chosen.filter(|name| !name.is_empty());
            let expected = expected.map(|name| home.path(name).to_str().unwrap().to_owned());
            assert_eq!(kept.map(str::to_owned), expected);
            assert_eq!(session.journal().entry_count(), 2);
            home.says(&["check"]);
        }
    }
}

#[test]
fn a_folder_named_in_an_imported_archive_is_not_taken_over_either() {
    let theirs = Home::new();
    let stick = theirs.path("outside/stick");
    fs::create_dir_all(&stick).unwrap();
    choose_folder(&theirs.journal(), &stick);
    theirs.says(&["export", "--archive", "../archive.zip"]);
    let archive = theirs.path("home/archive.zip");
    let file = archive.to_str().unwrap();
    // Where there is nothing yet, where there is an empty journal, and where there is one with entries.
    for case in 0..3 {
        let home = Home::empty();
        if case > 0 {
            home.says(&[
                "tracker", "add", "Nap", "--role", "habit", "--kind", "scale",
            ]);
            home.says(&["log", "water", "1", "--on", "2025-01-01"]);
        }
        if case == 1 {
            fs::remove_file(home.journal()).unwrap();
            biota::storage::Store::create_new(&home.journal(), &biota::domain::Journal::default())
                .unwrap();
        }
        let said = home.says(&["import", file]);
        let session = Session::open(&home.journal(), Access::Read).unwrap();
        assert_eq!(
            session.journal().settings().backup_folder(),
            None,
            "{case}: {said}"
        );
        home.says(&["backup"]);
        assert_eq!(fs::read_dir(&stick).unwrap().count(), 0, "{case}");
    }
}

#[test]
fn the_window_shows_the_folder_of_what_it_restored_and_keeps_its_own() {
    let theirs = Home::new();
    let stick = theirs.path("outside/stick");
    fs::create_dir_all(&stick).unwrap();
    choose_folder(&theirs.journal(), &stick);
    theirs.says(&["export", "--archive", "../archive.zip"]);
    let home = Home::new();
    let usual = home.path("home/Biota backups");
    let mut window = FileWindow::with_backups(&home.journal(), Some(usual));
    window.open_journal_settings();
    window.press_button("Restore a file…");
    let field = window
        .harness
        .get_by_role_and_label(egui::Role::TextInput, "File to restore");
    field.focus();
    window.harness.run_ok();
    let archive = theirs.path("home/archive.zip").display().to_string();
    window.harness.event(egui::Event::Paste(archive));
    window.harness.run_ok();
    window.press_button("Show what is in it");
    window.wait_for("It has 2 days");
    window.press_button("Restore");
    window.wait_for("Backups of the restored journal went to");
    window.wait_for("Saved ·");
    window.wait_until("backed up here", |window| {
        let session = Session::open(&window.place, Access::Read).unwrap();
        session.journal().settings().backup_folder().is_none()
    });
    assert_eq!(fs::read_dir(&stick).unwrap().count(), 0);
}

fn choose_folder(journal: &Path, folder: &Path) {
    let mut session = Session::open(journal, Access::Write).unwrap();
    let key = biota::domain::setting_key::BACKUP_FOLDER;
    let edit = biota::domain::Edit::set(key, folder.to_str().unwrap());
    session.commit(edit, "backup folder").unwrap();
}

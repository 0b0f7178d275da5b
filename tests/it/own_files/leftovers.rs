//! What killed writers left behind is gone after the next run, wherever it lies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Home, PROGRAM};
use crate::faults::asked;

/// Names that writers use before what they write is whole.
fn unfinished(home: &Home) -> Vec<PathBuf> {
    let mut found = home.all_files();
    found.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(".biota-")
    });
    found
}

/// What is remembered of writers.
fn remembered(home: &Home) -> usize {
    let register = home.path("home/.local/share/biota/unfinished");
    fs::read_dir(register).map_or(0, Iterator::count)
}

/// Starts a command and kills it: as soon as it has begun a file, or after a while at random.
fn kill(home: &Home, arguments: &[&str], random: &mut fastrand::Rng) {
    let mut command = home.command(Path::new(PROGRAM));
    command.args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let waits = Duration::from_micros(random.u64(..60_000));
    while start.elapsed() < waits || random.bool() {
        if !unfinished(home).is_empty() || child.try_wait().unwrap().is_some() {
            break;
        }
    }
    std::thread::sleep(Duration::from_micros(random.u64(..4_000)));
    child.kill().unwrap();
    child.wait().unwrap();
}

fn large() -> Home {
    let home = Home::empty();
    let journal = home.journal();
    let place = journal.to_str().unwrap();
    home.says(&["demo", "--days", "3000", "--seed", "7", "--out", place]);
    home.says(&["export", "--archive", "../archive.zip"]);
    home
}

#[test]
fn what_killed_writers_left_is_gone_after_the_next_run() {
    let home = large();
    let mut random = fastrand::Rng::with_seed(14);
    let (mut left, mut kills) = (0, 0);
    for round in 0..asked("BIOTA_KILLS", 200) / 40 {
        // A folder that is never used again.
        let name = format!("home/elsewhere/{round}");
        let folder = home.path(&name);
        fs::create_dir_all(&folder).unwrap();
        let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (all, rows, days) = (file("all.zip"), file("rows.csv"), file("days.csv"));
        let (demo, place) = (file("demo.biota"), file(""));
        // Some go over a file that is there.
        fs::write(&rows, "an older export").unwrap();
        for arguments in [
            &["export", "--archive", &all][..],
            &["export", "--entries", &rows],
            &["export", "--days", &days],
            &["demo", "--days", "2000", "--out", &demo],
            &["backup", &place],
            &["backup"],
            &["restore", "../archive.zip", "--yes"],
        ] {
            kill(&home, arguments, &mut random);
            kills += 1;
            left += usize::from(!unfinished(&home).is_empty());
            // Any command will do, also one that only reads.
            home.says(&["show", "--on", "2024-05-01"]);
            assert_eq!(unfinished(&home), [] as [PathBuf; 0], "{arguments:?}");
            assert_eq!(remembered(&home), 0, "{arguments:?}");
        }
    }
    println!("{kills} writers killed, {left} had left something");
    home.says(&["check"]);
}

#[test]
fn what_a_running_writer_writes_is_not_cleared_away() {
    let home = large();
    let journal = home.journal();
    let file = journal.to_str().unwrap();
    let target = home.path("home/demo.biota");
    let name = target.to_str().unwrap();
    let mut command = home.command(Path::new(PROGRAM));
    command.args(["--journal", file, "demo", "--days", "3000", "--out", name]);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let mut seen = false;
    while child.try_wait().unwrap().is_none() {
        seen |= !unfinished(&home).is_empty();
        home.says(&["tracker", "list"]);
    }
    assert!(child.wait().unwrap().success());
    assert!(seen, "the writer was never met at work");
    home.says(&["--journal", name, "check"]);
    assert_eq!(unfinished(&home), [] as [PathBuf; 0]);
    assert_eq!(remembered(&home), 0);
}

#[test]
fn other_files_are_never_taken_for_leftovers() {
    let home = large();
    let data = home.path("home/data");
    let kept =
        [".biota-backup", ".biota-notes.part.txt", "biota-1.part"].map(|name| data.join(name));
    for path in &kept {
        fs::write(path, "a person's own").unwrap();
    }
    // Somebody who can write to the register still cannot have other files removed.
    let register = home.path("home/.local/share/biota/unfinished");
    fs::create_dir_all(&register).unwrap();
    let victim = home.path("home/data/thesis.txt");
    fs::write(&victim, "years of work").unwrap();
    let folder = data.join(".biota-folder.part");
    fs::create_dir(&folder).unwrap();
    let link = data.join(".biota-link.part");
    std::os::unix::fs::symlink(&victim, &link).unwrap();
    for (name, path) in [("1", &victim), ("2", &folder), ("3", &kept[0])] {
        fs::write(register.join(name), format!("0\n{}", path.display())).unwrap();
    }
    fs::write(register.join("4"), "").unwrap();
    fs::write(register.join("5"), [0xff, 0, b'\n']).unwrap();
    home.says(&["show", "--on", "2024-05-01"]);
    home.says(&["export", "--entries", "rows.csv"]);
    for path in kept.iter().chain([&victim]) {
        assert!(path.exists(), "{}", path.display());
    }
    assert!(folder.is_dir() && link.is_symlink());
    assert_eq!(remembered(&home), 0, "what leads nowhere is forgotten");
}

#[test]
fn a_leftover_on_a_disk_that_is_away_is_removed_when_it_is_back() {
    let home = large();
    let stick = home.path("home/stick");
    fs::create_dir_all(&stick).unwrap();
    let mut random = fastrand::Rng::with_seed(15);
    let name = stick.to_str().unwrap().to_owned();
    for _ in 0..200 {
        kill(&home, &["backup", &name], &mut random);
        if !unfinished(&home).is_empty() {
            break;
        }
    }
    let left = unfinished(&home);
    assert!(!left.is_empty(), "no kill left anything");
    let away = home.path("home/away");
    fs::rename(&stick, &away).unwrap();
    home.says(&["show", "--on", "2024-05-01"]);
    fs::rename(&away, &stick).unwrap();
    assert_eq!(unfinished(&home), left);
    home.says(&["show", "--on", "2024-05-01"]);
    assert_eq!(unfinished(&home), [] as [PathBuf; 0]);
    assert_eq!(remembered(&home), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_made_up_journal_of_a_killed_demo_is_gone_after_the_next_run() {
    use super::traced::{Display, is_there};
    if !is_there("Xvfb", "-help") {
        return;
    }
    let home = Home::new();
    let temporary = home.path("home/tmp");
    fs::create_dir(&temporary).unwrap();
    let left = || fs::read_dir(&temporary).unwrap().count();
    let display = Display::start(&home);
    let mut command = home.command(Path::new(PROGRAM));
    command
        .arg("demo")
        .env("DISPLAY", &display.name)
        .env("TMPDIR", &temporary)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("MESA_SHADER_CACHE_DISABLE", "true")
        .env("XDG_CACHE_HOME", home.path("home/.cache"));
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let is_open = || {
        home.all_files()
            .iter()
            .any(|path| path.ends_with("demo.biota-window"))
    };
    while !is_open() {
        assert!(start.elapsed() < Duration::from_secs(60), "no window");
        std::thread::sleep(Duration::from_millis(10));
    }
    home.says(&["show", "--on", "2026-01-01"]);
    assert_eq!(left(), 1, "a demo that is open stays");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(left(), 1);
    home.says(&["show", "--on", "2026-01-01"]);
    assert_eq!(left(), 0);
    assert_eq!(remembered(&home), 0);
}

#[test]
fn where_nothing_can_be_remembered_files_are_written_all_the_same() {
    let home = Home::new();
    let _ = fs::remove_dir_all(home.path("home/.local/share/biota"));
    fs::create_dir_all(home.path("home/.local/share")).unwrap();
    fs::write(home.path("home/.local/share/biota"), "a file").unwrap();
    home.says(&["export", "--archive", "../again.zip"]);
    home.says(&["backup"]);
    home.says(&["restore", "../again.zip", "--yes"]);
    assert_eq!(unfinished(&home), [] as [PathBuf; 0]);
}

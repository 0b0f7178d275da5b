//! The real program where files cannot grow beyond a size: exports and logging say so, and what was there stays whole.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use biota::storage::{Access, Session, check};

use super::program;

/// Runs the program where no file may grow beyond `blocks` of 512 bytes.
fn run_limited(journal: &Path, blocks: usize, arguments: &[&str]) -> Output {
    let program = program(journal);
    let mut shell = Command::new("sh");
    shell
        // Ignored, the signal becomes an error of the write. Some shells count in blocks of 1,024 bytes.
        .args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\""])
        .arg(blocks.to_string())
        .arg(program.get_program())
        .args(arguments)
        .stdin(Stdio::null());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.output().unwrap()
}

fn demo(journal: &Path) {
    let file = journal.to_str().unwrap();
    let output = program(journal)
        .args(["demo", "--days", "400", "--seed", "7", "--out", file])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_export_that_cannot_be_written_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    demo(&journal);
    for form in ["--entries", "--days", "--archive"] {
        let target = folder.path().join("out");
        let name = target.to_str().unwrap();
        let (mut refused, mut blocks) = (0, 0);
        loop {
            std::fs::write(&target, "an older export").unwrap();
            let before = std::fs::read_dir(folder.path()).unwrap().count();
            let output = run_limited(&journal, blocks, &["export", form, name]);
            if output.status.success() {
                break;
            }
            let errors = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{form} {blocks}: {errors}");
            assert_eq!(errors.lines().count(), 1, "{form} {blocks}: {errors}");
            assert_eq!(std::fs::read_to_string(&target).unwrap(), "an older export");
            let after = std::fs::read_dir(folder.path()).unwrap().count();
            assert!(
                after <= before + 2,
                "{form} {blocks}: something is left over"
            );
            refused += 1;
            // What is written goes out in parts of 8 kB, and a block is half one or one.
            blocks += 8;
            assert!(blocks < 20_000);
        }
        assert!(refused > 4, "{form}: {refused}");
        assert_ne!(std::fs::read(&target).unwrap(), b"an older export");
    }
    assert!(check(&journal).unwrap().is_sound());
}

#[test]
fn a_log_that_cannot_grow_refuses_a_change_and_takes_it_later() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    demo(&journal);
    let before = Session::open(&journal, Access::Read)
        .unwrap()
        .journal()
        .clone();
    let mut refused = 0;
    for blocks in (0..200).step_by(4) {
        let output = run_limited(&journal, blocks, &["log", "water", "123"]);
        let found = Session::open(&journal, Access::Read)
            .unwrap()
            .journal()
            .clone();
        if output.status.success() {
            break;
        }
        assert!(found == before, "{blocks}: refused, and yet there");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{blocks}: {errors}");
        assert_eq!(errors.lines().count(), 1, "{blocks}: {errors}");
        refused += 1;
    }
    assert!(refused > 0);
    let output = program(&journal)
        .args(["log", "water", "123"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let found = Session::open(&journal, Access::Read)
        .unwrap()
        .journal()
        .clone();
    assert!(found != before);
    assert!(check(&journal).unwrap().is_sound());
}

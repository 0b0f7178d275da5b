//! Each kind of file in each of its forms: what is read, what becomes of it, what is a problem.

use super::archives;
use super::rendered::{fixture, imported, journal, rendered};

const FILES: [&str; 18] = [
    "bearable.csv",
    "bearable_old.csv",
    "daylio.csv",
    "daylio_old.csv",
    "daylio_scales.csv",
    "days.csv",
    "entries.csv",
    "entries_by_hand.csv",
    "flaredown.csv",
    "flaredown_personal.csv",
    "health.xml",
    "long.csv",
    "wide.csv",
    "wide_german.csv",
    "wide_us.csv",
    "wide_utf16.csv",
    "wide_guessed_twice.csv",
    "wide_words.csv",
];

#[test]
fn files_are_read_as_expected() {
    for file in FILES {
        insta::assert_snapshot!(file.replace('.', "_"), rendered(&fixture(file)));
    }
}

#[test]
fn archives_are_read_as_expected() {
    let folder = tempfile::tempdir().unwrap();
    for (name, path) in archives::all(folder.path()) {
        insta::assert_snapshot!(name, rendered(&path));
    }
}

#[test]
fn a_file_read_twice_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths: Vec<_> = FILES.iter().map(|file| fixture(file)).collect();
    paths.extend(
        archives::all(folder.path())
            .into_iter()
            .map(|(_, path)| path),
    );
    for path in paths {
        let (once, first) = imported(&path, &journal(), "one");
        assert!(!first.edit.is_empty(), "{}", path.display());
        let (twice, second) = imported(&path, &once, "two");
        assert!(
            second.edit.is_empty(),
            "{}: {:?}",
            path.display(),
            second.counts
        );
        assert_eq!(once, twice);
    }
}

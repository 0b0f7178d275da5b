//! What cannot be read: a sentence with place and reason, exit code 2, and a journal that is as it was.

use std::path::{Path, PathBuf};

use biota::cli::{self, Outcome, Surroundings};

use super::archives::zip_of;

pub struct Run {
    pub code: u8,
    pub out: String,
    pub err: String,
}

pub fn run(journal: &Path, arguments: &[&str]) -> Run {
    run_with_backups(journal, None, arguments)
}

fn run_with_backups(journal: &Path, backups: Option<PathBuf>, arguments: &[&str]) -> Run {
    let surroundings = Surroundings {
        now: "2026-11-21T10:00:00".parse().unwrap(),
        journal_variable: None,
        default_journal: Some(journal.to_owned()),
        default_backups: backups,
        has_display: false,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let line = ["biota"].iter().chain(arguments).map(Into::into);
    let code = match cli::run(line, &surroundings, &mut out, &mut err) {
        Outcome::Done(code) => code,
        Outcome::Window(_) => unreachable!("no window was asked for"),
    };
    Run {
        code,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn import(journal: &Path, file: &Path, more: &[&str]) -> Run {
    let mut arguments = vec!["import", file.to_str().unwrap()];
    arguments.extend(more);
    run(journal, &arguments)
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The whole journal, as an archive has it.
pub fn content(journal: &Path) -> Vec<u8> {
    let mut store = biota::storage::Store::open(journal, biota::storage::Access::Read).unwrap();
    let (archive, made_on) = (
        store.load_archive().unwrap(),
        chrono::NaiveDateTime::default(),
    );
    let mut bytes = Vec::new();
    biota::transfer::write_archive(&archive, made_on, &mut bytes).unwrap();
    bytes
}

#[test]
fn bad_files_are_refused_with_place_and_reason() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    assert_eq!(run(&journal, &["log", "water", "500"]).code, 0);
    let before = content(&journal);
    let file = |name: &str, bytes: &[u8]| written(folder.path(), name, bytes);
    let bomb = folder.path().join("bomb.zip");
    zip_of(&bomb, &[("backup.daylio", &vec![b'A'; 300 << 20])]);
    let outside = folder.path().join("outside.zip");
    zip_of(
        &outside,
        &[("../backup.daylio", b"e30="), ("backup.daylio", b"e30=")],
    );
    let not_json = folder.path().join("not_json.zip");
    zip_of(&not_json, &[("backup.daylio", b"bm90IGpzb24=")]);
    let not_base64 = folder.path().join("not_base64.zip");
    zip_of(&not_base64, &[("backup.daylio", b"!!!")]);
    let strange = folder.path().join("strange.zip");
    zip_of(&strange, &[("photo.jpg", b"\xff\xd8")]);
    let cut = folder.path().join("cut.zip");
    let whole = std::fs::read(&strange).unwrap();
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let archive = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/archive");
        folder.join(name)
    };
    let cases: Vec<(PathBuf, &str)> = vec![
        (archive("newer.zip"), "newer Biota"),
        (archive("changed.zip"), "not what Biota wrote"),
        (archive("missing.zip"), "none of the files"),
        (archive("outside.zip"), "outside its folder"),
        (file("empty.csv", b""), "it is empty"),
        (folder.path().to_owned(), "it is a folder"),
        (folder.path().join("none.csv"), "no such file"),
        (file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "none of the files"),
        (file("prose.txt", b"Dear diary.\n"), "none of the files"),
        (file("no_dates.csv", b"tea,milk\na,b\n"), "no column with dates"),
        (file("ragged.csv", b"date,Water (ml)\n2024-01-14,1\n2024-01-15\n"), "Line 3: 1 fields, but the header has 2"),
        (file("ragged_more.csv", b"date,Water (ml)\n2024-01-14,1,5\n"), "Line 2: 3 fields"),
        (file("no_day.csv", b"date,Water (ml)\n2024-01-14,1\n2023-02-29,1\n"), "Line 3: there is no day “2023-02-29”"),
        (file("future.csv", b"date,Water (ml)\n2026-11-22,1\n"), "Line 2: 2026-11-22 lies in the future"),
        (file("early.csv", b"date,Water (ml)\n2024-01-14,1\n1066-10-14,1\n"), "between 1900 and 2199"),
        (file("nan.csv", b"date,Water (ml)\n2024-01-14,1\n2024-01-15,NaN\n"), "Line 3: Water (ml): “NaN” is no number"),
        (file("inf.csv", b"date,Water (ml)\n2024-01-14,1\n2024-01-15,inf\n2024-01-16,1e999\n"), "is no number"),
        (file("two_ways.csv", b"date,Water (ml)\n2024-01-14,1000\n2024-01-15,\"1,750\"\n"), "two ways"),
        (file("cut.xml", b"<?xml version=\"1.0\"?><HealthData><Record type=\"x\"/>"), "ends before its end"),
        (file("broken.xml", b"<?xml version=\"1.0\"?><HealthData><Record></Other></HealthData>"), "damaged here"),
        (file("other.db", b"SQLite format 3\0 and nothing more"), "cannot be read"),
        (file("daylio.csv", b"full_date,date,weekday,time,mood,activities,note\n2024-01-14,x,y,22:00,unheard,,\n"), "no number is chosen for"),
        (bomb, "unpacks to far more"),
        (outside, "outside its folder"),
        (not_json, "the JSON of a Daylio backup was expected"),
        (not_base64, "Base64 was expected"),
        (strange, "none of the files"),
        (cut, "cannot be unpacked"),
    ];
    for (path, reason) in cases {
        let run = import(&journal, &path, &[]);
        assert_eq!(run.code, 2, "{}: {}{}", path.display(), run.out, run.err);
        assert!(run.err.contains(reason), "{}: {}", path.display(), run.err);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(run.err.contains(name), "{}", run.err);
        assert!(content(&journal) == before, "{}", path.display());
        // Where there is no journal yet, none begins.
        let none = folder.path().join("none.biota");
        assert_eq!(import(&none, &path, &[]).code, 2, "{}", path.display());
        assert!(!none.exists(), "{}", path.display());
    }
}

#[test]
fn values_outside_a_scale_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    let text = "date,tracker,item,value\n2024-01-14,stress,,4\n2024-01-15,stress,,11\n2024-01-16,stress,,4.5\n";
    let path = written(folder.path(), "entries.csv", text.as_bytes());
    let refused = import(&journal, &path, &[]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("Line 3: 11 is outside 0 to 10 for Stress"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("Line 4: 4.5 lies between two levels"),
        "{}",
        refused.err
    );
    assert!(!journal.exists());
    let gone_on = import(&journal, &path, &["--leave-out-problems"]);
    assert_eq!(gone_on.code, 0, "{}", gone_on.err);
    assert!(gone_on.out.contains("Added 1 entry"), "{}", gone_on.out);
}

#[test]
fn a_dry_run_says_what_would_change_and_its_mapping_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    let path = written(
        folder.path(),
        "water.csv",
        b"date,Water (oz)\n2024-01-14,64\n2024-01-15,0\n",
    );
    let mapping = folder.path().join("mapping.json");
    let mapping_text = mapping.to_str().unwrap();
    let dry = import(
        &journal,
        &path,
        &["--dry-run", "--save-mapping", mapping_text],
    );
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.out.contains("to Water × 29.5735"), "{}", dry.out);
    assert!(dry.out.contains("Would add 2 entries"), "{}", dry.out);
    assert!(!journal.exists());
    let json = import(&journal, &path, &["--dry-run", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["added"], 2);
    assert_eq!(json["first_day"], "2024-01-14");
    assert_eq!(json["mapping"]["biota_mapping"], 1);

    let text = std::fs::read_to_string(&mapping).unwrap();
    std::fs::write(&mapping, text.replace("29.5735295625", "30")).unwrap();
    let done = import(&journal, &path, &["--mapping", mapping_text]);
    assert_eq!(done.code, 0, "{}", done.err);
    let shown = run(&journal, &["show", "--on", "2024-01-14", "--json"]);
    assert!(shown.out.contains("1920"), "{}", shown.out);
    let again = import(&journal, &path, &[]);
    assert!(again.out.contains("nothing new"), "{}", again.out);
    // The mapping is remembered for the next file of that kind.
    let longer = written(
        folder.path(),
        "longer.csv",
        b"date,Water (oz)\n2024-01-16,10\n",
    );
    assert!(import(&journal, &longer, &[]).out.contains("to Water × 30"));
    // Another kind of file does not take it.
    let other = written(
        folder.path(),
        "other.csv",
        b"date,Sleep (h)\n2024-01-14,7\n",
    );
    assert_eq!(
        import(&journal, &other, &["--mapping", mapping_text]).code,
        2
    );
}

#[test]
fn a_backup_is_made_before_an_import_and_before_nothing_else() {
    use crate::file_window::backups;
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal.biota");
    let kept = folder.path().join("backups");
    let path = written(
        folder.path(),
        "water.csv",
        b"date,Water (ml)\n2024-01-14,1500\n",
    );
    let bad = written(
        folder.path(),
        "bad.csv",
        b"date,Water (ml)\n2024-13-14,1500\n",
    );
    let import = |file: &Path, more: &[&str]| {
        let mut arguments = vec!["import", file.to_str().unwrap()];
        arguments.extend(more);
        run_with_backups(&journal, Some(kept.clone()), &arguments)
    };
    assert_eq!(run(&journal, &["log", "water", "500"]).code, 0);
    let before = content(&journal);
    assert_eq!(import(&path, &["--dry-run"]).code, 0);
    assert_eq!(import(&bad, &[]).code, 2);
    assert_eq!(backups(&kept, "before-import"), 0);
    assert_eq!(import(&path, &[]).code, 0);
    assert_eq!(backups(&kept, "before-import"), 1);
    let copy = std::fs::read_dir(&kept).unwrap().next().unwrap().unwrap();
    assert!(content(&copy.path()) == before);
    // Nothing new, nothing to be careful about.
    assert_eq!(import(&path, &[]).code, 0);
    assert_eq!(backups(&kept, "before-import"), 1);
}

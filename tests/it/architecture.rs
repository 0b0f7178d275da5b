//! The rules of the architecture, read off the source: who may import whom, and what stands in one place alone.

use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom; `main.rs` and `lib.rs` are no module of their own.
const MAY_IMPORT: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("files", &[]),
    ("guide", &["domain"]),
    ("stats", &["domain"]),
    ("import", &["domain"]),
    ("words", &["domain"]),
    ("phrases", &["domain", "stats", "words"]),
    ("storage", &["domain", "files"]),
    ("transfer", &["domain", "files", "import"]),
    (
        "ui",
        &["domain", "guide", "import", "stats", "phrases", "words"],
    ),
    (
        "cli",
        &[
            "domain", "files", "guide", "import", "stats", "phrases", "words", "storage",
            "transfer",
        ],
    ),
    (
        "app",
        &[
            "domain", "files", "guide", "import", "stats", "phrases", "words", "storage",
            "transfer", "ui", "cli",
        ],
    ),
];

/// What stands in some modules alone.
const ONLY_IN: [(&str, &[&str], &[&str]); 7] = [
    // The backups of one other program are databases; the journal itself is left to storage.
    (
        "SQL",
        &["rusqlite"],
        &["storage", "transfer/import/loop_backup.rs"],
    ),
    (
        "painting",
        &["egui::", "use egui", "eframe::", "use eframe"],
        &["ui", "app"],
    ),
    (
        "colours made of numbers",
        &[
            "Color32::from_",
            "Color32::WHITE",
            "Color32::BLACK",
            "Rgba::from_",
            "Hsva::new",
        ],
        &["ui/theme"],
    ),
    (
        "the clock",
        &["Local::now", "Utc::now", "SystemTime::now", "Instant::now"],
        &["app", "cli", "main.rs"],
    ),
    // Whatever has an axis is drawn through this one module.
    (
        "plots and their axes",
        &["Plot::new", "AxisHints::new"],
        &["ui/charts/plot.rs"],
    ),
    (
        "charts",
        &["egui_plot"],
        &["ui/charts", "ui/screens/trends", "ui/screens/insights"],
    ),
    ("network", &["std::net", "TcpStream", "UdpSocket"], &[]),
];

/// Longer files hide their structure; such a file becomes a folder. Tests are read one at a time.
const MOST_LINES: usize = 450;
const MOST_LINES_OF_TESTS: usize = 650;

struct Source {
    /// Path below `src`, with `/` between its parts.
    path: String,
    text: String,
}

#[test]
fn imports_follow_the_table() {
    for source in sources() {
        let Some((module, _)) = source.path.split_once('/') else {
            continue;
        };
        let allowed = MAY_IMPORT.iter().find(|(name, _)| *name == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{}: no such part", source.path));
        for name in imported(&source.text) {
            let is_allowed = name == module || allowed.contains(&name.as_str());
            assert!(is_allowed, "{} may not import {name}", source.path);
        }
    }
}

#[test]
fn each_thing_stands_in_its_place_alone() {
    for source in sources() {
        for (what, signs, places) in ONLY_IN {
            let at_home = places.iter().any(|place| source.path.starts_with(place));
            let sign = signs
                .iter()
                .find(|sign| code(&source.text).contains(**sign));
            if let (Some(sign), false) = (sign, at_home) {
                panic!("{}: {what} ({sign}) belongs to {places:?}", source.path);
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    for source in sources() {
        assert!(
            source.text.starts_with("//! "),
            "{} does not say what it is for",
            source.path
        );
        let lines = source.text.lines().count();
        let is_tests = source.path.contains("tests");
        let most = if is_tests {
            MOST_LINES_OF_TESTS
        } else {
            MOST_LINES
        };
        assert!(lines <= most, "{} has {lines} lines", source.path);
    }
}

/// What a line of the log may name. None of it is what a person wrote.
const LOGGED: [&str; 5] = ["error", "fault", "mode", "self.frames", "text"];

#[test]
fn a_line_of_the_log_names_no_content() {
    for source in sources() {
        let code = code(&source.text);
        let calls = ["trace", "debug", "info", "warn", "error"]
            .iter()
            .flat_map(|level| {
                code.split(&format!("log::{level}!("))
                    .skip(1)
                    .collect::<Vec<_>>()
            });
        for call in calls {
            let message = call.split('"').nth(1).unwrap_or_default();
            for part in message.split('{').skip(1) {
                let name = part.split(['}', ':']).next().unwrap_or_default();
                let is_known = LOGGED.contains(&name) || name == "what" || name.is_empty();
                assert!(is_known, "{}: the log names {name}", source.path);
                let is_plain = !part.split('}').next().unwrap_or_default().contains('?');
                assert!(
                    is_plain,
                    "{}: {name} is logged as it lies in memory",
                    source.path
                );
            }
        }
    }
}

#[test]
fn nothing_is_left_for_another_day() {
    for source in sources() {
        for sign in ["todo!", "unimplemented!", "TODO", "FIXME", "XXX", "dbg!("] {
            assert!(!source.text.contains(sign), "{} holds {sign}", source.path);
        }
    }
}

/// The parts named in `use crate::…` and in paths, tests among them.
fn imported(text: &str) -> Vec<String> {
    let code = code(text);
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_members(group)),
            None => names.push(word(rest)),
        }
    }
    names.retain(|name| MAY_IMPORT.iter().any(|(part, _)| part == name));
    names
}

/// The first words of a `use crate::{a::…, b}` group.
fn group_members(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut members = Vec::new();
    let mut start = 0;
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(word(group[start..at].trim()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(word(group[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    members
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The text without comments.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 40, "the source was found");
    let read = |path: PathBuf| Source {
        path: path
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let text = "use crate::domain::Day;\nuse crate::{guide::Guide, ui::{view, action}};\nlet x = crate::storage::open(); // crate::app";
    assert_eq!(imported(text), ["domain", "guide", "ui", "storage"]);
}

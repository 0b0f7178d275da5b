//! What Biota says: all strings of the program are read for words that claim a cause, for figures that are not corrected,
//! and for words that nobody outside this program would use.

use std::fs;
use std::path::{Path, PathBuf};

/// Words that claim a cause; matched as whole words.
const CAUSAL: [&str; 25] = [
    "cause",
    "causes",
    "caused",
    "causing",
    "effect",
    "effects",
    "helps",
    "helped",
    "improve",
    "improves",
    "improved",
    "improving",
    "worsen",
    "worsens",
    "worsened",
    "worsening",
    "triggers",
    "triggered",
    "triggering",
    "because",
    "due to",
    "thanks to",
    "leads to",
    "led to",
    "results in",
];

/// A plain correlation, or a p-value of one test among many.
const UNCORRECTED: [&str; 9] = [
    "correlation",
    "correlations",
    "correlated",
    "correlates",
    "pearson",
    "spearman",
    "p value",
    "p values",
    "r squared",
];

/// Odd verbs, jargon and second words for one thing; matched as whole words.
const BANNED: [&str; 47] = [
    "stands",
    "stand here",
    "stood",
    "lies",
    "will lie",
    "comes to",
    "come to",
    "came to",
    "goes on",
    "go on",
    "holds",
    "beside",
    "mend",
    "mends",
    "running day",
    "as advised",
    "not so",
    "none found",
    "it happens",
    "said to be stirred",
    "follow",
    "follows",
    "followed",
    "following",
    "nobody confirmed",
    "less than nothing",
    "is no day",
    "is no date",
    "is no number",
    "is no archive",
    "is no journal",
    "is no scale",
    "is no moment",
    "is no mark",
    "is no mapping",
    "is no kind",
    "is no proof",
    "is no medical",
    "are no entries",
    "not proof of",
    "glycaemic",
    "lowess",
    "carry over",
    "drift",
    "drifts",
    "plausible",
    "unblinded",
];

/// Strings with such a word in parts of the program whose words are still to be gone over, one a line. Take a line out when
/// its string was said better; nothing new belongs here.
const STILL_ODD: &str = include_str!("../fixtures/still_odd_words.txt");

/// Strings of the program that hold such a word and speak of no pair. Each is written out, so that a new one is looked at.
const OTHERWISE: [&str; 2] = [
    "helps",       // the guide's grade of what studies found
    "Correlation", // an element of a health export
];

#[test]
fn no_string_claims_a_cause_or_shows_an_uncorrected_figure() {
    let strings = strings_of_the_program();
    assert!(strings.len() > 1000, "the strings were found");
    for said in [
        "Likely range {}, {}. A link is not proof.",
        "More days alone will hardly answer this.",
    ] {
        assert!(strings.iter().any(|(_, text)| text == said), "{said}");
    }
    let mut found = Vec::new();
    for (path, text) in &strings {
        let spaced = spaced(text);
        let held = |words: &[&'static str]| {
            words
                .iter()
                .copied()
                .find(|word| spaced.contains(&format!(" {word} ")))
        };
        if let Some(word) = held(&CAUSAL).or_else(|| held(&UNCORRECTED))
            && !OTHERWISE.contains(&text.as_str())
        {
            found.push(format!("{path}: {word:?} in {text:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_screen_and_no_sentence_reads_the_p_value_of_a_single_window() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for part in ["ui", "phrases", "app", "guide"] {
        collect(&root.join(part), &mut files);
    }
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let reads = |(at, _): (usize, &str)| {
            let next = text[at + 2..].chars().next();
            next.is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '_' | '('))
        };
        assert!(!text.match_indices(".p").any(reads), "{}", file.display());
    }
}

#[test]
fn no_visible_string_uses_a_word_that_nobody_says() {
    let still_odd: Vec<&str> = STILL_ODD.lines().collect();
    let mut found = Vec::new();
    for (path, text) in visible_strings() {
        let said = spaced(&without_arguments(&text))
            .replace(" there is no ", " ")
            .replace(" stands out ", " ");
        let banned = BANNED
            .into_iter()
            .find(|word| said.contains(&format!(" {word} ")));
        let odd = if text.contains("CFU") && !text.contains("live bacteria") {
            Some("CFU without live bacteria")
        } else if is_shouted(&text) {
            Some("capitals")
        } else {
            banned
        };
        if let Some(word) = odd
            && !still_odd.contains(&text.replace('\n', " ").as_str())
        {
            found.push(format!("{path}: {word:?} in {text:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn shouting_is_told_from_names_and_keys() {
    for loud in ["CAUTION", "UNCLEAR · LIMITED", "ACNE: HELPS · LIMITED"] {
        assert!(is_shouted(loud), "{loud}");
    }
    for calm in ["Caution", "PNG", "XDG_DATA_HOME", "CREATE TABLE", "SIGKILL"] {
        assert!(!is_shouted(calm), "{calm}");
    }
}

/// Words in capitals that are meant to be read as a badge.
fn is_shouted(text: &str) -> bool {
    const BADGES: [&str; 8] = [
        "CAUTION", "UNCLEAR", "HELPS", "LIMITED", "MODERATE", "STRONG", "LINKED", "OTHERS",
    ];
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| BADGES.contains(&word))
}

/// What a person can read: the strings of the program outside the parts that make no words, and the guide.
fn visible_strings() -> Vec<(String, String)> {
    let is_silent = |path: &str| {
        ["domain/", "stats/", "storage/"]
            .iter()
            .any(|part| path.starts_with(part))
    };
    let mut strings = strings_of_the_program();
    strings.retain(|(path, _)| !is_silent(path));
    let guide: toml::Value = toml::from_str(include_str!("../../assets/guide.toml")).unwrap();
    let mut texts = Vec::new();
    texts_in(&guide, &mut texts);
    assert!(texts.len() > 300, "the guide was read");
    // Words that only the program reads have no blank.
    strings.extend(
        texts
            .into_iter()
            .filter(|text| text.contains(' '))
            .map(|text| ("guide.toml".to_owned(), text)),
    );
    strings
}

/// Without what a format string takes in braces.
fn without_arguments(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        said + part.split_once('}').map_or(part, |(_, after)| after)
    })
}

fn texts_in(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| texts_in(value, found)),
        toml::Value::Table(table) => table.values().for_each(|value| texts_in(value, found)),
        _ => {}
    }
}

/// Every string literal outside tests and attributes, with the file it stands in; the guide's own texts are read where they
/// are embedded.
fn strings_of_the_program() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut strings = Vec::new();
    for file in files {
        let path = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        if path.contains("tests") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        if text.starts_with("//! Tests ") {
            continue;
        }
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        strings.extend(
            literals(text)
                .into_iter()
                .map(|literal| (path.clone(), literal)),
        );
    }
    strings
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

/// The string literals of a source, and its documentation of arguments, which clap prints as help. Comments are skipped,
/// and the reasons given to lints.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let before = &rest[..at];
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if rest.starts_with('"') {
            let raw = before.len() - before.trim_end_matches('#').len();
            let is_raw = before[..before.len() - raw].ends_with('r');
            let (text, after) = if is_raw {
                let end = format!("\"{}", "#".repeat(raw));
                rest[1..].split_once(&end).unwrap_or_default()
            } else {
                escaped(&rest[1..])
            };
            if !before.trim_end().ends_with("reason =") {
                found.push(joined(text));
            }
            rest = after;
        } else if rest.starts_with('\'') {
            // A character, or a lifetime.
            let inner = &rest[1..];
            let length = match inner.strip_prefix('\\') {
                Some(escape) => escape.find('\'').filter(|end| *end < 10).map(|end| end + 2),
                None => inner
                    .chars()
                    .next()
                    .map(|c| c.len_utf8() + usize::from(inner[c.len_utf8()..].starts_with('\''))),
            };
            rest = &inner[length.unwrap_or(0)..];
        } else {
            rest = &rest[1..];
        }
    }
    found
}

/// The text up to the closing quote, and what follows it.
fn escaped(text: &str) -> (&str, &str) {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            '"' => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// Without the line breaks of a literal that goes on.
fn joined(text: &str) -> String {
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |joined, line| joined + line.trim_start())
}

/// Lower case, everything but letters and digits as single blanks.
fn spaced(text: &str) -> String {
    let letters: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    format!(
        " {} ",
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

#[test]
fn the_reader_of_strings_sees_every_form() {
    let source = "let a = \"one\"; // \"none\"\nlet b = r#\"two \"2\"\"#; let c = '\"'; let d: &'a str = \"th\\\"ree\";\n\
                  #[expect(lint, reason = \"none\")] let e = '\\''; let f = \"fo\\\n      ur\";";
    assert_eq!(literals(source), ["one", "two \"2\"", "th\\\"ree", "four"]);
}

//! What of a file could not be read or taken, with its place.

/// So many problems are kept with their place; of those beyond only the number.
pub const MOST_PROBLEMS: usize = 500;

/// So many letters of a problem are kept.
const PROBLEM_LETTERS: usize = 400;

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 where there is none.
    pub line: u32,
    /// The file within an archive; empty elsewhere.
    pub part: String,
    /// What is wrong and what was expected, without a full stop.
    pub text: String,
}

impl Problem {
    /// "line 12: …", "Run/Checkmarks.csv, line 12: …".
    pub fn sentence(&self) -> String {
        match (self.part.as_str(), self.line) {
            ("", 0) => format!("{}.", self.text),
            ("", line) => format!("Line {line}: {}.", self.text),
            (part, 0) => format!("{part}: {}.", self.text),
            (part, line) => format!("{part}, line {line}: {}.", self.text),
        }
    }
}

/// What could not be read: the first of it, and how much there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first ones.
    pub first: Vec<Problem>,
    /// How many there are.
    pub count: usize,
}

impl Problems {
    /// By their place in the file; those without one come last.
    pub fn sort(&mut self) {
        self.first.sort_by(|one, other| {
            let place = |problem: &Problem| (problem.line == 0, problem.line);
            (&one.part, place(one)).cmp(&(&other.part, place(other)))
        });
    }

    /// Adds one.
    pub fn push(&mut self, line: u32, part: &str, text: impl Into<String>) {
        let problem = Problem {
            line,
            part: cut(part.to_owned()),
            text: cut(text.into()),
        };
        // A bad date is one problem, in however many columns it stands.
        if self.first.len() >= MOST_PROBLEMS {
            self.count += 1;
        } else if !self.first.contains(&problem) {
            self.count += 1;
            self.first.push(problem);
        }
    }

    /// Adds all of another.
    pub fn extend(&mut self, other: Self) {
        self.count += other.count;
        let room = MOST_PROBLEMS.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

fn cut(text: String) -> String {
    match text.char_indices().nth(PROBLEM_LETTERS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

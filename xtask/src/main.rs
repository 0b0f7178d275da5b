//! `cargo xtask TASK`: what a change must pass, and the way to look at its pictures. Uses nothing beyond what it says is
//! missing; installs nothing.

mod pictures;
mod steps;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask check              all that a change must pass, as continuous integration runs it
cargo xtask pictures           the pictures that differ from the kept ones, on one page to look at
cargo xtask pictures accept    keeps the new ones (a part of a name keeps those alone)
cargo xtask gallery            every control in every state, in a window
cargo xtask smoke              uses the real program in a virtual display, by keyboard and screen reader
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => steps::check(),
        ["pictures"] => pictures::show(),
        ["pictures", "accept"] => pictures::accept(""),
        ["pictures", "accept", part] => pictures::accept(part),
        ["gallery"] => steps::gallery(),
        ["smoke"] => steps::smoke(),
        _ => {
            print!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

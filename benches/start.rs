//! How long Biota takes from process start until it is seen on the screen, and how much memory, against a bare window
//! (`examples/bare_window.rs`), both started in turns on a display of its own. Figures stand in `docs/benchmarks.md`.

use std::process::ExitCode;

#[path = "../examples/bare_window.rs"]
mod bare_window;
#[cfg(target_os = "linux")]
#[path = "start/linux.rs"]
mod linux;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == BARE) {
        return match bare_window::main() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("the bare window did not come up: {error}");
                ExitCode::FAILURE
            }
        };
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("nothing is measured here: run cargo bench --bench start");
        return ExitCode::SUCCESS;
    }
    measure()
}

/// Makes this program the bare window, so that one command builds all that is compared.
const BARE: &str = "--bare-window";

#[cfg(target_os = "linux")]
fn measure() -> ExitCode {
    match linux::measure(BARE) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("not measured: {trouble}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn measure() -> ExitCode {
    eprintln!(
        "not measured: this reads a virtual X display and /proc, which are there on Linux alone"
    );
    ExitCode::FAILURE
}

//! Arguments in, exit code out.

use std::io::{Write, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use biota::app::{self, Ended, Launch};
use biota::cli::{self, Outcome, Surroundings};
use biota::{files, logging, storage};

fn main() -> ExitCode {
    logging::start();
    if let Some(folder) = storage::unfinished_folder() {
        files::keep_register_in(folder);
    }
    // Beside the work, which a disk that does not answer must not hold up.
    let clearing = std::thread::spawn(files::clear_unfinished);
    let surroundings = Surroundings {
        now: chrono::Local::now().naive_local(),
        journal_variable: std::env::var_os("BIOTA_JOURNAL"),
        default_journal: storage::default_path(),
        default_backups: storage::default_backup_folder(),
        has_display: cli::has_display(),
    };
    // Not locked: the window lives within this call, and its threads may have something to say.
    let (mut out, mut err) = (stdout(), stderr());
    let code = match cli::run(std::env::args_os(), &surroundings, &mut out, &mut err) {
        Outcome::Done(code) => {
            // A command is over sooner; a thread that panicked has cleared what it could.
            let _ = clearing.join();
            code
        }
        Outcome::Window(request) => {
            let launch = |path: &Path| {
                Launch::at(path.to_owned()).with_backups(storage::default_backup_folder())
            };
            let mut ended = Ended::Well;
            let open = |path: &Path| app::run(launch(path)).map(|end| ended = end);
            let code = request.open(open, &mut err);
            if ended == Ended::WithLoss {
                // Where even standard error is closed there is nobody left to tell.
                let _ = writeln!(
                    err,
                    "Biota was told to end, and some of what was typed could not be saved."
                );
                1
            } else {
                code
            }
        }
    };
    ExitCode::from(code)
}

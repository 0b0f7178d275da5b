//! Arguments in, exit code out.

use std::io::{stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use biota::app::{self, Launch};
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
            request.open(|path| app::run(launch(path)), &mut err)
        }
    };
    ExitCode::from(code)
}

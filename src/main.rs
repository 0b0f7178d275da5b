//! Arguments in, exit code out.

use std::io::{stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use biota::app::{self, Launch};
use biota::cli::{self, Outcome, Surroundings};
use biota::{logging, storage};

fn main() -> ExitCode {
    logging::start();
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
        Outcome::Done(code) => code,
        Outcome::Window(request) => {
            let launch = |path: &Path| {
                Launch::at(path.to_owned()).with_backups(storage::default_backup_folder())
            };
            request.open(|path| app::run(launch(path)), &mut err)
        }
    };
    ExitCode::from(code)
}
